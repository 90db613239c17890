"""What was read: a document, its segments and sentences, and spans of its text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from dateline.errors import EvidenceError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of Unicode code points in a document's text.

    Raises:
        EvidenceError: The range is empty, reversed or starts before the text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise EvidenceError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def shifted(self, offset: int) -> "Span":
        """Return the span moved by ``offset`` characters."""
        return Span(self.start + offset, self.end + offset)


class SegmentKind(StrEnum):
    """What a stretch of an article is for."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
    CAPTION = "caption"
    COMMENT = "comment"
    FURNITURE = "furniture"


#: Segments whose words can support a claim. Comments and furniture never can.
CLAIM_BEARING = frozenset(
    {SegmentKind.HEADLINE, SegmentKind.PARAGRAPH, SegmentKind.SUBHEADING, SegmentKind.CAPTION}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a document of one kind.

    ``copy_of`` is the span of an earlier segment with the same words, such as the first of two
    equal captions; a copy yields no claim.
    """

    kind: SegmentKind
    span: Span
    copy_of: Span | None = None

    @property
    def bears_claims(self) -> bool:
        """Whether a claim may rest on this segment."""
        return self.kind in CLAIM_BEARING and self.copy_of is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence inside one segment; ``index`` counts sentences of the document from 0."""

    span: Span
    segment: SegmentKind
    paragraph: int
    index: int


class DateBasis(StrEnum):
    """How a publication date is known."""

    METADATA = "metadata"
    URL = "url"
    HEADER = "header"
    OPTION = "option"
    TEXT = "text"
    PATH = "path"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The day an article was published, in its outlet's time zone, and how that is known."""

    date: date
    basis: DateBasis
    mention: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article as stored; ``text`` never changes.

    Segments are in text order and do not overlap; whitespace between them belongs to none.
    ``language`` is an ISO 639-1 code. What is not known is ``None``.
    """

    id: str
    text: str
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: Published | None = None
    language: str | None = None
    segments: tuple[Segment, ...] = ()

    def text_at(self, span: Span) -> str:
        """Return the words a span covers.

        Raises:
            EvidenceError: The span ends after the text.
        """
        if span.end > len(self.text):
            raise EvidenceError(f"document {self.id}: {span} ends after {len(self.text)}")
        return self.text[span.start : span.end]

    def segments_of(self, kind: SegmentKind) -> Iterator[Segment]:
        """Yield the segments of one kind, in text order."""
        return (segment for segment in self.segments if segment.kind == kind)

    def segment_at(self, offset: int) -> Segment | None:
        """Return the segment that covers a character, if one does."""
        for segment in self.segments:
            if segment.span.start <= offset < segment.span.end:
                return segment
        return None


def document_id(text: str) -> str:
    """Return the id of a text: the first 16 hex digits of its SHA-256 digest (UTF-8)."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
