"""Bootstrap intervals."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.scoring.intervals import Totals, bootstrap_interval


def share(sums: Totals) -> float | None:
    return float(sums[0] / sums[1]) if sums[1] else None


def test_one_document_gives_no_interval() -> None:
    assert bootstrap_interval([(1, 2)], share) is None


def test_documents_that_agree_give_a_point() -> None:
    assert bootstrap_interval([(1, 2)] * 5, share) == (0.5, 0.5)


def test_an_undefined_score_gives_no_interval() -> None:
    assert bootstrap_interval([(0, 0), (0, 0)], share) is None


def test_half_right_of_many_is_within_the_binomial_interval() -> None:
    interval = bootstrap_interval([(1, 1)] * 50 + [(0, 1)] * 50, share)
    assert interval is not None
    # 0.5 -+ 1.96 * sqrt(0.25 / 100)
    assert abs(interval[0] - 0.402) < 0.03
    assert abs(interval[1] - 0.598) < 0.03


@given(st.lists(st.tuples(st.integers(0, 3), st.just(3)), min_size=2, max_size=8), st.randoms())
def test_interval_does_not_depend_on_the_order_of_documents(tallies, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(tallies)
    random.shuffle(shuffled)
    first = bootstrap_interval(tallies, share, resamples=50)
    assert bootstrap_interval(shuffled, share, resamples=50) == first
