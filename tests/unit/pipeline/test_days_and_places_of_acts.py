"""Whole reports: which of the days and places that they name are those of an act."""

from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.claims import Stage
from dateline.core.coded import Coded
from dateline.core.grounded import GroundedClaim, Interval, Place
from dateline.pipeline.linking.link import link

#: A Wednesday.
OUT = date(2031, 5, 14)


def act(coder: Coder, text: str, type_: str) -> GroundedClaim:
    coded: Coded = coder.code(text, published=OUT)
    return next(claim for claim in coded.claims if claim.claim.type == type_)


def days(claim: GroundedClaim) -> tuple[date, date] | None:
    return (claim.time.start, claim.time.end) if isinstance(claim.time, Interval) else None


def country(claim: GroundedClaim) -> str | None:
    return claim.place.country if isinstance(claim.place, Place) else None


@pytest.mark.parametrize(
    "hour", ["at 3 a.m.", "at around 2:30am", "before dawn", "in the early hours"]
)
def test_the_hour_of_a_morning_is_of_the_day_of_the_report(coder: Coder, hour: str) -> None:
    claim = act(
        coder, f"Gunmen killed four villagers near Kano {hour}, police said.", "armed_assault"
    )

    assert days(claim) == (OUT, OUT)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed four villagers near Kano at 8 p.m., police said.",
        "Gunmen killed four villagers near Kano in the early hours of the uprising.",
        "In March 2019 a sect took the town of Kano.\nGunmen killed four villagers there at 3 a.m.",
    ],
)
def test_other_hours_are_of_no_day(coder: Coder, text: str) -> None:
    assert days(act(coder, text, "armed_assault")) is None


def test_the_hour_of_a_morning_goes_with_the_day_named_beside_it(coder: Coder) -> None:
    text = "Gunmen killed four villagers near Kano at 3 a.m. on Monday, police said."

    assert days(act(coder, text, "armed_assault")) == (date(2031, 5, 12), date(2031, 5, 12))


def test_how_far_a_day_lies_from_something_does_not_move_it(coder: Coder) -> None:
    text = (
        "In January 2029, two months before the mosque bombing, police arrested four men in Kano."
    )

    assert days(act(coder, text, "arrest")) == (date(2029, 1, 1), date(2029, 1, 31))


def test_the_day_before_a_count_is_not_that_of_the_act_counted_from(coder: Coder) -> None:
    text = (
        "On Monday, two days after gunmen killed four villagers, police arrested ten men in Kano."
    )

    assert days(act(coder, text, "armed_assault")) != (date(2031, 5, 12), date(2031, 5, 12))
    assert days(act(coder, text, "arrest")) == (date(2031, 5, 12), date(2031, 5, 12))


@pytest.mark.parametrize(
    "offence",
    ["for his role in the 2025 attacks in Paris", "over the attacks that hit Paris in 2025"],
)
def test_where_and_when_a_crime_was_is_not_where_and_when_it_is_punished(
    coder: Coder, offence: str
) -> None:
    text = f"A Belgian court has sentenced a man to 20 years in prison {offence}."
    claim = act(coder, text, "sentence")

    assert days(claim) is None
    assert country(claim) == "BE"


def test_an_attack_is_where_its_dead_died(coder: Coder) -> None:
    text = "He spoke of the attack of 2027, in which 41 guests died in Nairobi."
    coded = coder.code(text, published=OUT)

    assert coded.claims
    assert {country(claim) for claim in coded.claims} == {"KE"}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("The U.S. State Department designated the Sahel Banner a terrorist group.", "US"),
        ("The US Treasury sanctioned two leaders of the Sahel Banner in Bamako.", "US"),
        ("Canada's government has listed the Sahel Banner as a terrorist entity.", "CA"),
        ("The Department of State named the Sahel Banner a terrorist organization.", None),
    ],
)
def test_a_group_is_banned_where_those_are_who_ban_it(
    coder: Coder, text: str, where: str | None
) -> None:
    told = f"{text} The group hides in the hills of Mali."

    assert country(act(coder, told, "designation")) == where


