"""``dateline decisions``: what was ruled, how it stands, and the way in and out of a store."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer
from rich.table import Table
from rich.text import Text

from dateline.cli import engine
from dateline.cli.changes import change_json, print_changes
from dateline.cli.console import data_console, print_json, say
from dateline.cli.events import SHORT_ID
from dateline.cli.options import AsJson, Db, settings_with
from dateline.cli.writing import STDOUT, whole_file
from dateline.core.decisions import DecisionKind
from dateline.errors import DecisionError
from dateline.exports.decisions import decision_record, in_order, read_lines, to_line
from dateline.exports.wording import printable
from dateline.review.acting import Conflict, act, conflicts, finish
from dateline.review.wording import decision_words

if TYPE_CHECKING:
    from dateline.pipeline.linking.decide import Ruling

EXAMPLES = """
[bold]Examples[/]

dateline decisions list --author Ira --kind correct

dateline decisions list --orphans

dateline decisions export decisions.jsonl

dateline decisions import decisions.jsonl --db other.db
"""

app = typer.Typer(
    name="decisions",
    help="List the decisions of a store, and carry them from one store to another.",
    epilog=EXAMPLES,
    no_args_is_help=True,
    rich_markup_mode="rich",
)


@app.command("list")
def list_decisions(
    db: Db = None,
    kind: Annotated[
        list[DecisionKind] | None, typer.Option(help="Only this kind; may be repeated.")
    ] = None,
    author: Annotated[str | None, typer.Option(help="Only decisions of this author.")] = None,
    event: Annotated[
        str | None, typer.Option(help="Only decisions that shaped this event.")
    ] = None,
    document: Annotated[
        str | None, typer.Option(help="Only decisions on this document or a claim of it.")
    ] = None,
    orphans: Annotated[
        bool, typer.Option("--orphans", help="Only those whose claims or documents are gone.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List decisions in the order they were made: what, by whom, why, and how they stand."""
    settings = settings_with({"db": db})
    with engine.changing(settings.db) as store:
        outcome = finish(store, link=lambda s: engine.link(s, codebook=settings.codebook))
        if outcome.waiting is not None:
            say(f"Not all is linked yet: {outcome.waiting}", style="yellow")
        rulings = engine.rulings_of(store, codebook=settings.codebook).rulings
        shaping = None
        if event is not None:
            found = store.event(event)
            if found is None:
                raise DecisionError(f"no event {event!r}. List events with: dateline events")
            shaping = set(found.decisions)
        on_document = None
        if document is not None:
            stored = store.find_document(document)
            on_document = document if stored is None else stored.id
    chosen = [
        ruling
        for ruling in rulings
        if (not kind or ruling.decision.kind in kind)
        and (author is None or ruling.decision.author == author)
        and (shaping is None or ruling.decision.id in shaping)
        and (on_document is None or on_document in _documents(ruling))
        and (not orphans or ruling.state == "orphaned")
    ]
    if as_json:
        print_json({"decisions": [_ruling_json(ruling) for ruling in chosen]})
    else:
        _print_rulings(chosen)


def _documents(ruling: "Ruling") -> set[str]:
    decision = ruling.decision
    refs = (*decision.claims, *decision.others)
    return {*decision.documents, *(ref.document for ref in refs)}


def _ruling_json(ruling: "Ruling") -> dict[str, object]:
    return {
        "decision": decision_record(ruling.decision),
        "state": ruling.state,
        "moved": [{"from": old, "to": new} for old, new in ruling.moved],
        "lost": [ref.claim for ref in ruling.lost],
        "lost_documents": list(ruling.lost_documents),
    }


def _print_rulings(rulings: Sequence["Ruling"]) -> None:
    table = Table(box=None, header_style="bold", padding=(0, 1), pad_edge=False)
    for heading in ("Decision", "Made", "State", "What"):
        table.add_column(heading, overflow="fold", style="cyan" if heading == "Decision" else "")
    for ruling in rulings:
        decision = ruling.decision
        table.add_row(
            decision.id[:SHORT_ID],
            decision.at.isoformat(sep=" ", timespec="seconds"),
            _state_words(ruling),
            Text(printable(decision_words(decision))),
        )
    if rulings:
        data_console().print(table)
    say(f"{len(rulings)} {'decision' if len(rulings) == 1 else 'decisions'}")


def _state_words(ruling: "Ruling") -> str:
    notes = []
    if ruling.moved:
        notes.append(f"{len(ruling.moved)} re-anchored")
    if ruling.lost:
        notes.append(f"{len(ruling.lost)} claims gone")
    if ruling.lost_documents:
        notes.append(f"{len(ruling.lost_documents)} documents gone")
    return f"{ruling.state}, {', '.join(notes)}" if notes else str(ruling.state)


@app.command("export")
def export_decisions(
    to: Annotated[Path, typer.Argument(metavar="FILE|-", help="JSON Lines; - is stdout.")],
    db: Db = None,
) -> None:
    """Write all decisions, those taken back included, in the order they were made."""
    settings = settings_with({"db": db})
    with engine.reading(settings.db) as store, whole_file(to) as stream:
        decisions = in_order(store.decisions())
        for decision in decisions:
            stream.write(to_line(decision) + "\n")
    say(f"{len(decisions)} {'decision' if len(decisions) == 1 else 'decisions'} written")


@app.command("import")
def import_decisions(
    file: Annotated[Path, typer.Argument(metavar="FILE|-", help="JSON Lines; - is stdin.")],
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Add decisions from another store; those that are there already are passed over.

    Where one rules otherwise than a decision stored here, the later counts, and both are named.
    """
    settings = settings_with({"db": db})
    with _lines(file) as lines:
        brought = read_lines(lines)
    with engine.changing(settings.db) as store:
        stored = store.decisions()
        outcome = act(store, brought, link=lambda s: engine.link(s, codebook=settings.codebook))
        clashes = conflicts(stored, outcome.added)
        if as_json:
            print_json(
                {
                    "added": len(outcome.added),
                    "skipped": len(brought) - len(outcome.added),
                    "linked": outcome.waiting is None,
                    "conflicts": [
                        {"earlier": clash.earlier.id, "later": clash.later.id} for clash in clashes
                    ],
                    "changes": [change_json(store, change) for change in outcome.events],
                }
            )
            return
        say(f"{len(outcome.added)} added, {len(brought) - len(outcome.added)} already there")
        for clash in clashes:
            say(_clash_words(clash), style="yellow")
        if outcome.waiting is not None:
            say(f"They count from the next linking on: {outcome.waiting}", style="yellow")
        elif outcome.added:
            print_changes(data_console(), store, outcome.events)


def _clash_words(clash: Conflict) -> str:
    return (
        f"conflict: {clash.earlier.id[:SHORT_ID]} {decision_words(clash.earlier)}; the later "
        f"counts: {clash.later.id[:SHORT_ID]} {decision_words(clash.later)}"
    )


@contextmanager
def _lines(file: Path) -> Iterator[TextIO]:
    if file == STDOUT:
        yield sys.stdin
        return
    try:
        with file.open(encoding="utf-8") as stream:
            yield stream
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionError(f"{file}: cannot be read: {error}") from error
