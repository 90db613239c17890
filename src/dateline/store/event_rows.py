"""Events as a store writes them, which can be made in another process than the one that writes."""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dateline.core.events import Event, Relation
from dateline.store.codec import encode, read_json, to_plain, write_json
from dateline.store.columns import Columns, event_columns


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event as it is stored: its columns, its record, and what it rests on."""

    id: str
    columns: Columns
    record: str
    claims: tuple[str, ...]
    documents: tuple[str, ...]


def event_row(event: Event) -> EventRow:
    """Return an event as it is stored.

    Raises:
        StoreError: It holds what cannot be stored.
    """
    return EventRow(
        id=event.id,
        columns=event_columns(event),
        record=encode(event),
        claims=event.claims,
        documents=event.documents,
    )


def with_relations(row: EventRow, relations: Sequence[Relation]) -> EventRow:
    """Return an event without relations as it is stored with these."""
    if not relations:
        return row
    plain = read_json(row.record)
    plain["relations"] = [to_plain(relation) for relation in relations]
    return replace(row, record=write_json(plain))


def write_drafts(events: Iterable[Event]) -> bytes:
    """Return events as rows without relations, compressed."""
    rows = [event_row(replace(event, relations=())) for event in events]
    plain = [[row.id, row.columns, row.record, row.claims, row.documents] for row in rows]
    return zlib.compress(json.dumps(plain, separators=(",", ":")).encode())


def read_drafts(stored: bytes) -> list[EventRow]:
    """Return the rows that ``write_drafts`` wrote."""
    return [
        EventRow(
            id=id_,
            columns=columns,
            record=record,
            claims=tuple(claims),
            documents=tuple(documents),
        )
        for id_, columns, record, claims, documents in json.loads(zlib.decompress(stored))
    ]
