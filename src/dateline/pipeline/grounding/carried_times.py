"""Days told before an act, which go on to date it until another is told."""

from dateline.core.claims import Claim, Scope
from dateline.core.documents import Sentence, Span
from dateline.core.grounded import Interval
from dateline.pipeline.grounding.act_kinds import AFTERMATH, ENFORCED
from dateline.pipeline.grounding.counted_times import is_counted
from dateline.pipeline.grounding.news_days import (
    BY_NOW,
    TOLD,
    is_news,
    is_one_of_many,
    is_told_as_new,
    may_take_days,
)
from dateline.pipeline.grounding.told_times import YEAR, ToldTimes, dates_only_aftermath

#: How many paragraphs on an act of long ago may still be told of.
_RETOLD = 2


class DaysSoFar:
    """Remembers which day a text told last, and gives it to the acts told with it."""

    def __init__(self, told: ToldTimes) -> None:
        """Start at the top of a text.

        Args:
            told: Its times.
        """
        self._told = told
        self._last: tuple[int, Interval] | None = None
        self._last_period: tuple[int, Interval] | None = None
        self._long_past: int | None = None

    def remember(self, claim: Claim, time: Interval) -> None:
        """Note the time of an act, the next in text order."""
        told = self._told
        sentence = told.sentence_at(claim.trigger.span.start)
        if sentence is None or sentence.segment not in TOLD:
            return
        if claim.scope is Scope.AGGREGATE:
            self._last_period = (sentence.paragraph, time)
            return
        if claim.type not in AFTERMATH | ENFORCED:
            past = told.published is not None and time.end < told.published - YEAR
            self._long_past = sentence.paragraph if past else None
        self._last = (sentence.paragraph, time) if is_news(time, told.published) else None

    def last(self, claim: Claim) -> Interval | None:
        """Return the day told last before an act, in its paragraph or the one before."""
        sentence = self._told.sentence_at(claim.trigger.span.start)
        if sentence is None or self._last is None or sentence.paragraph - self._last[0] > 1:
            return None
        return self._last[1]

    def carried(self, claim: Claim) -> Interval | None:
        """Return the day told last before an act of the same stretch of news.

        "Two men have been released" takes none but the last few days.
        """
        found = self._carried(claim)
        told = self._told
        if found is None or told.published is None or found.end >= told.published - BY_NOW:
            return found
        return None if is_told_as_new(claim, told.document.text) else found

    def _carried(self, claim: Claim) -> Interval | None:
        told = self._told
        sentence = told.sentence_at(claim.trigger.span.start)
        if told.published is None or sentence is None:
            return None
        if claim.scope is Scope.AGGREGATE:
            where, period = self._last_period or (-1, None)
            return period if where == sentence.paragraph else None
        text = told.document.text
        if not may_take_days(claim, sentence, text) or is_one_of_many(claim, text):
            return None
        if (beside := self._last_beside(claim, sentence)) is not None:
            return beside
        for index in range(told.before(sentence.span.start), -1, -1):
            time = told.times[index]
            other = told.sentence_at(time.start)
            if other is None or sentence.paragraph - other.paragraph > 1:
                break
            if dates_only_aftermath(self._told, time, claim):
                return None
            if is_counted(told, time) or other.segment not in TOLD or told.follows_speech(time):
                continue
            if self._is_retold(claim, time, sentence):
                return None
            found = told.reading(index)
            return found if isinstance(found, Interval) and is_news(found, told.published) else None
        return self._last_elsewhere(claim, sentence)

    def _last_elsewhere(self, claim: Claim, sentence: Sentence) -> Interval | None:
        time = self.last(claim)
        if time is None or dates_only_aftermath(self._told, time.mention, claim):
            return None
        return None if sentence.span.contains(time.mention) else time

    def _is_retold(self, claim: Claim, time: Span, sentence: Sentence) -> bool:
        """Tell whether an act goes on with one of long ago, past a day that dates no act.

        "The girls were taken in 2014. One was found on Tuesday. The gunmen had come by night."
        """
        if self._long_past is None or claim.type in AFTERMATH | ENFORCED:
            return False
        return not self._told.is_taken(time) and sentence.paragraph - self._long_past <= _RETOLD

    def _last_beside(self, claim: Claim, sentence: Sentence) -> Interval | None:
        """Return the day that an act told just before in the same sentence has."""
        time = self._last[1] if self._last is not None else None
        if time is None or not sentence.span.contains(time.mention):
            return None
        if self._dates_only_its_cause(time.mention, claim):
            return None
        return None if dates_only_aftermath(self._told, time.mention, claim) else time

    def _dates_only_its_cause(self, time: Span, claim: Claim) -> bool:
        """Tell whether a time is that of the acts alone which an arrest or release follows."""
        dated = self._told.types_dated_by(time)
        return bool(dated) and claim.type in AFTERMATH and dated.isdisjoint(AFTERMATH | ENFORCED)
