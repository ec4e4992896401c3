"""The page's header from a personal access token, for other tools: basic_auth_header.py | curl -H @- URL"""

import os
import sys

import azdo

try:
    print("Authorization:", azdo.basic_auth_header(os.environ.get("AZDO_PAT", "")))
except azdo.Error as error:
    sys.exit(str(error))
