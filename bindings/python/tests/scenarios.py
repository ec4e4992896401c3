"""The scenarios' calls in Python: see tests/scenarios/README.md."""

from __future__ import annotations

import json
import sys
from typing import Any

import azdo

BUILD = """flags id definition_id status result queue_time_ns start_time_ns finish_time_ns last_changed_time_ns
    build_number status_name result_name reason priority definition_name project_id project_name source_branch
    source_version repository_id repository_type requested_for_name requested_for_unique_name requested_by_name
    queue_name uri url web_url json queue_id pool_id pool_name requested_for_id requested_by_id
    requested_by_unique_name last_changed_by_id last_changed_by_name last_changed_by_unique_name""".split()
PROJECT = "flags revision last_update_time_ns id name description state visibility url json".split()
REFERENCE = """kind organization_url organization_name project repository definition_id build_id log_id artifact_name
    job_id task_id web_url api_url""".split()
NUMBERS = {"definition_id", "build_id", "log_id"}
SECONDS = {
    f"{name}_ms": name
    for name in "timeout resolve_timeout connect_timeout tls_timeout first_byte_timeout idle_timeout".split()
}


def line(key: str, value: object) -> None:
    text = str(value).replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    print(key, text)


def unescaped(value: str) -> str:
    letters = iter(value)
    known = {"n": "\n", "r": "\r", "t": "\t"}
    return "".join(known.get(next(letters), "\\") if letter == "\\" else letter for letter in letters)


def reference(one: azdo.Reference) -> None:
    line("record", "")
    for name in REFERENCE:
        value = getattr(one, name)
        absent = 0 if name in NUMBERS else ""
        line(name, absent if value is None else int(value) if isinstance(value, int) else value)


def record(one: azdo.Build | azdo.Project) -> None:
    line("record", "")
    for name in BUILD if isinstance(one, azdo.Build) else PROJECT:
        if name == "flags":
            flags = ("keep_forever", "retained_by_release", "deleted")
            line(name, sum(2**bit * getattr(one, flag, 0) for bit, flag in enumerate(flags)))
        else:
            value = getattr(one, name)
            line(name, int(value) if isinstance(value, int) else value)


def answered(response: azdo.Response, timeout: float | None) -> None:
    line("http_status", response.status)
    line("content_type", response.header("Content-Type"))
    line("value", response.body(timeout=timeout).decode())


def forced(params: dict[str, Any]) -> dict[str, Any]:
    """With what type checkers ask for where no operation is named."""
    return {"force": (), **params}


class Call:
    def __init__(self, lines: list[tuple[str, str]]) -> None:
        self.lines = lines

    def get(self, key: str) -> str | None:
        return next((value for known, value in self.lines if known == key), None)

    def text(self, key: str) -> str:
        return self.get(key) or ""

    def pairs(self, key: str) -> dict[str, str]:
        pairs = (value.partition("=") for known, value in self.lines if known == key)
        return {name: value for name, _, value in pairs}

    def timeout(self) -> float | None:
        milliseconds = self.get("deadline_ms")
        return None if milliseconds is None else int(milliseconds) / 1000

    def options(self) -> dict[str, Any]:
        options: dict[str, Any] = {}
        for name, value in self.pairs("option").items():
            options[SECONDS.get(name, name)] = int(value) / 1000 if name in SECONDS else value
        return options

    def credential(self) -> azdo.Credential | None:
        pat = self.get("pat")
        return None if pat is None else azdo.Credential.pat(pat, self.get("user"))

    def client(self) -> azdo.Client:
        return azdo.Client(self.text("url"), self.credential(), **self.options())


def run(call: Call) -> None:
    name = call.text("call")
    timeout = call.timeout()
    if name == "basic_auth_header":
        line("value", azdo.basic_auth_header(call.text("pat"), call.get("user")))
        return
    if name == "get_builds":
        where = call.text("url"), call.text("pat"), call.get("project"), call.get("user")
        line("value", azdo.get_builds(*where, timeout=timeout))
        return
    if name == "reference_parse":
        reference(azdo.Reference.parse(call.text("url")))
        return
    if name == "diagnose":
        for finding in azdo.diagnose(call.text("url"), call.credential(), **call.options()):
            line("record", "")
            line("verdict", int(finding.verdict))
            line("check", finding.check)
            line("text", finding.text)
            line("hint", finding.hint)
        return
    with call.client() as client:
        params: dict[str, Any] = call.pairs("param")
        if name == "builds_get_json":
            line("value", client.builds.get_json(call.get("project"), timeout=timeout))
        elif name == "builds_list":
            for build in client.builds.list(timeout=timeout, **params):
                record(build)
        elif name == "builds_pages":
            for page in client.builds.list(timeout=timeout, **params).by_page():
                line("page", len(page))
                for build in page:
                    record(build)
        elif name == "build_get":
            record(client.builds.get(int(call.text("id")), call.get("project"), timeout=timeout))
        elif name == "projects_list":
            for project in client.projects.list(timeout=timeout, **params):
                record(project)
        elif name == "request":
            sent = call.get("body")
            body = None if sent is None else sent.encode()
            with client.request(
                call.text("method"), call.text("path"), headers=call.pairs("header"), body=body, timeout=timeout
            ) as response:
                answered(response, timeout)
        elif name == "call":
            with client.stream(call.text("operation"), body=call.get("body"), timeout=timeout, **forced(params)) as response:
                answered(response, timeout)
        elif name == "items":
            for item in client.items(call.text("operation"), timeout=timeout, **forced(params)):
                line("record", "")
                line("json", json.dumps(item, ensure_ascii=False, separators=(",", ":")))
        else:
            raise LookupError(name)


def main() -> None:
    lines: list[tuple[str, str]] = []
    for text in sys.stdin:
        key, separator, value = text.rstrip("\n").partition(" ")
        if separator:
            lines.append((key, unescaped(value)))
            continue
        try:
            run(Call(lines))
        except azdo.Error as error:
            line("error_status", azdo.Status(error.status).name)
            line("error_cause", error.cause)
            line("error_message", error.message)
            line("error_hint", error.hint)
            line("error_text", error)
            line("error_http_status", error.http_status)
            line("error_service_code", error.service_code)
            line("error_type_key", error.type_key)
            line("error_message_code", error.message_code)
            line("error_activity_id", error.activity_id)
            line("error_e2e_id", error.e2e_id)
            line("error_session_id", error.session_id)
            line("error_edge_ref", error.edge_ref)
            line("error_retry_after_ms", -1 if error.retry_after is None else round(error.retry_after * 1000))
            line("error_is_retriable", int(error.is_retriable))
        print(flush=True)
        lines = []


if __name__ == "__main__":
    main()
