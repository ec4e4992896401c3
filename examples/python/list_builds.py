"""Every build with this result (all, if none is named), however many pages that takes: list_builds.py [result]"""

import os
import sys

import azdo

url, pat = os.environ.get("AZDO_ORGANIZATION_URL", ""), os.environ.get("AZDO_PAT", "")
result = sys.argv[1] if len(sys.argv) > 1 else None
listed = 0
try:
    with azdo.Client(url, pat, ca_file=os.environ.get("AZDO_CA_FILE")) as client:
        for build in client.builds.list(os.environ.get("AZDO_PROJECT"), resultFilter=result):
            how = build.result_name or build.status_name
            print(f"{build.id}  {build.build_number:<14}  {how:<20}  {build.definition_name}  {build.source_branch}")
            listed += 1
    print(listed, "builds")
except azdo.Error as error:
    sys.exit(str(error))
