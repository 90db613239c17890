"""Train the ranker of places and write it as plain numbers.

    python -m training.place_ranker.train LGL.xml TR-News.xml

One ranker is trained on each corpus without the other (to score the other), one on all. Each has
two stages: the second reads the names of a document against the answers of the first, which for
training come from rankers that have not seen the document; it looks twice. Needs lightgbm and
scikit-learn. Seeded: the same files and versions give the same numbers.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from sklearn.linear_model import LogisticRegression

from dateline.pipeline.grounding.place_features import FEATURES, Floats
from dateline.pipeline.grounding.place_ranking import sharpened
from dateline.resources.gazetteer import open_gazetteer
from dateline.resources.place_ranker import LAYOUT, load_place_ranker
from training.place_ranker.examples import Example, read_examples, read_own_examples, stack

FOLDER = Path(__file__).parents[2] / "src" / "dateline" / "resources" / "place_rankers"
#: Our own marked sentences, which every ranker is trained on.
SENTENCES = Path(__file__).parent / "sentences.txt"
LOG = Path(__file__).parent / "training_log.json"
SEED = 20
FOLDS = 5
ROUNDS = 150
PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "num_leaves": 8,
    "max_depth": 6,
    "learning_rate": 0.07,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "seed": SEED,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
#: Candidates within 161 km of the marked place count this much as wrong ones.
NEAR_WEIGHT = 0.3
#: Answers kept must be right at least this often, on articles the ranker has not seen.
WANTED_ACCURACY = 0.95
CLIP = 8.0
#: Which stage reads the document at each look: the second one twice.
LOOKS = [0, 1, 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A training file with its examples."""

    name: str
    sha256: str
    examples: list[Example]


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, write the ranker files and the log."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path, help="files in LGL's XML format")
    options = parser.parse_args(arguments)
    gazetteer = open_gazetteer()
    corpora = [_read(path, gazetteer) for path in options.corpora]
    own = _read_own(SENTENCES, gazetteer)
    log: dict[str, Any] = {"seed": SEED, "rounds": ROUNDS, "parameters": PARAMETERS, "rankers": {}}
    FOLDER.mkdir(exist_ok=True)
    jobs = [("ranker.json", corpora)]
    if len(corpora) > 1:
        jobs += [
            (f"without_{left_out.name.lower().replace('-', '_')}.json",
             [c for c in corpora if c is not left_out])
            for left_out in corpora
        ]  # fmt: skip
    for file, used in jobs:
        log["rankers"][file] = _train_file(FOLDER / file, [*used, own])
    LOG.write_text(json.dumps(log, indent=1) + "\n", encoding="utf-8")
    return 0


def _read(path: Path, gazetteer: Any) -> Corpus:
    digest = sha256(path.read_bytes()).hexdigest()
    return Corpus(name=path.stem, sha256=digest, examples=read_examples(path, gazetteer))


def _read_own(path: Path, gazetteer: Any) -> Corpus:
    digest = sha256(path.read_bytes()).hexdigest()
    return Corpus(name=path.stem, sha256=digest, examples=read_own_examples(path, gazetteer))


def _train_file(path: Path, corpora: Sequence[Corpus]) -> dict[str, Any]:
    examples = [example for corpus in corpora for example in corpus.examples]
    folds = np.random.RandomState(SEED).randint(0, FOLDS, len(examples))
    first = [e.featurizer.first_context() for e in examples]
    second, _ = _out_of_fold(examples, first, folds)
    third, _ = _out_of_fold(examples, second, folds)
    _, scores = _out_of_fold(examples, third, folds)
    boosters = [_boost(examples, first), _boost(examples, second)]
    calibration, threshold, kept = _calibrate(examples, scores)
    trained_on = [
        {"name": c.name, "sha256": c.sha256, "articles": len(c.examples)} for c in corpora
    ]
    data = {
        "layout": LAYOUT,
        "features": list(FEATURES),
        "trained_on": trained_on,
        "calibration": [round(value, 5) for value in calibration],
        "threshold": threshold,
        "looks": LOOKS,
        "stages": [_flatten(booster) for booster in boosters],
    }
    path.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")
    _check(path, examples, first, boosters[0])
    gains = boosters[1].feature_importance("gain")
    return {
        "trained_on": trained_on,
        "out_of_fold_accuracy": _accuracy(examples, scores),
        "calibration": data["calibration"],
        "threshold": threshold,
        "kept": kept,
        "gain_by_feature": {
            FEATURES[i]: round(float(gains[i] / gains.sum()), 4) for i in np.argsort(-gains)
        },
    }


