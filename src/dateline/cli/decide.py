"""``dateline decide``: rule on events, claims and documents; each ruling acts at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from dateline.cli import engine
from dateline.cli.changes import change_json, print_changes
from dateline.cli.console import data_console, print_json, say
from dateline.cli.options import AsJson, Db, settings_with
from dateline.core.claims import Scope, Stage, Status
from dateline.core.decisions import Decision
from dateline.core.documents import Document as Article
from dateline.core.documents import Span
from dateline.core.events import RelationKind
from dateline.errors import DecisionError
from dateline.exports.decisions import decision_record
from dateline.exports.wording import printable
from dateline.review.acting import Outcome, act
from dateline.review.deciding import Desk, Ruler
from dateline.review.values import (
    check_field,
    count_value,
    place_value,
    time_value,
    word_value,
)
from dateline.review.wording import decision_words
from dateline.settings import Settings, describe
from dateline.store.interface import Store

EXAMPLES = """
[bold]Examples[/]

dateline decide accept 3fa9c1d2 --reason "matches the court's file"

dateline decide correct 3fa9c1d2 killed.victims 7..8 --reason "hospital's list of 9 June"

dateline decide correct 3fa9c1d2 place Velmor --country XX --reason "the map in the report"

dateline decide merge 3fa9c1d2 77b0e41c --reason "one blast, two spellings of the town"

dateline decide add market.txt "opened fire" armed_assault --reason "missed"

dateline decide span 3fa9c1d2 "went off" --reason "these words report it"

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
Document = Annotated[
    str, typer.Argument(metavar="DOCUMENT", help="Its id, start of it, path or file name.")
]
Words = Annotated[
    str, typer.Argument(metavar="WORDS", help="The words of the text that report the act.")
]
Nth = Annotated[
    int | None,
    typer.Option("--nth", min=1, help="Which one, where the words stand in several places."),
]
Country = Annotated[
    str | None, typer.Option("--country", help="Country of a place (ISO 3166-1 alpha-2).")
]

Maker = Callable[[Desk], Decision]

#: Options of every command beside its own: who rules, why, where, and how it is printed.
_SHARED: tuple[tuple[str, object, object], ...] = (
    ("reason", Reason, Parameter.empty),
    ("author", Author, None),
    ("db", Db, None),
    ("as_json", AsJson, False),
)


def _ruling(name: str) -> Callable[[Callable[..., Maker]], Callable[..., Maker]]:
    """Make a command of a function that returns what makes its decision."""

    def register(rule: Callable[..., Maker]) -> Callable[..., Maker]:
        @wraps(rule)
        def run(
            *, reason: str, author: str | None, db: Path | None, as_json: bool, **own: object
        ) -> None:
            _decide(rule(**own), reason=reason, author=author, db=db, as_json=as_json)

        own = [
            each.replace(kind=Parameter.KEYWORD_ONLY)
            for each in signature(rule).parameters.values()
        ]
        shared = [
            Parameter(key, Parameter.KEYWORD_ONLY, annotation=type_, default=default)
            for key, type_, default in _SHARED
        ]
        run.__signature__ = Signature([*own, *shared])  # type: ignore[attr-defined]
        run.__annotations__ = rule.__annotations__ | {key: type_ for key, type_, _ in _SHARED}
        app.command(name)(run)
        return rule

    return register


@_ruling("accept")
def accept(targets: Targets) -> Maker:
    """Say that claims, or all claims of an event, are right."""
    return lambda desk: desk.accept(targets)


@_ruling("reject")
def reject(targets: Targets) -> Maker:
    """Say that claims, or all claims of an event, are wrong; they support nothing any more."""
    return lambda desk: desk.reject(targets)


@_ruling("correct")
def correct(
    event: Event,
    field: Annotated[
        str,
        typer.Argument(
            metavar="FIELD",
            help="type, scope, stage, status, time, place, or a toll such as killed.victims.",
        ),
    ],
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
    country: Country = None,
    admin1: Annotated[str | None, typer.Option(help="First-level unit of a place.")] = None,
    lat: Annotated[float | None, typer.Option(help="Latitude of a place, in degrees.")] = None,
    lon: Annotated[float | None, typer.Option(help="Longitude of a place, in degrees.")] = None,
) -> Maker:
    """Give an event a value; all that its reports state is kept beside it."""
    if clear == (value is not None):
        raise typer.BadParameter("give a value, or --clear")
    spot = Spot(country=country, admin1=admin1, latitude=lat, longitude=lon)
    read = None if value is None else _read_value(field, value, spot, settings_with({}))
    return lambda desk: desk.correct(event, field, read)


@_ruling("merge")
def merge(
    events: Annotated[list[str], typer.Argument(metavar="EVENT EVENT...", help="Two or more.")],
) -> Maker:
    """Say that events are one and the same."""
    return lambda desk: desk.merge(events)


@_ruling("split")
def split(
    event: Event,
    claims: Annotated[
        list[str], typer.Argument(metavar="CLAIM...", help="The claims to take out.")
    ],
) -> Maker:
    """Take claims out of an event: they are of another one. dateline show EVENT lists claims."""
    return lambda desk: desk.split(event, claims)


