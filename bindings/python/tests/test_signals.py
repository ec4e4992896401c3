"""Handlers of signals, and what they find in the middle of a call."""

from __future__ import annotations

import os
import pathlib
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from ctypes import c_int32
from typing import Any

import pytest

import azdo
from azdo import _signals

from .conftest import Sandbox

Start = Callable[..., Sandbox]
PACKAGE = pathlib.Path(__file__).resolve().parents[1]

# What every program here begins with.
PROLOGUE = """
import azdo, os, signal, sys, threading, time

def send(number, *after):
    def work():
        for pause in after:
            time.sleep(pause)
            os.kill(os.getpid(), number)
    threading.Thread(target=work, daemon=True).start()

def ended(call, number, expected, after=0.2):
    send(number, after)
    began = time.monotonic()
    try:
        call()
    except expected as error:
        late = time.monotonic() - began - after
        assert late < 3, late
        return error
    raise AssertionError("it was not ended")
"""


def python(code: str, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *options, "-c", PROLOGUE + code],
        env={**os.environ, "PYTHONPATH": str(PACKAGE), **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def sound(ended: subprocess.CompletedProcess[str]) -> None:
    assert (ended.stdout, ended.stderr) == ("sound\n", "")


STAGES = {
    "TLS handshake": ["--tls", "--fault", "tls-stall"],
    "headers": ["--fault", "stall-headers"],
    "body": ["--fault", "stall-body"],
    "dripping body": ["--fault", "drip"],
    "back-off": ["--fault", "throttle=60"],
    "gate": ["--fault", "retry-after=60"],
}


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_ends_with_ctrl_c(sandbox: Start, stage: str) -> None:
    service = sandbox("--builds", "9", *STAGES[stage])
    code = f"""
client = azdo.Client({service.url!r}, {service.pat!r}, ca_file={service.ca_file!r} or None)
def call():
    client.builds.get(1001, {service.project!r})
    client.builds.get(1001, {service.project!r})
for _ in range(3):
    ended(call, signal.SIGINT, KeyboardInterrupt)
client.close()
print("sound")
"""
    sound(python(code))


def test_whatever_waits_ends_with_ctrl_c() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        code = f"""
client = azdo.Client("http://127.0.0.1:{listener.getsockname()[1]}/c", "a-token", max_retries=0)
for call in (
    lambda: client.builds.timeline(7, "p"),
    lambda: client.builds.queue("p", definition=12),
    lambda: client.builds.add_tags(7, ["a", "b"], "p"),
    lambda: client.builds.delete(7, "p"),
    lambda: next(client.builds.changes(7, "p")),
    lambda: client.definitions.set_queue_status(12, "paused", "p"),
):
    ended(call, signal.SIGINT, KeyboardInterrupt)
client.close()
print("sound")
"""
        sound(python(code))


def test_connecting_ends_with_ctrl_c() -> None:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    # Once the backlog is full, the system answers no further SYN.
    waiting = [socket.socket() for _ in range(8)]
    for one in waiting:
        one.setblocking(False)
        one.connect_ex(listener.getsockname())
    code = f"""
client = azdo.Client("http://127.0.0.1:{listener.getsockname()[1]}/c", "a-token", max_retries=0)
for _ in range(3):
    ended(lambda: client.builds.get(1, "p"), signal.SIGINT, KeyboardInterrupt)
client.close()
print("sound")
"""
    try:
        sound(python(code))
    finally:
        for one in [listener, *waiting]:
            one.close()


def test_git_ends_with_ctrl_c(tmp_path: pathlib.Path) -> None:
    git = tmp_path / "git"
    git.write_text("#!/bin/sh\nexec sleep 600\n")
    git.chmod(0o755)
    code = """
for _ in range(3):
    ended(lambda: azdo.Credential.from_git("https://dev.azure.com/fabrikam"), signal.SIGINT, KeyboardInterrupt)
print("sound")
"""
    sound(python(code, PATH=f"{tmp_path}:{os.environ['PATH']}"))


def test_a_handler_that_does_not_raise_lets_the_call_go_on(sandbox: Start) -> None:
    service = sandbox("--builds", "3", "--fault", "stall-headers")
    code = f"""
heard = []
def handler(number, frame):
    heard.append(time.monotonic())
signal.signal(signal.SIGALRM, handler)
client = azdo.Client({service.url!r}, {service.pat!r}, max_retries=0)
began = time.monotonic()
signal.setitimer(signal.ITIMER_REAL, 0.1, 0.1)
try:
    client.builds.get(1001, {service.project!r}, timeout=1.05)
except azdo.Timeout:
    took = time.monotonic() - began
signal.setitimer(signal.ITIMER_REAL, 0)
# While the call went on, and not all of them after it.
assert took >= 1 and len(heard) >= 5 and heard[0] - began < 0.9, (took, heard)
assert signal.getsignal(signal.SIGALRM) is handler
client.close()
print("sound")
"""
    sound(python(code))


def test_what_a_handler_raises_is_what_the_caller_gets(sandbox: Start) -> None:
    service = sandbox("--fault", "stall-headers")
    code = f"""
client = azdo.Client({service.url!r}, {service.pat!r})
def stuck():
    list(client.builds.list({service.project!r}))

class Own(Exception):
    pass

def impatient(number, frame):
    raise Own("enough") from LookupError("why")

signal.signal(signal.SIGALRM, impatient)
error = ended(stuck, signal.SIGALRM, Own)
assert isinstance(error.__cause__, LookupError) and error.__context__ is None, error.__context__
names = []
trace = error.__traceback__
while trace:
    names.append(trace.tb_frame.f_code.co_name)
    trace = trace.tb_next
assert names[-1] == "impatient" and "stuck" in names, names

# One of azdo's own is no end of the call, but the handler's word.
signal.signal(signal.SIGALRM, lambda *_: client.builds.get(2**70, "p"))
assert ended(stuck, signal.SIGALRM, azdo.InvalidArgument)

# The library's end of the call is not to be seen where it is the caller's own.
cancel = azdo.Cancel()
signal.signal(signal.SIGALRM, lambda *_: cancel.signal())
assert ended(lambda: client.builds.get_json("p", cancel=cancel), signal.SIGALRM, azdo.Cancelled)
client.close()
print("sound")
"""
    sound(python(code))


def test_two_signals_in_a_row(sandbox: Start) -> None:
    service = sandbox("--fault", "stall-headers")
    code = f"""
client = azdo.Client({service.url!r}, {service.pat!r})
counted = 0
def second(number, frame):
    global counted
    counted += 1
    if counted % 2 == 0:
        raise LookupError

signal.signal(signal.SIGALRM, second)
for _ in range(3):
    send(signal.SIGALRM, 0.1, 0.1)
    try:
        client.builds.get_json({service.project!r})
    except LookupError:
        continue
    raise AssertionError
assert counted == 6, counted

# Two at once that both raise: one of them is seen, and nothing is printed.
def raises(number, frame):
    raise KeyError(number)
signal.signal(signal.SIGUSR1, raises)
signal.signal(signal.SIGUSR2, raises)
for _ in range(20):
    def both():
        time.sleep(0.02)
        os.kill(os.getpid(), signal.SIGUSR1)
        os.kill(os.getpid(), signal.SIGUSR2)
    thread = threading.Thread(target=both)
    thread.start()
    try:
        try:
            client.builds.get_json({service.project!r})
        finally:
            thread.join()
            time.sleep(0.001)
    except KeyError:
        continue
    raise AssertionError
client.close()
print("sound")
"""
    sound(python(code))


def test_handlers_may_use_the_client(sandbox: Start) -> None:
    service = sandbox("--builds", "9", "--fault", "stall-headers@builds#1", "--fault", "stall-headers@builds#4")
    code = f"""
client = azdo.Client({service.url!r}, {service.pat!r})
got = []
def handler(number, frame):
    got.append(client.builds.get(1002, {service.project!r}).id)
    if len(got) == 2:
        raise LookupError
signal.signal(signal.SIGALRM, handler)
send(signal.SIGALRM, 0.2, 0.2)
try:
    client.builds.get(1001, {service.project!r})
except LookupError:
    pass
assert got == [1002, 1002], got

# A signal in the middle of the handler's own call, which ends with it, and the outer one with that.
def nested(number, frame):
    client.builds.get(1003, {service.project!r})
signal.signal(signal.SIGALRM, nested)
signal.signal(signal.SIGUSR1, signal.default_int_handler)
send(signal.SIGALRM, 0.2)
send(signal.SIGUSR1, 0.5)
try:
    client.builds.get(1001, {service.project!r}, timeout=30)
    client.builds.get(1001, {service.project!r}, timeout=30)
except KeyboardInterrupt:
    pass
else:
    raise AssertionError
client.close()
print("sound")
"""
    sound(python(code))


def test_a_client_that_a_handler_closes(sandbox: Start) -> None:
    service = sandbox("--fault", "stall-headers")
    code = f"""
client = azdo.Client({service.url!r}, {service.pat!r}, max_retries=0)
signal.signal(signal.SIGALRM, lambda *_: client.close())
send(signal.SIGALRM, 0.1)
try:
    client.builds.get_json({service.project!r}, timeout=0.5)
except azdo.Timeout:
    pass
try:
    client.builds.get_json({service.project!r}, timeout=0.5)
except azdo.InvalidState:
    print("sound")
"""
    sound(python(code))


def test_who_has_listened_before_hears_of_signals_too(sandbox: Start) -> None:
    service = sandbox("--builds", "3", "--fault", "stall-headers@builds")
    own, other = socket.socketpair()
    own.setblocking(False)
    other.setblocking(False)
    before = signal.set_wakeup_fd(own.fileno())
    heard: list[int] = []
    handler = signal.signal(signal.SIGUSR1, lambda number, frame: heard.append(number))
    try:
        with service.client() as client:
            timer = threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGUSR1))
            timer.start()
            with pytest.raises(azdo.Timeout):
                client.builds.get(1001, service.project, timeout=0.3)
            timer.join()
        assert heard == [signal.SIGUSR1]
        assert other.recv(10) == bytes([signal.SIGUSR1])
        assert signal.set_wakeup_fd(own.fileno()) == own.fileno()
    finally:
        signal.signal(signal.SIGUSR1, handler)
        signal.set_wakeup_fd(before)
        own.close()
        other.close()


