"""Text to segments: headline, byline, dateline, paragraphs, captions, comments, furniture."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.core.documents import Segment, SegmentKind, Span
from dateline.pipeline.articles.datelines import Dateline
from dateline.pipeline.articles.labels import MIN_COPY, Labels
from dateline.pipeline.articles.layout import Block
from dateline.pipeline.articles.lines import fold

_PREFIX = re.compile(
    r"(?:date|published|posted|updated)\s?:?\s(?:on\s)?\d{4}-\d\d-\d\d"
    r"(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?=\s|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmented:
    """Segments of a text and what they say of the article."""

    segments: tuple[Segment, ...]
    headline: Span | None
    byline: str | None
    dateline: str | None


def segment_blocks(
    text: str, blocks: Sequence[Block], *, title: str | None = None, url: str | None = None
) -> Segmented:
    """Say what each block of an article is.

    Comments are everything from the first sign of a comment section to the end; only what
    stands above can be a paragraph. A block that says the same as an earlier one is its copy.

    Args:
        text: The document's text.
        blocks: Its paragraphs, in order.
        title: The title, where it is known from elsewhere; it marks the headline.
        url: The article's address, whose words help to find the headline.
    """
    blocks = _split_prefixes(text, blocks)
    labels = Labels(text=text, blocks=blocks, title=title, url=url)
    kinds = labels.decide()
    return _assemble(text, blocks, kinds, labels.datelines)


def _split_prefixes(text: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Part a machine-written date ("date 2020-03-24 ...") from the words it was glued to."""
    parts: list[Block] = []
    for block in blocks:
        start, end = block.span.start, block.span.end
        match = _PREFIX.match(text, start, end) if block.kind is None else None
        if match is None or match.end() == end:
            parts.append(block)
            continue
        rest = match.end() + len(text[match.end() : end]) - len(text[match.end() : end].lstrip())
        furniture = SegmentKind.FURNITURE
        parts.append(Block(span=Span(*match.span()), words=match[0], kind=furniture, gap=block.gap))
        if rest < end:
            words = " ".join(text[rest:end].split())
            parts.append(Block(span=Span(rest, end), words=words, gap=False))
    return tuple(parts)


def _assemble(
    text: str,
    blocks: Sequence[Block],
    kinds: Sequence[SegmentKind],
    datelines: Mapping[int, Dateline],
) -> Segmented:
    segments: list[Segment] = []
    earlier: dict[str, Segment] = {}
    place: str | None = None
    for i, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
        span = block.span
        found = datelines.get(i)
        if found is not None:
            if place is None and found.place is not None:
                place = " ".join(text[slice(*_shift(found.place, span.start))].split())
            cut = span.start + found.length
            segments.append(Segment(kind=SegmentKind.DATELINE, span=Span(span.start, cut)))
            rest = text[cut : span.end]
            if not rest.strip():
                continue
            span = Span(span.end - len(rest.lstrip()), span.end)
        segment = Segment(kind=kind, span=span)
        if segment.bears_claims:
            words = fold(text[span.start : span.end])
            first = earlier.setdefault(words, segment)
            if first is not segment and len(words) > MIN_COPY:
                segment = _mark_copy(segment, first)
        segments.append(segment)
    return Segmented(
        segments=tuple(segments),
        headline=next((s.span for s in segments if s.kind is SegmentKind.HEADLINE), None),
        byline=_byline_of(text, segments),
        dateline=place,
    )


def _mark_copy(segment: Segment, first: Segment) -> Segment:
    return replace(segment, kind=first.kind, copy_of=first.span)


def _shift(span: Span, offset: int) -> tuple[int, int]:
    return span.start + offset, span.end + offset


def _byline_of(text: str, segments: Iterable[Segment]) -> str | None:
    for segment in segments:
        if segment.kind is SegmentKind.BYLINE:
            words = " ".join(text[segment.span.start : segment.span.end].split())
            match = re.match(r"(?:\w+ )?by:?\s+(.+)", words, re.IGNORECASE)
            return (match[1] if match else words).rstrip(" ->|,")
    return None
