from hypothesis import given
from hypothesis import strategies as st

from dateline.core.documents import Document, Span
from dateline.exports.masking import NO_MASK, mask_document
from dateline.exports.quotes import Mark, claim_marks, quote, widen

from .samples import ARREST_CLAIM, CLAIMS, COURIER, COURIER_TEXT, span_of


def test_pieces_carry_the_marks_and_labels_stand_once_for_names() -> None:
    mask = mask_document(COURIER, CLAIMS[COURIER.id])
    window = span_of(COURIER_TEXT, "Police detained Ilvar Redfern, a welder, near the border.")
    pieces = quote(COURIER, window, claim_marks(ARREST_CLAIM), mask=mask)
    assert "".join(piece.text for piece in pieces) == (
        "Police detained [suspect], a welder, near the border."
    )
    (trigger,) = [piece.text for piece in pieces if Mark.TRIGGER in piece.marks]
    assert trigger == "detained"
    (name,) = [piece for piece in pieces if Mark.MASKED in piece.marks]
    assert name.marks == {Mark.MASKED, Mark.ARGUMENT, Mark.EVIDENCE}
    assert pieces[-1].text == "."
    assert not pieces[-1].marks


SPANS = st.tuples(st.integers(0, 18), st.integers(1, 10)).map(
    lambda pair: Span(pair[0], min(20, pair[0] + pair[1]))
)


@given(window=SPANS, spans=st.lists(st.tuples(SPANS, st.sampled_from(Mark))))
def test_pieces_join_to_the_words_of_the_window(
    window: Span, spans: list[tuple[Span, Mark]]
) -> None:
    document = Document(id="d1", text="abcdefghijklmnopqrst")
    pieces = quote(document, window, spans, mask=NO_MASK)
    assert "".join(piece.text for piece in pieces) == document.text_at(window)
    offset = window.start
    for piece in pieces:
        assert piece.marks == {
            mark for span, mark in spans if span.overlaps(Span(offset, offset + len(piece.text)))
        }
        offset += len(piece.text)


def test_a_window_that_cuts_a_name_shows_its_whole_label() -> None:
    mask = mask_document(COURIER, CLAIMS[COURIER.id])
    cut = span_of(COURIER_TEXT, "Redfern, a welder")
    (first, *_) = quote(COURIER, cut, [], mask=mask)
    assert first.text == "[suspect]"


def test_a_clause_is_widened_to_its_sentences() -> None:
    sentences = [Span(0, 10), Span(11, 20), Span(21, 30)]
    assert widen(Span(8, 12), sentences) == Span(0, 20)
    assert widen(Span(40, 41), sentences) == Span(40, 41)
