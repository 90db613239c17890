"""Text to segments: headline, byline, dateline, paragraphs, captions, comments, furniture."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dateline.core.documents import Segment, SegmentKind, Span
from dateline.pipeline.articles.datelines import Dateline, match_dateline, match_own_line
from dateline.pipeline.articles.dates import find_dates
from dateline.pipeline.articles.furniture import (
    Marker,
    is_comment_trace,
    is_furniture,
    marker_of,
)
from dateline.pipeline.articles.layout import LIST_MARK, Block
from dateline.pipeline.articles.wordlists import word_set

#: Words from which a block without a full stop is still taken for running text.
PROSE_WORDS = 25
#: Words up to which a line without a full stop may be a subheading.
SUBHEADING_WORDS = 14
#: Characters of running text after which a bare "Comments" opens the comments.
BODY_BEFORE_COMMENTS = 300

_TERMINAL = re.compile(r"[.!?…。！？۔।](?:[\"'”’»)\]]|\s?\[[^\]]{1,40}\])*$")
_CREDIT = re.compile(
    r"""
    [.!?"”’]\s?\[[^\[\]]{2,120}\]$
    | \((?:[^()]*\b(?:photo|image|picture|courtesy|handout|file|AFP|AP|Reuters|EPA|Getty|Shutterstock
        |Xinhua|Sputnik|TASS|Anadolu|via|screenshot|video|twitter|facebook)\b[^()]*)\)\.?$
    | (?:—|–|--|\s-|/|\|)\s?(?:(?:file|photo|handout|image|representational)[\s:/]+)?
        (?:AFP|AP|Reuters|REUTERS|EPA|Getty(?:[ ]Images)?|Xinhua|Sputnik|TASS|dpa|DPA|ANI|PTI|APP|
        INP|Online|White[ ]Star|File|Bernama|Antara|Anadolu(?:[ ]Agency)?|EPA-EFE)
        (?:[ /,][\w./ -]{1,60})?\.?$
    | \b(?:via|Handout[ ]via|Courtesy[ ]of|Courtesy)[ ](?:REUTERS|Reuters|AP|AFP|EPA|Getty[ ]Images|[A-Z][\w.]+)
        (?:/[\w ]{1,40})?\.?$
    | (?:/|©\s?|\bby\s)(?:Getty[ ]Images|AFP|Shutterstock|EPA|Reuters)[\w /.]{0,30}$
    | \b(?:AFP|AP|Reuters|EPA)[ ](?:Photo|PHOTO|File[ ]Photo|file[ ]photo)\b.{0,30}$
    | \b(?:Photo|Image|Picture|Photograph|Credit|Photo[ ]credit)s?[ ]?(?:by|:|courtesy).{2,60}$
    """,
    re.VERBOSE,
)
_CAPTION_START = re.compile(
    r"(?:FILE(?: PHOTO| IMAGE)?\s?[:\-–—]+|(?:(?:Archive|File|Representational|Illustrative|Stock"
    r"|Representative)\s)?(?:photo|image|picture|photograph|caption|illustration)\s?(?:shows?\b|:|\()"
    r"|In this (?:\w+[ ,]+){0,4}(?:file )?(?:photo|image|picture|frame|grab|photograph)\b"
    r"|\((?:L|R|C|left|right|top|above|from left)\)|\((?:L|From left) (?:to|-) R?\)|Pictured:)",
    re.IGNORECASE,
)
_MARKUP_LINE = re.compile(r"<(p|figcaption|em|i|small|span)\b[^>]*>.*</\1>", re.IGNORECASE)
_PREFIX = re.compile(
    r"(?:date|published|posted|updated)\s?:?\s(?:on\s)?\d{4}-\d\d-\d\d"
    r"(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?=\s|$)",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:(?:written|reported|posted|story|text|report|words|analysis|compiled|published) )?by:?\s+(.+)"
    r"|from (?:our|the) .{2,40}(?:correspondent|reporter|bureau|desk|staff)"
    r"|(?:our|a|by|staff) ?(?:own )?(?:staff )?(?:correspondent|reporter|writer)s?(?: report)?"
    r"|author\s?:\s?.{2,60}|(?:media note|office of the .{2,40}|press release|news desk|web desk|newsdesk)",
    re.IGNORECASE,
)
_SMALL_NAME_WORDS = word_set(
    """
    a an and al bin da de del der di dos el for in la le of on the und van von with y via & at
    """
)
_DATE_WORDS = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri
    sat sun january february march april may june july august september october november
    december jan feb mar apr jun jul aug sep sept oct nov dec am pm a.m p.m utc gmt est edt pst
    pdt cet cest ist pkt bst eat wib hrs hours published updated update posted modified created
    first last on at date ago minute minutes hour hours day days min mins release time eastern
    th st nd rd of am et local ist today yesterday wat cat msk sgt jst and edited added issued
    """
)
#: A commenter's name line; "The minister said:" is none.
_COMMENTER = re.compile(
    r"(?!(?:the|he|she|it|they|a|an|his|her|its|their|we|i|one|another|who)\b).{1,40}"
    r"\b(?:says|said|wrote|writes|commented)\s?(?::|\.\.\.|…)",
    re.IGNORECASE,
)
_TRAILING_ELLIPSIS = re.compile(r"\s?(?:\.\.\.|…|\[…\]|\[\.\.\.\])$")


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
    labels = _Labels(text=text, blocks=blocks, title=title, url=url)
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


