"""Import all of GeoNames: a gazetteer file from its dump and the gazetteer that ships.

Three steps. The rows of the dump are read into a working file beside the target, in batches, with
the number of lines read; an import that was killed goes on after the last whole batch. Then places
and names are sorted into a second file, which takes the target's place in one step. Until that
moment the old target is as it was, whatever goes wrong.

What the shipped gazetteer knows stays: names shown, hand-listed places, demonyms, abbreviations,
former names, claims. Coordinates and populations come from the dump.
"""

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.errors import GazetteerError
from dateline.resources.gazetteer import Entry, prior_of, sorted_by_prior
from dateline.resources.gazetteer_file import (
    FACTS,
    FORM_BITS,
    FORMER,
    FORMS,
    KINDS,
    GazetteerWriter,
    connect,
    pack_hits,
    unpack_hits,
)
from dateline.resources.gazetteer_parts import (
    HIT_BYTES,
    Batch,
    ids_of,
    keep_names,
    part_bounds,
    read_names,
    read_places,
    share_names,
)
from dateline.resources.gazetteer_reading import BatchReader
from dateline.resources.geonames_dump import DumpFile
from dateline.resources.geonames_rows import AREAS, HIT_BITS
from dateline.resources.name_keys import PlaceKind

#: Lines between two points an import can go on from.
BATCH = 100_000

_FORM = (1 << FORM_BITS) - 1
_TOWN = KINDS.index(PlaceKind.TOWN)
#: How a working file is laid out; what another Dateline left there is read anew.
_LAYOUT = 2

_SCHEMA = """
CREATE TABLE IF NOT EXISTS done (what TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS area (
    id INTEGER, kind INTEGER, country TEXT, first TEXT, second TEXT);
CREATE TABLE IF NOT EXISTS place (part INTEGER, text TEXT, numbers BLOB);
CREATE TABLE IF NOT EXISTS name (part INTEGER, text TEXT, numbers BLOB);
CREATE INDEX IF NOT EXISTS place_part ON place (part);
CREATE INDEX IF NOT EXISTS name_part ON name (part);
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


_Codes = dict[tuple[str | None, ...], int]
OnProgress = Callable[[Progress], None]


def import_geonames(
    places: Path,
    names: Path | None,
    *,
    admin1: Path | None,
    to: Path,
    base: Path,
    on_progress: OnProgress,
    processes: int = 1,
) -> Imported:
    """Build a gazetteer file from a dump of GeoNames.

    Args:
        places: allCountries.txt or a country's file, plain or zipped.
        names: alternateNamesV2.txt, plain or zipped.
        admin1: admin1CodesASCII.txt: English names of first-order areas.
        to: The file to build; replaced only when the new one is whole.
        base: The gazetteer that ships, whose own knowledge is kept.
        on_progress: Told how far the import is, a few times a second at most.
        processes: From two on, a second process reads large files too; the outcome is the same.

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
        resumed = reader.read(processes)
        try:
            imported = _Builder(reader, base, partial, on_progress).build(resumed)
            partial.replace(to)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    for left in (working, working.with_name(f"{working.name}-journal")):
        left.unlink(missing_ok=True)
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
        self._bounds: list[str] = []
        self._known = np.zeros(0, np.bool_)
        fingerprint = "; ".join(
            f"{one.path.resolve()} {one.size()} {one.path.stat().st_mtime_ns}"
            for one in [*inputs, DumpFile(path=base, table="places")]
        )
        fingerprint += f" {_LAYOUT}"
        self.connection = sqlite3.connect(working, isolation_level=None, timeout=1.0)
        self.connection.executescript(
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = TRUNCATE; "
            "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;"
        )
        self.connection.executescript("CREATE TABLE IF NOT EXISTS done (what PRIMARY KEY, value);")
        if self._done("inputs") not in (None, fingerprint):
            tables = self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (table,) in tables.fetchall():
                self.connection.execute(f"DROP TABLE {table}")
        self.connection.executescript(_SCHEMA)
        self._set_done("inputs", fingerprint)

    def __enter__(self) -> "_Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def read(self, processes: int) -> int:
        """Read all inputs; return how many lines had been read before."""
        resumed = 0
        base = connect(self._base)
        keys = [key for (key,) in base.execute("SELECT key FROM name ORDER BY key")]
        self._bounds = part_bounds(keys)
        if self._done("base") is None:
            self._read_base(base)
        base.close()
        for (numbers,) in self.connection.execute("SELECT numbers FROM place"):
            self._know(ids_of(numbers))
        with BatchReader(self._bounds, processes=processes) as batches:
            for one in self._inputs:
                resumed += self._read_file(one, batches)
        return resumed

    def _done(self, what: str) -> str | None:
        row = self.connection.execute("SELECT value FROM done WHERE what = ?", (what,)).fetchone()
        return None if row is None else str(row[0])

    def _set_done(self, what: str, value: str) -> None:
        self.connection.execute("INSERT OR REPLACE INTO done VALUES (?, ?)", (what, value))

    def _know(self, ids: NDArray[np.int64]) -> None:
        more = int(ids.max()) + 1 - len(self._known)
        if more > 0:
            self._known = np.pad(self._known, (0, more + 1_000_000))
        self._known[ids] = True

    def _read_base(self, base: sqlite3.Connection) -> None:
        """Take over the names of the shipped gazetteer."""
        self.connection.execute("BEGIN")
        names = [
            (key, place << HIT_BITS | form)
            for key, hits in base.execute("SELECT key, hits FROM name ORDER BY key")
            for place, form in unpack_hits(hits)
        ]
        self._write(Batch(areas=[], places=[], names=list(share_names(names, self._bounds))))
        self._set_done("base", "yes")
        self.connection.execute("COMMIT")

    def _read_file(self, one: DumpFile, batches: BatchReader) -> int:
        skip = int(self._done(one.table) or 0)
        total = one.size()
        read = int(self._done(f"{one.table} bytes") or 0)
        line = skip
        pieces = one.batches(BATCH, skip=skip)
        for (first, lines, text), batch in batches.read(one, pieces):
            self.connection.execute("BEGIN")
            self._write(batch if one.table == "places" else self._of_known(batch))
            line = first + lines - 1
            read += len(text)
            self._set_done(one.table, str(line))
            self._set_done(f"{one.table} bytes", str(read))
            self.connection.execute("COMMIT")
            self._on_progress(
                Progress(step=f"reading {one.path.name}", done=min(read, total), total=total)
            )
        if line == 0:
            raise GazetteerError(f"{one.path}: the file is empty.")
        return skip

    def _of_known(self, batch: Batch) -> Batch:
        """Return the names of a batch that places which are known have."""
        kept = [keep_names(share, self._known) for share in batch.names]
        return replace(batch, names=[share for share in kept if share is not None])

    def _write(self, batch: Batch) -> None:
        for share in batch.places:
            self._know(ids_of(share.numbers))
        self.connection.executemany("INSERT INTO area VALUES (?, ?, ?, ?, ?)", batch.areas)
        for table, shares in (("place", batch.places), ("name", batch.names)):
            self.connection.executemany(
                f"INSERT INTO {table} VALUES (?, ?, ?)",
                ((share.part, share.text, share.numbers) for share in shares),
            )


