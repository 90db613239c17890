"""Hand-made codings, so that scorers are tested without the extractor."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
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
from dateline.core.coded import Coded
from dateline.core.documents import DateBasis, Document, Published, Span, document_id
from dateline.core.events import Event, Field, Relation, Support, TollField
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
    Unresolved,
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """One event of a fake coding; words are looked up in the text."""

    type: str
    trigger: str
    evidence: str | None = None
    scope: Scope = Scope.INCIDENT
    stage: Stage = Stage.ACCOMPLISHED
    status: Status = Status.FACT
    days: tuple[date, date] | None = None
    place: tuple[str, str | None, str] | None = None
    arguments: Sequence[tuple[Role, str, int | None]] = ()
    toll: Mapping[tuple[Effect, Side], tuple[float | None, float | None]] = field(
        default_factory=dict
    )
    source: str | None = None
    relations: tuple[Relation, ...] = ()


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def chosen(value: object, claim: str) -> Field[object]:
    values = () if value is None else (Support(value=value, claims=(claim,)),)
    return Field(value=value, rule="only", values=values, disputed=False)


def code(document: Document, said: Sequence[Said]) -> Coded:
    claims, events = zip(*(one(document, s) for s in said), strict=True) if said else ((), ())
    return Coded(document=document, claims=tuple(claims), events=tuple(events))


def one(document: Document, said: Said) -> tuple[GroundedClaim, Event]:
    text = document.text
    trigger = span_of(text, said.trigger)
    id_ = claim_id(document.id, trigger, said.type)
    evidence = span_of(text, said.evidence or said.trigger)
    arguments = tuple(grounded_argument(text, *argument) for argument in said.arguments)
    interval = interval_of(said.days, trigger)
    place = place_of(text, said.place)
    claim = Claim(
        id=id_,
        document_id=document.id,
        type=said.type,
        scope=said.scope,
        stage=said.stage,
        status=said.status,
        trigger=Trigger(span=trigger, lemma=said.trigger.split()[0]),
        evidence=(evidence,),
        arguments=tuple(grounded.argument for grounded in arguments),
        tolls=(),
        times=(),
        places=(),
        attribution=attribution_of(text, said.source),
        tense_future=False,
        confidence=1.0,
        type_confidence=1.0,
        made_by=Provenance(version="test", codebook="test", model="test"),
    )
    open_ = Unresolved(reason=Reason.NOT_STATED)
    grounded_claim = GroundedClaim(
        claim=claim,
        arguments=arguments,
        toll=(),
        time=interval or open_,
        place=place or open_,
        time_confidence=1.0,
        place_confidence=1.0,
    )
    return grounded_claim, event_of(said, grounded_claim, interval, place)


def event_of(
    said: Said, claim: GroundedClaim, interval: Interval | None, place: Place | None
) -> Event:
    id_, trigger = claim.claim.id, claim.claim.trigger.span
    return Event(
        id=f"e-{id_}",
        claims=(id_,),
        documents=(claim.claim.document_id,),
        type=chosen(said.type, id_),  # type: ignore[arg-type]
        scope=chosen(said.scope, id_),  # type: ignore[arg-type]
        stage=chosen(said.stage, id_),  # type: ignore[arg-type]
        status=chosen(said.status, id_),  # type: ignore[arg-type]
        time=chosen(interval, id_),  # type: ignore[arg-type]
        place=chosen(place, id_),  # type: ignore[arg-type]
        toll=tuple(
            TollField(
                effect=effect,
                side=side,
                count=chosen(Count(low=low, best=None, high=high, mention=trigger), id_),  # type: ignore[arg-type]
            )
            for (effect, side), (low, high) in said.toll.items()
        ),
        participants=tuple(Support(value=argument, claims=(id_,)) for argument in claim.arguments),
        independent_sources=1,
        source_groups=((claim.claim.document_id,),),
        relations=said.relations,
    )


def grounded_argument(text: str, role: Role, words: str, count: int | None) -> GroundedArgument:
    span = span_of(text, words)
    return GroundedArgument(
        argument=Argument(role=role, kind=MentionKind.PERSON, mention=span, head=span),
        count=None if count is None else Count(low=count, best=count, high=count, mention=span),
    )


def interval_of(days: tuple[date, date] | None, mention: Span) -> Interval | None:
    if days is None:
        return None
    return Interval(
        start=days[0],
        end=days[1],
        precision=TimePrecision.DAY if days[0] == days[1] else TimePrecision.DAYS,
        relation=TimeRelation.IN,
        basis=TimeBasis.EXPLICIT,
        mention=mention,
    )


def place_of(text: str, place: tuple[str, str | None, str] | None) -> Place | None:
    if place is None:
        return None
    name, admin1, country = place
    return Place(
        name=name,
        admin1=admin1,
        country=country,
        latitude=None,
        longitude=None,
        precision=PlacePrecision.TOWN,
        gazetteer=f"test:{name}",
        basis=Basis.SENTENCE,
        mention=span_of(text, name),
    )


def attribution_of(text: str, source: str | None) -> tuple[Attribution, ...]:
    if source is None:
        return ()
    span = span_of(text, source)
    return (Attribution(source=span, cue=span, kind=SourceKind.POLICE),)


@dataclass(frozen=True)
class FakeCoder:
    """Codes a document by calling a function on its text."""

    find: Callable[[str], Sequence[Said]]

    def read_text(
        self, text: str, *, published: date | None, path: str | None = None, url: str | None = None
    ) -> Document:
        return Document(
            id=document_id(text),
            text=text,
            path=path,
            url=url,
            published=Published(date=published, basis=DateBasis.METADATA) if published else None,
        )

    def code_document(self, document: Document) -> Coded:
        return code(document, self.find(document.text))


def silent(text: str) -> Sequence[Said]:
    """Find nothing in any text."""
    return ()
