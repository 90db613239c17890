"""What copies of a text are recognised by, in a store."""

import sys
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby, islice

from dateline.core.coded import Coded
from dateline.core.copies import SKETCH_VERSION, TextSketch, sketch_of
from dateline.store.codec import write_json
from dateline.store.database import Database

_CHUNK = 10_000


class StoredSketches:
    """The sketches of a store's documents."""

    def __init__(self, database: Database) -> None:
        """Read from a database that has the tables."""
        self._database = database

    def of(self, documents: Collection[str]) -> Mapping[str, TextSketch]:
        """Return the sketches of these documents; those that have none are left out."""
        found: dict[str, TextSketch] = {}
        waiting = iter(documents)
        while chunk := list(islice(waiting, _CHUNK)):
            rows = self._database.rows(
                "SELECT document_id, runs FROM text_sketches WHERE version = ?"
                " AND document_id IN (SELECT value FROM json_each(?))",
                (SKETCH_VERSION, write_json(chunk)),
            )
            found.update((row[0], sketch_of(_from_bytes(row[1]))) for row in rows)
        return found

    def missing(self, *, after: str = "", limit: int) -> list[str]:
        """Return ids of documents that have no sketch of this version, in order.

        Args:
            after: Only ids that sort after this one.
            limit: At most so many.
        """
        rows = self._database.rows(
            "SELECT id FROM documents WHERE id > ? AND NOT EXISTS (SELECT 1 FROM text_sketches"
            " WHERE document_id = documents.id AND version = ?) ORDER BY id LIMIT ?",
            (after, SKETCH_VERSION, limit),
        )
        return [row[0] for row in rows]

    def crowds(self, keys: Collection[int] | None = None) -> Iterator[list[str]]:
        """Yield the ids of the documents that share a key, sorted, for each that several share.

        Args:
            keys: Only these keys; ``None`` are all.
        """
        only = "" if keys is None else " AND key IN (SELECT value FROM json_each(?))"
        chosen = () if keys is None else (write_json(sorted(keys)),)
        rows = self._database.rows(
            "SELECT key, document_id FROM sketch_keys JOIN text_sketches ON number = sketch"
            f" WHERE version = ?{only} ORDER BY key, document_id",
            (SKETCH_VERSION, *chosen),
        )
        for _, sharing in groupby(rows, key=lambda row: row[0]):
            ids = [row[1] for row in sharing]
            if len(ids) > 1:
                yield ids


def put_sketch(database: Database, coded: Coded) -> None:
    """Keep what copies of a document are recognised by; call it inside a transaction."""
    if coded.sketch is None:
        _forget(database, coded.document.id)
    else:
        write_sketch(database, coded.document.id, coded.sketch)


def write_sketch(database: Database, document_id: str, sketch: TextSketch) -> None:
    """Put a document's sketch in place of any before; call it inside a transaction."""
    _forget(database, document_id)
    number = database.insert(
        "text_sketches",
        {"document_id": document_id, "version": SKETCH_VERSION, "runs": _to_bytes(sketch.runs)},
    )
    database.execute_all(
        "INSERT INTO sketch_keys (key, sketch) VALUES (?, ?)",
        ((key, number) for key in sketch.keys),
    )


def _forget(database: Database, document_id: str) -> None:
    row = database.one(
        "SELECT number, runs FROM text_sketches WHERE document_id = ?", (document_id,)
    )
    if row is not None:
        keys = sketch_of(_from_bytes(row["runs"])).keys
        database.execute_all(
            "DELETE FROM sketch_keys WHERE key = ? AND sketch = ?",
            ((key, row["number"]) for key in keys),
        )
        database.execute("DELETE FROM text_sketches WHERE number = ?", (row["number"],))


def _to_bytes(runs: Iterable[int]) -> bytes:
    digests = array("I", sorted(runs))
    if sys.byteorder == "big":
        digests.byteswap()
    return digests.tobytes()


def _from_bytes(stored: bytes) -> "array[int]":
    digests = array("I")
    digests.frombytes(stored)
    if sys.byteorder == "big":
        digests.byteswap()
    return digests
