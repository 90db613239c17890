"""Link acts that are new or changed to those linked before, touching no more than they reach.

What comes out is the same as if everything were linked at once, in any order: which pairs are
compared depends on the blocks' content, an edge on its two acts, and clusters on whole components.
"""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from dateline.core.linking import Act, ActSource, BlockKey, Edge
from dateline.pipeline.linking.blocks import (
    WINDOW,
    block_keys,
    blocks_of,
    kin_of,
    window_changes,
    window_order,
    window_pairs,
)
from dateline.pipeline.linking.cluster import NO_BONDS, Bonds, Pair, cluster_acts
from dateline.pipeline.linking.likelihood import log_odds
from dateline.pipeline.linking.outlines import OUTLINE, Outlines, outlines_of
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
Scores = dict[Pair, float]


class _Nothing:
    """A source for linking everything at once."""

    def acts(self, ids: Collection[str]) -> Iterable[Act]:
        """Yield nothing."""
        return ()

    def block_sizes(self, keys: Collection[int]) -> Mapping[int, tuple[int, int]]:
        """Return nothing."""
        return {}

    def clusters_of(self, ids: Collection[str]) -> Iterable[Collection[str]]:
        """Yield nothing."""
        return ()

    def block_members(
        self, keys: Collection[int], *, asking: bool = False
    ) -> Iterable[tuple[int, str, bool]]:
        """Yield nothing."""
        return ()

    def outlines(self, ids: Collection[str]) -> Iterable[tuple[str, bytes]]:
        """Yield nothing."""
        return ()

    def edges(self, ids: Collection[str], *, in_one_event: bool = False) -> Iterable[Edge]:
        """Yield nothing."""
        return ()


NOTHING_LINKED: ActSource = _Nothing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """New acts held against each other.

    Attributes:
        roster: The blocks of the acts, numbered in the order of their ids.
        outlines: Their outlines in that order.
        scores: The log odds of pairs that are likely one.
    """

    roster: Roster
    outlines: Outlines
    scores: Scores


def scores_among(
    acts: Sequence[Act], outlines: Outlines, roster: Roster, *, without: Sequence[int] | None = None
) -> Scores:
    """Return the log odds of the pairs of acts that share a block and are likely one.

    Args:
        acts: The acts, numbered by their places.
        outlines: Their outlines.
        roster: Blocks of theirs.
        without: Keys of blocks that are left out, all large ones among them.
    """
    met = array("Q")
    large = roster.larger_than(WINDOW) if without is None else without
    for key in large if without is None else ():
        asking = roster.asking(key)
        if len(asking) > WINDOW:
            asking = np.array(sorted(asking, key=lambda n: window_order(acts[n])), np.int64)
        for distance in range(1, min(WINDOW, len(asking) - 1) + 1):
            one, other = asking[:-distance], asking[distance:]
            low, high = np.minimum(one, other), np.maximum(one, other)
            met.frombytes(_pair_numbers(low, high).tobytes())
    screen = Screen(outlines, load_pair_weights())
    kept = [_passing(screen, np.unique(np.frombuffer(met, np.uint64)))]
    kept += [_passing(screen, part) for part in roster.pairs(without=large, at_once=_AT_ONCE)]
    return _weigh(np.unique(np.concatenate(kept)), acts)


def _passing(screen: Screen, pairs: Pairs) -> Pairs:
    """Return the pairs that are worth comparing."""
    kept = [np.empty(0, np.uint64)]
    for start in range(0, len(pairs), _AT_ONCE):
        part = pairs[start : start + _AT_ONCE]
        first, second = part >> np.uint64(32), part & np.uint64(_LOW)
        passed = screen.passing(first.astype(np.int64), second.astype(np.int64), least=_EDGE_FROM)
        kept.append(part[passed])
    return np.concatenate(kept)


