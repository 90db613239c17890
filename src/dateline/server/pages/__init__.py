"""Pages that show: explore, events, documents, cases, coverage, totals."""

from starlette.routing import BaseRoute

from dateline.server.pages import case, coverage, document, event, explore, help, totals

routes: list[BaseRoute] = [
    *explore.routes,
    *event.routes,
    *document.routes,
    *case.routes,
    *coverage.routes,
    *totals.routes,
    *help.routes,
]
