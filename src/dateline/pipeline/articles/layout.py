"""The lines of a text put together to paragraphs, whatever way it was laid out."""

import re
from dataclasses import dataclass

from dateline.core.documents import SegmentKind, Span

#: Longest line, in characters, that hard wrapping gives; mail and wire copy wrap at 60 to 80.
MAX_WRAP_WIDTH = 110
MIN_WRAP_WIDTH = 40
#: Share of line breaks inside blocks that a greedy wrapping explains, above which text is wrapped.
MIN_WRAPPED_SHARE = 0.7
#: Characters by which a wrapped line may fall short although the next word would have fitted.
WRAP_SLACK = 2
#: A list item's mark; such a line always begins a paragraph of its own.
LIST_MARK = re.compile(r"(?:[•·▪◦*‣\-–—]|\(?\d{1,3}[.)])\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph-like stretch: its span, its words with white space folded, and what it is.

    ``kind`` is set where the kind is known from the way the text was made, as for a page's
    headings and comments; otherwise the words decide. ``gap`` tells that a blank line stands
    before it.
    """

    span: Span
    words: str
    kind: SegmentKind | None = None
    gap: bool = True


def find_blocks(text: str) -> tuple[Block, ...]:
    """Find the paragraphs of a plain text.

    Each line is one, unless the text was wrapped at a fixed width: then lines are joined where
    the next word would not have fitted.
    """
    lines = [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)]
    lines = [_trimmed(text, start, end) for start, end in lines]
    joined = _wrapped_breaks(text, lines)
    blocks: list[Block] = []
    index = 0
    while index < len(lines):
        last = index
        while last in joined:
            last += 1
        start, end = lines[index][0], lines[last][1]
        previous = lines[index - 1][1] if index else 0
        gap = index == 0 or text.count("\n", previous, start) > 1
        words = " ".join(text[start:end].split())
        blocks.append(Block(span=Span(start, end), words=words, gap=gap))
        index = last + 1
    return tuple(blocks)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def _wrapped_breaks(text: str, lines: list[tuple[int, int]]) -> frozenset[int]:
    """Return the lines that run on into the next one, if the text is hard-wrapped."""
    lengths = sorted(end - start for start, end in lines)
    if len(lengths) < 3:
        return frozenset()
    # A few longer lines (an address, a table) do not undo the width the others keep.
    width = lengths[max(0, int(len(lengths) * 0.97) - 1)]
    if not MIN_WRAP_WIDTH <= width <= MAX_WRAP_WIDTH:
        return frozenset()
    breaks = [
        index
        for index in range(len(lines) - 1)
        if text.count("\n", lines[index][1], lines[index + 1][0]) == 1
    ]
    soft = frozenset(index for index in breaks if _is_soft(text, lines, index, width))
    if len(soft) < 2 or len(soft) < MIN_WRAPPED_SHARE * len(breaks):
        return frozenset()
    return soft


def _is_soft(text: str, lines: list[tuple[int, int]], index: int, width: int) -> bool:
    start, end = lines[index]
    following = text[slice(*lines[index + 1])]
    if LIST_MARK.match(following):
        return False
    first_word = following.split(None, 1)[0]
    return end - start + 1 + len(first_word) > width - WRAP_SLACK