def _weigh(pairs: Pairs, acts: Sequence[Act] | Mapping[int, Act]) -> Scores:
    """Return the scores of those of many pairs that are likely one; pairs are in order."""
    scores: Scores = {}
    for start in range(0, len(pairs), _CHUNK):
        part = pairs[start : start + _CHUNK]
        firsts, seconds = (part >> np.uint64(32)).tolist(), (part & np.uint64(_LOW)).tolist()
        for first, run in groupby(zip(firsts, seconds, strict=True), key=itemgetter(0)):
            a = acts[first]
            is_kin = kin_of(a)
            for _, second in run:
                b = acts[second]
                if is_kin(b):
                    score = log_odds(a, b)
                    if score is not None and score >= _EDGE_FROM:
                        scores[(a.id, b.id) if a.id < b.id else (b.id, a.id)] = score
    return scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Relinked:
    """What linking changed.

    Attributes:
        clusters: Ids of acts, one cluster an event, for every act that may now be in another event
            than before; acts in no cluster stay where they are.
        acts: The acts of the clusters, by id.
        added: The acts added.
        blocks: Their blocks: key, act and whether it asks.
        outlines: Their outlines, in their order.
        removed: The acts removed, as they were, with their blocks.
        edges_added: New edges.
        edges_removed: Edges that are none any more, those of removed acts among them.
    """

    clusters: tuple[tuple[str, ...], ...]
    acts: dict[str, Act]
    added: tuple[Act, ...]
    blocks: Iterable[tuple[int, str, bool]]
    outlines: Outlines
    removed: tuple[tuple[Act, Sequence[BlockKey]], ...]
    edges_added: tuple[Edge, ...]
    edges_removed: tuple[Pair, ...]


