"""Clients, and the jobs that they do."""

from __future__ import annotations

import warnings
from _thread import allocate_lock
from collections.abc import Iterator
from ctypes import byref, c_char, c_size_t, c_void_p, string_at

from . import _raw
from ._boundary import Cancel, Handle, Params, Waiting, call, encoded, encoded_or_none, int64, milliseconds, take_bytes
from ._errors import InvalidArgument, InvalidState
from ._library import library
from ._records import BUILD_PAGES, PROJECT_PAGES, TIME_NONE, Build, Page, PageKind, Project, R

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from os import PathLike
    from types import TracebackType
    from typing import Any

    from ._boundary import Value


_MOST_AT_ONCE = 256 * 1024


def basic_auth_header(pat: str, user: str | None = None) -> str:
    """The value of an ``Authorization`` header: ``Basic`` and the base64 of ``user:pat``. Nothing is sent."""
    header = c_void_p()
    call(library.azdo_basic_auth_header, encoded_or_none(user, "user"), encoded(pat, "pat"), byref(header))
    return take_bytes(header).decode()


def get_builds(
    organization_url: str,
    pat: str,
    project: str | None = None,
    user: str | None = None,
    *,
    timeout: float | None = None,
    cancel: Cancel | None = None,
) -> str:
    """The JSON of the service's first page of builds, as it was sent, in one call.

    Without a project, and where the URL names none: all builds that the token sees.
    """
    body = c_void_p()
    with Waiting(cancel, timeout) as waiting:
        waiting.call(
            library.azdo_get_builds,
            encoded(organization_url, "organization_url"),
            encoded_or_none(project, "project"),
            encoded_or_none(user, "user"),
            encoded(pat, "pat"),
            waiting.token,
            byref(body),
        )
    return take_bytes(body).decode()


class Credential:
    """Who asks. The secret is in no text that this object makes."""

    __slots__ = ("_handle",)

    def __init__(self, pointer: c_void_p) -> None:
        self._handle = Handle(pointer, library.azdo_credential_free)

    @classmethod
    def pat(cls, pat: str, user: str | None = None) -> Credential:
        """A personal access token."""
        pointer = c_void_p()
        call(library.azdo_credential_pat, encoded_or_none(user, "user"), encoded(pat, "pat"), byref(pointer))
        return cls(pointer)

    @classmethod
    def bearer(cls, token: str, expires_at: datetime | float | None = None) -> Credential:
        """An OAuth (Microsoft Entra) access token, good until a moment: an aware datetime, or seconds since 1970."""
        if expires_at is None:
            moment = TIME_NONE
        else:
            if not isinstance(expires_at, (int, float)) and expires_at.tzinfo is None:
                raise InvalidArgument("expires_at must say its time zone", cause="invalid_argument")
            seconds = expires_at if isinstance(expires_at, (int, float)) else expires_at.timestamp()
            # Later than can be told is never.
            moment = max(0, min(int(seconds * 1_000_000_000), 2**63 - 1))
        pointer = c_void_p()
        call(library.azdo_credential_bearer, encoded(token, "token"), int64(moment, "expires_at"), byref(pointer))
        return cls(pointer)

    @classmethod
    def from_environment(cls, organization_url: str) -> Credential:
        """AZDO_PAT, AZURE_DEVOPS_EXT_PAT or SYSTEM_ACCESSTOKEN, for the URLs that they are meant for."""
        pointer = c_void_p()
        url = encoded(organization_url, "organization_url")
        call(library.azdo_credential_from_environment, url, byref(pointer))
        return cls(pointer)

    @property
    def source(self) -> str:
        """Where it came from: "personal access token", "AZDO_PAT", …"""
        with self._handle as pointer:
            source: bytes = library.azdo_credential_source(pointer)
            return source.decode()

    def header(self) -> str:
        """The value of the ``Authorization`` header, for a program with an HTTP client of its own."""
        header = c_void_p()
        with self._handle as pointer:
            call(library.azdo_credential_header, pointer, byref(header))
        return take_bytes(header).decode()

    def __repr__(self) -> str:
        return f"<Credential from {self.source}>"


