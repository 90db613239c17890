"""An invented attack in two invented newspapers, coded by hand."""

from datetime import date

from dateline.core.claims import (
    Argument,
    Attribution,
    Basis,
    Claim,
    Effect,
    MentionKind,
    Provenance,
    Role,
    Scope,
    Side,
    SourceKind,
    Stage,
    Status,
    Trigger,
    claim_id,
)
from dateline.core.documents import (
    DateBasis,
    Document,
    Published,
    Segment,
    SegmentKind,
    Span,
    document_id,
)
from dateline.core.events import (
    Event,
    Field,
    Relation,
    RelationKind,
    Support,
    TollField,
    V,
)
from dateline.core.grounded import (
    Count,
    GroundedArgument,
    GroundedClaim,
    Interval,
    Place,
    PlacePrecision,
    Reason,
    TimeBasis,
    TimePrecision,
    TimeRelation,
    TollCount,
    Unresolved,
)

COURIER_TEXT = """Gunmen attack market in Tarsk

Gunmen killed seven or eight people at a market in Tarsk on Tuesday, police said. \
Among the dead was Osman Velleck, a shopkeeper.

Police detained Ilvar Redfern, a welder, near the border. Redfern denies it, \
said his neighbour Mina Osgood. Mr Velleck's shop stayed shut.

Lock up every Redfern! <script>alert(1)</script>
"""

HERALD_TEXT = """At least ten people died when attackers stormed the market in Tarsk on \
Tuesday, the Front for Marram said."""

MADE_BY = Provenance(version="0.1.0", codebook="dateline-1.0", model="hand")
TUESDAY = date(2031, 5, 6)


def span_of(text: str, words: str, *, occurrence: int = 0) -> Span:
    """Return where some words stand in a text."""
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def document(text: str, outlet: str, kinds: tuple[SegmentKind, ...]) -> Document:
    """Return a text as an article; each part between blank lines is a segment."""
    parts = [part.strip() for part in text.split("\n\n")]
    return Document(
        id=document_id(text),
        text=text,
        path=f"{outlet.lower().replace(' ', '-')}.txt",
        url="https://news.example/1",
        outlet=outlet,
        title=parts[0] if len(parts) > 1 else "Redfern seized over Tarsk attack",
        published=Published(date=date(2031, 5, 7), basis=DateBasis.HEADER),
        language="en",
        segments=tuple(
            Segment(kind=kind, span=span_of(text, part))
            for kind, part in zip(kinds, parts, strict=True)
        ),
    )


COURIER = document(
    COURIER_TEXT,
    "Veldmark Courier",
    (
        SegmentKind.HEADLINE,
        SegmentKind.PARAGRAPH,
        SegmentKind.PARAGRAPH,
        SegmentKind.COMMENT,
    ),
)
HERALD = document(HERALD_TEXT, "=Herald", (SegmentKind.PARAGRAPH,))


def argument(
    text: str,
    role: Role,
    kind: MentionKind,
    words: str,
    head: str,
    *,
    private: bool = False,
    occurrence: int = 0,
) -> GroundedArgument:
    """Return a grounded argument by its words."""
    mention = span_of(text, words, occurrence=occurrence)
    offset = words.index(head)
    return GroundedArgument(
        argument=Argument(
            role=role,
            kind=kind,
            mention=mention,
            head=Span(mention.start + offset, mention.start + offset + len(head)),
        ),
        private_person=private,
    )