def relink(
    added: Iterable[Act],
    *,
    removed: Collection[str] = (),
    source: ActSource = NOTHING_LINKED,
    bonds: Bonds = NO_BONDS,
    compared: Compared | None = None,
) -> Relinked:
    """Compare new acts with those they share blocks with, and cluster what they touch.

    Args:
        added: New acts, and changed ones as they are now.
        removed: Ids of acts that are no more or changed.
        source: The acts linked before.
        bonds: What people ruled. Acts whose bonds changed must be among those added.
        compared: The new acts held against each other, where that is done already.
    """
    relinking = _Relinking({act.id: act for act in added}, frozenset(removed), source, bonds)
    return relinking.run(compared)


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
        self._leaving: dict[int, dict[str, bool]] = defaultdict(dict)
        self._unlikely: dict[Pair, float | None] = {}
        self._was_with: dict[str, frozenset[str]] = {}
        self._read: set[str] = set()
        self._read_within: set[str] = set()

    def run(self, compared: Compared | None) -> Relinked:
        for edge in self._source.edges(self._removed):
            self._old_edges[edge.a, edge.b] = edge.score
            self._lost.add((edge.a, edge.b))
        if compared is None:
            acts = list(self._added.values())
            roster, outlines = Roster.of(acts), outlines_of(acts)
            large = None
            if self._source is not NOTHING_LINKED:
                large = self._compare_with_staying(roster, outlines)
            self._edges.update(scores_among(acts, outlines, roster, without=large))
        else:
            roster, outlines = compared.roster, compared.outlines
            self._edges.update(compared.scores)
        for a, b in self._edges:
            self._at[a].add(b)
            self._at[b].add(a)
        anew = self._source is NOTHING_LINKED
        clusters = self._cluster_all() if anew else self._cluster_touched()
        return Relinked(
            clusters=tuple(sorted(clusters)),
            acts={id_: self._acts[id_] for cluster in clusters for id_ in cluster},
            added=tuple(self._added.values()),
            blocks=roster,
            outlines=outlines,
            removed=tuple((act, block_keys(act)) for _, act in sorted(self._before.items())),
            edges_added=tuple(Edge(a, b, s) for (a, b), s in sorted(self._edges.items())),
            edges_removed=tuple(sorted(self._lost)),
        )

    # Comparing

    def _compare_with_staying(self, roster: Roster, outlines: Outlines) -> list[int]:
        """Compare new acts with those that stay, and drop edges that no block brings about.

        Returns:
            The keys of the blocks that are or were large, whose new acts are compared here too.
        """
        pairs = array("Q")
        doubtful: set[Pair] = set()
        large: list[int] = []
        for block in self._touched(roster):
            if block.was_large or block.is_large:
                doubtful |= self._pair_large(block, pairs)
                large.append(block.key)
            else:
                pairs.extend(_pairs_with_staying(block.joining, block.staying))
        met = np.unique(np.frombuffer(pairs, np.uint64))
        known = _both(met).astype(np.int64)
        screen = Screen(self._outlines(known, outlines), load_pair_weights())
        places = _pair_numbers(
            np.searchsorted(known, (met >> np.uint64(32)).astype(np.int64)),
            np.searchsorted(known, (met & np.uint64(_LOW)).astype(np.int64)),
        )
        passed = met[np.isin(places, _passing(screen, places))]
        ids = [self._ids[number] for number in _both(passed).tolist()]
        self._load(ids)
        self._edges.update(_weigh(passed, {self._number_of[i]: self._acts[i] for i in ids}))
        self._drop_unless_met(doubtful, roster)
        return large

    def _touched(self, roster: Roster) -> Iterator["_Block"]:
        """Yield the blocks that acts join or leave, with no more members than may be compared."""
        for id_, act in sorted(self._before.items()):
            for block in block_keys(act):
                self._leaving[block.key][id_] = block.asks
        keys = sorted({*roster.keys(), *self._leaving})
        sizes = self._source.block_sizes(keys)
        joining = {key: roster.members(key) for key in keys}
        large: dict[int, tuple[bool, bool]] = {}
        whole: list[int] = []
        asking: list[int] = []
        for key in keys:
            size, _ = sizes.get(key, (0, 0))
            now = size - len(self._leaving.get(key, ())) + len(joining[key])
            large[key] = (size > WINDOW, now > WINDOW)
            if not size or not (joining[key] or any(large[key])):
                continue
            if any(large[key]):
                (asking if all(large[key]) else whole).append(key)
            else:
                (whole if any(joining[key].values()) else asking).append(key)
        before: dict[int, Members] = defaultdict(dict)
        for chosen, only in ((whole, False), (asking, True)):
            for key, id_, asks in self._source.block_members(chosen, asking=only):
                before[key][id_] = asks
        for key in keys:
            old = before.get(key, {})
            was, now_large = large[key]
            staying = {self._number(i): a for i, a in old.items() if i not in self._removed}
            yield _Block(key, old, staying, joining[key], was, now_large)

    def _outlines(self, known: NDArray[np.int64], added: Outlines) -> Outlines:
        """Return the outlines of acts by their numbers, those of the acts added known already."""
        new = known[known < len(self._added)]
        ids = [self._ids[number] for number in known[len(new) :].tolist()]
        found = dict(self._source.outlines(ids))
        stored = np.frombuffer(b"".join(found[id_] for id_ in ids), OUTLINE)
        return np.concatenate((added[new], stored))

    def _number(self, id_: str) -> int:
        number = self._number_of.setdefault(id_, len(self._ids))
        if number == len(self._ids):
            self._ids.append(id_)
        return number

    def _pair_large(self, block: "_Block", pairs: "array[int]") -> set[Pair]:
        """Pair the acts of a block that is or was large; return those that no longer are."""
        numbered = {**block.staying, **block.joining}
        members = {self._ids[number]: asks for number, asks in numbered.items()}
        gone = self._removed | self._added.keys()
        if block.was_large and block.is_large:
            former, asking = self._asking(block.old, former=True), self._asking(members)
            if min(len(former), len(asking)) > WINDOW + 1:
                met, parted = window_changes(former, asking, gone)
                pairs.extend(_pair_number(self._number_of[a], self._number_of[b]) for a, b in met)
                return parted
        now = self._met(members, large=block.is_large)
        was = self._met(block.old, large=block.was_large, former=True)
        for a, b in now:
            if (a, b) not in was or a in self._added or b in self._added:
                pairs.append(_pair_number(self._number_of[a], self._number_of[b]))
        return {(a, b) for a, b in was - now if a not in gone and b not in gone}

    def _met(self, members: Members, *, large: bool, former: bool = False) -> set[Pair]:
        """Return the pairs of acts that a block with these members brings together.

        Args:
            members: The acts of the block and whether each asks; of a large one those that ask.
            large: Whether the block has more acts than are all compared.
            former: Take acts that are no more or changed as they were before.
        """
        if not large:
            ids = sorted(members)
            return {
                (a, b)
                for position, a in enumerate(ids)
                for b in ids[position + 1 :]
                if members[a] or members[b]
            }
        asking = self._asking(members, former=former)
        return {(min(a, b), max(a, b)) for a, b in window_pairs(asking)}

    def _asking(self, members: Members, *, former: bool = False) -> list[str]:
        """Return the acts of a large block that ask, those with the same words side by side."""
        asking = sorted(id_ for id_, asks in members.items() if asks)
        if len(asking) > WINDOW + 1:
            self._load(asking)
            acts = {**self._before, **self._added} if not former else self._before
            asking.sort(key=lambda id_: window_order(acts.get(id_) or self._acts[id_]))
        return asking

    def _drop_unless_met(self, doubtful: Collection[Pair], roster: Roster) -> None:
        """Drop edges unless their acts still meet in another block."""
        if not doubtful:
            return
        edges = {(e.a, e.b) for e in self._source.edges(sorted({a for a, _ in doubtful}))}
        pairs = sorted(edges.intersection(doubtful))
        self._load({id_ for pair in pairs for id_ in pair})
        shared: dict[Pair, dict[int, tuple[bool, bool]]] = {}
        for a, b in pairs:
            left, right = blocks_of(self._acts[a]), blocks_of(self._acts[b])
            shared[a, b] = {k: (left[k], right[k]) for k in sorted(left.keys() & right.keys())}
        sizes = self._source.block_sizes(sorted({key for keys in shared.values() for key in keys}))
        for pair, keys in shared.items():
            if not any(
                self._meet(pair, key, asks, sizes.get(key, (0, 0)), roster)
                for key, asks in keys.items()
            ):
                self._lost.add(pair)

    def _meet(
        self,
        pair: Pair,
        key: int,
        asks: tuple[bool, bool],
        sizes: tuple[int, int],
        roster: Roster,
    ) -> bool:
        """Tell whether two acts that stay are compared in a block, as it is now.

        Args:
            pair: The acts.
            key: The block.
            asks: Whether each of them asks.
            sizes: How many acts stood in it before, and how many of them asked.
            roster: The blocks of new acts.
        """
        joining, leaving = roster.members(key), self._leaving.get(key, {})
        if sizes[0] - len(leaving) + len(joining) <= WINDOW:
            return any(asks)
        if not all(asks):
            return False
        if sizes[1] - sum(leaving.values()) + sum(joining.values()) <= WINDOW + 1:
            return True
        members = {
            id_: True
            for _, id_, _ in self._source.block_members([key], asking=True)
            if id_ not in self._removed
        }
        members |= {self._ids[number]: asking for number, asking in joining.items()}
        return pair in self._met(members, large=True)

    # Clustering

    def _cluster_all(self) -> list[tuple[str, ...]]:
        """Cluster all acts, of which none was linked before."""
        partners = self._partners()
        clusters: list[tuple[str, ...]] = []
        for component in _components(self._added, self._at, partners):
            clusters.extend(self._cluster_among(component, self._at))
            self._unlikely.clear()
        return clusters

    def _cluster_touched(self) -> list[tuple[str, ...]]:
        """Cluster what new, changed and lost acts and edges touch, and what that changes in turn.

        Clusters only grow, and whether two are joined depends on them alone. So a former cluster
        that an edge ties to those worked out anew, and that comes out of clustering both as it was,
        is joined by none of them, and what lies beyond it stays as it was too. No more do two such
        clusters join each other, so that the edges between them are left out.
        """
        partners = self._partners()
        seeds = {*self._added, *self._removed}
        seeds.update(id_ for pair in self._lost for id_ in pair)
        for a, b in self._edges:
            if a not in self._added and b not in self._added:
                seeds |= {a, b}
        inside: set[str] = set()
        known: dict[tuple[frozenset[str], frozenset[str]], list[tuple[str, ...]]] = {}
        while seeds:
            inside |= self._with_companions(seeds)
            self._read_edges(inside)
            near = {n for id_ in inside for n in self._at.get(id_, ())}
            near |= {n for id_ in inside for n in partners.get(id_, ())}
            beside = self._with_companions(near - inside) - inside
            self._read_edges(beside, in_one_event=True)
            self._load(inside | beside)
            present = (inside | beside) & self._acts.keys()
            at = {id_: self._tied_there(id_, inside, present) for id_ in present}
            clusters: list[tuple[str, ...]] = []
            for component in _components(sorted(present), at, partners):
                which = (frozenset(component), frozenset(component & inside))
                if which not in known:
                    known[which] = self._cluster_among(component, at)
                clusters.extend(known[which])
            seeds = {
                id_
                for cluster in clusters
                for id_ in cluster
                if id_ in beside and self._was_with[id_] != frozenset(cluster)
            }
        return [cluster for cluster in clusters if cluster[0] in inside] if inside else []

    def _tied_there(self, id_: str, inside: Set[str], present: Set[str]) -> list[str]:
        """Return the acts present that edges tie to one, two former clusters beside left apart."""
        tied = [other for other in self._at.get(id_, ()) if other in present]
        if id_ in inside:
            return tied
        companions = self._was_with[id_]
        return [other for other in tied if other in inside or other in companions]

    def _partners(self) -> Mapping[str, set[str]]:
        """Return which acts people ruled to be one with each."""
        partners: dict[str, set[str]] = defaultdict(set)
        for a, b in self._bonds.together:
            partners[a].add(b)
            partners[b].add(a)
        return partners

    def _with_companions(self, ids: Collection[str]) -> set[str]:
        """Return acts with those that were in one cluster with any of them, as far as they stay."""
        unknown = sorted(id_ for id_ in ids if id_ not in self._was_with)
        for cluster in self._source.clusters_of(unknown):
            self._was_with.update(dict.fromkeys(cluster, frozenset(cluster)))
        found = set(ids).union(*(self._was_with.get(id_, ()) for id_ in ids))
        return found - (self._removed - self._added.keys())

    def _read_edges(self, ids: Collection[str], *, in_one_event: bool = False) -> None:
        """Read the old edges of acts, as far as they still are; or of those only within events."""
        read = self._read_within if in_one_event else self._read
        unread = sorted(set(ids) - self._read - read)
        read.update(unread)
        for edge in self._source.edges(unread, in_one_event=in_one_event):
            pair = (edge.a, edge.b)
            if pair not in self._lost and pair not in self._edges:
                self._old_edges[pair] = edge.score
                self._at[edge.a].add(edge.b)
                self._at[edge.b].add(edge.a)

    def _cluster_among(
        self, ids: Collection[str], at: Mapping[str, Collection[str]]
    ) -> list[tuple[str, ...]]:
        """Cluster acts as if there were no others, by the edges at each."""
        if len(ids) == 1:
            return [tuple(ids)]
        edges = []
        for a in ids:
            for b in at.get(a, ()):
                if a < b:
                    score = self._edges.get((a, b))
                    edges.append(Edge(a, b, self._old_edges[a, b] if score is None else score))
        acts = {id_: self._acts[id_] for id_ in ids}
        return cluster_acts(acts, edges, self._score, self._bonds)

    def _score(self, a: Act, b: Act) -> float | None:
        pair = (a.id, b.id) if a.id < b.id else (b.id, a.id)
        score = self._edges.get(pair)
        if score is None and pair not in self._lost:
            score = self._old_edges.get(pair)
        if score is None:
            if pair not in self._unlikely:
                self._unlikely[pair] = log_odds(a, b)
            score = self._unlikely[pair]
        return score

    def _load(self, ids: Collection[str]) -> None:
        wanted = sorted(id_ for id_ in ids if id_ not in self._acts and id_ not in self._removed)
        if wanted:
            self._acts.update((act.id, act) for act in self._source.acts(wanted))


