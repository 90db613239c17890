"""Acts that reports tell of rarely, and what only sounds like them."""

import pytest

from dateline.api import Coder
from dateline.core.claims import Role, Scope, Stage
from tests.unit.pipeline.claims.reading import code, only, parties, types


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("A man with a grenade ordered the pilot to fly to Karvel on Monday.", "hijacking"),
        ("The ferry Blue Heron was hijacked by pirates off Oshel on Sunday.", "hijacking"),
        ("Pirates seized a supertanker and its crew off Oshel on Monday.", "hijacking"),
        (
            "Rebels were holding 30 villagers in a mosque in Oshel on Thursday, residents said.",
            "hostage_taking",
        ),
        ("The recruits were taught to handle rifles in a camp of the rebels in May.", "training"),
        ("A student taught himself to make bombs, prosecutors in Karvel said.", "training"),
        (
            "A judge in Karvel has received a letter with a bullet in it, her office said.",
            "threat",
        ),
        (
            "Leaflets in Oshel told traders to shut their stalls by Friday or be killed.",
            "threat",
        ),
        (
            "Schools were evacuated after an anonymous caller said bombs had been planted there.",
            "threat",
        ),
        ("Two grocers sent some 40,000 rupees to the rebels in May, police said.", "financing"),
        (
            "The militants released a video on Saturday that calls on supporters to follow them.",
            "propaganda",
        ),
        (
            "A nurse was accused of sharing execution videos with 300 followers in Karvel in May.",
            "propaganda",
        ),
        (
            "Two men convicted under the terror law were executed in Karvel prison on Monday.",
            "judicial_execution",
        ),
        (
            "Five suspected militants were sent to Aldovia on Friday to face trial.",
            "extradition",
        ),
        (
            "Two power poles near Oshel were deliberately cut down on Sunday.",
            "infrastructure_attack",
        ),
        (
            "Five children of fighters arrived in Oshel from a border camp on Monday.",
            "repatriation",
        ),
        (
            "Six inmates climbed over the wall of the prison in Oshel early on Sunday.",
            "escape",
        ),
        (
            "The army killed militant commander Anwar Selim in a raid near Oshel on Monday.",
            "targeted_killing",
        ),
        ("A drone fired three missiles at a farm in Oshel on Sunday.", "air_strike"),
        ("Schools in Oshel were targeted on Monday with bomb hoax messages.", "threat"),
        ("A mob stormed a police station in Oshel on Saturday.", "mob_violence"),
        (
            "Farmers and herders from two villages went at each other with sticks on Friday.",
            "mob_violence",
        ),
    ],
)
def test_rarely_told_act_is_read_as_its_type(coder: Coder, text: str, type_: str) -> None:
    assert type_ in types(code(coder, text))


def test_whoever_receives_a_threat_is_its_victim(coder: Coder) -> None:
    text = "A reporter in Karvel received a death threat by telephone on Monday, she said."
    coded = code(coder, text)
    claim = only(coded, "threat").claim
    assert parties(coded.document, claim, Role.VICTIM) == ["A reporter"]


@pytest.mark.parametrize(
    "text",
    [
        "The Supreme Court ruled on Monday that two militants can be extradited to Aldovia.",
        "The militant may be extradited to Aldovia, a court in Karvel ruled on Monday.",
        "The court ruled that the rebel can be handed over to Aldovia to stand trial.",
    ],
)
def test_extradition_that_a_court_allows_is_planned(coder: Coder, text: str) -> None:
    assert only(code(coder, text), "extradition").claim.stage is Stage.PLANNED


def test_somebody_wanted_for_an_act_has_not_planned_it_only(coder: Coder) -> None:
    text = "Omar Vask, wanted on suspicion of bombing a hotel in Oshel in May, was arrested."
    assert only(code(coder, text), "bombing").claim.stage is Stage.ACCOMPLISHED


