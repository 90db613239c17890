"""Who asks: found out for every request before anything else is done with it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import wraps
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.core.people import User, UserRole
from dateline.server import csrf
from dateline.server.config import Mode, ServerConfig
from dateline.server.context import Readers
from dateline.server.decision_log import DecisionLog
from dateline.server.origin_checks import SAFE_METHODS, OriginChecks
from dateline.server.sessions import Throttle, session_cookie, utc_now, visit_cookie
from dateline.server.writers import Writers

#: What needs no signing in.
OPEN_PATHS = ("/static/", "/login", "/locale")
API = "/api/"

#: The longest body of a form or a request to the API.
MOST_BYTES = 4_000_000

_BEARER = "bearer "


@dataclass(frozen=True, slots=True, kw_only=True)
class Desks:
    """What the app has for those who use it.

    Writers of the store, the decisions in it, and what the guards remember.
    """

    config: ServerConfig
    readers: Readers
    writers: Writers
    log: DecisionLog
    throttle: Throttle
    key: str


def build_desks(config: ServerConfig, readers: Readers) -> Desks:
    """Return what the app has for those who use it; the store is brought up to date.

    Raises:
        StoreError: The store cannot be opened to write.
    """
    writers = Writers(config.store)
    key = writers.people.run(lambda store: store.people.make_app_key())
    return Desks(
        config=config,
        readers=readers,
        writers=writers,
        log=DecisionLog(),
        throttle=Throttle(),
        key=key,
    )


def closing(desks: Desks) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """Return what closes the store when the app ends."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(desks.writers.close)

    return lifespan


def desks_of(request: HTTPConnection) -> Desks:
    """Return what the app of a request has for those who use it."""
    desks: Desks = request.app.state.desks
    return desks


def guards(desks: Desks) -> list[Middleware]:
    """Return what every request passes before a page is asked for it, in that order."""
    return [
        Middleware(OriginChecks, config=desks.config),
        Middleware(WhoAsks, desks=desks),
    ]


def user_of(request: HTTPConnection) -> User:
    """Return who asks."""
    user: User = request.state.user
    return user


