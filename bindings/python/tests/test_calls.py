"""Every operation by its name, against a service that answers whatever a test says and keeps what it was asked."""

from __future__ import annotations

import ast
import asyncio
import datetime
import json
import pathlib
import subprocess
import sys
import uuid
from collections.abc import Iterator
from typing import Any, Callable

import pytest

import azdo
import azdo.aio

from .conftest import Sandbox, Service

Start = Callable[..., Sandbox]
STUB = pathlib.Path(azdo.__file__).with_name("_operations.pyi")
AN_ID = uuid.UUID("6d3b9f3e-1b1c-4a6f-8d5a-0c5f9e1c2b7a")
MOMENT = datetime.datetime(2026, 11, 16, tzinfo=datetime.timezone.utc)


def test_an_answer_is_what_its_type_says(service: Service) -> None:
    service.answers = {
        "/report": ("application/json; charset=utf-8", '{"content": "größe", "type": null}'.encode()),
        "/logs/2": ("text/plain", "größe\n".encode() + b"\xff"),
        "/badge": ("image/svg+xml; charset=utf-8", b"<svg/>"),
        "/artifacts": ("application/octet-stream", b"\x00\xff"),
        "/builds/3": ("application/json", b""),
    }
    with service.client() as client:
        assert client.call("Report - Get", project="p", buildId=1) == {"content": "größe", "type": None}
        assert client.call("Builds - Get Build Log", project="p", buildId=1, logId=2) == "größe\n\ufffd"
        assert client.call("Badge - Get", project=AN_ID, definitionId=1) == "<svg/>"
        file = client.call("Artifacts - Get File", project="p", buildId=1, artifactName="a", fileId="b", fileName="c")
        assert file == b"\x00\xff"
        client.call("Builds - Delete", project="p", buildId=3)
        with client.stream("Builds - Get Build Log", project="p", buildId=1, logId=2) as response:
            assert response.status == 200 and response.header("content-type") == "text/plain"
            assert response.read(2) == b"gr" and response.read(-1) == "öße\n".encode() + b"\xff"
    assert [method for method, *_ in service.asked] == ["GET"] * 4 + ["DELETE", "GET"]


def test_what_is_empty_is_still_what_its_type_says(service: Service, sandbox: Start) -> None:
    service.answers = {
        "/logs/1": ("text/plain; charset=utf-8", b""),
        "/logs/2": ("application/octet-stream", b""),
        "/logs/3": ("", b""),
        "/builds/4": ("application/json", b""),
    }
    with service.client() as client:
        logs = [client.call("Builds - Get Build Log", project="p", buildId=1, logId=log) for log in (1, 2, 3)]
        assert logs == ["", b"", None]
        assert client.call("Builds - Get", project="p", buildId=4) is None
    place = sandbox("--builds", "3", "--projects", "1")
    with place.client() as client:
        log = client.builds.logs(1002, place.project)[0]
        where: dict[str, Any] = {"project": place.project, "buildId": 1002, "logId": log.id, "force": ()}
        whole = client.call("Builds - Get Build Log", **where)
        assert whole and client.call("Builds - Get Build Log", startLine=whole.count("\n") + 1, **where) == ""
        assert client.call("Builds - Delete", project=place.project, buildId=1002, force=()) is None


