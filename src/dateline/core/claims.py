"""What one passage says: mentions, triggers, arguments, attribution, and the claim they make."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from dateline.core.documents import Span


class MentionKind(StrEnum):
    """What a mention names."""

    PERSON = "person"
    GROUP = "group"
    ORGANIZATION = "organization"
    STATE = "state"
    PLACE = "place"
    FACILITY = "facility"
    OBJECT = "object"
    MONEY = "money"
    TIME = "time"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span that names an actor, place, time, number or thing."""

    span: Span
    kind: MentionKind


class Role(StrEnum):
    """The part a mention plays in an act."""

    PERPETRATOR = "perpetrator"
    SUSPECT = "suspect"
    DEFENDANT = "defendant"
    CONVICT = "convict"
    TARGET = "target"
    VICTIM = "victim"
    AUTHORITY = "authority"
    ORGANIZATION = "organization"
    INSTRUMENT = "instrument"
    ITEM = "item"
    OFFENCE = "offence"
    ORIGIN = "origin"
    DESTINATION = "destination"
    BENEFICIARY = "beneficiary"


class Scope(StrEnum):
    """One incident, or a total over a period or over several operations."""

    INCIDENT = "incident"
    AGGREGATE = "aggregate"


class Stage(StrEnum):
    """How far an act got."""

    ACCOMPLISHED = "accomplished"
    ONGOING = "ongoing"
    ATTEMPTED = "attempted"
    FOILED = "foiled"
    PLANNED = "planned"
    THREATENED = "threatened"


class Status(StrEnum):
    """How surely an act is said to have happened, after MUC-4's slot 11."""

    FACT = "fact"
    OFFICIAL = "official"
    ACCUSED = "accused"
    ACCUSED_BY_AUTHORITIES = "accused_by_authorities"
    CLAIMED = "claimed"
    POSSIBLE = "possible"
    DENIED = "denied"
    ACQUITTED = "acquitted"


class SourceKind(StrEnum):
    """What sort of source a statement is credited to."""

    SECURITY_SERVICE = "security_service"
    POLICE = "police"
    MILITARY = "military"
    GOVERNMENT = "government"
    COURT = "court"
    PROSECUTOR = "prosecutor"
    ARMED_GROUP = "armed_group"
    MEDIA = "media"
    WITNESS = "witness"
    RELATIVE = "relative"
    LAWYER = "lawyer"
    ANALYST = "analyst"
    NGO = "ngo"
    IGO = "igo"
    UNNAMED = "unnamed"


#: Sources that speak with the authority of a state.
OFFICIAL_SOURCES = frozenset(
    {
        SourceKind.SECURITY_SERVICE,
        SourceKind.POLICE,
        SourceKind.MILITARY,
        SourceKind.GOVERNMENT,
        SourceKind.COURT,
        SourceKind.PROSECUTOR,
    }
)


class Effect(StrEnum):
    """What happened to people."""

    KILLED = "killed"
    INJURED = "injured"
    DETAINED = "detained"


class Side(StrEnum):
    """Whose people were affected."""

    VICTIMS = "victims"
    PERPETRATORS = "perpetrators"
    FORCES = "forces"
    UNSPECIFIED = "unspecified"


class Basis(StrEnum):
    """How near to the trigger a value was found; ``DECISION``: a person gave it."""

    ARGUMENT = "argument"
    SENTENCE = "sentence"
    DATELINE = "dateline"
    DOCUMENT = "document"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """The words that report an act; ``lemma`` is the codebook entry they matched."""

    span: Span
    lemma: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A mention in a role of an act.

    ``mention`` is the whole phrase ("another five suspected IS followers"), ``head`` its head
    word ("followers"), ``quantity`` the words that count it ("five"), if any, and ``antecedent``
    the fuller phrase it stands for, when the text says so elsewhere ("a supporter of IS").
    ``of_outcome`` tells of a victim whom only the outcome of the act names, as the judge of
    "raided a court, killing [a judge]".
    """

    role: Role
    kind: MentionKind
    mention: Span
    head: Span
    quantity: Span | None = None
    antecedent: Span | None = None
    of_outcome: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TollMention:
    """Words that say how many were killed, injured or detained.

    ``quantity`` covers the count ("seven or eight", "dozens of", "a") or, where no number word
    stands there, the noun phrase itself ("gunmen", "the judge"). ``head`` is the counted noun;
    ``plural`` tells its number; ``negated`` is true for "no one was hurt".
    """

    effect: Effect
    side: Side
    quantity: Span
    head: Span
    plural: bool
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A time or place mention that may say when or where an act was, and how near it stands."""

    span: Span
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says so: source, cue ("said in a statement") and what sort of source it is."""

    source: Span
    cue: Span
    kind: SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made a value: version of Dateline, codebook and parser model."""

    version: str
    codebook: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One report of one act: what a text says, true or not.

    ``times`` and ``places`` are candidates, best first. ``evidence`` are the clauses the claim
    rests on, in text order; the first holds the trigger.
    ``tense_future`` tells that the trigger's clause looks ahead, which dates in it follow.
    ``disagreement`` are words by which the text itself says that its sources differ on a value.
    """

    id: str
    document_id: str
    type: str
    scope: Scope
    stage: Stage
    status: Status
    trigger: Trigger
    evidence: tuple[Span, ...]
    arguments: tuple[Argument, ...]
    tolls: tuple[TollMention, ...]
    times: tuple[Anchor, ...]
    places: tuple[Anchor, ...]
    attribution: tuple[Attribution, ...]
    tense_future: bool
    confidence: float
    type_confidence: float
    made_by: Provenance
    disagreement: Span | None = None

    def arguments_in(self, role: Role) -> tuple[Argument, ...]:
        """Return the arguments that play a role, in text order."""
        return tuple(argument for argument in self.arguments if argument.role == role)


def claim_id(document_id: str, trigger: Span, type_: str) -> str:
    """Return a claim's id: it depends on document, trigger span and type alone."""
    key = f"{document_id}:{trigger.start}:{trigger.end}:{type_}"
    return sha256(key.encode()).hexdigest()[:16]
