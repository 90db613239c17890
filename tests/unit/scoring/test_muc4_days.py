"""Which day an incident is put on."""

from datetime import date

import pytest

from dateline.core.documents import Document
from dateline.resources.fill_models import load_fill_models
from dateline.resources.times import load_time_lexicon
from dateline.scoring.muc4_days import best_day, day_candidates, named_days
from dateline.scoring.muc4_features import Words

TOLD = date(1989, 3, 15)


def candidates(text: str) -> dict[str, tuple[int, ...]]:
    days = named_days(Document(id="d", text=text), TOLD, load_time_lexicon())
    return day_candidates(Words.of(text), days, TOLD, [0], type_="BOMBING")


def test_the_date_line_stands_for_four_fills() -> None:
    assert set(candidates("A BOMB WENT OFF.")) == {
        "- 15 MAR 89",
        "15 MAR 89",
        "14 MAR 89",
        "14 MAR 89 - 15 MAR 89",
    }


@pytest.mark.parametrize(
    ("said", "fill"),
    [
        ("ON 2 MARCH", "02 MAR 89"),
        ("ON 12 FEBRUARY 1988", "12 FEB 88"),
        ("YESTERDAY", "14 MAR 89"),
        ("BETWEEN 3 MARCH AND 5 MARCH", "03 MAR 89 - 05 MAR 89"),
    ],
)
def test_a_time_that_the_text_tells_is_a_candidate(said: str, fill: str) -> None:
    assert fill in candidates(f"A BOMB WENT OFF IN TULVA {said}.")


def test_days_after_the_message_are_no_candidates() -> None:
    told = candidates("A TRIAL BEGINS ON 20 MARCH 1989.")
    assert not any("20 MAR 89" in fill for fill in told)


@pytest.mark.parametrize(
    ("text", "fill"),
    [
        ("A BOMB DESTROYED A STORE IN TULVA TODAY.", "15 MAR 89"),
        ("A BOMB DESTROYED A STORE IN TULVA ON 2 MARCH.", "02 MAR 89"),
    ],
)
def test_the_day_told_beside_the_incident_is_its_day(text: str, fill: str) -> None:
    assert best_day(candidates(text), load_fill_models()["day"]) == fill
