"""Words for values: dates, places, counts and events as a person reads them."""

import re
from datetime import date, timedelta

from dateline.core.grounded import (
    Count,
    Interval,
    Place,
    PlacePrecision,
    TimePrecision,
    TimeRelation,
)

#: Characters that move a cursor, start an escape sequence or turn the direction of writing: an
#: article must not change what its reader sees around it. Line feeds and tabs are harmless.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

#: Shown where no text states a value; unlike 0 and unlike "some".
NOT_STATED = "–"

_NARROWER_THAN_MONTH = frozenset(
    {TimePrecision.DAY, TimePrecision.DAYS, TimePrecision.WEEK, TimePrecision.MONTH_PART}
)

#: Shown after a value on which sources contradict each other.
DISPUTED = "*"


def type_words(event_type: str) -> str:
    """Return an event type as words: "Armed assault"."""
    return event_type.replace("_", " ").capitalize()


def code_words(code: str) -> str:
    """Return a word of a closed set as words: "accused by authorities"."""
    return code.replace("_", " ")


def interval_words(interval: Interval) -> str:
    """Return an interval with its precision: "2016-06 (month)", "by 2020-03-13"."""
    words = _days(interval)
    if interval.precision not in (TimePrecision.DAY, TimePrecision.DAYS):
        words += f" ({code_words(interval.precision)})"
    if interval.relation is TimeRelation.ON_OR_BEFORE:
        return f"by {words}"
    if interval.relation is TimeRelation.ON_OR_AFTER:
        return f"from {words}"
    return words


def _days(interval: Interval) -> str:
    """Return the days as narrowly as they need be written: by year, month or day."""
    start, end = interval.start, interval.end
    if interval.precision in _NARROWER_THAN_MONTH or not _is_whole_months(interval):
        first, last = start.isoformat(), end.isoformat()
    elif (start.month, end.month) == (1, 12):
        first, last = f"{start.year:04}", f"{end.year:04}"
    else:
        first, last = start.isoformat()[:7], end.isoformat()[:7]
    if first == last:
        return first
    shared = 0 if start.year != end.year else 5 if start.month != end.month else 8
    return f"{first}–{last[shared:]}"


def _is_whole_months(interval: Interval) -> bool:
    return interval.start.day == 1 and (
        interval.end == date.max or (interval.end + timedelta(days=1)).day == 1
    )


def place_words(place: Place) -> str:
    """Return a place with its country: "Almaty, KZ"; a country by its name alone."""
    if place.country is None or place.precision in (
        PlacePrecision.COUNTRY,
        PlacePrecision.REGION,
    ):
        return place.name
    return f"{place.name}, {place.country}"


def place_words_in_full(place: Place) -> str:
    """Return a place with the unit and country it lies in, and how narrow it is."""
    parts = [place.name]
    if place.admin1 and place.admin1 != place.name:
        parts.append(place.admin1)
    if place.country and place.precision is not PlacePrecision.COUNTRY:
        parts.append(place.country)
    return f"{', '.join(parts)} ({place.precision})"


def count_words(count: Count) -> str:
    """Return a count as a range: "5", "7–8", "10 (8–12)", "12+", "36 (28+)", "up to 3", "some"."""
    words = range_words(count.low, count.best, count.high)
    return words if count.unit is None else f"{words} {count.unit}"


def range_words(low: float | None, best: float | None, high: float | None) -> str:
    """Return bounds as ``count_words`` does; any of them may be open."""
    if low is not None and low == high:
        return _number(low)
    if low is not None and high is not None:
        both = f"{_number(low)}–{_number(high)}"
        return both if best in (None, low, high) else f"{_number(best)} ({both})"
    if low is not None:
        least = f"{_number(low)}+"
        return least if best in (None, low) else f"{_number(best)} ({least})"
    if high is not None:
        return f"up to {_number(high)}"
    return "some" if best is None else f"about {_number(best)}"


def _number(bound: float | None) -> str:
    if bound is None:
        return "?"
    return f"{int(bound)}" if bound == int(bound) else f"{bound:g}"


def shorten(words: str, length: int) -> str:
    """Return words cut after a whole word, with an ellipsis, to at most ``length`` characters."""
    if len(words) <= length:
        return words
    cut = words[: length - 1].rsplit(" ", 1)[0] if " " in words[:length] else words[: length - 1]
    return f"{cut.rstrip(' ,;:')}…"


def printable(words: str) -> str:
    """Return words with each control character replaced by U+FFFD."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", words)
