"""Log odds as probabilities."""

import math

#: Log odds beyond which a probability changes no more than its last digits.
_FARTHEST = 30.0


def probability(log_odds: float) -> float:
    """Return the probability with these log odds."""
    return 1 / (1 + math.exp(-max(min(log_odds, _FARTHEST), -_FARTHEST)))
