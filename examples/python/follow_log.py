"""The logs of a build as they grow, until it has ended: follow_log.py BUILD"""

import os
import sys
import time

import azdo

url, pat = os.environ.get("AZDO_ORGANIZATION_URL", ""), os.environ.get("AZDO_PAT", "")
project = os.environ.get("AZDO_PROJECT")
number = int(sys.argv[1]) if len(sys.argv) > 1 else 0
shown: "dict[int, int]" = {}
ended = False
try:
    with azdo.Client(url, pat, ca_file=os.environ.get("AZDO_CA_FILE")) as client:
        while not ended:
            # Asked before the logs: they are whole when the build had ended by then.
            ended = client.builds.get(number, project).status == azdo.BuildStatus.COMPLETED
            for log in client.builds.logs(number, project):
                # The first line is 1.
                start = shown.get(log.id, 0) + 1
                if log.line_count < start:
                    continue
                print(f"== log {log.id} from line {start}")
                lines = client.call(
                    "Builds - Get Build Log", project=project, buildId=number, logId=log.id, startLine=start,
                    accept="application/json",
                )["value"]  # fmt: skip
                print(*lines, sep="\n", flush=True)
                shown[log.id] = start - 1 + len(lines)
            if not ended:
                time.sleep(2)
except azdo.Error as error:
    sys.exit(str(error))
