"""Judging single MUC-4 fills; the cases follow the examples of the scoring guidelines."""

import pytest

from dateline.scoring.muc4_marks import Mark, mark_fill
from dateline.scoring.muc4_templates import (
    CONFIDENCE,
    DATE,
    DESCRIPTION,
    HUMAN_EFFECT,
    HUMAN_TYPE,
    INSTRUMENT_TYPE,
    LOCATION,
    NAME,
    STAGE,
    TARGET_ID,
    TARGET_NUMBER,
    TYPE,
    Fill,
    Value,
)

C, P, X = Mark.CORRECT, Mark.PARTIAL, Mark.INCORRECT


def fill(text: str, *tags: str) -> Fill:
    return Fill(values=(Value(text=text, tags=tags),))


@pytest.mark.parametrize(
    ("response", "key", "mark"),
    [
        ("26 AUG 89", "26 AUG 89", C),
        ("26 AUG 89", "25 AUG 89 - 26 AUG 89", P),
        ("26 AUG 89", "- 26 AUG 89", P),
        ("25 AUG 89", "- 26 AUG 89", P),
        ("- 26 AUG 89", "25 AUG 89 - 26 AUG 89", P),
        ("- 26 AUG 89", "26 AUG 89", P),
        ("- 26 AUG 89", "16 AUG 89", X),
        ("- 26 AUG 89", "24 AUG 89 - 25 AUG 89", X),
        ("27 AUG 89", "26 AUG 89", X),
        ("27 AUG 89", "- 26 AUG 89", X),
        ("25 AUG 89 - 26 AUG 89", "26 AUG 89", X),
    ],
)
def test_dates_earn_half_inside_a_range_or_as_default(response: str, key: str, mark: Mark) -> None:
    assert mark_fill(DATE, fill(response), fill(key)) is mark


@pytest.mark.parametrize(
    ("response", "key", "mark"),
    [
        ("COLOMBIA: MEDELLIN (CITY)", "COLOMBIA: MEDELLIN (CITY)", C),
        ("COLOMBIA: MEDELLIN (TOWN)", "COLOMBIA: MEDELLIN (CITY)", C),
        ("COLOMBIA: MEDELLIN (CITY)", "COLOMBIA: MEDELLIN (CITY) - CALI (CITY)", P),
        ("BOLIVIA: MEDELLIN (CITY)", "COLOMBIA: MEDELLIN (CITY)", P),
        ("COLOMBIA", "COLOMBIA: MEDELLIN (CITY)", P),
        ("COLOMBIA: CALI (CITY)", "COLOMBIA", P),
        ("PERU: LIMA (CITY)", "COLOMBIA: MEDELLIN (CITY)", X),
        ("PERU", "COLOMBIA", X),
    ],
)
def test_a_location_earns_half_for_its_country(response: str, key: str, mark: Mark) -> None:
    assert mark_fill(LOCATION, fill(response), fill(key)) is mark


@pytest.mark.parametrize(
    ("slot", "response", "key", "mark"),
    [
        (TYPE, "ATTACK", "BOMBING", P),
        (TYPE, "BOMBING", "ATTACK", X),
        (STAGE, "ATTEMPTED", "ACCOMPLISHED", X),
        (TARGET_ID, "THE 3 HUTS", "HUTS", C),
        (TARGET_ID, "OLD HUTS", "HUTS", C),
        (TARGET_ID, "HUTS, WHICH WERE EMPTY", "HUTS", P),
        (TARGET_ID, "OIL", "OIL PIPELINE", P),
        (TARGET_ID, "BRIDGE", "HUTS", X),
        (NAME, "PINEDO", "LUIS PINEDO", P),
        (NAME, "MR. LUIS PINEDO", "LUIS PINEDO", C),
    ],
)
def test_strings_and_sets_without_tags(slot: int, response: str, key: str, mark: Mark) -> None:
    assert mark_fill(slot, fill(response), fill(key)) is mark


@pytest.mark.parametrize(
    ("slot", "response", "key", "mark"),
    [
        (INSTRUMENT_TYPE, ("GUN", "AK-47"), ("GUN", "AK-47"), C),
        (INSTRUMENT_TYPE, ("GUN", "PIPE"), ("GUN", "AK-47"), P),
        (INSTRUMENT_TYPE, ("GUN", "BULLET"), ("MACHINE GUN", "-"), P),
        (INSTRUMENT_TYPE, ("MACHINE GUN", "AK-47"), ("GUN", "AK-47"), X),
        (
            CONFIDENCE,
            ("SUSPECTED OR ACCUSED", "X"),
            ("SUSPECTED OR ACCUSED BY AUTHORITIES", "X"),
            P,
        ),
        (HUMAN_TYPE, ("ACTIVE MILITARY", "X"), ("FORMER ACTIVE MILITARY", "X"), P),
        (HUMAN_EFFECT, ("NO DEATH", "X"), ("NO INJURY OR DEATH", "X"), P),
        (TARGET_NUMBER, ("7", "PYLONS"), ("7", "PYLONS"), C),
        (TARGET_NUMBER, ("7", "THINGS"), ("7", "PYLONS"), P),
        (TARGET_NUMBER, ("7", "THINGS"), ("5 - 7", "PYLONS"), P),
        (TARGET_NUMBER, ("7", "PYLONS"), ("~7", "PYLONS"), P),
        (TARGET_NUMBER, ("6", "PYLONS"), ("5 - 7", "PYLONS"), X),
        (DESCRIPTION, ("MAYOR", "PINEDO"), ("MAYOR", "PINEDO"), C),
        (DESCRIPTION, ("MAYOR", "SOSA"), ("MAYOR OF VELMORA", "PINEDO"), P),
        (DESCRIPTION, ("MAYOR", "SOSA"), ("MAYOR", "PINEDO"), P),
        (DESCRIPTION, ("PRIEST", "PINEDO"), ("MAYOR", "PINEDO"), X),
    ],
)
def test_fills_that_refer_to_another_slot(
    slot: int, response: tuple[str, str], key: tuple[str, str], mark: Mark
) -> None:
    assert mark_fill(slot, fill(*response), fill(*key)) is mark


def test_the_best_alternative_counts() -> None:
    key = Fill(values=(Value(text="BOMBING"), Value(text="ATTACK")))
    assert mark_fill(TYPE, fill("ATTACK"), key) is C
