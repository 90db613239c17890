"""Which events belong to one case, and how: what led to what, by what their acts are tied by."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from dateline.core.events import Relation, RelationKind
from dateline.core.linking import Act, TiePart
from dateline.pipeline.linking.courses import course_of

_PART_OF_RAID = frozenset(
    {"arrest", "seizure", "killing_by_security_forces", "targeted_killing", "group_dismantled"}
)
#: A name shared by more events than this is too common to tell of one case.
_TOO_MANY = 40
#: Which relation is told where several hold.
_TELLING = (
    RelationKind.PART_OF,
    RelationKind.RESPONSE_TO,
    RelationKind.LED_TO,
    RelationKind.SAME_CASE,
)


def relate(
    acts: Iterable[Act], event_of: Mapping[str, str], wanted: Collection[str]
) -> dict[str, tuple[Relation, ...]]:
    """Tie the events of a case: a plot, the arrest, the charge; an attack and the trial over it.

    Events tied by the people in them are one case. An incident is tied to what refers to it only
    if it alone answers to the reference. The later in a case's course is a response to what it
    refers to; between other events of different standing the earlier led to the later.

    Args:
        acts: All acts that share a tie with an act of a wanted event, these included.
        event_of: The event of each act.
        wanted: Ids of the events whose relations are asked for.

    Returns:
        The relations of each wanted event that has any, one for each other event.
    """
    by_key: dict[int, list[tuple[TiePart, Act, str]]] = defaultdict(list)
    for act in sorted(acts, key=lambda a: a.id):
        if act.id in event_of:
            for tie in act.ties:
                by_key[tie.key].append((tie.part, act, tie.claim))
    found: dict[str, dict[str, dict[RelationKind, set[str]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(set))
    )
    for key in sorted(by_key):
        for one, other, kind, claims in _pairs(by_key[key], event_of):
            if one in wanted:
                found[one][other][kind] |= claims
    return {
        event: tuple(_relation(other, kinds) for other, kinds in sorted(others.items()))
        for event, others in found.items()
    }


def _relation(other: str, kinds: Mapping[RelationKind, set[str]]) -> Relation:
    kind = next(kind for kind in _TELLING if kind in kinds)
    claims = {claim for ids in kinds.values() for claim in ids}
    return Relation(kind=kind, event=other, claims=tuple(sorted(claims)))


_Tied = Sequence[tuple[TiePart, Act, str]]


def _pairs(
    tied: _Tied, event_of: Mapping[str, str]
) -> Iterable[tuple[str, str, RelationKind, set[str]]]:
    """Yield the ordered pairs of events that one tie joins, how, and the claims that show it."""
    sharing = [t for t in tied if t[0] is TiePart.SHARES]
    if len({event_of[act.id] for _, act, _ in sharing}) > _TOO_MANY:
        sharing = []
    for _, act, claim in sharing:
        for _, other, its in sharing:
            if event_of[act.id] != event_of[other.id] and _may_meet(act, other):
                yield event_of[act.id], event_of[other.id], _kind(act, other), {claim, its}
    happened = [(a, c) for part, a, c in tied if part is TiePart.IS and _standing(a) == 0]
    if len({event_of[act.id] for act, _ in happened}) != 1:
        return
    first, shown = happened[0]
    incident = event_of[first.id]
    for part, act, claim in tied:
        event = event_of[act.id]
        if part is TiePart.REFERS and event != incident and not act.aggregate:
            back = RelationKind.RESPONSE_TO if _standing(act) else RelationKind.SAME_CASE
            yield event, incident, back, {claim, shown}
            yield incident, event, _kind(first, act), {claim, shown}


def _kind(act: Act, other: Act) -> RelationKind:
    """Return how an act stands to another of its case."""
    here, there = _standing(act), _standing(other)
    if here < there and not _begins_after(act, other):
        return RelationKind.LED_TO
    same_report = act.document == other.document
    if same_report and "raid" in other.types and set(act.types) & _PART_OF_RAID:
        return RelationKind.PART_OF
    return RelationKind.SAME_CASE


def _may_meet(act: Act, other: Act) -> bool:
    """Tell whether acts told in two reports lie in one country, as far as is known."""
    here = {spot.country for spot in act.spots if spot.country}
    there = {spot.country for spot in other.spots if spot.country}
    return act.document == other.document or not here or not there or bool(here & there)


def _standing(act: Act) -> int:
    return min(course_of(type_) for type_ in act.types)


def _begins_after(act: Act, other: Act) -> bool:
    """Tell whether an act lies wholly after another."""
    if act.implied or other.implied or not act.days or not other.days:
        return False
    return min(d.start for d in act.days) > max(d.end for d in other.days)
