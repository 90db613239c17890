"""Words, sentences and hashed features of MUC-4's texts."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.core.documents import Span
from dateline.scoring.muc4_features import (
    WIDTH,
    Words,
    description_candidates,
    filler_features,
    head_word,
    incident_features,
)

TEXT = "Mayor Ana Belt, a teacher of Tolm, was shot. U.S. envoys left."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def test_initials_end_no_sentence() -> None:
    words = Words.of(TEXT)
    assert len(words.sentences) == 2
    assert words.words[words.sentences[1].start] == "u"


def test_candidates_stand_right_before_a_name_or_after_it_and_a_comma() -> None:
    words = Words.of(TEXT)
    told = [
        " ".join(words.words[i] for i in c) for c in description_candidates(words, at("Ana Belt"))
    ]
    assert told[0] == "mayor"
    assert "teacher of tolm" in told
    assert all("was" not in candidate for candidate in told)


def test_the_head_of_a_phrase_stands_before_its_first_preposition() -> None:
    assert head_word(["members", "of", "the", "front"]) == "members"
    assert head_word(["stone", "bridge"]) == "bridge"
    assert head_word([]) == ""


def test_an_incident_is_told_by_its_sentences_unless_the_whole_text_is_asked() -> None:
    words = Words.of(TEXT)
    near = incident_features(words, [at("Ana Belt")], type_="ATTACK", whole=False)
    whole = incident_features(words, [at("Ana Belt")], type_="ATTACK", whole=True)
    assert set(near) < set(whole)


@given(st.text(max_size=200))
def test_every_word_stands_where_it_is_said_to(text: str) -> None:
    words = Words.of(text)
    for word, start, end in zip(words.words, words.starts, words.ends, strict=True):
        assert text[start:end].lower()[: len(word)] == word
    assert sum(len(sentence) for sentence in words.sentences) == len(words.words)


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 20))
def test_features_are_numbers_below_the_width(start: int, length: int) -> None:
    span = Span(start, min(start + length, len(TEXT)))
    features = filler_features(Words.of(TEXT), [span], type_="ATTACK", listed="")
    assert features == tuple(sorted(set(features)))
    assert all(0 <= number < WIDTH for number in features)
