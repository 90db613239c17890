"""The day of publication as printed beside the headline."""

import re

from dateline.core.documents import DateBasis, Document, Published, SegmentKind, Span
from dateline.pipeline.articles.dates import find_dates
from dateline.pipeline.articles.lines import is_byline, is_date_line

#: Running text that may stand above a date line: a deck and an opening paragraph.
MAX_PARAGRAPHS_ABOVE = 2
_MACHINE = re.compile(r"(?:date|published|posted|updated)\s?:?\s(?:on\s)?\d{4}-\d\d-\d\d", re.I)
_UPDATED = re.compile(r"\b(?:updated|last modified|modified|edited)\b[^|]{0,12}$", re.I)


def find_printed_date(document: Document) -> Published | None:
    """Read the date line of an article.

    Only lines that hold a date and little else count, beside the headline or in a dateline;
    a date in running text says when something happened. Of "Published" and "Updated" the
    first counts. The date in a site's masthead, above the headline among other words, is the
    day the page was saved and does not count.
    """
    paragraphs = 0
    headline_seen = not any(s.kind is SegmentKind.HEADLINE for s in document.segments)
    fallback: Published | None = None
    for segment in document.segments:
        if segment.kind is SegmentKind.PARAGRAPH:
            paragraphs += 1
            if paragraphs > MAX_PARAGRAPHS_ABOVE:
                break
        elif segment.kind is SegmentKind.HEADLINE:
            headline_seen = True
        elif segment.kind is SegmentKind.COMMENT:
            break
        elif segment.kind in (SegmentKind.FURNITURE, SegmentKind.BYLINE, SegmentKind.DATELINE):
            words = document.text_at(segment.span)
            if not _is_dated(words, segment.kind, headline_seen):
                continue
            for start, end, day in find_dates(words):
                span = Span(segment.span.start + start, segment.span.start + end)
                found = Published(date=day, basis=DateBasis.TEXT, mention=span)
                if not _UPDATED.search(words[:start]):
                    return found
                fallback = fallback or found
    return fallback


def _is_dated(words: str, kind: SegmentKind, headline_seen: bool) -> bool:
    if kind is SegmentKind.DATELINE:
        return True
    if is_date_line(words) or _MACHINE.fullmatch(words[:40].strip()) is not None:
        return True
    return headline_seen and is_byline(" ".join(words.split()))
