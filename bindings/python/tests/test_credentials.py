"""Credentials that are fetched: from git, the Azure CLI, Microsoft Entra, and other people's token providers."""

from __future__ import annotations

import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time
from typing import Any, Callable

import pytest

import azdo

from .conftest import ROOT, Sandbox

Start = Callable[..., Sandbox]


class Helper:
    """A credential helper of git's that writes down what it is asked, and gives the password in a file."""

    def __init__(self, folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        script = folder / "helper"
        script.write_text(f"""#!/bin/sh
pwd > {folder}/started-in
cd {folder}
echo $1 >> asked
cat > input.$1
[ $1 = get ] && [ -s password ] && printf 'username=me\\npassword=%s\\n' $(cat password)
[ $1 = erase ] && mv next password 2> /dev/null || true
{{ ls -l /proc/self/fd; }} > descriptors 2>&1
test ! -e slow || exec sleep 600
test ! -e slow-$1 || exec sleep 600
test ! -e leaves || sleep 600 &
""")
        script.chmod(0o755)
        monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
        monkeypatch.setenv("GIT_CONFIG_KEY_0", "credential.helper")
        monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(script))

    def has(self, password: str, after_erase: str | None = None) -> None:
        (self.folder / "password").write_text(password)
        if after_erase is not None:
            (self.folder / "next").write_text(after_erase)

    @property
    def asked(self) -> list[str]:
        file = self.folder / "asked"
        return file.read_text().split() if file.exists() else []

    def input(self, verb: str) -> str:
        return (self.folder / f"input.{verb}").read_text()


