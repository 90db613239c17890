"""``dateline code``: articles into claims and events."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as ProgressBar
from rich.text import Text

from dateline.cli import engine
from dateline.cli.console import message_console, print_json, say
from dateline.cli.exits import Exit
from dateline.cli.options import AsJson, Codebook, Conventions, Gazetteer, Model, settings_with
from dateline.cli.writing import STDOUT, whole_file
from dateline.core.coded import Failure
from dateline.exports.jsonl import document_record, to_line
from dateline.exports.wording import printable
from dateline.settings import Settings, describe
from dateline.store.interface import Store

if TYPE_CHECKING:
    from dateline.pipeline.articles.options import ReadOptions
    from dateline.pipeline.code_store import Progress, RunReport

EXAMPLES = """
[bold]Examples[/]

dateline code articles/ --db events.db

dateline code 'news/*.html' page.txt --published 2031-05-07 --to out.jsonl

dateline code table.csv --text-column body --published-column day

cat page.txt | dateline code - --to - --quiet
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the user asked to be coded, and where to."""

    inputs: list[str]
    settings: Settings
    store: Path | None
    to: Path | None
    options: "ReadOptions"
    recode: bool
    quiet: bool


def code(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Files (text, HTML, Markdown, CSV, JSONL, gz, zip), folders, patterns, or -.",
        ),
    ],
    db: Annotated[
        Path | None,
        typer.Option(
            "--db",
            help=f"{describe('db')} With --to and without --db nothing else is kept.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", help="Write the inputs' records as JSON Lines; - is stdout."),
    ] = None,
    published: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Day of publication of inputs that carry none themselves."
        ),
    ] = None,
    dates: Annotated[
        Path | None,
        typer.Option(help="Table with columns file, published that dates single inputs."),
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet of inputs that name none.")] = None,
    text_column: Annotated[str | None, typer.Option(help=describe("text_column"))] = None,
    title_column: Annotated[str | None, typer.Option(help=describe("title_column"))] = None,
    published_column: Annotated[str | None, typer.Option(help=describe("published_column"))] = None,
    url_column: Annotated[str | None, typer.Option(help=describe("url_column"))] = None,
    outlet_column: Annotated[str | None, typer.Option(help=describe("outlet_column"))] = None,
    id_column: Annotated[str | None, typer.Option(help=describe("id_column"))] = None,
    max_bytes: Annotated[
        int | None, typer.Option(help=describe("max_bytes"), show_default=False)
    ] = None,
    codebook: Codebook = None,
    gazetteer: Gazetteer = None,
    conventions: Conventions = None,
    model: Model = None,
    workers: Annotated[
        int | None, typer.Option(help=describe("workers"), show_default=False)
    ] = None,
    names: Annotated[
        bool, typer.Option("--names", help="Write private persons by name into --to.")
    ] = False,
    recode: Annotated[
        bool, typer.Option("--recode", help="Code again what this version has coded before.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no summary, only failures.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Code articles: find what they report and store it with the words that say so.

    Coding the same input twice changes nothing; an interrupted run goes on where it was.
    """
    if to == STDOUT and as_json:
        raise typer.BadParameter("--to - and --json would both write to stdout")
    settings = settings_with(
        {
            "db": db,
            "codebook": codebook,
            "gazetteer": gazetteer,
            "conventions": conventions,
            "model": model,
            "workers": workers,
            "names": names,
            "max_bytes": max_bytes,
            "text_column": text_column,
            "title_column": title_column,
            "published_column": published_column,
            "url_column": url_column,
            "outlet_column": outlet_column,
            "id_column": id_column,
        }
    )
    request = Request(
        inputs=inputs,
        settings=settings,
        store=None if to is not None and db is None else settings.db,
        to=to,
        options=_read_options(settings, published, dates, outlet),
        recode=recode,
        quiet=quiet,
    )
    report = _code(request)
    if as_json:
        print_json(_report_json(report))
    elif not quiet:
        _print_summary(report)
    if not as_json:
        _print_failures(report)
    if report.skipped:
        raise typer.Exit(Exit.FINISHED_WITH_FAILURES)


def _read_options(
    settings: Settings, published: datetime | None, dates: Path | None, outlet: str | None
) -> "ReadOptions":
    from dateline.pipeline.articles.options import ReadOptions, load_sidecar

    return ReadOptions(
        published=published.date() if published is not None else None,
        sidecar=load_sidecar(dates) if dates is not None else {},
        outlet=outlet,
        text_column=settings.text_column,
        title_column=settings.title_column,
        published_column=settings.published_column,
        url_column=settings.url_column,
        outlet_column=settings.outlet_column,
        id_column=settings.id_column,
        max_bytes=settings.max_bytes,
    )


