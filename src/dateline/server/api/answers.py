"""What every answer of the API has in common: JSON, tags for caches, errors, links to pages."""

import json
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from dateline import __version__
from dateline.errors import DatelineError, StoreError
from dateline.server.context import context_of
from dateline.server.query import QueryError

JSON_TYPE = "application/json"
Json = Any

Endpoint = Callable[[Request], Response]


def answer(
    request: Request, body: Json, *, status: int = 200, next_: str | None = None
) -> Response:
    """Return JSON with a link to the next page, if there is one."""
    headers = {}
    if next_ is not None:
        address = request.url.include_query_params(after=next_)
        headers["link"] = f'<{address.path}?{address.query}>; rel="next"'
    return Response(write(body), media_type=JSON_TYPE, headers=headers)


def write(body: Json) -> bytes:
    """Return a value as JSON that any reader takes, lone surrogates escaped."""
    try:
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(body, separators=(",", ":")).encode()


def refuse(status: int, reason: str) -> Response:
    """Return why a request is not answered."""
    return Response(write({"error": reason}), status_code=status, media_type=JSON_TYPE)


def tag_of(request: Request) -> str:
    """Return the tag of an answer: it changes with the events, the address and this version."""
    context = context_of(request)
    parts = (
        __version__,
        context.explorer.state(),
        str(context.config.names),
        context.config.figures,
        request.url.path,
        request.url.query,
    )
    return f'W/"{sha256(repr(parts).encode()).hexdigest()[:24]}"'


def endpoint(ask: Endpoint) -> Endpoint:
    """Give an endpoint tags, and errors as JSON: bad parameters are 400, a busy store is 503."""

    @wraps(ask)
    def asked(request: Request) -> Response:
        try:
            tag = tag_of(request)
            if tag in _tags(request.headers.get("if-none-match", "")):
                return Response(status_code=304, headers={"etag": tag})
            response = ask(request)
        except QueryError as error:
            return refuse(400, str(error))
        except StoreError as error:
            return refuse(503, str(error))
        except DatelineError as error:
            return refuse(400, str(error))
        if response.status_code == 200:
            response.headers["etag"] = tag
            response.headers["cache-control"] = "private, no-cache"
        return response

    return asked


def _tags(header: str) -> set[str]:
    return {part.strip() for part in header.split(",")}
