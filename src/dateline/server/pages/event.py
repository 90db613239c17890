"""The event page: what reports add up to, side by side, and who says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline.core.documents import CLAIM_BEARING, Document, SegmentKind
from dateline.core.events import Event, RelationKind
from dateline.core.grounded import GroundedClaim
from dateline.exports.dossiers import Dossier
from dateline.exports.fields import Credit, ParticipantView, credits_of, event_participants
from dateline.reports.cases import read_case
from dateline.review.history import event_history
from dateline.server.context import context_of
from dateline.server.fields import differing_spans, event_fields, tellers
from dateline.server.marked import SHOWN, Layer, Stretch, claim_layers, cut, touched
from dateline.server.pages.links import Links, View
from dateline.server.people.bar import deciding_values
from dateline.server.query import QueryError, read_query
from dateline.server.render import is_partial, render, wording_of
from dateline.server.sentences import event_sentence
from dateline.server.series import draw_chart, read_series
from dateline.store.interface import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A segment of a report; those without evidence are folded away."""

    kind: SegmentKind
    stretches: tuple[Stretch, ...]
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedClaim:
    """A claim of a report: what it says, and whom it credits."""

    grounded: GroundedClaim
    credited: tuple[Credit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One document's report of an event."""

    document: Document
    title: str
    passages: tuple[Passage, ...]
    claims: tuple[ReportedClaim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGroup:
    """Reports that repeat one text, one statement or one outlet's account, oldest first."""

    number: int
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InList:
    """Where an event stands in the list it was opened from."""

    back: str
    previous: str | None
    next: str | None


def event(request: Request) -> Response:
    """Show one event; a former id leads to the event it has become part of."""
    context = context_of(request)
    key = request.path_params["id"]
    with context.readers.read() as store:
        found = store.find_event(key)
        if found is None:
            raise HTTPException(404, "event")
        if found.event.id != key:
            return RedirectResponse(f"/event/{found.event.id}", status_code=302)
        return render(request, "event.html", **event_values(request, store, found.event))


def event_values(request: Request, store: Store, event: Event) -> dict[str, Any]:
    """Return what the template of an event shows."""
    dossier = context_of(request).dossiers(store).open(event)
    return {
        **_what_it_says(request, dossier),
        **_surroundings(dossier.event, store, request),
        **deciding_values(request, store, dossier),
    }


def _what_it_says(request: Request, dossier: Dossier) -> dict[str, Any]:
    wording, event = wording_of(request), dossier.event
    fields = event_fields(dossier, wording)
    differing = differing_spans(dossier, fields, wording)
    layers = {
        document_id: [
            layer
            for grounded in dossier.claims
            if grounded.claim.document_id == document_id
            for layer in claim_layers(grounded, differing.get(grounded.claim.id))
        ]
        for document_id in dossier.documents
    }
    return {
        "event": event,
        "sentence": event_sentence(dossier, wording),
        "fields": fields,
        "participants": _named_participants(dossier),
        "groups": _groups(dossier, layers),
        "family": context_of(request).family(event.type.value),
        "disputed": event.disputed,
        "series": [(each, draw_chart(each)) for each in read_series(dossier, wording)],
        "denials": [
            (tellers(dossier, (denial.claim,)), tellers(dossier, denial.denies))
            for denial in event.denials
        ],
        "marks": SHOWN,
    }


def _named_participants(dossier: Dossier) -> list[ParticipantView]:
    """Return who takes part, without those of whom only a number is told: a figure tells it."""
    return [view for view in event_participants(dossier) if not view.is_number]


def _surroundings(event: Event, store: Store, request: Request) -> dict[str, Any]:
    """Return what stands around an event: its case, the totals it counts in, and its list."""
    case = read_case(event, store.event)
    totals = [r.event for r in event.relations if r.kind is RelationKind.COUNTED_IN]
    found = [store.event(total) for total in totals]
    return {
        "case": case if case.children else None,
        "counted_in": [total for total in found if total is not None],
        "in_list": _in_list(request, event),
    }


def _in_list(request: Request, event: Event) -> InList:
    """Return the neighbours of an event in the list that its address names, if it names one."""
    written = request.query_params.get("list", "")
    if not written:
        return InList(back="/", previous=None, next=None)
    context = context_of(request)
    try:
        query = read_query(QueryParams(written), families=context.families)
    except QueryError as error:
        raise HTTPException(400, str(error)) from error
    before, after = context.explorer.neighbours(query.filters, event.id)
    ending = Links(query=query, view=View.OVERVIEW).from_here()
    return InList(
        back=f"/?{written}",
        previous=f"/event/{before}{ending}" if before else None,
        next=f"/event/{after}{ending}" if after else None,
    )


def history(request: Request) -> Response:
    """Show what an event was, linking by linking."""
    context = context_of(request)
    with context.readers.read() as store:
        event_id = store.event_id(request.path_params["id"])
        if event_id is None:
            raise HTTPException(404, "event")
        past = event_history(store, event_id)
        template = "parts/history.html" if is_partial(request) else "history.html"
        return render(request, template, history=past, event_id=event_id)


def _groups(dossier: Dossier, layers: dict[str, list[Layer]]) -> tuple[SourceGroup, ...]:
    groups = [
        sorted((_report(dossier, document, layers[document]) for document in group), key=_when)
        for group in dossier.event.source_groups
    ]
    ordered = sorted(groups, key=lambda group: _when(group[0]))
    return tuple(
        SourceGroup(number=number, reports=tuple(group))
        for number, group in enumerate(ordered, start=1)
    )


def _when(report: Report) -> tuple[str, str]:
    published = report.document.published
    return (published.date.isoformat() if published else "9999", report.document.id)


def _report(dossier: Dossier, document_id: str, layers: Sequence[Layer]) -> Report:
    document, mask = dossier.documents[document_id], dossier.masks[document_id]
    segments = [s for s in document.segments if s.kind in CLAIM_BEARING]
    shown = touched([segment.span for segment in segments], layers)
    return Report(
        document=document,
        title=mask.replace(document.title or ""),
        passages=tuple(
            Passage(kind=s.kind, stretches=cut(document, s.span, layers, mask), shown=is_shown)
            for s, is_shown in zip(segments, shown, strict=True)
        ),
        claims=tuple(_claims(dossier, document_id)),
    )


def _claims(dossier: Dossier, document_id: str) -> Iterable[ReportedClaim]:
    for grounded in dossier.claims:
        if grounded.claim.document_id == document_id:
            yield ReportedClaim(grounded=grounded, credited=credits_of(dossier, grounded))


routes = [
    Route("/event/{id}", event, methods=["GET"], name="event"),
    Route("/event/{id}/history", history, methods=["GET"], name="event_history"),
]
