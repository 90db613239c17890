"""The gazetteer as a file: its layout, how it is opened and how it is written.

One SQLite file. ``place`` has a row for each place, ``name`` one for each key: the places the key
may mean, most likely first, so that a look-up reads one row and then the places it names. Numbers
of a place are packed into one value, since reading a column costs as much as finding the row; the
few places with a slug, a reach or claims have them in ``extra``. ``filter`` has a bit set for each
key, so that names nobody bears are told without reading.

The same rows give the same bytes: nothing in the file depends on the day, the machine or the order
in which rows came.
"""

import sqlite3
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import GazetteerError
from dateline.resources.name_keys import PlaceKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Version of the file's layout; a file of another version is refused.
LAYOUT = 2

#: A key keeps at most so many places; no context tells the three hundredth San José from the next.
MAX_CANDIDATES = 300

_HEADER = b"SQLite format 3\x00"
FORM_BITS = 3

#: Order of the kinds as stored; never reorder without a new ``LAYOUT``.
KINDS = tuple(PlaceKind)


class NameForm(StrEnum):
    """How a name stands for its place."""

    MAIN = "main"
    OTHER = "other"
    DEMONYM = "demonym"
    ABBREVIATION = "abbreviation"


#: Order of the forms as stored; never reorder without a new ``LAYOUT``.
FORMS = tuple(NameForm)

#: Added to the number of a form where the name is a former one.
FORMER = 4


class Feature(StrEnum):
    """What a place is on the ground, finer than its kind."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    TOWN = "town"
    NEIGHBOURHOOD = "neighbourhood"
    REGION = "region"
    SITE = "site"
    CLAIMED_PROVINCE = "claimed province"
    AIRPORT = "airport"
    BASE = "military base"
    BORDER_CROSSING = "border crossing"
    BRIDGE = "bridge"
    BUILDING = "building"
    CAMP = "camp"
    DAM = "dam"
    DESERT = "desert"
    FOREST = "forest"
    HOSPITAL = "hospital"
    INDUSTRY = "industry"
    ISLAND = "island"
    LAKE = "lake"
    LINE = "line"
    MARKET = "market"
    MINE = "mine"
    MOUNTAIN = "mountain"
    MOUNTAINS = "mountains"
    OIL_FIELD = "oil or gas field"
    PARK = "park"
    PASS = "pass"
    PLAIN = "plain"
    PORT = "port"
    POWER_PLANT = "power plant"
    PRISON = "prison"
    RELIGIOUS_SITE = "religious site"
    RIVER = "river"
    ROAD = "road or railway"
    SCHOOL = "school"
    SEA = "sea"
    SQUARE = "square"
    STRAIT = "strait"
    VALLEY = "valley"


#: Order of the features as stored; never reorder without a new ``LAYOUT``.
FEATURES = tuple(Feature)

#: The numbers of a place: kind, feature, areas of the first and second order (0 is none), latitude
#: and longitude in ten-thousandths of a degree, population.
FACTS = struct.Struct("<BBiiiiI")

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT, facts BLOB NOT NULL);
CREATE TABLE extra (place INTEGER PRIMARY KEY, slug TEXT, reach TEXT, claimed_by TEXT);
CREATE TABLE country (code TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE name (key TEXT PRIMARY KEY, hits NOT NULL) WITHOUT ROWID;
CREATE TABLE filter (bits BLOB NOT NULL);
CREATE TABLE word (word TEXT PRIMARY KEY, flags INTEGER NOT NULL) WITHOUT ROWID;
"""
_FILTER_BITS_PER_KEY = 12
#: Keys that the filter takes in at a time.
_AT_ONCE = 100_000
_MAX_POPULATION = 2**32 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPlace:
    """A row of ``place``. Places without a GeoNames id have a negative one and a slug."""

    id: int
    name: str
    kind: PlaceKind
    feature: Feature
    country: str | None
    latitude: float
    longitude: float
    admin1: int | None = None
    admin2: int | None = None
    population: int = 0
    slug: str | None = None
    reach: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()

    def facts(self) -> bytes:
        """Return the numbers as stored."""
        return FACTS.pack(
            KINDS.index(self.kind),
            FEATURES.index(self.feature),
            self.admin1 or 0,
            self.admin2 or 0,
            round(self.latitude * 10_000),
            round(self.longitude * 10_000),
            min(self.population, _MAX_POPULATION),
        )


