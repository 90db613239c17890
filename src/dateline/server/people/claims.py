"""Claims that people add or whose words they correct: chosen in the text, then filled in."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dateline.core.claims import Role, Scope, Stage, Status
from dateline.core.decisions import Decision
from dateline.core.documents import Document, Span
from dateline.core.grounded import GroundedClaim, Interval, Place, Unresolved
from dateline.core.people import UserRole
from dateline.errors import DecisionError, EvidenceError
from dateline.exports.masking import Mask
from dateline.pipeline.articles.sentences import split_sentences
from dateline.pipeline.grounding.places import resolve
from dateline.pipeline.grounding.toponyms import find_toponyms
from dateline.resources.gazetteer import Gazetteer, open_gazetteer
from dateline.review.adding import Said, claim_details, sentence_around
from dateline.review.deciding import Desk, check_words
from dateline.review.marking import (
    counts_in,
    occurrences,
    pattern_of,
    place_json,
    time_json,
    times_in,
)
from dateline.review.values import PlaceChoice, place_choices, word_value
from dateline.server.context import AppContext, context_of
from dateline.server.forms import Form
from dateline.server.modes import require, user_of
from dateline.server.people.bar import done_of, written_time
from dateline.server.render import render
from dateline.server.sessions import utc_now
from dateline.store.interface import EventFilters, Store

#: Places of one wording that are shown to choose from.
_MOST_PLACES = 20
#: Characters shown on both sides of words.
_AROUND = 60

_TOLLS = ("killed.victims", "injured.victims", "killed.perpetrators", "killed.forces")
_WORDS = (("scope", Scope), ("stage", Stage), ("status", Status))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Words of a text and what stands around them, names masked."""

    start: int
    end: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A value that the text around suggests: as one writes it, as JSON, and from where."""

    written: str
    json: str
    words: str


@require(UserRole.CODER)
def add_page(request: Request) -> Response:
    """Show the form for a claim on the words chosen, or the places where they stand."""
    return _page(request, request.path_params["id"], claim=None)


@require(UserRole.CODER)
def span_page(request: Request) -> Response:
    """Show the form that puts a claim on the words chosen."""
    with context_of(request).readers.read() as store:
        grounded = store.find_claim(request.path_params["id"])
    if grounded is None:
        raise HTTPException(404, "claim")
    return _page(request, grounded.claim.document_id, claim=grounded)


def _page(request: Request, key: str, *, claim: GroundedClaim | None) -> Response:
    context = context_of(request)
    params = request.query_params
    with context.readers.read() as store:
        document = store.find_document(key)
        if document is None:
            raise HTTPException(404, "document")
        mask = _mask(context, store, document)
        words = params.get("words", "")
        span = _asked(document, params)
        found = [span] if span else occurrences(document, words)
        back = f"/document/{document.id}"
        fault = None
        try:
            for each in found[:1]:
                check_words(document, each)
        except DecisionError as error:
            fault, found = str(error), []
        values: dict[str, Any] = {
            "document": document,
            "claim": claim,
            "words": words,
            "fault": fault,
            "places": [_chosen(document, mask, each) for each in found[:_MOST_PLACES]],
            "back": back,
            "done": done_of(request, store, back=back),
        }
        if len(found) != 1:
            return render(request, "people/choose_words.html", **values)
        claims = list(store.claims(document.id))
        sentence = sentence_around(document, found[0])
        nearest, near = _nearest(found[0], claims), _neighbours(sentence, claims)
        with closing(open_gazetteer(context.config.gazetteer)) as gazetteer:
            where = _where(document, sentence, nearest, gazetteer)
        return render(
            request,
            "people/claim.html",
            **values,
            chosen=values["places"][0],
            sentence=_chosen(document, mask, sentence),
            sentence_words=mask.quote(document.text, sentence),
            time=_time(document, sentence, nearest),
            where=where,
            near=near,
            phrases=_phrases(document, mask, sentence, near),
            roles=tuple(Role),
            types=context.types,
            families=context.families,
            stages=tuple(Stage),
            statuses=tuple(Status),
            scopes=tuple(Scope),
            tolls=_TOLLS,
            opened=utc_now().timestamp(),
            may=user_of(request).role.may(UserRole.CODER),
        )


def _mask(context: AppContext, store: Store, document: Document) -> Mask:
    beside = [
        other
        for event in store.events(EventFilters(document=document.id))
        for other in event.documents
    ]
    _, _, mask = context.dossiers(store).document(document.id, beside=beside)
    return mask


def _asked(document: Document, params: Mapping[str, str]) -> Span | None:
    """Return the words whose offsets an address gives."""
    start, end = params.get("start", ""), params.get("end", "")
    if not start or not end:
        return None
    try:
        span = Span(int(start), int(end))
        document.text_at(span)
    except (ValueError, EvidenceError) as error:
        raise HTTPException(400, f"{start}–{end} are no words of this text") from error
    return trimmed(document, span)


def trimmed(document: Document, span: Span) -> Span:
    """Return a span without blanks at its ends; one of blanks alone stays as it is."""
    text = document.text_at(span)
    words = text.strip()
    if not words:
        return span
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, start + len(words))


def _chosen(document: Document, mask: Mask, span: Span) -> Chosen:
    left, right = max(0, span.start - _AROUND), min(len(document.text), span.end + _AROUND)
    return Chosen(
        start=span.start,
        end=span.end,
        before=mask.quote(document.text, Span(left, span.start)) if left < span.start else "",
        words=mask.quote(document.text, span),
        after=mask.quote(document.text, Span(span.end, right)) if span.end < right else "",
    )


def _neighbours(sentence: Span, claims: Sequence[GroundedClaim]) -> list[GroundedClaim]:
    """Return the claims of the same sentence."""
    return [grounded for grounded in claims if sentence.contains(grounded.claim.trigger.span)]


def _nearest(words: Span, claims: Sequence[GroundedClaim]) -> list[GroundedClaim]:
    """Return claims, the nearest first; of two as near the earlier."""

    def distance(grounded: GroundedClaim) -> tuple[int, int]:
        trigger = grounded.claim.trigger.span
        return max(0, trigger.start - words.end, words.start - trigger.end), trigger.start

    return sorted(claims, key=distance)


def _time(
    document: Document, sentence: Span, nearest: Sequence[GroundedClaim]
) -> Suggestion | None:
    """Return the time that the sentence gives, or else that of the nearest claim."""
    near = (grounded.time for grounded in nearest if isinstance(grounded.time, Interval))
    found = next(iter(times_in(document, sentence)), None) or next(near, None)
    if found is None:
        return None
    return Suggestion(
        written=written_time(found),
        json=json.dumps(time_json(found)),
        words=document.text_at(found.mention),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The place the text suggests, or the places its name may mean."""

    place: Suggestion | None
    words: str
    choices: tuple[PlaceChoice, ...]


