"""How Python values and calls cross into the library."""

from __future__ import annotations

from _thread import RLock, allocate_lock  # type: ignore[attr-defined]
from collections.abc import Iterator
from ctypes import byref, c_int64, c_size_t, c_void_p, string_at
from functools import partial

from . import _errors, _raw
from ._library import library
from ._signals import heard

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from types import TracebackType
    from typing import Any, TypeVar, Union
    from uuid import UUID

    from ._client import Client
    from ._records import Word

    Value = Union[str, int, bool, datetime, UUID, Word, list[str], list[int], tuple[str, ...], tuple[int, ...]]
    T = TypeVar("T")
else:
    T = None


def call(
    function: Callable[..., int], *arguments: object, failed: Callable[[c_void_p], None] | None = None
) -> int:
    """Calls a function that can fail; the error that comes of it is shown to ``failed`` and raised. Every call that can
    wait comes by here."""
    error = c_void_p()
    status = function(*arguments, byref(error))
    if error:
        if failed is not None:
            failed(error)
        raise _errors.take(status, error)
    if status not in (_raw.OK, _raw.DONE):
        raise _errors.InternalError(f"the library failed with status {status} and says no more")
    return status


def encoded(value: str, name: str) -> bytes:
    """Text as the library takes it. What is refused is not shown: it may be a secret."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be str, not {type(value).__name__}")
    if "\0" in value:
        raise _errors.InvalidArgument(f"{name} holds a NUL", cause="invalid_argument")
    try:
        return value.encode()
    except UnicodeEncodeError:
        pass
    raise _errors.InvalidArgument(f"{name} holds a lone surrogate, which no UTF-8 can spell", cause="invalid_argument")


def encoded_or_none(value: str | None, name: str) -> bytes | None:
    return None if value is None else encoded(value, name)


def int64(value: int, name: str) -> c_int64:
    """A number as the library takes it; ctypes alone would cut one that is too large."""
    if not -(2**63) <= value < 2**63:
        raise _errors.InvalidArgument(f"{name} is beyond 64 bits", cause="invalid_argument")
    return c_int64(value)


def milliseconds(seconds: float, name: str) -> int:
    """A span as the library takes it, rounded up; one that never ends is the longest it takes."""
    # Whatever is a number to Python: Decimal and numpy's are no int or float.
    if not hasattr(seconds, "__float__"):
        raise TypeError(f"{name} must be a number of seconds, not {type(seconds).__name__}")
    if seconds != seconds:
        raise _errors.InvalidArgument(f"{name} is not a number", cause="invalid_argument")
    if seconds > 2_000_000:
        return 2**31 - 1
    if seconds < -2_000_000:
        return -(2**31)
    whole = int(seconds * 1000)
    return whole + (whole < seconds * 1000)


def parsed(json: bytes | str, http_status: int = 0) -> Any:
    """JSON of the service's. What is no UTF-8 becomes U+FFFD, as it does in records."""
    from json import loads

    try:
        return loads(json if isinstance(json, str) else json.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        # It may be sound, and beyond the depth or the digits that Python reads.
        message = f"the answer is not JSON as expected: {error}"
        raise _errors.ProtocolError(message, cause="broken_json", http_status=http_status) from error


class _AtLast(partial):  # type: ignore[type-arg]
    """Calls a function of the library's when it is let go. No step of Python's is taken for that, in which a signal
    handler might raise: what is raised in a ``__del__`` is lost."""

    __slots__ = ()
    __del__ = partial.__call__


class Handle:
    """One of the library's objects, made by the call that is given its ``place``: so that it is freed even where a
    signal handler raises before anybody has it. Any thread may close it at any time: it is freed when the last call
    inside of it has returned."""

    __slots__ = ("_pointer", "_freeing", "_lock", "_calls", "_closed", "__weakref__")

    def __init__(self, free: Callable[[c_void_p], None]) -> None:
        self._pointer = c_void_p()
        self._freeing: _AtLast | None = _AtLast(free, self._pointer)
        # Of a kind that a signal handler of the same thread may enter too.
        self._lock = RLock()
        self._calls = 0
        self._closed = False

    def __enter__(self) -> c_void_p:
        with self._lock:
            if self._closed:
                raise _errors.InvalidState("it has been closed", cause="invalid_state")
            self._calls += 1
            return self._pointer

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._calls -= 1
            last = self._closed and self._calls == 0
        if last:
            self._freeing = None

    @property
    def place(self) -> Any:
        return byref(self._pointer)

    @property
    def closed(self) -> bool:
        return self._closed

    def close(self) -> None:
        with self._lock:
            self._closed = True
            last = self._calls == 0
        if last:
            self._freeing = None


class String(Handle):
    """Text or bytes of the library's."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(library.azdo_string_free)

    def take(self) -> bytes:
        """What it holds; it is freed."""
        with self as string:
            length = c_size_t()
            data = library.azdo_string_data(string, byref(length))
            held = string_at(data, length.value)
        self.close()
        return held


class Params:
    """Named values for one call."""

    def __init__(self, values: Mapping[str, Value | None] | None = None) -> None:
        self._owner = Handle(library.azdo_params_free)
        self.handle = self._owner._pointer
        self.handle.value = library.azdo_params_new()
        self.update(values or {})

    def set(self, name: str, value: Value | None) -> None:
        """None sets nothing."""
        if value is not None:
            library.azdo_params_set(self.handle, encoded(name, "a parameter's name"), encoded(spelled(value, name), name))

    def update(self, values: Mapping[str, Value | None]) -> None:
        """Sets every one of these."""
        for name, value in values.items():
            self.set(name, value)

    def __enter__(self) -> c_void_p:
        return self.handle

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._owner.close()


def joined(ours: Mapping[str, tuple[str, Value | None]], given: Mapping[str, Value | None]) -> dict[str, Value | None]:
    """Values by the reference's names: what is given by them, and what has a name of Python's (``ours``: that, the
    reference's, the value)."""
    values = dict(given)
    for name, (reference, value) in ours.items():
        if value is not None:
            expect_one_name(name, reference, given)
            values[reference] = value
    return values


def expect_one_name(name: str, reference: str, given: Mapping[str, Value | None]) -> None:
    """Refuses what is given by the reference's name too: nobody can tell which is meant."""
    if given.get(reference) is not None:
        raise TypeError(f"{name} and {reference} are two names of one value: give one of them")


def spelled(value: Any, name: str) -> str:
    """A value as the REST reference spells it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return ",".join(spelled(item, name) for item in value)
    word = getattr(value, "word", None)
    if isinstance(word, str):
        return word
    if isinstance(value, int):
        return str(value)
    if hasattr(value, "tzinfo"):
        if value.tzinfo is None:
            raise _errors.InvalidArgument(f"{name} must say its time zone", cause="invalid_argument")
        return str(value.isoformat())
    if hasattr(value, "urn"):
        # A UUID, whose module need not be imported to know one.
        return str(value)
    raise TypeError(f"{name} cannot be {type(value).__name__}")


class Cancel:
    """Ends calls from outside: give it to any number of them, and ``signal()`` it from any thread."""

    __slots__ = ("_handle",)

    def __init__(self) -> None:
        self._handle = Handle(library.azdo_cancel_free)
        call(library.azdo_cancel_new, self._handle.place)

    def signal(self) -> None:
        """Ends every call that has this token, now and until ``reset()``."""
        with self._handle as pointer:
            library.azdo_cancel_signal(pointer)

    def after(self, seconds: float) -> None:
        """Calls that begin from now on end within so many seconds."""
        self._after(seconds, "seconds")

    def _after(self, seconds: float, name: str) -> None:
        with self._handle as pointer:
            library.azdo_cancel_after_ms(pointer, milliseconds(seconds, name))

    def reset(self) -> None:
        """Makes the token as new. No call may be using it."""
        with self._handle as pointer:
            library.azdo_cancel_reset(pointer)


def timed(timeout: float) -> Cancel:
    """A token for what begins now."""
    cancel = Cancel()
    cancel._after(timeout, "timeout")
    return cancel


class Waiting:
    """A call that may wait: with the caller's own token, one for its timeout in seconds, or none."""

    __slots__ = ("_cancel", "token")

    def __init__(self, cancel: Cancel | None, timeout: float | None) -> None:
        if timeout is not None:
            if cancel is not None:
                raise TypeError("give either cancel or timeout; a token has its own after()")
            cancel = timed(timeout)
        elif cancel is not None and not isinstance(cancel, Cancel):
            raise TypeError(f"cancel must be azdo.Cancel, not {type(cancel).__name__}")
        self._cancel = cancel
        self.token: c_void_p | None = None

    def __enter__(self) -> Waiting:
        if self._cancel is not None:
            self.token = self._cancel._handle.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._cancel is not None:
            self._cancel._handle.__exit__(kind, error, trace)

    def call(
        self, function: Callable[..., int], *arguments: object, failed: Callable[[c_void_p], None] | None = None
    ) -> int:
        """As the function ``call``. On the main thread, where Python runs signal handlers, one that raises (Ctrl-C
        does) ends it at once."""
        return heard(call, function, *arguments, failed=failed)


class Steps(Iterator[T]):
    """What the library gives step by step, each of which may wait. It is used by one thread at a time, and goes with
    the tokens of its client."""

    def __init__(
        self, client: Client, free: Callable[[c_void_p], None], timeout: float | None, cancel: Cancel | None
    ) -> None:
        self._handle = Handle(free)
        # Whose tokens it goes with; any other needs no client that is open.
        self._client = client if client._tokens is not None else None
        self._timeout = timeout
        self._cancel = cancel
        self._lock = allocate_lock()

    def __next__(self) -> T:
        if not self._lock.acquire(False):
            raise _errors.InvalidState("the list is being used by another thread", cause="invalid_state")
        try:
            return self._next()
        finally:
            self._lock.release()

    def _next(self) -> T:
        raise NotImplementedError

    def _step(
        self, function: Callable[..., int], place: object, timeout: float | None, cancel: Cancel | None
    ) -> bool:
        """Has the library's function put what comes next in its place. Whether there was any more."""
        with self._handle as pointer, Waiting(cancel, timeout) as waiting:
            arguments = (function, pointer, waiting.token, place)
            if self._client is None:
                status = waiting.call(*arguments)
            else:
                with self._client._handle as client_pointer:
                    status = self._client._call(client_pointer, waiting, *arguments)
        return status != _raw.DONE