class Client:
    """A connection to one organization, for any number of threads. Close it, or use it in a ``with`` block.

    ``organization_url``: any that ``Reference.parse`` understands and that names an organization; where it names a
    project, that is the project of calls that name none.

    ``credential``: a Credential, a personal access token, or None for the environment's. Options that are not
    given are the library's own: ``timeout`` for a whole call, ``connect_timeout`` and ``idle_timeout`` in seconds;
    the bounds ``max_body_bytes``, ``max_header_bytes``, ``max_redirects``, ``max_json_depth``, ``max_page_records``
    and ``max_pages``; ``proxy``, a URL (``http://user:password@host:port``) in place of the environment's proxies, or
    an empty text for no proxy at all; the PEM files ``ca_file``, ``client_cert_file`` and ``client_key_file``;
    ``allow_http``, ``keep_json``.
    """

    __slots__ = ("_handle", "_url", "__weakref__")

    def __init__(
        self,
        organization_url: str,
        credential: Credential | str | None = None,
        *,
        timeout: float | None = None,
        connect_timeout: float | None = None,
        idle_timeout: float | None = None,
        max_body_bytes: int | None = None,
        max_header_bytes: int | None = None,
        max_redirects: int | None = None,
        max_json_depth: int | None = None,
        max_page_records: int | None = None,
        max_pages: int | None = None,
        proxy: str | None = None,
        ca_file: str | PathLike[str] | None = None,
        client_cert_file: str | PathLike[str] | None = None,
        client_key_file: str | PathLike[str] | None = None,
        allow_http: bool | None = None,
        keep_json: bool | None = None,
    ) -> None:
        url = encoded(organization_url, "organization_url")
        options = Params()
        pointer = c_void_p()
        with options, Borrowed(credential) as credential_pointer:
            set_options(
                options,
                timeout=timeout,
                connect_timeout=connect_timeout,
                idle_timeout=idle_timeout,
                max_body_bytes=max_body_bytes,
                max_header_bytes=max_header_bytes,
                max_redirects=max_redirects,
                max_json_depth=max_json_depth,
                max_page_records=max_page_records,
                max_pages=max_pages,
                proxy=proxy,
                ca_file=ca_file,
                client_cert_file=client_cert_file,
                client_key_file=client_key_file,
                allow_http=allow_http,
                keep_json=keep_json,
            )
            call(library.azdo_client_new, url, credential_pointer, options.handle, byref(pointer))
        self._handle = Handle(pointer, library.azdo_client_free)
        self._url = organization_url

    def set_credential(self, credential: Credential | str) -> None:
        """Calls that begin from now on use this credential."""
        with self._handle as pointer, Borrowed(credential) as credential_pointer:
            call(library.azdo_client_set_credential, pointer, credential_pointer)

    @property
    def builds(self) -> Builds:
        """The builds of its projects."""
        return Builds(self)

    @property
    def projects(self) -> Projects:
        """Its projects."""
        return Projects(self)

    def request(
        self,
        method: str,
        url_or_path: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | bytearray | memoryview | None = None,
        timeout: float | None = None,
        cancel: Cancel | None = None,
    ) -> Response:
        """Sends any request to the organization, as it stands; an answer that is an error is raised as one."""
        if isinstance(body, str):
            raise TypeError("body must be bytes, not str: encode it")
        sent = None if body is None else memoryview(body).tobytes()
        response = c_void_p()
        params = Params()
        with params, self._handle as pointer, Waiting(cancel, timeout) as waiting:
            for name, value in (headers or {}).items():
                params.set(name, value)
            waiting.call(
                library.azdo_request,
                pointer,
                encoded(method, "method"),
                encoded(url_or_path, "url_or_path"),
                params.handle,
                sent,
                0 if sent is None else len(sent),
                waiting.token,
                byref(response),
            )
        return Response(response)

    def close(self) -> None:
        """Ends the use of this client; calls that other threads are inside of finish first."""
        self._handle.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        handle = getattr(self, "_handle", None)
        if handle is not None and not handle.closed:
            warnings.warn(f"{self!r} was not closed", ResourceWarning, source=self, stacklevel=2)

    def __repr__(self) -> str:
        return f"<Client {self._url}>"