def _where(
    document: Document,
    sentence: Span,
    nearest: Sequence[GroundedClaim],
    gazetteer: Gazetteer,
) -> Where:
    """Return the place that the sentence names, or else that of the nearest claim."""
    toponyms = find_toponyms(document, split_sentences(document), gazetteer)
    named = [
        place
        for span, place in sorted(resolve(document, toponyms).items(), key=lambda item: item[0])
        if sentence.contains(span)
    ]
    near = (grounded.place for grounded in nearest if isinstance(grounded.place, Place))
    for place in named:
        if isinstance(place, Unresolved) and place.candidates and place.mention:
            choices = place_choices(place.candidates, gazetteer)
            return Where(place=None, words=document.text_at(place.mention), choices=choices)
        if isinstance(place, Place):
            return _known_place(document, place)
    found = next(near, None)
    return _known_place(document, found) if found else Where(place=None, words="", choices=())


def _known_place(document: Document, place: Place) -> Where:
    words = document.text_at(place.mention)
    known = Suggestion(written=place.name, json=json.dumps(place_json(place)), words=words)
    return Where(place=known, words=words, choices=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Phrases of the sentence to choose from: of those who take part, figures, and sources."""

    parties: tuple[str, ...]
    counts: tuple[str, ...]
    sources: tuple[str, ...]


def _phrases(
    document: Document, mask: Mask, sentence: Span, near: Sequence[GroundedClaim]
) -> Phrases:
    def quoted(spans: Iterable[Span]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mask.quote(document.text, span) for span in spans))

    return Phrases(
        parties=quoted(a.mention for g in near for a in g.claim.arguments),
        counts=quoted(counts_in(document, sentence)),
        sources=quoted(a.source for g in near for a in g.claim.attribution),
    )


# What the forms say


def add_order(form: Form, context: AppContext) -> "AddOrder":
    """Return the claim that a form describes.

    Raises:
        DecisionError: There is no such type, or no words are chosen.
    """
    word_value(form.get("type"), known=context.families)
    return AddOrder(form=form, span=_span_of(form), gazetteer=context.config.gazetteer)


def _span_of(form: Form) -> Span:
    try:
        return Span(int(form.get("start")), int(form.get("end")))
    except (ValueError, EvidenceError) as error:
        raise DecisionError("no words are chosen") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOrder:
    """A claim to be added, as a form describes it: ``span`` are the words that report the act."""

    form: Form
    span: Span
    gazetteer: Path | None

    def make(self, desk: Desk) -> Sequence[Decision]:
        """Return the decision that adds it.

        Raises:
            DecisionError: Other words stand there than the person saw, or a value is not one a
                claim can have.
        """
        document = desk.document(self.form.get("document"))
        _check_seen(document, self.span, self.form.get("words"))
        with closing(open_gazetteer(self.gazetteer)) as gazetteer:
            details = claim_details(document, self.span, _said(self.form), gazetteer)
        return [desk.add(document.id, self.span, self.form.get("type"), details=details)]


def _said(form: Form) -> Said:
    """Return what a form says of a claim; a suggestion that was left so keeps its words."""
    rows = zip(form.every("role"), form.every("party"), strict=False)
    known: dict[str, object] = {}
    own: dict[str, str] = {}
    for name in ("time", "place"):
        written, kept = form.get(name).strip(), form.get(f"{name}_json")
        chosen = form.get(f"{name}_id")
        if kept and not chosen and written == form.get(f"{name}_suggested"):
            known[name] = _kept(name, kept)
        else:
            own[name] = chosen or written
    return Said(
        words={name: form.get(name) for name, _ in _WORDS if form.get(name)},
        time=own.get("time", ""),
        place=own.get("place", ""),
        place_words=form.get("place_words"),
        country=form.get("country").strip() or None,
        tolls={name: form.get(name) for name in _TOLLS if form.get(name)},
        parties=[(role, words) for role, words in rows if words.strip()],
        source=form.get("source").strip(),
        known=known,
    )


def _kept(name: str, written: str) -> object:
    try:
        return json.loads(written)
    except ValueError as error:
        raise DecisionError(f"{name}: not a value") from error


def span_order(form: Form, _context: AppContext) -> "SpanOrder":
    """Return the words that a form puts a claim on."""
    return SpanOrder(claim=form.get("claim"), span=_span_of(form), words=form.get("words"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanOrder:
    """Words that a claim is to rest on, as the person saw them."""

    claim: str
    span: Span
    words: str

    def make(self, desk: Desk) -> Sequence[Decision]:
        """Return the decision that says so; the sentence around is the evidence.

        Raises:
            DecisionError: Other words stand there than the person saw.
        """
        document = desk.document_of(self.claim)
        _check_seen(document, self.span, self.words)
        return [desk.span(self.claim, self.span, [sentence_around(document, self.span)])]


def _check_seen(document: Document, span: Span, words: str) -> None:
    """Refuse offsets that a browser counted otherwise; a label stands for a masked name."""
    if span.end > len(document.text):
        raise DecisionError("these words are not in the text")
    if words and not re.fullmatch(rf"\s*{pattern_of(words)}\s*", document.text_at(span), re.DOTALL):
        raise DecisionError("other words stand there than were chosen; choose them again")


routes = [
    Route("/document/{id}/add", add_page, methods=["GET"]),
    Route("/claim/{id}/span", span_page, methods=["GET"]),
]
