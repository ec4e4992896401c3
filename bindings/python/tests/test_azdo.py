"""The package as its users meet it, against the sandbox."""

from __future__ import annotations

import base64
import datetime
import decimal
import gc
import json
import os
import pathlib
import pickle
import re
import shutil
import subprocess
import sys
import threading
import time
import types
from typing import Any, Callable

import pytest

import azdo
from azdo._library import library as loaded

from .conftest import Sandbox, Service

Start = Callable[..., Sandbox]
PACKAGE = pathlib.Path(__file__).resolve().parents[1]
SECRET = "planted-secret-4f1c77d0"


def python(code: str, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *options, "-c", code],
        env={**os.environ, "PYTHONPATH": str(PACKAGE), **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("user", "pat"),
    [(None, "token"), ("", "token"), ("jörg", "tökén"), ("u", "a:b:c"), (None, "x" * 84), ("漢字", "é")],
)
def test_header_is_what_rfc_7617_says(user: str | None, pat: str) -> None:
    expected = base64.b64encode(f"{user or ''}:{pat}".encode()).decode()
    assert azdo.basic_auth_header(pat, user) == f"Basic {expected}"
    assert azdo.basic_auth_header(f" {pat}\r\n", user) == f"Basic {expected}"


@pytest.mark.parametrize("pat", ["", f"{SECRET}\n{SECRET}", f"{SECRET}\0", f"{SECRET}\ud800", f"{SECRET}\x7f"])
def test_what_cannot_be_a_token_is_refused_unseen(pat: str) -> None:
    with pytest.raises(azdo.InvalidArgument) as caught:
        azdo.basic_auth_header(pat)
    assert isinstance(caught.value, ValueError)
    shown = repr(caught.value) + str(caught.value) + repr(caught.value.__context__)
    assert SECRET not in shown


def test_credentials_become_headers() -> None:
    assert azdo.Credential.pat("token", "me").header() == azdo.basic_auth_header("token", "me")
    soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
    for expires_at in (None, soon, soon.timestamp()):
        credential = azdo.Credential.bearer(SECRET, expires_at)
        assert credential.header() == "Bearer " + SECRET
        assert credential.source == "bearer token" and SECRET not in repr(credential)
    with pytest.raises(azdo.Unauthenticated) as caught:
        azdo.Credential.bearer(SECRET, 1.5).header()
    assert caught.value.status is azdo.Status.UNAUTHENTICATED and caught.value.cause == "token_expired"


def test_numbers_are_not_cut() -> None:
    assert azdo.Credential.bearer(SECRET, datetime.datetime.max.replace(tzinfo=datetime.timezone.utc)).header()
    with azdo.Client("http://127.0.0.1:9/c", SECRET) as client, pytest.raises(azdo.InvalidArgument):
        client.builds.get(2**64 + 1, "p")


