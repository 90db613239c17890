"""How articles are to be read, and the sidecar table that dates them."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dateline.errors import ArticleError
from dateline.pipeline.articles.dates import parse_date

#: Endings of the files that a folder is searched for.
READABLE_SUFFIXES = (
    ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml",
    ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".gz", ".zip",
)  # fmt: skip

#: Columns of a sidecar table that name the file, and those that date it, in order of preference.
FILE_COLUMNS = ("file", "path", "filename", "name")
DATE_COLUMNS = ("published", "date", "publication_date")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What a user says about the inputs.

    ``published`` dates inputs that carry no date of their own; ``sidecar`` dates single files by
    name or path. ``max_bytes`` limits the text of one article after decompression and, for
    archives, what all members expand to. ``pattern`` lists the file endings a folder is searched
    for. A column option names the column of a table; without it the usual names are tried.
    """

    published: date | None = None
    sidecar: Mapping[str, date] = field(default_factory=dict)
    outlet: str | None = None
    text_column: str | None = None
    title_column: str | None = None
    published_column: str | None = None
    url_column: str | None = None
    outlet_column: str | None = None
    id_column: str | None = None
    max_bytes: int = 50_000_000
    pattern: tuple[str, ...] = READABLE_SUFFIXES


def load_sidecar(path: Path) -> Mapping[str, date]:
    """Read a table of publication dates: CSV or TSV with columns file, published; or JSON.

    JSON is an object of file name to date, or a list of objects with the two keys.

    Raises:
        ArticleError: The file cannot be read, a column is missing, or a line has no date.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ArticleError(str(path), f"sidecar cannot be read: {error}") from error
    pairs = _json_pairs(path, text) if path.suffix.lower() == ".json" else _table_pairs(path, text)
    dates: dict[str, date] = {}
    for where, name, value in pairs:
        published = parse_date(value)
        if not name or published is None:
            raise ArticleError(str(path), f"{where}: {value!r} is not a date for {name!r}")
        dates[name] = published
    return dates


def _table_pairs(path: Path, text: str) -> Iterator[tuple[str, str, str]]:
    delimiter = "\t" if path.suffix.lower() in {".tsv", ".tab"} else ","
    reader = csv.DictReader(text.splitlines(), delimiter=delimiter)
    columns = {name.strip().casefold(): name for name in reader.fieldnames or ()}
    file_column = next((columns[c] for c in FILE_COLUMNS if c in columns), None)
    date_column = next((columns[c] for c in DATE_COLUMNS if c in columns), None)
    if file_column is None or date_column is None:
        raise ArticleError(str(path), "line 1: columns 'file' and 'published' are needed")
    for row in reader:
        name, value = row.get(file_column) or "", row.get(date_column) or ""
        yield f"line {reader.line_num}", name.strip(), value.strip()


def _json_pairs(path: Path, text: str) -> Iterator[tuple[str, str, str]]:
    try:
        content = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ArticleError(str(path), f"sidecar is not JSON: {error}") from error
    if isinstance(content, dict):
        for name, value in content.items():
            yield f"key {name!r}", name, str(value)
    elif isinstance(content, list):
        for number, row in enumerate(content, start=1):
            if not isinstance(row, dict):
                raise ArticleError(str(path), f"entry {number}: an object is needed")
            name = next((row[c] for c in FILE_COLUMNS if c in row), "")
            value = next((row[c] for c in DATE_COLUMNS if c in row), "")
            yield f"entry {number}", str(name), str(value)
    else:
        raise ArticleError(str(path), "sidecar: an object or a list is needed")
