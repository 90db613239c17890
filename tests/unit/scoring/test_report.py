"""Rows of scores."""

import json

import pytest

from dateline.scoring.report import (
    Report,
    Table,
    accuracy_row,
    as_json,
    count_row,
    f1,
    f1_row,
    ratio_row,
)


def test_precision_recall_and_f1_come_from_sums_over_documents() -> None:
    row = f1_row("events", [(1, 2, 4), (2, 2, 2)])
    assert (row.precision, row.recall, row.n, row.found) == (3 / 4, 3 / 6, 6, 4)
    assert row.value == pytest.approx(0.6)


def test_precision_and_recall_can_be_counted_on_different_sides() -> None:
    row = ratio_row("spans", [(1, 2, 3, 4)])
    assert (row.precision, row.recall) == (0.5, 0.75)


def test_nothing_marked_and_nothing_found_has_no_score() -> None:
    row = f1_row("events", [(0, 0, 0)])
    assert (row.value, row.precision, row.recall) == (None, None, None)


def test_nothing_found_of_something_marked_is_zero() -> None:
    assert f1_row("events", [(0, 0, 3)]).value == 0.0


def test_accuracy_of_nothing_is_unknown() -> None:
    assert accuracy_row("date", [(0, 0)]).value is None


@pytest.mark.parametrize(
    ("precision", "recall", "expected"),
    [(1.0, 1.0, 1.0), (0.5, 0.25, 1 / 3), (None, None, None), (None, 0.0, 0.0), (1.0, 0.0, 0.0)],
)
def test_f1_is_the_harmonic_mean(
    precision: float | None, recall: float | None, expected: float | None
) -> None:
    assert f1(precision, recall) == expected


def test_a_report_is_plain_json_and_rows_are_found_by_name() -> None:
    table = Table(title="Events", rows=(f1_row("events", [(1, 1, 1)]), count_row("apart", 2, 0)))
    report = Report(task="gold", documents=1, tables=(table,))
    assert json.loads(json.dumps(as_json(report)))["tables"][0]["rows"][0]["value"] == 1.0
    assert report.row("apart").value == 0.0
    with pytest.raises(KeyError):
        report.row("none such")
