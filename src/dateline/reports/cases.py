"""The case an event belongs to, as a tree: what led to what, with the claims that show it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dateline.core.events import Event, Relation, RelationKind
from dateline.pipeline.linking.courses import course_of

#: Most events a case is followed through.
MOST_EVENTS = 500
_UPWARD = frozenset({RelationKind.RESPONSE_TO, RelationKind.PART_OF})


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNode:
    """An event of a case, how it hangs on the one above it, and what hangs on it.

    ``tie`` is the relation as told by this event or the one above, ``None`` at the root.
    """

    event: Event
    tie: Relation | None
    children: tuple["CaseNode", ...]

    def walk(self) -> Iterator["CaseNode"]:
        """Yield this node and all below it, each before those it carries."""
        yield self
        for child in self.children:
            yield from child.walk()


def read_case(event: Event, find_event: Callable[[str], Event | None]) -> CaseNode:
    """Return the tree of the case an event belongs to.

    The root is what the case is about: the earliest act of violence or plot, or else the first
    step. Every other event hangs on the nearest earlier step of the case it is tied to.

    Args:
        event: Any event of the case.
        find_event: Returns the event with an id.
    """
    events = _gather(event, find_event)
    ordered = sorted(events.values(), key=_place_in_course)
    parents: dict[str, tuple[str, Relation]] = {}
    for position, each in enumerate(ordered):
        above = [
            (_nearness(each, earlier, tie), earlier.id, tie)
            for earlier in ordered[:position]
            for tie in _ties(each, earlier)
        ]
        if above:
            _, parent, tie = max(above, key=lambda a: (a[0], a[1]))
            parents[each.id] = (parent, tie)
    root = ordered[0]
    for each in ordered[1:]:
        if each.id not in parents:
            parents[each.id] = (root.id, _any_tie(each, events))
    return _node(root, None, ordered, parents)


def _gather(event: Event, find_event: Callable[[str], Event | None]) -> dict[str, Event]:
    events = {event.id: event}
    frontier = [event]
    while frontier and len(events) < MOST_EVENTS:
        reached: list[Event] = []
        for each in frontier:
            for relation in each.relations:
                if relation.kind is RelationKind.COUNTED_IN or relation.event in events:
                    continue
                other = find_event(relation.event)
                if other is not None and other.id not in events:
                    events[other.id] = other
                    reached.append(other)
        frontier = reached
    return events


def _place_in_course(event: Event) -> tuple[int, int, str]:
    day = event.time.value.start.toordinal() if event.time.value else 10**9
    return course_of(event.type.value or ""), day, event.id


def _ties(event: Event, earlier: Event) -> list[Relation]:
    mine = [r for r in event.relations if r.event == earlier.id]
    return mine or [r for r in earlier.relations if r.event == event.id]


def _nearness(event: Event, earlier: Event, tie: Relation) -> tuple[int, int, int]:
    """Rank parents: what the event is part of or answers to, then the latest step before it."""
    course, day, _ = _place_in_course(earlier)
    names_it = tie.kind in _UPWARD and course_of(event.type.value or "") <= course + 2
    return int(names_it), course, day if day < 10**9 else 0


def _any_tie(event: Event, events: Mapping[str, Event]) -> Relation:
    return next(r for r in event.relations if r.event in events)


def _node(
    event: Event,
    tie: Relation | None,
    ordered: list[Event],
    parents: Mapping[str, tuple[str, Relation]],
) -> CaseNode:
    below = [e for e in ordered if parents.get(e.id, ("",))[0] == event.id]
    children = tuple(_node(e, parents[e.id][1], ordered, parents) for e in below)
    return CaseNode(event=event, tie=tie, children=children)
