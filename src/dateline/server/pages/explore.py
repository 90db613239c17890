"""The explore page: facets, map, timeline and table of one query."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dateline.core.claims import Effect
from dateline.core.events import Event
from dateline.exports.tolls import Total, total_toll
from dateline.server.context import context_of
from dateline.server.render import render
from dateline.store.interface import EventFilters

_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An event as a line of the table."""

    event: Event
    killed: Total | None
    injured: Total | None


def explore(request: Request) -> Response:
    """Show events."""
    context = context_of(request)
    filters = EventFilters(text=request.query_params.get("q") or None, limit=_PAGE)
    with context.readers.read() as store:
        total = store.count_events(filters)
        lines = [
            Line(
                event=event,
                killed=total_toll(event.toll, Effect.KILLED),
                injured=total_toll(event.toll, Effect.INJURED),
            )
            for event in store.events(filters)
        ]
    return render(request, "explore.html", lines=lines, total=total)


routes = [Route("/", explore, methods=["GET"], name="explore")]
