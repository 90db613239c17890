"""What each form of ``time_patterns`` means: from a match to days, counted from what is known."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.core.grounded import Interval, Reason, TimeBasis, TimePrecision, TimeRelation
from dateline.pipeline.grounding import calendars
from dateline.pipeline.grounding.calendars import Days
from dateline.pipeline.grounding.holidays import holiday_in, observance_in
from dateline.pipeline.grounding.numbers import parse_number
from dateline.pipeline.grounding.time_patterns import ORDINALS
from dateline.resources.numbers import load_number_words
from dateline.resources.times import Observance, ObservanceRule, TimeLexicon

Match = re.Match[str]

_NUMBER_OF = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
}
_PARTS_OF_DAY = {"hour": 24, "minute": 1440}
_DAY_UNITS = {"day": 1, "night": 1}
_WEEK_UNITS = {"week": 1, "fortnight": 2}


class OpenTimeError(Exception):
    """A time that the text leaves open; for use inside grounding only."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Days a time stands for, how narrow it is and what it was worked out from."""

    start: date
    end: date
    precision: TimePrecision
    basis: TimeBasis
    relation: TimeRelation = TimeRelation.IN


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What a time is counted from.

    ``published`` is the day the article came out, ``anchor`` the time last spoken of before,
    ``future`` tells that the clause looks ahead, ``country`` (ISO 3166-1) whose national days are
    meant, if the text says so. ``month_first`` tells that 3/4/2016 is the fourth of March.
    """

    published: date | None
    future: bool
    anchor: Interval | None
    lexicon: TimeLexicon
    country: str | None = None
    month_first: bool = False

    @property
    def today(self) -> date:
        """The day of publication."""
        if self.published is None:
            raise OpenTimeError(Reason.NO_PUBLICATION_DATE)
        return self.published

    @property
    def spoken_of(self) -> Interval:
        """The time last spoken of."""
        if self.anchor is None:
            raise OpenTimeError(Reason.NO_ANCHOR)
        return self.anchor

    @property
    def latest_past(self) -> date:
        """The last day that a time told without a year may start on, if it looks back."""
        return self.today + timedelta(days=self.lexicon.conventions.grace_days)


def read_form(form: str, match: Match, clock: Clock) -> Reading:
    """Return what a matched form means.

    Raises:
        OpenTimeError: What it is counted from is not known, or it is too vague.
        ValueError: It names a day that does not exist.
        OverflowError: It lies outside the years 1 to 9999.
    """
    return _READINGS[form](match, clock)


def _group(match: Match, name: str) -> str | None:
    return match[name] if name in match.re.groupindex else None


def _reading(days: Days, precision: TimePrecision, basis: TimeBasis) -> Reading:
    return Reading(start=days[0], end=days[1], precision=precision, basis=basis)


def _span_precision(start: date, end: date) -> TimePrecision:
    if start == end:
        return TimePrecision.DAY
    return TimePrecision.DAYS if (end - start).days <= 31 else TimePrecision.PERIOD


# Years that are not written


def _written_year(match: Match, group: str, clock: Clock) -> int | None:
    figures = _group(match, group)
    if figures is not None:
        return int(figures) if figures.isdecimal() else _full_year(int(figures[1:]))
    reference = _group(match, group + "ref")
    return None if reference is None else _referred_year(reference, clock)


def _full_year(two_figures: int) -> int:
    """Return the year that two figures stand for: '21 is 2021, '91 is 1991."""
    return two_figures + (2000 if two_figures < 40 else 1900)


def _referred_year(reference: str, clock: Clock) -> int:
    if reference in {"that", "the same"}:
        return clock.spoken_of.start.year
    if reference == "the following":
        return clock.spoken_of.start.year + 1
    if reference == "the previous":
        return (clock.anchor.start if clock.anchor else clock.today).year - 1
    return clock.today.year + {"last": -1, "the past": -1, "next": 1}.get(reference, 0)


def _choose_year(
    start_in: Callable[[int], Days], clock: Clock, *, weekday: int | None = None
) -> Days:
    """Place days without a year: the latest past ones, or the next if the clause looks ahead.

    A weekday beside the date settles the year when only another year fits it.
    """
    if clock.published is None and clock.anchor is not None:
        return start_in(clock.anchor.start.year)
    today = clock.today
    candidates = []
    for year in range(today.year - 8, today.year + 9):
        try:
            candidates.append(start_in(year))
        except ValueError:
            continue
    past = [days for days in candidates if days[0] <= clock.latest_past]
    ahead = [days for days in candidates if days[1] >= today]
    ordered = ahead if clock.future else past[::-1]
    if not ordered:
        raise OpenTimeError(Reason.NOT_A_DATE)
    if weekday is not None and ordered[0][0].weekday() != weekday:
        near = ahead[:1] + past[-3:][::-1]
        return next((days for days in near if days[0].weekday() == weekday), ordered[0])
    return ordered[0]


def _dated(
    month: int, day: int, year: int | None, clock: Clock, *, weekday: int | None = None
) -> date:
    if year is not None:
        return date(year, month, day)
    return _choose_year(
        lambda y: calendars.day_stretch(date(y, month, day)), clock, weekday=weekday
    )[0]


def _weekday(match: Match, group: str, clock: Clock) -> int | None:
    name = _group(match, group)
    return None if name is None else clock.lexicon.weekdays[name]


# Dates


def _read_iso(match: Match, clock: Clock) -> Reading:
    day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    return _reading((day, day), TimePrecision.DAY, TimeBasis.EXPLICIT)


def _read_numeric(match: Match, clock: Clock) -> Reading:
    year = int(match["y"])
    if len(match["y"]) == 2:
        now = clock.published.year % 100 if clock.published is not None else 99
        year += 2000 if year <= now + 1 else 1900
    day = _day_and_month(int(match["a"]), int(match["b"]), clock, lambda m, d: date(year, m, d))
    return _reading((day, day), TimePrecision.DAY, TimeBasis.EXPLICIT)


def _read_short_numeric(match: Match, clock: Clock) -> Reading:
    day = _day_and_month(
        int(match["a"]),
        int(match["b"] or match["c"]),
        clock,
        lambda month, day: _dated(month, day, None, clock),
    )
    return _reading((day, day), TimePrecision.DAY, TimeBasis.EXPLICIT)


def _day_and_month(
    first: int, second: int, clock: Clock, build: Callable[[int, int], date]
) -> date:
    """Return the day two figures name, day first unless the text or its date tells otherwise."""
    if first > 12 or second > 12:
        return build(second, first) if first > 12 else build(first, second)
    orders = (first, second), (second, first)
    likely, other = (build(*order) for order in (orders if clock.month_first else orders[::-1]))
    if clock.future or clock.published is None or likely <= clock.latest_past:
        return likely
    return other if other <= clock.latest_past else likely


def _read_days(match: Match, clock: Clock) -> Reading:
    month = clock.lexicon.months[match["m"]]
    first, last = int(match["d"]), int(match["dl"])
    if last < first:
        raise OpenTimeError(Reason.NOT_A_DATE)
    year = _written_year(match, "y", clock)

    def days_in(year: int) -> Days:
        return date(year, month, first), date(year, month, last)

    days = days_in(year) if year is not None else _choose_year(days_in, clock)
    return _reading(days, _span_precision(*days), TimeBasis.EXPLICIT)


def _date_parts(match: Match, suffix: str, clock: Clock) -> tuple[int, int, int | None]:
    order = "x" if match[f"d{suffix}x"] is not None else "z"
    month = clock.lexicon.months[match[f"m{suffix}{order}"]]
    return month, int(match[f"d{suffix}{order}"]), _written_year(match, f"y{suffix}{order}", clock)


def _read_date(match: Match, clock: Clock) -> Reading:
    month, day, year = _date_parts(match, "a", clock)
    found = _dated(month, day, year, clock, weekday=_weekday(match, "wa", clock))
    return _reading((found, found), TimePrecision.DAY, TimeBasis.EXPLICIT)


def _read_date_range(match: Match, clock: Clock) -> Reading:
    first_month, first_day, first_year = _date_parts(match, "a", clock)
    last_month, last_day, last_year = _date_parts(match, "b", clock)
    if last_year is None and first_year is None:
        start = _dated(first_month, first_day, None, clock)
        last_year = start.year + ((last_month, last_day) < (first_month, first_day))
    elif last_year is None and first_year is not None:
        start = date(first_year, first_month, first_day)
        last_year = first_year + ((last_month, last_day) < (first_month, first_day))
    else:
        last_year = last_year or 0
        wraps = (last_month, last_day) < (first_month, first_day)
        start = date(first_year or last_year - wraps, first_month, first_day)
    end = date(last_year, last_month, last_day)
    return _reading((start, end), _span_precision(start, end), TimeBasis.EXPLICIT)


def _read_short_date(match: Match, clock: Clock) -> Reading:
    day = date(1900 + int(match["yy"]), clock.lexicon.months[match["m"]], int(match["d"]))
    return _reading((day, day), TimePrecision.DAY, TimeBasis.EXPLICIT)


def _read_nth_weekday(match: Match, clock: Clock) -> Reading:
    first, last = _month_days(match, "m", "y", clock)
    weekday = clock.lexicon.weekdays[match["w"]]
    if match["o"] == "last":
        day = calendars.last_weekday(weekday, until=last)
    else:
        day = calendars.next_weekday(weekday, since=first)
        day += timedelta(days=7 * (ORDINALS[match["o"]] - 1))
    if day > last:
        raise OpenTimeError(Reason.NOT_A_DATE)
    return _reading((day, day), TimePrecision.DAY, TimeBasis.EXPLICIT)


def _read_week_of(match: Match, clock: Clock) -> Reading:
    day = _read_date(match, clock).start
    if match["how"] == "of":
        days = calendars.week_stretch(day)
    elif match["how"].startswith("end"):
        days = day - timedelta(days=6), day
    else:
        days = day, day + timedelta(days=6)
    return _reading(days, TimePrecision.WEEK, TimeBasis.EXPLICIT)


def _read_stretch_until(match: Match, clock: Clock) -> Reading:
    low, high = (1.0, 1.0) if match["n"] is None else _amount(match["n"], clock)
    end = _month_days(match, "m", "y", clock)[1]
    start = _back(end + timedelta(days=1), low, match["unit"])
    if low != high:
        raise OpenTimeError(Reason.TOO_VAGUE)
    return _reading((start, end), TimePrecision.PERIOD, TimeBasis.EXPLICIT)


def _read_word_date(match: Match, clock: Clock) -> Reading:
    word = _group(match, "o")
    number = int(match["d"]) if word is None else ORDINALS[" ".join(word.split())]
    month = clock.lexicon.months[match["m"]]
    found = _dated(month, number, _written_year(match, "y", clock), clock)
    return _reading((found, found), TimePrecision.DAY, TimeBasis.EXPLICIT)


def _read_day_of_month(match: Match, clock: Clock) -> Reading:
    today, number = clock.today, int(match["d"])
    offset = {"last": -1, "next": 1}.get(match["ref"] or "", 0)
    if match["ref"] == "that":
        today = clock.spoken_of.start
    year, month = calendars.add_months(today.year, today.month, offset)
    found = date(year, month, number)
    if match["ref"] is None:
        if found > clock.latest_past and not clock.future:
            found = date(*calendars.add_months(year, month, -1), number)
        elif found < today and clock.future:
            found = date(*calendars.add_months(year, month, 1), number)
    return _reading((found, found), TimePrecision.DAY, TimeBasis.EXPLICIT)


def _read_weekday_of_month(match: Match, clock: Clock) -> Reading:
    """Read "Tuesday the 4th": the nearest month in which they fall together, or the latest."""
    weekday, number = clock.lexicon.weekdays[match["w"]], int(match["d"])
    step = 1 if clock.future else -1
    days = []
    for offset in range(0, 7 * step, step):
        year, month = calendars.add_months(clock.today.year, clock.today.month, offset)
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if day >= clock.today if clock.future else day <= clock.latest_past:
            days.append(day)
    found = next((day for day in days if day.weekday() == weekday), days[0])
    return _reading((found, found), TimePrecision.DAY, TimeBasis.EXPLICIT)


def _read_edge_day(match: Match, clock: Clock) -> Reading:
    if match["unit"] is not None:
        reference = " ".join(match["ref"].split())
        start, end = _referred_stretch(reference, match["unit"], clock)
    else:
        start, end = _month_days(match, "m", "y", clock)
    day = start if match["o"] in {"first", "opening"} else end
    return _reading((day, day), TimePrecision.DAY, TimeBasis.EXPLICIT)


# Months and their parts


def _month_days(match: Match, group: str, year_group: str, clock: Clock) -> Days:
    month = clock.lexicon.months[match[group]]
    year = _written_year(match, year_group, clock)
    if year is not None:
        return calendars.month_stretch(year, month)
    return _choose_year(lambda y: calendars.month_stretch(y, month), clock)


def _read_month(match: Match, clock: Clock) -> Reading:
    modifier, month = match["mod"], clock.lexicon.months[match["m"]]
    if _written_year(match, "y", clock) is not None or modifier in {None, "this"}:
        return _reading(
            _month_days(match, "m", "y", clock), TimePrecision.MONTH, TimeBasis.EXPLICIT
        )
    if modifier in {"that", "the following", "the previous"}:
        base = clock.spoken_of.start
    else:
        base = clock.today
    year = base.year
    if modifier in {"last", "this past", "the previous"}:
        year -= month >= base.month
    elif modifier in {"next", "the following"}:
        year += month <= base.month
    days = calendars.month_stretch(year, month)
    return _reading(days, TimePrecision.MONTH, TimeBasis.RELATIVE)


def _read_months_range(match: Match, clock: Clock) -> Reading:
    first, last = clock.lexicon.months[match["ma"]], clock.lexicon.months[match["mb"]]
    first_year = _written_year(match, "ya", clock)
    last_year = _written_year(match, "yb", clock)

    def days_in(year: int) -> Days:
        return (
            calendars.month_stretch(year, first)[0],
            calendars.month_stretch(year + (last < first), last)[1],
        )

    if first_year is None and last_year is None:
        days = _choose_year(days_in, clock)
        if not clock.future and clock.published is not None:
            # "January to October" told in May is last year's.
            begun = days[1].replace(day=1) <= clock.latest_past
            days = days if begun else days_in(days[0].year - 1)
    elif last_year is None and first_year is not None:
        days = days_in(first_year)
    else:
        last_year = last_year or 0
        days = (
            calendars.month_stretch(first_year or last_year - (last < first), first)[0],
            calendars.month_stretch(last_year, last)[1],
        )
    precision = TimePrecision.MONTH if first == last else TimePrecision.PERIOD
    return _reading(days, precision, TimeBasis.EXPLICIT)


def _read_part_of_month(match: Match, clock: Clock) -> Reading:
    days = _month_days(match, "m", "y", clock)
    return _part_of(match, days, "month", clock, TimeBasis.EXPLICIT)


def _read_part_of_year(match: Match, clock: Clock) -> Reading:
    days = calendars.year_stretch(int(match["y"]))
    return _part_of(match, days, "year", clock, TimeBasis.EXPLICIT)


def _read_part_of_stretch(match: Match, clock: Clock) -> Reading:
    days = _referred_stretch(match["ref"], match["unit"], clock)
    return _part_of(match, days, match["unit"], clock, TimeBasis.RELATIVE)


def _part_of(match: Match, days: Days, unit: str, clock: Clock, basis: TimeBasis) -> Reading:
    start, end = days
    if match["earlier"] or match["later"]:
        return _side_of(match, days, unit, clock, basis)
    if match["nth"]:
        return _nth_part(match, days, unit, basis)
    name = "early" if match["early"] else "mid" if match["mid"] else "late"
    conventions = clock.lexicon.conventions
    if unit == "month":
        first, last = getattr(conventions, f"{name}_month")
        part = calendars.part_of_month(start.year, start.month, first, last)
        return _reading(part, TimePrecision.MONTH_PART, basis)
    if unit == "year":
        first, last = getattr(conventions, f"{name}_year")
        part = calendars.months_stretch(start.year, first, last)
        return _reading(part, TimePrecision.PERIOD, basis)
    third = (end - start).days // 3
    cuts = {
        "early": (start, start + timedelta(days=third - 1)),
        "mid": (start + timedelta(days=third), end - timedelta(days=third)),
        "late": (end - timedelta(days=third - 1), end),
    }
    precision = TimePrecision.DAYS if unit == "week" else TimePrecision.PERIOD
    return _reading(cuts[name], precision, basis)


def _side_of(match: Match, days: Days, unit: str, clock: Clock, basis: TimeBasis) -> Reading:
    """Read "earlier this month" and "later in May": up to, or from, the day it is told."""
    start, end = days
    told = clock.published
    if told is not None and start <= told <= end:
        start, end = (start, told) if match["earlier"] else (told, end)
    precision = {"week": TimePrecision.DAYS, "month": TimePrecision.MONTH_PART}.get(
        unit, TimePrecision.PERIOD
    )
    return _reading((start, end), precision, basis)


def _nth_part(match: Match, days: Days, unit: str, basis: TimeBasis) -> Reading:
    start, end = days
    last = match["nth"] == "last"
    number = _NUMBER_OF.get(match["nth"], 0)
    if match["many"]:
        return _first_many(match, days, basis, last=last)
    if match["span"] == "half" and number in {1, 2, 0}:
        number = number or 2
        if unit == "year":
            return _reading(calendars.half_stretch(start.year, number), TimePrecision.HALF, basis)
        middle = start + timedelta(days=(end - start).days // 2)
        cut = (start, middle) if number == 1 else (middle + timedelta(days=1), end)
        precision = TimePrecision.MONTH_PART if unit == "month" else TimePrecision.PERIOD
        return _reading(cut, precision, basis)
    if match["span"] == "quarter" and unit == "year":
        days = calendars.quarter_stretch(start.year, number or 4)
        return _reading(days, TimePrecision.QUARTER, basis)
    if match["span"] == "week" and unit in {"month", "year"}:
        cut_end = start + timedelta(days=7 * (number or 1) - 1)
        week = (end - timedelta(days=6), end) if last else (cut_end - timedelta(days=6), cut_end)
        return _reading(week, TimePrecision.WEEK, basis)
    if match["span"] == "weekend" and unit == "month":
        saturday = (
            calendars.last_weekday(5, until=end)
            if last
            else calendars.next_weekday(5, since=start) + timedelta(days=7 * (number - 1))
        )
        return _reading((saturday, saturday + timedelta(days=1)), TimePrecision.DAYS, basis)
    raise OpenTimeError(Reason.NOT_A_DATE)


def _first_many(match: Match, days: Days, basis: TimeBasis, *, last: bool) -> Reading:
    start, end = days
    count = int(parse_number(match["many"], load_number_words()) or 0)
    if match["manyunit"] == "months":
        if last:
            year, month = calendars.add_months(end.year, end.month, 1 - count)
            start = date(year, month, 1)
        else:
            year, month = calendars.add_months(start.year, start.month, count - 1)
            end = calendars.month_stretch(year, month)[1]
        whole = {3: TimePrecision.QUARTER, 6: TimePrecision.HALF}
        return _reading((start, end), whole.get(count, TimePrecision.PERIOD), basis)
    length = timedelta(days=count * (7 if match["manyunit"] == "weeks" else 1) - 1)
    cut = (end - length, end) if last else (start, start + length)
    return _reading(cut, TimePrecision.DAYS, basis)


# Years and longer


def _read_year(match: Match, clock: Clock) -> Reading:
    days = calendars.year_stretch(int(match["y"]))
    return _reading(days, TimePrecision.YEAR, TimeBasis.EXPLICIT)


def _read_years(match: Match, clock: Clock) -> Reading:
    first, last = int(match["ya"]), int(match["yb"])
    if last < 100:
        last += first - first % 100
        last += 100 * (last < first)
    days = calendars.year_stretch(first)[0], calendars.year_stretch(last)[1]
    if last < first:
        raise OpenTimeError(Reason.NOT_A_DATE)
    return _reading(days, TimePrecision.PERIOD, TimeBasis.EXPLICIT)


def _read_since_start(match: Match, clock: Clock) -> Reading:
    figures = _group(match, "y")
    basis = TimeBasis.RELATIVE
    if "m" in match.re.groupindex:
        days = _month_days(match, "m", "y", clock)
        basis = TimeBasis.EXPLICIT
    elif figures is not None:
        days = calendars.year_stretch(int(figures))
        basis = TimeBasis.EXPLICIT
    else:
        unit = match["unit"] or match["unitb"] or match["unitc"] or match["unitd"]
        days = _referred_stretch(match["ref"] or match["refb"] or "this", unit, clock)
    if clock.published is None or clock.published < days[0]:
        return Reading(
            start=days[0],
            end=days[1],
            precision=TimePrecision.PERIOD,
            basis=basis,
            relation=TimeRelation.ON_OR_AFTER,
        )
    return _reading((days[0], clock.published), TimePrecision.PERIOD, basis)


def _read_quarter(match: Match, clock: Clock) -> Reading:
    year = int(match["y"]) if match["y"] else clock.today.year
    days = calendars.quarter_stretch(year, int(match["q"]))
    return _reading(days, TimePrecision.QUARTER, TimeBasis.EXPLICIT)


def _read_quarter_named(match: Match, clock: Clock) -> Reading:
    number = _NUMBER_OF[match["o"]]
    days = _choose_year(lambda year: calendars.quarter_stretch(year, number), clock)
    return _reading(days, TimePrecision.QUARTER, TimeBasis.EXPLICIT)


def _read_half(match: Match, clock: Clock) -> Reading:
    days = calendars.half_stretch(int(match["y"]), int(match["h"]))
    return _reading(days, TimePrecision.HALF, TimeBasis.EXPLICIT)


def _read_season(match: Match, clock: Clock) -> Reading:
    year, short = _group(match, "y"), _group(match, "yy")
    if short is not None:
        number = _full_year(int(short[1:]))
    else:
        number = int(year) if year else _referred_year(match["ref"], clock)
    days = calendars.season_stretch(number, clock.lexicon.seasons[match["s"]])
    return _reading(days, TimePrecision.SEASON, TimeBasis.EXPLICIT)


def _read_part_of_season(match: Match, clock: Clock) -> Reading:
    """Read one month of the three: early, mid or late."""
    first_month = clock.lexicon.seasons[match["s"]]
    if match["y"] or match["ref"]:
        start = _read_season(match, clock).start
    else:
        start = _choose_year(lambda y: calendars.season_stretch(y, first_month), clock)[0]
    later = {"early": 0, "mid": 1, "late": 2}[match["part"]]
    days = calendars.month_stretch(*calendars.add_months(start.year, start.month, later))
    return _reading(days, TimePrecision.MONTH, TimeBasis.EXPLICIT)


def _read_season_reference(match: Match, clock: Clock) -> Reading:
    reference = _group(match, "ref")
    anchored = reference in {"that", "the previous", "the following"}
    today = clock.spoken_of.start if anchored else clock.today
    first_month = clock.lexicon.seasons[match["s"]]
    near = [calendars.season_stretch(y, first_month) for y in range(today.year - 2, today.year + 3)]
    if reference in {"last", "this past", "the previous"}:
        days = [season for season in near if season[1] < today][-1]
    elif reference in {"next", "the following"}:
        days = next(season for season in near if season[0] > today)
    elif reference == "this" or reference == "that" or clock.future:
        current = [season for season in near if season[0].year == today.year]
        running = [season for season in near if season[0] <= today <= season[1]]
        days = (running or current)[0]
        if reference is None and days[1] < today:
            days = next(season for season in near if season[0] > today)
    else:
        days = [season for season in near if season[0] <= today][-1]
    return _reading(days, TimePrecision.SEASON, TimeBasis.RELATIVE)


_DECADE_CUTS = {None: (0, 9), "early": (0, 3), "mid": (4, 6), "late": (7, 9)}


def _read_decade(match: Match, clock: Clock) -> Reading:
    short = len(match["y"]) == 1
    first = int(match["y"]) * 10 + (1900 if short else 0)
    low, high = _DECADE_CUTS[match["part"]]
    days = calendars.year_stretch(first + low)[0], calendars.year_stretch(first + high)[1]
    return _reading(days, TimePrecision.PERIOD, TimeBasis.EXPLICIT)


_DECADES = {
    word: 1900 + 10 * number
    for number, word in enumerate(
        ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties"), 2
    )
} | {"nineties": 1990}


def _read_word_decade(match: Match, clock: Clock) -> Reading:
    first = _DECADES[match["word"]]
    low, high = _DECADE_CUTS[match["part"]]
    days = calendars.year_stretch(first + low)[0], calendars.year_stretch(first + high)[1]
    return _reading(days, TimePrecision.PERIOD, TimeBasis.EXPLICIT)


def _read_century(match: Match, clock: Clock) -> Reading:
    word = match["o"]
    number = 21 if "21st" in match[0] else int(match["n"]) if word is None else ORDINALS[word]
    first = 100 * (number - 1)
    low, high = {None: (1, 100), "early": (1, 33), "mid": (34, 66), "late": (67, 100)}[
        match["part"]
    ]
    days = calendars.year_stretch(first + low)[0], calendars.year_stretch(first + high)[1]
    return _reading(days, TimePrecision.PERIOD, TimeBasis.EXPLICIT)


# Days told from publication


def _read_today(match: Match, clock: Clock) -> Reading:
    offsets = {
        "yesterday": -1,
        "tomorrow": 1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    }
    day = clock.today + timedelta(days=offsets.get(" ".join(match["word"].split()), 0))
    return _reading((day, day), TimePrecision.DAY, TimeBasis.RELATIVE)


def _read_part_of_day(match: Match, clock: Clock) -> Reading:
    today = clock.today
    if match[0] == "overnight":
        return _reading((today - timedelta(days=1), today), TimePrecision.DAYS, TimeBasis.RELATIVE)
    day = today - timedelta(days=match["ref"] == "last")
    return _reading((day, day), TimePrecision.DAY, TimeBasis.RELATIVE)


def _place_weekday(weekday: int, modifier: str | None, clock: Clock) -> date:
    one = timedelta(days=1)
    match modifier:
        case "last" | "past" | "this past" | "the past" | "the last":
            return calendars.last_weekday(weekday, until=clock.today - one)
        case "next" | "coming" | "this coming" | "the next":
            return calendars.next_weekday(weekday, since=clock.today + one)
        case "the previous":
            until = clock.anchor.start if clock.anchor else clock.today
            return calendars.last_weekday(weekday, until=until - one)
        case "the following":
            return calendars.next_weekday(weekday, since=clock.spoken_of.end + one)
        case "that" | "that same" | "the same":
            monday = calendars.week_stretch(clock.spoken_of.start)[0]
            return monday + timedelta(days=weekday)
        case "this":
            return calendars.week_stretch(clock.today)[0] + timedelta(days=weekday)
    if clock.future:
        return calendars.next_weekday(weekday, since=clock.today)
    return calendars.last_weekday(weekday, until=clock.today)


def _weekday_of_week(weekday: int, week: str, clock: Clock) -> date:
    base = clock.spoken_of.start if week in {"the previous", "the following"} else clock.today
    weeks = {"last": -1, "next": 1, "the previous": -1, "the following": 1}.get(week, 0)
    return calendars.week_stretch(base)[0] + timedelta(days=7 * weeks + weekday)


def _squeezed(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())


def _read_weekday(match: Match, clock: Clock) -> Reading:
    weekday = clock.lexicon.weekdays[match["w"]]
    week, modifier = _squeezed(match["week"]), _squeezed(match["mod"])
    if week is not None:
        day = _weekday_of_week(weekday, week, clock)
    else:
        day = _place_weekday(weekday, modifier, clock)
    return _reading((day, day), TimePrecision.DAY, TimeBasis.WEEKDAY)


def _read_weekdays(match: Match, clock: Clock) -> Reading:
    first, last = clock.lexicon.weekdays[match["w"]], clock.lexicon.weekdays[match["wl"]]
    gap = timedelta(days=(last - first) % 7)
    week, modifier = _squeezed(match["week"]), _squeezed(match["mod"])
    if week is not None:
        end = _weekday_of_week(last, week, clock)
        start = end - gap
    elif clock.future and modifier is None:
        start = calendars.next_weekday(first, since=clock.today)
        end = start + gap
    elif match["modb"]:
        end = _place_weekday(last, match["modb"], clock)
        start = end - gap
    elif modifier == "next":
        start = _place_weekday(first, modifier, clock)
        end = start + gap
    else:
        end = _place_weekday(last, modifier, clock)
        start = end - gap
    return _reading((start, end), _span_precision(start, end), TimeBasis.WEEKDAY)


def _read_weekdays_ago(match: Match, clock: Clock) -> Reading:
    number, high = _amount(match["n"], clock)
    if number != high or number < 1:
        raise OpenTimeError(Reason.TOO_VAGUE)
    latest = calendars.last_weekday(
        clock.lexicon.weekdays[match["w"]], until=clock.today - timedelta(days=1)
    )
    day = latest - timedelta(days=7 * (int(number) - 1))
    return _reading((day, day), TimePrecision.DAY, TimeBasis.WEEKDAY)


def _read_before_last(match: Match, clock: Clock) -> Reading:
    if match["w"] is not None:
        latest = _place_weekday(clock.lexicon.weekdays[match["w"]], "last", clock)
        day = latest - timedelta(days=7)
        return _reading((day, day), TimePrecision.DAY, TimeBasis.WEEKDAY)
    unit = match["unit"]
    if unit == "weekend":
        start, end = _read_weekend("last", clock).start, _read_weekend("last", clock).end
        week = timedelta(days=7)
        return _reading((start - week, end - week), TimePrecision.DAYS, TimeBasis.RELATIVE)
    return _reading(_stretch_at(clock.today, unit, -2), _PRECISION[unit], TimeBasis.RELATIVE)


def _read_weekday_postposed(match: Match, clock: Clock) -> Reading:
    """Read "Tuesday last", and "Tuesday week", which is a week after the Tuesday to come."""
    weekday, post = clock.lexicon.weekdays[match["w"]], match["post"] or match["postb"]
    weeks = {"week": 1, "fortnight": 2}.get(post)
    if weeks is None:
        day = _place_weekday(weekday, "past" if post == "gone" else post, clock)
    else:
        day = _place_weekday(weekday, "next", clock) + timedelta(weeks=weeks)
    return _reading((day, day), TimePrecision.DAY, TimeBasis.WEEKDAY)


def _read_instant(match: Match, clock: Clock) -> Reading:
    """Read a day of this month ("inst."), the last ("ult.") or the next one ("prox.")."""
    months = {"i": 0, "u": -1, "p": 1}[match["inst"][0]]
    year, month = calendars.add_months(clock.today.year, clock.today.month, months)
    day = date(year, month, int(match["d"]))
    return _reading((day, day), TimePrecision.DAY, TimeBasis.RELATIVE)


def _read_weekday_ago(match: Match, clock: Clock) -> Reading:
    weekday, week = clock.lexicon.weekdays[match["w"] or match["wb"]], timedelta(days=7)
    if (match["way"] or match["wayb"]).startswith("ago"):
        day = calendars.last_weekday(weekday, until=clock.today) - week
    else:
        day = calendars.next_weekday(weekday, since=clock.today) + week
    return _reading((day, day), TimePrecision.DAY, TimeBasis.WEEKDAY)


# Weeks, months and years told from publication


_SAME = frozenset({"that", "that same", "the same"})


def _is_wider(anchor: Interval, days: Days) -> bool:
    """Tell whether a time last spoken of is longer than a stretch and does not lie in it."""
    return (anchor.end - anchor.start) > (days[1] - days[0])


def _referred_stretch(reference: str, unit: str, clock: Clock) -> Days:
    """Return the calendar week, month, quarter, year or decade that a word such as "last" names."""
    step = {"last": -1, "past": -1, "previous": -1, "the past": -1, "next": 1, "coming": 1}
    name = " ".join(reference.split())
    if name in _SAME:
        base, count = clock.spoken_of.start, 0
    elif name in {"the following"}:
        base, count = clock.spoken_of.end, 1
    elif name in {"the previous", "the preceding"}:
        base, count = (clock.anchor.start if clock.anchor else clock.today), -1
    else:
        base, count = clock.today, step.get(name, 0)
    return _stretch_at(base, unit, count)


def _stretch_at(base: date, unit: str, count: int) -> Days:
    """Return the calendar stretch that lies ``count`` units after the one around ``base``."""
    match unit:
        case "day" | "night":
            return calendars.day_stretch(base + timedelta(days=count))
        case "week" | "fortnight":
            days = 14 if unit == "fortnight" else 7
            return calendars.week_stretch(base + timedelta(days=days * count))
        case "weekend":
            return calendars.weekend_stretch(base + timedelta(days=7 * count))
        case "month":
            return calendars.month_stretch(*calendars.add_months(base.year, base.month, count))
        case "quarter":
            year, month = calendars.add_months(base.year, base.month, 3 * count)
            return calendars.quarter_stretch(year, (month + 2) // 3)
        case "year":
            return calendars.year_stretch(base.year + count)
        case "decade":
            first = (base.year // 10 + count) * 10
            return calendars.year_stretch(first)[0], calendars.year_stretch(first + 9)[1]
        case "century":
            first = (base.year // 100 + count) * 100
            return calendars.year_stretch(first)[0], calendars.year_stretch(first + 99)[1]
    raise OpenTimeError(Reason.NOT_A_DATE)


_PRECISION = {
    "day": TimePrecision.DAY,
    "night": TimePrecision.DAY,
    "week": TimePrecision.WEEK,
    "fortnight": TimePrecision.PERIOD,
    "weekend": TimePrecision.DAYS,
    "month": TimePrecision.MONTH,
    "quarter": TimePrecision.QUARTER,
    "year": TimePrecision.YEAR,
    "decade": TimePrecision.PERIOD,
    "century": TimePrecision.PERIOD,
}


def _read_stretch(match: Match, clock: Clock) -> Reading:
    reference, unit = " ".join(match["ref"].split()), match["unit"]
    if unit == "weekend":
        return _read_weekend(reference, clock)
    if reference in {"the last", "the past", "this past", "past"}:
        return _lasting(-1, unit, clock)
    if reference in {"the next", "the coming", "coming", "this coming"}:
        return (
            _lasting(1, unit, clock)
            if clock.anchor is None or clock.future
            else _reading(
                _stretch_at(clock.spoken_of.end, unit, 1), _PRECISION[unit], TimeBasis.RELATIVE
            )
        )
    start, end = _referred_stretch(reference, unit, clock)
    if reference in _SAME and _is_wider(clock.spoken_of, (start, end)):
        # "In late May ... in the same week": some week of those days.
        spoken = clock.spoken_of
        return _reading((spoken.start, spoken.end), spoken.precision, TimeBasis.RELATIVE)
    precision = _PRECISION[unit]
    if reference in {"this", "current", "the current"}:
        start, end = (clock.today, end) if clock.future else (start, clock.today)
        precision = TimePrecision.PERIOD if unit == "year" else precision
    return _reading((start, end), precision, TimeBasis.RELATIVE)


def _read_the_weekend(match: Match, clock: Clock) -> Reading:
    return _read_weekend("this", clock)


def _read_weekend(reference: str, clock: Clock) -> Reading:
    if reference in {"that", "that same", "the same", "the following"}:
        days = _referred_stretch(reference, "weekend", clock)
    elif reference in {
        "last",
        "past",
        "this past",
        "the last",
        "the past",
        "the previous",
        "previous",
    }:
        saturday = calendars.last_weekday(5, until=clock.today - timedelta(days=2))
        days = saturday, saturday + timedelta(days=1)
    elif reference == "this" and not clock.future:
        saturday = calendars.last_weekday(5, until=clock.today)
        days = saturday, saturday + timedelta(days=1)
    else:
        saturday = calendars.next_weekday(5, since=clock.today)
        days = saturday, saturday + timedelta(days=1)
    return _reading(days, TimePrecision.DAYS, TimeBasis.RELATIVE)


def _back(day: date, count: float, unit: str) -> date:
    """Return the day ``count`` units before (after, if negative)."""
    if unit in _PARTS_OF_DAY:
        return day - timedelta(days=round(count / _PARTS_OF_DAY[unit]))
    if unit in _DAY_UNITS:
        return day - timedelta(days=round(count))
    if unit in _WEEK_UNITS:
        return day - timedelta(days=round(count * 7 * _WEEK_UNITS[unit]))
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    return calendars.shift_months(day, -round(count * months))


def _lasting(count: float, unit: str, clock: Clock) -> Reading:
    """Read a stretch that ends (or, if positive, begins) on the day of publication."""
    other = _back(clock.today, -count, unit)
    days = (other, clock.today) if count < 0 else (clock.today, other)
    precision = TimePrecision.DAYS if (days[1] - days[0]).days <= 14 else TimePrecision.PERIOD
    return _reading(days, precision, TimeBasis.RELATIVE)


def _amount(words: str | None, clock: Clock) -> tuple[float, float]:
    """Return the number or, for a vague one, the band that a number word stands for."""
    if words is None:
        return clock.lexicon.bands["some"]
    name = " ".join(words.replace("-", " ").split())
    for band in ("few", "several", "couple", "some"):
        if band in name.split():
            return clock.lexicon.bands[band]
    if name.startswith("half"):
        return 0.5, 0.5
    number = 1.0 if name in {"a", "an"} else parse_number(name, load_number_words())
    if number is None:
        raise OpenTimeError(Reason.NOT_A_DATE)
    return number, number


def _read_lasting(match: Match, clock: Clock) -> Reading:
    low, high = _amount(match["n"], clock)
    count = low if low == high else float(clock.lexicon.conventions.recent)
    ahead = match["ref"] in {"coming", "next", "following"}
    return _lasting(count if ahead else -count, match["unit"], clock)


def _read_recent(match: Match, clock: Clock) -> Reading:
    count = clock.lexicon.conventions.recent
    return _lasting(count if match["ref"] == "coming" else -count, match["unit"], clock)


def _read_ago(match: Match, clock: Clock) -> Reading:
    low, high = _amount_or_two(match, clock)
    if match["andhalf"] or match["halfafter"]:
        low, high = low + 0.5, high + 0.5
    return _shifted(clock.today, -low, -high, match["unit"])


def _amount_or_two(match: Match, clock: Clock) -> tuple[float, float]:
    """Return the number of units, or both ends of "three or four"."""
    low, high = _amount(match["n"], clock)
    if match["or"] is None:
        return low, high
    other = _amount(match["or"], clock)
    return min(low, *other), max(high, *other)


def _read_to_the_day(match: Match, clock: Clock) -> Reading:
    """Read "a week ago today" and "this day last year"."""
    base = clock.today - timedelta(days=match["from"] == "yesterday")
    low, high = (1.0, 1.0) if match["n"] is None else _amount(match["n"], clock)
    if low != high:
        raise OpenTimeError(Reason.TOO_VAGUE)
    day = _back(base, low, match["unit"] or match["unitb"])
    return _reading((day, day), TimePrecision.DAY, TimeBasis.RELATIVE)


def _shifted(base: date, near: float, far: float, unit: str) -> Reading:
    """Return the stretch of a unit's width that lies ``near`` units from a day.

    Bounds that differ, or a fraction of a unit, widen it. Negative is earlier.
    """
    basis = TimeBasis.RELATIVE
    if near != far:
        first, last = sorted((_back(base, -near, unit), _back(base, -far, unit)))
        return _reading((first, last), _span_precision(first, last), basis)
    if unit in _PARTS_OF_DAY or unit in _DAY_UNITS:
        day = _back(base, -near, unit)
        return _reading((day, day), TimePrecision.DAY, basis)
    day = _back(base, -near, unit)
    if near != int(near):
        unit = {"decade": "year", "year": "month", "month": "week"}.get(unit, unit)
    width = {"fortnight": "week", "decade": "year"}.get(unit, unit)
    return _reading(_stretch_at(day, width, 0), _PRECISION[width], basis)


# Times told from the time last spoken of


def _day_anchor(clock: Clock) -> Interval:
    anchor = clock.spoken_of
    if (anchor.end - anchor.start).days > 6:
        raise OpenTimeError(Reason.TOO_VAGUE)
    return anchor


_LATER = frozenset({"later", "after", "afterwards", "afterward", "on from", "following"})


def _read_from_now(match: Match, clock: Clock) -> Reading:
    low, high = _amount(match["n"], clock)
    return _shifted(clock.today, low, high, match["unit"])


def _read_within(match: Match, clock: Clock) -> Reading:
    _, high = _amount(match["n"], clock)
    return _lasting(high, match["unit"], clock)


def _read_short_year(match: Match, clock: Clock) -> Reading:
    days = calendars.year_stretch(1900 + int(match["yy"]))
    return _reading(days, TimePrecision.YEAR, TimeBasis.EXPLICIT)


def _read_turn_of_year(match: Match, clock: Clock) -> Reading:
    """Read the turn of a year as the fortnight on either side of New Year's Day."""
    figures = match["y"]
    year = int(figures) if figures else clock.latest_past.year + clock.future
    around = date(year - 1, 12, 18), date(year, 1, 14)
    basis = TimeBasis.EXPLICIT if figures else TimeBasis.RELATIVE
    return _reading(around, TimePrecision.PERIOD, basis)