@pytest.mark.parametrize(
    "text",
    [
        "The patrol left the village of Oshel on Sunday without any exchange of fire.",
        "Parliament passed a bill on Monday that authorises detention of terrorism suspects.",
        "The clause covers any persons who are arrested at the border of Aldovia.",
        "They have bombed our schools for years, the letter said.",
        "Foreigners have been abducted and murdered by followers of extremist sects.",
        "Neighbours stop more attacks than cameras do, the study in Karvel says.",
        "Kidnappings of foreigners take place in Aldovia, with militants seizing aid workers.",
        "Ten years ago Aldovia braced for attacks on airports and embassies.",
        "There is concern over cases of citizens travelling to Syria to join extremist groups.",
        "Major terrorist attacks occurred in Aldovia, Norland, Kessim and Tarn.",
        "Once convicted of terrorism, a defendant faces a separate trial on the sentence.",
        "The bill would require suspected militants to be held in army barracks.",
    ],
)
def test_act_of_a_kind_is_not_reported(coder: Coder, text: str) -> None:
    assert types(code(coder, text)) == []


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Rebels moved 12 trucks of charcoal and 9,000 dollars to fighters in May.", "financing"),
        ("A grocer in Karvel wired 900 euros to a militant in Oshel in May.", "financing"),
        (
            "The smugglers handed 40 rifles to the rebels near Oshel on Monday.",
            "weapons_trafficking",
        ),
        ("Two dhows brought rockets to the insurgents in May.", "weapons_trafficking"),
        ("A dealer brokered the delivery of 90 rifles to rebels in May.", "weapons_trafficking"),
        ("A preacher drew two students of Karvel into the militia in May.", "recruitment"),
        (
            "Forty boys were conscripted at gunpoint by the rebels in Oshel on Monday.",
            "recruitment",
        ),
        ("Thirty teenagers were schooled in guerrilla warfare near Oshel in May.", "training"),
        ("Spain handed a wanted militant to France on Friday.", "extradition"),
        (
            "Two sisters travelled to Syria in May and married jihadists there.",
            "travel_to_conflict",
        ),
        ("Six orphans of fighters were flown home from Syria on Monday.", "repatriation"),
        ("The minister outlawed the neo-Nazi club Nordmark on Monday.", "designation"),
        ("Pirates commandeered a cargo ship off Oshel on Monday.", "hijacking"),
        (
            "Gunmen trapped 30 guests in a hotel in Oshel on Monday; the siege lasted a day.",
            "hostage_taking",
        ),
        ("The abductors of two engineers asked for money in Oshel on Monday.", "kidnapping"),
        ("Rebel leaflets gave farmers in Oshel three days to leave or die.", "threat"),
        ("Masked men wrecked voting machines in Oshel on Saturday.", "infrastructure_attack"),
        ("Fighter jets of the coalition hit a school bus near Oshel on Monday.", "air_strike"),
        ("Tank shells slammed into a block of flats in Oshel on Monday.", "shelling"),
        (
            "Two men accused of stealing cattle were lynched by villagers near Oshel on Monday.",
            "mob_violence",
        ),
        (
            "Riot officers charged a sit-in of teachers with batons in Oshel on Monday.",
            "force_against_protest",
        ),
        (
            "An attacker wearing a vest of explosives detonated it in Oshel on Monday.",
            "suicide_bombing",
        ),
        ("Militants put to death two men accused of spying in Oshel on Monday.", "execution"),
    ],
)
def test_acts_told_by_whom_or_what_they_reach_are_read(coder: Coder, text: str, type_: str) -> None:
    assert type_ in types(code(coder, text))


@pytest.mark.parametrize(
    "text",
    [
        "A grocer in Karvel wired 900 euros to his sister in Oshel in May.",
        "The museum sent two rifles to a collector in Oshel in May.",
        "The coach drew two students of Karvel into the team in May.",
        "Thirty teenagers were schooled in book-keeping near Oshel in May.",
        "Two sisters travelled to Syria in May to visit their aunt.",
        "The minister opened a club in Oshel on Monday.",
        "Six tourists were flown home from Syria on Monday.",
    ],
)
def test_the_same_verbs_to_anybody_else_are_no_acts(coder: Coder, text: str) -> None:
    assert types(code(coder, text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "In rare cases, ferries have been seized by their own crews.",
        "Militants killed fewer people in Aldovia this year, a report of the institute said.",
        "Two thirds of all countries suffered a terrorist attack last year, the institute said.",
    ],
)
def test_what_happens_at_large_is_no_act(coder: Coder, text: str) -> None:
    assert types(code(coder, text)) == []


def test_those_taken_and_held_are_not_arrested(coder: Coder) -> None:
    text = "Gunmen abducted 12 farmers near Oshel on Monday. The group was held for a week."
    assert set(types(code(coder, text))) == {"kidnapping"}


def test_people_held_by_police_after_an_abduction_are_arrested(coder: Coder) -> None:
    text = "Gunmen abducted 12 farmers near Oshel on Monday. Two men were held by police."
    assert sorted(types(code(coder, text))) == ["arrest", "kidnapping"]


@pytest.mark.parametrize(
    "text",
    [
        "Some 430 villagers were killed in raids by bandits in 2023.",
        "Militants of the Ash Banner undertook attacks in 52 cities in 2023, the institute said.",
        "The Ash Banner killed 9,100 people in 2023, the institute said.",
    ],
)
def test_the_dead_of_many_attacks_in_a_year_are_a_total(coder: Coder, text: str) -> None:
    (claim,) = code(coder, text).claims
    assert claim.claim.scope is Scope.AGGREGATE


def test_the_year_of_one_bombing_makes_no_total(coder: Coder) -> None:
    text = "Militants of the Ash Banner were behind a 2023 suicide bombing that left nine dead."
    (claim,) = [c for c in code(coder, text).claims if c.claim.type == "suicide_bombing"]
    assert claim.claim.scope is Scope.INCIDENT


def test_a_suspect_brought_to_court_is_not_extradited(coder: Coder) -> None:
    text = "Police handed a wanted militant to the tribunal of Oshel on Monday."
    assert "extradition" not in types(code(coder, text))
