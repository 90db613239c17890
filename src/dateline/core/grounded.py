"""What words refer to: intervals, places, counts, actors; and what the text leaves open."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateline.core.claims import Argument, Basis, Claim, Effect, Side
from dateline.core.documents import Span


class Reason(StrEnum):
    """Why a value is left open."""

    NOT_STATED = "not stated"
    NO_PUBLICATION_DATE = "no publication date to count from"
    NO_ANCHOR = "no earlier date in the text to count from"
    NOT_A_DATE = "not read as a date"
    TOO_VAGUE = "too vague"
    UNKNOWN_PLACE = "place not in the gazetteer"
    AMBIGUOUS_PLACE = "several places fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """A value the text leaves open, and why; ``mention`` is what was looked at, if anything.

    ``candidates`` are gazetteer ids of the places a name may mean, most likely first.
    """

    reason: Reason
    mention: Span | None = None
    candidates: tuple[str, ...] = ()


class TimePrecision(StrEnum):
    """How narrow an interval is."""

    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH_PART = "month_part"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    PERIOD = "period"


class TimeRelation(StrEnum):
    """How an act lies to its interval."""

    IN = "in"
    ON_OR_BEFORE = "on_or_before"
    ON_OR_AFTER = "on_or_after"


class TimeBasis(StrEnum):
    """What an interval was worked out from; ``DECISION``: a person gave it."""

    EXPLICIT = "explicit"
    WEEKDAY = "weekday"
    RELATIVE = "relative"
    HOLIDAY = "holiday"
    PUBLICATION = "publication"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Days from ``start`` to ``end``, both included, and the words that give them."""

    start: date
    end: date
    precision: TimePrecision
    relation: TimeRelation
    basis: TimeBasis
    mention: Span

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"interval ends before it starts: {self.start} to {self.end}")


class PlacePrecision(StrEnum):
    """How narrow a place is."""

    SITE = "site"
    TOWN = "town"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    REGION = "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A gazetteer entry found for a mention.

    ``country`` is an ISO 3166-1 alpha-2 code, coordinates are WGS 84 degrees, ``gazetteer`` is
    "geonames:ID" or another stable id. ``likelihood`` is how likely the name means this entry.
    """

    name: str
    admin1: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: PlacePrecision
    gazetteer: str
    basis: Basis
    mention: Span
    likelihood: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many, as the text has it: any bound may be open (``None``).

    ``mention`` covers the words that give the count.
    """

    low: float | None
    best: float | None
    high: float | None
    mention: Span
    unit: str | None = None

    def __post_init__(self) -> None:
        bounds = [b for b in (self.low, self.best, self.high) if b is not None]
        if bounds != sorted(bounds):
            raise ValueError(f"bounds out of order: {self.low}, {self.best}, {self.high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundedArgument:
    """An argument with its count, known actor, class and whether it names a private person."""

    argument: Argument
    count: Count | None = None
    actor: str | None = None
    class_: str | None = None
    private_person: bool = False


class Standing(StrEnum):
    """What a figure is worth beside others of the same event, firmest first.

    ``STATED``: the body of the text gives it in numbers. ``REPEATED``: a headline, subheading or
    caption does. ``PART``: it counts some of those affected ("two of them"), or names them
    without a number. ``SUPERSEDED``: the sources that gave it gave another one later.
    ``WITHDRAWN``: the text itself takes it back or says that nothing supports it.
    """

    STATED = "stated"
    REPEATED = "repeated"
    PART = "part"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class TollCount:
    """How many people of one side were killed, injured or detained."""

    effect: Effect
    side: Side
    count: Count
    standing: Standing = Standing.STATED


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReference:
    """Words of a claim that point to an earlier incident: "over the June 5 attacks in Velmor".

    ``mention`` covers them, or, where no words point to it, those that tell of the one incident of
    the document. ``time`` and ``place`` are what they say themselves of when and where it was;
    ``kind`` is part of the name of its type, empty if the words fit any; ``claim`` is the claim of
    the same document that tells of it, if one does.
    """

    mention: Span
    time: Interval | None = None
    place: Place | None = None
    claim: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundedClaim:
    """A claim whose words are resolved as far as the text allows.

    ``references`` are the incidents it follows on: what an arrest, a trial or a claim of
    responsibility is about.
    """

    claim: Claim
    arguments: tuple[GroundedArgument, ...]
    toll: tuple[TollCount, ...]
    time: Interval | Unresolved
    place: Place | Unresolved
    time_confidence: float
    place_confidence: float
    references: tuple[IncidentReference, ...] = ()

    @property
    def parties(self) -> tuple[GroundedArgument, ...]:
        """The arguments without those whom only the outcome of the act names.

        An outcome tells by its figures which acts are alike: people of the same sort come to harm
        in any number of acts.
        """
        return tuple(a for a in self.arguments if not a.argument.of_outcome)
