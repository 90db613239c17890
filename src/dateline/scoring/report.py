"""What a task reports: rows of scores with n and intervals, ready for a table or for JSON."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from dateline.scoring.intervals import Totals, bootstrap_interval


class Measure(StrEnum):
    """What a row's ``value`` is."""

    F1 = "F1"
    ACCURACY = "accuracy"
    COUNT = "count"
    SHARE = "share"
    KAPPA = "kappa"
    AC1 = "AC1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One score.

    ``n`` counts the marked items the score rests on, ``found`` what Dateline found (F1 and shares
    only). Scores lie between 0 and 1, agreement beyond chance between -1 and 1. ``value`` is
    ``None`` where nothing could be scored, and ``lower``/``upper`` (95%) are ``None`` where no
    interval can be given.
    """

    name: str
    measure: Measure
    n: int
    value: float | None
    precision: float | None = None
    recall: float | None = None
    found: int | None = None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under one heading, with a sentence on how they are counted."""

    title: str
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The scores of one task.

    ``documents`` counts the gold documents scored, ``notes`` say what a reader must know to read
    the scores, ``details`` hold what does not fit a table and can be written as JSON.
    """

    task: str
    documents: int
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, table after table."""
        return tuple(row for table in self.tables for row in table.rows)

    def row(self, name: str) -> Row:
        """Return the first row of a name.

        Raises:
            KeyError: There is none.
        """
        for row in self.rows:
            if row.name == name:
                return row
        raise KeyError(name)


def as_json(report: Report) -> dict[str, object]:
    """Return a report as plain values that ``json`` can write."""
    return {
        "task": report.task,
        "documents": report.documents,
        "tables": [
            {"title": table.title, "note": table.note, "rows": [_row_json(r) for r in table.rows]}
            for table in report.tables
        ],
        "notes": list(report.notes),
        "details": dict(report.details),
    }


def _row_json(row: Row) -> dict[str, object]:
    return {
        "name": row.name,
        "measure": row.measure.value,
        "n": row.n,
        "found": row.found,
        "precision": row.precision,
        "recall": row.recall,
        "value": row.value,
        "lower": row.lower,
        "upper": row.upper,
    }


def f1_row(name: str, tallies: Sequence[tuple[float, float, float]]) -> Row:
    """Return precision, recall and F1 with an interval.

    Args:
        name: What was scored.
        tallies: Per document: credit (right items, or their similarity), found, marked.
    """
    return ratio_row(name, [(right, found, right, marked) for right, found, marked in tallies])


def ratio_row(name: str, tallies: Sequence[tuple[float, float, float, float]]) -> Row:
    """Return an F1 row whose precision and recall are counted on different sides.

    Args:
        name: What was scored.
        tallies: Per document: found items that are right, found; marked items that were found,
            marked.
    """
    sums = [sum(tally[index] for tally in tallies) for index in range(4)]
    interval = bootstrap_interval(tallies, _f1_of)
    return Row(
        name=name,
        measure=Measure.F1,
        n=round(sums[3]),
        found=round(sums[1]),
        value=f1(_share(sums[0], sums[1]), _share(sums[2], sums[3])),
        precision=_share(sums[0], sums[1]),
        recall=_share(sums[2], sums[3]),
        lower=interval[0] if interval else None,
        upper=interval[1] if interval else None,
    )


def accuracy_row(name: str, tallies: Sequence[tuple[float, float]]) -> Row:
    """Return the share that is right, with an interval.

    Args:
        name: What was scored.
        tallies: Per document: right, all.
    """
    right, n = sum(t[0] for t in tallies), sum(t[1] for t in tallies)
    interval = bootstrap_interval(tallies, lambda sums: _share(float(sums[0]), float(sums[1])))
    return Row(
        name=name,
        measure=Measure.ACCURACY,
        n=round(n),
        value=_share(right, n),
        lower=interval[0] if interval else None,
        upper=interval[1] if interval else None,
    )


def statistic_row(
    name: str,
    tallies: Sequence[Sequence[float]],
    statistic: Callable[[Totals], float | None],
    *,
    n: int,
    measure: Measure = Measure.F1,
) -> Row:
    """Return a row for any score that is a function of counts summed over documents."""
    width = len(tallies[0]) if tallies else 0
    sums = np.asarray([sum(row[i] for row in tallies) for i in range(width)], dtype=np.float64)
    interval = bootstrap_interval(tallies, statistic)
    return Row(
        name=name,
        measure=measure,
        n=n,
        value=statistic(sums),
        lower=interval[0] if interval else None,
        upper=interval[1] if interval else None,
    )


def count_row(name: str, n: int, found: int) -> Row:
    """Return a plain count: how many of ``n``."""
    return Row(name=name, measure=Measure.COUNT, n=n, value=float(found))


def f1(precision: float | None, recall: float | None) -> float | None:
    """Return the harmonic mean.

    Nothing found where something is marked is 0, as is finding only what is not marked; nothing
    found and nothing marked is undefined.
    """
    if precision is None and recall is None:
        return None
    if not precision or not recall:
        return 0.0
    return 2 * precision * recall / (precision + recall)


def _f1_of(sums: Totals) -> float | None:
    return f1(
        _share(float(sums[0]), float(sums[1])),
        _share(float(sums[2]), float(sums[3])),
    )


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
