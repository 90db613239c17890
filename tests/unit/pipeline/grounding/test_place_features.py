"""What speaks for each place a name may mean."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core.documents import Document, Span, document_id
from dateline.pipeline.grounding.place_features import FEATURES, Featurizer, Floats
from dateline.pipeline.grounding.place_names import Toponym, group_names
from dateline.resources.gazetteer import Entry, open_gazetteer
from dateline.resources.outlets import OutletHome

NAMES = ("Paris", "Texas", "Tripoli", "Lebanon", "Hyderabad", "Sindh", "Georgia", "Athens")


def featurizer(marked: tuple[str, ...], home: OutletHome | None = None) -> Featurizer:
    text = " then ".join(marked)
    gazetteer = open_gazetteer()
    toponyms, start = [], 0
    for name in marked:
        span = Span(start, start + len(name))
        candidates = gazetteer.candidates(name)
        toponyms.append(Toponym(span=span, candidates=candidates, context_only=False))
        start = span.end + len(" then ")
    document = Document(id=document_id(text), text=text)
    return Featurizer(document, group_names(document, toponyms), home)


def column(matrix: Floats, name: str) -> Floats:
    values: Floats = matrix[:, FEATURES.index(name)]
    return values


def row(name: str, country: str) -> int:
    found: tuple[Entry, ...] = open_gazetteer().candidates(name)
    return next(i for i, e in enumerate(found) if e.country == country)


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6))
@settings(max_examples=25, deadline=None)
def test_features_are_finite_and_in_order(marked: list[str]) -> None:
    features = featurizer(tuple(marked))
    context = features.first_context()
    matrix = features.matrix(context)
    assert matrix.shape == (len(context), len(FEATURES))
    assert np.isfinite(matrix).all()
    for part in features.slices:
        assert context[part].sum() == pytest.approx(1.0)


def test_a_country_named_speaks_for_its_places() -> None:
    features = featurizer(("Tripoli", "Lebanon"))
    votes = column(features.matrix(features.first_context()), "country_named")
    assert votes[row("Tripoli", "LB")] > votes[row("Tripoli", "LY")]


def test_a_name_does_not_speak_for_itself() -> None:
    features = featurizer(("Hyderabad", "Hyderabad"))
    matrix = features.matrix(features.first_context())
    assert not column(matrix, "country_votes").any()
    assert not column(matrix, "near_100km").any()


def test_the_home_of_the_outlet_is_measured() -> None:
    home = OutletHome(label="qarrvalenews", country="US", latitude=33.66, longitude=-95.55)
    features = featurizer(("Paris",), home)
    matrix = features.matrix(features.first_context())
    assert column(matrix, "home_rank")[row("Paris", "FR")] > 0
    assert column(matrix, "home_km").min() < np.log1p(30)
    away = featurizer(("Paris",))
    assert (column(away.matrix(away.first_context()), "home_km") == -1).all()
