"""``dateline demo``: code the invented sample articles and look at what comes out."""

import os
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli import engine
from dateline.cli.code import show_progress
from dateline.cli.console import data_console, data_stream, say
from dateline.cli.events import print_table
from dateline.cli.report import report_page
from dateline.cli.show import print_event
from dateline.cli.writing import whole_file
from dateline.errors import ExportError, ResourceError
from dateline.exports.dossiers import Dossier
from dateline.store.interface import Store

EXAMPLES = """
[bold]Example[/]

dateline demo --to demo
"""

TITLE = "Dateline demo: invented articles"


def demo(
    to: Annotated[Path, typer.Option("--to", help="Folder for the store and the report.")] = Path(
        "dateline-demo"
    ),
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 is one per processor.")] = 1,
) -> None:
    """Code the sample articles that come with Dateline; everything in them is invented.

    Prints the event table and one event with its evidence, and writes an HTML report.
    """
    try:
        to.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"{to}: cannot be made: {error.strerror or error}") from error
    path = to / "events.db"
    report_path = to / "report.html"
    families = engine.families(None)
    with engine.writing(path) as store:
        _code_samples(store, workers or os.cpu_count() or 1)
    with engine.reading(path) as store:
        shelf = engine.dossiers_of(store, names=False)
        dossiers = [shelf.open(event) for event in store.events()]
        print_table(dossiers, total=len(dossiers))
        if dossiers:
            data_console().print()
            print_event(data_console(), max(dossiers, key=_telling), store)
        with whole_file(report_path) as stream:
            page = report_page(store, shelf, title=TITLE, families=families)
            stream.write(page)
    data_stream().write(f"\n{report_path.resolve()}\n")
    say(f"Browse and review the events with: dateline serve {path}")


def _code_samples(store: Store, workers: int) -> None:
    from dateline.pipeline.articles.options import ReadOptions

    with engine.samples() as folder:
        if not folder.is_dir():
            raise ResourceError("the sample articles are missing from this installation")
        with show_progress(quiet=False) as on_progress:
            report = engine.code(
                [str(folder)],
                store=store,
                options=ReadOptions(),
                workers=workers,
                codebook=None,
                gazetteer=None,
                on_progress=on_progress,
                recode=False,
            )
    say(f"{report.documents} invented articles, {report.coded} coded, {report.claims} claims")
    for failure in report.skipped:
        say(f"{Path(failure.path).name}: {failure.reason}", style="yellow")


def _telling(dossier: Dossier) -> tuple[int, int, int]:
    """Rank events by how much there is to see: disagreement, sources, participants."""
    event = dossier.event
    disputed = any(toll.count.disputed for toll in event.toll)
    return disputed, event.independent_sources, len(event.participants)
