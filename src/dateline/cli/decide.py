"""``dateline decide``: rule on events, claims and documents; each ruling acts at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from dateline.cli import engine
from dateline.cli.changes import change_json, print_changes
from dateline.cli.console import data_console, print_json, say
from dateline.cli.options import AsJson, Db, settings_with
from dateline.core.decisions import Decision
from dateline.core.events import RelationKind
from dateline.exports.decisions import decision_record
from dateline.exports.wording import printable
from dateline.review.acting import Outcome, act
from dateline.review.deciding import Desk, Ruler
from dateline.review.wording import decision_words
from dateline.settings import Settings, describe
from dateline.store.interface import Store

EXAMPLES = """
[bold]Examples[/]

dateline decide accept 3fa9c1d2 --reason "matches the court's file"

dateline decide correct 3fa9c1d2 killed.victims 7..8 --reason "hospital's list of 9 June"

dateline decide correct 3fa9c1d2 place Velmor --country XX --reason "the map in the report"

dateline decide merge 3fa9c1d2 77b0e41c --reason "one blast, two spellings of the town"

dateline decide undo 5c02ab19 --reason "wrong event"
"""

app = typer.Typer(
    name="decide",
    help=(
        "Rule on events, claims and documents. Rulings are only ever added, count at once and "
        "after every later coding, and can be taken back by another one."
    ),
    epilog=EXAMPLES,
    no_args_is_help=True,
    rich_markup_mode="rich",
)

Reason = Annotated[str, typer.Option("--reason", help="Why; it is kept with the decision.")]
Author = Annotated[
    str | None,
    typer.Option("--author", help=f"{describe('author')} Needed here or in the settings."),
]
Event = Annotated[str, typer.Argument(metavar="EVENT", help="An event's id or its start.")]
Targets = Annotated[
    list[str],
    typer.Argument(metavar="EVENT|CLAIM...", help="Ids of events or claims, or their starts."),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who rules, why, where, and how the outcome is printed."""

    db: Path | None
    author: str | None
    reason: str
    as_json: bool


