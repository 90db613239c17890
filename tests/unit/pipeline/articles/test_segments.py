"""What each part of a scraped page is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.documents import DateBasis, Document, SegmentKind
from dateline.pipeline.articles.read import document_from_text
from tests.unit.pipeline.articles.examples import DATA, read_file, words_of

BODY = (
    "Police in the town of Torva arrested two men on Tuesday, the ministry said.\n\n"
    "The men had bought chemicals and drawn plans of a market hall, an officer told reporters.\n\n"
    "A third man got away over the hills, and soldiers with dogs are searching the border area.\n\n"
    "The governor of the province thanked the neighbours who had called the police in time."
)


def segments(text: str) -> Document:
    return document_from_text(text)


def kind_of(document: Document, words: str) -> SegmentKind:
    """Return the kind of the segment that covers the words at their last place in the text."""
    segment = document.segment_at(document.text.rindex(words))
    assert segment is not None
    return segment.kind


def test_a_scraped_page_comes_apart_into_its_parts() -> None:
    document = read_file(DATA / "scraped.txt").document
    assert document.title == "Two held over plan to bomb Torva market"
    assert document.byline == "Mara Quill"
    assert document.dateline == "TORVA"
    assert words_of(document, SegmentKind.HEADLINE) == [document.title]
    assert words_of(document, SegmentKind.SUBHEADING) == ["A wider search"]
    assert words_of(document, SegmentKind.DATELINE) == ["TORVA --"]
    assert len(words_of(document, SegmentKind.PARAGRAPH)) == 3
    assert words_of(document, SegmentKind.COMMENT) == [
        "Hang them all, I say!",
        "The army should shoot every one of them in the market square.",
    ]


def test_the_second_of_two_equal_captions_is_a_copy_of_the_first() -> None:
    document = read_file(DATA / "scraped.txt").document
    first, second = document.segments_of(SegmentKind.CAPTION)
    assert first.copy_of is None
    assert second.copy_of == first.span
    assert not second.bears_claims


@pytest.mark.parametrize(
    "opening",
    [
        "2 comments",
        "Comments (2)",
        "Leave a Reply",
        "Join the conversation",
        "3 thoughts on “Two held in Torva”",
        "Facebook Comments",
        "View all 2 comments",
        "Discussion about this post",
        "Post a Comment",
        "Have your say",
    ],
)
def test_nothing_below_the_start_of_comments_bears_claims(opening: str) -> None:
    threats = "Shoot them all in the square.\n\nBurn down the mosque tonight, who is with me?"
    document = segments(f"{BODY}\n\n{opening}\n\n{threats}")
    assert kind_of(document, "Shoot them") is SegmentKind.COMMENT
    assert kind_of(document, "Burn down") is SegmentKind.COMMENT
    assert kind_of(document, "The governor") is SegmentKind.PARAGRAPH


@pytest.mark.parametrize("trace", ["Reply", "ReplyDelete", "Like · Reply · 3", "Log in to Reply"])
def test_comments_without_a_heading_are_known_by_their_buttons(trace: str) -> None:
    document = segments(
        f"{BODY}\n\nKill every one of them at once.\n\n{trace}\n\nI agree with you."
    )
    assert kind_of(document, "Kill every") is SegmentKind.COMMENT
    assert kind_of(document, "I agree") is SegmentKind.COMMENT
    assert kind_of(document, "The governor") is SegmentKind.PARAGRAPH


def test_comments_without_a_heading_are_known_by_their_writers_names() -> None:
    document = segments(f"{BODY}\n\nAnonymous said...\n\nKill every one of them at once.")
    assert kind_of(document, "Kill every") is SegmentKind.COMMENT


def test_a_source_who_says_something_is_no_commenter() -> None:
    document = segments(f"{BODY}\n\nThe minister said:\n\nWe will find the third man by Friday.")
    assert kind_of(document, "We will find") is SegmentKind.PARAGRAPH


def test_a_comment_count_above_the_text_does_not_hide_the_text() -> None:
    document = segments(f"Two held in Torva\n\n0 Comments\n\n{BODY}")
    assert len(words_of(document, SegmentKind.PARAGRAPH)) == 4
    deck = "Two men are in custody after the police searched a flat in the town, officials said."
    document = segments(f"Two held in Torva\n\n{deck}\n\n12 comments\n\nBy Mara Quill\n\n{BODY}")
    assert kind_of(document, "The governor") is SegmentKind.PARAGRAPH


def test_links_to_other_articles_end_where_the_text_goes_on() -> None:
    first, rest = BODY.split("\n\n", 1)
    links = "Read also\n\nBomb kills nine in Dera Sahil\n\nGunmen storm a hotel in Vell"
    document = segments(f"{first}\n\n{links}\n\n{rest}")
    assert kind_of(document, "Bomb kills") is SegmentKind.FURNITURE
    assert kind_of(document, "Gunmen storm") is SegmentKind.FURNITURE
    assert len(words_of(document, SegmentKind.PARAGRAPH)) == 4


def test_teasers_below_the_tags_are_not_the_article() -> None:
    teaser = "VELL -- Gunmen stormed a hotel in the capital on Monday and shot six guests dead."
    document = segments(f"{BODY}\n\nTags: crime, Torva\n\nRead also\n\nHotel stormed\n\n{teaser}")
    assert kind_of(document, "Gunmen stormed") is SegmentKind.FURNITURE


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "87 SHARES Share Tweet Email",
        "Share on Facebook",
        "Subscribe to our newsletter for the latest news",
        "We use cookies. By continuing you accept our cookie policy.",
        "#signup{background:#fff; width:90%;} (function($) {var fnames = new Array();}(jQuery));",
        "Source: Norland Courier",
        "More follows",
        "Tags: crime, Torva",
        "Do you like this article?",
        "Related Articles",
        "© 2021 Norland Courier. All rights reserved.",
        "Reporting by Mara Quill; editing by Ivo Brandt",
        "Read more: Hotel stormed in Vell",
        "https://courier.example/a",
        "Published May 4, 2021 10:00 am",
    ],
)
def test_furniture_is_told_from_text_wherever_it_stands(line: str) -> None:
    paragraphs = BODY.split("\n\n")
    document = segments("\n\n".join([paragraphs[0], line, *paragraphs[1:]]))
    assert kind_of(document, line) is SegmentKind.FURNITURE
    assert len(words_of(document, SegmentKind.PARAGRAPH)) == 4


@pytest.mark.parametrize(
    "sentence",
    [
        "Comments by the minister angered the families of the dead.",
        "By Friday, police had arrested nine more men in the province.",
        "Related attacks killed six people in the same week.",
        "Read the whole letter, the judge told him, and he did.",
        "Share prices fell after the blast.",
        "Follow-up raids led to two more arrests.",
        "Police used a function of the phone { } to find him.",
        "Popular anger grew after the killings.",
    ],
)
def test_sentences_that_begin_like_furniture_are_text(sentence: str) -> None:
    paragraphs = BODY.split("\n\n")
    document = segments("\n\n".join([*paragraphs[:2], sentence, *paragraphs[2:]]))
    assert kind_of(document, sentence) is SegmentKind.PARAGRAPH


@pytest.mark.parametrize(
    "caption",
    [
        "Police stand guard outside the market. — Reuters/Mara Quill",
        "Police stand guard outside the market.—AP",
        "Police stand guard outside the market. [Interior Ministry]",
        "FILE PHOTO: Police stand guard outside the market.",
        "Police stand guard outside the market. (AP Photo/Mara Quill)",
        "Police stand guard outside the market. Mara Quill/Handout via REUTERS",
        "Photo: Police stand guard outside the market.",
    ],
)
def test_a_credit_makes_a_caption(caption: str) -> None:
    document = segments(f"Two held in Torva market plot\n\n{caption}\n\n{BODY}")
    assert kind_of(document, caption) is SegmentKind.CAPTION


def test_the_last_words_of_a_wire_report_are_text_although_the_agency_is_named() -> None:
    document = segments(f"{BODY}\n\nThe men were shot dead later in the night. — AFP")
    assert kind_of(document, "The men were shot") is SegmentKind.PARAGRAPH


def test_the_headline_is_found_below_site_names_and_menus() -> None:
    document = segments(
        f"Courier Logo\nWorld\nSign in\nTwo men held in Torva market plot\n\n{BODY}"
    )
    assert document.title == "Two men held in Torva market plot"


def test_a_cut_off_teaser_of_the_first_paragraph_is_set_aside() -> None:
    document = segments(f"Police in the town of Torva arrested two men...\n\n{BODY}")
    assert document.segments[0].kind is SegmentKind.FURNITURE


def test_a_machine_written_date_is_parted_from_the_words_it_is_glued_to() -> None:
    document = segments(f" date 2021-05-04 Two men held in Torva market plot\n\n{BODY}")
    assert document.title == "Two men held in Torva market plot"
    assert document.published is not None
    assert document.published.date == date(2021, 5, 4)
    assert document.published.basis is DateBasis.TEXT


@given(st.text(alphabet='ab .\nTA:-[]"ply', max_size=300).filter(str.strip))
def test_segments_cover_all_words_in_order_without_overlap(text: str) -> None:
    document = document_from_text(text)
    position = 0
    for segment in document.segments:
        assert position <= segment.span.start
        assert not document.text[position : segment.span.start].strip()
        words = document.text_at(segment.span)
        assert words == words.strip()
        position = segment.span.end
    assert not document.text[position:].strip()


@given(
    st.lists(
        st.sampled_from(
            [
                "Reply",
                "2 Comments",
                "Read also",
                "Popular",
                "Tags: x",
                "Hotel stormed",
                BODY,
                "Source: x",
            ]
        ),
        max_size=12,
    )
)
def test_after_the_first_comment_only_comments_and_furniture_follow(parts: list[str]) -> None:
    document = document_from_text("\n\n".join(["Two held in Torva", *parts]))
    kinds = [segment.kind for segment in document.segments]
    if SegmentKind.COMMENT in kinds:
        below = set(kinds[kinds.index(SegmentKind.COMMENT) :])
        assert below <= {SegmentKind.COMMENT, SegmentKind.FURNITURE}


def test_a_sentence_printed_twice_running_is_a_caption_without_a_credit_too() -> None:
    line = "Soldiers look for survivors in what is left of the hall."
    document = segments(f"Two held in Torva market plot\n\n{line}\n\n{line}\n\n{BODY}")
    first, second = document.segments_of(SegmentKind.CAPTION)
    assert (first.copy_of, second.copy_of) == (None, first.span)
