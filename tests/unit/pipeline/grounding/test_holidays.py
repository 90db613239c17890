from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.pipeline.grounding.holidays import (
    easter_sunday,
    holiday_in,
    observance_in,
    orthodox_easter_sunday,
)
from dateline.resources.times import load_time_lexicon

OBSERVANCES = load_time_lexicon().observances


@pytest.mark.parametrize(
    ("year", "western", "orthodox"),
    [
        (1961, date(1961, 4, 2), date(1961, 4, 9)),
        (2000, date(2000, 4, 23), date(2000, 4, 30)),
        (2008, date(2008, 3, 23), date(2008, 4, 27)),
        (2016, date(2016, 3, 27), date(2016, 5, 1)),
        (2017, date(2017, 4, 16), date(2017, 4, 16)),
        (2038, date(2038, 4, 25), date(2038, 4, 25)),
    ],
)
def test_easter_falls_on_its_published_days(year: int, western: date, orthodox: date) -> None:
    assert easter_sunday(year) == western
    assert orthodox_easter_sunday(year) == orthodox


@given(st.integers(1900, 2199))
def test_easter_is_a_sunday_in_spring_and_never_before_the_western_one(year: int) -> None:
    western, orthodox = easter_sunday(year), orthodox_easter_sunday(year)
    assert western.weekday() == orthodox.weekday() == 6
    assert date(year, 3, 22) <= western <= date(year, 4, 25)
    assert western <= orthodox


@pytest.mark.parametrize(
    ("name", "year", "first", "last"),
    [
        ("nawruz", 2020, date(2020, 3, 21), date(2020, 3, 23)),
        ("ramadan", 2020, date(2020, 4, 24), date(2020, 5, 23)),
        ("eid al-adha", 2021, date(2021, 7, 20), date(2021, 7, 23)),
        ("good friday", 2016, date(2016, 3, 25), date(2016, 3, 25)),
        ("passover", 2016, date(2016, 4, 23), date(2016, 4, 29)),
        ("diwali", 2016, date(2016, 10, 30), date(2016, 10, 30)),
        ("thanksgiving", 2016, date(2016, 11, 24), date(2016, 11, 24)),
    ],
)
def test_a_feast_falls_on_its_published_days(name: str, year: int, first: date, last: date) -> None:
    assert observance_in(OBSERVANCES[name], year) == ((first, last),)


def test_a_month_of_the_islamic_calendar_may_begin_twice_in_a_year() -> None:
    starts = [first for first, _ in observance_in(OBSERVANCES["ramadan"], 2030)]
    assert starts == [date(2030, 1, 5), date(2030, 12, 26)]


def test_a_national_day_has_no_date_without_its_country() -> None:
    assert observance_in(OBSERVANCES["independence day"], 2016) == ()
    assert holiday_in("KZ", "Independence Day", 2016) == (date(2016, 12, 16), date(2016, 12, 17))
    assert holiday_in("XX", "Independence Day", 2016) is None


@given(st.sampled_from(sorted(OBSERVANCES)), st.integers(1, 9990))
def test_any_feast_in_any_year_is_in_order(name: str, year: int) -> None:
    stretches = observance_in(OBSERVANCES[name], year)
    assert list(stretches) == sorted(stretches)
    assert all(first <= last for first, last in stretches)
