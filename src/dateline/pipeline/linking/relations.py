"""Which events belong to one case, by what their acts are tied by."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from dateline.core.events import Relation, RelationKind
from dateline.core.linking import Act


def relate(
    acts: Iterable[Act], event_of: Mapping[str, str], wanted: Collection[str]
) -> dict[str, tuple[Relation, ...]]:
    """Tie events about the same people: a plot, the arrest, the charge.

    Args:
        acts: All acts that share a tie with an act of a wanted event, these included.
        event_of: The event of each act.
        wanted: Ids of the events whose relations are asked for.

    Returns:
        The relations of each wanted event that has any.
    """
    by_key: dict[int, dict[str, str]] = defaultdict(dict)
    for act in sorted(acts, key=lambda a: a.id):
        event = event_of.get(act.id)
        if event is None:
            continue
        for tie in act.ties:
            known = by_key[tie.key].get(event)
            by_key[tie.key][event] = tie.claim if known is None else min(known, tie.claim)
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for events in by_key.values():
        for a, claim_a in events.items():
            if a in wanted:
                for b, claim_b in events.items():
                    if a != b:
                        found[a][b] |= {claim_a, claim_b}
    return {
        event: tuple(
            Relation(kind=RelationKind.SAME_CASE, event=other, claims=tuple(sorted(ids)))
            for other, ids in sorted(others.items())
        )
        for event, others in found.items()
    }
