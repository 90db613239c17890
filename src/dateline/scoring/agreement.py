"""How far two readings of the same items agree, raw and beyond chance."""

from collections.abc import Sequence

import numpy as np

from dateline.scoring.intervals import Totals
from dateline.scoring.report import Measure, Row, accuracy_row, statistic_row


def agreement_rows(name: str, pairs: Sequence[tuple[str, str]]) -> tuple[Row, ...]:
    """Return the share of equal answers, Cohen's kappa and Gwet's AC1, each with an interval.

    Kappa takes chance from how often each reader gives each answer, so that it falls where one
    answer is much more frequent than the others; AC1 does not.

    Args:
        name: What was read.
        pairs: First and second answer to each item.

    Reference:
        Cohen (1960), Educational and Psychological Measurement 20; Gwet (2008), British Journal
        of Mathematical and Statistical Psychology 61, for two readers and nominal answers.
    """
    tallies = agreement_tallies(pairs)
    n = len(pairs)
    return (
        accuracy_row(f"{name}, equal", [(float(a == b), 1.0) for a, b in pairs]),
        statistic_row(f"{name}, Cohen's kappa", tallies, cohen_kappa, n=n, measure=Measure.KAPPA),
        statistic_row(f"{name}, Gwet's AC1", tallies, gwet_ac1, n=n, measure=Measure.AC1),
    )


def agreement_tallies(pairs: Sequence[tuple[str, str]]) -> list[tuple[float, ...]]:
    """Return for each item: 1, whether the answers are equal, and which each reader gave."""
    answers = sorted({answer for pair in pairs for answer in pair})
    return [
        (
            1.0,
            float(first == second),
            *(float(first == answer) for answer in answers),
            *(float(second == answer) for answer in answers),
        )
        for first, second in pairs
    ]


def cohen_kappa(sums: Totals) -> float | None:
    """Return Cohen's kappa of the summed tallies.

    ``None`` without items, or where both readers give one answer to everything.
    """
    if not len(sums) or not sums[0]:
        return None
    first, second = np.split(sums[2:], 2)
    return _beyond_chance(sums, float(first @ second) / float(sums[0]) ** 2)


def gwet_ac1(sums: Totals) -> float | None:
    """Return Gwet's AC1 of the summed tallies; ``None`` with fewer than two answers or no items."""
    if not len(sums) or not sums[0]:
        return None
    first, second = np.split(sums[2:], 2)
    if len(first) < 2:
        return None
    share = (first + second) / (2 * sums[0])
    return _beyond_chance(sums, float(np.sum(share * (1 - share))) / (len(share) - 1))


def _beyond_chance(sums: Totals, chance: float) -> float | None:
    if chance >= 1:
        return None
    return (float(sums[1] / sums[0]) - chance) / (1 - chance)
