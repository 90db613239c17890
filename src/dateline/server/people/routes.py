"""The routes of all that people do in the app."""

from starlette.routing import BaseRoute

from dateline.server import login
from dateline.server.people import api, claims, decide, queue, second, views

routes: list[BaseRoute] = [
    *login.routes,
    *decide.routes,
    *queue.routes,
    *claims.routes,
    *views.routes,
    *second.routes,
    *api.routes,
]
