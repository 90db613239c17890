"""The times of one text: where they stand, which acts they are of, and what each means."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cached_property, lru_cache

from dateline.core.claims import Basis, Claim
from dateline.core.documents import Document, Sentence, Span
from dateline.core.grounded import Interval, TimeBasis, Unresolved
from dateline.pipeline.grounding.act_kinds import AFTERMATH, ENFORCED
from dateline.pipeline.grounding.numbers import lower_ascii
from dateline.pipeline.grounding.statement_days import follows_speech
from dateline.pipeline.grounding.times import TimeContext, ground_time
from dateline.resources.times import ObservanceRule, TimeLexicon

#: How wide a time may be that others are counted from: a year, or a week for days and hours.
YEAR, WEEK = timedelta(days=366), timedelta(days=7)
#: Where an act's own times stand: in its clause or in its sentence.
OWN = (Basis.ARGUMENT, Basis.SENTENCE)
_DATED = frozenset({TimeBasis.EXPLICIT, TimeBasis.HOLIDAY})
#: How far, in characters, a time may follow the one of the past that it goes on with.
_SAME_STORY = 400
#: What is told as of long ago lies so far back, and later days of it are no news of the last month.
_LONG_AGO, _LATELY = timedelta(days=180), timedelta(days=31)
_WIDEST = timedelta(days=31)
#: What settles the year of a time by itself.
_SETTLES_YEAR = re.compile(
    r"\d{3}|['’]\d\d\b|\b(?:last|this|next|past|ago|years?)\b", re.IGNORECASE
)


class ToldTimes:
    """Reads the times of one document, each counted from the ones told before it."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        times: Sequence[Span],
        claims: Sequence[Claim],
        lexicon: TimeLexicon,
    ) -> None:
        """Note where times stand and which acts they are of.

        Args:
            document: The article.
            sentences: Its sentences, in order.
            times: Its times, in order.
            claims: Its claims, in order.
            lexicon: Words and conventions.
        """
        self.document = document
        self.published = document.published.date if document.published else None
        self.times = tuple(times)
        self._sentences = tuple(sentences)
        self._starts = [sentence.span.start for sentence in sentences]
        self._lexicon = lexicon
        self._read: list[Interval | Unresolved] = []
        self._grounded: dict[tuple[Span, TimeContext], Interval | Unresolved] = {}
        self._after_speech: dict[Span, bool] = {}
        self._beside: dict[int, tuple[int, ...]] = {}
        dated: dict[Span, set[str]] = defaultdict(set)
        for claim in claims:
            for anchor in claim.times:
                if anchor.basis in OWN:
                    dated[anchor.span].add(claim.type)
        self._dated_by = {time: frozenset(types) for time, types in dated.items()}

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence at an offset, if one stands there."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._sentences[index].span.end:
            return None
        return self._sentences[index]

    def beside(self, span: Span) -> Sequence[int]:
        """Return which times stand in the sentence of a span, nearest first."""
        known = self._beside.get(span.start)
        if known is None:
            known = self._beside[span.start] = self._nearest_in_sentence(span.start)
        return known

    def _nearest_in_sentence(self, start: int) -> tuple[int, ...]:
        sentence = self.sentence_at(start)
        if sentence is None:
            return ()
        inside = [i for i, time in enumerate(self.times) if sentence.span.contains(time)]
        return tuple(sorted(inside, key=lambda i: abs(self.times[i].start - start)))

    def before(self, offset: int) -> int:
        """Return the index of the last time that starts at or before an offset, or -1."""
        return bisect_right(self.times, offset, key=lambda time: time.start) - 1

    def types_dated_by(self, time: Span) -> frozenset[str]:
        """Return the types of the acts whose own time this is."""
        return self._dated_by.get(time, frozenset())

    def is_taken(self, time: Span) -> bool:
        """Tell whether a time is some act's own."""
        return time in self._dated_by

    def follows_speech(self, time: Span) -> bool:
        """Tell whether words of speech stand right before a time."""
        known = self._after_speech.get(time)
        if known is None:
            known = self._after_speech[time] = follows_speech(self.document.text, time)
        return known

    def reading(self, index: int) -> Interval | Unresolved:
        """Return what a time of the text means; each counts from the ones before it."""
        while len(self._read) <= index:
            time = self.times[len(self._read)]
            context = TimeContext(published=self.published, anchor=self.anchor(time))
            self._read.append(self.ground(time, context))
        return self._read[index]

    def ground(self, mention: Span, context: TimeContext) -> Interval | Unresolved:
        """Return what a time means in a context; several acts may have the same."""
        if context.country is not None and not self._names_national_days:
            context = replace(context, country=None)
        found = self._grounded.get((mention, context))
        if found is None:
            found = ground_time(self.document, mention, context, self._lexicon)
            if not context.future:
                found = _same_weekday(found, context.anchor)
                found = self._same_past(found, context.anchor)
            self._grounded[mention, context] = found
        return found

    @cached_property
    def _names_national_days(self) -> bool:
        """Whether the text names a feast that countries keep on days of their own."""
        text = " ".join(lower_ascii(self.document.text).replace("’", "'").split())
        return any(name in text for name in _national_days(self._lexicon))

    def _same_past(
        self, found: Interval | Unresolved, told: Interval | None
    ) -> Interval | Unresolved:
        """Let a date without a year go on with a story of the past.

        "On December 19, 2016, a lorry was driven into a crowd. The driver was shot on December 23."
        """
        published = self.published
        if published is None or told is None or not isinstance(found, Interval):
            return found
        dated = found.basis is TimeBasis.EXPLICIT and told.basis in _DATED
        if not dated or told.end - told.start > _WIDEST or found.end - found.start > _WIDEST:
            return found
        if not 0 <= found.mention.start - told.mention.end < _SAME_STORY:
            return found
        if _SETTLES_YEAR.search(self.document.text_at(found.mention)):
            return found
        if told.start > published - _LONG_AGO or found.start > published - _LATELY:
            return found
        going_on = _next_such(found, told)
        nearer = going_on is not None and going_on.start - told.start < published - found.start
        return going_on if going_on is not None and nearer else found

    def anchor(self, mention: Span, days: timedelta = YEAR) -> Interval | None:
        """Return the time last spoken of before a mention, other than the day of a statement.

        Args:
            mention: What counts from it.
            days: How wide it may be.
        """
        index = self.before(mention.start)
        fallback: Interval | None = None
        while index >= 0:
            time = self.times[index]
            if time.end <= mention.start:
                found = self._read[index] if index < len(self._read) else self.reading(index)
                if isinstance(found, Interval) and found.end - found.start <= days:
                    if not self.follows_speech(time):
                        return found
                    fallback = fallback or found
            index -= 1
        return fallback


