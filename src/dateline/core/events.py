"""What the claims add up to: events, their values with who supports each, and relations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Generic, TypeVar

from dateline.core.claims import Effect, Scope, Side, Stage, Status
from dateline.core.grounded import Count, GroundedArgument, Interval, Place, Standing

V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Support(Generic[V]):
    """One value and the ids of the claims that state it, sorted.

    ``independent_sources`` counts the sources that state it and do not repeat each other;
    ``first_reported`` and ``last_reported`` are the first and last day of publication of the
    documents that state it, ``None`` where none is dated. ``standing`` is what a figure is worth
    beside the others, ``None`` for values that are no figures.
    """

    value: V
    claims: tuple[str, ...]
    independent_sources: int = 1
    first_reported: date | None = None
    last_reported: date | None = None
    standing: Standing | None = None


class FigureRule(StrEnum):
    """How one figure is chosen from those that reports give.

    Only the firmest count: figures taken back, replaced by their own source or given for a part
    are left aside while there are others.

    ``LOW_BEST_HIGH``: from the lowest to the highest figure, and as the best estimate the one that
    most independent sources give, none if as many give another (after UCDP's low, best and high).
    ``LATEST``: the one reported last. ``CONSERVATIVE``: the lowest (ACLED).
    ``MAJORITY_THEN_LATEST``: the one most independent sources give, of several the one reported
    last, of several the lowest (GTD).
    """

    LOW_BEST_HIGH = "low-best-high"
    LATEST = "latest"
    CONSERVATIVE = "conservative"
    MAJORITY_THEN_LATEST = "majority-then-latest"


#: The rule of a field whose value a person set.
DECISION_RULE = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Generic[V]):
    """An event's value: the one chosen, the rule that chose it, and every value stated.

    ``value`` is ``None`` when no claim states one. ``disputed`` is true when values contradict
    each other, not when one is merely finer.
    """

    value: V | None
    rule: str
    values: tuple[Support[V], ...]
    disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TollField:
    """What the claims say of how many people of one side were killed, injured or detained."""

    effect: Effect
    side: Side
    count: Field[Count]


class RelationKind(StrEnum):
    """How one event is tied to another."""

    PART_OF = "part_of"
    LED_TO = "led_to"
    SAME_CASE = "same_case"
    RESPONSE_TO = "response_to"
    COUNTED_IN = "counted_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A tie to another event, with the ids of the claims that show it."""

    kind: RelationKind
    event: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TollReport:
    """One figure as one claim gave it, on the day its document was published."""

    effect: Effect
    side: Side
    reported: date | None
    count: Count
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """A claim that denies or takes back what other claims of the event say."""

    claim: str
    denies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Claims judged to be about one happening, with disagreements kept.

    ``claims`` and ``documents`` are sorted ids. ``independent_sources`` counts groups of
    documents and statements that do not repeat each other; ``source_groups`` lists the document
    ids of each group. ``one_official_statement`` tells that everything known of the event goes
    back to one statement of an authority. ``toll_reports`` are the figures in order of
    publication; ``decisions`` the ids of the decisions that shaped the event.
    """

    id: str
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    type: Field[str]
    scope: Field[Scope]
    stage: Field[Stage]
    status: Field[Status]
    time: Field[Interval]
    place: Field[Place]
    toll: tuple[TollField, ...]
    participants: tuple[Support[GroundedArgument], ...]
    independent_sources: int
    source_groups: tuple[tuple[str, ...], ...]
    relations: tuple[Relation, ...] = ()
    one_official_statement: bool = False
    toll_reports: tuple[TollReport, ...] = ()
    denials: tuple[Denial, ...] = ()
    decisions: tuple[str, ...] = ()

    @property
    def disputed_fields(self) -> tuple[str, ...]:
        """The names of the fields on which sources contradict each other."""
        stated = (
            ("type", self.type.disputed),
            ("scope", self.scope.disputed),
            ("stage", self.stage.disputed),
            ("status", self.status.disputed),
            ("time", self.time.disputed),
            ("place", self.place.disputed),
            *((f"{toll.effect} {toll.side}", toll.count.disputed) for toll in self.toll),
        )
        return tuple(name for name, disputed in stated if disputed)

    @property
    def disputed(self) -> bool:
        """Whether sources contradict each other on any value."""
        return bool(self.disputed_fields)


def event_id(claims: Iterable[str]) -> str:
    """Return the id of the event that claims with these ids add up to.

    It is a digest of the first of them, in id order, so that an id once given always leads to
    that claim and from there to the event that now holds it.
    """
    return sha256(f"event:{min(claims)}".encode()).hexdigest()[:12]
