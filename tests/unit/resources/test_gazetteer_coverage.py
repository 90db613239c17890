"""How many names of conflict reports, all over the world, lead to the right place."""

import csv
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.resources.gazetteer import Entry, Gazetteer, open_gazetteer

NAMES = Path(__file__).resolve().parents[2] / "data" / "gazetteer" / "names.csv"

#: Shares of the names that must be right; what the shipped file reaches, less two names.
FLOOR_ALONE = 0.94
FLOOR_WITH_COUNTRY = 0.96


def cases() -> list[dict[str, str]]:
    lines = (line for line in NAMES.read_text("utf-8").splitlines() if not line.startswith("#"))
    return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    opened = open_gazetteer()
    yield opened
    opened.close()


def right(entry: Entry, case: dict[str, str]) -> bool:
    latitude, longitude = float(case["latitude"]), float(case["longitude"])
    north = (entry.latitude - latitude) * 111.2
    east = (entry.longitude - longitude) * 111.2 * math.cos(math.radians(latitude))
    return math.hypot(north, east) <= float(case["within_km"])


def in_country(entry: Entry, country: str) -> bool:
    return not country or entry.country == country or country in entry.reach


def wrong(gazetteer: Gazetteer, *, hint: bool) -> list[str]:
    found = []
    for case in cases():
        candidates = gazetteer.candidates(case["name"])
        if hint:
            candidates = tuple(c for c in candidates if in_country(c, case["country"]))
        if not candidates or not right(candidates[0], case):
            found.append(case["name"])
    return found


def test_first_candidate_is_right_without_any_context(gazetteer: Gazetteer) -> None:
    missed = wrong(gazetteer, hint=False)
    assert 1 - len(missed) / len(cases()) >= FLOOR_ALONE, missed


def test_first_candidate_of_the_right_country_is_right(gazetteer: Gazetteer) -> None:
    missed = wrong(gazetteer, hint=True)
    assert 1 - len(missed) / len(cases()) >= FLOOR_WITH_COUNTRY, missed


def test_no_name_is_listed_without_a_candidate_near(gazetteer: Gazetteer) -> None:
    missing = [
        case["name"]
        for case in cases()
        if not any(right(entry, case) for entry in gazetteer.candidates(case["name"]))
    ]
    assert len(missing) <= 5, missing
