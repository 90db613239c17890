"""Word lists say what a noun names, whatever its number, hyphens and spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import ResourceError
from dateline.resources.lexicons import (
    load_cues,
    load_name_words,
    load_nouns,
    read_cues,
    read_nouns,
)
from dateline.resources.phrases import find_phrases, fold_phrase

NOUNS = load_nouns()


@pytest.mark.parametrize(
    ("phrase", "class_"),
    [
        ("jawans", "forces"),
        ("gendarmes", "forces"),
        ("overground workers", "armed"),
        ("Islamists", "armed"),
        ("gunmen", "armed"),
        ("members of parliament", "official"),
        ("prosecutor's office", "organization"),
        ("pressure-cooker bomb", "explosive"),
        ("IEDs", "explosive"),
        ("machetes", "blade"),
        ("kitchen knives", "blade"),
        ("madrasas", "facility"),
        ("aid workers", "civilian"),
        ("defence lawyers", "judicial"),
        ("defense lawyers", "judicial"),
        ("armoured personnel carriers", "vehicle"),
        ("SIM cards", "material"),
        ("roubles", "money"),
        ("money laundering", "offence"),
        ("sit-ins", "demonstration"),
        ("power lines", "infrastructure"),
        ("city court", "court"),
    ],
)
def test_noun_is_in_its_class(phrase: str, class_: str) -> None:
    assert NOUNS.is_a(phrase, class_)


def test_longest_listed_ending_of_a_phrase_decides() -> None:
    assert NOUNS.is_a("an unmarked police car", "vehicle")
    assert not NOUNS.is_a("an unmarked police car", "forces")
    assert NOUNS.is_a("two hand grenade attacks", "act")
    assert not NOUNS.is_a("two hand grenade attacks", "weapon")


def test_noun_may_be_in_several_classes() -> None:
    assert {"group", "organization", "armed"} <= NOUNS.classes("sleeper cell")


def test_unlisted_noun_is_in_no_class() -> None:
    assert NOUNS.classes("grumblefish") == frozenset()
    assert NOUNS.classes("") == frozenset()
    assert not NOUNS.is_a("grumblefish", "person", "weapon")


def test_singular_that_ends_in_s_is_not_cut() -> None:
    nouns = read_nouns('[[group]]\nabout = "a"\nclasses = ["act"]\nnouns = ["acces"]')
    assert nouns.classes("access") == frozenset()


def test_every_fault_of_a_noun_list_is_named_at_once() -> None:
    text = '[[group]]\nabout = "Pets"\nclasses = ["pebble", "person"]\nnouns = ["pet", "Pet"]'
    with pytest.raises(ResourceError) as error:
        read_nouns(text)
    assert "'pebble'" in str(error.value)
    assert "'Pet' stands twice in 'Pets'" in str(error.value)


@given(st.sampled_from(sorted(NOUNS.entries)))
def test_listed_noun_is_found_under_any_case_hyphenation_and_lead(noun: str) -> None:
    found = NOUNS.classes(noun)
    assert found
    assert NOUNS.classes(noun.upper().replace(" ", "-")) == found
    assert NOUNS.classes(f"the nine grumbly {noun}, ") == found


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(phrase: str) -> None:
    assert fold_phrase(fold_phrase(phrase)) == fold_phrase(phrase)


def test_cues_tell_what_a_source_does_with_what_it_says() -> None:
    cues = load_cues()
    assert {"say", "tell", "add"} <= cues.say
    assert {"claim", "allege"} <= cues.claim
    assert {"deny", "reject"} <= cues.deny
    assert {"foil", "thwart"} <= cues.foil
    assert cues.accusing_hedges <= cues.hedges
    assert cues.say | cues.confirm | cues.claim | cues.deny | cues.accuse <= cues.reporting


def test_every_fault_of_a_cue_list_is_named_at_once() -> None:
    text = '[say]\nwords = ["say", "say", "Tell"]\n'
    with pytest.raises(ResourceError) as error:
        read_cues(text)
    lines = str(error.value).splitlines()
    assert "cues.toml: 'say' stands twice in 'say'" in lines
    assert "cues.toml: 'Tell' in 'say' is not in lower case" in lines
    assert "cues.toml: no words for 'deny'" in lines


def test_phrases_are_found_as_whole_words_and_the_longest_first() -> None:
    phrases = frozenset({"plan", "plan to", "on the verge of"})
    text = "A planet. They Plan  to, or were on-the-verge-of it; one plan."
    assert [text[a:b] for a, b in find_phrases(text, phrases)] == [
        "Plan  to",
        "on-the-verge-of",
        "plan",
    ]
    assert find_phrases(text, frozenset()) == ()


def test_name_words_are_in_lower_case() -> None:
    words = load_name_words()
    for word in sorted(words.particles | words.civil_titles | words.ranks | words.never_names):
        assert word == word.casefold()
