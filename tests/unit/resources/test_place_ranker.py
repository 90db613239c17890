"""The ranker's file and its trees."""

import json
from pathlib import Path

import numpy as np
import pytest

from dateline.errors import ResourceError
from dateline.resources.place_ranker import load_place_ranker, ranker_not_trained_on

# One tree: feature 1 up to 0.5 gives -1; above, feature 0 up to 2 gives 3, else 7.
STAGE = {
    "feature": [1, -1, 0, -1, -1],
    "threshold": [0.5, 0.0, 2.0, 0.0, 0.0],
    "left": [1, -1, 3, -1, -1],
    "right": [2, -1, 4, -1, -1],
    "value": [0.0, -1.0, 0.0, 3.0, 7.0],
    "roots": [0],
    "depth": 2,
}
RANKER = {
    "layout": 1,
    "features": ["a", "b"],
    "trained_on": [{"name": "x", "sha256": "00", "articles": 1}],
    "calibration": [0.0, 1.0, 0.5],
    "threshold": 0.3,
    "looks": [0],
    "stages": [STAGE],
}


def written(folder: Path, **changes: object) -> Path:
    path = folder / "ranker.json"
    path.write_text(json.dumps({**RANKER, **changes}), encoding="utf-8")
    return path


def test_trees_lead_each_row_to_its_leaf(tmp_path: Path) -> None:
    (trees,) = load_place_ranker(written(tmp_path)).stages
    rows = np.array([[9.0, 0.5], [2.0, 0.6], [2.1, 0.6]])
    assert trees.scores(rows).tolist() == [-1.0, 3.0, 7.0]


def test_probability_grows_with_score_and_margin(tmp_path: Path) -> None:
    ranker = load_place_ranker(written(tmp_path))
    assert ranker.probability(0.0, 0.0) == pytest.approx(0.5)
    assert ranker.probability(1.0, 0.0) > ranker.probability(0.5, 0.0)
    assert ranker.probability(1.0, None) > ranker.probability(1.0, 0.5)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"layout": 2}, "has layout 2"), ({"stages": None}, "damaged"), ({"looks": [3]}, "damaged")],
)
def test_a_file_that_is_no_ranker_is_refused(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    with pytest.raises(ResourceError, match=reason):
        load_place_ranker(written(tmp_path, **changes))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="cannot be read"):
        load_place_ranker(tmp_path / "none.json")


def test_a_corpus_trained_on_is_scored_by_a_ranker_that_has_not_seen_it() -> None:
    shipped = load_place_ranker()
    assert ranker_not_trained_on("0" * 64) is shipped
    variants = {digest: ranker_not_trained_on(digest) for digest in shipped.trained_on}
    unseen = [digest for digest, ranker in variants.items() if digest not in ranker.trained_on]
    assert len(unseen) >= 2
