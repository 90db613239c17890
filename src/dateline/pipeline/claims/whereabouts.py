"""Where and when acts were whose own sentences do not say so."""

import re
from collections.abc import Sequence
from datetime import date

from dateline.core.claims import Anchor, Basis
from dateline.core.documents import Document, SegmentKind, Span
from dateline.pipeline.claims.acts import CLAIM_OF_RESPONSIBILITY, DEADLY, Act
from dateline.pipeline.claims.anchors import is_yardstick

#: Words before "in" by which a place is where somebody is from or lives, not where things happen.
_ELSEWHERE = frozenset(
    "origins origin roots based born headquartered exile living lives lived raised educated "
    "interests invested president prime government correspondent correspondents reporter reporters "
    "journalist photographer bureau".split()
)
#: Who or what is "of" a country and may be anywhere: "a citizen of Uzbekistan".
_SUBJECTS_OF = frozenset(
    "citizen citizens national nationals native natives subject subjects president king queen "
    "emir sultan premier government ministry minister parliament army embassy ambassador consul "
    "ally allies support invasion occupation because instead think fear accused".split()
)
_LOCATIVE = frozenset("in near at outside inside across throughout around of".split())
#: How far back, in characters, the place named last still locates a sentence.
_NEAR = 700
#: How far into a sentence, in characters, the place may stand that opens it, and after what.
_LEAD = 60
_OPENS = re.compile(
    r"(?:Meanwhile,?\s|Elsewhere,?\s|Also,?\s|Separately,?\s|And\s)?(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside)\s"
    r"(?:[a-z][\w-]*\s){0,6}"
)
_NOWHERE: tuple[int, tuple[Anchor, ...]] = (-9, ())
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PAST = re.compile(r"\blast year\b|\b(?:years?|decades?)\s+(?:ago|earlier|before)\b", re.IGNORECASE)
#: A year after a place: "survived the attacks in New York in 2001".
_PAST_YEAR = re.compile(r"\s+in\s+(?:19|20)\d\d\b")
#: A year ends so many months ago before what was in it is the past.
_PAST_MONTHS = 3
#: How many paragraphs a time or place carries over to sentences that name none.
CARRY = 1


