"""``dateline events``: the events of a store, as a table or in a format for other programs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from dateline.cli import engine
from dateline.cli.console import data_console, data_stream, say
from dateline.cli.options import AsOf, Codebook, Db, Figures, Names, moment_of, settings_with
from dateline.core.claims import Scope, Stage, Status
from dateline.exports.dossiers import Dossier
from dateline.exports.geojson import write_features
from dateline.exports.jsonl import event_record, to_line
from dateline.exports.lines import Line, event_line
from dateline.exports.tables import write_events
from dateline.exports.wording import printable
from dateline.store.interface import EventFilters, EventOrder

EXAMPLES = """
[bold]Examples[/]

dateline events

dateline events --type arrest --since 2031-05-01 --country KZ

dateline events --family violence --text '"market square" police' --disputed

dateline events --format csv --figures conservative > events.csv

dateline events --as-of 2031-05-01
"""

#: Characters of an event's id that a table shows; ``show`` takes any unique start of an id.
SHORT_ID = 8


class Format(StrEnum):
    """How events are printed."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"
    GEOJSON = "geojson"


def events(
    db: Db = None,
    types: Annotated[
        list[str] | None, typer.Option("--type", help="Only this type; may be repeated.")
    ] = None,
    family: Annotated[
        list[str] | None,
        typer.Option(help="Only types of this family of the codebook; may be repeated."),
    ] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Not over before this day.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Begun by this day.")
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option(help="Only this country (ISO 3166-1 alpha-2, as KZ); may be repeated."),
    ] = None,
    place: Annotated[str | None, typer.Option(help="Words of the place's name.")] = None,
    text: Annotated[
        str | None,
        typer.Option(help='Words of a document; "in quotes" they follow each other.'),
    ] = None,
    stage: Annotated[
        list[Stage] | None, typer.Option(help="Only this stage; may be repeated.")
    ] = None,
    status: Annotated[
        list[Status] | None, typer.Option(help="Only this status; may be repeated.")
    ] = None,
    scope: Annotated[Scope | None, typer.Option(help="Only incidents, or only totals.")] = None,
    disputed: Annotated[
        bool, typer.Option("--disputed", help="Only events on which sources contradict.")
    ] = False,
    sort: Annotated[EventOrder, typer.Option(help="Order of the events.")] = EventOrder.DATE,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many events.")] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
    figures: Figures = None,
    as_of: AsOf = None,
    names: Names = False,
    codebook: Codebook = None,
) -> None:
    """List events: when, where, what, who to whom, how many, and from how many sources.

    In the table * marks a value on which sources contradict each other, and – what nobody states.
    """
    settings = settings_with({"db": db, "names": names, "codebook": codebook, "figures": figures})
    by_type: Mapping[str, str] = {}
    if family or output in (Format.CSV, Format.GEOJSON):
        by_type = engine.families(settings.codebook)
    filters = EventFilters(
        types=_types(types or [], family or [], by_type),
        stages=tuple(stage or ()),
        statuses=tuple(status or ()),
        scope=scope,
        since=since.date() if since else None,
        until=until.date() if until else None,
        countries=tuple(code.upper() for code in country or ()),
        place=place,
        text=text,
        disputed=True if disputed else None,
        order=sort,
        limit=limit,
    )
    with engine.reading(settings.db, as_of=moment_of(as_of)) as store:
        shelf = engine.dossiers_of(store, names=settings.names, figures=settings.figures)
        dossiers = (shelf.open(event) for event in list(store.events(filters)))
        if output is Format.TABLE:
            total = store.count_events(filters)
            print_table(list(dossiers), total=total)
        else:
            _write(dossiers, output, by_type)


def _types(
    types: Sequence[str], families: Sequence[str], by_type: Mapping[str, str]
) -> tuple[str, ...]:
    unknown = sorted(set(families) - set(by_type.values()))
    if unknown:
        known = ", ".join(sorted(set(by_type.values())))
        raise typer.BadParameter(f"no family {unknown[0]!r} in the codebook; known: {known}")
    chosen = [name for name, family in by_type.items() if family in families]
    if not types or not families:
        return (*types, *chosen)
    return tuple(name for name in types if name in chosen) or ("",)


def _write(dossiers: Iterable[Dossier], output: Format, families: Mapping[str, str]) -> None:
    stream = data_stream()
    if output is Format.CSV:
        write_events(dossiers, stream, families=families)
    elif output is Format.GEOJSON:
        write_features(dossiers, stream, families=families)
    else:
        for dossier in dossiers:
            stream.write(to_line(event_record(dossier)) + "\n")


def who_to_whom(line: Line) -> str:
    """Return who acts and whom it befalls: "police → [suspect]"."""
    if line.who and line.whom:
        return f"{line.who} → {line.whom}"
    return line.who or (f"→ {line.whom}" if line.whom else "")


def _cells(line: Line) -> dict[str, str]:
    notes = f" ({', '.join(line.notes)})" if line.notes else ""
    return {
        "id": line.id[:SHORT_ID],
        "sources": str(line.sources),
        "when": line.when,
        "where": line.where,
        "what": f"{line.what}{notes}",
        "who": who_to_whom(line),
        "killed": line.killed,
        "injured": line.injured,
        "detained": line.detained,
    }


#: Columns of the table: heading, cell, least width, and which go first where there is no room.
_COLUMNS = (
    ("Event", "id", SHORT_ID, 0),
    ("Src", "sources", 3, 2),
    ("When", "when", 10, 0),
    ("Where", "where", 9, 0),
    ("What", "what", 13, 0),
    ("Who → whom", "who", 12, 1),
    ("Killed", "killed", 6, 0),
    ("Injured", "injured", 7, 4),
    ("Detained", "detained", 8, 3),
)
_GAP = 2


def print_table(dossiers: Sequence[Dossier], *, total: int) -> None:
    """Print events as a table as wide as the terminal.

    Columns without a value are left out, and so are those for which it is too narrow; a message
    names the latter.
    """
    console = data_console()
    lines = [_cells(event_line(dossier)) for dossier in dossiers]
    filled = [column for column in _COLUMNS if any(line[column[1]] for line in lines)]
    shown = _fitting(filled, console.width)
    table = Table(box=None, header_style="bold", padding=(0, _GAP, 0, 0), pad_edge=False)
    for heading, name, least, _ in shown:
        style = {"id": "cyan", "what": "bold"}.get(name, "")
        table.add_column(heading, min_width=least, overflow="fold", style=style)
    for line in lines:
        table.add_row(*(Text(printable(line[name])) for _, name, _, _ in shown))
    if lines:
        console.print(table)
    missing = f" ({total - len(lines)} more left out by --limit)" if total > len(lines) else ""
    say(f"{len(lines)} {'event' if len(lines) == 1 else 'events'}{missing}")
    left_out = [heading for heading, *rest in filled if (heading, *rest) not in shown]
    if left_out:
        say(
            f"{console.width} characters are too few for: {', '.join(left_out)}. "
            "Widen the window, or use --format csv",
            style="yellow",
        )


_Column = tuple[str, str, int, int]


def _fitting(columns: Sequence[_Column], width: int) -> list[_Column]:
    """Return the columns for which there is room, least widths and gaps counted."""
    shown = list(columns)
    for column in sorted((c for c in columns if c[3]), key=lambda c: c[3]):
        if sum(least + _GAP for _, _, least, _ in shown) <= width:
            break
        shown.remove(column)
    return shown
