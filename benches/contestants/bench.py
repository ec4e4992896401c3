"""What the driver asks for, and how it is answered: as bench.h has it, for the contestants in Python."""

import os
import sys
import time

if sys.argv[1:] == ["harvest"]:
    # Before the clock starts, as all modules, and for the workload alone that needs it: it is a large one.
    from concurrent.futures import ThreadPoolExecutor

PAGE, HARVEST_PAGE, LATEST, THREADS = 1000, 100, 10, 16
PROJECTS = [f"Fabrikam-{number:02}" for number in range(40)]


class Job:
    def __init__(self):
        self.wall, self.cpu = time.monotonic(), time.process_time()
        self.url = os.environ["BENCH_URL"]
        self.project = os.environ["BENCH_PROJECT"]
        self.user, self.pat = os.environ["BENCH_TOKEN"].split(":")
        first = int(os.environ["BENCH_FIRST_ID"])
        self.ids = range(first, first + int(os.environ["BENCH_GETS"]))
        self.print = "BENCH_PRINT" in os.environ

    def read(self, id, number, status, result, definition, definition_name, branch, person):
        if self.print:
            fields = (id, number, status, result, definition, definition_name, branch, person)
            sys.stdout.write("\t".join(map(str, fields)) + "\n")
        texts = len(number) + len(status) + len(result) + len(definition_name) + len(branch)
        return id + definition + texts + (person != "")

    def each_project(self, work):
        """The sum of what `work` gives for each project of the harvest, on as many threads as all contestants have."""
        with ThreadPoolExecutor(THREADS) as threads:
            return sum(threads.map(work, PROJECTS))

    def run(self, **workloads):
        name = sys.argv[1] if len(sys.argv) > 1 else ""
        if name not in workloads:
            sys.exit(f"not a workload of this contestant: {name}")
        self.print = self.print or name == "cold"
        total = workloads[name]()
        wall, cpu = time.monotonic() - self.wall, time.process_time() - self.cpu
        print(f'{{"sum": {total}, "wall": {wall:.6f}, "cpu": {cpu:.6f}}}')
