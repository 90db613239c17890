"""Web pages: main text, headings, captions, comments and metadata.

The libraries that read pages are imported with the first page: most inputs are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.core.documents import SegmentKind
from dateline.pipeline.articles.furniture import is_comment_trace, is_furniture, marker_of
from dateline.pipeline.articles.wordlists import word_set

if TYPE_CHECKING:
    from lxml import etree

#: Elements that may nest this deep; pages of news sites stay under 100.
MAX_DEPTH = 1_000
#: Characters of markup that are read; a page above this is no article.
MAX_PAGE_CHARS = 5_000_000
#: A date later than this is no date at all; whether one lies in the future the reader tells.
LATEST_DATE = "2200-01-01"

#: Attributes on one element; parsing takes time quadratic in them.
MAX_ATTRIBUTES = 2_000

_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{4000,}")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
#: Elements that end without an end tag, by the HTML standard; they do not nest.
_NO_END = word_set(
    """
    area base br col embed hr img input link meta param source track wbr p li dt dd option
    optgroup tr td th thead tbody tfoot colgroup rt rp body html head
    """
)
_LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_CAPTIONS = (
    "//figure//figcaption | //*[self::p or self::div or self::span]"
    "[contains(concat(' ', normalize-space(@class), ' '), ' wp-caption-text ')"
    " or contains(concat(' ', normalize-space(@class), ' '), ' caption ')]"
)


class PageError(ValueError):
    """A page that holds no article, or that cannot be read safely."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of a page, and what they are where the markup tells."""

    words: str
    kind: SegmentKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page holds: its pieces in order, and what it says about itself."""

    pieces: tuple[Piece, ...]
    title: str | None
    author: str | None
    url: str | None
    outlet: str | None
    host: str | None
    published: str | None


def looks_like_page(text: str) -> bool:
    """Tell whether a text is HTML, by how it begins."""
    return _LOOKS_LIKE_HTML.match(text, 0, 4000) is not None


def declared_charset(data: bytes) -> str | None:
    """Return the charset a page's bytes declare for themselves."""
    match = _CHARSET.search(data, 0, 4096)
    return match[1].decode("ascii", "replace") if match else None


def read_page(markup: str) -> Page:
    """Read the article out of a page.

    Raises:
        PageError: The page holds no text, is too large, or nests too deep.
    """
    from lxml import etree
    from lxml import html as lxml_html
    from trafilatura import bare_extraction

    if len(markup) > MAX_PAGE_CHARS:
        size, limit = len(markup) / 1e6, MAX_PAGE_CHARS / 1e6
        raise PageError(f"page too large: {size:.1f} million characters, the limit is {limit:.0f}")
    if _is_too_deep(markup):
        raise PageError(f"elements nested more than {MAX_DEPTH} deep")
    if any(len(match[0].split()) > MAX_ATTRIBUTES for match in _LONG_TAG.finditer(markup)):
        raise PageError(f"an element has more than {MAX_ATTRIBUTES} attributes")
    markup = _XML_DECLARATION.sub("", markup, count=1)
    try:
        tree = lxml_html.fromstring(markup)
    except (etree.LxmlError, ValueError) as error:
        raise PageError("page holds no markup that can be read") from error
    captions = _captions(tree)
    found = bare_extraction(
        tree,
        with_metadata=True,
        include_comments=True,
        include_formatting=True,
        date_extraction_params={
            "extensive_search": False,
            "original_date": True,
            "max_date": LATEST_DATE,
        },
    )
    if found is None or found.body is None:
        return _fallback(markup)
    pieces = [*_title_piece(found.title), *_body_pieces(found.body, found.title, captions)]
    if found.commentsbody is not None:
        pieces.extend(_comment_pieces(found.commentsbody))
    if not any(piece.words for piece in pieces):
        return _fallback(markup)
    return Page(
        pieces=tuple(pieces),
        title=found.title or None,
        author=found.author or None,
        url=found.url or None,
        outlet=found.sitename or None,
        host=found.hostname or None,
        published=found.date or None,
    )


def _is_too_deep(markup: str) -> bool:
    depth = 0
    for match in _TAG.finditer(markup):
        closing, name, empty = match.groups()
        if empty or name.casefold() in _NO_END:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > MAX_DEPTH:
            return True
    return False


def _fallback(markup: str) -> Page:
    """Take all words of a page in which no article could be made out."""
    from trafilatura import html2txt

    words = html2txt(markup) or ""
    pieces = tuple(Piece(words=line) for line in map(_fold, words.splitlines()) if line)
    if not pieces:
        raise PageError("no text found in the page")
    return Page(
        pieces=pieces, title=None, author=None, url=None, outlet=None, host=None, published=None
    )


def _captions(tree: "etree._Element") -> tuple[str, ...]:
    captions: dict[str, None] = {}
    for element in tree.xpath(_CAPTIONS)[:40]:
        words = _fold("".join(element.itertext()))
        if 15 <= len(words) <= 800:
            captions[words] = None
    return tuple(captions)


def _title_piece(title: str | None) -> Iterator[Piece]:
    if title and _fold(title):
        yield Piece(words=_fold(title), kind=SegmentKind.HEADLINE)


def _body_pieces(
    body: "etree._Element", title: str | None, captions: tuple[str, ...]
) -> Iterator[Piece]:
    known = {words.casefold() for words in captions}
    for words in captions:
        yield Piece(words=words, kind=SegmentKind.CAPTION)
    folded_title = _fold(title or "").casefold()
    for element in body.iter("head", "p", "item", "quote", "cell", "code", "ab", "fw"):
        if any(ancestor.tag in _LEAVES for ancestor in element.iterancestors()):
            continue
        for words in _lines(element):
            if words.casefold() in known or words.casefold() == folded_title:
                continue
            yield Piece(words=words, kind=_kind_of(element.tag, words))


_LEAVES = frozenset({"head", "p", "item", "quote", "cell", "code"})


def _kind_of(tag: str, words: str) -> SegmentKind | None:
    if tag == "code":
        return SegmentKind.FURNITURE
    if tag == "head" and marker_of(words) is None and not is_furniture(words):
        return SegmentKind.SUBHEADING
    return None


def _comment_pieces(body: "etree._Element") -> Iterator[Piece]:
    for element in body.iter("head", "p", "item", "quote", "ab"):
        if any(ancestor.tag in _LEAVES for ancestor in element.iterancestors()):
            continue
        for words in _lines(element):
            plain = marker_of(words) is None and not is_furniture(words)
            comment = plain and not is_comment_trace(words)
            kind = SegmentKind.COMMENT if comment else SegmentKind.FURNITURE
            yield Piece(words=words, kind=kind)


def _lines(element: "etree._Element") -> Iterator[str]:
    """Yield an element's words, a line for each line break in it."""
    parts: list[str] = []
    for node in element.iter():
        if node is not element and node.tag in ("lb", "p", "item"):
            parts.append("\n")
        parts.append((node.text or "").replace("\n", " ") if node.tag != "lb" else "")
        if node is not element:
            parts.append((node.tail or "").replace("\n", " "))
    yield from filter(None, map(_fold, "".join(parts).split("\n")))


def _fold(words: str) -> str:
    return " ".join(words.split())