def _read_eve(match: Match, clock: Clock) -> Reading:
    day = _day_anchor(clock).start - timedelta(days=1)
    return _reading((day, day), TimePrecision.DAY, TimeBasis.RELATIVE)


def _read_anniversary(match: Match, clock: Clock) -> Reading:
    """Read the same day in a later year: the one counted, else the latest one that is past."""
    first = clock.spoken_of
    if first.precision is not TimePrecision.DAY:
        raise OpenTimeError(Reason.TOO_VAGUE)
    counted = match["o"] or match["n"] or match["words"]
    number = None
    if counted is not None:
        number = ORDINALS.get(counted) or parse_number(counted, load_number_words())
    if number is not None:
        day = calendars.shift_months(first.start, 12 * int(number))
    else:
        day = _dated(first.start.month, first.start.day, None, clock)
    return _reading((day, day), TimePrecision.DAY, TimeBasis.RELATIVE)


def _read_shifted(match: Match, clock: Clock) -> Reading:
    low, high = _amount_or_two(match, clock)
    unit = match["unit"]
    later = _squeezed(match["way"]) in _LATER
    short = unit in _PARTS_OF_DAY or unit in _DAY_UNITS or unit in _WEEK_UNITS
    anchor = _day_anchor(clock) if short else clock.spoken_of
    if later:
        return _shifted(anchor.end, low, high, unit)
    return _shifted(anchor.start, -low, -high, unit)


