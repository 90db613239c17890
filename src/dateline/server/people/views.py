"""Saved views: queries kept under a name, each person's own; and the page of one's account."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline.server.context import context_of
from dateline.server.forms import form_of
from dateline.server.modes import desks_of, user_of
from dateline.server.query import MOST_CHARACTERS
from dateline.server.render import render
from dateline.server.sessions import utc_now
from dateline.store.people import SavedView

_LONGEST_NAME = 80
_LONGEST_QUERY = MOST_CHARACTERS * 20


def views(request: Request) -> Response:
    """List one's saved views."""
    with context_of(request).readers.read() as store:
        saved = store.people.views(user_of(request).name)
    return render(request, "people/views.html", saved=saved)


def save(request: Request) -> Response:
    """Keep a query under a name, in place of one's own of that name."""
    form = form_of(request)
    name, query = form.get("name").strip(), form.get("query").lstrip("?")
    if not name or len(name) > _LONGEST_NAME or len(query) > _LONGEST_QUERY:
        raise HTTPException(400, "a view needs a short name")
    if any(ord(character) < 32 for character in name + query):
        raise HTTPException(400, "a view has no control characters")
    view = SavedView(owner=user_of(request).name, name=name, query=query, made=utc_now())
    desks_of(request).writers.people.run(lambda store: store.people.save_view(view))
    return RedirectResponse("/views", 303)


def remove(request: Request) -> Response:
    """Forget one of one's views."""
    owner, name = user_of(request).name, form_of(request).get("name")
    desks_of(request).writers.people.run(lambda store: store.people.remove_view(owner, name))
    return RedirectResponse("/views", 303)


routes = [
    Route("/views", views, methods=["GET"]),
    Route("/views", save, methods=["POST"]),
    Route("/views/remove", remove, methods=["POST"]),
]
