"""What a URL names."""

from __future__ import annotations

from ctypes import c_void_p
from enum import IntEnum

from . import _raw
from ._boundary import Handle, call, encoded
from ._library import library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class ReferenceKind(IntEnum):
    """What a reference names, the most particular of it. UNKNOWN is what only a later version knows."""

    UNKNOWN = _raw.REFERENCE_KIND_UNKNOWN
    ORGANIZATION = _raw.REFERENCE_KIND_ORGANIZATION
    PROJECT = _raw.REFERENCE_KIND_PROJECT
    REPOSITORY = _raw.REFERENCE_KIND_REPOSITORY
    DEFINITION = _raw.REFERENCE_KIND_DEFINITION
    BUILD = _raw.REFERENCE_KIND_BUILD
    LOG = _raw.REFERENCE_KIND_LOG
    ARTIFACT = _raw.REFERENCE_KIND_ARTIFACT

    @classmethod
    def _missing_(cls, value: object) -> ReferenceKind:
        return cls.UNKNOWN


_PARTS = (
    "kind", "organization_url", "organization_name", "project", "repository", "definition_id", "build_id", "log_id",
    "artifact_name", "job_id", "task_id", "web_url", "api_url",
)  # fmt: skip


def _part(name: str, doc: str) -> Any:
    place = _PARTS.index(name)
    return property(lambda self: self._values[place], doc=doc)


class Reference:
    """What a URL that somebody pasted names: ``Reference.parse(url)``. What is absent is None. Two are equal if they
    name the same, whatever their URLs looked like.

    >>> build = azdo.Reference.parse("https://dev.azure.com/fabrikam/Fiber/_build/results?buildId=42&view=logs")
    >>> build.project, build.build_id
    ('Fiber', 42)
    """

    __slots__ = ("_values",)

    kind: ReferenceKind = _part("kind", "What it names, the most particular of it.")
    organization_url: str | None = _part(
        "organization_url",
        "The organization's own URL; None for ``vstfs:///…``. It makes a Client, and so does the URL that was parsed.",
    )
    organization_name: str | None = _part(
        "organization_name", "The name of the organization, of the account, or of the Server's collection."
    )
    project: str | None = _part("project", "The project's name or GUID.")
    repository: str | None = _part("repository", "The git repository's name or GUID.")
    definition_id: int | None = _part(
        "definition_id", "The definition's (pipeline's) number; None for a build, even where the URL had both."
    )
    build_id: int | None = _part("build_id", "The build's number, also where a part of the build is named.")
    log_id: int | None = _part("log_id", "The log's number in its build.")
    artifact_name: str | None = _part("artifact_name", "The name of the build's artifact.")
    job_id: str | None = _part("job_id", "The id that a job of the build has in its timeline.")
    task_id: str | None = _part("task_id", "The id that a task of the build has in its timeline.")
    web_url: str | None = _part("web_url", "The page that a browser shows; for a log or an artifact, its build's.")
    api_url: str | None = _part("api_url", "Where the API has it, for ``Client.request``.")

    def __init__(self, values: tuple[Any, ...]) -> None:
        self._values = values

    @classmethod
    def parse(cls, url: str) -> Reference:
        """Of any URL that people have: of a web page, the API, a git remote, or ``vstfs:///Build/…``."""
        reference = Handle(library.azdo_reference_free)
        call(library.azdo_reference_parse, encoded(url, "url"), reference.place)
        with reference as pointer:
            return cls(tuple(_read(pointer, name) for name in _PARTS))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Reference):
            return NotImplemented
        return self._values == other._values

    def __hash__(self) -> int:
        return hash(self._values)

    def __repr__(self) -> str:
        return f"<Reference {self.kind.name} {self.web_url or self.api_url or self.build_id or self.definition_id}>"


def _read(pointer: c_void_p, name: str) -> Any:
    if name == "kind":
        return ReferenceKind(library.azdo_reference_kind_of(pointer))
    value = getattr(library, f"azdo_reference_{name}")(pointer)
    return (value.decode() if isinstance(value, bytes) else value) or None
