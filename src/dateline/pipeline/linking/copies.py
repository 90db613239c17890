"""Which texts are copies of one another: reprints, trimmed dispatches, versions of one page.

A text is taken as the set of its runs of five words. Candidates are found by their smallest
digests, one in each of 32 bins (one-permutation MinHash: Broder 1997; Li, Owen and Zhang 2012),
which texts of like wording share even when one of them was cut short; what two candidates really
have in common is then counted. Headlines, bylines, comments and page furniture do not count, since
every reprint comes with its own.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from zlib import crc32

from dateline.core.copies import DIGEST_BITS, TextSketch, Version, sketch_of
from dateline.core.documents import Document, SegmentKind

#: Share of the shorter text's runs that copies have in common, and how many at least: measured on
#: the train and dev parts of evaluation/linking, where independent reports of one event share no
#: more than three tenths and copies no less than half.
COPIED = 0.4
_ENOUGH_RUNS = 15
#: Share of a reprint's runs that stand in the wording it was made from.
_REPRINTED = 0.7
_RUN = 5
#: Spreads digests evenly: the fractional part of the golden ratio (Knuth, multiplicative hashing).
_SPREAD = 2654435769
_MASK = (1 << DIGEST_BITS) - 1
_BASE = 1_000_003
_BASE_OF_RUN = pow(_BASE, _RUN, 1 << DIGEST_BITS)
#: Texts that share a bin's smallest digest beyond which only neighbours by day are compared: words
#: that so many texts have in common are no sign of a copy.
_CROWD = 64
_NEIGHBOURS = 16

_WORD = re.compile(r"\w+")


def sketch_text(document: Document) -> TextSketch:
    """Return what copies are recognised by: the runs of words of a document's paragraphs."""
    words = [
        word
        for segment in document.segments_of(SegmentKind.PARAGRAPH)
        for word in _WORD.findall(document.text_at(segment.span).casefold())
    ]
    return sketch_words(words)


def sketch_words(words: Sequence[str]) -> TextSketch:
    """Return the sketch of a text that consists of these words."""
    digests = [
        crc32(word) for word in "\0".join(words).encode("utf-8", "surrogatepass").split(b"\0")
    ]
    return sketch_of(_rolling_digests(digests))


def _rolling_digests(digests: Sequence[int]) -> frozenset[int]:
    """Return a digest of each run of words: a polynomial in the words' digests (Karp and Rabin)."""
    runs: set[int] = set()
    rolling = 0
    leaving = [0] * _RUN + list(digests)
    for at, (digest, gone) in enumerate(zip(digests, leaving, strict=False), start=1):
        rolling = (rolling * _BASE + digest - gone * _BASE_OF_RUN) & _MASK
        if at >= _RUN:
            runs.add(rolling * _SPREAD & _MASK)
    return frozenset(runs)


def overlap(a: TextSketch, b: TextSketch) -> float:
    """Return how much of the shorter text stands in the other, from 0 to 1."""
    shorter = min(len(a.runs), len(b.runs))
    return len(a.runs & b.runs) / shorter if shorter else 0.0


def are_copies(a: TextSketch, b: TextSketch) -> bool:
    """Tell whether one text was made from the other, or both from a third."""
    shared = len(a.runs & b.runs)
    return shared >= _ENOUGH_RUNS and shared >= COPIED * min(len(a.runs), len(b.runs))


def group_copies(
    sketches: Mapping[str, TextSketch], published: Mapping[str, date | None]
) -> tuple[tuple[str, ...], ...]:
    """Return the wire groups among documents: those tied by copies, directly or through others.

    Args:
        sketches: The documents' sketches by id.
        published: Their days of publication.

    Returns:
        Sorted ids of each group of two or more, sorted.
    """
    by_key: dict[int, list[str]] = defaultdict(list)
    for id_ in sorted(sketches):
        for key in sketches[id_].keys:
            by_key[key].append(id_)
    crowds = dict.fromkeys(tuple(ids) for ids in by_key.values() if len(ids) > 1)
    return group_crowds(crowds, sketches.__getitem__, published.get)


def group_crowds(
    crowds: Iterable[Sequence[str]],
    sketch: Callable[[str], TextSketch],
    published: Callable[[str], date | None],
) -> tuple[tuple[str, ...], ...]:
    """Return the wire groups among documents that share keys.

    Args:
        crowds: Ids of the documents that share a key, sorted, for each key.
        sketch: Returns a document's sketch.
        published: Returns a document's day of publication.

    Returns:
        Sorted ids of each group of two or more, sorted.
    """
    groups = Groups(())
    refused: set[tuple[str, str]] = set()
    for ids in crowds:
        groups.add(ids)
        for a, b in combinations(ids, 2) if len(ids) <= _CROWD else _neighbours(ids, published):
            if (a, b) in refused or groups.are_one(a, b):
                continue
            if are_copies(sketch(a), sketch(b)):
                groups.join(a, b)
            else:
                refused.add((a, b))
    return tuple(group for group in groups.all() if len(group) > 1)


