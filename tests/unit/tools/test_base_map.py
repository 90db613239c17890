import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.base_map.simplify import Point, simplify
from tools.base_map.sources import parts_of, read_countries, unpack

LINES = st.lists(st.tuples(st.floats(-180, 180), st.floats(-85, 85)), min_size=0, max_size=40)


@given(points=LINES, least=st.floats(0, 50))
def test_a_simplified_line_keeps_its_ends_and_the_order_of_its_points(
    points: list[Point], least: float
) -> None:
    kept = simplify(points, least)
    assert kept[:1] == points[:1]
    assert kept[-1:] == points[-1:]
    rest = iter(points)
    assert all(any(point == other for other in rest) for point in kept)


@given(points=LINES)
def test_nothing_is_dropped_where_any_triangle_matters(points: list[Point]) -> None:
    assert simplify(points, 0) == points


@given(points=LINES)
def test_more_is_dropped_the_more_a_triangle_must_measure(points: list[Point]) -> None:
    lengths = [len(simplify(points, least)) for least in (0, 0.01, 1, 100, 1e9)]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] == min(2, len(points))


def test_a_spike_stays_longer_than_a_ripple() -> None:
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0), (5.0, 0.0)]
    kept = simplify(line, 0.5)
    assert (3.0, 5.0) in kept
    assert (1.0, 0.01) not in kept


def test_a_degree_of_longitude_counts_less_near_a_pole() -> None:
    def ripple(latitude: float) -> list[Point]:
        return [(0.0, latitude), (1.0, latitude + 0.5), (2.0, latitude)]

    assert len(simplify(ripple(0), 0.3)) == 3
    assert len(simplify(ripple(70), 0.3)) == 2


def test_arcs_are_read_from_differences_of_steps() -> None:
    topology = {
        "transform": {"scale": [0.5, 0.25], "translate": [-10, 20]},
        "arcs": [[[0, 0], [2, 4], [-1, 0]], [[4, 4]]],
    }
    assert unpack(topology) == [[(-10.0, 20.0), (-9.0, 21.0), (-9.5, 21.0)], [(-8.0, 21.0)]]


def shape(kind: int, parts: list[list[Point]]) -> bytes:
    """Return a record of a shape file, its bounding box left at zero."""
    points = [point for part in parts for point in part]
    starts = [sum(map(len, parts[:n])) for n in range(len(parts))]
    numbers = [number for point in points for number in point]
    body = struct.pack("<i32x2i", kind, len(parts), len(points))
    body += struct.pack(f"<{len(starts)}i{len(numbers)}d", *starts, *numbers)
    return struct.pack(">2i", 1, len(body) // 2) + body


def test_lines_and_rings_of_a_shape_file_are_read_and_points_passed_over() -> None:
    line: list[Point] = [(1.0, 2.0), (3.0, 4.0)]
    rings: list[list[Point]] = [[(0.0, 0.0), (1.0, 0.0), (0.0, 0.0)], [(5.0, 5.0), (6.0, 6.0)]]
    lone = struct.pack(">2i", 2, 10) + struct.pack("<i2d", 1, 9.0, 9.0)
    file = bytes(100) + shape(3, [line]) + lone + shape(5, rings)
    assert list(parts_of(file)) == [line, *rings]


def test_a_package_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "world-atlas.tgz"
    other.write_bytes(b"something else")
    with pytest.raises(ValueError, match=r"world-atlas\.tgz"):
        read_countries(other)
