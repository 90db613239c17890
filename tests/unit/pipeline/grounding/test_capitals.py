import pytest

from dateline.core.documents import Document, Span
from dateline.pipeline.grounding.capitals import words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("U.S. envoy in St. Orla", ["U.S.", "envoy", "in", "St", "Orla"]),
        ("Belmo's mayor d'Arce fled Nu'ka", ["Belmo", "mayor", "d'Arce", "fled", "Nu'ka"]),
        ("the Torvans' camp, 40 km off B5x", ["the", "Torvans", "camp", "km", "off", "B5x"]),
        ("a. b.c. d.e f''g", ["a", "b.c.", "d", "e", "f", "g"]),
    ],
)
def test_words_keep_what_stands_inside_them(text: str, words: list[str]) -> None:
    found = words_of(Document(id="d", text=text), Span(0, len(text)))
    assert [word.text for word in found] == words
    assert all(text[word.start : word.end] == word.text for word in found)