@_ruling("relate")
def relate(
    event: Event,
    relation: Annotated[RelationKind, typer.Argument(metavar="RELATION", help="How it is tied.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The event it is tied to.")],
) -> Maker:
    """Tie an event to another: part_of, led_to, same_case, response_to or counted_in."""
    return lambda desk: desk.relate(event, relation, other)


@_ruling("retract")
def retract(document: Document) -> Maker:
    """Say that a document was withdrawn; nothing rests on it any more."""
    return lambda desk: desk.retract(document)


@_ruling("duplicate")
def duplicate(
    documents: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT DOCUMENT...", help="Two or more.")
    ],
) -> Maker:
    """Say that documents repeat one another: they count as one source."""
    return lambda desk: desk.duplicate(documents)


@_ruling("add")
def add(
    document: Document,
    words: Words,
    event_type: Annotated[
        str, typer.Argument(metavar="TYPE", help="An event type of the codebook.")
    ],
    time: Annotated[
        str | None, typer.Option(help="A day, month or year, or words of the text for it.")
    ] = None,
    place: Annotated[str | None, typer.Option(help="A place's name or gazetteer id.")] = None,
    country: Country = None,
    scope: Annotated[Scope | None, typer.Option(help="One incident, or a total.")] = None,
    stage: Annotated[Stage | None, typer.Option(help="How far the act got.")] = None,
    status: Annotated[Status | None, typer.Option(help="How it is told.")] = None,
    toll: Annotated[
        list[str] | None,
        typer.Option(help="killed.victims=7..8, or after = words of the text; may be repeated."),
    ] = None,
    party: Annotated[
        list[str] | None,
        typer.Option(help="victim=WORDS, a role and words of the text; may be repeated."),
    ] = None,
    source: Annotated[str | None, typer.Option(help="Words of the text for who says so.")] = None,
    nth: Nth = None,
) -> Maker:
    """Add a claim that coding missed; its evidence is the sentence that has the words."""
    from dateline.review.adding import Said, claim_details

    settings = settings_with({})
    word_value(event_type, known=engine.families(settings.codebook))
    closed = {"scope": scope, "stage": stage, "status": status}
    said = Said(
        words={name: str(word) for name, word in closed.items() if word is not None},
        time=time or "",
        place=place or "",
        country=country,
        tolls=dict(_named(each, "--toll") for each in toll or ()),
        parties=[_named(each, "--party") for each in party or ()],
        source=source or "",
    )

    def make(desk: Desk) -> Decision:
        text = desk.document(document)
        found = _place_of(text, words, nth)
        details = claim_details(text, found, said, engine.gazetteer(settings.gazetteer))
        return desk.add(text.id, found, event_type, details=details)

    return make


@_ruling("span")
def span(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id or its start.")],
    words: Words,
    nth: Nth = None,
) -> Maker:
    """Say which words of its text a claim rests on; the sentence around is its evidence."""
    from dateline.review.adding import sentence_around

    def make(desk: Desk) -> Decision:
        text = desk.document_of(claim)
        found = _place_of(text, words, nth)
        return desk.span(claim, found, [sentence_around(text, found)])

    return make


@_ruling("undo")
def undo(
    decision: Annotated[
        str, typer.Argument(metavar="DECISION", help="A decision's id or its start.")
    ],
) -> Maker:
    """Take a decision back; it stays on record. Undoing an undo brings it back."""
    return lambda desk: desk.undo(decision)


def _named(written: str, option: str) -> tuple[str, str]:
    name, equals, value = written.partition("=")
    if not equals or not value.strip():
        raise typer.BadParameter(f"{option} {written!r}: write NAME=VALUE")
    return name.strip(), value.strip()


def _place_of(text: Article, words: str, nth: int | None) -> Span:
    """Return where words stand in a text.

    Raises:
        DecisionError: Nowhere, or in several places and it is not said which.
    """
    from dateline.review.marking import occurrences

    found = occurrences(text, words)
    if not found:
        raise DecisionError(f"the text of {text.id} does not say {words!r}")
    if nth is None and len(found) > 1:
        raise DecisionError(f"{words!r} stands in {len(found)} places; say which with --nth")
    if nth is not None and nth > len(found):
        raise DecisionError(f"{words!r} stands in {len(found)} places, --nth {nth} is none")
    return found[(nth or 1) - 1]


def _decide(
    make: Maker, *, reason: str, author: str | None, db: Path | None, as_json: bool
) -> None:
    settings = settings_with({"db": db, "author": author})
    if settings.author is None:
        raise typer.BadParameter(
            'who decides? Give --author NAME, set DATELINE_AUTHOR, or write author = "NAME" in '
            "dateline.toml"
        )
    ruler = Ruler(author=settings.author, reason=reason, at=datetime.now(UTC))
    with engine.changing(settings.db) as store:
        decision = make(Desk(store, ruler))
        outcome = act(store, [decision], link=lambda s: engine.link(s, codebook=settings.codebook))
        if as_json:
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