def _read_neighbour(match: Match, clock: Clock) -> Reading:
    way = match["way"] or " ".join(match["wayb"].split())
    unit = match["unit"] or match["unitb"]
    if unit in {"morning", "evening", "afternoon", *_PARTS_OF_DAY}:
        unit = "day"
    if way in {"same", "very same"}:
        return _that("day" if unit in _DAY_UNITS else unit, clock)
    step = 1 if way in {"after", "following", "next", "very next"} else -1
    if unit in _DAY_UNITS:
        anchor = _day_anchor(clock)
        day = _back(anchor.end if step > 0 else anchor.start, -step, "day")
        return _reading((day, day), TimePrecision.DAY, TimeBasis.RELATIVE)
    anchor = clock.spoken_of
    days = _stretch_at(anchor.end if step > 0 else anchor.start, unit, step)
    return _reading(days, _PRECISION[unit], TimeBasis.RELATIVE)


def _that(unit: str, clock: Clock) -> Reading:
    if unit == "day":
        anchor = _day_anchor(clock)
        return _reading((anchor.start, anchor.end), anchor.precision, TimeBasis.RELATIVE)
    return _reading(
        _stretch_at(clock.spoken_of.start, unit, 0), _PRECISION[unit], TimeBasis.RELATIVE
    )


