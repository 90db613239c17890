"""What our own sets of marked articles have in common: how an event is written down in JSON."""

from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from dateline.core.claims import Scope, Stage, Status
from dateline.errors import Fault
from dateline.scoring.records import EventRecord, Range


class Marked(BaseModel):
    """Part of a set; sets carry notes and fields that are not scored."""

    model_config = ConfigDict(extra="ignore")


class MarkedRange(Marked):
    """How many, from ``low`` to ``high``; ``best`` alone is both."""

    low: float | None = None
    high: float | None = None
    best: float | None = None


class MarkedDates(Marked):
    """A first and a last day."""

    start: date
    end: date


class MarkedPlace(Marked):
    """A place by name, with its first-level unit and ISO 3166-1 alpha-2 country if known."""

    name: str
    admin1: str | None = None
    country: str | None = None


class MarkedEvent(Marked):
    """An event as a person marked it in one article."""

    id: str
    type: str
    also: tuple[str, ...] = ()
    scope: Scope
    stage: Stage
    status: Status
    date: MarkedDates | None
    place: MarkedPlace | None
    killed: MarkedRange | None
    injured: MarkedRange | None
    detained: MarkedRange | None
    people: MarkedRange | None
    source: str | None = None
    evidence: str
    optional: bool = False

    def record(self) -> EventRecord:
        """Return the event as it is scored; where it stands is found once the text is read."""
        return EventRecord(
            id=self.id,
            types=(self.type, *self.also),
            aggregate=self.scope is Scope.AGGREGATE,
            evidence=(),
            stage=self.stage.value,
            status=self.status.value,
            start=self.date.start if self.date else None,
            end=self.date.end if self.date else None,
            places=(self.place.name,) if self.place else (),
            admin1=self.place.admin1 if self.place else None,
            country=self.place.country if self.place else None,
            killed=stated_range(self.killed),
            injured=stated_range(self.injured),
            arrested=stated_range(self.detained),
            people=stated_range(self.people),
            source=self.source,
            optional=self.optional,
        )


def stated_range(value: MarkedRange | None) -> Range | None:
    """Return a range as it is scored, ``None`` if nothing is stated."""
    if value is None or (value.low is None and value.high is None and value.best is None):
        return None
    if value.low is None and value.high is None:
        return Range(low=value.best, high=value.best)
    return Range(low=value.low, high=value.high)


def explain(path: Path, line: int, error: ValidationError) -> str:
    """Return what is wrong with an entry of a set, a fault a line."""
    return "\n".join(
        str(Fault(str(path), line, f"{'.'.join(str(p) for p in fault['loc'])}: {fault['msg']}"))
        for fault in error.errors()
    )
