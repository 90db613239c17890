"""Word pieces of a text with their places, and the windows an encoder reads them in."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.core.documents import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """A text's word pieces: their numbers and the characters each covers."""

    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Word pieces ``[start, start + len(ids) - 2)`` of a text, between the special ones."""

    start: int
    ids: tuple[int, ...]

    @property
    def end(self) -> int:
        """The first piece after the window."""
        return self.start + len(self.ids) - 2


def window_ranges(length: int, *, size: int, overlap: int) -> list[tuple[int, int]]:
    """Return ranges of at most ``size`` that cover ``length`` and share ``overlap`` or more."""
    if length <= size:
        return [(0, length)]
    count = -(-(length - overlap) // (size - overlap))
    starts = [round(i * (length - size) / (count - 1)) for i in range(count)]
    return [(start, start + size) for start in starts]


def piece_range(pieces: Pieces, span: Span | tuple[int, int]) -> tuple[int, int] | None:
    """Return the first and the last piece that a span of characters touches, if any."""
    start, end = (span.start, span.end) if isinstance(span, Span) else span
    low = _first_ending_after(pieces.spans, start)
    high = _first_starting_from(pieces.spans, end) - 1
    return (low, high) if low <= high else None


def _first_ending_after(spans: Sequence[tuple[int, int]], at: int) -> int:
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle][1] > at:
            high = middle
        else:
            low = middle + 1
    return low


def _first_starting_from(spans: Sequence[tuple[int, int]], at: int) -> int:
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle][0] >= at:
            high = middle
        else:
            low = middle + 1
    return low
