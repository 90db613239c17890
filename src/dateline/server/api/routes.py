"""The endpoints of ``/api/v1``."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline.core.claims import Scope
from dateline.core.events import Event
from dateline.explore.explorer import EventLine
from dateline.explore.facets import Facet
from dateline.exports.decisions import decision_record
from dateline.exports.dossiers import Dossiers
from dateline.exports.jsonl import document_record, event_record
from dateline.reports.cases import read_case
from dateline.reports.records import case_record, case_summary, total_record
from dateline.reports.totals import reconcile_some
from dateline.review.history import event_history, history_record
from dateline.server.api.answers import Json, answer, endpoint, refuse
from dateline.server.api.openapi import openapi
from dateline.server.api.parameters import MOST_ZOOM, limit_of, number, text, year_of
from dateline.server.context import AppContext, context_of
from dateline.server.downloads import Shape, send_events
from dateline.server.people.rulings import REVISION_HEADER, mark_of
from dateline.server.query import Query, QueryError, read_query
from dateline.store.interface import Store

API = "/api/v1"


def query_of(request: Request) -> Query:
    """Return which events a request is about.

    Raises:
        QueryError: A parameter cannot be understood.
    """
    return read_query(request.query_params, families=context_of(request).families)


@endpoint
def describe(request: Request) -> Response:
    """Say what there is."""
    context = context_of(request)
    with context.readers.read() as store:
        counts = {
            "documents": store.count_documents(),
            "claims": store.count_claims(),
            "events": store.count_events(),
        }
    parts = ("documents", "claims", "events", "cases", "totals", "decisions")
    links = {part: f"{API}/{part}" for part in parts}
    return answer(
        request,
        {"name": "dateline", "counts": counts, "links": links, "openapi": f"{API}/openapi.json"},
    )


@endpoint
def list_events(request: Request) -> Response:
    """List events, each as its record or as a line of a table."""
    context, query, limit = context_of(request), query_of(request), limit_of(request)
    as_line = request.query_params.get("as", "record")
    if as_line not in ("record", "line"):
        raise QueryError("as: give record or line")
    page = context.explorer.id_page(query.filters, after=query.after, limit=limit)
    if as_line == "line":
        lines = context.explorer.lines(page.ids, figures=query.figures)
        events: Json = [_line(line) for line in lines]
    else:
        events = _records(context, query, page.ids)
    body = {"total": page.total, "start": page.start, "next": page.next, "events": events}
    return answer(request, body, next_=page.next)


def _records(context: AppContext, query: Query, ids: Sequence[str]) -> list[Json]:
    with context.readers.read() as store:
        shelf = context.dossiers(store, query.figures)
        return [event_record(shelf.open(event)) for event in _events(store, ids)]


def _line(line: EventLine) -> Json:
    shown = line.line
    return {
        "id": shown.id,
        "type": line.type,
        "scope": line.scope,
        "stage": line.stage,
        "status": line.status,
        "when": shown.when,
        "where": shown.where,
        "what": shown.what,
        "who": shown.who,
        "whom": shown.whom,
        "killed": shown.killed,
        "injured": shown.injured,
        "detained": shown.detained,
        "independent_sources": shown.sources,
        "documents": line.documents,
        "disputed": line.disputed,
        "one_official_statement": line.official_only,
        "denied": line.denied,
        "decisions": line.decisions,
        "confidence": line.confidence,
    }


@endpoint
def show_event(request: Request) -> Response:
    """Return the record of one event."""
    context, query = context_of(request), query_of(request)
    with context.readers.read() as store:
        found = store.find_event(request.path_params["event"])
        if found is None:
            return refuse(404, "no such event")
        if found.former is not None:
            return RedirectResponse(f"{API}/events/{found.event.id}", status_code=307)
        record = event_record(context.dossiers(store, query.figures).open(found.event))
        response = answer(request, record)
        response.headers[REVISION_HEADER] = mark_of(found.event, store)
        return response


@endpoint
def show_case(request: Request) -> Response:
    """Return the case an event belongs to."""
    context = context_of(request)
    with context.readers.read() as store:
        event = store.event(request.path_params["event"])
        if event is None:
            return refuse(404, "no such event")
        root = read_case(event, store.event)
        return answer(request, case_record(root, context.dossiers(store)))


@endpoint
def list_cases(request: Request) -> Response:
    """List the cases of the events that pass, each once."""
    context, query, limit = context_of(request), query_of(request), limit_of(request)
    page = context.explorer.id_page(query.filters, after=query.after, limit=limit)
    shown = set(page.ids)
    cases: dict[str, Json] = {}
    with context.readers.read() as store:
        for event in _events(store, page.ids):
            root = read_case(event, store.event)
            members = [node.event.id for node in root.walk()]
            if len(members) > 1 and root.event.id not in cases:
                passing = context.explorer.passing(query.filters, members)
                # It is told on the page of the event it begins with, or else of another one.
                told_at = root.event.id if root.event.id in passing else min(passing)
                if told_at in shown:
                    cases[root.event.id] = case_summary(root)
    body = {"events": page.total, "next": page.next, "cases": list(cases.values())}
    return answer(request, body, next_=page.next)


@endpoint
def show_history(request: Request) -> Response:
    """Return how an event came to be what it is."""
    with context_of(request).readers.read() as store:
        event_id = store.event_id(request.path_params["event"])
        if event_id is None:
            return refuse(404, "no such event")
        return answer(request, history_record(event_history(store, event_id)))


@endpoint
def count_facets(request: Request) -> Response:
    """Count what events could be narrowed to."""
    query = query_of(request)
    facets = context_of(request).explorer.facets(query.filters, whole=query.whole)
    return answer(request, {"facets": [_facet(facet) for facet in facets]})


def _facet(facet: Facet) -> Json:
    options = [
        {"value": o.value, "count": o.count, "selected": o.selected, "depth": o.depth}
        for o in facet.options
    ]
    return {"name": facet.name, "options": options, "more": facet.more}


@endpoint
def show_timeline(request: Request) -> Response:
    """Count events over time."""
    query = query_of(request)
    timeline = context_of(request).explorer.timeline(query.filters, query.unit)
    body = {
        "unit": timeline.unit,
        "starts": [start.isoformat() for start in timeline.starts],
        "exact": list(timeline.exact),
        "wide": list(timeline.wide),
        "undated": timeline.undated,
    }
    return answer(request, body)


@endpoint
def show_map(request: Request) -> Response:
    """Put events on a map: points, or cells where they are many, and areas."""
    query = query_of(request)
    zoom = number(request, "zoom", default=2, least=0, most=MOST_ZOOM)
    view = context_of(request).explorer.map(query.filters, zoom=zoom)
    body = {
        "points": [
            [p.event, p.latitude, p.longitude, p.precision, p.type, p.start] for p in view.points
        ],
        "cells": [[c.latitude, c.longitude, c.count] for c in view.cells],
        "areas": [
            {
                "place": a.place,
                "precision": a.precision,
                "latitude": a.latitude,
                "longitude": a.longitude,
                "radius_km": a.radius_km,
                "count": a.count,
            }
            for a in view.areas
        ],
        "unplaced": view.unplaced,
    }
    return answer(request, body)


@endpoint
def list_claims(request: Request) -> Response:
    """List the claims of the events that pass, event by event."""
    context, query, limit = context_of(request), query_of(request), limit_of(request)
    page = context.explorer.id_page(query.filters, after=query.after, limit=limit)
    claims: list[Json] = []
    with context.readers.read() as store:
        shelf = context.dossiers(store, query.figures)
        for event in _events(store, page.ids):
            claims += _claims_of(shelf, event)
    body = {"events": page.total, "next": page.next, "claims": claims}
    return answer(request, body, next_=page.next)


def _events(store: Store, ids: Sequence[str]) -> list[Event]:
    """Return the events with these ids that are still there, in this order."""
    found = store.browsing.events(ids)
    return [found[id_] for id_ in ids if id_ in found]


def _claims_of(shelf: Dossiers, event: Event) -> Iterable[Json]:
    for document_id in event.documents:
        document, claims, mask = shelf.document(document_id, beside=event.documents)
        own = [claim for claim in claims if claim.claim.id in event.claims]
        ids = dict.fromkeys((claim.claim.id for claim in own), event.id)
        for record in document_record(document, own, events=ids, mask=mask)["claims"]:
            yield {"document": document_id, **record}


@endpoint
def show_claim(request: Request) -> Response:
    """Return one claim."""
    context = context_of(request)
    with context.readers.read() as store:
        grounded = store.find_claim(request.path_params["claim"])
        if grounded is None:
            return refuse(404, "no such claim")
        document_id = grounded.claim.document_id
        document, _, mask = context.dossiers(store).document(document_id)
        events = store.browsing.events_of_claims(document_id)
        (record,) = document_record(document, [grounded], events=events, mask=mask)["claims"]
        return answer(request, {"document": document_id, **record})


@endpoint
def list_documents(request: Request) -> Response:
    """List documents: those that hold words, best match first, or all by id."""
    context, limit = context_of(request), limit_of(request)
    words, after = text(request, "q"), text(request, "after")
    with context.readers.read() as store:
        if words:
            found = list(store.search(words))
            start = found.index(after) + 1 if after in found else 0
            ids = found[start : start + limit]
            more = start + limit < len(found)
            total = len(found)
        else:
            ids = store.browsing.documents(after=after, limit=limit + 1)
            more, ids = len(ids) > limit, ids[:limit]
            total = store.count_documents()
        shelf = context.dossiers(store)
        documents = [_document(shelf, id_) for id_ in ids]
    next_ = ids[-1] if more and ids else None
    return answer(request, {"total": total, "next": next_, "documents": documents}, next_=next_)


def _document(shelf: Dossiers, document_id: str) -> Json:
    """Return a document as it is listed: everything but text, segments and claims."""
    document, claims, mask = shelf.document(document_id)
    record: dict[str, Any] = document_record(document, (), events={}, mask=mask)["document"]
    kept = {key: value for key, value in record.items() if key not in ("text", "segments")}
    return {**kept, "characters": len(document.text), "claims": len(claims)}


@endpoint
def show_document(request: Request) -> Response:
    """Return the record of one document with its claims."""
    context = context_of(request)
    with context.readers.read() as store:
        found = store.document(request.path_params["document"])
        if found is None:
            return refuse(404, "no such document")
        document, claims, mask = context.dossiers(store).document(found.id)
        events = store.browsing.events_of_claims(found.id)
        return answer(request, document_record(document, claims, events=events, mask=mask))


@endpoint
def list_totals(request: Request) -> Response:
    """Compare totals with the incidents on record, and what is told only beside them."""
    context, query, limit = context_of(request), query_of(request), limit_of(request)
    filters = replace(query.filters, scope=Scope.AGGREGATE)
    year = year_of(request)
    if year is not None:
        filters = replace(filters, since=year[0], until=year[1])
    page = context.explorer.id_page(filters, after=query.after, limit=limit)
    with context.readers.read() as store:
        asked = _events(store, page.ids)
        reports = reconcile_some(
            store,
            asked,
            families=context.families,
            open_dossier=context.dossiers(store, query.figures).open,
        )
        records = [total_record(report) for report in reports]
    body = {
        "total": page.total,
        "start": page.start,
        "next": page.next,
        "totals": records[: len(asked)],
        "told_beside": records[len(asked) :],
    }
    return answer(request, body, next_=page.next)


@endpoint
def list_decisions(request: Request) -> Response:
    """List decisions in the order they were recorded; ``after`` is the id of one."""
    limit, after = limit_of(request), text(request, "after")
    with context_of(request).readers.read() as store:
        decisions = list(store.decisions())
    ids = [decision.id for decision in decisions]
    start = ids.index(after) + 1 if after in ids else 0
    shown = decisions[start : start + limit]
    next_ = shown[-1].id if start + limit < len(decisions) and shown else None
    body = {
        "total": len(decisions),
        "next": next_,
        "decisions": [decision_record(decision) for decision in shown],
    }
    return answer(request, body, next_=next_)


@endpoint
def export(request: Request) -> Response:
    """Send all events that pass as a file."""
    shape = request.path_params["shape"]
    if shape not in tuple(Shape):
        return refuse(404, f"there is no such shape; there are {', '.join(Shape)}")
    return send_events(context_of(request), query_of(request), Shape(shape))


@endpoint
def describe_api(request: Request) -> Response:
    """Return the OpenAPI description."""
    return answer(request, openapi(context_of(request).types))


_GET = {
    "": describe,
    "/openapi.json": describe_api,
    "/events": list_events,
    "/events/{event}": show_event,
    "/events/{event}/case": show_case,
    "/events/{event}/history": show_history,
    "/facets": count_facets,
    "/timeline": show_timeline,
    "/map": show_map,
    "/cases": list_cases,
    "/claims": list_claims,
    "/claims/{claim}": show_claim,
    "/documents": list_documents,
    "/documents/{document}": show_document,
    "/totals": list_totals,
    "/decisions": list_decisions,
    "/exports/events.{shape}": export,
}

routes = [Route(f"{API}{path}", asked, methods=["GET"]) for path, asked in _GET.items()]
