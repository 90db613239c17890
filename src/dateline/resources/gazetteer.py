"""Places and their names: look-ups in the gazetteer that ships with Dateline, or an imported one.

The shipped file is made by ``tools/gazetteer``, a full one by ``gazetteer_import``. It holds
countries, administrative areas of the first and second order, towns, and hand-listed regions and
sites, with their names. Most of it derives from GeoNames (CC BY 4.0), see ``NOTICE``.

What an ``Entry`` tells beside kind, country and coordinates: ``feature`` (a prison, a river),
``admin2_id`` (the county a town lies in), ``former`` (looked up by a name it bears no more) and
``claimed_by``. ``Gazetteer.near_spellings`` gives names one slip away from an unknown one, and
``Gazetteer.meta`` what the file says about itself.
"""

import math
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple
from zlib import crc32

from dateline.errors import GazetteerError
from dateline.resources.gazetteer_file import (
    FACTS,
    FEATURES,
    FORM_BITS,
    FORMER,
    FORMS,
    KINDS,
    LAYOUT,
    Feature,
    NameForm,
    connect,
    damaged,
    unpack_hits,
)
from dateline.resources.name_keys import (
    TYPE_WORDS,
    PlaceKind,
    name_key,
    near_keys,
    split_type,
    without_article,
)

__all__ = [
    "FORMS",
    "KINDS",
    "LAYOUT",
    "TYPE_WORDS",
    "Entry",
    "Feature",
    "Gazetteer",
    "NameForm",
    "PlaceKind",
    "WordFlag",
    "name_key",
    "open_gazetteer",
    "prior",
    "prior_of",
    "priors",
    "sorted_by_prior",
    "split_type",
]

SHIPPED = Path(__file__).parent / "gazetteer" / "places.sqlite"
_CACHE_SIZE = 20_000


class WordFlag:
    """What a word is beside the name of a place: ordinary, never a place, a person's name.

    Bits of plain numbers and no enum: it is asked of every capitalised word of a text, and the
    operators of an enum take ten times as long.
    """

    ORDINARY: Final = 1
    GIVEN: Final = 2
    FAMILY: Final = 4
    NEVER: Final = 8


class Entry(NamedTuple):
    """A place of the gazetteer.

    A named tuple, not a dataclass: it is built in a tenth of the time, and look-ups build nothing
    else. Give its fields by name.

    ``id`` is "geonames:NUMBER" or "dateline:slug". ``country`` is an ISO 3166-1 alpha-2 code, or
    ``None`` for a region that spans several; ``reach`` lists the countries such a region reaches
    into, most of it first. ``claimed_by`` lists other states that claim the place. Coordinates
    are WGS 84 degrees; ``population`` is 0 where it is not known. ``form`` tells how the name it
    was looked up by stands for it, and ``NameForm.MAIN`` when it was looked up by id; ``former``
    whether that name is one of the past.
    """

    id: str
    name: str
    kind: PlaceKind
    country: str | None
    admin1: str | None
    admin1_id: str | None
    latitude: float
    longitude: float
    population: int
    reach: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()
    form: NameForm = NameForm.MAIN
    former: bool = False
    feature: Feature = Feature.SITE
    admin2_id: str | None = None


_BONUS = {
    PlaceKind.COUNTRY: 3.0,
    PlaceKind.ADMIN1: 0.3,
    PlaceKind.ADMIN2: -1.2,
    PlaceKind.TOWN: 0.2,
    PlaceKind.REGION: 6.5,
    PlaceKind.SITE: 6.0,
}
#: Imported sites are of every sort and size; the hand-listed ones are those that news names.
_IMPORTED_BONUS = {PlaceKind.REGION: 1.0, PlaceKind.SITE: -1.0}


def prior(entry: Entry) -> float:
    """Return how likely a name means this place when nothing else is known (a log scale).

    Population counts most; countries and first-order areas stand above towns of their size, since
    news names them more often than people live there.
    """
    listed = not entry.id.startswith("geonames:")
    return prior_of(entry.kind, entry.population, entry.form, listed=listed)


def prior_of(kind: PlaceKind, population: int, form: NameForm, *, listed: bool) -> float:
    """Return the prior of a place of which only this is known; ``listed`` if in the hand lists."""
    bonus = _BONUS[kind] if listed or kind not in _IMPORTED_BONUS else _IMPORTED_BONUS[kind]
    other = 0.7 if form is NameForm.OTHER and kind is PlaceKind.TOWN else 0.0
    return math.log10(population + 10) + bonus - other


