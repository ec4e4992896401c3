"""What was measured, as a table and as JSON."""

from __future__ import annotations

import os
import platform
from statistics import median

from contestants import REFERENCE, TARGETS, Workload

UNITS = {"wall": "ms", "process": "ms", "cpu": "ms CPU", "peak": "MB"}


def figure(workload: Workload, run: dict[str, float]) -> float:
    value = run[workload.metric]
    return value if workload.metric == "peak" else value * 1000


def middle(workload: Workload, runs: list[dict[str, float]]) -> float:
    return median(figure(workload, run) for run in runs)


def table(workload: Workload, title: str, results: dict[str, list[dict[str, float]]]) -> str:
    reference = middle(workload, results[REFERENCE]) if REFERENCE in results else None
    reference_cpu = median(run["cpu"] for run in results[REFERENCE]) if REFERENCE in results else None
    unit = UNITS[workload.metric]
    lines = [
        f"{workload.key}: {title}",
        f"  {'':26}{unit:>9}{'min … max':>19}{'ratio':>8}{'CPU ms':>9}{'ratio':>8}{'peak MB':>9}{'process ms':>12}",
    ]
    for name, runs in results.items():
        values = [figure(workload, run) for run in runs]
        ratio = f"{median(values) / reference:.2f}" if reference else "–"
        cpu_ratio = f"{median(run['cpu'] for run in runs) / reference_cpu:.2f}" if reference_cpu else "–"
        columns = [median(run[column] for run in runs) for column in ("cpu", "peak", "process")]
        lines.append(
            f"  {name:26}{median(values):9.1f}{f'{min(values):.1f} … {max(values):.1f}':>19}{ratio:>8}"
            f"{columns[0] * 1000:9.1f}{cpu_ratio:>8}{columns[1]:9.1f}{columns[2] * 1000:12.1f}"
        )
    return "\n".join(lines)


def targets(workloads: list[Workload], results: dict[str, dict[str, list[dict[str, float]]]]) -> str:
    """How azdo stands to what it has to reach."""
    lines = ["azdo's targets"]
    for key, name, other, most in TARGETS:
        workload = next((workload for workload in workloads if workload.key == key), None)
        measured = results.get(key, {})
        if workload is None or name not in measured or other not in measured:
            continue
        ratio = middle(workload, measured[name]) / middle(workload, measured[other])
        verdict = "reached" if ratio <= most else "MISSED"
        lines.append(f"  {key:8}{name:14}{ratio:6.2f} x {other:20} at most {most:.2f}   {verdict}")
    return "\n".join(lines)


def machine() -> dict[str, str | int]:
    model = ""
    if os.path.exists("/proc/cpuinfo"):
        names = (line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name"))
        model = next(names, "")
    return {"processor": model, "cores": os.cpu_count() or 0, "system": platform.platform()}
