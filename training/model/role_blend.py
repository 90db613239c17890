"""Which strings fill a role: the network's and the linear model's scores put together.

A logistic regression over few scores decides, with one threshold a role; both are fitted on
development texts, so what they score there is also given by cross-fitting.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from training.model.muc_roles import RoleText
from training.model.role_entities import choose_entities
from training.model.role_task import RoleScores

from dateline.pipeline.claims.model.fillers import LEAST_REPORTED, abbreviations, soft_maximum
from dateline.scoring.muc4_roles import ROLES, Entity, matched_entities, normalize

FEATURES = ("tag", "span", "linear", "gate", "count", "words", "rank", "other", "inside")
FOLDS = 5
THRESHOLDS = tuple(round(-2.2 + 0.1 * step, 1) for step in range(36))

#: By role, each string's features in the order of ``FEATURES``.
Rows = tuple[Mapping[str, tuple[float, ...]], ...]
#: By role, each string's raw scores: tag probability, span logit, linear probability, mentions.
Raw = tuple[Mapping[str, tuple[float, float, float, int]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blend:
    """Weights of the features, an intercept and a threshold by role."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    intercepts: tuple[float, ...]
    thresholds: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A text with the features of its strings and its abbreviations.

    A text that is not likely to report an incident has no strings.
    """

    text: RoleText
    rows: Rows
    same: Mapping[str, str]


def scored_text(
    text: RoleText, scores: Sequence[RoleScores], linear: Mapping[str, Sequence[float]]
) -> Scored:
    """Return a text with the features of its strings.

    Args:
        text: The text.
        scores: What one or more networks say; several are averaged.
        linear: By normalised string, the linear models' probability of each role.
    """
    if np.mean([some.reported for some in scores]) < LEAST_REPORTED:
        return Scored(text=text, rows=tuple({} for _ in ROLES), same={})
    raw = _averaged([_raw(text, some, linear) for some in scores])
    gate = np.mean([some.gate for some in scores], axis=0)
    same = abbreviations(text.text)
    return Scored(text=text, rows=_rows(raw, gate.tolist()), same=same)


def _raw(text: RoleText, scores: RoleScores, linear: Mapping[str, Sequence[float]]) -> Raw:
    tagged: list[dict[str, float]] = [{} for _ in ROLES]
    logits: dict[str, list[np.ndarray]] = {}
    for span, row in scores.spans.items():
        name = normalize(text.text[span[0] : span[1]])
        if name:
            logits.setdefault(name, []).append(row)
    for best, found in zip(tagged, scores.tagged, strict=False):
        for span, score in found.items():
            name = normalize(text.text[span[0] : span[1]])
            best[name] = max(best.get(name, 0.0), score)
    pooled = {name: soft_maximum(np.stack(rows)) for name, rows in logits.items()}
    return tuple(
        {
            name: (
                tagged[role].get(name, 0.0),
                float(row[role]),
                float(linear[name][role]) if name in linear else 0.003,
                len(logits[name]),
            )
            for name, row in pooled.items()
        }
        for role in range(len(ROLES))
    )


def _averaged(every: Sequence[Raw]) -> Raw:
    if len(every) == 1:
        return every[0]
    absent = (0.0, -9.0, 0.003, 0)
    averaged: list[Mapping[str, tuple[float, float, float, int]]] = []
    for some in zip(*every, strict=True):
        names = sorted({name for one in some for name in one})
        rows = {name: [one.get(name, absent) for one in some] for name in names}
        averaged.append(
            {
                name: (
                    float(np.mean([r[0] for r in found])),
                    float(np.mean([r[1] for r in found])),
                    float(np.mean([r[2] for r in found])),
                    max(r[3] for r in found),
                )
                for name, found in rows.items()
            }
        )
    return tuple(averaged)


def _rows(raw: Raw, gate: Sequence[float]) -> Rows:
    base = [{name: _strength(row) for name, row in some.items()} for some in raw]
    rows = []
    for role, some in enumerate(raw):
        kept = [n for n, r in some.items() if r[0] >= 0.03 or r[1] >= -5 or r[2] >= 0.03]
        ranked = sorted(kept, key=lambda n: (-base[role][n], n))
        found = {}
        for rank, name in enumerate(ranked):
            tag, span, linear, count = some[name]
            words = name.split()
            higher = ranked[:rank]
            found[name] = (
                max(log_odds(tag), -4.0),
                max(span, -8.0),
                max(log_odds(linear), -5.0),
                max(min(gate[role], 6.0), -6.0),
                math.log(count + 1),
                math.log(len(words)),
                math.log(rank + 1),
                max(base[other].get(name, -9.0) for other in range(len(raw)) if other != role),
                float(any(set(words) < set(other.split()) for other in higher)),
            )
        rows.append(found)
    return tuple(rows)


def _strength(row: tuple[float, float, float, int]) -> float:
    return (max(log_odds(row[0]), -4.0) + max(row[1], -8.0) + max(log_odds(row[2]), -5.0)) / 3


def log_odds(probability: float) -> float:
    """Return the log odds of a probability, kept finite."""
    kept = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(kept / (1 - kept))


def fit_blend(texts: Sequence[Scored], names: Sequence[str] = FEATURES) -> Blend:
    """Fit the weights, then each role's threshold for the best F1 on the same texts."""
    columns = [FEATURES.index(name) for name in names]
    features, right = [], []
    for one in texts:
        for role, found in enumerate(one.rows):
            gold = {s for entity in one.text.entities[ROLES[role]] for s in entity}
            which = [float(other == role) for other in range(len(ROLES))]
            for name, row in found.items():
                features.append([*(row[column] for column in columns), *which])
                right.append(name in gold)
    model = LogisticRegression(C=1.0, max_iter=1000).fit(np.array(features), np.array(right))
    weights = model.coef_[0]
    blend = Blend(
        names=tuple(names),
        weights=tuple(float(w) for w in weights[: len(columns)]),
        intercepts=tuple(float(w + model.intercept_[0]) for w in weights[len(columns) :]),
        thresholds=(0.0,) * len(ROLES),
    )
    thresholds = tuple(_best_threshold(texts, blend, role) for role in range(len(ROLES)))
    return Blend(
        names=blend.names,
        weights=blend.weights,
        intercepts=blend.intercepts,
        thresholds=thresholds,
    )


