"""What the words around a filler say, as hashed features for linear models.

Training reads the same features (``training/model/fill_models.py``). No parse is needed: MUC-4's
texts are in capitals, which parsers read badly.
"""

import re
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.core.documents import Span

#: Size of the hashed feature space.
WIDTH = 1 << 15
#: Mentions of a filler that are read, words on each side of one, longest description in words.
MENTIONS, NEAR, LONGEST = 3, 7, 7

_TOKEN = re.compile(r"[a-z0-9]+(?:['\u2019&-][a-z0-9]+)*|[^\sa-z0-9]|\n\s*\n")
_ENDS = frozenset({".", "?", "!"})
_HEAD_ENDS = frozenset({"of", "in", "who", "from", "at", "for", "on", "with", ","})
#: Words that say nothing beside a filler.
_EMPTY = frozenset(
    "the a an of in and to that was were by on at for with is has had have been he his it this who "
    "which as from they their".split()
)


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words in lower case, where each begins, and the sentence each is in."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[range, ...]
    sentence_of: tuple[int, ...]

    @staticmethod
    def of(text: str) -> "Words":
        """Cut a text into words; full stops after more than one letter end sentences."""
        found = list(_TOKEN.finditer(_lowered(text)))
        words = tuple(match.group() for match in found)
        sentence_of, number = [], 0
        for i, word in enumerate(words):
            sentence_of.append(number)
            if "\n" in word or (word in _ENDS and (i == 0 or len(words[i - 1]) > 1)):
                number += 1
        sentences = tuple(
            range(bisect_left(sentence_of, n), bisect_right(sentence_of, n))
            for n in range((sentence_of[-1] if sentence_of else 0) + 1)
        )
        return Words(
            words,
            tuple(match.start() for match in found),
            tuple(match.end() for match in found),
            sentences,
            tuple(sentence_of),
        )

    def range_of(self, span: Span) -> range:
        """Return the numbers of the words that a span touches, at least one."""
        first = max(bisect_right(self.starts, span.start) - 1, 0)
        return range(first, max(bisect_left(self.starts, span.end), first + 1))

    def at(self, number: int) -> str:
        """Return a word, or nothing outside the text."""
        return self.words[number] if 0 <= number < len(self.words) else ""

    def span(self, where: range) -> Span:
        """Return the span of a range of words."""
        return Span(self.starts[where.start], self.ends[where.stop - 1])


def is_empty(word: str) -> bool:
    """Tell whether a word says nothing beside a filler."""
    return word in _EMPTY