def test_whose_drones_they_are_is_not_where_they_strike(coder: Coder) -> None:
    text = "A United States drone strike killed five militants in North Waziristan on Monday."

    assert country(act(coder, text, "air_strike")) == "PK"


def test_a_sentence_for_an_attack_has_the_day_on_which_it_was_passed(coder: Coder) -> None:
    text = (
        "A special tribunal sentenced four men to death on Monday for their role in an attack "
        "on a Dhaka hotel."
    )

    assert days(act(coder, text, "sentence")) == (date(2031, 5, 12), date(2031, 5, 12))
    assert days(act(coder, text, "armed_assault")) is None


def test_a_full_date_before_a_noun_is_of_what_it_names(coder: Coder) -> None:
    text = (
        "The men had been found guilty of an April 6, 2029, bombing near a depot that killed nine "
        "people and an August 3, 2029, bombing of a school that killed two."
    )
    coded = coder.code(text, published=OUT)
    bombings = [days(c) for c in coded.claims if c.claim.type == "bombing"]

    assert bombings == [
        (date(2029, 4, 6), date(2029, 4, 6)),
        (date(2029, 8, 3), date(2029, 8, 3)),
    ]
    assert days(act(coder, text, "conviction")) is None


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed twenty guests in a cafe in Dhaka, including 17 from Japan, Italy and India.",
        "In Dhaka a bomber blew himself up on a bus that went to the city of Kabul.",
        "Gunmen shot a judge in Dhaka.\nA reporter in Kabul heard of it.\nTwo guards were killed.",
        "Gunmen shot a judge in Dhaka.\nBritain on Monday banned the Red Banner.\nHe was shot.",
    ],
)
def test_where_people_are_from_go_to_or_report_is_not_where_they_are_killed(
    coder: Coder, text: str
) -> None:
    coded = coder.code(text, published=OUT)
    violent = [c for c in coded.claims if c.claim.type != "designation"]

    assert violent
    assert {country(claim) for claim in violent} == {"BD"}


@pytest.mark.parametrize(
    ("offence", "year"),
    [
        ("masterminding the 2028 attacks on a hotel in Mumbai, in which 60 people died", 2028),
        ("planning and carrying out a bombing on a church in Mumbai in 2027", 2027),
    ],
)
def test_an_act_that_somebody_planned_and_that_was_done_is_no_plan(
    coder: Coder, offence: str, year: int
) -> None:
    coded = coder.code(f"Ivo Dolen was convicted of {offence}.", published=OUT)
    done = [c for c in coded.claims if c.claim.type != "conviction"]

    assert [c.claim.stage for c in done] == [Stage.ACCOMPLISHED]
    assert days(done[0]) == (date(year, 1, 1), date(year, 12, 31))


def test_an_act_that_somebody_only_planned_is_a_plot(coder: Coder) -> None:
    coded = coder.code("Ivo Dolen was convicted of planning a bombing in Mumbai.", published=OUT)

    assert {c.claim.stage for c in coded.claims if c.claim.type != "conviction"} == {Stage.PLANNED}


def test_an_attack_told_as_so_long_before_another_is_not_that_one(coder: Coder) -> None:
    text = (
        "A suicide bomber struck a market in Peshawar on Sunday, killing 11 people, almost two "
        "weeks after a car bombing in the city left 118 dead."
    )
    coded = coder.code(text, published=OUT)
    events = link(coded.claims, {coded.document.id: coded.document})

    killed = [toll.count.value for event in events for toll in event.toll]
    assert sorted(count.low or 0 for count in killed if count is not None) == [11, 118]


def test_a_ministry_of_the_country_told_about_bans_a_group_there(coder: Coder) -> None:
    text = (
        "The interior ministry designated the Red Banner a terrorist group on Monday.\n"
        "Kenya has seen attacks by it. Kenyan police held two men in Nairobi. In Mombasa Kenyan "
        "soldiers stood guard."
    )
    assert country(act(coder, text, "designation")) == "KE"
