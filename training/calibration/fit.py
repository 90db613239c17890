"""Fit how likely claims are right: ``python -m training.calibration.fit --help``.

Every claim found in the marked articles is right or wrong, by the pairing that ``dateline evaluate
gold`` makes; claims of events that cost nothing are left out. A logistic regression over what is
known of a claim (``dateline.pipeline.grounding.confidence``) is written as ``calibration.json``,
with its quality, each article judged by a regression fitted without it.
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
#: Bins of the calibration error.
TENTHS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A claim: its article's number, the confidence it had, its features, and whether right."""

    article: int
    stated: float
    features: dict[str, float]
    right: bool


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
        right = {claim for _, found in alignment.pairs for claim in found.claims}
        wrong = {claim for found in alignment.spurious for claim in found.claims} - right
        for claim in scored.coded.claims:
            if claim.claim.id in right or claim.claim.id in wrong:
                yield Judged(
                    article=number,
                    stated=claim.claim.confidence,
                    features=features(claim, families),
                    right=claim.claim.id in right,
                )


def fit(claims: Sequence[Judged]) -> dict[str, object]:
    """Return weights fitted on all claims, and how good they are cross-fitted."""
    names = sorted(claims[0].features)
    rows = np.array([[claim.features[name] for name in names] for claim in claims])
    spread = rows.std(0) + 1e-9
    scaled = rows / spread
    right = np.array([claim.right for claim in claims])
    fold = np.array([claim.article % FOLDS for claim in claims])
    crossed = np.zeros(len(right))
    for number in range(FOLDS):
        model = _regression().fit(scaled[fold != number], right[fold != number])
        crossed[fold == number] = model.predict_proba(scaled[fold == number])[:, 1]
    model = _regression().fit(scaled, right)
    return {
        "intercept": round(float(model.intercept_[0]), 4),
        "weights": {
            name: round(float(weight), 4)
            for name, weight in zip(names, model.coef_[0] / spread, strict=True)
        },
        "fitted on": {"claims": len(right), "right": int(right.sum())},
        "confidence of the claims coded": quality(np.array([c.stated for c in claims]), right),
        "cross-fitted": quality(crossed, right),
    }


def quality(scores: np.ndarray, right: np.ndarray) -> dict[str, float]:
    """Return Brier score, calibration error, area under the curve, precision at 80% coverage."""
    pairs = scores[right][:, None] - scores[~right][None]
    surest = np.argsort(-scores, kind="stable")[: round(0.8 * len(scores))]
    tenth = np.minimum((scores * TENTHS).astype(int), TENTHS - 1)
    error = sum(
        abs(float((scores - right)[tenth == one].sum())) for one in sorted(set(tenth.tolist()))
    )
    return {
        "Brier score": round(float(((scores - right) ** 2).mean()), 4),
        "calibration error": round(error / len(scores), 4),
        "area under the curve": round(float(((pairs > 0) + 0.5 * (pairs == 0)).mean()), 4),
        "precision at 80% coverage": round(float(right[surest].mean()), 4),
        "precision": round(float(right.mean()), 4),
    }


def _regression() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=1000)


if __name__ == "__main__":
    main()
