"""A store with the invented samples, and the command line run in this process."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline.cli.main import run
from dateline.core.coded import Coded, Failure, Step
from dateline.store.interface import RunStart, RunTotals, Store
from dateline.store.sqlite import open_store

from ..exports.samples import CLAIMS, DOCUMENTS, EVENTS, MADE_BY


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str


Dateline = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def _calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("DATELINE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def dateline(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Dateline:
    """Return a function that runs the command line."""

    def command(*arguments: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["dateline", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run()
        captured = capsys.readouterr()
        return Outcome(int(ended.value.code or 0), captured.out, captured.err)

    return command


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return the path of a store that holds the samples."""
    path = tmp_path / "events.db"
    with open_store(path, clock=lambda: datetime(2031, 5, 8, 12, tzinfo=UTC)) as store:
        fill(store)
    return path


def fill(store: Store) -> None:
    """Put the samples into a store, as a run with one failure."""
    run_id = store.start_run(RunStart(made_by=MADE_BY, arguments=("news",)))
    for document_id, document in DOCUMENTS.items():
        store.put(run_id, Coded(document=document, claims=CLAIMS[document_id], events=()), MADE_BY)
    store.add_failure(run_id, Failure(path="empty.txt", step=Step.READING, reason="empty file"))
    store.replace_events(EVENTS)
    store.finish_run(run_id, RunTotals(documents=3, coded=2, failed=1, claims=3, events=2))
