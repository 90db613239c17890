"""Agreement of two readers, raw and beyond chance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.scoring.agreement import (
    agreement_rows,
    agreement_tallies,
    cohen_kappa,
    gwet_ac1,
)

ANSWERS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2)


def values(pairs: list[tuple[str, str]]) -> list[float | None]:
    return [row.value for row in agreement_rows("x", pairs)]


def beyond_chance(pairs: list[tuple[str, str]]) -> list[float | None]:
    sums = np.sum(agreement_tallies(pairs), axis=0)
    return [cohen_kappa(sums), gwet_ac1(sums)]


def test_kappa_and_ac1_of_a_worked_table() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: 0.7 observed, 0.5 expected by kappa.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    equal, kappa, ac1 = values(pairs)
    assert equal == pytest.approx(0.7)
    assert kappa == pytest.approx(0.4)
    assert ac1 == pytest.approx((0.7 - 2 * 0.55 * 0.45) / (1 - 2 * 0.55 * 0.45))


def test_ac1_stays_high_where_one_answer_is_rare_and_kappa_does_not() -> None:
    pairs = [("a", "a")] * 96 + [("a", "b")] * 2 + [("b", "a")] * 2
    _, kappa, ac1 = values(pairs)
    assert kappa is not None
    assert kappa < 0
    assert ac1 is not None
    assert ac1 > 0.9


def test_nothing_can_be_said_beyond_chance_with_one_answer_or_none() -> None:
    assert values([("a", "a"), ("a", "a")]) == [1.0, None, None]
    assert values([]) == [None, None, None]


@given(ANSWERS)
def test_order_of_readers_and_of_items_does_not_matter(pairs: list[tuple[str, str]]) -> None:
    swapped = [(b, a) for a, b in reversed(pairs)]
    assert beyond_chance(pairs) == pytest.approx(beyond_chance(swapped))


@given(st.lists(st.sampled_from("abc"), min_size=2).filter(lambda answers: len(set(answers)) > 1))
def test_equal_readings_agree_fully(answers: list[str]) -> None:
    assert beyond_chance([(a, a) for a in answers]) == pytest.approx([1.0, 1.0])
