"""What differs between two states of an event, in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Protocol

from dateline.core.events import DECISION_RULE, Event, Field, V
from dateline.core.grounded import Count, Interval, Place
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


class ChangeWords(Protocol):
    """The words in which changes are told: values, names of fields, and notes beside them."""

    @property
    def type(self) -> Callable[[str], str]:
        """Words for an event type."""

    @property
    def interval(self) -> Callable[[Interval], str]:
        """Words for a time."""

    @property
    def place(self) -> Callable[[Place], str]:
        """Words for a place."""

    @property
    def count(self) -> Callable[[Count], str]:
        """Words for a figure."""

    @property
    def code(self) -> Callable[[str, str], str]:
        """Words for a code of "stage", "status" or "scope"."""

    @property
    def field(self) -> Callable[[str], str]:
        """The name of a field as decisions name it."""

    def counted(self, what: str) -> str:
        """The name of what is counted: "claims", "documents" or "sources"."""

    def relation(self, kind: str) -> str:
        """A tie to another event."""

    def note(self, note: str) -> str:
        """What stands beside a value: "disputed", "decided"; of a tie "tied"."""


class _English:
    """The words of the command line and of the public record."""

    _NAMES: ClassVar = {"time": "when", "place": "where", "sources": "independent sources"}
    _NOTES: ClassVar = {"decided": "by decision", "tied": "related"}

    type = staticmethod(type_words)
    interval = staticmethod(interval_words)
    place = staticmethod(place_words_in_full)
    count = staticmethod(count_words)

    @staticmethod
    def code(_family: str, code: str) -> str:
        return code_words(code)

    def field(self, key: str) -> str:
        return self._NAMES.get(key, key.replace(".", ", "))

    def counted(self, what: str) -> str:
        return self._NAMES.get(what, what)

    def relation(self, kind: str) -> str:
        return code_words(kind)

    def note(self, note: str) -> str:
        return self._NOTES.get(note, note)


ENGLISH: ChangeWords = _English()


def changed_fields(
    before: Event | None, after: Event | None, *, words: ChangeWords = ENGLISH
) -> tuple[FieldChange, ...]:
    """Return the fields in which two states of an event differ, in the order one reads them."""
    old = dict(_in_words(before, words)) if before else {}
    new = dict(_in_words(after, words)) if after else {}
    return tuple(
        FieldChange(field=name, before=old.get(name), after=new.get(name))
        for name in dict.fromkeys((*new, *old))
        if old.get(name) != new.get(name)
    )


def _in_words(event: Event, words: ChangeWords) -> Iterator[tuple[str, str]]:
    chosen = partial(_chosen, words)
    name = words.field
    yield name("type"), chosen(event.type, words.type)
    yield name("time"), chosen(event.time, words.interval)
    yield name("place"), chosen(event.place, words.place)
    for toll in event.toll:
        yield name(f"{toll.effect}.{toll.side}"), chosen(toll.count, words.count)
    yield name("stage"), chosen(event.stage, partial(words.code, "stage"))
    yield name("status"), chosen(event.status, partial(words.code, "status"))
    yield name("scope"), chosen(event.scope, partial(words.code, "scope"))
    yield words.counted("claims"), _counted(event.claims)
    yield words.counted("documents"), _counted(event.documents)
    yield words.counted("sources"), str(event.independent_sources)
    for relation in event.relations:
        yield f"{words.relation(relation.kind)} {relation.event}", words.note("tied")


def _chosen(words: ChangeWords, field: Field[V], say: Callable[[V], str]) -> str:
    said = NOT_STATED if field.value is None else say(field.value)
    notes = [words.note("disputed")] if field.disputed else []
    if field.rule == DECISION_RULE:
        notes.append(words.note("decided"))
    return f"{said} ({', '.join(notes)})" if notes else said


def _counted(ids: tuple[str, ...]) -> str:
    """Return how many there are, and which, so that an exchange of one for another shows."""
    shown = ", ".join(id_[:8] for id_ in ids[:6])
    return f"{len(ids)} ({shown}{', …' if len(ids) > 6 else ''})"


def field_json(change: FieldChange) -> dict[str, object]:
    """Return a changed field as JSON has it."""
    return {"field": change.field, "before": change.before, "after": change.after}
