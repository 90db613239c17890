"""Score a partition of mentions against the marked one: MUC, B-cubed, CEAF and their mean.

Mentions may be missing on either side, as in the reference scorer: a marked mention that was not
found counts against recall, a found one that is not marked against precision. Every score is a
ratio of sums, and the summands are given one by one with the item they belong to, so that a
caller can add them up by document or story.

References:
    MUC: Vilain, Burger, Aberdeen, Connolly & Hirschman (1995), A model-theoretic coreference
    scoring scheme, MUC-6. B³: Bagga & Baldwin (1998), Algorithms for scoring coreference chains,
    LREC workshop. CEAF with φ4: Luo (2005), On coreference resolution performance metrics,
    HLT/EMNLP. Mentions that differ on both sides, and the mean of the three: Pradhan, Luo,
    Recasens, Hovy, Ng & Strube (2014), Scoring coreference partitions of predicted mentions, ACL.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.scoring.matching import best_pairs
from dateline.scoring.report import f1

Cluster = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one cluster or mention adds to a score.

    ``item`` is the mention the share is booked under. ``right`` of ``all`` is added to recall if
    ``of_key``, else to precision.
    """

    item: str
    of_key: bool
    right: float
    all: float


Metric = Callable[[Sequence[Cluster], Sequence[Cluster]], list[Share]]


def muc(key: Sequence[Cluster], response: Sequence[Cluster]) -> list[Share]:
    """Count links: of the n-1 that hold a cluster together, those the other side has.

    Clusters of one mention have no links and are not seen by this metric.
    """
    return _links(key, response, of_key=True) + _links(response, key, of_key=False)


def _links(ours: Sequence[Cluster], theirs: Sequence[Cluster], *, of_key: bool) -> list[Share]:
    home = _home(theirs)
    shares = []
    for cluster in ours:
        kept = {home[mention] for mention in cluster if mention in home}
        alone = sum(mention not in home for mention in cluster)
        parts = len(kept) + alone
        shares.append(
            Share(
                item=min(cluster), of_key=of_key, right=len(cluster) - parts, all=len(cluster) - 1
            )
        )
    return shares


def b_cubed(key: Sequence[Cluster], response: Sequence[Cluster]) -> list[Share]:
    """Ask of every mention which share of its cluster the other side puts with it."""
    return _overlaps(key, response, of_key=True) + _overlaps(response, key, of_key=False)


def _overlaps(ours: Sequence[Cluster], theirs: Sequence[Cluster], *, of_key: bool) -> list[Share]:
    home = _home(theirs)
    return [
        Share(
            item=mention,
            of_key=of_key,
            right=len(cluster & theirs[home[mention]]) / len(cluster) if mention in home else 0.0,
            all=1.0,
        )
        for cluster in ours
        for mention in sorted(cluster)
    ]


def ceaf_e(key: Sequence[Cluster], response: Sequence[Cluster]) -> list[Share]:
    """Pair clusters one to one for the greatest likeness φ4 = 2|K∩R| / (|K|+|R|)."""
    likeness = dict.fromkeys((("key", i) for i in range(len(key))), 0.0)
    likeness.update(dict.fromkeys((("response", i) for i in range(len(response))), 0.0))
    for rows, columns in _touching(key, response):
        weights = [
            [2 * len(key[r] & response[c]) / (len(key[r]) + len(response[c])) for c in columns]
            for r in rows
        ]
        for at, to in best_pairs(weights):
            likeness["key", rows[at]] = likeness["response", columns[to]] = weights[at][to]
    return [
        Share(item=min(cluster), of_key=side == "key", right=likeness[side, at], all=1.0)
        for side, clusters in (("key", key), ("response", response))
        for at, cluster in enumerate(clusters)
    ]


def _touching(
    key: Sequence[Cluster], response: Sequence[Cluster]
) -> Iterable[tuple[list[int], list[int]]]:
    """Yield key and response clusters that share mentions, directly or through others.

    Only such clusters can be paired, so that the assignment falls into small independent ones.
    """
    home = _home(response)
    columns_of = [sorted({home[m] for m in cluster if m in home}) for cluster in key]
    rows_of: dict[int, list[int]] = defaultdict(list)
    for row, touched in enumerate(columns_of):
        for column in touched:
            rows_of[column].append(row)
    seen: set[int] = set()
    for start in range(len(key)):
        if start in seen:
            continue
        rows: set[int] = {start}
        columns: set[int] = set()
        todo = [start]
        while todo:
            for column in columns_of[todo.pop()]:
                if column not in columns:
                    columns.add(column)
                    todo += [row for row in rows_of[column] if row not in rows]
                    rows.update(rows_of[column])
        seen |= rows
        if columns:
            yield sorted(rows), sorted(columns)


def _home(clusters: Sequence[Cluster]) -> dict[str, int]:
    return {mention: at for at, cluster in enumerate(clusters) for mention in cluster}


#: The three metrics whose F1 the CoNLL shared tasks averaged.
METRICS: Mapping[str, Metric] = {"MUC": muc, "B³": b_cubed, "CEAFe": ceaf_e}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """Precision, recall and F1; ``None`` where nothing is there to be right about."""

    precision: float | None
    recall: float | None

    @property
    def f1(self) -> float | None:
        """Their harmonic mean."""
        return f1(self.precision, self.recall)


def total(shares: Iterable[Share]) -> Ratio:
    """Return the score that shares add up to."""
    sums = tally(shares)
    return Ratio(
        precision=sums[0] / sums[1] if sums[1] else None,
        recall=sums[2] / sums[3] if sums[3] else None,
    )


def tally(shares: Iterable[Share]) -> tuple[float, float, float, float]:
    """Return right and all of precision, then right and all of recall."""
    sums = [0.0, 0.0, 0.0, 0.0]
    for share in shares:
        at = 2 if share.of_key else 0
        sums[at] += share.right
        sums[at + 1] += share.all
    return (sums[0], sums[1], sums[2], sums[3])


def conll(key: Sequence[Cluster], response: Sequence[Cluster]) -> float | None:
    """Return the mean of the three F1, or ``None`` where one is undefined."""
    return mean_f1([total(metric(key, response)) for metric in METRICS.values()])


def mean_f1(ratios: Sequence[Ratio]) -> float | None:
    """Return the mean of F1, or ``None`` where one is undefined."""
    values = [ratio.f1 for ratio in ratios]
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known and len(known) == len(values) else None


def clusters_of(home: Mapping[str, str]) -> list[Cluster]:
    """Return clusters from a map of mention to cluster name, in order of their first mention."""
    members: dict[str, set[str]] = defaultdict(set)
    for mention, name in home.items():
        members[name].add(mention)
    return sorted((frozenset(m) for m in members.values()), key=min)
