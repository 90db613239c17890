"""Places and their names: look-ups in the gazetteer that ships with Dateline.

The file is made by ``tools/build_gazetteer.py``. It holds countries, administrative areas of the
first and second order, towns, and hand-listed regions and sites, with their names in Latin script.
Most of it derives from GeoNames (CC BY 4.0), see ``NOTICE``.
"""

import math
import re
import sqlite3
import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntFlag, StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from dateline.errors import GazetteerError

#: Version of the file's layout; a file of another version is refused.
LAYOUT = 1

_SHIPPED = Path(__file__).parent / "gazetteer" / "places.sqlite"
_CACHE_SIZE = 20_000

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
        "ə": "a", "ħ": "h", "ŧ": "t", "ŋ": "n", "ß": "ss",
        "'": None, "’": None, "‘": None, "ʻ": None, "ʼ": None, "`": None, "´": None, "ʿ": None,
        "ʾ": None, ".": None,
    }
)  # fmt: skip
_NOT_WORD = re.compile(r"[^\w&]+")


class PlaceKind(StrEnum):
    """What sort of place an entry is."""

    COUNTRY = "country"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    TOWN = "town"
    REGION = "region"
    SITE = "site"


#: Order of the kinds as stored; never reorder without a new ``LAYOUT``.
KINDS = tuple(PlaceKind)


class WordFlag(IntFlag):
    """What a word is beside the name of a place: ordinary, never a place, a person's name."""

    ORDINARY = 1
    GIVEN = 2
    FAMILY = 4
    NEVER = 8


class NameForm(StrEnum):
    """How a name stands for its place."""

    MAIN = "main"
    OTHER = "other"
    DEMONYM = "demonym"
    ABBREVIATION = "abbreviation"


#: Order of the forms as stored; never reorder without a new ``LAYOUT``.
FORMS = tuple(NameForm)

_PROVINCE_LIKE = (PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.REGION)
_DISTRICT_LIKE = (PlaceKind.ADMIN2, PlaceKind.ADMIN1)

#: Words that say what sort of place a name means, and the kinds they allow, best first.
TYPE_WORDS: dict[str, tuple[PlaceKind, ...]] = {
    **dict.fromkeys(
        (
            "province", "region", "oblast", "oblysy", "oblasty", "state", "governorate",
            "department", "prefecture", "republic", "territory", "krai", "kray", "okrug",
            "wilayat", "wilaya", "vilayat", "viloyati", "emirate", "canton", "voivodeship", "land",
        ),
        _PROVINCE_LIKE,
    ),
    **dict.fromkeys(
        (
            "district", "county", "regency", "parish", "raion", "rayon", "subdistrict", "tehsil",
            "taluk", "cercle", "borough", "division", "agency", "commune", "woreda", "zone",
        ),
        _DISTRICT_LIKE,
    ),
    "municipality": (PlaceKind.ADMIN2, PlaceKind.TOWN),
    **dict.fromkeys(("city", "town", "township", "village"), (PlaceKind.TOWN, PlaceKind.ADMIN2)),
    "area": (PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.TOWN),
}  # fmt: skip

_LEADING = re.compile(r"^(?:(?:the|greater) )?(?P<type>\w+) of (?:the )?(?P<rest>.+)$")
_ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|ad|an|at|az) ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place of the gazetteer.

    ``id`` is "geonames:NUMBER" or "dateline:slug". ``country`` is an ISO 3166-1 alpha-2 code, or
    ``None`` for a region that spans several; ``reach`` lists the countries such a region reaches
    into, most of it first. ``claimed_by`` lists other states that claim the place. Coordinates
    are WGS 84 degrees; ``population`` is 0 where it is not known. ``form`` tells how the name it
    was looked up by stands for it, and ``NameForm.MAIN`` when it was looked up by id.
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


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """Return the form names are compared in.

    Case, diacritics, apostrophes and full stops are dropped, hyphens and other punctuation
    become spaces, a leading "the" goes and "St." is spelled out.
    """
    text = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    bare = "".join(letter for letter in text if not unicodedata.combining(letter))
    words = _NOT_WORD.sub(" ", bare.translate(_LETTERS)).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join({"st": "saint", "ste": "sainte", "&": "and"}.get(word, word) for word in words)


def prior(entry: Entry) -> float:
    """Return how likely a name means this place when nothing else is known (a log scale).

    Population counts most; countries and first-order areas stand above towns of their size, since
    news names them more often than people live there.
    """
    bonus = {
        PlaceKind.COUNTRY: 3.0,
        PlaceKind.ADMIN1: 0.3,
        PlaceKind.ADMIN2: -1.2,
        PlaceKind.TOWN: 0.2,
        PlaceKind.REGION: 6.5,
        PlaceKind.SITE: 6.0,
    }[entry.kind]
    other = 0.7 if entry.form is NameForm.OTHER and entry.kind is PlaceKind.TOWN else 0.0
    return math.log10(entry.population + 10) + bonus - other


