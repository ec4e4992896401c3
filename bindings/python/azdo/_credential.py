"""Who asks: credentials of the library's own, and token providers of others."""

from __future__ import annotations

from ctypes import c_void_p

from ._boundary import Handle, Params, String, Waiting, call, encoded, encoded_or_none, int64, milliseconds
from ._errors import Error, InvalidArgument
from ._library import library
from ._records import TIME_NONE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from os import PathLike
    from types import TracebackType
    from typing import Any, Protocol, Union

    from ._boundary import Cancel, Value

    class AccessToken(Protocol):
        """A bearer token, and when it expires in seconds since 1970."""

        @property
        def token(self) -> str: ...
        @property
        def expires_on(self) -> int: ...

    class TokenProvider(Protocol):
        """What has tokens for a scope: any of ``azure.identity``'s credentials, for one."""

        def get_token(self, *scopes: str) -> AccessToken: ...

    AnyCredential = Union["Credential", str, TokenProvider, None]

# Azure DevOps, as Microsoft Entra knows it.
_SCOPE = "499b84ac-1321-427f-aa17-267ca6975798/.default"


class Credential:
    """Who asks. The secret is in no text that this object makes."""

    __slots__ = ("_handle",)

    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    @classmethod
    def pat(cls, pat: str, user: str | None = None) -> Credential:
        """A personal access token."""
        made = _handle()
        call(library.azdo_credential_pat, encoded_or_none(user, "user"), encoded(pat, "pat"), made.place)
        return cls(made)

    @classmethod
    def bearer(cls, token: str, expires_at: datetime | float | None = None) -> Credential:
        """An OAuth (Microsoft Entra) access token, good until a moment: an aware datetime, or seconds since 1970."""
        return cls(_bearer(token, expires_at, "expires_at"))

    @classmethod
    def from_environment(cls, organization_url: str) -> Credential:
        """AZDO_PAT, AZURE_DEVOPS_EXT_PAT or SYSTEM_ACCESSTOKEN, for the URLs that they are meant for."""
        made = _handle()
        url = encoded(organization_url, "organization_url")
        call(library.azdo_credential_from_environment, url, made.place)
        return cls(made)

    @classmethod
    def from_git(
        cls,
        organization_url: str,
        *,
        prompt: bool | None = None,
        timeout: float | None = None,
        cancel: Cancel | None = None,
    ) -> Credential:
        """What git's credential helper has for this URL, Git Credential Manager included. The helper is told what
        becomes of it, as git does, and is asked again when the service has refused it.

        ``prompt`` lets git ask the person; ``timeout`` is how long it may take, in seconds: 30.
        """
        url = encoded(organization_url, "organization_url")
        return _found(library.azdo_credential_from_git, (url,), cancel, prompt=prompt, timeout=timeout)

    @classmethod
    def from_azure_cli(
        cls, *, tenant: str | None = None, timeout: float | None = None, cancel: Cancel | None = None
    ) -> Credential:
        """Access tokens of whoever is signed in to the Azure CLI, renewed as they expire. For Azure DevOps Services."""
        return _found(library.azdo_credential_from_azure_cli, (), cancel, tenant=tenant, timeout=timeout)

    @classmethod
    def from_client_secret(
        cls,
        tenant: str,
        client_id: str,
        client_secret: str,
        *,
        authority: str | None = None,
        cancel: Cancel | None = None,
        **options: Any,
    ) -> Credential:
        """Access tokens of an application that is registered with Microsoft Entra, renewed as they expire.

        The other options are those of ``Client``, for the connection to Microsoft Entra.
        """
        made = _handle()
        params = Params()
        with params, Waiting(cancel, None) as waiting:
            params.set("authority", authority)
            set_options(params, options, "from_client_secret")
            waiting.call(
                library.azdo_credential_from_client_secret,
                encoded(tenant, "tenant"),
                encoded(client_id, "client_id"),
                encoded(client_secret, "client_secret"),
                params.handle,
                waiting.token,
                made.place,
            )
        return cls(made)

    @classmethod
    def find(
        cls,
        organization_url: str,
        *places: str,
        prompt: bool | None = None,
        tenant: str | None = None,
        timeout: float | None = None,
        cancel: Cancel | None = None,
    ) -> Credential:
        """The first that one of these places has: "environment", "git", "azure_cli", asked in the order given; without
        any, the environment. ``source`` says which it was."""
        arguments = (
            encoded(organization_url, "organization_url"),
            encoded(",".join(places), "places") if places else None,
        )
        return _found(
            library.azdo_credential_find, arguments, cancel, prompt=prompt, tenant=tenant, timeout=timeout
        )  # fmt: skip

    def renew(self, *, timeout: float | None = None, cancel: Cancel | None = None) -> None:
        """Fetches a new token where the last one expires soon. Calls of a client do so by themselves; this is for
        programs that use ``header()``."""
        with self._handle as pointer, Waiting(cancel, timeout) as waiting:
            waiting.call(library.azdo_credential_renew, pointer, waiting.token)

    @property
    def source(self) -> str:
        """Where it came from: "personal access token", "AZDO_PAT", "git credential", …"""
        with self._handle as pointer:
            source: bytes = library.azdo_credential_source(pointer)
            return source.decode()

    def header(self) -> str:
        """The value of the ``Authorization`` header, for a program with an HTTP client of its own."""
        header = String()
        with self._handle as pointer:
            call(library.azdo_credential_header, pointer, header.place)
        return header.take().decode()

    def __repr__(self) -> str:
        return f"<Credential from {self.source}>"


