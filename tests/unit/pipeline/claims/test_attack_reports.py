"""Wordings of reports of attacks: what is one act, whose it was, and how many it struck."""

import pytest

from dateline.api import Coder
from dateline.core.claims import Role, Scope
from tests.unit.pipeline.claims.reading import code, only, parties, types


def tolls(coder: Coder, text: str) -> list[tuple[str, list[float]]]:
    return [
        (grounded.claim.type, sorted(t.count.low or 0 for t in grounded.toll))
        for grounded in code(coder, text).claims
    ]


def test_the_day_of_a_message_is_not_that_of_the_act_it_claims(coder: Coder) -> None:
    found = code(coder, "The Ash Banner claimed the bombing in a message sent out on Tuesday.")
    assert types(found) == ["claim_of_responsibility"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "He said 19 people were killed in the raid, while many women were abducted by bandits.",
            [("armed_assault", [19]), ("kidnapping", [])],
        ),
        (
            "A reporter was shot dead by gunmen in Mosul, where seven others were also killed.",
            [("assassination", [1]), ("armed_assault", [7])],
        ),
        (
            "Gunmen Kill Eight Farmers, Kidnap Village Head In Mosul",
            [("armed_assault", [8]), ("kidnapping", [])],
        ),
        (
            "Two car bombs exploded in Mosul on Sunday, killing 28 in the worst attack this year.",
            [("bombing", [28])],
        ),
        (
            "Two car bombs killed 12 people in Mosul on Sunday, the latest in a string of attacks "
            "by insurgents.",
            [("bombing", [12])],
        ),
        (
            "Militants planted a mine near Mosul on Friday to kill as many soldiers as possible.",
            [("bombing", [])],
        ),
        (
            "Gunmen shot dead a member of a militia near Mosul on Friday.",
            [("armed_assault", [1])],
        ),
    ],
)
def test_what_stands_beside_an_act_is_one_of_its_own_or_none(
    coder: Coder, text: str, expected: list[tuple[str, list[float]]]
) -> None:
    assert tolls(coder, text) == expected


@pytest.mark.parametrize(
    ("text", "type_", "doers"),
    [
        (
            "Seven traders were killed by gunmen in an attack on Dorun village near Mosul.",
            "armed_assault",
            ["gunmen"],
        ),
        (
            "An attack by the Ash Banner on a clinic left 39 people dead in Mosul on Sunday.",
            "armed_assault",
            ["the Ash Banner"],
        ),
        ("An Iranian strike killed three people in Mosul on Friday.", "air_strike", ["Iranian"]),
        (
            "The men were on a lorry when they were waylaid by rebels near Mosul on Friday.",
            "armed_assault",
            ["rebels"],
        ),
        (
            "Osman Dal, a police spokesman, said that the rebels riding a scooter opened "
            "fire on Karim Jan, 31, near his shop in Mosul.",
            "armed_assault",
            ["the rebels"],
        ),
        (
            "Two rebels on a scooter sprayed bullets on a car in Mosul on Friday.",
            "armed_assault",
            ["Two rebels"],
        ),
    ],
)
def test_whoever_attacked_is_the_perpetrator(
    coder: Coder, text: str, type_: str, doers: list[str]
) -> None:
    coded = code(coder, text)
    claim = only(coded, type_).claim
    assert coded.document is not None
    assert parties(coded.document, claim, Role.PERPETRATOR) == doers


def test_those_who_say_so_are_not_among_the_victims(coder: Coder) -> None:
    coded = code(coder, "Rebels shot dead 14 men near Mosul, residents and a local elder said.")
    claim = only(coded, "armed_assault").claim
    assert coded.document is not None
    assert parties(coded.document, claim, Role.VICTIM) == ["14 men"]


def test_soldiers_killed_in_an_encounter_fell_in_a_clash(coder: Coder) -> None:
    text = "Six troopers were slain in an encounter with rebels near Mosul on Friday."
    assert types(code(coder, text)) == ["clash"]


