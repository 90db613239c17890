"""Events as CSV: one row an event, one value a cell, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Mapping
from typing import TextIO

from dateline.core.claims import Effect
from dateline.exports.dossiers import Dossier
from dateline.exports.participants import acting, affected, participants
from dateline.exports.tolls import total_toll

#: A cell that begins with one of these may run as a formula in a spreadsheet (OWASP, "CSV
#: Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

#: Between several values in one cell.
SEPARATOR = "; "

COLUMNS: tuple[str, ...] = (
    "event",
    "type",
    "family",
    "scope",
    "stage",
    "status",
    "start",
    "end",
    "time_precision",
    "time_relation",
    "place",
    "admin1",
    "country",
    "latitude",
    "longitude",
    "place_precision",
    "who",
    "whom",
    *(f"{effect}_{bound}" for effect in Effect for bound in ("low", "best", "high", "disputed")),
    "figures_rule",
    "disputed",
    "denied",
    "independent_sources",
    "one_official_statement",
    "outlets",
    "documents",
    "evidence",
)

Cell = str | float | int | None


def write_events(
    dossiers: Iterable[Dossier], stream: TextIO, *, families: Mapping[str, str]
) -> int:
    """Write events as CSV with a header row; return how many.

    Args:
        dossiers: The events, in the order to write them.
        stream: An open text file; lines end in ``\\r\\n`` as RFC 4180 has it.
        families: The family of each event type.
    """
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    written = 0
    for dossier in dossiers:
        cells = event_row(dossier, families=families).values()
        writer.writerow([guard(cell) for cell in cells])
        written += 1
    return written


def guard(cell: Cell) -> Cell:
    """Return a text cell that no spreadsheet takes for a formula; numbers stay as they are."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def event_row(dossier: Dossier, *, families: Mapping[str, str]) -> dict[str, Cell]:
    """Return an event's cells by column. ``None`` is an empty cell: not stated."""
    event, parties = dossier.event, participants(dossier)
    row: dict[str, Cell] = {
        "event": event.id,
        "type": event.type.value,
        "family": families.get(event.type.value or ""),
        "scope": event.scope.value,
        "stage": event.stage.value,
        "status": event.status.value,
        "who": SEPARATOR.join(acting(parties)),
        "whom": SEPARATOR.join(affected(parties)),
        "figures_rule": SEPARATOR.join(dict.fromkeys(toll.count.rule for toll in event.toll)),
        "denied": "yes" if event.denials else "no",
        "one_official_statement": "yes" if event.one_official_statement else "no",
        "disputed": SEPARATOR.join(event.disputed_fields),
        "independent_sources": event.independent_sources,
        "outlets": SEPARATOR.join(outlets(dossier)),
        "documents": SEPARATOR.join(event.documents),
        "evidence": first_evidence(dossier),
    }
    if (time := event.time.value) is not None:
        row["start"] = time.start.isoformat()
        row["end"] = time.end.isoformat()
        row["time_precision"] = time.precision
        row["time_relation"] = time.relation
    if (place := event.place.value) is not None:
        row["place"] = place.name
        row["admin1"] = place.admin1
        row["country"] = place.country
        row["latitude"] = place.latitude
        row["longitude"] = place.longitude
        row["place_precision"] = place.precision
    for effect in Effect:
        if (total := total_toll(event.toll, effect)) is not None:
            row[f"{effect}_low"] = _plain(total.low)
            row[f"{effect}_best"] = _plain(total.best)
            row[f"{effect}_high"] = _plain(total.high)
            row[f"{effect}_disputed"] = "yes" if total.disputed else "no"
    return {column: row.get(column) for column in COLUMNS}


def outlets(dossier: Dossier) -> list[str]:
    """Return the outlets whose documents report the event, each once, sorted."""
    return sorted({d.outlet for d in dossier.documents.values() if d.outlet})


def first_evidence(dossier: Dossier) -> str:
    """Return the words of the first claim's first clause."""
    claim = dossier.claims[0].claim
    return dossier.words(claim.document_id, claim.evidence[0])


def _plain(bound: float | None) -> Cell:
    return int(bound) if bound is not None and bound == int(bound) else bound
