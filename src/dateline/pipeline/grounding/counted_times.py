"""Times that tell how far one act lies from another: "a day after a bomb killed four"."""

import re
from dataclasses import replace

from dateline.core.claims import Claim
from dateline.core.documents import Span
from dateline.core.grounded import Interval, TimeRelation, Unresolved
from dateline.pipeline.grounding.news_days import NARROW
from dateline.pipeline.grounding.times import TimeContext
from dateline.pipeline.grounding.told_times import ToldTimes

#: How many characters a clause after "a day after" may take up to its trigger.
_CLAUSE = 90
_COUNTED_FROM_IT = re.compile(r"\b(?:after|before|following|prior\s+to|ahead\s+of)$", re.IGNORECASE)
#: An incident told of before, from which "two days after" counts.
_AFTER_THE_INCIDENT = re.compile(
    r"\s+(?:(?:the|that|this|his|her|their|its|those|these)\s+(?:[\w’'-]+\s+){0,3}?"
    r"(?:attacks?|assaults?|bombings?|blasts?|explosions?|shootings?|killings?|murders?|raids?|"
    r"ambush(?:es)?|arrests?|incidents?|clash(?:es)?|strikes?|abductions?|kidnappings?|deaths?|"
    r"siege|operation|massacre|disappearance|release|escape|shelling|hijacking|stabbing)\b"
    r"|(?:it|that|he|she|they)\b)",
    re.IGNORECASE,
)


def is_counted(told: ToldTimes, time: Span) -> bool:
    """Tell whether a time ends in what it counts from: "two days after"."""
    return _COUNTED_FROM_IT.search(told.document.text_at(time)) is not None


def counts_to(told: ToldTimes, time: Span, claim: Claim) -> bool:
    """Tell whether a time says how far an act lies from the one told before it."""
    between = told.document.text[time.end : claim.trigger.span.start]
    near = len(between) < _CLAUSE and not any(mark in between for mark in ".;,")
    return time.end < claim.trigger.span.start and near and is_counted(told, time)


def counts_from_news(told: ToldTimes, time: Span) -> bool:
    """Tell whether a time counts from something told only after it.

    "The blast came two days after gunmen killed a judge" says when the judge was killed.
    """
    if not is_counted(told, time) or _AFTER_THE_INCIDENT.match(told.document.text, time.end):
        return False
    return not any(0 <= other.start - time.end <= _CLAUSE for other in told.times)


def is_base_of_count(told: ToldTimes, time: Span, claim: Claim) -> bool:
    """Tell whether an act is counted from a time: "Monday's raid came a day after men shot two"."""
    return any(
        time.end <= other.start
        and counts_to(told, other, claim)
        and not restates(told, other, time)
        for other in (told.times[index] for index in told.beside(claim.trigger.span))
    )


def restates(told: ToldTimes, counted: Span, time: Span) -> bool:
    """Tell whether a time only says how far the one right before it lies from something.

    "In January 2015, two months before the attack on the museum, police arrested four men."
    """
    return is_counted(told, counted) and told.document.text[time.end : counted.start].strip() == ","


def counted_back(told: ToldTimes, claim: Claim, last: Interval | None) -> Interval | None:
    """Return when an act was that the one told before it lies so far after, or before.

    Args:
        told: The times of the text.
        claim: The act.
        last: The day that the text told last, at most a paragraph before.
    """
    inside = (told.times[index] for index in told.beside(claim.trigger.span))
    time = next((time for time in inside if counts_to(told, time, claim)), None)
    if time is None:
        return None
    base = _told_at(told, time, claim, last)
    words = told.document.text_at(time)
    if base is None or base.end - base.start > NARROW:
        return None
    found = told.ground(time, TimeContext(published=told.published, anchor=base))
    if isinstance(found, Unresolved):
        return None
    relation = base.relation if found.start == base.start else TimeRelation.IN
    found = replace(found, relation=relation)
    before = base.start - (found.end - base.end), base.start - (found.start - base.end)
    after = base.end + (base.start - found.end), base.end + (base.start - found.start)
    start, end = before if words.endswith(("after", "following")) else after
    return replace(found, start=start, end=end)


def _told_at(told: ToldTimes, time: Span, claim: Claim, last: Interval | None) -> Interval | None:
    """Return the day of what a sentence tells before a time, or else the day told last."""
    if told.sentence_at(claim.trigger.span.start) is None:
        return None
    before = [i for i in told.beside(time) if told.times[i].end <= time.start]
    if before:
        found = told.reading(before[0])
        return found if isinstance(found, Interval) else None
    return last
