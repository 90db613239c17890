"""Intervals and counts refuse what cannot be, and take everything else."""

from dataclasses import FrozenInstanceError, replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core.documents import Span
from dateline.core.grounded import (
    Count,
    Interval,
    Reason,
    TimeBasis,
    TimePrecision,
    TimeRelation,
    Unresolved,
)
from tests.strategies import counts, documents, grounded_claims, intervals

BOUND = st.none() | st.integers(-3, 3).map(float)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(1990, 1, 5))


@given(low=BOUND, best=BOUND, high=BOUND)
def test_a_count_has_its_bounds_in_order_any_of_them_open(
    low: float | None, best: float | None, high: float | None
) -> None:
    stated = [bound for bound in (low, best, high) if bound is not None]
    if all(one <= other for one, other in pairwise(stated)):
        count = Count(low=low, best=best, high=high, mention=Span(0, 1))
        assert (count.low, count.best, count.high) == (low, best, high)
    else:
        with pytest.raises(ValueError, match="bounds out of order"):
            Count(low=low, best=best, high=high, mention=Span(0, 1))


def test_none_stated_and_none_at_all_are_different_counts() -> None:
    unknown = Count(low=None, best=None, high=None, mention=Span(0, 1))
    zero = Count(low=0, best=0, high=0, mention=Span(0, 1))
    assert unknown != zero


@given(start=DAYS, end=DAYS)
def test_an_interval_does_not_end_before_it_starts(start: date, end: date) -> None:
    def interval() -> Interval:
        return Interval(
            start=start,
            end=end,
            precision=TimePrecision.DAYS,
            relation=TimeRelation.IN,
            basis=TimeBasis.EXPLICIT,
            mention=Span(0, 1),
        )

    if start <= end:
        assert interval().end - interval().start >= timedelta(0)
    else:
        with pytest.raises(ValueError, match="ends before it starts"):
            interval()


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_grounded_values_do_not_change_and_can_be_kept_in_sets(data: st.DataObject) -> None:
    document = data.draw(documents())
    values = (
        data.draw(intervals(document)),
        data.draw(counts(document)),
        data.draw(grounded_claims(document)),
    )
    for value in values:
        assert {value, replace(value)} == {value}
    with pytest.raises(FrozenInstanceError):
        values[0].end = date.max  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        values[1].best = 0  # type: ignore[misc]


def test_values_left_open_for_different_reasons_are_different() -> None:
    reasons = {Unresolved(reason=reason) for reason in Reason}
    assert len(reasons) == len(Reason)