def _best_threshold(texts: Sequence[Scored], blend: Blend, role: int) -> float:
    name = ROLES[role]
    scores = [blended(one, blend, role) for one in texts]

    def quality(threshold: float) -> float:
        right = given = marked = 0
        for found, one in zip(scores, texts, strict=True):
            gold = one.text.entities[name]
            kept = choose_entities(found, threshold=threshold, same=one.same)
            right += matched_entities(gold, kept)
            given += len(kept)
            marked += len(gold)
        return 2 * right / max(given + marked, 1)

    return max(THRESHOLDS, key=lambda t: (round(quality(t), 6), t))


def blended(one: Scored, blend: Blend, role: int) -> dict[str, float]:
    """Return the log odds of each string of a role."""
    columns = [FEATURES.index(name) for name in blend.names]
    return {
        name: sum(w * row[c] for w, c in zip(blend.weights, columns, strict=True))
        + blend.intercepts[role]
        for name, row in one.rows[role].items()
    }


def blend_entities(one: Scored, blend: Blend) -> dict[str, tuple[Entity, ...]]:
    """Return a text's entities by role."""
    return {
        name: choose_entities(
            blended(one, blend, role), threshold=blend.thresholds[role], same=one.same
        )
        for role, name in enumerate(ROLES)
    }


def cross_fitted(
    texts: Sequence[Scored], fit: Callable[[Sequence[Scored]], Blend]
) -> list[dict[str, tuple[Entity, ...]]]:
    """Return each text's entities by a blend fitted on the texts of the other folds."""
    blends = [
        fit([one for number, one in enumerate(texts) if number % FOLDS != fold])
        for fold in range(FOLDS)
    ]
    return [blend_entities(one, blends[number % FOLDS]) for number, one in enumerate(texts)]