def _components(
    ids: Collection[str],
    at: Mapping[str, Collection[str]],
    partners: Mapping[str, Collection[str]],
) -> Iterator[set[str]]:
    """Yield the acts that edges or people's rulings tie together, directly or through others.

    Args:
        ids: All acts.
        at: Which of them each has an edge with.
        partners: Which acts, these or others, people ruled to be one with each.
    """
    left = set(ids)
    for seed in ids:
        if seed not in left:
            continue
        left.discard(seed)
        component, frontier = {seed}, [seed]
        while frontier:
            id_ = frontier.pop()
            new = left.intersection((*at.get(id_, ()), *partners.get(id_, ())))
            left -= new
            component |= new
            frontier.extend(new)
        yield component


@dataclass(frozen=True, slots=True)
class _Block:
    """A block that acts join or leave: its members before, those that stay, those that join.

    Members are ids or numbers, each with whether it asks; ``old`` and ``staying`` are those read.
    """

    key: int
    old: Members
    staying: Mapping[int, bool]
    joining: Mapping[int, bool]
    was_large: bool
    is_large: bool


def _pairs_with_staying(joining: Mapping[int, bool], staying: Mapping[int, bool]) -> Iterator[int]:
    """Yield the pairs of a small block of an act that is new and one that is not."""
    for number, asks in joining.items():
        for other, other_asks in staying.items():
            if asks or other_asks:
                yield _pair_number(number, other)


def _both(pairs: Pairs) -> NDArray[np.uint64]:
    """Return the numbers of all acts of pairs."""
    return np.unique(np.concatenate((pairs >> np.uint64(32), pairs & np.uint64(_LOW))))


def _pair_numbers(low: NDArray[np.int64], high: NDArray[np.int64]) -> Pairs:
    """Return the numbers of pairs of which the lower and the higher member are given."""
    return low.astype(np.uint64) << np.uint64(32) | high.astype(np.uint64)


def _pair_number(one: int, other: int) -> int:
    return one << 32 | other if one < other else other << 32 | one
