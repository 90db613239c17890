"""Linear models over parse features: which strings of a text fill which role."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dateline.pipeline.claims.model.parse_features import WIDTH
from dateline.scoring.muc4_roles import ROLES


def string_features(
    names: Sequence[str], features: Sequence[Sequence[int]]
) -> tuple[list[str], list[list[int]]]:
    """Return the distinct strings, sorted, each with the features of all its mentions."""
    united: dict[str, set[int]] = {}
    for name, found in zip(names, features, strict=True):
        united.setdefault(name, set()).update(found)
    return sorted(united), [sorted(united[name]) for name in sorted(united)]


def feature_matrix(rows: Sequence[Sequence[int]]) -> csr_matrix:
    """Return rows of hashed features as a sparse matrix, each row of length 1."""
    ends = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.fromiter((c for row in rows for c in row), dtype=np.int32, count=ends[-1])
    values = np.concatenate([np.full(len(row), len(row) ** -0.5, dtype=np.float32) for row in rows])
    return csr_matrix((values, columns, ends), shape=(len(rows), WIDTH))


def fit_linear(
    matrix: csr_matrix, labels: np.ndarray, *, strength: float, seed: int
) -> Mapping[str, LogisticRegression]:
    """Fit one logistic regression per role; ``strength`` is the inverse of regularisation."""
    models = {}
    for number, role in enumerate(ROLES):
        model = LogisticRegression(C=strength, solver="liblinear", random_state=seed, max_iter=200)
        models[role] = model.fit(matrix, labels[:, number])
    return models
