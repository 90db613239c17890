"""Hours told without a day, which are those of the day that a report came out."""

import re

from dateline.core.claims import Claim, Scope
from dateline.core.documents import Span
from dateline.core.grounded import Interval, TimeBasis, TimePrecision, TimeRelation
from dateline.pipeline.grounding.news_days import NEWS, is_one_of_many, may_take_days
from dateline.pipeline.grounding.told_times import ToldTimes

#: Hours before noon: of what happened later in the day a paper reports only on the next.
_MORNING = re.compile(
    r"\b(?:1[0-2]|[1-9])(?:[:.][0-5]\d)?\s?(?:a\.m\.|A\.M\.|am\b|AM\b)"
    r"|\b(?:before|at|around|near)\s(?:dawn|daybreak|sunrise|first\slight)\b"
    r"|\bin\sthe\s(?:early|small|wee|pre-?dawn)\s(?:morning\s)?hours\b(?!\sof\b)"
    r"|\b(?:shortly|just|soon)\safter\smidnight\b"
)


def morning_of_report(told: ToldTimes, claim: Claim) -> Interval | None:
    """Return the day of the report for an act told by the hour of a morning alone.

    "Gunmen stormed the post at 3 a.m." is of that day, unless the report tells of days long past.

    Args:
        told: The times of the text.
        claim: The act.
    """
    published = told.published
    sentence = told.sentence_at(claim.trigger.span.start)
    if published is None or sentence is None or claim.scope is Scope.AGGREGATE:
        return None
    text = told.document.text
    if not may_take_days(claim, sentence, text) or is_one_of_many(claim, text):
        return None
    hour = _MORNING.search(text, sentence.span.start, sentence.span.end)
    if hour is None or any(not _is_hour(told.times[i], hour) for i in told.beside(sentence.span)):
        return None
    last = told.before(sentence.span.start)
    before = told.reading(last) if last >= 0 else None
    if isinstance(before, Interval) and before.end < published - NEWS:
        return None
    return Interval(
        start=published,
        end=published,
        precision=TimePrecision.DAY,
        relation=TimeRelation.IN,
        basis=TimeBasis.PUBLICATION,
        mention=Span(*hour.span()),
    )


def _is_hour(time: Span, hour: re.Match[str]) -> bool:
    return time.overlaps(Span(*hour.span()))
