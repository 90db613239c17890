"""What copies of a text are recognised by, without the text."""

from collections.abc import Iterable
from dataclasses import dataclass

#: Raised whenever sketches of the same text come out otherwise.
SKETCH_VERSION = "1"

#: Digests of runs have so many bits, of which the first few tell the bin.
DIGEST_BITS = 32
_BIN_BITS = 5


@dataclass(frozen=True, slots=True)
class TextSketch:
    """The runs of words of a text, as digests of 32 bits, and those it is looked up by.

    ``keys`` are the smallest digests of the runs, one in each of 32 bins of equal width, sorted
    (one-permutation MinHash: Broder 1997; Li, Owen and Zhang 2012). Texts that have much in common
    share some of them, even when one was cut short.
    """

    runs: frozenset[int]
    keys: tuple[int, ...]


def sketch_of(runs: Iterable[int]) -> TextSketch:
    """Return the sketch of a text with these runs."""
    found = frozenset(runs)
    smallest: dict[int, int] = {}
    for run in found:
        bin_ = run >> (DIGEST_BITS - _BIN_BITS)
        known = smallest.get(bin_)
        if known is None or run < known:
            smallest[bin_] = run
    return TextSketch(runs=found, keys=tuple(sorted(smallest.values())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One document of a wire group.

    ``number`` counts the wordings of the group from 1, in order of publication; a reprint, trimmed
    or not, has that of the wording it gives.
    """

    document: str
    number: int