def _code(request: Request) -> "RunReport":
    with ExitStack() as stack:
        path = request.store
        if path is None:
            path = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "events.db"
        out = stack.enter_context(whole_file(request.to)) if request.to is not None else None
        store = stack.enter_context(engine.writing(path))
        on_progress = stack.enter_context(show_progress(quiet=request.quiet))
        try:
            report = engine.code(
                request.inputs,
                store=store,
                options=request.options,
                workers=request.settings.workers or os.cpu_count() or 1,
                codebook=request.settings.codebook,
                gazetteer=request.settings.gazetteer,
                conventions=request.settings.conventions,
                model=request.settings.model,
                on_progress=on_progress,
                recode=request.recode,
            )
        except KeyboardInterrupt:
            if request.store is not None:
                say("Interrupted. What was coded is stored; the same command goes on from there.")
            raise
        if out is not None:
            write_documents(store, report.document_ids, out, names=request.settings.names)
    return report


def write_documents(
    store: Store, document_ids: tuple[str, ...], stream: TextIO, *, names: bool
) -> None:
    """Write records of stored documents as JSON Lines, in the order of the ids."""
    dossiers = engine.dossiers_of(store, names=names)
    failures: dict[str | None, dict[Failure, None]] = {}
    for recorded in store.failures():
        failures.setdefault(recorded.failure.document_id, {})[recorded.failure] = None
    wanted = set(document_ids)
    events: dict[str, str] = {}
    beside: dict[str, set[str]] = {document_id: set() for document_id in document_ids}
    for event in store.events():
        for document_id in wanted.intersection(event.documents):
            beside[document_id].update(event.documents)
            events.update(dict.fromkeys(event.claims, event.id))
    for document_id in document_ids:
        document, claims, mask = dossiers.document(document_id, beside=beside[document_id])
        own = failures.get(document_id, {})
        record = document_record(document, claims, events=events, failures=own, mask=mask)
        stream.write(to_line(record) + "\n")


class _Rate(ProgressColumn):
    """Articles a second so far."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "", style="progress.data.speed")


@contextmanager
def show_progress(*, quiet: bool) -> "Iterator[Callable[[Progress], None]]":
    """Show how far a run has come; see ``show_bar``."""
    with show_bar("Coding", quiet=quiet) as update:

        def show(progress: "Progress") -> None:
            what = "Linking" if progress.linking else "Coding"
            label = Text(printable(progress.label)).plain[-40:]
            update(description=what, completed=progress.done, total=progress.total, label=label)

        yield show


@contextmanager
def show_bar(what: str, *, quiet: bool) -> Iterator[Callable[..., None]]:
    """Show a bar on stderr if a person watches, and take it away at the end.

    Args:
        what: What is being done.
        quiet: Show nothing.

    Yields:
        What takes what has changed: ``description``, ``completed``, ``total`` or ``label``.
    """
    console = message_console()
    if quiet or not console.is_terminal:
        yield lambda **changed: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[label]}"),
    )
    with ProgressBar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None, label="")
        yield partial(bar.update, task)


def _report_json(report: "RunReport") -> dict[str, object]:
    return {
        "documents": report.documents,
        "coded": report.coded,
        "already": report.already,
        "claims": report.claims,
        "events": report.events,
        "unresolved": dict(report.unresolved),
        "failed": [
            {"path": f.path, "step": f.step, "reason": f.reason, "document": f.document_id}
            for f in report.skipped
        ],
    }


def _print_summary(report: "RunReport") -> None:
    unresolved = sum(report.unresolved.values())
    reasons = ", ".join(f"{n} {reason}" for reason, n in report.unresolved.items())
    rows = (
        ("documents", f"{report.documents}"),
        ("coded", f"{report.coded}"),
        ("already coded", f"{report.already}"),
        ("claims", f"{report.claims}"),
        ("events in store", f"{report.events}"),
        ("unresolved", f"{unresolved}" + (f" ({reasons})" if reasons else "")),
        ("failed", f"{len(report.skipped)}"),
    )
    for label, value in rows:
        say(f"{label:>16}  {value}")


def _print_failures(report: "RunReport") -> None:
    for failure in report.skipped:
        say(f"{failure.path}: {failure.reason}", style="yellow")
