"""What the service tells of builds, definitions and projects, read from a page of the library's when they are looked
at."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from ctypes import addressof, byref, c_char, c_int32, c_int64, c_size_t, c_uint32, c_void_p, cast, sizeof, string_at

from . import _raw
from ._boundary import Handle, parsed
from ._errors import InvalidState
from ._library import library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from typing import Any, Callable, ClassVar, TypeVar, overload

    R = TypeVar("R")
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

    def __init_subclass__(cls, prefix: str) -> None:
        """The constants that the class names, by their numbers in the header. The service spells IN_PROGRESS as
        inProgress."""
        cls._known = {}
        for name in cls.__annotations__:
            first, *others = name.lower().split("_")
            number = getattr(_raw, f"{prefix}_{name}")
            constant = cls._made(number, first + "".join(map(str.capitalize, others)))
            cls._known[number] = constant
            setattr(cls, name, constant)

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


class BuildStatus(Word, prefix="BUILD_STATUS"):
    """How far a build has come."""

    NONE: ClassVar[BuildStatus]
    IN_PROGRESS: ClassVar[BuildStatus]
    COMPLETED: ClassVar[BuildStatus]
    CANCELLING: ClassVar[BuildStatus]
    POSTPONED: ClassVar[BuildStatus]
    NOT_STARTED: ClassVar[BuildStatus]


class BuildResult(Word, prefix="BUILD_RESULT"):
    """How a build ended; NONE until that is known."""

    NONE: ClassVar[BuildResult]
    SUCCEEDED: ClassVar[BuildResult]
    PARTIALLY_SUCCEEDED: ClassVar[BuildResult]
    FAILED: ClassVar[BuildResult]
    CANCELED: ClassVar[BuildResult]


class QueueStatus(Word, prefix="QUEUE_STATUS"):
    """Whether builds of a definition can be queued: ENABLED ones run, PAUSED ones wait, DISABLED ones are refused. NONE
    where the service does not say."""

    NONE: ClassVar[QueueStatus]
    ENABLED: ClassVar[QueueStatus]
    PAUSED: ClassVar[QueueStatus]
    DISABLED: ClassVar[QueueStatus]


class TimelineState(Word, prefix="TIMELINE_STATE"):
    """How far a part of a build has come; NONE where the service does not say."""

    NONE: ClassVar[TimelineState]
    PENDING: ClassVar[TimelineState]
    IN_PROGRESS: ClassVar[TimelineState]
    COMPLETED: ClassVar[TimelineState]


class TimelineResult(Word, prefix="TIMELINE_RESULT"):
    """How a part of a build ended, NONE until that is known: another set than that of builds."""

    NONE: ClassVar[TimelineResult]
    SUCCEEDED: ClassVar[TimelineResult]
    SUCCEEDED_WITH_ISSUES: ClassVar[TimelineResult]
    FAILED: ClassVar[TimelineResult]
    CANCELED: ClassVar[TimelineResult]
    SKIPPED: ClassVar[TimelineResult]
    ABANDONED: ClassVar[TimelineResult]
    MANUALLY_QUEUED: ClassVar[TimelineResult]
    DEPENDENT_ON_MANUAL_QUEUE: ClassVar[TimelineResult]


class IssueKind(Word, prefix="ISSUE_KIND"):
    """How bad an issue is; NONE where the service does not say."""

    NONE: ClassVar[IssueKind]
    ERROR: ClassVar[IssueKind]
    WARNING: ClassVar[IssueKind]


TIME_NONE = -(2**63)


# What an address takes, and where that is as much, a number of 64 bits.
_WORD: Any = c_int64 if sizeof(c_size_t) == 8 else c_size_t


# Bytes from some place on: an array type for each length would be a class for each.
_Memory = c_char * sys.maxsize


class _Layout:
    """Where a record's fields are in its memory: in bytes, and in words."""

    def __init__(self, structure: type[Any]) -> None:
        # A newer library's record is longer; an older library is not loaded.
        self.words: Any = _WORD * (sizeof(structure) // sizeof(_WORD))
        self.offsets = {name: getattr(structure, name).offset for name, _ in structure._fields_}
        self.places = {name: offset // sizeof(_WORD) for name, offset in self.offsets.items()}


class _Field:
    """A field as its record describes it: how it is read is known when the record's layout is."""

    __slots__ = ("reader", "doc")

    def __init__(self, reader: Callable[[_Layout, str], Callable[[Any], Any]], doc: str) -> None:
        self.reader = reader
        self.doc = doc


def _text(doc: str) -> Any:
    return _Field(_text_reader, doc)


def _text_reader(layout: _Layout, name: str) -> Callable[[Any], str]:
    place = layout.places[name]
    after = place + 1

    def read(self: View) -> str:
        words = self._words
        length = words[after]
        if not length:
            return ""
        page = self._page
        texts = page._texts
        if texts is None:
            texts = page._read_texts()
        start = words[place] - page._start
        text: Any = texts[start : start + length]
        decoded: str = text if page._is_ascii else text.tobytes().decode()
        return decoded

    return read


def _outside(record: View, name: str) -> str:
    """Text that lies outside of the page's block."""
    place = record._layout.places[name]
    return string_at(record._words[place], record._words[place + 1]).decode()


def _number(doc: str) -> Any:
    return _Field(_number_reader, doc)


def _number_reader(layout: _Layout, name: str) -> Callable[[Any], int]:
    place = layout.places[name]
    if _WORD is c_int64:
        return lambda self: self._words[place]
    return lambda self: _field(self, name, c_int64)


def _field(record: View, name: str, kind: Any) -> int:
    number: int = kind.from_address(addressof(record._words) + record._layout.offsets[name]).value
    return number


def _flag(bit: int, doc: str) -> Any:
    return _Field(lambda _, __: lambda self: bool(_field(self, "flags", c_uint32) & bit), doc)


def _nanoseconds(what: str) -> Any:
    return _number(f"{what}, in nanoseconds since 1970; -2**63 if absent, 2**63 - 1 if it is after 2262-04-11.")


def _time(what: str) -> Any:
    return _Field(lambda _, name: lambda self: _moment(_field(self, f"{name}_ns", c_int64)), f"{what}, in UTC.")


def _moment(nanoseconds: int) -> datetime | None:
    from datetime import datetime, timedelta, timezone

    if nanoseconds == TIME_NONE:
        return None
    return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=nanoseconds // 1000)


def _word(kind: type[Word], doc: str) -> Any:
    """Its spelling is in the field of that name with ``_name``, where there is one."""

    def reader(layout: _Layout, name: str) -> Callable[[Any], Any]:
        if f"{name}_name" not in layout.offsets:
            return lambda self: kind(_field(self, name, c_int32))
        spelling = _text_reader(layout, f"{name}_name")
        return lambda self: kind._of(_field(self, name, c_int32), spelling(self))

    return _Field(reader, doc)


def _parts(kind: type[View], doc: str) -> Any:
    """``parts`` are in an array, and ``part_count`` of them."""

    def reader(layout: _Layout, name: str) -> Callable[[Any], Any]:
        count = f"{name[:-1]}_count"

        def read(self: View) -> tuple[Any, ...]:
            addresses = _addresses(_field(self, name, c_size_t), _field(self, count, c_size_t))
            return tuple(kind(self._page, address) for address in addresses)

        return read

    return _Field(reader, doc)


def _addresses(array: int, count: int) -> list[int]:
    return list((c_void_p * count).from_address(array)) if count else []


class View:
    """Something in a page. It keeps the page alive, and reads what lies there when it is looked at."""

    __slots__ = ("_page", "_words")
    _layout: ClassVar[_Layout]

    def __init_subclass__(cls, structure: type[Any] | None = None) -> None:
        if structure is None:
            return
        cls._layout = _Layout(structure)
        for name, field in list(vars(cls).items()):
            if isinstance(field, _Field):
                setattr(cls, name, property(field.reader(cls._layout, name), doc=field.doc))

    def __init__(self, page: Records[Any], address: int) -> None:
        if not isinstance(page, Records):
            raise TypeError(f"{type(self).__name__} is part of a page; a client hands it out")
        self._page = page
        self._words: Any = self._layout.words.from_address(address)

    def __eq__(self, other: object) -> bool:
        """Whether it is the same record of the same page."""
        if not isinstance(other, View):
            return NotImplemented
        return addressof(self._words) == addressof(other._words)

    def __hash__(self) -> int:
        return hash(addressof(self._words))

    def __reduce__(self) -> str:
        raise TypeError("a record is part of its page and cannot be pickled; its to_dict() can")


class Record(View):
    """One object of the service's. Absent text is "", an absent number 0, an absent time None, and so is one that cannot
    be read. A time after 2262-04-11 is told as that moment, the last one that the library can tell."""

    __slots__ = ()

    @property
    def json(self) -> str:
        """The object as the service sent it; "" where the client does not keep it."""
        return _outside(self, "json")

    def to_dict(self) -> dict[str, Any]:
        """The whole object, parsed anew at each call."""
        json = self.json
        if not json:
            raise InvalidState("the client does not keep the JSON of records", cause="invalid_state")
        whole: dict[str, Any] = parsed(json)
        return whole


class Build(Record, structure=_raw.azdo_build):
    """A build ("Build" in the REST reference). Absent text is "", an absent number 0, an absent time None."""

    __slots__ = ()

    id: int = _number("The build's number in its organization.")
    definition_id: int = _number("Of its definition (pipeline).")
    queue_time_ns: int = _nanoseconds("When it was queued")
    start_time_ns: int = _nanoseconds("When it started")
    finish_time_ns: int = _nanoseconds("When it finished")
    last_changed_time_ns: int = _nanoseconds("When it last changed")
    queue_time: datetime | None = _time("When it was queued")
    start_time: datetime | None = _time("When it started")
    finish_time: datetime | None = _time("When it finished")
    last_changed_time: datetime | None = _time("When it last changed")
    keep_forever: bool = _flag(_raw.BUILD_KEEP_FOREVER, "Kept whatever the retention policy says.")
    retained_by_release: bool = _flag(_raw.BUILD_RETAINED_BY_RELEASE, "A release keeps it.")
    deleted: bool = _flag(_raw.BUILD_DELETED, "It has been deleted.")
    status: BuildStatus = _word(BuildStatus, "How far it has come.")
    result: BuildResult = _word(BuildResult, "How it ended; NONE until that is known.")
    status_name: str = _text("The status as the service spells it.")
    result_name: str = _text("The result as the service spells it.")
    build_number: str = _text('Its name, such as "20261124.3".')
    reason: str = _text('Why it was queued: "manual", "individualCI", …')
    priority: str = _text('Its priority in the queue: "normal", …')
    definition_name: str = _text("The definition's (pipeline's) name.")
    project_id: str = _text("The project's GUID.")
    project_name: str = _text("The project's name.")
    source_branch: str = _text('"refs/heads/main", …')
    source_version: str = _text("The commit.")
    repository_id: str = _text("The repository's id.")
    repository_type: str = _text('"TfsGit", "GitHub", …; the service\'s case varies.')
    requested_for_name: str = _text("The display name of whom it is for.")
    requested_for_unique_name: str = _text("The sign-in name of whom it is for.")
    requested_by_name: str = _text("The display name of who asked for it.")
    queue_name: str = _text("The agent queue.")
    uri: str = _text('"vstfs:///Build/Build/…".')
    url: str = _text("Of the API.")
    web_url: str = _text("Of the page that a browser shows.")
    queue_id: int = _number("Of the agent queue.")
    pool_id: int = _number("Of that queue's agent pool.")
    pool_name: str = _text("That queue's agent pool.")
    requested_for_id: str = _text("The GUID of whom it is for.")
    requested_by_id: str = _text("The GUID of who asked for it.")
    requested_by_unique_name: str = _text("The sign-in name of who asked for it.")
    last_changed_by_id: str = _text("The GUID of who last changed it, which may be a service.")
    last_changed_by_name: str = _text("The display name of who last changed it.")
    last_changed_by_unique_name: str = _text("The sign-in name of who last changed it.")

    def __repr__(self) -> str:
        return f"<Build {self.id} {self.build_number!r} {self.result_name or self.status_name}>"


class Definition(Record, structure=_raw.azdo_definition):
    """A definition ("BuildDefinition" in the REST reference; pipeline): of a list, or whole with all that its JSON has.
    Absent text is "", an absent number 0, an absent time None."""

    __slots__ = ()

    id: int = _number("Its number in the organization.")
    revision: int = _number("How often it has been changed; a change must name the one that it is of.")
    queue_id: int = _number("Of the agent queue that its builds use unless they say otherwise.")
    pool_id: int = _number("Of that queue's agent pool.")
    latest_build_id: int = _number("Of the newest build, where ``includeLatestBuilds`` asked for it.")
    latest_completed_build_id: int = _number("Of the newest build that is completed, likewise.")
    created_time_ns: int = _nanoseconds("When this revision was made")
    created_time: datetime | None = _time("When this revision was made")
    draft: bool = _flag(_raw.DEFINITION_DRAFT, "It is a draft.")
    queue_status: QueueStatus = _word(QueueStatus, "Whether builds can be queued.")
    queue_status_name: str = _text('Whether builds can be queued, as the service spells it: "enabled", …')
    latest_build_status: BuildStatus = _word(BuildStatus, "Of the newest build; NONE where there is none.")
    latest_build_result: BuildResult = _word(BuildResult, "Of the newest build.")
    latest_completed_build_result: BuildResult = _word(BuildResult, "Of the newest build that is completed.")
    name: str = _text("Its name, once in its folder.")
    path: str = _text('The folder: "\\", "\\Nightly\\Windows".')
    type_name: str = _text('"build", or "xaml".')
    quality: str = _text('"definition", or "draft".')
    description: str = _text("What its authors say of it; in lists it is absent, as are the repository and the file.")
    project_id: str = _text("The project's GUID.")
    project_name: str = _text("The project's name.")
    queue_name: str = _text("The agent queue that its builds use unless they say otherwise.")
    pool_name: str = _text("That queue's agent pool.")
    repository_id: str = _text("The repository's id.")
    repository_name: str = _text("The repository's name.")
    repository_type: str = _text('"TfsGit", "GitHub", …; the service\'s case varies.')
    default_branch: str = _text('The branch that is built unless the build says otherwise: "refs/heads/main".')
    yaml_file: str = _text("The file that it is written in; absent where it was drawn in a browser.")
    authored_by_name: str = _text("The display name of who made this revision.")
    authored_by_unique_name: str = _text("The sign-in name of who made this revision.")
    latest_build_number: str = _text('The name of the newest build: "20261124.3".')
    latest_completed_build_number: str = _text("The name of the newest build that is completed.")
    uri: str = _text('"vstfs:///Build/Definition/…".')
    url: str = _text("Of the API.")
    web_url: str = _text("Of the page that a browser shows.")

    def __repr__(self) -> str:
        return f"<Definition {self.id} {self.name!r}>"


class Project(Record, structure=_raw.azdo_project):
    """A project ("TeamProjectReference" in the REST reference). Absent text is "", an absent number 0, an absent time
    None."""

    __slots__ = ()

    id: str = _text("Its GUID.")
    name: str = _text("Its name.")
    description: str = _text("What its administrators say of it.")
    state: str = _text('"wellFormed", "new", "deleting", …')
    visibility: str = _text('"private", "public", "organization", …')
    url: str = _text("Of the API.")
    revision: int = _number("How often it has been changed.")
    last_update_time_ns: int = _nanoseconds("When it was last changed")
    last_update_time: datetime | None = _time("When it was last changed")

    def __repr__(self) -> str:
        return f"<Project {self.name!r}>"


class Issue(View, structure=_raw.azdo_issue):
    """Something that a part of a build complained of ("Issue" in the REST reference). Absent text is ""."""

    __slots__ = ()

    kind: IssueKind = _word(IssueKind, "How bad it is.")
    kind_name: str = _text('The kind as the service spells it: "error", "warning".')
    category: str = _text('"General", "Code", …')
    message: str = _text("What is complained of.")

    def __repr__(self) -> str:
        return f"<Issue {self.kind_name}: {self.message!r}>"


class Attempt(View, structure=_raw.azdo_attempt):
    """An earlier attempt at a part of a build ("TimelineAttempt" in the REST reference)."""

    __slots__ = ()

    attempt: int = _number("Which attempt it was, from 1.")
    timeline_id: str = _text("The GUID of the timeline that has it: the ``timelineId`` of ``builds.timeline``.")
    record_id: str = _text("The GUID that it has there.")

    def __repr__(self) -> str:
        return f"<Attempt {self.attempt}>"


class TimelineRecord(Record, structure=_raw.azdo_timeline_record):
    """A part of a build: a stage, job, task, … ("TimelineRecord" in the REST reference), below its parent and in the
    order of its siblings. Absent text is "", an absent number 0, an absent time None."""

    __slots__ = ()

    order: int = _number("Its place among its siblings, from 1.")
    attempt: int = _number("Which attempt this is, from 1.")
    percent_complete: int = _number("How much of it is done; 100 says nothing of its result.")
    error_count: int = _number("How many errors it had: ``issues`` may hold fewer.")
    warning_count: int = _number("How many warnings it had.")
    log_id: int = _number("Of its log, 0 until it has one.")
    queue_id: int = _number("Of the agent queue that it ran on.")
    change_id: int = _number("Of the timeline's last change that touched it.")
    state: TimelineState = _word(TimelineState, "How far it has come.")
    result: TimelineResult = _word(TimelineResult, "How it ended; NONE until that is known.")
    start_time_ns: int = _nanoseconds("When it started")
    finish_time_ns: int = _nanoseconds("When it finished")
    last_modified_time_ns: int = _nanoseconds("When it last changed; the service mostly does not say")
    start_time: datetime | None = _time("When it started")
    finish_time: datetime | None = _time("When it finished")
    last_modified_time: datetime | None = _time("When it last changed; the service mostly does not say")
    issues: tuple[Issue, ...] = _parts(Issue, "What it complained of.")
    previous_attempts: tuple[Attempt, ...] = _parts(Attempt, "What was tried before.")
    id: str = _text("Its GUID, the same in every attempt.")
    parent_id: str = _text('The GUID of what it is a part of; "" for a stage. The parent need not be in the timeline.')
    type_name: str = _text('"Stage", "Phase", "Job", "Task", "Checkpoint", …; an open set.')
    name: str = _text("Its name, as a browser shows it.")
    ref_name: str = _text("Its name in the pipeline's text.")
    identifier: str = _text('Where it is in the pipeline: "Build.Linux.__default"; the same in every attempt.')
    state_name: str = _text('The state as the service spells it: "inProgress", …')
    result_name: str = _text('The result as the service spells it: "succeededWithIssues", …')
    result_code: str = _text("More of why, mostly of what was skipped.")
    current_operation: str = _text("What it is at.")
    worker_name: str = _text("The agent.")
    task_id: str = _text("The GUID of the task that it runs.")
    task_name: str = _text("That task's name.")
    task_version: str = _text("That task's version.")
    details_id: str = _text("The GUID of a timeline of its own, where it has one.")
    log_url: str = _text("Of its log.")
    url: str = _text("Of the API.")

    def __repr__(self) -> str:
        return f"<{self.type_name or 'TimelineRecord'} {self.name!r} {self.result_name or self.state_name}>"


class Log(Record, structure=_raw.azdo_log):
    """A log of a build ("BuildLog" in the REST reference), without its lines. Absent text is "", an absent number 0, an
    absent time None."""

    __slots__ = ()

    id: int = _number("Its number within the build.")
    line_count: int = _number("How many lines it has; a running build adds to them.")
    created_time_ns: int = _nanoseconds("When it was made")
    last_changed_time_ns: int = _nanoseconds("When it last changed")
    created_time: datetime | None = _time("When it was made")
    last_changed_time: datetime | None = _time("When it last changed")
    type_name: str = _text('Where it lies: "Container", …')
    url: str = _text("Of the API, which has its text there.")

    def __repr__(self) -> str:
        return f"<Log {self.id} of {self.line_count} lines>"


class Artifact(Record, structure=_raw.azdo_artifact):
    """What a build made and kept ("BuildArtifact" in the REST reference). Absent text is "", an absent number 0."""

    __slots__ = ()

    id: int = _number("Its number within the build.")
    name: str = _text("Its name.")
    source: str = _text("The GUID that the job which made it has in the timeline; absent before 2019.")
    type_name: str = _text('How it is stored: "PipelineArtifact", "Container", "FilePath" (a share), …')
    data: str = _text('What finds it there: "#/3943501/drop" in a container, an id, a path.')
    download_url: str = _text("Where it can be had, zipped.")
    url: str = _text("Of the API.")

    @property
    def size(self) -> int | None:
        """How many bytes it has; None where the service does not say."""
        size = _field(self, "size", c_int64)
        return None if size == -1 else size

    def __repr__(self) -> str:
        return f"<Artifact {self.name!r}>"


class Change(Record, structure=_raw.azdo_change):
    """A change that a build has and the one before it had not ("Change" in the REST reference): a commit, or a
    changeset. Absent text is "", an absent time None."""

    __slots__ = ()

    time_ns: int = _nanoseconds("When it was made")
    time: datetime | None = _time("When it was made")
    message_truncated: bool = _flag(_raw.CHANGE_MESSAGE_TRUNCATED, "The message is cut.")
    id: str = _text("The commit, or the changeset.")
    type_name: str = _text('"TfsGit", "GitHub", "TfsVersionControl", …')
    message: str = _text("What its author says of it; the service cuts long ones.")
    author_id: str = _text("The author's GUID, where the service knows the author.")
    author_name: str = _text("The author's display name.")
    author_unique_name: str = _text("The author's sign-in name.")
    pusher: str = _text("The GUID of who pushed it.")
    location: str = _text("Of the API.")
    display_url: str = _text("Of the page that a browser shows.")

    def __repr__(self) -> str:
        return f"<Change {self.id} {self.message.partition(chr(10))[0]!r}>"


class WorkItem(Record, structure=_raw.azdo_work_item):
    """A work item that changes of a build name ("ResourceRef" in the REST reference)."""

    __slots__ = ()

    id: int = _number("Its number in the organization.")
    url: str = _text("Of the API.")

    def __repr__(self) -> str:
        return f"<WorkItem {self.id}>"


class _Tag(View, structure=_raw.azdo_tag):
    """A word that somebody has put on a build."""

    __slots__ = ()

    name: str = _text("The word.")


class BrokenElement(View, structure=_raw.azdo_broken_element):
    """An element that could not be read and was passed over, as the client's ``skip_broken`` asks."""

    __slots__ = ()

    index: int = _number("Its place in the service's answer, from 0.")

    @property
    def reason(self) -> str:
        """What is wrong with it: "it has no id"."""
        return _outside(self, "reason")

    def __repr__(self) -> str:
        return f"<BrokenElement {self.index}: {self.reason}>"


class PageKind:
    """What the library calls the pages of one kind of record, and how each becomes a value of Python's."""

    def __init__(self, name: str, record: Callable[[Records[Any], int], Any], plural: str) -> None:
        self.record = record
        self.plural = plural
        self.read_records: Callable[..., Any] = getattr(library, f"azdo_{name}_records")
        self.read_broken: Callable[..., Any] = getattr(library, f"azdo_{name}_broken")
        self.read_text: Callable[..., Any] = getattr(library, f"azdo_{name}_text")
        self.free: Callable[[c_void_p], None] = getattr(library, f"azdo_{name}_free")


class ListKind(PageKind):
    """What it calls a list of such pages, too."""

    def __init__(self, name: str, record: type[Record]) -> None:
        super().__init__(f"{name}_page", record, f"{record.__name__}s")
        self.read_token: Callable[..., bytes] = getattr(library, f"azdo_{name}_page_token")
        self.begin: Callable[..., int] = getattr(library, f"azdo_{name}s_list")
        self.next_page: Callable[..., int] = getattr(library, f"azdo_{name}s_next_page")
        self.free_list: Callable[[c_void_p], None] = getattr(library, f"azdo_{name}s_free")


class Records(Sequence[R]):
    """A sequence of records, as one answer of the service held them; it stays as it is."""

    __slots__ = ("_kind", "_handle", "_array", "_texts", "_start", "_is_ascii")

    def __init__(self, kind: PageKind, handle: Handle) -> None:
        self._kind = kind
        self._handle = handle
        self._array = self._read_array(kind.read_records)
        self._texts: str | memoryview | None = None

    @property
    def broken(self) -> list[BrokenElement]:
        """The elements of the answer that could not be read, and were passed over as the client's ``skip_broken``
        asks."""
        return [BrokenElement(self, address) for address in self._read_array(self._kind.read_broken)]

    def __len__(self) -> int:
        return len(self._array)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> list[R]: ...
    def __getitem__(self, index: int | slice) -> R | list[R]:
        record = self._kind.record
        if isinstance(index, slice):
            return [record(self, address) for address in self._array[index]]
        one: R = record(self, self._array[index])
        return one

    def __iter__(self) -> Iterator[R]:
        record = self._kind.record
        for address in self._array:
            yield record(self, address)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self)} {self._kind.plural}>"

    def _read_array(self, read: Callable[..., Any]) -> list[int]:
        count = c_size_t()
        with self._handle as pointer:
            return _addresses(_address(read(pointer, byref(count))), count.value)

    def _read_texts(self) -> str | memoryview:
        """One decoding for the page's whole text where a character is a byte; elsewhere each text has its own, and the
        block stays the library's, which the page keeps alive."""
        with self._handle as pointer:
            text = self._kind.read_text(pointer)
            block = memoryview(_Memory.from_address(text.data))[: text.len]
        copied = block.tobytes()
        texts: str | memoryview = block
        if copied.isascii():
            texts = copied.decode("ascii")
        self._start = text.data
        self._is_ascii = texts is not block
        self._texts = texts
        return texts


