"""The evaluation page."""

from pathlib import Path

import pytest

from dateline.errors import EvaluationError
from dateline.scoring.document import CORPORA, Section, format_evaluation, write_evaluation
from dateline.scoring.report import Report, Table, accuracy_row, count_row, f1_row
from dateline.scoring.tasks import ARGUMENTS, TASKS

TABLE = Table(
    title="Events",
    rows=(
        f1_row("events", [(1, 2, 2), (3, 3, 4)]),
        accuracy_row("date | exact", [(1, 2), (2, 2)]),
        count_row("merged", 3, 1),
    ),
    note="One-to-one.",
)
SECTION = Section(
    title="Invented set",
    command="dateline evaluate gold gold.jsonl",
    report=Report(task="gold", documents=2, tables=(TABLE,), notes=("A note.",)),
)


def test_each_table_stands_under_its_command_with_n_and_interval() -> None:
    page = format_evaluation([SECTION])
    command = page.index("dateline evaluate gold gold.jsonl")
    row = next(line for line in page.splitlines() if line.startswith("| events |"))
    assert command < page.index(row)
    assert row.startswith("| events | 6 | 5 | 0.800 | 0.667 | 0.727 | F1 | 0.")
    assert "| date \\| exact | 4 |  |  |  | 0.750 | accuracy | 0.500–1.000 |" in page
    assert "| merged | 3 |  |  |  | 1 | count |  |" in page
    assert "- A note." in page


def test_the_page_says_where_the_data_of_each_task_is() -> None:
    assert "evaluation/README.md" in format_evaluation([SECTION])
    assert set(CORPORA) == set(TASKS) == set(ARGUMENTS)


def test_the_page_is_the_same_each_time(tmp_path: Path) -> None:
    path = tmp_path / "EVALUATION.md"
    write_evaluation([SECTION], path)
    assert path.read_text(encoding="utf-8") == format_evaluation([SECTION])


def test_a_page_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="none"):
        write_evaluation([SECTION], tmp_path / "none" / "EVALUATION.md")


def test_every_task_says_in_one_line_what_it_scores() -> None:
    for name, task in TASKS.items():
        lines = (task.__doc__ or "").splitlines()
        assert lines, name
        assert lines[0].startswith("Score "), name
