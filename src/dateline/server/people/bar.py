"""What a person needs to rule on an event: buttons, forms, and what is near it."""

from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from dateline.core.claims import Scope, Stage, Status
from dateline.core.decisions import Decision
from dateline.core.events import Event, RelationKind
from dateline.core.grounded import Count, Interval, Place, Unresolved
from dateline.core.people import UserRole
from dateline.exports.dossiers import Dossier
from dateline.exports.fields import document_label
from dateline.pipeline.linking.corrections import FIELDS
from dateline.resources.gazetteer import open_gazetteer
from dateline.review.values import PlaceChoice, place_choices
from dateline.server.context import AppContext, context_of
from dateline.server.decision_log import DecisionLog
from dateline.server.modes import desks_of, user_of
from dateline.server.people.rulings import mark_of
from dateline.server.render import wording_of
from dateline.server.sessions import utc_now
from dateline.store.interface import EventFilters, Store

#: Events that may be the same one, shown to choose from.
_MOST_NEAR = 6
_NEAR = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class BarClaim:
    """A claim of the event: what it is, who reports it, in which words."""

    id: str
    type: str
    outlet: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A decision on the event, the seconds it took if that is known, and whether it is undone."""

    decision: Decision
    seconds: float | None
    undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Made):
    """A decision that was just made, and where to go on once it is taken back."""

    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPlace:
    """A name in a report that may be several places, likeliest first."""

    words: str
    choices: tuple[PlaceChoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What the bar over an event shows.

    Attributes:
        event: The event.
        mark: What it is now; a ruling on another state is refused.
        opened: When the page was made, in seconds since 1970.
        claims: Its claims, to split or judge one by one.
        values: What can be corrected, with the present value as one would write it.
        near: Events that may be the same.
        open_place: The name of a place of which several fit, with those places, if none is chosen.
        made: The decisions on it, last first.
        next: Where to go on after a ruling.
        waiting: Whether something is stored that is not linked yet.
    """

    event: Event
    mark: str
    opened: float
    claims: tuple[BarClaim, ...]
    values: tuple[tuple[str, str], ...]
    near: tuple[Event, ...]
    open_place: OpenPlace | None
    made: tuple[Made, ...]
    next: str
    waiting: bool
    stages: tuple[Stage, ...] = tuple(Stage)
    statuses: tuple[Status, ...] = tuple(Status)
    scopes: tuple[Scope, ...] = tuple(Scope)
    relations: tuple[RelationKind, ...] = tuple(RelationKind)


def deciding_values(
    request: Request,
    store: Store,
    dossier: Dossier,
    *,
    next_: str | None = None,
    back: str | None = None,
) -> dict[str, Any]:
    """Return what a template needs to show the bar over an event.

    Args:
        request: Who asks.
        store: Where the event is.
        dossier: The event as it is shown.
        next_: Where to go on after a ruling; the event's page, in its list, if not given.
        back: Where to go on once the last ruling is taken back; as ``next_`` if not given.
    """
    address = f"/event/{dossier.event.id}"
    if listed := request.query_params.get("list"):
        address += f"?{urlencode({'list': listed})}"
    return {
        "bar": bar_of(request, store, dossier, next_=next_ or address),
        "done": done_of(request, store, back=back or next_ or address),
        "types": tuple(context_of(request).types),
        "field_name": wording_of(request).field,
    }


def done_of(request: Request, store: Store, *, back: str) -> Done | None:
    """Return what was just ruled, if the address says so."""
    log = desks_of(request).log
    decision = log.decision(store, request.query_params.get("done", ""))
    if decision is None:
        return None
    return Done(
        decision=decision,
        seconds=store.people.seconds([decision.id]).get(decision.id),
        undone=decision.id in log.taken_back(store),
        back=back,
    )


