"""``dateline gazetteer``: which places a name may mean, what the gazetteer holds, a full one."""

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import (
    BarColumn,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as ProgressBar
from rich.table import Table
from rich.text import Text

from dateline.cli.console import data_console, message_console, print_json, say
from dateline.cli.options import AsJson, Gazetteer, settings_with
from dateline.errors import SettingsError
from dateline.exports.wording import printable

if TYPE_CHECKING:
    from dateline.resources.gazetteer import Entry
    from dateline.resources.gazetteer import Gazetteer as OpenGazetteer
    from dateline.resources.gazetteer_import import Progress

FIND = """
[bold]Examples[/]

dateline gazetteer find Aktobe

dateline gazetteer find "Almaty Province" --country KZ

dateline gazetteer find Springfield --near 39.8,-89.6 --limit 5

dateline gazetteer find Leninabad --json
"""
IMPORT = """
[bold]Examples[/]

dateline gazetteer import allCountries.zip --to full.sqlite

dateline gazetteer import allCountries.txt alternateNamesV2.zip --to full.sqlite

dateline code articles/ --gazetteer full.sqlite
"""
INFO = "[bold]Example[/]\n\ndateline gazetteer info --check"

#: Exit status of ``find`` where no place has the name, as grep's.
NOTHING_FOUND = 1

#: Processes that read a dump: with a third the one that writes does not keep up.
_IMPORTING = 2

app = typer.Typer(
    help="Look places up, or import a full gazetteer.", no_args_is_help=True, epilog=FIND
)

_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*")


@app.command("find", epilog=FIND)
def find(
    name: Annotated[str, typer.Argument(help="A place name, as a report would write it.")],
    country: Annotated[
        str | None, typer.Option(help="Only places of this country (ISO 3166-1 alpha-2).")
    ] = None,
    near: Annotated[
        str | None,
        typer.Option(
            metavar="PLACE|LAT,LON", help="Nearest to this place or point first, with distances."
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many places.")] = 20,
    gazetteer: Gazetteer = None,
    as_json: AsJson = False,
) -> None:
    """Show which places a name may mean, most likely first, and why; exit status 1 if none."""
    opened = _open(gazetteer)
    found = _of_country(opened.candidates(name), country)
    point = _point(near, opened) if near is not None else None
    if point is not None:
        found = sorted(found, key=lambda entry: (_km(entry, point), entry.id))
    suggestions = () if found else opened.near_spellings(name)
    if as_json:
        print_json(
            {
                "name": name,
                "candidates": [_record(entry, point) for entry in found[:limit]],
                "candidates_in_all": len(found),
                "near_spellings": [_record(entry, None) for entry in suggestions],
            }
        )
    elif found:
        data_console().print(_table(found[:limit], point))
        if len(found) > limit:
            say(f"{len(found) - limit} more; --limit shows them")
    if not found:
        _say_nothing_found(name, country, suggestions)
        raise typer.Exit(NOTHING_FOUND)


def _open(path: Path | None) -> "OpenGazetteer":
    from dateline.resources.gazetteer import open_gazetteer

    return open_gazetteer(settings_with({"gazetteer": path}).gazetteer)


def _of_country(entries: "tuple[Entry, ...]", country: str | None) -> "list[Entry]":
    if country is None:
        return list(entries)
    code = country.upper()
    return [entry for entry in entries if entry.country == code or code in entry.reach]


def _point(near: str, gazetteer: "OpenGazetteer") -> tuple[float, float]:
    """Return the coordinates that ``--near`` means.

    Raises:
        SettingsError: It is neither a point nor a known place.
    """
    if match := _POINT.fullmatch(near):
        latitude, longitude = float(match[1]), float(match[2])
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return latitude, longitude
        raise SettingsError(f"--near {near}: no such point; latitude, longitude in degrees")
    found = gazetteer.candidates(near)
    if not found:
        raise SettingsError(f"--near {near}: neither a place in the gazetteer nor LAT,LON")
    return found[0].latitude, found[0].longitude


def _km(entry: "Entry", point: tuple[float, float]) -> float:
    from dateline.pipeline.grounding.hierarchy import great_circle_km

    return great_circle_km(entry.latitude, entry.longitude, *point)


def _how_named(entry: "Entry") -> str:
    if entry.former:
        return "former name"
    return {
        "main": "main name",
        "other": "other name",
        "demonym": "demonym",
        "abbreviation": "abbreviation",
    }[str(entry.form)]


def _record(entry: "Entry", point: tuple[float, float] | None) -> dict[str, object]:
    from dateline.resources.gazetteer import prior

    record: dict[str, object] = {
        "id": entry.id,
        "name": entry.name,
        "kind": str(entry.kind),
        "feature": str(entry.feature),
        "named_by": _how_named(entry),
        "country": entry.country,
        "admin1": entry.admin1,
        "admin1_id": entry.admin1_id,
        "admin2_id": entry.admin2_id,
        "latitude": entry.latitude,
        "longitude": entry.longitude,
        "population": entry.population,
        "reach": list(entry.reach),
        "claimed_by": list(entry.claimed_by),
        "prior": round(prior(entry), 2),
    }
    if point is not None:
        record["distance_km"] = round(_km(entry, point), 1)
    return record


def _table(entries: "list[Entry]", point: tuple[float, float] | None) -> Table:
    from dateline.resources.gazetteer import prior

    table = Table(box=None, header_style="bold", padding=(0, 1), pad_edge=False)
    for title, justify in (
        ("Place", "left"), ("What", "left"), ("Named by", "left"), ("In", "left"),
        ("Population", "right"), ("Prior", "right"), ("Lat, lon", "left"), ("Claimed by", "left"),
        ("Id", "left"),
    ):  # fmt: skip
        table.add_column(title, justify="right" if justify == "right" else "left")
    if point is not None:
        table.add_column("km", justify="right")
    for entry in entries:
        where = ", ".join(filter(None, (entry.admin1, entry.country))) or " ".join(entry.reach)
        cells = [
            entry.name,
            str(entry.feature),
            _how_named(entry),
            where,
            f"{entry.population:,}" if entry.population else "–",
            f"{prior(entry):.1f}",
            f"{entry.latitude:.2f}, {entry.longitude:.2f}",
            " ".join(entry.claimed_by) or "–",
            entry.id,
        ]
        if point is not None:
            cells.append(f"{_km(entry, point):,.0f}")
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table


def _say_nothing_found(name: str, country: str | None, suggestions: "tuple[Entry, ...]") -> None:
    where = f" in {country.upper()}" if country else ""
    say(f"No place named {name}{where} is in the gazetteer.")
    if suggestions:
        near = "; ".join(
            f"{entry.name} ({', '.join(filter(None, (entry.admin1, entry.country)))})"
            for entry in suggestions
        )
        say(f"Near spellings: {near}")


@app.command("info", epilog=INFO)
def info(
    gazetteer: Gazetteer = None,
    check: Annotated[
        bool, typer.Option("--check", help="Read the whole file; status 4 if it is damaged.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show which gazetteer is used: where it is, what it holds, whom to credit."""
    opened = _open(gazetteer)
    if check:
        opened.check()
    meta = opened.meta()
    with opened.path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    stat = opened.path.stat()
    changed = datetime.fromtimestamp(stat.st_mtime, tz=UTC).date().isoformat()
    facts: dict[str, object] = {
        "path": str(opened.path),
        "places": int(meta["places"]),
        "names": int(meta["names"]),
        "bytes": stat.st_size,
        "date": changed,
        "sha256": digest,
        "layout": int(meta["layout"]),
        "sources": meta["sources"],
        "credit": "Contains data of GeoNames (https://www.geonames.org), CC BY 4.0, changed.",
    }
    if as_json:
        print_json(facts)
        return
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in facts.items():
        shown = f"{value:,}" if isinstance(value, int) else str(value)
        table.add_row(label, Text(printable(shown)))
    data_console().print(table)


@app.command("import", epilog=IMPORT)
def import_(
    places: Annotated[Path, typer.Argument(help="allCountries.txt, plain or zipped.")],
    names: Annotated[
        Path | None, typer.Argument(help="alternateNamesV2.txt, plain or zipped.")
    ] = None,
    to: Annotated[
        Path, typer.Option("--to", help="The gazetteer to build; replaced only when it is whole.")
    ] = Path("gazetteer.sqlite"),
    admin1: Annotated[
        Path | None,
        typer.Option("--admin1", help="admin1CodesASCII.txt: English names of provinces."),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no summary.")
    ] = False,
) -> None:
    """Build a full gazetteer from GeoNames' dump, with what the shipped one knows.

    An import that was interrupted goes on where it was when the same command is given again.
    """
    from dateline.resources.gazetteer import SHIPPED
    from dateline.resources.gazetteer_import import import_geonames

    if to.resolve() == SHIPPED.resolve():
        raise SettingsError("--to names the gazetteer that ships; give another file")
    with _show_progress(quiet=quiet) as on_progress:
        try:
            imported = import_geonames(
                places,
                names,
                admin1=admin1,
                to=to,
                base=SHIPPED,
                on_progress=on_progress,
                processes=min(_IMPORTING, os.cpu_count() or 1),
            )
        except KeyboardInterrupt:
            say("Interrupted. The same command goes on from there; the old file is unchanged.")
            raise
    if not quiet:
        if imported.resumed:
            say(f"went on after {imported.resumed:,} lines read before")
        say(f"{to}: {imported.places:,} places, {imported.names:,} names")
        say(f"Use it with --gazetteer {to}")


@contextmanager
def _show_progress(*, quiet: bool) -> "Iterator[Callable[[Progress], None]]":
    """Show a bar on stderr if a person watches, and take it away at the end."""
    console = message_console()
    if quiet or not console.is_terminal:
        yield lambda progress: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with ProgressBar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def show(progress: "Progress") -> None:
            label = printable(progress.step)
            if bar.tasks[0].description != label:
                bar.reset(task, description=label)
            bar.update(task, completed=progress.done, total=progress.total)

        yield show
