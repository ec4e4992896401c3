"""Any operation by its name in the REST reference. What each takes stands in ``_operations.pyi``, for type checkers and
editors; the library checks it."""

from __future__ import annotations

from ctypes import byref, string_at

from . import _raw
from ._boundary import Cancel, Handle, Params, Steps, encoded, encoded_or_none, joined, parsed, timed
from ._boundary import call as ask
from ._errors import Error
from ._library import library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Union

    from ._boundary import Value
    from ._client import Client, Response

    Body = Union[Mapping[str, Any], Sequence[Any], str, bytes]

# Parameters whose names Python cannot spell.
_DOLLARS = {name: f"${name}" for name in ("top", "skip", "mine", "expandIdentity")}


def stream(
    self: Client,
    operation: str,
    /,
    *,
    body: Body | None = None,
    accept: str | None = None,
    api_version: str | None = None,
    force: str | Sequence[str] = (),
    timeout: float | None = None,
    cancel: Cancel | None = None,
    **parameters: Value | None,
) -> Response:
    """As ``call``, with the answer as a ``Response``: its head, and a body that is read as it comes."""
    # It imports this module.
    from ._client import Response

    response = Handle(library.azdo_response_free)
    with _params(parameters, force, accept=accept, api_version=api_version) as params:
        self._ask(
            library.azdo_call, encoded(operation, "operation"), params, encoded_or_none(json_of(body), "body"),
            places=(response.place,), timeout=timeout, cancel=cancel,
        )  # fmt: skip
    return Response(response)


def call(
    self: Client,
    operation: str,
    /,
    *,
    timeout: float | None = None,
    cancel: Cancel | None = None,
    **given: Any,
) -> Any:
    """Calls an operation by its name in the REST reference, ``"Report - Get"``, with the reference's own parameters;
    ``top`` is ``$top``. Without a project, that of the client's URL is meant. It is one request, and so the first page of
    what has some: ``items`` goes through all of them.

    ``body`` is what to send: anything that ``json.dumps`` takes, or JSON as text or bytes. What comes back is parsed where
    it is JSON, text where it is text, bytes otherwise, and None where there is nothing. ``accept`` asks for another of the
    media types that the operation answers, ``api_version`` for another than the newest released one. ``force`` names
    parameters whose values are sent as they are, known or not: the service grows faster than any table."""
    if timeout is not None and cancel is None:
        # For the call and its body together.
        cancel, timeout = timed(timeout), None
    with stream(self, operation, timeout=timeout, cancel=cancel, **given) as response:
        return _value(response.body(cancel=cancel), response.header("Content-Type"), response.status)


def items(
    self: Client,
    operation: str,
    /,
    *,
    timeout: float | None = None,
    cancel: Cancel | None = None,
    **given: Any,
) -> Items:
    """Every element of an operation that reads a list, parsed, over all pages: ``"Definitions - List"``. Where the list
    has pages, ``top`` is how many in all and ``page_size`` how many per request; ``timeout`` is for each page, in seconds.
    The parameters are those of ``call``."""
    return Items(self, operation, timeout=timeout, cancel=cancel, **given)


class Items(Steps["Any"]):
    """An iterator over the elements of an operation's list, parsed, over all pages. An error does not end it: ask again.
    One thread at a time may use it, and no forked child after its parent has begun."""

    def __init__(
        self,
        client: Client,
        operation: str,
        /,
        *,
        page_size: int | None = None,
        api_version: str | None = None,
        force: str | Sequence[str] = (),
        timeout: float | None = None,
        cancel: Cancel | None = None,
        **parameters: Value | None,
    ) -> None:
        super().__init__(client, library.azdo_items_free, timeout, cancel)
        given = _params(parameters, force, page_size=page_size, api_version=api_version)
        with given as params, client._handle as client_pointer:
            name = encoded(operation, "operation")
            ask(library.azdo_items_list, client_pointer, name, params, self._handle.place)
        # As JSON: what has been fetched, the last one first.
        self._ready: list[bytes] = []

    def _next(self) -> Any:
        while not self._ready:
            if not self._fetch(self._timeout, self._cancel):
                raise StopIteration
        return self._take()

    def _take(self) -> Any:
        return parsed(self._ready.pop())

    def _fetch(self, timeout: float | None = None, cancel: Cancel | None = None) -> bool:
        """Makes the next element ready, and what has come with it. Whether there is one."""
        element = _raw.azdo_str()
        with self._handle as pointer:
            if not self._step(library.azdo_items_next, byref(element), timeout, cancel):
                return False
            ready = [string_at(element.data, element.len)]
            # A token that is signalled ends what would fetch more.
            ended = Cancel()
            ended.signal()
            with ended._handle as token:
                try:
                    while ask(library.azdo_items_next, pointer, token, byref(element)) == _raw.OK:
                        ready.append(string_at(element.data, element.len))
                except Error:
                    # Whatever it is, the next step meets it again.
                    pass
        ready.reverse()
        self._ready = ready
        return True


def _params(
    parameters: Mapping[str, Value | None],
    force: str | Sequence[str],
    api_version: str | None,
    **own: str | int | None,
) -> Params:
    names = force.split(",") if isinstance(force, str) else force
    ours = {name: (_DOLLARS[name], value) for name, value in parameters.items() if name in _DOLLARS}
    ours["api_version"] = "api-version", api_version
    return Params({
        **joined(ours, {name: value for name, value in parameters.items() if name not in _DOLLARS}),
        "force": [_DOLLARS.get(name.strip(), name.strip()) for name in names] or None,
        **own,
    })  # fmt: skip


def json_of(body: Body | None) -> str | None:
    """A body as the library takes it."""
    if body is None or isinstance(body, str):
        return body
    if isinstance(body, (bytes, bytearray)):
        return body.decode()
    from json import dumps

    return dumps(body)


def _value(body: bytes, content_type: str, status: int) -> Any:
    kind = content_type.partition(";")[0].strip().lower()
    is_json = kind.endswith(("/json", "+json"))
    # A text may be empty, and a file; JSON cannot.
    if not body and (is_json or not kind or status == 204):
        return None
    if is_json:
        return parsed(body, status)
    if kind.startswith("text/") or kind.endswith("+xml"):
        return body.decode("utf-8", "replace")
    return body