def test_a_list_in_the_hands_of_many_threads(sandbox: Start) -> None:
    service = sandbox("--builds", "600", "--projects", "1")
    listed: list[int] = []
    other: list[BaseException] = []
    switching = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with service.client() as client:
            builds = client.builds.list(service.project, page_size=2)

            def work() -> None:
                while True:
                    try:
                        listed.append(next(builds).id)
                    except azdo.InvalidState:
                        continue
                    except StopIteration:
                        return
                    except BaseException as error:
                        other.append(error)
                        return

            threads = [threading.Thread(target=work) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
    finally:
        sys.setswitchinterval(switching)
    assert not other and len(listed) == len(set(listed)) == 600


def test_an_error_does_not_end_a_list(sandbox: Start) -> None:
    service = sandbox("--builds", "30", "--projects", "1", "--fault", "status=409@builds#2")
    with service.client() as client:
        pages = client.builds.list(service.project, page_size=10).by_page()
        sizes = [len(next(pages))]
        with pytest.raises(azdo.Conflict):
            next(pages)
        assert sizes + [len(page) for page in pages] == [10, 10, 10]


def test_a_time_is_rounded_up_whatever_number_it_is() -> None:
    from azdo._boundary import milliseconds

    for seconds, expected in [(0.0004, 1), (1, 1000), (1.0005, 1001), (0.0, 0), (-1.0, -1000)]:
        for number in (seconds, decimal.Decimal(str(seconds))):
            assert milliseconds(number, "timeout") == expected, number  # type: ignore[arg-type]


def test_spans_are_rounded_up_and_may_never_end(sandbox: Start) -> None:
    service = sandbox("--builds", "1")
    with service.client(timeout=float("inf"), connect_timeout=0.0004) as client:
        assert client.builds.get(1001, service.project, timeout=float("inf")).id == 1001
    for wrong in (float("nan"), -1.0):
        with pytest.raises(azdo.InvalidArgument):
            service.client(timeout=wrong)


def test_a_wrong_argument_is_named(service: Service) -> None:
    number, moment = "must be a number of seconds, not str", "must be an aware datetime or seconds since 1970, not str"
    wrong: Any = 5
    exact: Any = decimal.Decimal(20)

    class Provider:
        def get_token(self, *scopes: str) -> Any:
            return types.SimpleNamespace(token=SECRET, expires_on="soon")

    with service.client() as client, azdo.Client(service.url, Provider(), allow_http=True) as other:
        with client.request("GET", "_apis/projects") as response:
            calls: list[tuple[Callable[[], object], str]] = [
                (lambda: client.builds.get(1, "p", cancel=wrong), "cancel must be azdo.Cancel, not int"),
                (lambda: next(client.builds.list("p", cancel=wrong)), "cancel must be azdo.Cancel, not int"),
                (lambda: client.builds.get(1, "p", timeout="1"), f"timeout {number}"),  # type: ignore[arg-type]
                (lambda: client.call("Projects - List", timeout="1"), f"timeout {number}"),  # type: ignore[call-overload]
                (lambda: service.client(idle_timeout="1"), f"idle_timeout {number}"),
                (lambda: azdo.Cancel().after("1"), f"seconds {number}"),  # type: ignore[arg-type]
                (lambda: response.read(None), "size must be int, not NoneType"),  # type: ignore[arg-type]
                (lambda: azdo.Credential.bearer(SECRET, "soon"), f"expires_at {moment}"),  # type: ignore[arg-type]
                (lambda: other.builds.get(1, "p"), f"expires_on {moment}"),
                (lambda: azdo.diagnose(service.url, nope=1), r"diagnose\(\) got an unexpected keyword argument 'nope'"),
                (
                    lambda: azdo.Credential.from_client_secret("t", "i", SECRET, nope=1),
                    r"from_client_secret\(\) got an unexpected keyword argument 'nope'",
                ),
            ]
            for call, told in calls:
                with pytest.raises(TypeError, match=f"^{told}$"):
                    call()
        for call in (
            lambda: client.builds.get(1, "p", timeout=float("nan")),
            lambda: client.call("Projects - List", timeout=float("nan")),
            lambda: service.client(timeout=float("nan")),
        ):
            with pytest.raises(azdo.InvalidArgument, match="^timeout is not a number$"):
                call()
        for past in (-1, float("-inf")):
            with pytest.raises(azdo.Timeout):
                client.builds.get(1, "p", timeout=past)
        assert client.call("Projects - List", timeout=exact) == {"count": 0, "value": []}


def test_records_without_their_json(sandbox: Start) -> None:
    service = sandbox("--builds", "1")
    with service.client(keep_json=False) as client:
        build = client.builds.get(1001, service.project)
        assert build.json == "" and build.build_number
        with pytest.raises(azdo.InvalidState, match="keep"):
            build.to_dict()


def test_what_cannot_be_sent_is_refused(sandbox: Start) -> None:
    service = sandbox("--builds", "3")
    with service.client() as client:
        with pytest.raises(TypeError, match="encode"):
            client.request("POST", "_apis/x", body="text")  # type: ignore[arg-type]
        for body in (None, b"", bytearray(b"{}"), memoryview(b"{}")):
            with pytest.raises(azdo.Error) as caught:
                client.request("POST", "_apis/resourceAreas", body=body)
            assert caught.value.http_status == 405, caught.value
        with pytest.raises(TypeError, match="not int"):
            client.set_credential(5)  # type: ignore[arg-type]
        build = client.builds.get(1001, service.project)
        with pytest.raises(TypeError, match="to_dict"):
            pickle.dumps(build)
        with pytest.raises(TypeError, match="Build is part of a page"):
            azdo.Build(None, 0)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="parameters must map names to values, not be str"):
            client.builds.queue(service.project, definition=1, parameters='{"a": 1}')  # type: ignore[arg-type]
        with client.request("GET", "_apis/projects") as response:
            assert response.read(0) == b"" and response.read(1) == b"{" and response.read(-1).endswith(b"}")
        page = next(client.builds.list(service.project).by_page())
    assert page[0] == page[0] != page[1] and len({page[0], page[0], page[1]}) == 2


