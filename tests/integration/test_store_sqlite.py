"""The SQLite store outlives kills, full disks, other processes and growth."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dateline.core.claims import Stage
from dateline.core.coded import Failure, Step
from dateline.errors import StoreError
from dateline.store.database import Database
from dateline.store.filters import order_by, where
from dateline.store.interface import CodingState, EventFilters, EventOrder, RunState, RunTotals
from dateline.store.opening import connect
from dateline.store.sqlite import SqliteStore, open_store, utc_now
from tests.integration.store_examples import MADE_BY, MADE_LATER, a_coding, a_document, start
from tests.integration.store_writer import CLAIMS, numbered_coding

ROOT = Path(__file__).parents[2]


def writer(path: Path, count: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.integration.store_writer", str(path), str(count)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_documents(process: "subprocess.Popen[str]", count: int) -> None:
    assert process.stdout is not None
    for _ in range(count):
        assert process.stdout.readline(), process.stderr and process.stderr.read()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "events.db"


# Stopped processes


def test_a_store_killed_at_random_moments_is_whole_and_ends_like_one_that_was_not(
    path: Path, tmp_path: Path
) -> None:
    total = 200
    moments = random.Random(7)
    for _ in range(5):
        with writer(path, 100_000) as process:
            wait_for_documents(process, 15)
            time.sleep(moments.uniform(0, 0.03))
            process.kill()
        with open_store(path) as store:
            assert store.check() == ()
            assert store.runs()[-1].state == RunState.INTERRUPTED
            for document in store.documents():
                assert len(list(store.claims(document.id))) == CLAIMS
                assert store.coding_of(document, MADE_BY) == CodingState.CODED
    with open_store(path) as store:
        written = store.count_documents()
    whole = tmp_path / "whole.db"
    for each in (path, whole):
        with writer(each, max(total, written)) as process:
            assert process.wait() == 0
    with open_store(path) as one, open_store(whole) as other:
        assert list(one.documents()) == list(other.documents())
        assert list(one.claims()) == list(other.claims())
        assert one.search("event7x3") == other.search("event7x3") != []


def test_an_interrupt_keeps_every_document_that_was_put(path: Path) -> None:
    with writer(path, 100_000) as process:
        wait_for_documents(process, 5)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
    assert "KeyboardInterrupt" in errors
    with open_store(path, read_only=True) as store:
        assert store.check() == ()
        assert store.count_documents() >= 5
        (run,) = store.runs()
        assert (run.state, run.finished, run.totals) == (RunState.INTERRUPTED, None, None)


def test_an_error_during_a_run_marks_it_interrupted_and_frees_the_store(path: Path) -> None:
    def run_into_an_error() -> None:
        with open_store(path) as store:
            start(store)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        run_into_an_error()
    with open_store(path) as store:
        assert [run.state for run in store.runs()] == [RunState.INTERRUPTED]
        start(store)


def test_what_ends_a_run_is_not_hidden_by_a_store_that_cannot_record_it(path: Path) -> None:
    def run_into_an_error() -> None:
        connection = connect(path, read_only=False, timeout_s=0.05)
        database = Database(connection, path=path, read_only=False)
        with SqliteStore(database, clock=utc_now) as store:
            start(store)
            other.execute("BEGIN IMMEDIATE")
            raise RuntimeError

    open_store(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(RuntimeError):
        run_into_an_error()
    other.close()
    with open_store(path) as store:
        assert [run.state for run in store.runs()] == [RunState.INTERRUPTED]


# Several at once


def test_a_second_coding_run_is_refused_while_the_first_goes_on(path: Path) -> None:
    with writer(path, 100_000) as process:
        wait_for_documents(process, 1)
        with open_store(path) as store:
            with pytest.raises(StoreError, match=f"another coding run .*process {process.pid} on"):
                start(store)
            assert store.runs()[-1].state == RunState.RUNNING
        process.kill()
    with open_store(path) as store:
        start(store)


def test_a_second_run_is_refused_in_the_same_process_too(path: Path) -> None:
    with open_store(path) as first, open_store(path) as second:
        run = start(first)
        with pytest.raises(StoreError, match="another coding run"):
            start(second)
        first.finish_run(run, RunTotals())
        start(second)


def test_a_reader_beside_the_writer_sees_whole_documents_only(path: Path) -> None:
    open_store(path).close()
    seen = set()
    with writer(path, 120) as process, open_store(path, read_only=True) as reader:
        while process.poll() is None:
            with reader.snapshot():
                documents = {document.id for document in reader.documents()}
                claims = [claim.claim.document_id for claim in reader.claims()]
            assert set(claims) == documents
            assert len(claims) == CLAIMS * len(documents)
            seen.add(len(documents))
    assert process.returncode == 0
    assert len(seen) > 1


def test_a_new_store_may_be_opened_by_several_at_the_same_moment(path: Path) -> None:
    errors: list[Exception] = []
    gate = threading.Barrier(4)

    def open_it() -> None:
        gate.wait()
        try:
            with open_store(path) as store:
                assert store.runs() == []
        except (StoreError, AssertionError) as error:
            errors.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_another_program_that_keeps_writing_is_a_clear_error(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(path).close()
    monkeypatch.setattr("dateline.store.sqlite.BUSY_TIMEOUT_S", 0.05)
    with open_store(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program is writing"):
            start(store)
        other.execute("ROLLBACK")
        other.close()
        start(store)


# Reading only


def test_nothing_is_written_through_a_store_open_for_reading(path: Path) -> None:
    document = a_document("A bomb went off.")
    with open_store(path) as store:
        store.put(start(store), a_coding(document), MADE_BY)
    with open_store(path, read_only=True) as store:
        for write in (
            lambda: start(store),
            lambda: store.put(1, a_coding(document), MADE_LATER),
            lambda: store.add_failure(1, Failure(path="a", step=Step.READING, reason="empty")),
            lambda: store.add_copy(document),
            lambda: store.replace_events([]),
        ):
            with pytest.raises(StoreError, match="for reading only"):
                write()
        assert list(store.documents()) == [document]


def test_a_snapshot_does_not_see_what_is_written_after_it_began(path: Path) -> None:
    document = a_document("A bomb went off.")
    with open_store(path) as store, open_store(path, read_only=True) as reader:
        with reader.snapshot():
            store.put(start(store), a_coding(document), MADE_BY)
            assert list(reader.documents()) == []
        assert list(reader.documents()) == [document]


def test_writing_inside_a_snapshot_is_refused(path: Path) -> None:
    with open_store(path) as store:
        with store.snapshot(), pytest.raises(StoreError, match="transaction is open"):
            store.replace_events([])
        store.replace_events([])


# Damage and full disks


def test_a_full_disk_is_a_clear_error_and_loses_nothing(path: Path) -> None:
    connection = connect(path, read_only=False, timeout_s=1)
    database = Database(connection, path=path, read_only=False)
    with SqliteStore(database, clock=utc_now) as store:
        run = start(store)
        store.put(run, numbered_coding(0), MADE_BY)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        large = a_coding(a_document("rain " * 20_000))
        with pytest.raises(StoreError, match="disk is full"):
            store.put(run, large, MADE_BY)
        assert [d.id for d in store.documents()] == [numbered_coding(0).document.id]
        assert store.check() == ()
        connection.execute("PRAGMA max_page_count = 1000000")
        store.put(run, large, MADE_BY)
        assert store.count_documents() == 2


@pytest.mark.parametrize(
    ("statement", "report"),
    [
        ("UPDATE documents SET text = 'No bomb went off.'", "not the id of its text"),
        ("UPDATE documents SET record = '{'", "cannot be read"),
        ("UPDATE claims SET record = '{}'", "cannot be read"),
        ("DELETE FROM documents", "refers to documents that are not stored"),
        ("DELETE FROM codings", "has no record of its coding"),
        ("DELETE FROM documents_fts_data WHERE id > 10", "damaged|malformed|search index"),
    ],
)
def test_damage_to_what_is_stored_is_found(path: Path, statement: str, report: str) -> None:
    with open_store(path) as store:
        store.put(start(store), numbered_coding(1), MADE_BY)
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    with open_store(path) as store:
        faults = "\n".join(store.check())
    assert any(part in faults for part in report.split("|"))


def test_a_closed_store_says_so(path: Path) -> None:
    store = open_store(path)
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.runs()
    with pytest.raises(StoreError, match="closed"):
        store.replace_events([])


# Growth


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    open_store(path).close()
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    "filters",
    [
        EventFilters(types=("bombing",)),
        EventFilters(types=("bombing", "raid"), until=date(2020, 3, 1)),
        EventFilters(since=date(2020, 3, 1), until=date(2020, 3, 7)),
        EventFilters(since=date(2020, 3, 1)),
        EventFilters(countries=("TD",), until=date(2020, 3, 1), stages=(Stage.FOILED,)),
        EventFilters(document="0123456789abcdef"),
        EventFilters(order=EventOrder.DATE, limit=50),
        EventFilters(order=EventOrder.ID),
    ],
)
def test_events_are_found_by_an_index(
    connection: sqlite3.Connection, filters: EventFilters
) -> None:
    condition, parameters = where(filters)
    plan = connection.execute(
        f"EXPLAIN QUERY PLAN SELECT record FROM events WHERE {condition}"
        f" ORDER BY {order_by(filters.order)}",
        parameters,
    ).fetchall()
    steps = [step for *_, step in plan if "events" in step]
    assert steps
    assert all("USING" in step and "INDEX" in step for step in steps), steps


def test_claims_and_documents_are_read_in_order_without_sorting(
    connection: sqlite3.Connection,
) -> None:
    for query in (
        "SELECT record FROM claims ORDER BY document_id, trigger_start, trigger_end, id",
        "SELECT record FROM documents ORDER BY id",
    ):
        plan = connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
        assert all("USE TEMP B-TREE" not in step for *_, step in plan), plan
