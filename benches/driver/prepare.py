"""Everything that the contestants need: installed where that is ours to do, built, or named as missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from contestants import BUILD, CARGO_BUILD, DOTNET, ROOT, SOURCES

# What must be there, a command or a header, and the Debian package that has it.
NEEDS = {
    "cc": "gcc",
    "c++": "g++",
    "curl": "curl",
    "jq": "jq",
    "node": "nodejs",
    "npm": "npm",
    "curl/curl.h": "libcurl4-openssl-dev",
    "cjson/cJSON.h": "libcjson-dev",
    "simdjson.h": "libsimdjson-dev",
    "openssl/ssl.h": "libssl-dev",
}

C = ["cc", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Wpedantic"]
CXX = ["c++", "-std=c++17", "-O2", "-Wall", "-Wextra", "-Wpedantic"]
COMPILED = {
    "libcurl_cjson": [*C, "libcurl_cjson.c", "-lcurl", "-lcjson", "-lpthread"],
    "libcurl_simdjson": [*CXX, "libcurl_simdjson.cpp", "-lcurl", "-lsimdjson", "-lpthread"],
    "socket_floor": [*C, "socket_floor.c", "-lssl", "-lcrypto", "-lpthread"],
    "azdo_c": [*C, f"-I{ROOT}/include", "azdo.c", f"-L{ROOT}/build/lib", "-lazdo", f"-Wl,-rpath,{ROOT}/build/lib", "-lpthread"],
}  # fmt: skip


class Missing(Exception):
    """Why a part of the set-up is not to be had."""


def everything() -> dict[str, str]:
    """Prepares all parts; of those that are missing, why."""
    for folder in ("bin", "home"):
        (BUILD / folder).mkdir(parents=True, exist_ok=True)
    _debian_packages()
    # Without these nothing can be measured: no excuse is taken.
    _run([*C, ROOT / "benches" / "measure.c", "-o", BUILD / "bin" / "measure"])
    _run(["cargo", "build", "--quiet", "--release", "--locked", "--target-dir", CARGO_BUILD], ROOT / "benches")
    azdo = [f"-I{ROOT}/include", f"-L{ROOT}/build/lib", "-lazdo", f"-Wl,-rpath,{ROOT}/build/lib", "-lpthread"]
    _run([*C, "-rdynamic", ROOT / "benches" / "cancel.c", "-o", BUILD / "bin" / "cancel", *azdo])
    parts = {name: lambda name=name, command=command: _compile(name, command) for name, command in COMPILED.items()}
    parts |= {"python": _python, "node": lambda: _tool("node"), "node packages": _node_packages, "dotnet": _dotnet}
    parts |= {"curl_jq": lambda: [_tool("curl"), _tool("jq")]}
    missing = {}
    for name, prepare in parts.items():
        try:
            prepare()
        except Missing as reason:
            missing[name] = str(reason)
    return missing


def _debian_packages() -> None:
    lacking = sorted({package for need, package in NEEDS.items() if not _has(need)})
    if lacking and shutil.which("apt-get") and os.geteuid() == 0:
        print("installing what the contestants use:", *lacking, flush=True)
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-qq", "-y", "--no-install-recommends", *lacking], **quiet)


def _has(need: str) -> bool:
    if not need.endswith(".h"):
        return shutil.which(need) is not None
    if not shutil.which("c++"):
        return False
    preprocess = ["c++", "-x", "c++", "-E", "-include", need, os.devnull]
    return subprocess.run(preprocess, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def _run(command: list[str | Path], folder: Path = SOURCES) -> None:
    try:
        done = subprocess.run(list(map(str, command)), cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except OSError as error:
        raise Missing(str(error)) from error
    if done.returncode != 0:
        sys.stderr.write(done.stdout)
        raise Missing(f"{command[0]} failed: {(done.stdout.strip().splitlines() or ['it does not say why'])[-1]}")


def _tool(name: str) -> None:
    if not shutil.which(name):
        raise Missing(f"{name} is not installed")


def _compile(name: str, command: list[str]) -> None:
    _run([*command, "-o", BUILD / "bin" / name])


def _python() -> None:
    requirements, ready = SOURCES / "requirements.txt", BUILD / "venv" / ".ready"
    if not ready.exists() or ready.read_text() != requirements.read_text():
        _run([sys.executable, "-m", "venv", BUILD / "venv"])
        pip = [BUILD / "venv" / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*pip, "-r", requirements])
        ready.write_text(requirements.read_text())


def _node_packages() -> None:
    _tool("node")
    wanted, have = SOURCES / "package.json", BUILD / "node" / "package.json"
    if not have.exists() or have.read_text() != wanted.read_text():
        shutil.rmtree(have.parent, ignore_errors=True)
        have.parent.mkdir(parents=True)
        part = have.with_suffix(".part")
        shutil.copy(wanted, have)
        try:
            _run(["npm", "install", "--silent", "--no-audit", "--no-fund"], have.parent)
        except Missing:
            have.rename(part)
            raise


def _dotnet() -> None:
    _run([ROOT / "bindings" / "dotnet" / "get-dotnet"])
    if not (DOTNET / "dotnet").exists():
        raise Missing("there is no .NET SDK, and none could be fetched")
    quietly = ["--configuration", "Release", "--nologo", "--verbosity", "quiet", "-clp:NoSummary"]
    for project in ("HttpClientJson", "AzdoBench"):
        source = SOURCES / "dotnet" / f"{project}.csproj"
        _run([DOTNET / "dotnet", "build", source, *quietly, "-p:UseSharedCompilation=false"])
