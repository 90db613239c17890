"""Which time and place of a sentence belong to which act."""

from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.claims import Basis
from dateline.core.grounded import Interval, Place, Reason, TimeRelation, Unresolved

from .reading import code, only

MONDAY, TUESDAY, WEDNESDAY = date(2031, 5, 5), date(2031, 5, 6), date(2031, 5, 7)


def day(coder: Coder, text: str, type_: str) -> date | Reason:
    """Return the day of the only claim of a type, or why it has none."""
    time = only(code(coder, text), type_).time
    if isinstance(time, Unresolved):
        return time.reason
    assert isinstance(time, Interval)
    return time.start


def place(coder: Coder, text: str, type_: str) -> str | Reason:
    """Return the place of the only claim of a type, or why it has none."""
    found = only(code(coder, text), type_).place
    if isinstance(found, Unresolved):
        return found.reason
    assert isinstance(found, Place)
    return found.name


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        ("Gunmen attacked a farm near Goma on Monday.", "armed_assault", MONDAY),
        ("On Monday, gunmen attacked a farm near Goma.", "armed_assault", MONDAY),
        ("Police said on Tuesday that gunmen attacked a farm on Monday.", "armed_assault", MONDAY),
        (
            "Police arrested a man on Monday, and on Tuesday charged him with murder.",
            "charge",
            TUESDAY,
        ),
        (
            "Police arrested a man on Monday, and on Tuesday charged him with murder.",
            "arrest",
            MONDAY,
        ),
        (
            "The bombing of a farm market in the Kasero area, 20 km west of Goma, which took "
            "place on Monday, left five people dead.",
            "bombing",
            MONDAY,
        ),
    ],
)
def test_each_act_has_the_day_told_with_it(
    coder: Coder, text: str, type_: str, expected: date
) -> None:
    assert day(coder, text, type_) == expected


def test_day_of_a_statement_is_the_last_day_the_act_can_have_been_on(coder: Coder) -> None:
    text = "Police said on Tuesday that gunmen had attacked a farm near Goma."
    time = only(code(coder, text), "armed_assault").time
    assert isinstance(time, Interval)
    assert (time.end, time.relation) == (TUESDAY, TimeRelation.ON_OR_BEFORE)


def test_day_of_an_arrest_does_not_date_the_attack(coder: Coder) -> None:
    text = "A man suspected of killing a judge in Lagos was arrested on Monday."
    assert day(coder, text, "arrest") == MONDAY
    assert day(coder, text, "assassination") is Reason.NOT_STATED


def test_two_acts_of_two_sentences_keep_their_days_and_places(coder: Coder) -> None:
    text = (
        "Gunmen attacked a farm near Goma on Monday. Police arrested four suspects in Kabul on "
        "Tuesday."
    )
    assert day(coder, text, "armed_assault") == MONDAY
    assert place(coder, text, "armed_assault") == "Goma"
    assert day(coder, text, "arrest") == TUESDAY
    assert place(coder, text, "arrest") == "Kabul"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police in Almaty arrested two militants on Monday.", "Almaty"),
        ("PARIS — Police arrested two militants on Monday.", "Paris"),
        ("Police arrested two men from Lagos in Kaduna on Monday.", "Kaduna"),
    ],
)
def test_place_is_where_the_act_was_or_else_where_the_report_is_from(
    coder: Coder, text: str, expected: str
) -> None:
    assert place(coder, text, "arrest") == expected


def test_time_and_place_carry_over_in_a_paragraph(coder: Coder) -> None:
    coded = code(
        coder, "On Monday, gunmen attacked a farm near Goma. They killed two guards with axes."
    )
    times = [grounded.time for grounded in coded.claims]
    places = [grounded.place for grounded in coded.claims]
    assert len(times) == 2
    assert [time.start for time in times if isinstance(time, Interval)] == [MONDAY, MONDAY]
    assert [found.name for found in places if isinstance(found, Place)] == ["Goma", "Goma"]


def test_time_does_not_carry_over_far(coder: Coder) -> None:
    coded = code(
        coder,
        "Gunmen attacked a farm near Goma on Monday.\n\nThe mayor opened a school.\n\nThe weather "
        "was cold in the valley.\n\nThe market stayed open.\n\nBandits kidnapped a nurse.",
    )
    assert only(coded, "kidnapping").time == Unresolved(reason=Reason.NOT_STATED)


def test_what_stands_in_the_clause_is_nearer_than_what_is_carried_over(coder: Coder) -> None:
    coded = code(
        coder, "On Monday, gunmen attacked a farm near Goma. They killed two guards with axes."
    )
    first, second = (grounded.claim.times[0].basis for grounded in coded.claims)
    assert first is Basis.ARGUMENT
    assert second is Basis.DOCUMENT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police have arrested a man over the March 26 killing of a priest in Lagos.", None),
        ("Police in Lagos arrested three men in connection with the May 4 attack on a bus.", None),
        ("Police in Lagos arrested six men in the January murder of a judge.", None),
        ("Police in Lagos arrested six men during clashes on Monday.", MONDAY),
        ("On Monday police in Lagos arrested a man over the May 1 attack on a bus.", MONDAY),
    ],
)
def test_day_of_an_attack_does_not_date_the_arrest_for_it(
    coder: Coder, text: str, expected: date | None
) -> None:
    assert day(coder, text, "arrest") == (expected or Reason.NOT_STATED)


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        ("A US drone strike killed three men in Gao on Sunday.", "air_strike", "Gao"),
        (
            "In the southern province of Daraa, meanwhile, monitors said barrel bombs had killed "
            "ten people on Tuesday.",
            "bombing",
            "Daraa",
        ),
        ("A car bomb killed five people in the Iraqi capital on Friday.", "bombing", "Baghdad"),
    ],
)
def test_each_act_has_the_place_told_with_it(
    coder: Coder, text: str, type_: str, expected: str
) -> None:
    assert place(coder, text, type_) == expected


def test_a_year_after_the_crime_is_that_of_the_crime(coder: Coder) -> None:
    text = (
        "A court in Goma has sentenced two men to life over the bombing of the city's market in "
        "September 2026."
    )
    assert day(coder, text, "bombing") == date(2026, 9, 1)
    assert day(coder, text, "sentence") is Reason.NOT_STATED


def test_what_arrests_followed_on_sunday_does_not_date_the_arrests(coder: Coder) -> None:
    text = (
        "Three men were arrested in Goma on Tuesday over arson. The arrests follow a fire at a "
        "mosque on Sunday."
    )
    coded = code(coder, text)
    days = {c.time.start for c in coded.claims if isinstance(c.time, Interval)}
    assert days == {TUESDAY}


def test_who_was_killed_in_an_act_was_killed_where_it_was(coder: Coder) -> None:
    text = (
        "A court in Goma on Tuesday jailed five men for last year's shooting at a police post in "
        "Bunia in which one officer was killed."
    )
    places = {c.claim.type: c.place for c in code(coder, text).claims}
    killed = places["armed_assault"]
    assert isinstance(killed, Place)
    assert killed.name == "Bunia"
