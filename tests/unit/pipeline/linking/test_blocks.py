"""Large blocks bring together those next to each other, before and after they change."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.pipeline.linking import blocks

IDS = [f"{n:02}" for n in range(24)]


def pairs(asking: list[str]) -> set[tuple[str, str]]:
    return {(min(a, b), max(a, b)) for a, b in blocks.window_pairs(asking)}


@given(
    order=st.permutations(IDS),
    was=st.sets(st.sampled_from(IDS)),
    now=st.sets(st.sampled_from(IDS)),
    changed=st.sets(st.sampled_from(IDS), max_size=4),
    turned=st.randoms(use_true_random=False),
    window=st.integers(1, 5),
)
def test_changes_of_a_block_are_those_between_all_its_pairs(
    order: list[str],
    was: set[str],
    now: set[str],
    changed: set[str],
    turned: Random,
    window: int,
) -> None:
    fresh = changed | (was ^ now)
    former = [id_ for id_ in order if id_ in was]
    present = [id_ for id_ in order if id_ in now and id_ not in changed]
    for id_ in sorted(now & changed):
        present.insert(turned.randrange(len(present) + 1), id_)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "WINDOW", window)
        met, parted = blocks.window_changes(former, present, fresh)
        before, after = pairs(former), pairs(present)
    assert len(met) == len(set(met))
    assert set(met) == {p for p in after if p not in before or not fresh.isdisjoint(p)}
    assert parted == {p for p in before - after if fresh.isdisjoint(p)}


def test_a_block_without_change_brings_nothing_new() -> None:
    assert blocks.window_changes(IDS, IDS, set()) == ([], set())
    assert pairs(IDS) == set(combinations(IDS, 2))