class _Labels:
    """The kinds of an article's blocks, found in several passes over them."""

    def __init__(
        self, *, text: str, blocks: Sequence[Block], title: str | None, url: str | None
    ) -> None:
        self.text = text
        self.blocks = blocks
        self.title = fold(title or "")
        self.slug = frozenset(re.findall(r"[a-z]{3,}", (url or "").casefold().partition("//")[2]))
        self.kinds: list[SegmentKind | None] = [block.kind for block in blocks]
        self.datelines: dict[int, Dateline] = {}
        self.markers = [marker_of(b.words) if b.kind is None else None for b in blocks]
        self.prose = [self._is_prose(block) for block in blocks]

    def decide(self) -> list[SegmentKind]:
        end = self._label_comments()
        self._label_lists(end)
        self._label_by_words(end)
        body = [i for i in range(end) if self.kinds[i] is None and self.prose[i]]
        first = body[0] if body else end
        headline = self._label_headline(min(first, end), end)
        self._label_teasers(end)
        self._label_datelines(end)
        last = max((i for i in range(end) if self._is_body(i)), default=-1)
        for i in range(end):
            if self.kinds[i] is None:
                self.kinds[i] = self._rest(i, first, last, headline)
        return [kind or SegmentKind.PARAGRAPH for kind in self.kinds]

    def _is_prose(self, block: Block) -> bool:
        if block.kind is not None:
            return block.kind is SegmentKind.PARAGRAPH
        count = len(block.words.split())
        if count >= PROSE_WORDS or (count >= 8 and ends_sentence(block.words)):
            return True
        dateline = match_dateline(block.words, opening=False)
        return dateline is not None and count >= 8

    def _is_body(self, i: int) -> bool:
        if self.kinds[i] in (SegmentKind.PARAGRAPH, SegmentKind.CAPTION):
            return True
        if self.kinds[i] is not None:
            return False
        words = self.blocks[i].words
        return self.prose[i] or (ends_sentence(words) and len(words.split()) >= 3)

    def _label_comments(self) -> int:
        """Label everything from the start of the comments; return where that is."""
        start = self._comment_start()
        for i in range(start, len(self.blocks)):
            if self.kinds[i] is None or self.kinds[i] is SegmentKind.PARAGRAPH:
                words = self.blocks[i].words
                plain = self.markers[i] is None and not is_furniture(words)
                comment = plain and not is_comment_trace(words)
                self.kinds[i] = SegmentKind.COMMENT if comment else SegmentKind.FURNITURE
        return start

    def _comment_start(self) -> int:
        seen = 0
        for i, block in enumerate(self.blocks):
            marker = self.markers[i]
            if block.kind is SegmentKind.COMMENT:
                return i
            if seen and marker is Marker.COMMENTS and not self._article_follows(i, seen):
                return i
            if seen and marker is Marker.COMMENT_COUNT and not self._article_follows(i, seen):
                return i
            if seen and block.kind is None and is_comment_trace(block.words):
                found = self._trace_start(i, seen)
                if found is not None:
                    return found
            if self.prose[i] and not is_furniture(block.words):
                seen += len(block.words)
        return len(self.blocks)

    def _article_follows(self, i: int, seen: int) -> bool:
        """Tell whether a comment mark stands between the deck of an article and its text."""
        if seen >= BODY_BEFORE_COMMENTS:
            return False
        for block in self.blocks[i + 1 : i + 6]:
            if is_comment_trace(block.words):
                return False
            if is_byline(block.words) or match_dateline(block.words, opening=False):
                return True
        return False

    def _trace_start(self, i: int, seen: int) -> int | None:
        """Return where the comments begin that a trace at ``i`` belongs to."""
        words = self.blocks[i].words
        if not words.casefold().startswith(("reply", "log in", "like", "delete", "permalink")):
            more = sum(is_comment_trace(block.words) for block in self.blocks[i + 1 :])
            named = _COMMENTER.fullmatch(words) is not None
            return i if named and (more or words.startswith("Anonymous")) else None
        if seen < len(self.blocks[i - 1].words) + 1:
            return None
        start = i - 1
        while start > 0 and is_comment_trace(self.blocks[start - 1].words):
            start -= 1
        return max(start, 1)

    def _label_lists(self, end: int) -> None:
        """Label related links, tags and site lists, with the titles and teasers under them."""
        finished = False
        i = 0
        while i < end:
            marker = self.markers[i]
            if marker is None or self.kinds[i] is not None or self._is_lone_word(i, marker):
                i += 1
                continue
            self.kinds[i] = SegmentKind.FURNITURE
            seen = any(self.prose[:i])
            i += 1
            if marker is Marker.END:
                finished = finished or seen
            elif seen and marker in (Marker.RELATED, Marker.SITE_LISTS):
                resume = self._resumption(i, end, marker, finished)
                for j in range(i, resume):
                    self.kinds[j] = self.kinds[j] or SegmentKind.FURNITURE
                i = resume

    def _is_lone_word(self, i: int, marker: Marker) -> bool:
        """Tell whether a would-be list heading above the text is a mere menu entry."""
        return marker in (Marker.COMMENTS, Marker.COMMENT_COUNT) and self.prose[i]

    def _resumption(self, start: int, end: int, marker: Marker, finished: bool) -> int:
        """Return where the article goes on after a list of links, or ``end``."""
        at = start
        while at < end and (not self.prose[at] or self.markers[at] is not None):
            at += 1
        if at == end or finished:
            return end
        rest = [i for i in range(at, end) if self.prose[i] and self.markers[i] is None]
        before = sum(len(self.blocks[i].words) for i in range(start) if self.prose[i])
        after = sum(len(self.blocks[i].words) for i in rest)
        if marker is Marker.SITE_LISTS:
            return at if len(rest) >= 3 and after > 0.4 * before else end
        teaser = match_dateline(self.blocks[at].words, opening=False) is not None
        short = _TRAILING_ELLIPSIS.search(self.blocks[at].words) is not None
        if at > start and (teaser or short) and len(rest) < 3:
            return end
        return at

    def _label_by_words(self, end: int) -> None:
        for i in range(end):
            block = self.blocks[i]
            if self.kinds[i] is not None:
                continue
            if (
                is_furniture(block.words)
                or self.markers[i] is not None
                or is_date_line(block.words)
            ):
                self.kinds[i] = SegmentKind.FURNITURE
            elif is_byline(block.words):
                self.kinds[i] = SegmentKind.BYLINE
            elif self._is_caption(i):
                self.kinds[i] = SegmentKind.CAPTION
            elif own := match_own_line(block.words):
                if len(block.words) == own.length:
                    self.kinds[i] = SegmentKind.DATELINE
                    self.datelines[i] = own

    def _is_caption(self, i: int) -> bool:
        words = self.blocks[i].words
        if len(words) > 600:
            return False
        if _CAPTION_START.match(words) or _MARKUP_LINE.fullmatch(words):
            return True
        if not _CREDIT.search(words):
            return False
        # A wire report may end in its agency; a bracket inside a quotation is no credit.
        early = sum(self.prose[:i]) < 2
        doubled = i + 1 < len(self.blocks) and fold(self.blocks[i + 1].words) == fold(words)
        bracket = words.rstrip(".").endswith(("]", ")"))
        return early or doubled or bracket or "/" in words[-40:] or words[:5] == "FILE "

    def _label_headline(self, first: int, end: int) -> int | None:
        """Pick the headline among the lines above the text."""
        candidates = [i for i in range(first) if self.kinds[i] is None]
        for i in [*candidates, *(i for i in range(first, min(first + 3, end)))]:
            named = self.title and fold(self.blocks[i].words) == self.title
            if named and self.kinds[i] in (None, SegmentKind.PARAGRAPH):
                self.kinds[i] = SegmentKind.HEADLINE
                return i
        known = [i for i in range(end) if self.blocks[i].kind is SegmentKind.HEADLINE]
        if known:
            return known[0]
        best = self._best_headline(candidates)
        if best is not None:
            self.kinds[best] = SegmentKind.HEADLINE
        return best

    def _best_headline(self, candidates: Sequence[int]) -> int | None:
        scored = [(self._slug_share(i), i) for i in candidates]
        if scored and max(scored)[0] >= 0.5:
            top = max(share for share, _ in scored)
            return next(i for share, i in scored if share == top)
        body = " ".join(b.words for i, b in enumerate(self.blocks) if self.prose[i])[:2500]
        stems = _stems(body)
        for i in candidates:
            own = _stems(self.blocks[i].words)
            if len(self.blocks[i].words.split()) >= 3 and len(own & stems) >= 0.3 * len(own) > 0:
                return i
        return next((i for i in candidates if len(self.blocks[i].words.split()) >= 4), None)

    def _slug_share(self, i: int) -> float:
        words = frozenset(re.findall(r"[a-z]{3,}", self.blocks[i].words.casefold()))
        return len(words & self.slug) / len(words) if len(words & self.slug) >= 3 else 0.0

    def _label_teasers(self, end: int) -> None:
        """Set aside cut-off openings ("Troops have come upon...") that the text repeats."""
        for i in range(end):
            words = self.blocks[i].words
            if self.kinds[i] is not None or not _TRAILING_ELLIPSIS.search(words):
                continue
            opening = fold(_TRAILING_ELLIPSIS.sub("", words))
            later = (fold(self.blocks[j].words) for j in range(i + 1, min(i + 8, end)))
            if len(opening) > 30 and any(words.startswith(opening) for words in later):
                self.kinds[i] = SegmentKind.FURNITURE

    def _label_datelines(self, end: int) -> None:
        opening = True
        for i in range(end):
            if self.kinds[i] not in (None, SegmentKind.PARAGRAPH) or not self.prose[i]:
                continue
            block = self.blocks[i]
            line = self.text[block.span.start : block.span.end]
            found = match_dateline(line, opening=opening)
            opening = opening and len(block.words) < 200 and found is None
            if found is not None:
                self.datelines[i] = found

    def _rest(self, i: int, first: int, last: int, headline: int | None) -> SegmentKind:
        words = self.blocks[i].words
        count = len(words.split())
        if self.prose[i] or (ends_sentence(words) and count >= 3 and i >= first):
            return SegmentKind.PARAGRAPH
        if i < first:
            deck = headline is not None and i > headline and count >= 5
            return SegmentKind.SUBHEADING if deck else SegmentKind.FURNITURE
        if LIST_MARK.match(words) or words.endswith((":", ";", ",")) or count > SUBHEADING_WORDS:
            return SegmentKind.PARAGRAPH
        if i > last:
            return SegmentKind.FURNITURE
        return SegmentKind.SUBHEADING if words[:1].isupper() or count > 2 else SegmentKind.FURNITURE