def _read_that(match: Match, clock: Clock) -> Reading:
    if match["told"] is not None and clock.anchor is None:
        return _reading((clock.today, clock.today), TimePrecision.DAY, TimeBasis.RELATIVE)
    if match["unit"] == "period":
        anchor = clock.spoken_of
        since = anchor.relation is TimeRelation.ON_OR_AFTER
        if since and clock.published is not None and anchor.end < clock.published:
            return _reading((anchor.start, clock.today), TimePrecision.PERIOD, TimeBasis.RELATIVE)
        return _reading((anchor.start, anchor.end), anchor.precision, TimeBasis.RELATIVE)
    return _that("day", clock)


def _read_days_around(match: Match, clock: Clock) -> Reading:
    unit = match["unit"] or match["unitb"]
    way = "after" if match["way"] is None else " ".join(match["way"].split())
    anchor = clock.spoken_of
    reach = clock.lexicon.conventions.days_around
    one = timedelta(days=1)
    count = reach if unit == "day" else clock.lexicon.conventions.recent
    if way in {"before", "leading up to", "preceding", "prior to"}:
        days = _back(anchor.start, count, unit), anchor.start - one
    else:
        days = anchor.end + one, _back(anchor.end, -count, unit)
    return _reading(days, _span_precision(*days), TimeBasis.RELATIVE)