class Builds:
    """The builds of an organization's projects."""

    __slots__ = ("_client",)

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self,
        project: str | None = None,
        *,
        top: int | None = None,
        page_size: int | None = None,
        timeout: float | None = None,
        cancel: Cancel | None = None,
        **filters: Value | None,
    ) -> List[Build]:
        """Every build that matches, over all pages: "Builds - List" with the reference's own filters, such as
        ``resultFilter="failed"``. ``top`` is how many in all; ``timeout`` is for each page, in seconds."""
        return List(
            self._client, library.azdo_builds_list, library.azdo_builds_next_page, library.azdo_builds_free,
            BUILD_PAGES, {"project": project, "$top": top, "page_size": page_size, **filters}, cancel, timeout,
        )  # fmt: skip

    def get(
        self,
        build_id: int,
        project: str | None = None,
        *,
        timeout: float | None = None,
        cancel: Cancel | None = None,
    ) -> Build:
        """One build, "Builds - Get". Without a project, that of the client's URL."""
        page = c_void_p()
        with self._client._handle as pointer, Waiting(cancel, timeout) as waiting:
            name = encoded_or_none(project, "project")
            waiting.call(library.azdo_build_get, pointer, name, int64(build_id, "build_id"), waiting.token, byref(page))
        return Page(BUILD_PAGES, page)[0]

    def get_json(
        self, project: str | None = None, *, timeout: float | None = None, cancel: Cancel | None = None
    ) -> str:
        """The JSON of the service's first page of builds, as it was sent."""
        body = c_void_p()
        with self._client._handle as pointer, Waiting(cancel, timeout) as waiting:
            name = encoded_or_none(project, "project")
            waiting.call(library.azdo_builds_get_json, pointer, name, waiting.token, byref(body))
        return take_bytes(body).decode()


class Projects:
    """The projects of an organization."""

    __slots__ = ("_client",)

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self,
        *,
        top: int | None = None,
        page_size: int | None = None,
        timeout: float | None = None,
        cancel: Cancel | None = None,
        **filters: Value | None,
    ) -> List[Project]:
        """Every project that the credential can see, over all pages: "Projects - List"."""
        return List(
            self._client, library.azdo_projects_list, library.azdo_projects_next_page, library.azdo_projects_free,
            PROJECT_PAGES, {"$top": top, "page_size": page_size, **filters}, cancel, timeout,
        )  # fmt: skip


class List(Iterator[R]):
    """An iterator over records of all pages; ``by_page()`` gives the pages. An error does not end it: ask again. One
    thread at a time may use it."""

    def __init__(
        self,
        client: Client,
        begin: Callable[..., int],
        next_page: Callable[..., int],
        free: Callable[[c_void_p], None],
        pages: PageKind,
        values: dict[str, Value | None],
        cancel: Cancel | None,
        timeout: float | None,
    ) -> None:
        pointer = c_void_p()
        params = Params()
        with params, client._handle as client_pointer:
            for name, value in values.items():
                params.set(name, value)
            call(begin, client_pointer, params.handle, byref(pointer))
        self._handle = Handle(pointer, free)
        self._next_page = next_page
        self._pages = pages
        self._cancel = cancel
        self._timeout = timeout
        self._lock = allocate_lock()
        self._page: Page[R] | None = None
        self._index = 0

    def by_page(self) -> Iterator[Page[R]]:
        """The pages, each a sequence of records with the ``token`` to go on after it. It begins after the last page
        that was fetched."""
        return _Pages(self)

    def __next__(self) -> R:
        if not self._lock.acquire(False):
            raise InvalidState("the list is being used by another thread", cause="invalid_state")
        try:
            while self._page is None or self._index == len(self._page):
                self._page, self._index = self._fetch(), 0
                if self._page is None:
                    raise StopIteration
            self._index += 1
            return self._page[self._index - 1]
        finally:
            self._lock.release()

    def _fetch(self) -> Page[R] | None:
        page = c_void_p()
        with self._handle as pointer, Waiting(self._cancel, self._timeout) as waiting:
            status = waiting.call(self._next_page, pointer, waiting.token, byref(page))
        return None if status == _raw.DONE else Page(self._pages, page)


class _Pages(Iterator["Page[R]"]):
    """The pages of a list."""

    def __init__(self, records: List[R]) -> None:
        self._fetch = records._fetch

    def __next__(self) -> Page[R]:
        page = self._fetch()
        if page is None:
            raise StopIteration
        return page


