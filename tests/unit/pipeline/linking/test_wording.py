"""What a claim's sentence is for linking, however long the sentence."""

import pytest

from dateline.core.documents import Document, Span
from dateline.pipeline.linking.wording import sentence_around


def around(text: str, word: str) -> str:
    start = text.index(word)
    found = sentence_around(Document(id="d", text=text), Span(start, start + len(word)))
    return text[found.start : found.end]


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("mill", "Men burnt a mill."),
        ("boats", '"Two boats sank.'),
        ("Dorva", "They fled to Dorva"),
    ],
)
def test_sentence_ends_at_full_stops_and_paragraphs(word: str, sentence: str) -> None:
    text = 'Men burnt a mill. "Two boats sank." He left.\n\nThey fled to Dorva'
    assert around(text, word).strip() == sentence


def test_sentence_without_end_is_followed_only_a_little_way() -> None:
    text = "men fled and " * 50_000 + "burnt a mill and " + "men fled and " * 50_000
    assert len(around(text, "mill")) < 10_000
