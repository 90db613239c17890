"""Pair what was found with what was marked, one to one, as well as possible."""

from collections.abc import Sequence

INFINITE = float("inf")


def best_pairs(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the one-to-one pairs of rows and columns with the greatest total weight.

    A pair of weight 0 or less is never returned. Among pairings of equal weight the choice is
    fixed by the order of rows and columns.

    Args:
        weights: One row per item of the first kind, one column per item of the second.

    Returns:
        (row, column) pairs in order of rows.

    Reference:
        Kuhn (1955), Naval Research Logistics Quarterly 2; shortest augmenting paths with
        potentials after Jonker & Volgenant (1987), Computing 38. O(n^3).
    """
    if not weights or not weights[0]:
        return []
    rows, columns = len(weights), len(weights[0])
    size = max(rows, columns)
    cost = [
        [
            -max(weights[row][column], 0.0) if row < rows and column < columns else 0.0
            for column in range(size)
        ]
        for row in range(size)
    ]
    owner = _assign(cost)
    pairs = ((owner[column], column) for column in range(columns))
    return sorted(
        (row, column) for row, column in pairs if row < rows and weights[row][column] > 0.0
    )


def total_weight(weights: Sequence[Sequence[float]]) -> float:
    """Return the weight of the best pairing."""
    return sum(weights[row][column] for row, column in best_pairs(weights))


def _assign(cost: Sequence[Sequence[float]]) -> list[int]:
    """Return for each column of a square matrix the row it goes to at least total cost."""
    size = len(cost)
    row_potential = [0.0] * (size + 1)
    column_potential = [0.0] * (size + 1)
    owner = [0] * (size + 1)  # 1-based row of each 1-based column; column 0 is the start
    for row in range(1, size + 1):
        owner[0] = row
        column = 0
        least = [INFINITE] * (size + 1)
        came_from = [0] * (size + 1)
        done = [False] * (size + 1)
        while owner[column] != 0:
            done[column] = True
            current, delta, following = owner[column], INFINITE, 0
            for other in range(1, size + 1):
                if done[other]:
                    continue
                reduced = (
                    cost[current - 1][other - 1] - row_potential[current] - column_potential[other]
                )
                if reduced < least[other]:
                    least[other], came_from[other] = reduced, column
                if least[other] < delta:
                    delta, following = least[other], other
            for other in range(size + 1):
                if done[other]:
                    row_potential[owner[other]] += delta
                    column_potential[other] -= delta
                else:
                    least[other] -= delta
            column = following
        while column:
            previous = came_from[column]
            owner[column] = owner[previous]
            column = previous
    return [owner[column] - 1 for column in range(1, size + 1)]
