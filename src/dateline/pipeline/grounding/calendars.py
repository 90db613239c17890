"""Stretches of the calendar as (first day, last day)."""

from calendar import monthrange
from datetime import date, timedelta

Days = tuple[date, date]


def day_stretch(day: date) -> Days:
    """Return one day as a stretch."""
    return day, day


def month_stretch(year: int, month: int) -> Days:
    """Return a calendar month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def months_stretch(year: int, first: int, last: int) -> Days:
    """Return the months from ``first`` to ``last`` of one year."""
    return month_stretch(year, first)[0], month_stretch(year, last)[1]


def year_stretch(year: int) -> Days:
    """Return a calendar year."""
    return date(year, 1, 1), date(year, 12, 31)


def week_stretch(day: date) -> Days:
    """Return the week, Monday to Sunday, that a day lies in."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def weekend_stretch(day: date) -> Days:
    """Return Saturday and Sunday of the week that a day lies in."""
    monday, sunday = week_stretch(day)
    return monday + timedelta(days=5), sunday


def season_stretch(year: int, first_month: int) -> Days:
    """Return the three months from ``first_month`` on; winter runs into the next year."""
    year_end, month_end = add_months(year, first_month, 2)
    return date(year, first_month, 1), month_stretch(year_end, month_end)[1]


def quarter_stretch(year: int, quarter: int) -> Days:
    """Return a quarter, 1-4, of a calendar year."""
    return months_stretch(year, 3 * quarter - 2, 3 * quarter)


def half_stretch(year: int, half: int) -> Days:
    """Return a half, 1 or 2, of a calendar year."""
    return months_stretch(year, 6 * half - 5, 6 * half)


def part_of_month(year: int, month: int, first: int, last: int) -> Days:
    """Return the days from ``first`` to ``last`` of a month, cut at its end."""
    length = monthrange(year, month)[1]
    return date(year, month, min(first, length)), date(year, month, min(last, length))


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Return the year and month ``count`` months later (earlier if negative)."""
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def shift_months(day: date, count: int) -> date:
    """Return the same day of the month ``count`` months later, cut at the month's end."""
    year, month = add_months(day.year, day.month, count)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_weekday(weekday: int, *, until: date) -> date:
    """Return the last date on or before ``until`` with this weekday (Monday is 0)."""
    return until - timedelta(days=(until.weekday() - weekday) % 7)


def next_weekday(weekday: int, *, since: date) -> date:
    """Return the first date on or after ``since`` with this weekday (Monday is 0)."""
    return since + timedelta(days=(weekday - since.weekday()) % 7)
