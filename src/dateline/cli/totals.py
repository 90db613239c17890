"""``dateline totals``: every figure over a period beside the incidents on record."""

from datetime import date
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from dateline.cli import engine
from dateline.cli.console import data_console, print_json, say
from dateline.cli.events import SHORT_ID
from dateline.cli.options import AsOf, Codebook, Db, Names, moment_of, settings_with
from dateline.core.grounded import Place
from dateline.exports.wording import (
    NOT_STATED,
    interval_words,
    place_words,
    printable,
    range_words,
    shorten,
    type_words,
)
from dateline.pipeline.linking.totals import Range, Verdict, is_stated
from dateline.reports.records import total_record
from dateline.reports.totals import TotalReport, reconcile_totals
from dateline.store.interface import EventFilters, Store

EXAMPLES = """
[bold]Examples[/]

dateline totals

dateline totals --country KZ --year 2016

dateline totals --list

dateline totals --json > totals.json
"""

_STYLES = {
    Verdict.MATCHES: "green",
    Verdict.MORE: "yellow",
    Verdict.FEWER: "yellow",
    Verdict.NOT_COMPARABLE: "dim",
}
_QUOTE = 90


def totals(
    db: Db = None,
    country: Annotated[
        list[str] | None,
        typer.Option(help="Only this country (ISO 3166-1 alpha-2, as KZ); may be repeated."),
    ] = None,
    year: Annotated[
        int | None, typer.Option(min=1000, max=9999, help="Only totals that touch this year.")
    ] = None,
    types: Annotated[
        list[str] | None, typer.Option("--type", help="Only this type; may be repeated.")
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="List the incidents that each total should cover.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    as_of: AsOf = None,
    names: Names = False,
    codebook: Codebook = None,
) -> None:
    """Compare totals with the record: what an agency counts, and what incidents are known.

    A total matches when its figure lies between what the incidents on record surely add up to
    and what they add up to at most.
    """
    settings = settings_with({"db": db, "names": names, "codebook": codebook})
    filters = EventFilters(
        types=tuple(types or ()),
        countries=tuple(code.upper() for code in country or ()),
        since=date(year, 1, 1) if year else None,
        until=date(year, 12, 31) if year else None,
    )
    with engine.reading(settings.db, as_of=moment_of(as_of)) as store:
        shelf = engine.dossiers_of(store, names=settings.names)
        reports = reconcile_totals(
            store,
            families=engine.families(settings.codebook),
            open_dossier=shelf.open,
            filters=filters,
        )
        if as_json:
            print_json([total_record(report) for report in reports])
            return
        for report in reports:
            _print(report, store, listed=listed)
    count = len(reports)
    say(f"{count} {'total' if count == 1 else 'totals'}")


def _print(report: TotalReport, store: Store, *, listed: bool) -> None:
    console, result = data_console(), report.result
    event = report.event
    head = Text()
    head.append(event.id[:SHORT_ID], style="cyan")
    head.append(f"  {type_words(event.type.value or 'event')}", style="bold")
    figure = _words(result.figure) if result.figure else NOT_STATED
    unit = f" {result.unit.value}" if result.unit else ""
    head.append(f"  {figure}{unit}")
    place, time = event.place.value, event.time.value
    head.append(f"  {_where(place)}")
    head.append(f"  {interval_words(time) if time else NOT_STATED}")
    console.print(head)
    for source in report.sources:
        by = " · ".join(part for part in (source.speaker, source.outlet, source.published) if part)
        console.print(Text(f"    {printable(by)}: “{printable(shorten(source.quote, _QUOTE))}”"))
    console.print(Text(f"    {verdict_words(report)}", style=_STYLES[result.verdict]))
    for other in result.within:
        console.print(Text(f"    included in total {other[:SHORT_ID]}", style="dim"))
    for other in report.overlapping:
        console.print(Text(f"    overlaps total {other[:SHORT_ID]}", style="dim"))
    if listed and result.counted:
        _print_incidents(report, store)
    console.print()


def _where(place: Place | None) -> str:
    if place is None:
        return NOT_STATED
    return printable(place_words(place) if is_stated(place) else place.country or place.name)


def verdict_words(report: TotalReport) -> str:
    """Return the comparison as a sentence: "fewer on record: 6 of 8 (6 events), 2 missing"."""
    result = report.result
    if result.obstacle is not None:
        return f"not comparable: {result.obstacle.value}"
    events = len(result.counted)
    record = Range(low=result.surely.low, high=result.at_most.high)
    known = f"{_words(record)} on record in {events} {'event' if events == 1 else 'events'}"
    if result.itemised:
        return f"matches: told one by one in the same report ({events})"
    if result.verdict is Verdict.MATCHES:
        return f"matches: {known}"
    if not events:
        return f"{result.verdict.value}: none, {_words(result.missing)} missing"
    extra = "missing" if result.verdict is Verdict.FEWER else "too many"
    return f"{result.verdict.value}: {known}, {_words(result.missing)} {extra}"


def _print_incidents(report: TotalReport, store: Store) -> None:
    table = Table(box=None, show_header=False, padding=(0, 1), pad_edge=False)
    for counted in report.result.counted:
        event = store.event(counted.event)
        if event is None:
            continue
        time, place = event.time.value, event.place.value
        table.add_row(
            Text(f"      {event.id[:SHORT_ID]}", style="cyan"),
            Text(interval_words(time) if time else NOT_STATED),
            Text(printable(place_words(place)) if place else NOT_STATED),
            Text(type_words(event.type.value or "event")),
            Text(_words(counted.amount)),
            Text("" if counted.sure else "perhaps", style="dim"),
        )
    data_console().print(table)


def _words(amount: Range) -> str:
    return range_words(amount.low, None, amount.high)