class Gazetteer:
    """Look-ups in one gazetteer file, opened for reading only.

    Safe to share between threads. Answers are remembered, so asking again is cheap.

    Raises:
        GazetteerError: The file is missing, damaged or of another layout.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._found: OrderedDict[str, tuple[Entry, ...]] = OrderedDict()
        self._connection = _connect(path)
        try:
            self._words = self._read_words()
        except sqlite3.Error as error:
            raise GazetteerError(_damaged(path, error)) from error

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
        with self._lock:
            known = self._found.get(key)
            if known is not None:
                self._found.move_to_end(key)
                return known
            found = self._search(key)
            self._found[key] = found
            if len(self._found) > _CACHE_SIZE:
                self._found.popitem(last=False)
            return found

    def entry(self, id: str) -> Entry:
        """Return the place with an id.

        Raises:
            GazetteerError: No place has this id.
        """
        source, _, number = id.partition(":")
        if source == "geonames" and number.isdigit():
            where, value = "p.id = ?", number
        else:
            where, value = "p.slug = ?", id
        with self._lock:
            row = self._query(f"SELECT {_COLUMNS}, 0 {_FROM} WHERE {where}", value)
        if not row:
            raise GazetteerError(f'{self.path}: no place has the id "{id}".')
        return _entry(row[0])

    def country(self, code: str) -> Entry | None:
        """Return the entry of a country by its ISO 3166-1 alpha-2 code."""
        with self._lock:
            rows = self._query(
                f"SELECT {_COLUMNS}, 0 {_FROM} WHERE p.kind = 0 AND p.country = ? ORDER BY p.id",
                code,
            )
        return _entry(rows[0]) if rows else None

    def word_flags(self, word: str) -> WordFlag:
        """Return what else a word is beside the name of a place."""
        return WordFlag(self._words.get(name_key(word), 0))

    def _read_words(self) -> dict[str, int]:
        return dict(self._query("SELECT word, flags FROM word"))

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
        if _ARTICLE.match(key):
            known = {entry.id for entry in found}
            others = self._named(_ARTICLE.sub("", key))
            found = _sorted_by_prior([*found, *(e for e in others if e.id not in known)])
        return tuple(found)

    def _named(self, key: str) -> list[Entry]:
        rows = self._query(
            f"SELECT {_COLUMNS}, n.form FROM name n JOIN place p ON p.id = n.place "
            "LEFT JOIN place a ON a.id = p.admin1 WHERE n.key = ?",
            key,
        )
        return _sorted_by_prior([_entry(row) for row in rows])

    def _query(self, sql: str, *values: str) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise GazetteerError(_damaged(self.path, error)) from error


_COLUMNS = (
    "p.id, p.slug, p.name, p.kind, p.country, a.name, p.admin1, p.latitude, p.longitude, "
    "p.population, p.reach, p.claimed_by"
)
_FROM = "FROM place p LEFT JOIN place a ON a.id = p.admin1"


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """Open a gazetteer file, or the one that ships with Dateline.

    Raises:
        GazetteerError: The file is missing, damaged or of another layout.
    """
    return Gazetteer(_SHIPPED if path is None else path)


def split_type(key: str) -> tuple[str, tuple[PlaceKind, ...]]:
    """Part a name key from a word for the sort of place, before or after it.

    Returns:
        The bare key and the kinds the word allows; the key itself and ``()`` where there is none.
    """
    if leading := _LEADING.match(key):
        kinds = TYPE_WORDS.get(leading["type"])
        if kinds:
            return leading["rest"], kinds
    bare, _, last = key.rpartition(" ")
    if bare and last in TYPE_WORDS:
        return bare, TYPE_WORDS[last]
    first, _, rest = key.partition(" ")
    if rest and first in {"wilayat", "oblast", "governorate"}:
        return rest, TYPE_WORDS[first]
    return key, ()


def _connect(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise GazetteerError(
            f"{path}: the gazetteer file is missing. Install Dateline again, "
            "or run tools/build_gazetteer.py in a source tree."
        )
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        row = connection.execute("SELECT value FROM meta WHERE name = 'layout'").fetchone()
    except sqlite3.Error as error:
        raise GazetteerError(_damaged(path, error)) from error
    if row is None or row[0] != str(LAYOUT):
        found = "none" if row is None else row[0]
        connection.close()
        raise GazetteerError(
            f"{path}: the gazetteer has layout {found}, this version of Dateline reads layout "
            f"{LAYOUT}. Build it again with tools/build_gazetteer.py."
        )
    return connection


def _damaged(path: Path, error: Exception) -> str:
    return f"{path}: not a gazetteer, or damaged ({error}). Restore the file or build it again."


def _entry(row: tuple[Any, ...]) -> Entry:
    (id_, slug, name, kind, country, admin1, admin1_id, latitude, longitude, population, reach,
     claimed_by, form) = row  # fmt: skip
    return Entry(
        id=slug or f"geonames:{id_}",
        name=name,
        kind=KINDS[kind],
        country=country,
        admin1=admin1,
        admin1_id=f"geonames:{admin1_id}" if admin1_id else None,
        latitude=latitude / 10_000,
        longitude=longitude / 10_000,
        population=population,
        reach=tuple(reach.split(",")) if reach else (),
        claimed_by=tuple(claimed_by.split(",")) if claimed_by else (),
        form=FORMS[form],
    )


def _sorted_by_prior(entries: list[Entry]) -> list[Entry]:
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
