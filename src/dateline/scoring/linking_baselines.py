"""Simple ways of linking mentions, to be scored beside Dateline's over the same mentions."""

import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

#: Cosine from which two groups of mentions are one event for the words-only baseline. The best
#: of 0.05 to 0.95 by CoNLL F1 on the train part of the linking set
#: (``python -m tools.linking_gold threshold``).
WORDS_THRESHOLD = 0.2

_BUCKETS = 1 << 12


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkingMention:
    """A found mention as the baselines see it; ``place`` is a gazetteer id."""

    id: str
    document: str
    type: str
    lemma: str
    start: date | None
    end: date | None
    place: str | None
    words: str


Baseline = Callable[[Sequence[LinkingMention]], dict[str, str]]


def same_lemma_date_place(mentions: Sequence[LinkingMention]) -> dict[str, str]:
    """Make one event of mentions with the same trigger word, days and place."""
    return _by_key(mentions, lambda m: m.lemma)


def same_type_date_place(mentions: Sequence[LinkingMention]) -> dict[str, str]:
    """Make one event of mentions with the same type, days and place."""
    return _by_key(mentions, lambda m: m.type)


def _by_key(
    mentions: Sequence[LinkingMention], first: Callable[[LinkingMention], Hashable]
) -> dict[str, str]:
    """Return a cluster name for each mention; one without date or place stands alone."""
    names: dict[Hashable, str] = {}
    home = {}
    for mention in sorted(mentions, key=lambda m: m.id):
        whole = mention.start is not None and mention.place is not None
        key = (first(mention), mention.start, mention.end, mention.place)
        home[mention.id] = names.setdefault(key, mention.id) if whole else mention.id
    return home


def same_type_place_near_day(mentions: Sequence[LinkingMention]) -> dict[str, str]:
    """Join mentions of one type and place whose days are at most one apart, and whoever they join.

    Mentions of different documents only; one without date or place stands alone.
    """
    ordered = sorted(mentions, key=lambda m: m.id)
    home = {mention.id: mention.id for mention in ordered}

    def top(id_: str) -> str:
        while home[id_] != id_:
            id_ = home[id_]
        return id_

    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if one.document != other.document and _near(one, other):
                first, second = sorted((top(one.id), top(other.id)))
                home[second] = first
    return {id_: top(id_) for id_ in home}


def _near(one: LinkingMention, other: LinkingMention) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    day = timedelta(days=1)
    return (
        one.type == other.type
        and one.place is not None
        and one.place == other.place
        and one.start <= other.end + day
        and other.start <= one.end + day
    )


def alike_in_words(
    mentions: Sequence[LinkingMention], *, threshold: float = WORDS_THRESHOLD
) -> dict[str, str]:
    """Join mentions by nothing but their words: evidence sentence and headline.

    Single words and pairs, hashed, weighted by TF-IDF over the mentions at hand; groups are
    joined while their mean cosine is at least ``threshold``; mentions of one document never are.
    """
    ordered = sorted(mentions, key=lambda m: m.id)
    vectors = _vectors([mention.words for mention in ordered])
    alike = vectors @ vectors.T
    documents = np.asarray([mention.document for mention in ordered])
    alike[documents[:, None] == documents[None, :]] = -1e9
    return _average_link([mention.id for mention in ordered], alike, threshold)


def _vectors(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return unit vectors of hashed words and word pairs: (n texts, buckets) float64."""
    counts = []
    for text in texts:
        words = re.findall(r"\w+", text.casefold())
        terms = [*words, *(f"{a} {b}" for a, b in itertools.pairwise(words))]
        counts.append(Counter(crc32(term.encode()) % _BUCKETS for term in terms))
    frequency = Counter(bucket for count in counts for bucket in count)
    vectors = np.zeros((len(texts), _BUCKETS))
    for row, count in enumerate(counts):
        for bucket, times in count.items():
            weight = math.log((1 + len(texts)) / (1 + frequency[bucket])) + 1
            vectors[row, bucket] = (1 + math.log(times)) * weight
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    lengths[lengths == 0] = 1.0
    unit: NDArray[np.float64] = vectors / lengths
    return unit


def _average_link(
    ids: Sequence[str], alike: NDArray[np.float64], threshold: float
) -> dict[str, str]:
    """Cluster by mean likeness of members (UPGMA), most alike first."""
    home = {id_: id_ for id_ in ids}
    if len(ids) < 2:
        return home
    sizes = np.ones(len(ids))
    alike = alike.copy()
    np.fill_diagonal(alike, -np.inf)
    members = [[id_] for id_ in ids]
    while True:
        one, other = divmod(int(np.argmax(alike)), len(ids))
        if alike[one, other] < threshold:
            break
        one, other = min(one, other), max(one, other)
        joined = (sizes[one] * alike[one] + sizes[other] * alike[other]) / (
            sizes[one] + sizes[other]
        )
        alike[one, :] = alike[:, one] = joined
        alike[other, :] = alike[:, other] = -np.inf
        alike[one, one] = -np.inf
        sizes[one] += sizes[other]
        members[one] += members[other]
        members[other] = []
    for group in members:
        for id_ in group:
            home[id_] = group[0]
    return home


#: The baselines in the order of the table.
BASELINES: Mapping[str, Baseline] = {
    "same trigger word, date and place": same_lemma_date_place,
    "same type, date and place": same_type_date_place,
    "same type and place, within a day": same_type_place_near_day,
    "words alone": alike_in_words,
}
