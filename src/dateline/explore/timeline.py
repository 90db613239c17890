"""How many events there were in each day, week, month or year."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from dateline.explore.columns import Columns, Mask, Numbers

#: Bars a timeline has at most; a finer unit than that is not chosen by itself.
MOST_BARS = 400


class Unit(StrEnum):
    """What one bar of a timeline stands for; weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Events by when they began.

    Attributes:
        unit: What one bar stands for.
        starts: The first day of each bar, none left out in between.
        exact: Events of each bar whose interval lies within it.
        wide: Events that began in it, as far as is known, but may belong to a later one.
        undated: Events without a date, which are in no bar.
    """

    unit: Unit
    starts: tuple[date, ...]
    exact: tuple[int, ...]
    wide: tuple[int, ...]
    undated: int


def count_over_time(columns: Columns, chosen: Mask, unit: Unit | None) -> Timeline:
    """Count the chosen events over time, by a unit or by the finest that is easily seen."""
    starts = columns.numbers["start"][chosen]
    ends = columns.numbers["end"][chosen]
    dated = starts > 0
    undated = int((~dated).sum())
    starts, ends = starts[dated], ends[dated]
    if not len(starts):
        return Timeline(unit=unit or Unit.MONTH, starts=(), exact=(), wide=(), undated=undated)
    unit = unit or _finest(int(starts.min()), int(starts.max()))
    first, last = bars_of(starts, unit), bars_of(ends, unit)
    low, bars = int(first.min()), int(first.max() - first.min()) + 1
    whole = np.bincount(first - low, minlength=bars)
    exact = np.bincount((first - low)[first == last], minlength=bars)
    return Timeline(
        unit=unit,
        starts=tuple(first_day(low + bar, unit) for bar in range(bars)),
        exact=tuple(exact.tolist()),
        wide=tuple((whole - exact).tolist()),
        undated=undated,
    )


def _finest(first: int, last: int) -> Unit:
    days = last - first + 1
    for unit, length in ((Unit.DAY, 1), (Unit.WEEK, 7), (Unit.MONTH, 30)):
        if days / length <= MOST_BARS:
            return unit
    return Unit.YEAR


def bars_of(days: Numbers, unit: Unit) -> Numbers:
    """Return the number of the bar each day falls in, counted from a fixed day."""
    if unit is Unit.DAY:
        return days
    if unit is Unit.WEEK:
        # Day 1 was a Monday.
        return (days - 1) // 7
    since_1970 = (days - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
    return since_1970.astype(f"datetime64[{'M' if unit is Unit.MONTH else 'Y'}]").astype(np.int64)


def first_day(bar: int, unit: Unit) -> date:
    """Return the day a bar begins on."""
    if unit is Unit.DAY:
        return date.fromordinal(bar)
    if unit is Unit.WEEK:
        return date.fromordinal(bar * 7 + 1)
    if unit is Unit.YEAR:
        return date(1970 + bar, 1, 1)
    return date(1970 + bar // 12, bar % 12 + 1, 1)


def last_day(start: date, unit: Unit) -> date:
    """Return the last day of the bar that begins on a day."""
    match unit:
        case Unit.DAY:
            return start
        case Unit.WEEK:
            return date.fromordinal(min(start.toordinal() + 6, date.max.toordinal()))
        case Unit.MONTH:
            return start.replace(day=monthrange(start.year, start.month)[1])
        case Unit.YEAR:
            return start.replace(month=12, day=31)