def test_a_broken_answer_is_an_error_like_any_other(service: Service) -> None:
    service.answers = {
        "/builds/1": ("application/json", b"hello"),
        "/builds/2": ("application/json", b'\xef\xbb\xbf{"a": "gr\xf6\xdfe", "b": "\xff"}'),
        "/builds/3": ("application/json", b"[" * 100_000 + b"]" * 100_000),
        "/builds/4": ("application/json", b"1" * 100_000),
        "/tags": ("application/json", b'{"count": 2, "value": ["\xff", %s]}' % (b"1" * 100_000)),
        "/logs/1": ("text/plain", b"\xff"),
    }

    def expect_broken(call: Callable[[], object]) -> None:
        with pytest.raises(azdo.ProtocolError, match="not JSON as expected") as caught:
            call()
        assert caught.value.cause == "broken_json" and caught.value.__cause__ is not None

    with service.client() as client:
        for build in (1, 3, 4):
            expect_broken(lambda: client.call("Builds - Get", project="p", buildId=build))
            with client.request("GET", f"p/_apis/build/builds/{build}") as response:
                expect_broken(response.json)
        with pytest.raises(azdo.ProtocolError) as caught:
            client.call("Builds - Get", project="p", buildId=1)
        assert caught.value.http_status == 200 and "line 1 column 1" in str(caught.value)
        mended = {"a": "gr\ufffd\ufffde", "b": "\ufffd"}
        assert client.call("Builds - Get", project="p", buildId=2) == mended
        with client.request("GET", "p/_apis/build/builds/2") as response:
            assert response.json() == mended
        assert client.call("Builds - Get Build Log", project="p", buildId=1, logId=1) == "\ufffd"
        tags = client.items("Tags - Get Tags", project="p")
        assert next(tags) == "\ufffd"
        expect_broken(lambda: next(tags))

    async def main() -> None:
        async with azdo.aio.Client(service.url, "token") as client:
            with pytest.raises(azdo.ProtocolError):
                await client.call("Builds - Get", project="p", buildId=1)
            async with await client.request("GET", "p/_apis/build/builds/1") as response:
                with pytest.raises(azdo.ProtocolError):
                    await response.json()

    asyncio.run(main())


def test_a_body_is_parsed_whole_or_not_at_all(service: Service) -> None:
    with service.client() as client:
        for begin in (azdo.Response.json, azdo.Response.body, azdo.Response.read, lambda response: response.read(1)):
            with client.request("GET", "_apis/projects") as response:
                begin(response)
                with pytest.raises(azdo.InvalidState, match="has been read"):
                    response.json()

    async def main() -> None:
        async with azdo.aio.Client(service.url, "token") as client:
            async with await client.request("GET", "_apis/projects") as response:
                await response.json()
                with pytest.raises(azdo.InvalidState, match="has been read"):
                    await response.json()

    asyncio.run(main())


def test_values_are_sent_as_the_reference_spells_them(service: Service) -> None:
    with service.client() as client:
        client.call(
            "Builds - List", project="My Project", definitions=[1, 2], resultFilter=azdo.BuildResult.FAILED,
            statusFilter="completed", minTime=MOMENT, tagFilters=("a", "b"), top=7, buildNumber=None, api_version="7.0",
        )  # fmt: skip
        client.call("Source Providers - List Branches", project="p", providerName="github", serviceEndpointId=AN_ID)
        client.call("Builds - Queue", project="p", body={"definition": {"id": 1}}, ignoreWarnings=True)
        client.call("Tags - Add Build Tags", project="p", buildId=1, body=["ü"])
        client.call("Builds - Queue", project="p", body=b'{"a": 1}')
        client.call("Builds - Queue", project="p", body='{"b": 1}')
        client.call("Builds - Get Build Logs", project="p", buildId=1, accept="application/zip")
        client.call("Builds - List", project="p", force=("newFilter", "top"), newFilter="x y", top="many")
    queries = [query for _, _, query, _, _ in service.asked]
    assert service.asked[0][1] == "/fabrikam/My%20Project/_apis/build/builds"
    assert queries[0] == {
        "definitions": "1,2", "resultFilter": "failed", "statusFilter": "completed", "tagFilters": "a,b", "$top": "7",
        "minTime": "2026-11-16T00:00:00+00:00", "queryOrder": "queueTimeDescending", "api-version": "7.0",
    }  # fmt: skip
    assert queries[1]["serviceEndpointId"] == str(AN_ID) and queries[2]["ignoreWarnings"] == "true"
    bodies = [json.loads(sent) for _, _, _, _, sent in service.asked if sent]
    assert bodies == [{"definition": {"id": 1}}, ["ü"], {"a": 1}, {"b": 1}]
    assert service.asked[6][3] == "application/zip"
    assert queries[7]["newFilter"] == "x y" and queries[7]["$top"] == "many"


