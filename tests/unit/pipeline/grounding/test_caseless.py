"""Place names in text without capitals."""

import pytest

from dateline.core.documents import Document, Segment, SegmentKind, Span, document_id
from dateline.pipeline.articles.sentences import split_sentences
from dateline.pipeline.grounding.caseless import is_caseless
from dateline.pipeline.grounding.toponyms import find_toponyms
from dateline.resources.gazetteer import Gazetteer, open_gazetteer

REPORT = "gunmen attacked a post in mosul, iraq, on tuesday. {} officers said they would stay on."


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def article(text: str) -> Document:
    return Document(
        id=document_id(text),
        text=text,
        language="en",
        segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),),
    )


def literal(text: str, gazetteer: Gazetteer) -> list[str]:
    document = article(text)
    found = find_toponyms(document, split_sentences(document), gazetteer)
    return [document.text_at(t.span) for t in found if not t.context_only]


def test_countries_and_large_towns_are_found(gazetteer: Gazetteer) -> None:
    assert literal(REPORT.format(""), gazetteer) == ["mosul", "iraq"]


def test_a_small_town_needs_its_area_beside_it(gazetteer: Gazetteer) -> None:
    assert "bandiagara" in literal(REPORT.format("two died in bandiagara, mopti."), gazetteer)
    assert "bandiagara" not in literal(REPORT.format("two died in bandiagara."), gazetteer)


def test_words_and_given_names_are_no_towns(gazetteer: Gazetteer) -> None:
    text = REPORT.format("the reading of a mobile phone from mary showed a nice orange van.")
    assert literal(text, gazetteer) == ["mosul", "iraq"]


def test_adjectives_give_context_only(gazetteer: Gazetteer) -> None:
    document = article(REPORT.format("a turkish envoy left."))
    found = find_toponyms(document, split_sentences(document), gazetteer)
    assert [document.text_at(t.span) for t in found if t.context_only] == ["turkish"]


def test_text_with_capitals_is_not_caseless() -> None:
    assert is_caseless(article(REPORT.format("")))
    assert not is_caseless(article("Gunmen attacked a post in Mosul, Iraq, on Tuesday. Five died."))
    assert not is_caseless(article("two died"))
