"""The sandbox as a process, for each test that asks for one."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
from collections.abc import Iterator
from typing import Any, Callable

import pytest

import azdo

ROOT = pathlib.Path(__file__).resolve().parents[3]
BINARY = os.environ.get("AZDO_SANDBOX", str(ROOT / "target" / "debug" / "azdo-sandbox"))


class Sandbox:
    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen([BINARY, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        ready: dict[str, Any] = json.loads(self.process.stdout.readline())
        self.ready = ready
        self.url: str = ready["organization_url"]
        self.project: str = ready["project"]
        self.pat: str = ready["pat"]
        self.expired_pat: str = ready.get("expired_pat", "")
        self.unscoped_pat: str = ready.get("unscoped_pat", "")
        self.ca_file: str = ready["ca_file"]
        self.client_files = {name: ready[name] for name in ("client_cert_file", "client_key_file")}

    def client(self, pat: str | None = None, **options: Any) -> azdo.Client:
        if self.ca_file:
            options.setdefault("ca_file", self.ca_file)
        # Most faults here do not pass: no use in waiting until they have been met five times.
        options.setdefault("max_retries", 0)
        return azdo.Client(self.url, self.pat if pat is None else pat, **options)

    def stop(self) -> None:
        self.process.terminate()
        self.process.communicate(timeout=30)


@pytest.fixture
def sandbox() -> Iterator[Callable[..., Sandbox]]:
    started: list[Sandbox] = []

    def start(*arguments: str) -> Sandbox:
        started.append(Sandbox(*arguments))
        return started[-1]

    yield start
    for one in started:
        one.stop()
