"""How listed words and phrases are looked up: folding, plurals, and search in a text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

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
        phrases: Lower-case phrases that begin with a word; a space in one stands for white space
            or a hyphen.

    Returns:
        Half-open character ranges in text order; the longest phrase wins where several begin.
    """
    table = _table(phrases)
    words = _words(text)
    if table.keys().isdisjoint(words.firsts):
        return ()
    found, end = [], 0
    for word, start in words.starts:
        if start >= end and (rests := table.get(word)) is not None:
            for rest in rests:
                match = _rest(rest).match(text, start + len(word))
                if match is not None:
                    end = match.end()
                    found.append((start, end))
                    break
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text, lower-case, each with where it starts; ``firsts`` has each once."""

    starts: tuple[tuple[str, int], ...]
    firsts: frozenset[str]


_WORD = re.compile(r"\w+")


@lru_cache(maxsize=32)
def _words(text: str) -> _Words:
    starts = tuple((match.group().lower(), match.start()) for match in _WORD.finditer(text))
    return _Words(starts, frozenset(word for word, _ in starts))


@lru_cache(maxsize=64)
def _table(phrases: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    """Return for each first word what may follow it, the longest phrase first."""
    table: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        first = _WORD.match(phrase)
        if first is None:
            raise ValueError(f"a phrase begins with a word: {phrase!r}")
        table.setdefault(first.group(), []).append(phrase[first.end() :])
    return {first: tuple(rests) for first, rests in table.items()}


@cache
def _rest(rest: str) -> re.Pattern[str]:
    return re.compile(re.escape(rest).replace(r"\ ", r"[\s-]+") + r"(?!\w)", re.IGNORECASE)


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
