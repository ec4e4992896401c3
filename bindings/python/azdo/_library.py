"""Finds the shared library and makes sure that it is one this package can use."""

from __future__ import annotations

import os
import sys
from ctypes import CDLL, c_uint32

from . import _raw

_MAJOR = _raw.VERSION_MAJOR
_OWN = 10000 * _raw.VERSION_MAJOR + 100 * _raw.VERSION_MINOR + _raw.VERSION_PATCH
if sys.platform == "darwin":
    _NAMES = [f"libazdo.{_MAJOR}.dylib", "libazdo.dylib"]
elif sys.platform == "win32":
    _NAMES = ["azdo.dll"]
else:
    _NAMES = [f"libazdo.so.{_MAJOR}"]


def _candidates() -> list[str]:
    """Where the library may be: what AZDO_LIBRARY names and nothing else, or beside this file, in the checkout
    that this file is in, and wherever the system looks."""
    override = os.environ.get("AZDO_LIBRARY")
    if override:
        return [override]
    here = os.path.dirname(os.path.abspath(__file__))
    checkout = os.path.normpath(os.path.join(here, "..", "..", ".."))
    folders = [here]
    if os.path.exists(os.path.join(checkout, "Cargo.toml")):
        folders.append(os.path.join(checkout, "build", "lib"))
    beside = [os.path.join(folder, name) for folder in folders for name in _NAMES]
    return [path for path in beside if os.path.exists(path)] + _NAMES


def _version(number: int) -> str:
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _load() -> CDLL:
    tried = []
    for path in _candidates():
        try:
            found = CDLL(path)
        except OSError as error:
            tried.append(f"{path}: {error}")
            continue
        try:
            found.azdo_version_number.restype = c_uint32
            number = found.azdo_version_number()
        except AttributeError:
            tried.append(f"{path}: it is not azdo")
            continue
        if number // 10000 != _MAJOR or number < _OWN:
            tried.append(
                f"{path}: it is version {_version(number)}, and this package needs {_version(_OWN)} or a later {_MAJOR}.x"
            )
            continue
        _raw.declare(found)
        return found
    raise ImportError(
        "the azdo library cannot be loaded; set AZDO_LIBRARY to its path. Tried:\n  " + "\n  ".join(tried)
    )


library = _load()
