"""What answers in place of the service: the sandbox as a process, or whatever a test says."""

from __future__ import annotations

import http.server
import json
import os
import pathlib
import subprocess
import threading
import urllib.parse
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


class Service:
    """Answers are (content type, body) by the end of the path; JSON without anything where there is none."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[str, bytes] | Callable[[dict[str, str]], tuple[str, bytes, str]]] = {}
        self.asked: list[tuple[str, str, dict[str, str], str, bytes]] = []
        service = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1

            def answer(self) -> None:
                place = urllib.parse.urlsplit(self.path)
                query = dict(urllib.parse.parse_qsl(place.query))
                sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                service.asked.append((self.command, place.path, query, self.headers["Accept"], sent))
                found = [answer for end, answer in service.answers.items() if place.path.endswith(end)]
                answer = found[0] if found else ("application/json; charset=utf-8", b'{"count":0,"value":[]}')
                kind, body, token = answer(query) if callable(answer) else (*answer, "")
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                if token:
                    self.send_header("x-ms-continuationtoken", token)
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/fabrikam"
        threading.Thread(target=self.server.serve_forever, args=(0.01,)).start()

    def client(self, **options: Any) -> azdo.Client:
        return azdo.Client(self.url, "token", max_retries=0, **options)


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()
    yield service
    service.server.shutdown()
    service.server.server_close()
