"""Pairing items one to one."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from dateline.scoring.matching import best_pairs, total_weight

WEIGHTS = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 9).map(float), min_size=columns, max_size=columns),
        min_size=1,
        max_size=4,
    )
)


def test_greedy_choice_is_given_up_for_a_better_total() -> None:
    assert best_pairs([[9.0, 8.0], [8.0, 0.0]]) == [(0, 1), (1, 0)]


def test_pairs_of_no_weight_are_left_out() -> None:
    assert best_pairs([[0.0, 0.0], [0.0, 3.0]]) == [(1, 1)]


def test_nothing_pairs_with_nothing() -> None:
    assert best_pairs([]) == []
    assert best_pairs([[], []]) == []


def test_more_columns_than_rows_leave_columns_over() -> None:
    assert best_pairs([[1.0, 5.0, 2.0]]) == [(0, 1)]


@given(WEIGHTS)
def test_total_is_the_best_of_all_permutations(weights: list[list[float]]) -> None:
    size = max(len(weights), len(weights[0]))
    padded = [
        [weights[r][c] if r < len(weights) and c < len(weights[0]) else 0.0 for c in range(size)]
        for r in range(size)
    ]
    best = max(
        sum(padded[r][c] for r, c in enumerate(order)) for order in permutations(range(size))
    )
    assert total_weight(weights) == best


@given(WEIGHTS)
def test_no_row_or_column_is_used_twice(weights: list[list[float]]) -> None:
    pairs = best_pairs(weights)
    assert len({r for r, _ in pairs}) == len({c for _, c in pairs}) == len(pairs)
