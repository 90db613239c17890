"""Capitals that a report speaks of without their names."""

import pytest

from dateline.core.documents import Document, Segment, SegmentKind, Span, document_id
from dateline.pipeline.articles.sentences import split_sentences
from dateline.pipeline.grounding.capital_cities import find_capitals, places_of_capitals
from dateline.pipeline.grounding.toponyms import find_toponyms
from dateline.resources.capital_cities import load_capital_cities
from dateline.resources.gazetteer import Gazetteer, PlaceKind, open_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def capitals(text: str, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """Return the words for each capital in a text, and its name."""
    document = Document(
        id=document_id(text),
        text=text,
        language="en",
        segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),),
    )
    toponyms = find_toponyms(document, split_sentences(document), gazetteer)
    found = places_of_capitals(find_capitals(document, toponyms, gazetteer))
    return [(document.text_at(span), place.name) for span, place in found.items()]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("A mine went off in the Iraqi capital on Friday.", "Iraqi capital", "Baghdad"),
        ("A hotel in Somalia's capital was shelled.", "Somalia's capital", "Mogadishu"),
        (
            "A man was held in the capital of Burkina Faso.",
            "capital of Burkina Faso",
            "Ouagadougou",
        ),
    ],
)
def test_a_country_and_capital_name_the_city(
    gazetteer: Gazetteer, text: str, words: str, name: str
) -> None:
    assert capitals(text, gazetteer) == [(words, name)]


@pytest.mark.parametrize(
    "text",
    [
        "A mine went off in the Afghan capital Kabul.",
        "A mine went off in the Afghan capital, Kabul.",
        "A mine went off in Kabul, the capital of Afghanistan.",
        "A cafe in the capital of Burkina Faso, Ouagadougou, was shelled.",
        "The French capital punishment debate went on.",
        "A mine went off in the capital of Katsina state.",
    ],
)
def test_capitals_that_are_named_or_of_no_country_are_left_alone(
    gazetteer: Gazetteer, text: str
) -> None:
    assert capitals(text, gazetteer) == []


def test_every_capital_listed_is_a_town_of_its_country_in_the_gazetteer(
    gazetteer: Gazetteer,
) -> None:
    missing = [
        (code, name)
        for code, name in load_capital_cities().items()
        if not any(
            entry.country == code and entry.kind is PlaceKind.TOWN
            for entry in gazetteer.candidates(name)
        )
    ]
    assert missing == []
