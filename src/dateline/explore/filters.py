"""Which events are looked at, and in what order."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from dateline.core.claims import Scope, SourceKind, Stage, Status


class Order(StrEnum):
    """What events are sorted by; what is not known comes last either way, ties go by id."""

    DATE = "date"
    REPORTED = "reported"
    TYPE = "type"
    PLACE = "place"
    KILLED = "killed"
    INJURED = "injured"
    DETAINED = "detained"
    SOURCES = "sources"
    CONFIDENCE = "confidence"
    ID = "id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of the map in degrees; one that crosses the date line has ``west > east``."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExploreFilters:
    """Which events to look at; every condition must hold, and an empty one always does.

    Attributes:
        types: Any of these event types.
        stages: Any of these stages.
        statuses: Any of these statuses.
        scope: Only incidents, or only totals.
        since: The event's interval ends on this day or later.
        until: The event's interval starts on this day or earlier. With ``since`` or ``until``
            set, events without a date are left out.
        places: Any of these places or what lies in them, as paths: a country's code ("KZ"), a
            first-level unit ("KZ/Almaty Region") or a place ("KZ/Almaty Region/Almaty").
        box: Has a known point in this part of the map.
        actors: One of these known actors takes part, by id.
        outlets: One of these outlets reports it.
        kinds: A source of one of these kinds is credited.
        disputed: Whether sources contradict each other on any value.
        single_source: Whether one independent source alone tells of it.
        official_only: Whether all that is known goes back to one statement of an authority.
        reviewed: Whether a decision in force is about it.
        text: Words that stand in a document of the event; see ``Store.search``.
        document: Id of a document that one of the event's claims is from.
        order: What events are sorted by.
        descending: Sort the other way round.
    """

    types: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    statuses: tuple[Status, ...] = ()
    scope: Scope | None = None
    since: date | None = None
    until: date | None = None
    places: tuple[str, ...] = ()
    box: Box | None = None
    actors: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    kinds: tuple[SourceKind, ...] = ()
    disputed: bool | None = None
    single_source: bool | None = None
    official_only: bool | None = None
    reviewed: bool | None = None
    text: str | None = None
    document: str | None = None
    order: Order = Order.DATE
    descending: bool = False


EVERYTHING = ExploreFilters()

#: Between the parts of a place path.
SEPARATOR = "/"


def place_path(country: str | None, admin1: str | None, name: str | None) -> str:
    """Return a place's path: country, first-level unit and name, as far as they are known.

    A country or unit is not repeated as the name of itself; what lies in no country begins with
    an empty part.
    """
    parts = [country or ""]
    if admin1:
        parts.append(_part(admin1))
    if name and _part(name) not in parts and name != country:
        parts.append(_part(name))
    return SEPARATOR.join(parts)


@lru_cache(maxsize=100_000)
def path_levels(path: str) -> tuple[str, ...]:
    """Return the paths a place lies in, widest first, itself last."""
    parts = path.split(SEPARATOR)
    return tuple(SEPARATOR.join(parts[: depth + 1]) for depth in range(len(parts)))


def _part(name: str) -> str:
    return name.replace(SEPARATOR, "-")
