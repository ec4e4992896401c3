"""Clients, and the jobs that they do."""

from __future__ import annotations

import warnings
from _thread import allocate_lock
from collections.abc import Iterator
from ctypes import byref, c_char, c_size_t, c_void_p, string_at

from . import _raw
from ._boundary import Cancel, Handle, Params, String, Waiting, call, encoded, encoded_or_none, int64
from ._calls import call as call_operation
from ._calls import items, stream
from ._credential import Borrowed, Credential, provider_of, set_options
from ._errors import InvalidState
from ._library import library
from ._records import BUILD_PAGES, PROJECT_PAGES, Build, Page, PageKind, Project, R

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from os import PathLike
    from types import TracebackType
    from typing import Any

    from ._boundary import Value
    from ._credential import AnyCredential
    from ._operations import Call, Items


# As much as the library has ready at once.
AT_ONCE = 128 * 1024

_COUNTERS = (
    _raw.COUNTER_REQUESTS,
    _raw.COUNTER_RETRIES,
    _raw.COUNTER_WAITED_MS,
    _raw.COUNTER_RECEIVED_BYTES,
    _raw.COUNTER_THROTTLED,
)


def basic_auth_header(pat: str, user: str | None = None) -> str:
    """The value of an ``Authorization`` header: ``Basic`` and the base64 of ``user:pat``. Nothing is sent."""
    header = String()
    call(library.azdo_basic_auth_header, encoded_or_none(user, "user"), encoded(pat, "pat"), header.place)
    return header.take().decode()


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
    body = String()
    with Waiting(cancel, timeout) as waiting:
        waiting.call(
            library.azdo_get_builds,
            encoded(organization_url, "organization_url"),
            encoded_or_none(project, "project"),
            encoded_or_none(user, "user"),
            encoded(pat, "pat"),
            waiting.token,
            body.place,
        )
    return body.take().decode()


class Client:
    """A connection to one organization, for any number of threads. Close it, or use it in a ``with`` block.

    ``organization_url``: any that ``Reference.parse`` understands and that names an organization; where it names a
    project, that is the project of calls that name none.

    ``credential``: a Credential, a personal access token, None for the environment's, or a token provider: any object
    with the ``get_token`` of ``azure.identity``'s, asked for a token when there is none, before one expires, and once
    when the service has refused one.

    Options that are not given are the library's own: ``timeout`` for a whole call and ``resolve_timeout``,
    ``connect_timeout``, ``tls_timeout``, ``first_byte_timeout`` and ``idle_timeout`` for its parts, in seconds;
    ``max_retries``; the bounds ``max_body_bytes``, ``max_header_bytes``, ``max_redirects``,
    ``max_json_depth``, ``max_page_records`` and ``max_pages``; ``proxy``, a URL (``http://user:password@host:port``) in
    place of the environment's proxies, or an empty text for no proxy at all; the PEM files ``ca_file``,
    ``client_cert_file`` and ``client_key_file``; ``allow_http``, ``keep_json``; ``trace``, a file to which each exchange
    adds a line, or "stderr".
    """

    __slots__ = ("_handle", "_tokens", "_url", "__weakref__")

    def __init__(
        self,
        organization_url: str,
        credential: AnyCredential = None,
        *,
        timeout: float | None = None,
        resolve_timeout: float | None = None,
        connect_timeout: float | None = None,
        tls_timeout: float | None = None,
        first_byte_timeout: float | None = None,
        idle_timeout: float | None = None,
        max_retries: int | None = None,
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
        trace: str | PathLike[str] | None = None,
    ) -> None:
        url = encoded(organization_url, "organization_url")
        options = Params()
        handle = Handle(library.azdo_client_free)
        self._tokens = provider_of(credential)
        # One that has expired: the first call asks the provider for another.
        first = credential if self._tokens is None else Credential.bearer("none", 0)
        with options, Borrowed(first) as credential_pointer:  # type: ignore[arg-type]
            set_options(
                options,
                timeout=timeout,
                resolve_timeout=resolve_timeout,
                connect_timeout=connect_timeout,
                tls_timeout=tls_timeout,
                first_byte_timeout=first_byte_timeout,
                idle_timeout=idle_timeout,
                max_retries=max_retries,
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
                trace=trace,
            )
            call(library.azdo_client_new, url, credential_pointer, options.handle, handle.place)
        self._handle = handle
        # Without what may hold a secret.
        self._url = organization_url.split("?")[0]

    def set_credential(self, credential: Credential | str) -> None:
        """Calls that begin from now on use this credential."""
        if not isinstance(credential, (Credential, str)):
            raise TypeError(f"credential must be Credential or str, not {type(credential).__name__}")
        with self._handle as pointer, Borrowed(credential) as credential_pointer:
            call(library.azdo_client_set_credential, pointer, credential_pointer)

    def _call(self, pointer: c_void_p, waiting: Waiting, function: Callable[..., int], *arguments: object) -> int:
        """A call that goes to the service."""
        if self._tokens is None:
            return waiting.call(function, *arguments)
        return self._tokens.call(pointer, waiting, function, *arguments)

    @property
    def counters(self) -> Counters:
        """What the client has counted since it was made, over all its calls, lists and responses."""
        with self._handle as pointer:
            return Counters(*(library.azdo_client_count(pointer, number) for number in _COUNTERS))

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
        response = Handle(library.azdo_response_free)
        params = Params()
        with params, self._handle as pointer, Waiting(cancel, timeout) as waiting:
            for name, value in (headers or {}).items():
                params.set(name, value)
            self._call(
                pointer,
                waiting,
                library.azdo_request,
                pointer,
                encoded(method, "method"),
                encoded(url_or_path, "url_or_path"),
                params.handle,
                sent,
                0 if sent is None else len(sent),
                waiting.token,
                response.place,
            )
        return Response(response)

    if TYPE_CHECKING:
        # An overload for each operation, which exists for type checkers and editors alone.
        call: Call[Any, str, bytes, None]
        stream: Call[Response, Response, Response, Response]
        items: Items[Iterator[Any]]
    else:
        call = call_operation
        stream = stream
        items = items

    def close(self) -> None:
        """Ends the use of this client. It does not wait: calls that other threads are inside of go on to their end."""
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


