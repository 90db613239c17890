"""Simple ways of linking join what they say they join."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dateline.scoring.linking_baselines import (
    BASELINES,
    LinkingMention,
    alike_in_words,
    same_lemma_date_place,
    same_type_date_place,
    same_type_place_near_day,
)

DAY = date(2031, 5, 4)
ONE = LinkingMention(
    id="1",
    document="a",
    type="bombing",
    lemma="blast",
    start=DAY,
    end=DAY,
    place="test:Velmora",
    words="A bomb blew up the ferry office of Velmora",
)


def together(home: dict[str, str]) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for mention, group in home.items():
        groups.setdefault(group, set()).add(mention)
    return {frozenset(members) for members in groups.values()}


def parts(*groups: Iterable[str]) -> set[frozenset[str]]:
    return {frozenset(group) for group in groups}


def test_trigger_words_must_agree_only_for_the_first() -> None:
    other = replace(ONE, id="2", document="b", lemma="explosion")
    assert together(same_lemma_date_place([ONE, other])) == parts("1", "2")
    assert together(same_type_date_place([ONE, other])) == parts("12")


def test_undated_mentions_stand_alone() -> None:
    undated = [replace(ONE, id=i, document=i, start=None, end=None) for i in "123"]
    assert together(same_type_date_place(undated)) == parts("1", "2", "3")
    assert together(same_type_place_near_day(undated)) == parts("1", "2", "3")


def test_days_one_apart_are_near_and_nearness_chains() -> None:
    days = [date(2031, 5, 4), date(2031, 5, 5), date(2031, 5, 6), date(2031, 5, 8)]
    mentions = [
        replace(ONE, id=str(at), document=str(at), start=day, end=day)
        for at, day in enumerate(days)
    ]
    assert together(same_type_place_near_day(mentions)) == parts("012", "3")


def test_words_alone_join_like_texts_of_different_documents() -> None:
    copy = replace(ONE, id="2", document="b")
    same_document = replace(ONE, id="3")
    other = replace(ONE, id="4", document="c", words="Ministers met to discuss fish quotas")
    home = alike_in_words([ONE, copy, same_document, other], threshold=0.5)
    assert home["4"] == "4"
    assert home["1"] != home["3"]
    assert home["2"] in {home["1"], home["3"]}


mentions = st.lists(
    st.builds(
        replace,
        st.just(ONE),
        document=st.sampled_from("abc"),
        type=st.sampled_from(["bombing", "arrest"]),
        start=st.just(DAY) | st.none(),
        end=st.just(DAY),
        words=st.text("ab ", max_size=8),
    ),
    max_size=6,
).map(lambda made: [replace(m, id=str(at)) for at, m in enumerate(made)])


@given(mentions, st.randoms(use_true_random=False))
def test_clusters_do_not_depend_on_order(made: list[LinkingMention], random: object) -> None:
    mixed = list(made)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    for baseline in BASELINES.values():
        assert together(baseline(made)) == together(baseline(mixed))
