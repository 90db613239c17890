import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from dateline.cli import engine
from dateline.core.coded import Failure, Step
from dateline.pipeline.articles.options import ReadOptions

from ..exports.samples import COURIER, HERALD
from .conftest import Dateline, fill


@dataclass(frozen=True)
class Report:
    """What a run tells, as ``pipeline.run`` has it."""

    skipped: tuple[Failure, ...] = ()
    documents: int = 3
    coded: int = 2
    already: int = 0
    claims: int = 3
    events: int = 2
    unresolved: Mapping[str, int] = field(default_factory=lambda: {"time: not stated": 1})
    document_ids: tuple[str, ...] = tuple(sorted([COURIER.id, HERALD.id]))


EMPTY = Failure(path="empty.txt", step=Step.READING, reason="empty file")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Replace coding by putting the samples into the store; note how it was called."""
    noted: list[dict[str, Any]] = []

    def code(inputs: list[str], **options: Any) -> Report:
        noted.append({"inputs": inputs, **options})
        fill(options["store"])
        return Report((EMPTY,)) if "bad" in inputs else Report()

    monkeypatch.setattr(engine, "code", code)
    return noted


def test_coding_sums_up_on_stderr_and_says_nothing_on_stdout(
    dateline: Dateline, calls: list[dict[str, Any]]
) -> None:
    outcome = dateline("code", "news", "--published", "2031-05-07", "--workers", "2")
    assert outcome.status == 0
    assert outcome.out == ""
    assert "1 (1 time: not stated)" in outcome.err
    (call,) = calls
    assert call["inputs"] == ["news"]
    assert call["workers"] == 2
    assert isinstance(call["options"], ReadOptions)
    assert str(call["options"].published) == "2031-05-07"
    assert Path("events.db").exists()


@pytest.mark.usefixtures("calls")
def test_failures_are_one_line_each_and_status_3(dateline: Dateline) -> None:
    outcome = dateline("code", "bad", "--quiet")
    assert outcome.status == 3
    assert outcome.err == "empty.txt: empty file\n"


@pytest.mark.usefixtures("calls")
def test_json_sums_up_in_one_object(dateline: Dateline) -> None:
    outcome = dateline("code", "bad", "--json")
    assert outcome.status == 3
    summary = json.loads(outcome.out)
    assert summary["failed"] == [
        {"path": "empty.txt", "step": "reading", "reason": "empty file", "document": None}
    ]
    assert summary["unresolved"] == {"time: not stated": 1}


@pytest.mark.usefixtures("calls")
def test_records_go_to_stdout_sorted_by_document_and_nothing_else_is_kept(
    dateline: Dateline,
) -> None:
    outcome = dateline("code", "news", "--to", "-", "--quiet")
    ids = [json.loads(line)["document"]["id"] for line in outcome.out.splitlines()]
    assert ids == sorted([COURIER.id, HERALD.id])
    assert not Path("events.db").exists()
    assert "Redfern" not in outcome.out


@pytest.mark.usefixtures("calls")
def test_records_go_to_a_file_by_name_if_asked(dateline: Dateline) -> None:
    assert dateline("code", "news", "--to", "out.jsonl", "--db", "x.db", "--names").status == 0
    assert "Ilvar Redfern" in Path("out.jsonl").read_text(encoding="utf-8")
    assert Path("x.db").exists()


def test_an_output_that_cannot_be_written_is_told_before_coding(
    dateline: Dateline, calls: list[dict[str, Any]]
) -> None:
    outcome = dateline("code", "news", "--to", "missing/out.jsonl")
    assert outcome.status == 4
    assert "missing/out.jsonl" in outcome.err
    assert calls == []


def test_an_interrupted_run_says_how_to_go_on(
    dateline: Dateline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "code", interrupt)
    outcome = dateline("code", "news", "--to", "out.jsonl", "--db", "events.db")
    assert outcome.status == 130
    assert "goes on from there" in outcome.err
    assert not Path("out.jsonl").exists()


@pytest.mark.usefixtures("calls")
@pytest.mark.parametrize(
    "arguments",
    [
        ("code",),
        ("code", "news", "--published", "yesterday"),
        ("code", "news", "--to", "-", "--json"),
        ("code", "news", "--dates", "missing.csv"),
        ("code", "news", "--workers", "-1"),
        ("code", "news", "--wrong"),
    ],
)
def test_wrong_usage_is_status_2(dateline: Dateline, arguments: tuple[str, ...]) -> None:
    assert dateline(*arguments).status == 2
