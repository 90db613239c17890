"""``dateline evaluate``: how good Dateline is on gold data of any supported kind."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from dateline.cli import engine
from dateline.cli.console import data_console, print_json
from dateline.cli.options import AsJson, Codebook, Gazetteer, Model, settings_with
from dateline.exports.wording import printable

if TYPE_CHECKING:
    from dateline.scoring.interface import Task
    from dateline.scoring.report import Report, Row, Table

EXAMPLES = """
[bold]Examples[/]

dateline evaluate --list

dateline evaluate gold gold.json

dateline evaluate types texts.tsv --scheme acled --json
"""


def evaluate(
    task: Annotated[str | None, typer.Argument(help="What to score; see --list.")] = None,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE...", help="Gold data of that task.")
    ] = None,
    scheme: Annotated[
        str | None, typer.Option(help="Codebook column that the types task scores, as acled.")
    ] = None,
    predictions: Annotated[
        Path | None,
        typer.Option(help="Write Dateline's answers here, in the corpus's own format."),
    ] = None,
    show_tasks: Annotated[bool, typer.Option("--list", help="List the tasks.")] = False,
    codebook: Codebook = None,
    gazetteer: Gazetteer = None,
    model: Model = None,
    as_json: AsJson = False,
) -> None:
    """Score Dateline on gold data and print each score with n and a 95% bootstrap interval.

    With --json the scores are one JSON object on the last line of stdout.
    """
    from dateline.cli.verdicts import group_copies, total_verdicts
    from dateline.scoring.interface import Options
    from dateline.scoring.report import as_json as report_json
    from dateline.scoring.tasks import ARGUMENTS, TASKS

    if show_tasks:
        _list_tasks(TASKS, ARGUMENTS)
        return
    if task is None or not files:
        raise typer.BadParameter("a task and its files are needed; see --list")
    if task not in TASKS:
        raise typer.BadParameter(f"no task {task!r}; known: {', '.join(TASKS)}")
    settings = settings_with({"codebook": codebook, "gazetteer": gazetteer, "model": model})
    options = Options(
        predictions=predictions,
        scheme=scheme,
        link=engine.link_coded,
        copies=group_copies,
        totals=partial(total_verdicts, codebook=settings.codebook),
    )
    coder = engine.coder(
        codebook=settings.codebook, gazetteer=settings.gazetteer, model=settings.model
    )
    report = TASKS[task](files, coder, options)
    if as_json:
        print_json(report_json(report))
    else:
        _print_report(report)


def _list_tasks(tasks: "Mapping[str, Task]", arguments: Mapping[str, str]) -> None:
    grid = Grid(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold", style="dim")
    for name, task in tasks.items():
        meaning = (task.__doc__ or "").strip().splitlines()
        grid.add_row(name, arguments.get(name, "FILE..."), meaning[0] if meaning else "")
    data_console().print(grid)


def _print_report(report: "Report") -> None:
    console = data_console()
    console.print(Text(f"{report.task}: {report.documents} documents", style="bold"))
    for table in report.tables:
        _print_table(console, table)
    for note in report.notes:
        console.print(Text(printable(note), style="dim"))


def _print_table(console: Console, table: "Table") -> None:
    console.print()
    console.print(Text(table.title, style="bold"))
    grid = Grid(box=None, header_style="dim", padding=(0, 1), pad_edge=False)
    grid.add_column("", overflow="fold")
    for heading in ("n", "found", "P", "R", "measure", "score", "95% interval"):
        grid.add_column(heading, justify="right", no_wrap=True)
    for row in table.rows:
        grid.add_row(Text(row.name), *_cells(row))
    console.print(grid)
    if table.note:
        console.print(Text(table.note, style="dim"))


def _cells(row: "Row") -> tuple[str, ...]:
    interval = "" if row.lower is None or row.upper is None else f"{row.lower:.3f}–{row.upper:.3f}"
    score = (
        f"{row.value:g}" if row.measure == "count" and row.value is not None else _share(row.value)
    )
    return (
        str(row.n),
        "" if row.found is None else str(row.found),
        _share(row.precision, missing=""),
        _share(row.recall, missing=""),
        str(row.measure),
        score,
        interval,
    )


def _share(value: float | None, *, missing: str = "–") -> str:
    return missing if value is None else f"{value:.3f}"
