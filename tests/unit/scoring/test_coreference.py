"""Partitions of mentions are scored as the metrics' authors score them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.scoring.coreference import (
    METRICS,
    Cluster,
    b_cubed,
    ceaf_e,
    clusters_of,
    conll,
    muc,
    tally,
    total,
)


def clusters(text: str) -> list[Cluster]:
    return [frozenset(part.split()) for part in text.split("|")]


# Bagga & Baldwin (1998), figures 1 to 3; Luo (2005), table 1, adds (c) and (d) and CEAF.
TRUTH = clusters("1 2 3 4 5|6 7|8 9 A B C")
ONE_LINK_WRONG = clusters("1 2 3 4 5|6 7 8 9 A B C")
BIG_LINK_WRONG = clusters("1 2 3 4 5 8 9 A B C|6 7")
ALL_IN_ONE = clusters("1 2 3 4 5 6 7 8 9 A B C")
ALL_ALONE = clusters("1|2|3|4|5|6|7|8|9|A|B|C")


@pytest.mark.parametrize("response", [ONE_LINK_WRONG, BIG_LINK_WRONG])
def test_muc_sees_no_difference_between_two_wrong_links(response: list[Cluster]) -> None:
    score = total(muc(TRUTH, response))
    assert score.precision == pytest.approx(0.9)
    assert score.recall == 1.0


@pytest.mark.parametrize(
    ("response", "precision"), [(ONE_LINK_WRONG, 0.76), (BIG_LINK_WRONG, 0.58)]
)
def test_b_cubed_counts_a_link_between_large_clusters_as_worse(
    response: list[Cluster], precision: float
) -> None:
    score = total(b_cubed(TRUTH, response))
    assert score.precision == pytest.approx(precision, abs=0.005)
    assert score.recall == 1.0


@pytest.mark.parametrize(
    ("response", "value"),
    [(ONE_LINK_WRONG, 0.733), (BIG_LINK_WRONG, 0.667), (ALL_IN_ONE, 0.294), (ALL_ALONE, 0.178)],
)
def test_ceaf_gives_the_values_of_its_paper(response: list[Cluster], value: float) -> None:
    assert total(ceaf_e(TRUTH, response)).f1 == pytest.approx(value, abs=0.0005)


def test_vilain_example_of_a_split_chain() -> None:
    score = total(muc(clusters("A B C D"), clusters("A B|C D")))
    assert score.recall == pytest.approx(2 / 3)
    assert score.precision == 1.0


def test_mentions_that_differ_are_scored_as_by_the_reference_scorer() -> None:
    # Pradhan et al. (2014), section 4: d and e are missed in part, h and i are spurious.
    key = clusters("a b c|d e f g")
    response = clusters("a b|c d|f g h i")
    assert total(muc(key, response)).recall == pytest.approx(0.40, abs=0.005)
    assert total(muc(key, response)).precision == pytest.approx(0.40, abs=0.005)
    assert total(b_cubed(key, response)).recall == pytest.approx(0.42, abs=0.005)
    assert total(b_cubed(key, response)).precision == pytest.approx(0.50, abs=0.005)
    assert total(ceaf_e(key, response)).recall == pytest.approx(0.65, abs=0.005)
    assert total(ceaf_e(key, response)).precision == pytest.approx(0.43, abs=0.005)


def test_the_mean_is_undefined_where_no_side_has_a_link() -> None:
    assert conll(clusters("a|b"), clusters("a|b")) is None


def test_missing_everything_scores_zero() -> None:
    assert conll(clusters("a b|c"), clusters("x y|z")) == 0.0


partitions = st.dictionaries(
    st.sampled_from("abcdefghij"), st.sampled_from("123"), min_size=2, max_size=10
).map(clusters_of)


@given(partitions)
def test_the_marked_partition_itself_scores_one(key: list[Cluster]) -> None:
    for metric in METRICS.values():
        score = total(metric(key, key)).f1
        assert score is None or score == pytest.approx(1.0)


@given(partitions, partitions)
def test_changing_sides_exchanges_precision_and_recall(
    key: list[Cluster], response: list[Cluster]
) -> None:
    for metric in METRICS.values():
        one, other = tally(metric(key, response)), tally(metric(response, key))
        assert one == pytest.approx((*other[2:], *other[:2]))
