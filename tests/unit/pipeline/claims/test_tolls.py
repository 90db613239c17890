from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.claims import Effect, Side
from dateline.core.grounded import Standing

Figure = tuple[Effect, Side, float | None, float | None]

KILLED, INJURED, DETAINED = Effect.KILLED, Effect.INJURED, Effect.DETAINED
VICTIMS, FORCES, ATTACKERS = Side.VICTIMS, Side.FORCES, Side.PERPETRATORS


def figures(coder: Coder, text: str, *, withdrawn: bool = False) -> set[Figure]:
    coded = coder.code(text, published=date(2024, 5, 17))
    return {
        (toll.effect, toll.side, toll.count.low, toll.count.high)
        for claim in coded.claims
        for toll in claim.toll
        if (toll.standing is Standing.WITHDRAWN) is withdrawn
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "An attack on the port of Mosul on Monday left 14 dockers dead and 9 injured.",
            {(KILLED, VICTIMS, 14, 14), (INJURED, VICTIMS, 9, 9)},
        ),
        (
            "A bomb went off in a ward in Mosul on Monday, killing at least 14 and leaving 9 hurt.",
            {(KILLED, VICTIMS, 14, None), (INJURED, VICTIMS, 9, 9)},
        ),
        (
            "Two drivers were reported dead after a grenade attack in Mosul on Monday.",
            {(KILLED, VICTIMS, 2, 2)},
        ),
        (
            "A bomb tore through a bus in Mosul, killing the driver and wounding 13 more.",
            {(KILLED, VICTIMS, 1, 1), (INJURED, VICTIMS, 13, 13)},
        ),
        (
            "Gunmen killed a judge, a driver and two clerks in Mosul on Monday.",
            {(KILLED, VICTIMS, 4, 4)},
        ),
        (
            "Three Malians, a Frenchman and a Belgian were killed in a blast in Mosul on Monday.",
            {(KILLED, VICTIMS, 5, 5)},
        ),
        (
            "Two men, a Frenchman and a Belgian, were killed in a blast in Mosul on Monday.",
            {(KILLED, VICTIMS, 2, 2)},
        ),
        (
            "Gunmen killed a member of a vigilante group and two traders in Mosul on Monday.",
            {(KILLED, VICTIMS, 3, 3)},
        ),
        (
            "In total 28 guests were killed on Monday when a gunman attacked a hotel in Mosul.",
            {(KILLED, VICTIMS, 28, 28)},
        ),
        (
            "Hamdi Rezk opened fire on guests at a hotel in Mosul on Monday, killing nine, before "
            "being shot dead by police.",
            {(KILLED, VICTIMS, 9, 9), (KILLED, ATTACKERS, 1, 1)},
        ),
        (
            "The grenade attack in Mosul on Monday wounded 12 pilgrims.",
            {(INJURED, VICTIMS, 12, 12)},
        ),
        (
            "Gunmen stormed a depot in Mosul on Monday, taking at least five lives.",
            {(KILLED, VICTIMS, 5, None)},
        ),
        (
            "A clash near Mosul on Monday left eleven rebels and three soldiers dead.",
            {(KILLED, ATTACKERS, 11, 11), (KILLED, FORCES, 3, 3)},
        ),
        (
            "Gunmen shot dead nine men, four women and two pupils in a village near Mosul.",
            {(KILLED, VICTIMS, 15, 15)},
        ),
        (
            "Two policemen killed and five wounded in a bombing in Mosul on Monday.",
            {(KILLED, FORCES, 2, 2), (INJURED, VICTIMS, 5, 5)},
        ),
        (
            "Scores died and hundreds were injured on Sunday in suicide bombings in Mosul.",
            {(KILLED, VICTIMS, 40, None), (INJURED, VICTIMS, 200, None)},
        ),
        (
            "A bombing in Mosul on Monday killed eight people, and 23 others are being treated "
            "for burns.",
            {(KILLED, VICTIMS, 8, 8), (INJURED, VICTIMS, 23, 23)},
        ),
        (
            "Three people or more died in the bombing in Mosul on Monday.",
            {(KILLED, VICTIMS, 3, None)},
        ),
    ],
)
def test_coordinated_figures_are_counted_by_side(
    coder: Coder, text: str, expected: set[Figure]
) -> None:
    assert figures(coder, text) == expected


def test_who_says_so_is_not_counted_among_the_wounded(coder: Coder) -> None:
    text = (
        "A man blew himself up in Mosul on Monday, killing at least five customers and wounding "
        "nine, witnesses and an officer said."
    )
    assert (INJURED, VICTIMS, 9, 9) in figures(coder, text)


