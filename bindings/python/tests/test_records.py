"""What there is beside builds and projects: records say what was sent, and what is written is what was meant."""

from __future__ import annotations

import asyncio
import datetime
import gc
import inspect
import json
import os
import subprocess
import sys
import urllib.parse
import uuid
from collections.abc import Iterator
from typing import Any, Callable

import pytest

import azdo
import azdo.aio
from azdo import _raw

from .conftest import ROOT, Sandbox, Service

Start = Callable[..., Sandbox]
SHARED = ROOT.parent / "shared" / "api"
A_TIMELINE = uuid.UUID("6d3b9f3e-1b1c-4a6f-8d5a-0c5f9e1c2b7a")
MOMENT = datetime.datetime(2026, 11, 16, 9, 30, 0, 250000, datetime.timezone.utc)
SENT = "2026-11-16T09:30:00.25Z"

TIMELINE: dict[str, Any] = {
    "id": "t", "changeId": 19, "records": [{
        "id": "r", "parentId": "s", "type": "Task", "name": "prüfen", "refName": "test", "identifier": "A.B.test",
        "state": "completed", "result": "succeededWithIssues", "resultCode": "why", "currentOperation": "at",
        "workerName": "agent 1", "order": 3, "attempt": 2, "percentComplete": 100, "errorCount": 1, "warningCount": 2,
        "queueId": 5, "changeId": 18, "startTime": SENT, "finishTime": SENT, "lastModified": None, "url": "u",
        "log": {"id": 7, "url": "l"}, "task": {"id": "i", "name": "Npm", "version": "1.2"}, "details": {"id": "d"},
        "issues": [
            {"type": "warning", "category": "Code", "message": "größe"}, {"type": "error", "message": "x\ny"},
            {"type": "hint"}, {},
        ],
        "previousAttempts": [{"attempt": 1, "timelineId": "t1", "recordId": "r1"}],
    }, {"id": "s", "type": "Stage", "state": "dreaming", "result": "magic"}],
}  # fmt: skip
LOG = {"id": 7, "lineCount": 42, "createdOn": SENT, "lastChangedOn": SENT, "type": "Container", "url": "u"}
ARTIFACT = {
    "id": 1, "name": "drop", "source": "job", "resource": {
        "type": "PipelineArtifact", "data": "D", "downloadUrl": "zip", "url": "u", "properties": {"artifactsize": "12"},
    },
}  # fmt: skip
CHANGE = {
    "id": "c0ffee", "type": "TfsGit", "message": "größer\nund mehr", "messageTruncated": True, "timestamp": SENT,
    "author": {"id": "a", "displayName": "Zoë", "uniqueName": "zoe@fabrikam.example"}, "pusher": "p", "location": "l",
    "displayUri": "https://a/b",
}  # fmt: skip
DEFINITION = {
    "id": 12, "revision": 3, "name": "Nächtlich", "path": "\\Nightly", "type": "build", "quality": "draft",
    "queueStatus": "paused", "description": "D", "createdDate": SENT, "project": {"id": "pid", "name": "pn"},
    "queue": {"id": 5, "name": "q", "pool": {"id": 6, "name": "pool"}}, "process": {"yamlFilename": "a.yml"},
    "repository": {"id": "rid", "name": "rn", "type": "TfsGit", "defaultBranch": "refs/heads/main"},
    "authoredBy": {"displayName": "Zoë", "uniqueName": "zoe@fabrikam.example"}, "uri": "uri", "url": "url",
    "_links": {"web": {"href": "web"}}, "latestBuild": {"id": 9, "buildNumber": "9.1", "status": "inProgress"},
    "latestCompletedBuild": {"id": 8, "buildNumber": "8.1", "result": "partiallySucceeded"},
}  # fmt: skip
BUILD = {"id": 7, "buildNumber": "7.1", "status": "notStarted", "project": {"id": "pid", "name": "pn"}}

Answer = tuple[str, bytes]


def answer(value: object) -> Answer:
    return "application/json", json.dumps(value, ensure_ascii=False).encode()


def listed(*values: object) -> Answer:
    return answer({"count": len(values), "value": values})


def fields(record: object) -> dict[str, object]:
    """What a record says of itself."""
    names = [name for name, member in inspect.getmembers(type(record)) if isinstance(member, property)]
    return {name: getattr(record, name) for name in names if name not in ("json", "issues", "previous_attempts")}


