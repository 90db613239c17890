"""What is known of spans of a text, found by where they stand."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from dateline.core.documents import Span

Known = TypeVar("Known")


class SpanMap(Mapping[Span, Known], Generic[Known]):
    """Values of spans that do not overlap, in text order.

    Finding what stands at a place of the text takes time that hardly grows with their number.
    """

    def __init__(self, values: Mapping[Span, Known]) -> None:
        """Sort the values by their spans."""
        self._spans = sorted(values, key=lambda span: (span.start, span.end))
        self._values = {span: values[span] for span in self._spans}
        self._starts = [span.start for span in self._spans]
        self._ends = [span.end for span in self._spans]

    @classmethod
    def of(cls, values: Mapping[Span, Known]) -> "SpanMap[Known]":
        """Return the values themselves where they are sorted already."""
        return values if isinstance(values, cls) else cls(values)

    def __getitem__(self, span: Span) -> Known:
        return self._values[span]

    def __iter__(self) -> Iterator[Span]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)

    def overlapping(self, span: Span) -> Iterator[tuple[Span, Known]]:
        """Yield what shares a character with a span, in text order."""
        for index in range(bisect_right(self._ends, span.start), len(self._spans)):
            if self._starts[index] >= span.end:
                return
            yield self._spans[index], self._values[self._spans[index]]

    def following(self, position: int) -> Iterator[tuple[Span, Known]]:
        """Yield what begins at a place of the text or after it, in text order."""
        for index in range(bisect_left(self._starts, position), len(self._spans)):
            yield self._spans[index], self._values[self._spans[index]]

    def nearest(self, position: int) -> Span | None:
        """Return the span that begins nearest to a place of the text; of two, the first."""
        after = bisect_left(self._starts, position)
        beside = self._spans[max(0, after - 1) : after + 1]
        return min(beside, key=lambda span: (abs(span.start - position), span.start), default=None)
