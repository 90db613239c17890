"""How listed words and phrases are looked up: folding, plurals, and search in a text."""

import re
from collections.abc import Iterator
from functools import lru_cache

_LINKS = (" of ", " in ", " on ", " to ")
_IRREGULAR = {
    "wives": "wife",
    "knives": "knife",
    "thieves": "thief",
    "passersby": "passerby",
    "passers by": "passer by",
}


def fold_phrase(phrase: str) -> str:
    """Return a phrase as it is looked up.

    Lower-case, hyphens and white space as single spaces, straight apostrophes, and neither quotes
    nor punctuation around it.
    """
    folded = phrase.casefold().replace("\u2019", "'")
    spaced = re.sub(r"[\s\u2010-\u2015-]+", " ", folded)
    return spaced.strip(" \"'.,;:!?()[]{}\u2018\u201c\u201d\u00ab\u00bb")


def singular_forms(phrase: str) -> Iterator[str]:
    """Yield the phrase, then what it may be the plural of."""
    yield phrase
    link = min((at for at in map(phrase.find, _LINKS) if at > 0), default=len(phrase))
    before, word = _split_last_word(phrase[:link])
    for singular in _singulars(word):
        yield before + singular + phrase[link:]
    if link < len(phrase):
        before, word = _split_last_word(phrase)
        for singular in _singulars(word):
            yield before + singular


def find_phrases(text: str, phrases: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """Return where any of the phrases stands in a text, as whole words in any case.

    Args:
        text: Any text.
        phrases: Lower-case phrases; a space in one stands for white space or a hyphen.

    Returns:
        Half-open character ranges in text order; the longest phrase wins where several begin.
    """
    if not phrases:
        return ()
    return tuple(match.span() for match in _pattern(phrases).finditer(text))


@lru_cache(maxsize=64)
def _pattern(phrases: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    choices = "|".join(re.escape(p).replace(r"\ ", r"[\s-]+") for p in longest_first)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)


def _split_last_word(phrase: str) -> tuple[str, str]:
    at = phrase.rfind(" ") + 1
    return phrase[:at], phrase[at:]


def _singulars(word: str) -> Iterator[str]:
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    if word.endswith("men"):
        yield word[:-3] + "man"
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