class Gazetteer:
    """Look-ups in one gazetteer file, opened for reading only.

    Safe to share between threads. Answers are remembered, so asking again is cheap.

    Raises:
        GazetteerError: The file is missing, damaged or of another layout.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._found: dict[str, tuple[Entry, ...]] = {}
        self._areas: dict[int, tuple[str, str]] = {}
        self._connection = connect(path)
        # One reading transaction for all look-ups: each would begin and end its own.
        self._connection.execute("BEGIN")
        self._cursor = self._connection.cursor()
        self._words = {str(word): int(flags) for word, flags in self._rows("SELECT * FROM word")}
        self._extra: dict[int, _Extra] = {
            place: (slug, _codes(reach), _codes(claimed_by))
            for place, slug, reach, claimed_by in self._rows("SELECT * FROM extra")
        }
        self._slugs = {extra[0]: place for place, extra in self._extra.items() if extra[0]}
        ((self._filter,),) = self._rows("SELECT bits FROM filter")
        self._filter_mask = len(self._filter) - 1

    def close(self) -> None:
        """Close the file; the gazetteer cannot be used afterwards."""
        with self._lock:
            self._connection.close()

    def candidates(self, name: str) -> tuple[Entry, ...]:
        """Return the places a name may mean, most likely first.

        A word for the sort of place ("Almaty Province", "province of Almaty", "Rudaki district")
        keeps the kinds it allows; where none of those is known, the bare name's places are
        returned, since they lie in or near the place meant.
        """
        key = name_key(name)
        known = self._found.get(key)
        if known is not None:
            return known
        is_word = " " not in key
        if is_word and not self._may_be_name(key):
            return ()
        with self._lock:
            try:
                found = tuple(self._read(key)) if is_word else self._search(key)
            except (sqlite3.Error, ValueError, LookupError) as error:
                raise GazetteerError(damaged(self.path, error)) from error
            if len(self._found) >= _CACHE_SIZE:
                self._found.clear()
            self._found[key] = found
            return found

    def entry(self, id: str) -> Entry:
        """Return the place with an id.

        Raises:
            GazetteerError: No place has this id.
        """
        source, _, number = id.partition(":")
        is_number = source == "geonames" and number.isdecimal() and len(number) < 19
        place = int(number) if is_number else self._slugs.get(id)
        with self._lock:
            rows = [] if place is None else self._rows(_BY_ID, place)
            if rows:
                return self._entry(rows[0], _MAIN)
        raise GazetteerError(f'{self.path}: no place has the id "{id}".')

    def country(self, code: str) -> Entry | None:
        """Return the entry of a country by its ISO 3166-1 alpha-2 code."""
        with self._lock:
            rows = self._rows(_BY_COUNTRY, code)
            return self._entry(rows[0], _MAIN) if rows else None

    def word_flags(self, word: str) -> int:
        """Return the bits of ``WordFlag`` that tell what else a word is; 0 for nothing else."""
        return self._words.get(name_key(word), 0)

    def near_spellings(self, name: str, *, limit: int = 5) -> tuple[Entry, ...]:
        """Return places whose names are one slip of the pen away, most likely first."""
        best: dict[str, Entry] = {}
        with self._lock:
            for key in near_keys(name_key(name)):
                for entry in self._named(key)[:1]:
                    known = best.get(entry.id)
                    if known is None or prior(entry) > prior(known):
                        best[entry.id] = entry
        return tuple(sorted(best.values(), key=lambda e: (-prior(e), e.id))[:limit])

    def meta(self) -> Mapping[str, str]:
        """Return what the file says about itself: layout, sources, numbers of places and names."""
        with self._lock:
            return {str(name): str(value) for name, value in self._rows("SELECT * FROM meta")}

    def check(self) -> None:
        """Read the whole file.

        Raises:
            GazetteerError: A part of it is damaged.
        """
        with self._lock:
            ((answer,),) = self._rows("PRAGMA quick_check(1)")
        if answer != "ok":
            raise GazetteerError(damaged(self.path, answer))

    def _search(self, key: str) -> tuple[Entry, ...]:
        bare, kinds = split_type(key)
        if kinds and bare:
            whole = [entry for entry in self._named(key) if entry.kind is not PlaceKind.ADMIN2]
            if whole:
                return tuple(whole)
            same = self._named(bare)
            fitting = [entry for entry in same if entry.kind in kinds]
            if fitting:
                return tuple(
                    sorted(fitting, key=lambda e: (kinds.index(e.kind) // 2, -prior(e), e.id))
                )
            return tuple(entry for entry in same if entry.kind is not PlaceKind.COUNTRY)
        found = self._named(key)
        if rest := without_article(key):
            known = {entry.id for entry in found}
            others = [entry for entry in self._named(rest) if entry.id not in known]
            if others:
                return tuple(sorted_by_prior([*found, *others]))
        return tuple(found)

    def _may_be_name(self, key: str) -> bool:
        number = crc32(key.encode())
        return bool(self._filter[number >> 3 & self._filter_mask] >> (number & 7) & 1)

    def _named(self, key: str) -> list[Entry]:
        return self._read(key) if self._may_be_name(key) else []

    def _read(self, key: str) -> list[Entry]:
        """Return the places that the file has under a key."""
        row = self._cursor.execute(_BY_KEY, (key,)).fetchone()
        if row is None:
            return []
        place, name, country, facts, hits = row
        if place is not None:
            return [self._entry((place, name, country, facts), hits & _FORM_MASK)]
        places = unpack_hits(hits)
        rows = self._cursor.execute(_by_ids(len(places)), [place for place, _ in places])
        by_id = {row[0]: row for row in rows}
        return [self._entry(by_id[place], form) for place, form in places]

    def _entry(self, row: tuple[Any, ...], form: int) -> Entry:
        place, name, country, facts = row
        kind, feature, admin1, admin2, latitude, longitude, population = FACTS.unpack(facts)
        area, area_id = (self._areas.get(admin1) or self._area(admin1)) if admin1 else _NO_AREA
        slug, reach, claimed_by = self._extra.get(place, _NO_EXTRA)
        return _new_entry(
            Entry,
            (
                slug or f"geonames:{place}",
                name,
                KINDS[kind],
                country,
                area,
                area_id,
                latitude / 10_000,
                longitude / 10_000,
                population,
                reach,
                claimed_by,
                *_FORM_AND_FORMER[form],
                FEATURES[feature],
                f"geonames:{admin2}" if admin2 else None,
            ),
        )

    def _area(self, number: int) -> tuple[str, str]:
        """Return the name and id of a first-order area; there are a few thousand of them."""
        ((name,),) = self._cursor.execute("SELECT name FROM place WHERE id = ?", (number,))
        self._areas[number] = (name, f"geonames:{number}")
        return self._areas[number]

    def _rows(self, sql: str, *values: str | int) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise GazetteerError(damaged(self.path, error)) from error


_Extra = tuple[str | None, tuple[str, ...], tuple[str, ...]]
_NO_EXTRA: _Extra = (None, (), ())
_NO_AREA = (None, None)
_PLACES = "SELECT id, name, country, facts FROM place"
_BY_ID = f"{_PLACES} WHERE id = ?"
_BY_COUNTRY = f"{_PLACES} WHERE id = (SELECT place FROM country WHERE code = ?)"
# Where one place has the name, one query finds it; packed hits of several are no number.
_BY_KEY = (
    "SELECT p.id, p.name, p.country, p.facts, n.hits FROM name n "
    f"LEFT JOIN place p ON p.id = n.hits >> {FORM_BITS} AND typeof(n.hits) = 'integer' "
    "WHERE n.key = ?"
)
_MAIN = FORMS.index(NameForm.MAIN)
_FORM_MASK = (1 << FORM_BITS) - 1
#: What the number of a form says: the form, and whether the name is one of the past.
_FORM_AND_FORMER = tuple((FORMS[form % FORMER], form >= FORMER) for form in range(1 << FORM_BITS))
_new_entry = tuple.__new__


@cache
def _by_ids(number: int) -> str:
    """Return the query for a number of places."""
    return f"{_PLACES} WHERE id IN ({','.join('?' * number)})"


def _codes(stored: str) -> tuple[str, ...]:
    return tuple(stored.split(",")) if stored else ()


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """Open a gazetteer file, or the one that ships with Dateline.

    Raises:
        GazetteerError: The file is missing, damaged or of another layout.
    """
    return Gazetteer(SHIPPED if path is None else path)


def sorted_by_prior(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries of one name, most likely first; ties are broken by id."""
    scores = priors(entries)
    return sorted(entries, key=lambda e: (-scores[e.id], e.id))


def priors(entries: Sequence[Entry]) -> dict[str, float]:
    """Return the prior of each entry of one name by id; towns stand above provinces of their name.

    "Kunduz" without more is the town more often than the province, unless the town is so small
    (under 8% of the province, 10% where it lies outside) that news would hardly name it.
    """
    scores = {entry.id: prior(entry) for entry in entries}
    for town in entries:
        if town.kind is not PlaceKind.TOWN or town.form is not NameForm.MAIN:
            continue
        for area in entries:
            if area.kind not in (PlaceKind.ADMIN1, PlaceKind.ADMIN2):
                continue
            inside = area.kind is PlaceKind.ADMIN2 or area.id == town.admin1_id
            least = (0.08 if inside else 0.1) * area.population
            if area.country == town.country and town.population >= least:
                scores[town.id] = max(scores[town.id], scores[area.id] + 0.2)
    return scores
