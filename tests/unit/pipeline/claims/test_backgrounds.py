"""What stands beside the news tells of no act, or of an older one that keeps its day to itself."""

from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.claims import Role
from dateline.core.grounded import Interval, Place
from tests.unit.pipeline.claims.reading import PUBLISHED, code, only, parties, types


@pytest.mark.parametrize(
    "text",
    [
        "There was no claim of responsibility for the violence in Oshel.",
        "But there was no immediate claim of responsibility on Tuesday night.",
        "Raids on convoys of the mission have grown in number and boldness.",
        "The attacks on a close ally of the government have increased in frequency.",
        "Both the Ash Banner and northern clans have carried out bomb attacks in Aldovia.",
        "Many of those who had been killed wore uniforms, one source said.",
        "Those kidnapped by bandits in Oshel are usually freed after a ransom is paid.",
    ],
)
def test_what_tells_of_no_act_gives_none(coder: Coder, text: str) -> None:
    assert types(code(coder, text)) == []


def test_an_end_that_is_declared_bans_nobody(coder: Coder) -> None:
    text = "The ministry declared the standoff over at dusk, with three terrorists killed in Oshel."
    assert types(code(coder, text)) == ["killing_by_security_forces"]


def test_a_look_back_at_years_past_ends_with_its_paragraph(coder: Coder) -> None:
    text = (
        "Gunmen attacked a hotel in Karvel on Tuesday, killing nine guests.\n\n"
        "The Ash Banner carried out a raid on a market in Oshel in 2013 that killed 40 people.\n\n"
        "Two guards came under fire before the gunmen reached the lobby."
    )
    told = code(coder, text).claims
    days = [c.time.start for c in told if isinstance(c.time, Interval)]
    assert days == [date(2031, 5, 6), date(2013, 1, 1), date(2031, 5, 6)]


def test_a_boast_takes_no_year_of_an_older_act_before_it(coder: Coder) -> None:
    text = (
        "Gunmen stormed a hotel in Karvel on Tuesday. The siege echoed a 2013 assault that killed "
        "67 people at a market in Oshel.\n\n"
        "The Ash Banner claimed responsibility for the attack on the hotel."
    )
    boast = only(code(coder, text), "claim_of_responsibility")
    assert not isinstance(boast.time, Interval) or boast.time.start.year == PUBLISHED.year


@pytest.mark.parametrize(
    "text",
    [
        "His uncle had fled from Vienna in 2001. A miller was shot dead on Tuesday.",
        "The group recognised Vienna as the capital of Austria. A miller was shot dead on Tuesday.",
    ],
)
def test_what_was_elsewhere_years_ago_or_is_only_called_a_capital_locates_nothing(
    coder: Coder, text: str
) -> None:
    found = code(coder, text).claims
    assert found
    assert not any(isinstance(c.place, Place) for c in found)


def test_the_year_of_an_act_dates_those_it_killed(coder: Coder) -> None:
    text = "The siege on Tuesday echoed a 2013 assault that killed 67 people at a market in Karvel."
    (claim,) = code(coder, text).claims
    assert isinstance(claim.time, Interval)
    assert claim.time.start == date(2013, 1, 1)


def test_civilians_who_died_beside_dead_attackers_fell_to_the_attackers(coder: Coder) -> None:
    text = (
        "Gunmen stormed a hotel in Karvel on Tuesday.\n\n"
        "Police shot dead all four attackers.\n\n"
        "Fourteen civilians were confirmed dead."
    )
    by_type = {c.claim.type: c for c in code(coder, text).claims}
    assert [t.count.low for t in by_type["killing_by_security_forces"].toll] == [4]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "A court in Karvel sentenced two men to death over attacks that killed 25 foreigners "
            "in 2015. They had been tried since Monday.",
            None,
        ),
        (
            "A court in Karvel sentenced two men to death on Tuesday for attacks in 2015.",
            date(2031, 5, 6),
        ),
    ],
)
def test_the_day_of_a_crime_is_not_that_of_the_sentence(
    coder: Coder, text: str, day: date | None
) -> None:
    sentence = only(code(coder, text), "sentence")
    assert (sentence.time.start if isinstance(sentence.time, Interval) else None) == day


def test_those_rounded_up_by_a_band_are_not_arrested(coder: Coder) -> None:
    text = "On Tuesday 280 pupils were rounded up by bandits at a school in Oshel."
    assert "arrest" not in types(code(coder, text))


def test_a_month_is_no_march(coder: Coder) -> None:
    text = "The man told the court how he carried out an attack in Oshel in March 2015."
    assert "protest" not in types(code(coder, text))


@pytest.mark.parametrize(
    "text",
    [
        "Two cars had been driven towards the hotel in Karvel at about 3pm on Tuesday.",
        "The blaze forced hundreds of shoppers into hurried flight in Karvel on Tuesday.",
    ],
)
def test_an_hour_is_no_target_and_a_flight_no_car(coder: Coder, text: str) -> None:
    assert types(code(coder, text)) == []


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        (
            "The bombing, the worst since the 2024 siege in Oshel, killed 30 people at a market in "
            "Karvel on 3 May.",
            "bombing",
        ),
        (
            "Gunmen shot the guards in Karvel on 3 May, in a massacre with more dead than in the "
            "2024 siege in Oshel.",
            "armed_assault",
        ),
    ],
)
def test_what_an_act_is_measured_by_dates_only_itself(coder: Coder, text: str, type_: str) -> None:
    found = [c for c in code(coder, text).claims if c.claim.type == type_]
    assert found
    assert all(c.time.start == date(2031, 5, 3) for c in found if hasattr(c.time, "start"))
    assert any(hasattr(c.time, "start") for c in found)


@pytest.mark.parametrize(
    "text",
    [
        "The three attackers detonated themselves in the arrivals hall in Oshel on Friday.",
        "Two bombers detonated their vests outside the stadium in Oshel on Friday.",
    ],
)
def test_who_sets_off_his_own_bomb_is_the_attacker(coder: Coder, text: str) -> None:
    coded = code(coder, text)
    claim = only(coded, "suicide_bombing").claim
    assert parties(coded.document, claim, Role.PERPETRATOR)
    assert not parties(coded.document, claim, Role.VICTIM)
    assert not parties(coded.document, claim, Role.TARGET)


def test_bombers_are_people_where_nothing_makes_them_aircraft(coder: Coder) -> None:
    text = "Police said the bombers targeted the terminal of the airport in Oshel on Friday."
    assert "air_strike" not in types(code(coder, text))
    assert types(code(coder, "Two heavy bombers struck the town of Oshel on Friday.")) == [
        "air_strike"
    ]


def test_a_place_at_some_distance_is_not_where_it_happened(coder: Coder) -> None:
    text = (
        "Raiders stormed a hostel in Garissa, 370 km from the port of Mombasa, on Thursday, "
        "killing nine guests."
    )
    (found,) = code(coder, text).claims
    assert isinstance(found.place, Place)
    assert "Garissa" in found.place.name
