"""Place names in text without capitals: only names that are places beyond doubt."""

import string
from collections.abc import Iterator, Sequence

from dateline.core.documents import Document, Sentence, Span
from dateline.pipeline.grounding.capitals import Word, words_of
from dateline.pipeline.grounding.hierarchy import lies_in
from dateline.pipeline.grounding.place_names import Toponym
from dateline.resources.gazetteer import Entry, Gazetteer, NameForm, PlaceKind, WordFlag
from dateline.resources.place_contexts import load_place_contexts

_MAX_WORDS = 4
#: Towns of this size need only a preposition.
_LARGE = 100_000
_CAPITALS = string.ascii_uppercase.encode()
_SMALLS = string.ascii_lowercase.encode()
#: Shorter texts may lack capitals by chance.
_ENOUGH_LETTERS = 40


def is_caseless(document: Document) -> bool:
    """Tell whether a text is written in small letters throughout."""
    # Bytes are counted in a hundredth of the time that a pattern takes.
    letters = document.text.encode("utf-8", "surrogatepass")
    small = len(letters) - len(letters.translate(None, _SMALLS))
    capital = len(letters) - len(letters.translate(None, _CAPITALS))
    return small >= _ENOUGH_LETTERS and capital * 200 < small


def find_caseless(
    document: Document, sentences: Sequence[Sentence], gazetteer: Gazetteer
) -> Iterator[Toponym]:
    """Yield countries, provinces and large towns that no word or person is called, in text order.

    A smaller town counts if the area it lies in follows it ("bama, borno").
    """
    for sentence in sentences:
        words = words_of(document, sentence.span)
        index = 0
        while index < len(words):
            found = _longest(document, words, index, gazetteer)
            if found is None:
                index += 1
            else:
                toponym, index = found
                yield toponym


def _longest(
    document: Document, words: Sequence[Word], first: int, gazetteer: Gazetteer
) -> tuple[Toponym, int] | None:
    last = first
    while last + 1 < len(words) and last + 1 - first < _MAX_WORDS and words[last + 1].gap:
        last += 1
    for end in range(last, first - 1, -1):
        span = Span(words[first].start, words[end].end)
        candidates = _strong(document, words, first, end, gazetteer)
        if candidates:
            demonym = candidates[0].form is NameForm.DEMONYM
            toponym = Toponym(span=span, candidates=candidates, context_only=demonym)
            return toponym, end + 1
    return None


def _strong(
    document: Document, words: Sequence[Word], first: int, last: int, gazetteer: Gazetteer
) -> tuple[Entry, ...]:
    """Return the places that a sequence of words means, if it can mean nothing else."""
    text = document.text[words[first].start : words[last].end]
    contexts = load_place_contexts()
    flags = gazetteer.word_flags(text)
    if len(text) < 4 or words[first].key in contexts.function_words or flags & ~WordFlag.FAMILY:
        return ()
    found = gazetteer.candidates(text)
    found = tuple(e for e in found if e.form is not NameForm.ABBREVIATION)
    if not found:
        return ()
    best = found[0]
    if best.form is NameForm.DEMONYM:
        return tuple(e for e in found if e.form is NameForm.DEMONYM)
    if best.kind in (PlaceKind.COUNTRY, PlaceKind.REGION) or (
        best.kind is PlaceKind.ADMIN1 and not flags
    ):
        return found
    before = words[first - 1].key if first else ""
    placed = before in contexts.strong_before or before in contexts.medium_before
    large = best.kind is PlaceKind.TOWN and best.population >= _LARGE
    if placed and large and best.form is NameForm.MAIN and not flags:
        return found
    return found if placed and _is_inside_next(document, words, last, found, gazetteer) else ()


def _is_inside_next(
    document: Document,
    words: Sequence[Word],
    last: int,
    found: Sequence[Entry],
    gazetteer: Gazetteer,
) -> bool:
    """Tell whether the name after the comma is that of an area around this one."""
    for end in range(min(last + 3, len(words) - 1), last, -1):
        if document.text[words[last].end : words[last + 1].start] != ", ":
            return False
        outer = gazetteer.candidates(document.text[words[last + 1].start : words[end].end])
        if any(lies_in(i, o) for o in outer for i in found):
            return True
    return False
