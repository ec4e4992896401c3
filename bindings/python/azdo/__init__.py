"""Azure DevOps builds.

>>> with azdo.Client("https://dev.azure.com/fabrikam", pat) as client:
...     for build in client.builds.list("Fabrikam-Fiber", resultFilter="failed"):
...         print(build.id, build.build_number, build.source_branch)
"""

from __future__ import annotations

from ._boundary import Cancel
from ._client import Builds, Client, Counters, Definitions, List, Projects, Response, basic_auth_header, get_builds
from ._credential import Credential
from ._doctor import Finding, Verdict, diagnose
from ._errors import (
    Cancelled,
    Conflict,
    Error,
    Forbidden,
    InternalError,
    InvalidArgument,
    InvalidState,
    LimitExceeded,
    LocalError,
    NetworkError,
    NotFound,
    ProtocolError,
    Rejected,
    Status,
    Throttled,
    Timeout,
    TlsError,
    Unauthenticated,
    Unavailable,
)
from ._library import library as _library
from ._records import (
    Artifact,
    Attempt,
    BrokenElement,
    Build,
    BuildResult,
    BuildStatus,
    Change,
    Definition,
    Issue,
    IssueKind,
    Log,
    Page,
    Project,
    QueueStatus,
    Records,
    Timeline,
    TimelineRecord,
    TimelineResult,
    TimelineState,
    WorkItem,
)
from ._reference import Reference, ReferenceKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from . import aio as aio

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # Only for those who use it: asyncio takes longer to import than all the rest.
    if name == "aio":
        from importlib import import_module

        return import_module(".aio", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def library_version() -> str:
    """The version of the library that is loaded."""
    version: bytes = _library.azdo_version()
    return version.decode()


__all__ = [
    "Artifact", "Attempt", "BrokenElement", "Build", "BuildResult", "BuildStatus", "Builds", "Cancel", "Cancelled",
    "Change", "Client", "Conflict", "Counters", "Credential", "Definition", "Definitions", "Error", "Finding",
    "Forbidden", "InternalError", "InvalidArgument", "InvalidState", "Issue", "IssueKind", "LimitExceeded", "List",
    "LocalError", "Log", "NetworkError", "NotFound", "Page", "Project", "Projects", "ProtocolError", "QueueStatus",
    "Records", "Reference", "ReferenceKind", "Rejected", "Response", "Status", "Throttled", "Timeline",
    "TimelineRecord", "TimelineResult", "TimelineState", "Timeout", "TlsError", "Unauthenticated", "Unavailable",
    "Verdict", "WorkItem", "basic_auth_header", "diagnose", "get_builds", "library_version",
]  # fmt: skip
