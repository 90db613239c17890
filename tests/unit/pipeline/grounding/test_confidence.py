"""Confidence that means how likely a claim is right."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.api import Coder
from dateline.core.claims import Scope, Stage
from dateline.core.grounded import GroundedClaim
from dateline.pipeline.grounding.confidence import (
    HIGHEST,
    LOWEST,
    calibrated,
    features,
    probability,
)
from dateline.resources.calibration import Calibration, load_calibration
from dateline.resources.extractor_files import NO_MODEL

TOLD = "Gunmen shot dead three police officers in Kabul on Monday."
BARE = "Gunmen opened fire on a patrol."
FAMILIES = {"armed_assault": "violence", "plot": "plot"}


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(model=NO_MODEL)


def first_claim(coder: Coder, text: str) -> GroundedClaim:
    return coder.code(text, published=date(2021, 5, 4)).claims[0]


def test_an_act_with_day_place_and_number_is_surer_than_one_without(coder: Coder) -> None:
    told, bare = first_claim(coder, TOLD), first_claim(coder, BARE)
    assert LOWEST <= bare.claim.confidence < told.claim.confidence <= HIGHEST


def test_features_say_what_the_clause_tells(coder: Coder) -> None:
    told = features(first_claim(coder, TOLD), FAMILIES)
    bare = features(first_claim(coder, BARE), FAMILIES)
    assert (told["dated"], told["counted"], told["placed"] > 0) == (1.0, 1.0, True)
    assert (bare["dated"], bare["counted"], bare["placed"]) == (0.0, 0.0, 0.0)
    assert told["words"] > bare["words"]


def test_features_say_what_sort_of_act_it_is(coder: Coder) -> None:
    told = first_claim(coder, TOLD)
    other = replace(
        told,
        claim=replace(told.claim, type="plot", scope=Scope.AGGREGATE, stage=Stage.FOILED),
    )
    assert [features(told, FAMILIES)[n] for n in ("plot", "total", "unfinished")] == [0, 0, 0]
    assert [features(other, FAMILIES)[n] for n in ("plot", "total", "unfinished")] == [1, 1, 1]


def test_the_shipped_weights_are_of_features_that_claims_have(coder: Coder) -> None:
    known = features(first_claim(coder, TOLD), FAMILIES)
    assert set(load_calibration().weights) == set(known)


def test_nothing_but_the_confidence_changes(coder: Coder) -> None:
    told = first_claim(coder, TOLD)
    (judged,) = calibrated([told], Calibration(intercept=0.0, weights={}), FAMILIES)
    assert judged.claim.confidence == 0.5
    assert replace(judged, claim=replace(judged.claim, confidence=told.claim.confidence)) == told


@given(st.floats(-50, 50), st.floats(-50, 50), st.floats(0, 1))
def test_no_claim_is_certain(intercept: float, weight: float, placed: float) -> None:
    calibration = Calibration(intercept=intercept, weights={"placed": weight})
    assert LOWEST <= probability({"placed": placed}, calibration) <= HIGHEST


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_of_what_speaks_for_a_claim_never_makes_it_less_likely(one: float, two: float) -> None:
    calibration = Calibration(intercept=-1.0, weights={"placed": 2.0})
    low, high = sorted((one, two))
    assert probability({"placed": low}, calibration) <= probability({"placed": high}, calibration)
