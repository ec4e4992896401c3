"""Queues a build, follows it to its end, and says what became of its tasks: queue_build.py DEFINITION [BRANCH]"""

import os
import sys
import time

import azdo

url, pat = os.environ.get("AZDO_ORGANIZATION_URL", ""), os.environ.get("AZDO_PAT", "")
definition, branch = (*sys.argv[1:], None, None)[:2]
try:
    with azdo.Client(url, pat, ca_file=os.environ.get("AZDO_CA_FILE")) as client:
        # By its id, its name, or its folder and name.
        build = client.builds.queue(os.environ.get("AZDO_PROJECT"), definition=definition, branch=branch)
        print(build.id, build.build_number, build.web_url)
        while build.status != azdo.BuildStatus.COMPLETED:
            time.sleep(2)
            build = client.builds.get(build)
        lines = {log.id: log.line_count for log in client.builds.logs(build)}
        for record in sorted(client.builds.timeline(build), key=lambda record: record.start_time_ns):
            if record.type_name != "Task":
                continue
            how = record.result_name or record.state_name
            print(f"{how:<20}  {lines.get(record.log_id, 0):>6} lines  {record.name}")
            for issue in record.issues:
                print(f"  {issue.kind_name}: {issue.message}")
            if record.result == azdo.TimelineResult.FAILED and record.log_id:
                project, log = build.project_id, record.log_id
                print(client.call("Builds - Get Build Log", project=project, buildId=build.id, logId=log))
        print(build.result)
        sys.exit(build.result != azdo.BuildResult.SUCCEEDED)
except azdo.Error as error:
    sys.exit(str(error))
