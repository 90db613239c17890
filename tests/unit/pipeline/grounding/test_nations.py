"""Where an act was that is told only by whose people it struck, or which border it was near."""

import pytest

from dateline.core.claims import Basis
from dateline.core.documents import Document, Segment, SegmentKind, Span, document_id
from dateline.core.grounded import Place, PlacePrecision, Reason, Unresolved
from dateline.pipeline.articles.sentences import split_sentences
from dateline.pipeline.grounding.nations import (
    beside_border,
    nations_of,
    of_authorities,
    votes_of,
)
from dateline.pipeline.grounding.places import resolve
from dateline.pipeline.grounding.toponyms import find_toponyms
from dateline.resources.gazetteer import Gazetteer, open_gazetteer

NOWHERE = Unresolved(reason=Reason.NOT_STATED)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def grounded(text: str, gazetteer: Gazetteer, place: Place | Unresolved) -> Place | Unresolved:
    document = Document(
        id=document_id(text),
        text=text,
        language="en",
        segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),),
    )
    toponyms = find_toponyms(document, split_sentences(document), gazetteer)
    whole = Span(0, len(text))
    resolved = resolve(document, toponyms)
    return beside_border(document, whole, place, nations_of(toponyms), resolved)


def somewhere(country: str, basis: Basis) -> Place:
    return Place(
        name="Sarrin",
        admin1=None,
        country=country,
        latitude=0.0,
        longitude=0.0,
        precision=PlacePrecision.TOWN,
        gazetteer="dateline:sarrin",
        basis=basis,
        mention=Span(0, 1),
    )


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The Nigerien army lost nine soldiers at a post near the Malian border.", "NE"),
        ("Nine men died close to the border with Mali, the army of Niger said.", "NE"),
        ("Two Kenyan guards were shot along the Somali border on Sunday.", "KE"),
    ],
)
def test_an_act_at_a_border_is_on_the_side_of_the_people_it_struck(
    gazetteer: Gazetteer, text: str, country: str
) -> None:
    found = grounded(text, gazetteer, NOWHERE)
    assert isinstance(found, Place)
    assert (found.country, found.precision) == (country, PlacePrecision.COUNTRY)


@pytest.mark.parametrize(
    "text",
    [
        "Nine soldiers died in an ambush near the Malian border.",
        "Nine Nigerien soldiers died in an ambush.",
        "French and Nigerien soldiers died near the Malian border.",
    ],
)
def test_which_side_is_meant_stays_open_where_nothing_tells_it(
    gazetteer: Gazetteer, text: str
) -> None:
    assert grounded(text, gazetteer, NOWHERE) is NOWHERE


def test_a_place_that_the_sentence_names_stays(gazetteer: Gazetteer) -> None:
    place = somewhere("ML", Basis.ARGUMENT)
    text = "The Nigerien army lost nine soldiers in Sarrin near the Malian border."
    assert grounded(text, gazetteer, place) is place


def test_a_place_told_elsewhere_stays_if_it_is_on_this_side(gazetteer: Gazetteer) -> None:
    text = "The Nigerien army lost nine soldiers near the Malian border."
    here, abroad = somewhere("NE", Basis.DOCUMENT), somewhere("TR", Basis.DOCUMENT)
    assert grounded(text, gazetteer, here) is here
    found = grounded(text, gazetteer, abroad)
    assert isinstance(found, Place)
    assert found.country == "NE"


def test_each_word_for_a_nation_is_a_vote(gazetteer: Gazetteer) -> None:
    text = "Kenyan police and a Kenyan judge spoke to a Somali envoy."
    document = Document(
        id=document_id(text),
        text=text,
        language="en",
        segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),),
    )
    toponyms = find_toponyms(document, split_sentences(document), gazetteer)
    assert votes_of(nations_of(toponyms)) == {"KE": 2, "SO": 1}


def grounded_at_home(
    text: str, gazetteer: Gazetteer, place: Place | Unresolved
) -> Place | Unresolved:
    document = Document(
        id=document_id(text),
        text=text,
        language="en",
        segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),),
    )
    toponyms = find_toponyms(document, split_sentences(document), gazetteer)
    return of_authorities(document, Span(0, len(text)), place, nations_of(toponyms))


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A Belgian court sentenced a man to nine years in prison.", "BE"),
        ("Turkish anti-terror police held nine men.", "TR"),
        ("German federal prosecutors charged him.", "DE"),
    ],
)
def test_what_authorities_do_is_in_their_country(
    gazetteer: Gazetteer, text: str, country: str
) -> None:
    abroad = somewhere("FR", Basis.DOCUMENT)
    for place in (NOWHERE, abroad):
        found = grounded_at_home(text, gazetteer, place)
        assert isinstance(found, Place)
        assert (found.country, found.precision) == (country, PlacePrecision.COUNTRY)


def test_a_place_of_the_sentence_or_of_that_country_stays(gazetteer: Gazetteer) -> None:
    text = "A Belgian court sentenced a man to nine years in prison."
    for place in (somewhere("FR", Basis.SENTENCE), somewhere("BE", Basis.DOCUMENT)):
        assert grounded_at_home(text, gazetteer, place) is place


def test_a_citizen_is_no_authority(gazetteer: Gazetteer) -> None:
    text = "A Belgian citizen was sentenced to nine years in prison."
    assert grounded_at_home(text, gazetteer, NOWHERE) is NOWHERE
