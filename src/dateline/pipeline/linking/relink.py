"""Link acts that are new or changed to those linked before, touching no more than they reach.

What comes out is the same as if everything were linked at once, in any order: which pairs are
compared depends on the blocks' content, an edge on its two acts, and clusters on whole components.
"""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from dateline.core.linking import Act, ActSource, BlockKey, Edge
from dateline.pipeline.linking.blocks import (
    WINDOW,
    block_keys,
    kin_of,
    window_order,
    window_pairs,
)
from dateline.pipeline.linking.cluster import NO_BONDS, Bonds, Pair, cluster_acts
from dateline.pipeline.linking.likelihood import log_odds
from dateline.pipeline.linking.roster import Pairs, Roster
from dateline.pipeline.linking.screen import Screen
from dateline.resources.pair_weights import load_pair_weights

#: Log odds from which two acts are an edge.
_EDGE_FROM = 0.0
#: Pairs that are screened at a time, and turned into Python values at a time.
_AT_ONCE = 500_000
_CHUNK = 100_000
_LOW = 0xFFFFFFFF

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
        added: The acts added.
        blocks: Their blocks: key, act and whether it asks.
        removed: The acts removed, as they were, with their blocks.
        edges_added: New edges.
        edges_removed: Edges that are none any more, those of removed acts among them.
    """

    clusters: tuple[tuple[str, ...], ...]
    acts: dict[str, Act]
    added: tuple[Act, ...]
    blocks: Iterable[tuple[int, str, bool]]
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
        self._added = {id_: added[id_] for id_ in sorted(added)}
        self._removed = removed
        self._source = source
        self._bonds = bonds
        self._acts: dict[str, Act] = dict(self._added)
        self._ids = list(self._added)
        self._number_of = {id_: number for number, id_ in enumerate(self._ids)}
        self._before: dict[str, Act] = {act.id: act for act in source.acts(removed)}
        self._edges: dict[Pair, float] = {}
        self._lost: set[Pair] = set()
        self._old_edges: dict[Pair, float] = {}
        self._at: dict[str, set[str]] = defaultdict(set)

    def run(self) -> Relinked:
        for edge in self._source.edges(self._removed):
            self._old_edges[edge.a, edge.b] = edge.score
            self._lost.add((edge.a, edge.b))
        roster = Roster(list(self._added.values()))
        self._compare(roster)
        lost = sorted(self._lost - self._edges.keys())
        seeds = set(self._added)
        for a, b in (*lost, *self._edges):
            seeds |= {a, b}
        clusters = self._cluster(sorted(seeds - (self._removed - self._added.keys())))
        return Relinked(
            clusters=tuple(sorted(clusters)),
            acts={id_: self._acts[id_] for cluster in clusters for id_ in cluster},
            added=tuple(self._added.values()),
            blocks=roster,
            removed=tuple((act, block_keys(act)) for _, act in sorted(self._before.items())),
            edges_added=tuple(Edge(a, b, s) for (a, b), s in sorted(self._edges.items())),
            edges_removed=tuple(sorted(self._lost)),
        )

    # Comparing

    def _compare(self, roster: Roster) -> None:
        leaving: dict[int, set[str]] = defaultdict(set)
        for id_, act in sorted(self._before.items()):
            for block in block_keys(act):
                leaving[block.key].add(id_)
        before: dict[int, Members] = defaultdict(dict)
        if self._source is not NOTHING_LINKED:
            touched = sorted({*roster.keys(), *leaving})
            for key, id_, asks in self._source.block_members(touched):
                before[key][id_] = asks
        pairs = array("Q")
        doubtful: set[Pair] = set()
        large: list[int] = []
        for key in sorted({*roster.larger_than(WINDOW), *before}):
            old, joining = before.get(key, {}), roster.members(key)
            staying = {
                self._number(id_): asks for id_, asks in old.items() if id_ not in self._removed
            }
            if max(len(old), len(joining) + len(staying)) > WINDOW:
                doubtful |= self._pair_large(old, {**staying, **joining}, pairs)
                large.append(key)
            else:
                pairs.extend(_pairs_with_staying(joining, staying))
        met = np.unique(np.frombuffer(pairs, np.uint64))
        known = np.union1d(np.arange(len(self._added)), _both(met)).astype(np.int64)
        self._load([self._ids[number] for number in known.tolist()])
        screen = Screen(
            [self._acts[self._ids[number]] for number in known.tolist()], load_pair_weights()
        )
        kept = [np.empty(0, np.uint64)]
        for part in chain(
            np.array_split(met, 1 + len(met) // _AT_ONCE),
            roster.pairs(without=large, at_once=_AT_ONCE),
        ):
            first, second = part >> np.uint64(32), part & np.uint64(_LOW)
            kept.append(
                part[
                    screen.passing(
                        np.searchsorted(known, first.astype(np.int64)),
                        np.searchsorted(known, second.astype(np.int64)),
                        least=_EDGE_FROM,
                    )
                ]
            )
        self._weigh(np.unique(np.concatenate(kept)))
        self._drop_unless_met(doubtful, roster)

    def _number(self, id_: str) -> int:
        number = self._number_of.setdefault(id_, len(self._ids))
        if number == len(self._ids):
            self._ids.append(id_)
        return number

    def _pair_large(self, old: Members, new: Mapping[int, bool], pairs: "array[int]") -> set[Pair]:
        """Pair the acts of a block that is or was large; return those that no longer are."""
        now = self._met({self._ids[number]: asks for number, asks in new.items()})
        was = self._met(old, former=True)
        gone = self._removed | self._added.keys()
        for a, b in now:
            if (a, b) not in was or a in self._added or b in self._added:
                pairs.append(_pair_number(self._number_of[a], self._number_of[b]))
        return {(a, b) for a, b in was - now if a not in gone and b not in gone}

    def _met(self, members: Members, *, former: bool = False) -> set[Pair]:
        """Return the pairs of acts that a block with these members brings together.

        Args:
            members: The acts of the block and whether each asks.
            former: Take acts that are no more or changed as they were before.
        """
        ids = sorted(members)
        if len(ids) <= WINDOW:
            return {
                (a, b)
                for position, a in enumerate(ids)
                for b in ids[position + 1 :]
                if members[a] or members[b]
            }
        asking = [id_ for id_ in ids if members[id_]]
        self._load(asking)
        acts = {**self._before, **self._added} if not former else self._before
        ordered = sorted((acts.get(id_) or self._acts[id_] for id_ in asking), key=window_order)
        return {(min(a.id, b.id), max(a.id, b.id)) for a, b in window_pairs(ordered)}

    def _weigh(self, pairs: Pairs) -> None:
        """Score pairs of numbers, and keep those that are likely one."""
        for start in range(0, len(pairs), _CHUNK):
            part = pairs[start : start + _CHUNK]
            firsts, seconds = (part >> np.uint64(32)).tolist(), (part & np.uint64(_LOW)).tolist()
            for first, run in groupby(zip(firsts, seconds, strict=True), key=itemgetter(0)):
                a = self._acts[self._ids[first]]
                is_kin = kin_of(a)
                for _, second in run:
                    b = self._acts[self._ids[second]]
                    if is_kin(b):
                        score = log_odds(a, b)
                        if score is not None and score >= _EDGE_FROM:
                            self._edges[(a.id, b.id) if a.id < b.id else (b.id, a.id)] = score

    def _drop_unless_met(self, doubtful: Collection[Pair], roster: Roster) -> None:
        """Drop edges unless their acts still meet in another block."""
        if not doubtful:
            return
        edges = {(e.a, e.b) for e in self._source.edges(sorted({a for a, _ in doubtful}))}
        for a, b in sorted(edges.intersection(doubtful)):
            self._load((a, b))
            keys = {k.key for k in block_keys(self._acts[a])}
            keys &= {k.key for k in block_keys(self._acts[b])}
            members: dict[int, Members] = defaultdict(dict)
            for key, id_, asks in self._source.block_members(sorted(keys)):
                if id_ not in self._removed:
                    members[key][id_] = asks
            for key in keys:
                for number, asks in roster.members(key).items():
                    members[key][self._ids[number]] = asks
            if not any((a, b) in self._met(found) for found in members.values()):
                self._lost.add((a, b))

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


def _pairs_with_staying(joining: Mapping[int, bool], staying: Mapping[int, bool]) -> Iterator[int]:
    """Yield the pairs of a small block of an act that is new and one that is not."""
    for number, asks in joining.items():
        for other, other_asks in staying.items():
            if asks or other_asks:
                yield _pair_number(number, other)


def _both(pairs: Pairs) -> NDArray[np.uint64]:
    """Return the numbers of all acts of pairs."""
    return np.unique(np.concatenate((pairs >> np.uint64(32), pairs & np.uint64(_LOW))))


def _pair_number(one: int, other: int) -> int:
    return one << 32 | other if one < other else other << 32 | one
