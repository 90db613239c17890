"""Which of the days a MUC-4 text names, or that its date line stands for, is that of an incident.

Every time the text tells is a candidate, and so are the fills that the date line stands for: on or
before that day, the day itself, the day or the night before. A linear model over the words around
(``training/model/fill_models.py``) says how likely each is; the fill with the highest expected
credit is given.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.core.documents import Document, Span
from dateline.core.grounded import Interval, TimeRelation
from dateline.pipeline.grounding.times import TimeContext, find_times, ground_time
from dateline.resources.fill_models import FillModel
from dateline.resources.times import TimeLexicon
from dateline.scoring.muc4_features import Words, hashed, sentence_names
from dateline.scoring.muc4_marks import mark_date
from dateline.scoring.muc4_templates import format_day
from dateline.scoring.probabilities import probability

#: Longest period and longest time ago of a candidate, in days.
LONGEST, LONGEST_AGO = 366, 3650
#: Candidates less likely than this say nothing of what a fill may earn.
LEAST = 0.01

_AGO = (0, 1, 2, 3, 6, 13, 30, 60, 365)
_MONTHS = re.compile(
    r"january|february|march|april|june|july|august|september|october|november|december|may"
    r"|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec"
)
_WEEKDAYS = re.compile(r"monday|tuesday|wednesday|thursday|friday|saturday|sunday")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A time that a text tells: the words and the days they stand for."""

    mention: Span
    interval: Interval


def named_days(
    document: Document, published: date | None, lexicon: TimeLexicon
) -> tuple[NamedDay, ...]:
    """Return the times of a text that can be put into days, in text order."""
    found: list[NamedDay] = []
    anchor: Interval | None = None
    for mention in find_times(document.text, lexicon=lexicon):
        context = TimeContext(published=published, anchor=anchor)
        interval = ground_time(document, mention, context, lexicon)
        if isinstance(interval, Interval):
            anchor = interval
            found.append(NamedDay(mention, interval))
    return tuple(found)


def day_candidates(
    words: Words,
    days: Sequence[NamedDay],
    published: date,
    sentences: Sequence[int],
    *,
    type_: str,
) -> dict[str, tuple[int, ...]]:
    """Return the date fills that an incident may have, each with its hashed features.

    Args:
        words: The text.
        days: Its times.
        published: The day of the message.
        sentences: The sentences that tell of the incident.
        type_: Its type.
    """
    told = _told(words, days, published, sentences)
    near = any(
        at in sentences and at > 0
        for day in days
        for at in (words.sentence_of[words.range_of(day.mention).start],)
    )
    others = len(set(told) - {format_day(published)})
    around = [*sentence_names(words, sentences), f"near={near}", f"others={min(others, 4)}"]
    found = {
        fill: {
            *(f"{name}:{said}" for said in around),
            f"{name}:bias",
            f"{name}:type={type_}",
            f"{name}:told={fill in told}",
        }
        for name, fill in _of_date_line(published)
    }
    for fill, names in told.items():
        found.setdefault(fill, set()).update(names, (f"others={min(others, 4)}", f"near={near}"))
    return {fill: hashed(sorted(names)) for fill, names in found.items()}


def _of_date_line(published: date) -> Iterator[tuple[str, str]]:
    today, before = format_day(published), format_day(published - timedelta(days=1))
    yield "on or before", f"- {today}"
    yield "same day", today
    yield "day before", before
    yield "night", f"{before} - {today}"


def _told(
    words: Words, days: Sequence[NamedDay], published: date, sentences: Sequence[int]
) -> dict[str, set[str]]:
    """Return what is said of each time that a text tells, by the fill it makes."""
    ranges = [words.range_of(day.mention) for day in days]
    beside = Counter(words.sentence_of[where.start] for where in ranges)
    found: dict[str, set[str]] = {}
    for day, where in zip(days, ranges, strict=True):
        start, end = day.interval.start, min(day.interval.end, published)
        ago = (published - end).days
        if start > published or (end - start).days > LONGEST or ago > LONGEST_AGO:
            continue
        at = words.sentence_of[where.start]
        gap = max(-4, min(4, min((at - n for n in sentences), key=abs, default=9)))
        form = _form(words, where)
        long_ago = sum(ago > least for least in _AGO)
        before = words.at(where.start - 1)
        found.setdefault(fill_of(day.interval, published), set()).update(
            {
                f"gap={gap}",
                f"form={form}",
                f"form={form},{gap}",
                f"form={form},{long_ago}",
                f"precision={day.interval.precision}",
                f"relation={day.interval.relation}",
                f"ago={long_ago}",
                f"ago={long_ago},{gap}",
                f"sentence={min(at, 4)}",
                f"beside={beside[at]},{gap}",
                f"before={before}",
                f"before={before},{gap}",
                f"after={words.at(where.stop)}",
                f"days={min((end - start).days, 5)}",
                "told",
            }
        )
    return found


def fill_of(interval: Interval, published: date) -> str:
    """Return the date fill of some days, none of them after publication."""
    end = min(interval.end, published)
    if interval.relation is TimeRelation.ON_OR_BEFORE:
        return f"- {format_day(end)}"
    if interval.start >= end:
        return format_day(end)
    return f"{format_day(interval.start)} - {format_day(end)}"


def _form(words: Words, where: range) -> str:
    said = " ".join(words.words[i] for i in where)
    return _WEEKDAYS.sub("D", _MONTHS.sub("M", _DIGITS.sub("#", said)))


def best_day(candidates: Mapping[str, Sequence[int]], model: FillModel) -> str:
    """Return the date fill that may be expected to earn most."""
    chances = {
        fill: probability(model.scores(features)["yes"]) for fill, features in candidates.items()
    }
    likely = {fill: chance for fill, chance in chances.items() if chance >= LEAST} or chances

    def expected(fill: str) -> float:
        return sum(chance * mark_date(fill, key).value for key, chance in likely.items())

    return max(chances, key=lambda fill: (expected(fill), chances[fill], fill))
