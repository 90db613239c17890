from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.explore import map_points
from dateline.explore.map_points import map_events
from dateline.explore.selecting import all_of

from .browsed import Browsed, browsed, columns_of


@given(events=browsed())
def test_every_event_is_a_point_part_of_an_area_or_unplaced(events: Browsed) -> None:
    columns = columns_of(events)
    view = map_events(columns, all_of({}, len(columns)), zoom=2)
    assert len(view.points) + sum(a.count for a in view.areas) + view.unplaced == len(events)
    assert {p.precision for p in view.points} <= {"town", "site"}
    assert {a.precision for a in view.areas}.isdisjoint({"town", "site"})


@given(events=browsed(), zoom=st.integers(0, 18))
def test_too_many_points_become_cells_that_hold_them_all(events: Browsed, zoom: int) -> None:
    columns = columns_of(events)
    every = all_of({}, len(columns))
    points = map_events(columns, every, zoom=zoom).points
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(map_points, "MOST_POINTS", 0)
        view = map_events(columns, every, zoom=zoom)
    assert sum(cell.count for cell in view.cells) == len(points)
    if points:
        latitudes = [point.latitude for point in points]
        assert all(min(latitudes) - 1e-4 <= c.latitude <= max(latitudes) + 1e-4 for c in view.cells)


@given(events=browsed())
def test_a_point_stands_where_its_event_was(events: Browsed) -> None:
    columns = columns_of(events)
    for point in map_events(columns, all_of({}, len(columns)), zoom=2).points:
        row, _ = events[point.event]
        assert row.latitude is not None
        assert np.isclose(point.latitude, row.latitude, atol=1e-4)
        assert (point.type, point.start) == (row.type, row.start)


@given(events=browsed(4))
def test_events_of_one_province_are_one_area(events: Browsed) -> None:
    same: Browsed = {
        id_: (
            replace(
                row, place="KZ/Almaty Region", precision="province", latitude=44.0, longitude=77.0
            ),
            outlets,
        )
        for id_, (row, outlets) in events.items()
    }
    columns = columns_of(same)
    areas = map_events(columns, all_of({}, len(columns)), zoom=2).areas
    assert [area.count for area in areas] == ([len(same)] if same else [])