class Counters:
    """Numbers of one moment: ``requests`` that went out, ``retries`` among them; ``waited`` is in seconds, before retries
    and where the service had asked to be left alone; ``received_bytes`` are of bodies, decompressed; ``throttled`` are
    answers that asked to be left alone for a while."""

    __slots__ = ("requests", "retries", "waited", "received_bytes", "throttled")

    def __init__(self, requests: int, retries: int, waited_ms: int, received_bytes: int, throttled: int) -> None:
        self.requests = requests
        self.retries = retries
        self.waited = waited_ms / 1000
        self.received_bytes = received_bytes
        self.throttled = throttled

    def __repr__(self) -> str:
        return f"<Counters {', '.join(f'{name}={getattr(self, name)}' for name in self.__slots__)}>"


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
        page = Handle(library.azdo_build_page_free)
        with self._client._handle as pointer, Waiting(cancel, timeout) as waiting:
            name = encoded_or_none(project, "project")
            number = int64(build_id, "build_id")
            self._client._call(
                pointer, waiting, library.azdo_build_get, pointer, name, number, waiting.token, page.place
            )  # fmt: skip
        return Page(BUILD_PAGES, page)[0]

    def get_json(
        self, project: str | None = None, *, timeout: float | None = None, cancel: Cancel | None = None
    ) -> str:
        """The JSON of the service's first page of builds, as it was sent."""
        body = String()
        with self._client._handle as pointer, Waiting(cancel, timeout) as waiting:
            name = encoded_or_none(project, "project")
            self._client._call(
                pointer, waiting, library.azdo_builds_get_json, pointer, name, waiting.token, body.place
            )  # fmt: skip
        return body.take().decode()


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
        self._handle = Handle(free)
        params = Params()
        with params, client._handle as client_pointer:
            for name, value in values.items():
                params.set(name, value)
            call(begin, client_pointer, params.handle, self._handle.place)
        # Whose tokens it goes with; any other needs no client that is open.
        self._client = client if client._tokens is not None else None
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
                self._page, self._index = self._fetch(self._cancel, self._timeout), 0
                if self._page is None:
                    raise StopIteration
            self._index += 1
            return self._page[self._index - 1]
        finally:
            self._lock.release()

    def _fetch(self, cancel: Cancel | None, timeout: float | None) -> Page[R] | None:
        page = Handle(self._pages.free)
        with self._handle as pointer, Waiting(cancel, timeout) as waiting:
            arguments = (self._next_page, pointer, waiting.token, page.place)
            if self._client is None:
                status = waiting.call(*arguments)
            else:
                with self._client._handle as client_pointer:
                    status = self._client._call(client_pointer, waiting, *arguments)
        return None if status == _raw.DONE else Page(self._pages, page)


class _Pages(Iterator["Page[R]"]):
    """The pages of a list."""

    def __init__(self, records: List[R]) -> None:
        self._records = records

    def __next__(self) -> Page[R]:
        page = self._records._fetch(self._records._cancel, self._records._timeout)
        if page is None:
            raise StopIteration
        return page


class Response:
    """The answer to a request: its head, and a body that is read as it comes."""

    __slots__ = ("_handle", "_buffer")

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        # Of the last read, for the next.
        self._buffer: Any = None

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

    def read(self, size: int = AT_ONCE, *, timeout: float | None = None, cancel: Cancel | None = None) -> bytes:
        """Up to so many bytes of the body, as soon as there are any; b"" at its end. All that is left for -1."""
        if size < 0:
            return self.body(timeout=timeout, cancel=cancel)
        if size == 0:
            return b""
        size = min(size, AT_ONCE)
        # Taken away meanwhile: another thread that reads gets one of its own, and is refused.
        buffer, self._buffer = self._buffer, None
        if buffer is None or len(buffer) < size:
            buffer = (c_char * size)()
        count = c_size_t()
        with self._handle as pointer, Waiting(cancel, timeout) as waiting:
            waiting.call(library.azdo_response_read, pointer, buffer, size, waiting.token, byref(count))
        chunk = string_at(buffer, count.value)
        self._buffer = buffer
        return chunk

    def body(self, *, timeout: float | None = None, cancel: Cancel | None = None) -> bytes:
        """All that is left of the body."""
        body = String()
        with self._handle as pointer, Waiting(cancel, timeout) as waiting:
            waiting.call(library.azdo_response_body, pointer, waiting.token, body.place)
        return body.take()

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