def _handle() -> Handle:
    return Handle(library.azdo_credential_free)


def _bearer(token: str, until: datetime | float | None, name: str) -> Handle:
    if until is None:
        moment = TIME_NONE
    else:
        if isinstance(until, (int, float)):
            seconds = until
        elif hasattr(until, "timestamp"):
            if until.tzinfo is None:
                raise InvalidArgument(f"{name} must say its time zone", cause="invalid_argument")
            seconds = until.timestamp()
        else:
            raise TypeError(f"{name} must be an aware datetime or seconds since 1970, not {type(until).__name__}")
        if seconds != seconds:
            raise InvalidArgument(f"{name} is not a number", cause="invalid_argument")
        # Later than can be told is never.
        moment = int(max(0, min(seconds * 1_000_000_000, 2**63 - 1)))
    made = _handle()
    call(library.azdo_credential_bearer, encoded(token, "token"), int64(moment, name), made.place)
    return made


def _found(
    function: Callable[..., int], arguments: tuple[object, ...], cancel: Cancel | None, **options: Any
) -> Credential:
    """A credential that another program is asked for."""
    timeout = options.pop("timeout")
    made = _handle()
    params = Params()
    with params, Waiting(cancel, None) as waiting:
        params.set("timeout_ms", None if timeout is None else milliseconds(timeout, "timeout"))
        for name, value in options.items():
            params.set(name, value)
        waiting.call(function, *arguments, params.handle, waiting.token, made.place)
    return Credential(made)


class Tokens:
    """A client's token provider. The library says when it wants a token: before one expires, and once when the service
    has refused one."""

    def __init__(self, provider: TokenProvider) -> None:
        self._provider = provider

    def credential(self) -> Credential:
        """A token, as the provider has it now."""
        token = self._provider.get_token(_SCOPE)
        if not hasattr(token, "token"):
            raise TypeError(f"get_token must return a token, not {type(token).__name__}: give a provider that is not async")
        return Credential(_bearer(token.token, token.expires_on, "expires_on"))

    def call(self, client: c_void_p, waiting: Waiting, function: Callable[..., int], *arguments: object) -> int:
        """A call of a client, with a good token."""
        if library.azdo_client_wants_credential(client, None):
            self._replace(client)
        is_wanted = False

        def failed(error: c_void_p) -> None:
            nonlocal is_wanted
            is_wanted = bool(library.azdo_client_wants_credential(client, error))

        try:
            return waiting.call(function, *arguments, failed=failed)
        except Error:
            if not is_wanted:
                raise
        self._replace(client)
        return waiting.call(function, *arguments)

    def _replace(self, client: c_void_p) -> None:
        with self.credential()._handle as pointer:
            call(library.azdo_client_set_credential, client, pointer)


def provider_of(credential: AnyCredential) -> Tokens | None:
    """The tokens of a provider; None for what is a credential itself."""
    if credential is None or isinstance(credential, (Credential, str)):
        return None
    if not callable(getattr(credential, "get_token", None)):
        raise TypeError(
            "credential must be Credential, str, None, or have a get_token() as azure.identity's have, "
            f"not {type(credential).__name__}"
        )
    return Tokens(credential)


class Borrowed:
    """A credential's pointer for one call; a str is a personal access token, None the environment's."""

    def __init__(self, credential: Credential | str | None) -> None:
        self._credential = Credential.pat(credential) if isinstance(credential, str) else credential

    def __enter__(self) -> c_void_p | None:
        return None if self._credential is None else self._credential._handle.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._credential is not None:
            self._credential._handle.__exit__(kind, error, trace)


_SPANS = ("timeout", "resolve_timeout", "connect_timeout", "tls_timeout", "first_byte_timeout", "idle_timeout")
_FILES = ("ca_file", "client_cert_file", "client_key_file", "trace")
_OTHERS = (
    "max_retries", "max_body_bytes", "max_header_bytes", "max_redirects", "max_json_depth", "max_page_records",
    "max_pages", "proxy", "allow_http", "keep_json", "skip_broken",
)  # fmt: skip
_OPTIONS = frozenset(_SPANS + _FILES + _OTHERS)


def set_options(options: Params, given: Mapping[str, Any], function: str) -> None:
    """Those that are given to a function, as the library names them."""
    for name, value in given.items():
        if name not in _OPTIONS:
            raise TypeError(f"{function}() got an unexpected keyword argument {name!r}")
        if value is None:
            continue
        if name in _SPANS:
            options.set(f"{name}_ms", milliseconds(value, name))
        else:
            options.set(name, _path(value) if name in _FILES else value)


def _path(path: str | PathLike[str]) -> str:
    from os import fspath

    return fspath(path)
