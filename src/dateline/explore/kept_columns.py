"""Columns as bytes, so that a store of very many events is browsed at once when it is opened."""

import json
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from numpy.lib.format import read_array, write_array

from dateline.explore.columns import Columns, Lists, Numbers, Vocabulary

#: Changes whenever what a column says does, so that columns of an earlier version are made anew.
COLUMNS_VERSION = 1

_HEADER = "header.json"
# Speed counts here: a higher level halves the size at ten times the time.
_LEVEL = 1


def write_columns(columns: Columns) -> bytes:
    """Return columns as bytes."""
    words = {name: vocabulary.words for name, vocabulary in columns.words.items()}
    header = json.dumps({"version": COLUMNS_VERSION, "words": words}).encode()
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        archive.writestr(_HEADER, header)
        for name, array in _arrays(columns):
            with archive.open(name, "w") as member:
                write_array(member, array, allow_pickle=False)
    return stream.getvalue()


def read_columns(stored: bytes) -> Columns | None:
    """Return the columns that bytes hold, ``None`` if another version of Dateline wrote them."""
    found: dict[str, Numbers] = {}
    with ZipFile(BytesIO(stored)) as archive:
        header = json.loads(archive.read(_HEADER))
        if header["version"] != COLUMNS_VERSION:
            return None
        for name in archive.namelist():
            if name != _HEADER:
                found[name] = read_array(BytesIO(archive.read(name)), allow_pickle=False)
    owners, values = _named(found, "owners"), _named(found, "values")
    return Columns(
        ids=found["ids"],
        named=_named(found, "named"),
        numbers=_named(found, "numbers"),
        lists={name: Lists(owners[name], values[name]) for name in owners},
        words={name: _vocabulary(words) for name, words in header["words"].items()},
    )


def _arrays(columns: Columns) -> Iterator[tuple[str, Numbers]]:
    yield "ids", columns.ids
    for name, numbers in columns.named.items():
        yield f"named.{name}", numbers
    for name, numbers in columns.numbers.items():
        yield f"numbers.{name}", numbers
    for name, lists in columns.lists.items():
        yield f"owners.{name}", lists.owners
        yield f"values.{name}", lists.values


def _named(arrays: Mapping[str, Numbers], kind: str) -> dict[str, Numbers]:
    before = f"{kind}."
    return {n.removeprefix(before): each for n, each in arrays.items() if n.startswith(before)}


def _vocabulary(words: Iterable[str]) -> Vocabulary:
    vocabulary = Vocabulary()
    for word in words:
        vocabulary.number(word)
    return vocabulary
