"""Which phrases of an event's reports mean the same participant."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.core.claims import Effect, Role
from dateline.core.documents import Span
from dateline.core.grounded import Count
from dateline.exports.parties import Phrase, find_parties


def number(low: float) -> Count:
    return Count(low=low, best=low, high=low, mention=Span(0, 1))


def phrase(
    words: str,
    claim: str = "c1",
    *,
    role: Role = Role.VICTIM,
    count: float | None = None,
    bare: bool = False,
    actor: str | None = None,
    effect: Effect | None = None,
) -> Phrase:
    return Phrase(
        words=words,
        role=role,
        claims=(claim,),
        count=None if count is None else number(count),
        bare=bare,
        actor=actor,
        effect=effect,
    )


def named(*phrases: Phrase) -> list[str]:
    return [party.words for party in find_parties(phrases)]


def test_a_fuller_phrase_of_another_report_names_the_same_thing() -> None:
    short = phrase("a cattle market", "c1", role=Role.TARGET)
    full = phrase("the cattle market of Varnholt", "c2", role=Role.TARGET)
    assert named(short, full) == ["the cattle market of Varnholt"]


def test_a_phrase_loses_the_capital_of_its_sentence_but_no_name_does() -> None:
    phrases = [phrase("Four men", count=4), phrase("Kestrel Forces", "c2"), phrase("A bomb", "c3")]
    assert named(*phrases) == ["four men", "Kestrel Forces", "a bomb"]


def test_two_names_are_two_participants() -> None:
    assert named(phrase("fighters of Red Dawn"), phrase("fighters of Grey Hand", "c2")) == [
        "fighters of Red Dawn",
        "fighters of Grey Hand",
    ]


def test_what_one_claim_keeps_apart_stays_apart() -> None:
    assert len(named(phrase("the first driver"), phrase("the second driver"))) == 2
    assert len(named(phrase("the first driver"), phrase("the second driver", "c2"))) == 1


def test_the_same_known_actor_is_one_whatever_it_is_called() -> None:
    both = find_parties(
        [
            phrase("the army", role=Role.AUTHORITY, actor="a:1"),
            phrase("Kestrel Forces", "c2", role=Role.AUTHORITY, actor="a:1"),
        ]
    )
    assert [(p.words, p.actor, p.claims) for p in both] == [("Kestrel Forces", "a:1", ("c1", "c2"))]


def test_a_number_alone_goes_to_those_it_counts() -> None:
    four = phrase("four men", role=Role.SUSPECT, count=4)
    assert named(phrase("The four", "c2", role=Role.SUSPECT, count=4, bare=True), four) == [
        "four men"
    ]


def test_a_number_alone_says_what_befell_so_many() -> None:
    hurt = [
        phrase(words, f"c{n}", count=n, bare=True, effect=Effect.INJURED)
        for words, n in (("21", 21), ("19", 19))
    ]
    assert named(phrase("six shoppers", count=6, effect=Effect.KILLED), *hurt) == [
        "six shoppers",
        "19–21 injured",
    ]
    assert len(named(phrase("12", bare=True, count=12), phrase("7", "c2", bare=True, count=7))) == 2


def test_contradictory_counts_of_one_effect_are_one_group_with_a_range() -> None:
    (party,) = find_parties(
        [
            phrase("six people", "c1", count=6, effect=Effect.KILLED),
            phrase("eight people", "c2", count=8, effect=Effect.KILLED),
        ]
    )
    assert party.count == "6–8"


def test_killed_and_injured_of_one_noun_are_two_groups() -> None:
    dead = phrase("six people", "c1", count=6, effect=Effect.KILLED)
    hurt = phrase("nine people", "c2", count=9, effect=Effect.INJURED)
    assert len(find_parties([dead, hurt])) == 2


def test_lists_and_hidden_names_are_only_the_same_word_for_word() -> None:
    assert len(named(phrase("police and soldiers"), phrase("soldiers", "c2"))) == 2
    assert len(named(phrase("[a suspect]"), phrase("[another suspect]", "c2"))) == 2
    assert len(named(phrase("the soldiers"), phrase("Soldiers", "c2"))) == 1


@given(
    st.lists(
        st.builds(
            phrase,
            st.sampled_from(["a man", "two men", "the men of Orl", "12", "", "police and men"]),
            st.sampled_from(["c1", "c2", "c3"]),
            role=st.sampled_from([Role.VICTIM, Role.SUSPECT]),
            count=st.sampled_from([None, 2.0, 12.0]),
            bare=st.booleans(),
            effect=st.sampled_from([None, Effect.KILLED, Effect.DETAINED]),
        ),
        max_size=8,
    )
)
def test_every_phrase_is_in_one_group_of_its_role(phrases: list[Phrase]) -> None:
    parties = find_parties(phrases)
    assert sorted(id(p) for party in parties for p in party.phrases) == sorted(map(id, phrases))
    assert all(len({p.role for p in party.phrases}) == 1 for party in parties)
    assert [party.words for party in parties] == [p.words for p in find_parties(phrases)]