class _Builder:
    """Sorts what was read into the file that takes the target's place."""

    def __init__(self, reader: _Reader, base: Path, partial: Path, on_progress: OnProgress) -> None:
        self._stage = reader.connection
        self._on_progress = on_progress
        self._base = connect(base)
        self._partial = partial
        self._ranking = _Ranking()

    def build(self, resumed: int) -> Imported:
        """Write the file; return what went in."""
        ((rows,),) = self._stage.execute(f"SELECT sum(length(numbers)) / {HIT_BYTES} FROM name")
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

    def _areas(self) -> tuple[_Codes, _Codes]:
        """Return the ids of areas by their codes."""
        first: _Codes = {}
        second: _Codes = {}
        areas = "SELECT id, kind, country, first, second FROM area ORDER BY id DESC"
        for id_, kind, country, one, two in self._stage.execute(areas):
            if kind == AREAS[0]:
                first[country, one] = id_
            elif two:
                second[country, one, two] = id_
        return first, second

    def _parts(self, table: str) -> Iterator[list[tuple[str, bytes]]]:
        """Yield the shares of each part, in order."""
        parts = self._stage.execute(f"SELECT DISTINCT part FROM {table} ORDER BY part").fetchall()
        for part in parts:
            yield self._stage.execute(
                f"SELECT text, numbers FROM {table} WHERE part = ? ORDER BY rowid", part
            ).fetchall()

    def _places(self) -> Iterator[tuple[int, str, str | None, bytes]]:
        first, second = self._areas()
        ours = self._base.execute("SELECT id, name, country, facts FROM place ORDER BY id")
        theirs = chain.from_iterable(map(read_places, self._parts("place")))
        note = self._ranking.note
        mine = next(ours, None)
        last = None
        for row in theirs:
            id_, name, kind, feature, country, one, two, latitude, longitude, population = row
            while mine is not None and mine[0] < id_:
                yield self._own(mine)
                mine = next(ours, None)
            if id_ == last:
                continue
            last = id_
            area = first.get((country, one), 0)
            district = second.get((country, one, two), 0) if two else 0
            if mine is not None and mine[0] == id_:
                _, name, country, facts = mine
                kind, feature, base_area, base_district, *_, known = FACTS.unpack(facts)
                area, district = area or base_area, district or base_district
                population = population or known
                mine = next(ours, None)
            area = 0 if kind in (0, AREAS[0]) else area
            district = 0 if kind in (0, *AREAS) else district
            note(id_, kind, population, area, country)
            yield (
                id_, name, country,
                FACTS.pack(kind, feature, area, district, latitude, longitude, population),
            )  # fmt: skip
        while mine is not None:
            yield self._own(mine)
            mine = next(ours, None)

    def _own(self, row: tuple[int, str, str | None, bytes]) -> tuple[int, str, str | None, bytes]:
        """Take over a place that only the shipped gazetteer has."""
        id_, _, country, facts = row
        kind, _, area, _, _, _, population = FACTS.unpack(facts)
        self._ranking.note(id_, kind, population, area, country)
        return row

    def _names(self, total: int) -> Iterator[tuple[str, int | bytes]]:
        """Yield keys with what they stand for; most stand for one place alone."""
        self._on_progress(Progress(step="filing names", done=0, total=total))
        done = 0
        for part in self._parts("name"):
            first: dict[str, int] = {}
            others: dict[str, list[int]] = {}
            for key, hit in read_names(part):
                known = first.setdefault(key, hit)
                if known != hit:
                    others.setdefault(key, []).append(hit)
                done += 1
            for key in sorted(first):
                yield key, self._stored(first[key], others.get(key))
            self._on_progress(Progress(step="filing names", done=done, total=total))

    def _stored(self, hit: int, others: Sequence[int] | None) -> int | bytes:
        """Return the places of a name as stored, most likely first.

        Of several forms of a name of one place the first counts, the shipped gazetteer's before
        those of the dump.
        """
        if others is None:
            return hit >> HIT_BITS << FORM_BITS | hit & _FORM
        forms: dict[int, int] = {}
        for each in sorted((hit, *others)):
            forms.setdefault(each >> HIT_BITS, each & _FORM)
        if len(forms) == 1:
            return pack_hits(list(forms.items()))
        return pack_hits(self._ranking.rank(forms))


