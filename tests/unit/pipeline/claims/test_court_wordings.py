"""Wordings of counter-terrorism and court reports, and the acts that they tell of."""

import pytest

from dateline.api import Coder
from dateline.core.claims import Role, Scope, Stage, Status
from tests.unit.pipeline.claims.reading import code, only, parties, types

_READ = [
    (
        "The High Criminal Court in Karvel issued sentences on Wednesday against 60 suspects held "
        "on terrorism charges.",
        "sentence",
        {Role.AUTHORITY: "The High Criminal Court", Role.CONVICT: "60 suspects"},
    ),
    (
        "The bureau has filed a charge sheet against seven militants in a court in Oshel.",
        "charge",
        {Role.AUTHORITY: "The bureau", Role.DEFENDANT: "seven militants"},
    ),
    (
        "On Tuesday, the court convicted 13 people also belonging to the cell of similar charges.",
        "conviction",
        {Role.AUTHORITY: "the court", Role.CONVICT: "13 people"},
    ),
    (
        "The suspect faces charges of murder and terrorism, prosecutors in Beltair said.",
        "charge",
        {Role.DEFENDANT: "The suspect"},
    ),
    (
        "The unit carried out an operation to arrest Ivo Dolen, a suspected bomber, in Karvel.",
        "arrest",
        {Role.AUTHORITY: "The unit", Role.SUSPECT: "Ivo Dolen"},
    ),
    (
        "The unlawful activity of a cell of the banned group was terminated in Oshel on Monday.",
        "group_dismantled",
        {Role.ORGANIZATION: "The unlawful activity of a cell of the banned group"},
    ),
    (
        "The service has thwarted the activity of a terrorist cell in the Torhan region.",
        "group_dismantled",
        {Role.AUTHORITY: "The service"},
    ),
    (
        "Two brothers were stopped at the border as they tried to join the Banner in Syria, "
        "police said.",
        "travel_prevention",
        {Role.SUSPECT: "Two brothers"},
    ),
    (
        "Aldovia has repatriated 16 women suspects and 35 children from refugee camps in Syria, "
        "a prosecutor said.",
        "repatriation",
        {Role.AUTHORITY: "Aldovia"},
    ),
    (
        "A total of 526 suspected rebels have been freed by the High Court sitting in Karvel.",
        "release",
        {},
    ),
    (
        "In May, after a nine-day trial, Ivan Korel was convicted of training with the rebels.",
        "conviction",
        {Role.CONVICT: "Ivan Korel"},
    ),
]


@pytest.mark.parametrize(
    ("text", "type_", "roles"), _READ, ids=[" ".join(text.split()[:6]) for text, _, _ in _READ]
)
def test_a_sentence_tells_of_one_step_against_suspects(
    coder: Coder, text: str, type_: str, roles: dict[Role, str]
) -> None:
    coded = code(coder, text)
    claim = only(coded, type_).claim
    assert len(coded.claims) == 1, types(coded)
    for role, words in roles.items():
        assert words in parties(coded.document, claim, role)


@pytest.mark.parametrize(
    "text",
    [
        "A judge ruled on Friday that police can continue detaining five men in Karvel.",
        "If officers had not found the car, they could have bombed the station, the chief said.",
        "When an organisation is banned, it becomes a crime to join it, Karvel police say.",
        "The Banner has vowed vengeance for the sending of troops to fight the militants.",
    ],
)
def test_what_goes_on_or_never_came_to_pass_is_no_act(coder: Coder, text: str) -> None:
    assert not {"arrest", "bombing", "clash", "designation", "recruitment"} & set(
        types(code(coder, text))
    )


def test_offences_of_the_convicted_are_no_acts_of_their_own(coder: Coder) -> None:
    text = "The men were convicted in Karvel on Monday of joining a group and of urging their "
    coded = code(coder, text + "sons to travel abroad to fight, a court spokesman said.")
    assert types(coded) == ["conviction"]


def test_attacks_prevented_over_a_year_are_a_total(coder: Coder) -> None:
    coded = code(coder, "The Security Service foiled 18 terrorist attacks this year, it said.")
    claim = only(coded, "plot").claim
    assert (claim.scope, claim.stage) == (Scope.AGGREGATE, Stage.FOILED)


def test_the_day_of_a_charge_is_not_that_of_the_arrest_before_it(coder: Coder) -> None:
    coded = code(coder, "Twelve men arrested in a raid in Oshel were charged on Tuesday.")
    assert only(coded, "arrest").claim.times == ()
    assert only(coded, "charge").claim.times != ()


def test_the_raids_in_which_people_were_held_are_not_told_of_again(coder: Coder) -> None:
    text = "Police arrested nine suspects in raids in Karvel on Friday. Officers of the "
    coded = code(coder, text + "terrorism squad conducted the raids in two districts.")
    assert "raid" not in types(coded)


def test_a_sentence_may_only_say_whose_words_the_one_before_it_were(coder: Coder) -> None:
    text = "Officers detained three citizens in Karvel on Friday on suspicion of terrorism. The "
    coded = code(coder, text + "press centre of the Security Service reported.")
    claim = only(coded, "arrest").claim
    (credit,) = claim.attribution
    assert "Security Service" in coded.document.text_at(credit.source)
    assert claim.status is Status.OFFICIAL


def test_an_arrest_told_with_a_find_is_of_people_alone(coder: Coder) -> None:
    text = (
        "Police opened a case after the arrest of Ivo Dolen and recovery of six grenades in Oshel"
    )
    coded = code(coder, text + " in May.")
    claim = only(coded, "arrest").claim
    assert parties(coded.document, claim, Role.SUSPECT) == ["Ivo Dolen"]


def test_the_day_of_an_arrest_is_not_that_of_the_charge_after_it(coder: Coder) -> None:
    text = "The men were charged in a court in Oshel on Monday after they were arrested over the "
    coded = code(coder, text + "weekend at a roadblock near Karvel.")
    charge, arrest = (only(coded, t).claim for t in ("charge", "arrest"))
    assert [coded.document.text_at(a.span) for a in charge.times][:1] != [
        coded.document.text_at(a.span) for a in arrest.times
    ][:1]


def test_a_verdict_is_of_the_year_of_the_trial_it_followed(coder: Coder) -> None:
    coded = code(coder, "Dilar Kasim was convicted of both counts following a trial in 2029.")
    claim = only(coded, "conviction").claim
    assert coded.document.text_at(claim.times[0].span).endswith("2029")
    assert claim.scope is Scope.INCIDENT


@pytest.mark.parametrize(
    "about",
    [
        "over the attack that killed seven people in Goma",
        "in connection with the attack in Goma, in which seven people died",
        "for the bomb that killed seven people in Goma",
    ],
)
def test_an_attack_that_an_arrest_is_over_is_told_of_beside_it(coder: Coder, about: str) -> None:
    coded = code(coder, f"Police arrested three men {about} last week.")
    assert "arrest" in types(coded)
    (attack,) = [c for c in coded.claims if c.claim.type != "arrest"]
    assert [toll.count.best for toll in attack.toll] == [7]


def test_of_two_days_the_second_is_that_of_the_act_an_arrest_is_over(coder: Coder) -> None:
    text = "Police arrested a mechanic in Goma on Tuesday over the explosion in Bukavu on March 26."
    coded = code(coder, text)
    arrest, blast = (only(coded, t).claim for t in ("arrest", "bombing"))
    days = [coded.document.text_at(c.times[0].span) for c in (arrest, blast)]
    assert "Tuesday" in days[0]
    assert "March 26" in days[1]