@pytest.mark.parametrize(
    ("record", "structure"),
    [
        (azdo.Artifact, _raw.azdo_artifact), (azdo.Attempt, _raw.azdo_attempt), (azdo.Build, _raw.azdo_build),
        (azdo.BrokenElement, _raw.azdo_broken_element), (azdo.Change, _raw.azdo_change), (azdo.Log, _raw.azdo_log),
        (azdo.Definition, _raw.azdo_definition), (azdo.Issue, _raw.azdo_issue), (azdo.Project, _raw.azdo_project),
        (azdo.TimelineRecord, _raw.azdo_timeline_record), (azdo.WorkItem, _raw.azdo_work_item),
    ],
)  # fmt: skip
def test_records_have_what_the_header_has(record: type[Any], structure: type[Any]) -> None:
    for name, _ in structure._fields_:
        if name in ("struct_size", "flags", "issue_count", "previous_attempt_count"):
            continue
        member = getattr(record, name, None)
        assert isinstance(member, property), name
        assert name == "json" or inspect.getdoc(member), name
        if name.endswith("_time_ns"):
            assert isinstance(getattr(record, name[:-3]), property), name


def test_a_timeline_says_what_was_sent(service: Service) -> None:
    service.answers = {"/timeline": answer(TIMELINE)}
    with service.client() as client:
        timeline = client.builds.timeline(7, "p")
    del client
    gc.collect()
    assert (timeline.id, timeline.change_id, len(timeline)) == ("t", 19, 2)
    record, stage = timeline
    assert fields(record) == {
        "id": "r", "parent_id": "s", "type_name": "Task", "name": "prüfen", "ref_name": "test",
        "identifier": "A.B.test", "state": azdo.TimelineState.COMPLETED, "state_name": "completed",
        "result": azdo.TimelineResult.SUCCEEDED_WITH_ISSUES, "result_name": "succeededWithIssues",
        "result_code": "why", "current_operation": "at", "worker_name": "agent 1", "order": 3, "attempt": 2,
        "percent_complete": 100, "error_count": 1, "warning_count": 2, "queue_id": 5, "change_id": 18,
        "start_time": MOMENT, "finish_time": MOMENT, "last_modified_time": None, "url": "u", "log_id": 7,
        "log_url": "l",
        "start_time_ns": record.finish_time_ns, "finish_time_ns": int(MOMENT.timestamp() * 1000) * 10**6,
        "last_modified_time_ns": -(2**63), "task_id": "i", "task_name": "Npm", "task_version": "1.2", "details_id": "d",
    }  # fmt: skip
    assert [(issue.kind.word, issue.kind_name, issue.category, issue.message) for issue in record.issues] == [
        ("warning", "warning", "Code", "größe"), ("error", "error", "", "x\ny"), ("hint", "hint", "", ""),
        ("none", "", "", ""),
    ]  # fmt: skip
    assert [issue.kind for issue in record.issues[1::2]] == [azdo.IssueKind.ERROR, azdo.IssueKind.NONE]
    (attempt,) = record.previous_attempts
    assert fields(attempt) == {"attempt": 1, "timeline_id": "t1", "record_id": "r1"}
    assert (stage.issues, stage.previous_attempts) == ((), ())
    # Words that nobody knew keep their spelling.
    assert (stage.state.word, stage.result.word, int(stage.state)) == ("dreaming", "magic", 0)
    assert [record.to_dict() for record in timeline] == TIMELINE["records"]
    assert repr(timeline) == "<Timeline of 2 records>" and repr(stage) == "<Stage '' magic>"
    assert repr(record) == "<Task 'prüfen' succeededWithIssues>"
    assert repr(record.issues[0]) == "<Issue warning: 'größe'>" and repr(attempt) == "<Attempt 1>"


def test_a_build_without_a_plan_has_a_timeline(service: Service) -> None:
    service.answers = {"/timeline": answer({"records": None})}
    with service.client() as client:
        timeline = client.builds.timeline(7, "p")
    assert (timeline.id, list(timeline)) == ("", [])


