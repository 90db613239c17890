"""Who does what to whom, read off dependency trees."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.pipeline.claims.parse import Parser
from dateline.pipeline.claims.tree import (
    agents,
    clause_span,
    clause_verb,
    conjuncts,
    is_passive,
    object_of,
    owner,
    patients,
    phrase,
    prepositional_objects,
    resolve_relative,
)

from .reading import parse_one, token, words

NAMES = ("gunmen", "soldiers", "rebels", "farmers", "teachers", "bandits")


@pytest.mark.parametrize(
    ("text", "verb", "who", "whom"),
    [
        ("Gunmen attacked a convoy.", "attacked", ["Gunmen"], ["convoy"]),
        ("A convoy was attacked by gunmen.", "attacked", ["gunmen"], ["convoy"]),
        ("A convoy was attacked.", "attacked", [], ["convoy"]),
        ("Gunmen who attacked a convoy fled.", "attacked", ["Gunmen"], ["convoy"]),
        ("The convoy that gunmen attacked was burning.", "attacked", ["gunmen"], ["convoy"]),
        ("Police found a convoy attacked by gunmen.", "attacked", ["gunmen"], ["convoy"]),
        ("Gunmen stormed a farm, killing two guards.", "killing", ["Gunmen"], ["guards"]),
        ("Gunmen stormed a farm and killed two guards.", "killed", ["Gunmen"], ["guards"]),
        ("Two guards were beaten and killed by gunmen.", "killed", ["gunmen"], ["guards"]),
        ("Gunmen and bandits attacked a farm.", "attacked", ["Gunmen", "bandits"], ["farm"]),
        ("Gunmen attacked a farm and a mill.", "attacked", ["Gunmen"], ["farm", "mill"]),
        ("Gunmen tried to kill the governor.", "kill", ["Gunmen"], ["governor"]),
    ],
)
def test_parties_are_found_whatever_the_construction(
    parser: Parser, text: str, verb: str, who: list[str], whom: list[str]
) -> None:
    act = token(parse_one(parser, text), verb)
    assert words(agents(act)) == who
    assert words(patients(act)) == whom


@pytest.mark.parametrize(
    ("text", "verb", "who"),
    [
        ("The rebels forced two drivers to carry weapons.", "carry", "drivers"),
        ("The rebels promised to release the drivers.", "release", "rebels"),
    ],
)
def test_who_acts_in_an_infinitive_or_gerund_depends_on_the_verb_above(
    parser: Parser, text: str, verb: str, who: str
) -> None:
    assert words(agents(token(parse_one(parser, text), verb))) == [who]


@pytest.mark.parametrize("subject", ["Five men", "Two policemen"])
@pytest.mark.parametrize("verb", ["arrested", "killed"])
def test_headline_without_its_auxiliary_is_passive(parser: Parser, subject: str, verb: str) -> None:
    act = token(parse_one(parser, f"{subject} {verb} in northern province"), verb)
    assert is_passive(act)
    assert words(patients(act)) == [subject.split()[1]]


def test_active_verb_is_not_passive(parser: Parser) -> None:
    assert not is_passive(token(parse_one(parser, "Soldiers arrested five men."), "arrested"))


def test_relative_pronoun_stands_for_the_noun_before_it(parser: Parser) -> None:
    parse = parse_one(parser, "The farmer who shot the guard was jailed.")
    assert resolve_relative(token(parse, "who")).text == "farmer"


def test_other_words_stand_for_themselves(parser: Parser) -> None:
    guard = token(parse_one(parser, "The farmer shot the guard."), "guard")
    assert resolve_relative(guard) == guard


@pytest.mark.parametrize(
    ("text", "noun", "whose"),
    [
        ("The rebels' plan alarmed the town.", "plan", "rebels"),
        ("The attack by rebels alarmed the town.", "attack", "rebels"),
    ],
)
def test_a_plan_or_attack_belongs_to_who_is_named_with_it(
    parser: Parser, text: str, noun: str, whose: str
) -> None:
    found = owner(token(parse_one(parser, text), noun))
    assert found is not None
    assert found.text == whose


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("Police held another five suspected militants in a raid.", "militants",
         "another five suspected militants"),
        ("Police held the leader of the group on Monday.", "leader", "the leader of the group"),
        ("Police held a farmer, who denied it.", "farmer", "a farmer"),
        ("Police held a farmer and two sons.", "farmer", "a farmer"),
    ],
)  # fmt: skip
def test_phrase_holds_what_belongs_to_a_noun_and_no_clause(
    parser: Parser, text: str, head: str, expected: str
) -> None:
    parse = parse_one(parser, text)
    first, last = phrase(token(parse, head))
    assert parse.doc[first.i : last.i + 1].text == expected


def test_prepositions_are_paired_with_all_their_objects(parser: Parser) -> None:
    parse = parse_one(parser, "Gunmen attacked the farm with rifles and grenades.")
    found = [(name, noun.text) for name, noun in prepositional_objects(token(parse, "attacked"))]
    assert ("with", "rifles") in found
    assert ("with", "grenades") in found


def test_object_of_a_preposition_is_found_by_its_name(parser: Parser) -> None:
    verb = token(parse_one(parser, "Gunmen escaped from the prison."), "escaped")
    found = object_of(verb, "from")
    assert found is not None
    assert found.text == "prison"
    assert object_of(verb, "to") is None


def test_clause_of_a_noun_is_that_of_its_verb(parser: Parser) -> None:
    parse = parse_one(parser, "The mayor said that rebels launched an attack.")
    attack = token(parse, "attack")
    assert clause_verb(attack).text == "launched"
    first, last = clause_span(attack)
    assert parse.doc[first.i : last.i + 1].text == "that rebels launched an attack"


@settings(max_examples=12, deadline=None)
@given(subject=st.sampled_from(NAMES), object_=st.sampled_from(NAMES))
def test_active_and_passive_tell_the_same(parser: Parser, subject: str, object_: str) -> None:
    active = token(parse_one(parser, f"The {subject} attacked the {object_} there."), "attacked")
    passive = token(
        parse_one(parser, f"The {object_} were attacked by the {subject} there."), "attacked"
    )
    assert words(agents(active)) == words(agents(passive)) == [subject]
    assert words(patients(active)) == words(patients(passive)) == [object_]


@settings(max_examples=12, deadline=None)
@given(names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
def test_coordinated_nouns_come_in_text_order(parser: Parser, names: list[str]) -> None:
    listed = " and ".join(names)
    parse = parse_one(parser, f"The mayor met {listed}.")
    assert words(conjuncts(token(parse, names[0]))) == names