def test_a_forked_child_has_connections_of_its_own(sandbox: Start) -> None:
    service = sandbox("--builds", "60", "--projects", "1")
    code = f"""
import azdo, multiprocessing, os
client = azdo.Client({service.url!r}, {service.pat!r})
def ask(build):
    return build, client.builds.get(build, {service.project!r}).id
ask(1001)
with multiprocessing.get_context("fork").Pool(4) as pool:
    asked = pool.map(ask, list(range(1001, 1061)) * 3)
print(all(wanted == got for wanted, got in asked), len(asked), ask(1002))
client.close()
"""
    ended = python(code)
    assert ended.stdout.strip() == "True 180 (1002, 1002)", ended.stdout + ended.stderr


def test_every_build_over_all_pages(sandbox: Start) -> None:
    service = sandbox("--builds", "45", "--projects", "1")
    with service.client() as client:
        whole = [build.id for build in client.builds.list(service.project)]
        assert len(whole) == len(set(whole)) == 45
        for size in (1, 44, 45, 46):
            assert [build.id for build in client.builds.list(service.project, page_size=size)] == whole
        assert [build.id for build in client.builds.list(service.project, top=7, page_size=3)] == whole[:7]
        pages = list(client.builds.list(service.project, page_size=20).by_page())
        assert [len(page) for page in pages] == [20, 20, 5]
        rest = client.builds.list(service.project, page_size=20, continuationToken=pages[0].token)
        assert [build.id for build in rest] == whole[20:]
        assert pages[-1].token == ""
        assert [build.id for build in pages[0][1:3]] == whole[1:3] and pages[0][-1].id == whole[19]


def test_records_say_what_the_json_says(sandbox: Start) -> None:
    service = sandbox("--builds", "40", "--projects", "1")
    with service.client() as client:
        builds = list(client.builds.list(service.project))
    del client
    gc.collect()
    for build in builds:
        sent = build.to_dict()
        assert build.id == sent["id"]
        assert build.build_number == sent["buildNumber"]
        assert build.definition_name == sent["definition"]["name"]
        assert build.source_branch == sent["sourceBranch"]
        assert build.status.word == sent["status"]
        assert build.result.word == sent.get("result", "none")
        assert build.project_name == service.project
        if "finishTime" in sent:
            assert build.finish_time is not None
            assert build.finish_time.tzinfo is datetime.timezone.utc
            assert build.finish_time.isoformat()[:19] == sent["finishTime"][:19]
        else:
            assert build.finish_time is None
        assert str(build.id) in repr(build)
    assert any(not build.definition_name.isascii() for build in builds)


def test_filters_have_the_references_names(sandbox: Start) -> None:
    service = sandbox("--builds", "60", "--projects", "1")
    with service.client() as client:
        failed = list(client.builds.list(service.project, resultFilter=azdo.BuildResult.FAILED))
        assert failed and all(build.result is azdo.BuildResult.FAILED for build in failed)
        wanted = [build.id for build in failed[:3]]
        assert sorted(b.id for b in client.builds.list(service.project, buildIds=wanted)) == sorted(wanted)
        since = failed[0].queue_time
        later = client.builds.list(service.project, minTime=since, queryOrder="queueTimeAscending")
        assert failed[0].id in {build.id for build in later}
        with pytest.raises(azdo.InvalidArgument, match="resultFilter"):
            client.builds.list(service.project, resultfilter="failed")
        with pytest.raises(azdo.InvalidArgument, match="time zone"):
            client.builds.list(service.project, minTime=datetime.datetime(2026, 1, 1))


