"""The ``dateline`` command."""

import sys
import traceback
from typing import TextIO

import typer

from dateline.cli import (
    case,
    code,
    codebook,
    copies,
    decide,
    decisions,
    demo,
    doctor,
    evaluate,
    events,
    gazetteer,
    history,
    link,
    report,
    runs,
    serve,
    settings,
    show,
    totals,
    user,
    version,
)
from dateline.cli.console import say
from dateline.cli.exits import MEANINGS, exit_for
from dateline.errors import DatelineError

EPILOG = "Exit status: " + "; ".join(f"{e.value} {meaning}" for e, meaning in MEANINGS.items())

app = typer.Typer(
    name="dateline",
    help=(
        "News reports of political violence to a sourced event database: what happened, when, "
        "where, to whom, by whom, who says so, which reports disagree, and the exact words behind "
        "each value. Works offline."
    ),
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command("code", epilog=code.EXAMPLES)(code.code)
app.command("events", epilog=events.EXAMPLES)(events.events)
app.command("show", epilog=show.EXAMPLES)(show.show)
app.command("copies", epilog=copies.EXAMPLES)(copies.copies)
app.command("case", epilog=case.EXAMPLES)(case.case)
app.command("totals", epilog=totals.EXAMPLES)(totals.totals)
app.command("history", epilog=history.EXAMPLES)(history.history)
app.add_typer(decide.app, name="decide")
app.add_typer(decisions.app, name="decisions")
app.command("link", epilog=link.EXAMPLES)(link.link)
app.command("report", epilog=report.EXAMPLES)(report.report)
app.command("serve", epilog=serve.EXAMPLES)(serve.serve)
app.command("runs", epilog=runs.EXAMPLES)(runs.runs)
app.add_typer(user.app, name="user")
app.command("doctor", epilog=doctor.EXAMPLES)(doctor.doctor)
app.add_typer(codebook.app, name="codebook")
app.add_typer(gazetteer.app, name="gazetteer")
app.command("evaluate", epilog=evaluate.EXAMPLES)(evaluate.evaluate)
app.command("settings", epilog=settings.EXAMPLES)(settings.settings)
app.command("demo", epilog=demo.EXAMPLES)(demo.demo)
app.command("version")(version.version)


def run() -> None:
    """Run the command line and end the process with a documented status."""
    for stream in (sys.stdout, sys.stderr):
        _write_utf8(stream)
    try:
        app()
    except DatelineError as error:
        say(f"dateline: {error}", style="red")
        if (status := exit_for(error)) == 1:
            traceback.print_exc()
        sys.exit(status)


def _write_utf8(stream: TextIO) -> None:
    """Let a stream take any text: names of places do not fit every locale's encoding."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
