"""Wordings of reports of attacks: what is one act, whose it was, and how many it struck."""

import pytest

from dateline.api import Coder
from dateline.core.claims import Role
from tests.unit.pipeline.claims.reading import code, only, parties, types


def tolls(coder: Coder, text: str) -> list[tuple[str, list[float | None]]]:
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
            "Osman Dal, a police spokesman, said that the gunmen riding a motorcycle opened "
            "fire on Karim Jan, 42, near his home in Mosul.",
            "armed_assault",
            ["the gunmen"],
        ),
        (
            "Two gunmen on a bike sprayed bullets on a car in Mosul on Friday.",
            "armed_assault",
            ["Two gunmen"],
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
    text = "Three soldiers were killed in an encounter with rebels near Mosul on Friday."
    assert types(code(coder, text)) == ["clash"]


def test_a_drone_that_drops_explosives_makes_an_air_strike(coder: Coder) -> None:
    text = "Three policemen were hurt when a drone dropped explosives on a station in Mosul."
    assert types(code(coder, text)) == ["air_strike"]


def test_attacks_that_are_only_frequent_are_none(coder: Coder) -> None:
    assert (
        types(code(coder, "Foreign workers in Mosul came under frequent attacks recently.")) == []
    )


def test_people_killed_outside_a_place_are_not_the_place(coder: Coder) -> None:
    assert tolls(coder, "Suicide bomber kills 14 outside police station in Mosul") == [
        ("suicide_bombing", [14])
    ]
