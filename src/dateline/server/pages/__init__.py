"""Pages that show: explore, events, documents, cases, coverage, totals."""

from starlette.routing import BaseRoute

from dateline.server.pages import document, event, explore

routes: list[BaseRoute] = [*explore.routes, *event.routes, *document.routes]