@lru_cache(maxsize=4)
def _national_days(lexicon: TimeLexicon) -> tuple[str, ...]:
    return tuple(
        name
        for name, observance in lexicon.observances.items()
        if observance.rule is ObservanceRule.BY_COUNTRY
    )


def dates_only_aftermath(told: ToldTimes, time: Span, claim: Claim) -> bool:
    """Tell whether a time is that of arrests or trials alone, and a claim is of an act."""
    dated = told.types_dated_by(time)
    return bool(dated) and dated <= AFTERMATH and claim.type not in AFTERMATH | ENFORCED


def _next_such(found: Interval, told: Interval) -> Interval | None:
    """Return the first days of the same name from a told time on, if they lie before the found."""
    for year in (told.start.year, told.start.year + 1):
        try:
            start = found.start.replace(year=year)
            end = found.end.replace(year=year + found.end.year - found.start.year)
        except ValueError:
            return None
        if told.start <= start < found.start:
            return replace(found, start=start, end=end)
    return None


def _same_weekday(found: Interval | Unresolved, told: Interval | None) -> Interval | Unresolved:
    """Let a weekday be the day of the past just told of, if that was such a weekday.

    "The blast of Dec. 11, 2017 ... disrupted the Monday morning commute."
    """
    if not isinstance(found, Interval) or found.basis is not TimeBasis.WEEKDAY:
        return found
    if told is None or told.basis is not TimeBasis.EXPLICIT or told.start != told.end:
        return found
    apart = found.mention.start - told.mention.end
    one_day = found.start == found.end and found.start.weekday() == told.start.weekday()
    if one_day and 0 <= apart < _SAME_STORY and told.start < found.start - timedelta(days=6):
        return replace(found, start=told.start, end=told.end)
    return found