def test_what_is_of_a_build_says_what_was_sent(service: Service) -> None:
    service.answers = {
        "/logs": listed(LOG),
        "/artifacts": listed(ARTIFACT, {"id": 2, "name": "ü"}),
        "/changes": listed(CHANGE),
        "/workitems": listed({"id": "8", "url": "w"}),
        "/tags": listed("größer", "a"),
    }
    nanoseconds = int(MOMENT.timestamp() * 1000) * 10**6
    with service.client() as client:
        (log,) = client.builds.logs(7, "p")
        artifact, other = client.builds.artifacts(7, "p")
        (change,) = client.builds.changes(7, "p")
        (item,) = client.builds.work_items(7, "p")
        tags = client.builds.tags(7, "p")
    assert fields(log) == {
        "id": 7, "line_count": 42, "type_name": "Container", "url": "u", "created_time": MOMENT,
        "last_changed_time": MOMENT, "created_time_ns": nanoseconds, "last_changed_time_ns": nanoseconds,
    }  # fmt: skip
    assert fields(artifact) == {
        "id": 1, "name": "drop", "source": "job", "type_name": "PipelineArtifact", "data": "D", "download_url": "zip",
        "url": "u", "size": 12,
    }  # fmt: skip
    assert (other.name, other.size, other.source) == ("ü", None, "")
    assert fields(change) == {
        "id": "c0ffee", "type_name": "TfsGit", "message": "größer\nund mehr", "message_truncated": True,
        "time": MOMENT, "time_ns": nanoseconds, "author_id": "a", "author_name": "Zoë", "pusher": "p", "location": "l",
        "author_unique_name": "zoe@fabrikam.example", "display_url": "https://a/b",
    }  # fmt: skip
    assert fields(item) == {"id": 8, "url": "w"}
    assert list(tags) == ["größer", "a"] and "a" in tags and tags[1:] == ["a"] and tags.broken == []
    assert [log.to_dict(), artifact.to_dict(), change.to_dict()] == [LOG, ARTIFACT, CHANGE]
    shown = [repr(one) for one in (log, artifact, change, item, tags)]
    assert shown == [
        "<Log 7 of 42 lines>", "<Artifact 'drop'>", "<Change c0ffee 'größer'>", "<WorkItem 8>", "<Records of 2 tags>",
    ]  # fmt: skip


def test_definitions_say_what_was_sent(service: Service) -> None:
    service.answers = {"/definitions/12": answer(DEFINITION), "/definitions": listed(DEFINITION, {"id": 13})}
    with service.client() as client:
        whole = client.definitions.get(12, "p")
        first, second = client.definitions.list("p", includeLatestBuilds=True)
        assert client.definitions.get(first).id == 12
    assert fields(whole) == fields(first) == {
        "id": 12, "revision": 3, "name": "Nächtlich", "path": "\\Nightly", "type_name": "build", "quality": "draft",
        "draft": True, "queue_status": azdo.QueueStatus.PAUSED, "queue_status_name": "paused", "description": "D",
        "created_time": MOMENT, "created_time_ns": int(MOMENT.timestamp() * 1000) * 10**6, "project_id": "pid",
        "project_name": "pn", "queue_id": 5, "queue_name": "q", "pool_id": 6, "pool_name": "pool", "yaml_file": "a.yml",
        "repository_id": "rid", "repository_name": "rn", "repository_type": "TfsGit",
        "default_branch": "refs/heads/main", "authored_by_name": "Zoë", "uri": "uri", "url": "url", "web_url": "web",
        "authored_by_unique_name": "zoe@fabrikam.example", "latest_build_id": 9, "latest_build_number": "9.1",
        "latest_build_status": azdo.BuildStatus.IN_PROGRESS, "latest_build_result": azdo.BuildResult.NONE,
        "latest_completed_build_id": 8, "latest_completed_build_number": "8.1",
        "latest_completed_build_result": azdo.BuildResult.PARTIALLY_SUCCEEDED,
    }  # fmt: skip
    assert not second.draft and second.queue_status == azdo.QueueStatus.NONE and second.created_time is None
    assert second.latest_build_status == azdo.BuildStatus.NONE and repr(whole) == "<Definition 12 'Nächtlich'>"
    # A record's own project is meant.
    assert service.asked[-1][1] == "/fabrikam/pid/_apis/build/definitions/12"