def require(
    role: UserRole,
) -> Callable[[Callable[[Request], Response]], Callable[[Request], Response]]:
    """Let only people with a role, or a higher one, at a route."""

    def guard(route: Callable[[Request], Response]) -> Callable[[Request], Response]:
        @wraps(route)
        def guarded(request: Request) -> Response:
            if not user_of(request).role.may(role):
                raise HTTPException(403, f"needs the role {role}")
            return route(request)

        return guarded

    return guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, and the holder of the token that their forms carry.

    A program that shows an API token, or that is no browser, needs no such token.
    """

    user: User
    holder: str
    needs_token: bool = True


class WhoAsks:
    """Sets ``request.state.user`` and ``csrf_token``; sends strangers to sign in.

    Orders must carry the token of the form they come from.
    """

    def __init__(self, app: ASGIApp, desks: Desks) -> None:
        self._app = app
        self._desks = desks
        self._config = desks.config

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer strangers and forged orders, or hand on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asking = HTTPConnection(scope)
        asker = await self._find_asker(asking)
        holder = asker.holder if asker else asking.cookies.get(visit_cookie(self._config), "")
        state = scope.setdefault("state", {})
        state["user"] = asker.user if asker else None
        state["csrf_token"] = csrf.token_for(self._desks.key, holder)
        if asker is None and not asking.url.path.startswith(OPEN_PATHS):
            await self._send_away(asking)(scope, receive, send)
            return
        if scope["method"] not in SAFE_METHODS:
            body = await _whole_body(scope["headers"], receive)
            if body is None:
                await PlainTextResponse("too long\n", 413)(scope, receive, send)
                return
            if asker is None or asker.needs_token:
                given = csrf.token_in(asking.headers, body)
                if not holder or not csrf.is_token(self._desks.key, holder, given):
                    await _forged(asking)(scope, receive, send)
                    return
            state["body"] = body
            receive = _again(body, receive)
        await self._app(scope, receive, send)

    async def _find_asker(self, asking: HTTPConnection) -> Asker | None:
        is_api = asking.url.path.startswith(API)
        if self._config.mode is Mode.LOCAL:
            user = User(name=self._config.author, role=UserRole.ADMIN)
            return Asker(user=user, holder="local", needs_token=not (is_api and _no_form(asking)))
        return await run_in_threadpool(self._stored_asker, asking, is_api)

    def _stored_asker(self, asking: HTTPConnection, is_api: bool) -> Asker | None:
        authorization = asking.headers.get("authorization", "")
        if is_api and authorization.lower().startswith(_BEARER):
            return self._by_token(authorization[len(_BEARER) :].strip())
        if self._config.mode is Mode.PROXY:
            return self._by_proxy(asking)
        return self._by_session(asking)

    def _by_token(self, secret: str) -> Asker | None:
        with self._desks.readers.read() as store:
            user = store.people.token_user(secret)
        return Asker(user=user, holder="", needs_token=False) if user else None

    def _by_session(self, asking: HTTPConnection) -> Asker | None:
        secret = asking.cookies.get(session_cookie(self._config))
        if not secret:
            return None
        with self._desks.readers.read() as store:
            session = store.people.session(secret, at=utc_now())
        return Asker(user=session.user, holder=secret) if session else None

    def _by_proxy(self, asking: HTTPConnection) -> Asker | None:
        names = asking.headers.getlist(self._config.proxy_header)
        caller = asking.client.host if asking.client else ""
        if len(names) != 1 or not names[0].strip() or not self._config.is_trusted_peer(caller):
            return None
        name = names[0].strip()
        with self._desks.readers.read() as store:
            account = store.people.account(name)
        user = account.user if account else User(name=name, role=UserRole.VIEWER)
        return Asker(user=user, holder=f"proxy:{name}")

    def _send_away(self, asking: HTTPConnection) -> Response:
        if asking.url.path.startswith(API):
            return JSONResponse(
                {"error": "sign in: send Authorization: Bearer TOKEN"},
                401,
                headers={"WWW-Authenticate": "Bearer"},
            )
        if self._config.mode is Mode.PROXY:
            return PlainTextResponse("Sign in at the proxy in front of this app.\n", 401)
        if asking.scope["method"] not in SAFE_METHODS:
            return PlainTextResponse("You are signed out. Sign in and try again.\n", 401)
        query = asking.url.query
        wanted = f"{asking.url.path}?{query}" if query else asking.url.path
        if asking.headers.get("hx-request") == "true":
            return Response(status_code=401, headers={"HX-Redirect": "/login"})
        return RedirectResponse(f"/login?next={quote(wanted)}", 303)


def _no_form(asking: HTTPConnection) -> bool:
    """Tell whether a request cannot be one that a page of another site makes a browser send.

    Browsers send JSON across sites only after asking, which nothing here answers, and tell with
    every order where it comes from, which ``OriginChecks`` has looked at.
    """
    return not asking.headers.get("content-type", "").startswith(
        (csrf.FORM, "multipart/", "text/plain")
    )


def _forged(asking: HTTPConnection) -> Response:
    words = "This form is out of date. Go back, load the page again and repeat."
    if asking.url.path.startswith(API):
        return JSONResponse({"error": words}, 403)
    return PlainTextResponse(f"{words}\n", 403)


async def _whole_body(headers: list[tuple[bytes, bytes]], receive: Receive) -> bytes | None:
    """Return a request's body, or ``None`` if it is too long."""
    stated = Headers(raw=headers).get("content-length", "0")
    if stated.isdigit() and int(stated) > MOST_BYTES:
        return None
    parts: list[bytes] = []
    length = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b""
        parts.append(message.get("body", b""))
        length += len(parts[-1])
        if length > MOST_BYTES:
            return None
        if not message.get("more_body", False):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Callable[[], Awaitable[Message]]:
    """Return what gives a body that was read once more, and then what comes after it."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