def _out_of_fold(
    examples: Sequence[Example], contexts: Sequence[Floats], folds: Any
) -> tuple[list[Floats], list[Floats]]:
    """Return contexts and scores of each article from a ranker trained without it."""
    scores: list[Floats] = [np.empty(0)] * len(examples)
    for fold in range(FOLDS):
        seen = [i for i in range(len(examples)) if folds[i] != fold]
        booster = _boost([examples[i] for i in seen], [contexts[i] for i in seen])
        for i in range(len(examples)):
            if folds[i] == fold:
                matrix = examples[i].featurizer.matrix(contexts[i])
                scores[i] = booster.predict(matrix, raw_score=True)
    return [sharpened(e.featurizer, s) for e, s in zip(examples, scores, strict=True)], scores


def _boost(examples: Sequence[Example], contexts: Sequence[Floats]) -> lightgbm.Booster:
    features, grades, weights, sizes = stack(examples, contexts)
    labels, weights = np.zeros(len(grades)), np.sqrt(weights)
    end = 0
    for size in sizes:
        part = slice(end, end := end + size)
        exact = grades[part] == 2
        labels[part] = exact if exact.any() else grades[part] == 1
        if exact.any():
            weights[part] = np.where(grades[part] == 1, NEAR_WEIGHT, 1.0) * weights[part]
    data = lightgbm.Dataset(features, labels, weight=weights)
    return lightgbm.train(PARAMETERS, data, ROUNDS)


def _calibrate(
    examples: Sequence[Example], scores: Sequence[Floats]
) -> tuple[tuple[float, float, float], float, list[dict[str, float]]]:
    """Fit the logistic curve to unseen articles and find the threshold."""
    inputs, right, weights = [], [], []
    for example, values in zip(examples, scores, strict=True):
        for part in example.featurizer.slices:
            if example.grades[part.start] < 0:
                continue
            order = np.sort(values[part])
            margin = CLIP if len(order) < 2 else min(order[-1] - order[-2], CLIP)
            inputs.append((float(np.clip(order[-1], -CLIP, CLIP)), margin))
            right.append(int(example.grades[part][int(np.argmax(values[part]))] > 0))
            weights.append(float(np.sqrt(example.weights[part.start])))
    model = LogisticRegression(C=100.0).fit(np.array(inputs), right, sample_weight=weights)
    bias = float(model.intercept_[0])
    raw, margin_weight = (float(value) for value in model.coef_[0])
    p = model.predict_proba(np.array(inputs))[:, 1]
    kept = []
    threshold = 0.9
    for step in range(90, 9, -5):
        keep = p >= step / 100
        share = float(np.average(keep, weights=weights))
        accuracy = float(np.average(np.array(right)[keep], weights=np.array(weights)[keep]))
        kept.append({"threshold": step / 100, "kept": round(share, 4), "right": round(accuracy, 4)})
        if accuracy >= WANTED_ACCURACY:
            threshold = step / 100
    return (bias, raw, margin_weight), threshold, kept


def _accuracy(examples: Sequence[Example], scores: Sequence[Floats]) -> float:
    right = total = 0.0
    for example, values in zip(examples, scores, strict=True):
        for part in example.featurizer.slices:
            if example.grades[part.start] >= 0:
                weight = float(example.weights[part.start])
                total += weight
                right += weight * float(example.grades[part][int(np.argmax(values[part]))] > 0)
    return round(right / total, 4)


def _flatten(booster: lightgbm.Booster) -> dict[str, Any]:
    """Return the trees of a booster as flat lists, leaves with feature -1."""
    flat: dict[str, Any] = {k: [] for k in ("feature", "threshold", "left", "right", "value")}
    roots: list[int] = []
    depth = 0

    def add(node: dict[str, Any], level: int) -> int:
        nonlocal depth
        depth = max(depth, level)
        number = len(flat["feature"])
        leaf = "leaf_value" in node
        flat["feature"].append(-1 if leaf else node["split_feature"])
        flat["threshold"].append(0.0 if leaf else float(node["threshold"]))
        flat["value"].append(float(f"{node['leaf_value']:.6g}") if leaf else 0.0)
        flat["left"].append(-1)
        flat["right"].append(-1)
        if not leaf:
            flat["left"][number] = add(node["left_child"], level + 1)
            flat["right"][number] = add(node["right_child"], level + 1)
        return number

    for tree in booster.dump_model()["tree_info"]:
        roots.append(add(tree["tree_structure"], 0))
    return {**flat, "roots": roots, "depth": depth}


def _check(
    path: Path, examples: Sequence[Example], contexts: Sequence[Floats], booster: lightgbm.Booster
) -> None:
    """Compare what the written trees say with what the trained ones say."""
    load_place_ranker.cache_clear()
    ranker = load_place_ranker(path)
    for example, context in list(zip(examples, contexts, strict=True))[:50]:
        matrix = example.featurizer.matrix(context)
        expected = booster.predict(matrix, raw_score=True)
        if not np.allclose(ranker.stages[0].scores(matrix), expected, atol=1e-3):
            raise AssertionError(f"{path}: the written trees differ from the trained ones")


if __name__ == "__main__":
    raise SystemExit(main())
