"""Finding what stands at a place of a text, and how much work that is."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.claims import Anchor, Basis
from dateline.core.documents import Document, Span, document_id
from dateline.core.grounded import Place, PlacePrecision
from dateline.pipeline.grounding.facilities import PlacesAround
from dateline.pipeline.grounding.places import ground_place
from dateline.pipeline.grounding.span_map import SpanMap
from dateline.resources.gazetteer import Entry, PlaceKind

_TOWN = Entry(
    id="dateline:sarrin", name="Sarrin", kind=PlaceKind.TOWN, country="KE", admin1=None,
    admin1_id=None, latitude=0.0, longitude=0.0, population=100,
)  # fmt: skip


@st.composite
def spans_apart(draw: st.DrawFn) -> list[Span]:
    lengths = draw(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 4)), max_size=8))
    spans, at = [], 0
    for gap, length in lengths:
        spans.append(Span(at + gap, at + gap + length))
        at += gap + length
    return draw(st.permutations(spans))


@given(spans=spans_apart(), start=st.integers(0, 40), length=st.integers(1, 10))
def test_what_overlaps_or_follows_is_what_a_look_at_every_span_finds(
    spans: list[Span], start: int, length: int
) -> None:
    known = SpanMap(dict.fromkeys(spans, 1))
    span = Span(start, start + length)
    assert [s for s, _ in known.overlapping(span)] == sorted(s for s in spans if s.overlaps(span))
    assert [s for s, _ in known.following(start)] == sorted(s for s in spans if s.start >= start)
    nearest = min(spans, key=lambda s: (abs(s.start - start), s), default=None)
    assert known.nearest(start) == nearest


def calls_of(work: Callable[[], object]) -> int:
    """Return how many functions a piece of work calls."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def text_of(names: int) -> tuple[Document, list[Span]]:
    text = "Qarrvale and Sarrin. " * names
    document = Document(id=document_id(text), text=text, language="en")
    return document, [Span(21 * n, 21 * n + 8) for n in range(names)]


def around_all(names: int) -> Callable[[], object]:
    document, unknown = text_of(names)
    known = {Span(span.start + 13, span.start + 19): _TOWN for span in unknown}

    def work() -> None:
        places = PlacesAround(known)
        for span in unknown:
            assert places.around(document, span) is not None

    return work


def ground_all(names: int) -> Callable[[], object]:
    document, unknown = text_of(names)
    places = SpanMap(
        {
            mention: Place(
                name="Sarrin", admin1=None, country="KE", latitude=0.0, longitude=0.0,
                precision=PlacePrecision.TOWN, gazetteer="dateline:sarrin",
                basis=Basis.SENTENCE, mention=mention, likelihood=0.9,
            )
            for span in unknown
            for mention in [Span(span.start + 13, span.start + 19)]
        }
    )  # fmt: skip

    def work() -> None:
        for mention in places:
            anchors = (Anchor(span=mention, basis=Basis.ARGUMENT),)
            found = ground_place(document, anchors, places)
            assert isinstance(found, Place)

    return work


@pytest.mark.parametrize("work", [around_all, ground_all])
def test_twice_the_names_are_hardly_more_than_twice_the_work(
    work: Callable[[int], Callable[[], object]],
) -> None:
    few, many = calls_of(work(400)), calls_of(work(800))
    assert many < 2.2 * few
