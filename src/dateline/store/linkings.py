"""Write and read linkings: the events of each, and those it changed or ended."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import islice

from dateline.core.events import Event
from dateline.errors import StoreError
from dateline.store.codec import decode, storable, timestamp, write_json
from dateline.store.database import Database
from dateline.store.event_rows import EventRow, event_row
from dateline.store.interface import EventChange, EventVersion, LinkChanges, Linking
from dateline.store.links import forget_links, write_links

#: Events that are written at a time.
_BATCH = 500


def changes_to(database: Database, events: Iterable[Event], *, revision: int) -> LinkChanges:
    """Return what turns the stored events into these."""
    kept = tuple(sorted(events, key=lambda event: event.id))
    ids = {event.id for event in kept}
    stored = database.rows("SELECT id FROM events ORDER BY id")
    return LinkChanges(
        revision=revision,
        events=kept,
        removed=tuple(row["id"] for row in stored if row["id"] not in ids),
    )


def write_linking(
    database: Database, changes: LinkChanges, *, at: datetime, run_id: int | None
) -> Linking:
    """Write what a linking changed; call it inside a transaction.

    Raises:
        StoreError: An event names a claim or document that is not stored, or a newer state was
            linked meanwhile.
    """
    linked = database.count("SELECT linked FROM changes")
    if changes.revision < linked:
        raise StoreError(
            f"{database.path}: a newer state was linked meanwhile. Run the same command again"
        )
    linking = _next_linking(database, changes, at=at, run_id=run_id)
    _end_events(database, changes.removed, linking.number)
    if changes.acts is None:
        forget_links(database)
    # Acts are written while other processes build the next events.
    steps = iter(()) if changes.acts is None else write_links(database, changes.acts)
    waiting = iter(changes.events)
    while batch := list(islice(waiting, _BATCH)):
        _write_events(database, batch, linking.number)
        next(steps, None)
    for _ in steps:
        pass
    database.execute("UPDATE changes SET linked = ?", (changes.revision,))
    database.execute("DELETE FROM changed_documents WHERE revision <= ?", (changes.revision,))
    return linking


def read_linkings(database: Database) -> list[Linking]:
    """Return all linkings, oldest first."""
    return [_linking(row) for row in database.rows("SELECT * FROM linkings ORDER BY number")]


def linking_at(database: Database, moment: datetime) -> Linking | None:
    """Return the last linking at or before a moment."""
    row = database.one(
        "SELECT * FROM linkings WHERE at <= ? ORDER BY number DESC LIMIT 1", (timestamp(moment),)
    )
    return None if row is None else _linking(row)


def read_versions(database: Database, event_id: str) -> Sequence[EventVersion]:
    """Return what the event with an id was from linking to linking, oldest first."""
    linkings = {linking.number: linking for linking in read_linkings(database)}
    rows = database.rows(
        "SELECT record, valid_from, valid_until FROM past_events WHERE id = ?1"
        " UNION ALL SELECT record, valid_from, NULL FROM events WHERE id = ?1 ORDER BY valid_from",
        (storable(event_id),),
    )
    return [
        EventVersion(
            event=decode(Event, row["record"]),
            since=linkings[row["valid_from"]],
            until=linkings[row["valid_until"]] if row["valid_until"] else None,
        )
        for row in rows
    ]


def read_changes(database: Database, number: int) -> list[EventChange]:
    """Return the events that a linking added, changed or ended, by id."""
    before = {
        row["id"]: row["record"]
        for row in database.rows(
            "SELECT id, record FROM past_events WHERE valid_until = ?", (number,)
        )
    }
    after = {
        row["id"]: row["record"]
        for row in database.rows(
            "SELECT id, record FROM events WHERE valid_from = ?1"
            " UNION ALL SELECT id, record FROM past_events WHERE valid_from = ?1",
            (number,),
        )
    }
    return [
        EventChange(
            id=event_id,
            before=decode(Event, before[event_id]) if event_id in before else None,
            after=decode(Event, after[event_id]) if event_id in after else None,
        )
        for event_id in sorted(before.keys() | after.keys())
    ]


def read_ended(database: Database, number: int) -> list[Event]:
    """Return the events that a linking ended, as they were, by id."""
    rows = database.rows(
        "SELECT record FROM past_events WHERE valid_until = ?1"
        " AND id NOT IN (SELECT id FROM events WHERE valid_from = ?1)"
        " AND id NOT IN (SELECT id FROM past_events WHERE valid_from = ?1) ORDER BY id",
        (number,),
    )
    return [decode(Event, row["record"]) for row in rows]


def _next_linking(
    database: Database, changes: LinkChanges, *, at: datetime, run_id: int | None
) -> Linking:
    last = database.one("SELECT number, at FROM linkings ORDER BY number DESC LIMIT 1")
    moment = timestamp(at)
    number = 1
    if last is not None:
        number = last["number"] + 1
        # A clock that was set back, or that is coarse, must not hide the state this one follows.
        earliest = datetime.fromisoformat(last["at"]) + timedelta(microseconds=1)
        moment = max(moment, timestamp(earliest))
    decided = database.one(
        "SELECT number, digest FROM decisions WHERE revision <= ? ORDER BY number DESC LIMIT 1",
        (changes.revision,),
    )
    linking = Linking(
        number=number,
        at=datetime.fromisoformat(moment),
        run=run_id,
        revision=changes.revision,
        decisions=decided["number"] if decided else 0,
    )
    database.insert(
        "linkings",
        {
            "number": number,
            "at": moment,
            "run_id": run_id,
            "revision": changes.revision,
            "decisions": linking.decisions,
            "digest": decided["digest"] if decided else "",
        },
    )
    return linking


def _linking(row: sqlite3.Row) -> Linking:
    return Linking(
        number=row["number"],
        at=datetime.fromisoformat(row["at"]),
        run=row["run_id"],
        revision=row["revision"],
        decisions=row["decisions"],
    )


def _write_events(database: Database, events: Iterable[Event | EventRow], number: int) -> None:
    """Write the events that are not stored just so already."""
    rows = [event_row(event) if isinstance(event, Event) else event for event in events]
    stored = {
        row["id"]: row["record"]
        for row in database.rows(
            "SELECT id, record FROM events WHERE id IN (SELECT value FROM json_each(?))",
            (write_json([row.id for row in rows]),),
        )
    }
    written = [row for row in rows if stored.get(row.id) != row.record]
    _end_events(database, [row.id for row in written if row.id in stored], number)
    database.insert_all(
        "events", ({**row.columns, "record": row.record, "valid_from": number} for row in written)
    )
    _name_parts(database, "claim", [(row.id, claim) for row in written for claim in row.claims])
    _name_parts(database, "document", [(row.id, d) for row in written for d in row.documents])


def _end_events(database: Database, ids: Sequence[str], number: int) -> None:
    """Move events to the past."""
    if not ids:
        return
    columns = ", ".join(database.columns("events"))
    database.execute_all(
        f"INSERT INTO past_events ({columns}, valid_until)"
        f" SELECT {columns}, ? FROM events WHERE id = ?",
        [(number, event_id) for event_id in ids],
    )
    for table in ("event_claims", "event_documents"):
        database.execute_all(
            f"DELETE FROM {table} WHERE event_id = ?", [(event_id,) for event_id in ids]
        )
    database.execute_all("DELETE FROM events WHERE id = ?", [(event_id,) for event_id in ids])


def _name_parts(database: Database, what: str, pairs: Sequence[tuple[str, str]]) -> None:
    """Record which claims or documents events rest on, by event id; all must be stored."""
    missing = database.one(
        f"SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM {what}s)"
        " ORDER BY value LIMIT 1",
        (write_json(sorted({part for _, part in pairs})),),
    )
    if missing is not None:
        event_id = next(event_id for event_id, part in pairs if part == missing[0])
        raise StoreError(
            f"{database.path}: event {event_id} names {what} {missing[0]}, which is not stored"
        )
    database.execute_all(f"INSERT INTO event_{what}s (event_id, {what}_id) VALUES (?, ?)", pairs)