def test_what_cannot_be_asked_for_is_refused(service: Service) -> None:
    with service.client() as client:
        wrong: list[tuple[Callable[[], object], list[str]]] = [
            (lambda: client.call("Bulds - List", force=()), ["no operation", "Did you mean", "Builds - List"]),
            (lambda: client.call("Report - Get", project="p"), ["buildId is missing"]),  # type: ignore[call-overload]
            (lambda: client.call("Report - Get", buildId=1), ["project is missing"]),
            (lambda: client.call("Builds - List", project="p", resultFilter="faild"), ["Did you mean failed?"]),
            (lambda: client.call("Builds - Queue", project="p"), ["body is missing"]),  # type: ignore[call-overload]
            (lambda: client.call("Builds - Queue", project="p", body="{"), ["not JSON"]),
            (lambda: client.call("Report - Get", project="p", buildId=1, body={}), ["no body"]),  # type: ignore[call-overload]
            (lambda: client.call("Report - Get", buildId=1, project="p", typ="x"), ["typ"]),  # type: ignore[call-overload]
            (lambda: client.items("Report - Get", project="p", buildId=1), ["list"]),  # type: ignore[call-overload]
        ]
        for call, words in wrong:
            with pytest.raises(azdo.InvalidArgument) as caught:
                call()
            assert all(word in str(caught.value) for word in words), caught.value
        with pytest.raises(TypeError):
            client.call("Builds - Queue", project="p", body={"a": object()})
        with pytest.raises(TypeError, match="either cancel or timeout"):
            client.call("Projects - List", timeout=1, cancel=azdo.Cancel())
    assert not service.asked


def test_one_value_has_one_name(service: Service) -> None:
    twice: dict[str, Any] = {
        "$top": 2, "api-version": "7.1", "sourceBranch": "b", "parameters.x": "b", "templateParameters.x": "b",
        "buildId": 2, "definitionId": 2,
    }  # fmt: skip

    def by(name: str) -> dict[str, Any]:
        return {name: twice[name]}

    async def of_a_task() -> None:
        async with azdo.aio.Client(service.url, "token") as client:
            await client.builds.queue("p", definition=1, branch="a", **by("sourceBranch"))

    with service.client() as client:
        builds, definitions = client.builds, client.definitions
        calls: list[tuple[Callable[[], object], str, str]] = [
            (lambda: builds.list("p", top=1, **by("$top")), "top", "$top"),
            (lambda: definitions.list("p", top=1, **by("$top")), "top", "$top"),
            (lambda: client.projects.list(top=1, **by("$top")), "top", "$top"),
            (lambda: builds.changes(1, "p", top=1, **by("$top")), "top", "$top"),
            (lambda: builds.work_items(1, "p", top=1, **by("$top")), "top", "$top"),
            (lambda: client.call("Projects - List", top=1, force=(), **by("$top")), "top", "$top"),
            (lambda: client.items("Projects - List", top=1, force=(), **by("$top")), "top", "$top"),
            (
                lambda: client.stream("Projects - List", api_version="7.0", force=(), **by("api-version")),
                "api_version", "api-version",
            ),
            (lambda: builds.queue("p", definition=1, branch="a", **by("sourceBranch")), "branch", "sourceBranch"),
            (lambda: asyncio.run(of_a_task()), "branch", "sourceBranch"),
            (lambda: builds.queue("p", parameters={"x": "a"}, **by("parameters.x")), "parameters['x']", "parameters.x"),
            (
                lambda: builds.queue("p", template_parameters={"x": "a"}, **by("templateParameters.x")),
                "template_parameters['x']", "templateParameters.x",
            ),
            (lambda: builds.changes(1, "p", **by("buildId")), "build", "buildId"),
            (lambda: builds.timeline(1, "p", **by("buildId")), "build", "buildId"),
            (lambda: builds.update(1, "p", keepForever=True, **by("buildId")), "build", "buildId"),
            (lambda: definitions.get(1, "p", **by("definitionId")), "definition", "definitionId"),
        ]  # fmt: skip
        for call, name, reference in calls:
            with pytest.raises(TypeError) as caught:
                call()
            assert str(caught.value) == f"{name} and {reference} are two names of one value: give one of them"
        assert not service.asked
        client.call("Projects - List", top=None, force=(), **by("$top"))
        client.call("Projects - List", top=2, force=(), **{"$top": None})
        assert [query["$top"] for _, _, query, _, _ in service.asked] == ["2", "2"]