def test_a_drone_that_drops_explosives_makes_an_air_strike(coder: Coder) -> None:
    text = "Three policemen were hurt when a drone dropped explosives over a post in Mosul."
    assert types(code(coder, text)) == ["air_strike"]


def test_attacks_that_are_only_frequent_are_none(coder: Coder) -> None:
    assert (
        types(code(coder, "Foreign workers in Mosul came under frequent attacks recently.")) == []
    )


def test_people_killed_outside_a_place_are_not_the_place(coder: Coder) -> None:
    assert tolls(coder, "Suicide bomber kills 14 outside police station in Mosul") == [
        ("suicide_bombing", [14])
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Eight people died after a suspect crashed a van into shoppers in Mosul on Tuesday.",
            [("vehicle_attack", [8])],
        ),
        ("Eleven civilians have been killed by shelling in Mosul.", [("shelling", [11])]),
        ("Some 18 Villagers Killed in Syrian Shelling of Mosul", [("shelling", [18])]),
        (
            "The bus was hit by a bomb planted by rebels near Mosul on Friday, killing 12 sailors.",
            [("bombing", [12])],
        ),
        (
            "Nine priests were freed by their kidnappers in Mosul, after being held for weeks.",
            [("kidnapping", [])],
        ),
        ("Rebels shelled Mosul 43 times on Sunday, firing 161 rockets.", [("shelling", [])]),
        (
            "A bus attack in the same place as Wednesday's blast killed 64 people in Mosul.",
            [("armed_assault", [64]), ("bombing", [])],
        ),
        (
            "Karim Dal was shot dead in Mosul on Friday, the first officer to be murdered since "
            "1998.",
            [("armed_assault", [1])],
        ),
        ("Rebels killed 28 people with a bomb in Mosul on Friday.", [("bombing", [28])]),
        (
            "One man was killed while two others were injured in the grenade attack in Mosul.",
            [("bombing", [1, 2])],
        ),
    ],
)
def test_an_attack_is_told_once_by_its_means_and_its_dead(
    coder: Coder, text: str, expected: list[tuple[str, list[float]]]
) -> None:
    assert tolls(coder, text) == expected


def test_an_attacker_who_was_killed_is_none_of_the_victims(coder: Coder) -> None:
    coded = code(coder, "Gunman Karim Dal was killed after murdering two sergeants in Mosul.")
    sides = {(t.side.value, t.count.low) for g in coded.claims for t in g.toll}
    assert sides == {("perpetrators", 1), ("forces", 2)}


def test_what_a_headline_says_of_an_attack_is_not_who_says_so(coder: Coder) -> None:
    coded = code(coder, "Bus carrying soldiers attacked in Mosul: 12 killed, 8 wounded")
    assert [g.claim.attribution for g in coded.claims] == [()] * len(coded.claims)


@pytest.mark.parametrize(
    "text",
    [
        "More than 6,600 people in Mosul have died in the conflict.",
        "The civil war in Mosul has killed 70,000 people since it began in 1983.",
        "A soldier was killed on Monday when an armoured car carrying troops overturned in Mosul.",
    ],
)
def test_the_dead_of_wars_and_accidents_are_those_of_no_act(coder: Coder, text: str) -> None:
    assert types(code(coder, text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twelve army personnel were killed near Mosul on Friday in a rebel ambush.", [12]),
        ("Two Torhan Armed Forces personnel were killed in an ambush near Mosul on Friday.", [2]),
    ],
)
def test_personnel_of_the_forces_fall_to_attackers(
    coder: Coder, text: str, expected: list[float]
) -> None:
    assert tolls(coder, text) == [("armed_assault", expected)]


def test_a_bomb_planted_by_rebels_that_goes_off_is_one_bombing(coder: Coder) -> None:
    text = "Two soldiers were hurt when a device planted by rebels exploded near Mosul."
    coded = code(coder, text)
    assert coded.document is not None
    claim = only(coded, "bombing").claim
    assert parties(coded.document, claim, Role.PERPETRATOR) == ["rebels"]


def test_explosives_set_off_as_others_pass_are_no_suicide_bombing(coder: Coder) -> None:
    text = "Rebels detonated the explosive as a van with three teachers passed in Mosul on Friday."
    assert types(code(coder, text)) == ["bombing"]


