"""What differs between two states of an event, in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dateline.core.events import DECISION_RULE, Event, Field, V
from dateline.exports.wording import (
    NOT_STATED,
    code_words,
    count_words,
    interval_words,
    place_words_in_full,
    type_words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field in words before and after; ``None`` where the event was not there."""

    field: str
    before: str | None
    after: str | None


def changed_fields(before: Event | None, after: Event | None) -> tuple[FieldChange, ...]:
    """Return the fields in which two states of an event differ, in the order one reads them."""
    old = dict(_in_words(before)) if before else {}
    new = dict(_in_words(after)) if after else {}
    return tuple(
        FieldChange(field=name, before=old.get(name), after=new.get(name))
        for name in dict.fromkeys((*new, *old))
        if old.get(name) != new.get(name)
    )


def _in_words(event: Event) -> Iterator[tuple[str, str]]:
    yield "type", _chosen(event.type, type_words)
    yield "when", _chosen(event.time, interval_words)
    yield "where", _chosen(event.place, place_words_in_full)
    for toll in event.toll:
        yield f"{toll.effect}, {toll.side}", _chosen(toll.count, count_words)
    yield "stage", _chosen(event.stage, code_words)
    yield "status", _chosen(event.status, code_words)
    yield "scope", _chosen(event.scope, code_words)
    yield "claims", _counted(event.claims)
    yield "documents", _counted(event.documents)
    yield "independent sources", str(event.independent_sources)
    for relation in event.relations:
        yield f"{code_words(relation.kind)} {relation.event}", "related"


def _chosen(field: Field[V], words: Callable[[V], str]) -> str:
    said = NOT_STATED if field.value is None else words(field.value)
    notes = [note for note, holds in (("disputed", field.disputed),) if holds]
    if field.rule == DECISION_RULE:
        notes.append("by decision")
    return f"{said} ({', '.join(notes)})" if notes else said


def _counted(ids: tuple[str, ...]) -> str:
    """Return how many there are, and which, so that an exchange of one for another shows."""
    shown = ", ".join(id_[:8] for id_ in ids[:6])
    return f"{len(ids)} ({shown}{', …' if len(ids) > 6 else ''})"


def field_json(change: FieldChange) -> dict[str, object]:
    """Return a changed field as JSON has it."""
    return {"field": change.field, "before": change.before, "after": change.after}
