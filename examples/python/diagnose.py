"""What is in order between this machine and the builds, what is not, and what to do."""

import os
import sys

import azdo

WORDS = {azdo.Verdict.OK: "ok", azdo.Verdict.PROBLEM: "PROBLEM", azdo.Verdict.CANNOT_TELL: "cannot tell"}
url, pat = os.environ.get("AZDO_ORGANIZATION_URL", ""), os.environ.get("AZDO_PAT", "")
try:
    findings = azdo.diagnose(url, pat, ca_file=os.environ.get("AZDO_CA_FILE"))
except azdo.Error as error:
    sys.exit(str(error))
for finding in findings:
    print(f"{finding.check:<12} {WORDS[finding.verdict]:<12} {finding.text}")
    if finding.hint:
        print(" " * 26 + finding.hint)
sys.exit(any(finding.verdict is azdo.Verdict.PROBLEM for finding in findings))