def test_items_are_those_of_all_pages(service: Service) -> None:
    def definitions(query: dict[str, str]) -> tuple[str, bytes, str]:
        start = int(query.get("continuationToken", 0))
        size = min(int(query["$top"]), 3, 10 - start)
        value = [{"id": number, "name": "ü"} for number in range(start, start + size)]
        body = json.dumps({"count": size, "value": value}).encode()
        return "application/json", body, str(start + size) if start + size < 10 else ""

    service.answers = {
        "/definitions": definitions,
        "/tags": ("application/json", b'{"count":3,"value":["a", "\\u00fc", "a"]}'),
    }
    with service.client() as client:
        found = list(client.items("Definitions - List", project="p", includeLatestBuilds=True))
        assert [one["id"] for one in found] == list(range(10)) and found[0]["name"] == "ü"
        assert len(service.asked) == 4 and all(query["includeLatestBuilds"] == "true" for _, _, query, _, _ in service.asked)
        assert len(list(client.items("Definitions - List", project="p", top=5, page_size=2))) == 5
        tags = client.items("Tags - Get Tags", project="p")
        assert list(tags) == ["a", "ü", "a"] and list(tags) == []


def test_an_error_does_not_end_items(sandbox: Start) -> None:
    place = sandbox("--builds", "30", "--projects", "1", "--fault", "status=409@builds#2")
    with place.client() as client:
        builds = client.items("Builds - List", project=place.project, page_size=10)
        first = [next(builds)["id"] for _ in range(10)]
        with pytest.raises(azdo.Conflict):
            next(builds)
        whole = first + [build["id"] for build in builds]
    with place.client() as client:
        assert whole == [build.id for build in client.builds.list(place.project)]


def test_calls_end_in_time_and_from_outside(sandbox: Start) -> None:
    place = sandbox("--builds", "3", "--fault", "stall-headers@builds")
    cancel = azdo.Cancel()
    cancel.signal()
    with place.client() as client:
        with pytest.raises(azdo.Timeout):
            client.call("Builds - List", project=place.project, timeout=0.1)
        with pytest.raises(azdo.Timeout):
            next(client.items("Builds - List", project=place.project, timeout=0.1))
        with pytest.raises(azdo.Cancelled):
            client.call("Builds - List", project=place.project, cancel=cancel)


def test_fetched_elements_need_no_service(sandbox: Start) -> None:
    place = sandbox("--builds", "30", "--projects", "1")
    with place.client(max_pages=1) as client:
        builds = client.items("Builds - List", project=place.project, page_size=20)
        first = next(builds)["id"]
        place.stop()
        assert [first, *(next(builds)["id"] for _ in range(19))] == list(range(1030, 1010, -1))
        with pytest.raises(azdo.LimitExceeded):
            next(builds)
        assert client.counters.requests == 1


def test_the_same_for_asyncio(sandbox: Start) -> None:
    place = sandbox("--builds", "30", "--projects", "1", "--fault", "status=409@builds#3")

    async def main() -> None:
        async with azdo.aio.Client(place.url, place.pat, max_retries=0) as client:
            build = await client.call("Builds - Get", project=place.project, buildId=1003)
            assert build["id"] == 1003
            async with await client.stream("Projects - List", top=1) as response:
                assert (await response.json())["count"] == 1
            builds = client.items("Builds - List", project=place.project, page_size=10)
            found = [(await builds.__anext__())["id"] for _ in range(10)]
            with pytest.raises(azdo.Conflict):
                await builds.__anext__()
            found += [build["id"] async for build in builds]
            assert found == list(range(1030, 1000, -1))
            with pytest.raises(azdo.InvalidArgument, match="Did you mean"):
                await client.call("Builds - Lst", force=())
            with pytest.raises(azdo.Timeout):
                await client.call("Projects - List", timeout=0)

    asyncio.run(main())


