"""azdo.aio: the same calls for asyncio, which end when their task does."""

from __future__ import annotations

import asyncio
import gc
import inspect
import json
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

import azdo
import azdo.aio

from .conftest import Sandbox
from .test_azdo import python

Start = Callable[..., Sandbox]

# Far less than what the sandbox stalls for, far more than it should take.
SOON = 5


def client_of(service: Sandbox, pat: str | None = None, **options: Any) -> azdo.aio.Client:
    options.setdefault("max_retries", 0)
    if service.ca_file:
        options.setdefault("ca_file", service.ca_file)
    return azdo.aio.Client(service.url, service.pat if pat is None else pat, **options)


def run(main: Coroutine[Any, Any, None]) -> None:
    """Nothing may be left to the loop, and no thread when it ends."""
    problems: list[dict[str, Any]] = []

    async def watched() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: problems.append(context))
        await main
        gc.collect()

    asyncio.run(watched(), debug=True)
    assert not problems
    until = time.monotonic() + SOON
    while any(thread.name.startswith("azdo") for thread in threading.enumerate()):
        assert time.monotonic() < until, threading.enumerate()
        time.sleep(0.002)


def test_the_same_jobs(sandbox: Start) -> None:
    service = sandbox("--builds", "45", "--projects", "2")

    async def main() -> None:
        with service.client() as sync:
            listed = [build.id for build in sync.builds.list(service.project)]
            page_token = next(sync.builds.list(service.project, page_size=20).by_page()).token
        async with client_of(service) as client:
            builds = [build.id async for build in client.builds.list(service.project, page_size=20)]
            assert builds == listed
            assert [b.id async for b in client.builds.list(service.project, top=7, page_size=3)] == listed[:7]
            pages = [page async for page in client.builds.list(service.project, page_size=20).by_page()]
            assert [len(page) for page in pages] == [20, 20, 5] and pages[0].token == page_token
            assert (await client.builds.get(listed[0], service.project)).id == listed[0]
            assert json.loads(await client.builds.get_json(service.project))["count"] == 45
            assert service.project in [project.name async for project in client.projects.list()]
            failed = client.builds.list(service.project, resultFilter=azdo.BuildResult.FAILED)
            assert {b.result async for b in failed} == {azdo.BuildResult.FAILED}
            async with await client.request("GET", "_apis/projects", headers={"Accept": "text/json"}) as response:
                assert response.status == 200 and response.header("content-type")
                start = await response.read(5)
                assert json.loads(start + b"".join([chunk async for chunk in response]))["count"] == 2
            assert (await (await client.request("GET", "_apis/projects")).json())["count"] == 2
            assert client.counters.requests > 10 and service.pat not in repr(client)
            client.set_credential("wrong")
            with pytest.raises(azdo.Unauthenticated):
                await client.builds.get_json(service.project)
        with pytest.raises(azdo.InvalidState):
            await client.builds.get_json(service.project)
        findings = await azdo.aio.diagnose(service.url, service.pat, timeout=20)
        assert findings and azdo.Verdict.PROBLEM not in {finding.verdict for finding in findings}

    run(main())


def test_many_at_a_time(sandbox: Start) -> None:
    service = sandbox("--builds", "50", "--projects", "1")

    async def main() -> None:
        async with client_of(service, threads=4) as client:
            ids = [build.id async for build in client.builds.list(service.project)]
            got = await asyncio.gather(*(client.builds.get(number, service.project) for number in ids))
            assert [build.id for build in got] == ids
            assert sum(thread.name.startswith("azdo") for thread in threading.enumerate()) <= 4

    run(main())


def test_a_wrong_argument_is_named() -> None:
    for threads, kind, told in ((0, azdo.InvalidArgument, "at least 1"), ("4", TypeError, "int, not str")):
        with pytest.raises(kind, match=f"^threads must be {told}$"):
            azdo.aio.Client("http://127.0.0.1:9/c", "a-token", threads=threads)  # type: ignore[arg-type]

    async def main() -> None:
        async with azdo.aio.Client("http://127.0.0.1:9/c", "a-token") as client:
            with pytest.raises(TypeError, match="^timeout must be a number of seconds, not str$"):
                await client.builds.get(1, "p", timeout="1")  # type: ignore[arg-type]
            with pytest.raises(azdo.InvalidArgument, match="^timeout is not a number$"):
                await client.builds.get(1, "p", timeout=float("nan"))

    run(main())


STAGES = {
    "TLS handshake": ["--tls", "--fault", "tls-stall"],
    "headers": ["--fault", "stall-headers"],
    "body": ["--fault", "stall-body"],
    "back-off": ["--fault", "throttle=60"],
}