def test_lists_have_pages(service: Service) -> None:
    def page(query: dict[str, str]) -> tuple[str, bytes, str]:
        start = int(query.get("continuationToken", 0))
        ids = range(start + 1, min(start + 2, 5) + 1)
        return (*listed(*({"id": one} for one in ids)), str(start + 2) if start < 4 else "")

    service.answers = {"/definitions": page, "/changes": page}
    with service.client() as client:
        assert [one.id for one in client.definitions.list("p")] == [1, 2, 3, 4, 5]
        assert [one.id for one in client.definitions.list("p", top=3, page_size=2)] == [1, 2, 3]
        pages = list(client.builds.changes(7, "p").by_page())
        assert [[one.id for one in page] for page in pages] == [["1", "2"], ["3", "4"], ["5"]]
        assert [page.token for page in pages] == ["2", "4", ""] and repr(pages[0]) == "<Page of 2 Changes>"


def test_times_that_cannot_be_told(service: Service) -> None:
    times = {"queueTime": "9999-12-31T23:59:59.9999999Z", "startTime": "soon", "finishTime": "0001-01-01T00:00:00"}
    service.answers = {"/builds": listed({"id": 1, **times})}
    with service.client() as client:
        build = next(client.builds.list("p"))
    last = datetime.datetime(2262, 4, 11, 23, 47, 16, 854775, datetime.timezone.utc)
    assert (build.queue_time, build.start_time, build.finish_time, build.last_changed_time) == (last, None, None, None)
    assert (build.queue_time_ns, build.start_time_ns) == (2**63 - 1, -(2**63))


def test_what_is_broken_fails_its_list_or_is_passed_over(service: Service) -> None:
    service.answers = {"/logs": listed({"id": 1}, {"name": "a"}, 7, {"id": 2}), "/tags": listed("a", 7)}
    with service.client() as client, pytest.raises(azdo.ProtocolError, match="element 1 .* it has no id"):
        client.builds.logs(7, "p")
    with service.client(skip_broken=True) as client:
        logs = client.builds.logs(7, "p")
        tags = client.builds.tags(7, "p")
    assert [log.id for log in logs] == [1, 2]
    assert [(broken.index, broken.reason) for broken in logs.broken] == [(1, "it has no id"), (2, "it is no object")]
    assert repr(logs.broken[0]) == "<BrokenElement 1: it has no id>"
    assert list(tags) == ["a"] and [broken.index for broken in tags.broken] == [1]


# Of each method: its arguments, and what is to be asked.
OF_7 = "p/_apis/build/builds/7"
CALLS: list[tuple[str, str, tuple[Any, ...], dict[str, Any], str, dict[str, str], Any]] = [
    ("builds", "get", (7, "p"), {}, f"GET {OF_7}", {}, None),
    ("builds", "timeline", (7, "p"), {"timelineId": A_TIMELINE, "changeId": 4}, f"GET {OF_7}/timeline/{A_TIMELINE}",
     {"changeId": "4"}, None),
    ("builds", "logs", (7, "p"), {"api-version": "7.0"}, f"GET {OF_7}/logs", {"api-version": "7.0"}, None),
    ("builds", "artifacts", (7, "p"), {}, f"GET {OF_7}/artifacts", {}, None),
    ("builds", "work_items", (7, "p"), {"top": 9}, f"GET {OF_7}/workitems", {"$top": "9"}, None),
    ("builds", "tags", (7, "p"), {}, f"GET {OF_7}/tags", {}, None),
    ("builds", "add_tags", (7, "ü ü", "p"), {}, f"PUT {OF_7}/tags/ü ü", {}, None),
    ("builds", "add_tags", (7, ["a", "ü"], "p"), {}, f"POST {OF_7}/tags", {}, ["a", "ü"]),
    ("builds", "remove_tags", (7, ("a",), "p"), {}, f"DELETE {OF_7}/tags/a", {}, None),
    ("builds", "cancel", (7, "p"), {}, f"PATCH {OF_7}", {}, {"status": "cancelling"}),
    ("builds", "update", (7, "p"), {"keepForever": True, "status": azdo.BuildStatus.CANCELLING}, f"PATCH {OF_7}", {},
     {"keepForever": True, "status": "cancelling"}),
    ("builds", "update", (7, "p"), {"retry": True}, f"PATCH {OF_7}", {"retry": "true"}, {}),
    ("builds", "retry_stage", (7, "Deploy it", "p"), {}, f"PATCH {OF_7}/stages/Deploy it", {},
     {"state": "retry", "forceRetryAllJobs": False}),
    ("builds", "retry_stage", (7, "B", "p"), {"all_jobs": True}, f"PATCH {OF_7}/stages/B", {},
     {"state": "retry", "forceRetryAllJobs": True}),
    ("builds", "delete", (7, "p"), {}, f"DELETE {OF_7}", {}, None),
    ("builds", "queue", ("p",), {"definition": 12}, "POST p/_apis/build/builds", {}, {"definition": {"id": 12}}),
    ("builds", "queue", ("p",), {
        "definition": " 12 ", "branch": "refs/heads/größe", "parameters": {"Build.Configuration": 'Re"lease', "b": 2},
        "template_parameters": {"a": True}, "demands": ["Agent.OS -equals Linux", "docker"], "priority": "high",
        "sourceVersion": "abc", "queue": 5, "agentSpecification": "ubuntu-latest", "ignoreWarnings": True,
     }, "POST p/_apis/build/builds", {"ignoreWarnings": "true"}, {
        "definition": {"id": 12}, "sourceBranch": "refs/heads/größe", "sourceVersion": "abc", "priority": "high",
        "parameters": '{"Build.Configuration":"Re\\"lease","b":"2"}', "templateParameters": {"a": "true"},
        "demands": ["Agent.OS -equals Linux", "docker"], "queue": {"id": 5},
        "agentSpecification": {"identifier": "ubuntu-latest"},
     }),
    ("definitions", "get", (12, "p"), {"revision": 3}, "GET p/_apis/build/definitions/12", {"revision": "3"}, None),
    ("definitions", "create", ({"name": "ü"}, "p"), {}, "POST p/_apis/build/definitions", {}, {"name": "ü"}),
    ("definitions", "update", (12, b'{"revision": 3}', "p"), {}, "PUT p/_apis/build/definitions/12", {},
     {"revision": 3}),
    ("definitions", "delete", (12, "p"), {}, "DELETE p/_apis/build/definitions/12", {}, None),
]  # fmt: skip


