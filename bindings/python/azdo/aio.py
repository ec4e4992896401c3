"""The same for asyncio: ``async with azdo.aio.Client(url, pat) as client``.

Calls wait on threads of the client's own. A task that is cancelled, or whose time is up (``asyncio.timeout``), ends its
call at once.

>>> async with azdo.aio.Client("https://dev.azure.com/fabrikam", pat) as client:
...     async for build in client.builds.list("Fabrikam-Fiber", resultFilter="failed"):
...         print(build.id, build.build_number, build.source_branch)
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from . import _calls, _client, _doctor
from ._boundary import Cancel, parsed, timed
from ._errors import InvalidArgument, InvalidState

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping, Sequence
    from types import TracebackType

    from . import _operations
    from ._boundary import Value
    from ._client import Counters
    from ._credential import AnyCredential, Credential
    from ._doctor import Finding
    from ._operations import Call
    from ._calls import Body
    from ._records import (
        Artifact,
        Build,
        Change,
        Definition,
        Log,
        Page,
        Project,
        QueueStatus,
        Records,
        Timeline,
        WorkItem,
    )

    _Streamed = Coroutine[Any, Any, "Response"]

__all__ = ["Builds", "Client", "Definitions", "Items", "List", "Projects", "Response", "diagnose"]

T = TypeVar("T")
R = TypeVar("R")


class _Calls:
    """Runs blocking calls on a bounded number of threads, each with a cancel token of its own."""

    def __init__(self, threads: int) -> None:
        if not isinstance(threads, int):
            raise TypeError(f"threads must be int, not {type(threads).__name__}")
        if threads < 1:
            raise InvalidArgument("threads must be at least 1", cause="invalid_argument")
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="azdo")
        self._closed = False

    async def run(
        self, function: Callable[..., T], *arguments: Any, timeout: float | None = None, **named: Any
    ) -> T:
        """What the function gives, whose time begins now. Cancelled, it ends the call and waits for that, so that
        nothing is freed which a thread still uses."""
        if self._closed:
            raise InvalidState("the client has been closed", cause="invalid_state")
        cancel = Cancel() if timeout is None else timed(timeout)
        job = self._threads.submit(partial(function, *arguments, cancel=cancel, **named))
        ended = asyncio.wrap_future(job)
        try:
            return await asyncio.shield(ended)
        except asyncio.CancelledError:
            cancel.signal()
            # What has not begun never will.
            job.cancel()
            while not ended.done():
                try:
                    await asyncio.wait([ended])
                except asyncio.CancelledError:
                    # Once is enough.
                    pass
            if not ended.cancelled():
                # It has been heard of.
                ended.exception()
            raise
        except GeneratorExit:
            # The loop has been closed around it.
            cancel.signal()
            job.cancel()
            raise

    def close(self) -> None:
        """Threads end when they are done with their calls."""
        self._closed = True
        self._threads.shutdown(wait=False)


class Client:
    """As ``azdo.Client``, and with its options, for the tasks of one event loop. Close it, or use it in an ``async
    with`` block; its lists and responses end with it.

    ``threads`` is how many calls may wait at a time; more wait for their turn."""

    def __init__(
        self, organization_url: str, credential: AnyCredential = None, *, threads: int = 16, **options: Any
    ) -> None:
        self._calls = _Calls(threads)
        self._client = _client.Client(organization_url, credential, **options)

    def set_credential(self, credential: Credential | str) -> None:
        """Calls that begin from now on use this credential."""
        self._client.set_credential(credential)

    async def learn_version(self, *, timeout: float | None = None) -> None:
        """Asks a Server for the versions of its API, so that no request is refused for a newer one; without that, its
        first refusal says as much."""
        await self._calls.run(self._client.learn_version, timeout=timeout)

    @property
    def counters(self) -> Counters:
        """What the client has counted since it was made, over all its calls, lists and responses."""
        return self._client.counters

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

    async def request(
        self,
        method: str,
        url_or_path: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | bytearray | memoryview | None = None,
        timeout: float | None = None,
    ) -> Response:
        """Sends any request to the organization, as it stands; an answer that is an error is raised as one."""
        response = await self._calls.run(
            self._client.request, method, url_or_path, headers=headers, body=body, timeout=timeout
        )
        return Response(self._calls, response)

    if TYPE_CHECKING:
        # An overload for each operation, which exists for type checkers and editors alone.
        call: Call[Coroutine[Any, Any, Any], Coroutine[Any, Any, str], Coroutine[Any, Any, bytes], Coroutine[Any, Any, None]]
        stream: Call[_Streamed, _Streamed, _Streamed, _Streamed]
        items: _operations.Items[Items]
    else:

        async def call(self, operation: str, /, *, timeout: float | None = None, **given: Any) -> Any:
            """As ``azdo.Client.call``."""
            return await self._calls.run(_calls.call, self._client, operation, timeout=timeout, **given)

        async def stream(
            self,
            operation: str,
            /,
            *,
            body: Body | None = None,
            accept: str | None = None,
            api_version: str | None = None,
            force: str | Sequence[str] = (),
            timeout: float | None = None,
            **parameters: Value | None,
        ) -> Response:
            """As ``azdo.Client.stream``."""
            given = {"body": body, "accept": accept, "api_version": api_version, "force": force, **parameters}
            response = await self._calls.run(_calls.stream, self._client, operation, timeout=timeout, **given)
            return Response(self._calls, response)

        def items(self, operation: str, /, *, timeout: float | None = None, **given: Any) -> Items:
            """As ``azdo.Client.items``."""
            return Items(self._calls, _calls.items(self._client, operation, **given), timeout)

    async def close(self) -> None:
        """Ends the use of this client. It does not wait: calls of other tasks go on to their end."""
        self._client.close()
        self._calls.close()

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return repr(self._client)


class Builds:
    """The builds of an organization's projects, as ``azdo.Builds`` has them."""

    def __init__(self, client: Client) -> None:
        self._builds = client._client.builds
        self._calls = client._calls

    def list(
        self,
        project: str | None = None,
        *,
        top: int | None = None,
        page_size: int | None = None,
        timeout: float | None = None,
        **filters: Value | None,
    ) -> List[Build]:
        """Every build that matches, over all pages: "Builds - List" with the reference's own filters, such as
        ``resultFilter="failed"``. ``top`` is how many in all; ``timeout`` is for each page, in seconds."""
        records = self._builds.list(project, top=top, page_size=page_size, timeout=None, cancel=None, **filters)
        return List(self._calls, records, timeout)

    async def get(self, build: Build | int, project: str | None = None, *, timeout: float | None = None) -> Build:
        """One build, as it now is: "Builds - Get"."""
        return await self._calls.run(self._builds.get, build, project, timeout=timeout)

    async def get_json(self, project: str | None = None, *, timeout: float | None = None) -> str:
        """The JSON of the service's first page of builds, as it was sent."""
        return await self._calls.run(self._builds.get_json, project, timeout=timeout)

    async def queue(
        self,
        project: str | None = None,
        *,
        definition: Definition | int | str | None = None,
        branch: str | None = None,
        parameters: Mapping[str, Value] | None = None,
        template_parameters: Mapping[str, Value] | None = None,
        demands: str | Sequence[str] | None = None,
        timeout: float | None = None,
        **values: Value | None,
    ) -> Build:
        """As ``azdo.Builds.queue``: "Builds - Queue"."""
        return await self._calls.run(
            self._builds.queue, project, definition=definition, branch=branch, parameters=parameters,
            template_parameters=template_parameters, demands=demands, timeout=timeout, **values,
        )  # fmt: skip

    async def update(
        self,
        build: Build | int,
        project: str | None = None,
        *,
        timeout: float | None = None,
        **values: Value | None,
    ) -> Build:
        """As ``azdo.Builds.update``: "Builds - Update Build"."""
        return await self._calls.run(self._builds.update, build, project, timeout=timeout, **values)

    async def cancel(self, build: Build | int, project: str | None = None, *, timeout: float | None = None) -> Build:
        """Asks for a build to be cancelled. It has the status CANCELLING until what runs has stopped."""
        return await self._calls.run(self._builds.cancel, build, project, timeout=timeout)

    async def retry_stage(
        self,
        build: Build | int,
        stage: str,
        project: str | None = None,
        *,
        all_jobs: bool = False,
        timeout: float | None = None,
    ) -> None:
        """As ``azdo.Builds.retry_stage``: "Stages - Update"."""
        await self._calls.run(self._builds.retry_stage, build, stage, project, all_jobs=all_jobs, timeout=timeout)

    async def delete(self, build: Build | int, project: str | None = None, *, timeout: float | None = None) -> None:
        """Deletes a build: "Builds - Delete"."""
        await self._calls.run(self._builds.delete, build, project, timeout=timeout)

    async def timeline(
        self,
        build: Build | int,
        project: str | None = None,
        *,
        timeout: float | None = None,
        **parameters: Value | None,
    ) -> Timeline:
        """As ``azdo.Builds.timeline``: "Timeline - Get"."""
        return await self._calls.run(self._builds.timeline, build, project, timeout=timeout, **parameters)

    async def logs(
        self,
        build: Build | int,
        project: str | None = None,
        *,
        timeout: float | None = None,
        **parameters: Value | None,
    ) -> Records[Log]:
        """What logs a build has, without their lines: "Builds - Get Build Logs"."""
        return await self._calls.run(self._builds.logs, build, project, timeout=timeout, **parameters)

    async def artifacts(
        self,
        build: Build | int,
        project: str | None = None,
        *,
        timeout: float | None = None,
        **parameters: Value | None,
    ) -> Records[Artifact]:
        """What a build made and kept: "Artifacts - List"."""
        return await self._calls.run(self._builds.artifacts, build, project, timeout=timeout, **parameters)

    def changes(
        self,
        build: Build | int,
        project: str | None = None,
        *,
        top: int | None = None,
        page_size: int | None = None,
        timeout: float | None = None,
        **filters: Value | None,
    ) -> List[Change]:
        """As ``azdo.Builds.changes``: "Builds - Get Build Changes"."""
        records = self._builds.changes(
            build, project, top=top, page_size=page_size, timeout=None, cancel=None, **filters
        )
        return List(self._calls, records, timeout)

    async def work_items(
        self,
        build: Build | int,
        project: str | None = None,
        *,
        top: int | None = None,
        timeout: float | None = None,
        **parameters: Value | None,
    ) -> Records[WorkItem]:
        """Which work items the changes of a build name: "Builds - Get Build Work Items Refs". ``top`` is how many."""
        return await self._calls.run(self._builds.work_items, build, project, top=top, timeout=timeout, **parameters)

    async def tags(
        self,
        build: Build | int,
        project: str | None = None,
        *,
        timeout: float | None = None,
        **parameters: Value | None,
    ) -> Records[str]:
        """The tags of a build: "Tags - Get Build Tags"."""
        return await self._calls.run(self._builds.tags, build, project, timeout=timeout, **parameters)

    async def add_tags(
        self,
        build: Build | int,
        tags: str | Sequence[str],
        project: str | None = None,
        *,
        timeout: float | None = None,
    ) -> Records[str]:
        """As ``azdo.Builds.add_tags``: "Tags - Add Build Tag", "Tags - Add Build Tags"."""
        return await self._calls.run(self._builds.add_tags, build, tags, project, timeout=timeout)

    async def remove_tags(
        self,
        build: Build | int,
        tags: str | Sequence[str],
        project: str | None = None,
        *,
        timeout: float | None = None,
    ) -> Records[str]:
        """As ``azdo.Builds.remove_tags``: "Tags - Delete Build Tag"."""
        return await self._calls.run(self._builds.remove_tags, build, tags, project, timeout=timeout)


