"""How far a score may be off: bootstrap intervals over documents."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
SEED = 20160912

#: 97.5th percentile of the normal distribution.
_NORMAL_95 = 1.959963984540054

#: Sums of counts over documents, as many as a tally has.
Totals = NDArray[np.float64]
Statistic = Callable[[Totals], float | None]


def bootstrap_interval(
    tallies: Sequence[Sequence[float]],
    statistic: Statistic,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> tuple[float, float] | None:
    """Return the 95% interval of a score when documents are drawn anew.

    Documents, not items, are drawn with replacement, because the items of one document are not
    independent. The same tallies give the same interval on every machine: numpy promises that
    the stream of ``RandomState`` never changes.

    Args:
        tallies: One row of counts per document, all of one length.
        statistic: Computes the score from counts summed over documents; ``None`` where it is
            undefined, and such draws are left out.
        resamples: How many draws.
        seed: Start of the random stream.

    Returns:
        The 2.5th and 97.5th percentile, or ``None`` when there are fewer than two documents or
        the score is undefined in every draw.

    Reference:
        Efron & Tibshirani (1993), An Introduction to the Bootstrap, percentile method.
    """
    if len(tallies) < 2:
        return None
    # Sorting makes the interval independent of the order in which documents were scored.
    counts = np.asarray(sorted(tuple(row) for row in tallies), dtype=np.float64)
    drawn = _draws(len(counts), resamples, seed) @ counts
    scores = [score for sums in drawn if (score := statistic(sums)) is not None]
    if not scores:
        return None
    lower, upper = np.percentile(np.asarray(scores), [2.5, 97.5])
    return float(lower), float(upper)


def wilson_interval(hits: int, n: int) -> tuple[float, float] | None:
    """Return the 95% interval of a share of independent items; ``None`` without items.

    Unlike the bootstrap it is not empty where all items are alike: none in 140 lies below 0.027.

    Reference:
        Wilson (1927), Journal of the American Statistical Association 22.
    """
    if not n:
        return None
    share, spread = hits / n, _NORMAL_95**2 / n
    middle = share + spread / 2
    reach = _NORMAL_95 * sqrt(share * (1 - share) / n + spread / (4 * n))
    return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))


# All rows of a report draw from the same documents.
@lru_cache(maxsize=1)
def _draws(documents: int, resamples: int, seed: int) -> NDArray[np.float64]:
    """Return how often each document is drawn: (resamples, documents) float64."""
    stream = np.random.RandomState(seed)
    times = np.empty((resamples, documents), dtype=np.float64)
    for row in times:
        row[:] = np.bincount(stream.randint(0, documents, size=documents), minlength=documents)
    return times