# Feasts


def _read_feast(match: Match, clock: Clock) -> Reading:
    days = _feast_days(match, clock)
    return _reading(days, _feast_precision(days), TimeBasis.HOLIDAY)


def _read_feast_day(match: Match, clock: Clock) -> Reading:
    """Read one day of a feast that lasts: its eve, its second day, its last Friday."""
    start, end = _feast_days(match, clock)
    if match["eve"] is not None:
        day = start - timedelta(days=1)
        return _reading((day, day), TimePrecision.DAY, TimeBasis.HOLIDAY)
    last = match["o"] in {"last", "final"}
    number = int(match["n"]) if match["n"] else 1 if last else ORDINALS[match["o"]]
    weekday = clock.lexicon.weekdays.get(match["what"])
    if weekday is not None:
        day = calendars.last_weekday(weekday, until=end)
        if not last:
            day = calendars.next_weekday(weekday, since=start) + timedelta(days=7 * (number - 1))
    elif match["what"] == "week":
        first = end - timedelta(days=6) if last else start + timedelta(days=7 * (number - 1))
        days = first, min(first + timedelta(days=6), end)
        return _reading(days, TimePrecision.WEEK, TimeBasis.HOLIDAY)
    else:
        day = end if last else start + timedelta(days=number - 1)
    return _reading((day, day), TimePrecision.DAY, TimeBasis.HOLIDAY)


