"""Phrases of several reports that mean the same people or thing, put together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.core.claims import Effect, Role
from dateline.core.grounded import Count
from dateline.exports.wording import count_words, range_words

_WORD = re.compile(r"\w[\w'’-]*")
#: What ends the part of a phrase that has its head: "the market | of Tarsk".
_AFTER_HEAD = re.compile(
    r",|;|\(|\b(?:of|in|at|from|on|with|for|to|near|by|who|whom|whose|which|that|including)\b"
)
_SEVERAL = re.compile(r"\b(?:and|or)\b|&")
_SINGULAR = {"men": "man", "women": "woman", "people": "person", "children": "child"}
#: Words before a phrase that do not tell it from another.
_BEFORE = frozenset("a an the this that these those all both another".split())
#: Words that have a capital only where a sentence begins.
_OPENING = _BEFORE | frozenset(
    "some several many at about around more nearly over two three four five six seven eight nine "
    "ten eleven twelve dozens hundreds its their his her".split()
)


@dataclass(frozen=True)
class Phrase:
    """A phrase for somebody or something that takes part, as one claim has it.

    ``bare`` phrases are numbers alone ("21", "the four"); ``effect`` is what the claim says
    befell them, ``claims`` are the claims that have the phrase.
    """

    words: str
    role: Role
    claims: tuple[str, ...]
    bare: bool = False
    count: Count | None = None
    actor: str | None = None
    effect: Effect | None = None

    @cached_property
    def key(self) -> str:
        """The phrase without the words before it that tell nothing."""
        words = self.words.casefold().split()
        while len(words) > 1 and words[0] in _BEFORE:
            words = words[1:]
        return " ".join(words)

    @cached_property
    def head(self) -> str | None:
        """The singular of the noun it is about, ``None`` of a list or of a label for a name."""
        before = _AFTER_HEAD.split(self.words.casefold(), maxsplit=1)[0]
        words = _WORD.findall(before)
        if not words or _SEVERAL.search(before) or "[" in self.words:
            return None
        last: str = words[-1]
        plain = last[:-1] if last.endswith("s") and not last.endswith("ss") else last
        return _SINGULAR.get(last, plain)

    @cached_property
    def names(self) -> frozenset[str]:
        """Its words that are written as names."""
        words = _WORD.findall(self.words)
        capital = [word[:1].isupper() for word in words]
        found = {
            word.casefold() for word, named in zip(words[1:], capital[1:], strict=True) if named
        }
        if len(words) > 1 and capital[0] and capital[1]:
            found.add(words[0].casefold())
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Party:
    """All phrases for one participant, in the order they were found."""

    phrases: tuple[Phrase, ...]

    @property
    def is_number(self) -> bool:
        """Whether a figure of the event says the same: so many killed, injured or detained."""
        return all(phrase.bare and phrase.effect is not None for phrase in self.phrases)

    @property
    def words(self) -> str:
        """The phrase that tells most; a number alone says what befell so many."""
        best = self.phrases[0]
        if len(self.phrases) > 1:
            best = max(self.phrases, key=lambda p: (not p.bare, bool(p.names), p.actor is not None))
        if not best.bare or best.effect is None:
            return _without_capital(best.words)
        return f"{self.count or best.words} {best.effect}"

    @property
    def count(self) -> str | None:
        """How many they are, from the least to the most that is stated."""
        counts = [phrase.count for phrase in self.phrases if phrase.count is not None]
        if len(set(map(_bounds, counts))) < 2:
            return count_words(counts[0]) if counts else None
        lows = [c.low if c.low is not None else c.best for c in counts]
        highs = [c.high for c in counts]
        return range_words(
            min((low for low in lows if low is not None), default=None),
            None,
            None if None in highs else max(high for high in highs if high is not None),
        )

    @property
    def actor(self) -> str | None:
        """The known actor they are, by id."""
        return next((phrase.actor for phrase in self.phrases if phrase.actor), None)

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims that have one of the phrases, sorted."""
        return tuple(sorted({claim for phrase in self.phrases for claim in phrase.claims}))


def _without_capital(words: str) -> str:
    """Take off the capital that a phrase has from the beginning of its sentence."""
    first = words.split(" ", 1)[0].casefold()
    return words[:1].lower() + words[1:] if first in _OPENING else words


def find_parties(phrases: Sequence[Phrase]) -> tuple[Party, ...]:
    """Put phrases of one event together that mean the same, each group at its first phrase.

    Two phrases of one role mean the same if they are the same words or the same known actor, or
    have one head, no names against each other, and counts that fit. What one claim keeps apart
    stays apart. A number alone goes to the one group of its role that has this number, or to the
    other numbers of those whom the same befell.
    """
    groups: list[list[Phrase]] = []
    for phrase in (p for p in phrases if not p.bare):
        own = next((group for group in groups if _is_of(phrase, group)), None)
        if own is None:
            groups.append(own := [])
        own.append(phrase)
    for phrase in (p for p in phrases if p.bare):
        fitting = [group for group in groups if _counts(phrase, group)]
        if len(fitting) == 1:
            fitting[0].append(phrase)
        else:
            groups.append([phrase])
    order = {id(phrase): at for at, phrase in enumerate(phrases)}
    for group in groups:
        group.sort(key=lambda phrase: order[id(phrase)])
    groups.sort(key=lambda group: order[id(group[0])])
    return tuple(Party(tuple(group)) for group in groups)


def _is_of(phrase: Phrase, group: Sequence[Phrase]) -> bool:
    if phrase.role is not group[0].role:
        return False
    if any(phrase.key == other.key for other in group):
        return True
    known = {other.actor for other in group if other.actor}
    if phrase.actor and known:
        return phrase.actor in known
    apart = any(not set(phrase.claims).isdisjoint(other.claims) for other in group)
    return not apart and all(_are_alike(phrase, other) for other in group)


def _are_alike(one: Phrase, other: Phrase) -> bool:
    if one.head is None or one.head != other.head or not _effects_fit(one, other):
        return False
    if not (one.names <= other.names or other.names <= one.names):
        return False
    known = one.effect is not None and one.effect is other.effect
    return (
        known
        or one.count is None
        or other.count is None
        or _bounds(one.count) == _bounds(other.count)
    )


def _effects_fit(one: Phrase, other: Phrase) -> bool:
    return one.effect is None or other.effect is None or one.effect is other.effect


def _counts(phrase: Phrase, group: Sequence[Phrase]) -> bool:
    """Tell whether a number alone can be how many a group is."""
    if phrase.role is not group[0].role or phrase.count is None:
        return False
    bounds = _bounds(phrase.count)
    if all(other.bare for other in group):
        known = phrase.effect is not None
        return all(
            phrase.effect is other.effect
            and (known or (other.count is not None and _bounds(other.count) == bounds))
            for other in group
        )
    return any(
        other.count is not None and _bounds(other.count) == bounds and _effects_fit(phrase, other)
        for other in group
    )


def _bounds(count: Count) -> tuple[float | None, float | None, float | None]:
    return (count.low, count.best, count.high)
