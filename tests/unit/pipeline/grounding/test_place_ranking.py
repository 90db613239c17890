"""The trained ranker at work: which place each name of a document means."""

from dataclasses import replace

import pytest

from dateline.core.documents import Document, Segment, SegmentKind, Span, document_id
from dateline.core.grounded import Place, Reason, Unresolved
from dateline.errors import ResourceError
from dateline.pipeline.articles.sentences import split_sentences
from dateline.pipeline.grounding.place_ranking import rank_places
from dateline.pipeline.grounding.places import resolve
from dateline.pipeline.grounding.toponyms import find_toponyms
from dateline.resources.gazetteer import Gazetteer, open_gazetteer
from dateline.resources.place_ranker import load_place_ranker

TEXT = "Gunmen shot two guards in Tripoli. The army in Lebanon sent armour from Beirut."


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def article(text: str, outlet: str | None = None) -> Document:
    return Document(
        id=document_id(text),
        text=text,
        outlet=outlet,
        language="en",
        segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),),
    )


def test_probabilities_are_between_0_and_1_and_others_differ(gazetteer: Gazetteer) -> None:
    document = article(TEXT)
    toponyms = find_toponyms(document, split_sentences(document), gazetteer)
    choices = rank_places(document, toponyms, load_place_ranker())
    assert len(choices) == len(toponyms)
    for choice in choices.values():
        assert 0.0 < choice.probability < 1.0
        assert choice.entry not in choice.others
    tripoli = choices[toponyms[0].span]
    assert tripoli.entry.country == "LB"


@pytest.mark.parametrize(
    ("text", "outlet", "country"),
    [
        ("Two men were held in Tripoli.", "libyaobserver.ly", "LY"),
        ("Two men were held in Tripoli and Sidon.", "naharnet.com", "LB"),
    ],
)
def test_the_home_of_the_outlet_counts(
    gazetteer: Gazetteer, text: str, outlet: str, country: str
) -> None:
    document = article(text, outlet)
    toponyms = find_toponyms(document, split_sentences(document), gazetteer)
    place = resolve(document, toponyms)[toponyms[0].span]
    assert isinstance(place, Place)
    assert place.country == country


def test_a_place_too_doubtful_stays_open_with_its_candidates(gazetteer: Gazetteer) -> None:
    document = article(TEXT)
    toponyms = find_toponyms(document, split_sentences(document), gazetteer)
    strict = replace(load_place_ranker(), threshold=1.0)
    found = resolve(document, toponyms, ranker=strict)[toponyms[0].span]
    assert isinstance(found, Unresolved)
    assert found.reason is Reason.AMBIGUOUS_PLACE
    assert len(found.candidates) > 1


def test_a_ranker_of_other_features_is_refused(gazetteer: Gazetteer) -> None:
    other = replace(load_place_ranker(), features=("population",))
    with pytest.raises(ResourceError, match="trained on other features"):
        rank_places(article(TEXT), (), other)
