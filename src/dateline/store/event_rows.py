"""Events as a store writes them, which can be made in another process than the one that writes."""

from dataclasses import dataclass

from dateline.core.events import Event
from dateline.store.codec import encode
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