def written(service: Service) -> None:
    service.answers = {
        "/builds/7": answer(BUILD), "/builds": answer(BUILD), "/definitions/12": answer(DEFINITION),
        "/definitions": answer(DEFINITION), f"/{A_TIMELINE}": answer(TIMELINE),
    }  # fmt: skip


def was_asked(service: Service) -> None:
    for (area, method, _, _, target, query, body), asked in zip(CALLS, service.asked):
        path = urllib.parse.unquote(asked[1])[len("/fabrikam/") :]
        sent = json.loads(asked[4]) if asked[4] else None
        api_version = {"api-version": asked[2]["api-version"]}
        assert (f"{asked[0]} {path}", asked[2], sent) == (target, {**api_version, **query}, body), f"{area}.{method}"
    assert len(service.asked) == len(CALLS)


def test_each_asks_for_what_it_is(service: Service) -> None:
    written(service)
    with service.client() as client:
        for area, method, arguments, named, *_ in CALLS:
            given = getattr(getattr(client, area), method)(*arguments, **named)
            assert (given is None) == (method in ("delete", "retry_stage")), method
    was_asked(service)


def test_each_asks_for_the_same_from_a_task(service: Service) -> None:
    written(service)

    async def main() -> None:
        async with azdo.aio.Client(service.url, "token", max_retries=0) as client:
            for area, method, arguments, named, *_ in CALLS:
                given = await getattr(getattr(client, area), method)(*arguments, timeout=30, **named)
                assert (given is None) == (method in ("delete", "retry_stage")), method
            del service.asked[len(CALLS) :]
            service.answers = {"/changes": listed(CHANGE), "/definitions": listed(DEFINITION)}
            assert [change.id async for change in client.builds.changes(7, "p")] == ["c0ffee"]
            assert [one.id async for one in client.definitions.list("p", name="N*")] == [12]
            assert service.asked[-1][2]["name"] == "N*"
            with pytest.raises(azdo.InvalidArgument):
                await client.builds.queue("p")

    asyncio.run(main())
    del service.asked[len(CALLS) :]
    was_asked(service)


def test_every_method_is_tried() -> None:
    tried = {(area, method) for area, method, *_ in CALLS}
    elsewhere = {("builds", name) for name in ("list", "get_json", "changes")} | {
        ("definitions", name) for name in ("list", "set_queue_status")
    }
    there_are = {
        (area, name)
        for area, kind in (("builds", azdo.Builds), ("definitions", azdo.Definitions))
        for name in vars(kind)
        if not name.startswith("_")
    }
    assert there_are == tried | elsewhere


