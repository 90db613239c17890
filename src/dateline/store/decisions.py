"""The log of decisions: rows that are only ever added, each sealed with those before it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256

from dateline.core.decisions import Decision, decision_id
from dateline.errors import StoreError
from dateline.store.codec import decode, encode, storable, timestamp, write_json
from dateline.store.database import Database


def append_decision(database: Database, decision: Decision, *, at: datetime, revision: int) -> bool:
    """Add a decision at the end of the log unless it is there; call it inside a transaction.

    Args:
        database: Where the log is.
        decision: What to add.
        at: When it is added, which for one that is brought from elsewhere is not when it was made.
        revision: The revision of the store from which it holds.

    Raises:
        StoreError: Its id is not that of what it says, or it takes back a decision that is not
            stored.
    """
    if decision.id != decision_id(decision):
        raise StoreError(f"decision {decision.id}: this is not the id of what it says")
    if database.one("SELECT 1 FROM decisions WHERE id = ?", (decision.id,)):
        return False
    if decision.undoes is not None and not database.one(
        "SELECT 1 FROM decisions WHERE id = ?", (storable(decision.undoes),)
    ):
        raise StoreError(
            f"decision {decision.id} takes back {decision.undoes}, which is not stored"
        )
    last = database.one("SELECT number, digest FROM decisions ORDER BY number DESC LIMIT 1")
    row = {
        "number": last["number"] + 1 if last else 1,
        "id": decision.id,
        "kind": decision.kind.value,
        "at": timestamp(decision.at),
        "recorded": timestamp(at),
        "author": storable(decision.author),
        "revision": revision,
        "record": encode(decision),
    }
    database.insert("decisions", {**row, "digest": _seal(last["digest"] if last else "", row)})
    return True


class DecisionReader:
    """Reads the decisions of one database, each once: they are only ever added at the end."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read: list[Decision] = []

    def read(self, *, after: int = 0) -> list[Decision]:
        """Return the decisions in the order they were added, without the first so many."""
        count = self._database.count("SELECT coalesce(max(number), 0) FROM decisions")
        # What was read inside a transaction that was rolled back is no decision.
        if not self._is_last(min(count, len(self._read))):
            self._read.clear()
        if count > len(self._read):
            rows = self._database.rows(
                "SELECT record FROM decisions WHERE number > ? ORDER BY number", (len(self._read),)
            )
            self._read += [decode(Decision, row["record"]) for row in rows]
        return self._read[after:count]

    def _is_last(self, number: int) -> bool:
        """Tell whether a decision that was read is the one that stands under its number."""
        if number == 0:
            return True
        row = self._database.one("SELECT id FROM decisions WHERE number = ?", (number,))
        return row is not None and row["id"] == self._read[number - 1].id


def documents_of(database: Database, decision: Decision) -> set[str]:
    """Return ids of the documents a decision is about; one that takes another back, of that."""
    documents = {*decision.documents}
    documents |= {ref.document for ref in (*decision.claims, *decision.others)}
    if decision.undoes is not None:
        row = database.one(
            "SELECT record FROM decisions WHERE id = ?", (storable(decision.undoes),)
        )
        documents |= documents_of(database, decode(Decision, row["record"])) if row else set()
    return documents


def log_damage(database: Database) -> Iterator[str]:
    """Yield a line for each place where the log is not what was written to it."""
    digests = {0: ""}
    previous = ""
    for number, row in enumerate(database.rows("SELECT * FROM decisions ORDER BY number"), start=1):
        if row["number"] != number:
            yield f"decision {number} is missing from the log"
            return
        content = dict(row)
        if content.pop("digest") != _seal(previous, content):
            yield f"decision {row['id']} (number {number}) was changed after it was written"
        previous = row["digest"]
        digests[number] = previous
    for linking in database.rows("SELECT number, decisions, digest FROM linkings ORDER BY number"):
        if digests.get(linking["decisions"]) != linking["digest"]:
            yield (
                f"linking {linking['number']} took in {linking['decisions']} decisions that are "
                "not the first in the log"
            )
            return


def _seal(previous: str, row: Mapping[str, object]) -> str:
    return sha256(f"{previous}\n{write_json(row)}".encode()).hexdigest()
