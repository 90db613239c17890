"""How alike two claims are, built by hand: days, places, numbers and words."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from dateline.core.claims import (
    Anchor,
    Argument,
    Basis,
    Claim,
    Effect,
    MentionKind,
    Provenance,
    Role,
    Scope,
    Side,
    Stage,
    Status,
    Trigger,
)
from dateline.core.documents import DateBasis, Document, Published, Segment, SegmentKind, Span
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
from dateline.pipeline.linking.compare import (
    MERGEABLE,
    compare_in_document,
    places_fit,
    types_fit,
)
from dateline.pipeline.linking.wording import time_basis

TEXT = (
    "Masked raiders stormed the granary and wounded several drivers. "
    "Elsewhere, raiders stormed the granary."
)
SPAN = Span(0, 6)
FIRST, SECOND = Span(15, 22), Span(TEXT.rindex("stormed"), TEXT.rindex("stormed") + 7)
DAY = date(2031, 5, 5)
TYPES = sorted(frozenset().union(*MERGEABLE) | {"arrest", "plot", "sentence"})


def document(id_: str = "a", *, published: date | None = date(2031, 5, 8)) -> Document:
    return Document(
        id=id_,
        text=TEXT,
        segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(TEXT))),),
        published=Published(date=published, basis=DateBasis.OPTION) if published else None,
    )


def on(day: date, end: date | None = None) -> Interval:
    precision = TimePrecision.DAY if end is None else TimePrecision.PERIOD
    return Interval(
        start=day, end=end or day, precision=precision, relation=TimeRelation.IN,
        basis=TimeBasis.EXPLICIT, mention=SPAN,
    )  # fmt: skip


def at(
    name: str = "Torva",
    *,
    admin1: str | None = "North",
    country: str | None = "XV",
    precision: PlacePrecision = PlacePrecision.TOWN,
) -> Place:
    return Place(
        name=name, admin1=admin1, country=country, latitude=None, longitude=None,
        precision=precision, gazetteer=f"test:{name}", basis=Basis.ARGUMENT, mention=SPAN,
    )  # fmt: skip


def claim(
    document_id: str = "a",
    *,
    type_: str = "armed_assault",
    trigger: Span = FIRST,
    time: Interval | Unresolved | None = None,
    place: Place | Unresolved | None = None,
    held: int | None = None,
    killed: int | None = None,
    scope: Scope = Scope.INCIDENT,
) -> GroundedClaim:
    """Return a claim of an act on ``DAY`` in Torva, unless told otherwise."""
    suspects: tuple[GroundedArgument, ...] = ()
    toll: tuple[TollCount, ...] = ()
    if held is not None:
        count = Count(low=held, best=held, high=held, mention=SPAN)
        argument = Argument(role=Role.SUSPECT, kind=MentionKind.GROUP, mention=SPAN, head=SPAN)
        suspects = (GroundedArgument(argument=argument, count=count),)
        toll = (TollCount(effect=Effect.DETAINED, side=Side.PERPETRATORS, count=count),)
    if killed is not None:
        count = Count(low=killed, best=killed, high=killed, mention=SPAN)
        toll = (*toll, TollCount(effect=Effect.KILLED, side=Side.VICTIMS, count=count))
    return GroundedClaim(
        claim=Claim(
            id=f"{document_id}{trigger.start}{type_}", document_id=document_id, type=type_,
            scope=scope, stage=Stage.ACCOMPLISHED, status=Status.FACT,
            trigger=Trigger(span=trigger, lemma="storm"), evidence=(Span(0, 63),),
            arguments=tuple(s.argument for s in suspects), tolls=(),
            times=(Anchor(span=SPAN, basis=Basis.ARGUMENT),), places=(), attribution=(),
            tense_future=False, confidence=0.9, type_confidence=0.9,
            made_by=Provenance(version="0", codebook="c", model="m"),
        ),
        arguments=suspects, toll=toll, time=time or on(DAY), place=place or at(),
        time_confidence=0.9, place_confidence=0.9,
    )  # fmt: skip


@pytest.mark.parametrize(("a", "b"), list(product(TYPES, TYPES)))
def test_fit_of_types_is_symmetric_and_holds_for_equal_ones(a: str, b: str) -> None:
    assert types_fit(a, b) == types_fit(b, a)
    assert types_fit(a, a)


@pytest.mark.parametrize(
    ("a", "b", "fit"),
    [
        ("armed_assault", "bombing", True),
        ("arrest", "bombing", False),
        ("plot", "armed_assault", False),
        ("protest", "violent_demonstration", True),
    ],
)
def test_only_kinds_of_one_act_fit(a: str, b: str, fit: bool) -> None:
    assert types_fit(a, b) is fit


def test_places_fit_best_when_they_are_one() -> None:
    assert places_fit(at(), at()) == 1.0


@pytest.mark.parametrize(
    "other",
    [at("Elsewhere", country="ZZ"), at("Sarn", admin1="South")],
)
def test_places_of_other_countries_or_provinces_are_apart(other: Place) -> None:
    assert places_fit(at(), other) is None
    assert places_fit(other, at()) is None


def test_country_holds_its_towns_but_says_less_than_the_town() -> None:
    country = at("Velmora", admin1=None, precision=PlacePrecision.COUNTRY)
    fit = places_fit(at(), country)
    assert fit is not None
    assert 0 < fit < 1


def test_acts_on_two_days_in_a_document_are_two() -> None:
    later = claim(trigger=SECOND, time=on(date(2031, 5, 7)))
    assert compare_in_document(claim(), later, document()).forbidden


@pytest.mark.parametrize(
    "other",
    [
        claim(trigger=SECOND, type_="arrest"),
        claim(trigger=SECOND, scope=Scope.AGGREGATE),
        claim(trigger=SECOND, place=at("Elsewhere", country="ZZ")),
    ],
)
def test_what_cannot_be_one_act_is_forbidden(other: GroundedClaim) -> None:
    assert compare_in_document(claim(), other, document()).forbidden


def test_arrests_of_other_numbers_are_two_and_of_the_same_number_alike() -> None:
    first = claim(type_="arrest", held=5)
    same = claim(type_="arrest", held=5, trigger=Span(23, 26))
    other = claim(type_="arrest", held=9, trigger=Span(23, 26))
    assert compare_in_document(first, replace(other, arguments=()), document()).forbidden
    assert not compare_in_document(first, same, document()).forbidden


def test_equal_tolls_speak_for_one_act() -> None:
    near = Span(23, 26)
    alike = compare_in_document(claim(killed=7), claim(killed=7, trigger=near), document())
    apart = compare_in_document(claim(killed=7), claim(killed=8, trigger=near), document())
    assert alike.score > apart.score


def test_act_said_to_be_elsewhere_is_another() -> None:
    later = claim(trigger=Span(SECOND.start, SECOND.end))
    assert compare_in_document(claim(), later, document()).forbidden


def test_basis_of_a_time_is_that_of_its_mention() -> None:
    assert time_basis(claim()) is Basis.ARGUMENT
    assert time_basis(claim(time=Unresolved(reason=Reason.NOT_STATED))) is None
