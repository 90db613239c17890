"""Add decisions to a store and let them act at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.core.decisions import Decision, DecisionKind
from dateline.errors import StoreError
from dateline.exports.decisions import in_order
from dateline.store.interface import EventChange, Store

_OPPOSITE = {
    DecisionKind.ACCEPT: DecisionKind.REJECT,
    DecisionKind.REJECT: DecisionKind.ACCEPT,
    DecisionKind.MERGE: DecisionKind.SPLIT,
    DecisionKind.SPLIT: DecisionKind.MERGE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What decisions did.

    ``waiting`` says why events do not show them yet, if they do not: the decisions are stored, and
    the next linking takes them in. ``events`` are those it changed.
    """

    added: tuple[Decision, ...]
    events: tuple[EventChange, ...]
    waiting: str | None = None


def act(store: Store, decisions: Iterable[Decision], *, link: Callable[[Store], object]) -> Outcome:
    """Store decisions, then link what they touch.

    The decisions are stored first, for good: whatever happens to the linking, they count.

    Args:
        store: Where.
        decisions: What was ruled; those already stored are passed over.
        link: Links what changed in a store.

    Raises:
        StoreError: A decision cannot be stored.
    """
    return finish(store, link=link, added=tuple(store.add_decisions(decisions)))


def finish(
    store: Store, *, link: Callable[[Store], object], added: tuple[Decision, ...] = ()
) -> Outcome:
    """Link what is not linked yet, and return what that changed."""
    last = _last_linking(store)
    try:
        with store.linking():
            link(store)
    except StoreError as error:
        return Outcome(added=added, events=(), waiting=str(error))
    return Outcome(added=added, events=tuple(_changes_after(store, last)))


def _last_linking(store: Store) -> int:
    return max((linking.number for linking in store.linkings()), default=0)


def _changes_after(store: Store, number: int) -> Iterator[EventChange]:
    """Yield what all linkings after one changed, each event once, from its first state to last."""
    found: dict[str, EventChange] = {}
    for linking in store.linkings():
        if linking.number <= number:
            continue
        for change in store.linking_changes(linking.number):
            first = found.get(change.id, change)
            found[change.id] = EventChange(id=change.id, before=first.before, after=change.after)
    for _, change in sorted(found.items()):
        if change.before != change.after:
            yield change


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two decisions that rule differently on the same claims; the later one counts."""

    earlier: Decision
    later: Decision


def conflicts(stored: Sequence[Decision], brought: Iterable[Decision]) -> tuple[Conflict, ...]:
    """Return where decisions brought from elsewhere rule otherwise than those stored.

    Decisions that were taken back, on either side, are in conflict with nothing.
    """
    brought = tuple(brought)
    undone = {decision.undoes for decision in (*stored, *brought)}
    by_claim: dict[str, list[Decision]] = {}
    for decision in stored:
        if decision.id not in undone:
            for ref in (*decision.claims, *decision.others):
                by_claim.setdefault(ref.claim, []).append(decision)
    found: dict[tuple[str, str], Conflict] = {}
    for decision in brought:
        if decision.id in undone:
            continue
        for ref in (*decision.claims, *decision.others):
            for other in by_claim.get(ref.claim, ()):
                if _contradict(decision, other):
                    earlier, later = in_order([decision, other])
                    found[earlier.id, later.id] = Conflict(earlier=earlier, later=later)
    return tuple(conflict for _, conflict in sorted(found.items()))


def _contradict(a: Decision, b: Decision) -> bool:
    if a.kind is DecisionKind.CORRECT and b.kind is DecisionKind.CORRECT:
        return a.field == b.field and a.value != b.value
    if _OPPOSITE.get(a.kind) is not b.kind:
        return False
    if a.kind in (DecisionKind.ACCEPT, DecisionKind.REJECT):
        return True
    merge, split = (a, b) if a.kind is DecisionKind.MERGE else (b, a)
    merged = {ref.claim for ref in (*merge.claims, *merge.others)}
    out = {ref.claim for ref in split.others}
    rest = {ref.claim for ref in split.claims} - out
    return not merged.isdisjoint(out) and not merged.isdisjoint(rest)
