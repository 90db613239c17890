"""Times beside an act in its sentence that its clause does not give it."""

import re
from dataclasses import replace
from datetime import timedelta

from dateline.core.claims import Claim, Scope, Status
from dateline.core.documents import Span
from dateline.core.grounded import Interval, TimeRelation
from dateline.pipeline.grounding.act_kinds import AFTERMATH
from dateline.pipeline.grounding.counted_times import is_counted
from dateline.pipeline.grounding.news_days import is_news, lies_ahead, may_take_days
from dateline.pipeline.grounding.statement_days import (
    is_beside_cue,
    is_day_of_blame,
    leads_to_speech,
)
from dateline.pipeline.grounding.told_times import ToldTimes, dates_only_aftermath

#: Lemmas of the triggers of claims made of words that put a report right or withdraw it.
_TAKING_BACK = frozenset({"retract", "correct"})
_WHEN = re.compile(
    r"\s*,?\s*(?:when|while|as|in\s+which|during\s+which|on\s+which|after)\b", re.IGNORECASE
)
#: Nobody says by the year when something was said; a season is the widest.
_SEASON = timedelta(days=100)
_RELATIVE_CLAUSE = re.compile(r"\b(?:in|during|on)\s+which\b", re.IGNORECASE)
#: What leads from an arrest or release to the act before it.
_OF_THE_CASE = re.compile(
    r"\b(?:over|for|with|to|after|following|suspect\w*|accus\w+|charg\w+|who|since|behind)\b",
    re.IGNORECASE,
)


def clause_time(told: ToldTimes, claim: Claim) -> Interval | None:
    """Return a time whose clause an act belongs to: "died in May when a man drove ..."."""
    trigger = claim.trigger.span
    for index in told.beside(trigger):
        time = told.times[index]
        if time.end > trigger.start or told.follows_speech(time):
            continue
        between = told.document.text[time.end : trigger.start]
        linked = not between.strip() or _WHEN.match(between)
        relative = _RELATIVE_CLAUSE.search(between) and not told.is_taken(time)
        if not (linked or relative):
            continue
        found = told.reading(index)
        if isinstance(found, Interval) and not lies_ahead(claim, found, told.published):
            return replace(found, relation=TimeRelation.IN)
    return None


def left_over_time(told: ToldTimes, claim: Claim) -> Interval | None:
    """Return the one day of the news in an act's sentence that dates nothing else.

    A day that the parse hangs on a word beside the act ("were Friday night injured in a
    blast") is still nearer than the day somebody told of it.
    """
    trigger = claim.trigger.span
    sentence = told.sentence_at(trigger.start)
    if claim.scope is Scope.AGGREGATE or _is_of_words(claim) or sentence is None:
        return None
    if not may_take_days(claim, sentence, told.document.text):
        return None
    free = [i for i in told.beside(trigger) if _is_free(told, told.times[i], claim)]
    if len(free) != 1:
        return None
    found = told.reading(free[0])
    return found if isinstance(found, Interval) and is_news(found, told.published) else None


def _is_of_words(claim: Claim) -> bool:
    """Tell whether a claim denies an act or takes back what was said of it, on whatever day."""
    return claim.status is Status.DENIED or claim.trigger.lemma in _TAKING_BACK


def statement_bound(told: ToldTimes, claim: Claim) -> Interval | None:
    """Return the day the source spoke, as the last day an act can have been on."""
    if claim.type == "plot" or claim.tense_future:
        return None
    for index in told.beside(claim.trigger.span):
        if not _is_spoken_on(told, told.times[index], claim):
            continue
        if is_counted(told, told.times[index]) or dates_only_aftermath(
            told, told.times[index], claim
        ):
            continue
        found = told.reading(index)
        if not isinstance(found, Interval) or found.end - found.start > _SEASON:
            continue
        if not lies_ahead(claim, found, told.published):
            return replace(found, relation=TimeRelation.ON_OR_BEFORE)
    return None


def _is_free(told: ToldTimes, time: Span, claim: Claim) -> bool:
    text, trigger = told.document.text, claim.trigger.span
    if told.is_taken(time) or _is_spoken_on(told, time, claim) or is_counted(told, time):
        return False
    inner = text[min(time.end, trigger.end) : max(time.start, trigger.start)]
    if any(mark in inner for mark in '"“”();:'):
        return False
    return claim.type not in AFTERMATH or _OF_THE_CASE.search(inner) is None


def _is_spoken_on(told: ToldTimes, time: Span, claim: Claim) -> bool:
    return (
        is_beside_cue(time, claim)
        or told.follows_speech(time)
        or is_day_of_blame(told.document.text, time, claim)
        or leads_to_speech(told.document.text, time, claim)
    )
