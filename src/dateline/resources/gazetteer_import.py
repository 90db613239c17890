"""Import all of GeoNames: a gazetteer file from its dump and the gazetteer that ships.

Three steps. The rows of the dump are read into a working file beside the target, in batches, with
the number of lines read; an import that was killed goes on after the last whole batch. Then places
and names are sorted into a second file, which takes the target's place in one step. Until that
moment the old target is as it was, whatever goes wrong.

What the shipped gazetteer knows stays: names shown, hand-listed places, demonyms, abbreviations,
former names, claims. Coordinates and populations come from the dump.
"""

import itertools
import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from dateline.errors import GazetteerError
from dateline.resources.gazetteer import Entry, sorted_by_prior
from dateline.resources.gazetteer_file import (
    FACTS,
    FEATURES,
    FORMER,
    FORMS,
    KINDS,
    GazetteerWriter,
    NameForm,
    connect,
    pack_hits,
    unpack_hits,
)
from dateline.resources.geonames_dump import DumpFile
from dateline.resources.geonames_features import sort_of
from dateline.resources.name_keys import (
    MAX_NAME_WORDS,
    PlaceKind,
    area_variants,
    name_key,
    plain,
    town_variants,
    usable,
)

#: Lines between two points an import can go on from.
BATCH = 100_000

_MAIN, _OTHER, _ABBREVIATION = (
    FORMS.index(form) for form in (NameForm.MAIN, NameForm.OTHER, NameForm.ABBREVIATION)
)
_FROM_BASE = 8  # subtracted from the number of a form, so that the shipped gazetteer's sorts first
_MAX_ID = 100_000_000
_AREAS = (KINDS.index(PlaceKind.ADMIN1), KINDS.index(PlaceKind.ADMIN2))
#: Codes in the language column of alternate names that are no languages but sorts of codes.
_NO_NAMES = frozenset({"link", "wkdt", "iata", "icao", "faac", "post", "unlc", "tcid", "phon"})

