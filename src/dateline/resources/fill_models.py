"""Linear models of MUC-4's set fills: ``extractor/muc4_fills.npz``.

``training/model/fill_models.py`` writes it: for each question its classes, a row of 8-bit weights
with a scale for each class, and intercepts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from dateline.errors import ResourceError

Floats = NDArray[np.float32]

SHIPPED = Path(__file__).parent / "extractor" / "muc4_fills.npz"
#: Digits to which scores are rounded, so that another processor's last digits change nothing.
DECIMALS = 4


@dataclass(frozen=True, slots=True)
class FillModel:
    """One question's classes, sorted, each with weights ``(width,)`` and an intercept."""

    classes: tuple[str, ...]
    weights: Floats
    intercepts: Floats

    def scores(self, features: Sequence[int]) -> dict[str, float]:
        """Return the log odds of each class for the numbers of the features that are there."""
        picked = self.weights[:, list(features)].sum(1) * max(len(features), 1) ** -0.5
        values = np.round(picked + self.intercepts, DECIMALS)
        return dict(zip(self.classes, map(float, values), strict=True))


FillModels = dict[str, FillModel]


@cache
def load_fill_models(path: Path = SHIPPED) -> FillModels:
    """Load the models, by question.

    Raises:
        ResourceError: The file is missing or damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            return {
                name: FillModel(
                    tuple(map(str, stored[f"{name}.classes"])),
                    stored[f"{name}.weights"] * stored[f"{name}.scale"][:, None],
                    stored[f"{name}.intercepts"],
                )
                for name in sorted({key.partition(".")[0] for key in stored.files})
            }
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ResourceError(
            f"{path}: cannot be read: {type(error).__name__} {error}. "
            "training/model/fill_models.py writes it."
        ) from error
