"""The totals page: figures over a period, each beside the incidents on record."""

from dataclasses import dataclass, replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dateline.core.claims import Scope
from dateline.core.events import Event
from dateline.exports.wording import NOT_STATED, range_words
from dateline.pipeline.linking.totals import Range, Verdict
from dateline.reports.totals import TotalReport, reconcile_total
from dateline.server.context import context_of
from dateline.server.pages.explore import query_of
from dateline.server.pages.links import Links, View
from dateline.server.query import write_query
from dateline.server.render import is_partial, render, wording_of
from dateline.server.wording import Wording
from dateline.store.interface import Store

#: Totals on one page.
_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """An incident that a total should cover, and how much it adds."""

    event: Event
    amount: str
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A total beside the record, in words.

    ``agrees`` is ``None`` where the two cannot be compared.
    """

    report: TotalReport
    figure: str
    verdict: str
    agrees: bool | None
    counted: tuple[Counted, ...]
    within: tuple[Event, ...]
    overlapping: tuple[Event, ...]


def totals(request: Request) -> Response:
    """Show the totals of a query; what they are compared with is loaded one by one."""
    context = context_of(request)
    query = query_of(request)
    query = replace(query, filters=replace(query.filters, scope=Scope.AGGREGATE))
    page = context.explorer.page(query.filters, after=query.after, limit=_PAGE)
    links = Links(query=query, view=View.TABLE)
    addresses = [
        None if cursor is None else f"/totals?{write_query(replace(query, after=cursor))}"
        for cursor in (page.previous, page.next)
    ]
    return render(
        request,
        "totals.html",
        page=page,
        links=links,
        chips=list(links.chips(wording_of(request))),
        previous=addresses[0],
        next=addresses[1],
    )


def total(request: Request) -> Response:
    """Show one total beside the incidents on record."""
    context, wording = context_of(request), wording_of(request)
    with context.readers.read() as store:
        event = store.event(request.path_params["id"])
        if event is None:
            raise HTTPException(404, "total")
        report = reconcile_total(
            store, event, families=context.families, open_dossier=context.dossiers(store).open
        )
        template = "parts/total.html" if is_partial(request) else "total.html"
        return render(request, template, comparison=_compare(report, store, wording))


def _compare(report: TotalReport, store: Store, wording: Wording) -> Comparison:
    result = report.result
    comparable = result.verdict is not Verdict.NOT_COMPARABLE
    return Comparison(
        report=report,
        figure=NOT_STATED if result.figure is None else _words(result.figure),
        verdict=_verdict(report, wording),
        agrees=result.verdict is Verdict.MATCHES if comparable else None,
        counted=tuple(
            Counted(event=event, amount=_words(counted.amount), sure=counted.sure)
            for counted, event in zip(result.counted, report.incidents, strict=True)
        ),
        within=_events(store, result.within),
        overlapping=_events(store, report.overlapping),
    )


def _verdict(report: TotalReport, wording: Wording) -> str:
    """Return the comparison in a sentence."""
    result, say = report.result, wording.catalogue.text
    if result.obstacle is not None:
        reason = say(f"obstacle.{result.obstacle.name.lower()}")
        return say("totals.not_comparable", reason=reason)
    events = len(result.counted)
    if result.itemised:
        return say("totals.itemised", n=events)
    if not events:
        return say("totals.none", missing=_words(result.missing))
    record = Range(low=result.surely.low, high=result.at_most.high)
    return say(
        f"totals.{result.verdict.name.lower()}",
        record=_words(record),
        n=events,
        difference=_words(result.missing),
    )


def _events(store: Store, ids: tuple[str, ...]) -> tuple[Event, ...]:
    found = (store.event(id_) for id_ in ids)
    return tuple(event for event in found if event is not None)


def _words(amount: Range) -> str:
    return range_words(amount.low, None, amount.high)


routes = [
    Route("/totals", totals, methods=["GET"], name="totals"),
    Route("/totals/{id}", total, methods=["GET"], name="total"),
]