def test_the_other_jobs(sandbox: Start) -> None:
    service = sandbox("--builds", "5")
    body = json.loads(azdo.get_builds(service.url, service.pat, service.project))
    assert body["count"] == len(body["value"]) == 5
    with service.client() as client:
        first = body["value"][0]["id"]
        assert client.builds.get(first, service.project).id == first
        assert json.loads(client.builds.get_json(service.project)) == body
        assert service.project in [project.name for project in client.projects.list()]
        with client.request("GET", "_apis/projects", headers={"Accept": "application/json"}) as response:
            assert response.status == 200
            assert response.header("CONTENT-type").startswith("application/json")
            start = response.read(5)
            assert json.loads(start + response.body())["count"] == 3


FAULTS: list[tuple[str, type[azdo.Error]]] = [
    ("html", azdo.ProtocolError),
    ("broken-json", azdo.ProtocolError),
    ("cut", azdo.NetworkError),
    ("reset", azdo.NetworkError),
    ("redirect-signin", azdo.Unauthenticated),
    ("status=403", azdo.Forbidden),
    ("status=409", azdo.Conflict),
    ("status=400", azdo.Rejected),
    ("status=503", azdo.Unavailable),
    ("throttle=7", azdo.Throttled),
]


@pytest.mark.parametrize(("fault", "kind"), FAULTS)
def test_failures_are_exceptions_by_status(sandbox: Start, fault: str, kind: type[azdo.Error]) -> None:
    service = sandbox("--builds", "30", "--fault", fault)
    with service.client() as client, pytest.raises(kind) as caught:
        list(client.builds.list(service.project))
    error = caught.value
    assert type(error) is kind and error.status == kind.status
    assert error.message in str(error) and error.hint in str(error) and error.cause
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind and str(copy) == str(error) and copy.cause == error.cause
    if kind is azdo.Throttled:
        assert error.retry_after == 7


@pytest.mark.parametrize(("pat", "http_status"), [(SECRET, 401), ("signin203", 203)])
def test_a_token_that_is_not_accepted(sandbox: Start, pat: str, http_status: int) -> None:
    service = sandbox("--builds", "3")
    with service.client(pat) as client, pytest.raises(azdo.Unauthenticated) as caught:
        list(client.builds.list(service.project))
    assert caught.value.http_status == http_status
    assert "token" in caught.value.hint
    shown = repr(client) + repr(caught.value) + str(caught.value) + repr(azdo.Credential.pat(pat))
    assert SECRET not in shown


def test_other_failures(sandbox: Start, tmp_path: pathlib.Path) -> None:
    service = sandbox("--builds", "3", "--tls")
    with service.client() as client:
        assert len(list(client.builds.list(service.project))) == 3
        with pytest.raises(azdo.NotFound) as caught:
            list(client.builds.list("no such project"))
        assert caught.value.cause == "project_not_found"
    with azdo.Client(service.url, SECRET) as client, pytest.raises(azdo.TlsError):
        client.builds.get_json(service.project)
    with azdo.Client("http://127.0.0.1:1/c", SECRET) as client, pytest.raises(ConnectionError):
        client.builds.get_json("p")
    with azdo.Client("https://nobody.invalid/c", SECRET) as client, pytest.raises(azdo.NetworkError):
        client.builds.get_json("p")
    with pytest.raises(OSError):
        azdo.Client(service.url, SECRET, ca_file=tmp_path / "none.pem")
    with service.client(max_body_bytes=10) as client, pytest.raises(azdo.LimitExceeded):
        client.builds.get_json(service.project)


