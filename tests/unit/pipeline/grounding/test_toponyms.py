"""Place names in running text: what is one, and what only looks like one."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core.documents import Document, Segment, SegmentKind, Span, document_id
from dateline.pipeline.articles.sentences import split_sentences
from dateline.pipeline.grounding.place_names import Toponym
from dateline.pipeline.grounding.places import resolve
from dateline.pipeline.grounding.toponyms import find_toponyms
from dateline.resources.gazetteer import Gazetteer, PlaceKind, open_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def article(text: str, kind: SegmentKind = SegmentKind.PARAGRAPH) -> Document:
    segments = (Segment(kind=kind, span=Span(0, len(text))),) if text.strip() else ()
    return Document(id=document_id(text), text=text, language="en", segments=segments)


def toponyms(text: str, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    document = article(text)
    return find_toponyms(document, split_sentences(document), gazetteer)


def places(text: str, gazetteer: Gazetteer) -> list[str]:
    found = toponyms(text, gazetteer)
    return [text[t.span.start : t.span.end] for t in found if not t.context_only]


def context(text: str, gazetteer: Gazetteer) -> list[str]:
    found = toponyms(text, gazetteer)
    return [text[t.span.start : t.span.end] for t in found if t.context_only]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two officers were wounded in Kandahar on Friday.", ["Kandahar"]),
        ("Shells fell on villages in northern Syria overnight.", ["Syria"]),
        ("The raid took place in Osh region late on Monday.", ["Osh region"]),
        ("A convoy was hit in the province of Herat.", ["Herat"]),
        ("Clashes went on in Kunduz and Takhar provinces.", ["Kunduz", "Takhar"]),
        ("He was held in Bama, Borno State.", ["Bama", "Borno State"]),
        ("The suspect is from Salisbury, N.C., prosecutors wrote.", ["Salisbury", "N.C."]),
        ("The U.S. and Turkey traded blame.", ["U.S.", "Turkey"]),
        ("Troops entered the Sambisa Forest from Deir ez-Zor.", ["Sambisa Forest", "Deir ez-Zor"]),
        ("They fled to Bosnia and Herzegovina.", ["Bosnia and Herzegovina"]),
        ("Gunmen fired on Kabul University.", ["Kabul"]),
    ],
)
def test_places_are_found(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    assert places(text, gazetteer) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Police said most of them had fled by March.",
        "Bashar Warsame praised Ali Hamadov and Jackson Reade.",
        "Ms. Paris Keldon was not hurt.",
        "Boko Haram and al-Qaeda in the Islamic Maghreb denied it.",
        "The Washington Post and Voice of America carried the report.",
        "Authorities reported nothing more on Sunday.",
        "The Department of Justice declined to comment.",
        "The Islamic State in Iraq and the Levant issued a statement.",
        "The fine was 90,000 tenge (about US $210).",
        "They hid U.S. $400 and 70 US dollars.",
    ],
)
def test_what_is_no_place_is_passed_over(gazetteer: Gazetteer, text: str) -> None:
    assert places(text, gazetteer) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Kyrgyz citizen and two Afghans were held.", ["Kyrgyz", "Afghans"]),
        ("The Kabul-based group thanked its donors.", ["Kabul"]),
        ("Iran-backed fighters withdrew.", ["Iran"]),
        ("Afghanistan President Karim Dastan spoke.", ["Afghanistan"]),
    ],
)
def test_names_that_only_tell_where_somebody_is_from_are_context(
    gazetteer: Gazetteer, text: str, expected: list[str]
) -> None:
    assert context(text, gazetteer) == expected
    assert places(text, gazetteer) == []


def test_a_town_named_like_a_word_needs_a_preposition(gazetteer: Gazetteer) -> None:
    assert places("Reading is good for children.", gazetteer) == []
    assert places("A man was stabbed in Reading on Friday.", gazetteer) == ["Reading"]


def test_an_unknown_village_is_kept_without_candidates(gazetteer: Gazetteer) -> None:
    text = "Gunmen stormed the village of Qarrvale. Nobody in Qarrvale was spared."
    found = toponyms(text, gazetteer)
    assert [(text[t.span.start : t.span.end], t.candidates) for t in found] == [
        ("Qarrvale", ()),
        ("Qarrvale", ()),
    ]


def test_a_longer_unknown_name_is_not_read_as_the_known_one_it_begins_with(
    gazetteer: Gazetteer,
) -> None:
    assert "San Pedro" not in places("The rebels attacked San Pedro del Urmo.", gazetteer)


def test_the_dateline_of_a_report_is_a_place(gazetteer: Gazetteer) -> None:
    document = article("BISHKEK --", SegmentKind.DATELINE)
    (found,) = find_toponyms(document, split_sentences(document), gazetteer)
    assert document.text_at(found.span) == "BISHKEK"


def test_comments_are_not_searched(gazetteer: Gazetteer) -> None:
    document = article("It was in Kabul!", SegmentKind.COMMENT)
    assert find_toponyms(document, split_sentences(document), gazetteer) == ()


def test_abbreviations_of_states_are_read_after_a_place_only(gazetteer: Gazetteer) -> None:
    assert places("He fell ill in Paris, Ky., in May.", gazetteer) == ["Paris", "Ky."]
    assert places("Miss Ala spoke of La and Me.", gazetteer) == []


WORDS = st.sampled_from(
    ["Kabul", "Paris", "Hilton", "in", "near", "the", "Afghan", "said", "Police", "N.C.", ",", ".",
     "-", "of", "Province", "Ali", "al-Bab", "U.S.", "provinces", "and", "village", "San", "de",
     "Most", "May", "KYIV", "(AP)", "—", "’s"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_names_lie_in_the_text_in_order_and_do_not_overlap(text: str) -> None:
    found = toponyms(text, _GAZETTEER)
    for toponym in found:
        assert text[toponym.span.start : toponym.span.end].strip()
    for left, right in pairwise(found):
        assert left.span.end <= right.span.start


_GAZETTEER = open_gazetteer()


@pytest.mark.parametrize("piece", ["San ", "Kabul ", "Kabul, ", "in the village of Xyzzar. "])
def test_a_line_of_names_four_times_as_long_takes_about_four_times_as_long(
    piece: str, gazetteer: Gazetteer
) -> None:
    def seconds(length: int) -> float:
        document = article((piece * length)[:length])
        sentences = split_sentences(document)
        begin = process_time()
        resolve(document, find_toponyms(document, sentences, gazetteer))
        return process_time() - begin

    seconds(100)
    short = min(seconds(6_000) for _ in range(2))
    assert min(seconds(24_000) for _ in range(2)) < 12 * short + 0.05


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fighters raided Djibo in the Sahel region.", ["Djibo", "Sahel region"]),
        ("Gunmen fired on the Kaduna-Abuja highway.", ["Kaduna", "Abuja"]),
        ("Police in the Peruvian town of Trujillo fled.", ["Trujillo"]),
        ("They met at the weekly market of Bartola.", ["Bartola"]),
        ("A camp at Dorvana on the outskirts of Goma burnt.", ["Dorvana", "Goma"]),
        ("The Iran-backed group left.", []),
    ],
)
def test_places_are_known_by_what_the_text_puts_them_in_or_beside(
    gazetteer: Gazetteer, text: str, expected: list[str]
) -> None:
    assert places(text, gazetteer) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It struck an outlying farming area of Peru.", PlaceKind.COUNTRY),
        ("It struck the Mexican state of Veracruz.", PlaceKind.ADMIN1),
    ],
)
def test_one_of_the_areas_of_a_country_is_no_place_of_that_name(
    gazetteer: Gazetteer, text: str, kind: PlaceKind
) -> None:
    found = [t for t in toponyms(text, gazetteer) if not t.context_only]
    assert found[-1].candidates[0].kind is kind


def test_a_country_that_a_group_is_based_in_is_context(gazetteer: Gazetteer) -> None:
    text = "Two members of a Pakistan based outfit were shot in Srinagar."
    assert places(text, gazetteer) == ["Srinagar"]
    assert context(text, gazetteer) == ["Pakistan"]


def test_a_branch_named_after_a_desert_is_no_place(gazetteer: Gazetteer) -> None:
    text = "A leader of ISIS in the Greater Sahara was shot in Gao."
    assert places(text, gazetteer) == ["Gao"]


def test_a_name_that_is_called_a_village_after_a_verb_is_a_place(gazetteer: Gazetteer) -> None:
    assert places("Bandits stormed Tsawuri village on Friday.", gazetteer) == ["Tsawuri"]
    assert places("Bandits stormed a Tsawuri village on Friday.", gazetteer) == []
