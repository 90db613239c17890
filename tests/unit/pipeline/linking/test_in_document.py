"""What one document says of one act comes together, and of two acts stays apart."""

from dataclasses import replace
from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.claims import Effect
from dateline.core.decisions import Constraints
from dateline.core.documents import Document
from dateline.core.grounded import GroundedClaim
from dateline.pipeline.linking import in_document
from dateline.pipeline.linking.bonds import ClaimBonds
from dateline.pipeline.linking.compare import FORBIDDEN, Likeness

PUBLISHED = date(2031, 5, 8)


def acts(coder: Coder, text: str) -> list[tuple[str, int]]:
    """Return the type of each event of a text and how many claims it has."""
    coded = coder.code(text, published=PUBLISHED)
    assert coded.failures == ()
    return sorted((str(event.type.value), len(event.claims)) for event in coded.events)


def types(coder: Coder, text: str) -> list[str]:
    return [type_ for type_, _ in acts(coder, text)]


def test_headline_lead_and_detail_on_one_act_are_one_event(coder: Coder) -> None:
    text = (
        "Bomb kills four at Kirkuk bus station\n\n"
        "KIRKUK - A bomb killed four people at a bus station in Kirkuk on Wednesday, police said."
        "\n\nThe blast wounded nine others. No group has claimed the bombing."
    )
    assert acts(coder, text) == [("bombing", 3)]


def test_claim_of_an_endless_text_is_compared_with_no_more_than_two_hundred(
    coder: Coder, monkeypatch: pytest.MonkeyPatch
) -> None:
    coded = coder.code("Gunmen killed three men in Kano on Monday.", published=PUBLISHED)
    (one,) = coded.claims
    claims = [replace(one, claim=replace(one.claim, id=f"{n:03}")) for n in range(450)]
    compared: list[tuple[str, str]] = []

    def two_acts(a: GroundedClaim, b: GroundedClaim, document: Document) -> Likeness:
        compared.append((a.claim.id, b.claim.id))
        return FORBIDDEN

    monkeypatch.setattr(in_document, "compare_in_document", two_acts)
    clusters = in_document.link_document(coded.document, claims)
    assert len(clusters) == 450
    assert len(compared) == sum(min(n, 200) for n in range(450))
    assert compared[-1] == ("448", "449")
    ruled = ClaimBonds(Constraints(together=(("000", "449"),)))
    assert len(in_document.link_document(coded.document, claims, bonds=ruled)) == 449


@pytest.mark.parametrize("turn", ["Hours earlier", "Two hours later", "In a separate incident"])
def test_turn_to_another_act_of_the_day_makes_two(coder: Coder, turn: str) -> None:
    text = (
        "Gunmen attacked a bus in Kirkuk on Wednesday, killing three passengers.\n\n"
        f"{turn}, gunmen attacked a bakery in Kirkuk and killed a guard."
    )
    assert types(coder, text) == ["armed_assault", "armed_assault"]


def test_attacks_in_two_towns_of_a_province_are_two(coder: Coder) -> None:
    text = (
        "Gunmen attacked a checkpoint in Maiduguri on Wednesday. On Wednesday gunmen attacked a "
        "school in Bama."
    )
    assert types(coder, text) == ["armed_assault", "armed_assault"]


def test_bomb_that_was_made_safe_in_another_town_is_another_act(coder: Coder) -> None:
    text = (
        "A bomb exploded in Kirkuk on Wednesday and wounded three men. Police defused a bomb "
        "under a bridge in Hawija."
    )
    assert len(types(coder, text)) == 2


def test_day_of_a_charge_does_not_date_the_bombing_it_is_over(coder: Coder) -> None:
    text = (
        "Three men were charged on Monday in connection with the bombing in Kirkuk.\n\n"
        "The bombing in Kirkuk killed eleven people on 20 March."
    )
    assert types(coder, text).count("bombing") == 1


def test_air_strike_that_hit_a_wedding_is_one_act(coder: Coder) -> None:
    text = "An air strike killed eleven people when it hit a wedding near Marib on Wednesday."
    assert types(coder, text) == ["air_strike"]


def test_dead_and_the_blast_of_one_clause_are_one_act(coder: Coder) -> None:
    text = (
        "Eight people were killed in Monday's explosion at the market of Peshawar, hospital staff "
        "told reporters on Wednesday."
    )
    assert types(coder, text) == ["bombing"]


def test_what_some_of_those_sentenced_got_is_part_of_the_verdict(coder: Coder) -> None:
    text = (
        "A court in Karaganda on Wednesday sentenced three men to prison for planning a bombing. "
        "The two others received nine years each."
    )
    assert types(coder, text).count("sentence") == 1


def test_stores_burnt_in_an_attack_with_victims_are_an_act_of_their_own(coder: Coder) -> None:
    text = (
        "Gunmen attacked a village near Goma on Monday and killed nine farmers. They set fire to "
        "the grain stores."
    )
    assert types(coder, text) == ["armed_assault", "arson"]


def test_shooting_told_with_less_and_with_more_detail_is_one(coder: Coder) -> None:
    text = (
        "Police arrested three men suspected of shooting two policemen near Osh earlier this "
        "month.\n\nThe rifles may be those used on May 2, when two officers were shot dead."
    )
    assert types(coder, text).count("armed_assault") == 1


