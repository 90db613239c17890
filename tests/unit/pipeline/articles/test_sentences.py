"""Segments to sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.documents import SegmentKind
from dateline.pipeline.articles.read import document_from_text
from dateline.pipeline.articles.sentences import MAX_SENTENCE, find_sentences, split_sentences
from tests.unit.pipeline.articles.examples import DATA, read_file


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in find_sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Gen. Roe of the U.S. Army met Sr. Comr. Quill at 8 a.m. on Jan. 7.",
        'The "[named] groups ... operated" from abroad.',
        "It took 3.5 kg to level No. 4 Mill Street.",
        "The site torva.am and 24.kg wrote about J. R. Roe.",
        '"Who did it?" Roe asked.',
        "Yahoo! said so...",
        "1. Buy nothing.",
        "It ended on Sunday..",
        "Sanctions fall under order (E.O.) 13224.",
    ],
)
def test_no_full_stop_inside_ends_the_sentence(sentence: str) -> None:
    assert sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('"We stopped them," he said.', "Nobody was hurt."),
        ("“It was us.”", "He left."),
        ("They came at 10 p.m.", "The guards fled."),
        ("He flew to the U.S.", "They did not."),
        ("No.", "He did not go."),
        ("We waited...", "The train never came."),
        ("Was it a bomb?", "Officials would not say."),
        ("(Nobody was hurt.)", "A car burned."),
    ],
)
def test_two_sentences_are_parted(first: str, second: str) -> None:
    assert sentences(f"{first} {second}") == [first, second]


def test_sentences_glued_by_a_scraper_are_parted_before_a_telling_word() -> None:
    assert sentences("He left.The police came.") == ["He left.", "The police came."]


def test_sentences_may_span_lines_of_wrapped_text() -> None:
    assert sentences("Police came\nat once. Men\nfled.") == ["Police came\nat once.", "Men\nfled."]


def test_endless_text_is_cut_to_pieces_a_parser_can_bear() -> None:
    pieces = sentences("word " * 5_000)
    assert max(map(len, pieces)) <= MAX_SENTENCE
    assert " ".join(pieces).split() == ["word"] * 5_000


@given(st.text(alphabet="aB. ?\"'”([)]\n…A.1!", max_size=200))
def test_sentences_cover_all_words_in_order_without_overlap(text: str) -> None:
    position = 0
    for start, end in find_sentences(text):
        assert position <= start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()


def test_comments_furniture_and_copies_give_no_sentence() -> None:
    document = read_file(DATA / "scraped.txt").document
    found = split_sentences(document)
    words = [document.text_at(sentence.span) for sentence in found]
    assert [sentence.index for sentence in found] == list(range(len(found)))
    assert sum("covered market" in sentence for sentence in words) == 1
    assert not any("shoot" in sentence or "Reply" in sentence for sentence in words)


@given(st.text(alphabet="ab .\nTA:-\"'", max_size=200).filter(str.strip))
def test_a_sentence_lies_inside_the_segment_it_names(text: str) -> None:
    document = document_from_text(text)
    for sentence in split_sentences(document):
        segment = document.segments[sentence.paragraph]
        assert segment.span.contains(sentence.span)
        assert segment.kind is sentence.segment
        assert segment.kind not in (SegmentKind.COMMENT, SegmentKind.FURNITURE)