def copies_of(
    document: str,
    crowds: Callable[[Collection[int]], Iterable[Sequence[str]]],
    sketch: Callable[[str], TextSketch],
    published: Callable[[str], date | None],
) -> tuple[str, ...]:
    """Return the wire group of one document, sorted; the document alone if it has no copies.

    Args:
        document: Its id.
        crowds: Returns the ids of the documents that share one of some keys, for each key.
        sketch: Returns a document's sketch.
        published: Returns a document's day of publication.
    """
    group, frontier = {document}, {document}
    while frontier:
        keys = {key for id_ in frontier for key in sketch(id_).keys}
        met: dict[str, set[str]] = defaultdict(set)
        for ids in crowds(keys):
            for id_ in frontier.intersection(ids):
                met[id_].update(ids if len(ids) <= _CROWD else _beside(id_, ids, published))
        reached: set[str] = set()
        for id_, others in met.items():
            runs = sketch(id_)
            reached |= {o for o in others - group - reached if are_copies(runs, sketch(o))}
        group |= reached
        frontier = reached
    return tuple(sorted(group))


def order_versions(
    group: Iterable[Document], sketch: Callable[[str], TextSketch]
) -> tuple[Version, ...]:
    """Return the documents of a wire group by the wording each gives, in order of publication.

    An outlet does not reprint itself: the documents of the one that has most are so many wordings,
    of those of one day the shorter first, since updates grow. Any other document gives the wording
    it is most like, or one of its own if much of it stands in none.
    """
    documents = sorted(group, key=lambda d: (_day(d), len(sketch(d.id).runs), d.id))
    counted = Counter(d.outlet for d in documents if d.outlet is not None)
    source = max(counted, key=lambda outlet: counted[outlet], default=None)
    if source is not None and counted[source] > 1:
        wordings = [sketch(d.id).runs for d in documents if d.outlet == source]
    else:
        first = [d for d in documents if _day(d) == _day(documents[0])]
        wordings = [max((sketch(d.id).runs for d in first), key=len)]
    versions = []
    for document in documents:
        runs = sketch(document.id).runs
        number = _nearest(runs, wordings)
        if len(runs & wordings[number]) < _REPRINTED * len(runs):
            number = len(wordings)
            wordings.append(runs)
        versions.append(Version(document=document.id, number=number + 1))
    return tuple(versions)


def _day(document: Document) -> date:
    return document.published.date if document.published else date.max


def _nearest(runs: frozenset[int], wordings: Sequence[frozenset[int]]) -> int:
    """Return the number of the wording most alike (Jaccard), of several the first."""
    likeness = [len(runs & known) / max(1, len(runs | known)) for known in wordings]
    return max(range(len(wordings)), key=lambda n: (likeness[n], -n))


def _by_day(ids: Sequence[str], published: Callable[[str], date | None]) -> list[str]:
    return sorted(ids, key=lambda id_: (published(id_) or date.max, id_))


def _beside(id_: str, ids: Sequence[str], published: Callable[[str], date | None]) -> Sequence[str]:
    """Return the neighbours by day of one document of a crowd."""
    ordered = _by_day(ids, published)
    at = ordered.index(id_)
    return ordered[max(0, at - _NEIGHBOURS) : at + 1 + _NEIGHBOURS]


def _neighbours(
    ids: Sequence[str], published: Callable[[str], date | None]
) -> Iterable[tuple[str, str]]:
    ordered = _by_day(ids, published)
    for at, id_ in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + _NEIGHBOURS]:
            yield (id_, other) if id_ < other else (other, id_)


class Groups:
    """Which ids belong together, directly or through others (union by smallest id)."""

    def __init__(self, ids: Iterable[str]) -> None:
        """Begin with every id by itself."""
        self._home: dict[str, str] = {}
        self.add(ids)

    def add(self, ids: Iterable[str]) -> None:
        """Take in ids, each by itself unless it is known."""
        for id_ in ids:
            self._home.setdefault(id_, id_)

    def first(self, id_: str) -> str:
        """Return the first id of the group an id belongs to."""
        home = self._home
        while home[id_] != id_:
            home[id_] = home[home[id_]]
            id_ = home[id_]
        return id_

    def are_one(self, a: str, b: str) -> bool:
        """Tell whether two ids belong together."""
        return self.first(a) == self.first(b)

    def join(self, a: str, b: str) -> None:
        """Let two ids, and all that belongs to them, belong together."""
        first, second = sorted((self.first(a), self.first(b)))
        self._home[second] = first

    def all(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups, each sorted, sorted."""
        members: dict[str, list[str]] = defaultdict(list)
        for id_ in sorted(self._home):
            members[self.first(id_)].append(id_)
        return tuple(tuple(ids) for _, ids in sorted(members.items()))
