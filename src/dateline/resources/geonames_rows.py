"""Lines of GeoNames' dump files as rows to file: places, and names by their keys.

A name's row is its key and a hit: the place it stands for, whether the dump gave it, and its form,
in one number, so that hits of one place sort by how well they are known.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np

from dateline.resources.gazetteer_file import FEATURES, FORMER, FORMS, KINDS, NameForm
from dateline.resources.geonames_dump import DumpFile
from dateline.resources.geonames_features import sort_of
from dateline.resources.name_keys import (
    ARABIC,
    MAX_NAME_WORDS,
    PlaceKind,
    area_variants,
    make_keys,
    plain,
    town_variants,
    usable,
)

#: A hit is the number of the place shifted by so many bits, and the form below ...
HIT_BITS = 4
#: ... with this bit set where the dump gave the name, so that the shipped gazetteer's sorts first.
FROM_DUMP = 8

#: Numbers of the kinds of areas.
AREAS = (KINDS.index(PlaceKind.ADMIN1), KINDS.index(PlaceKind.ADMIN2))

_MAIN, _OTHER, _ABBREVIATION = (
    FORMS.index(form) | FROM_DUMP for form in (NameForm.MAIN, NameForm.OTHER, NameForm.ABBREVIATION)
)
_MAX_ID = 100_000_000
_MAX_POPULATION = 2**32 - 1
_DEGREE = 10_000
#: Codes in the language column of alternate names that are no languages but sorts of codes.
_NO_NAMES = frozenset({"link", "wkdt", "iata", "icao", "faac", "post", "unlc", "tcid", "phon"})

#: Id, name, kind, feature, country, codes of its areas, latitude, longitude, population.
PlaceValues = tuple[int, str, int, int, str | None, str, str, int, int, int]
NameValues = tuple[str, int]
#: A name as written, and its hit.
_Called = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What lines say: places, and names as keys with hits."""

    places: list[PlaceValues]
    names: list[NameValues]


def read_rows(one: DumpFile, first: int, text: bytes) -> Read:
    """Return what lines of a file of the dump say.

    Args:
        one: The file, for faults to name.
        first: The number of the first line.
        text: Whole lines.

    Raises:
        GazetteerError: A line is wrong.
    """
    rows = one.rows(first, text)
    if one.table == "places":
        return _places(one, first, rows)
    called: list[_Called] = []
    if one.table == "admin1":
        for line, cells in enumerate(rows, start=first):
            hit = _number(one, line, "geonameid", cells[3]) << HIT_BITS | _MAIN
            called += [(name, hit) for name in area_variants(cells[1], cells[0][:2])]
    else:
        for line, cells in enumerate(rows, start=first):
            hit = _number(one, line, "geonameid", cells[1]) << HIT_BITS
            language, name = cells[2], cells[3]
            if language == "abbr":
                called.append((name, hit | _ABBREVIATION))
            elif language not in _NO_NAMES and usable(name):
                called.append((name, hit | _OTHER + (FORMER if cells[7] == "1" else 0)))
    return Read(places=[], names=_by_key(called))


def _places(one: DumpFile, first: int, rows: list[list[str]]) -> Read:
    ids, latitudes, longitudes, populations = _numbers(one, first, rows)
    places: list[PlaceValues] = []
    called: list[_Called] = []
    for id_, cells, latitude, longitude, population in zip(
        ids, rows, latitudes, longitudes, populations, strict=True
    ):
        code = cells[7]
        sort = _sort(cells[6], code)
        if sort is None:
            continue
        kind, feature = sort
        name, country = cells[1], cells[8] or None
        second = cells[11] if kind != AREAS[1] or code == "ADM2" else ""
        places.append(
            (
                id_, plain(name), kind, feature, country, cells[10], second,
                latitude, longitude, population,
            )
        )  # fmt: skip
        hit = id_ << HIT_BITS
        others = [other for other in cells[3].split(",") if usable(other)] if cells[3] else ()
        main = cells[1:3] if cells[2] != name else cells[1:2]
        for names, as_ in ((main, hit | _MAIN), (others, hit | _OTHER)):
            if kind in AREAS:
                called += [(v, as_) for each in names for v in area_variants(each, country)]
            else:
                called += [(each, as_) for each in names]
                if country in ARABIC:
                    called += [
                        (variant, hit | _OTHER)
                        for each in names
                        for variant in town_variants(each, country)
                        if variant != each
                    ]
    return Read(places=places, names=_by_key(called))


def _by_key(called: list[_Called]) -> list[NameValues]:
    """Return names by their keys; one after another with the same key and hit are one."""
    key_of = make_keys(name for name, _ in called)
    too_long = {key for key in key_of.values() if key.count(" ") >= MAX_NAME_WORDS} | {""}
    rows = [(key_of[name], hit) for name, hit in called]
    return [
        row
        for row, last in zip(rows, chain((None,), rows), strict=False)
        if row != last and row[0] not in too_long
    ]


@lru_cache
def _sort(feature_class: str, feature_code: str) -> tuple[int, int] | None:
    sort = sort_of(feature_class, feature_code)
    return None if sort is None else (KINDS.index(sort[0]), FEATURES.index(sort[1]))


_Columns = tuple[list[int], list[int], list[int], list[int]]


def _numbers(one: DumpFile, first: int, rows: list[list[str]]) -> _Columns:
    """Return ids, latitudes, longitudes and populations: all at once where all can be read."""
    ids = [cells[0] for cells in rows]
    populations = [cells[14] or "0" for cells in rows]
    try:
        degrees = [
            np.array([float(cells[column]) for cells in rows], np.float64) for column in (4, 5)
        ]
    except ValueError:
        degrees = []
    if (
        degrees
        and _are_digits(ids)
        and _are_digits(populations)
        and bool((np.abs(degrees[0]) <= 90).all() and (np.abs(degrees[1]) <= 180).all())
    ):
        numbers = list(map(int, ids))
        if max(numbers) < _MAX_ID:
            latitudes, longitudes = (
                np.rint(each * _DEGREE).astype(np.int64).tolist() for each in degrees
            )
            people = [min(int(each), _MAX_POPULATION) for each in populations]
            return numbers, latitudes, longitudes, people
    return _numbers_by_line(one, first, rows)


def _are_digits(values: list[str]) -> bool:
    joined = "".join(values)
    return joined.isascii() and joined.isdigit() and "" not in values


def _numbers_by_line(one: DumpFile, first: int, rows: list[list[str]]) -> _Columns:
    found: _Columns = ([], [], [], [])
    for line, cells in enumerate(rows, start=first):
        found[0].append(_number(one, line, "geonameid", cells[0]))
        found[1].append(_degrees(one, line, "latitude", cells[4], 90))
        found[2].append(_degrees(one, line, "longitude", cells[5], 180))
        if cells[14] and not (cells[14].isascii() and cells[14].isdigit()):
            raise one.fault(line, f'population is not a number: "{cells[14][:40]}"')
        found[3].append(min(int(cells[14] or 0), _MAX_POPULATION))
    return found


def _number(one: DumpFile, line: int, what: str, text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) >= _MAX_ID:
        raise one.fault(line, f'{what} is not a number that can be: "{text[:40]}"')
    return int(text)


def _degrees(one: DumpFile, line: int, what: str, text: str, limit: int) -> int:
    try:
        value = float(text)
    except ValueError as error:
        raise one.fault(line, f'{what} is not a number: "{text[:40]}"') from error
    if not abs(value) <= limit:
        raise one.fault(line, f"{what} is beyond {limit} degrees: {text[:40]}")
    return round(value * _DEGREE)
