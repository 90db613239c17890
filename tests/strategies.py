"""Hypothesis strategies for core types: whatever they make keeps the promises of the types.

Documents have segments that tile their text but for whitespace, claims quote their document, and
events rest on claims. Nothing reads like news; every name and place is random.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from hypothesis import strategies as st

from dateline.core.claims import (
    Anchor,
    Argument,
    Attribution,
    Basis,
    Claim,
    Effect,
    Mention,
    MentionKind,
    Provenance,
    Role,
    Scope,
    Side,
    SourceKind,
    Stage,
    Status,
    TollMention,
    Trigger,
    claim_id,
)
from dateline.core.coded import Coded, Failure, Step
from dateline.core.documents import (
    CLAIM_BEARING,
    DateBasis,
    Document,
    Published,
    Segment,
    SegmentKind,
    Sentence,
    Span,
    document_id,
)
from dateline.core.events import Event, Field, Relation, RelationKind, Support, TollField
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

V = TypeVar("V")

#: Any character a Python text can hold, NUL and lone surrogates included.
any_text = st.text(st.characters())

#: Text as UTF-8 can encode it.
clean_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))

_WORDS = st.text(st.sampled_from("aeiou kmnrst-éßжя北7"), min_size=1, max_size=12)
_DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
_SHARES = st.floats(0.0, 1.0)
_IDS = st.text("0123456789abcdef", min_size=16, max_size=16)
_TYPES = st.sampled_from(["arrest", "armed_assault", "bombing", "kidnapping", "plot", "trial"])
_COUNTRIES = st.sampled_from(["AD", "KZ", "PE", "TD", "ZW"])


def spans(length: int, *, start: int = 0) -> st.SearchStrategy[Span]:
    """Make spans inside ``[start, length)``, which must not be empty."""
    return st.tuples(st.integers(start, length - 1), st.integers(start, length - 1)).map(
        lambda ends: Span(min(ends), max(ends) + 1)
    )


def spans_in(document: Document) -> st.SearchStrategy[Span]:
    """Make spans inside a document's text, which must not be empty."""
    return spans(len(document.text))


def provenances() -> st.SearchStrategy[Provenance]:
    """Make provenances, of which some are equal."""
    return st.builds(
        Provenance,
        version=st.sampled_from(["0.1.0", "0.2.0"]),
        codebook=st.sampled_from(["dateline 1.0", "own 3"]),
        model=st.sampled_from(["parser 3.8.0", "none"]),
    )


def published_days() -> st.SearchStrategy[Published]:
    """Make publication days without a mention."""
    return st.builds(Published, date=_DAYS, basis=st.sampled_from(DateBasis), mention=st.none())


@st.composite
def documents(
    draw: st.DrawFn,
    texts: st.SearchStrategy[str] = clean_text,
    *,
    min_segments: int = 1,
    max_segments: int = 5,
) -> Document:
    """Make documents whose segments tile the text but for the whitespace between them."""
    kinds = draw(
        st.lists(st.sampled_from(SegmentKind), min_size=min_segments, max_size=max_segments)
    )
    text = draw(st.sampled_from(["", "\n", " \n"]))
    segments: list[Segment] = []
    for kind in kinds:
        words = draw(texts.filter(lambda words: bool(words.strip()))).strip()
        equal = [s.span for s in segments if text[s.span.start : s.span.end] == words]
        span = Span(len(text), len(text) + len(words))
        segments.append(Segment(kind=kind, span=span, copy_of=equal[0] if equal else None))
        text += words + draw(st.sampled_from(["\n", "\n\n", " "]))
    names = st.none() | _WORDS
    published = draw(st.none() | published_days())
    if published and published.basis == DateBasis.TEXT and text:
        mention = draw(spans(len(text)))
        published = Published(date=published.date, basis=published.basis, mention=mention)
    return Document(
        id=document_id(text),
        text=text,
        path=draw(st.none() | any_text.filter(bool)),
        url=draw(st.none() | _WORDS.map(lambda words: f"https://news.example/{words}")),
        outlet=draw(names),
        title=draw(names),
        byline=draw(names),
        dateline=draw(names),
        published=published,
        language=draw(st.sampled_from([None, "en", "ru"])),
        segments=tuple(segments),
    )


@st.composite
def sentences(draw: st.DrawFn, document: Document) -> Sentence:
    """Make a sentence inside a segment that bears claims, which the document must have."""
    bearing = [s for s in document.segments if s.kind in CLAIM_BEARING]
    segment = draw(st.sampled_from(bearing))
    return Sentence(
        span=draw(spans(segment.span.end, start=segment.span.start)),
        segment=segment.kind,
        paragraph=document.segments.index(segment),
        index=draw(st.integers(0, 50)),
    )


def mentions(document: Document) -> st.SearchStrategy[Mention]:
    """Make mentions in a document."""
    return st.builds(Mention, span=spans_in(document), kind=st.sampled_from(MentionKind))


