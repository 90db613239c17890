import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dateline.cli import engine
from dateline.errors import EvaluationError
from dateline.scoring import tasks
from dateline.scoring.interface import Coder, Options
from dateline.scoring.report import Measure, Report, Row, Table

from .conftest import Dateline, fill
from .test_code import Report as RunReport


def score(paths: Sequence[Path], coder: Coder, options: Options) -> Report:
    """Score nothing at all."""
    if not paths[0].exists():
        raise EvaluationError(f"{paths[0]}: there is no such file")
    row = Row(
        name="events", measure=Measure.F1, n=20, found=18, value=0.7, precision=0.75,
        recall=0.66, lower=0.6, upper=0.8,
    )  # fmt: skip
    nothing = Row(name="relations", measure=Measure.F1, n=0, value=None)
    tables = (Table(title="Whole events", rows=(row, nothing), note="counted so"),)
    return Report(task="mine", documents=2, tables=tables, notes=(f"scheme {options.scheme}",))


@pytest.fixture
def _task(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tasks, "TASKS", {"mine": score})
    monkeypatch.setattr(tasks, "ARGUMENTS", {"mine": "FILE.tsv"})
    monkeypatch.setattr(engine, "coder", lambda **_: None)
    (tmp_path / "gold.tsv").write_text("x")


@pytest.mark.usefixtures("_task")
def test_scores_are_printed_with_n_and_interval(dateline: Dateline) -> None:
    outcome = dateline("evaluate", "mine", "gold.tsv", "--scheme", "acled")
    assert outcome.status == 0
    for words in ("mine: 2 documents", "20", "0.700", "0.600–0.800", "scheme acled", "counted so"):
        assert words in outcome.out


@pytest.mark.usefixtures("_task")
def test_json_scores_are_one_object_on_the_last_line(dateline: Dateline) -> None:
    outcome = dateline("evaluate", "mine", "gold.tsv", "--json")
    scores = json.loads(outcome.out.splitlines()[-1])
    assert scores["tables"][0]["rows"][0]["value"] == 0.7


@pytest.mark.usefixtures("_task")
def test_tasks_are_listed_with_what_they_take(dateline: Dateline) -> None:
    listed = " ".join(dateline("evaluate", "--list").out.split())
    assert listed == "mine FILE.tsv Score nothing at all."


@pytest.mark.usefixtures("_task")
@pytest.mark.parametrize(
    ("arguments", "status"),
    [((), 2), (("mine",), 2), (("other", "gold.tsv"), 2), (("mine", "missing.tsv"), 4)],
)
def test_a_wrong_task_or_file_is_told(
    dateline: Dateline, arguments: tuple[str, ...], status: int
) -> None:
    outcome = dateline("evaluate", *arguments)
    assert outcome.status == status
    assert outcome.err


def test_the_demo_shows_events_and_evidence_and_prints_where_the_report_is(
    dateline: Dateline, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "samples"
    folder.mkdir()

    @contextmanager
    def samples() -> Iterator[Path]:
        yield folder

    def code(inputs: Sequence[str], **options: Any) -> RunReport:
        assert inputs == [str(folder)]
        fill(options["store"])
        return RunReport()

    monkeypatch.setattr(engine, "samples", samples)
    monkeypatch.setattr(engine, "code", code)
    outcome = dateline("demo", "--to", "out")
    assert outcome.status == 0
    assert "Gunmen, attackers → [victim]" in outcome.out
    assert "EVIDENCE AND WHO SAYS SO" in outcome.out
    path = Path(outcome.out.splitlines()[-1])
    assert path == tmp_path / "out" / "report.html"
    assert "invented articles" in path.read_text(encoding="utf-8")
    folder.rmdir()
    assert dateline("demo", "--to", "out").status == 4
