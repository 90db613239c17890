"""The review app as one ASGI application."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dateline.errors import StoreError
from dateline.server import api, downloads, pages
from dateline.server.api.answers import refuse as refuse_call
from dateline.server.config import ServerConfig
from dateline.server.context import build_context, context_of
from dateline.server.headers import SecurityHeaders
from dateline.server.modes import API, build_desks, closing, guards
from dateline.server.people.routes import routes as people_routes
from dateline.server.render import render


def create_app(config: ServerConfig) -> Starlette:
    """Return the app.

    Raises:
        ResourceError: The codebook or the base map cannot be used.
        StoreError: The store cannot be opened.
    """
    context = build_context(config)
    desks = build_desks(config, context.readers)
    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(SecurityHeaders), *guards(desks)],
        exception_handlers={HTTPException: _refuse, StoreError: _report_store},
        lifespan=closing(desks),
    )
    app.state.dateline = context
    app.state.desks = desks
    return app


def _routes() -> list[BaseRoute]:
    return [
        Route("/static/{digest}/{name:path}", _static, methods=["GET"]),
        *pages.routes,
        *downloads.routes,
        *people_routes,
        *api.routes,
    ]


def _static(request: Request) -> Response:
    return context_of(request).static.answer(request)


def _refuse(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else ""
    if request.url.path.startswith(API):
        return refuse_call(status, detail)
    return render(request, "error.html", status_code=status, status=status, detail=detail)


def _report_store(request: Request, error: Exception) -> Response:
    return render(request, "error.html", status_code=503, status=503, detail=str(error))