def test_another_attack_with_victims_of_the_same_kind_is_another(coder: Coder) -> None:
    text = (
        "Gunmen killed three soldiers in Kirkuk on Wednesday. Another attack in Kirkuk on "
        "Wednesday killed five soldiers."
    )
    assert types(coder, text) == ["armed_assault", "armed_assault"]


def test_kidnappings_of_different_people_are_two(coder: Coder) -> None:
    text = (
        "Gunmen kidnapped a doctor in Goma on Monday. Gunmen kidnapped two traders in Beni on "
        "Tuesday."
    )
    assert types(coder, text) == ["kidnapping", "kidnapping"]


def test_second_bomb_at_another_place_is_another_act(coder: Coder) -> None:
    text = (
        "Eleven people died when a car exploded in Tel Rasif on Tuesday. A second bomb in Wadi "
        "Bahar, in the west of the city, killed five."
    )
    assert types(coder, text) == ["bombing", "bombing"]


def test_what_each_of_several_attackers_did_is_one_attack(coder: Coder) -> None:
    text = (
        "Three suicide bombers blew themselves up in Kirkuk on Wednesday, killing 36 people.\n\n"
        "One attacker blew himself up outside the station, then two others opened fire on guards."
    )
    assert types(coder, text) == ["suicide_bombing"]


def test_the_other_dead_of_an_attack_are_of_that_attack(coder: Coder) -> None:
    text = (
        "Gunmen attacked a college in Kirkuk on Wednesday. In total 48 people were killed, 42 of "
        "them students; the other six people killed were guards."
    )
    assert types(coder, text) == ["armed_assault"]
    event = coder.code(text, published=PUBLISHED).events[0]
    (killed,) = [t.count.value for t in event.toll if t.effect is Effect.KILLED]
    assert killed is not None
    assert killed.low == 48


def test_how_some_of_many_died_does_not_make_a_siege_an_execution(coder: Coder) -> None:
    text = (
        "Gunmen attacked a college in Kirkuk on Wednesday. The gunmen killed 48 people. They shot "
        "the guards at the gate. The attackers opened fire on students. At least 20 people were "
        "wounded in the attack.\n\nThe attack began before dawn. The gunmen shot dead two cooks. "
        "Many of the victims of the attack had their throats cut."
    )
    assert types(coder, text) == ["armed_assault"]


def test_arrests_that_only_the_headline_counts_are_an_event(coder: Coder) -> None:
    text = (
        "Police arrest 12 over Kano market attack\n\n"
        "Gunmen killed nine traders at a market in Kano on Friday."
    )
    assert types(coder, text) == ["armed_assault", "arrest"]


def test_who_had_been_killed_earlier_that_day_is_no_victim_of_the_bombing(coder: Coder) -> None:
    text = (
        "A suicide bombing at a hospital in Kano on Monday killed at least 40 people. The bomber "
        "targeted mourners of a judge. Judge Sani Daru had been killed earlier in the day."
    )
    found = acts(coder, text)
    assert [type_ for type_, _ in found] == ["armed_assault", "suicide_bombing"]


def test_a_shooting_earlier_in_the_day_is_no_part_of_the_bombing(coder: Coder) -> None:
    text = (
        "A bomb went off at a hospital in Kirkuk on Wednesday, killing 52 people.\n\n"
        "It was set off as officers carried in a clerk killed in a shooting earlier that morning."
    )
    assert types(coder, text) == ["armed_assault", "bombing"]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "At least 90 civilians were killed in Mali in the first half of 2030. The office also "
            "recorded 46 kidnappings between January and June 2030.",
            2,
        ),
        (
            "A total of 226 militants have been killed by troops in Kano this year. Thirty-nine "
            "militants were killed in April alone.",
            2,
        ),
        (
            "Troops have killed 64 militants in Kano since January. A total of 64 militants have "
            "been killed this year.",
            1,
        ),
    ],
)
def test_totals_of_other_acts_or_periods_are_others(coder: Coder, text: str, events: int) -> None:
    assert len(acts(coder, text)) == events


@pytest.mark.parametrize(
    "text",
    [
        "Al-Shabaab said it was behind the car bomb that killed two guards in Mosul on Wednesday. "
        "In the same statement it denied responsibility for the explosion at the courthouse, which "
        "killed a lawyer.",
        "A colleague died when a bomb went off outside the courthouse in Mosul on Wednesday. A "
        "bombing at a fire station a few hours before had killed three guards.",
    ],
)
def test_two_bombs_of_one_day_told_of_as_two_stay_apart(coder: Coder, text: str) -> None:
    assert types(coder, text).count("bombing") == 2


def test_the_charge_is_no_part_of_the_arson_it_is_over(coder: Coder) -> None:
    text = "A man was charged on Monday with setting fire to a mosque in Leeds last weekend."
    assert types(coder, text) == ["arson", "charge"]


@pytest.mark.parametrize(
    ("rest", "events"),
    [
        ("One of the three was held in Osh. The two others were caught in Karakol.", 1),
        ("The other two were arrested in Karakol on Wednesday.", 2),
        ("Soldiers arrested two of the fighters in Karakol.", 2),
    ],
)
def test_some_of_those_arrested_are_no_arrest_of_their_own(
    coder: Coder, rest: str, events: int
) -> None:
    text = f"Police arrested three men in Bishkek and Osh on Monday. {rest}"
    assert types(coder, text) == ["arrest"] * events
