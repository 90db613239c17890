"""Every value can be walked back to the words that support it, in every record."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.api import Coder
from dateline.core.documents import Document, Span
from dateline.core.grounded import Count, GroundedClaim, Interval, Place
from dateline.exports.masking import BLOCK, named_persons
from dateline.store.interface import Store
from dateline.store.sqlite import open_store

from .coding import code_into, document_records, event_records

#: Two reports of one arrest; the title of the second names the suspect as well.
REPORTS = {
    "agency.txt": (
        "PUBLISHED: 2031-04-08\n\nPolice arrested Timur Vask, a welder, over the bomb attack on a "
        "barracks in Karaganda on Monday, prosecutors said. Vask denies the charges."
    ),
    "paper.txt": (
        "PUBLISHED: 2031-04-09\nTITLE: Who is Timur Vask?\n\nA welder, Timur Vask, was arrested in "
        "Karaganda on Monday over the bomb attack on a barracks. Timur Vask lived alone."
    ),
}


def spans_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of a record, at any depth, that has offsets."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int):
            yield value
        for inner in value.values():
            yield from spans_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans_in(inner)


def words_of(grounded: GroundedClaim) -> Iterator[Span]:
    """Yield the spans a claim's own words stand in: trigger, evidence, arguments, sources."""
    claim = grounded.claim
    yield claim.trigger.span
    yield from claim.evidence
    for argument in claim.arguments:
        yield argument.mention
        yield argument.head
    for attribution in claim.attribution:
        yield attribution.source
        yield attribution.cue


def all_words_of(grounded: GroundedClaim) -> Iterator[Span]:
    """Yield every span of a claim and of what grounding made of it."""
    yield from words_of(grounded)
    values: list[object] = [grounded.time, grounded.place]
    values += [toll.count for toll in grounded.toll]
    values += [argument.count for argument in grounded.arguments]
    for value in values:
        if isinstance(value, Interval | Place | Count):
            yield value.mention


def unsupported(document: Document, grounded: GroundedClaim) -> list[str]:
    """Return the words of a claim that lie in a comment, in furniture or in a repetition."""
    return [
        document.text_at(span)
        for span in words_of(grounded)
        for segment in document.segments
        if segment.span.overlaps(span) and not segment.bears_claims
    ]


@pytest.mark.parametrize("names", [False, True])
def test_every_value_of_a_document_slices_to_its_words(coded_store: Store, names: bool) -> None:
    records = document_records(coded_store, names=names)
    assert any(record["claims"] for record in records)
    for record in records:
        text = record["document"]["text"]
        for span in spans_in(record):
            assert 0 <= span["start"] < span["end"] <= len(text), span
            if "text" in span:
                assert text[span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize("names", [False, True])
def test_every_value_of_an_event_slices_to_its_words(coded_store: Store, names: bool) -> None:
    spans = [
        span for record in event_records(coded_store, names=names) for span in spans_in(record)
    ]
    assert spans
    for span in spans:
        document = coded_store.document(span["document"])
        assert document is not None
        stored = document.text_at(Span(span["start"], span["end"]))
        assert len(stored) == len(span["text"])
        shown = zip(stored, span["text"], strict=True)
        assert all(was == now or (now == BLOCK and not names) for was, now in shown), span


def test_every_claim_rests_on_evidence_that_holds_its_trigger(coded_store: Store) -> None:
    for grounded in coded_store.claims():
        claim = grounded.claim
        assert claim.evidence, claim
        assert claim.evidence[0].contains(claim.trigger.span), claim


def test_no_claim_rests_on_comments_furniture_or_repetitions(coded_store: Store) -> None:
    documents = {document.id: document for document in coded_store.documents()}
    for grounded in coded_store.claims():
        assert unsupported(documents[grounded.claim.document_id], grounded) == []


def names_in(store: Store) -> set[str]:
    """Return the full names of private persons that claims name."""
    return {
        " ".join(person.words)
        for document in store.documents()
        for person in named_persons(document, store.claims(document.id))
        if len(person.words) > 1
    }


def strings_in(value: Any) -> Iterator[str]:
    """Yield every string of a record but where the article is from."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in {"path", "url", "reason"}:
                yield from strings_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings_in(inner)


def test_names_of_private_persons_are_in_no_masked_record(coded_store: Store) -> None:
    masked = [
        *document_records(coded_store, names=False),
        *event_records(coded_store, names=False),
    ]
    strings = [" ".join(string.split()) for string in strings_in(masked)]
    for name in sorted(names_in(coded_store)):
        assert not [string for string in strings if name in string], name


def test_names_are_masked_in_every_report_and_shown_on_request(
    coder: Coder, tmp_path: Path
) -> None:
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with open_store(tmp_path / "events.db") as store:
        code_into(store, [tmp_path])
        assert "Timur Vask" in names_in(store)
        masked = [*document_records(store, names=False), *event_records(store, names=False)]
        shown = [*document_records(store, names=True), *event_records(store, names=True)]
    assert "Timur Vask" in " ".join(strings_in(shown))
    assert BLOCK not in " ".join(strings_in(shown))
    assert "Vask" not in " ".join(strings_in(masked))
    assert BLOCK in " ".join(strings_in(masked))


_ODD = ("", "…", "\u200b", "🔥 ", "\u0301", "مرحبا ", "«", "\u2028", "İ", "\t")
_PARAGRAPHS = tuple(
    paragraph
    for article in sorted(
        (Path(__file__).parents[2] / "src" / "dateline" / "resources" / "samples").glob("*.txt")
    )
    if "-ru" not in article.name
    for paragraph in article.read_text(encoding="utf-8").split("\n\n")[1:]
)


@given(
    parts=st.lists(
        st.tuples(st.sampled_from(_ODD), st.sampled_from(_PARAGRAPHS), st.sampled_from(_ODD)),
        min_size=1,
        max_size=6,
    )
)
@settings(
    max_examples=30,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_paragraphs_in_any_order_with_odd_characters_keep_their_evidence(
    coder: Coder, parts: list[tuple[str, str, str]]
) -> None:
    text = "\n\n".join(before + paragraph + after for before, paragraph, after in parts)
    coded = coder.code(text)
    assert coded.failures == () or "language" in coded.failures[0].reason
    ids = {claim.claim.id for claim in coded.claims}
    for grounded in coded.claims:
        assert all(coded.document.text_at(span).strip() for span in all_words_of(grounded))
        assert unsupported(coded.document, grounded) == []
    assert {claim for event in coded.events for claim in event.claims} == ids
