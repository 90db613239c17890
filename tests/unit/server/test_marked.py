from hypothesis import given
from hypothesis import strategies as st

from dateline.core.documents import Document, Span, document_id
from dateline.exports.masking import NO_MASK, Mask, MaskedName
from dateline.exports.quotes import Mark
from dateline.server.marked import Layer, cut

TEXT = "🔥 Gunmen shot dead three guards in Torvek, police said."


def document(text: str = TEXT) -> Document:
    return Document(id=document_id(text), text=text)


@st.composite
def layers(draw: st.DrawFn) -> list[Layer]:
    bounds = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT)))
    spans = [Span(start, end) for start, end in draw(st.lists(bounds, max_size=8)) if start < end]
    marks = st.sampled_from([Mark.TRIGGER, Mark.COUNT, Mark.PLACE, Mark.EVIDENCE])
    return [Layer(span=span, mark=draw(marks), claim=draw(st.sampled_from("ab"))) for span in spans]


@given(found=layers())
def test_stretches_join_to_the_text_however_marks_overlap(found: list[Layer]) -> None:
    stretches = cut(document(), Span(0, len(TEXT)), found, NO_MASK)
    assert "".join(stretch.text for stretch in stretches) == TEXT
    assert [s.end for s in stretches[:-1]] == [s.start for s in stretches[1:]]


@given(found=layers())
def test_each_stretch_belongs_to_the_claims_that_mark_it(found: list[Layer]) -> None:
    for stretch in cut(document(), Span(0, len(TEXT)), found, NO_MASK):
        here = Span(stretch.start, stretch.end)
        assert set(stretch.claims) == {e.claim for e in found if e.span.overlaps(here)}
        assert document().text_at(here) == stretch.text


def test_trigger_is_shown_where_an_argument_covers_it() -> None:
    marked = [
        Layer(span=Span(2, 20), mark=Mark.ARGUMENT, claim="a"),
        Layer(span=Span(9, 13), mark=Mark.TRIGGER, claim="a"),
    ]
    shown = {s.text: s.mark for s in cut(document(), Span(2, 20), marked, NO_MASK)}
    assert shown == {"Gunmen ": Mark.ARGUMENT, "shot": Mark.TRIGGER, " dead t": Mark.ARGUMENT}


def test_masked_name_is_one_stretch_even_if_a_mark_ends_in_it() -> None:
    mask = Mask(names=(MaskedName(span=Span(2, 8), label="suspect"),), forms=())
    marked = [Layer(span=Span(0, 5), mark=Mark.ARGUMENT, claim="a")]
    name = next(s for s in cut(document(), Span(0, 20), marked, mask) if s.masked)
    assert (name.text, name.start, name.end) == ("[suspect]", 2, 8)


def test_what_sources_differ_on_is_told_at_the_words_alone() -> None:
    marked = [
        Layer(span=Span(0, 20), mark=Mark.EVIDENCE, claim="a"),
        Layer(span=Span(19, 24), mark=Mark.COUNT, claim="a", differs="3 here, 4 elsewhere"),
    ]
    told = [s.text for s in cut(document(), Span(0, len(TEXT)), marked, NO_MASK) if s.differs]
    assert "".join(told) == TEXT[19:24]
