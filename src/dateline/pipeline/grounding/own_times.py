"""The time that an act's own clause or sentence gives it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dateline.core.claims import Anchor, Basis, Claim, Scope
from dateline.core.documents import Span
from dateline.core.grounded import (
    Interval,
    Reason,
    TimeBasis,
    TimePrecision,
    TimeRelation,
    Unresolved,
)
from dateline.pipeline.grounding.act_kinds import AFTERMATH, DONE
from dateline.pipeline.grounding.counted_times import (
    counts_from_news,
    counts_to,
    is_base_of_count,
    restates,
)
from dateline.pipeline.grounding.news_days import NEWS, lies_ahead
from dateline.pipeline.grounding.statement_days import is_day_of_blame, is_day_of_words
from dateline.pipeline.grounding.times import TimeContext
from dateline.pipeline.grounding.told_times import OWN, WEEK, ToldTimes

_COMPARED = re.compile(
    r"\b(?:against|versus|compared\s+(?:with|to)|than(?!\s+(?:an?|one|two|three|half|\d[\d,]*|[a-z]+ty)\b)|(?:up|down)\s+from|as\s+many\s+as)\b"
    r"[^.;,]{0,45}$",
    re.IGNORECASE,
)
_LASTING_UNTIL = re.compile(r"\b(?:until|till|through)\s+(?:at\s+least\s+)?$", re.IGNORECASE)
_APART = re.compile(
    r",\s+(?:\w+\s+){0,3}(?:hour|day|week|month|year)s?\s+(?:after|before|following)\s[^,]*$",
    re.IGNORECASE,
)
_ANOTHER_TIME = re.compile(
    r"\b(?:eventually|later|subsequently|ultimately|since)\s+$", re.IGNORECASE
)
#: What puts a time after a trigger with what moved somebody to the act, or with what it punishes.
_IN_RETURN = re.compile(
    r"\b(?:retaliation|revenge|reprisals?|retribution|vengeance|response)\s+(?:for|to|over|after)\b",
    re.IGNORECASE,
)
#: So long before a report is as good as its day for a feast of the year before.
_FEAST_LAG = timedelta(days=14)
_PUNISHES = AFTERMATH | {"judicial_execution"}
_FOR_DOING = re.compile(r"\bfor\s+(?:\w+ly\s+)?[a-z]+ing\b")
_SINCE_CLAUSE = re.compile(r"\bsince\s[^.;]{3,90}$", re.IGNORECASE)


def own_time(
    told: ToldTimes, claim: Claim, candidates: Sequence[Anchor], country: str | None
) -> Interval | Unresolved:
    """Return what the first candidate means that can be read as the time of an act.

    Args:
        told: The times of the text.
        claim: The act.
        candidates: Which of them may be its own, the likeliest first.
        country: ISO 3166-1 code of where the act was, whose national days are meant.
    """
    first: Unresolved | None = None
    for candidate in candidates:
        before = told.document.text[max(0, candidate.span.start - 60) : candidate.span.start]
        if claim.stage in DONE and _COMPARED.search(before):
            continue
        if any(restates(told, candidate.span, other.span) for other in candidates):
            continue
        if counts_to(told, candidate.span, claim) or _is_of_another_act(told, candidate, claim):
            continue
        found = _read(told, claim, candidate, country)
        if isinstance(found, Unresolved):
            first = first or found
        elif not (
            lies_ahead(claim, found, told.published) or _only_ends(told, claim, found, before)
        ):
            found = _if_since(told, claim, candidate, found)
            return _over_period(told, claim, _if_later(told, claim, candidate, found))
    return first or Unresolved(reason=Reason.NOT_STATED)


def _read(
    told: ToldTimes, claim: Claim, candidate: Anchor, country: str | None
) -> Interval | Unresolved:
    context = TimeContext(
        published=told.published,
        future=claim.tense_future,
        anchor=told.anchor(candidate.span),
        country=country,
    )
    found = told.ground(candidate.span, context)
    if _is_feast_ahead(told, claim, found) and told.published is not None:
        before = told.published - _FEAST_LAG
        found = told.ground(candidate.span, replace(context, published=before))
    if isinstance(found, Unresolved) and found.reason is Reason.TOO_VAGUE:
        day = told.anchor(candidate.span, days=WEEK)
        found = told.ground(candidate.span, replace(context, anchor=day))
    return found


def _is_feast_ahead(told: ToldTimes, claim: Claim, found: Interval | Unresolved) -> bool:
    """Tell whether a feast yet to come is read for an act done: "killed nine on New Year's Eve".

    One of several days may have begun with another moon.
    """
    return (
        claim.stage in DONE
        and not claim.tense_future
        and isinstance(found, Interval)
        and found.basis is TimeBasis.HOLIDAY
        and found.start == found.end
        and told.published is not None
        and found.start > told.published
    )


def _is_of_another_act(told: ToldTimes, candidate: Anchor, claim: Claim) -> bool:
    """Tell whether a time is that of another act, or of a statement."""
    time, trigger = candidate.span, claim.trigger.span
    text = told.document.text
    if time.end >= trigger.start:
        return counts_from_news(told, time) or _moved_or_punished(told, time, claim)
    return (
        (candidate.basis not in OWN and counts_from_news(told, time))
        or is_base_of_count(told, time, claim)
        or is_day_of_blame(text, time, claim)
        or _APART.search(text[time.end : trigger.start]) is not None
        or is_day_of_words(text, candidate, claim)
    )


def _moved_or_punished(told: ToldTimes, time: Span, claim: Claim) -> bool:
    """Tell whether a time is that of an act which this one answers or punishes.

    "They burned the village in revenge for the killing of two men on Friday"; "he will be sentenced
    for storming a bank in 2019".
    """
    between = claim.trigger.span.end, time.start
    if _IN_RETURN.search(told.document.text, *between):
        return True
    if claim.type not in _PUNISHES or not _FOR_DOING.search(
        told.document.text, claim.trigger.span.start, time.start
    ):
        return False
    found = told.ground(time, TimeContext(published=told.published, anchor=told.anchor(time)))
    if told.published is None or not isinstance(found, Interval):
        return False
    return found.end < told.published - NEWS


def _only_ends(told: ToldTimes, claim: Claim, time: Interval, before: str) -> bool:
    """Tell whether a time says how long something lasts: "under house arrest until July 20"."""
    return (
        claim.stage in DONE
        and _LASTING_UNTIL.search(before) is not None
        and (told.published is None or time.end >= told.published)
    )


def _if_since(told: ToldTimes, claim: Claim, candidate: Anchor, found: Interval) -> Interval:
    """Bound an act told as since something dated: "killed since the war began in 2014"."""
    trigger, time = claim.trigger.span, candidate.span
    if found.relation is not TimeRelation.IN or time.start < trigger.end:
        return found
    if _SINCE_CLAUSE.search(told.document.text, trigger.end, time.start) is None:
        return found
    return replace(found, relation=TimeRelation.ON_OR_AFTER)


def _if_later(told: ToldTimes, claim: Claim, candidate: Anchor, found: Interval) -> Interval:
    """Bound an act told as later than the time: "held in May, and eventually convicted"."""
    start = claim.trigger.span.start
    later = (
        claim.type in AFTERMATH
        and candidate.basis is not Basis.ARGUMENT
        and candidate.span.end < start
        and _ANOTHER_TIME.search(told.document.text, max(0, start - 20), start)
    )
    return replace(found, relation=TimeRelation.ON_OR_AFTER) if later else found


def _over_period(told: ToldTimes, claim: Claim, time: Interval) -> Interval:
    """Let a total "since January" run up to publication."""
    published = told.published
    total = claim.scope is Scope.AGGREGATE and time.relation is TimeRelation.ON_OR_AFTER
    if not total or published is None or published < time.start:
        return time
    return replace(time, end=published, precision=TimePrecision.PERIOD, relation=TimeRelation.IN)