def test_bounds_are_named(sandbox: Start) -> None:
    service = sandbox("--builds", "30")
    bounds: dict[str, Any] = {
        "max_body_bytes": 1000,
        "max_header_bytes": 100,
        "max_json_depth": 1,
        "max_page_records": 29,
        "max_pages": 2,
    }
    for name, bound in bounds.items():
        with service.client(**{name: bound}) as client, pytest.raises(azdo.LimitExceeded) as caught:
            list(client.builds.list(service.project, page_size=30 if name == "max_page_records" else 10))
        assert name in str(caught.value)
    with pytest.raises(azdo.InvalidArgument, match="max_redirects"):
        service.client(max_redirects=-1)


def test_the_network_of_a_company(sandbox: Start) -> None:
    service = sandbox("--builds", "3", "--client-cert")
    with service.client() as client, pytest.raises(azdo.TlsError, match="client_cert_file"):
        client.builds.get_json(service.project)
    files: dict[str, Any] = {name: pathlib.Path(path) for name, path in service.client_files.items()}
    with service.client(**files) as client:
        assert len(list(client.builds.list(service.project))) == 3
    with pytest.raises(OSError, match="client_key_file"):
        service.client(client_cert_file=files["client_cert_file"])
    with service.client(proxy="http://me:planted@127.0.0.1:1") as client:
        with pytest.raises(azdo.NetworkError, match="the proxy 127.0.0.1:1 of the client option proxy") as caught:
            client.builds.get_json(service.project)
        assert "planted" not in f"{caught.value}{client!r}"
    with service.client(proxy="", **files) as client:
        assert len(list(client.builds.list(service.project))) == 3


def test_waiting_ends_from_outside(sandbox: Start) -> None:
    service = sandbox("--fault", "stall-headers")
    with service.client() as client:
        with pytest.raises(TimeoutError):
            client.builds.get_json(service.project, timeout=0.1)
        cancel = azdo.Cancel()
        threading.Timer(0.1, cancel.signal).start()
        began = time.monotonic()
        with pytest.raises(azdo.Cancelled):
            client.builds.get_json(service.project, cancel=cancel)
        assert time.monotonic() - began < 20
        with pytest.raises(TypeError):
            client.builds.get_json(service.project, cancel=cancel, timeout=1)


def test_signals_end_a_call_at_once(sandbox: Start) -> None:
    service = sandbox("--fault", "stall-headers")
    code = f"""
import azdo, os, signal, threading, time
client = azdo.Client({service.url!r}, {service.pat!r})

def ended(handler, number, expected):
    before = signal.signal(number, handler) if handler else signal.getsignal(number)
    began = time.monotonic()
    threading.Timer(0.3, os.kill, (os.getpid(), number)).start()
    try:
        list(client.builds.list({service.project!r}))
    except expected:
        late = time.monotonic() - began - 0.3
        assert late < 3, late
        assert signal.getsignal(number) is (handler or before)
        return
    raise AssertionError("it was not ended")

def impatient(number, frame):
    raise LookupError

ended(None, signal.SIGINT, KeyboardInterrupt)
ended(impatient, signal.SIGALRM, LookupError)
heard = []
cancel = azdo.Cancel()
signal.signal(signal.SIGUSR1, lambda number, frame: (heard.append(number), cancel.signal()))
threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGUSR1)).start()
try:
    client.builds.get(1, {service.project!r}, cancel=cancel)
except azdo.Cancelled:
    print("cancelled by a handler", len(heard))
client.close()
print(threading.active_count())
"""
    ended = python(code)
    assert ended.stdout == "cancelled by a handler 1\n1\n" and not ended.stderr, ended.stdout + ended.stderr


def test_signals_at_any_moment(sandbox: Start) -> None:
    place = sandbox("--builds", "3")
    code = f"""
import random, signal, time
import azdo

class Now(BaseException):
    pass

def raising(*_):
    raise Now

signal.signal(signal.SIGALRM, raising)
chance = random.Random(7)
until = time.monotonic() + 4
hit = 0
with azdo.Client({place.url!r}, {place.pat!r}) as client:
    while time.monotonic() < until:
        try:
            signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.00003, 0.0012))
            try:
                client.builds.get(1001, {place.project!r})
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
        except Now:
            hit += 1
    assert client.builds.get(1001, {place.project!r}).id == 1001
assert hit > 100, hit
print("sound")
"""
    assert python(code, "-X", "faulthandler").stdout == "sound\n"


