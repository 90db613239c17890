"""``dateline case``: what led to an event and what it led to, as a tree with dates."""

from typing import Annotated

import typer
from rich.text import Text
from rich.tree import Tree

from dateline.cli import engine
from dateline.cli.console import data_console, print_json
from dateline.cli.events import SHORT_ID
from dateline.cli.options import AsJson, AsOf, Db, Names, moment_of, settings_with
from dateline.core.events import Event
from dateline.errors import StoreError
from dateline.exports.dossiers import Dossiers
from dateline.exports.summaries import event_notes
from dateline.exports.wording import (
    NOT_STATED,
    interval_words,
    place_words,
    printable,
    shorten,
    type_words,
)
from dateline.reports.cases import CaseNode, read_case
from dateline.reports.records import case_record, tie_evidence

EXAMPLES = """
[bold]Examples[/]

dateline case 3fa9c1d2

dateline case 3fa9c1d2 --evidence

dateline case 3fa9c1d2 --json
"""
_QUOTE = 110


def case(
    key: Annotated[
        str, typer.Argument(metavar="EVENT", help="Id of an event, or its unique start.")
    ],
    db: Db = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Show the words behind each link.")
    ] = False,
    as_of: AsOf = None,
    names: Names = False,
    as_json: AsJson = False,
) -> None:
    """Print the case an event belongs to: plot, arrest, charge, trial, sentence, appeal.

    The tree begins with what the case is about. Each later step hangs on the step it followed
    from; the event asked for is marked.
    """
    settings = settings_with({"db": db, "names": names})
    with engine.reading(settings.db, as_of=moment_of(as_of)) as store:
        event = store.event(key)
        if event is None:
            raise StoreError(f"{settings.db}: no event {key}. List events with: dateline events")
        root = read_case(event, store.event)
        shelf = engine.dossiers_of(store, names=settings.names)
        if as_json:
            print_json(case_record(root, shelf))
            return
        console = data_console()
        console.print(_tree(root, event, shelf, evidence=evidence))
        if not root.children:
            console.print(Text("no other event is tied to this one", style="dim"))


def _tree(node: CaseNode, asked: Event, shelf: Dossiers, *, evidence: bool) -> Tree:
    tree = Tree(_label(node, asked, shelf, evidence=evidence), guide_style="dim")
    for child in node.children:
        tree.children.append(_tree(child, asked, shelf, evidence=evidence))
    return tree


def _label(node: CaseNode, asked: Event, shelf: Dossiers, *, evidence: bool) -> Text:
    event = node.event
    time, place = event.time.value, event.place.value
    label = Text()
    label.append(interval_words(time) if time else NOT_STATED)
    label.append(f"  {type_words(event.type.value or 'event')}", style="bold")
    notes = ", ".join(note for note, _ in event_notes(event))
    label.append(f" ({notes})" if notes else "")
    label.append(f"  {printable(place_words(place))}" if place else "")
    label.append(f"  {event.id[:SHORT_ID]}", style="cyan")
    if event.id == asked.id:
        label.append("  ←", style="bold")
    if evidence:
        for words in tie_evidence(node, shelf):
            label.append(f"\n{printable(shorten(words, _QUOTE))}", style="dim")
    return label