def test_asyncio_goes_on_hearing_of_signals(sandbox: Start) -> None:
    service = sandbox("--builds", "3", "--fault", "stall-headers@builds")
    code = f"""
import asyncio

async def main():
    heard = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, heard.set)
    with azdo.Client({service.url!r}, {service.pat!r}, max_retries=0) as client:
        send(signal.SIGUSR1, 0.1)
        try:
            client.builds.get(1001, {service.project!r}, timeout=0.3)
        except azdo.Timeout:
            pass
    await asyncio.wait_for(heard.wait(), 10)
    heard.clear()
    send(signal.SIGUSR1, 0.1)
    await asyncio.wait_for(heard.wait(), 10)

asyncio.run(main())
print("sound")
"""
    sound(python(code))


def test_nothing_is_left_set(sandbox: Start) -> None:
    service = sandbox("--builds", "3")
    with service.client() as client:
        client.builds.get(1001, service.project)
        with pytest.raises(azdo.NotFound):
            client.builds.get(7, service.project)
    former = signal.set_wakeup_fd(-1)
    signal.set_wakeup_fd(former)
    assert former == -1


def test_a_step_that_fails_ends_the_call(sandbox: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where Python has no memory, or no room on its stack, to take any."""
    service = sandbox("--fault", "stall-headers")

    class Failing:
        raised = [None]
        elsewhere = [-1]

        def __init__(self) -> None:
            self.go_on = c_int32(1)
            self.look = _signals._Look(self.fail)

        def fail(self, place: Any) -> None:
            raise MemoryError

    told: list[Any] = []
    monkeypatch.setattr(_signals, "_Listener", Failing)
    monkeypatch.setattr(_signals, "_idle", [])
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    handler = signal.signal(signal.SIGUSR1, lambda *_: None)
    timer = threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGUSR1))
    timer.start()
    try:
        with service.client() as client, pytest.raises(azdo.Cancelled):
            client.builds.get_json(service.project, timeout=20)
    finally:
        timer.join()
        signal.signal(signal.SIGUSR1, handler)
    assert [failure.exc_type for failure in told] == [MemoryError]


def test_a_child_forked_by_a_handler_has_signals_of_its_own(sandbox: Start) -> None:
    service = sandbox("--builds", "3", "--fault", "stall-headers@builds#1", "--fault", "stall-headers@builds#2")
    code = f"""
client = azdo.Client({service.url!r}, {service.pat!r}, max_retries=0)
children = []
def handler(number, frame):
    child = os.fork()
    if child:
        children.append(child)
        return
    try:
        other = azdo.Client({service.url!r}, {service.pat!r}, max_retries=0)
        ended(lambda: other.builds.get(1001, {service.project!r}), signal.SIGINT, KeyboardInterrupt)
        other.close()
    except BaseException as error:
        print(repr(error), flush=True)
        os._exit(1)
    os._exit(0)
signal.signal(signal.SIGALRM, handler)
send(signal.SIGALRM, 0.1)
try:
    client.builds.get(1001, {service.project!r}, timeout=3)
except azdo.Timeout:
    pass
# What the child was told has not been told here.
assert os.waitstatus_to_exitcode(os.waitpid(children[0], 0)[1]) == 0
ended(lambda: [client.builds.get(1001, {service.project!r}), time.sleep(5)], signal.SIGINT, KeyboardInterrupt)
client.close()
print("sound")
"""
    sound(python(code, "-W", "ignore"))


def test_other_threads_and_interpreters_wait_plainly(sandbox: Start) -> None:
    service = sandbox("--builds", "3")
    code = f"""
ids = []
def work():
    with azdo.Client({service.url!r}, {service.pat!r}) as client:
        ids.append(client.builds.get(1001, {service.project!r}).id)
thread = threading.Thread(target=work)
thread.start()
thread.join()
assert ids == [1001]
try:
    import _interpreters as interpreters
except ImportError:
    try:
        import _xxsubinterpreters as interpreters
    except ImportError:
        interpreters = None
if interpreters is not None and sys.version_info < (3, 12):
    one = interpreters.create()
    interpreters.run_string(one, '''
import azdo
with azdo.Client({service.url!r}, {service.pat!r}) as client:
    assert client.builds.get(1001, {service.project!r}).id == 1001
''')
    interpreters.destroy(one)
work()
assert ids == [1001, 1001]
print("sound")
"""
    sound(python(code))


@pytest.mark.skipif(sys.version_info < (3, 11), reason="every line of an except clause, this test's too, can be interrupted")
def test_what_a_call_has_made_is_freed_where_a_handler_raises(sandbox: Start) -> None:
    """A response holds a connection."""
    service = sandbox("--builds", "3")
    code = f"""
import random
class Now(BaseException):
    pass
def raising(*_):
    raise Now
signal.signal(signal.SIGALRM, raising)
chance = random.Random(7)
client = azdo.Client({service.url!r}, {service.pat!r})
def descriptors():
    return len(os.listdir("/proc/self/fd"))
hit = 0
most = 0
until = time.monotonic() + 3
while time.monotonic() < until:
    try:
        signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.00003, 0.0008))
        try:
            client.request("GET", "_apis/projects").close()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except Now:
        hit += 1
    most = max(most, descriptors())
assert hit > 100, hit
assert most < 40, most
client.close()
print("sound")
"""
    sound(python(code))
