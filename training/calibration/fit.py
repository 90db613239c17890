"""Fit how likely claims are right: ``python -m training.calibration.fit --help``.

Every claim found in the marked articles is right or wrong, by the pairing that ``dateline evaluate
gold`` makes; claims of events that cost nothing are left out, and every event counts once, however
many claims tell of it. A logistic regression over what is
known of a claim (``dateline.pipeline.grounding.confidence``) is written as ``calibration.json``,
with its quality, each article judged by a regression fitted without it. What ships was fitted on
``evaluation/gold/dateline-dev.jsonl``, the incidents and seeds of the corpora folder, and, as
linking sets, ``evaluation/linking/hand/dev.jsonl`` and ``train.jsonl``.
"""

import argparse
import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from dateline.api import Coder
from dateline.pipeline.grounding.confidence import features
from dateline.resources.codebook import load_codebook
from dateline.scoring.comparing import same_type
from dateline.scoring.gold_coding import code_gold
from dateline.scoring.gold_files import GoldDocument, GoldFormat, read_gold
from dateline.scoring.linking_files import read_linking

log = logging.getLogger("training.calibration")

FOLDS = 5
#: Inverse strength of regularisation: there are few wrong claims to learn from.
STRENGTH = 1.0
#: The share of events that is kept, the surest first.
COVERAGE = 0.8
#: Bins of the calibration error.
TENTHS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A claim: its article's number, its features, whether it is right, and what it counts."""

    article: int
    features: dict[str, float]
    right: bool
    share: float


def main() -> None:
    """Read the arguments, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="calibration.json")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="sets of marked articles")
    parser.add_argument("--linking", type=Path, nargs="*", default=[], help="linking sets")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    claims = list(judged_claims(list(read_articles(arguments.gold, arguments.linking))))
    fitted = fit(claims)
    arguments.out.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    log.info("%s", json.dumps(fitted, indent=1))


def read_articles(
    gold: Sequence[Path], linking: Sequence[Path]
) -> Iterator[tuple[GoldDocument, GoldFormat]]:
    """Yield the marked articles of the sets."""
    for path in gold:
        marked = read_gold(path)
        yield from ((document, marked.format) for document in marked.documents)
    for path in linking:
        yield from ((a.gold, GoldFormat.DATELINE) for a in read_linking(path).articles)


def judged_claims(articles: Sequence[tuple[GoldDocument, GoldFormat]]) -> Iterator[Judged]:
    """Yield the claims that are found in articles and are right or wrong."""
    coder = Coder()
    families = {type_.id: str(type_.family) for type_ in load_codebook().types}
    for number, (document, format_) in enumerate(articles):
        scored = code_gold(document, format_, coder)
        alignment = scored.align(same_type)
        found_right = [found for _, found in alignment.pairs]
        right = {claim for found in found_right for claim in found.claims}
        shares = {
            claim: 1 / len(found.claims)
            for found in (*alignment.spurious, *found_right)
            for claim in found.claims
        }
        for claim in scored.coded.claims:
            if claim.claim.id in shares:
                yield Judged(
                    article=number,
                    features=features(claim, families),
                    right=claim.claim.id in right,
                    share=shares[claim.claim.id],
                )


def fit(claims: Sequence[Judged]) -> dict[str, object]:
    """Return weights fitted on all claims, and how good they are cross-fitted."""
    names = sorted(claims[0].features)
    rows = np.array([[claim.features[name] for name in names] for claim in claims])
    spread = rows.std(0) + 1e-9
    scaled = rows / spread
    right = np.array([claim.right for claim in claims])
    share = np.array([claim.share for claim in claims])
    fold = np.array([claim.article % FOLDS for claim in claims])
    crossed = np.zeros(len(right))
    for number in range(FOLDS):
        rest = fold != number
        model = _regression().fit(scaled[rest], right[rest], sample_weight=share[rest])
        crossed[fold == number] = model.predict_proba(scaled[fold == number])[:, 1]
    model = _regression().fit(scaled, right, sample_weight=share)
    return {
        "intercept": round(float(model.intercept_[0]), 4),
        "weights": {
            name: round(float(weight), 4)
            for name, weight in zip(names, model.coef_[0] / spread, strict=True)
        },
        "fitted on": {
            "claims": len(right),
            "right": int(right.sum()),
            "events": round(float(share.sum())),
        },
        "cross-fitted": quality(crossed, right, share),
    }


def quality(scores: np.ndarray, right: np.ndarray, share: np.ndarray) -> dict[str, float]:
    """Return how good scores are of claims that count ``share`` each.

    Returns:
        Brier score, calibration error, area under the curve, precision at 80% coverage and of all.
    """
    pairs = scores[right][:, None] - scores[~right][None]
    weights = share[right][:, None] * share[~right][None]
    order = np.argsort(-scores, kind="stable")
    surest = order[np.cumsum(share[order]) <= COVERAGE * share.sum()]
    tenth = np.minimum((scores * TENTHS).astype(int), TENTHS - 1)
    excess = share * (scores - right)
    error = sum(abs(float(excess[tenth == one].sum())) for one in sorted(set(tenth.tolist())))
    area = (((pairs > 0) + 0.5 * (pairs == 0)) * weights).sum() / weights.sum()
    return {
        "Brier score": round(float(np.average((scores - right) ** 2, weights=share)), 4),
        "calibration error": round(error / float(share.sum()), 4),
        "area under the curve": round(float(area), 4),
        "precision at 80% coverage": round(
            float(np.average(right[surest], weights=share[surest])), 4
        ),
        "precision": round(float(np.average(right, weights=share)), 4),
    }


def _regression() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=1000)


if __name__ == "__main__":
    main()
