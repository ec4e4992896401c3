"""Clients, and the jobs that they do."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from ctypes import byref, c_char, c_char_p, c_size_t, c_void_p, string_at

from . import _raw
from ._boundary import (
    Cancel,
    Handle,
    Params,
    Steps,
    String,
    Waiting,
    call,
    encoded,
    encoded_or_none,
    expect_one_name,
    int64,
    joined,
    parsed,
)
from ._calls import call as call_operation
from ._calls import items, json_of, stream
from ._credential import Borrowed, Credential, provider_of, set_options
from ._errors import InvalidState
from ._library import library
from ._records import (
    ARTIFACTS,
    BUILDS,
    CHANGES,
    DEFINITIONS,
    LOGS,
    PROJECTS,
    TAGS,
    TIMELINES,
    WORK_ITEMS,
    Artifact,
    Build,
    Change,
    Definition,
    Log,
    Page,
    Project,
    QueueStatus,
    R,
    Records,
    Timeline,
    WorkItem,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from os import PathLike
    from types import TracebackType
    from typing import Any

    from ._boundary import Value
    from ._calls import Body
    from ._credential import AnyCredential
    from ._operations import Call, Items
    from ._records import ListKind, PageKind

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
    """A connection to one organization, for any number of threads. Close it, or use it in a ``with`` block. A forked child
    may go on with it, but not with what its parent has begun: lists, responses and cancel tokens.

    ``organization_url``: any that ``Reference.parse`` understands and that names an organization; where it names a
    project, that is the project of calls that name none.

    ``credential``: a Credential, a personal access token, None for the environment's, or a token provider: any object
    with the ``get_token`` of ``azure.identity``'s, asked for a token when there is none, before one expires, and once
    when the service has refused one.

    Options that are not given are the library's own: ``timeout`` for a whole call and ``resolve_timeout``,
    ``connect_timeout``, ``tls_timeout``, ``first_byte_timeout`` and ``idle_timeout`` for its parts, in seconds;
    ``max_retries``; the bounds ``max_body_bytes``, ``max_header_bytes``, ``max_redirects``, ``max_json_depth``,
    ``max_page_records`` and ``max_pages``; ``proxy``, a URL (``http://user:password@host:port``) in place of the
    environment's proxies, or an empty text for no proxy at all; the PEM files ``ca_file``, ``client_cert_file`` and
    ``client_key_file``; ``allow_http``, ``keep_json``; ``skip_broken``, to pass over elements of a list that cannot be
    read, which its page then has in ``broken``; ``trace``, a file to which each exchange adds a line, or "stderr"."""

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
        skip_broken: bool | None = None,
        trace: str | PathLike[str] | None = None,
    ) -> None:
        url = encoded(organization_url, "organization_url")
        options = Params()
        handle = Handle(library.azdo_client_free)
        self._tokens = provider_of(credential)
        # One that has expired: the first call asks the provider for another.
        first = credential if self._tokens is None else Credential.bearer("none", 0)
        with options, Borrowed(first) as credential_pointer:  # type: ignore[arg-type]
            given = {
                "timeout": timeout,
                "resolve_timeout": resolve_timeout,
                "connect_timeout": connect_timeout,
                "tls_timeout": tls_timeout,
                "first_byte_timeout": first_byte_timeout,
                "idle_timeout": idle_timeout,
                "max_retries": max_retries,
                "max_body_bytes": max_body_bytes,
                "max_header_bytes": max_header_bytes,
                "max_redirects": max_redirects,
                "max_json_depth": max_json_depth,
                "max_page_records": max_page_records,
                "max_pages": max_pages,
                "proxy": proxy,
                "ca_file": ca_file,
                "client_cert_file": client_cert_file,
                "client_key_file": client_key_file,
                "allow_http": allow_http,
                "keep_json": keep_json,
                "skip_broken": skip_broken,
                "trace": trace,
            }
            set_options(options, given, "Client")
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

    def _ask(
        self,
        function: Callable[..., int],
        *arguments: object,
        places: tuple[object, ...] = (),
        timeout: float | None,
        cancel: Cancel | None,
    ) -> None:
        """Calls a function of the library's that takes a client first, and a token before the places of what it
        gives."""
        with self._handle as pointer, Waiting(cancel, timeout) as waiting:
            self._call(pointer, waiting, function, pointer, *arguments, waiting.token, *places)

    def learn_version(self, *, timeout: float | None = None, cancel: Cancel | None = None) -> None:
        """Asks a Server for the versions of its API, so that no request is refused for a newer one; without that, its
        first refusal says as much."""
        self._ask(library.azdo_client_learn_version, timeout=timeout, cancel=cancel)

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
    def definitions(self) -> Definitions:
        """The definitions (pipelines) of its projects."""
        return Definitions(self)

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
        with Params(headers) as params:
            self._ask(
                library.azdo_request, encoded(method, "method"), encoded(url_or_path, "url_or_path"), params,
                sent, 0 if sent is None else len(sent), places=(response.place,), timeout=timeout, cancel=cancel,
            )  # fmt: skip
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
    """Numbers of one moment: ``requests`` that went out, ``retries`` among them; ``waited`` is in seconds, before
    retries and where the service had asked to be left alone; ``received_bytes`` are of bodies, decompressed;
    ``throttled`` are answers that asked to be left alone for a while."""

    __slots__ = ("requests", "retries", "waited", "received_bytes", "throttled")

    def __init__(self, requests: int, retries: int, waited_ms: int, received_bytes: int, throttled: int) -> None:
        self.requests = requests
        self.retries = retries
        self.waited = waited_ms / 1000
        self.received_bytes = received_bytes
        self.throttled = throttled

    def __repr__(self) -> str:
        return f"<Counters {', '.join(f'{name}={getattr(self, name)}' for name in self.__slots__)}>"


class _Jobs:
    """What can be done with one kind of thing."""

    __slots__ = ("_client",)

    def __init__(self, client: Client) -> None:
        self._client = client

    def _fetch(
        self,
        kind: PageKind,
        function: Callable[..., int],
        *arguments: object,
        timeout: float | None,
        cancel: Cancel | None,
    ) -> Handle:
        """A page of records, which the function gives."""
        page = Handle(kind.free)
        self._client._ask(function, *arguments, places=(page.place,), timeout=timeout, cancel=cancel)
        return page


class Builds(_Jobs):
    """The builds of an organization's projects.

    A build is named by its id, or by any record of it. Without a project, that record's is meant, or that of the
    client's URL. ``timeout`` is in seconds."""

    __slots__ = ()

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
        values = {"project": project, "page_size": page_size, **joined({"top": ("$top", top)}, filters)}
        return List(self._client, BUILDS, (), values, timeout, cancel)

    def get(
        self,
        build: Build | int,
        project: str | None = None,
        *,
        timeout: float | None = None,
        cancel: Cancel | None = None,
    ) -> Build:
        """One build, as it now is: "Builds - Get"."""
        return self._one(library.azdo_build_get, *_of_build(build, project), timeout=timeout, cancel=cancel)

    def get_json(
        self, project: str | None = None, *, timeout: float | None = None, cancel: Cancel | None = None
    ) -> str:
        """The JSON of the service's first page of builds, as it was sent."""
        body = String()
        self._client._ask(
            library.azdo_builds_get_json, encoded_or_none(project, "project"),
            places=(body.place,), timeout=timeout, cancel=cancel,
        )  # fmt: skip
        return body.take().decode()

    def queue(
        self,
        project: str | None = None,
        *,
        definition: Definition | int | str | None = None,
        branch: str | None = None,
        parameters: Mapping[str, Value] | None = None,
        template_parameters: Mapping[str, Value] | None = None,
        demands: str | Sequence[str] | None = None,
        timeout: float | None = None,
        cancel: Cancel | None = None,
        **values: Value | None,
    ) -> Build:
        """Queues a build, and gives it as it then is: "Builds - Queue". It is sent again only where the service has
        done nothing, so that no build is queued twice. One that the service takes and will not run is an error with
        the cause "pipeline_invalid".

        ``definition`` is its id, its name, or its folder and name (``r"\\Nightly\\Windows"``), or any record of it,
        whose project is meant where none is named. ``branch`` is the definition's own unless given. ``parameters`` are
        variables that the definition lets be set, ``template_parameters`` are parameters of its text. ``values`` have
        the reference's names: of a build ``sourceVersion``, ``reason``, ``priority``, ``queue`` (its id) and
        ``agentSpecification`` (its identifier, "ubuntu-latest"); of the operation ``ignoreWarnings``,
        ``sourceBuildId``, ``checkInTicket`` and ``force``."""
        if isinstance(definition, Definition):
            project, definition = project or definition.project_id or None, definition.id
        named: dict[str, Value | None] = {
            "definition": definition,
            "demands": demands if demands is None or isinstance(demands, str) else tuple(demands),
        }
        ours: dict[str, tuple[str, Value | None]] = {"branch": ("sourceBranch", branch)}
        groups = {
            "parameters": ("parameters", parameters),
            "template_parameters": ("templateParameters", template_parameters),
        }
        for own, (group, members) in groups.items():
            if members is not None and not hasattr(members, "items"):
                raise TypeError(f"{own} must map names to values, not be {type(members).__name__}")
            ours.update({f"{own}[{name!r}]": (f"{group}.{name}", value) for name, value in (members or {}).items()})
        with Params({**named, **joined(ours, values)}) as params:
            return self._one(
                library.azdo_build_queue, encoded_or_none(project, "project"), params, timeout=timeout, cancel=cancel
            )

    def update(
        self,
        build: Build | int,
        project: str | None = None,
        *,
        timeout: float | None = None,
        cancel: Cancel | None = None,
        **values: Value | None,
    ) -> Build:
        """Changes what is named of a build, and gives it as it then is: "Builds - Update Build". There are ``status``
        ("cancelling"), ``keepForever`` (True keeps it whatever the retention policy says), ``result``, ``buildNumber``,
        ``quality`` and ``priority``; ``retry=True`` runs what has failed once more. It is sent again only where the
        service has done nothing."""
        with Params(values) as params:
            where = _of_build(build, project, values)
            return self._one(library.azdo_build_update, *where, params, timeout=timeout, cancel=cancel)

    def cancel(
        self,
        build: Build | int,
        project: str | None = None,
        *,
        timeout: float | None = None,
        cancel: Cancel | None = None,
    ) -> Build:
        """Asks for a build to be cancelled. It has the status CANCELLING until what runs has stopped."""
        return self._one(library.azdo_build_cancel, *_of_build(build, project), timeout=timeout, cancel=cancel)

    def retry_stage(
        self,
        build: Build | int,
        stage: str,
        project: str | None = None,
        *,
        all_jobs: bool = False,
        timeout: float | None = None,
        cancel: Cancel | None = None,
    ) -> None:
        """Runs a stage of a build once more, by its name in the pipeline's text: what has failed in it, or all of it:
        "Stages - Update". It is sent again only where the service has done nothing."""
        where = _of_build(build, project)
        function, name = library.azdo_build_retry_stage, encoded(stage, "stage")
        self._client._ask(function, *where, name, int(all_jobs), timeout=timeout, cancel=cancel)

    def delete(
        self,
        build: Build | int,
        project: str | None = None,
        *,
        timeout: float | None = None,
        cancel: Cancel | None = None,
    ) -> None:
        """Deletes a build: "Builds - Delete"."""
        self._client._ask(library.azdo_build_delete, *_of_build(build, project), timeout=timeout, cancel=cancel)

    def timeline(
        self,
        build: Build | int,
        project: str | None = None,
        *,
        timeout: float | None = None,
        cancel: Cancel | None = None,
        **parameters: Value | None,
    ) -> Timeline:
        """How far the stages, jobs and tasks of a build have come: "Timeline - Get". ``timelineId`` is that of an
        earlier attempt, ``changeId`` asks for what has changed since then alone. A build that has not been planned yet
        has a timeline without records."""
        function = library.azdo_timeline_get
        return Timeline(TIMELINES, self._of(TIMELINES, function, build, project, parameters, timeout, cancel))

    def logs(
        self,
        build: Build | int,
        project: str | None = None,
        *,
        timeout: float | None = None,
        cancel: Cancel | None = None,
        **parameters: Value | None,
    ) -> Records[Log]:
        """What logs a build has, without their lines: "Builds - Get Build Logs". A running build has more of them each
        time, and longer ones."""
        return Records(LOGS, self._of(LOGS, library.azdo_logs_get, build, project, parameters, timeout, cancel))

    def artifacts(
        self,
        build: Build | int,
        project: str | None = None,
        *,
        timeout: float | None = None,
        cancel: Cancel | None = None,
        **parameters: Value | None,
    ) -> Records[Artifact]:
        """What a build made and kept: "Artifacts - List"."""
        function = library.azdo_artifacts_get
        return Records(ARTIFACTS, self._of(ARTIFACTS, function, build, project, parameters, timeout, cancel))

    def changes(
        self,
        build: Build | int,
        project: str | None = None,
        *,
        top: int | None = None,
        page_size: int | None = None,
        timeout: float | None = None,
        cancel: Cancel | None = None,
        **filters: Value | None,
    ) -> List[Change]:
        """The changes that a build is the first to have, over all pages: "Builds - Get Build Changes". ``top`` is how
        many in all, of the 200 or so that the service has at most; ``timeout`` is for each page, in seconds."""
        values = {"page_size": page_size, **joined({"top": ("$top", top)}, filters)}
        return List(self._client, CHANGES, _of_build(build, project, filters), values, timeout, cancel)

    def work_items(
        self,
        build: Build | int,
        project: str | None = None,
        *,
        top: int | None = None,
        timeout: float | None = None,
        cancel: Cancel | None = None,
        **parameters: Value | None,
    ) -> Records[WorkItem]:
        """Which work items the changes of a build name: "Builds - Get Build Work Items Refs". ``top`` is how many."""
        function, values = library.azdo_work_items_get, joined({"top": ("$top", top)}, parameters)
        return Records(WORK_ITEMS, self._of(WORK_ITEMS, function, build, project, values, timeout, cancel))

    def tags(
        self,
        build: Build | int,
        project: str | None = None,
        *,
        timeout: float | None = None,
        cancel: Cancel | None = None,
        **parameters: Value | None,
    ) -> Records[str]:
        """The tags of a build: "Tags - Get Build Tags"."""
        return Records(TAGS, self._of(TAGS, library.azdo_tags_get, build, project, parameters, timeout, cancel))

    def add_tags(
        self,
        build: Build | int,
        tags: str | Sequence[str],
        project: str | None = None,
        *,
        timeout: float | None = None,
        cancel: Cancel | None = None,
    ) -> Records[str]:
        """Puts one tag or several on a build, and gives all that it then has: "Tags - Add Build Tag", "Tags - Add Build
        Tags". Several, or one that a URL cannot name ("a/b"), are sent again only where the service has done nothing."""
        where = *_of_build(build, project), *_texts(tags, "tags")
        return Records(TAGS, self._fetch(TAGS, library.azdo_tags_add, *where, timeout=timeout, cancel=cancel))

    def remove_tags(
        self,
        build: Build | int,
        tags: str | Sequence[str],
        project: str | None = None,
        *,
        timeout: float | None = None,
        cancel: Cancel | None = None,
    ) -> Records[str]:
        """Takes one tag or several off a build, one after another, and gives all that it then has: "Tags - Delete Build
        Tag", or "Tags - Update Build Tags" for one that a URL cannot name. Where one fails, those before it are off; it
        may be called again with all of them."""
        where = *_of_build(build, project), *_texts(tags, "tags")
        return Records(TAGS, self._fetch(TAGS, library.azdo_tags_remove, *where, timeout=timeout, cancel=cancel))

    def _one(
        self, function: Callable[..., int], *arguments: object, timeout: float | None, cancel: Cancel | None
    ) -> Build:
        page = self._fetch(BUILDS, function, *arguments, timeout=timeout, cancel=cancel)
        return Page[Build](BUILDS, page)[0]

    def _of(
        self,
        kind: PageKind,
        function: Callable[..., int],
        build: Build | int,
        project: str | None,
        values: Mapping[str, Value | None],
        timeout: float | None,
        cancel: Cancel | None,
    ) -> Handle:
        """What there is of a build, as one page."""
        with Params(values) as params:
            where = _of_build(build, project, values)
            return self._fetch(kind, function, *where, params, timeout=timeout, cancel=cancel)


class Definitions(_Jobs):
    """The definitions (pipelines) of an organization's projects.

    A definition is named by its id, or by any record of it. Without a project, that record's is meant, or that of the
    client's URL. ``timeout`` is in seconds."""

    __slots__ = ()

    def list(
        self,
        project: str | None = None,
        *,
        top: int | None = None,
        page_size: int | None = None,
        timeout: float | None = None,
        cancel: Cancel | None = None,
        **filters: Value | None,
    ) -> List[Definition]:
        """Every definition that matches, over all pages: "Definitions - List" with the reference's own filters, such
        as ``name="Nightly*"`` or ``includeLatestBuilds=True``. ``top`` is how many in all; ``timeout`` is for each
        page, in seconds."""
        values = {"project": project, "page_size": page_size, **joined({"top": ("$top", top)}, filters)}
        return List(self._client, DEFINITIONS, (), values, timeout, cancel)

    def get(
        self,
        definition: Definition | int,
        project: str | None = None,
        *,
        timeout: float | None = None,
        cancel: Cancel | None = None,
        **parameters: Value | None,
    ) -> Definition:
        """One definition, whole: "Definitions - Get". ``revision`` asks for how it was."""
        with Params(parameters) as params:
            where = _of_definition(definition, project, parameters)
            return self._one(library.azdo_definition_get, *where, params, timeout=timeout, cancel=cancel)

    def create(
        self,
        body: Body,
        project: str | None = None,
        *,
        timeout: float | None = None,
        cancel: Cancel | None = None,
    ) -> Definition:
        """Makes a definition, "BuildDefinition" in the reference, and gives it as it then is: "Definitions - Create".
        ``body`` is what ``json.dumps`` takes, or JSON. It is sent again only where the service has done nothing."""
        where = encoded_or_none(project, "project"), encoded_or_none(json_of(body), "body")
        return self._one(library.azdo_definition_create, *where, timeout=timeout, cancel=cancel)

    def update(
        self,
        definition: Definition | int,
        body: Body,
        project: str | None = None,
        *,
        timeout: float | None = None,
        cancel: Cancel | None = None,
    ) -> Definition:
        """Puts a definition in the place of this one, and gives it as it then is: "Definitions - Update". ``body`` is
        all of it, such as its changed ``to_dict()``, with the ``revision`` that it was read with: the service refuses
        it if somebody has changed the definition since. Otherwise as ``create``."""
        where = *_of_definition(definition, project), encoded_or_none(json_of(body), "body")
        return self._one(library.azdo_definition_update, *where, timeout=timeout, cancel=cancel)

    def set_queue_status(
        self,
        definition: Definition | int,
        status: QueueStatus | str,
        project: str | None = None,
        *,
        timeout: float | None = None,
        cancel: Cancel | None = None,
    ) -> Definition:
        """Says whether builds of a definition can be queued, and gives it as it then is. It is read, and sent back as
        it is but for that ("enabled", "paused", "disabled"); one that is so already is left alone. Otherwise as
        ``update``."""
        where = *_of_definition(definition, project), int(QueueStatus(status))
        return self._one(library.azdo_definition_set_queue_status, *where, timeout=timeout, cancel=cancel)

    def delete(
        self,
        definition: Definition | int,
        project: str | None = None,
        *,
        timeout: float | None = None,
        cancel: Cancel | None = None,
    ) -> None:
        """Deletes a definition, and its builds: "Definitions - Delete"."""
        where = _of_definition(definition, project)
        self._client._ask(library.azdo_definition_delete, *where, timeout=timeout, cancel=cancel)

    def _one(
        self, function: Callable[..., int], *arguments: object, timeout: float | None, cancel: Cancel | None
    ) -> Definition:
        page = self._fetch(DEFINITIONS, function, *arguments, timeout=timeout, cancel=cancel)
        return Page[Definition](DEFINITIONS, page)[0]


class Projects(_Jobs):
    """The projects of an organization."""

    __slots__ = ()

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
        values = {"page_size": page_size, **joined({"top": ("$top", top)}, filters)}
        return List(self._client, PROJECTS, (), values, timeout, cancel)


def _of_build(
    build: Build | int, project: str | None, given: Mapping[str, Value | None] = {}
) -> tuple[object, object]:
    return _named(build, Build, "build", project, given)


def _of_definition(
    definition: Definition | int, project: str | None, given: Mapping[str, Value | None] = {}
) -> tuple[object, object]:
    return _named(definition, Definition, "definition", project, given)


def _named(
    one: Any, kind: type[Any], name: str, project: str | None, given: Mapping[str, Value | None]
) -> tuple[object, object]:
    """Its project and its id, as the library takes them; what is given beside it names no other."""
    expect_one_name(name, f"{name}Id", given)
    if isinstance(one, kind):
        project, one = project or one.project_id or None, one.id
    if not isinstance(one, int):
        raise TypeError(f"{name} must be {kind.__name__} or int, not {type(one).__name__}")
    return encoded_or_none(project, "project"), int64(one, name)


def _texts(values: str | Sequence[str], name: str) -> tuple[object, int]:
    """One text or several as the library takes them: an array, and how many."""
    texts = [encoded(value, name) for value in ([values] if isinstance(values, str) else values)]
    return (c_char_p * len(texts))(*texts), len(texts)


class List(Steps[R]):
    """An iterator over records of all pages; ``by_page()`` gives the pages. An error does not end it: ask again. One
    thread at a time may use it, and no forked child after its parent has begun."""

    def __init__(
        self,
        client: Client,
        kind: ListKind,
        of: tuple[object, ...],
        values: Mapping[str, Value | None],
        timeout: float | None,
        cancel: Cancel | None,
    ) -> None:
        super().__init__(client, kind.free_list, timeout, cancel)
        with Params(values) as params, client._handle as pointer:
            call(kind.begin, pointer, *of, params, self._handle.place)
        self._kind = kind
        self._page: Page[R] | None = None
        self._index = 0

    def by_page(self) -> Iterator[Page[R]]:
        """The pages, each a sequence of records with the ``token`` to go on after it. It begins after the last page
        that was fetched."""
        return _Pages(self)

    def _next(self) -> R:
        while self._page is None or self._index == len(self._page):
            self._page, self._index = self._fetch(self._timeout, self._cancel), 0
            if self._page is None:
                raise StopIteration
        self._index += 1
        return self._page[self._index - 1]

    def _fetch(self, timeout: float | None, cancel: Cancel | None) -> Page[R] | None:
        page = Handle(self._kind.free)
        return Page(self._kind, page) if self._step(self._kind.next_page, page.place, timeout, cancel) else None


class _Pages(Iterator["Page[R]"]):
    """The pages of a list."""

    def __init__(self, records: List[R]) -> None:
        self._records = records

    def __next__(self) -> Page[R]:
        page = self._records._fetch(self._records._timeout, self._records._cancel)
        if page is None:
            raise StopIteration
        return page


class Response:
    """The answer to a request: its head, and a body that is read as it comes. One thread at a time may use it, and no
    child that is forked meanwhile."""

    __slots__ = ("_handle", "_begun", "_buffer")

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        # Whether something of the body has been given away.
        self._begun = False
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
        if not isinstance(size, int):
            raise TypeError(f"size must be int, not {type(size).__name__}")
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
        self._begun = True
        self._buffer = buffer
        return chunk

    def body(self, *, timeout: float | None = None, cancel: Cancel | None = None) -> bytes:
        """All that is left of the body."""
        body = String()
        with self._handle as pointer, Waiting(cancel, timeout) as waiting:
            waiting.call(library.azdo_response_body, pointer, waiting.token, body.place)
        self._begun = True
        return body.take()

    def json(self) -> Any:
        """The whole body, parsed, if nothing of it has been read before."""
        status = self._status_of_whole()
        return parsed(self.body(), status)

    def _status_of_whole(self) -> int:
        if self._begun:
            raise InvalidState("the body has been read already, or some of it", cause="invalid_state")
        return self.status

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
