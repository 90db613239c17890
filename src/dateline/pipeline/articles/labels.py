"""The kind of each paragraph of an article, found in several passes."""

import re
from collections.abc import Sequence
from itertools import accumulate

from dateline.core.documents import SegmentKind
from dateline.pipeline.articles.datelines import Dateline, match_dateline, match_own_line
from dateline.pipeline.articles.furniture import (
    Marker,
    is_comment_trace,
    is_furniture,
    marker_of,
)
from dateline.pipeline.articles.layout import LIST_MARK, Block
from dateline.pipeline.articles.lines import (
    ends_sentence,
    fold,
    is_byline,
    is_caption,
    is_commenter,
    is_date_line,
    is_sentence,
    is_title_case,
    may_be_caption,
    without_ellipsis,
)
from dateline.pipeline.articles.wordlists import word_set

#: Words from which a block without a full stop is still taken for running text.
PROSE_WORDS = 25
#: Words up to which a line without a full stop may be a subheading.
SUBHEADING_WORDS = 14
#: Characters of running text, a deck, that may stand above the paragraph with the dateline.
OPENING = 400
#: Characters of running text after which a bare "Comments" opens the comments.
BODY_BEFORE_COMMENTS = 300
#: Characters above which two equal lines are one line printed twice.
MIN_COPY = 20
#: Words up to which a sentence printed twice running is a caption without a credit.
DOUBLED_WORDS = 20
#: Words that a headline and its text share by chance.
COMMON_WORDS = word_set(
    """
    about after also been before between could does down during every from have here into just like
    made make more most much news only other over said says some such than that their them then
    there these they this through time under until were what when where which while will with would
    your
    """
)


class Labels:
    """The kinds of an article's blocks, found in several passes over them."""

    def __init__(
        self, *, text: str, blocks: tuple[Block, ...], title: str | None, url: str | None
    ) -> None:
        self.text = text
        self.blocks = blocks
        self.title = fold(title or "")
        self.slug = frozenset(re.findall(r"[a-z]{3,}", (url or "").casefold().partition("//")[2]))
        self.kinds: list[SegmentKind | None] = [block.kind for block in blocks]
        self.datelines: dict[int, Dateline] = {}
        self.markers = [marker_of(b.words) if b.kind is None else None for b in blocks]
        self.prose = [self._is_prose(block) for block in blocks]
        if not any(self.prose):  # a brief: its sentences are all the text there is
            self.prose = [b.kind is None and is_sentence(b.words) for b in blocks]
        self.prose_before = [0, *accumulate(self.prose)]
        lengths = (len(b.words) * p for b, p in zip(blocks, self.prose, strict=True))
        self.chars_before = [0, *accumulate(lengths)]

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
        return self.prose[i] or is_sentence(words)

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
            named = is_commenter(words)
            more = named and any(is_comment_trace(b.words) for b in self.blocks[i + 1 : i + 12])
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
            seen = self.prose_before[i] > 0
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
        rest = self.prose_before[end] - self.prose_before[at]
        before = self.chars_before[start]
        after = self.chars_before[end] - self.chars_before[at]
        if marker is Marker.SITE_LISTS:
            return at if rest >= 3 and after > 0.4 * before else end
        teaser = match_dateline(self.blocks[at].words, opening=False) is not None
        short = without_ellipsis(self.blocks[at].words) is not None
        if at > start and (teaser or short) and rest < 3:
            return end
        return at

    def _label_by_words(self, end: int) -> None:
        for i in range(end):
            block = self.blocks[i]
            line = block.words
            if self.kinds[i] is not None:
                continue
            if is_furniture(line) or self.markers[i] is not None or is_date_line(line):
                self.kinds[i] = SegmentKind.FURNITURE
            elif own := match_own_line(self.text[block.span.start : block.span.end]):
                self.kinds[i] = SegmentKind.DATELINE
                self.datelines[i] = own
            elif is_byline(line):
                self.kinds[i] = SegmentKind.BYLINE
            elif self._is_caption(i):
                self.kinds[i] = SegmentKind.CAPTION

    def _is_caption(self, i: int) -> bool:
        line = self.blocks[i].words
        if is_caption(line):
            return True
        # Pages print a caption twice: as the picture's description and below it.
        # A longer line printed twice may as well be the teaser and the opening paragraph.
        doubled = self._is_doubled(i) and is_sentence(line)
        if doubled and (may_be_caption(line) or len(line.split()) <= DOUBLED_WORDS):
            return True
        if not may_be_caption(line) or self.prose_before[i] > 1:
            return False
        if self.prose_before[-1] == self.prose_before[i + 1]:
            return False  # the last words of a wire report
        return all(
            not self.prose[j] or match_dateline(self.blocks[j].words, opening=True) is None
            for j in range(i)
        )

    def _is_doubled(self, i: int) -> bool:
        line = fold(self.blocks[i].words)
        beside = self.blocks[max(i - 1, 0) : i] + self.blocks[i + 1 : i + 2]
        return len(line) > MIN_COPY and any(fold(block.words) == line for block in beside)

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
        """Set aside cut-off openings ("Soldiers found a cellar...") that the text repeats."""
        for i in range(end):
            opening = without_ellipsis(self.blocks[i].words)
            if self.kinds[i] is not None or opening is None or len(opening) <= 30:
                continue
            later = (fold(self.blocks[j].words) for j in range(i + 1, min(i + 8, end)))
            if any(words.startswith(fold(opening)) for words in later):
                self.kinds[i] = SegmentKind.FURNITURE

    def _label_datelines(self, end: int) -> None:
        opening = True
        for i in range(end):
            if self.kinds[i] not in (None, SegmentKind.PARAGRAPH) or not self.prose[i]:
                continue
            block = self.blocks[i]
            line = self.text[block.span.start : block.span.end]
            found = match_dateline(line, opening=opening)
            opening = opening and found is None and self.chars_before[i + 1] < OPENING
            if found is not None:
                self.datelines[i] = found

    def _rest(self, i: int, first: int, last: int, headline: int | None) -> SegmentKind:
        words = self.blocks[i].words
        count = len(words.split())
        below = i >= first or headline is None or i > headline
        if self.prose[i] or (below and is_sentence(words)):
            return SegmentKind.PARAGRAPH
        if i < first:
            deck = headline is not None and i > headline and count >= 5
            return SegmentKind.SUBHEADING if deck else SegmentKind.FURNITURE
        if i > last and count > 4 and is_title_case(words):
            return SegmentKind.FURNITURE
        if LIST_MARK.match(words) or words.endswith((":", ";", ",")) or count > SUBHEADING_WORDS:
            return SegmentKind.PARAGRAPH
        if i > last:
            return SegmentKind.FURNITURE
        return SegmentKind.SUBHEADING if words[:1].isupper() or count > 2 else SegmentKind.FURNITURE


def _stems(words: str) -> frozenset[str]:
    found = re.findall(r"[^\W\d_]{4,}", words.casefold())
    return frozenset(word[:6] for word in found if word not in COMMON_WORDS)