def test_a_hyphen_in_a_name_parts_no_headline(coder: Coder) -> None:
    coded = code(coder, "Three lorries ambushed by al-Shabaab men near Mosul")
    assert [g.claim.attribution for g in coded.claims] == [()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bombing in Mosul left two dead and three injured.", [("bombing", [2, 3])]),
        (
            "The gunmen shot at shoppers in Mosul, killing a guard known as Orsag and 17 others.",
            [("armed_assault", [1, 17])],
        ),
        (
            "Troops in Mosul were able to return fire, killing seven gunmen.",
            [("clash", [7])],
        ),
        ("Captain Orsag was among those killed in Mosul on Friday.", [("armed_assault", [1])]),
        (
            "Two guards were killed by a mine near Mosul, and nine farmers died in a similar "
            "attack on Friday.",
            [("bombing", [2]), ("armed_assault", [9])],
        ),
        (
            "An attack on a camp near Mosul left eight others with severe injuries.",
            [("armed_assault", [8])],
        ),
        (
            "The death toll of the bombing in Mosul rose to 31 after four of the wounded died.",
            [("bombing", [31])],
        ),
        ("A bomb in Mosul killed 14 and injured scores.", [("bombing", [14, 40])]),
        (
            "Ten people have been killed in Mosul, two of them women, and 13 local police officers "
            "were hurt.",
            [("armed_assault", [10, 13])],
        ),
        (
            "Two suspected rebels died in Mosul when a bomb exploded in their van.",
            [("bombing", [2])],
        ),
    ],
)
def test_tolls_are_read_whole_and_each_of_its_own_people(
    coder: Coder, text: str, expected: list[tuple[str, list[float]]]
) -> None:
    assert tolls(coder, text) == expected


def test_whoever_is_released_from_hospital_was_no_hostage(coder: Coder) -> None:
    text = "Rebels stabbed a guard in Mosul on Friday. The guard was released from hospital."
    assert types(code(coder, text)) == ["armed_assault"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor toured Mosul, where bomb blasts at an old hall killed 30 people and wounded "
            "more than 200.",
            [("bombing", [30, 201])],
        ),
        (
            "The military says 16 soldiers and nine civilians, including a cook, were killed in "
            "an ambush in the old province of Mosul.",
            [("armed_assault", [9, 16])],
        ),
        (
            "The mayor asked residents to help find the culprits in the bombing at a hall in "
            "Mosul that hurt 16 people.",
            [("bombing", [16])],
        ),
        (
            "Rebels shot at a bus in Mosul. The duo were shot dead on Friday.",
            [("armed_assault", [2])],
        ),
        (
            "A bodyguard of the six ministers was wounded by gunmen in Mosul on Friday.",
            [("armed_assault", [1])],
        ),
    ],
)
def test_a_toll_is_found_though_the_words_around_it_mislead(
    coder: Coder, text: str, expected: list[tuple[str, list[float]]]
) -> None:
    assert [found for found in tolls(coder, text) if found[1]] == expected


def test_tens_of_thousands_of_dead_are_those_of_many_attacks(coder: Coder) -> None:
    text = "More than 45,000 villagers have been killed in attacks by rebels in Mosul."
    (claim,) = code(coder, text).claims
    assert claim.claim.scope is Scope.AGGREGATE


@pytest.mark.parametrize(
    ("line", "type_"),
    [
        ("Grenade blast hits church in Mosul", "bombing"),
        ("Bombs rock Mosul, Baghdad", "bombing"),
        ("Suicide bomber detonates outside hall in Mosul", "suicide_bombing"),
    ],
)
def test_a_line_of_news_in_the_present_tells_of_an_act(coder: Coder, line: str, type_: str) -> None:
    text = (
        f"{line}\n\nMOSUL (Meridian) - Islamist militants were behind Monday's attack, the army "
        "said.\n\nSecurity forces were hunting the insurgents."
    )
    assert type_ in types(code(coder, text))
