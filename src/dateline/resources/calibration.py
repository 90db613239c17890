"""How likely claims are right, by what is known of them: a logistic regression as plain numbers.

``training/calibration`` writes ``calibration.json``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.errors import ResourceError

_FILE = "calibration.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The weight of each feature of a claim, by name, in the log odds of its being right."""

    intercept: float
    weights: Mapping[str, float]


@cache
def load_calibration() -> Calibration:
    """Return the calibration shipped with Dateline.

    Raises:
        ResourceError: The file is damaged.
    """
    return read_calibration((files("dateline.resources") / _FILE).read_text(encoding="utf-8"))


def read_calibration(text: str) -> Calibration:
    """Read a calibration from JSON: ``intercept``, and ``weights`` by feature.

    Raises:
        ResourceError: The text is no such thing.
    """
    try:
        value = json.loads(text)
        return Calibration(
            intercept=float(value["intercept"]),
            weights={str(name): float(weight) for name, weight in value["weights"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ResourceError(
            f"{_FILE}: {type(error).__name__} {error}. Write it anew with training.calibration.fit."
        ) from error
