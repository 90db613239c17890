"""How likely two acts are one event: a logistic model over what was compared."""

from functools import cache
from math import exp
from operator import mul

from dateline.core.linking import Act
from dateline.errors import ResourceError
from dateline.pipeline.linking.compare_acts import FEATURES, features
from dateline.resources.pair_weights import load_pair_weights


def log_odds(a: Act, b: Act) -> float | None:
    """Return the log odds that two acts are one event, ``None`` if they cannot be.

    It depends on the two acts alone, and not on their order.
    """
    values = features(a, b)
    if values is None:
        return None
    bias, weights = _model()
    score: float = bias + sum(map(mul, weights, values))
    return score


def probability(score: float) -> float:
    """Return the probability that log odds stand for."""
    return 1.0 / (1.0 + exp(-max(-40.0, min(40.0, score))))


@cache
def _model() -> tuple[float, tuple[float, ...]]:
    table = load_pair_weights()
    missing = sorted(set(FEATURES) ^ set(table.weights))
    if missing:
        raise ResourceError(f"pair_weights.toml and FEATURES differ in: {', '.join(missing)}")
    return table.bias, tuple(table.weights[name] for name in FEATURES)
