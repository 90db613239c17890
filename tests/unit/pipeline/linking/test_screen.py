"""The screen leaves out no pair that would have been an edge."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings

from dateline.core.linking import Act
from dateline.pipeline.linking.blocks import kin_of
from dateline.pipeline.linking.likelihood import log_odds
from dateline.pipeline.linking.outlines import outlines_of
from dateline.pipeline.linking.screen import Screen
from dateline.resources.pair_weights import load_pair_weights
from tests.unit.pipeline.linking.acts import act, acts, words


def passing(made: list[Act], *, least: float) -> set[tuple[int, int]]:
    pairs = np.array(list(combinations(range(len(made)), 2)), np.int64).reshape(-1, 2)
    screen = Screen(outlines_of(made), load_pair_weights())
    kept = pairs[screen.passing(pairs[:, 0], pairs[:, 1], least=least)]
    return {(a, b) for a, b in kept.tolist()}


@settings(max_examples=150, deadline=None)
@given(acts())
def test_every_pair_that_is_likely_one_passes(made: list[Act]) -> None:
    for least in (0.0, 1.5):
        likely = {
            (one, other)
            for one, other in combinations(range(len(made)), 2)
            if kin_of(made[one])(made[other])
            and (score := log_odds(made[one], made[other])) is not None
            and score >= least
        }
        assert likely <= passing(made, least=least)


def test_pairs_that_share_nothing_or_are_far_apart_do_not_pass() -> None:
    same = words(1, 2, 3, 4)
    made = [act("a", words=same), act("b", words=words(20, 21)), act("c", words=same)]
    assert passing(made, least=-20.0) == {(0, 2)}
    assert passing(made, least=50.0) == set()
