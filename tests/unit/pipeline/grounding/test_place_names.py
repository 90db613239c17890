"""Mentions that mean one place, and the clues around them."""

import pytest

from dateline.core.documents import Document, Segment, SegmentKind, Span, document_id
from dateline.pipeline.grounding.place_names import PlaceName, Toponym, group_names
from dateline.resources.gazetteer import Gazetteer, PlaceKind, open_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def names(text: str, *marked: str, gazetteer: Gazetteer) -> tuple[PlaceName, ...]:
    """Group the names given, which stand in the text in this order."""
    document = Document(
        id=document_id(text),
        text=text,
        segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),),
    )
    toponyms, end = [], 0
    for name in marked:
        start = text.index(name, end)
        end = start + len(name)
        candidates = gazetteer.candidates(name)
        toponyms.append(Toponym(span=Span(start, end), candidates=candidates, context_only=False))
    return group_names(document, toponyms)


def test_equal_names_are_one(gazetteer: Gazetteer) -> None:
    found = names("Herat fell. In Herat they ran.", "Herat", "Herat", gazetteer=gazetteer)
    assert [len(name.spans) for name in found] == [2]


def test_namesakes_that_the_text_tells_apart_are_two(gazetteer: Gazetteer) -> None:
    text = "A man flew from Paris, France to Paris, Texas."
    found = names(text, "Paris", "France", "Paris", "Texas", gazetteer=gazetteer)
    assert [name.key for name in found] == ["paris", "france", "paris", "texas"]
    assert [name.outer for name in found] == [1, None, 3, None]
    assert found[1].inner == (0,)


def test_names_in_a_list_are_siblings(gazetteer: Gazetteer) -> None:
    found = names("Raids in Iowa and Kansas.", "Iowa", "Kansas", gazetteer=gazetteer)
    assert (found[0].siblings, found[1].siblings) == ((1,), (0,))


def test_words_beside_a_name_tell_its_sort(gazetteer: Gazetteer) -> None:
    province, town = names(
        "Across Kunduz they fled. The mayor of Herat stayed.", "Kunduz", "Herat",
        gazetteer=gazetteer,
    )  # fmt: skip
    assert (province.area_words, province.town_words) == (1, 0)
    assert (town.area_words, town.town_words) == (0, 1)
    (typed,) = names("They left Kunduz province.", "Kunduz province", gazetteer=gazetteer)
    assert PlaceKind.ADMIN1 in typed.kinds


def test_names_without_candidates_are_left_out(gazetteer: Gazetteer) -> None:
    assert names("They left Qarrvale.", "Qarrvale", gazetteer=gazetteer) == ()
