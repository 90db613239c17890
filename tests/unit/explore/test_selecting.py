from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.explore.columns import Columns
from dateline.explore.filters import Box, ExploreFilters, Order
from dateline.explore.selecting import all_of, conditions, sorted_rows

from .browsed import Browsed, browsed, columns_of, filters, passes


def nothing(_: str) -> frozenset[str]:
    return frozenset()


def chosen_ids(columns: Columns, wanted: ExploreFilters) -> list[str]:
    masks = conditions(columns, wanted, with_words=nothing, of_document=nothing)
    mask = all_of(masks, len(columns))
    return [str(columns.ids[row]) for row in mask.nonzero()[0]]


@given(events=browsed(), wanted=filters())
def test_events_pass_that_meet_every_condition(events: Browsed, wanted: ExploreFilters) -> None:
    found = chosen_ids(columns_of(events), wanted)
    passing = [i for i, (row, outlets) in events.items() if passes(row, outlets, wanted)]
    assert found == sorted(passing)


@given(events=browsed(), wanted=filters(), replaced=browsed(4), removed=st.sets(st.integers(0, 11)))
def test_changed_columns_are_those_built_anew(
    events: Browsed, wanted: ExploreFilters, replaced: Browsed, removed: set[int]
) -> None:
    gone = [id_ for place, id_ in enumerate(events) if place in removed and id_ not in replaced]
    changed = columns_of(events).changed(replaced, gone)
    after = {i: e for i, e in (events | replaced).items() if i not in gone}
    assert sorted(chosen_ids(changed, wanted)) == sorted(chosen_ids(columns_of(after), wanted))


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", list(Order))
@given(events=browsed())
def test_every_order_is_total_and_does_not_depend_on_how_rows_came(
    events: Browsed, order: Order, descending: bool
) -> None:
    def ranked(given: Browsed) -> list[str]:
        columns = columns_of(given)
        every = all_of({}, len(columns))
        rows = sorted_rows(columns, every, order, descending=descending)
        return [str(columns.ids[row]) for row in rows]

    assert ranked(events) == ranked(dict(reversed(events.items())))
    assert sorted(ranked(events)) == sorted(events)


@given(events=browsed())
def test_unknown_days_come_last_either_way(events: Browsed) -> None:
    columns = columns_of(events)
    every = all_of({}, len(columns))
    for descending in (False, True):
        rows = sorted_rows(columns, every, Order.DATE, descending=descending)
        days = [events[str(columns.ids[row])][0].start for row in rows]
        known = [day for day in days if day]
        assert days == known + [0] * (len(days) - len(known))
        assert known == sorted(known, reverse=descending)


@given(events=browsed(), west=st.integers(-179, 179), width=st.integers(1, 300))
def test_a_box_across_the_date_line_holds_both_sides(
    events: Browsed, west: int, width: int
) -> None:
    east = west + width if west + width <= 180 else west + width - 360
    box = Box(west=west, south=-90, east=east, north=90)
    found = set(chosen_ids(columns_of(events), ExploreFilters(box=box)))
    for id_, (row, _) in events.items():
        inside = row.longitude is not None and (row.longitude - west) % 360 <= width
        assert (id_ in found) is inside


@given(events=browsed())
def test_words_and_documents_choose_the_events_they_lead_to(events: Browsed) -> None:
    columns = columns_of(events)
    some = frozenset(list(events)[::2])
    wanted = replace(ExploreFilters(), text="market")
    masks = conditions(columns, wanted, with_words=lambda _: some, of_document=nothing)
    mask = all_of(masks, len(columns))
    assert {str(id_) for id_ in columns.ids[mask]} == some
