"""The queue: doubtful events one after the other, each decided with one key."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from heapq import nsmallest
from statistics import median
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline.core.events import Event
from dateline.core.people import UserRole
from dateline.explore.explorer import Explorer
from dateline.explore.filters import ExploreFilters, Order
from dateline.server.context import context_of
from dateline.server.forms import form_of
from dateline.server.modes import require, user_of
from dateline.server.pages.event import event_values
from dateline.server.people.bar import deciding_values, done_of
from dateline.server.people.rulings import mark_of
from dateline.server.query import Query, QueryError, read_query, write_query
from dateline.server.render import render
from dateline.server.sessions import utc_now

#: Events in a sample for quality, and what they are drawn with, unless told otherwise.
SAMPLE_SIZE = 50
SAMPLE_SEED = 1
_LARGEST_SAMPLE = 10_000

#: Events of a page of the list.
_LISTED = 25
#: Decisions whose time is told.
_TIMED = 20


class QueueKind(StrEnum):
    """What makes an event doubtful.

    ``CONFIDENCE``: the program is least sure of it. ``DISPUTED``: sources contradict each other.
    ``SINGLE``: one source alone tells of it. ``NEW``: reported last. ``SAMPLE``: drawn at random
    from all, reviewed or not, to tell how good the record is.
    """

    CONFIDENCE = "confidence"
    DISPUTED = "disputed"
    SINGLE = "single"
    NEW = "new"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What is to be reviewed, in order.

    ``ids`` are the events that are left, ``total`` counts those that were to be reviewed with
    them, and ``query`` says which these are in the address of a page.
    """

    kind: QueueKind
    ids: Sequence[str]
    total: int
    query: str
    seed: int
    size: int

    @property
    def reviewed(self) -> int:
        """How many are reviewed."""
        return self.total - len(self.ids)

    def address(self, path: str = "/queue", **more: str | None) -> str:
        """Return the address of a page of this queue."""
        told = urlencode({name: value for name, value in more.items() if value})
        return f"{path}?{'&'.join(part for part in (self.query, told) if part)}"

    def after(self, event: str) -> str | None:
        """Return the event that comes after one, the first again after the last."""
        if event not in self.ids:
            return next(iter(self.ids), None)
        others = [*self.ids[self.ids.index(event) + 1 :], *self.ids]
        return next((other for other in others if other != event), None)


def queue_filters(kind: QueueKind, filters: ExploreFilters) -> ExploreFilters:
    """Return which events a queue holds, reviewed ones included, and in what order."""
    if kind is QueueKind.DISPUTED:
        return replace(filters, disputed=True, order=Order.CONFIDENCE, descending=False)
    if kind is QueueKind.SINGLE:
        return replace(filters, single_source=True, order=Order.CONFIDENCE, descending=False)
    if kind is QueueKind.NEW:
        return replace(filters, order=Order.REPORTED, descending=True)
    return replace(filters, order=Order.CONFIDENCE, descending=False)


def draw_sample(ids: Iterable[str], *, size: int, seed: int) -> list[str]:
    """Return so many ids drawn at random, always the same for a seed.

    Each id has its place by a digest of its own: events that are added or end leave the draw of
    the others as it was.
    """

    def place(id_: str) -> bytes:
        return sha256(f"{seed}:{id_}".encode()).digest()

    return nsmallest(size, ids, key=place)


def read_queue(explorer: Explorer, kind: QueueKind, query: Query, *, size: int, seed: int) -> Queue:
    """Return a queue as it is now."""
    wanted = queue_filters(kind, replace(query.filters, reviewed=None))
    left = explorer.ids(replace(wanted, reviewed=False))
    told = {"by": str(kind)}
    if kind is QueueKind.SAMPLE:
        drawn = draw_sample(explorer.ids(wanted), size=size, seed=seed)
        open_ = set(left)
        left = [id_ for id_ in drawn if id_ in open_]
        total = len(drawn)
        told |= {"size": str(size), "seed": str(seed)}
    else:
        total = explorer.count(wanted)
    narrowed = write_query(replace(query, filters=replace(query.filters, reviewed=None), after=""))
    return Queue(
        kind=kind,
        ids=left,
        total=total,
        query="&".join(part for part in (urlencode(told), narrowed) if part),
        seed=seed,
        size=size,
    )


