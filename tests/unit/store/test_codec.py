"""Core values come back from their JSON as they were."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core.coded import Coded, Failure, Step
from dateline.core.documents import Document, Span
from dateline.core.events import Event
from dateline.core.grounded import (
    Count,
    GroundedClaim,
    Interval,
    TimeBasis,
    TimePrecision,
    TimeRelation,
)
from dateline.errors import StoreError
from dateline.store.codec import (
    decode,
    encode,
    furthest_offset,
    join_document,
    metadata_digest,
    split_document,
    storable,
    to_plain,
)
from tests.strategies import any_text, coded, documents


@settings(max_examples=25, deadline=None)
@given(coded(any_text))
def test_everything_coded_comes_back_as_it_was(coded: Coded) -> None:
    assert decode(Coded, encode(coded)) == coded
    for claim in coded.claims:
        assert decode(GroundedClaim, encode(claim)) == claim
    for event in coded.events:
        assert decode(Event, encode(event)) == event


@settings(max_examples=25, deadline=None)
@given(coded())
def test_reading_and_writing_again_gives_the_same_bytes(coded: Coded) -> None:
    written = encode(coded)
    assert encode(decode(Coded, written)) == written


@settings(max_examples=25, deadline=None)
@given(documents(any_text))
def test_a_document_is_its_record_and_its_text(document: Document) -> None:
    record, text = split_document(document)
    assert join_document(record, text) == document
    text.encode()
    assert "\0" not in text


def test_a_clean_text_is_not_stored_twice() -> None:
    record, text = split_document(Document(id="d1", text="Rain fell on Orvelle."))
    assert text == "Rain fell on Orvelle."
    assert "Orvelle" not in record


def test_equal_counts_are_written_alike_whatever_their_number_type() -> None:
    mention = Span(0, 1)
    whole = Count(low=0, best=5, high=None, mention=mention)
    decimal = Count(low=-0.0, best=5.0, high=None, mention=mention)
    assert whole == decimal
    assert encode(whole) == encode(decimal)


def test_keys_are_sorted_and_nothing_is_spaced() -> None:
    written = encode(Count(low=1, best=2, high=3, mention=Span(4, 5), unit="kg"))
    assert written == (
        '{"best":2.0,"high":3.0,"low":1.0,"mention":{"end":5,"start":4},"unit":"kg"}'
    )


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_not_finite_is_refused(number: float) -> None:
    with pytest.raises(StoreError, match="cannot be stored"):
        encode(Count(low=None, best=number, high=None, mention=Span(0, 1)))


def test_a_field_of_a_wrong_type_is_refused() -> None:
    failure = Failure(path="a.txt", step=Step.READING, reason=b"bytes")  # type: ignore[arg-type]
    with pytest.raises(StoreError, match="Failure"):
        encode(failure)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"start": "soon"}'])
def test_what_is_not_such_a_value_is_refused(text: str) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        decode(Interval, text)


def test_the_furthest_offset_is_that_of_spans_not_of_days() -> None:
    interval = Interval(
        start=date(2020, 1, 1),
        end=date(2020, 1, 2),
        precision=TimePrecision.DAYS,
        relation=TimeRelation.IN,
        basis=TimeBasis.EXPLICIT,
        mention=Span(3, 9),
    )
    assert furthest_offset([to_plain(interval), {"mention": None}]) == 9
    assert furthest_offset([]) == 0


@given(documents(), st.sampled_from(["title", "outlet", "path", "url", "language"]))
def test_the_metadata_digest_changes_with_any_metadata(document: Document, name: str) -> None:
    changes: dict[str, Any] = {name: f"{getattr(document, name)} changed"}
    changed = replace(document, **changes)
    assert metadata_digest(changed) != metadata_digest(document)


def test_the_metadata_digest_leaves_out_the_text() -> None:
    one, two = Document(id="d1", text="one"), Document(id="d1", text="two")
    assert metadata_digest(one) == metadata_digest(two)


@given(any_text)
def test_a_storable_text_keeps_its_length_and_all_that_can_be_stored(text: str) -> None:
    kept = storable(text)
    assert len(kept) == len(text)
    assert all(a == b or b == "\ufffd" for a, b in zip(text, kept, strict=True))
    kept.encode()
