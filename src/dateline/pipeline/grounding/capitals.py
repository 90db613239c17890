"""Words of a sentence as the search for place names sees them: capitals, gaps, people."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from dateline.core.documents import Document, Span
from dateline.resources.gazetteer import Gazetteer, WordFlag, name_key
from dateline.resources.place_contexts import PlaceContexts, load_place_contexts

_WORD = re.compile(r"[^\W\d_](?:\.(?:[^\W\d_]\.)+|[^\W_]*(?:['’ʻ‘`][^\W_]+)*)")
_POSSESSIVE = re.compile(r"['’]s?$")
#: What may stand between two words of one name.
_GAP = re.compile(r"[ \t\u00a0]+|[ \t]*\n[ \t]*|[-‑–]|\. |, |['’] ?")
_BEFORE_DOT = frozenset({"st", "ft", "mt", "ste", "pt"})


class Word(NamedTuple):
    """A word of a sentence: its span without possessive ending, and its text.

    ``key`` is the text casefolded and without full stops, ``capital`` tells whether it begins with
    a capital, ``gap`` whether it may carry on a name that the word before belongs to.
    """

    start: int
    end: int
    text: str
    key: str
    capital: bool
    gap: bool


_new_word = tuple.__new__


def words_of(document: Document, span: Span) -> list[Word]:
    """Return the words of a span, in text order; numbers are left out."""
    text = document.text
    words: list[Word] = []
    end = span.start
    for match in _WORD.finditer(text, span.start, span.end):
        word = match.group()
        start, after = match.span()
        if not word.isalnum() and ("'" in word or "’" in word) and len(word) > 2:
            word = _POSSESSIVE.sub("", word)
        if start == end + 1 and text[end] == " ":
            gap = bool(words)
        else:
            gap = bool(words) and _is_gap(text[end:start], words[-1], word)
        key = word.casefold()
        if "." in key:
            key = key.replace(".", "")
        words.append(_new_word(Word, (start, start + len(word), word, key, word[0].isupper(), gap)))
        end = after
    return words


def _is_gap(between: str, before: Word, word: str) -> bool:
    """Tell whether a word carries on a name across what stands between it and the one before."""
    if _GAP.fullmatch(between) is None or (between == ". " and before.key not in _BEFORE_DOT):
        return False
    return not between.startswith(",") or word.startswith("D")


def is_loud(words: Sequence[Word]) -> bool:
    """Tell whether capitals carry no meaning here: a headline in title case or all in capitals."""
    if len(words) < 4:
        return False
    capitals = [word.capital for word in words if word.end - word.start > 3]
    return len(capitals) >= 3 and sum(capitals) >= 0.85 * len(capitals)


@lru_cache(maxsize=1000)
def _body_pattern(bodies: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(body) for body in bodies)})\b", re.IGNORECASE)


def masked_spans(document: Document) -> list[Span]:
    """Return the stretches that name an organisation with a place in its name."""
    small = document.text.casefold()
    # Looking for each body as it is takes a tenth of the time of one pattern of them all.
    present = tuple(body for body in load_place_contexts().bodies if body in small)
    if not present:
        return []
    found = _body_pattern(present).finditer(document.text)
    return [Span(match.start(), match.end()) for match in found]


def titles_of_people(contexts: PlaceContexts) -> frozenset[str]:
    """Return the titles that stand before family names."""
    return contexts.person_before - {"president", "saint", "king", "queen", "called", "named"}


def people_in(words: Sequence[Word], gazetteer: Gazetteer, titles: frozenset[str]) -> Iterator[str]:
    """Yield the keys of family names that a sentence introduces with a given name or title.

    The sentence must not be loud: capitals tell nothing there.
    """
    for left, right in pairwise(words):
        if not (right.capital and right.gap):
            continue
        given = left.capital and gazetteer.word_flags(left.text) & WordFlag.GIVEN
        if (given or left.key in titles) and not gazetteer.word_flags(right.text) & WordFlag.NEVER:
            yield name_key(right.text)
