from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.explore.selecting import all_of
from dateline.explore.timeline import MOST_BARS, Unit, count_over_time, last_day

from .browsed import Browsed, browsed, columns_of


@given(events=browsed(), unit=st.one_of(st.none(), st.sampled_from(Unit)))
def test_every_event_is_in_one_bar_or_undated(events: Browsed, unit: Unit | None) -> None:
    columns = columns_of(events)
    timeline = count_over_time(columns, all_of({}, len(columns)), unit)
    assert sum(timeline.exact) + sum(timeline.wide) + timeline.undated == len(events)
    for start, exact, wide in zip(timeline.starts, timeline.exact, timeline.wide, strict=True):
        end = last_day(start, timeline.unit)
        begun = [
            row
            for row, _ in events.values()
            if row.start and start <= date.fromordinal(row.start) <= end
        ]
        assert exact + wide == len(begun)
        assert exact == sum(date.fromordinal(row.end) <= end for row in begun)


@given(events=browsed(), unit=st.sampled_from(Unit))
def test_bars_follow_each_other_without_a_gap(events: Browsed, unit: Unit) -> None:
    columns = columns_of(events)
    timeline = count_over_time(columns, all_of({}, len(columns)), unit)
    for start, following in zip(timeline.starts, timeline.starts[1:], strict=False):
        assert last_day(start, unit) + timedelta(days=1) == following


@given(events=browsed())
def test_the_unit_chosen_by_itself_keeps_bars_few(events: Browsed) -> None:
    columns = columns_of(events)
    assert len(count_over_time(columns, all_of({}, len(columns)), None).starts) <= MOST_BARS


@pytest.mark.parametrize(
    ("unit", "end"),
    [
        (Unit.DAY, date(2032, 2, 1)),
        (Unit.WEEK, date(2032, 2, 7)),
        (Unit.MONTH, date(2032, 2, 29)),
        (Unit.YEAR, date(2032, 12, 31)),
    ],
)
def test_a_bar_ends_with_its_unit(unit: Unit, end: date) -> None:
    assert last_day(date(2032, 2, 1), unit) == end


def test_the_last_bars_of_the_calendar_end_with_it() -> None:
    assert last_day(date(9999, 12, 1), Unit.MONTH) == date(9999, 12, 31)
    assert last_day(date(9999, 12, 27), Unit.WEEK) == date.max
