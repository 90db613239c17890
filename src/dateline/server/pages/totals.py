"""The totals page: figures over a period, each beside the incidents on record."""

from dataclasses import dataclass, replace
from datetime import date

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dateline.core.claims import Scope
from dateline.core.events import Event
from dateline.exports.wording import NOT_STATED, range_words
from dateline.pipeline.linking.totals import OnRecord, Range, Verdict
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
#: Incidents that a total is shown with at first.
_INCIDENTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """An incident that a total should cover, and how much it adds."""

    event: OnRecord
    amount: str
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A total beside the record, in words.

    ``agrees`` is ``None`` where the two cannot be compared. ``counted`` are the first of the
    incidents that are counted in, by date, and ``on_record`` is how many these are in all.
    """

    report: TotalReport
    figure: str
    verdict: str
    agrees: bool | None
    counted: tuple[Counted, ...]
    on_record: int
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
        most = None if request.query_params.get("incidents") == "all" else _INCIDENTS
        return render(request, template, comparison=_compare(report, store, wording, most=most))


def _compare(
    report: TotalReport, store: Store, wording: Wording, *, most: int | None
) -> Comparison:
    """Return a comparison with so many of its incidents, or with all."""
    result = report.result
    pairs = zip(result.counted, report.incidents, strict=True)
    by_date = sorted(pairs, key=lambda pair: (_begin(pair[1]), pair[1].id))
    comparable = result.verdict is not Verdict.NOT_COMPARABLE
    return Comparison(
        report=report,
        figure=NOT_STATED if result.figure is None else _words(result.figure),
        verdict=_verdict(report, wording),
        agrees=result.verdict is Verdict.MATCHES if comparable else None,
        counted=tuple(
            Counted(event=event, amount=_words(counted.amount), sure=counted.sure)
            for counted, event in by_date[:most]
        ),
        on_record=len(by_date),
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
    found = store.browsing.events(ids)
    return tuple(found[id_] for id_ in ids if id_ in found)


def _begin(incident: OnRecord) -> date:
    return incident.time.value.start if incident.time.value else date.max


def _words(amount: Range) -> str:
    return range_words(amount.low, None, amount.high)


routes = [
    Route("/totals", totals, methods=["GET"], name="totals"),
    Route("/totals/{id}", total, methods=["GET"], name="total"),
]
