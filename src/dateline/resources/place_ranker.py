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


@dataclass(frozen=True, slots=True, kw_only=True)
class Trees:
    """Regression trees in flat arrays, one element per node; leaves lead to themselves.

    ``roots`` are the nodes to begin at, ``depth`` the longest way from a root to a leaf.
    """

    feature: Ints
    threshold: Floats
    left: Ints
    right: Ints
    value: Floats
    roots: Ints
    depth: int

    def scores(self, features: Floats) -> Floats:
        """Return the sum of the trees for each row.

        Args:
            features: (n_rows, n_features).

        Returns:
            Log-odds, (n_rows,).
        """
        rows = np.arange(len(features))[:, None]
        node = np.broadcast_to(self.roots, (len(features), len(self.roots)))
        for _ in range(self.depth):
            goes_left = features[rows, self.feature[node]] <= self.threshold[node]
            node = np.where(goes_left, self.left[node], self.right[node])
        scores: Floats = self.value[node].sum(axis=1)
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
    feature = np.array(data["feature"], dtype=np.int64)
    own = np.arange(len(feature))
    leaf = feature < 0
    return Trees(
        feature=np.where(leaf, 0, feature),
        threshold=np.array(data["threshold"], dtype=float),
        left=np.where(leaf, own, np.array(data["left"], dtype=np.int64)),
        right=np.where(leaf, own, np.array(data["right"], dtype=np.int64)),
        value=np.where(leaf, np.array(data["value"], dtype=float), 0.0),
        roots=np.array(data["roots"], dtype=np.int64),
        depth=int(data["depth"]),
    )
