"""What a total reads of the incidents on record, a fraction of all that an event holds."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from dateline.core.claims import Effect, MentionKind, Role, Scope, Side, Stage, Status
from dateline.core.events import RelationKind
from dateline.core.grounded import Interval, Place

V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen(Generic[V]):
    """The value of a field, without those that were not chosen; whether they contradict it."""

    value: V | None
    disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A stretch of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How many, as far as is told."""

    low: float | None
    best: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The words for a participant, and the role they play."""

    role: Role
    kind: MentionKind
    mention: Words
    quantity: Words | None = None
    antecedent: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who takes part, and how many they are."""

    argument: Part
    count: Bounds | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A participant of an incident."""

    value: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """How many people of one side were killed, injured or detained."""

    effect: Effect
    side: Side
    count: Chosen[Bounds]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """That another event is tied to this one, and how."""

    kind: RelationKind
    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An event as totals read it; its fields are those of ``Event`` that bear the same names."""

    id: str
    documents: tuple[str, ...]
    type: Chosen[str]
    scope: Chosen[Scope]
    stage: Chosen[Stage]
    status: Chosen[Status]
    time: Chosen[Interval]
    place: Chosen[Place]
    toll: tuple[Toll, ...]
    participants: tuple[Participant, ...]
    relations: tuple[Tie, ...] = ()