class Whereabouts:
    """Where and when the acts of one document were, as far as it was told before."""

    def __init__(self, document: Document, places: Sequence[Span]) -> None:
        self._document = document
        self._places = places
        self._last_times: dict[str, tuple[int, tuple[Anchor, ...]]] = {}
        self._last_places: dict[str, tuple[int, tuple[Anchor, ...]]] = {}
        self._aside = _NOWHERE
        self._news_times: dict[str, tuple[int, tuple[Anchor, ...]]] = {}

    def remember(self, act: Act, times: Sequence[Anchor], places: Sequence[Anchor]) -> None:
        """Keep the times and places that an act's own sentence gives it, for what follows.

        Who bans a group does so far from where the group acts.
        """
        paragraph = act.parse.sentence.paragraph
        if is_yardstick(act.head):
            self._aside = (paragraph, tuple(times))
            return
        if times:
            line = _line_of(act)
            self._last_times[line] = (paragraph, tuple(times))
            if not self._look_back(times):
                self._news_times[line] = (paragraph, tuple(times))
        ground = _ground_of(act)
        if act.event_type.id == "designation":
            return
        if places and not (ground in self._last_places and self._look_back(times)):
            self._last_places[ground] = (paragraph, tuple(places))

    def times_told(self, act: Act) -> tuple[Anchor, ...]:
        """Return the times told just before in the same line of the story.

        A look back at years past ends with its paragraph, where the story had a time before it.
        """
        if is_yardstick(act.head):
            return ()
        last = self._last_times.get(_line_of(act), _NOWHERE)
        if act.event_type.id == CLAIM_OF_RESPONSIBILITY and self._look_back(last[1]):
            return ()
        news = self._news_times.get(_line_of(act))
        if news is not None and last[0] < act.parse.sentence.paragraph:
            last = (last[0], news[1])
        if act.parse.words.startswith("Then"):
            last = self._aside
        return _carried(last, act.parse.sentence.paragraph)

    def _look_back(self, times: Sequence[Anchor]) -> bool:
        """Tell whether times say that an act was years before the report."""
        published = self._document.published
        if published is None:
            return False
        told = " ".join(self._document.text_at(anchor.span) for anchor in times)
        return bool(_PAST.search(told)) or any(
            _months_since(int(year), published.date) > _PAST_MONTHS for year in _YEAR.findall(told)
        )

    def places_told(self, act: Act) -> tuple[Anchor, ...]:
        """Return where an act may have been whose sentence names no place, best first.

        Courts sit where they sat before or where the report is from, not where the attack was that
        they try.
        """
        carried = _carried(
            self._last_places.get(_ground_of(act), _NOWHERE), act.parse.sentence.paragraph
        )
        carried = (*self._opening(act.parse.sentence.span), *carried)
        before = self._before(act.parse.sentence.span)
        if _ground_of(act) == "courts":
            return (*carried, *self._dateline(), *self._first_place(), *before)
        return (*carried, *before, *self._dateline(), *self._first_place())

    def _opening(self, sentence: Span) -> tuple[Anchor, ...]:
        """Return the place that opens a sentence: "In Torva province, witnesses said ..."."""
        place = next((p for p in self._places if p.start >= sentence.start), None)
        if place is None or place.start - sentence.start > _LEAD or not self._may_locate(place):
            return ()
        lead = self._document.text[sentence.start : place.start]
        opens = _OPENS.fullmatch(lead) is not None
        return (Anchor(span=place, basis=Basis.SENTENCE),) if opens else ()

    def _before(self, sentence: Span) -> tuple[Anchor, ...]:
        """Return the place named last before a sentence, if that is not far back."""
        for place in reversed(self._places):
            if sentence.start - _NEAR <= place.start < sentence.start and self._may_locate(place):
                return (Anchor(span=place, basis=Basis.DOCUMENT),)
        return ()

    def _first_place(self) -> tuple[Anchor, ...]:
        """Return the first place of the body: a report opens with where its news is."""
        for place in self._places:
            if self._may_locate(place):
                return (Anchor(span=place, basis=Basis.DOCUMENT),)
        return ()

    def _may_locate(self, place: Span) -> bool:
        """Tell whether words before a place let something have happened there."""
        segment = self._document.segment_at(place.start)
        if segment is None or segment.kind is not SegmentKind.PARAGRAPH:
            return False
        opened = self._document.text[segment.span.start : place.start]
        if opened.count("[") > opened.count("]") or opened.count("(") > opened.count(")"):
            return False
        before = self._document.text[max(0, place.start - 24) : place.start].lower().split()
        if before and before[-1] == "the":
            before.pop()
        if len(before) > 1 and before[-2].strip(",") in _ELSEWHERE:
            return False
        if _PAST_YEAR.match(self._document.text, place.end):
            return False
        if before[-3:] == ["the", "capital", "of"] and "as" in opened.lower().split()[-6:]:
            return False
        if len(before) > 1 and before[-1] == "of":
            return before[-2].strip(",") not in _SUBJECTS_OF
        return bool(before) and before[-1] in _LOCATIVE

    def _dateline(self) -> tuple[Anchor, ...]:
        for segment in self._document.segments_of(SegmentKind.DATELINE):
            inside = [p for p in self._places if segment.span.overlaps(p)]
            return tuple(Anchor(span=p, basis=Basis.DATELINE) for p in inside)
        return ()


def _months_since(year: int, day: date) -> int:
    """Return how many months of later years have begun by a day."""
    return (day.year - year - 1) * 12 + day.month


def _carried(last: tuple[int, tuple[Anchor, ...]], paragraph: int) -> tuple[Anchor, ...]:
    where, anchors = last
    if 0 <= paragraph - where <= CARRY:
        return tuple(Anchor(span=a.span, basis=Basis.DOCUMENT) for a in anchors)
    return ()


def _line_of(act: Act) -> str:
    """Return the line of a story that an act belongs to: times carry over within one."""
    if act.event_type.family == "justice":
        return "courts"
    if act.event_type.family == "violence" or act.event_type.id in DEADLY:
        return "violence"
    return "plots" if act.event_type.family == "plot" else "enforcement"


def _ground_of(act: Act) -> str:
    """Return which acts are likely in one place with an act: those of courts, or any others."""
    return "courts" if act.event_type.family == "justice" else "elsewhere"