def test_tokens_of_a_provider(service: Service) -> None:
    class Provider:
        asked = 0

        def get_token(self, *scopes: str, **_: Any) -> Any:
            self.asked += 1

            class Token:
                token = "abc"
                expires_on = 4102444800

            return Token()

    service.answers = {"/tags": ("application/json", b'{"count":2,"value":["a", "b"]}')}
    provider = Provider()
    client = azdo.Client(service.url, provider, allow_http=True)
    with client:
        assert client.call("Projects - List") == {"count": 0, "value": []}
        tags = client.items("Tags - Get Tags", project="p")
        assert list(tags) == ["a", "b"] and provider.asked == 1


def overloads() -> Iterator[tuple[str, str, dict[str, str]]]:
    """The protocol of each overload, its operation, and its parameters with their types."""
    tree = ast.parse(STUB.read_text(encoding="utf-8"))
    for protocol in tree.body:
        if not isinstance(protocol, ast.ClassDef) or protocol.name not in ("Call", "Items"):
            continue
        for function in protocol.body:
            assert isinstance(function, ast.FunctionDef)
            named = function.args.posonlyargs[1].annotation
            assert named is not None
            parameters = {one.arg: ast.unparse(one.annotation) for one in function.args.kwonlyargs if one.annotation}
            for literal in ast.walk(named):
                if isinstance(literal, ast.Constant):
                    yield protocol.name, literal.value, parameters


def value_of(name: str, kind: str) -> Any:
    kind = kind.replace(" | None", "")
    if kind.startswith("Literal["):
        return ast.literal_eval(kind.removeprefix("Literal"))[0]
    values = {
        "int": 7, "bool": True, "str": "text", "Body": {}, "Uuid": AN_ID, "Moment": MOMENT, "Numbers": [1, 2],
        "Texts": ["a", "b"], "ResultSet": "top", "DeletedFilter": "onlyDeleted", "ResultFilter": "failed",
    }  # fmt: skip
    return values[kind] if kind in values else "none" if "Order" in kind or kind == "ConnectOptions" else "all"


def test_every_operation_takes_what_the_stub_says(service: Service) -> None:
    called = 0
    with service.client() as client:
        for protocol, operation, parameters in overloads():
            given = {name: value_of(name, kind) for name, kind in parameters.items()}
            if operation == "Builds - List":
                given["queryOrder"] = "finishTimeAscending"
            if operation == "Definitions - List" or protocol == "Items":
                given.pop("continuationToken", None)
                given.pop("skip", None)
            try:
                if protocol == "Call":
                    client.call(operation, force=(), **given)
                else:
                    assert list(client.items(operation, force=(), **given)) == []
            except azdo.Error as error:
                pytest.fail(f"{protocol}: {operation}: {error}")
            called += 1
    assert called > 140 and len(service.asked) == called


def test_a_server_is_asked_for_its_version(service: Service) -> None:
    locations = [{"area": "Build", "maxVersion": "6.0"}, {"area": "git", "maxVersion": "7.1"}]
    service.answers = {"/_apis": ("application/json", json.dumps({"value": locations}).encode())}
    with service.client() as client:
        client.learn_version()
        client.call("Builds - Get", project="p", buildId=7)
    assert [(method, query.get("api-version")) for method, _, query, _, _ in service.asked] == [
        ("OPTIONS", None), ("GET", "6.0"),
    ]  # fmt: skip


def test_the_stub_costs_nothing_at_run_time() -> None:
    code = "import azdo, sys; print(*(name for name in ('typing', 'json', 'azdo._operations') if name in sys.modules))"
    ended = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, cwd=STUB.parent.parent, check=True
    )
    assert ended.stdout.strip() == ""