@st.composite
def arguments(draw: st.DrawFn, document: Document) -> Argument:
    """Make arguments whose head stands inside their mention."""
    mention = draw(spans_in(document))
    inner = spans(mention.end, start=mention.start)
    return Argument(
        role=draw(st.sampled_from(Role)),
        kind=draw(st.sampled_from(MentionKind)),
        mention=mention,
        head=draw(inner),
        quantity=draw(st.none() | inner),
        antecedent=draw(st.none() | spans_in(document)),
    )


def toll_mentions(document: Document) -> st.SearchStrategy[TollMention]:
    """Make toll mentions in a document."""
    return st.builds(
        TollMention,
        effect=st.sampled_from(Effect),
        side=st.sampled_from(Side),
        quantity=spans_in(document),
        head=spans_in(document),
        plural=st.booleans(),
        negated=st.booleans(),
    )


def anchors(document: Document) -> st.SearchStrategy[Anchor]:
    """Make anchors in a document."""
    return st.builds(Anchor, span=spans_in(document), basis=st.sampled_from(Basis))


def attributions(document: Document) -> st.SearchStrategy[Attribution]:
    """Make attributions in a document."""
    return st.builds(
        Attribution,
        source=spans_in(document),
        cue=spans_in(document),
        kind=st.sampled_from(SourceKind),
    )


@st.composite
def claims(
    draw: st.DrawFn, document: Document, made_by: st.SearchStrategy[Provenance] | None = None
) -> Claim:
    """Make claims of a document, whose first evidence holds the trigger."""
    trigger = draw(spans_in(document))
    type_ = draw(_TYPES)
    around = Span(
        draw(st.integers(0, trigger.start)),
        draw(st.integers(trigger.end, len(document.text))),
    )
    further = draw(st.lists(spans_in(document), max_size=2))
    return Claim(
        id=claim_id(document.id, trigger, type_),
        document_id=document.id,
        type=type_,
        scope=draw(st.sampled_from(Scope)),
        stage=draw(st.sampled_from(Stage)),
        status=draw(st.sampled_from(Status)),
        trigger=Trigger(span=trigger, lemma=draw(_WORDS)),
        evidence=(around, *further),
        arguments=tuple(draw(st.lists(arguments(document), max_size=2))),
        tolls=tuple(draw(st.lists(toll_mentions(document), max_size=2))),
        times=tuple(draw(st.lists(anchors(document), max_size=2))),
        places=tuple(draw(st.lists(anchors(document), max_size=2))),
        attribution=tuple(draw(st.lists(attributions(document), max_size=2))),
        tense_future=draw(st.booleans()),
        confidence=draw(_SHARES),
        type_confidence=draw(_SHARES),
        made_by=draw(provenances() if made_by is None else made_by),
        disagreement=draw(st.none() | spans_in(document)),
    )


@st.composite
def intervals(draw: st.DrawFn, document: Document) -> Interval:
    """Make intervals that end no sooner than they start."""
    first, last = sorted(draw(st.tuples(_DAYS, _DAYS)))
    return Interval(
        start=first,
        end=last,
        precision=draw(st.sampled_from(TimePrecision)),
        relation=draw(st.sampled_from(TimeRelation)),
        basis=draw(st.sampled_from(TimeBasis)),
        mention=draw(spans_in(document)),
    )


def places(document: Document) -> st.SearchStrategy[Place]:
    """Make places with invented names."""
    return st.builds(
        Place,
        name=_WORDS,
        admin1=st.none() | _WORDS,
        country=st.none() | _COUNTRIES,
        latitude=st.none() | st.floats(-90, 90),
        longitude=st.none() | st.floats(-180, 180),
        precision=st.sampled_from(PlacePrecision),
        gazetteer=st.integers(1, 10**7).map(lambda number: f"geonames:{number}"),
        basis=st.sampled_from(Basis),
        mention=spans_in(document),
    )


@st.composite
def counts(draw: st.DrawFn, document: Document) -> Count:
    """Make counts with bounds in order, any of them open."""
    numbers = st.integers(0, 10**6).map(float) | st.floats(0, 10**6)
    bounds = sorted(draw(st.tuples(numbers, numbers, numbers)))
    low, best, high = (bound if draw(st.booleans()) else None for bound in bounds)
    return Count(
        low=low,
        best=best,
        high=high,
        mention=draw(spans_in(document)),
        unit=draw(st.sampled_from([None, "kg", "USD"])),
    )


def unresolved(document: Document) -> st.SearchStrategy[Unresolved]:
    """Make values left open."""
    return st.builds(
        Unresolved, reason=st.sampled_from(Reason), mention=st.none() | spans_in(document)
    )


