"""Which texts are copies of one another: reprints, trimmed dispatches, versions of one page.

A text is taken as the set of its runs of five words. Candidates are found by their smallest
digests, one in each of 32 bins (one-permutation MinHash: Broder 1997; Li, Owen and Zhang 2012),
which texts of like wording share even when one of them was cut short; what two candidates really
have in common is then counted. Headlines, bylines, comments and page furniture do not count, since
every reprint comes with its own.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from zlib import crc32

from dateline.core.copies import TextSketch
from dateline.core.documents import Document, SegmentKind

#: Raised whenever sketches come out otherwise.
SKETCH_VERSION = "1"

#: Share of the shorter text's runs that copies have in common, and how many at least: measured on
#: the train and dev parts of evaluation/linking, where independent reports of one event share no
#: more than three tenths and copies no less than half.
COPIED = 0.4
_ENOUGH_RUNS = 15
_RUN = 5
_BINS = 32
_BIN_BITS = 5
_DIGEST_BITS = 32
#: Spreads digests evenly: the fractional part of the golden ratio (Knuth, multiplicative hashing).
_SPREAD = 2654435769
_MASK = (1 << _DIGEST_BITS) - 1
_BASE = 1_000_003
_BASE_OF_RUN = pow(_BASE, _RUN, 1 << _DIGEST_BITS)
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
    runs = _rolling_digests(digests)
    smallest: dict[int, int] = {}
    for run in runs:
        bin_ = run >> (_DIGEST_BITS - _BIN_BITS)
        if run < smallest.get(bin_, _MASK + 1):
            smallest[bin_] = run
    return TextSketch(runs=runs, keys=tuple(sorted(smallest.values())))


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
    groups = Groups(sketches)
    for a, b in sorted(_candidates(sketches, published)):
        if not groups.are_one(a, b) and are_copies(sketches[a], sketches[b]):
            groups.join(a, b)
    return tuple(group for group in groups.all() if len(group) > 1)


def _candidates(
    sketches: Mapping[str, TextSketch], published: Mapping[str, date | None]
) -> set[tuple[str, str]]:
    by_key: dict[int, list[str]] = defaultdict(list)
    for id_ in sorted(sketches):
        for key in sketches[id_].keys:
            by_key[key].append(id_)
    found: set[tuple[str, str]] = set()
    for ids in by_key.values():
        if len(ids) <= _CROWD:
            found.update(combinations(ids, 2))
        else:
            found.update(_neighbours(ids, published))
    return found


def _neighbours(
    ids: Sequence[str], published: Mapping[str, date | None]
) -> Iterable[tuple[str, str]]:
    ordered = sorted(ids, key=lambda id_: (published.get(id_) or date.max, id_))
    for at, id_ in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + _NEIGHBOURS]:
            yield (id_, other) if id_ < other else (other, id_)


class Groups:
    """Which ids belong together, directly or through others (union by smallest id)."""

    def __init__(self, ids: Iterable[str]) -> None:
        """Begin with every id by itself."""
        self._home = {id_: id_ for id_ in ids}

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