class Definitions:
    """The definitions (pipelines) of an organization's projects, as ``azdo.Definitions`` has them."""

    def __init__(self, client: Client) -> None:
        self._definitions = client._client.definitions
        self._calls = client._calls

    def list(
        self,
        project: str | None = None,
        *,
        top: int | None = None,
        page_size: int | None = None,
        timeout: float | None = None,
        **filters: Value | None,
    ) -> List[Definition]:
        """Every definition that matches, over all pages: "Definitions - List" with the reference's own filters.
        ``top`` is how many in all; ``timeout`` is for each page, in seconds."""
        records = self._definitions.list(project, top=top, page_size=page_size, timeout=None, cancel=None, **filters)
        return List(self._calls, records, timeout)

    async def get(
        self,
        definition: Definition | int,
        project: str | None = None,
        *,
        timeout: float | None = None,
        **parameters: Value | None,
    ) -> Definition:
        """One definition, whole: "Definitions - Get". ``revision`` asks for how it was."""
        return await self._calls.run(self._definitions.get, definition, project, timeout=timeout, **parameters)

    async def create(self, body: Body, project: str | None = None, *, timeout: float | None = None) -> Definition:
        """As ``azdo.Definitions.create``: "Definitions - Create"."""
        return await self._calls.run(self._definitions.create, body, project, timeout=timeout)

    async def update(
        self,
        definition: Definition | int,
        body: Body,
        project: str | None = None,
        *,
        timeout: float | None = None,
    ) -> Definition:
        """As ``azdo.Definitions.update``: "Definitions - Update"."""
        return await self._calls.run(self._definitions.update, definition, body, project, timeout=timeout)

    async def set_queue_status(
        self,
        definition: Definition | int,
        status: QueueStatus | str,
        project: str | None = None,
        *,
        timeout: float | None = None,
    ) -> Definition:
        """As ``azdo.Definitions.set_queue_status``: "enabled", "paused" or "disabled"."""
        return await self._calls.run(self._definitions.set_queue_status, definition, status, project, timeout=timeout)

    async def delete(
        self, definition: Definition | int, project: str | None = None, *, timeout: float | None = None
    ) -> None:
        """Deletes a definition, and its builds: "Definitions - Delete"."""
        await self._calls.run(self._definitions.delete, definition, project, timeout=timeout)


