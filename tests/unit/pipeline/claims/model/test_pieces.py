"""Windows over word pieces."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dateline.core.documents import Span
from dateline.pipeline.claims.model.pieces import Pieces, Window, window_ranges

# "an old raft": pieces an, old, ra, ft.
PIECES = Pieces(ids=(5, 6, 7, 8), starts=(0, 3, 7, 9), ends=(2, 6, 9, 11))


@given(st.integers(1, 3000), st.integers(20, 300), st.integers(0, 15))
def test_windows_cover_everything_and_share_enough(length: int, size: int, shared: int) -> None:
    ranges = window_ranges(length, size=size, shared=shared)
    assert ranges[0][0] == 0
    assert ranges[-1][1] == length
    assert all(high - low == min(size, length) for low, high in ranges)
    assert all(a[1] - b[0] >= shared for a, b in pairwise(ranges))


def test_nothing_has_no_window() -> None:
    assert window_ranges(0, size=254, shared=64) == []


def test_pieces_are_found_by_any_character_they_cover() -> None:
    assert PIECES.range_of(Span(8, 10)) == (2, 3)
    assert PIECES.range_of(Span(0, 11)) == (0, 3)
    assert PIECES.range_of(Span(4, 5)) == (1, 1)


def test_space_between_words_has_no_piece() -> None:
    assert PIECES.range_of(Span(2, 3)) is None


def test_margin_is_to_the_nearer_edge() -> None:
    window = Window(start=10, ids=(101, *range(8), 102))
    assert window.end == 18
    assert window.margin(12, 13) == 2
    assert window.margin(16, 16) == 1
    assert window.holds(10, 17)
    assert not window.holds(10, 18)
