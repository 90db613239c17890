"""Invented articles shared by the tests of the reading stage."""

from datetime import date
from pathlib import Path

from dateline.core.documents import Document, SegmentKind
from dateline.pipeline.articles.options import ReadOptions
from dateline.pipeline.articles.read import Read, read_document
from dateline.pipeline.articles.sources import Source

DATA = Path(__file__).parents[3] / "data" / "articles"
TODAY = date(2024, 6, 1)


def read_file(path: Path, options: ReadOptions | None = None) -> Read:
    """Read one file as the pipeline does."""
    source = Source(label=path.as_posix(), name=path.name, path=path)
    return read_document(source, options or ReadOptions(), today=TODAY)


def read_bytes(folder: Path, data: bytes, name: str = "article.txt") -> Read:
    """Read bytes that were saved under a name."""
    path = folder / name
    path.write_bytes(data)
    return read_file(path)


def words_of(document: Document, kind: SegmentKind) -> list[str]:
    """Return the words of each segment of a kind, white space folded."""
    return [" ".join(document.text_at(s.span).split()) for s in document.segments_of(kind)]