def test_a_child_forked_in_the_middle_of_the_first_handshake(sandbox: Start) -> None:
    place = sandbox("--builds", "3", "--tls")
    code = f"""
import os, socket, threading, time
import azdo

# A child of what is in the middle of libc's first lookup may have none of its own.
socket.getaddrinfo("localhost", 1)

client = azdo.Client({place.url!r}, {place.pat!r}, ca_file={place.ca_file!r})
thread = threading.Thread(target=lambda: client.builds.get(1001, {place.project!r}))
thread.start()
time.sleep(%f)
child = os.fork()
if child == 0:
    os._exit(0 if client.builds.get(1001, {place.project!r}, timeout=20).id == 1001 else 1)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
thread.join()
client.close()
"""
    for moment in range(8):
        assert python(code % (moment * 0.002), "-W", "ignore").stdout == "0\n"


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_worker_processes(sandbox: Start, tmp_path: pathlib.Path, method: str) -> None:
    place = sandbox("--builds", "30")
    program = tmp_path / "workers.py"
    program.write_text(f"""
import multiprocessing, threading
import azdo

client = azdo.Client({place.url!r}, {place.pat!r})

def fetched(build_id):
    return client.builds.get(build_id, {place.project!r}).id

if __name__ == "__main__":
    ids = [build.id for build in client.builds.list({place.project!r})]
    busy = threading.Thread(target=lambda: [fetched(ids[0]) for _ in range(200)])
    busy.start()
    with multiprocessing.get_context({method!r}).Pool(3) as pool:
        print(sorted(pool.map(fetched, ids * 4)) == sorted(ids * 4))
    busy.join()
""")
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE)}
    command = [sys.executable, "-W", "ignore", str(program)]
    output = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert (output.stdout, output.stderr) == ("True\n", "")


def test_two_copies_of_the_library_in_one_process(sandbox: Start, tmp_path: pathlib.Path) -> None:
    place = sandbox("--builds", "3")
    other = shutil.copy(os.path.realpath(loaded._name), tmp_path / "another.so")
    code = f"""
import ctypes, threading
import azdo
from azdo._library import library

other = ctypes.CDLL({str(other)!r})
assert ctypes.cast(other.azdo_version, ctypes.c_void_p).value != ctypes.cast(library.azdo_version, ctypes.c_void_p).value
other.azdo_get_builds.argtypes = library.azdo_get_builds.argtypes
other.azdo_string_free.argtypes = [ctypes.c_void_p]
failures = []

def of_the_other():
    for _ in range(50):
        body = ctypes.c_void_p()
        status = other.azdo_get_builds({place.url!r}.encode(), None, None, {place.pat!r}.encode(), None, ctypes.byref(body), None)
        failures.extend([status] if status else [])
        other.azdo_string_free(body)

thread = threading.Thread(target=of_the_other)
thread.start()
with azdo.Client({place.url!r}, {place.pat!r}) as client:
    for _ in range(50):
        client.builds.get(1001, {place.project!r})
thread.join()
print(failures)
"""
    assert python(code).stdout == "[]\n"


def test_a_client_closed_during_a_call(sandbox: Start) -> None:
    service = sandbox("--fault", "stall-headers")
    client = service.client()
    cancel = azdo.Cancel()
    ended: list[BaseException] = []

    def wait() -> None:
        try:
            client.builds.get_json(service.project, cancel=cancel)
        except azdo.Error as error:
            ended.append(error)

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.1)
    client.close()
    with pytest.raises(azdo.InvalidState):
        client.builds.get_json(service.project)
    cancel.signal()
    thread.join(30)
    assert [type(error) for error in ended] == [azdo.Cancelled]


