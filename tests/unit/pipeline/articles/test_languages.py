"""English is told by its words where they leave no doubt, other languages by a classifier."""

import importlib
import pkgutil

import pytest
import spacy.lang

from dateline.pipeline.articles import languages
from dateline.pipeline.articles.languages import detect_language

ENGLISH = "Gunmen killed three farmers near the river on Monday, police said after the raid."
DUTCH = "De politie was op maandag in het huis van de man, die door the Guardian werd genoemd."


def test_plain_english_needs_no_classifier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "_identifier", lambda: pytest.fail("classified"))
    assert detect_language(ENGLISH) == "en"


def test_a_few_english_words_make_no_text_english() -> None:
    assert detect_language(DUTCH) == "nl"
    assert detect_language("Bombe tue trois soldats dans le nord du pays, selon la police.") == "fr"


def test_no_other_language_is_taken_for_english() -> None:
    foreign: list[str] = []
    for module in pkgutil.iter_modules(spacy.lang.__path__):
        try:
            examples = importlib.import_module(f"spacy.lang.{module.name}.examples").sentences
        except ModuleNotFoundError:
            continue
        foreign += examples if module.name != "en" else []
    assert len(foreign) > 500
    assert not [text for text in foreign if languages._is_plainly_english(text)]


def test_a_short_text_has_no_language() -> None:
    assert detect_language("Two killed in raid") is None
