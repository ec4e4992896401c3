"""An artifact of a build, zipped: download_artifact.py BUILD NAME > FILE"""

import os
import shutil
import sys

import azdo

url, pat = os.environ.get("AZDO_ORGANIZATION_URL", ""), os.environ.get("AZDO_PAT", "")
number, name = (*sys.argv[1:], 0, "")[:2]
try:
    with azdo.Client(url, pat, ca_file=os.environ.get("AZDO_CA_FILE")) as client:
        for artifact in client.builds.artifacts(int(number), os.environ.get("AZDO_PROJECT")):
            if artifact.name == name:
                with client.request("GET", artifact.download_url) as response:
                    shutil.copyfileobj(response, sys.stdout.buffer)
                break
        else:
            sys.exit(f"the build has no artifact {name}")
except azdo.Error as error:
    sys.exit(str(error))
