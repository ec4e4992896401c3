"""Every operation of the Build area, by the name the REST reference gives it."""

import os
import sys

import azdo

url, pat = os.environ.get("AZDO_ORGANIZATION_URL", ""), os.environ.get("AZDO_PAT", "")
project = os.environ.get("AZDO_PROJECT")
try:
    with azdo.Client(url, pat, ca_file=os.environ.get("AZDO_CA_FILE")) as client:
        # One answer: what is JSON comes parsed.
        latest = client.call("Builds - List", project=project, statusFilter="completed", top=1)["value"][0]
        print(f"the latest build: {latest['id']} {latest['buildNumber']}, {latest['result']}")
        # Every element of a list, over all its pages.
        definitions = {
            build["definition"]["name"]
            for build in client.items("Builds - List", project=project, resultFilter="failed", page_size=200)
        }
        print(f"definitions whose builds failed: {', '.join(sorted(definitions))}")
except azdo.Error as error:
    sys.exit(str(error))
