"""Linking what is new gives what linking everything at once gives, in any order."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core.linking import Act
from dateline.pipeline.linking import blocks
from dateline.pipeline.linking import relink as module
from dateline.pipeline.linking.cluster import NO_BONDS, Bonds
from dateline.pipeline.linking.relink import relink
from tests.unit.pipeline.linking.acts import MemoryLinks, act, acts, words

SAME = words(1, 2, 3, 4, 5, 6, 7, 8)


def at_once(found: Sequence[Act], bonds: Bonds = NO_BONDS) -> MemoryLinks:
    links = MemoryLinks()
    links.take(relink(found, bonds=bonds))
    return links


def in_steps(steps: Sequence[Sequence[Act]]) -> MemoryLinks:
    """Link step by step; an act that is known is changed by it."""
    links = MemoryLinks()
    for step in steps:
        removed = [each.id for each in step if each.id in links.known]
        links.take(relink(step, removed=removed, source=links))
    return links


def assert_same(links: MemoryLinks, others: MemoryLinks) -> None:
    assert links.clusters() == others.clusters()
    assert links.scores == others.scores
    assert links.known == others.known


def test_two_reports_with_the_same_words_are_one() -> None:
    links = at_once([act("a", words=SAME), act("b", words=SAME)])
    assert links.clusters() == {("a", "b")}


def test_two_acts_of_one_document_stay_two() -> None:
    links = at_once([act("a", words=SAME, document="d"), act("b", words=SAME, document="d")])
    assert links.clusters() == {("a",), ("b",)}


def test_act_that_is_removed_leaves_its_event() -> None:
    links = at_once([act(id_, words=SAME) for id_ in "abc"])
    links.take(relink([], removed=["b"], source=links))
    assert links.clusters() == {("a", "c")}
    assert all("b" not in pair for pair in links.scores)


def test_what_people_ruled_together_is_one_and_apart_is_two() -> None:
    found = [act("a", words=SAME), act("b", words=SAME), act("c", words=words(20, 21))]
    ruled = Bonds(together=frozenset({("a", "c")}), apart=frozenset({("a", "b")}))
    assert at_once(found, ruled).clusters() == {("a", "c"), ("b",)}


@settings(max_examples=60, deadline=None)
@given(data=st.data(), found=acts())
def test_steps_in_any_order_give_what_one_linking_gives(
    data: st.DataObject, found: list[Act]
) -> None:
    shuffled = data.draw(st.permutations(found))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(found)), max_size=4)))
    steps = [shuffled[i:j] for i, j in zip([0, *cuts], [*cuts, len(found)], strict=True)]
    assert_same(in_steps(steps), at_once(found))


@settings(max_examples=60, deadline=None)
@given(data=st.data(), found=acts(), later=acts())
def test_changed_and_removed_acts_leave_no_trace(
    data: st.DataObject, found: list[Act], later: list[Act]
) -> None:
    gone = data.draw(st.sets(st.sampled_from([a.id for a in found]))) if found else set()
    links = in_steps([found, later])
    links.take(relink([], removed=sorted(gone & links.known.keys()), source=links))
    now = {each.id: each for each in (*found, *later)}
    assert_same(links, at_once([each for id_, each in now.items() if id_ not in gone]))


@settings(max_examples=40, deadline=None)
@given(data=st.data(), found=acts(most=24))
def test_blocks_too_large_for_all_pairs_do_not_depend_on_the_order(
    data: st.DataObject, found: list[Act]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "WINDOW", 3)
        patch.setattr(module, "WINDOW", 3)
        crowded = [replace(each, document=f"d{each.id}") for each in found]
        shuffled = data.draw(st.permutations(crowded))
        cut = data.draw(st.integers(0, len(found)))
        links = in_steps([shuffled[:cut], shuffled[cut:]])
        gone = data.draw(st.sets(st.sampled_from([a.id for a in found]))) if found else set()
        links.take(relink([], removed=sorted(gone), source=links))
        assert_same(links, at_once([each for each in crowded if each.id not in gone]))
