"""Sources to documents."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import PurePosixPath

from dateline.core.documents import (
    DateBasis,
    Document,
    Published,
    SegmentKind,
    Span,
    document_id,
)
from dateline.errors import ArticleError
from dateline.pipeline.articles.archives import load_file, load_member, size_text, too_large
from dateline.pipeline.articles.dates import date_in_name, date_in_url, parse_date
from dateline.pipeline.articles.decode import NotText, decode, mixes_encodings, normalize
from dateline.pipeline.articles.headers import read_heading
from dateline.pipeline.articles.languages import SAMPLE_CHARS, detect_language
from dateline.pipeline.articles.layout import Block, find_blocks
from dateline.pipeline.articles.lines import fold
from dateline.pipeline.articles.markdown import read_markdown
from dateline.pipeline.articles.options import ReadOptions
from dateline.pipeline.articles.pages import (
    PageError,
    Piece,
    declared_charset,
    looks_like_page,
    read_page,
)
from dateline.pipeline.articles.printed_dates import find_printed_date
from dateline.pipeline.articles.segments import Segmented, segment_blocks
from dateline.pipeline.articles.sources import Source
from dateline.resources.outlets import host_of

#: Characters of the longest article; "War and Peace" has 3.2 million.
MAX_ARTICLE_CHARS = 5_000_000
#: Lines, blank ones included, of the longest article; "War and Peace" has 66 thousand.
MAX_ARTICLE_LINES = 100_000

_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
_MARKDOWN_SUFFIXES = (".md", ".markdown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A document as read, and what its reader should tell the user about it."""

    document: Document
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raw:
    """Text and blocks of an article, with what was said about it before dates are weighed."""

    text: str
    blocks: Sequence[Block]
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    author: str | None = None


def read_document(source: Source, options: ReadOptions, *, today: date) -> Read:
    """Read one article.

    The day of publication is taken from, in this order: header lines, front matter or table
    column; a page's metadata; the address; the sidecar table or ``options.published``; a date
    line beside the headline; a date that begins the file name. Otherwise it stays unknown.

    Args:
        source: Where the article is.
        options: What the user says about the inputs.
        today: A date of publication more than a day after this is dropped, with a warning.

    Raises:
        ArticleError: The article cannot be read; the reason says why in one clause.
    """
    if source.row is not None:
        return _read_row(source, options, today)
    data = _load(source, options)
    read = _read_bytes(data, source, options, today)
    if mixes_encodings(data):
        warning = "mixed encodings: lines that are not UTF-8 were read as windows-1252"
        return replace(read, warnings=(*read.warnings, warning))
    return read


def _read_bytes(data: bytes, source: Source, options: ReadOptions, today: date) -> Read:
    name = source.name.casefold().removesuffix(".gz")
    try:
        is_page = name.endswith(_PAGE_SUFFIXES)
        text = decode(data, declared=declared_charset(data))
        if not text.strip():
            reason = "empty file" if not data else "holds no text, only white space"
            raise ArticleError(source.label, reason)
        if is_page or looks_like_page(text):
            return _read_page(text, source, options, today)
        _check_length(text, source.label)
        if name.endswith(_MARKDOWN_SUFFIXES):
            return _read_markdown(text, source, options, today)
    except (NotText, PageError) as error:
        raise ArticleError(source.label, str(error)) from error
    return _read_text(text, source, options, today)


def document_from_text(
    text: str,
    *,
    path: str | None = None,
    published: Published | date | None = None,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    author: str | None = None,
) -> Document:
    """Make a document of a plain text.

    Header lines or front matter above the text are read as in a file; what is given as an
    argument goes before them. A date given as ``date`` counts as an option.

    Raises:
        ArticleError: The text is empty.
    """
    _check_length(text, path or "text")
    text = normalize(text)
    heading = read_heading(text)
    body = text[heading.end :].strip()
    if not body:
        raise ArticleError(path or "text", "empty text")
    fields = heading.fields
    raw = _Raw(
        text=body,
        blocks=find_blocks(body),
        path=path,
        url=url or fields.get("url"),
        outlet=outlet or fields.get("outlet"),
        title=title or fields.get("title"),
        author=author or fields.get("author"),
    )
    if isinstance(published, date):
        published = Published(date=published, basis=DateBasis.OPTION)
    stated = (published, _published(fields.get("published"), DateBasis.HEADER))
    return _finish(raw, stated=stated, options=ReadOptions(), today=date.max).document