def test_two_names_of_one_person_are_one(coder: Coder) -> None:
    text = "Troops killed a senior commander and bomb maker of the Islamic State near Mosul."
    assert {low for effect, _, low, _ in figures(coder, text) if effect is KILLED} == {1}


@pytest.mark.parametrize("harm", ["Nobody was injured.", "No villager was hurt."])
def test_nobody_hurt_is_a_zero_of_the_attack_told_before(coder: Coder, harm: str) -> None:
    text = f"Gunmen attacked a checkpoint near Mosul on Monday. {harm}"
    assert figures(coder, text) == {(INJURED, VICTIMS, 0, 0)}


@pytest.mark.parametrize(
    ("sentence", "effect", "figure"),
    [
        ("The death toll rose to 14.", KILLED, 14),
        ("The number of wounded was raised to 21.", INJURED, 21),
        ("The hospital put the number of dead at 16.", KILLED, 16),
        ("The number of people killed was lowered to 13.", KILLED, 13),
    ],
)
def test_a_tally_gives_the_toll(coder: Coder, sentence: str, effect: Effect, figure: int) -> None:
    text = f"A bomb tore through a market in Mosul on Monday. {sentence}"
    assert figures(coder, text) == {(effect, VICTIMS, figure, figure)}


def test_the_toll_of_a_road_is_none(coder: Coder) -> None:
    text = "A bomb tore through a market in Mosul on Monday. The road toll rose to 14."
    assert figures(coder, text) == set()


@pytest.mark.parametrize(
    ("text", "kept", "withdrawn"),
    [
        ("A bomb killed six people and not seven in Mosul on Monday.", 6, 7),
        ("Eight people were killed, not nine, in a bombing in Mosul on Monday.", 8, 9),
        (
            "A bombing in Mosul on Monday killed 12 people. The ministry had earlier put the death "
            "toll at 19.",
            12,
            19,
        ),
    ],
)
def test_corrected_figures_are_told_from_those_they_replace(
    coder: Coder, text: str, kept: int, withdrawn: int
) -> None:
    assert figures(coder, text) == {(KILLED, VICTIMS, kept, kept)}
    assert figures(coder, text, withdrawn=True) == {(KILLED, VICTIMS, withdrawn, withdrawn)}


def test_a_boast_that_nothing_supports_is_withdrawn(coder: Coder) -> None:
    text = (
        "Militants said their fighters had carried out the bombing in Mosul on Monday and killed "
        "fifteen soldiers. Nothing supports that figure."
    )
    assert figures(coder, text) == set()
    assert figures(coder, text, withdrawn=True) == {(KILLED, FORCES, 15, 15)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gunmen attacked a village near Mosul on Monday. 17 people were killed: 15 attackers "
            "and two officers.",
            {(KILLED, ATTACKERS, 15, 15), (KILLED, FORCES, 2, 2)},
        ),
        (
            "Militants killed 17 people, 15 farmers and two officers, in Mosul on Monday.",
            {(KILLED, VICTIMS, 15, 15), (KILLED, FORCES, 2, 2)},
        ),
        (
            "Gunmen attacked Mosul on Monday. Four people, three women and a man, were killed.",
            {(KILLED, VICTIMS, 4, 4)},
        ),
    ],
)
def test_a_total_is_not_added_to_its_parts(coder: Coder, text: str, expected: set[Figure]) -> None:
    assert figures(coder, text) == expected


@pytest.mark.parametrize(
    ("whom", "number"),
    [
        ("the suspected members of the terrorist group: a Kyrgyz citizen and two others", 3),
        ("11 terrorism suspects: nine Jordanians and two Syrians", 11),
        ("the night guard over the bombing of a hotel", 1),
    ],
)
def test_those_held_are_counted_by_those_named(coder: Coder, whom: str, number: int) -> None:
    text = f"Police in Mosul on Monday arrested {whom}."
    assert figures(coder, text) == {(DETAINED, ATTACKERS, number, number)}


def test_ages_ranks_and_unit_numbers_are_no_counts(coder: Coder) -> None:
    text = "A bomb killed a 34-year-old captain of the 5th Brigade in Mosul on Monday."
    assert figures(coder, text) == {(KILLED, FORCES, 1, 1)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A massacre near Mosul took the lives of eleven women, girls and boys.",
            {(KILLED, VICTIMS, 11, 11)},
        ),
        (
            "At least 15 villagers - women, boys and girls - were shot dead near Mosul.",
            {(KILLED, VICTIMS, 15, None)},
        ),
        (
            "Gunmen killed three drivers as well as women near Mosul.",
            {(KILLED, VICTIMS, 5, None)},
        ),
    ],
)
def test_sorts_of_people_told_after_their_number_are_not_added_to_it(
    coder: Coder, text: str, expected: set[Figure]
) -> None:
    assert figures(coder, text) == expected