def test_a_record_names_its_build_and_its_project(service: Service) -> None:
    written(service)
    with service.client() as client:
        build = client.builds.get(7, "p")
        client.builds.cancel(build)
        client.builds.logs(build, "other")
        definition = client.definitions.get(12, "p")
        client.builds.queue(definition=definition)
        wrong: Any = definition
        with pytest.raises(TypeError, match="build must be Build or int, not Definition"):
            client.builds.delete(wrong)
        with pytest.raises(TypeError, match="definition must be Definition or int, not str"):
            client.definitions.get("12")  # type: ignore[arg-type]
    assert [path for _, path, *_ in service.asked] == [
        "/fabrikam/p/_apis/build/builds/7", "/fabrikam/pid/_apis/build/builds/7",
        "/fabrikam/other/_apis/build/builds/7/logs", "/fabrikam/p/_apis/build/definitions/12",
        "/fabrikam/pid/_apis/build/builds",
    ]  # fmt: skip


def test_a_definition_is_disabled_and_nothing_else(service: Service) -> None:
    service.answers = {"/definitions/12": ("application/json", b'{"id": 12, "queueStatus": "enabled", "x": 1.50}')}
    with service.client() as client:
        client.definitions.set_queue_status(12, "Disabled", "p")
        assert client.definitions.set_queue_status(12, azdo.QueueStatus.ENABLED, "p").id == 12
        for status in ("", "gone", azdo.QueueStatus.NONE):
            with pytest.raises(azdo.InvalidArgument, match="enabled, paused or disabled"):
                client.definitions.set_queue_status(12, status, "p")
    # One that is so already is left alone.
    assert [method for method, *_ in service.asked] == ["GET", "PUT", "GET"]
    assert json.loads(service.asked[1][4]) == {"id": 12, "queueStatus": "disabled", "x": 1.5}
    assert b"1.50" in service.asked[1][4]


def test_what_cannot_be_written_is_refused(service: Service) -> None:
    written(service)
    with service.client() as client:
        for wrong, told in (
            ({}, "definition is missing"),
            ({"definition": 1, "sourcebranch": "main"}, "Did you mean sourceBranch"),
            ({"definition": 1, "reason": "manul"}, "Did you mean manual"),
        ):
            with pytest.raises(azdo.InvalidArgument) as caught:
                client.builds.queue("p", **wrong)  # type: ignore[arg-type]
            assert told in str(caught.value)
        with pytest.raises(azdo.InvalidArgument, match="nothing to change"):
            client.builds.update(7, "p")
        with pytest.raises(azdo.InvalidArgument, match="there are no tags"):
            client.builds.add_tags(7, [], "p")
        with pytest.raises(azdo.InvalidArgument, match="project is missing"):
            client.builds.timeline(7)
        with pytest.raises(azdo.InvalidArgument, match="not JSON"):
            client.definitions.create("{", "p")
        with pytest.raises(TypeError, match="tags must be str"):
            client.builds.add_tags(7, [7], "p")  # type: ignore[list-item]
    assert service.asked == []


def test_a_pipeline_that_the_service_will_not_run(service: Service) -> None:
    invalid = {**BUILD, "validationResults": [{"result": "error", "message": "no such file"}]}
    service.answers = {"/builds": answer(invalid)}
    with service.client() as client, pytest.raises(azdo.Rejected) as caught:
        client.builds.queue("p", definition=1)
    assert caught.value.cause == "pipeline_invalid" and "no such file" in str(caught.value)


Recorded = tuple[str, str, str, list[str], Any, Any]


def recordings(*kinds: str) -> Iterator[Recorded]:
    """Name, method, organization, path, body and answer of every recording of these kinds."""
    for path in sorted((SHARED / "recordings").glob("*.json")):
        if path.stem.rpartition("-")[0] in kinds:
            recorded = json.loads(path.read_text(encoding="utf-8"))
            place = urllib.parse.urlsplit(recorded["request"]["uri"])
            segments = [urllib.parse.unquote(part) for part in place.path.split("/")[1:]]
            of_host = place.netloc.endswith(".visualstudio.com")
            organization = place.netloc.split(".")[0] if of_host else segments.pop(0)
            sent = recorded["request"]["body"] or "null"
            answered = recorded["response"]["body"] or "null"
            method = recorded["request"]["method"]
            yield path.stem, method, organization, segments, json.loads(sent), json.loads(answered)


def recorded(*kinds: str) -> list[Recorded]:
    if not (SHARED / "recordings").is_dir():
        pytest.skip("no recordings of the real service beside the project")
    return list(recordings(*kinds))