class Page(Records[R]):
    """A part of a list, as one answer of the service held it; it stays as it is."""

    __slots__ = ()
    _kind: ListKind

    @property
    def token(self) -> str:
        """What to pass as ``continuationToken`` to go on after this page; "" at the end."""
        with self._handle as pointer:
            return self._kind.read_token(pointer).decode()


class Timeline(Records[TimelineRecord]):
    """How far the stages, jobs and tasks of a build have come ("Timeline" in the REST reference): a sequence of its
    records, in no order. It stays as it is.

    It has the last attempt of each part. Where something was tried again, those before are in timelines that
    ``previous_attempts`` name."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """Its GUID; "" where the build has no timeline yet."""
        with self._handle as pointer:
            found: bytes = library.azdo_timeline_id(pointer)
            return found.decode()

    @property
    def change_id(self) -> int:
        """The number of its last change: as ``changeId`` it asks for what has changed since."""
        with self._handle as pointer:
            number: int = library.azdo_timeline_change_id(pointer)
            return number


def _address(pointer: Any) -> int:
    return cast(pointer, c_void_p).value or 0


BUILDS = ListKind("build", Build)
CHANGES = ListKind("change", Change)
DEFINITIONS = ListKind("definition", Definition)
PROJECTS = ListKind("project", Project)
ARTIFACTS = PageKind("artifact_page", Artifact, "Artifacts")
LOGS = PageKind("log_page", Log, "Logs")
# Text is all that a tag is.
TAGS = PageKind("tag_page", lambda page, address: _Tag(page, address).name, "tags")
TIMELINES = PageKind("timeline", TimelineRecord, "records")
WORK_ITEMS = PageKind("work_item_page", WorkItem, "WorkItems")
