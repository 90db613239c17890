"""One event as browsing sees it: what it is filtered, counted and sorted by."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from dateline.core.claims import Effect, Scope, Stage, Status
from dateline.core.events import Denial, TollField
from dateline.core.grounded import Interval, Place, PlacePrecision
from dateline.explore.filters import place_path
from dateline.exports.tolls import total_toll
from dateline.store.browse import Reporting

V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen(Generic[V]):
    """The value of a field, without those that were not chosen."""

    value: V | None
    disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who takes part in an event, by the id of the known actor if it is one."""

    actor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A participant of an event."""

    value: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class EventGist:
    """What browsing reads of a stored event, in a fraction of the time that all of it takes.

    Its fields are those of ``Event`` that bear the same names.
    """

    documents: tuple[str, ...]
    type: Chosen[str]
    scope: Chosen[Scope]
    stage: Chosen[Stage]
    status: Chosen[Status]
    time: Chosen[Interval]
    place: Chosen[Place]
    toll: tuple[TollField, ...]
    participants: tuple[Participant, ...]
    independent_sources: int
    one_official_statement: bool
    denials: tuple[Denial, ...]
    decisions: tuple[str, ...]

    @property
    def disputed(self) -> bool:
        """Whether sources contradict each other on any value."""
        fields = (self.type, self.scope, self.stage, self.status, self.time, self.place)
        return any(field.disputed for field in fields) or any(
            toll.count.disputed for toll in self.toll
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowseRow:
    """What of one event is browsed by.

    Days are proleptic ordinals (1 is 1 January of year 1) and 0 where none is known; so are
    ``first_reported`` and ``last_reported``, days of publication. Tolls are least and most over
    all sides, ``None`` where not stated or open. ``place`` is a path, see ``filters``; ``""`` is
    not known.
    """

    type: str
    scope: str
    stage: str
    status: str
    start: int
    end: int
    place: str
    precision: str
    latitude: float | None
    longitude: float | None
    killed: tuple[float | None, float | None]
    injured: tuple[float | None, float | None]
    detained: tuple[float | None, float | None]
    sources: int
    documents: int
    disputed: bool
    official: bool
    denied: bool
    decisions: int
    confidence: float
    first_reported: int
    last_reported: int
    actors: tuple[str, ...]
    kinds: tuple[str, ...]


def row_of(event: EventGist, reporting: Reporting) -> BrowseRow:
    """Return what an event is browsed by."""
    time, place = event.time.value, event.place.value
    path = ""
    if place is not None:
        name = None if place.precision is PlacePrecision.COUNTRY else place.name
        path = place_path(place.country, place.admin1, name)
    return BrowseRow(
        type=event.type.value or "",
        scope=event.scope.value or "",
        stage=event.stage.value or "",
        status=event.status.value or "",
        start=time.start.toordinal() if time else 0,
        end=time.end.toordinal() if time else 0,
        place=path,
        precision=place.precision.value if place else "",
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        killed=_bounds(event, Effect.KILLED),
        injured=_bounds(event, Effect.INJURED),
        detained=_bounds(event, Effect.DETAINED),
        sources=event.independent_sources,
        documents=len(event.documents),
        disputed=event.disputed,
        official=event.one_official_statement,
        denied=bool(event.denials),
        decisions=len(event.decisions),
        confidence=round(reporting.confidence, 4),
        first_reported=_ordinal(reporting.first),
        last_reported=_ordinal(reporting.last),
        actors=tuple(sorted({p.value.actor for p in event.participants if p.value.actor})),
        kinds=reporting.kinds,
    )


def _bounds(event: EventGist, effect: Effect) -> tuple[float | None, float | None]:
    total = total_toll(event.toll, effect)
    return (None, None) if total is None else (total.low, total.high)


def _ordinal(day: str | None) -> int:
    return date.fromisoformat(day).toordinal() if day else 0
