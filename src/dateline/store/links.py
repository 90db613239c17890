"""The state linking goes on from, in a store: acts, their blocks and the edges between them."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from sqlite3 import Row

import numpy as np

from dateline.core.coded import Coded
from dateline.core.documents import Document
from dateline.core.grounded import GroundedClaim
from dateline.core.linking import Act, ActChanges, Edge, Tie, TiePart
from dateline.store.act_codec import read_act, read_acts, write_act, write_acts
from dateline.store.codec import decode, join_document, write_json
from dateline.store.columns import Columns
from dateline.store.database import Database, Parameters
from dateline.store.event_rows import EventRow, read_drafts, write_drafts

_CHUNK = 10_000
#: Members of blocks that are read at a time.
_MEMBERS = 100_000
#: Rows that are written in one step.
_ROWS_A_STEP = 60_000
_ACTS_A_STEP = 3_000
#: Bit of a stored tie's key: the act is the incident itself.
_IS = 1
_TABLES = ("act_ties", "act_edges", "act_blocks", "act_outlines", "acts", "linker")


class StoredLinks:
    """The state of the last linking, read from a store's file."""

    def __init__(self, database: Database) -> None:
        """Read from a database that has the tables."""
        self._database = database

    def linker(self) -> str | None:
        """Return which linker made the state, ``None`` if there is none to go on from."""
        row = self._database.one("SELECT version FROM linker")
        return None if row is None else str(row["version"])

    def coded(self, documents: Collection[str], version: str) -> Mapping[str, tuple[Act, ...]]:
        """Return the acts that coding found, for the documents coded with this version."""
        rows = self._rows(
            "SELECT document_id, acts FROM coded_acts WHERE document_id IN ({}) AND version = ?",
            documents,
            version,
        )
        return {row[0]: read_acts(row[1]) for row in rows}

    def drafts(self, documents: Collection[str], linker: str) -> Mapping[tuple[str, ...], EventRow]:
        """Return the events that coding found in documents, without relations, by their claims."""
        rows = self._rows(
            "SELECT drafts FROM coded_acts WHERE document_id IN ({}) AND linker = ?"
            " AND drafts IS NOT NULL",
            documents,
            linker,
        )
        return {draft.claims: draft for row in rows for draft in read_drafts(row[0])}

    def acts(self, ids: Collection[str]) -> Iterator[Act]:
        """Yield the acts with these ids; what is not known is left out."""
        rows = self._rows("SELECT record FROM acts WHERE id IN ({})", ids)
        return (read_act(row[0]) for row in rows)

    def acts_of(
        self, *, documents: Collection[str] = (), events: Collection[str] = ()
    ) -> Iterator[Act]:
        """Yield the acts of these documents and those of these events."""
        for column, values in (("document_id", documents), ("event_id", events)):
            rows = self._rows(f"SELECT record FROM acts WHERE {column} IN ({{}})", values)
            yield from (read_act(row[0]) for row in rows)

    def tied(self, keys: Collection[int]) -> Iterator[Act]:
        """Yield the acts that have one of these ties."""
        rows = self._rows(
            "SELECT record FROM acts WHERE number IN (SELECT act FROM act_ties WHERE key IN ({}))",
            [stored for key in keys for stored in (key << 1, key << 1 | _IS)],
        )
        return (read_act(row[0]) for row in rows)

    def telling(self, keys: Collection[int]) -> set[int]:
        """Return those of these ties that an act has which is not the incident itself."""
        rows = self._rows(
            "SELECT DISTINCT key FROM act_ties WHERE key IN ({})", [key << 1 for key in keys]
        )
        return {row[0] >> 1 for row in rows}

    def documents(self) -> list[str]:
        """Return the ids of all documents, linked or not, sorted."""
        return [row[0] for row in self._database.rows("SELECT id FROM documents ORDER BY id")]

    def event_ids(self) -> list[str]:
        """Return the ids of all events there are, sorted."""
        return [row[0] for row in self._database.rows("SELECT id FROM events ORDER BY id")]

    def events_of(self, ids: Collection[str]) -> dict[str, str]:
        """Return the event of each act."""
        rows = self._rows("SELECT id, event_id FROM acts WHERE id IN ({})", ids)
        return {row[0]: row[1] for row in rows}

    def block_sizes(self, keys: Collection[int]) -> dict[int, tuple[int, int]]:
        """Return how many acts stand in each of these blocks, and how many of them ask."""
        rows = self._rows(
            "SELECT key, count(*), sum(asks) FROM act_blocks WHERE key IN ({}) GROUP BY key", keys
        )
        return {row[0]: (row[1], row[2]) for row in rows}

    def clusters_of(self, ids: Collection[str]) -> Iterator[list[str]]:
        """Yield the ids of the acts of each event that one of these acts is in."""
        events = sorted(set(self.events_of(ids).values()))
        clusters: dict[str, list[str]] = {}
        for row in self._rows("SELECT event_id, id FROM acts WHERE event_id IN ({})", events):
            clusters.setdefault(row[0], []).append(row[1])
        return iter(clusters.values())

    def block_members(
        self, keys: Collection[int], *, asking: bool = False
    ) -> Iterator[tuple[int, str, bool]]:
        """Yield for each block the ids of its acts and whether each asks; or of those only."""
        # An act stands in some twenty blocks: its id is read once.
        only = " AND asks" if asking else ""
        found = self._rows(f"SELECT key, act, asks FROM act_blocks WHERE key IN ({{}}){only}", keys)
        ids: dict[int, str] = {}
        while rows := list(islice(found, _MEMBERS)):
            unknown = {row[1] for row in rows}.difference(ids)
            named = self._rows("SELECT number, id FROM acts WHERE number IN ({})", sorted(unknown))
            ids.update((row[0], row[1]) for row in named)
            for key, act, asks in rows:
                yield key, ids[act], bool(asks)

    def outlines(self, ids: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Yield id and outline of the acts with these ids, as they were given."""
        rows = self._rows(
            "SELECT id, outline FROM acts JOIN act_outlines ON act = number WHERE id IN ({})", ids
        )
        return ((row[0], row[1]) for row in rows)

    def edges(self, ids: Collection[str], *, in_one_event: bool = False) -> Iterator[Edge]:
        """Yield the edges at which any of these acts stand; or of those only within events."""
        only = " AND y.event_id = x.event_id" if in_one_event else ""
        rows = self._rows(
            "SELECT x.id, y.id, score FROM acts AS x JOIN act_edges ON a = x.number"
            f" JOIN acts AS y ON y.number = b{only} WHERE x.id IN ({{}})",
            ids,
        )
        for one, other, score in rows:
            yield Edge(min(one, other), max(one, other), score)

    def claims(self, ids: Collection[str]) -> Iterator[GroundedClaim]:
        """Yield the claims with these ids."""
        rows = self._rows("SELECT record FROM claims WHERE id IN ({})", ids)
        return (decode(GroundedClaim, row[0]) for row in rows)

    def texts(self, ids: Collection[str]) -> Iterator[Document]:
        """Yield the documents with these ids."""
        rows = self._rows("SELECT record, text FROM documents WHERE id IN ({})", ids)
        return (join_document(row[0], row[1]) for row in rows)

    def _rows(
        self, sql: str, values: Collection[str] | Collection[int], *parameters: str
    ) -> Iterator[Row]:
        """Yield the rows of a query whose ``{}`` stands for any number of values."""
        waiting = iter(values)
        while chunk := list(islice(waiting, _CHUNK)):
            filled = sql.format("SELECT value FROM json_each(?)")
            yield from self._database.rows(filled, (write_json(chunk), *parameters))


def put_coded_acts(database: Database, coded: Coded) -> None:
    """Keep what coding found for linking; call it inside a transaction."""
    document_id = coded.document.id
    database.execute("DELETE FROM coded_acts WHERE document_id = ?", (document_id,))
    columns = coded_acts_columns(coded)
    if columns is not None:
        database.insert("coded_acts", columns)


def coded_acts_columns(coded: Coded) -> Columns | None:
    """Return what coding found for linking as it is stored, ``None`` if it found nothing."""
    if coded.acts is None:
        return None
    found = {act.claims for act in coded.acts.acts}
    drafts = write_drafts(event for event in coded.events if event.claims in found)
    return {
        "document_id": coded.document.id,
        "version": coded.acts.version,
        "acts": write_acts(coded.acts.acts),
        "linker": coded.acts.linker,
        "drafts": drafts if coded.acts.linker else None,
    }


def forget_links(database: Database) -> None:
    """Drop the state, so that the next linking links everything anew."""
    for table in _TABLES:
        database.execute(f"DELETE FROM {table}")


def write_links(database: Database, changes: ActChanges) -> Iterator[None]:
    """Write what a linking changed in the acts, a step at a time; take all inside a transaction.

    Whoever calls can do something else between two steps, such as waiting for other processes.
    """
    if changes.anew:
        forget_links(database)
    else:
        database.execute("DELETE FROM linker")
        _remove(database, changes)
    database.execute("INSERT INTO linker (version) VALUES (?)", (changes.linker,))
    first = database.count("SELECT coalesce(max(number), 0) FROM acts") + 1
    added = {act.id: number for number, act in enumerate(changes.added, start=first)}
    yield from _execute_in_steps(
        database,
        "INSERT INTO acts (number, id, document_id, event_id, record) VALUES (?, ?, ?, ?, ?)",
        (
            (added[act.id], act.id, act.document, changes.event_of[act.id], write_act(act))
            for act in changes.added
        ),
        _ACTS_A_STEP,
    )
    yield from _execute_in_steps(
        database,
        "INSERT INTO act_outlines (act, outline) VALUES (?, ?)",
        zip(added.values(), changes.outlines, strict=True),
    )
    yield from _execute_in_steps(
        database,
        "INSERT INTO act_blocks (key, act, asks) VALUES (?, ?, ?)",
        _block_rows(changes.blocks, added),
    )
    yield from _execute_in_steps(
        database,
        "INSERT INTO act_ties (key, act) VALUES (?, ?)",
        _tie_rows(changes.added, added),
    )
    database.execute_all(
        "UPDATE acts SET event_id = ? WHERE id = ? AND event_id <> ?",
        (
            (event, act, event)
            for act, event in sorted(changes.event_of.items())
            if act not in added
        ),
    )
    yield from _execute_in_steps(
        database,
        "INSERT OR REPLACE INTO act_edges (a, b, score) VALUES (?, ?, ?)",
        _edge_rows(changes.edges_added, _numbers(database, changes.edges_added, added)),
    )


def _execute_in_steps(
    database: Database, sql: str, rows: Iterable[Parameters], size: int = _ROWS_A_STEP
) -> Iterator[None]:
    waiting = iter(rows)
    while chunk := list(islice(waiting, size)):
        database.execute_all(sql, chunk)
        yield


def _remove(database: Database, changes: ActChanges) -> None:
    number_of = "(SELECT number FROM acts WHERE id = ?)"
    database.execute_all(
        f"DELETE FROM act_edges WHERE a = {number_of} AND b = {number_of}",
        (pair for a, b in changes.edges_removed for pair in ((a, b), (b, a))),
    )
    database.execute_all(
        f"DELETE FROM act_blocks WHERE key = ? AND act = {number_of}",
        ((block.key, act.id) for act, blocks in changes.removed for block in blocks),
    )
    database.execute_all(
        f"DELETE FROM act_ties WHERE key = ? AND act = {number_of}",
        ((_tie_key(tie), act.id) for act, _ in changes.removed for tie in act.ties),
    )
    database.execute_all(
        f"DELETE FROM act_outlines WHERE act = {number_of}",
        ((act.id,) for act, _ in changes.removed),
    )
    database.execute_all("DELETE FROM acts WHERE id = ?", ((act.id,) for act, _ in changes.removed))


def _block_rows(
    blocks: Iterable[tuple[int, str, bool]], numbers: Mapping[str, int]
) -> Iterator[tuple[int, int, int]]:
    """Yield key, act and whether it asks of every act in a block; of a million claims millions."""
    # A number is handed to SQLite in half the time that a truth value takes.
    return ((key, numbers[id_], 1 if asks else 0) for key, id_, asks in blocks)


def _edge_rows(
    edges: Sequence[Edge], numbers: Mapping[str, int]
) -> Iterator[tuple[int, int, float]]:
    """Yield every edge from both of its acts, in the order in which the table is kept."""
    count = len(edges)
    one = np.fromiter((numbers[edge.a] for edge in edges), np.int64, count)
    other = np.fromiter((numbers[edge.b] for edge in edges), np.int64, count)
    scores = np.fromiter((edge.score for edge in edges), np.float64, count)
    order = np.lexsort((np.concatenate((other, one)), np.concatenate((one, other))))
    for start in range(0, len(order), _CHUNK):
        part = order[start : start + _CHUNK]
        at, swapped = part % max(1, count), part >= count
        yield from zip(
            np.where(swapped, other[at], one[at]).tolist(),
            np.where(swapped, one[at], other[at]).tolist(),
            scores[at].tolist(),
            strict=True,
        )


def _tie_rows(acts: Iterable[Act], numbers: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Yield key and act of every tie in order; of a million claims there are millions."""
    keys, of_act = array("q"), array("q")
    for act in acts:
        keys.extend(map(_tie_key, act.ties))
        of_act.extend([numbers[act.id]] * len(act.ties))
    order = np.argsort(np.frombuffer(keys, np.int64), kind="stable")
    for start in range(0, len(order), _CHUNK):
        part = order[start : start + _CHUNK]
        yield from zip(
            np.frombuffer(keys, np.int64)[part].tolist(),
            np.frombuffer(of_act, np.int64)[part].tolist(),
            strict=True,
        )


def _tie_key(tie: Tie) -> int:
    """Return a tie's number with a bit that tells whether the act is the incident itself."""
    return tie.key << 1 | (_IS if tie.part is TiePart.IS else 0)


def _numbers(
    database: Database, edges: Iterable[Edge], added: Mapping[str, int]
) -> Mapping[str, int]:
    others = sorted({id_ for e in edges for id_ in (e.a, e.b) if id_ not in added})
    numbers = dict(added)
    waiting = iter(others)
    while chunk := list(islice(waiting, _CHUNK)):
        rows = database.rows(
            "SELECT id, number FROM acts WHERE id IN (SELECT value FROM json_each(?))",
            (write_json(chunk),),
        )
        numbers.update((row[0], row[1]) for row in rows)
    return numbers
