"""Which events belong to one case, and how: what led to what, by what their acts are tied by."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from dateline.core.events import Relation, RelationKind
from dateline.core.linking import Act, Tie, TiePart
from dateline.pipeline.linking.courses import IN_COURT, course_of
from dateline.pipeline.linking.operations import parts_of

_ANY_ATTACK = "armed_assault"
#: A tie shared by more events than this is too common to tell of one case.
_TOO_MANY = 40
#: How many accounts of an incident are held against a reference to it.
_MOST_TOLD = 5
#: After it a case goes on by appeal alone.
_ACQUITTAL = "acquittal"
_VERDICT = course_of("conviction")
#: Where arrests stand in the course of a case.
_ARREST = course_of("arrest")
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
    if it alone, of those before, answers best to the reference. The later in a case's course is a
    response to what it refers to; between other events of different standing the earlier led to
    the later. What is told beside a raid, an attack or an arrest that it belongs to is part of it.
    Of the steps that refer to one incident, one in court follows on the last before it.

    Args:
        acts: All acts that share a tie with an act of a wanted event, these included.
        event_of: The event of each act.
        wanted: Ids of the events whose relations are asked for.

    Returns:
        The relations of each wanted event that has any, one for each other event.
    """
    by_key = _shared(a for a in sorted(acts, key=lambda a: a.id) if a.id in event_of)
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


def _shared(acts: Iterable[Act]) -> Mapping[int, list[tuple[Tie, Act]]]:
    """Return the ties that several acts have; most are of one act alone."""
    once: dict[int, tuple[Tie, Act]] = {}
    several: dict[int, list[tuple[Tie, Act]]] = {}
    for act in acts:
        for tie in act.ties:
            tied = (tie, act)
            first = once.setdefault(tie.key, tied)
            if first is not tied:
                several.setdefault(tie.key, [first]).append(tied)
    return several


def _relation(other: str, kinds: Mapping[RelationKind, set[str]]) -> Relation:
    kind = next(kind for kind in _TELLING if kind in kinds)
    claims = {claim for ids in kinds.values() for claim in ids}
    return Relation(kind=kind, event=other, claims=tuple(sorted(claims)))


_Tied = Sequence[tuple[Tie, Act]]
_Related = tuple[str, str, RelationKind, set[str]]


def _pairs(tied: _Tied, event_of: Mapping[str, str]) -> Iterator[_Related]:
    """Yield the ordered pairs of events that one tie joins, how, and the claims that show it."""
    yield from _operations(tied, event_of)
    yield from _equals(tied, event_of)
    yield from _hearings(tied, event_of)
    happened = [(t, a) for t, a in tied if t.part is TiePart.IS and _standing(a) == 0]
    if not 0 < len({event_of[act.id] for _, act in happened}) <= _TOO_MANY:
        return
    by_event: dict[str, list[tuple[Tie, Act]]] = defaultdict(list)
    for tie, act in happened:
        if len(by_event[event_of[act.id]]) < _MOST_TOLD:
            by_event[event_of[act.id]].append((tie, act))
    steps: dict[str, list[tuple[Tie, Act]]] = defaultdict(list)
    for tie, act in tied:
        if tie.part is not TiePart.REFERS or act.aggregate:
            continue
        incident = _answering(tie, act, by_event)
        event = event_of[act.id]
        if incident is None or incident == event:
            continue
        steps[incident].append((tie, act))
        shown, first = by_event[incident][0]
        back = RelationKind.RESPONSE_TO if _standing(act) else RelationKind.SAME_CASE
        yield event, incident, back, {tie.claim, shown.claim}
        yield incident, event, _kind(first, act), {tie.claim, shown.claim}
    for _, referring in sorted(steps.items()):
        yield from _course(referring, event_of)


def _hearings(tied: _Tied, event_of: Mapping[str, str]) -> Iterator[_Related]:
    """Yield the steps in court of one document after each other, if they are of one case.

    They are taken to be where no step is told of more than once.
    """
    steps = [(tie, act) for tie, act in tied if tie.part is TiePart.COURT]
    events = {(act.types, event_of[act.id]) for _, act in steps}
    if len(events) > 1 and len({types for types, _ in events}) == len(events):
        yield from _course(steps, event_of)


