"""Markdown to pieces: headings, paragraphs, list items and captions, without the marks."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dateline.core.documents import SegmentKind
from dateline.pipeline.articles.pages import Piece

if TYPE_CHECKING:
    from markdown_it.token import Token

_TAGS = re.compile(r"<[^<>]{0,500}>")


def read_markdown(text: str) -> tuple[Piece, ...]:
    """Read the pieces of a Markdown text (CommonMark).

    The first heading of the first level is the headline, others are subheadings; an image on a
    line of its own gives its description as a caption; code is furniture.
    """
    # Imported with the first text in Markdown: most inputs are none.
    from markdown_it import MarkdownIt

    return tuple(piece for piece in _pieces(MarkdownIt("commonmark").parse(text)) if piece.words)


def _pieces(tokens: Sequence["Token"]) -> Iterator[Piece]:
    headline = False
    opened = ""
    for token in tokens:
        if token.type.endswith("_open"):
            opened = token.tag
        elif token.type in ("fence", "code_block"):
            yield Piece(words=" ".join(token.content.split()), kind=SegmentKind.FURNITURE)
        elif token.type == "html_block":
            yield Piece(words=" ".join(_TAGS.sub(" ", token.content).split()))
        elif token.type == "inline":
            words = _words(token.children or ())
            if opened == "h1" and not headline:
                headline = True
                yield Piece(words=words, kind=SegmentKind.HEADLINE)
            elif opened in ("h1", "h2", "h3", "h4", "h5", "h6"):
                yield Piece(words=words, kind=SegmentKind.SUBHEADING)
            elif _is_image(token.children or ()):
                yield Piece(words=words, kind=SegmentKind.CAPTION)
            else:
                yield Piece(words=words)


def _words(tokens: Sequence["Token"]) -> str:
    parts = [
        " " if token.type in ("softbreak", "hardbreak", "html_inline") else token.content
        for token in tokens
    ]
    return " ".join("".join(parts).split())


def _is_image(tokens: Sequence["Token"]) -> bool:
    kinds = {token.type for token in tokens if token.content.strip() or token.type == "image"}
    return kinds == {"image"}
