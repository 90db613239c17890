"""Buildings and sites: which place they name, and which they stand in."""

import pytest

from dateline.core.documents import Document, Span, document_id
from dateline.pipeline.grounding.facilities import PlacesAround, is_facility, places_named_in
from dateline.resources.gazetteer import Entry, Gazetteer, PlaceKind, open_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def town(name: str, gazetteer: Gazetteer) -> Entry:
    return next(e for e in gazetteer.candidates(name) if e.kind is PlaceKind.TOWN)


def article(text: str) -> Document:
    return Document(id=document_id(text), text=text, language="en")


@pytest.mark.parametrize(
    ("name", "facility"),
    [
        ("Qarra Prison", True),
        ("Camp Qarra", True),
        ("Forward Operating Base Qarra", True),
        ("University of Qarra", True),
        ("Qarra", False),
        ("Prison", False),
    ],
)
def test_buildings_are_told_by_their_first_or_last_word(name: str, *, facility: bool) -> None:
    assert is_facility(name) == facility


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Kano Central Prison", "Kano"),
        ("Kandahar Teaching Hospital", "Kandahar"),
        ("North London", "London"),
        ("University of Mosul", "Mosul"),
    ],
)
def test_the_place_named_inside_is_found(gazetteer: Gazetteer, name: str, place: str) -> None:
    assert places_named_in(name, gazetteer)[0].name == place


@pytest.mark.parametrize("name", ["Thomas Memorial Hospital", "Xaqarra Prison", "Camp Xaqarra"])
def test_a_person_or_an_unknown_name_is_no_place(gazetteer: Gazetteer, name: str) -> None:
    assert places_named_in(name, gazetteer) == ()


def test_the_text_tells_where_a_building_is(gazetteer: Gazetteer) -> None:
    document = article("Guards at Qarra Prison, a jail in Kano, were shot; police came from Lagos.")
    kano, lagos = (document.text.index(name) for name in ("Kano", "Lagos"))
    places = {
        Span(kano, kano + 4): town("Kano", gazetteer),
        Span(lagos, lagos + 5): town("Lagos", gazetteer),
    }
    assert PlacesAround(places).around(document, Span(10, 22)) == (Span(kano, kano + 4), True)


def test_else_the_nearest_town_is_a_guess(gazetteer: Gazetteer) -> None:
    document = article("In Kano on Friday, guards said, men stormed Qarra Prison.")
    start = document.text.index("Qarra")
    places = {Span(3, 7): town("Kano", gazetteer)}
    assert PlacesAround(places).around(document, Span(start, start + 12)) == (Span(3, 7), False)
    assert PlacesAround({}).around(document, Span(start, start + 12)) is None
