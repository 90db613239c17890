"""What makes a day one of the news, and an act one that such a day may date."""

import re
from datetime import date, timedelta

from dateline.core.claims import Claim
from dateline.core.documents import SegmentKind, Sentence
from dateline.core.grounded import Interval, TimeRelation
from dateline.pipeline.grounding.act_kinds import DONE

#: A time told before dates a later act only if it is news, and narrow.
NEWS = timedelta(days=14)
NARROW = timedelta(days=2)
#: What is told as done by now was done in the last days.
BY_NOW = timedelta(days=3)
#: Where news is told.
TOLD = (SegmentKind.PARAGRAPH, SegmentKind.SUBHEADING)
_BACKGROUND = re.compile(
    r"\bhad\s+(?:\w+\s+){0,2}$|\b(?:that|which|who)\s+(?:was|were|had\s+been)\s+$", re.IGNORECASE
)
_BY_NIGHTFALL = re.compile(
    r"By\s+(?:\w+\s+)?(?:evening|nightfall|night|noon|midday|morning|dawn)\b"
)
#: What follows an act told as one of many over time, which no day told before dates.
_TIME_AND_AGAIN = re.compile(
    r"[^.;]*?\b(?:since|repeatedly|regularly|frequently|often|in\s+the\s+past|"
    r"(?:two|three|four|five|six|several|many|dozens\s+of|numerous|\d+)\s+times|"
    r"in\s+(?:recent|the\s+(?:last|past))\s+(?:\w+\s+)?(?:years|months|weeks))\b",
    re.IGNORECASE,
)
_SO_OFTEN = re.compile(r"\b(?:twice|thrice|repeatedly|previously)\s+$", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:has|have)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


def is_news(time: Interval, published: date | None) -> bool:
    """Tell whether a time is a day or two of the last fortnight."""
    return (
        published is not None
        and time.relation is TimeRelation.IN
        and time.end - time.start <= NARROW
        and published - NEWS <= time.start <= published
    )


def lies_ahead(claim: Claim, time: Interval, published: date | None) -> bool:
    """Tell whether a time is too late for an act that was done."""
    return (
        claim.stage in DONE
        and not claim.tense_future
        and published is not None
        and time.start > published + timedelta(days=1)
    )


def may_take_days(claim: Claim, sentence: Sentence, text: str) -> bool:
    """Tell whether an act is told as news, so that a day told beside or before it may be its own.

    Args:
        claim: The act.
        sentence: Where it is told.
        text: The whole text.
    """
    before = text[sentence.span.start : claim.trigger.span.start]
    return (
        claim.stage in DONE
        and claim.type != "plot"
        and not claim.tense_future
        and sentence.segment in TOLD
        and (_BACKGROUND.search(before) is None or _BY_NIGHTFALL.match(before) is not None)
    )


def is_told_as_new(claim: Claim, text: str) -> bool:
    """Tell whether an act is told as done by now: "two men have been released"."""
    trigger = claim.trigger.span
    return _PERFECT.search(text, max(0, trigger.start - 30), trigger.start) is not None


def is_one_of_many(claim: Claim, text: str) -> bool:
    """Tell whether an act is told as having happened time and again."""
    start = claim.trigger.span.start
    if _SO_OFTEN.search(text, max(0, start - 30), start):
        return True
    if not is_told_as_new(claim, text):
        return False
    return _TIME_AND_AGAIN.match(text, claim.trigger.span.end) is not None
