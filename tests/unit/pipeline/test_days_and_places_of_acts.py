"""Whole reports: which of the days and places that they name are those of an act."""

from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.coded import Coded
from dateline.core.grounded import GroundedClaim, Interval, Place

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
