"""Fit the weights by which documents are linked.

    python -m training.linking.pairs --linking SET.jsonl ... --gold GOLD.jsonl ... --to PAIRS
    python -m training.linking.train --pairs PAIRS --to OUT.toml

A logistic model is fitted to pairs of acts of marked articles. What speaks for one event is known
beforehand, and composed articles repeat their composer's habits; so the weights are drawn to
those of ``prior.toml`` and leave them only as far as the pairs ask for it (a Gaussian prior), and
every set counts the same however many pairs it has. Nothing is drawn by chance.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dateline.pipeline.linking.compare_acts import FEATURES
from dateline.resources.pair_weights import read_pair_weights
from training.linking.pairs import PAIRS, Floats, Pairs, read_pairs

PRIOR = Path(__file__).with_name("prior.toml")
#: How far a weight may stray from its prior, and the bias, as standard deviations in log odds.
_SPREAD = 0.7
_BIAS_SPREAD = 1.0
#: What all pairs of one set count together, as a number of pairs.
_SET_WEIGHT = 200.0
#: What is added to the bias at last: marked sets are made to hold look-alikes; the news has fewer.
#: It is as large as leaves the look-alikes of the train part apart.
_FEWER_LOOK_ALIKES = 0.8
_STEPS = 100
_ENOUGH = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Bias and weights; the bias comes first in ``vector``."""

    vector: Floats

    def log_odds(self, features: Floats) -> Floats:
        """Return the log odds of each row."""
        odds: Floats = features @ self.vector[1:] + self.vector[0]
        return odds


def read_prior() -> Model:
    """Return the weights expected beforehand."""
    table = read_pair_weights(PRIOR.read_text(encoding="utf-8"))
    return Model(vector=np.array([table.bias, *(table.weights[name] for name in FEATURES)]))


def fit(sets: Sequence[Pairs], prior: Model) -> Model:
    """Return the most likely model under the prior, by Newton's method."""
    rows = np.concatenate([np.c_[np.ones(len(s.labels)), s.features] for s in sets])
    labels = np.concatenate([s.labels for s in sets])
    counts = np.concatenate(
        [np.full(len(s.labels), min(1.0, _SET_WEIGHT / max(1, len(s.labels)))) for s in sets]
    )
    precision = np.full(rows.shape[1], _SPREAD**-2)
    precision[0] = _BIAS_SPREAD**-2
    vector = prior.vector.copy()
    for _ in range(_STEPS):
        likely = 1.0 / (1.0 + np.exp(-rows @ vector))
        slope = rows.T @ (counts * (likely - labels)) + precision * (vector - prior.vector)
        curve = (rows.T * (counts * likely * (1.0 - likely))) @ rows + np.diag(precision)
        step = np.linalg.solve(curve, slope)
        vector = vector - step
        if float(np.abs(step).max()) < _ENOUGH:
            break
    vector[0] += _FEWER_LOOK_ALIKES
    return Model(vector=_with_known_signs(vector, prior.vector))


def _with_known_signs(vector: Floats, prior: Floats) -> Floats:
    """Return weights none of which speaks the other way than is known to be right."""
    turned = (vector * prior < 0.0) & (np.arange(len(vector)) > 0)
    kept: Floats = np.where(turned, 0.0, vector)
    return kept


def scores(name: str, pairs: Pairs, model: Model) -> str:
    """Return a line on how a model does on the pairs of a set."""
    odds = model.log_odds(pairs.features)
    found, right = odds >= 0.0, pairs.labels > 0.5
    hits = int((found & right).sum())
    loss = float(np.mean(np.logaddexp(0.0, -odds * (2.0 * pairs.labels - 1.0))))
    return (
        f"{name}: {len(odds)} pairs, {int(right.sum())} of one event; "
        f"precision {hits / max(1, int(found.sum())):.3f}, "
        f"recall {hits / max(1, int(right.sum())):.3f}, log loss {loss:.3f}; "
        f"beside these {pairs.never_met} of one event share no block and "
        f"{pairs.forbidden} are ruled out"
    )


def to_toml(model: Model) -> str:
    """Return a model as the file that Dateline reads."""
    lines = [
        "# Weights of the logistic model by which documents are linked, as log odds.",
        "# Written by training/linking/train.py; the features are those of compare_acts.py.",
        f"bias = {model.vector[0]:.3f}",
        "",
        "[weights]",
        *(
            f'"{name}" = {weight:.3f}'
            for name, weight in zip(FEATURES, model.vector[1:], strict=True)
        ),
    ]
    return "\n".join(lines) + "\n"


def report(sets: Mapping[str, Pairs], prior: Model) -> list[str]:
    """Return lines on the prior, on the fit, and on fits that leave one set out."""
    fitted = fit(list(sets.values()), prior)
    lines = []
    for name, pairs in sets.items():
        lines.append("prior    " + scores(name, pairs, prior))
        lines.append("fitted   " + scores(name, pairs, fitted))
        others = [other for key, other in sets.items() if key != name]
        if others:
            lines.append("left out " + scores(name, pairs, fit(others, prior)))
    return lines


def main() -> None:
    """Fit, write the weights and print how they do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, default=PAIRS, help="pairs to fit to")
    parser.add_argument("--to", type=Path, required=True, help="where the weights go")
    parser.add_argument("--log", type=Path, help="where the scores go, if not to the screen alone")
    options = parser.parse_args()
    sets = read_pairs(options.pairs)
    prior = read_prior()
    options.to.write_text(to_toml(fit(list(sets.values()), prior)))
    text = "\n".join(report(sets, prior)) + "\n"
    sys.stdout.write(text)
    if options.log is not None:
        options.log.write_text(text)


if __name__ == "__main__":
    main()
