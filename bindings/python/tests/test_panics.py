"""A panic inside of the library is an exception of the call that it happened in, and of no other."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Callable

from .conftest import ROOT, Sandbox

PROGRAM = """
import sys, azdo
from azdo._library import library
panic_in = library.azdo_panic_in  # in this library alone
url, project = sys.argv[1:]
pat = sys.stdin.read()

def all_of_it():
    azdo.basic_auth_header(pat)
    azdo.Reference.parse(url)
    azdo.get_builds(url, pat, project=project)
    with azdo.Client(url, pat) as client:
        client.set_credential(pat)
        builds = list(client.builds.list(project, page_size=2, resultFilter="failed,succeeded", top=2))
        assert client.builds.get(builds[0].id, project).id == builds[0].id
        with client.request("GET", "_apis/projects") as response:
            assert response.json()["count"]
    return len(builds)

panics = 0
while True:
    panic_in(panics + 1)
    try:
        done = all_of_it()
    except azdo.InternalError as error:
        assert panic_in(0) == 0
        assert str(error).startswith("panic: on purpose at src/ffi/"), error
        panics += 1
        continue
    assert panic_in(0) > 0, f"panic {panics + 1} was lost"
    print(panics, done)
    break
"""


def test_a_host_survives_every_panic(sandbox: Callable[..., Sandbox]) -> None:
    library = ROOT / "build" / "failpoint" / "libazdo.so.0"
    assert library.exists(), "`make failpoint` builds the library for this"
    service = sandbox("--builds", "30")
    output = subprocess.run(
        [sys.executable, "-c", PROGRAM, service.url, service.project],
        env={**os.environ, "PYTHONPATH": str(ROOT / "bindings" / "python"), "AZDO_LIBRARY": str(library)},
        input=service.pat,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (output.returncode, output.stderr) == (0, ""), output
    panics, done = map(int, output.stdout.split())
    assert panics > 15 and done == 2