class Projects:
    """The projects of an organization."""

    def __init__(self, client: Client) -> None:
        self._projects = client._client.projects
        self._calls = client._calls

    def list(
        self,
        *,
        top: int | None = None,
        page_size: int | None = None,
        timeout: float | None = None,
        **filters: Value | None,
    ) -> List[Project]:
        """Every project that the credential can see, over all pages: "Projects - List"."""
        records = self._projects.list(top=top, page_size=page_size, timeout=None, cancel=None, **filters)
        return List(self._calls, records, timeout)


class List(AsyncIterator[R]):
    """Records of all pages; ``by_page()`` gives the pages. An error does not end it: ask again. One task at a time may
    use it."""

    def __init__(self, calls: _Calls, records: _client.List[R], timeout: float | None) -> None:
        self._calls = calls
        self._records = records
        self._timeout = timeout
        # Kept here until somebody takes it: the task that asked may have been cancelled.
        self._fetched: Page[R] | None = None
        self._page: Page[R] | None = None
        self._index = 0

    def by_page(self) -> AsyncIterator[Page[R]]:
        """The pages, each a sequence of records with the ``token`` to go on after it. It begins after the last page
        that was fetched."""
        return _Pages(self)

    async def __anext__(self) -> R:
        while self._page is None or self._index == len(self._page):
            self._page, self._index = await self._next_page(), 0
        self._index += 1
        return self._page[self._index - 1]

    async def _next_page(self) -> Page[R]:
        if self._fetched is None:
            await self._calls.run(self._fetch, timeout=self._timeout)
        page, self._fetched = self._fetched, None
        if page is None:
            raise StopAsyncIteration
        return page

    def _fetch(self, cancel: Cancel) -> None:
        self._fetched = self._records._fetch(None, cancel)


