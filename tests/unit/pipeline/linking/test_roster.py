"""The roster of blocks has what each act stands in."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.linking import Act
from dateline.pipeline.linking import roster as module
from dateline.pipeline.linking.blocks import block_keys
from dateline.pipeline.linking.roster import Roster
from tests.unit.pipeline.linking.acts import acts


@given(acts())
def test_a_roster_has_every_block_of_every_act_in_order(made: list[Act]) -> None:
    expected = [
        (block.key, number, block.asks)
        for number, act in enumerate(made)
        for block in block_keys(act)
    ]
    roster = Roster.of(made)
    in_order = sorted(expected)
    assert list(roster) == [(key, made[number].id, asks) for key, number, asks in in_order]
    assert roster.keys() == sorted({key for key, _, _ in expected})


@given(acts(), st.data())
def test_blocks_that_acts_share_are_told_with_their_members(
    made: list[Act], data: st.DataObject
) -> None:
    roster = Roster.of(made)
    numbers: dict[int, dict[int, bool]] = {}
    for number, act in enumerate(made):
        for block in block_keys(act):
            numbers.setdefault(block.key, {})[number] = block.asks
    crowded = sorted(key for key, found in numbers.items() if len(found) > 1)
    assert roster.larger_than(1) == crowded
    without = data.draw(st.sets(st.sampled_from(crowded))) if crowded else set()
    pairs = {
        (one, other)
        for key in crowded
        if key not in without
        for one, other in combinations(numbers[key], 2)
        if numbers[key][one] or numbers[key][other]
    }
    told = np.concatenate([np.empty(0, np.uint64), *roster.pairs(without=[*without], at_once=3)])
    assert {(pair >> 32, pair & 0xFFFFFFFF) for pair in told.tolist()} == pairs
    key = data.draw(st.sampled_from([*sorted(numbers), -1]))
    assert roster.members(key) == numbers.get(key, {})


@given(acts(), st.integers(1, 30), st.integers(2, 5))
def test_shares_bring_together_the_acts_that_meet_in_blocks(
    made: list[Act], most: int, window: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "WINDOW", window)
        roster = Roster.of(made)
        large = roster.larger_than(window)
        told: set[tuple[int, int]] = set()
        for numbers, rows in roster.shares(most):
            assert numbers.tolist() == sorted(set(numbers.tolist()))
            share = Roster([made[number].id for number in numbers.tolist()], rows)
            for pairs in share.pairs(without=(), at_once=100):
                for pair in pairs.tolist():
                    told.add((int(numbers[pair >> 32]), int(numbers[pair & 0xFFFFFFFF])))
    small = np.concatenate(
        [np.empty(0, np.uint64), *roster.pairs(without=large, at_once=100)]
    ).tolist()
    asking = {pair for key in large for pair in combinations(roster.asking(key).tolist(), 2)}
    assert told == {(pair >> 32, pair & 0xFFFFFFFF) for pair in small} | asking