class _Ranking:
    """What ranking needs of each place: kind, population, first-order area, country."""

    def __init__(self) -> None:
        self._ids = array("i")
        self._kinds = bytearray()
        self._populations = array("I")
        self._firsts = array("i")
        self._country_numbers = array("H")
        self._number_of: dict[str | None, int] = {}
        self._countries: list[str | None] = []

    def note(self, id_: int, kind: int, population: int, area: int, country: str | None) -> None:
        """Take in a place; ids come in order."""
        number = self._number_of.get(country)
        if number is None:
            number = self._number_of[country] = len(self._countries)
            self._countries.append(country)
        self._ids.append(id_)
        self._kinds.append(kind)
        self._populations.append(population)
        self._firsts.append(area)
        self._country_numbers.append(number)

    def rank(self, forms: Mapping[int, int]) -> list[tuple[int, int]]:
        """Return places with the forms of one name of theirs, most likely first."""
        at = {place: bisect_left(self._ids, place) for place in forms}
        kinds = {self._kinds[row] for row in at.values()}
        if kinds.isdisjoint(AREAS) or _TOWN not in kinds:
            # No town stands for the area of its name: each place counts by itself.
            order = sorted(
                (-_prior(self._kinds[row], self._populations[row], forms[p], p < 0), _id(p), p)
                for p, row in at.items()
            )
            return [(place, forms[place]) for _, _, place in order]
        entries = sorted_by_prior([self._entry(p, row, forms[p]) for p, row in at.items()])
        return [(place, forms[place]) for place in (int(entry.name) for entry in entries)]

    def _entry(self, place: int, row: int, form: int) -> Entry:
        """Return as much of a place as ranking needs; its name is its number."""
        area = self._firsts[row]
        return Entry(
            id=_id(place),
            name=str(place),
            kind=KINDS[self._kinds[row]],
            country=self._countries[self._country_numbers[row]],
            admin1=None,
            admin1_id=f"geonames:{area}" if area else None,
            latitude=0.0,
            longitude=0.0,
            population=self._populations[row],
            form=FORMS[form % FORMER],
        )


@lru_cache(10_000)
def _prior(kind: int, population: int, form: int, listed: bool) -> float:
    return prior_of(KINDS[kind], population, FORMS[form % FORMER], listed=listed)


def _id(place: int) -> str:
    return f"{'dateline' if place < 0 else 'geonames'}:{place}"
