"""Fit how likely claims are right: ``python -m training.calibration.fit OUT GOLD...``.

Every claim that rules find in the gold articles is right or wrong, by the pairing that
``dateline evaluate gold`` makes; claims of events that cost nothing are left out. A logistic
regression over the rules' confidence and the trained extractor's scores is written as
``calibration.json`` and its quality, each article by a regression fitted without it, is printed.
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
from dateline.core.claims import Claim
from dateline.core.documents import Document
from dateline.pipeline.articles.sentences import split_sentences
from dateline.pipeline.claims.model.extractor import Extractor
from dateline.resources.extractor_files import NO_MODEL, load_extractor_files
from dateline.scoring.comparing import same_type
from dateline.scoring.gold_coding import code_gold
from dateline.scoring.gold_files import read_gold

log = logging.getLogger("training.calibration")

FOLDS = 5
#: Inverse strength of regularisation: there are few wrong claims to learn from.
STRENGTH = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article with the claims that rules found in it and whether each is right."""

    document: Document
    claims: tuple[Claim, ...]
    right: tuple[bool, ...]


def main() -> None:
    """Read the arguments, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="calibration.json")
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--model", type=Path, help="folder of the trained extractor")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    articles = list(read_articles(arguments.gold))
    fit(articles, Extractor(load_extractor_files(arguments.model)), arguments.out)


def read_articles(paths: Sequence[Path]) -> Iterator[Article]:
    """Yield the articles of gold files with what rules find in them."""
    coder = Coder(model=NO_MODEL)
    for path in paths:
        gold = read_gold(path)
        for one in gold.documents:
            scored = code_gold(one, gold.format, coder)
            alignment = scored.align(same_type)
            right = {claim for _, found in alignment.pairs for claim in found.claims}
            wrong = {claim for found in alignment.spurious for claim in found.claims} - right
            judged = [
                c.claim for c in scored.coded.claims if c.claim.id in right or c.claim.id in wrong
            ]
            yield Article(
                document=scored.coded.document,
                claims=tuple(judged),
                right=tuple(claim.id in right for claim in judged),
            )


def fit(articles: Sequence[Article], extractor: Extractor, out: Path) -> None:
    """Fit on all articles, write the weights, print the cross-fitted quality."""
    rows: list[list[float]] = []
    labels: list[bool] = []
    folds: list[int] = []
    for number, article in enumerate(articles):
        sentences = split_sentences(article.document)
        weighed = extractor.weigh(article.document, sentences, article.claims)
        rows.extend([e.rules, e.act, e.type] for e in weighed)
        labels.extend(article.right)
        folds.extend([number % FOLDS] * len(article.claims))
    features, right, fold = np.array(rows), np.array(labels), np.array(folds)
    crossed = np.zeros(len(right))
    for number in range(FOLDS):
        model = _regression().fit(features[fold != number], right[fold != number])
        crossed[fold == number] = model.predict_proba(features[fold == number])[:, 1]
    model = _regression().fit(features, right)
    rules, act, type_ = (round(float(weight), 4) for weight in model.coef_[0])
    weights = {
        "intercept": round(float(model.intercept_[0]), 4),
        "rules": rules,
        "act": act,
        "type": type_,
    }
    out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    log.info("%d claims, %d right: %s", len(right), right.sum(), json.dumps(weights))
    for name, scores in (("rules", features[:, 0]), ("calibrated, cross-fitted", crossed)):
        log.info("%s: %s", name, json.dumps(quality(scores, right)))


def quality(scores: np.ndarray, right: np.ndarray) -> dict[str, float]:
    """Return Brier score, area under the curve and precision of the surest four fifths."""
    pairs = scores[right][:, None] - scores[~right][None]
    surest = np.argsort(-scores, kind="stable")[: round(0.8 * len(scores))]
    return {
        "brier": round(float(((scores - right) ** 2).mean()), 4),
        "area": round(float(((pairs > 0) + 0.5 * (pairs == 0)).mean()), 4),
        "precision at 80%": round(float(right[surest].mean()), 4),
        "precision": round(float(right.mean()), 4),
    }


def _regression() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=1000)


if __name__ == "__main__":
    main()
