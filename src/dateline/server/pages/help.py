"""The help page, and the choice of a language."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline.server.context import context_of
from dateline.server.login import own_path
from dateline.server.render import LOCALE_COOKIE, render

_YEAR_S = 365 * 24 * 3600


def help_page(request: Request) -> Response:
    """Show what the pages are for, the keys, and what the words mean."""
    context = context_of(request)
    return render(request, "help.html", types=list(context.types.values()))


def choose_locale(request: Request) -> Response:
    """Remember a language and go back to the page it was chosen on."""
    locale = request.query_params.get("locale", "")
    response = RedirectResponse(own_path(request.query_params.get("next")), status_code=303)
    if locale in context_of(request).catalogues:
        response.set_cookie(LOCALE_COOKIE, locale, max_age=_YEAR_S, httponly=True, samesite="lax")
    return response


routes = [
    Route("/help", help_page, methods=["GET"], name="help"),
    Route("/locale", choose_locale, methods=["GET"], name="locale"),
]
