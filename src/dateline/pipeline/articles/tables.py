"""Articles in tables: JSONL, JSON, CSV and TSV, one article a row."""

import csv
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from dateline.errors import ArticleError
from dateline.pipeline.articles.archives import MAX_TOTAL_ARTICLES, reason_of, size_text
from dateline.pipeline.articles.decode import NotText, check_text, decode, decode_line, is_wide
from dateline.pipeline.articles.options import ReadOptions

TABLE_SUFFIXES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv")
#: Usual column names, in order of preference.
USUAL_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "article", "maintext", "main_text", "full_text", "fulltext",
        "article_text", "article_body", "articlebody", "story", "story_text", "document",
        "raw_text", "plain_text", "doctext", "sentence", "notes", "description",
    ),
    "title": ("title", "headline", "heading", "article_title", "story_title"),
    "published": (
        "published", "date", "date_publish", "publication_date", "published_at", "publish_date",
        "pubdate", "pub_date", "publishedat", "date_published", "datepublished", "publication_day",
    ),
    "url": ("url", "link", "source_url", "article_url", "permalink", "canonical_url"),
    "outlet": (
        "outlet", "source", "source_name", "publisher", "site", "sitename", "site_name",
        "source_domain", "newspaper", "media", "publication",
    ),
    "author": ("author", "authors", "byline", "creator"),
    "id": ("id", "doc_id", "docid", "document_id", "article_id", "uuid"),
}  # fmt: skip
#: Bytes read at a time to get past a row that is too large.
SKIPPED_BYTES = 1_000_000
#: Keys under which a JSON file may hold its list of articles.
LIST_KEYS = ("articles", "documents", "docs", "items", "data", "results", "rows", "records")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One article in a table: its key in the table (id or row number) and its fields."""

    key: str
    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None


def read_rows(
    stream: IO[bytes], label: str, name: str, options: ReadOptions
) -> Iterator[Row | ArticleError]:
    """Yield the articles of a table; a row that holds none gives an error and reading goes on."""
    name = name.casefold().removesuffix(".gz")
    if name.endswith(".json"):
        cells = _json_cells(stream, label, options)
    elif name.endswith((".csv", ".tsv")):
        cells = _csv_cells(stream, label, "\t" if name.endswith(".tsv") else ",", options)
    else:
        cells = _jsonl_cells(stream, label, options)
    keys: set[str] = set()
    empty = True
    try:
        for number, found in cells:
            empty = False
            if isinstance(found, ArticleError):
                yield found
                continue
            row = _row(found, number, keys, f"{label}#{number}", options)
            if isinstance(row, Row):
                keys.add(row.key)
            yield row
    except (OSError, EOFError, zlib.error, NotText) as error:
        yield ArticleError(label, reason_of(error))
        return
    if empty:
        yield ArticleError(label, "table holds no row")


_Cells = Iterator[tuple[int, Mapping[str, object] | ArticleError]]


def _lines(stream: IO[bytes], label: str, options: ReadOptions) -> Iterator[str | ArticleError]:
    """Yield the lines of a table, decoded; one above the size limit gives an error."""
    line = stream.readline(options.max_bytes + 1)
    if is_wide(line):
        data = line + stream.read(options.max_bytes)
        if len(data) > options.max_bytes:
            yield ArticleError(label, f"table is larger than {size_text(options.max_bytes)}")
        else:
            yield from io.StringIO(decode(data))
        return
    check_text(line)
    number = total = 0
    while line:
        number += 1
        total += len(line)
        if total > options.max_bytes * MAX_TOTAL_ARTICLES:
            limit = size_text(options.max_bytes * MAX_TOTAL_ARTICLES)
            yield ArticleError(label, f"table is larger than {limit}")
            return
        if len(line) > options.max_bytes:
            size = size_text(options.max_bytes)
            yield ArticleError(f"{label}#{number}", f"row is larger than {size}")
            while line and not line.endswith(b"\n"):
                line = stream.readline(SKIPPED_BYTES)
        else:
            yield decode_line(line)
        line = stream.readline(options.max_bytes + 1)


def _jsonl_cells(stream: IO[bytes], label: str, options: ReadOptions) -> _Cells:
    for number, line in enumerate(_lines(stream, label, options), start=1):
        if isinstance(line, ArticleError):
            yield number, line
        elif line.strip():
            yield number, _json_object(line, f"{label}#{number}")


def _json_object(line: str, where: str) -> Mapping[str, object] | ArticleError:
    try:
        content = json.loads(line)
    except (ValueError, RecursionError) as error:
        return ArticleError(where, f"not JSON: {error}")
    return content if isinstance(content, dict) else ArticleError(where, "not a JSON object")


def _json_cells(stream: IO[bytes], label: str, options: ReadOptions) -> _Cells:
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        reason = f"JSON file is larger than {size_text(options.max_bytes)}; use JSON Lines"
        yield 1, ArticleError(label, reason)
        return
    try:
        content = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, NotText) else f"not JSON: {error}"
        yield 1, ArticleError(label, reason)
        return
    if isinstance(content, dict):
        lists = [content[key] for key in LIST_KEYS if isinstance(content.get(key), list)]
        content = lists[0] if lists else [content]
    if not isinstance(content, list):
        yield 1, ArticleError(label, "not a JSON object or a list of them")
        return
    for number, entry in enumerate(content, start=1):
        if isinstance(entry, dict):
            yield number, entry
        else:
            yield number, ArticleError(f"{label}#{number}", "not a JSON object")


def _csv_cells(stream: IO[bytes], label: str, delimiter: str, options: ReadOptions) -> _Cells:
    errors: list[ArticleError] = []

    def lines() -> Iterator[str]:
        for line in _lines(stream, label, options):
            if isinstance(line, ArticleError):
                errors.append(line)
            else:
                yield line

    csv.field_size_limit(options.max_bytes)
    number = 0
    try:
        for number, cells in enumerate(csv.DictReader(lines(), delimiter=delimiter), start=1):
            yield number, {key: value for key, value in cells.items() if key is not None}
    except csv.Error as error:
        yield number + 1, ArticleError(f"{label}#{number + 1}", f"not CSV: {error}")
    yield from ((number, error) for error in errors)


def _row(
    cells: Mapping[str, object], number: int, keys: set[str], where: str, options: ReadOptions
) -> Row | ArticleError:
    folded = {str(key).strip().casefold(): key for key in cells}
    chosen = {
        "text": options.text_column,
        "title": options.title_column,
        "published": options.published_column,
        "url": options.url_column,
        "outlet": options.outlet_column,
        "id": options.id_column,
        "author": None,
    }
    values: dict[str, str | None] = {}
    for field, column in chosen.items():
        if column is not None and column.casefold() not in folded:
            columns = ", ".join(sorted(str(key) for key in cells)[:12])
            return ArticleError(where, f"no column {column!r} (columns: {columns})")
        names = USUAL_COLUMNS[field] if column is None else (column.casefold(),)
        values[field] = next(
            (text for name in names if name in folded and (text := _text(cells[folded[name]]))),
            None,
        )
    text = values["text"]
    if text is None:
        columns = ", ".join(sorted(str(key) for key in cells)[:12])
        return ArticleError(where, f"row has no text (columns: {columns})")
    if len(text) > options.max_bytes:
        return ArticleError(where, f"text is longer than {size_text(options.max_bytes)}")
    key = values["id"] if values["id"] and len(values["id"]) <= 100 else str(number)
    return Row(
        key=f"{key}~{number}" if key in keys else key,
        text=text,
        title=values["title"],
        published=values["published"],
        url=values["url"],
        outlet=values["outlet"],
        author=values["author"],
    )


def _text(value: object) -> str | None:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n\n".join(value)
    if isinstance(value, dict):  # NewsAPI gives {"id": null, "name": "..."} as source
        value = value.get("name")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None
