"""Failures as exceptions, one class for each way to react."""

from __future__ import annotations

from ctypes import c_void_p
from enum import IntEnum

from . import _raw
from ._library import library


class Status(IntEnum):
    """How a program should react; an ``Error`` class stands for each."""

    INVALID_ARGUMENT = _raw.INVALID_ARGUMENT
    INVALID_STATE = _raw.INVALID_STATE
    UNAUTHENTICATED = _raw.UNAUTHENTICATED
    FORBIDDEN = _raw.FORBIDDEN
    NOT_FOUND = _raw.NOT_FOUND
    CONFLICT = _raw.CONFLICT
    REJECTED = _raw.REJECTED
    THROTTLED = _raw.THROTTLED
    UNAVAILABLE = _raw.UNAVAILABLE
    TIMEOUT = _raw.TIMEOUT
    CANCELLED = _raw.CANCELLED
    NETWORK = _raw.NETWORK
    TLS = _raw.TLS
    PROTOCOL = _raw.PROTOCOL
    LIMIT = _raw.LIMIT
    IO = _raw.IO
    INTERNAL = _raw.INTERNAL


class Error(Exception):
    """What is known of a failure; ``str()`` is the message and what to do next. It never holds a secret.

    ``status`` is a number alone where a later library has one that this package does not know.

    ``cause`` is a stable word; ``is_retriable`` says whether the same call may succeed later without anybody changing
    anything, and does not do twice what may have been done. ``retry_after`` is in seconds (None if the service does not
    say), ``http_status`` 0 where no answer came, and ``activity_id`` what Microsoft's support asks for; the answer's other
    marks are ``e2e_id``, ``session_id`` and ``edge_ref``. ``service_code`` is ``type_key`` or else ``message_code``
    ("TF400813").
    """

    status: Status | int = Status.INTERNAL
    text: str
    message: str
    hint: str
    cause: str
    http_status: int
    service_code: str
    type_key: str
    message_code: str
    activity_id: str
    e2e_id: str
    session_id: str
    edge_ref: str
    retry_after: float | None
    is_retriable: bool

    def __init__(
        self,
        text: str,
        *,
        message: str = "",
        hint: str = "",
        cause: str = "",
        http_status: int = 0,
        service_code: str = "",
        type_key: str = "",
        message_code: str = "",
        activity_id: str = "",
        e2e_id: str = "",
        session_id: str = "",
        edge_ref: str = "",
        retry_after: float | None = None,
        is_retriable: bool = False,
    ) -> None:
        super().__init__(text)
        self.text = text
        self.message = message or text
        self.hint = hint
        self.cause = cause
        self.http_status = http_status
        self.service_code = service_code
        self.type_key = type_key
        self.message_code = message_code
        self.activity_id = activity_id
        self.e2e_id = e2e_id
        self.session_id = session_id
        self.edge_ref = edge_ref
        self.retry_after = retry_after
        self.is_retriable = is_retriable

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (type(self), dict(self.__dict__)))


def _rebuilt(kind: type[Error], state: dict[str, object]) -> Error:
    error = kind(str(state["text"]))
    error.__dict__.update(state)
    return error


class InvalidArgument(Error, ValueError):
    """The call is wrong: fix the program."""

    status = Status.INVALID_ARGUMENT


class InvalidState(Error):
    """The object cannot do this now: fix the program."""

    status = Status.INVALID_STATE


class Unauthenticated(Error):
    """The service does not know you: get a new token."""

    status = Status.UNAUTHENTICATED


class Forbidden(Error):
    """It knows you and says no: get a permission or a scope."""

    status = Status.FORBIDDEN


class NotFound(Error):
    """There is no such thing, or it is not visible to you."""

    status = Status.NOT_FOUND


class Conflict(Error):
    """The thing changed, or is in a state that forbids this."""

    status = Status.CONFLICT


class Rejected(Error):
    """Understood and refused."""

    status = Status.REJECTED


class Throttled(Error):
    """Too much, too fast: ``retry_after`` says when to come back."""

    status = Status.THROTTLED


class Unavailable(Error):
    """The service is not there now: try again later."""

    status = Status.UNAVAILABLE


class Timeout(Error, TimeoutError):
    """A deadline passed."""

    status = Status.TIMEOUT


class Cancelled(Error):
    """A cancel token was signalled."""

    status = Status.CANCELLED


class NetworkError(Error, ConnectionError):
    """Name lookup, connection, reset, proxy."""

    status = Status.NETWORK


class TlsError(Error, ConnectionError):
    """No trustworthy TLS connection."""

    status = Status.TLS


class ProtocolError(Error):
    """The answer is not what such a service answers."""

    status = Status.PROTOCOL


class LimitExceeded(Error):
    """One of the library's bounds was hit; the message names it."""

    status = Status.LIMIT


class LocalError(Error, OSError):
    """A local file or process."""

    status = Status.IO


class InternalError(Error):
    """A bug of the library's own, caught."""

    status = Status.INTERNAL


_BY_STATUS: dict[int, type[Error]] = {
    kind.status: kind
    for kind in (
        InvalidArgument, InvalidState, Unauthenticated, Forbidden, NotFound, Conflict, Rejected, Throttled,
        Unavailable, Timeout, Cancelled, NetworkError, TlsError, ProtocolError, LimitExceeded, LocalError,
        InternalError,
    )
}  # fmt: skip


def take(status: int, handle: c_void_p) -> Error:
    """The exception for a failed call; frees the library's own error."""

    def text(read: object) -> str:
        value: bytes = read(handle)  # type: ignore[operator]
        return value.decode()

    try:
        wait = library.azdo_error_retry_after_ms(handle)
        error = _BY_STATUS.get(status, Error)(
            text(library.azdo_error_text),
            message=text(library.azdo_error_message),
            hint=text(library.azdo_error_hint),
            cause=text(library.azdo_error_cause),
            http_status=library.azdo_error_http_status(handle),
            service_code=text(library.azdo_error_service_code),
            type_key=text(library.azdo_error_type_key),
            message_code=text(library.azdo_error_message_code),
            activity_id=text(library.azdo_error_activity_id),
            e2e_id=text(library.azdo_error_e2e_id),
            session_id=text(library.azdo_error_session_id),
            edge_ref=text(library.azdo_error_edge_ref),
            retry_after=None if wait < 0 else wait / 1000,
            is_retriable=bool(library.azdo_error_is_retriable(handle)),
        )
        if status not in _BY_STATUS:
            error.status = status  # of a later library
        return error
    finally:
        library.azdo_error_free(handle)
