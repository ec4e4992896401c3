"""What any operation of the REST reference answers: call_operation.py "Builds - Get" project=Fiber buildId=42"""

import os
import sys

import azdo

url, pat = os.environ.get("AZDO_ORGANIZATION_URL", ""), os.environ.get("AZDO_PAT", "")
operation, *arguments = sys.argv[1:] or [""]
values = dict(argument.partition("=")[::2] for argument in arguments)
try:
    with azdo.Client(url, pat, ca_file=os.environ.get("AZDO_CA_FILE")) as client:
        with client.stream(operation, force=(), **values) as answer:
            sys.stdout.buffer.write(answer.body())
except azdo.Error as error:
    sys.exit(str(error))
