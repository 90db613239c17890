import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.grounded import PlacePrecision
from dateline.reports.map import FILLED, HEIGHT, RADII, WIDTH, Marker, render_map

TARSK = Marker(
    name="Tarsk",
    latitude=43.0,
    longitude=77.0,
    precision=PlacePrecision.TOWN,
    anchor="event-1",
    events=1,
)

MARKERS = st.builds(
    Marker,
    name=st.sampled_from(["Tarsk", "Ossel & Co", "<b>"]),
    latitude=st.floats(-90, 90),
    longitude=st.floats(-180, 180),
    precision=st.sampled_from(PlacePrecision),
    anchor=st.just("event-1"),
    events=st.integers(1, 30),
)


@given(st.lists(MARKERS, min_size=1, max_size=12))
def test_every_place_lies_inside_the_map(markers: list[Marker]) -> None:
    svg = ElementTree.fromstring(render_map(markers))
    circles = svg.findall(".//circle")
    assert len(circles) == len(markers)
    for circle in circles:
        assert 0 <= float(circle.attrib["cx"]) <= WIDTH
        assert 0 <= float(circle.attrib["cy"]) <= HEIGHT


def test_north_is_up_and_east_is_right() -> None:
    svg = render_map([TARSK, replace(TARSK, latitude=45.0, longitude=78.0, anchor="event-2")])
    found = re.findall(r'href="#(\S+)".*?cx="([\d.]+)" cy="([\d.]+)"', svg)
    places = {anchor: (float(x), float(y)) for anchor, x, y in found}
    assert places["event-2"][0] > places["event-1"][0]
    assert places["event-2"][1] < places["event-1"][1]


@pytest.mark.parametrize("precision", PlacePrecision)
def test_vaguer_places_are_larger_open_circles(precision: PlacePrecision) -> None:
    svg = render_map([replace(TARSK, precision=precision)])
    assert f'r="{RADII[precision]:g}"' in svg
    assert ('class="dot"' in svg) == (precision in FILLED)
    assert [RADII[p] for p in PlacePrecision] == sorted(RADII.values())


def test_labels_count_events_and_do_not_cover_each_other() -> None:
    markers = [replace(TARSK, name=f"Place {n}", latitude=43 + n / 1000) for n in range(12)]
    svg = render_map([*markers, replace(TARSK, name="Ossel", longitude=70.0, events=3)])
    assert ">Ossel (3)</text>" in svg
    assert 2 <= svg.count('class="label"') < 1 + len(markers)


def test_land_and_borders_are_drawn_around_the_places() -> None:
    svg = render_map([replace(TARSK, latitude=41.0, longitude=29.0)])
    assert 'class="land"' in svg
    assert 'class="border"' in svg
    assert len(svg) < 60_000


def test_no_place_is_no_map() -> None:
    assert render_map([]) == ""
