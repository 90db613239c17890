"""Which of those who and what suffered in a MUC-4 text suffered in one incident.

A linear model (``training/model/fill_models.py``) says of each two how likely one incident struck
both: how far apart they stand, what is said between, whether days and kinds of incident near them
agree. Groups are joined while the mean over their pairs is high enough.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeVar

from dateline.core.documents import Span
from dateline.resources.fill_models import FillModel
from dateline.scoring.muc4_days import NamedDay
from dateline.scoring.muc4_features import Words, hashed, is_empty
from dateline.scoring.muc4_words import incident_words
from dateline.scoring.probabilities import probability

#: Least mean probability for two groups to be one; chosen on the development part.
LEAST_SAME = 0.45
#: Mentions of one sufferer that are compared.
MENTIONS = 6

_T = TypeVar("_T")
_TYPES = (
    "ARSON",
    "ATTACK",
    "BOMBING",
    "FORCED WORK STOPPAGE",
    "HIJACKING",
    "KIDNAPPING",
    "ROBBERY",
)
#: Sentences apart in which the words between are read.
_NEAR = 3
_SENTENCES = (0, 1, 2, 3, 5, 8)
_PARAGRAPHS = (0, 1, 2, 4)
_LENGTHS = (5, 10, 15, 20, 30)
#: Words that lead from one incident to another.
_SEQUELS = frozenset(
    "another also other others meanwhile earlier later previously addition moreover same "
    "simultaneously second third similar elsewhere separate hours days".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sufferer:
    """A target or victim: ``kind`` says which ("target", "named", "described")."""

    kind: str
    text: str
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a text says where: by sentence the days and the types of incident that it names."""

    words: Words
    paragraph_of: tuple[int, ...]
    days: Mapping[int, frozenset[tuple[date, date]]]
    types: Mapping[int, frozenset[str]]

    @staticmethod
    def of(words: Words, text: str, days: Sequence[NamedDay]) -> "Scene":
        """Gather it; days of the first sentence, the date line, tell nothing apart."""
        paragraphs, paragraph = [], 0
        for word in words.words:
            paragraph += "\n" in word
            paragraphs.append(paragraph)
        told: dict[int, set[tuple[date, date]]] = {}
        for day in days:
            at = _sentence(words, day.mention)
            if at:
                told.setdefault(at, set()).add((day.interval.start, day.interval.end))
        types: dict[int, set[str]] = {}
        for type_ in _TYPES:
            for start in incident_words(type_, text):
                types.setdefault(_sentence(words, Span(start, start + 1)), set()).add(type_)
        return Scene(
            words=words,
            paragraph_of=tuple(paragraphs),
            days={at: frozenset(found) for at, found in told.items()},
            types={at: frozenset(found) for at, found in types.items()},
        )


def _sentence(words: Words, span: Span) -> int:
    return words.sentence_of[words.range_of(span).start]


def pair_features(scene: Scene, first: Sufferer, second: Sufferer, count: int) -> tuple[int, ...]:
    """Return the hashed features of two sufferers as those of one incident, sorted.

    Args:
        scene: What the text says where.
        first: One of them.
        second: The other.
        count: How many sufferers the text has.
    """
    return hashed(_pair_names(scene, first, second, count))


