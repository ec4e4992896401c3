"""Signals that come while a call waits.

Python runs the handlers of signals on its main thread, between two of its own steps, and so in none of the library's. The
library therefore watches the pipe that Python writes every signal's number to, and has this module take such steps in
the middle of the call. What a handler raises ends it.
"""

from __future__ import annotations

import os
from ctypes import c_int32
from functools import partial

from ._errors import Error
from ._library import library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from signal import set_wakeup_fd
    from typing import Any

    Steps = Generator[None, Any, None]
else:
    # The module signal costs more, and nothing else of it is needed.
    from _signal import set_wakeup_fd

_watch = library.azdo_thread_watch
_Look: Any = _watch.argtypes[1]
_NOBODY = _Look()


def _pipe() -> tuple[int, int]:
    """Both ends of a pipe that nobody waits for."""
    ends = os.pipe()
    for end in ends:
        os.set_blocking(end, False)
    return ends


def _renew() -> None:
    """A pipe of this process alone, under the numbers of the one that its parent has."""
    for end, known in zip(_pipe(), (_reading, _writing)):
        os.dup2(end, known, inheritable=False)
        os.close(end)


# Elsewhere handlers are given their steps from time to time, and need none.
_reading, _writing = _pipe() if os.name == "posix" else (-1, -1)
_listen = partial(set_wakeup_fd, warn_on_full_buffer=False)

if os.name == "posix":
    os.register_at_fork(after_in_child=_renew)


class _Listener:
    """Takes the steps of one call at a time."""

    __slots__ = ("go_on", "raised", "elsewhere", "look")

    def __init__(self) -> None:
        self.go_on = c_int32()
        self.raised: list[BaseException | None] = [None]
        # Where signals are passed on to; -1 if nowhere.
        self.elsewhere = [-1]
        steps = _steps(self.go_on, self.raised, self.elsewhere)
        next(steps)
        # Not a function: its first step, in which handlers may run already, would be outside of any try of its own.
        self.look = _Look(steps.send)


def _steps(go_on: c_int32, raised: list[BaseException | None], elsewhere: list[int]) -> Steps:
    try:
        try:
            while True:
                yield
                _pass_on(elsewhere[0])
                go_on.value = 1
        except GeneratorExit:
            return
        except BaseException as error:
            # No calls here: each would be a step for the next handler.
            go_on.value = 0
            raised[0] = error
    except BaseException as error:
        # Before Python 3.11 every line is one.
        go_on.value = 0
        raised[0] = error
    yield


def _pass_on(elsewhere: int) -> None:
    """Takes what the pipe holds, for those who have listened before too."""
    if _reading == -1:
        return
    try:
        numbers = os.read(_reading, 512)
        if elsewhere != -1:
            os.write(elsewhere, numbers)
    except OSError:
        # There is nothing; or who listened has enough to wake up already, or is gone.
        pass


_idle: list[_Listener] = []
# Whose steps the library has taken last: they must not be freed as long as it may.
_current: _Listener | None = None


def heard(work: Callable[..., int], *arguments: object, **named: Any) -> int:
    """What ``work`` gives, a call that may wait. On the main thread handlers of signals run meanwhile; what one raises
    ends the call, and is raised."""
    global _current
    former: list[int] = []
    put_back = map(set_wakeup_fd, former)
    enclosing = _current
    listener = None
    try:
        try:
            # A handler may raise before or after this, never in between: what has been set is known.
            former.extend(map(_listen, (_writing,)))
        except ValueError as error:
            if former or "only works in main thread" not in str(error):
                raise
            return work(*arguments, **named)
        _current = listener = _idle.pop() if _idle else _Listener()
        # A call that a handler makes in the middle of another finds that one's pipe, and passes on to where that does.
        is_inner = enclosing is not None and former[0] == _writing
        listener.elsewhere[0] = enclosing.elsewhere[0] if enclosing and is_inner else former[0]
        _watch(_reading, listener.look, listener.go_on)
        result = work(*arguments, **named)
    except Error:
        if listener is None or listener.raised[0] is None:
            raise
        result = 0
    finally:
        # One step, before the next handler.
        list(put_back)
        if listener is not None:
            _watch(-1, _NOBODY, None)
            _current = enclosing
            if listener.raised[0] is None:
                _idle.append(listener)
            if listener.elsewhere[0] not in (-1, _writing):
                _pass_on(listener.elsewhere[0])
    raised = listener.raised[0]
    if raised is not None:
        listener.raised[0] = None
        raise raised
    return result
