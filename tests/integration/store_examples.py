"""Small invented values to put into a store."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from dateline.core.claims import (
    Basis,
    Claim,
    Effect,
    Provenance,
    Scope,
    Side,
    Stage,
    Status,
    Trigger,
    claim_id,
)
from dateline.core.coded import Coded, Failure
from dateline.core.documents import (
    DateBasis,
    Document,
    Published,
    Segment,
    SegmentKind,
    Span,
    document_id,
)
from dateline.core.events import Event, Field, Support, TollField
from dateline.core.grounded import (
    Count,
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
from dateline.store.interface import RunStart, Store

V = TypeVar("V")

MADE_BY = Provenance(version="0.1.0", codebook="dateline 1.0", model="parser 3.8.0")
MADE_LATER = Provenance(version="0.1.0", codebook="dateline 1.1", model="parser 3.8.0")


def start(store: Store, made_by: Provenance = MADE_BY) -> int:
    return store.start_run(RunStart(made_by=made_by, arguments=("code", "articles")))


def a_document(
    text: str,
    *,
    path: str | None = "articles/one.txt",
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    day: date | None = None,
) -> Document:
    return Document(
        id=document_id(text),
        text=text,
        path=path,
        url=url,
        outlet=outlet,
        title=title,
        published=Published(date=day, basis=DateBasis.OPTION) if day else None,
        language="en",
        segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),),
    )


def a_claim(
    document: Document, word: str, *, type_: str = "bombing", made_by: Provenance = MADE_BY
) -> GroundedClaim:
    start = document.text.index(word)
    span = Span(start, start + len(word))
    claim = Claim(
        id=claim_id(document.id, span, type_),
        document_id=document.id,
        type=type_,
        scope=Scope.INCIDENT,
        stage=Stage.ACCOMPLISHED,
        status=Status.FACT,
        trigger=Trigger(span=span, lemma=word),
        evidence=(Span(0, len(document.text)),),
        arguments=(),
        tolls=(),
        times=(),
        places=(),
        attribution=(),
        tense_future=False,
        confidence=0.5,
        type_confidence=0.75,
        made_by=made_by,
    )
    return GroundedClaim(
        claim=claim,
        arguments=(),
        toll=(),
        time=Unresolved(reason=Reason.NOT_STATED),
        place=Unresolved(reason=Reason.NOT_STATED),
        time_confidence=0.0,
        place_confidence=0.0,
    )


def a_coding(
    document: Document, claims: Sequence[GroundedClaim] = (), failures: Sequence[Failure] = ()
) -> Coded:
    return Coded(document=document, claims=tuple(claims), events=(), failures=tuple(failures))


def an_interval(first: date, last: date | None = None) -> Interval:
    return Interval(
        start=first,
        end=last or first,
        precision=TimePrecision.DAY if last in (None, first) else TimePrecision.DAYS,
        relation=TimeRelation.IN,
        basis=TimeBasis.EXPLICIT,
        mention=Span(0, 1),
    )


def a_place(name: str, country: str | None = "KZ", *, admin1: str | None = None) -> Place:
    return Place(
        name=name,
        admin1=admin1,
        country=country,
        latitude=43.0,
        longitude=77.0,
        precision=PlacePrecision.TOWN,
        gazetteer=f"invented:{name}",
        basis=Basis.SENTENCE,
        mention=Span(0, 1),
    )


def an_event(
    id_: str,
    claims: Sequence[GroundedClaim],
    *,
    type_: str = "bombing",
    scope: Scope = Scope.INCIDENT,
    stage: Stage = Stage.ACCOMPLISHED,
    status: Status = Status.FACT,
    time: Interval | None = None,
    places: Sequence[Place] = (),
    killed: tuple[float | None, float | None] | None = None,
    sources: int = 1,
    disputed: bool = False,
) -> Event:
    """Make an event; the first of ``places`` is the chosen one."""
    ids = tuple(sorted(claim.claim.id for claim in claims))

    def field(*values: V) -> Field[V]:
        return Field(
            value=values[0] if values else None,
            rule="first",
            values=tuple(Support(value=value, claims=ids) for value in values),
            disputed=False,
        )

    toll: tuple[TollField, ...] = ()
    if killed is not None:
        count = Count(low=killed[0], best=None, high=killed[1], mention=Span(0, 1))
        toll = (TollField(effect=Effect.KILLED, side=Side.VICTIMS, count=field(count)),)
    return Event(
        id=id_,
        claims=ids,
        documents=tuple(sorted({claim.claim.document_id for claim in claims})),
        type=replace(field(type_), disputed=disputed),
        scope=field(scope),
        stage=field(stage),
        status=field(status),
        time=field(*([time] if time else [])),
        place=field(*places),
        toll=toll,
        participants=(),
        independent_sources=sources,
        source_groups=(),
    )
