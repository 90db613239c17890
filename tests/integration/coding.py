"""Articles coded in this process, and their records."""

import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dateline.cli.code import write_documents
from dateline.exports.dossiers import Dossiers
from dateline.exports.jsonl import event_record
from dateline.pipeline.articles.options import ReadOptions
from dateline.pipeline.code_store import RunReport, code_inputs
from dateline.store.interface import Store

#: Later than any article of the tests.
TODAY = date(2040, 1, 1)


def code_into(
    store: Store, inputs: Sequence[str | Path], *, published: date | None = None
) -> RunReport:
    """Code inputs into a store, one after the other."""
    return code_inputs(
        [str(one) for one in inputs],
        store=store,
        options=ReadOptions(published=published),
        today=TODAY,
    )


def document_records(store: Store, *, names: bool) -> list[dict[str, Any]]:
    """Return the record of every stored document, as ``dateline code --to`` writes it."""
    stream = io.StringIO()
    ids = tuple(document.id for document in store.documents())
    write_documents(store, ids, stream, names=names)
    return [json.loads(line) for line in stream.getvalue().split("\n")[:-1]]


def event_records(store: Store, *, names: bool) -> list[dict[str, Any]]:
    """Return the record of every event, as ``dateline events --format jsonl`` writes it."""
    dossiers = Dossiers(store.document, store.claims, names=names)
    return [event_record(dossiers.open(event)) for event in store.events()]
