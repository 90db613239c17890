"""Windows cover a text and share what they should."""

import itertools

from hypothesis import given
from hypothesis import strategies as st
from training.model.windows import Pieces, piece_range, window_ranges


@given(length=st.integers(0, 3000), size=st.integers(20, 510), overlap=st.integers(0, 10))
def test_windows_cover_every_piece_and_are_never_too_long(
    length: int, size: int, overlap: int
) -> None:
    ranges = window_ranges(length, size=size, overlap=overlap)
    assert ranges[0][0] == 0
    assert ranges[-1][1] == length
    assert all(end - start <= size for start, end in ranges)
    assert all(b[0] <= a[1] - overlap for a, b in itertools.pairwise(ranges))


def test_a_span_takes_every_piece_it_touches() -> None:
    pieces = Pieces(ids=(1, 2, 3), spans=((0, 3), (3, 6), (7, 9)))
    assert piece_range(pieces, (2, 8)) == (0, 2)
    assert piece_range(pieces, (6, 7)) is None
