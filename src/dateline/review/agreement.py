"""How far coders agree on what they coded independently: percent, chance-corrected, with intervals.

Several coders, with gaps: any unit that at least two have coded counts. Every coefficient stands
beside the number of units and the percent agreement, for coefficients alone mislead: on skewed
answers Krippendorff's alpha can be near 0 while coders agree nearly always (Gwet 2008).

References:
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; Krippendorff (2019), Content
    Analysis, 4th ed., ch. 12. Gwet (2008), British Journal of Mathematical and Statistical
    Psychology 61(1), for AC1, with several coders and gaps as in Gwet (2014), Handbook of
    Inter-Rater Reliability, 4th ed., ch. 2. Intervals: percentile bootstrap over units, as
    Hayes & Krippendorff (2007), Communication Methods and Measures 1(1), advise against assuming
    a distribution.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

#: Units below which no coefficient is told: an interval over fewer tells nothing.
LEAST_UNITS = 10
_DRAWS = 1000
_SEED = 20240229

Answer = str | float
Numbers = NDArray[np.float64]


class Level(StrEnum):
    """What answers are: names, ranks, or numbers whose differences mean something."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """A figure and its 95 percent interval; ``None`` where it is not defined.

    Alpha is not defined where all answers are the same: nothing varies that could be agreed on.
    """

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far coders agree on one field.

    Attributes:
        level: What the answers are.
        units: Units that at least two coders coded.
        answers: Answers given to these.
        percent: Share of pairs of answers to one unit that are equal, mean over units.
        alpha: Krippendorff's alpha for this level.
        ac1: Gwet's AC1; for names only.
        confusion: How often one coder gave the first answer where another gave the second; each
            pair of answers to a unit counts in both orders.
    """

    level: Level
    units: int
    answers: int
    percent: Coefficient
    alpha: Coefficient
    ac1: Coefficient | None
    confusion: Mapping[tuple[Answer, Answer], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TooFew:
    """There are too few units for any figure to mean something."""

    units: int
    needed: int


def agreement(
    units: Sequence[Mapping[str, Answer]],
    *,
    level: Level,
    least: int = LEAST_UNITS,
    draws: int = _DRAWS,
) -> Agreement | TooFew:
    """Return how far coders agree.

    Args:
        units: The answers to each unit by coder; who did not answer is left out.
        level: What the answers are; all but names are numbers.
        least: Fewer units that two coders answered are refused.
        draws: Bootstrap samples; the same units always give the same interval.
    """
    rated = [tuple(answers[coder] for coder in sorted(answers)) for answers in units]
    rated = [answers for answers in rated if len(answers) > 1]
    if len(rated) < max(least, 1):
        return TooFew(units=len(rated), needed=max(least, 1))
    counts = _Counts(rated, level)
    drawn = np.random.default_rng(_SEED).multinomial(
        len(rated), np.full(len(rated), 1 / len(rated)), size=draws
    )
    weights = np.vstack([np.ones(len(rated)), drawn.astype(np.float64)])
    return Agreement(
        level=level,
        units=len(rated),
        answers=sum(len(answers) for answers in rated),
        percent=_coefficient(counts.percent(weights)),
        alpha=_coefficient(counts.alpha(weights)),
        ac1=_coefficient(counts.ac1(weights)) if level is Level.NOMINAL else None,
        confusion=_confusion(rated),
    )


def _coefficient(values: Numbers) -> Coefficient:
    """Return the first value with an interval from the others."""
    value = float(values[0])
    drawn = values[1:][~np.isnan(values[1:])]
    if np.isnan(value) or not len(drawn):
        return Coefficient(value=None if np.isnan(value) else value, low=None, high=None)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Coefficient(value=value, low=float(low), high=float(high))


def _confusion(rated: Sequence[Sequence[Answer]]) -> Mapping[tuple[Answer, Answer], int]:
    found = Counter(pair for answers in rated for pair in permutations(answers, 2))
    return dict(sorted(found.items(), key=lambda item: (-item[1], str(item[0]))))


class _Counts:
    """How many coders gave each answer to each unit; all figures follow from these.

    ``weights`` say how often each unit counts, a row a sample; each figure is one number a row.
    """

    def __init__(self, rated: Sequence[Sequence[Answer]], level: Level) -> None:
        self._level = level
        self._values = sorted({answer for answers in rated for answer in answers})
        place = {answer: column for column, answer in enumerate(self._values)}
        self._counts: Numbers = np.zeros((len(rated), len(self._values)))
        for row, answers in enumerate(rated):
            for answer in answers:
                self._counts[row, place[answer]] += 1
        self._raters: Numbers = self._counts.sum(axis=1)

    def percent(self, weights: Numbers) -> Numbers:
        """Return the mean share of equal pairs."""
        equal = (self._counts * (self._counts - 1)).sum(axis=1)
        share = equal / (self._raters * (self._raters - 1))
        mean: Numbers = (weights @ share) / weights.sum(axis=1)
        return mean

    def ac1(self, weights: Numbers) -> Numbers:
        """Return Gwet's AC1: chance is the agreement of coders who guess on hard units alone."""
        answers = len(self._values)
        if answers < 2:
            return np.full(len(weights), np.nan)
        shares = weights @ (self._counts / self._raters[:, None]) / weights.sum(axis=1)[:, None]
        chance = (shares * (1 - shares)).sum(axis=1) / (answers - 1)
        return _beyond(self.percent(weights), chance)

    def alpha(self, weights: Numbers) -> Numbers:
        """Return Krippendorff's alpha, 1 - observed / expected disagreement."""
        if self._level is Level.ORDINAL:
            return np.array([self._alpha_ordinal(row) for row in weights])
        differences = self._differences()
        pairs = np.einsum("ui,ij,uj->u", self._counts, differences, self._counts)
        observed = weights @ (pairs / (self._raters - 1))
        totals = weights @ self._counts
        expected = np.einsum("bi,ij,bj->b", totals, differences, totals)
        return _alpha(observed, expected, totals.sum(axis=1))

    def _differences(self) -> Numbers:
        """Return the squared difference between each two answers."""
        if self._level is Level.NOMINAL:
            return 1.0 - np.eye(len(self._values))
        numbers = np.array([float(value) for value in self._values])
        squared: Numbers = (numbers[:, None] - numbers[None, :]) ** 2
        return squared

    def _alpha_ordinal(self, weights: Numbers) -> float:
        """Return alpha for ranks: two differ by the answers given between them, ends halved."""
        totals = weights @ self._counts
        ranks = np.cumsum(totals) - totals / 2
        differences = (ranks[:, None] - ranks[None, :]) ** 2
        pairs = np.einsum("ui,ij,uj->u", self._counts, differences, self._counts)
        observed = np.array([weights @ (pairs / (self._raters - 1))])
        expected = np.array([totals @ differences @ totals])
        return float(_alpha(observed, expected, np.array([totals.sum()]))[0])


def _alpha(observed: Numbers, expected: Numbers, answers: Numbers) -> Numbers:
    with np.errstate(divide="ignore", invalid="ignore"):
        found = 1 - (answers - 1) * observed / expected
    return np.where(expected > 0, found, np.nan)


def _beyond(share: Numbers, chance: Numbers) -> Numbers:
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (share - chance) / (1 - chance)
    return np.where(chance < 1, found, np.nan)
