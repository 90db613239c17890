"""Word pieces of a text with their places, and the windows an encoder reads them in."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from pathlib import Path

from dateline.core.documents import Span
from dateline.errors import ResourceError

FIRST, LAST = "[CLS]", "[SEP]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """A text's word pieces: their numbers, and where the characters of each start and end."""

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, low: int, high: int) -> Span:
        """Return the characters from one piece to another, both included."""
        return Span(self.starts[low], self.ends[high])

    def range_of(self, span: Span) -> tuple[int, int] | None:
        """Return the first and the last piece that a span of characters touches, if any."""
        low = bisect_right(self.ends, span.start)
        high = bisect_left(self.starts, span.end) - 1
        return (low, high) if low <= high else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Word pieces ``[start, end)`` of a text; ``ids`` has the special ones around them."""

    start: int
    ids: tuple[int, ...]

    @property
    def end(self) -> int:
        """The first piece after the window."""
        return self.start + len(self.ids) - 2

    def holds(self, low: int, high: int) -> bool:
        """Tell whether pieces ``low`` to ``high`` all stand in the window."""
        return self.start <= low and high < self.end

    def margin(self, low: int, high: int) -> int:
        """Return how far pieces ``low`` to ``high`` stand from the window's nearer edge."""
        return min(low - self.start, self.end - 1 - high)


class PieceReader:
    """Cuts texts into word pieces and these into windows."""

    def __init__(self, path: Path) -> None:
        """Load the word pieces.

        Raises:
            ResourceError: The file is damaged or lacks the special pieces.
        """
        from tokenizers import Tokenizer

        try:
            self._tokenizer: Tokenizer = Tokenizer.from_file(str(path))
            self._tokenizer.no_padding()
            self._tokenizer.no_truncation()
            numbers = self._tokenizer.get_vocab()
            self._first, self._last = numbers[FIRST], numbers[LAST]
        except Exception as error:  # the library raises Exception itself
            raise ResourceError(f"{path}: cannot be read as word pieces: {error}") from error

    def read(self, text: str) -> Pieces:
        """Return the word pieces of a text, without special ones."""
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        offsets = encoded.offsets
        return Pieces(
            ids=tuple(encoded.ids),
            starts=tuple(start for start, _ in offsets),
            ends=tuple(end for _, end in offsets),
        )

    def windows(
        self, pieces: Pieces, *, size: int, shared: int, start: int = 0, end: int | None = None
    ) -> list[Window]:
        """Return windows of about equal size that cover pieces ``start`` to ``end``.

        Args:
            pieces: A text's pieces.
            size: Most pieces in a window beside the two special ones.
            shared: Pieces that neighbouring windows share at least.
            start: The first piece to be covered.
            end: The first piece that need not be.
        """
        last = len(pieces.ids) if end is None else end
        return [
            Window(
                start=start + low,
                ids=(self._first, *pieces.ids[start + low : start + high], self._last),
            )
            for low, high in window_ranges(last - start, size=size, shared=shared)
        ]


def window_ranges(length: int, *, size: int, shared: int) -> list[tuple[int, int]]:
    """Return ranges of at most ``size`` that cover ``length`` and share ``shared`` or more."""
    if length <= size:
        return [(0, length)] if length else []
    count = -(-(length - shared) // (size - shared))
    starts = [round(i * (length - size) / (count - 1)) for i in range(count)]
    return [(start, start + size) for start in starts]
