"""An event field by field, in words: what was chosen, by which rule, and who states what."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from dateline.core.claims import Effect, Side, SourceKind
from dateline.core.documents import Document, Span
from dateline.core.events import Field, TollReport, V
from dateline.core.grounded import Count, GroundedClaim, Standing
from dateline.exports.dossiers import Dossier, Grounded
from dateline.exports.participants import participants
from dateline.exports.wording import (
    NOT_STATED,
    code_words,
    count_words,
    interval_words,
    place_words_in_full,
    shorten,
    type_words,
)

Bounds = tuple[float | None, float | None, float | None]

#: Quoted words of a value are cut to so many characters.
MAX_QUOTE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedValue:
    """A value in words, the words of the text that give it, and the claims that state it.

    ``note`` says what a figure is worth less than others for: "withdrawn".
    """

    words: str
    quoted: str | None
    claims: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A figure as one document gave it: whose, on which day, and what became of it."""

    name: str
    day: str
    words: str
    reported_by: str
    claims: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """A field in words: its name, the value chosen, the rule, and every value stated."""

    name: str
    words: str
    rule: str
    disputed: bool
    stated: tuple[StatedValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantView:
    """Who takes part in which role, and the claims that say so.

    ``is_number`` tells that only a number is told of them, which the event's figures tell too.
    """

    role: str
    words: str
    is_number: bool
    count: str | None
    actor: str | None
    claims: tuple[str, ...]


def event_fields(dossier: Dossier) -> tuple[FieldView, ...]:
    """Return an event's fields in the order a person reads them."""
    event = dossier.event

    def in_text(value: Grounded, claims: tuple[str, ...]) -> str:
        return _quoted(dossier, dossier.document_stating(value, claims), value.mention)

    return (
        _view("type", event.type, type_words),
        _view("when", event.time, interval_words, in_text),
        _view("where", event.place, place_words_in_full, in_text),
        *(
            _view(f"{toll.effect}, {toll.side}", toll.count, count_words, in_text)
            for toll in event.toll
        ),
        _view("stage", event.stage, code_words),
        _view("status", event.status, code_words),
        _view("scope", event.scope, code_words),
    )


def _view(
    name: str,
    field: Field[V],
    words: Callable[[V], str],
    quoted: Callable[[V, tuple[str, ...]], str] | None = None,
) -> FieldView:
    return FieldView(
        name=name,
        words=NOT_STATED if field.value is None else words(field.value),
        rule=field.rule,
        disputed=field.disputed,
        stated=tuple(
            StatedValue(
                words=words(support.value),
                quoted=None if quoted is None else quoted(support.value, support.claims),
                claims=support.claims,
                note=_standing_words(support.standing),
            )
            for support in field.values
        ),
    )


_STANDING_WORDS = {
    Standing.PART: "of a part",
    Standing.SUPERSEDED: "replaced later",
    Standing.WITHDRAWN: "withdrawn",
}


def _standing_words(standing: Standing | None) -> str | None:
    return None if standing is None else _STANDING_WORDS.get(standing)


def figure_series(dossier: Dossier) -> tuple[FigureView, ...]:
    """Return how the figures of an event changed: for each toll, who gave which on which day.

    Documents that gave the same figure on the same day are told together. A toll of which there is
    one figure only has no series.
    """
    event = dossier.event
    standing = {
        (toll.effect, toll.side, _bounds(support.value)): support.standing
        for toll in event.toll
        for support in toll.count.values
    }
    told: dict[tuple[Effect, Side, date | None, Bounds], list[TollReport]] = {}
    for report in event.toll_reports:
        if (report.effect, report.side, _bounds(report.count)) in standing:
            key = (report.effect, report.side, report.reported, _bounds(report.count))
            told.setdefault(key, []).append(report)
    several = Counter((effect, side) for effect, side, _, _ in told)
    views = []
    for (effect, side, day, bounds), reports in told.items():
        if several[effect, side] > 1:
            claims = tuple(dict.fromkeys(report.claim for report in reports))
            views.append(
                FigureView(
                    name=f"{effect}, {side}",
                    day="undated" if day is None else day.isoformat(),
                    words=count_words(reports[0].count),
                    reported_by=reported_by(dossier, claims),
                    claims=claims,
                    note=_standing_words(standing[effect, side, bounds]),
                )
            )
    return tuple(views)


def _bounds(count: Count) -> Bounds:
    return (count.low, count.best, count.high)


def _quoted(dossier: Dossier, document_id: str, span: Span) -> str:
    return shorten(dossier.words(document_id, span), MAX_QUOTE)


def event_participants(dossier: Dossier) -> tuple[ParticipantView, ...]:
    """Return who takes part, in the event's order, each once in each role.

    Nobody alleged is called a perpetrator.
    """
    return tuple(
        ParticipantView(
            role=str(each.published),
            words=shorten(each.words, MAX_QUOTE),
            is_number=each.is_number,
            count=each.count,
            actor=each.actor,
            claims=each.claims,
        )
        for each in participants(dossier)
    )


def document_label(document: Document) -> str:
    """Return how a document is cited: outlet and day, or else its file's name or its id."""
    name = document.outlet or (document.path or document.id).rsplit("/", 1)[-1]
    day = document.published.date.isoformat() if document.published else "undated"
    return f"{name}, {day}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Whom a claim is credited to, in the words of the text, and the words that say so."""

    source: str
    kind: SourceKind
    cue: str


def credits_of(dossier: Dossier, grounded: GroundedClaim) -> tuple[Credit, ...]:
    """Return whom a claim is credited to."""
    document_id = grounded.claim.document_id
    return tuple(
        Credit(
            source=dossier.words(document_id, attribution.source),
            kind=attribution.kind,
            cue=dossier.words(document_id, attribution.cue),
        )
        for attribution in grounded.claim.attribution
    )


def credited_sources(dossier: Dossier, grounded: GroundedClaim) -> tuple[str, ...]:
    """Return whom a claim is credited to, with the cue: "police (police): said on Tuesday"."""
    return tuple(
        f"{credit.source} ({code_words(credit.kind)}): “{credit.cue}”"
        for credit in credits_of(dossier, grounded)
    )


def reported_by(dossier: Dossier, claims: tuple[str, ...]) -> str:
    """Return the documents that claims are from, each once: "Veldmark Courier, 2031-05-07"."""
    labels = [
        document_label(dossier.documents[dossier.claim(claim_id).claim.document_id])
        for claim_id in claims
    ]
    return "; ".join(dict.fromkeys(labels))


def independence_words(dossier: Dossier) -> str:
    """Return how many independent sources there are and why, in a sentence or two."""
    return " ".join(_independence(dossier))


def _independence(dossier: Dossier) -> Iterator[str]:
    event = dossier.event
    documents, sources = len(event.documents), event.independent_sources
    if documents == 1:
        yield "One document reports this."
    elif sources == 1:
        yield (
            f"{documents} documents report this, but they repeat one text, one statement or "
            "one outlet's own account."
        )
    elif sources == documents:
        yield f"{documents} documents report this independently of each other."
    else:
        yield (
            f"{documents} documents report this in {sources} independent groups; those in a "
            "group repeat one text, one statement or one outlet's own account."
        )
    if event.one_official_statement:
        yield "All that is known rests on one statement of an authority."
