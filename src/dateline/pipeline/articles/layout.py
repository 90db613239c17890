"""The lines of a text put together to paragraphs, whatever way it was laid out."""

import re
from dataclasses import dataclass

from dateline.core.documents import SegmentKind, Span
from dateline.pipeline.articles.lines import ends_sentence

#: Longest line, in characters, that hard wrapping gives; mail and wire copy wrap at 60 to 80.
MAX_WRAP_WIDTH = 110
MIN_WRAP_WIDTH = 40
#: Share of line breaks inside blocks that a greedy wrapping explains, above which text is wrapped.
MIN_WRAPPED_SHARE = 0.7
#: Characters by which a wrapped line may fall short although the next word would have fitted.
WRAP_SLACK = 2
#: Share of lines that begin in lower case above which unevenly broken text is wrapped.
MIN_LOWER_SHARE = 0.4
#: Share of the width from which an unfinished sentence on a line goes on in the next.
RAGGED_SHARE = 0.6
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
    lengths = sorted(_column(text, end) for _, end in lines)
    if len(lengths) < 3:
        return frozenset()
    # In a long text a few longer lines (an address, a table) do not undo the width of the others.
    width = lengths[-1 - len(lengths) // 30]
    if not MIN_WRAP_WIDTH <= width <= MAX_WRAP_WIDTH:
        return frozenset()
    breaks = [
        index
        for index in range(len(lines) - 1)
        if text.count("\n", lines[index][1], lines[index + 1][0]) == 1
        and not _begins_paragraph(text, lines, index + 1)
    ]
    full = sum(_is_full(text, lines, index, width) for index in breaks)
    running = frozenset(index for index in breaks if _runs_on(text, lines, index, width))
    greedy = full >= 2 and full >= MIN_WRAPPED_SHARE * len(breaks)
    return running if greedy or _is_ragged(text, lines, breaks, running) else frozenset()


def _is_ragged(
    text: str, lines: list[tuple[int, int]], breaks: list[int], running: frozenset[int]
) -> bool:
    """Tell whether a text is wrapped at no even width: sentences mostly go on over line ends."""
    if len(running) < 4 or len(running) < MIN_WRAPPED_SHARE * len(breaks):
        return False
    lower = sum(text[lines[index + 1][0]].islower() for index in running)
    return lower >= MIN_LOWER_SHARE * len(running) or text.isupper()


def _is_full(text: str, lines: list[tuple[int, int]], index: int, width: int) -> bool:
    """Tell whether the next line's first word would not have fitted on this line."""
    first_word = text[slice(*lines[index + 1])].split(None, 1)[0]
    return _column(text, lines[index][1]) + 1 + len(first_word) > width - WRAP_SLACK


def _begins_paragraph(text: str, lines: list[tuple[int, int]], index: int) -> bool:
    """Tell whether a line is a list item or stands further in than the one before."""
    start, end = lines[index]
    deeper = _column(text, start) > _column(text, lines[index - 1][0])
    return deeper or LIST_MARK.match(text, start, end) is not None


def _runs_on(text: str, lines: list[tuple[int, int]], index: int, width: int) -> bool:
    """Tell whether a line of a wrapped text goes on in the next, also where it is ragged."""
    if _is_full(text, lines, index, width):
        return True
    start, end = lines[index]
    return end - start >= RAGGED_SHARE * width and not ends_sentence(text[start:end])


def _column(text: str, offset: int) -> int:
    return offset - (text.rfind("\n", 0, offset) + 1)