def test_one_client_and_many_threads(sandbox: Start) -> None:
    service = sandbox("--builds", "50", "--projects", "1")
    counts: list[int] = []
    with service.client() as client:

        def work() -> None:
            counts.append(sum(1 for _ in client.builds.list(service.project, page_size=9)))

        threads = [threading.Thread(target=work) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert counts == [50] * 16


def test_clients_come_and_go(sandbox: Start) -> None:
    service = sandbox("--builds", "1")

    def descriptors() -> int:
        return len(os.listdir("/proc/self/fd"))

    service.client().close()
    before = descriptors()
    for index in range(2000):
        with service.client() as client:
            if index % 100 == 0:
                client.builds.get_json(service.project)
    assert descriptors() <= before + 2


def test_a_forgotten_client_is_warned_of(sandbox: Start) -> None:
    client = azdo.Client("http://127.0.0.1:1/c", SECRET)
    with pytest.warns(ResourceWarning, match="not closed"):
        del client
        gc.collect()


def test_words_that_nobody_knew() -> None:
    one, other = azdo.BuildResult._of(0, "exploded"), azdo.BuildResult._of(0, "melted")
    assert one.word == "exploded" and one != other and one != azdo.BuildResult.FAILED
    assert azdo.BuildResult("exploded") == one == azdo.BuildResult("Exploded")
    assert azdo.BuildResult("FAILED") is azdo.BuildResult.FAILED is azdo.BuildResult(azdo.BuildResult.FAILED + 0)
    assert repr(azdo.BuildResult(77)) == "<BuildResult unknown>"
    assert azdo.BuildResult._of(azdo.BuildResult.FAILED, "FAILED") is azdo.BuildResult.FAILED
    assert pickle.loads(pickle.dumps(azdo.BuildResult.FAILED)) is azdo.BuildResult.FAILED


def test_references() -> None:
    page = "https://dev.azure.com/fabrikam/%C3%9Cber%20uns/_build/results?buildId=42"
    build = azdo.Reference.parse(f"{page}&view=results")
    assert build.kind is azdo.ReferenceKind.BUILD and build.project == "Über uns" and build.build_id == 42
    assert build.organization_url == "https://dev.azure.com/fabrikam" and build.organization_name == "fabrikam"
    assert build.log_id is None and build.job_id is None and build.artifact_name is None and build.definition_id is None
    assert build.web_url == page and build.api_url is not None and page in repr(build)
    same = azdo.Reference.parse(build.api_url)
    assert same == build and hash(same) == hash(build) and pickle.loads(pickle.dumps(build)) == build
    assert build != azdo.Reference.parse(f"{page}&view=logs&j=12f1170f-54f2-53f3-20dd-22fc7dff55f9") and build != page
    assert azdo.Reference.parse("vstfs:///Build/Build/42").organization_url is None
    assert azdo.ReferenceKind(99) is azdo.ReferenceKind.UNKNOWN
    with pytest.raises(AttributeError):
        setattr(build, "build_id", 7)
    with pytest.raises(azdo.InvalidArgument) as caught:
        azdo.Reference.parse(f"https://{SECRET}@dev.azure.com/fabrikam")
    assert SECRET not in str(caught.value)
    with azdo.Client("git@ssh.dev.azure.com:v3/fabrikam/Fiber/Web", SECRET) as client:
        assert client


def test_the_interpreter_ends_with_clients_open(sandbox: Start) -> None:
    service = sandbox("--builds", "5")
    code = f"""
import azdo
client = azdo.Client({service.url!r}, {service.pat!r})
builds = client.builds.list({service.project!r}, page_size=2)
first = next(builds)
try:
    client.builds.get(7, {service.project!r})
except azdo.Error as error:
    kept = error
print(first.id)
"""
    ended = python(code)
    assert ended.returncode == 0 and ended.stdout.strip().isdigit() and not ended.stderr, ended.stderr


def library(folder: pathlib.Path, source: str) -> str:
    path = folder / "libfake.so"
    (folder / "fake.c").write_text(source)
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(path), str(folder / "fake.c")], check=True)
    return str(path)