@pytest.fixture
def helper(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> Helper:
    return Helper(tmp_path, monkeypatch)


def processes_of(folder: pathlib.Path) -> list[int]:
    """Processes whose working directory this is."""
    found = []
    for process in pathlib.Path("/proc").iterdir():
        try:
            if process.name.isdigit() and os.readlink(process / "cwd") == str(folder):
                found.append(int(process.name))
        except OSError:
            continue
    return found


def listed(client: azdo.Client, project: str) -> int:
    return sum(1 for _ in client.builds.list(project))


def test_git_is_told_what_its_password_is_worth(sandbox: Start, helper: Helper) -> None:
    place = sandbox("--builds", "3")
    helper.has(place.pat)
    credential = azdo.Credential.from_git(place.url)
    assert (credential.source, helper.asked) == ("git credential", ["get"])
    assert place.url.split("/")[2] in helper.input("get")
    assert place.pat not in repr(credential)
    with azdo.Client(place.url, credential) as client:
        assert listed(client, place.project) == 3
        assert helper.asked == ["get", "store"]
        assert place.pat in helper.input("store")
        assert listed(client, place.project) == 3
    assert helper.asked == ["get", "store"]


def test_git_is_asked_again_after_a_refusal(sandbox: Start, helper: Helper) -> None:
    place = sandbox("--builds", "3")
    helper.has("wrong-password", after_erase=place.pat)
    with azdo.Client(place.url, azdo.Credential.from_git(place.url)) as client:
        assert listed(client, place.project) == 3
    assert helper.asked == ["get", "erase", "get", "store"]
    assert "wrong-password" in helper.input("erase")


def test_what_the_service_said_counts_where_git_has_no_other(sandbox: Start, helper: Helper) -> None:
    place = sandbox("--builds", "3")
    helper.has("wrong-password", after_erase="")
    with azdo.Client(place.url, azdo.Credential.from_git(place.url)) as client:
        with pytest.raises(azdo.Unauthenticated) as caught:
            client.builds.get(1001, place.project)
    assert (caught.value.cause, caught.value.http_status) == ("token_refused", 401)
    assert helper.asked == ["get", "erase", "get"]


def test_a_password_that_only_lacks_a_scope_is_kept(sandbox: Start, helper: Helper) -> None:
    place = sandbox("--builds", "3")
    helper.has(place.unscoped_pat)
    with azdo.Client(place.url, azdo.Credential.from_git(place.url)) as client:
        with pytest.raises(azdo.Forbidden):
            client.builds.get(1001, place.project)
    assert helper.asked == ["get"]


def test_git_without_a_password_does_not_ask_the_person(sandbox: Start, helper: Helper) -> None:
    place = sandbox("--builds", "3")
    began = time.monotonic()
    with pytest.raises(azdo.Unauthenticated) as caught:
        azdo.Credential.from_git(place.url)
    assert caught.value.cause == "credential_unavailable"
    assert "fatal: " in caught.value.message  # in the words of this version of git
    assert time.monotonic() - began < 20


def test_a_helper_that_hangs(sandbox: Start, helper: Helper) -> None:
    place = sandbox("--builds", "3")
    (helper.folder / "slow").touch()
    with pytest.raises(azdo.Timeout) as caught:
        azdo.Credential.from_git(place.url, timeout=0.3)
    assert "git did not answer within 300 ms" in caught.value.message

    cancel = azdo.Cancel()
    threading.Timer(0.3, cancel.signal).start()
    began = time.monotonic()
    with pytest.raises(azdo.Cancelled):
        azdo.Credential.from_git(place.url, cancel=cancel)
    assert time.monotonic() - began < 10

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        with pytest.raises(KeyboardInterrupt):
            azdo.Credential.from_git(place.url)
    finally:
        signal.signal(signal.SIGALRM, before)
    until = time.monotonic() + 5
    while left := processes_of(helper.folder):
        assert time.monotonic() < until, left
        time.sleep(0.01)


def test_what_was_approved_is_rejected_when_it_is_refused_later(sandbox: Start, helper: Helper) -> None:
    place = sandbox("--builds", "3", "--token-life", "1")
    application = (place.ready["tenant"], place.ready["client_id"], place.ready["client_secret"])
    issued = azdo.Credential.from_client_secret(*application, authority=place.ready["authority"])
    helper.has(issued.header().split(" ")[1], after_erase=place.pat)
    with azdo.Client(place.url, azdo.Credential.from_git(place.url)) as client:
        client.builds.get(1001, place.project)
        assert helper.asked == ["get", "store"]
        time.sleep(1.1)
        client.builds.get(1001, place.project)
    assert helper.asked == ["get", "store", "erase", "get", "store"]


def test_what_a_helper_leaves_behind_is_not_waited_for(sandbox: Start, helper: Helper) -> None:
    place = sandbox("--builds", "3")
    helper.has(place.pat)
    # It holds standard error; git itself waits for those that hold its helper's standard output.
    (helper.folder / "leaves").touch()
    script = helper.folder / "helper"
    script.write_text(script.read_text().replace("sleep 600 &", "sleep 600 > /dev/null &"))
    began = time.monotonic()
    try:
        azdo.Credential.from_git(place.url)
        assert time.monotonic() - began < 10
        assert all(thread.name == "MainThread" for thread in threading.enumerate())
        assert not any("azdo" in (task / "comm").read_text() for task in pathlib.Path("/proc/self/task").iterdir())
    finally:
        for process in processes_of(helper.folder):
            os.kill(process, signal.SIGKILL)


def test_a_helper_that_is_slow_to_hear_costs_no_answer(sandbox: Start, helper: Helper) -> None:
    place = sandbox("--builds", "3")
    helper.has(place.pat)
    (helper.folder / "slow-store").touch()
    with azdo.Client(place.url, azdo.Credential.from_git(place.url)) as client:
        began = time.monotonic()
        assert client.builds.get(1001, place.project).id == 1001
        assert time.monotonic() - began < 15
        assert client.builds.get(1001, place.project, timeout=5).id == 1001


def test_programs_do_not_run_where_the_host_happens_to_be(
    sandbox: Start, helper: Helper, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = sandbox("--builds", "3")
    helper.has(place.pat)
    monkeypatch.chdir(tmp_path)
    azdo.Credential.from_git(place.url)
    assert (tmp_path / "started-in").read_text() == "/\n"


def test_found_credentials_go_to_no_other_host(sandbox: Start, helper: Helper) -> None:
    place = sandbox("--builds", "3")
    helper.has(place.pat)
    credential = azdo.Credential.from_git("https://tfs.example.org/tfs/Collection")
    azdo.Client("https://tfs.example.org/tfs/Collection/project", credential).close()
    with pytest.raises(azdo.InvalidArgument, match="it is for https://tfs.example.org"):
        azdo.Client("https://dev.azure.com/fabrikam", credential)
    with azdo.Client("https://dev.azure.com/fabrikam", place.pat) as client:
        with pytest.raises(azdo.InvalidArgument):
            client.set_credential(credential)


def test_a_client_secret_is_in_no_error(tmp_path: pathlib.Path) -> None:
    from http.server import BaseHTTPRequestHandler, HTTPServer

    secret = "S3cret/with+all=of~it"

    class Echo(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            body = json.dumps({"error": "x", "error_description": f"AADSTS1: {sent} or {secret.upper()}"}).encode()
            self.send_response(400)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with pytest.raises(azdo.Unauthenticated) as caught:
            azdo.Credential.from_client_secret(
                "t", "c", secret, authority=f"http://127.0.0.1:{server.server_address[1]}"
            )
    finally:
        server.shutdown()
        server.server_close()
    assert "client_secret=***" in caught.value.message and "s3cret" not in str(caught.value).lower()


def test_the_hosts_descriptors_stay_with_it(sandbox: Start, helper: Helper) -> None:
    place = sandbox("--builds", "3")
    helper.has(place.pat)
    secret = helper.folder / "of-the-host"
    with secret.open("w") as file:
        os.set_inheritable(file.fileno(), True)
        azdo.Credential.from_git(place.url)
    assert "of-the-host" not in (helper.folder / "descriptors").read_text()


@pytest.mark.parametrize("reap", ["signal.SIG_IGN", "lambda *_: os.waitpid(-1, 0)"])
def test_a_host_that_takes_the_status_of_all_its_children(sandbox: Start, helper: Helper, reap: str) -> None:
    place = sandbox("--builds", "3")
    helper.has(place.pat)
    program = f"""
import os, signal, sys
import azdo
def reaped(*_):
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        pass
signal.signal(signal.SIGCHLD, signal.SIG_IGN if "SIG_IGN" in {reap!r} else reaped)
with azdo.Client({place.url!r}, azdo.Credential.from_git({place.url!r})) as client:
    print(client.builds.get(1001, {place.project!r}).id)
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "bindings/python")}
    output = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, timeout=60)
    assert (output.stdout, output.stderr) == (b"1001\n", b"")
    assert helper.asked == ["get", "store"]


def with_azure_cli(folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    (folder / "az").write_text(f"#!/bin/sh\necho \"$@\" >> {folder}/arguments\n{script}\n")
    (folder / "az").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


def test_the_azure_clis_token(sandbox: Start, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = sandbox("--builds", "3")
    answer = json.dumps({"accessToken": place.pat, "expires_on": int(time.time()) + 3600, "tokenType": "Bearer"})
    with_azure_cli(tmp_path, monkeypatch, f"echo '{answer}'")
    credential = azdo.Credential.from_azure_cli(tenant="fabrikam.example")
    assert credential.header() == f"Bearer {place.pat}"
    with azdo.Client(place.url, credential) as client:
        assert listed(client, place.project) == 3
    asked = (tmp_path / "arguments").read_text().splitlines()
    assert asked == [
        "account get-access-token --resource 499b84ac-1321-427f-aa17-267ca6975798 --output json --tenant fabrikam.example"
    ]


def test_nobody_signed_in_to_the_azure_cli(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_azure_cli(tmp_path, monkeypatch, "echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1")
    with pytest.raises(azdo.Unauthenticated) as caught:
        azdo.Credential.from_azure_cli()
    assert "Please run 'az login'" in caught.value.message and "az login" in caught.value.hint
    monkeypatch.setenv("PATH", ".:relative")
    with pytest.raises(azdo.LocalError) as missing:
        azdo.Credential.from_azure_cli()
    assert missing.value.cause == "program_failed"


def test_the_first_place_that_has_one(
    sandbox: Start, helper: Helper, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = sandbox("--builds", "3")
    for variable in ("AZDO_PAT", "AZURE_DEVOPS_EXT_PAT", "SYSTEM_ACCESSTOKEN"):
        monkeypatch.delenv(variable, raising=False)
    with pytest.raises(azdo.Unauthenticated) as caught:
        azdo.Credential.find(place.url, "environment", "azure_cli", "git")
    # Each place says why.
    for reason in ("no credential was given", "Azure DevOps Services alone", "git has no credential"):
        assert reason in caught.value.message
    assert caught.value.cause == "credential_missing"
    helper.has(place.pat)
    assert azdo.Credential.find(place.url, "environment", "git").source == "git credential"
    monkeypatch.setenv("SYSTEM_COLLECTIONURI", place.url)
    monkeypatch.setenv("AZDO_PAT", place.pat)
    assert azdo.Credential.find(place.url, "environment", "git").source == "AZDO_PAT"
    assert azdo.Credential.find(place.url).source == "AZDO_PAT"
    with pytest.raises(azdo.InvalidArgument, match="pocket"):
        azdo.Credential.find(place.url, "pocket")


class Token:
    def __init__(self, token: str, seconds: int) -> None:
        self.token = token
        self.expires_on = int(time.time()) + seconds


class Provider:
    """In the shape of azure.identity's."""

    def __init__(self, *tokens: Token | Exception) -> None:
        self.tokens = list(tokens)
        self.asked: list[tuple[str, ...]] = []

    def get_token(self, *scopes: str, **_: Any) -> Token:
        self.asked.append(scopes)
        token = self.tokens.pop(0) if len(self.tokens) > 1 else self.tokens[0]
        if isinstance(token, Exception):
            raise token
        return token


def test_a_providers_token_is_used_while_it_lasts(sandbox: Start) -> None:
    place = sandbox("--builds", "30")
    provider = Provider(Token(place.pat, 3600))
    with azdo.Client(place.url, provider) as client:
        assert provider.asked == []
        assert sum(1 for _ in client.builds.list(place.project, page_size=5)) == 30
        assert client.request("GET", "_apis/projects").json()["count"] == 3
        client.builds.get(1001, place.project)
    assert provider.asked == [("499b84ac-1321-427f-aa17-267ca6975798/.default",)]
    findings = azdo.diagnose(place.url, Provider(Token(place.pat, 3600)))
    assert all(finding.verdict != azdo.Verdict.PROBLEM for finding in findings)


def test_a_providers_token_is_replaced_before_its_end_and_after_a_refusal(sandbox: Start) -> None:
    place = sandbox("--builds", "3")
    provider = Provider(Token(place.pat, 240), Token("revoked", 3600), Token(place.pat, 3600))
    with azdo.Client(place.url, provider) as client:
        client.builds.get(1001, place.project)
        assert len(provider.asked) == 1
        # It has four minutes left: another is asked for, which turns out to be refused.
        builds = client.builds.list(place.project)
        assert next(builds).id and len(provider.asked) == 3
        client.builds.get(1001, place.project)
        assert len(provider.asked) == 3

    provider = Provider(Token("revoked", 3600))
    with azdo.Client(place.url, provider) as client:
        with pytest.raises(azdo.Unauthenticated):
            client.builds.get(1001, place.project)
        assert len(provider.asked) == 2
    provider = Provider(Token(place.pat, 3600))
    with azdo.Client(place.url, provider) as client:
        with pytest.raises(azdo.NotFound):
            client.builds.get(1, "no-such-project")
        assert len(provider.asked) == 1


def test_a_provider_that_fails(sandbox: Start) -> None:
    place = sandbox("--builds", "3")
    with azdo.Client(place.url, Provider(RuntimeError("nobody home"))) as client:
        with pytest.raises(RuntimeError, match="nobody home"):
            client.builds.get(1001, place.project)
    with pytest.raises(TypeError, match="get_token"):
        azdo.Client(place.url, 42)  # type: ignore[arg-type]


def test_client_credentials(sandbox: Start) -> None:
    place = sandbox("--builds", "3", "--tls")
    application = (place.ready["tenant"], place.ready["client_id"], place.ready["client_secret"])
    options = {"authority": place.ready["authority"], "ca_file": place.ca_file}
    credential = azdo.Credential.from_client_secret(*application, **options)
    assert credential.source == "client credentials"
    with azdo.Client(place.url, credential, ca_file=place.ca_file) as client:
        assert listed(client, place.project) == 3
    for index, code in enumerate(["AADSTS90002", "AADSTS700016", "AADSTS7000215"]):
        wrong = [*application]
        wrong[index] = "wrong-one"
        with pytest.raises(azdo.Unauthenticated) as caught:
            azdo.Credential.from_client_secret(*wrong, **options)
        assert (caught.value.cause, caught.value.message_code) == ("entra_refused", code)
        assert caught.value.hint and caught.value.activity_id
        assert application[2] not in str(caught.value)
    with pytest.raises(azdo.InvalidArgument, match="clear text"):
        azdo.Credential.from_client_secret(*application, authority="http://login.example.org")


def test_a_short_lived_token_is_fetched_anew(sandbox: Start) -> None:
    place = sandbox("--builds", "3", "--token-life", "1")
    application = (place.ready["tenant"], place.ready["client_id"], place.ready["client_secret"])
    credential = azdo.Credential.from_client_secret(*application, authority=place.ready["authority"])
    first = credential.header()
    time.sleep(1.1)
    with pytest.raises(azdo.Unauthenticated):
        credential.header()
    with azdo.Client(place.url, credential) as client:
        client.builds.get(1001, place.project)
    credential.renew()
    assert credential.header() != first


def test_every_mark_of_an_answer(sandbox: Start) -> None:
    place = sandbox("--builds", "3")
    with place.client() as client, pytest.raises(azdo.NotFound) as caught:
        client.builds.get(1001, "no-such-project")
    error = caught.value
    assert error.type_key == error.service_code and error.type_key.startswith("ProjectDoesNotExist")
    assert error.message_code in ("TF200016", "VS800075")
    assert error.activity_id and error.e2e_id and error.session_id
