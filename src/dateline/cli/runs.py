"""``dateline runs``: what was coded when, and what failed."""

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from dateline.cli import engine
from dateline.cli.console import data_console, print_json, say
from dateline.cli.options import AsJson, Db, settings_with
from dateline.errors import StoreError
from dateline.exports.wording import printable
from dateline.store.interface import Run, RunFailure

EXAMPLES = """
[bold]Examples[/]

dateline runs

dateline runs 3
"""


def runs(
    run_id: Annotated[
        int | None, typer.Argument(metavar="RUN", help="Show what failed in this run.")
    ] = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """List the coding runs of a store, or one run's failures with reasons."""
    settings = settings_with({"db": db})
    with engine.reading(settings.db) as store:
        recorded = store.runs()
        if run_id is None:
            chosen, failures = list(recorded), []
        else:
            chosen = [run for run in recorded if run.id == run_id]
            failures = list(store.failures(run_id))
    if run_id is not None and not chosen:
        raise StoreError(f"{settings.db}: no run {run_id}. List runs with: dateline runs")
    if as_json:
        rows = [_run_json(run) for run in chosen]
        print_json({"runs": rows, "failures": [_failure_json(failure) for failure in failures]})
        return
    _print_runs(chosen)
    for recorded_failure in failures:
        failure = recorded_failure.failure
        words = f"{failure.path}: {failure.step}: {failure.reason}"
        data_console().print(Text(printable(words)))
    if run_id is not None and not failures:
        say("no failures")


def _print_runs(runs: list[Run]) -> None:
    table = Table(box=None, header_style="bold", padding=(0, 1), pad_edge=False)
    for heading in ("Run", "State", "Started", "Coded", "Skipped", "Failed", "Claims", "Codebook"):
        table.add_column(heading, overflow="fold")
    for run in runs:
        totals = run.totals
        numbers = (
            [str(n) for n in (totals.coded, totals.skipped, totals.failed, totals.claims)]
            if totals is not None
            else ["–"] * 4
        )
        started = run.started.isoformat(sep=" ", timespec="seconds")
        table.add_row(str(run.id), run.state, started, *numbers, run.start.made_by.codebook)
    if runs:
        data_console().print(table)
    else:
        say("no runs")


def _run_json(run: Run) -> dict[str, object]:
    totals = run.totals
    return {
        "id": run.id,
        "state": run.state,
        "started": run.started.isoformat(),
        "finished": run.finished.isoformat() if run.finished else None,
        "arguments": list(run.start.arguments),
        "version": run.start.made_by.version,
        "codebook": run.start.made_by.codebook,
        "model": run.start.made_by.model,
        "totals": None
        if totals is None
        else {
            "documents": totals.documents,
            "coded": totals.coded,
            "skipped": totals.skipped,
            "failed": totals.failed,
            "claims": totals.claims,
            "events": totals.events,
            "unresolved": totals.unresolved,
        },
    }


def _failure_json(recorded: RunFailure) -> dict[str, object]:
    failure = recorded.failure
    return {
        "run": recorded.run_id,
        "path": failure.path,
        "step": failure.step,
        "reason": failure.reason,
        "document": failure.document_id,
    }
