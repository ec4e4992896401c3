"""The whole check on demand."""

from __future__ import annotations

from ctypes import byref, c_size_t, string_at
from enum import IntEnum

from . import _raw
from ._boundary import Handle, Params, Waiting, encoded
from ._credential import Borrowed, provider_of, set_options
from ._library import library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._boundary import Cancel
    from ._credential import AnyCredential


class Verdict(IntEnum):
    """Whether something is in order. CANNOT_TELL is also what only a later version knows."""

    CANNOT_TELL = _raw.VERDICT_CANNOT_TELL
    OK = _raw.VERDICT_OK
    PROBLEM = _raw.VERDICT_PROBLEM

    @classmethod
    def _missing_(cls, value: object) -> Verdict:
        return cls.CANNOT_TELL


class Finding:
    """One thing that was looked at: ``check`` is a stable word for it, ``text`` what was found, ``hint`` what a person
    does next, "" where nothing is to be done or nothing honest can be said."""

    __slots__ = ("check", "verdict", "text", "hint")

    def __init__(self, check: str, verdict: Verdict, text: str, hint: str) -> None:
        self.check = check
        self.verdict = verdict
        self.text = text
        self.hint = hint

    def __repr__(self) -> str:
        return f"<Finding {self.check}: {self.verdict.name}: {self.text}>"


def diagnose(
    organization_url: str,
    credential: AnyCredential = None,
    *,
    cancel: Cancel | None = None,
    **options: Any,
) -> list[Finding]:
    """Tries everything that a list of builds needs, one thing after another, and says of each whether it is in order.

    Arguments and options are those of ``Client``. What is not in order is a finding and no exception.
    """
    found = Handle(library.azdo_findings_free)
    params = Params()
    tokens = provider_of(credential)
    borrowed = Borrowed(credential if tokens is None else tokens.credential())  # type: ignore[arg-type]
    with params, borrowed as credential_pointer, Waiting(cancel, None) as waiting:
        set_options(params, options, "diagnose")
        url = encoded(organization_url, "organization_url")
        waiting.call(library.azdo_diagnose, url, credential_pointer, params.handle, waiting.token, found.place)
    with found as pointer:
        count = c_size_t()
        records = library.azdo_findings_records(pointer, byref(count))
        return [_finding(records[index].contents) for index in range(count.value)]


def _finding(record: Any) -> Finding:
    check, text, hint = (string_at(part.data, part.len).decode() for part in (record.check, record.text, record.hint))
    return Finding(check, Verdict(record.verdict), text, hint)