@pytest.mark.parametrize("stage", STAGES)
def test_a_task_that_is_cancelled_ends_its_call(sandbox: Start, stage: str) -> None:
    service = sandbox("--builds", "9", *STAGES[stage])

    async def main() -> None:
        async with client_of(service, max_retries=4) as client:
            for call in (
                lambda: client.builds.get(1001, service.project),
                lambda: anext_of(client.builds.list(service.project)),
                lambda: anext_of(client.builds.list(service.project).by_page()),
            ):
                task = asyncio.ensure_future(call())
                await asyncio.sleep(0.1)
                began = time.monotonic()
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
                assert time.monotonic() - began < SOON
                with pytest.raises(asyncio.TimeoutError):
                    await asyncio.wait_for(call(), 0.1)
                assert time.monotonic() - began < 2 * SOON

    run(main())


async def anext_of(items: Any) -> Any:
    return await items.__anext__()


def test_the_librarys_own_timeout_is_its_own_error(sandbox: Start) -> None:
    service = sandbox("--fault", "stall-headers")

    async def main() -> None:
        async with client_of(service) as client:
            with pytest.raises(azdo.Timeout):
                await client.builds.get(1001, service.project, timeout=0.1)
            with pytest.raises(azdo.Timeout):
                await anext_of(client.builds.list(service.project, timeout=0.1))

    run(main())


def test_the_loop_goes_on_meanwhile(sandbox: Start) -> None:
    service = sandbox("--fault", "stall-headers")

    async def main() -> None:
        async with client_of(service) as client:
            call = asyncio.ensure_future(client.builds.get(1001, service.project, timeout=0.5))
            steps = 0
            while not call.done():
                await asyncio.sleep(0.01)
                steps += 1
            assert steps > 5
            with pytest.raises(azdo.Timeout):
                await call

    run(main())


def test_what_waits_for_a_thread_never_begins(sandbox: Start) -> None:
    service = sandbox("--fault", "stall-headers@builds#1")

    async def main() -> None:
        async with client_of(service, threads=1) as client:
            first = asyncio.ensure_future(client.builds.get(1001, service.project))
            await asyncio.sleep(0.1)
            second = asyncio.ensure_future(client.builds.get(1001, service.project))
            await asyncio.sleep(0.05)
            second.cancel()
            with pytest.raises(asyncio.CancelledError):
                await second
            assert not first.done() and client.counters.requests == 1
            # Twice, while it is being ended.
            first.cancel()
            asyncio.get_running_loop().call_soon(first.cancel)
            with pytest.raises(asyncio.CancelledError):
                await first

    run(main())


def test_a_page_that_came_too_late_is_not_lost(sandbox: Start) -> None:
    service = sandbox("--builds", "40", "--projects", "1")

    async def main() -> None:
        async with client_of(service) as client:
            for pause in (0.0, 0.0005, 0.001, 0.002, 0.004):
                builds = client.builds.list(service.project, page_size=5)
                ids: list[int] = []
                cancelled = 0
                while True:
                    task = asyncio.ensure_future(anext_of(builds))
                    if len(ids) % 5 == 0 and cancelled <= len(ids) // 5:
                        await asyncio.sleep(pause)
                        cancelled += task.cancel()
                    try:
                        ids.append((await task).id)
                    except asyncio.CancelledError:
                        continue
                    except StopAsyncIteration:
                        break
                assert len(ids) == len(set(ids)) == 40

    run(main())


def test_ctrl_c_ends_the_program() -> None:
    code = """
import asyncio, os, signal, threading, time
import azdo

async def main():
    async with azdo.aio.Client("http://127.0.0.1:%d/c", "a-token", max_retries=0) as client:
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        await client.builds.get(1, "p")

began = time.monotonic()
try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("interrupted", time.monotonic() - began < 5, threading.active_count())
"""
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        ended = python(code % listener.getsockname()[1])
    assert ended.stdout.startswith("interrupted True") and not ended.stderr, ended.stdout + ended.stderr


def test_it_takes_what_the_other_takes() -> None:
    """Parameters are the same but for the cancel token, which is the task's own business."""
    pairs: list[tuple[Any, Any]] = [
        (azdo.Client, azdo.aio.Client),
        (azdo.Builds, azdo.aio.Builds),
        (azdo.Definitions, azdo.aio.Definitions),
        (azdo.Projects, azdo.aio.Projects),
        (azdo.List, azdo.aio.List),
        (azdo.Response, azdo.aio.Response),
    ]
    for other, own in pairs:
        for name, method in vars(other).items():
            if name.startswith("_"):
                continue
            assert hasattr(own, name), f"{own} has no {name}"
            if not inspect.isfunction(method):
                continue
            wanted = [p for p in inspect.signature(method).parameters.values() if p.name != "cancel"]
            given = list(inspect.signature(getattr(own, name)).parameters.values())
            assert [(p.name, p.kind, p.default) for p in given] == [(p.name, p.kind, p.default) for p in wanted], name


def test_nobody_pays_for_it_who_does_not_use_it() -> None:
    code = "import sys, azdo; print('asyncio' in sys.modules, azdo.aio.__name__, 'asyncio' in sys.modules)"
    assert python(code).stdout == "False azdo.aio True\n"
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(azdo, "nothing")
