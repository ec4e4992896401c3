"""Microsoft's own client for Python, as it comes, against the sandbox."""

from __future__ import annotations

import io
import json
import os
import pathlib
import subprocess
import urllib.request
import zipfile
from typing import Any, Iterator

import pytest

ROOT = pathlib.Path(__file__).parents[3]
SANDBOX = os.environ.get("AZDO_SANDBOX", str(ROOT / "target/debug/azdo-sandbox"))
PROJECT = "Fabrikam-Fiber"
PACE = 100


class Sandbox:
    def __init__(self, *arguments: str) -> None:
        command = [SANDBOX, "--clock", "manual", "--pace", str(PACE), *arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        self.ready = json.loads(self.process.stdout.readline())

    def advance(self, seconds: int) -> None:
        origin = self.ready["authority"]
        request = urllib.request.Request(f"{origin}/_sandbox/clock?advance={seconds}", method="POST")
        urllib.request.urlopen(request).read()

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)

    def clients(self) -> Any:
        from azure.devops.connection import Connection
        from msrest.authentication import BasicAuthentication

        connection = Connection(
            base_url=self.ready["organization_url"], creds=BasicAuthentication("", self.ready["pat"])
        )
        return connection.clients_v7_1


@pytest.fixture(params=["services", "server-2022", "server-2019"])
def sandbox(request: Any, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    # The client keeps the catalogue of routes in a file, by the URL, which the next sandbox may have again.
    monkeypatch.setenv("AZURE_DEVOPS_CACHE_DIR", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NO_PROXY", "*")
    from azure.devops import _file_cache
    from azure.devops.client import Client

    Client._locations_cache.clear()
    for cache in (_file_cache.OPTIONS_CACHE, _file_cache.RESOURCE_CACHE):
        cache.clear()
    sandbox = Sandbox("--builds", "120", "--flavour", request.param)
    yield sandbox
    sandbox.close()


def text(chunks: Any) -> str:
    return b"".join(chunks).decode()


def test_projects(sandbox: Sandbox) -> None:
    core = sandbox.clients().get_core_client()
    projects = core.get_projects()
    assert [project.name for project in projects] == [PROJECT, "Contoso Web", "Überbau"]
    assert core.get_projects(top=2, skip=2)[0].name == "Überbau"
    one = core.get_project(projects[2].id, include_capabilities=True)
    assert one.name == "Überbau" and one.capabilities["versioncontrol"]["sourceControlType"] == "Git"
    assert core.get_project("contoso web").id == projects[1].id
    assert [team.name for team in core.get_teams("Überbau")] == ["Überbau Team"]
    assert len(core.get_processes()) == 4
    with pytest.raises(Exception, match="TF200016"):
        core.get_project("No Such")


def test_builds_are_listed_and_read(sandbox: Sandbox) -> None:
    build = sandbox.clients().get_build_client()
    # The client drops the token of the next page, so that a page is as large as one asks for.
    ids = [one.id for one in build.get_builds(PROJECT, top=500, query_order="queueTimeDescending")]
    assert len(ids) == 120 and ids == sorted(ids, reverse=True)
    assert [one.id for one in build.get_builds(PROJECT, build_ids=ids[:3])] != []
    failed = build.get_builds(PROJECT, result_filter="failed", status_filter="completed")
    assert failed and {one.result for one in failed} == {"failed"}
    one = build.get_build(PROJECT, failed[0].id)
    assert one.build_number == failed[0].build_number and one.definition.name
    with pytest.raises(Exception, match="could not be found"):
        build.get_build(PROJECT, 99)

    timeline = build.get_build_timeline(PROJECT, one.id)
    by_type = {record.type for record in timeline.records}
    assert by_type == {"Stage", "Phase", "Job", "Task"}
    issues = [issue for record in timeline.records for issue in record.issues or []]
    assert [issue.type for issue in issues] == ["error"]
    logs = build.get_build_logs(PROJECT, one.id)
    assert logs and logs[0].line_count > 0
    lines = build.get_build_log_lines(PROJECT, one.id, logs[0].id)
    assert len(lines) == logs[0].line_count
    assert build.get_build_log_lines(PROJECT, one.id, logs[0].id, start_line=2, end_line=3) == lines[1:3]
    assert text(build.get_build_log(PROJECT, one.id, logs[0].id)).splitlines() == lines
    archive = zipfile.ZipFile(io.BytesIO(b"".join(build.get_build_logs_zip(PROJECT, one.id))))
    assert len(archive.namelist()) == len(logs) and archive.testzip() is None
    assert build.get_build_changes(PROJECT, one.id)[0].author.display_name
    build.get_build_work_items_refs(PROJECT, one.id)
    assert build.get_build_report(PROJECT, one.id).build_id == one.id


def test_a_build_runs_from_queue_to_end(sandbox: Sandbox) -> None:
    build = sandbox.clients().get_build_client()
    definition = build.get_definitions(PROJECT)[0]
    queued = build.queue_build(
        {"definition": {"id": definition.id}, "sourceBranch": "refs/heads/main", "parameters": '{"a":"b"}'}, PROJECT
    )
    assert queued.status == "notStarted" and queued.parameters == '{"a":"b"}'
    assert build.get_build_logs(PROJECT, queued.id) == []
    sandbox.advance(PACE // 10 + PACE // 2)
    running = build.get_build(PROJECT, queued.id)
    assert running.status == "inProgress" and running.start_time and not running.finish_time
    before = sum(log.line_count for log in build.get_build_logs(PROJECT, queued.id))
    sandbox.advance(PACE // 4)
    assert sum(log.line_count for log in build.get_build_logs(PROJECT, queued.id)) > before > 0
    states = {record.state for record in build.get_build_timeline(PROJECT, queued.id).records}
    assert states == {"completed", "inProgress", "pending"}
    sandbox.advance(PACE)
    ended = build.get_build(PROJECT, queued.id)
    assert (ended.status, ended.result) == ("completed", "succeeded") and ended.finish_time > ended.start_time
    assert build.get_builds(PROJECT, status_filter="completed", top=1)[0].id == queued.id

    artifacts = {artifact.name: artifact for artifact in build.get_artifacts(PROJECT, queued.id)}
    assert {artifact.resource.type for artifact in artifacts.values()} == {"Container", "PipelineArtifact"}
    content = b"".join(build.get_artifact_content_zip(PROJECT, queued.id, "drop"))
    assert len(content) == int(artifacts["drop"].resource.properties["artifactsize"])
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    with pytest.raises(Exception, match="was not found"):
        build.get_artifact(PROJECT, queued.id, "nothing")


def test_builds_are_changed(sandbox: Sandbox) -> None:
    build = sandbox.clients().get_build_client()
    queued = build.queue_build({"definition": {"id": 1}}, PROJECT)
    sandbox.advance(PACE // 2)
    assert build.update_build({"status": "cancelling"}, PROJECT, queued.id).status == "cancelling"
    sandbox.advance(2)
    assert build.get_build(PROJECT, queued.id).result == "canceled"
    build.update_stage({"state": "retry", "forceRetryAllJobs": True}, queued.id, "Build", PROJECT)
    sandbox.advance(2 * PACE)
    again = build.get_build(PROJECT, queued.id)
    assert again.result == "succeeded"
    timeline = build.get_build_timeline(PROJECT, queued.id)
    stage = next(record for record in timeline.records if record.type == "Stage" and record.name == "Build")
    assert stage.attempt == 2 and len(stage.previous_attempts) == 1
    earlier = build.get_build_timeline(PROJECT, queued.id, stage.previous_attempts[0].timeline_id)
    assert {record.attempt for record in earlier.records} == {1}

    assert build.add_build_tag(PROJECT, queued.id, "größer") == ["größer"]
    assert build.add_build_tags(["a", "b"], PROJECT, queued.id) == ["größer", "a", "b"]
    assert build.delete_build_tag(PROJECT, queued.id, "a") == ["größer", "b"]
    assert build.get_build_tags(PROJECT, queued.id) == ["größer", "b"]
    assert [one.id for one in build.get_builds(PROJECT, tag_filters=["größer"])] == [queued.id]
    kept = build.update_build({"keepForever": True, "buildNumber": "1.2"}, PROJECT, queued.id)
    assert kept.keep_forever and build.get_build(PROJECT, queued.id).build_number == "1.2"
    with pytest.raises(Exception, match="retained"):
        build.delete_build(PROJECT, queued.id)
    build.update_build({"keepForever": False}, PROJECT, queued.id)
    build.delete_build(PROJECT, queued.id)
    with pytest.raises(Exception, match="could not be found"):
        build.get_build(PROJECT, queued.id)
    invalid = build.queue_build({"definition": {"id": 1}, "sourceBranch": "refs/heads/none"}, PROJECT)
    assert invalid.status == "cancelling" and invalid.validation_results[0].result == "error"


def test_definitions_and_folders(sandbox: Sandbox) -> None:
    build = sandbox.clients().get_build_client()
    listed = build.get_definitions(PROJECT, name="fabrikam*")
    assert [one.name for one in listed] == ["Fabrikam CI"]
    whole = build.get_definition(PROJECT, listed[0].id, include_latest_builds=True)
    assert whole.repository.type == "TfsGit" and whole.revision == 4
    made = build.create_definition(
        {"name": "Größer", "path": "\\Neu", "process": {"type": 2, "yamlFilename": "a.yml"}}, PROJECT
    )
    assert made.revision == 1 and made.path == "\\Neu"
    made.queue_status = "paused"
    changed = build.update_definition(made, PROJECT, made.id)
    assert changed.revision == 2 and build.get_definition(PROJECT, made.id).queue_status == "paused"
    with pytest.raises(Exception, match="has been changed"):
        build.update_definition(made, PROJECT, made.id)
    with pytest.raises(Exception, match="already exists"):
        build.create_definition({"name": "größer", "path": "\\Neu"}, PROJECT)
    assert [one.revision for one in build.get_definition_revisions(PROJECT, made.id)] == [1, 2]
    assert "trigger" in build.get_definition_yaml(PROJECT, made.id).yaml
    build.delete_definition(PROJECT, made.id)
    with pytest.raises(Exception, match="does not exist"):
        build.get_definition(PROJECT, made.id)

    build.create_folder({"description": "new"}, PROJECT, "\\Neu\\Sub")
    assert "\\Neu\\Sub" in [folder.path for folder in build.get_folders(PROJECT)]
    build.update_folder({"path": "\\Neu\\Other"}, PROJECT, "\\Neu\\Sub")
    build.delete_folder(PROJECT, "\\Neu\\Other")
    assert all("Neu" not in folder.path for folder in build.get_folders(PROJECT))


def test_settings_leases_and_properties(sandbox: Sandbox) -> None:
    build = sandbox.clients().get_build_client()
    assert build.update_build_general_settings({"enforceJobAuthScope": False}, PROJECT).enforce_job_auth_scope is False
    assert build.get_build_general_settings(PROJECT).enforce_job_auth_scope is False
    build.update_retention_settings({"runRetention": {"value": 99}}, PROJECT)
    assert build.get_retention_settings(PROJECT).purge_runs.value == 99
    newest = build.get_builds(PROJECT, top=1)[0]
    lease = build.add_retention_leases(
        [{"daysValid": 5, "definitionId": newest.definition.id, "ownerId": "User:me", "runId": newest.id}], PROJECT
    )[0]
    assert build.get_retention_lease(PROJECT, lease.lease_id).run_id == newest.id
    assert len(build.get_retention_leases_for_build(PROJECT, newest.id)) == 1
    build.delete_retention_leases_by_id(PROJECT, [lease.lease_id])
    assert build.get_retention_leases_for_build(PROJECT, newest.id) == []
    build.update_build_properties([{"op": "add", "path": "/a", "value": "b"}], PROJECT, newest.id)
    assert build.get_build_properties(PROJECT, newest.id)["value"]["a"]["$value"] == "b"


def test_a_wrong_token_is_refused(sandbox: Sandbox) -> None:
    sandbox.ready["pat"] = "x" * 52
    with pytest.raises(Exception, match="401|authenticat"):
        sandbox.clients().get_core_client().get_projects()
