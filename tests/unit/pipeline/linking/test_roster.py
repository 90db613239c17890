"""The roster of blocks has what each act stands in."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.core.linking import Act
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
    roster = Roster(made)
    in_order = sorted(expected)
    assert list(roster) == [(key, made[number].id, asks) for key, number, asks in in_order]
    assert roster.keys() == sorted({key for key, _, _ in expected})


@given(acts(), st.data())
def test_blocks_that_acts_share_are_told_with_their_members(
    made: list[Act], data: st.DataObject
) -> None:
    roster = Roster(made)
    numbers: dict[int, dict[int, bool]] = {}
    for number, act in enumerate(made):
        for block in block_keys(act):
            numbers.setdefault(block.key, {})[number] = block.asks
    assert roster.shared() == sorted(key for key, found in numbers.items() if len(found) > 1)
    key = data.draw(st.sampled_from([*sorted(numbers), -1]))
    assert roster.members(key) == numbers.get(key, {})