@app.command("accept")
def accept(
    targets: Targets,
    reason: Reason,
    author: Author = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Say that claims, or all claims of an event, are right."""
    _decide(_request(db, author, reason, as_json), lambda desk: desk.accept(targets))


@app.command("reject")
def reject(
    targets: Targets,
    reason: Reason,
    author: Author = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Say that claims, or all claims of an event, are wrong; they support nothing any more."""
    _decide(_request(db, author, reason, as_json), lambda desk: desk.reject(targets))


@app.command("correct")
def correct(
    event: Event,
    field: Annotated[
        str,
        typer.Argument(
            metavar="FIELD",
            help="type, scope, stage, status, time, place, or a toll such as killed.victims.",
        ),
    ],
    reason: Reason,
    value: Annotated[
        str | None,
        typer.Argument(
            metavar="VALUE",
            help=(
                "A word; a day, month or year, or two with .. between; a place's name or "
                "gazetteer id; a count: 7, 7..8, 7.. or ..8."
            ),
        ),
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Say that the value is not known.")] = (
        False
    ),
    country: Annotated[
        str | None, typer.Option(help="Country of a place (ISO 3166-1 alpha-2).")
    ] = None,
    admin1: Annotated[str | None, typer.Option(help="First-level unit of a place.")] = None,
    lat: Annotated[float | None, typer.Option(help="Latitude of a place, in degrees.")] = None,
    lon: Annotated[float | None, typer.Option(help="Longitude of a place, in degrees.")] = None,
    author: Author = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Give an event a value; all that its reports state is kept beside it."""
    if clear == (value is not None):
        raise typer.BadParameter("give a value, or --clear")
    settings = settings_with({"db": db, "author": author})
    spot = Spot(country=country, admin1=admin1, latitude=lat, longitude=lon)
    read = None if value is None else _read_value(field, value, spot, settings)
    _decide(_request(db, author, reason, as_json), lambda desk: desk.correct(event, field, read))


@app.command("merge")
def merge(
    events: Annotated[list[str], typer.Argument(metavar="EVENT EVENT...", help="Two or more.")],
    reason: Reason,
    author: Author = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Say that events are one and the same."""
    _decide(_request(db, author, reason, as_json), lambda desk: desk.merge(events))


@app.command("split")
def split(
    event: Event,
    claims: Annotated[
        list[str], typer.Argument(metavar="CLAIM...", help="The claims to take out.")
    ],
    reason: Reason,
    author: Author = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Take claims out of an event: they are of another one. dateline show EVENT lists claims."""
    _decide(_request(db, author, reason, as_json), lambda desk: desk.split(event, claims))


@app.command("relate")
def relate(
    event: Event,
    relation: Annotated[RelationKind, typer.Argument(metavar="RELATION", help="How it is tied.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The event it is tied to.")],
    reason: Reason,
    author: Author = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Tie an event to another: part_of, led_to, same_case, response_to or counted_in."""
    _decide(_request(db, author, reason, as_json), lambda desk: desk.relate(event, relation, other))


@app.command("retract")
def retract(
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="Its id, start of it, path or file name.")
    ],
    reason: Reason,
    author: Author = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Say that a document was withdrawn; nothing rests on it any more."""
    _decide(_request(db, author, reason, as_json), lambda desk: desk.retract(document))


@app.command("duplicate")
def duplicate(
    documents: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT DOCUMENT...", help="Two or more.")
    ],
    reason: Reason,
    author: Author = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Say that documents repeat one another: they count as one source."""
    _decide(_request(db, author, reason, as_json), lambda desk: desk.duplicate(documents))


@app.command("undo")
def undo(
    decision: Annotated[
        str, typer.Argument(metavar="DECISION", help="A decision's id or its start.")
    ],
    reason: Reason,
    author: Author = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Take a decision back; it stays on record. Undoing an undo brings it back."""
    _decide(_request(db, author, reason, as_json), lambda desk: desk.undo(decision))


def _request(db: Path | None, author: str | None, reason: str, as_json: bool) -> Request:
    return Request(db=db, author=author, reason=reason, as_json=as_json)


def _decide(request: Request, make: Callable[[Desk], Decision]) -> None:
    settings = settings_with({"db": request.db, "author": request.author})
    if settings.author is None:
        raise typer.BadParameter(
            'who decides? Give --author NAME, set DATELINE_AUTHOR, or write author = "NAME" in '
            "dateline.toml"
        )
    ruler = Ruler(author=settings.author, reason=request.reason, at=datetime.now(UTC))
    with engine.changing(settings.db) as store:
        decision = make(Desk(store, ruler))
        outcome = act(store, [decision], link=lambda s: engine.link(s, codebook=settings.codebook))
        if request.as_json:
            print_json(_outcome_json(store, decision, outcome))
        else:
            _print_outcome(store, decision, outcome)


def _outcome_json(store: Store, decision: Decision, outcome: Outcome) -> dict[str, object]:
    return {
        "decision": decision_record(decision),
        "linked": outcome.waiting is None,
        "changes": [change_json(store, change) for change in outcome.events],
    }


def _print_outcome(store: Store, decision: Decision, outcome: Outcome) -> None:
    line = Text("decision ")
    line.append(decision.id, style="cyan")
    line.append(f"  {printable(decision_words(decision))}")
    data_console().print(line)
    if outcome.waiting is not None:
        say(f"It is stored, and counts from the next linking on: {outcome.waiting}", style="yellow")
        return
    print_changes(data_console(), store, outcome.events)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """What is said of where a place lies."""

    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None


def _read_value(field: str, value: str, spot: Spot, settings: Settings) -> str:
    from dateline.review.values import (
        check_field,
        count_value,
        place_value,
        time_value,
        word_value,
    )

    check_field(field)
    if field == "type":
        return word_value(value, known=engine.families(settings.codebook))
    if field in ("scope", "stage", "status"):
        return word_value(value)
    if field == "time":
        return time_value(value)
    if field != "place":
        return count_value(value)
    return place_value(
        value,
        engine.gazetteer(settings.gazetteer),
        country=spot.country,
        admin1=spot.admin1,
        latitude=spot.latitude,
        longitude=spot.longitude,
    )
