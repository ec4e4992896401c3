"""Who takes part, and what is asked of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "benches" / "contestants"
BUILD = ROOT / "build" / "bench"
CARGO_BUILD = ROOT / "target" / "bench"
DOTNET = ROOT / "build" / "dotnet"

REFERENCE = "libcurl + cJSON"
FLOOR = "socket floor"


@dataclass(frozen=True)
class Workload:
    """What every contestant does, and which figure counts."""

    key: str
    title: str
    command: str
    metric: str  # "wall" and "cpu" of the job, "process" for the whole process's wall time, "peak" for its memory
    tls: bool = False
    pinned: bool = False  # client and server share a core
    times: int = 1  # as many runs as of others: short ones spread more


WORKLOADS = [
    Workload("W1", "list {builds} builds by 1,000", "list", "wall"),
    Workload("W2", "a cold process prints the ten latest", "cold", "process", times=3),
    Workload("W2 TLS", "the same over TLS with the system's store", "cold", "process", tls=True, times=3),
    Workload("W3", "{gets} gets of one build, client and server on one core", "get", "cpu", pinned=True, times=3),
    Workload("W4", "harvest 40 projects of 3 pages at 50 ms, 16 at once", "harvest", "wall"),
    Workload("W5", "list {builds} builds over TLS", "list", "wall", tls=True),
    Workload("W6", "stream a log of {log_mb} MB", "log", "wall", times=3),
    Workload("W7", "hold {builds} builds", "hold", "peak"),
]


@dataclass(frozen=True)
class Contestant:
    name: str
    part: str  # what of the set-up it needs
    command: list[str]
    workloads: set[str]
    environment: dict[str, str] = field(default_factory=dict)
    is_floor: bool = False


ALL = {"list", "cold", "get", "harvest", "log", "hold"}
AZDO_LIBRARY = {"AZDO_LIBRARY": str(ROOT / "build" / "lib" / "libazdo.so.0")}


def _binary(name: str) -> list[str]:
    return [str(BUILD / "bin" / name)]


def _python(name: str) -> list[str]:
    return [str(BUILD / "venv" / "bin" / "python"), str(SOURCES / name)]


def _dotnet(name: str) -> list[str]:
    return [str(DOTNET / "dotnet"), str(DOTNET / "bin" / name / f"{name}.dll")]


def _ureq(records: str) -> list[str]:
    return [str(CARGO_BUILD / "release" / "ureq-serde"), records]


CONTESTANTS = [
    Contestant(FLOOR, "socket_floor", _binary("socket_floor"), ALL - {"hold"}, is_floor=True),
    Contestant(REFERENCE, "libcurl_cjson", _binary("libcurl_cjson"), ALL),
    Contestant("libcurl + simdjson", "libcurl_simdjson", _binary("libcurl_simdjson"), ALL - {"hold"}),
    Contestant("ureq + serde, 8 fields", "rust", _ureq("fields"), ALL - {"hold", "log"}),
    Contestant("ureq + serde, azdo's fields", "rust", _ureq("whole"), ALL),
    Contestant("azdo, C", "azdo_c", _binary("azdo_c"), ALL, AZDO_LIBRARY),
    Contestant("requests", "python", _python("requests_json.py"), ALL),
    Contestant("azure-devops (Python)", "python", _python("azure_devops_sdk.py"), ALL - {"harvest", "log"}),
    Contestant(
        "azdo, Python",
        "python",
        _python("azdo_python.py"),
        ALL,
        {**AZDO_LIBRARY, "PYTHONPATH": str(ROOT / "bindings" / "python")},
    ),
    Contestant("HttpClient", "dotnet", _dotnet("HttpClientJson"), ALL),
    Contestant("azdo, C#", "dotnet", _dotnet("AzdoBench"), ALL, AZDO_LIBRARY),
    Contestant("fetch (Node)", "node", ["node", str(SOURCES / "node_fetch.mjs")], ALL),
    Contestant(
        "azure-devops-node-api",
        "node packages",
        ["node", str(SOURCES / "azure_devops_node_api.mjs")],
        ALL - {"harvest", "log"},
        {"BENCH_NODE_MODULES": str(BUILD / "node")},
    ),
    Contestant("curl | jq", "curl_jq", [str(SOURCES / "curl_jq.sh")], {"list", "cold", "get", "log"}),
]

# How far azdo has to come: at most so many times what the other takes.
TARGETS = [
    ("W1", "azdo, C", REFERENCE, 0.20),
    ("W1", "azdo, Python", REFERENCE, 0.45),
    ("W1", "azdo, C#", REFERENCE, 0.35),
    ("W2", "azdo, C", REFERENCE, 0.30),
    ("W2", "azdo, Python", "requests", 0.40),
    ("W2", "azdo, C#", "HttpClient", 0.90),
    ("W2 TLS", "azdo, C", REFERENCE, 0.35),
    ("W2 TLS", "azdo, Python", "requests", 0.40),
    ("W2 TLS", "azdo, C#", "HttpClient", 0.90),
    ("W3", "azdo, C", REFERENCE, 0.70),
    ("W3", "azdo, Python", "requests", 0.50),
    ("W3", "azdo, C#", "HttpClient", 1.00),
    ("W4", "azdo, C", FLOOR, 1.05),
    ("W4", "azdo, Python", FLOOR, 1.15),
    ("W4", "azdo, C#", FLOOR, 1.15),
    ("W5", "azdo, C", REFERENCE, 0.20),
    ("W5", "azdo, Python", REFERENCE, 0.45),
    ("W5", "azdo, C#", REFERENCE, 0.35),
    ("W6", "azdo, C", REFERENCE, 0.90),
    ("W6", "azdo, Python", "requests", 0.60),
    ("W6", "azdo, C#", "HttpClient", 0.60),
    ("W7", "azdo, C", REFERENCE, 0.30),
    ("W7", "azdo, Python", "requests", 0.40),
    ("W7", "azdo, C#", "HttpClient", 0.60),
]
