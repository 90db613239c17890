"""What the shipped extractor reads, and what its scores must not depend on."""

import numpy as np
import pytest

from dateline.core.documents import Span
from dateline.pipeline.claims.model.reading import Reader, around_highest, read_tags
from dateline.resources.extractor_files import Floats, load_extractor_files

TEXT = (
    "Gunmen ambushed a police patrol near Velmora on Tuesday, killing two officers. "
    'The governor, Ana Lopes, said: "We will find them." '
    "Prosecutors charged a teacher with murder."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_extractor_files())


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def tags(*rows: tuple[float, float, float]) -> Floats:
    return np.array(rows, dtype=np.float32)


def test_words_are_read_whole_and_in_order(reader: Reader) -> None:
    words = reader.read(TEXT).words
    texts = [TEXT[word.span.start : word.span.end] for word in words]
    assert texts[:4] == ["Gunmen", "ambushed", "a", "police"]
    assert "Velmora" in texts
    assert [word.span for word in words] == sorted(word.span for word in words)


def test_an_act_is_likelier_to_be_named_by_its_verb_than_by_an_article(reader: Reader) -> None:
    reading = reader.read(TEXT)
    verb, article = reading.word_at(span_of("ambushed")), reading.word_at(span_of("a police"))
    assert verb is not None
    assert article is not None
    assert verb.types[0] < 0.5 < article.types[0]


def test_a_passage_reads_the_same_whatever_else_is_read(reader: Reader) -> None:
    first, last = span_of(TEXT[: TEXT.index("The")]), span_of(TEXT[TEXT.index("Prosec") :])
    alone = reader.read(TEXT, [last]).words
    both = reader.read(TEXT, [first, last]).words
    assert [w.types.tolist() for w in alone] == [w.types.tolist() for w in both[-len(alone) :]]


def test_words_outside_the_passages_are_not_read(reader: Reader) -> None:
    reading = reader.read(TEXT, [span_of(TEXT[TEXT.index("Prosec") :])])
    assert reading.word_at(span_of("ambushed")) is None
    assert reading.arguments(span_of("ambushed"), "conflict.attack", least=0.0) == ()


def test_long_text_is_read_to_its_end(reader: Reader) -> None:
    words = reader.read(" ".join([TEXT] * 30)).words
    assert len(words) == 30 * len(reader.read(TEXT).words)


def test_empty_text_has_nothing(reader: Reader) -> None:
    reading = reader.read("")
    assert reading.words == ()
    assert reading.attributions(least=0.3) == ()


def test_each_role_of_the_type_is_filled_at_most_once(reader: Reader) -> None:
    type_ = "justice.chargeindict"
    found = reader.read(TEXT).arguments(span_of("charged"), type_, least=0.0)
    assert {a.role for a in found} == reader.type_roles[type_]
    assert len(found) == len(reader.type_roles[type_])
    assert all(0 <= a.span.start < a.span.end <= len(TEXT) for a in found)


def test_arguments_under_the_least_probability_are_left_out(reader: Reader) -> None:
    reading = reader.read(TEXT)
    found = reading.arguments(span_of("charged"), "justice.chargeindict", least=0.2)
    assert all(a.probability >= 0.2 for a in found)


def test_run_around_the_highest_goes_as_far_as_half_of_it() -> None:
    column = np.array([0.9, 0.1, 0.5, 1.0, 0.6, 0.4], dtype=np.float32)
    assert around_highest(column) == (2, 4)


def test_speech_is_attributed(reader: Reader) -> None:
    found = reader.read(TEXT).attributions(least=0.3)
    assert any(one.cue.overlaps(span_of("said")) for one in found)


def test_higher_least_score_keeps_fewer_cues(reader: Reader) -> None:
    reading = reader.read(TEXT)
    low = {one.cue for one in reading.attributions(least=0.1)}
    assert {one.cue for one in reading.attributions(least=0.9)} <= low


def test_tags_go_on_while_further_pieces_are_likely() -> None:
    found = list(read_tags(tags((0.99, 0.01, 0), (0.1, 0.8, 0.1), (0.2, 0.1, 0.7), (1, 0, 0))))
    assert [(low, high) for low, high, _ in found] == [(1, 2)]
    assert found[0][2] == pytest.approx((0.85 + 0.8) / 2, abs=1e-5)


def test_further_piece_without_a_first_starts_nothing() -> None:
    assert list(read_tags(tags((0.3, 0.1, 0.6), (0.9, 0.05, 0.05)))) == []
