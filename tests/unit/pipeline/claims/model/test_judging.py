"""Confidence that means how likely a claim is right."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dateline.core.documents import SegmentKind, Sentence, Span
from dateline.pipeline.claims.model.judging import Evidence, passages
from dateline.resources.extractor_files import Calibration

CALIBRATION = Calibration(intercept=-1.0, rules=2.0, act=0.5, type=0.25)


def sentences(count: int) -> list[Sentence]:
    return [
        Sentence(span=Span(10 * n, 10 * n + 9), segment=SegmentKind.PARAGRAPH, paragraph=n, index=n)
        for n in range(count)
    ]


def test_sentence_of_a_trigger_is_read_whole() -> None:
    assert passages(sentences(6), [Span(23, 25)]) == [Span(20, 29)]


def test_passages_that_meet_are_read_as_one() -> None:
    assert passages(sentences(8), [Span(13, 15), Span(23, 25)]) == [Span(10, 29)]


def test_passages_apart_stay_apart() -> None:
    found = passages(sentences(9), [Span(3, 5), Span(63, 65)])
    assert found == [Span(0, 9), Span(60, 69)]


def test_without_triggers_nothing_is_read() -> None:
    assert passages(sentences(5), []) == []


@given(st.lists(st.integers(0, 29), max_size=6))
def test_passages_never_overlap_and_hold_every_trigger(where: list[int]) -> None:
    triggers = [Span(10 * n + 2, 10 * n + 4) for n in where]
    found = passages(sentences(30), triggers)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(any(p.contains(t) for p in found) for t in triggers)


def test_more_evidence_makes_a_claim_likelier() -> None:
    weak = Evidence(rules=0.5, act=-2.0, type=-2.0).probability(CALIBRATION)
    strong = Evidence(rules=0.9, act=2.0, type=2.0).probability(CALIBRATION)
    assert 0 < weak < strong < 1


def test_no_claim_is_certain() -> None:
    sure = Calibration(intercept=50.0, rules=0.0, act=0.0, type=0.0)
    assert Evidence(rules=0.9, act=0.0, type=0.0).probability(sure) == 0.98
