"""Changed events, printed and as JSON."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from dateline.cli.events import SHORT_ID
from dateline.exports.wording import NOT_STATED, printable
from dateline.review.changes import FieldChange, changed_fields, field_json
from dateline.store.interface import EventChange, Store


def print_changes(console: Console, store: Store, changes: Sequence[EventChange]) -> None:
    """Print what became of each event."""
    for change in changes:
        line = Text("event ")
        line.append(change.id[:SHORT_ID], style="cyan")
        line.append(f"  {_fate(store, change)}")
        console.print(line)
        for field in changed_fields(change.before, change.after) if change.after else ():
            console.print(Text(f"    {printable(field_line(field))}"))
    if not changes:
        console.print(Text("no event changed"))


def field_line(change: FieldChange) -> str:
    """Return a changed field in one line."""
    if change.before is None:
        return f"{change.field}: {change.after}"
    return f"{change.field}: {change.before} → {change.after or NOT_STATED}"


def _fate(store: Store, change: EventChange) -> str:
    if change.before is None:
        return "new"
    if change.after is not None:
        return "changed"
    heir = heir_of(store, change.id)
    return f"now part of {heir[:SHORT_ID]}" if heir else "no more: nothing supports it"


def heir_of(store: Store, event_id: str) -> str | None:
    """Return the id of the event that one has become part of, if it has."""
    found = store.find_event(event_id)
    return found.event.id if found is not None and found.event.id != event_id else None


def change_json(store: Store, change: EventChange) -> dict[str, object]:
    """Return what became of an event as JSON has it."""
    return {
        "event": change.id,
        "state": "ended" if change.after is None else "changed" if change.before else "new",
        "now": heir_of(store, change.id) if change.after is None else change.id,
        "fields": [field_json(f) for f in changed_fields(change.before, change.after)],
    }
