"""``dateline copies``: which documents are copies of one text, and in which version."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

import typer
from rich.padding import Padding
from rich.text import Text

from dateline.cli import engine
from dateline.cli.console import data_console, print_json, say
from dateline.cli.events import SHORT_ID
from dateline.cli.options import AsJson, Db, Names, settings_with
from dateline.core.copies import TextSketch, Version
from dateline.core.documents import Document
from dateline.errors import StoreError
from dateline.exports.dossiers import Dossiers
from dateline.exports.fields import document_label
from dateline.exports.wording import printable
from dateline.pipeline.linking.copies import (
    copies_of,
    group_crowds,
    order_versions,
    sketch_text,
)
from dateline.store.interface import Store

EXAMPLES = """
[bold]Examples[/]

dateline copies

dateline copies veldmark-courier.txt
"""

_CACHED = 4096


def copies(
    key: Annotated[
        str | None,
        typer.Argument(
            metavar="DOCUMENT",
            help="Only the copies of this document: its id, a unique start of it, or its path.",
            show_default=False,
        ),
    ] = None,
    db: Db = None,
    names: Names = False,
    as_json: AsJson = False,
) -> None:
    """List documents that are copies of one text: reprints, cut or not, and later versions.

    Each document stands with the number of the wording it gives, in order of publication.
    """
    settings = settings_with({"db": db, "names": names})
    with engine.reading(settings.db) as store:
        texts = _Texts(store)
        if key is None:
            groups = group_crowds(store.sketches.crowds(), texts.sketch, texts.published)
        else:
            document = store.find_document(key)
            if document is None:
                raise StoreError(f"{settings.db}: no document {key!r}")
            found = copies_of(document.id, store.sketches.crowds, texts.sketch, texts.published)
            groups = (found,) if len(found) > 1 else ()
        versions = [order_versions(map(texts.document, g), texts.sketch) for g in groups]
        if as_json:
            print_json({"groups": [list(_records(group, texts)) for group in versions]})
            return
        shelf = engine.dossiers_of(store, names=settings.names)
        for number, group in enumerate(versions, start=1):
            _print_group(number, group, shelf)
    say(f"{len(versions)} {'group' if len(versions) == 1 else 'groups'} of copies")


class _Texts:
    """Looks up the documents of a store and what copies of them are recognised by."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.document = lru_cache(_CACHED)(self._document)
        self.sketch = lru_cache(_CACHED)(self._sketch)

    def published(self, document_id: str) -> date | None:
        published = self.document(document_id).published
        return published.date if published else None

    def _document(self, document_id: str) -> Document:
        document = self._store.document(document_id)
        if document is None:
            raise StoreError(f"document {document_id} cannot be found")
        return document

    def _sketch(self, document_id: str) -> TextSketch:
        known = self._store.sketches.of([document_id]).get(document_id)
        return known or sketch_text(self.document(document_id))


def _records(group: Sequence[Version], texts: _Texts) -> Iterator[dict[str, Any]]:
    for version in group:
        document = texts.document(version.document)
        day = texts.published(version.document)
        yield {
            "document": version.document,
            "version": version.number,
            "published": None if day is None else day.isoformat(),
            "outlet": document.outlet,
            "url": document.url,
            "path": document.path,
        }


def _print_group(number: int, group: Sequence[Version], shelf: Dossiers) -> None:
    console = data_console()
    console.print(Text(f"Group {number}", style="bold"))
    for version in group:
        document, _, mask = shelf.document(version.document)
        line = Text(f"version {version.number}  {printable(document_label(document))}  ")
        line.append(printable(mask.replace(document.title or "")), style="italic")
        line.append(f"  {document.id[:SHORT_ID]}", style="cyan")
        console.print(Padding(line, (0, 0, 0, 2)))