def grounded_arguments(
    document: Document, argument: st.SearchStrategy[Argument] | None = None
) -> st.SearchStrategy[GroundedArgument]:
    """Make grounded arguments, of the given ones or of any."""
    return st.builds(
        GroundedArgument,
        argument=arguments(document) if argument is None else argument,
        count=st.none() | counts(document),
        actor=st.sampled_from([None, "grey-lantern", "river-front"]),
        class_=st.sampled_from([None, "civilians", "police"]),
        private_person=st.booleans(),
    )


def toll_counts(document: Document) -> st.SearchStrategy[TollCount]:
    """Make counts of people killed, injured or detained."""
    return st.builds(
        TollCount,
        effect=st.sampled_from(Effect),
        side=st.sampled_from(Side),
        count=counts(document),
    )


@st.composite
def grounded_claims(
    draw: st.DrawFn, document: Document, made_by: st.SearchStrategy[Provenance] | None = None
) -> GroundedClaim:
    """Make grounded claims of a document, with every argument of the claim grounded."""
    claim = draw(claims(document, made_by))
    return GroundedClaim(
        claim=claim,
        arguments=tuple(
            draw(grounded_arguments(document, st.just(argument))) for argument in claim.arguments
        ),
        toll=tuple(draw(st.lists(toll_counts(document), max_size=2))),
        time=draw(intervals(document) | unresolved(document)),
        place=draw(places(document) | unresolved(document)),
        time_confidence=draw(_SHARES),
        place_confidence=draw(_SHARES),
    )


@st.composite
def fields(draw: st.DrawFn, values: st.SearchStrategy[V], claim_ids: Sequence[str]) -> Field[V]:
    """Make fields whose value is one of those stated, if any is."""
    stated = tuple(
        Support(value=value, claims=_some(draw, claim_ids))
        for value in draw(st.lists(values, max_size=3))
    )
    return Field(
        value=draw(st.sampled_from(stated)).value if stated else None,
        rule=draw(st.sampled_from(["latest", "only value", "not stated"])),
        values=stated,
        disputed=draw(st.booleans()) if len(stated) > 1 else False,
    )


@st.composite
def events(
    draw: st.DrawFn,
    document: Document,
    claims: Sequence[GroundedClaim],
    *,
    id_: str | None = None,
) -> Event:
    """Make events that rest on some of the claims of a document, of which there must be one."""
    ids = _some(draw, sorted(grounded.claim.id for grounded in claims))
    toll = st.builds(
        TollField,
        effect=st.sampled_from(Effect),
        side=st.sampled_from(Side),
        count=fields(counts(document), ids),
    )
    participants = st.builds(Support, value=grounded_arguments(document), claims=st.just(ids))
    relations = st.builds(
        Relation, kind=st.sampled_from(RelationKind), event=_IDS, claims=st.just(ids)
    )
    return Event(
        id=draw(_IDS) if id_ is None else id_,
        claims=ids,
        documents=(document.id,),
        type=draw(fields(_TYPES, ids)),
        scope=draw(fields(st.sampled_from(Scope), ids)),
        stage=draw(fields(st.sampled_from(Stage), ids)),
        status=draw(fields(st.sampled_from(Status), ids)),
        time=draw(fields(intervals(document), ids)),
        place=draw(fields(places(document), ids)),
        toll=tuple(draw(st.lists(toll, max_size=2))),
        participants=tuple(draw(st.lists(participants, max_size=2))),
        independent_sources=draw(st.integers(0, 5)),
        source_groups=((document.id,),),
        relations=tuple(draw(st.lists(relations, max_size=1))),
    )


@st.composite
def failures(draw: st.DrawFn, document: Document | None = None) -> Failure:
    """Make failures, of a document or of an input that was none."""
    return Failure(
        path=draw(any_text),
        step=draw(st.sampled_from(Step)),
        reason=draw(any_text),
        document_id=document.id if document else None,
    )


@st.composite
def coded(
    draw: st.DrawFn,
    texts: st.SearchStrategy[str] = clean_text,
    made_by: st.SearchStrategy[Provenance] | None = None,
) -> Coded:
    """Make documents with claims of different ids, events that rest on them, and failures."""
    document = draw(documents(texts))
    found = draw(
        st.lists(
            grounded_claims(document, made_by),
            max_size=3,
            unique_by=lambda grounded: grounded.claim.id,
        )
    )
    linked = draw(
        st.lists(events(document, found), max_size=2, unique_by=lambda event: event.id)
        if found
        else st.just([])
    )
    return Coded(
        document=document,
        claims=tuple(found),
        events=tuple(linked),
        failures=tuple(draw(st.lists(failures(document), max_size=1))),
    )


def _some(draw: st.DrawFn, ids: Sequence[str]) -> tuple[str, ...]:
    """Draw at least one of the ids and return them in order."""
    return tuple(sorted(draw(st.sets(st.sampled_from(sorted(ids)), min_size=1))))
