"""The server, and one run of a contestant."""

from __future__ import annotations

import hashlib
import json
import os
import ssl
import subprocess
from dataclasses import dataclass

from contestants import BUILD, CARGO_BUILD, Contestant, Workload

# Of the projects that the server knows, the one with every build; the oldest build.
PROJECT, FIRST_ID = "Fabrikam", 100_001
PINNED_CORE = 0
# Far more than the slowest takes.
PATIENCE = 600


@dataclass(frozen=True)
class Scale:
    builds: int
    gets: int
    log_mb: int


FULL = Scale(builds=20_000, gets=500, log_mb=200)
QUICK = Scale(builds=2_000, gets=50, log_mb=20)


class Failed(Exception):
    """What a contestant did instead of its work."""


class Server:
    """The bench's server as a process, for one workload."""

    def __init__(self, scale: Scale, workload: Workload) -> None:
        self.authority = BUILD / "ca.pem"
        pin = (lambda: os.sched_setaffinity(0, {PINNED_CORE})) if workload.pinned else None
        command = [CARGO_BUILD / "release" / "bench-server", scale.builds, scale.log_mb * 1_000_000, self.authority]
        self._process = subprocess.Popen(
            list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=pin
        )
        scheme = "https" if workload.tls else "http"
        self.url = f"{scheme}://127.0.0.1:{json.loads(self._process.stdout.readline())[scheme]}/fabrikam"
        # What a process trusts is the system's store with the server's authority in it.
        system = ssl.get_default_verify_paths().cafile or "/etc/ssl/certs/ca-certificates.crt"
        roots = open(system).read() if os.path.exists(system) else ""
        self.bundle = BUILD / "bundle.pem"
        self.bundle.write_text(roots + self.authority.read_text())

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.wait()

    def environment(self, scale: Scale) -> dict[str, str]:
        # Neither proxies nor the machine's own authorities beside the bundle.
        kept = {name: value for name, value in os.environ.items() if not name.lower().endswith(("_proxy", "cert_dir"))}
        # The checking run compiles all modules, ours too, into a folder of the bench's, as pip does when it installs.
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        return {
            **kept,
            "PYTHONPYCACHEPREFIX": str(BUILD / "pycache"),
            "HOME": str(BUILD / "home"),
            "BENCH_URL": self.url,
            "BENCH_PROJECT": PROJECT,
            "BENCH_TOKEN": ":a-token-that-any-server-of-ours-takes",
            "BENCH_FIRST_ID": str(FIRST_ID),
            "BENCH_GETS": str(scale.gets),
            "SSL_CERT_FILE": str(self.bundle),
            "REQUESTS_CA_BUNDLE": str(self.bundle),
            "NODE_EXTRA_CA_CERTS": str(self.authority),
        }


@dataclass(frozen=True)
class Run:
    """What one run gave and took. Of the job alone where the contestant says so, else of the whole process."""

    sum: int | None
    lines: str  # a digest of what was printed, in whatever order
    wall: float
    cpu: float
    process: float
    process_cpu: float
    peak: float  # MB


def run(contestant: Contestant, workload: Workload, environment: dict[str, str], printing: bool = False) -> Run:
    environment = {**environment, **contestant.environment}
    if printing:
        environment["BENCH_PRINT"] = "1"
    read, write = os.pipe()
    core = str(PINNED_CORE) if workload.pinned else "-"
    command = [str(BUILD / "bin" / "measure"), str(write), core, *contestant.command, workload.command]
    try:
        done = subprocess.run(
            command, env=environment, pass_fds=[write], capture_output=True, text=True, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired as error:
        raise Failed(f"it took longer than {PATIENCE} s") from error
    finally:
        os.close(write)
        with open(read) as figures:
            took = figures.read().split() or None
    if done.returncode != 0 or took is None:
        raise Failed((done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"])[-1])
    lines = done.stdout.splitlines()
    said = json.loads(lines.pop()) if lines and lines[-1].startswith("{") else {}
    process, user, system, peak = map(float, took)
    return Run(
        sum=said.get("sum"),
        lines=hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest(),
        wall=said.get("wall", process),
        cpu=said.get("cpu", user + system),
        process=process,
        process_cpu=user + system,
        peak=peak * 1024 / 1e6,
    )