def _pair_names(scene: Scene, first: Sufferer, second: Sufferer, count: int) -> Iterator[str]:
    words = scene.words
    one, other = _nearest(first, second)
    start, stop = words.range_of(one).stop, words.range_of(other).start
    at, then = _sentence(words, one), _sentence(words, other)
    first_at, second_at = (_sentence(words, each.mentions[0]) for each in (first, second))
    gap = _step(then - at, _SENTENCES)
    opening = _step(abs(first_at - second_at), _SENTENCES)
    paragraphs = _step(
        scene.paragraph_of[stop] - scene.paragraph_of[words.range_of(one).start], _PARAGRAPHS
    )
    kinds = ",".join(sorted((first.kind, second.kind)))
    yield "bias"
    yield f"gap={gap}"
    yield f"gap={gap},{kinds}"
    yield f"opening={opening}"
    yield f"opening={opening},gap={gap}"
    yield f"paragraphs={paragraphs}"
    yield f"paragraphs={paragraphs},gap={gap}"
    yield f"kinds={kinds}"
    yield f"count={min(count, 8)},gap={gap}"
    yield f"length={_step(len(words.sentences), _LENGTHS)},gap={gap}"
    yield f"first={min(first_at, second_at, 3)}"
    yield f"share={bool(set(first.text.split()) & set(second.text.split()))}"
    yield from _agreement(scene, first, second, gap, range(at + 1, then + 1))
    if then - at <= _NEAR:
        yield from _between(words, range(start, stop), gap)
    if 0 < then - at <= _NEAR:
        begin = words.sentences[then].start
        yield f"begins={words.at(begin)}"
        yield f"begins={words.at(begin)} {words.at(begin + 1)}"
    for number in (at, then):
        inside = (words.words[i] for i in words.sentences[number])
        yield from (f"has={word}" for word in inside if word in _SEQUELS)


def _nearest(first: Sufferer, second: Sufferer) -> tuple[Span, Span]:
    """Return the mentions that stand nearest to each other, in text order."""
    pairs = (
        (min(a, b), max(a, b))
        for a in first.mentions[:MENTIONS]
        for b in second.mentions[:MENTIONS]
    )
    return min(pairs, key=lambda pair: (pair[1].start - pair[0].start, pair))


def _step(number: int, limits: Sequence[int]) -> int:
    return sum(number > limit for limit in limits)


def _agreement(
    scene: Scene, first: Sufferer, second: Sufferer, gap: int, between: range
) -> Iterator[str]:
    here, there = (
        {_sentence(scene.words, mention) for mention in each.mentions} for each in (first, second)
    )
    yield f"together={min(len(here & there), 3)}"
    types = [_gathered(scene.types, each) for each in (here, there)]
    if not all(types):
        told = "open"
    elif types[0] == types[1]:
        told = "same"
    else:
        told = "partly" if types[0] & types[1] else "other"
    yield f"types={told}"
    yield f"types={told},gap={gap}"
    days = [_gathered(scene.days, each) for each in (here, there)]
    told = "open" if not all(days) else "same" if days[0] & days[1] else "other"
    yield f"days={told}"
    yield f"days={told},gap={gap}"
    yield f"new day={bool(_gathered(scene.days, between) - days[0])},gap={gap}"


def _gathered(by_sentence: Mapping[int, frozenset[_T]], numbers: Iterable[int]) -> set[_T]:
    return {item for number in numbers for item in by_sentence.get(number, ())}


def _between(words: Words, where: range, gap: int) -> Iterator[str]:
    for i in where:
        word = words.words[i]
        if len(word) > 1 and not is_empty(word):
            yield f"between={word}"
        if word in _SEQUELS:
            yield f"sequel={word},gap={gap}"


def chances_of_one(
    scene: Scene, sufferers: Sequence[Sufferer], model: FillModel
) -> dict[tuple[int, int], float]:
    """Return how likely each two sufferers are of one incident, by their numbers, lower first."""
    return {
        (i, j): probability(
            model.scores(pair_features(scene, sufferers[i], sufferers[j], len(sufferers)))["yes"]
        )
        for i, j in combinations(range(len(sufferers)), 2)
    }


def grouped(numbers: Sequence[int], chances: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Part sufferers by incident: groups are joined as long as two are likely enough to be one.

    Args:
        numbers: Numbers of the sufferers.
        chances: How likely two are of one incident.
    """
    groups = [[number] for number in sorted(numbers)]
    while len(groups) > 1:
        chance, a, b = max(
            (mean_chance(groups[a], groups[b], chances), -a, -b)
            for a, b in combinations(range(len(groups)), 2)
        )
        if chance < LEAST_SAME:
            break
        groups[-a] = sorted(groups[-a] + groups[-b])
        del groups[-b]
    return sorted(groups)


def mean_chance(
    first: Sequence[int], second: Sequence[int], chances: Mapping[tuple[int, int], float]
) -> float:
    """Return the mean over the pairs between two groups."""
    between = [chances[min(i, j), max(i, j)] for i in first for j in second]
    return sum(between) / len(between)
