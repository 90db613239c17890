"""Feasts and days of remembrance: from a name and a year to days."""

import warnings
from datetime import date, timedelta
from functools import lru_cache

import holidays
from hijridate import Gregorian, Hijri

from dateline.pipeline.grounding.calendars import Days
from dateline.resources.times import Observance, ObservanceRule

#: Years of the Islamic calendar for which the Umm al-Qura table holds.
_HIJRI_YEARS = range(1343, 1501)


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Western churches.

    Reference:
        Anonymous Gregorian computus ("A New York correspondent", Nature, 20 April 1876), in
        Meeus (1991), Astronomical Algorithms, chapter 8.
    """
    century, in_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    golden = year % 19
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, rest = divmod(in_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - rest) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Orthodox churches, as a Gregorian date.

    Reference:
        Meeus (1991), Astronomical Algorithms, chapter 8: Julian computus; then the distance
        between the two calendars is added.
    """
    golden = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - golden + 34) % 7
    month, day = divmod(golden + weekday + 114, 31)
    julian_lag = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(days=julian_lag)


def observance_in(observance: Observance, year: int) -> tuple[Days, ...]:
    """Return when an observance falls in a Gregorian year, in order.

    None, one or (Islamic calendar) two stretches; none too for a year outside the tables or an
    observance whose day depends on the country.
    """
    match observance.rule:
        case ObservanceRule.FIXED:
            month, day = (int(part) for part in observance.at.split("-"))
            first_days = [date(year, month, day)]
        case ObservanceRule.EASTER:
            first_days = [easter_sunday(year) + timedelta(days=int(observance.at))]
        case ObservanceRule.ORTHODOX_EASTER:
            first_days = [orthodox_easter_sunday(year) + timedelta(days=int(observance.at))]
        case ObservanceRule.HIJRI:
            return _hijri_in(observance, year)
        case ObservanceRule.HOLIDAY:
            country, name = observance.at.split(": ", 1)
            named = holiday_in(country, name, year)
            first_days = [] if named is None else [named[0]]
        case ObservanceRule.BY_COUNTRY:
            return ()
        case ObservanceRule.ONCE:
            only = date.fromisoformat(observance.at)
            first_days = [only] if only.year == year else []
    length = timedelta(days=max(observance.days, 1) - 1)
    return tuple((first, first + length) for first in first_days)


@lru_cache(maxsize=512)
def holiday_in(country: str, name: str, year: int) -> Days | None:
    """Return when a country keeps a public holiday of this name, first to last day.

    Args:
        country: ISO 3166-1 alpha-2 code.
        name: English name, with or without the country's own name before it; in any case.
        year: Gregorian year.

    Returns:
        ``None`` when the country is unknown or keeps no such day in that year.
    """
    if country not in holidays.list_supported_countries():
        return None
    with warnings.catch_warnings():
        # The package warns for years that its tables lack; here such a year has no such day.
        warnings.simplefilter("ignore")
        calendar = dict(
            holidays.country_holidays(country, years=year, observed=False, language="en_US")
        )
    wanted = name.casefold()
    days = sorted(
        day
        for day, names in calendar.items()
        if any(kept.strip().casefold().endswith(wanted) for kept in names.split(";"))
    )
    if not days:
        return None
    last = days[0]
    while last + timedelta(days=1) in days:
        last += timedelta(days=1)
    return days[0], last


def _hijri_in(observance: Observance, year: int) -> tuple[Days, ...]:
    try:
        first_hijri = Gregorian(year, 1, 1).to_hijri().year
    except OverflowError:
        return ()
    stretches = []
    for hijri_year in range(first_hijri, first_hijri + 3):
        if hijri_year not in _HIJRI_YEARS:
            continue
        for at in observance.at.split(", "):
            month, day = (int(part) for part in at.split("-"))
            opening = Hijri(hijri_year, month, day)
            start = date(*opening.to_gregorian().datetuple())
            length = observance.days or opening.month_length()
            if start.year == year:
                stretches.append((start, start + timedelta(days=length - 1)))
    return tuple(sorted(stretches))
