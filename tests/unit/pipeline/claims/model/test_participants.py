"""Words that may take part in an act, and their features."""

import pytest
from spacy.tokens import Doc

from dateline.core.claims import Role
from dateline.core.documents import Span
from dateline.pipeline.claims.model.participants import (
    WIDTH,
    Participant,
    find_participants,
    participant_features,
    roles_by_rules,
)
from dateline.pipeline.claims.model.whole_texts import WholeTexts

TEXT = "Three gunmen who fled attacked a convoy near Kandahar on Tuesday. Officials spoke."


@pytest.fixture(scope="module")
def doc() -> Doc:
    return WholeTexts().parse(TEXT)


def found(doc: Doc) -> dict[str, Participant]:
    sentence = next(iter(doc.sents))
    words = find_participants(list(sentence), doc)
    return {TEXT[one.span.start : one.span.end]: one for one in words}


def test_names_nouns_and_pronouns_of_the_sentence_are_offered(doc: Doc) -> None:
    words = found(doc)
    assert {"gunmen", "who", "convoy", "Kandahar"} <= set(words)
    assert "attacked" not in words
    assert "Officials" not in words


def test_a_name_is_offered_once_and_whole() -> None:
    text = "Police arrested John Harding in Madrid."
    doc = WholeTexts().parse(text)
    spans = [one.span for one in find_participants(list(doc), doc)]
    inside = [text[s.start : s.end] for s in spans if "Harding" in text[s.start : s.end]]
    assert inside == ["John Harding"]


def test_features_are_sorted_numbers_below_the_width(doc: Doc) -> None:
    features = participant_features(found(doc)["convoy"], doc[4], "conflict.attack", ())
    assert list(features) == sorted(set(features))
    assert all(0 <= number < WIDTH for number in features)


def test_who_attacks_and_what_is_attacked_stand_differently_to_the_trigger(doc: Doc) -> None:
    words = found(doc)
    agent = participant_features(words["gunmen"], doc[4], "conflict.attack", ())
    target = participant_features(words["convoy"], doc[4], "conflict.attack", ())
    assert set(agent) - set(target)
    assert set(target) - set(agent)


def test_what_the_rules_found_is_a_feature(doc: Doc) -> None:
    word = found(doc)["convoy"]
    told = [(Role.TARGET, word.head_span), (None, Span(0, 5))]
    assert roles_by_rules(word, told) == {Role.TARGET}
    assert participant_features(word, doc[4], "conflict.attack", told) != participant_features(
        word, doc[4], "conflict.attack", ()
    )
