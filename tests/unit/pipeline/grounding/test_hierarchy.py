"""How places lie to each other."""

import pytest

from dateline.pipeline.grounding.hierarchy import great_circle_km, lies_in
from dateline.resources.gazetteer import Entry, PlaceKind, open_gazetteer


def entry(name: str, kind: PlaceKind, country: str) -> Entry:
    found = open_gazetteer().candidates(name)
    return next(e for e in found if e.kind is kind and e.country == country)


def test_distance_on_the_sphere() -> None:
    assert great_circle_km(0, 0, 0, 180) == pytest.approx(20015, abs=1)
    assert great_circle_km(51.5, -0.12, 48.85, 2.35) == pytest.approx(343, abs=3)


def test_a_town_lies_in_its_country_and_not_the_other_way_round() -> None:
    town = entry("Kandahar", PlaceKind.TOWN, "AF")
    country = entry("Afghanistan", PlaceKind.COUNTRY, "AF")
    assert lies_in(town, country)
    assert not lies_in(country, town)
    assert not lies_in(country, country)
