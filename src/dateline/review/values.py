"""Values as a person writes them on the command line, as JSON of the public record."""

import json
import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dateline.core.grounded import PlacePrecision
from dateline.errors import DecisionError, GazetteerError
from dateline.pipeline.linking.corrections import FIELDS
from dateline.resources.gazetteer import Entry, Gazetteer, PlaceKind

_PRECISION = {
    PlaceKind.SITE: PlacePrecision.SITE,
    PlaceKind.TOWN: PlacePrecision.TOWN,
    PlaceKind.ADMIN2: PlacePrecision.DISTRICT,
    PlaceKind.ADMIN1: PlacePrecision.PROVINCE,
    PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
    PlaceKind.REGION: PlacePrecision.REGION,
}
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
_NUMBER = re.compile(r"\d+$")

#: Places shown to choose from.
_MOST_CHOICES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChoice:
    """A place of the gazetteer that a name may mean: its id, and where it lies in words."""

    id: str
    words: str


class AmbiguousPlaceError(DecisionError):
    """Several places have a name; ``choices`` are those places."""

    def __init__(self, name: str, choices: tuple[PlaceChoice, ...]) -> None:
        self.name = name
        self.choices = choices
        super().__init__(
            f"several places fit {name!r}. Give the id of one: "
            + "; ".join(f"{each.id} ({each.words})" for each in choices)
        )


def check_field(field: str) -> None:
    """Refuse what cannot be corrected.

    Raises:
        DecisionError: There is no such field; the message names those there are.
    """
    if field not in FIELDS:
        raise DecisionError(f'no field "{field}" can be corrected. Known: {", ".join(FIELDS)}')


def word_value(word: str, *, known: Mapping[str, str] | None = None) -> str:
    """Return a word of a closed set as JSON.

    Raises:
        DecisionError: It is not one of those known.
    """
    if known is not None and word not in known:
        raise DecisionError(f'no event type "{word}" in the codebook: see dateline codebook show')
    return json.dumps(word)


def count_value(words: str) -> str:
    """Return a count as JSON: "7", "7..8", "7.." (or more) or "..8" (or fewer).

    Raises:
        DecisionError: It is none of these.
    """
    low, dots, high = words.partition("..")
    bounds = [_bound(part) for part in ((low, high) if dots else (low, low))]
    if bounds == [None, None] or (None not in bounds and (bounds[0] or 0) > (bounds[1] or 0)):
        raise DecisionError(f"{words!r} is not a count. Write 7, 7..8, 7.. or ..8")
    best = bounds[0] if bounds[0] == bounds[1] else None
    return _json({"low": bounds[0], "best": best, "high": bounds[1]})


def _bound(part: str) -> int | None:
    if not part.strip():
        return None
    if not _NUMBER.match(part.strip()):
        raise DecisionError(f"{part!r} is not a number. Write 7, 7..8, 7.. or ..8")
    return int(part)


def time_value(words: str) -> str:
    """Return a time as JSON: a day, month or year, or two of them with ".." between.

    Raises:
        DecisionError: It is no such time.
    """
    first, dots, last = words.partition("..")
    start, _, precision = _days(first)
    _, end, last_precision = _days(last if dots else first)
    if end < start:
        raise DecisionError(f"{words!r} ends before it starts")
    if dots:
        precision = "days" if {precision, last_precision} == {"day"} else "period"
    return _json({"start": start.isoformat(), "end": end.isoformat(), "precision": precision})


def _days(words: str) -> tuple[date, date, str]:
    found = _DAY.match(words.strip())
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        first = date(year or 0, month or 1, day or 1)
    except ValueError as error:
        raise DecisionError(
            f"{words!r} is not a time. Write 2031-05-04, 2031-05, 2031 or two with .. between"
        ) from error
    if day:
        return first, first, "day"
    if month:
        return first, first.replace(day=monthrange(first.year, month)[1]), "month"
    return first, date(first.year, 12, 31), "year"


def place_value(
    name: str,
    gazetteer: Gazetteer,
    *,
    country: str | None = None,
    admin1: str | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
) -> str:
    """Return a place as JSON.

    Args:
        name: A gazetteer id, or a name. A name that the gazetteer has once, in this country and
            unit if given, is that place.
        gazetteer: Where it is looked up.
        country: ISO 3166-1 alpha-2 code of the country it must lie in.
        admin1: First-level unit it must lie in.
        latitude: With ``longitude``: where it is, in WGS 84 degrees; then it is not looked up.
        longitude: See ``latitude``.

    Raises:
        AmbiguousPlaceError: Several places of the gazetteer fit.
        DecisionError: None fits and no country is given.
    """
    if ":" in name:
        try:
            return _json(_entry_value(gazetteer.entry(name)))
        except GazetteerError as error:
            raise DecisionError(str(error)) from error
    written = {
        "name": name,
        "admin1": admin1,
        "country": country and country.upper(),
        "lat": latitude,
        "lon": longitude,
    }
    if latitude is not None and longitude is not None:
        return _json(written)
    found = [
        entry
        for entry in gazetteer.candidates(name)
        if (country is None or entry.country == country.upper())
        and (admin1 is None or (entry.admin1 or "").casefold() == admin1.casefold())
    ]
    if len(found) == 1:
        return _json(_entry_value(found[0]))
    if found:
        raise AmbiguousPlaceError(name, tuple(_choice(entry) for entry in found[:_MOST_CHOICES]))
    if country is None:
        raise DecisionError(f"{name!r} is not in the gazetteer. Say with --country where it lies")
    return _json(written)


def _entry_value(entry: Entry) -> dict[str, object]:
    return {
        "name": entry.name,
        "admin1": entry.admin1,
        "country": entry.country,
        "lat": entry.latitude,
        "lon": entry.longitude,
        "precision": _PRECISION[entry.kind],
        "gazetteer": entry.id,
    }


def place_choices(ids: Iterable[str], gazetteer: Gazetteer) -> tuple[PlaceChoice, ...]:
    """Return places of the gazetteer to choose from; those it does not have are left out."""
    found = []
    for id_ in ids:
        try:
            found.append(_choice(gazetteer.entry(id_)))
        except GazetteerError:
            continue
    return tuple(found[:_MOST_CHOICES])


def _choice(entry: Entry) -> PlaceChoice:
    names = (entry.name, entry.admin1, entry.country)
    where = ", ".join(dict.fromkeys(part for part in names if part))
    return PlaceChoice(id=entry.id, words=f"{where} ({_PRECISION[entry.kind]})")


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False)
