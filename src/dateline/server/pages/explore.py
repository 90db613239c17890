"""The explore page: facets, timeline, map and table of one query string."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dateline.core.claims import Scope
from dateline.explore.explorer import EventPage
from dateline.explore.facets import Facet
from dateline.explore.filters import ExploreFilters, Order
from dateline.explore.map_points import MapView
from dateline.explore.timeline import Timeline, Unit, last_day
from dateline.server.context import AppContext, context_of
from dateline.server.downloads import Shape
from dateline.server.pages.links import Links, View, option_words
from dateline.server.query import Query, QueryError, read_query
from dateline.server.render import is_partial, render, wording_of
from dateline.server.static_files import packed_response
from dateline.server.wording import Wording

#: Lines of the list beside the map.
_LISTED = 60

#: Facets in the order they are shown.
_FACETS = (
    "type", "place", "disputed", "single", "reviewed", "official", "kind", "actor", "outlet",
    "stage", "status", "scope",
)  # fmt: skip

#: Facets that are open at first.
_OPEN = frozenset({"type", "place", "disputed", "single", "reviewed"})

#: Columns of the table that can be sorted by, with what they are called.
COLUMNS = (
    ("when", Order.DATE),
    ("what", Order.TYPE),
    ("where", Order.PLACE),
    ("killed", Order.KILLED),
    ("injured", Order.INJURED),
    ("sources", Order.SOURCES),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar of the timeline as a line of a table."""

    label: str
    exact: int
    wide: int
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOption:
    """An option of a facet: in words, with the address that chooses it or lets it go."""

    key: str
    words: str
    count: int
    selected: bool
    depth: int
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFacet:
    """A facet as it is shown; ``all`` is the address that lists it in full."""

    name: str
    options: tuple[ShownOption, ...]
    more: int
    all: str
    open: bool


def explore(request: Request) -> Response:
    """Show the events a query asks for; a script that asks gets the changing part alone."""
    context = context_of(request)
    query, view = query_of(request), view_of(request)
    links, wording = Links(query=query, view=view), wording_of(request)
    explorer = context.explorer
    page = explorer.page(query.filters, after=query.after, figures=query.figures)
    timeline = explorer.timeline(query.filters, query.unit)
    facets = explorer.facets(query.filters, whole=query.whole)
    partial = is_partial(request)
    return render(
        request,
        "parts/explorer.html" if partial else "explore.html",
        headers={"HX-Push-Url": links.page(query.after)} if partial else None,
        **_list_values(query, page, links),
        filters=query.filters,
        chips=list(links.chips(wording)),
        facets=[
            _shown(facet, links, wording)
            for facet in sorted(facets, key=lambda facet: _FACETS.index(facet.name))
        ],
        timeline=timeline,
        timeline_data=timeline_data(timeline),
        bars=_bars(timeline, links) if view is View.TIMELINE else (),
        units=tuple(Unit),
        views=tuple(View),
        map_words=_map_words(wording),
        downloads=[(shape, _download(shape, links)) for shape in Shape],
        totals=_hidden_totals(context, query.filters),
    )


