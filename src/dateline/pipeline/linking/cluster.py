"""Acts that are likely one to events: agglomeration with what must and must not be together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.core.linking import Act, Edge

#: Acts of each side that are compared before two clusters are joined.
_MOST_COMPARED = 8
#: The mean log odds from which two clusters are one event.
_JOIN_FROM = 0.0
#: The log odds below which no pair of one event may be, however alike the others are.
_VETO_BELOW = -2.0

Score = Callable[[Act, Act], float | None]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Bonds:
    """What people ruled of pairs of claims, as pairs of act ids; each sorted."""

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()

    def are_apart(self, a: str, b: str) -> bool:
        """Tell whether two acts are ruled to be of different events."""
        return bool(self.apart) and ((a, b) in self.apart or (b, a) in self.apart)


NO_BONDS = Bonds()


@dataclass(slots=True)
class _Cluster:
    ids: list[str]
    documents: set[str]
    refused: set[tuple[str, int]] = field(default_factory=set)

    @property
    def name(self) -> tuple[str, int]:
        """What tells this cluster from others and from what it was before it grew."""
        return self.ids[0], len(self.ids)


def cluster_acts(
    acts: Mapping[str, Act], edges: Iterable[Edge], score: Score, bonds: Bonds = NO_BONDS
) -> list[tuple[str, ...]]:
    """Cluster the acts of one component.

    The most likely pairs come first. Two clusters are joined when nothing forbids any pair of
    theirs, no pair is very unlikely, and they are alike on average; acts of one document stay
    apart unless a person joined them. Ties go by id.

    Returns:
        Act ids, sorted within clusters and by their first.
    """
    cluster_of = {id_: _Cluster([id_], {acts[id_].document}) for id_ in sorted(acts)}
    for a, b in sorted(bonds.together):
        if a in cluster_of and b in cluster_of and cluster_of[a] is not cluster_of[b]:
            _join(cluster_of, cluster_of[a], cluster_of[b])
    for edge in sorted(edges, key=lambda e: (-e.score, e.a, e.b)):
        left, right = cluster_of[edge.a], cluster_of[edge.b]
        if left is right or right.name in left.refused:
            continue
        if _may_join(left, right, acts, score, bonds):
            _join(cluster_of, left, right)
        else:
            left.refused.add(right.name)
            right.refused.add(left.name)
    found = {id(cluster): tuple(sorted(cluster.ids)) for cluster in cluster_of.values()}
    return sorted(found.values())


def _join(cluster_of: dict[str, _Cluster], left: _Cluster, right: _Cluster) -> None:
    joined = _Cluster(sorted(left.ids + right.ids), left.documents | right.documents)
    for id_ in joined.ids:
        cluster_of[id_] = joined


def _may_join(
    left: _Cluster, right: _Cluster, acts: Mapping[str, Act], score: Score, bonds: Bonds
) -> bool:
    if not left.documents.isdisjoint(right.documents):
        return False
    if bonds.apart and any(
        (min(a, b), max(a, b)) in bonds.apart for a in left.ids for b in right.ids
    ):
        return False
    scores: list[float] = []
    for a in _representatives(left):
        for b in _representatives(right):
            found = score(acts[a], acts[b])
            if found is None or found < _VETO_BELOW:
                return False
            scores.append(found)
    return sum(scores) / len(scores) >= _JOIN_FROM


def _representatives(cluster: _Cluster) -> Sequence[str]:
    return cluster.ids[:_MOST_COMPARED]