_SCHEMA = """
CREATE TABLE IF NOT EXISTS done (what TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS place (
    id INTEGER, name TEXT, kind INTEGER, feature INTEGER, country TEXT, first TEXT, second TEXT,
    latitude INTEGER, longitude INTEGER, population INTEGER);
CREATE TABLE IF NOT EXISTS name (key TEXT, place INTEGER, form INTEGER);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an import is; ``done`` and ``total`` count lines, bytes or rows of this step."""

    step: str
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of an import; ``resumed`` is how many lines an earlier try had read."""

    places: int
    names: int
    resumed: int


OnProgress = Callable[[Progress], None]


def import_geonames(
    places: Path,
    names: Path | None,
    *,
    admin1: Path | None,
    to: Path,
    base: Path,
    on_progress: OnProgress,
) -> Imported:
    """Build a gazetteer file from a dump of GeoNames.

    Args:
        places: allCountries.txt or a country's file, plain or zipped.
        names: alternateNamesV2.txt, plain or zipped.
        admin1: admin1CodesASCII.txt: English names of first-order areas.
        to: The file to build; replaced only when the new one is whole.
        base: The gazetteer that ships, whose own knowledge is kept.
        on_progress: Told how far the import is, a few times a second at most.

    Raises:
        GazetteerError: An input is missing, truncated or wrong, or the disk is full.
    """
    inputs = [DumpFile(path=places, table="places")]
    if admin1 is not None:
        inputs.append(DumpFile(path=admin1, table="admin1"))
    if names is not None:
        inputs.append(DumpFile(path=names, table="names"))
    working = to.with_name(f".{to.name}.importing")
    partial = to.with_name(f".{to.name}.building")
    with _storage_faults(to), _Reader(working, inputs, base, on_progress) as reader:
        resumed = reader.read()
        try:
            imported = _Builder(reader, base, partial, on_progress).build(resumed)
            partial.replace(to)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    working.unlink(missing_ok=True)
    return imported


@contextmanager
def _storage_faults(to: Path) -> Iterator[None]:
    """Say in words what SQLite and the file system refuse."""
    try:
        yield
    except sqlite3.OperationalError as error:
        what = str(error)
        if "full" in what or "disk I/O" in what:
            what = f"no room left on the disk, or it cannot be written ({what}); a full import "
            what += "needs about 8 GB beside the target while it runs"
        elif "locked" in what:
            what = "another import to this file is running"
        raise GazetteerError(f"{to}: not imported: {what}. The old file is unchanged.") from error
    except sqlite3.DatabaseError as error:
        raise GazetteerError(
            f"{to}: not imported: the working file beside it is damaged ({error}). Delete "
            f".{to.name}.importing and start again. The old file is unchanged."
        ) from error
    except OSError as error:
        raise GazetteerError(
            f"{to}: not imported: {error.strerror or error}. The old file is unchanged."
        ) from error


class _Reader:
    """Reads the dump into the working file, going on where an earlier try was killed."""

    def __init__(
        self, working: Path, inputs: list[DumpFile], base: Path, on_progress: OnProgress
    ) -> None:
        self._inputs = inputs
        self._base = base
        self._on_progress = on_progress
        self._known = bytearray()
        fingerprint = "; ".join(
            f"{one.path.resolve()} {one.size()} {one.path.stat().st_mtime_ns}"
            for one in [*inputs, DumpFile(path=base, table="places")]
        )
        self.connection = sqlite3.connect(working, isolation_level=None, timeout=1.0)
        self.connection.executescript(
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = TRUNCATE; "
            "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;"
        )
        self.connection.executescript(_SCHEMA)
        if self._done("inputs") not in (None, fingerprint):
            self.connection.executescript(
                f"DROP TABLE done; DROP TABLE place; DROP TABLE name; {_SCHEMA}"
            )
        self._set_done("inputs", fingerprint)

    def __enter__(self) -> "_Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def read(self) -> int:
        """Read all inputs; return how many lines had been read before."""
        resumed = 0
        if self._done("base") is None:
            self._read_base()
        for (id_,) in self.connection.execute("SELECT id FROM place"):
            self._know(id_)
        for one in self._inputs:
            resumed += self._read_file(one)
        return resumed

    def _done(self, what: str) -> str | None:
        row = self.connection.execute("SELECT value FROM done WHERE what = ?", (what,)).fetchone()
        return None if row is None else str(row[0])

    def _set_done(self, what: str, value: str) -> None:
        self.connection.execute("INSERT OR REPLACE INTO done VALUES (?, ?)", (what, value))

    def _know(self, id_: int) -> None:
        if id_ >= len(self._known):
            self._known.extend(bytes(id_ + 1_000_000 - len(self._known)))
        self._known[id_] = 1

    def _read_base(self) -> None:
        """Take over the names of the shipped gazetteer."""
        source = connect(self._base)
        self.connection.execute("BEGIN")
        self.connection.executemany(
            "INSERT INTO name VALUES (?, ?, ?)",
            (
                (key, place, form - _FROM_BASE)
                for key, hits in source.execute("SELECT key, hits FROM name ORDER BY key")
                for place, form in unpack_hits(hits)
            ),
        )
        self._set_done("base", "yes")
        self.connection.execute("COMMIT")
        source.close()

    def _read_file(self, one: DumpFile) -> int:
        skip = int(self._done(one.table) or 0)
        total = one.size()
        read = int(self._done(f"{one.table} bytes") or 0)
        rows = one.rows(skip=skip)
        line = skip
        while batch := list(itertools.islice(rows, BATCH)):
            self.connection.execute("BEGIN")
            self._take(one, batch)
            line = batch[-1][0]
            read += sum(sum(map(len, cells)) + len(cells) for _, cells in batch)
            self._set_done(one.table, str(line))
            self._set_done(f"{one.table} bytes", str(read))
            self.connection.execute("COMMIT")
            self._on_progress(
                Progress(step=f"reading {one.path.name}", done=min(read, total), total=total)
            )
        if line == 0:
            raise GazetteerError(f"{one.path}: the file is empty.")
        return skip

    def _take(self, one: DumpFile, batch: list[tuple[int, list[str]]]) -> None:
        places: list[tuple[Any, ...]] = []
        names: list[tuple[str, int, int]] = []
        for line, cells in batch:
            if one.table == "places":
                place = _place(one, line, cells)
                if place is None:
                    continue
                self._know(place[0])
                places.append(place)
                names += _keys(cells[1], place, _MAIN)
                if cells[2] != cells[1]:
                    names += _keys(cells[2], place, _MAIN)
                for name in filter(usable, cells[3].split(",")):
                    names += _keys(name, place, _OTHER)
            elif one.table == "admin1":
                id_ = _number(one, line, "geonameid", cells[3])
                if self._has(id_):
                    names += _keys(cells[1], (id_, "", _AREAS[0], 0, cells[0][:2]), _MAIN)
            else:
                names += self._alternate(one, line, cells)
        self.connection.executemany(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", places
        )
        self.connection.executemany("INSERT INTO name VALUES (?, ?, ?)", names)

    def _has(self, id_: int) -> bool:
        return id_ < len(self._known) and bool(self._known[id_])

    def _alternate(self, one: DumpFile, line: int, cells: list[str]) -> list[tuple[str, int, int]]:
        id_ = _number(one, line, "geonameid", cells[1])
        language, name = cells[2], cells[3]
        if language in _NO_NAMES or not self._has(id_):
            return []
        if language == "abbr":
            key = name_key(name)
            return [(key, id_, _ABBREVIATION)] if key else []
        if not usable(name):
            return []
        former = FORMER if cells[7] == "1" else 0
        return _keys(name, (id_, "", KINDS.index(PlaceKind.TOWN), 0, None), _OTHER + former)


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
    return round(value * 10_000)


def _place(one: DumpFile, line: int, cells: list[str]) -> tuple[Any, ...] | None:
    id_ = _number(one, line, "geonameid", cells[0])
    latitude = _degrees(one, line, "latitude", cells[4], 90)
    longitude = _degrees(one, line, "longitude", cells[5], 180)
    population = 0
    if cells[14]:
        if not (cells[14].isascii() and cells[14].isdigit()):
            raise one.fault(line, f'population is not a number: "{cells[14][:40]}"')
        population = min(int(cells[14]), 2**32 - 1)
    sort = sort_of(cells[6], cells[7])
    if sort is None:
        return None
    kind, feature = sort
    second = cells[11] if kind is not PlaceKind.ADMIN2 or cells[7] == "ADM2" else ""
    return (
        id_, plain(cells[1]), KINDS.index(kind), FEATURES.index(feature), cells[8] or None,
        cells[10], second, latitude, longitude, population,
    )  # fmt: skip


def _keys(name: str, place: tuple[Any, ...], form: int) -> list[tuple[str, int, int]]:
    variants = area_variants if place[2] in _AREAS else town_variants
    return [
        (key, place[0], form if at == 0 or place[2] in _AREAS else _OTHER)
        for at, variant in enumerate(variants(name, place[4]))
        if (key := name_key(variant)) and key.count(" ") < MAX_NAME_WORDS
    ]


class _Builder:
    """Sorts what was read into the file that takes the target's place."""

    def __init__(self, reader: _Reader, base: Path, partial: Path, on_progress: OnProgress) -> None:
        self._stage = reader.connection
        self._on_progress = on_progress
        self._base = connect(base)
        self._partial = partial
        # What ranking needs of each place, by id: kind, population, first-order area, country.
        self._kinds = bytearray()
        self._populations = array("L")
        self._firsts = array("i")
        self._countries: list[str | None] = [None]
        self._country_of = array("H")
        self._own: dict[int, tuple[int, int, int, str | None]] = {}

    def build(self, resumed: int) -> Imported:
        """Write the file; return what went in."""
        ((rows,),) = self._stage.execute("SELECT count(*) FROM name")
        writer = GazetteerWriter(self._partial)
        try:
            places = writer.add_place_rows(self._places())
            writer.copy_extra(self._base)
            names = writer.add_names(self._names(rows))
            writer.add_words(dict(self._base.execute("SELECT word, flags FROM word")))
            ((sources,),) = self._base.execute("SELECT value FROM meta WHERE name = 'sources'")
            ((inputs,),) = self._stage.execute("SELECT value FROM done WHERE what = 'inputs'")
            files = ", ".join(Path(one.rsplit(" ", 2)[0]).name for one in inputs.split("; ")[:-1])
            writer.finish({"sources": f"GeoNames dump ({files}); {sources}"}, compact=False)
        finally:
            writer.close()
            self._base.close()
        return Imported(places=places, names=names, resumed=resumed)

    def _areas(self) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str, str], int]]:
        """Return the ids of areas by their codes."""
        first: dict[tuple[str, str], int] = {}
        second: dict[tuple[str, str, str], int] = {}
        query = (
            "SELECT id, kind, country, first, second FROM place WHERE kind IN (?, ?) "
            "AND feature = ? ORDER BY id DESC"
        )
        for kind, feature in zip(_AREAS, ("province", "district"), strict=True):
            number = [str(one) for one in FEATURES].index(feature)
            for id_, _, country, one, two in self._stage.execute(query, (kind, kind, number)):
                if kind == _AREAS[0]:
                    first[country, one] = id_
                elif two:
                    second[country, one, two] = id_
        return first, second

    def _places(self) -> Iterator[tuple[int, str, str | None, bytes]]:
        first, second = self._areas()
        ours = self._base.execute("SELECT id, name, country, facts FROM place ORDER BY id")
        theirs = self._stage.execute("SELECT * FROM place ORDER BY id")
        mine = next(ours, None)
        last = None
        for row in theirs:
            while mine is not None and mine[0] < row[0]:
                yield self._note(*mine)
                mine = next(ours, None)
            if row[0] == last:
                continue
            last = row[0]
            id_, name, kind, feature, country, one, two, latitude, longitude, population = row
            area = first.get((country, one), 0)
            district = second.get((country, one, two), 0)
            if mine is not None and mine[0] == id_:
                _, name, country, facts = mine
                kind, feature, base_area, base_district, *_, known = FACTS.unpack(facts)
                area, district = area or base_area, district or base_district
                population = population or known
                mine = next(ours, None)
            area = 0 if kind in (0, _AREAS[0]) else area
            district = 0 if kind in (0, *_AREAS) else district
            facts = FACTS.pack(kind, feature, area, district, latitude, longitude, population)
            yield self._note(id_, name, country, facts)
        while mine is not None:
            yield self._note(*mine)
            mine = next(ours, None)

    def _note(
        self, id_: int, name: str, country: str | None, facts: bytes
    ) -> tuple[int, str, str | None, bytes]:
        kind, _, area, _, _, _, population = FACTS.unpack(facts)
        if id_ < 0:
            self._own[id_] = (kind, population, area, country)
            return id_, name, country, facts
        if id_ >= len(self._kinds):
            more = id_ + 1_000_000 - len(self._kinds)
            self._kinds.extend(bytes(more))
            self._populations.frombytes(bytes(more * self._populations.itemsize))
            self._firsts.frombytes(bytes(more * self._firsts.itemsize))
            self._country_of.frombytes(bytes(more * self._country_of.itemsize))
        if country != self._countries[-1] and country not in self._countries:
            self._countries.append(country)
        self._kinds[id_] = kind
        self._populations[id_] = population
        self._firsts[id_] = area
        self._country_of[id_] = self._countries.index(country)
        return id_, name, country, facts

    def _names(self, total: int) -> Iterator[tuple[str, int | bytes]]:
        rows = self._stage.execute("SELECT key, place, form FROM name ORDER BY key, place, form")
        done = 0
        self._on_progress(Progress(step="sorting names", done=0, total=total))
        for key, group in itertools.groupby(rows, key=itemgetter(0)):
            forms: dict[int, int] = {}
            for _, place, form in group:
                forms.setdefault(place, form % _FROM_BASE)
                done += 1
                if done % BATCH == 0:
                    self._on_progress(Progress(step="filing names", done=done, total=total))
            hits = list(forms.items())
            yield key, pack_hits(hits if len(hits) == 1 else self._ranked(forms))

    def _ranked(self, forms: Mapping[int, int]) -> list[tuple[int, int]]:
        entries = sorted_by_prior([self._entry(place, form) for place, form in forms.items()])
        ranked = [int(entry.name) for entry in entries]
        return [(place, forms[place]) for place in ranked]

    def _entry(self, place: int, form: int) -> Entry:
        """Return as much of a place as ranking needs; its name is its number."""
        if place < 0:
            kind, population, area, country = self._own[place]
        else:
            kind, population, area, country = (
                self._kinds[place],
                self._populations[place],
                self._firsts[place],
                self._countries[self._country_of[place]],
            )
        return Entry(
            id=f"{'dateline' if place < 0 else 'geonames'}:{place}",
            name=str(place),
            kind=KINDS[kind],
            country=country,
            admin1=None,
            admin1_id=f"geonames:{area}" if area else None,
            latitude=0.0,
            longitude=0.0,
            population=population,
            form=FORMS[form % FORMER],
        )