def _check_length(text: str, label: str) -> None:
    if len(text) > MAX_ARTICLE_CHARS:
        size, limit = len(text) / 1e6, MAX_ARTICLE_CHARS / 1e6
        reason = f"too long for an article: {size:.1f} million characters, the limit is {limit:.0f}"
        raise ArticleError(label, reason)
    lines = text.count("\n")
    if lines > MAX_ARTICLE_LINES:
        reason = f"too many lines for an article: {lines:,}, the limit is {MAX_ARTICLE_LINES:,}"
        raise ArticleError(label, reason)


def _load(source: Source, options: ReadOptions) -> bytes:
    if source.path is None:
        data = sys.stdin.buffer.read(options.max_bytes + 1)
        if len(data) > options.max_bytes:
            raise too_large(source.label, f"more than {size_text(options.max_bytes)}", options)
        return data
    if source.member is not None:
        return load_member(source.path, source.member, source.label, options)
    return load_file(source.path, source.label, options)


def _read_text(text: str, source: Source, options: ReadOptions, today: date) -> Read:
    heading = read_heading(text)
    body = text[heading.end :].strip()
    if not body:
        raise ArticleError(source.label, "holds header lines but no text")
    if looks_like_page(body):
        try:
            return _read_page(body, source, options, today, heading.fields)
        except PageError as error:
            raise ArticleError(source.label, str(error)) from error
    raw = _with_fields(_Raw(text=body, blocks=find_blocks(body)), heading.fields)
    return _from_heading(raw, heading.fields, source, options, today)


def _read_markdown(text: str, source: Source, options: ReadOptions, today: date) -> Read:
    heading = read_heading(text)
    pieces = read_markdown(text[heading.end :])
    if not pieces:
        raise ArticleError(source.label, "holds no text")
    raw = _with_fields(_join(pieces), heading.fields)
    return _from_heading(raw, heading.fields, source, options, today)


def _read_page(
    text: str,
    source: Source,
    options: ReadOptions,
    today: date,
    fields: Mapping[str, str] | None = None,
) -> Read:
    page = read_page(text)
    fields = fields or {}
    raw = replace(
        _join(page.pieces),
        path=source.label,
        url=fields.get("url") or page.url,
        outlet=fields.get("outlet") or page.outlet or options.outlet or page.host,
        title=fields.get("title") or page.title,
        author=fields.get("author") or page.author,
    )
    stated = (
        _published(fields.get("published"), DateBasis.HEADER),
        _published(page.published, DateBasis.METADATA),
    )
    return _finish(raw, stated=stated, options=options, today=today, name=source.name)


def _read_row(source: Source, options: ReadOptions, today: date) -> Read:
    row = source.row
    assert row is not None
    _check_length(row.text, source.label)
    text = normalize(row.text).strip()
    title = " ".join(normalize(row.title or "").split())
    if title and not fold(text).startswith(fold(title)):
        text = f"{title}\n\n{text}"
    raw = _Raw(
        text=text,
        blocks=find_blocks(text),
        path=source.label,
        url=row.url,
        outlet=row.outlet or options.outlet,
        title=title or None,
        author=row.author,
    )
    stated = (_published(row.published, DateBasis.HEADER),)
    read = _finish(raw, stated=stated, options=options, today=today, name=source.name)
    return _with_warning(read, row.published, stated[0], "column")


