from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.documents import Span
from dateline.core.events import FigureRule, Support
from dateline.core.grounded import Count, Standing
from dateline.pipeline.linking.conflicts import (
    any_contradictory,
    are_contradictory,
    choose_figure,
    firmest,
)

MONDAY = date(2031, 5, 5)


def count(low: float | None, high: float | None) -> Count:
    best = low if low == high else None
    return Count(low=low, best=best, high=high, mention=Span(0, 1))


def figure(
    value: float,
    *,
    sources: int = 1,
    day: int = 0,
    standing: Standing = Standing.STATED,
    claim: str | None = None,
) -> Support[Count]:
    reported = MONDAY + timedelta(days=day)
    return Support(
        value=count(value, value),
        claims=(claim or f"c{value}",),
        independent_sources=sources,
        first_reported=reported,
        last_reported=reported,
        standing=standing,
    )


def chosen(values: list[Support[Count]], rule: FigureRule) -> tuple[float | None, ...]:
    found = choose_figure(values, rule, disputed=any_contradictory(firmest(values)))
    assert found is not None
    return (found.low, found.best, found.high)


THREE = [figure(7, sources=2), figure(9, day=1), figure(6)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (FigureRule.LOW_BEST_HIGH, (6, 7, 9)),
        (FigureRule.LATEST, (9, 9, 9)),
        (FigureRule.CONSERVATIVE, (6, 6, 6)),
        (FigureRule.MAJORITY_THEN_LATEST, (7, 7, 7)),
    ],
)
def test_each_rule_chooses_as_the_project_it_is_named_after(
    rule: FigureRule, expected: tuple[float, ...]
) -> None:
    assert chosen(THREE, rule) == expected


def test_without_a_majority_the_latest_figure_is_chosen_and_of_one_day_the_lowest() -> None:
    rule = FigureRule.MAJORITY_THEN_LATEST
    assert chosen([figure(7), figure(9, day=1)], rule) == (9, 9, 9)
    assert chosen([figure(9), figure(7)], rule) == (7, 7, 7)


def test_as_many_sources_on_either_side_leave_no_best_estimate() -> None:
    assert chosen([figure(12), figure(14)], FigureRule.LOW_BEST_HIGH) == (12, None, 14)


def test_of_as_many_sources_on_either_side_the_last_gives_the_best_estimate() -> None:
    values = [figure(12), figure(14, day=1)]
    assert chosen(values, FigureRule.LOW_BEST_HIGH) == (12, 14, 14)


@pytest.mark.parametrize(
    ("a", "b", "contradictory"),
    [
        (count(7, None), count(8, 8), False),
        (count(7, 7), count(8, 8), True),
        (count(None, 5), count(6, 6), True),
        (count(7, 8), count(8, 8), False),
        (count(9, None), count(8, 8), True),
    ],
)
def test_figures_contradict_only_if_both_cannot_be_right(
    a: Count, b: Count, contradictory: bool
) -> None:
    assert are_contradictory(a, b) is contradictory
    assert are_contradictory(b, a) is contradictory


@pytest.mark.parametrize("standing", [Standing.WITHDRAWN, Standing.SUPERSEDED, Standing.REPEATED])
@pytest.mark.parametrize("rule", FigureRule)
def test_no_rule_chooses_a_lesser_figure_beside_a_firm_one(
    rule: FigureRule, standing: Standing
) -> None:
    values = [figure(3, sources=9, day=9, standing=standing), figure(8)]
    assert chosen(values, rule) == (8, 8, 8)


@pytest.mark.parametrize("rule", FigureRule)
def test_a_withdrawn_figure_is_chosen_when_there_is_no_other(rule: FigureRule) -> None:
    assert chosen([figure(15, standing=Standing.WITHDRAWN)], rule) == (15, 15, 15)


def test_of_parts_the_largest_counts() -> None:
    values = [figure(2, standing=Standing.PART), figure(5, standing=Standing.PART)]
    assert chosen(values, FigureRule.LOW_BEST_HIGH) == (5, 5, 5)


@pytest.mark.parametrize("rule", FigureRule)
def test_nothing_stated_gives_no_figure(rule: FigureRule) -> None:
    assert choose_figure((), rule, disputed=False) is None


@given(
    values=st.lists(
        st.builds(
            figure,
            st.integers(0, 30),
            sources=st.integers(1, 4),
            day=st.integers(0, 5),
            standing=st.sampled_from(Standing),
        ),
        min_size=1,
        max_size=6,
        unique_by=lambda s: s.value.low,
    ),
    rule=st.sampled_from(FigureRule),
    data=st.data(),
)
def test_the_figure_chosen_lies_among_those_stated_and_no_order_changes_it(
    values: list[Support[Count]], rule: FigureRule, data: st.DataObject
) -> None:
    found = chosen(values, rule)
    lows = [s.value.low for s in values]
    assert found[0] in lows
    assert found[2] in lows
    assert chosen(data.draw(st.permutations(values)), rule) == found