class Response:
    """The answer to a request: its head, and a body that is read as it comes."""

    __slots__ = ("_handle",)

    def __init__(self, pointer: c_void_p) -> None:
        self._handle = Handle(pointer, library.azdo_response_free)

    @property
    def status(self) -> int:
        """The HTTP status."""
        with self._handle as pointer:
            status: int = library.azdo_response_status(pointer)
            return status

    def header(self, name: str) -> str:
        """The first value of this header, in any case; "" if there is none."""
        with self._handle as pointer:
            value: bytes = library.azdo_response_header(pointer, encoded(name, "name"))
            return value.decode()

    def read(self, size: int = 65536, *, timeout: float | None = None, cancel: Cancel | None = None) -> bytes:
        """Up to so many bytes of the body, as soon as there are any; b"" at its end. All that is left for -1."""
        if size < 0:
            return self.body(timeout=timeout, cancel=cancel)
        if size == 0:
            return b""
        size = min(size, _MOST_AT_ONCE)
        buffer = (c_char * size)()
        count = c_size_t()
        with self._handle as pointer, Waiting(cancel, timeout) as waiting:
            waiting.call(library.azdo_response_read, pointer, buffer, size, waiting.token, byref(count))
        return string_at(buffer, count.value)

    def body(self, *, timeout: float | None = None, cancel: Cancel | None = None) -> bytes:
        """All that is left of the body."""
        body = c_void_p()
        with self._handle as pointer, Waiting(cancel, timeout) as waiting:
            waiting.call(library.azdo_response_body, pointer, waiting.token, byref(body))
        return take_bytes(body)

    def json(self) -> Any:
        """The whole body, parsed."""
        import json

        return json.loads(self.body())

    def close(self) -> None:
        """Ends the exchange, if the body has not been read to its end."""
        self._handle.close()

    def __enter__(self) -> Response:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return "<Response, closed>" if self._handle.closed else f"<Response {self.status}>"


def set_options(
    options: Params,
    *,
    timeout: float | None = None,
    connect_timeout: float | None = None,
    idle_timeout: float | None = None,
    max_body_bytes: int | None = None,
    max_header_bytes: int | None = None,
    max_redirects: int | None = None,
    max_json_depth: int | None = None,
    max_page_records: int | None = None,
    max_pages: int | None = None,
    proxy: str | None = None,
    ca_file: str | PathLike[str] | None = None,
    client_cert_file: str | PathLike[str] | None = None,
    client_key_file: str | PathLike[str] | None = None,
    allow_http: bool | None = None,
    keep_json: bool | None = None,
) -> None:
    """Those that are given, as the library names them."""
    spans = {"timeout": timeout, "connect_timeout": connect_timeout, "idle_timeout": idle_timeout}
    for name, seconds in spans.items():
        options.set(f"{name}_ms", None if seconds is None else milliseconds(seconds, name))
    options.set("max_body_bytes", max_body_bytes)
    options.set("max_header_bytes", max_header_bytes)
    options.set("max_redirects", max_redirects)
    options.set("max_json_depth", max_json_depth)
    options.set("max_page_records", max_page_records)
    options.set("max_pages", max_pages)
    options.set("proxy", proxy)
    files = {"ca_file": ca_file, "client_cert_file": client_cert_file, "client_key_file": client_key_file}
    for name, path in files.items():
        options.set(name, None if path is None else _path(path))
    options.set("allow_http", allow_http)
    options.set("keep_json", keep_json)


class Borrowed:
    """A credential's pointer for one call; a str is a personal access token, None the environment's."""

    def __init__(self, credential: Credential | str | None) -> None:
        if credential is not None and not isinstance(credential, (Credential, str)):
            raise TypeError(f"credential must be Credential, str or None, not {type(credential).__name__}")
        self._credential = Credential.pat(credential) if isinstance(credential, str) else credential

    def __enter__(self) -> c_void_p | None:
        return None if self._credential is None else self._credential._handle.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._credential is not None:
            self._credential._handle.__exit__(kind, error, trace)


def _path(path: str | PathLike[str]) -> str:
    from os import fspath

    return fspath(path)
