"""The 2016 page's sample: GET the builds, insist on success, print the body; on failure, say why."""

import os
import sys

import azdo

url = os.environ.get("AZDO_ORGANIZATION_URL", "")
try:
    # Without a project, all builds that the token sees; the page's user name may be left out.
    print(azdo.get_builds(url, os.environ.get("AZDO_PAT", ""), os.environ.get("AZDO_PROJECT")))
except azdo.Error as error:
    sys.exit(str(error))
