"""Pages from templates: everything printed is escaped, and nothing in it can move a cursor."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from dateline.exports.wording import NOT_STATED, printable
from dateline.server.context import context_of
from dateline.server.locales import Catalogue, choose_locale, grouped
from dateline.server.wording import Wording

#: The cookie that holds the language chosen.
LOCALE_COOKIE = "dateline_locale"

SHORT_ID = 8

#: A dash after which a line may end.
_RANGE_BREAK = Markup("–<wbr>")
_DATE = re.compile(r"\d{4}-\d\d")

#: The parts of the app a reader can go to, those that are served.
NAVIGATION = (
    ("explore", "/"),
    ("queue", "/queue"),
    ("coverage", "/coverage"),
    ("totals", "/totals"),
    ("second", "/assignments"),
    ("agreement", "/agreement"),
)


def _finalize(value: object) -> object:
    """Replace control characters in what a template prints; ``None`` prints as nothing."""
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup) and not value.isprintable():
        return printable(value)
    return value


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dateline.server", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
        auto_reload=False,
    )
    environment.filters["short"] = lambda key: key[:SHORT_ID]
    environment.filters["grouped"] = grouped
    environment.filters["unbroken"] = unbroken
    environment.filters["web_address"] = web_address
    environment.globals["NOT_STATED"] = NOT_STATED
    return environment


@lru_cache(maxsize=4096)
def unbroken(words: str) -> Markup:
    """Return words of which dates are never broken at their hyphens, ranges only at their dash."""
    parts = (
        _RANGE_BREAK.join(
            Markup('<span class="unbroken">{}</span>').format(end) for end in word.split("–")
        )
        if _DATE.search(word)
        else Markup.escape(word)
        for word in printable(words).split(" ")
    )
    return Markup(" ").join(parts)


def web_address(url: str | None) -> str | None:
    """Return an address that may be linked to, or ``None``: a link may not run a script."""
    if not url or urlsplit(url).scheme not in ("http", "https"):
        return None
    return url


def catalogue_of(request: Request) -> Catalogue:
    """Return the messages in the language of a request."""
    context = context_of(request)
    return choose_locale(
        context.catalogues,
        asked=context.config.locale or request.cookies.get(LOCALE_COOKIE),
        accepted=request.headers.get("accept-language", ""),
    )


def wording_of(request: Request) -> Wording:
    """Return words for values in the language of a request."""
    return Wording(catalogue=catalogue_of(request), types=context_of(request).types)


def is_partial(request: Request) -> bool:
    """Tell whether a script asks for a part of a page, to put it in place of the one shown."""
    return request.headers.get("hx-request") == "true" and not request.headers.get(
        "hx-history-restore-request"
    )


def render(
    request: Request,
    template: str,
    /,
    *,
    status_code: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> HTMLResponse:
    """Return a page.

    Args:
        request: Who asks, and for which address.
        template: A file in ``server/templates``.
        status_code: The status to answer with.
        headers: Headers of the answer.
        **values: What the template shows. Beside these it has ``_`` (messages), ``wording``
            (values in words), ``user``, ``csrf_token``, ``config``, ``static`` (addresses of
            files) and ``path``.
    """
    context = context_of(request)
    catalogue = catalogue_of(request)
    page = _environment().get_template(template)
    html = page.render(
        navigation=_navigation(request),
        _=catalogue.text,
        locale=catalogue.locale,
        catalogues=context.catalogues,
        wording=Wording(catalogue=catalogue, types=context.types),
        user=getattr(request.state, "user", None),
        csrf_token=getattr(request.state, "csrf_token", ""),
        config=context.config,
        static=context.static.url,
        path=request.url.path,
        address=_address(request),
        **values,
    )
    return HTMLResponse(html, status_code=status_code, headers=dict(headers or {}))


def _navigation(request: Request) -> list[tuple[str, str]]:
    served = {getattr(route, "path", None) for route in request.app.routes}
    return [(name, href) for name, href in NAVIGATION if href in served]


def _address(request: Request) -> str:
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path