def bar_of(request: Request, store: Store, dossier: Dossier, *, next_: str) -> Bar | None:
    """Return the bar over an event, or ``None`` for one who may only read.

    Args:
        request: Who asks.
        store: Where the event is, as it is stored.
        dossier: The event as it is shown.
        next_: Where to go on after a ruling.
    """
    if not user_of(request).role.may(UserRole.CODER):
        return None
    found = store.find_event(dossier.event.id)
    event = found.event if found else dossier.event
    return Bar(
        event=event,
        mark=mark_of(event, store),
        opened=utc_now().timestamp(),
        claims=tuple(_claims(dossier)),
        values=tuple((field, _written(dossier.event, field)) for field in FIELDS),
        near=tuple(_near(store, event)),
        open_place=_open_place(context_of(request), dossier),
        made=made_on(store, desks_of(request).log, event),
        next=next_,
        waiting=not store.events_are_current(),
    )


def _open_place(context: AppContext, dossier: Dossier) -> OpenPlace | None:
    """Return the first name of which several places fit, if the event has no place."""
    if dossier.event.place.value is not None:
        return None
    for grounded in dossier.claims:
        place = grounded.place
        if isinstance(place, Unresolved) and place.candidates and place.mention is not None:
            with closing(open_gazetteer(context.config.gazetteer)) as gazetteer:
                choices = place_choices(place.candidates, gazetteer)
            words = dossier.words(grounded.claim.document_id, place.mention)
            return OpenPlace(words=words, choices=choices) if choices else None
    return None


def _claims(dossier: Dossier) -> list[BarClaim]:
    found = []
    for grounded in dossier.claims:
        claim = grounded.claim
        document = dossier.documents[claim.document_id]
        found.append(
            BarClaim(
                id=claim.id,
                type=claim.type,
                outlet=document_label(document),
                words=dossier.words(claim.document_id, claim.evidence[0]),
            )
        )
    return found


def _written(event: Event, field: str) -> str:
    """Return the present value of a field as one writes it in a form."""
    if field in ("type", "scope", "stage", "status"):
        return str(getattr(event, field).value or "")
    if field == "time":
        return written_time(event.time.value)
    if field == "place":
        return written_place(event.place.value)
    effect, _, side = field.partition(".")
    for toll in event.toll:
        if (toll.effect, toll.side) == (effect, side):
            return written_count(toll.count.value)
    return ""


def written_time(value: Interval | None) -> str:
    """Return an interval as one writes it: "2031-05-04" or "2031-05-04..2031-05-06"."""
    if value is None:
        return ""
    first, last = value.start.isoformat(), value.end.isoformat()
    return first if first == last else f"{first}..{last}"


def written_place(value: Place | None) -> str:
    """Return a place as one writes it: by its id where the gazetteer has it."""
    if value is None:
        return ""
    return value.name if value.gazetteer.startswith("decision:") else value.gazetteer


def written_count(value: Count | None) -> str:
    """Return a count as one writes it: "7", "7..8", "7.." or "..8"."""
    if value is None or (value.low is None and value.high is None):
        return ""
    low, high = (None if bound is None else f"{bound:g}" for bound in (value.low, value.high))
    return low or "" if low == high else f"{low or ''}..{high or ''}"


def _near(store: Store, event: Event) -> list[Event]:
    """Return events of the same days and country, those of the same type first."""
    when, where = event.time.value, event.place.value
    if when is None:
        return []
    filters = EventFilters(
        since=when.start - _NEAR,
        until=when.end + _NEAR,
        countries=(where.country,) if where and where.country else (),
        limit=_MOST_NEAR * 3,
    )
    found = [other for other in store.events(filters) if other.id != event.id]
    found.sort(key=lambda other: (other.type.value != event.type.value, other.id))
    return found[:_MOST_NEAR]


def made_on(store: Store, log: DecisionLog, event: Event) -> tuple[Made, ...]:
    """Return the decisions on an event, last first."""
    decisions = log.on(store, event)
    undone = log.taken_back(store)
    took = store.people.seconds([decision.id for decision in decisions])
    return tuple(
        Made(
            decision=decision,
            seconds=took.get(decision.id),
            undone=decision.id in undone,
        )
        for decision in reversed(decisions)
    )
