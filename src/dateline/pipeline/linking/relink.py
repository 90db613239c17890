"""Link acts that are new or changed to those linked before, touching no more than they reach.

What comes out is the same as if everything were linked at once, in any order: which pairs are
compared depends on the blocks' content, an edge on its two acts, and clusters on whole components.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.core.linking import Act, ActSource, BlockKey, Edge
from dateline.pipeline.linking.blocks import (
    WINDOW,
    are_kin,
    block_keys,
    window_order,
    window_pairs,
)
from dateline.pipeline.linking.cluster import NO_BONDS, Bonds, Pair, cluster_acts
from dateline.pipeline.linking.likelihood import log_odds

#: Log odds from which two acts are an edge.
_EDGE_FROM = 0.0

Members = dict[str, bool]


class _Nothing:
    """A source for linking everything at once."""

    def acts(self, ids: Collection[str]) -> Iterable[Act]:
        """Yield nothing."""
        return ()

    def block_members(self, keys: Collection[int]) -> Iterable[tuple[int, str, bool]]:
        """Yield nothing."""
        return ()

    def edges(self, ids: Collection[str]) -> Iterable[Edge]:
        """Yield nothing."""
        return ()


NOTHING_LINKED: ActSource = _Nothing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relinked:
    """What linking changed.

    Attributes:
        clusters: Ids of acts, one cluster an event, for every act that may now be in another event
            than before; acts in no cluster stay where they are.
        acts: The acts of the clusters, by id.
        added: The acts added, with their blocks.
        removed: The acts removed, as they were, with their blocks.
        edges_added: New edges.
        edges_removed: Edges that are none any more, those of removed acts among them.
    """

    clusters: tuple[tuple[str, ...], ...]
    acts: dict[str, Act]
    added: tuple[tuple[Act, Sequence[BlockKey]], ...]
    removed: tuple[tuple[Act, Sequence[BlockKey]], ...]
    edges_added: tuple[Edge, ...]
    edges_removed: tuple[Pair, ...]


def relink(
    added: Iterable[Act],
    *,
    removed: Collection[str] = (),
    source: ActSource = NOTHING_LINKED,
    bonds: Bonds = NO_BONDS,
) -> Relinked:
    """Compare new acts with those they share blocks with, and cluster what they touch.

    Args:
        added: New acts, and changed ones as they are now.
        removed: Ids of acts that are no more or changed.
        source: The acts linked before.
        bonds: What people ruled. Acts whose bonds changed must be among those added.
    """
    return _Relinking({act.id: act for act in added}, frozenset(removed), source, bonds).run()


class _Relinking:
    """One linking under way."""

    def __init__(
        self, added: Mapping[str, Act], removed: frozenset[str], source: ActSource, bonds: Bonds
    ) -> None:
        self._added = added
        self._removed = removed
        self._source = source
        self._bonds = bonds
        self._acts: dict[str, Act] = dict(added)
        self._before: dict[str, Act] = {act.id: act for act in source.acts(removed)}
        self._edges: dict[Pair, float] = {}
        self._lost: set[Pair] = set()
        self._old_edges: dict[Pair, float] = {}
        self._at: dict[str, set[str]] = defaultdict(set)

    def run(self) -> Relinked:
        for edge in self._source.edges(self._removed):
            self._old_edges[edge.a, edge.b] = edge.score
            self._lost.add((edge.a, edge.b))
        blocks = {id_: block_keys(act) for id_, act in self._added.items()}
        self._compare(blocks)
        lost = sorted(self._lost - self._edges.keys())
        seeds = set(self._added)
        for a, b in (*lost, *self._edges):
            seeds |= {a, b}
        clusters = self._cluster(sorted(seeds - (self._removed - self._added.keys())))
        return Relinked(
            clusters=tuple(sorted(clusters)),
            acts={id_: self._acts[id_] for cluster in clusters for id_ in cluster},
            added=tuple((act, blocks[id_]) for id_, act in sorted(self._added.items())),
            removed=tuple((act, block_keys(act)) for _, act in sorted(self._before.items())),
            edges_added=tuple(Edge(a, b, s) for (a, b), s in sorted(self._edges.items())),
            edges_removed=tuple(sorted(self._lost)),
        )

    # Comparing

    def _compare(self, blocks: Mapping[str, Sequence[BlockKey]]) -> None:
        joining: dict[int, Members] = defaultdict(dict)
        leaving: dict[int, Members] = defaultdict(dict)
        for id_, keys in sorted(blocks.items()):
            for block in keys:
                joining[block.key][id_] = block.asks
        for id_, act in sorted(self._before.items()):
            for block in block_keys(act):
                leaving[block.key][id_] = block.asks
        touched = sorted(joining.keys() | leaving.keys())
        before: dict[int, Members] = defaultdict(dict)
        for key, id_, asks in self._source.block_members(touched):
            before[key][id_] = asks
        self._load({id_ for members in before.values() for id_ in members})
        doubtful: set[Pair] = set()
        for key in touched:
            old = before.get(key, {})
            staying = {id_: asks for id_, asks in old.items() if id_ not in self._removed}
            new = {**staying, **joining.get(key, {})}
            if max(len(old), len(new)) > WINDOW:
                doubtful |= self._compare_large(old, new)
            else:
                self._compare_small(joining.get(key, {}), staying)
        for pair in sorted(doubtful):
            self._drop_unless_met(pair)

    def _compare_small(self, joining: Members, staying: Members) -> None:
        ids = sorted(joining)
        for position, id_ in enumerate(ids):
            act, asks = self._acts[id_], joining[id_]
            for other in ids[position + 1 :]:
                if asks or joining[other]:
                    self._weigh(act, self._acts[other])
            for other, other_asks in staying.items():
                if asks or other_asks:
                    self._weigh(act, self._acts[other])

    def _compare_large(self, old: Members, new: Members) -> set[Pair]:
        """Compare a block in which not all pairs are; return those that no longer are."""
        was = _window(old, {**self._acts, **self._before})
        now = _window(new, self._acts)
        for a, b in sorted(now):
            if (a, b) not in was or a in self._added or b in self._added:
                self._weigh(self._acts[a], self._acts[b])
        gone = self._removed | self._added.keys()
        return {(a, b) for a, b in was - now if a not in gone and b not in gone}

    def _weigh(self, a: Act, b: Act) -> None:
        pair = (a.id, b.id) if a.id < b.id else (b.id, a.id)
        if pair in self._edges or not are_kin(a, b):
            return
        score = log_odds(a, b)
        if score is not None and score >= _EDGE_FROM:
            self._edges[pair] = score

    def _drop_unless_met(self, pair: Pair) -> None:
        """Drop an edge unless its acts still meet in another block."""
        a, b = (self._acts[id_] for id_ in pair)
        keys = {k.key for k in block_keys(a)} & {k.key for k in block_keys(b)}
        members: dict[int, Members] = defaultdict(dict)
        for key, id_, asks in self._source.block_members(sorted(keys)):
            if id_ not in self._removed:
                members[key][id_] = asks
        for id_, act in self._added.items():
            for block in block_keys(act):
                if block.key in keys:
                    members[block.key][id_] = block.asks
        self._load({id_ for found in members.values() for id_ in found})
        if any(pair in _window(found, self._acts) for found in members.values()):
            return
        for edge in self._source.edges([pair[0]]):
            if (edge.a, edge.b) == pair:
                self._lost.add(pair)

    # Clustering

    def _cluster(self, seeds: Sequence[str]) -> list[tuple[str, ...]]:
        partners: dict[str, set[str]] = defaultdict(set)
        for a, b in self._bonds.together:
            partners[a].add(b)
            partners[b].add(a)
        for a, b in self._edges:
            self._at[a].add(b)
            self._at[b].add(a)
        self._read_edges(seeds, partners)
        seen: set[str] = set()
        clusters: list[tuple[str, ...]] = []
        for seed in seeds:
            if seed in seen or seed not in self._acts:
                continue
            component = self._component(seed, partners)
            seen |= component
            clusters.extend(self._cluster_component(component))
        return clusters

    def _read_edges(self, seeds: Collection[str], partners: Mapping[str, set[str]]) -> None:
        """Read the old edges of every component that is touched, one step after another."""
        frontier, known = set(seeds), set(seeds)
        while frontier:
            for edge in self._source.edges(sorted(frontier)):
                pair = (edge.a, edge.b)
                if pair not in self._lost and pair not in self._edges:
                    self._old_edges[pair] = edge.score
                    self._at[edge.a].add(edge.b)
                    self._at[edge.b].add(edge.a)
            reached = {n for id_ in frontier for n in (*self._at[id_], *partners.get(id_, ()))}
            frontier = reached - known
            known |= frontier
        self._load(known)

    def _component(self, seed: str, partners: Mapping[str, set[str]]) -> set[str]:
        component, frontier = {seed}, [seed]
        while frontier:
            id_ = frontier.pop()
            for other in (*self._at.get(id_, ()), *partners.get(id_, ())):
                if other not in component and other in self._acts:
                    component.add(other)
                    frontier.append(other)
        return component

    def _cluster_component(self, component: set[str]) -> list[tuple[str, ...]]:
        if len(component) == 1:
            return [tuple(component)]
        edges = [
            Edge(a, b, self._edges[a, b] if (a, b) in self._edges else self._old_edges[a, b])
            for a in sorted(component)
            for b in sorted(self._at.get(a, ()))
            if a < b
        ]
        acts = {id_: self._acts[id_] for id_ in component}
        return cluster_acts(acts, edges, self._score, self._bonds)

    def _score(self, a: Act, b: Act) -> float | None:
        pair = (a.id, b.id) if a.id < b.id else (b.id, a.id)
        score = self._edges.get(pair)
        if score is None and pair not in self._lost:
            score = self._old_edges.get(pair)
        return log_odds(a, b) if score is None else score

    def _load(self, ids: Collection[str]) -> None:
        wanted = sorted(id_ for id_ in ids if id_ not in self._acts and id_ not in self._removed)
        if wanted:
            self._acts.update((act.id, act) for act in self._source.acts(wanted))


def _window(members: Members, acts: Mapping[str, Act]) -> set[Pair]:
    ordered = sorted(members, key=lambda id_: window_order(acts[id_]))
    return set(_sorted_pairs(window_pairs([(acts[id_], members[id_]) for id_ in ordered])))


def _sorted_pairs(pairs: Iterable[tuple[Act, Act]]) -> Iterator[Pair]:
    for a, b in pairs:
        yield (a.id, b.id) if a.id < b.id else (b.id, a.id)
