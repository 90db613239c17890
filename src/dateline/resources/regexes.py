"""Compile regular expressions; Dateline's longest ones were compiled beforehand.

Python takes most of a second to compile the forms of times and counts. What its compiler makes of
them is kept in ``compiled/regexes.npz``, by the digest of their source, and goes straight to the
engine where that is of the version it was compiled for. Elsewhere, and for any other source, this
is ``re.compile``. What the forms may begin with is kept there as well.
``python -m tools.compile_regexes`` stores them anew.
"""

import _sre  # type: ignore[import-not-found]
import json
import re
import sys
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

#: Where compiled expressions are stored.
STORED = Path(__file__).parent / "compiled" / "regexes.npz"
#: What compiled expressions depend on besides their source.
ENGINE = [_sre.MAGIC, _sre.CODESIZE, int(_sre.MAXREPEAT), sys.byteorder]
#: Names in the file: of the engine, and of what is told of each expression besides its code.
INDEX, TOLD_OF_ENGINE, TOLD_OF_REGEXES = "index", "engine", "regexes"
TOLD_OF_OPENINGS = "openings"

#: Expressions with their flags, and sources with the length of their openings, that this process
#: has asked for: ``tools.compile_regexes`` stores them.
ASKED: dict[tuple[str, int], None] = {}
ASKED_OPENINGS: dict[tuple[str, int], None] = {}


def compile_regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return the compiled form of an expression for text.

    Raises:
        re.error: It is none.
    """
    ASKED[source, int(flags)] = None
    key = digest(source, flags)
    told = _index().get(key)
    if told is None:
        return re.compile(source, flags)
    found, groups, names = told
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    try:
        code = _stored()[key].tolist()
        compiled: re.Pattern[str] = _sre.compile(
            source, found, code, groups, names, tuple(by_number)
        )
    except (OSError, EOFError, ValueError, KeyError, RuntimeError, BadZipFile):
        return re.compile(source, flags)
    return compiled


def stored_openings(source: str, length: int) -> frozenset[str] | None:
    """Return what an expression may begin with, up to a length, if that is stored."""
    ASKED_OPENINGS[source, length] = None
    told: Mapping[str, list[str]] = _told().get(TOLD_OF_OPENINGS, {})
    found = told.get(digest(source, length))
    return None if found is None else frozenset(found)


def digest(source: str, number: int = 0) -> str:
    """Return what an expression is stored under, with flags or the length of its openings."""
    return sha256(f"{int(number)} {source}".encode()).hexdigest()[:16]


@cache
def _stored() -> Mapping[str, Any]:
    stored: Mapping[str, Any] = np.load(STORED, allow_pickle=False)
    return stored


@cache
def _told() -> Mapping[str, Any]:
    try:
        told: Mapping[str, Any] = json.loads(_stored()[INDEX].tobytes())
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        return {}
    return told


@cache
def _index() -> Mapping[str, tuple[int, int, dict[str, int]]]:
    """Return flags, number of groups and their names of each stored expression."""
    told = _told()
    if told.get(TOLD_OF_ENGINE) != ENGINE:
        return {}
    regexes: Mapping[str, tuple[int, int, dict[str, int]]] = told[TOLD_OF_REGEXES]
    return regexes