class _Pages(AsyncIterator["Page[R]"]):
    """The pages of a list."""

    def __init__(self, records: List[R]) -> None:
        self._records = records

    async def __anext__(self) -> Page[R]:
        return await self._records._next_page()


class Items(AsyncIterator[Any]):
    """The elements of an operation's list, parsed, over all pages. An error does not end it: ask again. One task at a
    time may use it."""

    def __init__(self, calls: _Calls, items: _calls.Items, timeout: float | None) -> None:
        self._calls = calls
        self._items = items
        self._timeout = timeout

    async def __anext__(self) -> Any:
        while not self._items._ready:
            if not await self._calls.run(self._items._fetch, timeout=self._timeout):
                raise StopAsyncIteration
        return self._items._take()


class Response:
    """The answer to a request: its head, and a body that is read as it comes, by ``async for`` too."""

    def __init__(self, calls: _Calls, response: _client.Response) -> None:
        self._calls = calls
        self._response = response

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self._response.status

    def header(self, name: str) -> str:
        """The first value of this header, in any case; "" if there is none."""
        return self._response.header(name)

    async def read(self, size: int = _client.AT_ONCE, *, timeout: float | None = None) -> bytes:
        """Up to so many bytes of the body, as soon as there are any; b"" at its end. All that is left for -1."""
        return await self._calls.run(self._response.read, size, timeout=timeout)

    async def body(self, *, timeout: float | None = None) -> bytes:
        """All that is left of the body."""
        return await self._calls.run(self._response.body, timeout=timeout)

    async def json(self) -> Any:
        """The whole body, parsed, if nothing of it has been read before."""
        status = self._response._status_of_whole()
        return parsed(await self.body(), status)

    def __aiter__(self) -> Response:
        return self

    async def __anext__(self) -> bytes:
        chunk = await self.read()
        if not chunk:
            raise StopAsyncIteration
        return chunk

    async def close(self) -> None:
        """Ends the exchange, if the body has not been read to its end."""
        self._response.close()

    async def __aenter__(self) -> Response:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return repr(self._response)


async def diagnose(organization_url: str, credential: AnyCredential = None, **options: Any) -> list[Finding]:
    """Tries everything that a list of builds needs, one thing after another, and says of each whether it is in order.

    Arguments and options are those of ``azdo.Client``. What is not in order is a finding and no exception.
    """
    calls = _Calls(1)
    try:
        # Its timeout is each request's, as a client's is.
        return await calls.run(partial(_doctor.diagnose, organization_url, credential, **options))
    finally:
        calls.close()
