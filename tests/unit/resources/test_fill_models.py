"""Linear models of set fills are read from one file."""

from pathlib import Path

import numpy as np
import pytest

from dateline.errors import ResourceError
from dateline.resources.fill_models import FillModel, load_fill_models


def test_scores_are_log_odds_of_each_class() -> None:
    model = FillModel(
        ("no", "yes"),
        np.array([[0, 1, 0, 0], [0, 0, 2, 2]], dtype=np.float32),
        np.array([0.5, -0.5], dtype=np.float32),
    )
    assert model.scores((2, 3)) == {"no": 0.5, "yes": pytest.approx(4 / 2**0.5 - 0.5, abs=1e-3)}


def test_what_ships_answers_every_question() -> None:
    models = load_fill_models()
    assert {
        "human_type",
        "target_type",
        "confidence",
        "description",
        "day",
        "place",
        "same",
    } <= set(models)
    for model in models.values():
        assert len(model.classes) == len(model.weights) == len(model.intercepts)
        assert list(model.classes) == sorted(model.classes)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "fills.npz"
    path.write_bytes(b"nothing")
    with pytest.raises(ResourceError, match=r"fills\.npz"):
        load_fill_models(path)