def pack_hits(hits: Sequence[tuple[int, int]]) -> int | bytes:
    """Return what a key stands for as stored: place and form in one number, or several packed."""
    numbers = [place << FORM_BITS | form for place, form in hits[:MAX_CANDIDATES]]
    if len(numbers) == 1:
        return numbers[0]
    packed = array("i", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def unpack_hits(stored: int | bytes) -> Sequence[tuple[int, int]]:
    """Return the places of a key and the forms of its name, as packed by ``pack_hits``."""
    mask = (1 << FORM_BITS) - 1
    if isinstance(stored, int):
        return ((stored >> FORM_BITS, stored & mask),)
    packed = array("i")
    packed.frombytes(stored)
    if sys.byteorder == "big":
        packed.byteswap()
    return [(number >> FORM_BITS, number & mask) for number in packed]


def filter_bits(keys: Iterable[str], size: int) -> tuple["NDArray[np.int64]", "NDArray[np.uint8]"]:
    """Return the byte and the bit each key sets in a filter of ``size`` bytes, a power of two."""
    # Whoever only reads a gazetteer does not wait for numpy.
    import numpy as np

    numbers = np.array([zlib.crc32(key.encode()) for key in keys], np.int64)
    return numbers >> 3 & size - 1, (1 << (numbers & 7)).astype(np.uint8)


class GazetteerWriter:
    """Writes a gazetteer file from rows that come sorted; the caller moves it to its place."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.executescript(
            "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
        )
        self._connection.executescript(_SCHEMA)
        self._connection.execute("BEGIN")
        self._names = 0

    def add_places(self, places: Iterable[StoredPlace]) -> None:
        """Add places, sorted by id."""
        self._connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?)", self._rows(places))

    def add_place_rows(self, rows: Iterable[tuple[int, str, str | None, bytes]]) -> int:
        """Add rows of ``place`` as stored, sorted by id; return how many."""
        return self._connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?)", rows).rowcount

    def copy_extra(self, base: sqlite3.Connection) -> None:
        """Take over ``extra`` and ``country`` of another gazetteer whose places are in this one."""
        self._connection.executemany(
            "INSERT INTO extra VALUES (?, ?, ?, ?)", base.execute("SELECT * FROM extra")
        )
        self._connection.executemany(
            "INSERT INTO country VALUES (?, ?)", base.execute("SELECT * FROM country")
        )

    def _rows(self, places: Iterable[StoredPlace]) -> Iterator[tuple[int, str, str | None, bytes]]:
        for place in places:
            if place.slug or place.reach or place.claimed_by:
                self._connection.execute(
                    "INSERT INTO extra VALUES (?, ?, ?, ?)",
                    (place.id, place.slug, ",".join(place.reach), ",".join(place.claimed_by)),
                )
            if place.kind is PlaceKind.COUNTRY:
                self._connection.execute(
                    "INSERT INTO country VALUES (?, ?)", (place.country, place.id)
                )
            yield place.id, place.name, place.country, place.facts()

    def add_names(self, rows: Iterable[tuple[str, int | bytes]]) -> int:
        """Add keys with their packed hits, sorted by key; return how many."""
        self._names = self._connection.executemany("INSERT INTO name VALUES (?, ?)", rows).rowcount
        return self._names

    def add_words(self, words: Mapping[str, int]) -> None:
        """Add words with the bits of ``WordFlag``."""
        self._connection.executemany("INSERT INTO word VALUES (?, ?)", sorted(words.items()))

    def finish(self, meta: Mapping[str, str], *, compact: bool) -> None:
        """Write what the file says about itself, and close it.

        Args:
            meta: Facts by name; the layout and the numbers of places and names are added.
            compact: Rewrite the file without gaps; takes as much room again while it runs.
        """
        self._add_filter()
        ((places,),) = self._connection.execute("SELECT count(*) FROM place")
        facts = {
            **meta,
            "layout": str(LAYOUT),
            "places": str(places),
            "names": str(self._names),
        }
        self._connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(facts.items()))
        self._connection.execute("COMMIT")
        if compact:
            self._connection.execute("VACUUM")
        self.close()

    def _add_filter(self) -> None:
        import numpy as np

        size = 1 << max(10, (self._names * _FILTER_BITS_PER_KEY // 8).bit_length())
        bits = np.zeros(size, np.uint8)
        keys = self._connection.execute("SELECT key FROM name")
        while part := keys.fetchmany(_AT_ONCE):
            at, masks = filter_bits([key for (key,) in part], size)
            np.bitwise_or.at(bits, at, masks)
        self._connection.execute("INSERT INTO filter VALUES (?)", (bits.tobytes(),))

    def close(self) -> None:
        """Close the file as it is."""
        self._connection.close()


def connect(path: Path) -> sqlite3.Connection:
    """Open a gazetteer file for reading.

    Raises:
        GazetteerError: The file is missing, truncated, damaged or of another layout.
    """
    if not path.is_file():
        raise GazetteerError(
            f"{path}: the gazetteer file is missing. Give another with --gazetteer, or install "
            "Dateline again (in a source tree: python -m tools.gazetteer)."
        )
    _refuse_truncated(path)
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        row = connection.execute("SELECT value FROM meta WHERE name = 'layout'").fetchone()
    except sqlite3.Error as error:
        raise GazetteerError(damaged(path, error)) from error
    if row is None or row[0] != str(LAYOUT):
        found = "none" if row is None else row[0]
        connection.close()
        raise GazetteerError(
            f"{path}: the gazetteer has layout {found}, this version of Dateline reads layout "
            f"{LAYOUT}. Import or build it again."
        )
    connection.executescript("PRAGMA mmap_size = 2147418112; PRAGMA query_only = ON;")
    return connection


def _refuse_truncated(path: Path) -> None:
    """Compare the size a file states in its header with the one it has."""
    try:
        with path.open("rb") as stream:
            head = stream.read(100)
        size = path.stat().st_size
    except OSError as error:
        reason = error.strerror or str(error)
        raise GazetteerError(f"{path}: the gazetteer cannot be read: {reason}.") from error
    if len(head) < 100 or not head.startswith(_HEADER):
        raise GazetteerError(damaged(path, "it does not begin as one"))
    page = int.from_bytes(head[16:18], "big")
    stated = (65536 if page == 1 else page) * int.from_bytes(head[28:32], "big")
    if size < stated:
        raise GazetteerError(damaged(path, f"truncated: {size:,} of {stated:,} bytes are there"))


def damaged(path: Path, reason: object) -> str:
    """Return the message about a file that cannot be read."""
    return f"{path}: not a gazetteer, or damaged ({reason}). Restore the file or build it again."