def _from_heading(
    raw: _Raw, fields: Mapping[str, str], source: Source, options: ReadOptions, today: date
) -> Read:
    raw = replace(raw, path=source.label, outlet=raw.outlet or options.outlet)
    stated = (_published(fields.get("published"), DateBasis.HEADER),)
    read = _finish(raw, stated=stated, options=options, today=today, name=source.name)
    return _with_warning(read, fields.get("published"), stated[0], "header")


def _with_fields(raw: _Raw, fields: Mapping[str, str]) -> _Raw:
    return replace(
        raw,
        url=fields.get("url"),
        outlet=fields.get("outlet"),
        title=fields.get("title"),
        author=fields.get("author"),
    )


def _with_warning(read: Read, written: str | None, found: Published | None, where: str) -> Read:
    if not written or found is not None:
        return read
    warning = f"publication {where} {written[:60]!r} is not read as a date"
    return replace(read, warnings=(*read.warnings, warning))


def _published(written: str | None, basis: DateBasis) -> Published | None:
    day = parse_date(written) if written else None
    return Published(date=day, basis=basis) if day is not None else None


def _join(pieces: Sequence[Piece]) -> _Raw:
    """Put pieces together to a text, a blank line between them."""
    blocks: list[Block] = []
    parts: list[str] = []
    position = 0
    for piece in pieces:
        words = normalize(piece.words).replace("\n", " ").strip()
        if not words:
            continue
        span = Span(position, position + len(words))
        blocks.append(Block(span=span, words=" ".join(words.split()), kind=piece.kind))
        parts.append(words)
        position = span.end + 2
    return _Raw(text="\n\n".join(parts), blocks=blocks)


def _finish(
    raw: _Raw,
    *,
    stated: Sequence[Published | None],
    options: ReadOptions,
    today: date,
    name: str = "",
) -> Read:
    segmented = segment_blocks(raw.text, raw.blocks, title=raw.title, url=raw.url)
    headline = segmented.headline
    title = raw.title
    if title is None and headline is not None:
        title = " ".join(raw.text[headline.start : headline.end].split())
    document = Document(
        id=document_id(raw.text),
        text=raw.text,
        path=raw.path,
        url=raw.url,
        outlet=raw.outlet or host_of(raw.url),
        title=title,
        byline=raw.author or segmented.byline,
        dateline=segmented.dateline,
        language=detect_language(_sample(raw.text, segmented)),
        segments=segmented.segments,
    )
    candidates = (
        *stated,
        _dated(date_in_url(raw.url or ""), DateBasis.URL),
        _dated(_option(raw.path, name, options), DateBasis.OPTION),
        find_printed_date(document),
        _dated(date_in_name(name), DateBasis.PATH),
    )
    return _date(document, candidates, today)


def _date(document: Document, candidates: Sequence[Published | None], today: date) -> Read:
    latest = today if today == date.max else today + timedelta(days=1)
    warnings: list[str] = []
    for candidate in candidates:
        if candidate is None:
            continue
        if candidate.date <= latest:
            return Read(document=replace(document, published=candidate), warnings=tuple(warnings))
        warnings.append(
            f"publication date {candidate.date} ({candidate.basis}) lies in the future, not used"
        )
    return Read(document=document, warnings=tuple(warnings))


def _dated(day: date | None, basis: DateBasis) -> Published | None:
    return Published(date=day, basis=basis) if day is not None else None


def _option(path: str | None, name: str, options: ReadOptions) -> date | None:
    """Look an article up in the sidecar by label, path or file name."""
    label = path or ""
    keys = (label, label.partition("#")[0], PurePosixPath(label.partition("#")[0]).name, name)
    for key in keys:
        if key and key in options.sidecar:
            return options.sidecar[key]
    return options.published


def _sample(text: str, segmented: Segmented) -> str:
    parts: list[str] = []
    length = 0
    for segment in segmented.segments:
        if segment.kind is SegmentKind.PARAGRAPH and length < SAMPLE_CHARS:
            part = text[segment.span.start : segment.span.end]
            parts.append(part[:SAMPLE_CHARS])
            length += len(part)
    return "\n".join(parts) or text[:SAMPLE_CHARS]
