"""The trained ranker of places, as plain numbers.

Gradient-boosted trees say which candidate a place name means; a logistic curve turns the margin of
the best into a probability. ``training/place_ranker`` makes the files.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.errors import ResourceError

#: Version of the file's layout; a file of another version is refused.
LAYOUT = 1

_FOLDER = Path(__file__).parent / "place_rankers"
_SHIPPED = "ranker.json"
_CLIP = 8.0

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bits = NDArray[np.uint16]

_MAX_LEAVES = 16
_ALL_LEAVES = np.uint16(0xFFFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trees:
    """Regression trees, all read at once with bit masks instead of node by node.

    Each tree has a bit for each of its leaves, left to right. A question answered "right" rules
    out the leaves on its left: ``remaining`` has them cleared. The lowest bit that is left over
    when all questions are answered is the leaf.

    ``feature``, ``threshold`` and ``remaining`` have shape (n_questions, n_trees), filled up with
    questions that rule out nothing; ``value`` has shape (n_trees, n_leaves).

    Reference:
        Lucchese et al. (2015), QuickScorer, SIGIR.
    """

    feature: Ints
    threshold: Floats
    remaining: Bits
    value: Floats

    def scores(self, features: Floats) -> Floats:
        """Return the sum of the trees for each row.

        Args:
            features: (n_rows, n_features).

        Returns:
            Log-odds, (n_rows,).
        """
        right = features.T[self.feature] > self.threshold[:, :, None]
        left_over = np.bitwise_and.reduce(
            np.where(right, self.remaining[:, :, None], _ALL_LEAVES), axis=0
        )
        leaf = np.bitwise_count((left_over & -left_over) - np.uint16(1))
        scores: Floats = self.value[np.arange(len(leaf))[:, None], leaf].sum(axis=0)
        return scores


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRanker:
    """Trees for each look at a document, and how far to believe the last.

    ``features`` names the columns the trees read. ``trained_on`` are SHA-256 digests of the files
    it was trained on. ``calibration`` holds bias and weights of log-odds and margin of the best
    candidate. Below ``threshold`` a place is better left open.
    """

    features: tuple[str, ...]
    stages: tuple[Trees, ...]
    calibration: tuple[float, float, float]
    threshold: float
    trained_on: frozenset[str]

    def probability(self, best: float, second: float | None) -> float:
        """Return how likely the best candidate is right.

        Args:
            best: Its log-odds.
            second: The log-odds of the next, ``None`` where there is none.
        """
        bias, weight, margin_weight = self.calibration
        margin = _CLIP if second is None else min(best - second, _CLIP)
        raw = max(-_CLIP, min(best, _CLIP))
        return float(1.0 / (1.0 + np.exp(-(bias + weight * raw + margin_weight * margin))))


@cache
def load_place_ranker(path: Path | None = None) -> PlaceRanker:
    """Load a ranker file, or the one that ships with Dateline.

    Raises:
        ResourceError: The file is missing, damaged or of another layout.
    """
    file = _FOLDER / _SHIPPED if path is None else path
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if data["layout"] != LAYOUT:
            raise ResourceError(
                f"{file}: the ranker has layout {data['layout']}, this version of Dateline reads "
                f"layout {LAYOUT}. Train it again with training/place_ranker."
            )
        trees = [_trees(stage) for stage in data["stages"]]
        return PlaceRanker(
            features=tuple(data["features"]),
            stages=tuple(trees[number] for number in data["looks"]),
            calibration=tuple(data["calibration"]),
            threshold=float(data["threshold"]),
            trained_on=frozenset(item["sha256"] for item in data["trained_on"]),
        )
    except OSError as error:
        raise ResourceError(f"{file}: cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise ResourceError(f"{file}: not a ranker of places, or damaged ({error!r}).") from error


def ranker_not_trained_on(digest: str) -> PlaceRanker:
    """Return the shipped ranker, or a variant that has not seen a file, to score it fairly.

    Args:
        digest: SHA-256 of the file that is to be scored, in hex digits.

    Raises:
        ResourceError: A ranker file is damaged.
    """
    shipped = load_place_ranker()
    if digest not in shipped.trained_on:
        return shipped
    for path in sorted(_FOLDER.glob("*.json")):
        if digest not in (ranker := load_place_ranker(path)).trained_on:
            return ranker
    return shipped


def _trees(data: dict[str, Any]) -> Trees:
    """Lay out trees that are stored node by node; leaves have feature -1."""
    grown = [_Tree.of(data, root) for root in data["roots"]]
    n_questions = max(1, *(len(tree.questions) for tree in grown))
    shape = (n_questions, len(grown))
    feature, threshold = np.zeros(shape, dtype=np.int64), np.full(shape, np.inf)
    remaining = np.full(shape, _ALL_LEAVES)
    value = np.zeros((len(grown), max(len(tree.leaves) for tree in grown)))
    for number, tree in enumerate(grown):
        value[number, : len(tree.leaves)] = tree.leaves
        for row, (column, at, ruled_out) in enumerate(tree.questions):
            feature[row, number], threshold[row, number] = column, at
            remaining[row, number] = _ALL_LEAVES & ~np.uint16(ruled_out)
    return Trees(feature=feature, threshold=threshold, remaining=remaining, value=value)


@dataclass(frozen=True, slots=True)
class _Tree:
    """Values of the leaves, left to right; questions with the leaves that "right" rules out."""

    leaves: list[float]
    questions: list[tuple[int, float, int]]

    @classmethod
    def of(cls, data: dict[str, Any], root: int) -> "_Tree":
        tree = cls([], [])
        tree._grow(data, root)
        if len(tree.leaves) > _MAX_LEAVES:
            raise ValueError(f"a tree has {len(tree.leaves)} leaves, not {_MAX_LEAVES} or fewer")
        return tree

    def _grow(self, data: dict[str, Any], node: int) -> None:
        column = int(data["feature"][node])
        if column < 0:
            self.leaves.append(float(data["value"][node]))
            return
        first = len(self.leaves)
        self._grow(data, int(data["left"][node]))
        ruled_out = (1 << len(self.leaves)) - (1 << first)
        self.questions.append((column, float(data["threshold"][node]), ruled_out))
        self._grow(data, int(data["right"][node]))