def claim(
    doc: Document,
    event_type: str,
    trigger: str,
    evidence: str,
    arguments: tuple[GroundedArgument, ...],
    *,
    status: Status = Status.OFFICIAL,
    attribution: tuple[Attribution, ...] = (),
    toll: tuple[TollCount, ...] = (),
    time: Interval | Unresolved | None = None,
    place: Place | Unresolved | None = None,
) -> GroundedClaim:
    """Return a grounded claim by its words."""
    span = span_of(doc.text, trigger)
    return GroundedClaim(
        claim=Claim(
            id=claim_id(doc.id, span, event_type),
            document_id=doc.id,
            type=event_type,
            scope=Scope.INCIDENT,
            stage=Stage.ACCOMPLISHED,
            status=status,
            trigger=Trigger(span=span, lemma=trigger),
            evidence=(span_of(doc.text, evidence),),
            arguments=tuple(grounded.argument for grounded in arguments),
            tolls=(),
            times=(),
            places=(),
            attribution=attribution,
            tense_future=False,
            confidence=0.8,
            type_confidence=0.9,
            made_by=MADE_BY,
        ),
        arguments=arguments,
        toll=toll,
        time=time or Unresolved(reason=Reason.NOT_STATED),
        place=place or Unresolved(reason=Reason.NOT_STATED),
        time_confidence=0.7,
        place_confidence=0.6,
    )


def tuesday(doc: Document) -> Interval:
    """Return the day of the attack."""
    return Interval(
        start=TUESDAY,
        end=TUESDAY,
        precision=TimePrecision.DAY,
        relation=TimeRelation.IN,
        basis=TimeBasis.WEEKDAY,
        mention=span_of(doc.text, "Tuesday"),
    )


def tarsk(doc: Document) -> Place:
    """Return the invented town."""
    return Place(
        name="Tarsk",
        admin1="Veldmark",
        country="KZ",
        latitude=-43.25,
        longitude=76.9,
        precision=PlacePrecision.TOWN,
        gazetteer="geonames:1",
        basis=Basis.SENTENCE,
        mention=span_of(doc.text, "Tarsk", occurrence=0 if doc is HERALD else 1),
    )


SEVEN_OR_EIGHT = Count(low=7, best=None, high=8, mention=span_of(COURIER_TEXT, "seven or eight"))
AT_LEAST_TEN = Count(low=10, best=10, high=None, mention=span_of(HERALD_TEXT, "At least ten"))

GUNMEN = argument(
    COURIER_TEXT, Role.PERPETRATOR, MentionKind.GROUP, "Gunmen", "Gunmen", occurrence=1
)
VELLECK = argument(
    COURIER_TEXT,
    Role.VICTIM,
    MentionKind.PERSON,
    "Osman Velleck, a shopkeeper",
    "Velleck",
    private=True,
)
REDFERN = argument(
    COURIER_TEXT,
    Role.PERPETRATOR,
    MentionKind.PERSON,
    "Ilvar Redfern, a welder",
    "Redfern",
    private=True,
)
POLICE = argument(COURIER_TEXT, Role.AUTHORITY, MentionKind.ORGANIZATION, "Police", "Police")

ATTACK_CLAIM = claim(
    COURIER,
    "armed_assault",
    "killed",
    "Gunmen killed seven or eight people at a market in Tarsk on Tuesday",
    (GUNMEN, VELLECK),
    attribution=(
        Attribution(
            source=span_of(COURIER_TEXT, "police"),
            cue=span_of(COURIER_TEXT, "police said"),
            kind=SourceKind.POLICE,
        ),
    ),
    toll=(TollCount(effect=Effect.KILLED, side=Side.VICTIMS, count=SEVEN_OR_EIGHT),),
    time=tuesday(COURIER),
    place=tarsk(COURIER),
)
ARREST_CLAIM = claim(
    COURIER,
    "arrest",
    "detained",
    "Police detained Ilvar Redfern, a welder, near the border",
    (POLICE, REDFERN),
    attribution=(
        Attribution(
            source=span_of(COURIER_TEXT, "his neighbour Mina Osgood"),
            cue=span_of(COURIER_TEXT, "said his neighbour"),
            kind=SourceKind.WITNESS,
        ),
    ),
)
HERALD_CLAIM = claim(
    HERALD,
    "armed_assault",
    "stormed",
    HERALD_TEXT,
    (argument(HERALD_TEXT, Role.PERPETRATOR, MentionKind.GROUP, "attackers", "attackers"),),
    status=Status.CLAIMED,
    toll=(TollCount(effect=Effect.KILLED, side=Side.VICTIMS, count=AT_LEAST_TEN),),
    time=tuesday(HERALD),
    place=tarsk(HERALD),
)