def _feast_days(match: Match, clock: Clock) -> Days:
    name = " ".join(match["feast"].replace("’", "'").split())
    observance = clock.lexicon.observances[name]
    if observance.rule is ObservanceRule.ONCE:
        return calendars.day_stretch(date.fromisoformat(observance.at))
    year = int(match["yc"]) if match["yc"] else _written_year(match, "y", clock)
    if year is not None:
        kept = _feast_in(name, observance, year, clock)
        if not kept:
            raise OpenTimeError(Reason.TOO_VAGUE)
        return kept[0]
    today, reference = clock.today, _group(match, "ref")
    near = [
        days
        for y in range(today.year - 2, today.year + 3)
        for days in _feast_in(name, observance, y, clock)
    ]
    if not near:
        raise OpenTimeError(Reason.TOO_VAGUE)
    if reference == "next" or (clock.future and reference != "last"):
        return next((days for days in near if days[1] >= today), near[-1])
    past = [days for days in near if days[0] <= clock.latest_past]
    if reference == "last":
        past = [days for days in past if days[1] < today]
    if not past:
        raise OpenTimeError(Reason.TOO_VAGUE)
    return past[-1]


def _feast_in(name: str, observance: Observance, year: int, clock: Clock) -> tuple[Days, ...]:
    if observance.rule is not ObservanceRule.BY_COUNTRY:
        return observance_in(observance, year)
    kept = None if clock.country is None else holiday_in(clock.country, name, year)
    return () if kept is None else (calendars.day_stretch(kept[0]),)


