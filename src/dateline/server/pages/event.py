"""The event page: what reports add up to, side by side, and who says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline.core.documents import CLAIM_BEARING, Document, SegmentKind
from dateline.core.events import Event
from dateline.core.grounded import GroundedClaim
from dateline.exports.dossiers import Dossier
from dateline.exports.fields import credited_sources, event_participants, independence_words
from dateline.exports.summaries import event_sentence
from dateline.reports.evidence import is_disputed
from dateline.server.context import context_of
from dateline.server.fields import differing_spans, event_fields, tellers
from dateline.server.marked import Layer, Stretch, claim_layers, cut, touched
from dateline.server.people.bar import deciding_values
from dateline.server.render import render, wording_of
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
    credited: tuple[str, ...]


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
    context = context_of(request)
    dossier = context.dossiers(store).open(event)
    wording = wording_of(request)
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
        "event": dossier.event,
        "sentence": event_sentence(dossier),
        "fields": fields,
        "participants": event_participants(dossier),
        "groups": _groups(dossier, layers),
        "basis": independence_words(dossier),
        "family": context.family(dossier.event.type.value),
        "disputed": is_disputed(dossier.event),
        "back": "/",
        "denials": [
            (tellers(dossier, (denial.claim,)), tellers(dossier, denial.denies))
            for denial in dossier.event.denials
        ],
        "related": _related(dossier.event, store),
        **deciding_values(request, store, dossier),
    }


def _related(event: Event, store: Store) -> list[tuple[str, Event]]:
    found = ((relation.kind, store.event(relation.event)) for relation in event.relations)
    return [(str(kind), other) for kind, other in found if other is not None]


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
            yield ReportedClaim(grounded=grounded, credited=credited_sources(dossier, grounded))


routes = [Route("/event/{id}", event, methods=["GET"], name="event")]
