"""What an import reads, in parts that are sorted one after another: places by id, names by key.

Sorting tens of millions of rows at once takes more memory than a machine may have, and a database
that sorts them takes longer than reading them. So the rows of each batch are cut by fixed bounds,
and a part is what lies between two bounds in all batches. A batch's share of a part is packed into
one text and one array, since a row costs more to store than what is in it.
"""

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.resources.gazetteer_file import FEATURES, Feature
from dateline.resources.geonames_dump import DumpFile
from dateline.resources.geonames_rows import (
    AREAS,
    HIT_BITS,
    NameValues,
    PlaceValues,
    read_rows,
)

#: Ids of places to a part: GeoNames' go to some 13 million.
_IDS_A_PART = 250_000
#: Parts of the names in Latin letters.
_LATIN_PARTS = 96
#: First and last code point of other scripts, and how many begin the names of one part.
_SCRIPTS = ((0x250, 0x700, 16), (0x700, 0x3000, 256), (0x3000, 0x11000, 1024))
_NUMBERS = 6  # id, kind, feature, latitude, longitude, population
_LINE = "\n"
#: Bytes that the number of a name takes.
HIT_BYTES = 8
#: Kinds and features of the places whose codes tell other places their areas.
_WITH_CODES = {
    (AREAS[0], FEATURES.index(Feature.PROVINCE)),
    (AREAS[1], FEATURES.index(Feature.DISTRICT)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A batch's share of a part: one line of ``text`` a row, or several, and its numbers."""

    part: int
    text: str
    numbers: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What some lines of a dump say, cut into parts; areas as id, kind, country and codes."""

    areas: list[tuple[int, int, str | None, str, str]]
    places: list[Share]
    names: list[Share]


def read_batch(one: DumpFile, first: int, text: bytes, bounds: Sequence[str]) -> Batch:
    """Return what lines say, cut into parts.

    Args:
        one: The file, for faults to name.
        first: The number of the first line.
        text: Whole lines.
        bounds: The keys at which parts of names begin.

    Raises:
        GazetteerError: A line is wrong.
    """
    read = read_rows(one, first, text)
    return Batch(
        areas=[
            (id_, kind, country, code, district)
            for id_, _, kind, feature, country, code, district, *_ in read.places
            if (kind, feature) in _WITH_CODES
        ],
        places=list(share_places(read.places)),
        names=list(share_names(read.names, bounds)),
    )


def part_bounds(keys: Sequence[str]) -> list[str]:
    """Return the keys at which parts of names begin, in order; before the first is a part too.

    Args:
        keys: Sorted keys like those to come.
    """
    step = max(1, len(keys) // _LATIN_PARTS)
    latin = [key for key in keys[step::step] if key < chr(_SCRIPTS[0][0])]
    others = [chr(code) for script in _SCRIPTS for code in range(*script)]
    return sorted({*latin, *others})


def share_names(names: list[NameValues], bounds: Sequence[str]) -> Iterator[Share]:
    """Cut the names of a batch at bounds; the list is sorted in place."""
    names.sort(key=itemgetter(0))
    keys = [key for key, _ in names]
    hits = array("q", [hit for _, hit in names])
    cuts = [0, *(bisect_left(keys, bound) for bound in bounds), len(keys)]
    for part, (start, end) in enumerate(pairwise(cuts)):
        if start < end:
            text = _LINE.join(keys[start:end])
            yield Share(part=part, text=text, numbers=_bytes(hits[start:end]))


def read_names(shares: Iterable[tuple[str, bytes]]) -> Iterator[NameValues]:
    """Yield the names of a part from its shares, given as text and numbers."""
    for text, numbers in shares:
        yield from zip(text.split(_LINE), _array(numbers), strict=True)


def keep_names(share: Share, known: NDArray[np.bool_]) -> Share | None:
    """Return a share's names of known places, ``None`` if there are none.

    Args:
        share: A share of names.
        known: Whether a place is known, by its id.
    """
    places = np.array(_array(share.numbers), np.int64) >> HIT_BITS
    kept = known[np.minimum(places, len(known) - 1)] & (places < len(known))
    if kept.all():
        return share
    if not kept.any():
        return None
    rows = zip(share.text.split(_LINE), _array(share.numbers), kept.tolist(), strict=True)
    names = [(key, hit) for key, hit, keep in rows if keep]
    return next(share_names(names, ()))


def share_places(places: list[PlaceValues]) -> Iterator[Share]:
    """Cut the places of a batch into parts by id; the list is sorted in place."""
    places.sort(key=itemgetter(0))
    start = 0
    while start < len(places):
        part = places[start][0] // _IDS_A_PART
        end = bisect_left(places, (part + 1) * _IDS_A_PART, start, key=itemgetter(0))
        yield _share_places(part, places[start:end])
        start = end


def _share_places(part: int, places: list[PlaceValues]) -> Share:
    ids, names, kinds, features, countries, firsts, seconds, *others = zip(*places, strict=True)
    texts = chain(names, (country or "" for country in countries), firsts, seconds)
    numbers = array("q", chain(ids, kinds, features, *others))
    return Share(part=part, text=_LINE.join(texts), numbers=_bytes(numbers))


def read_places(shares: Iterable[tuple[str, bytes]]) -> list[PlaceValues]:
    """Return the places of a part from its shares, sorted by id; the first of an id comes first."""
    rows: list[PlaceValues] = []
    for text, numbers in shares:
        values = _array(numbers).tolist()
        count = len(values) // _NUMBERS
        texts = text.split(_LINE)
        ids, kinds, features, latitudes, longitudes, populations = _columns(values, count)
        names, countries, firsts, seconds = _columns(texts, count)
        rows.extend(
            zip(
                ids, names, kinds, features, (country or None for country in countries),
                firsts, seconds, latitudes, longitudes, populations, strict=True,
            )
        )  # fmt: skip
    rows.sort(key=itemgetter(0))
    return rows


def ids_of(numbers: bytes) -> NDArray[np.int64]:
    """Return the ids of a share of places, given its numbers."""
    values = np.array(_array(numbers), np.int64)
    return values[: len(values) // _NUMBERS]


def _columns(values: Sequence[Any], count: int) -> list[Sequence[Any]]:
    """Part values into columns of so many."""
    return [values[start : start + count] for start in range(0, len(values), count)]


def _bytes(numbers: "array[int]") -> bytes:
    """Return numbers as stored: little-endian on every machine."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _array(stored: bytes) -> "array[int]":
    numbers = array("q")
    numbers.frombytes(stored)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
