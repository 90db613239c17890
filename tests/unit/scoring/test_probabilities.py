"""Log odds as probabilities."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.scoring.probabilities import probability


@given(chance=st.floats(0.001, 0.999))
def test_a_probability_comes_back_from_its_log_odds(chance: float) -> None:
    assert probability(math.log(chance / (1 - chance))) == pytest.approx(chance)


@given(log_odds=st.floats(allow_nan=False))
def test_any_log_odds_give_a_probability(log_odds: float) -> None:
    assert 0.0 < probability(log_odds) < 1.0
