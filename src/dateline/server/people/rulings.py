"""Rule on what is in the store: checked against what the person saw, stored, linked at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from dateline.core.decisions import Decision
from dateline.core.events import Event
from dateline.core.people import User
from dateline.errors import DecisionError
from dateline.pipeline.link_store import link_store
from dateline.review.acting import Outcome, finish
from dateline.review.deciding import Desk, Ruler
from dateline.server.context import AppContext
from dateline.server.modes import Desks
from dateline.server.sessions import utc_now
from dateline.store.codec import encode
from dateline.store.interface import Store

_MARK_LENGTH = 16

#: The header in which a program is told the mark of an event.
REVISION_HEADER = "dateline-revision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A ruling that somebody asks for.

    Attributes:
        user: Who rules.
        reason: Why.
        make: Makes the decisions.
        seen: The mark of each event as the person saw it, by its id.
        seconds: How long they looked, if that is known.
    """

    user: User
    reason: str
    make: Callable[[Desk], Sequence[Decision]]
    seen: Mapping[str, str] = field(default_factory=dict)
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """An event that is not any more what the person saw when they ruled.

    ``event`` is what it is or has become part of, ``None`` if nothing is left of it. ``before`` is
    what it was then, ``None`` if that is not known any more. ``decisions`` are those made on it
    since. ``mark`` tells its state now.
    """

    key: str
    before: Event | None
    event: Event | None
    mark: str | None
    decisions: tuple[Decision, ...]


class StaleOrderError(DecisionError):
    """Events changed under the hands of who ruled; nothing was stored."""

    def __init__(self, stale: tuple[Stale, ...]) -> None:
        self.stale = stale
        super().__init__(", ".join(each.key for each in stale))


def mark_of(event: Event, store: Store) -> str:
    """Return what tells one state of an event from another, rulings not linked yet included."""
    waiting = ",".join(decision.id for decision in _waiting(event, store))
    return sha256(f"{encode(event)}{waiting}".encode()).hexdigest()[:_MARK_LENGTH]


def _waiting(event: Event, store: Store) -> list[Decision]:
    """Return the decisions on an event that no linking has taken in."""
    if store.events_are_current():
        return []
    linkings = store.linkings()
    claims = set(event.claims)
    return [
        decision
        for decision in store.decisions(after=linkings[-1].decisions if linkings else 0)
        if not claims.isdisjoint(ref.claim for ref in (*decision.claims, *decision.others))
    ]


def rule(context: AppContext, desks: Desks, order: Order) -> Outcome:
    """Store what was ruled, for good, and link what it touches.

    Rulings are taken one after the other. If another process codes, what was ruled is stored and
    ``Outcome.waiting`` says so.

    Raises:
        StaleOrderError: An event is not any more what the person saw.
        DecisionError: There is nothing to rule, or a name leads nowhere.
        StoreError: The decision cannot be stored.
    """
    return desks.writers.rulings.run(lambda store: _rule(context, store, order))


def _rule(context: AppContext, store: Store, order: Order) -> Outcome:
    stale = tuple(
        _stale(store, key, mark)
        for key, mark in order.seen.items()
        if not _is_as_seen(store, key, mark)
    )
    if stale:
        raise StaleOrderError(stale)
    ruler = Ruler(author=order.user.name, reason=order.reason, at=utc_now())
    decisions = tuple(order.make(Desk(store, ruler)))
    if not decisions:
        raise DecisionError("there is nothing to rule on")
    added = tuple(store.add_decisions(decisions, seconds=order.seconds))

    def link(store: Store) -> object:
        return link_store(store, codebook=context.config.codebook, families=context.families)

    return finish(store, link=link, added=added)


def _is_as_seen(store: Store, key: str, mark: str) -> bool:
    found = store.find_event(key)
    return found is not None and found.event.id == key and mark_of(found.event, store) == mark


def _stale(store: Store, key: str, mark: str) -> Stale:
    found = store.find_event(key)
    now = found.event if found else None
    before = None
    since = 0
    for version in store.event_versions(key):
        digest = sha256(encode(version.event).encode()).hexdigest()[:_MARK_LENGTH]
        if digest == mark:
            before, since = version.event, version.since.decisions
    claims = {claim for event in (before, now) if event for claim in event.claims}
    return Stale(
        key=key,
        before=before,
        event=now,
        mark=mark_of(now, store) if now else None,
        decisions=tuple(
            decision
            for decision in store.decisions(after=since)
            if not claims.isdisjoint(ref.claim for ref in (*decision.claims, *decision.others))
        ),
    )
