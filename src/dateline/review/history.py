"""How an event came to be what it is: each linking that changed it, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.core.decisions import Decision
from dateline.core.events import Event
from dateline.exports.decisions import decision_record
from dateline.review.changes import FieldChange, changed_fields, field_json
from dateline.store.interface import EventVersion, Linking, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A linking that made, changed or ended an event.

    ``decisions`` are those first taken in by it that concern the event; ``joined`` the ids of
    events that ended in it and whose claims are of this one since. ``before`` is what it was until
    then and ``event`` what it was from then on, ``None`` where it was not there.
    """

    linking: Linking
    before: Event | None
    event: Event | None
    decisions: tuple[Decision, ...]
    changes: tuple[FieldChange, ...]
    joined: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All that an event was; ``now`` is the id of the event it has become part of, if any."""

    event: str
    steps: tuple[Step, ...]
    now: str | None


def event_history(store: Store, event_id: str) -> History:
    """Return the history of the event that has or had an id."""
    versions = store.event_versions(event_id)
    linkings = {linking.number: linking for linking in store.linkings()}
    decisions = store.decisions()
    steps: list[Step] = []
    before: EventVersion | None = None
    for version in versions:
        if before is not None and before.until is not None and before.until != version.since:
            steps.append(_step(store, linkings, decisions, before.until, before.event, None))
        follows = before is not None and before.until == version.since
        old = before.event if before is not None and follows else None
        steps.append(_step(store, linkings, decisions, version.since, old, version.event))
        before = version
    if before is not None and before.until is not None:
        steps.append(_step(store, linkings, decisions, before.until, before.event, None))
    found = store.find_event(event_id)
    heir = found.event.id if found is not None and found.event.id != event_id else None
    return History(event=event_id, steps=tuple(steps), now=heir)


def _step(
    store: Store,
    linkings: Mapping[int, Linking],
    decisions: Sequence[Decision],
    linking: Linking,
    before: Event | None,
    after: Event | None,
) -> Step:
    previous = linkings.get(linking.number - 1)
    taken_in = decisions[previous.decisions if previous else 0 : linking.decisions]
    states = [event for event in (before, after) if event is not None]
    return Step(
        linking=linking,
        before=before,
        event=after,
        decisions=tuple(d for d in taken_in if _concerns(d, states, decisions)),
        changes=changed_fields(before, after),
        joined=_joined(store, linking, before, after),
    )


def _concerns(decision: Decision, states: Sequence[Event], decisions: Sequence[Decision]) -> bool:
    named = {ref.claim for ref in (*decision.claims, *decision.others)}
    for event in states:
        if (
            decision.id in event.decisions
            or not named.isdisjoint(event.claims)
            or not set(decision.documents).isdisjoint(event.documents)
        ):
            return True
    undone = next((d for d in decisions if d.id == decision.undoes), None)
    return undone is not None and _concerns(undone, states, decisions)


def _joined(
    store: Store, linking: Linking, before: Event | None, after: Event | None
) -> tuple[str, ...]:
    if after is None:
        return ()
    gained = set(after.claims) - set(before.claims if before else ())
    return tuple(
        ended.id
        for ended in store.linking_ended(linking.number)
        if not gained.isdisjoint(ended.claims)
    )


def history_record(told: History) -> dict[str, object]:
    """Return a history as JSON."""
    return {
        "event": told.event,
        "now": told.now,
        "versions": [
            {
                "at": step.linking.at.isoformat(),
                "linking": step.linking.number,
                "run": step.linking.run,
                "decisions": [decision_record(decision) for decision in step.decisions],
                "joined": list(step.joined),
                "ended": step.event is None,
                "changes": [field_json(change) for change in step.changes],
            }
            for step in told.steps
        ],
    }
