"""The weights that come with Dateline are those that fitting gives."""

from importlib.resources import files
from pathlib import Path

import numpy as np
from training.linking.pairs import PAIRS, Pairs, read_pairs, write_pairs
from training.linking.train import fit, read_prior, to_toml

from dateline.pipeline.linking.compare_acts import FEATURES


def test_the_weights_in_use_are_those_fitted_to_the_pairs_kept() -> None:
    stored = files("dateline.resources") / "linking" / "pair_weights.toml"
    fitted = fit(list(read_pairs(PAIRS).values()), read_prior())
    assert to_toml(fitted) == stored.read_text(encoding="utf-8")


def test_pairs_come_back_as_they_were_written(tmp_path: Path) -> None:
    pairs = Pairs(
        features=np.linspace(0.0, 1.0, 2 * len(FEATURES)).round(4).reshape(2, -1),
        labels=np.array([1.0, 0.0]),
        never_met=3,
        forbidden=4,
    )
    write_pairs({"a set": pairs}, tmp_path / "pairs.jsonl")
    (read,) = read_pairs(tmp_path / "pairs.jsonl").values()
    assert np.array_equal(read.features, pairs.features)
    assert np.array_equal(read.labels, pairs.labels)
    assert (read.never_met, read.forbidden) == (3, 4)
