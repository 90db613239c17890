"""Weights by which linking decides whether two acts are one event."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from dateline.errors import ResourceError
from dateline.resources.toml_tables import read_toml

_FILE = "pair_weights.toml"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PairWeights:
    """A logistic model: ``bias`` and a weight for each feature, as log odds.

    ``digest`` is that of the file: events linked with other weights are linked again.
    """

    digest: str
    bias: float
    weights: Mapping[str, float]


@cache
def load_pair_weights() -> PairWeights:
    """Return the weights that come with Dateline.

    Raises:
        ResourceError: The file has faults.
    """
    source = files("dateline.resources") / "linking" / _FILE
    return read_pair_weights(source.read_text(encoding="utf-8"))


def read_pair_weights(text: str) -> PairWeights:
    """Read weights from TOML.

    Raises:
        ResourceError: It is not TOML, or a part is missing or of the wrong kind.
    """
    try:
        table = read_toml(text)
        return PairWeights(
            digest=sha256(text.encode()).hexdigest()[:8],
            bias=float(table["bias"]),
            weights={str(name): float(weight) for name, weight in table["weights"].items()},
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ResourceError(f"{_FILE}: {type(error).__name__}: {error}") from error