def field(
    value: V, *stated: tuple[V, tuple[GroundedClaim, ...]], disputed: bool = False
) -> Field[V]:
    """Return a field by its values and the claims that state them."""
    return Field(
        value=value,
        rule="most-claims",
        values=tuple(
            Support(value=v, claims=tuple(sorted(c.claim.id for c in claims)))
            for v, claims in stated
        ),
        disputed=disputed,
    )


BOTH = (ATTACK_CLAIM, HERALD_CLAIM)

ATTACK = Event(
    id="e1a77acc00000001",
    claims=tuple(sorted(c.claim.id for c in BOTH)),
    documents=tuple(sorted([COURIER.id, HERALD.id])),
    type=field("armed_assault", ("armed_assault", BOTH)),
    scope=field(Scope.INCIDENT, (Scope.INCIDENT, BOTH)),
    stage=field(Stage.ACCOMPLISHED, (Stage.ACCOMPLISHED, BOTH)),
    status=field(
        Status.OFFICIAL, (Status.OFFICIAL, (ATTACK_CLAIM,)), (Status.CLAIMED, (HERALD_CLAIM,))
    ),
    time=field(
        tuesday(COURIER),
        (tuesday(COURIER), (ATTACK_CLAIM,)),
        (tuesday(HERALD), (HERALD_CLAIM,)),
    ),
    place=field(
        tarsk(COURIER), (tarsk(COURIER), (ATTACK_CLAIM,)), (tarsk(HERALD), (HERALD_CLAIM,))
    ),
    toll=(
        TollField(
            effect=Effect.KILLED,
            side=Side.VICTIMS,
            count=field(
                SEVEN_OR_EIGHT,
                (SEVEN_OR_EIGHT, (ATTACK_CLAIM,)),
                (AT_LEAST_TEN, (HERALD_CLAIM,)),
                disputed=True,
            ),
        ),
    ),
    participants=(
        Support(value=GUNMEN, claims=(ATTACK_CLAIM.claim.id,)),
        Support(value=VELLECK, claims=(ATTACK_CLAIM.claim.id,)),
        Support(value=HERALD_CLAIM.arguments[0], claims=(HERALD_CLAIM.claim.id,)),
    ),
    independent_sources=2,
    source_groups=((COURIER.id,), (HERALD.id,)),
    relations=(
        Relation(
            kind=RelationKind.LED_TO, event="e1a77acc00000002", claims=(ARREST_CLAIM.claim.id,)
        ),
    ),
)

ARREST = Event(
    id="e1a77acc00000002",
    claims=(ARREST_CLAIM.claim.id,),
    documents=(COURIER.id,),
    type=field("arrest", ("arrest", (ARREST_CLAIM,))),
    scope=field(Scope.INCIDENT, (Scope.INCIDENT, (ARREST_CLAIM,))),
    stage=field(Stage.ACCOMPLISHED, (Stage.ACCOMPLISHED, (ARREST_CLAIM,))),
    status=field(Status.OFFICIAL, (Status.OFFICIAL, (ARREST_CLAIM,))),
    time=Field(value=None, rule="none-stated", values=(), disputed=False),
    place=Field(value=None, rule="none-stated", values=(), disputed=False),
    toll=(),
    participants=(
        Support(value=POLICE, claims=(ARREST_CLAIM.claim.id,)),
        Support(value=REDFERN, claims=(ARREST_CLAIM.claim.id,)),
    ),
    independent_sources=1,
    source_groups=((COURIER.id,),),
)

DOCUMENTS = {COURIER.id: COURIER, HERALD.id: HERALD}
CLAIMS = {COURIER.id: (ATTACK_CLAIM, ARREST_CLAIM), HERALD.id: (HERALD_CLAIM,)}
EVENTS = (ATTACK, ARREST)
EVENT_OF_CLAIM = {claim: event.id for event in EVENTS for claim in event.claims}
FAMILIES = {"armed_assault": "violence", "arrest": "enforcement"}
