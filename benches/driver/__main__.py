"""make bench: azdo beside what one would use instead, all doing the same work in turns on this machine.

Whatever is missing is installed if that is ours to do, or named. A contestant that computes something else than the
others fails.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import subprocess
import sys
from collections import defaultdict

import prepare
import report
from contestants import BUILD, CONTESTANTS, WORKLOADS, Contestant, Workload
from measure import FULL, QUICK, Failed, Run, Scale, Server, run


# How soon a cancelled call returns: azdo alone is asked.
CANCEL = "cancel"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures azdo beside its alternatives.")
    parser.add_argument("--runs", type=int, default=7, help="how often each contestant runs (7)")
    parser.add_argument("--quick", action="store_true", help="one run each of a tenth of the work: does it all work?")
    parser.add_argument("--workloads", help="of these alone, by comma: " + ", ".join([*(w.key for w in WORKLOADS), CANCEL]))
    parser.add_argument("--contestants", help="only those whose name holds one of these words, by comma")
    return parser.parse_args()


def main() -> int:
    asked = arguments()
    runs, scale = (1, QUICK) if asked.quick else (asked.runs, FULL)
    workloads = [w for w in WORKLOADS if not asked.workloads or w.key in asked.workloads.split(",")]
    missing = prepare.everything()
    for contestant in CONTESTANTS:
        if contestant.part in missing:
            print(f"MISSING: {contestant.name}: {missing[contestant.part]}", flush=True)
    words = asked.contestants.split(",") if asked.contestants else [""]
    present = [
        contestant
        for contestant in CONTESTANTS
        if contestant.part not in missing and any(word in contestant.name for word in words)
    ]
    failures: list[str] = []
    if not asked.workloads or CANCEL in asked.workloads.split(","):
        # It prints its table itself.
        if subprocess.run([BUILD / "bin" / "cancel"]).returncode != 0:
            failures.append(CANCEL)
        print(flush=True)
    results: dict[str, dict[str, list[dict[str, float]]]] = {}
    for workload in workloads:
        results[workload.key] = compare(workload, present, scale, runs, failures)
        print(report.table(workload, workload.title.format(**vars(scale)), results[workload.key]), "\n", flush=True)
    print(report.targets(workloads, results))
    file = BUILD / "results.json"
    file.write_text(json.dumps({
        "machine": report.machine(), "scale": vars(scale), "runs": runs, "missing": missing, "failures": failures,
        "results": results,
    }, indent=1))  # fmt: skip
    print(f"\nevery run is in {file}")
    for failure in failures:
        print(f"FAILED: {failure}")
    return 1 if failures or (missing and os.environ.get("AZDO_REQUIRE_ALL") == "1") else 0


def compare(
    workload: Workload, contestants: list[Contestant], scale: Scale, runs: int, failures: list[str]
) -> dict[str, list[dict[str, float]]]:
    """Runs in turns; who computes something else than the first is out."""
    able = [contestant for contestant in contestants if workload.command in contestant.workloads]
    results: dict[str, list[dict[str, float]]] = defaultdict(list)
    with Server(scale, workload) as server:
        environment = server.environment(scale)
        agreed: Run | None = None

        def attempt(contestant: Contestant, printing: bool) -> Run | None:
            nonlocal agreed
            try:
                outcome = run(contestant, workload, environment, printing)
                # The floor makes nothing of what it reads.
                if not contestant.is_floor:
                    agreed = agreed or outcome
                    if outcome.sum is not None and outcome.sum != agreed.sum:
                        raise Failed(f"its sum is {outcome.sum}, not {agreed.sum}")
                    if printing and outcome.lines != agreed.lines:
                        raise Failed("it printed something else than the others")
                return outcome
            except Failed as failure:
                failures.append(f"{contestant.name} in {workload.key}: {failure}")
                print(f"FAILED: {failures[-1]}", flush=True)
                return None

        able = [contestant for contestant in able if attempt(contestant, printing=True)]
        for turn in range(runs * workload.times):
            # Nobody always runs after the same one.
            start = turn * 5 % len(able) if able else 0
            for contestant in able[start:] + able[:start]:
                outcome = attempt(contestant, printing=False)
                if outcome is None:
                    able = [other for other in able if other is not contestant]
                else:
                    results[contestant.name].append(dataclasses.asdict(outcome))
    return {contestant.name: results[contestant.name] for contestant in able}


if __name__ == "__main__":
    sys.exit(main())
