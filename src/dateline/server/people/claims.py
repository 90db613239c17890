"""Claims that people add or whose words they correct: chosen in the text, then filled in."""

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dateline.core.claims import Scope, Stage, Status
from dateline.core.decisions import Decision
from dateline.core.documents import Document, Span
from dateline.core.grounded import GroundedClaim, Interval, Place
from dateline.core.people import UserRole
from dateline.errors import DecisionError, EvidenceError
from dateline.exports.masking import Mask
from dateline.pipeline.grounding.times import TimeContext, find_times, ground_time
from dateline.resources.gazetteer import open_gazetteer
from dateline.resources.times import load_time_lexicon
from dateline.review.deciding import Desk, check_words
from dateline.review.values import count_value, place_value, time_value, word_value
from dateline.server.context import AppContext, context_of, sentences_of
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
        found = [span] if span else _places(document, words)
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
        sentence = _sentence(document, found[0])
        return render(
            request,
            "people/claim.html",
            **values,
            chosen=values["places"][0],
            sentence=_chosen(document, mask, sentence),
            sentence_words=mask.quote(document.text, sentence),
            time=_time(document, sentence, _nearest(found[0], claims)),
            place=_place(document, _nearest(found[0], claims)),
            near=_neighbours(document, sentence, claims),
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


def _places(document: Document, words: str) -> list[Span]:
    """Return where words stand in a text; blanks of any kind are one."""
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return []
    found = re.finditer(r"\s+".join(parts), document.text, re.IGNORECASE)
    return [Span(match.start(), match.end()) for match in found]


def _chosen(document: Document, mask: Mask, span: Span) -> Chosen:
    left, right = max(0, span.start - _AROUND), min(len(document.text), span.end + _AROUND)
    return Chosen(
        start=span.start,
        end=span.end,
        before=mask.quote(document.text, Span(left, span.start)) if left < span.start else "",
        words=mask.quote(document.text, span),
        after=mask.quote(document.text, Span(span.end, right)) if span.end < right else "",
    )


def _sentence(document: Document, span: Span) -> Span:
    """Return the sentence that holds words, or the words if no one sentence does."""
    return next((s for s in sentences_of(document) if s.contains(span)), span)


def _neighbours(
    document: Document, sentence: Span, claims: Sequence[GroundedClaim]
) -> list[GroundedClaim]:
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
    lexicon = load_time_lexicon()
    when = TimeContext(published=document.published.date if document.published else None)
    for mention in find_times(document.text_at(sentence), offset=sentence.start):
        found = ground_time(document, mention, when, lexicon)
        if isinstance(found, Interval):
            return _suggested_time(document, found)
    for grounded in nearest:
        if isinstance(grounded.time, Interval):
            return _suggested_time(document, grounded.time)
    return None


def _suggested_time(document: Document, found: Interval) -> Suggestion:
    value = {
        "start": found.start.isoformat(),
        "end": found.end.isoformat(),
        "precision": found.precision,
        "relation": found.relation,
        "mention": {"start": found.mention.start, "end": found.mention.end},
    }
    return Suggestion(
        written=written_time(found),
        json=json.dumps(value),
        words=document.text_at(found.mention),
    )


def _place(document: Document, nearest: Sequence[GroundedClaim]) -> Suggestion | None:
    """Return the place of the nearest claim."""
    for grounded in nearest:
        place = grounded.place
        if isinstance(place, Place):
            value = {
                "name": place.name,
                "admin1": place.admin1,
                "country": place.country,
                "lat": place.latitude,
                "lon": place.longitude,
                "precision": place.precision,
                "gazetteer": place.gazetteer,
                "mention": {"start": place.mention.start, "end": place.mention.end},
            }
            return Suggestion(
                written=place.name,
                json=json.dumps(value),
                words=document.text_at(place.mention),
            )
    return None


# What the forms say


def add_order(form: Form, context: AppContext) -> "AddOrder":
    """Return the claim that a form describes.

    Raises:
        DecisionError: A value is not one a claim can have.
    """
    details: dict[str, object] = {}
    word_value(form.get("type"), known=context.families)
    for name, _ in _WORDS:
        if form.get(name):
            details[name] = form.get(name)
    for name in ("time", "place"):
        value = _given(name, form, context)
        if value is not None:
            details[name] = value
    toll = {name: json.loads(count_value(form.get(name))) for name in _TOLLS if form.get(name)}
    if toll:
        details["toll"] = toll
    return AddOrder(
        document=form.get("document"),
        span=_span_of(form),
        words=form.get("words"),
        type=form.get("type"),
        details=details,
    )


def _given(name: str, form: Form, context: AppContext) -> object:
    written = form.get(name).strip()
    if not written:
        return None
    if written == form.get(f"{name}_suggested") and form.get(f"{name}_json"):
        try:
            return json.loads(form.get(f"{name}_json"))
        except ValueError as error:
            raise DecisionError(f"{name}: not a value") from error
    if name == "time":
        return json.loads(time_value(written))
    with closing(open_gazetteer(context.config.gazetteer)) as gazetteer:
        country = form.get("country").strip() or None
        return json.loads(place_value(written, gazetteer, country=country))


def _span_of(form: Form) -> Span:
    try:
        return Span(int(form.get("start")), int(form.get("end")))
    except (ValueError, EvidenceError) as error:
        raise DecisionError("no words are chosen") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOrder:
    """A claim to be added: where, on which words as the person saw them, and what it says."""

    document: str
    span: Span
    words: str
    type: str
    details: Mapping[str, object]

    def make(self, desk: Desk) -> Sequence[Decision]:
        """Return the decision that adds it.

        Raises:
            DecisionError: Other words stand there than the person saw.
        """
        document = desk.document(self.document)
        _check_seen(document, self.span, self.words)
        evidence = _sentence(document, self.span)
        details = {
            "evidence": [{"start": evidence.start, "end": evidence.end}],
            **self.details,
        }
        return [desk.add(self.document, self.span, self.type, details=details)]


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
        return [desk.span(self.claim, self.span, [_sentence(document, self.span)])]


def _check_seen(document: Document, span: Span, words: str) -> None:
    """Refuse offsets that a browser counted otherwise; a label stands for a masked name."""
    if span.end > len(document.text):
        raise DecisionError("these words are not in the text")
    shown = [re.escape(part) for part in re.split(r"\[[^\]]*\]", words)]
    pattern = r".+?".join(r"\s+".join(part.split(r"\ ")) for part in shown)
    if not re.fullmatch(rf"\s*{pattern}\s*", document.text_at(span), re.DOTALL):
        raise DecisionError("other words stand there than were chosen; choose them again")


routes = [
    Route("/document/{id}/add", add_page, methods=["GET"]),
    Route("/claim/{id}/span", span_page, methods=["GET"]),
]
