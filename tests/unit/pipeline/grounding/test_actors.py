"""Phrases are grounded to actors, and names of private persons are told from public ones."""

import pytest

from dateline.core.claims import Role
from dateline.pipeline.grounding.actors import ground_actor, names_private_person
from dateline.resources.actors import load_actors

ACTORS = load_actors()


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("the KNB", "knb"),
        ("suspected IS followers", "islamic-state"),
        ("a supporter of IS", "islamic-state"),
        ('two backers of the banned "Islamic State" (IS) group', "islamic-state"),
        ("five alleged PKK members", "pkk"),
        ("an al-Qaeda cell", "al-qaeda"),
        ("Taliban commander Odo Lorne", "taliban"),
        ("Kenyan police officers", "ke-police"),
        ("soldiers of the Nigerian Army", "ng-army"),
        ("GKNB officers in Tajikistan", "gknb-tajikistan"),
    ],
)
def test_phrase_is_grounded_to_the_actor_it_names_or_whose_members_it_names(
    text: str, id_: str
) -> None:
    assert ground_actor(text, ACTORS) == id_


@pytest.mark.parametrize(
    "text",
    [
        "residents who fled Boko Haram",
        "a Taliban victim",
        "families of IS fighters",
        "IS-inspired attackers",
        "IS propaganda",
        "a Kenyan police station",
        "a man accused of joining IS",
        "security forces",
        "GKNB officers",
    ],
)
def test_phrase_about_others_than_an_actor_stays_ungrounded(text: str) -> None:
    assert ground_actor(text, ACTORS) is None


def test_group_that_did_not_exist_yet_is_not_meant() -> None:
    assert ground_actor("Boko Haram fighters", ACTORS, year=2014) == "boko-haram"
    assert ground_actor("Boko Haram fighters", ACTORS, year=1980) is None
    assert ground_actor("Boko Haram fighters", ACTORS, year=2090) == "boko-haram"


def test_country_in_the_phrase_goes_before_that_of_the_act() -> None:
    assert ground_actor("the Kenyan police", ACTORS, country="UG") == "ke-police"


def test_country_decides_between_namesakes() -> None:
    assert ground_actor("GKNB officers", ACTORS, country="KG") == "gknb-kyrgyzstan"


@pytest.mark.parametrize(
    "text",
    [
        "suspect Timur K.",
        "Tavo Dursel",
        "farmer Oda Lorne",
        "Abdul Tavo al-Dursel",
        "Mr Dursel",
        "lawyer Ada Lorne",
        "Constable Ravo Dunn",
        "relatives of Mayor Ada Lorne",
        "the alleged cell leader, Tavo Dursel",
        "Oda and Tavo Lorne, two brothers",
    ],
)
def test_named_private_person_is_private(text: str) -> None:
    assert names_private_person(text, ACTORS)


@pytest.mark.parametrize(
    "text",
    [
        "Interior Minister Ada Lorne",
        "police spokesman Tavo Dursel",
        "Judge Ada Lorne",
        "police chief Ravo Dunn",
        "Lt. Gen. Odo Mbaku",
        "former President Lena Quarn",
        "Taliban commander Odo Lorne",
        "IS leader Abu Bakr al-Baghdadi",
    ],
)
def test_holder_of_office_and_known_leader_are_public(text: str) -> None:
    assert not names_private_person(text, ACTORS)


@pytest.mark.parametrize(
    "text",
    [
        "a 24-year-old man",
        "two Uzbek citizens",
        "the National Security Committee",
        "students from Duma University",
        "guests of the Radisson Lorne Hotel",
        "residents of West Kazakhstan Province",
        "Islamic State (IS)",
        "KNB officers",
    ],
)
def test_phrase_without_a_personal_name_names_nobody(text: str) -> None:
    assert not names_private_person(text, ACTORS)


def test_accused_leader_is_private_unless_the_public_knows_him() -> None:
    assert names_private_person("group commander Tavo Dursel", ACTORS, role=Role.SUSPECT)
    assert not names_private_person("Osama bin Laden", ACTORS, role=Role.SUSPECT)


def test_lone_surname_counts_where_a_person_is_expected() -> None:
    assert names_private_person("Dursel", ACTORS, role=Role.SUSPECT)
    assert not names_private_person("Dursel", ACTORS)
    assert not names_private_person("Uzbeks", ACTORS, role=Role.SUSPECT)
    assert not names_private_person("Rebels", ACTORS, role=Role.PERPETRATOR)


def test_known_place_words_are_not_names() -> None:
    text = "Mr Lorne Dursel"
    assert names_private_person(text, ACTORS)
    assert not names_private_person(text, ACTORS, known_words=frozenset({"lorne", "dursel"}))


def test_authority_acts_in_public() -> None:
    assert not names_private_person("Ada Lorne", ACTORS, role=Role.AUTHORITY)