def test_a_library_that_cannot_be_used_is_named(tmp_path: pathlib.Path) -> None:
    old = library(tmp_path, "unsigned azdo_version_number(void) { return 1; }")
    foreign = str(tmp_path / "foreign.so")
    pathlib.Path(foreign).write_bytes(b"MZ" + bytes(4096))
    for path, word in [
        (str(tmp_path / "missing.so"), "cannot open"),
        (foreign, "invalid ELF header"),
        (old, "version 0.0.1"),
    ]:
        ended = python("import azdo", AZDO_LIBRARY=path)
        assert ended.returncode != 0
        assert "ImportError" in ended.stderr and path in ended.stderr and word in ended.stderr, ended.stderr


def test_the_import_is_quick() -> None:
    code = "import time; t = time.perf_counter(); import azdo; print(time.perf_counter() - t)"
    assert min(float(python(code).stdout) for _ in range(3)) < 0.2


def test_the_raw_layer_is_fresh() -> None:
    check = [sys.executable, str(PACKAGE / "generate.py"), "--check"]
    ended = subprocess.run(check, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr


def test_the_sandboxs_project_less_route(sandbox: Start) -> None:
    service = sandbox("--builds", "4", "--projects", "2", "--project-less")
    whole: dict[str, Any] = json.loads(azdo.get_builds(service.url, service.pat))
    assert {build["project"]["name"] for build in whole["value"]} >= {service.project}


def test_what_passes_is_tried_again_and_counted(sandbox: Start) -> None:
    place = sandbox("--builds", "5", "--fault", "status=503@builds#1")
    with place.client(max_retries=1) as client:
        assert len(list(client.builds.list(place.project))) == 5
        counters = client.counters
        assert (counters.requests, counters.retries, counters.throttled) == (2, 1, 0)
        assert 0.1 < counters.waited < 10 and counters.received_bytes > 1000


def test_a_trace_has_a_line_for_each_exchange(
    sandbox: Start, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = sandbox("--builds", "3", "--tls", "--fault", "status=503@builds#1")
    trace = tmp_path / "trace"
    with place.client(trace=trace, max_retries=1) as client:
        assert len(list(client.builds.list(place.project))) == 3
        with client.request("GET", "_apis/projects") as response:
            response.read(10)
            assert len(trace.read_text().splitlines()) == 2, "its body is being read"
    failed, repeated, left = trace.read_text().splitlines()
    line = r"\d+\.\d{3} GET https://localhost:\d+/fabrikam/\S+ %s; wait 0, resolve \d+, connect \d+, tls \d+, head \d+, body \d+ ms"
    assert re.match(line % r"503, \d+ bytes", failed)
    assert re.match(line % r"200, \d{3,} bytes", repeated) and "; try 2 after unavailable" in repeated
    assert re.match(line % r"200, \d+ bytes", left) and "; activity " in left
    assert place.pat not in trace.read_text()

    monkeypatch.setenv("AZDO_TRACE", str(tmp_path / "no-such-folder/trace"))
    with pytest.raises(azdo.LocalError, match="AZDO_TRACE") as caught:
        place.client()
    assert caught.value.cause == "file_unwritable"
    monkeypatch.setenv("AZDO_TRACE", str(trace))
    with place.client(max_retries=0, proxy="http://127.0.0.1:9") as client:
        with pytest.raises(azdo.NetworkError):
            client.builds.get(1001, place.project)
    assert trace.read_text().splitlines()[-1].endswith("; failed: proxy_unreachable")
    with place.client(trace="/dev/full") as client:
        client.builds.get(1001, place.project)


def test_a_trace_that_nobody_reads_does_not_end_the_host(sandbox: Start) -> None:
    place = sandbox("--builds", "3")
    program = f"""
import os, signal, sys
import azdo
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
reading, writing = os.pipe()
os.dup2(writing, 2)
os.close(reading)
os.close(writing)
with azdo.Client({place.url!r}, {place.pat!r}, trace="stderr") as client:
    print(client.builds.get(1001, {place.project!r}).id)
"""
    assert python(program).stdout == "1001\n"
