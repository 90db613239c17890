"""Which places a text names, and which is that of an incident."""

import pytest

from dateline.resources.fill_models import load_fill_models
from dateline.resources.gazetteer import open_gazetteer
from dateline.scoring.muc4_features import Words
from dateline.scoring.muc4_places import best_location, capitals, country_name, named_places


def steps(text: str, country: str) -> list[str]:
    return [place.step for place in named_places(Words.of(text), country, open_gazetteer())]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A BOMB WENT OFF IN MEDELLIN.", "MEDELLIN (CITY)"),
        ("FIGHTING IN ANTIOQUIA DEPARTMENT.", "ANTIOQUIA (DEPARTMENT)"),
        ("FIGHTING IN THE DEPARTMENT OF ANTIOQUIA.", "ANTIOQUIA (DEPARTMENT)"),
        ("A STORE IN THE VILLAGE OF TULVARRO WAS BURNT.", "TULVARRO (VILLAGE)"),
        ("A STORE IN LA TULVARRA NEIGHBORHOOD WAS BURNT.", "LA TULVARRA (NEIGHBORHOOD)"),
    ],
)
def test_a_place_is_named_with_its_kind(text: str, place: str) -> None:
    assert place in steps(text, "COLOMBIA")


def test_a_large_town_is_named_where_its_name_is_another_word_elsewhere() -> None:
    assert steps("A BOMB WENT OFF IN LIMA.", "PERU") == ["LIMA (CITY)"]


def test_places_of_other_countries_and_the_country_itself_are_left_out() -> None:
    assert steps("FROM PERU: A BOMB WENT OFF IN MEDELLIN.", "PERU") == []


def test_places_are_found_in_capitals_and_small_letters_alike() -> None:
    text = "A BOMB WENT OFF IN MEDELLIN, ANTIOQUIA DEPARTMENT."
    assert steps(text, "COLOMBIA") == steps(text.lower(), "COLOMBIA")


def location(text: str) -> str:
    words = Words.of(text)
    places = named_places(words, "COLOMBIA", open_gazetteer())
    return best_location(words, "COLOMBIA", places, [0], load_fill_models()["place"])


def test_the_town_told_with_an_incident_is_its_place() -> None:
    assert location("A BOMB WENT OFF IN MEDELLIN TODAY.") == "COLOMBIA: MEDELLIN (CITY)"


def test_a_text_without_places_gives_the_country() -> None:
    assert location("A BOMB WENT OFF TODAY.") == "COLOMBIA"


def test_names_are_written_in_capitals_without_accents() -> None:
    assert capitals("Bogotá") == "BOGOTA"


@pytest.mark.parametrize(("code", "name"), [("RU", "USSR"), ("PE", "PERU"), ("XX", "XX")])
def test_countries_have_the_names_of_their_time(code: str, name: str) -> None:
    assert country_name(code, open_gazetteer()) == name
