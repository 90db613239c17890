"""The coverage page: which outlets report when and where, and what rests on one of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dateline.explore.coverage import Coverage
from dateline.explore.timeline import Unit, last_day
from dateline.server.context import context_of
from dateline.server.pages.explore import query_of
from dateline.server.pages.links import Links, View
from dateline.server.query import Query, write_query
from dateline.server.render import render, wording_of

#: Shades of the heat table.
_SHADES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Events an outlet reports of one stretch of time; ``link`` leads to them if there are any."""

    count: int
    shade: int
    words: str
    link: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An outlet of the heat table, with the address of all its events."""

    outlet: str
    total: int
    link: str
    cells: tuple[Cell, ...]


def coverage(request: Request) -> Response:
    """Show what the events of a query rest on."""
    context, query, wording = context_of(request), query_of(request), wording_of(request)
    measured = context.explorer.coverage(query.filters, query.unit)
    links = Links(query=replace(query, unit=None), view=View.TABLE)
    return render(
        request,
        "coverage.html",
        coverage=measured,
        rows=_rows(measured, links),
        heads=_heads(measured),
        links=links,
        chips=list(links.chips(wording)),
        units=[
            (unit, f"/coverage?{write_query(replace(query, unit=unit, after=''))}")
            for unit in (Unit.WEEK, Unit.MONTH, Unit.YEAR)
        ],
        lonely=[line for line in measured.places if line.only is not None],
    )


def _heads(coverage: Coverage) -> Sequence[tuple[str, int]]:
    """Return the headings above the columns, each with how many columns it spans."""
    length = 4 if coverage.unit is not Unit.WEEK else 7
    heads: list[tuple[str, int]] = []
    for start in coverage.starts:
        words = start.isoformat()[:length]
        if heads and heads[-1][0] == words:
            heads[-1] = (words, heads[-1][1] + 1)
        else:
            heads.append((words, 1))
    return heads


def _rows(coverage: Coverage, links: Links) -> list[Row]:
    most = max((count for line in coverage.outlets for count in line.counts), default=0)
    rows = []
    for line in coverage.outlets:
        own = replace(links, query=_of_outlet(links, line.outlet))
        cells = tuple(
            Cell(
                count=count,
                shade=-(-count * _SHADES // most) if count else 0,
                words=f"{line.outlet}, {start.isoformat()}: {count}",
                link=own.between(start, last_day(start, coverage.unit)) if count else None,
            )
            for start, count in zip(coverage.starts, line.counts, strict=True)
        )
        rows.append(Row(outlet=line.outlet, total=line.total, link=own.here(), cells=cells))
    return rows


def _of_outlet(links: Links, outlet: str) -> Query:
    return replace(links.query, filters=replace(links.query.filters, outlets=(outlet,)))


routes = [Route("/coverage", coverage, methods=["GET"], name="coverage")]
