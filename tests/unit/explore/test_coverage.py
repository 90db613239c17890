from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dateline.explore.coverage import MOST_COLUMNS, measure_coverage
from dateline.explore.selecting import all_of
from dateline.explore.timeline import Unit, last_day

from .browsed import Browsed, browsed, columns_of


@given(events=browsed(), unit=st.one_of(st.none(), st.sampled_from([Unit.MONTH, Unit.YEAR])))
def test_cells_count_the_events_an_outlet_reports_of_that_time(
    events: Browsed, unit: Unit | None
) -> None:
    columns = columns_of(events)
    coverage = measure_coverage(columns, all_of({}, len(columns)), unit)
    assert len(coverage.starts) <= MOST_COLUMNS
    for line in coverage.outlets:
        theirs = [row for row, outlets in events.values() if line.outlet in outlets]
        assert line.total == len(theirs)
        for start, count in zip(coverage.starts, line.counts, strict=True):
            end = last_day(start, coverage.unit)
            begun = [r for r in theirs if r.start and start <= date.fromordinal(r.start) <= end]
            assert count == len(begun)


@given(events=browsed())
def test_shares_are_of_all_events(events: Browsed) -> None:
    columns = columns_of(events)
    coverage = measure_coverage(columns, all_of({}, len(columns)), None)
    rows = [row for row, _ in events.values()]
    assert coverage.events == len(rows)
    assert coverage.single == sum(row.sources <= 1 for row in rows)
    assert coverage.official == sum(row.official for row in rows)
    assert coverage.unnamed == sum(not outlets for _, outlets in events.values())


@given(events=browsed())
def test_place_names_its_outlet_only_if_there_is_one(events: Browsed) -> None:
    columns = columns_of(events)
    for line in measure_coverage(columns, all_of({}, len(columns)), None).places:
        heard = {
            outlet
            for row, outlets in events.values()
            if row.place == line.place or row.place.startswith(f"{line.place}/")
            for outlet in outlets
        }
        assert line.outlets == len(heard)
        assert line.only == (next(iter(heard)) if len(heard) == 1 else None)
