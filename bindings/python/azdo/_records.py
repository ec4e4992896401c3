"""Builds and projects as the service tells them, read from a page of the library's when they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import addressof, byref, c_int32, c_int64, c_size_t, c_uint32, c_void_p, cast, sizeof, string_at

from . import _raw
from ._boundary import Handle
from ._errors import InvalidState
from ._library import library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from typing import Any, Callable, ClassVar, TypeVar, overload

    R = TypeVar("R", bound="Record")
else:
    # The module typing is a quarter of what the import would cost.
    R = None

    def overload(function):
        return function



class Word(int):
    """A word of the service's: one that this version knows is a constant of its class, any other keeps its
    spelling in ``word``."""

    word: str
    _known: ClassVar[dict[int, Word]]

    def __new__(cls, value: int | str = "") -> Any:
        """The constant of this number, or of this word in any case; a word that nobody knew stays as it is."""
        if isinstance(value, str):
            for known in cls._known.values():
                if known.word.lower() == value.lower():
                    return known
            return cls._made(0, value)
        return cls._known.get(value) or cls._made(0, "unknown")

    @classmethod
    def _made(cls, number: int, word: str) -> Any:
        made = int.__new__(cls, number)
        made.word = word
        return made

    @classmethod
    def _of(cls, number: int, word: str) -> Any:
        return cls._known.get(number) or cls._made(0, word)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Word):
            return type(self) is type(other) and self.word.lower() == other.word.lower()
        return int(self) == other

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return int.__hash__(self)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.word}>"

    def __str__(self) -> str:
        return self.word

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self)._of, (int(self), self.word))


def _words(kind: type[Word], **words: tuple[int, str]) -> None:
    kind._known = {}
    for name, (number, word) in words.items():
        constant = kind._made(number, word)
        kind._known[number] = constant
        setattr(kind, name, constant)


class BuildStatus(Word):
    """How far a build has come."""

    NONE: ClassVar[BuildStatus]
    IN_PROGRESS: ClassVar[BuildStatus]
    COMPLETED: ClassVar[BuildStatus]
    CANCELLING: ClassVar[BuildStatus]
    POSTPONED: ClassVar[BuildStatus]
    NOT_STARTED: ClassVar[BuildStatus]


_words(
    BuildStatus,
    NONE=(_raw.BUILD_STATUS_NONE, "none"),
    IN_PROGRESS=(_raw.BUILD_STATUS_IN_PROGRESS, "inProgress"),
    COMPLETED=(_raw.BUILD_STATUS_COMPLETED, "completed"),
    CANCELLING=(_raw.BUILD_STATUS_CANCELLING, "cancelling"),
    POSTPONED=(_raw.BUILD_STATUS_POSTPONED, "postponed"),
    NOT_STARTED=(_raw.BUILD_STATUS_NOT_STARTED, "notStarted"),
)


class BuildResult(Word):
    """How a build ended; NONE until that is known."""

    NONE: ClassVar[BuildResult]
    SUCCEEDED: ClassVar[BuildResult]
    PARTIALLY_SUCCEEDED: ClassVar[BuildResult]
    FAILED: ClassVar[BuildResult]
    CANCELED: ClassVar[BuildResult]


_words(
    BuildResult,
    NONE=(_raw.BUILD_RESULT_NONE, "none"),
    SUCCEEDED=(_raw.BUILD_RESULT_SUCCEEDED, "succeeded"),
    PARTIALLY_SUCCEEDED=(_raw.BUILD_RESULT_PARTIALLY_SUCCEEDED, "partiallySucceeded"),
    FAILED=(_raw.BUILD_RESULT_FAILED, "failed"),
    CANCELED=(_raw.BUILD_RESULT_CANCELED, "canceled"),
)

TIME_NONE = -(2**63)


# What an address takes, and where that is as much, a number of 64 bits.
_WORD: Any = c_int64 if sizeof(c_size_t) == 8 else c_size_t


class _Layout:
    """Where a record's fields are in its memory: in bytes, and in words."""

    def __init__(self, structure: type[Any]) -> None:
        # A newer library's record is longer; an older library is not loaded.
        self.words: Any = _WORD * (sizeof(structure) // sizeof(_WORD))
        self.offsets = {name: getattr(structure, name).offset for name, _ in structure._fields_}
        self.places = {name: offset // sizeof(_WORD) for name, offset in self.offsets.items()}


_BUILD = _Layout(_raw.azdo_build)
_PROJECT = _Layout(_raw.azdo_project)


def _text(layout: _Layout, name: str, doc: str) -> Any:
    place = layout.places[name]

    def read(self: Record) -> str:
        words = self._words
        return self._page._text(words[place], words[place + 1])

    return property(read, doc=doc)


def _number(layout: _Layout, name: str, doc: str) -> Any:
    place = layout.places[name]
    if _WORD is c_int64:
        return property(lambda self: self._words[place], doc=doc)
    return property(lambda self: _field(self, name, c_int64), doc=doc)


def _field(record: Record, name: str, kind: Any) -> int:
    number: int = kind.from_address(addressof(record._words) + record._layout.offsets[name]).value
    return number


def _flag(bit: int, doc: str) -> Any:
    return property(lambda self: bool(_field(self, "flags", c_uint32) & bit), doc=doc)


def _time(name: str, doc: str) -> Any:
    return property(lambda self: _moment(_field(self, name, c_int64)), doc=doc)


def _moment(nanoseconds: int) -> datetime | None:
    from datetime import datetime, timedelta, timezone

    if nanoseconds == TIME_NONE:
        return None
    return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=nanoseconds // 1000)


class Record:
    """One object of the service's. It keeps its page alive, and reads what lies there when it is looked at."""

    __slots__ = ("_page", "_words")
    _layout: ClassVar[_Layout]

    def __init__(self, page: Page[Any], address: int) -> None:
        self._page = page
        self._words: Any = self._layout.words.from_address(address)

    def __eq__(self, other: object) -> bool:
        """Whether it is the same record of the same page."""
        if not isinstance(other, Record):
            return NotImplemented
        return addressof(self._words) == addressof(other._words)

    def __hash__(self) -> int:
        return hash(addressof(self._words))

    def __reduce__(self) -> str:
        raise TypeError("a record is part of its page and cannot be pickled; its to_dict() can")

    @property
    def json(self) -> str:
        """The object as the service sent it; "" where the client does not keep it."""
        place = self._layout.places["json"]
        return string_at(self._words[place], self._words[place + 1]).decode()

    def to_dict(self) -> dict[str, Any]:
        """The whole object, parsed anew at each call."""
        import json

        if not self.json:
            raise InvalidState("the client does not keep the JSON of records", cause="invalid_state")
        parsed: dict[str, Any] = json.loads(self.json)
        return parsed


class Build(Record):
    """A build ("Build" in the REST reference). Absent text is "", an absent number 0, an absent time None."""

    __slots__ = ()
    _layout = _BUILD

    id: int = _number(_BUILD, "id", "The build's number in its organization.")
    definition_id: int = _number(_BUILD, "definition_id", "Of its definition (pipeline).")
    queue_time_ns: int = _number(_BUILD, "queue_time_ns", "Nanoseconds since 1970; -2**63 if absent.")
    start_time_ns: int = _number(_BUILD, "start_time_ns", "Nanoseconds since 1970; -2**63 if absent.")
    finish_time_ns: int = _number(_BUILD, "finish_time_ns", "Nanoseconds since 1970; -2**63 if absent.")
    last_changed_time_ns: int = _number(_BUILD, "last_changed_time_ns", "Nanoseconds since 1970; -2**63 if absent.")
    queue_time: datetime | None = _time("queue_time_ns", "When it was queued, in UTC.")
    start_time: datetime | None = _time("start_time_ns", "When it started, in UTC.")
    finish_time: datetime | None = _time("finish_time_ns", "When it finished, in UTC.")
    last_changed_time: datetime | None = _time("last_changed_time_ns", "When it last changed, in UTC.")
    keep_forever: bool = _flag(_raw.BUILD_KEEP_FOREVER, "Kept whatever the retention policy says.")
    retained_by_release: bool = _flag(_raw.BUILD_RETAINED_BY_RELEASE, "A release keeps it.")
    deleted: bool = _flag(_raw.BUILD_DELETED, "It has been deleted.")
    build_number: str = _text(_BUILD, "build_number", 'Its name, such as "20261124.3".')
    reason: str = _text(_BUILD, "reason", 'Why it was queued: "manual", "individualCI", …')
    priority: str = _text(_BUILD, "priority", 'Its priority in the queue: "normal", …')
    definition_name: str = _text(_BUILD, "definition_name", "The definition's (pipeline's) name.")
    project_id: str = _text(_BUILD, "project_id", "The project's GUID.")
    project_name: str = _text(_BUILD, "project_name", "The project's name.")
    source_branch: str = _text(_BUILD, "source_branch", '"refs/heads/main", …')
    source_version: str = _text(_BUILD, "source_version", "The commit.")
    repository_id: str = _text(_BUILD, "repository_id", "The repository's id.")
    repository_type: str = _text(_BUILD, "repository_type", '"TfsGit", "GitHub", …; the service\'s case varies.')
    requested_for_name: str = _text(_BUILD, "requested_for_name", "The display name of whom it is for.")
    requested_for_unique_name: str = _text(_BUILD, "requested_for_unique_name", "The sign-in name of whom it is for.")
    requested_by_name: str = _text(_BUILD, "requested_by_name", "The display name of who asked for it.")
    queue_name: str = _text(_BUILD, "queue_name", "The agent queue.")
    uri: str = _text(_BUILD, "uri", '"vstfs:///Build/Build/…".')
    url: str = _text(_BUILD, "url", "Of the API.")
    web_url: str = _text(_BUILD, "web_url", "Of the page that a browser shows.")
    queue_id: int = _number(_BUILD, "queue_id", "Of the agent queue.")
    pool_id: int = _number(_BUILD, "pool_id", "Of that queue's agent pool.")
    pool_name: str = _text(_BUILD, "pool_name", "That queue's agent pool.")
    requested_for_id: str = _text(_BUILD, "requested_for_id", "The GUID of whom it is for.")
    requested_by_id: str = _text(_BUILD, "requested_by_id", "The GUID of who asked for it.")
    requested_by_unique_name: str = _text(_BUILD, "requested_by_unique_name", "The sign-in name of who asked for it.")
    last_changed_by_id: str = _text(_BUILD, "last_changed_by_id", "The GUID of who last changed it, which may be a service.")
    last_changed_by_name: str = _text(_BUILD, "last_changed_by_name", "The display name of who last changed it.")
    last_changed_by_unique_name: str = _text(_BUILD, "last_changed_by_unique_name", "The sign-in name of who last changed it.")

    @property
    def status(self) -> BuildStatus:
        """How far it has come."""
        status: BuildStatus = BuildStatus._of(_field(self, "status", c_int32), self.status_name)
        return status

    @property
    def result(self) -> BuildResult:
        """How it ended; NONE until that is known."""
        result: BuildResult = BuildResult._of(_field(self, "result", c_int32), self.result_name)
        return result

    status_name: str = _text(_BUILD, "status_name", "The status as the service spells it.")
    result_name: str = _text(_BUILD, "result_name", "The result as the service spells it.")

    def __repr__(self) -> str:
        return f"<Build {self.id} {self.build_number!r} {self.result_name or self.status_name}>"


class Project(Record):
    """A project ("TeamProjectReference" in the REST reference)."""

    __slots__ = ()
    _layout = _PROJECT

    id: str = _text(_PROJECT, "id", "Its GUID.")
    name: str = _text(_PROJECT, "name", "Its name.")
    description: str = _text(_PROJECT, "description", "What its administrators say of it.")
    state: str = _text(_PROJECT, "state", '"wellFormed", "new", "deleting", …')
    visibility: str = _text(_PROJECT, "visibility", '"private", "public", "organization", …')
    url: str = _text(_PROJECT, "url", "Of the API.")
    revision: int = _number(_PROJECT, "revision", "How often it has been changed.")
    last_update_time_ns: int = _number(_PROJECT, "last_update_time_ns", "Nanoseconds since 1970; -2**63 if absent.")
    last_update_time: datetime | None = _time("last_update_time_ns", "When it was last changed, in UTC.")

    def __repr__(self) -> str:
        return f"<Project {self.name!r}>"


class PageKind:
    """What the library calls the pages of one kind of record."""

    def __init__(self, record: type[Any], name: str) -> None:
        self.record = record
        self.read_records: Callable[..., Any] = getattr(library, f"azdo_{name}_page_records")
        self.read_text: Callable[..., Any] = getattr(library, f"azdo_{name}_page_text")
        self.read_token: Callable[..., bytes] = getattr(library, f"azdo_{name}_page_token")
        self.free: Callable[[c_void_p], None] = getattr(library, f"azdo_{name}_page_free")


class Page(Sequence[R]):
    """A sequence of records, as one answer of the service held them; it stays as it is."""

    __slots__ = ("_kind", "_handle", "_addresses", "_block", "_start", "_ascii")

    def __init__(self, kind: PageKind, handle: Handle) -> None:
        self._kind = kind
        self._handle = handle
        count = c_size_t()
        with handle as pointer:
            records = kind.read_records(pointer, byref(count))
        self._addresses: list[int] = list((c_void_p * count.value).from_address(_address(records))) if count.value else []
        self._block: bytes | None = None
        self._start = 0
        self._ascii: str | None = None

    @property
    def token(self) -> str:
        """What to pass as ``continuationToken`` to go on after this page; "" at the end."""
        with self._handle as pointer:
            return self._kind.read_token(pointer).decode()

    def __len__(self) -> int:
        return len(self._addresses)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> list[R]: ...
    def __getitem__(self, index: int | slice) -> R | list[R]:
        record = self._kind.record
        if isinstance(index, slice):
            return [record(self, address) for address in self._addresses[index]]
        one: R = record(self, self._addresses[index])
        return one

    def __iter__(self) -> Iterator[R]:
        record = self._kind.record
        for address in self._addresses:
            yield record(self, address)

    def __repr__(self) -> str:
        return f"<Page of {len(self)} {self._kind.record.__name__}s>"

    def _text(self, address: int, length: int) -> str:
        if length == 0:
            return ""
        block = self._block
        if block is None:
            block = self._read_block()
        start = address - self._start
        # One decoding for the page's whole text where a character is a byte; each text its own elsewhere.
        if self._ascii is not None:
            return self._ascii[start : start + length]
        return block[start : start + length].decode()

    def _read_block(self) -> bytes:
        with self._handle as pointer:
            text = self._kind.read_text(pointer)
            block = string_at(text.data, text.len)
        self._start = text.data
        if block.isascii():
            self._ascii = block.decode("ascii")
        self._block = block
        return block


def _address(pointer: Any) -> int:
    return cast(pointer, c_void_p).value or 0


BUILD_PAGES = PageKind(Build, "build")
PROJECT_PAGES = PageKind(Project, "project")
