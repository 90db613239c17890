"""Who suffered in one incident."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dateline.core.documents import Span
from dateline.resources.fill_models import load_fill_models
from dateline.scoring.muc4_features import Words
from dateline.scoring.muc4_grouping import (
    LEAST_SAME,
    Scene,
    Sufferer,
    chances_of_one,
    grouped,
    pair_features,
)

TEXT = (
    "GUNMEN KILLED TWO FARMERS AND A TEACHER IN TULVA.\n\n"
    "MEANWHILE, IN THE CAPITAL, A BOMB DAMAGED A BANK. NOBODY CLAIMED IT. "
    "ON 2 MARCH ANOTHER GROUP KIDNAPPED A MAYOR."
)
SCENE = Scene.of(Words.of(TEXT), TEXT, ())


def sufferer(words: str) -> Sufferer:
    start = TEXT.index(words)
    return Sufferer(
        kind="described", text=words.lower(), mentions=(Span(start, start + len(words)),)
    )


def test_those_named_in_one_breath_are_likelier_of_one_incident_than_those_far_apart() -> None:
    told = [sufferer(words) for words in ("FARMERS", "TEACHER", "MAYOR")]
    chances = chances_of_one(SCENE, told, load_fill_models()["same"])
    assert chances[0, 1] > LEAST_SAME > chances[0, 2]


def test_features_do_not_depend_on_the_order_of_two() -> None:
    first, second = sufferer("FARMERS"), sufferer("MAYOR")
    there = pair_features(SCENE, first, second, 2)
    assert there == pair_features(SCENE, second, first, 2)


def test_words_tell_where_kinds_of_incident_stand() -> None:
    assert any("BOMBING" in types for types in SCENE.types.values())


@given(
    count=st.integers(1, 6),
    drawn=st.lists(st.floats(0, 1), min_size=15, max_size=15),
)
def test_groups_part_all_sufferers_and_none_twice(count: int, drawn: list[float]) -> None:
    chances = dict(zip(combinations(range(count), 2), drawn, strict=False))
    groups = grouped(range(count), chances)
    assert sorted(n for group in groups for n in group) == list(range(count))


@given(count=st.integers(1, 6))
def test_all_are_of_one_incident_where_every_two_surely_are(count: int) -> None:
    chances = dict.fromkeys(combinations(range(count), 2), 1.0)
    assert grouped(range(count), chances) == [list(range(count))]


@given(count=st.integers(1, 6))
def test_each_is_of_its_own_where_no_two_are(count: int) -> None:
    chances = dict.fromkeys(combinations(range(count), 2), 0.0)
    assert grouped(range(count), chances) == [[n] for n in range(count)]