def _feast_precision(days: Days) -> TimePrecision:
    return TimePrecision.DAY if days[0] == days[1] else TimePrecision.DAYS


def _read_vague(match: Match, clock: Clock) -> Reading:
    raise OpenTimeError(Reason.TOO_VAGUE)


_READINGS: Mapping[str, Callable[[Match, Clock], Reading]] = {
    "iso": _read_iso,
    "numeric": _read_numeric,
    "days_month": _read_days,
    "month_days": _read_days,
    "date_range": _read_date_range,
    "date": _read_date,
    "bracketed_date": _read_date,
    "weekday_of_month": _read_weekday_of_month,
    "edge_day": _read_edge_day,
    "to_the_day": _read_to_the_day,
    "short_date": _read_short_date,
    "word_date": _read_word_date,
    "numbered_date": _read_word_date,
    "day_of_month": _read_day_of_month,
    "months_range": _read_months_range,
    "month": _read_month,
    "part_of_month": _read_part_of_month,
    "part_of_year": _read_part_of_year,
    "part_of_stretch": _read_part_of_stretch,
    "since_start_of_year": _read_since_start,
    "since_start_of_stretch": _read_since_start,
    "since_start_of_month": _read_since_start,
    "short_year": _read_short_year,
    "turn_of_year": _read_turn_of_year,
    "in_future": _read_from_now,
    "within": _read_within,
    "quarter": _read_quarter,
    "half": _read_half,
    "season": _read_season,
    "season_after_year": _read_season,
    "season_reference": _read_season_reference,
    "season_bare": _read_season_reference,
    "part_of_season": _read_part_of_season,
    "decade": _read_decade,
    "short_decade": _read_decade,
    "years_range": _read_years,
    "years_short": _read_years,
    "year": _read_year,
    "today": _read_today,
    "part_of_day": _read_part_of_day,
    "weekdays": _read_weekdays,
    "weekday": _read_weekday,
    "weekday_ago": _read_weekday_ago,
    "weekday_postposed": _read_weekday_postposed,
    "instant": _read_instant,
    "stretch": _read_stretch,
    "weekend": _read_the_weekend,
    "lasting": _read_lasting,
    "recent": _read_recent,
    "ago": _read_ago,
    "shifted": _read_shifted,
    "neighbour": _read_neighbour,
    "that": _read_that,
    "days_around": _read_days_around,
    "feast": _read_feast,
    "nth_weekday": _read_nth_weekday,
    "week_of": _read_week_of,
    "quarter_named": _read_quarter_named,
    "stretch_until": _read_stretch_until,
    "word_decade": _read_word_decade,
    "century": _read_century,
    "weekdays_ago": _read_weekdays_ago,
    "before_last": _read_before_last,
    "from_now": _read_from_now,
    "eve": _read_eve,
    "anniversary": _read_anniversary,
    "feast_day": _read_feast_day,
    "short_numeric": _read_short_numeric,
    "vague": _read_vague,
}