def _queue_of(request: Request) -> Queue:
    context = context_of(request)
    params = request.query_params
    kind = params.get("by", QueueKind.CONFIDENCE)
    if kind not in set(QueueKind):
        raise HTTPException(400, f"by: there is no queue {kind!r}")
    try:
        query = read_query(params, families=context.families)
    except QueryError as error:
        raise HTTPException(400, str(error)) from error
    return read_queue(
        context.explorer,
        QueueKind(kind),
        query,
        size=_number(params.get("size"), SAMPLE_SIZE, most=_LARGEST_SAMPLE),
        seed=_number(params.get("seed"), SAMPLE_SEED, most=2**31),
    )


def _number(given: str | None, default: int, *, most: int) -> int:
    if not given:
        return default
    if not given.isdecimal() or not 0 < int(given[:12]) <= most:
        raise HTTPException(400, f"{given!r} is not a number from 1 to {most}")
    return int(given)


@require(UserRole.CODER)
def queue(request: Request) -> Response:
    """Show the event that comes next, or the one asked for, ready to be decided."""
    context = context_of(request)
    line = _queue_of(request)
    asked = request.query_params.get("at")
    with context.readers.read() as store:
        event = None
        for key in (asked, *line.ids[:3]):
            found = store.find_event(key) if key else None
            if found is not None:
                event = found.event
                break
        took = store.people.last_seconds(user_of(request).name, limit=_TIMED)
        common: dict[str, Any] = {
            "line": line,
            "kinds": tuple(QueueKind),
            "took": median(took) if took else None,
            "timed": len(took),
        }
        if event is None:
            done = done_of(request, store, back=line.address())
            return render(request, "people/queue_empty.html", done=done, **common)
        following = line.after(event.id)
        values = event_values(request, store, event)
        dossier = context.dossiers(store).open(event)
        previous = request.query_params.get("was")
        values |= deciding_values(
            request,
            store,
            dossier,
            next_=line.address(at=following, was=event.id),
            back=line.address(at=previous or event.id),
        )
        return render(
            request,
            "people/queue.html",
            **values,
            **common,
            place=line.ids.index(event.id) + 1 if event.id in line.ids else None,
            skip=line.address(at=following) if following else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An event of the list and what it is now."""

    event: Event
    mark: str


@require(UserRole.CODER)
def queue_list(request: Request) -> Response:
    """List the events that come next, to choose those that are accepted or rejected together."""
    line = _queue_of(request)
    with context_of(request).readers.read() as store:
        found = [store.event(key) for key in line.ids[:_LISTED]]
        return render(
            request,
            "people/queue_list.html",
            line=line,
            kinds=tuple(QueueKind),
            done=done_of(request, store, back=line.address("/queue/list")),
            events=[event for event in found if event is not None],
        )


@require(UserRole.CODER)
def confirm(request: Request) -> Response:
    """Show exactly what a bulk would rule on, and how many these are."""
    form = form_of(request)
    ids, verdict = form.all("target"), form.get("verdict")
    back = form.get("back") or "/queue/list"
    if verdict not in ("accept", "reject"):
        raise HTTPException(400, "verdict: accept or reject")
    if not ids:
        return RedirectResponse(back if back.startswith("/queue/") else "/queue/list", 303)
    with context_of(request).readers.read() as store:
        found = [store.find_event(key) for key in ids]
        listed = [
            Listed(event=each.event, mark=mark_of(each.event, store)) for each in found if each
        ]
    return render(
        request,
        "people/queue_confirm.html",
        listed=listed,
        verdict=verdict,
        back=back if back.startswith("/queue/") else "/queue/list",
        opened=utc_now().timestamp(),
    )


routes = [
    Route("/queue", queue, methods=["GET"]),
    Route("/queue/list", queue_list, methods=["GET"]),
    Route("/queue/confirm", confirm, methods=["POST"]),
]
