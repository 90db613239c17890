"""Refuse what other sites make a browser send here: foreign hosts, orders from foreign pages.

A page of another site can make a browser on this machine ask for anything at a loopback address
(DNS rebinding, forms that post across sites). Such a request carries a foreign Host, or says in
Sec-Fetch-Site or Origin that it comes from elsewhere.
"""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline.server.config import ServerConfig

#: Requests that change nothing.
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class OriginChecks:
    """Lets through only requests for this host, and orders only from its own pages."""

    def __init__(self, app: ASGIApp, config: ServerConfig) -> None:
        self._app = app
        self._hosts = config.hosts
        self._origins = config.origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with 400 or 403, or hand on."""
        if scope["type"] != "http":
            # Nothing here speaks WebSocket; the start and end of the server pass.
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refusal(scope["method"], headers)
        if refused is None:
            await self._app(scope, receive, send)
            return
        status, reason = refused
        await PlainTextResponse(reason, status_code=status)(scope, receive, send)

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        if len(headers.getlist("host")) != 1 or headers["host"].lower() not in self._hosts:
            return 400, "This app is not served under that host name.\n"
        if method in SAFE_METHODS or is_own_order(headers, self._origins):
            return None
        return 403, "Orders are taken from this app's own pages only.\n"


def is_own_order(headers: Mapping[str, str], origins: frozenset[str]) -> bool:
    """Tell whether a request that changes something comes from a page of these origins.

    Programs that are not browsers send neither header, and pass: they are nobody's puppet.
    """
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin.lower() in origins
