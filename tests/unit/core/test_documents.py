"""Spans, segments and documents keep their promises for any text."""

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.documents import (
    CLAIM_BEARING,
    Document,
    Segment,
    SegmentKind,
    Sentence,
    Span,
    document_id,
)
from dateline.errors import EvidenceError
from tests.strategies import any_text, documents, sentences, spans, spans_in

SPANS = spans(60)


# Span


@given(start=st.integers(-5, 20), end=st.integers(-5, 20))
def test_a_span_is_never_empty_reversed_or_before_the_text(start: int, end: int) -> None:
    if 0 <= start < end:
        assert len(Span(start, end)) == end - start
    else:
        with pytest.raises(EvidenceError, match="not a span"):
            Span(start, end)


@given(SPANS, SPANS)
def test_spans_overlap_if_they_share_a_character(one: Span, other: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlaps(other) == bool(shared)
    assert one.overlaps(other) == other.overlaps(one)


@given(SPANS, SPANS)
def test_a_span_contains_another_if_it_has_all_its_characters(one: Span, other: Span) -> None:
    within = set(range(other.start, other.end)) <= set(range(one.start, one.end))
    assert one.contains(other) == within
    assert not one.contains(other) or one.overlaps(other)


@given(SPANS, SPANS)
def test_two_spans_that_contain_each_other_are_equal(one: Span, other: Span) -> None:
    assert (one.contains(other) and other.contains(one)) == (one == other)


@given(SPANS, st.integers(0, 50))
def test_shifting_there_and_back_changes_nothing(span: Span, offset: int) -> None:
    moved = span.shifted(offset)
    assert len(moved) == len(span)
    assert moved.start == span.start + offset
    assert moved.shifted(-offset) == span


@given(SPANS)
def test_a_span_cannot_be_shifted_out_in_front_of_the_text(span: Span) -> None:
    with pytest.raises(EvidenceError):
        span.shifted(-span.start - 1)


@given(st.lists(SPANS))
def test_spans_sort_by_start_then_end(several: list[Span]) -> None:
    assert sorted(several) == sorted(several, key=lambda span: (span.start, span.end))


@given(SPANS, SPANS)
def test_equal_spans_are_one_member_of_a_set(one: Span, other: Span) -> None:
    assert len({one, other}) == (1 if one == other else 2)
    assert {Span(one.start, one.end)} == {one}


# Document


@given(st.data())
def test_text_at_a_span_is_the_slice_it_names(data: st.DataObject) -> None:
    document = data.draw(documents(any_text))
    span = data.draw(spans_in(document))
    words = document.text_at(span)
    assert words == document.text[span.start : span.end]
    assert len(words) == len(span)


@given(documents(), st.integers(0, 5), st.integers(1, 5))
def test_a_span_that_ends_after_the_text_is_refused(
    document: Document, before: int, after: int
) -> None:
    length = len(document.text)
    span = Span(max(0, length - before), length + after)
    with pytest.raises(EvidenceError, match=document.id):
        document.text_at(span)


def test_offsets_count_code_points_not_bytes_or_utf_16_units() -> None:
    document = Document(id="d1", text="𝔸é北 bomb")
    assert document.text_at(Span(4, 8)) == "bomb"
    assert document.text_at(Span(0, 1)) == "𝔸"


@given(documents())
def test_every_character_is_in_the_segment_found_at_it(document: Document) -> None:
    for offset, character in enumerate(document.text):
        segment = document.segment_at(offset)
        if segment is None:
            assert character.isspace()
        else:
            assert segment.span.start <= offset < segment.span.end
    assert document.segment_at(len(document.text)) is None


@given(documents())
def test_segments_by_kind_are_all_the_segments_in_text_order(document: Document) -> None:
    by_kind = {kind: list(document.segments_of(kind)) for kind in SegmentKind}
    found = sorted((s for segments in by_kind.values() for s in segments), key=lambda s: s.span)
    assert found == list(document.segments)
    assert all(s.kind == kind for kind, segments in by_kind.items() for s in segments)


@given(any_text, any_text)
def test_documents_have_the_same_id_only_if_they_have_the_same_text(one: str, other: str) -> None:
    assert (document_id(one) == document_id(other)) == (one == other)


def test_the_id_of_a_text_never_changes_between_versions() -> None:
    assert document_id("") == "e3b0c44298fc1c14"
    assert document_id("Rain in Orvelle.\n") == "594842481cc199e2"


@given(any_text)
def test_an_id_is_sixteen_hex_digits(text: str) -> None:
    assert len(document_id(text)) == 16
    assert set(document_id(text)) <= set("0123456789abcdef")


@given(documents())
def test_a_document_does_not_change(document: Document) -> None:
    with pytest.raises(FrozenInstanceError):
        document.text = "other"  # type: ignore[misc]
    assert hash(document) == hash(replace(document))
    assert document == replace(document)


# Segment and sentence


@pytest.mark.parametrize("kind", SegmentKind)
def test_only_an_article_s_own_words_bear_claims_and_only_once(kind: SegmentKind) -> None:
    segment = Segment(kind=kind, span=Span(10, 20))
    assert segment.bears_claims == (kind in CLAIM_BEARING)
    assert not replace(segment, copy_of=Span(0, 10)).bears_claims


@pytest.mark.parametrize("kind", [SegmentKind.COMMENT, SegmentKind.FURNITURE])
def test_comments_and_furniture_never_bear_claims(kind: SegmentKind) -> None:
    assert not Segment(kind=kind, span=Span(0, 1)).bears_claims


@given(st.data())
def test_a_sentence_lies_inside_one_segment(data: st.DataObject) -> None:
    document = data.draw(
        documents().filter(lambda d: any(s.kind in CLAIM_BEARING for s in d.segments))
    )
    sentence: Sentence = data.draw(sentences(document))
    segment = document.segments[sentence.paragraph]
    assert segment.span.contains(sentence.span)
    assert sentence.segment == segment.kind
