"""Everything a query finds, as a file: written while it is sent, however much it is."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from enum import StrEnum
from io import TextIOBase
from typing import TextIO, cast

import anyio
from anyio.from_thread import run as run_in_loop
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from dateline.core.documents import Document, Span
from dateline.core.events import FigureRule
from dateline.exports.dossiers import Dossier
from dateline.exports.geojson import write_features
from dateline.exports.jsonl import event_record, to_line
from dateline.exports.tables import write_events
from dateline.pipeline.articles.sentences import split_sentences
from dateline.reports.html import render_report
from dateline.server.context import AppContext, context_of
from dateline.server.query import Query, QueryError, read_query
from dateline.server.render import render
from dateline.store.sqlite import open_store

#: Events read at a time.
_BATCH = 200
#: Characters sent at a time.
_CHUNK = 65_536
#: Events of a report: it is one page, and made whole.
MOST_REPORTED = 500


class Shape(StrEnum):
    """What a file of events is."""

    CSV = "csv"
    JSONL = "jsonl"
    GEOJSON = "geojson"
    HTML = "html"


MEDIA_TYPES = {
    Shape.CSV: "text/csv; charset=utf-8",
    Shape.JSONL: "application/x-ndjson",
    Shape.GEOJSON: "application/geo+json",
    Shape.HTML: "text/html; charset=utf-8",
}


def send_events(context: AppContext, query: Query, shape: Shape) -> Response:
    """Return the events of a query as a file, in the query's order.

    Raises:
        QueryError: These are more than a file of this shape holds.
    """
    ids = context.explorer.ids(query.filters)
    if shape is Shape.HTML and len(ids) > MOST_REPORTED:
        raise QueryError(
            f"a report holds at most {MOST_REPORTED} events, and these are {len(ids)}: "
            "narrow them down, or take another format"
        )

    def write(stream: TextIO) -> None:
        _WRITERS[shape](_dossiers(context, ids, query.figures), stream, context.families)

    return StreamingResponse(
        _written(write),
        media_type=MEDIA_TYPES[shape],
        headers={"content-disposition": f'attachment; filename="dateline-events.{shape}"'},
    )


def download(request: Request) -> Response:
    """Send what is shown as a file."""
    context = context_of(request)
    try:
        asked = request.query_params.get("format", Shape.CSV)
        if asked not in tuple(Shape):
            raise QueryError(f"format: {asked[:40]!r} is not one of {', '.join(Shape)}")
        query = read_query(request.query_params, families=context.families)
        return send_events(context, query, Shape(asked))
    except QueryError as error:
        return render(request, "error.html", status_code=400, status=400, detail=str(error))


routes = [Route("/download", download, methods=["GET"], name="download")]


def _dossiers(context: AppContext, ids: list[str], figures: FigureRule | None) -> Iterator[Dossier]:
    # A store of its own: the download may go on for long, and shows one state throughout.
    with open_store(context.config.store, read_only=True) as store, store.snapshot():
        shelf = context.dossiers(store, figures)
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            events = store.browsing.events(batch)
            for id_ in batch:
                if id_ in events:
                    yield shelf.open(events[id_])


def _write_lines(dossiers: Iterator[Dossier], stream: TextIO, families: Mapping[str, str]) -> None:
    for dossier in dossiers:
        stream.write(to_line(event_record(dossier)) + "\n")


def _write_table(dossiers: Iterator[Dossier], stream: TextIO, families: Mapping[str, str]) -> None:
    write_events(dossiers, stream, families=families)


def _write_map(dossiers: Iterator[Dossier], stream: TextIO, families: Mapping[str, str]) -> None:
    write_features(dossiers, stream, families=families)


def _write_report(dossiers: Iterator[Dossier], stream: TextIO, families: Mapping[str, str]) -> None:
    def sentences_of(document: Document) -> list[Span]:
        return [sentence.span for sentence in split_sentences(document)]

    page = render_report(
        list(dossiers), title="Events", families=families, sentences_of=sentences_of
    )
    stream.write(page)


_WRITERS = {
    Shape.CSV: _write_table,
    Shape.JSONL: _write_lines,
    Shape.GEOJSON: _write_map,
    Shape.HTML: _write_report,
}


class _Chunks(TextIOBase):
    """A text file that hands on what is written to it, a chunk at a time."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._send = send
        self._waiting: list[str] = []
        self._length = 0

    def write(self, text: str, /) -> int:
        self._waiting.append(text)
        self._length += len(text)
        if self._length >= _CHUNK:
            self.flush()
        return len(text)

    def flush(self) -> None:
        if self._waiting:
            self._send("".join(self._waiting).encode("utf-8", "replace"))
            self._waiting, self._length = [], 0


async def _written(write: Callable[[TextIO], None]) -> AsyncIterator[bytes]:
    """Yield what a function writes, while it writes in one thread of its own.

    A reader who goes away stops the writer at its next chunk.
    """
    sender, receiver = anyio.create_memory_object_stream[bytes](4)

    def run() -> None:
        stream = _Chunks(lambda chunk: run_in_loop(sender.send, chunk))
        write(cast("TextIO", stream))
        stream.flush()

    async def produce() -> None:
        async with sender:
            await anyio.to_thread.run_sync(run, abandon_on_cancel=True)

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(produce)
        async with receiver:
            async for chunk in receiver:
                yield chunk
