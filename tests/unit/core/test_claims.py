"""Claims and their parts keep their promises."""

from dataclasses import FrozenInstanceError, replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core.claims import OFFICIAL_SOURCES, Role, SourceKind, claim_id
from dateline.core.documents import Span
from tests.strategies import arguments, claims, documents, spans

KEYS = st.tuples(st.sampled_from(["d1", "d2"]), spans(12), st.sampled_from(["raid", "arrest"]))


@given(KEYS, KEYS)
def test_claims_share_an_id_only_if_document_trigger_and_type_are_the_same(
    one: tuple[str, Span, str], other: tuple[str, Span, str]
) -> None:
    assert (claim_id(*one) == claim_id(*other)) == (one == other)


def test_the_id_of_a_claim_never_changes_between_versions() -> None:
    assert claim_id("e3b0c44298fc1c14", Span(3, 9), "arrest") == "bbdaf3a977a36e92"


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_a_claim_keeps_its_id_whatever_else_is_found(data: st.DataObject) -> None:
    document = data.draw(documents())
    claim = data.draw(claims(document))
    changed = replace(claim, confidence=0.0, arguments=(), tense_future=not claim.tense_future)
    assert changed.id == claim_id(document.id, changed.trigger.span, changed.type)
    assert claim.evidence[0].contains(claim.trigger.span)


@settings(deadline=None, max_examples=30)
@given(st.data(), st.sampled_from(Role))
def test_arguments_in_a_role_are_all_of_it_in_order(data: st.DataObject, role: Role) -> None:
    document = data.draw(documents())
    several = tuple(data.draw(st.lists(arguments(document), max_size=6)))
    claim = replace(data.draw(claims(document)), arguments=several)
    found = claim.arguments_in(role)
    assert all(argument.role == role for argument in found)
    assert len(found) == sum(argument.role == role for argument in several)
    positions = [several.index(argument) for argument in found]
    assert all(one <= other for one, other in pairwise(positions))


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_a_claim_does_not_change(data: st.DataObject) -> None:
    claim = data.draw(claims(data.draw(documents())))
    with pytest.raises(FrozenInstanceError):
        claim.type = "other"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        claim.trigger.lemma = "other"  # type: ignore[misc]
    assert hash(claim) == hash(replace(claim))


@pytest.mark.parametrize(
    "kind",
    [
        SourceKind.ARMED_GROUP,
        SourceKind.MEDIA,
        SourceKind.WITNESS,
        SourceKind.RELATIVE,
        SourceKind.LAWYER,
        SourceKind.NGO,
        SourceKind.IGO,
        SourceKind.UNNAMED,
    ],
)
def test_who_is_no_organ_of_a_state_is_no_official_source(kind: SourceKind) -> None:
    assert kind not in OFFICIAL_SOURCES
