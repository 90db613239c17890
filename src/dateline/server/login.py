"""Signing in and out with a password, in team mode."""

import secrets
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline.server import csrf
from dateline.server.config import Mode
from dateline.server.forms import form_of
from dateline.server.modes import Desks, desks_of
from dateline.server.passwords import is_password
from dateline.server.render import render
from dateline.server.sessions import (
    SESSION_LENGTH,
    drop_cookie,
    session_cookie,
    set_cookie,
    utc_now,
    visit_cookie,
)
from dateline.store.people import secret_digest


def sign_in_page(request: Request) -> Response:
    """Show the form to sign in."""
    desks = _team_desks(request)
    visit = request.cookies.get(visit_cookie(desks.config)) or secrets.token_urlsafe(32)
    if request.state.user is None:
        request.state.csrf_token = csrf.token_for(desks.key, visit)
    page = _form(request, wrong=False, wait_s=0)
    set_cookie(page, visit_cookie(desks.config), visit, desks.config)
    return page


def sign_in(request: Request) -> Response:
    """Start a session, always a new one, for who knows the password."""
    desks = _team_desks(request)
    form = form_of(request)
    name, password = form.get("name").strip(), form.get("password")
    caller = request.client.host if request.client else ""
    keys = (f"name:{name}", f"address:{caller}")
    wait = desks.throttle.wait_s(*keys)
    if wait > 0:
        return _form(request, wrong=False, wait_s=int(wait) + 1)
    with desks.readers.read() as store:
        account = store.people.account(name)
    if not is_password(password, account.password if account else None):
        desks.throttle.failed(*keys)
        return _form(request, wrong=True, wait_s=0)
    desks.throttle.succeeded(keys[0])
    now = utc_now()
    secret = desks.writers.people.run(
        lambda store: store.people.start_session(
            name, at=now, ends=now + SESSION_LENGTH, address=caller
        )
    )
    answer = RedirectResponse(own_path(form.get("next")), 303)
    set_cookie(answer, session_cookie(desks.config), secret, desks.config)
    drop_cookie(answer, visit_cookie(desks.config), desks.config)
    return answer


def sign_out(request: Request) -> Response:
    """End the session, at once and for good."""
    desks = _team_desks(request)
    secret = request.cookies.get(session_cookie(desks.config))
    if secret:
        desks.writers.people.run(lambda store: store.people.end_session(secret_digest(secret)))
    answer = RedirectResponse("/login", 303)
    drop_cookie(answer, session_cookie(desks.config), desks.config)
    return answer


def own_path(given: str | None) -> str:
    """Return a path of this app to go on to; an address elsewhere leads to the first page."""
    if not given or not given.startswith("/") or given.startswith(("//", "/\\")):
        return "/"
    parts = urlsplit(given)
    plain = all(ord(character) > 32 for character in given)
    return given if plain and not parts.scheme and not parts.netloc else "/"


def _team_desks(request: Request) -> Desks:
    desks = desks_of(request)
    if desks.config.mode is not Mode.TEAM:
        raise HTTPException(404, "nobody signs in here")
    return desks


def _form(request: Request, *, wrong: bool, wait_s: int) -> Response:
    form = form_of(request)
    return render(
        request,
        "people/login.html",
        status_code=429 if wait_s else 401 if wrong else 200,
        headers={"Retry-After": str(wait_s)} if wait_s else {},
        next=own_path(form.get("next") or request.query_params.get("next")),
        name=form.get("name"),
        wrong=wrong,
        wait_s=wait_s,
    )


routes = [
    Route("/login", sign_in_page, methods=["GET"]),
    Route("/login", sign_in, methods=["POST"]),
    Route("/logout", sign_out, methods=["POST"]),
]
