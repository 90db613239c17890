"""``dateline history``: how an event came to be what it is."""

from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from dateline.cli import engine
from dateline.cli.changes import field_line
from dateline.cli.console import data_console, print_json
from dateline.cli.events import SHORT_ID
from dateline.cli.options import AsJson, Db, settings_with
from dateline.errors import StoreError
from dateline.exports.wording import printable
from dateline.review.history import History, Step, event_history, history_record
from dateline.review.wording import decision_words

EXAMPLES = """
[bold]Examples[/]

dateline history 3fa9c1d2

dateline history 3fa9c1d2 --json
"""


def history(
    event: Annotated[
        str, typer.Argument(metavar="EVENT", help="An id that an event has or had, or its start.")
    ],
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Tell when an event changed, what changed, and by which run or decision.

    --as-of of the other commands shows everything as it was at one of these times.
    """
    settings = settings_with({"db": db})
    with engine.reading(settings.db) as store:
        event_id = store.event_id(event)
        if event_id is None:
            raise StoreError(
                f"{settings.db}: no event {event!r}. List events with: dateline events"
            )
        told = event_history(store, event_id)
    if as_json:
        print_json(history_record(told))
    else:
        _print_history(data_console(), told)


def _print_history(console: Console, told: History) -> None:
    console.print(Text(f"Event {told.event}", style="cyan"))
    for step in told.steps:
        console.print()
        line = Text(step.linking.at.isoformat(sep=" ", timespec="seconds"), style="bold")
        line.append(f"  {_cause(step)}", style="not bold dim")
        console.print(line)
        for decision in step.decisions:
            words = f"{decision.id[:SHORT_ID]} {decision_words(decision)}"
            console.print(Text(f"  decision {printable(words)}"))
        for other in step.joined:
            console.print(Text(f"  took in event {other[:SHORT_ID]}"))
        if step.event is None:
            end = f"became part of {told.now}" if told.now else "ended: nothing supports it"
            console.print(Text(f"  {end}"))
            continue
        for change in step.changes:
            console.print(Text(f"  {printable(field_line(change))}"))


def _cause(step: Step) -> str:
    run = f", run {step.linking.run}" if step.linking.run is not None else ""
    return f"linking {step.linking.number}{run}"