def map_data(request: Request) -> Response:
    """Return what the map draws: points, cells and areas of the query."""
    context, query = context_of(request), query_of(request)
    try:
        zoom = int(request.query_params.get("zoom", "2"))
    except ValueError as error:
        raise HTTPException(400, "zoom: give a whole number") from error
    state = f'"{context.explorer.state()}"'
    headers = {"ETag": state, "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == state:
        return Response(status_code=304, headers=headers)
    view = context.explorer.map(query.filters, zoom=zoom)
    body = json.dumps(_map_record(view, wording_of(request)), separators=(",", ":"))
    return packed_response(request, body.encode(), "application/json", headers)


def map_list(request: Request) -> Response:
    """Return the list beside the map: events in the part of it that is seen."""
    context, query = context_of(request), query_of(request)
    page = context.explorer.page(query.filters, limit=_LISTED, figures=query.figures)
    links = Links(query=query, view=View.MAP)
    return render(request, "parts/map_list.html", **_list_values(query, page, links))


def query_of(request: Request) -> Query:
    """Return what a request's query string asks for.

    Raises:
        HTTPException: It cannot be understood.
    """
    try:
        return read_query(request.query_params, families=context_of(request).families)
    except QueryError as error:
        raise HTTPException(400, str(error)) from error


def view_of(request: Request) -> View:
    """Return the view a request asks for; one that is not known is the overview."""
    try:
        return View(request.query_params.get("view", View.OVERVIEW))
    except ValueError:
        return View.OVERVIEW


def _list_values(query: Query, page: EventPage, links: Links) -> Mapping[str, Any]:
    return {
        "page": page,
        "query": query,
        "links": links,
        "view": links.view,
        "columns": COLUMNS,
        "from_here": links.from_here(),
    }


def _hidden_totals(context: AppContext, filters: ExploreFilters) -> int:
    """Return how many totals pass beside the incidents, which alone are shown at first."""
    if filters.scope is not Scope.INCIDENT:
        return 0
    return context.explorer.count(replace(filters, scope=Scope.AGGREGATE))


def _shown(facet: Facet, links: Links, wording: Wording) -> ShownFacet:
    return ShownFacet(
        name=facet.name,
        options=tuple(
            ShownOption(
                key=f"{crc32(option.value.encode()):08x}",
                words=option_words(facet.name, option.value, wording),
                count=option.count,
                selected=option.selected,
                depth=option.depth,
                link=links.toggle(facet, option),
            )
            for option in facet.options
        ),
        more=facet.more,
        all=links.whole(facet.name),
        open=facet.name in _OPEN or any(option.selected for option in facet.options),
    )


def timeline_data(timeline: Timeline) -> str:
    """Return a timeline as the script that draws it reads it."""
    return json.dumps(
        {
            "unit": timeline.unit,
            "starts": [start.isoformat() for start in timeline.starts],
            "exact": timeline.exact,
            "wide": timeline.wide,
        },
        separators=(",", ":"),
    )


def _bars(timeline: Timeline, links: Links) -> tuple[Bar, ...]:
    lengths = {Unit.YEAR: 4, Unit.MONTH: 7}
    return tuple(
        Bar(
            label=start.isoformat()[: lengths.get(timeline.unit, 10)],
            exact=exact,
            wide=wide,
            link=links.between(start, last_day(start, timeline.unit)),
        )
        for start, exact, wide in zip(timeline.starts, timeline.exact, timeline.wide, strict=True)
        if exact or wide
    )


def _download(shape: Shape, links: Links) -> str:
    written = links.query_string()
    return f"/download?format={shape}{'&' if written else ''}{written}"


def _map_words(wording: Wording) -> str:
    say = wording.catalogue.text
    keys = ("attribution", "show", "only_here", "count", "unplaced", "zoom_in", "zoom_out")
    return json.dumps({key: say(f"map.{key}") for key in keys}, ensure_ascii=False)


def _map_record(view: MapView, wording: Wording) -> dict[str, Any]:
    types = sorted({point.type for point in view.points})
    return {
        "types": {name: wording.type(name) for name in types},
        "points": [
            [p.event, p.latitude, p.longitude, p.precision, p.type, p.start] for p in view.points
        ],
        "cells": [[cell.latitude, cell.longitude, cell.count] for cell in view.cells],
        "areas": [
            {
                "place": area.place,
                "name": wording.place_path(area.place),
                "precision": area.precision,
                "words": wording.catalogue.text(f"precision.place.{area.precision}"),
                "lat": area.latitude,
                "lon": area.longitude,
                "radius_km": area.radius_km,
                "count": area.count,
            }
            for area in view.areas
        ],
        "unplaced": view.unplaced,
    }


routes = [
    Route("/", explore, methods=["GET"], name="explore"),
    Route("/map.json", map_data, methods=["GET"], name="map_data"),
    Route("/map-list", map_list, methods=["GET"], name="map_list"),
]