def test_what_was_recorded_is_answered_by_records(sandbox: Start) -> None:
    exchanges = recorded("docs-timeline-get", "build-tags-list", "definition-get")
    host = sandbox("--replay", str(SHARED / "recordings")).url.rpartition("/")[0]
    assert len(exchanges) >= 15
    for name, _, organization, (project, *path), _, _ in exchanges:
        with azdo.Client(f"{host}/{organization}", "token", max_retries=0) as client:
            number = int(path[3])
            if "timeline" in name:
                timeline = client.builds.timeline(number, project)
                assert timeline.id and len(timeline) >= 3, name
                assert [record.id for record in timeline] == [record.to_dict()["id"] for record in timeline], name
            elif "tags" in name:
                assert all(client.builds.tags(number, project)), name
            else:
                definition = client.definitions.get(number, project)
                assert definition.id == number and definition.to_dict()["name"] == definition.name, name


def test_builds_are_queued_as_recorded(service: Service) -> None:
    ends = set()
    for name, _, _, (project, *_), sent, answered in recorded("build-queue"):
        service.answers = {"/builds": answer(answered)}
        service.asked.clear()
        with service.client() as client:
            branch = sent.get("sourceBranch")
            try:
                build = client.builds.queue(project, definition=sent["definition"]["id"], branch=branch)
                assert build.to_dict() == answered, name
                ends.add("queued")
            except azdo.Rejected as error:
                assert error.cause == "pipeline_invalid" and answered["validationResults"], name
                ends.add("invalid")
        ((method, _, _, _, body),) = service.asked
        # Other clients repeat all that they know of the definition; its id is what counts.
        expected = {**sent, "definition": {"id": sent["definition"]["id"]}}
        assert (method, json.loads(body)) == ("POST", expected), name
    assert "queued" in ends


def test_what_was_published_is_read(service: Service) -> None:
    folder = SHARED / "bodies"
    if not folder.is_dir():
        pytest.skip("no published bodies beside the project")

    def body(name: str) -> Any:
        return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["body"]

    service.answers = {
        "/timeline": answer(body("public-timeline-2026")),
        "/logs": answer(body("vsteam-Get-VSTeamBuildLog-Id568")),
        "/artifacts": answer(body("vsteam-Get-VSTeamBuildArtifact-Id568")),
        "/definitions": answer(body("vsteam-Get-BuildDefinition_AzD")),
    }
    with service.client() as client:
        timeline = client.builds.timeline(7, "p")
        kinds: list[tuple[Any, str, str]] = [
            (timeline, "public-timeline-2026", "records"),
            (client.builds.logs(7, "p"), "vsteam-Get-VSTeamBuildLog-Id568", "value"),
            (client.builds.artifacts(7, "p"), "vsteam-Get-VSTeamBuildArtifact-Id568", "value"),
            (client.definitions.list("p"), "vsteam-Get-BuildDefinition_AzD", "value"),
        ]
        for records, name, member in kinds:
            assert [record.to_dict() for record in records] == body(name)[member], name
    assert {record.state.word for record in timeline} <= {"completed", "inProgress", "pending"}


def test_a_queued_build_is_followed(service: Service) -> None:
    """The example."""
    record = {**TIMELINE["records"][0], "result": "failed"}
    service.answers = {
        "/builds": answer(BUILD),
        "/builds/7": answer({**BUILD, "status": "completed", "result": "failed"}),
        "/timeline": answer({"id": "t", "records": [record]}),
        "/logs": listed(LOG),
        "/logs/7": ("text/plain", "der Log".encode()),
    }
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT / "bindings" / "python"), "PYTHONIOENCODING": "utf-8", "AZDO_PAT": "token",
        "AZDO_ORGANIZATION_URL": service.url, "AZDO_PROJECT": "p",
    }  # fmt: skip
    command = [sys.executable, str(ROOT / "examples" / "python" / "queue_build.py"), "12", "refs/heads/main"]
    ended = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=60)
    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout.splitlines() == [
        "7 7.1 ", "failed                    42 lines  prüfen", "  warning: größe", "  error: x", "y", "  hint: ",
        "  : ", "der Log", "failed",
    ]  # fmt: skip
    assert json.loads(service.asked[0][4]) == {"definition": {"id": 12}, "sourceBranch": "refs/heads/main"}
