"""Place names of a document as the ranker sees them: mentions that mean one place, and clues.

A name with all its mentions is decided once. Only where the text itself tells two namesakes apart
("Paris, Texas ... Paris, France") are they two names.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.core.documents import Document, SegmentKind, Span
from dateline.pipeline.grounding.hierarchy import lies_in
from dateline.resources.gazetteer import Entry, PlaceKind, name_key, split_type
from dateline.resources.place_contexts import load_place_contexts

#: Candidates looked at for a name; the gazetteer has the most likely first.
MAX_CANDIDATES = 60

#: What may stand between a place and the area it lies in.
_CONTAINED = frozenset({", ", " (", ",\n", ", in ", " in "})
#: What may stand between names of one list.
_LISTED = frozenset({", ", " and ", ", and ", " or ", ", or ", " & "})
_BEFORE = re.compile(r"([\w-]+)\s+(?:of\s+(?:the\s+)?)?$")
_AFTER = re.compile(r"(?:['’]s)?[\s-]+([\w-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place name as written, with what it may refer to, most likely first.

    ``context_only`` marks names that tell the country somebody or something belongs to ("Kyrgyz
    citizen", "Kabul-based") and never where an event was.
    """

    span: Span
    candidates: tuple[Entry, ...]
    context_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """A name that means one place throughout a document.

    ``outer`` and ``siblings`` are indexes of other names: the area named right after this one
    ("Bama, Borno"), and names in one list with it. ``inner`` are the names whose ``outer`` this
    is. ``kinds`` are those that a word for the sort of place allows ("the town of", "province").
    ``area_words`` and ``town_words`` count words beside it that speak for an area ("governor") or
    a town ("mayor").
    """

    key: str
    candidates: tuple[Entry, ...]
    spans: tuple[Span, ...]
    outer: int | None
    inner: tuple[int, ...]
    siblings: tuple[int, ...]
    kinds: tuple[PlaceKind, ...]
    area_words: int
    town_words: int
    in_dateline: bool


def group_names(document: Document, toponyms: Sequence[Toponym]) -> tuple[PlaceName, ...]:
    """Return the names of a document that have candidates, in order of their first mention."""
    known = [t for t in toponyms if t.candidates]
    groups = _Groups(document, known)
    return tuple(groups.name(number) for number in range(len(groups.members)))


class _Groups:
    """Sorts mentions into names."""

    def __init__(self, document: Document, toponyms: Sequence[Toponym]) -> None:
        self._document = document
        self._toponyms = toponyms
        self._outer_mentions = self._pairs()
        keys = [self._key(t) for t in toponyms]
        outers: dict[tuple[str, str, int], Counter[str]] = defaultdict(Counter)
        for inner, outer in self._outer_mentions.items():
            outers[keys[inner]][keys[outer][0]] += 1
        numbers: dict[tuple[tuple[str, str, int], str], int] = {}
        self.members: list[list[int]] = []
        self.number_of: list[int] = []
        for index, key in enumerate(keys):
            own = self._outer_mentions.get(index)
            named = outers[key].most_common(1)[0][0] if outers[key] else ""
            area = keys[own][0] if own is not None else named
            number = numbers.setdefault((key, area), len(self.members))
            if number == len(self.members):
                self.members.append([])
            self.members[number].append(index)
            self.number_of.append(number)
        self._inner: dict[int, set[int]] = defaultdict(set)
        for inner, outer in self._outer_mentions.items():
            self._inner[self.number_of[outer]].add(self.number_of[inner])
        self._siblings = self._lists()

    def name(self, number: int) -> PlaceName:
        """Return one name with its clues."""
        members = self.members[number]
        first = self._toponyms[members[0]]
        text = self._document.text_at(first.span)
        outer = next((self._outer_mentions[m] for m in members if m in self._outer_mentions), None)
        area, town = self._words_beside(members)
        return PlaceName(
            key=name_key(text),
            candidates=first.candidates[:MAX_CANDIDATES],
            spans=tuple(self._toponyms[m].span for m in members),
            outer=None if outer is None else self.number_of[outer],
            inner=tuple(sorted(self._inner[number] - {number})),
            siblings=tuple(sorted(self._siblings[number] - {number})),
            kinds=split_type(name_key(text))[1],
            area_words=area,
            town_words=town,
            in_dateline=any(self._in_dateline(m) for m in members),
        )

    def _key(self, toponym: Toponym) -> tuple[str, str, int]:
        key = name_key(self._document.text_at(toponym.span))
        return key, toponym.candidates[0].id, len(toponym.candidates)

    def _pairs(self) -> dict[int, int]:
        """Return for each mention the one after its comma, if that may contain it."""
        found: dict[int, int] = {}
        for index in range(len(self._toponyms) - 1):
            inner, outer = self._toponyms[index], self._toponyms[index + 1]
            if self._between(index) in _CONTAINED and any(
                lies_in(i, o)
                for o in outer.candidates[:MAX_CANDIDATES]
                for i in inner.candidates[:MAX_CANDIDATES]
            ):
                found[index] = index + 1
        return found

    def _lists(self) -> dict[int, set[int]]:
        siblings: dict[int, set[int]] = defaultdict(set)
        for index in range(len(self._toponyms) - 1):
            if index not in self._outer_mentions and self._between(index) in _LISTED:
                left, right = self.number_of[index], self.number_of[index + 1]
                siblings[left].add(right)
                siblings[right].add(left)
        return siblings

    def _between(self, index: int) -> str:
        left, right = self._toponyms[index].span, self._toponyms[index + 1].span
        return self._document.text[left.end : right.start] if right.start - left.end < 9 else ""

    def _words_beside(self, members: Sequence[int]) -> tuple[int, int]:
        contexts = load_place_contexts()
        area = town = 0
        for member in members:
            span = self._toponyms[member].span
            before = _BEFORE.search(self._document.text, max(0, span.start - 30), span.start)
            after = _AFTER.match(self._document.text, span.end, span.end + 30)
            words = {found[1].casefold() for found in (before, after) if found is not None}
            area += bool(words & contexts.area_beside)
            town += bool(words & contexts.town_beside)
        return area, town

    def _in_dateline(self, member: int) -> bool:
        span = self._toponyms[member].span
        segment = self._document.segment_at(span.start)
        return segment is not None and segment.kind is SegmentKind.DATELINE
