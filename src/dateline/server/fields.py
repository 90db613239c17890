"""An event field by field: what was chosen and why, every value stated, and who states it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.core.documents import Span
from dateline.core.events import Event, Field, Support, V
from dateline.core.grounded import Count, Interval, Place
from dateline.exports.dossiers import Dossier
from dateline.exports.fields import document_label
from dateline.exports.wording import shorten
from dateline.server.wording import Wording

_MAX_QUOTE = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """A document that gives a value: how it is cited, and the claim in it."""

    document: str
    label: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A value in words, the words of the text that give it, and who states it from when on."""

    words: str
    quoted: str | None
    tellers: tuple[Teller, ...]
    sources: int
    first: date | None
    last: date | None
    note: str | None
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventField:
    """A field: ``key`` as decisions name it, its name, the value chosen, and all values."""

    key: str
    name: str
    words: str
    rule: str
    disputed: bool
    stated: tuple[Stated, ...]


def event_fields(dossier: Dossier, wording: Wording) -> tuple[EventField, ...]:
    """Return an event's fields in the order a person reads them."""
    event, name = dossier.event, wording.catalogue.text

    def quoted(value: Interval | Place | Count, claims: tuple[str, ...]) -> str | None:
        document = dossier.document_stating(value, claims)
        return shorten(dossier.words(document, value.mention), _MAX_QUOTE)

    read = _Reader(dossier, wording)
    return (
        read.field("type", name("field.type"), event.type, wording.type),
        read.field("time", name("field.time"), event.time, wording.interval, quoted),
        read.field("place", name("field.place"), event.place, wording.place_in_full, quoted),
        *(
            read.field(
                f"{toll.effect}.{toll.side}", wording.toll(toll), toll.count, wording.count, quoted
            )
            for toll in event.toll
        ),
        read.field("stage", name("field.stage"), event.stage, wording.stage),
        read.field("status", name("field.status"), event.status, wording.status),
        read.field("scope", name("field.scope"), event.scope, wording.scope),
    )


class _Reader:
    """Reads fields of one event."""

    def __init__(self, dossier: Dossier, wording: Wording) -> None:
        self._dossier = dossier
        self._wording = wording

    def field(
        self,
        key: str,
        name: str,
        field: Field[V],
        words: Callable[[V], str],
        quoted: Callable[[V, tuple[str, ...]], str | None] | None = None,
    ) -> EventField:
        chosen = None if field.value is None else words(field.value)
        return EventField(
            key=key,
            name=name,
            words=chosen or self._wording.catalogue.text("value.not_stated"),
            rule=field.rule,
            disputed=field.disputed,
            stated=tuple(
                self._stated(support, words(support.value), chosen, quoted)
                for support in field.values
            ),
        )

    def _stated(
        self,
        support: Support[V],
        words: str,
        chosen: str | None,
        quoted: Callable[[V, tuple[str, ...]], str | None] | None,
    ) -> Stated:
        return Stated(
            words=words,
            quoted=quoted(support.value, support.claims) if quoted and support.claims else None,
            tellers=tellers(self._dossier, support.claims),
            sources=support.independent_sources,
            first=support.first_reported,
            last=support.last_reported,
            note=self._wording.standing(support.standing),
            chosen=words == chosen,
        )


def tellers(dossier: Dossier, claims: tuple[str, ...]) -> tuple[Teller, ...]:
    """Return the documents that claims are from, each once, oldest first."""
    found: dict[str, Teller] = {}
    for claim_id in claims:
        document = dossier.documents[dossier.claim(claim_id).claim.document_id]
        found.setdefault(
            document.id,
            Teller(document=document.id, label=document_label(document), claim=claim_id),
        )
    return tuple(sorted(found.values(), key=lambda teller: (teller.label[-10:], teller.label)))


def differing_spans(
    dossier: Dossier, fields: tuple[EventField, ...], wording: Wording
) -> Mapping[str, Mapping[Span, str]]:
    """Return where a disputed value stands, by claim, with what to say there.

    Values of type, stage and status stand at the words that report the act.
    """
    spans: dict[str, dict[Span, str]] = {}
    views = {field.key: field for field in fields}
    for key, field in _disputed(dossier.event):
        for support, stated in zip(field.values, views[key].stated, strict=True):
            others = "; ".join(
                other.words for other in views[key].stated if other.words != stated.words
            )
            said = wording.catalogue.text(
                "mark.differs", field=views[key].name, here=stated.words, elsewhere=others
            )
            for claim_id in support.claims:
                span = _span_of(dossier, claim_id, support.value)
                spans.setdefault(claim_id, {}).setdefault(span, said)
    return spans


def _disputed(event: Event) -> Iterator[tuple[str, Field[Any]]]:
    fields: list[tuple[str, Field[Any]]] = [
        ("type", event.type),
        ("time", event.time),
        ("place", event.place),
        *((f"{toll.effect}.{toll.side}", toll.count) for toll in event.toll),
        ("stage", event.stage),
        ("status", event.status),
    ]
    return ((key, field) for key, field in fields if field.disputed)


def _span_of(dossier: Dossier, claim_id: str, value: object) -> Span:
    grounded = dossier.claim(claim_id)
    if isinstance(value, Interval) and isinstance(grounded.time, Interval):
        return grounded.time.mention
    if isinstance(value, Place) and isinstance(grounded.place, Place):
        return grounded.place.mention
    if isinstance(value, Count):
        bounds = (value.low, value.best, value.high)
        for toll in grounded.toll:
            if (toll.count.low, toll.count.best, toll.count.high) == bounds:
                return toll.count.mention
    return grounded.claim.trigger.span
