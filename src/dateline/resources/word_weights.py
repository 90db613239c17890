"""How telling a word is when two reports share it: rare words tie reports, common ones do not."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files

from dateline.errors import ResourceError

#: Letters that are kept of a word, which brings most inflected forms together.
STEM_LETTERS = 6
#: Weight of a word that the table does not list.
UNLISTED = 12

_FILE = "word_weights.txt"
_WEIGHT_BITS = 4
_WEIGHT_MASK = (1 << _WEIGHT_BITS) - 1


def stem(word: str) -> str:
    """Return a word without accents and case, cut to its first letters."""
    folded = unicodedata.normalize("NFKD", word.casefold())
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    return letters[:STEM_LETTERS]


def short_digest(text: str) -> int:
    """Return 48 bits that stand for a text, the same on every machine."""
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest())


def weight_of(word: int) -> int:
    """Return the weight that a word's number carries."""
    return word & _WEIGHT_MASK


def total_weight(words: Iterable[int]) -> int:
    """Return what words weigh together, by their numbers."""
    return sum(map(_WEIGHT_MASK.__and__, words))


@dataclass(frozen=True, slots=True, eq=False)
class WordWeights:
    """Weights by stem, from 0 (in every text) to 12 (in hardly any): see ``word_weights.txt``."""

    by_stem: Mapping[str, int]

    def number(self, word: str) -> int:
        """Return a number for a word: its weight in the low four bits, a digest above them."""
        stemmed = stem(word)
        weight = self.by_stem.get(stemmed, UNLISTED)
        return short_digest(stemmed) << _WEIGHT_BITS | weight


@cache
def load_word_weights() -> WordWeights:
    """Return the table that comes with Dateline.

    Raises:
        ResourceError: It has faults.
    """
    source = files("dateline.resources") / "linking" / _FILE
    return WordWeights(parse_word_weights(source.read_text(encoding="utf-8")))


def parse_word_weights(text: str) -> Mapping[str, int]:
    """Return weights by stem from lines of a weight and its stems; ``#`` begins a remark.

    Raises:
        ResourceError: A line does not begin with a weight, or a stem stands twice.
    """
    weights: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        first, *stems = line.partition("#")[0].split() or [""]
        if not first:
            continue
        if not first.isdecimal() or not 0 <= int(first) <= UNLISTED:
            raise ResourceError(f"{_FILE}:{number}: {first!r} is no weight from 0 to {UNLISTED}")
        for stemmed in stems:
            if weights.setdefault(stemmed, int(first)) != int(first):
                raise ResourceError(f"{_FILE}:{number}: {stemmed!r} stands here and further up")
    return weights
