"""``dateline report``: a store's events as one self-contained HTML file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli import engine
from dateline.cli.console import say
from dateline.cli.options import AsOf, Codebook, Db, Figures, Names, moment_of, settings_with
from dateline.cli.writing import whole_file
from dateline.exports.dossiers import Dossiers
from dateline.reports.html import render_report
from dateline.store.interface import Store

EXAMPLES = """
[bold]Example[/]

dateline report --db events.db --to report.html
"""


def report(
    to: Annotated[Path, typer.Option("--to", help="The HTML file to write.")],
    db: Db = None,
    title: Annotated[str, typer.Option(help="Heading of the report.")] = "Events",
    figures: Figures = None,
    as_of: AsOf = None,
    names: Names = False,
    codebook: Codebook = None,
) -> None:
    """Write a report: table, map sketch, and each event with its evidence.

    One file that loads nothing from elsewhere and works without JavaScript.
    """
    settings = settings_with({"db": db, "names": names, "codebook": codebook, "figures": figures})
    families = engine.families(settings.codebook)
    opened = engine.reading(settings.db, as_of=moment_of(as_of))
    with opened as store, whole_file(to) as stream:
        shelf = engine.dossiers_of(store, names=settings.names, figures=settings.figures)
        stream.write(report_page(store, shelf, title=title, families=families))
    say(f"wrote {to}")


def report_page(store: Store, shelf: Dossiers, *, title: str, families: Mapping[str, str]) -> str:
    """Return the report of a store's events as HTML."""
    dossiers = [shelf.open(event) for event in store.events()]
    return render_report(dossiers, title=title, families=families, sentences_of=engine.sentences_of)