def _course(referring: _Tied, event_of: Mapping[str, str]) -> Iterator[_Related]:
    """Yield each step in court over an incident with the last before it, if that is one event."""
    if len({event_of[act.id] for _, act in referring}) > _TOO_MANY:
        return
    for tie, act in referring:
        before = [
            (its, other)
            for its, other in referring
            if _standing(act) >= IN_COURT
            and _ARREST <= _standing(other) < _standing(act)
            and _ACQUITTAL not in other.types
            and not (_ACQUITTAL in act.types and _standing(other) >= _VERDICT)
            and not _begins_after(other, act)
            and _may_be_held(act, other)
        ]
        last = max((_standing(other) for _, other in before), default=0)
        found = [(its, other) for its, other in before if _standing(other) == last]
        event = event_of[act.id]
        if len({event_of[other.id] for _, other in found} - {event}) != 1:
            continue
        its, other = next(each for each in found if event_of[each[1].id] != event)
        yield event_of[other.id], event, RelationKind.LED_TO, {tie.claim, its.claim}
        yield event, event_of[other.id], RelationKind.SAME_CASE, {tie.claim, its.claim}


def _may_be_held(act: Act, other: Act) -> bool:
    """Tell whether two steps may be about the same people, as far as they are named."""
    return not act.held or not other.held or not act.held.isdisjoint(other.held)


def _equals(tied: _Tied, event_of: Mapping[str, str]) -> Iterator[_Related]:
    """Yield the pairs of events told to be about the same people."""
    sharing = [(t, a) for t, a in tied if t.part in {TiePart.SHARES, TiePart.NUMBERS}]
    if len({event_of[act.id] for _, act in sharing}) > _TOO_MANY:
        return
    firsts: dict[tuple[str, tuple[str, ...]], tuple[Tie, Act]] = {}
    for tie, act in sharing:
        firsts.setdefault((event_of[act.id], tuple(sorted(_countries(act)))), (tie, act))
    for (event, _), (tie, act) in sorted(firsts.items()):
        for (other_event, _), (its, other) in sorted(firsts.items()):
            alike = tie.part is TiePart.NUMBERS and _standing(act) == _standing(other)
            if event != other_event and not alike and _may_meet(act, other):
                yield event, other_event, _kind(act, other), {tie.claim, its.claim}


def _answering(tie: Tie, act: Act, by_event: Mapping[str, _Tied]) -> str | None:
    """Return the one event that answers best to a reference, ``None`` if several do."""
    likeness = {
        event: max(_likeness(tie, act, incident) for _, incident in told)
        for event, told in by_event.items()
    }
    best = max(likeness.values())
    found = [event for event, score in sorted(likeness.items()) if score == best]
    return found[0] if best >= 0 and len(found) == 1 else None


def _likeness(tie: Tie, act: Act, incident: Act) -> int:
    """Return how well an incident answers to a reference, below 0 if it cannot be meant.

    What the words ask for must be so. One who did it counts for more than what was hit.
    """
    if act.document != incident.document:
        if tie.kind and not any(tie.kind in t or t == _ANY_ATTACK for t in incident.types):
            return -1
        if _begins_after(incident, act):
            return -1
    doers = 2 * bool(act.actors & incident.actors)
    hit = bool((act.harmed_heads | act.sites) & (incident.harmed_heads | incident.sites))
    return doers + hit + bool(tie.kind and any(tie.kind in t for t in incident.types))


def _operations(tied: _Tied, event_of: Mapping[str, str]) -> Iterator[_Related]:
    """Yield the parts of operations among acts told beside each other, and their wholes."""
    shown = {act.id: (act, tie.claim) for tie, act in tied if tie.part is TiePart.BESIDE}
    for act, whole in parts_of([act for act, _ in shown.values()]):
        here, there = event_of[act.id], event_of[whole.id]
        if here != there:
            claims = {shown[act.id][1], shown[whole.id][1]}
            yield here, there, RelationKind.PART_OF, claims
            yield there, here, RelationKind.SAME_CASE, claims


def _kind(act: Act, other: Act) -> RelationKind:
    """Return how an act stands to another of its case."""
    here, there = _standing(act), _standing(other)
    if here < there and not _begins_after(act, other):
        return RelationKind.LED_TO
    return RelationKind.SAME_CASE


def _may_meet(act: Act, other: Act) -> bool:
    """Tell whether acts told in two reports lie in one country, as far as is known."""
    here, there = _countries(act), _countries(other)
    return act.document == other.document or not here or not there or bool(here & there)


def _countries(act: Act) -> set[str]:
    return {spot.country for spot in act.spots if spot.country}


def _standing(act: Act) -> int:
    return min(course_of(type_) for type_ in act.types)


def _begins_after(act: Act, other: Act) -> bool:
    """Tell whether an act lies wholly after another."""
    if act.implied or other.implied or not act.days or not other.days:
        return False
    return min(d.start for d in act.days) > max(d.end for d in other.days)