def _lowered(text: str) -> str:
    """Return a text in lower case; characters keep their places."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def head_word(words: Sequence[str]) -> str:
    """Return the word before the first preposition, or the last: the head of most phrases."""
    for i, word in enumerate(words):
        if i and word in _HEAD_ENDS:
            return words[i - 1]
    return words[-1] if words else ""


def filler_features(
    text: Words,
    mentions: Sequence[Span],
    *,
    type_: str,
    listed: str,
    described: Sequence[str] = (),
) -> tuple[int, ...]:
    """Return the hashed features of a filler, sorted.

    Args:
        text: The text.
        mentions: Where the filler stands, in text order; at least once.
        type_: Its incident's type.
        listed: What word lists take it for.
        described: Words that describe it, apart from its own.
    """
    return hashed(_filler_names(text, mentions, type_, listed, described))


def _filler_names(
    text: Words, mentions: Sequence[Span], type_: str, listed: str, described: Sequence[str]
) -> Iterator[str]:
    yield "bias"
    yield f"listed={listed}"
    yield f"type={type_}"
    yield f"mentions={min(len(mentions), 4)}"
    own = [text.words[i] for i in text.range_of(mentions[0])]
    head = head_word(own)
    yield from (f"own={word}" for word in (*own, *described))
    yield f"head={head}"
    yield f"head={head},{type_}"
    yield f"first={own[0]}"
    yield f"length={min(len(own), 5)}"
    if described:
        yield f"head={head_word(described)}"
    for mention in mentions[:MENTIONS]:
        yield from _around(text, text.range_of(mention))


def _around(text: Words, where: range) -> Iterator[str]:
    before = [text.at(where.start - n) for n in (3, 2, 1)]
    after = [text.at(where.stop + n) for n in (0, 1, 2)]
    for n in (1, 2, 3):
        yield f"before={' '.join(before[-n:])}"
        yield f"after={' '.join(after[:n])}"
    for i in range(where.start - NEAR, where.stop + NEAR):
        word = text.at(i)
        if i not in where and word and word not in _EMPTY:
            yield f"{'left' if i < where.start else 'right'}={word}"
    for i in text.sentences[text.sentence_of[where.start]]:
        word = text.words[i]
        if i not in where and len(word) > 2 and word not in _EMPTY:
            yield f"sentence={word}"


def incident_features(
    text: Words, mentions: Sequence[Span], *, type_: str, whole: bool
) -> tuple[int, ...]:
    """Return the hashed features of an incident, sorted.

    Args:
        text: The text.
        mentions: Where those who and what suffered it stand.
        type_: Its type.
        whole: Whether all words of the text say something, not those near alone.
    """
    return hashed(_incident_names(text, mentions, type_, whole))


def _incident_names(
    text: Words, mentions: Sequence[Span], type_: str, whole: bool
) -> Iterator[str]:
    yield "bias"
    yield f"type={type_}"
    if whole:
        yield from (f"text={word}" for word in text.words if word not in _EMPTY)
    yield from sentence_names(text, sentences_of(text, mentions))


def sentences_of(text: Words, mentions: Sequence[Span]) -> list[int]:
    """Return the numbers of the sentences in which mentions begin, sorted."""
    return sorted({text.sentence_of[text.range_of(mention).start] for mention in mentions})


def sentence_names(text: Words, at: Sequence[int]) -> Iterator[str]:
    """Yield the words of some sentences and of those beside them, as names of features."""
    for number in at:
        inside = text.sentences[number]
        for i in inside:
            yield f"in={text.words[i]}"
            yield f"in={text.words[i]} {text.at(i + 1)}"
    for number in sorted({n + step for n in at for step in (-1, 1)} - set(at)):
        if 0 <= number < len(text.sentences):
            yield from (f"beside={text.words[i]}" for i in text.sentences[number])


def description_candidates(text: Words, mention: Span) -> Iterator[range]:
    """Yield words right before a name, and after it and a comma, that may describe its bearer."""
    name = text.range_of(mention)
    end = name.start - 1 if text.at(name.start - 1) == "," else name.start
    for start in range(end - 1, max(end - 1 - LONGEST, -1), -1):
        if not text.words[start][0].isalnum():
            break
        yield range(start, end)
    if text.at(name.stop) == ",":
        start = name.stop + 1
        start += text.at(start) in {"a", "an", "the"}
        for stop in range(start + 1, min(start + 1 + LONGEST, len(text.words))):
            if not text.words[stop - 1][0].isalnum():
                break
            yield range(start, stop)


def description_features(text: Words, mention: Span, words: range) -> tuple[int, ...]:
    """Return the hashed features of words that may describe a name's bearer, sorted."""
    return hashed(_description_names(text, text.range_of(mention), words))


def _description_names(text: Words, name: range, words: range) -> Iterator[str]:
    side = "before" if words.start < name.start else "after"
    own = [text.words[i] for i in words]
    yield f"side={side}"
    yield f"length={side},{len(own)}"
    yield f"first={side},{own[0]}"
    yield f"last={side},{own[-1]}"
    yield f"head={head_word(own)}"
    yield f"all={' '.join(own)}"
    yield from (f"own={word}" for word in own)
    yield f"previous={text.at(words.start - 1)}"
    yield f"previous,first={text.at(words.start - 1)},{own[0]}"
    yield f"next={side},{text.at(words.stop)}"


def hashed(names: Iterable[str]) -> tuple[int, ...]:
    """Return the numbers of named features, sorted, each once."""
    return tuple(sorted({zlib.crc32(name.encode()) % WIDTH for name in names}))