def _assemble(
    text: str, blocks: Sequence[Block], kinds: Sequence[SegmentKind], datelines: dict[int, Dateline]
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
            if first is not segment and len(words) > 20:
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


def ends_sentence(words: str) -> bool:
    """Tell whether words end in a full stop, question or exclamation mark, quotes aside."""
    return _TERMINAL.search(words[-60:]) is not None


def fold(words: str) -> str:
    """Fold case, white space and punctuation at the ends, to compare two lines."""
    return " ".join(words.casefold().split()).strip(" .\"'“”‘’")


def is_date_line(words: str) -> bool:
    """Tell whether a line holds a date or time and nothing but date and time words."""
    if len(words) > 120 or not re.search(r"\d", words):
        return False
    tokens = re.findall(r"[^\W\d_]+(?:\.[^\W\d_]+)*", words.casefold())
    return bool(tokens) and all(token in _DATE_WORDS for token in tokens)


def is_byline(words: str) -> bool:
    """Tell whether a line names who wrote or published the article, perhaps with the date."""
    if len(words) > 160 or (
        ends_sentence(words.rstrip(">-| ")) and not words.endswith((".", "->"))
    ):
        return False
    match = _BYLINE.fullmatch(words.rstrip(" ->|"))
    if match is not None:
        named = match[1]
        return named is None or _is_names(named)
    dates = list(find_dates(words))
    if not dates:
        return False
    rest = "".join(_outside(words, dates))
    tokens = re.findall(r"[^\W\d_][\w.'’&/-]*", rest)
    names = [t for t in tokens if t.casefold().strip(".") not in _DATE_WORDS]
    return len(names) <= 5 and all(t[:1].isupper() or t in _SMALL_NAME_WORDS for t in names)


def _outside(words: str, dates: Sequence[tuple[int, int, object]]) -> Iterable[str]:
    position = 0
    for start, end, _ in dates:
        yield words[position:start] + " "
        position = end
    yield words[position:]


def _is_names(words: str) -> bool:
    tokens = re.findall(r"[^\W_][\w.'’/-]*|&", words)
    if not 1 <= len(tokens) <= 16:
        return False
    odd = [
        t
        for t in tokens
        if not t[:1].isupper()
        and t not in _SMALL_NAME_WORDS
        and not t[:1].isdigit()
        and t.casefold() not in _DATE_WORDS
        and t.casefold()
        not in {"correspondent", "reporter", "staff", "writer", "editor", "agencies"}
    ]
    return not odd


def _stems(words: str) -> frozenset[str]:
    return frozenset(word[:6] for word in re.findall(r"[^\W\d_]{4,}", words.casefold()))
