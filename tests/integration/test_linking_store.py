"""A store links what changed as if everything were linked at once, and survives being killed."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from benchmarks.linking import World, fill

from dateline.core.documents import Document
from dateline.core.events import Event
from dateline.core.grounded import GroundedClaim
from dateline.pipeline import build_events, share_linking
from dateline.pipeline import link_store as module
from dateline.pipeline.link_store import is_linked, link_store
from dateline.pipeline.linking.link import link
from dateline.store.sqlite import open_store

Made = tuple[Document, list[list[GroundedClaim]]]
CLAIMS = 150


@pytest.fixture(scope="module")
def made() -> list[Made]:
    """Documents that tell of invented incidents."""
    return list(World(7).documents(CLAIMS))


def events_of(path: Path) -> list[Event]:
    with open_store(path, read_only=True) as store:
        return list(store.events())


def link_it(path: Path, *, everything: bool = False) -> None:
    with open_store(path) as store, store.linking():
        link_store(store, everything=everything)


def linked_at_once(path: Path) -> list[Event]:
    """Return the events that linking in memory makes of a store's claims."""
    with open_store(path, read_only=True) as store:
        documents = {document.id: document for document in store.documents()}
        return list(link(store.claims(), documents))


def by_id(events: Sequence[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event.id)


def test_documents_that_arrive_in_parts_are_linked_as_at_once(
    tmp_path: Path, made: list[Made]
) -> None:
    parts, whole = tmp_path / "parts.db", tmp_path / "whole.db"
    for start in range(0, len(made), 17):
        fill(parts, iter(made[start : start + 17]))
        link_it(parts)
    fill(whole, iter(reversed(made)))
    link_it(whole)
    assert by_id(events_of(parts)) == by_id(events_of(whole))
    assert len(events_of(whole)) < len(made) * 1.6


def test_several_processes_build_the_same_events(
    tmp_path: Path, made: list[Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store.db"
    fill(path, iter(made))
    link_it(path)
    alone = events_of(path)
    monkeypatch.setattr(build_events, "_WORTH_A_PROCESS", 0)
    monkeypatch.setattr(build_events, "_BATCH", 20)
    told: list[tuple[int, int]] = []
    with open_store(path) as store, store.linking():
        store.replace_events(())
        link_store(store, workers=2, on_progress=lambda done, total: told.append((done, total)))
    assert events_of(path) == alone
    assert told[-1] == (len(alone), len(alone))


def test_several_processes_read_and_compare_to_the_same_state(
    tmp_path: Path, made: list[Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, shared = tmp_path / "alone.db", tmp_path / "shared.db"
    for path in (alone, shared):
        fill(path, iter(made))
        with sqlite3.connect(path) as connection:
            connection.execute(
                "DELETE FROM coded_acts WHERE document_id = (SELECT min(id) FROM documents)"
            )
        connection.close()
    link_it(alone)
    monkeypatch.setattr(module, "_WORTH_PROCESSES", 0)
    monkeypatch.setattr(share_linking, "_DOCUMENTS", 13)
    monkeypatch.setattr(share_linking, "_PAIRS", 20)
    with open_store(shared) as store, store.linking():
        link_store(store, workers=2)
    assert state_of(shared) == state_of(alone)
    assert by_id(events_of(shared)) == by_id(events_of(alone))


def state_of(path: Path) -> list[list[tuple[object, ...]]]:
    """Return the acts, blocks, outlines and edges from which the next linking goes on."""
    with sqlite3.connect(path) as connection:
        state = [
            connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in ("acts", "act_blocks", "act_outlines", "act_edges", "act_ties")
        ]
    connection.close()
    assert all(state)
    return state


def test_linking_anew_changes_nothing(tmp_path: Path, made: list[Made]) -> None:
    path = tmp_path / "store.db"
    fill(path, iter(made))
    link_it(path)
    with open_store(path, read_only=True) as store:
        before = [version for event in store.events() for version in store.event_versions(event.id)]
    link_it(path, everything=True)
    with open_store(path, read_only=True) as store:
        after = [version for event in store.events() for version in store.event_versions(event.id)]
        assert is_linked(store)
    assert after == before


def test_documents_stored_without_a_sketch_get_one_when_the_store_is_next_linked(
    tmp_path: Path, made: list[Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store.db"
    fill(path, iter(made))
    link_it(path)
    with open_store(path, read_only=True) as store:
        ids = [document.id for document in store.documents()]
        sketches, crowds = store.sketches.of(ids), list(store.sketches.crowds())
    assert crowds
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM sketch_keys")
        connection.execute("DELETE FROM text_sketches WHERE document_id > ?", (ids[3],))
        connection.execute("UPDATE text_sketches SET version = 'earlier'")
    connection.close()
    monkeypatch.setattr(module, "_SKETCHED_AT_ONCE", 7)
    link_it(path)
    with open_store(path, read_only=True) as store:
        assert store.sketches.of(ids) == sketches
        assert list(store.sketches.crowds()) == crowds
        assert len(store.linkings()) == 1


def test_linking_that_is_killed_leaves_the_last_state_and_is_finished_later(
    tmp_path: Path, made: list[Made]
) -> None:
    path = tmp_path / "store.db"
    fill(path, iter(made[:40]))
    link_it(path)
    before = events_of(path)
    fill(path, iter(made[40:]))
    for delay_s in (0.0, 0.1, 0.4):
        process = start_linking(path)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay_s)
        process.kill()
        process.wait()
        with open_store(path, read_only=True) as store:
            if not is_linked(store):
                assert list(store.events()) == before
    link_it(path)
    whole = tmp_path / "whole.db"
    fill(whole, iter(made))
    link_it(whole)
    assert by_id(events_of(path)) == by_id(events_of(whole))


def start_linking(path: Path) -> "subprocess.Popen[bytes]":
    """Link a store in a process of its own, which prints a line when it begins."""
    program = (
        "import sys; from pathlib import Path\n"
        "from dateline.pipeline.link_store import link_store\n"
        "from dateline.store.sqlite import open_store\n"
        "with open_store(Path(sys.argv[1])) as store, store.linking():\n"
        "    print('linking', flush=True)\n"
        "    link_store(store, everything=True)\n"
    )
    return subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE)
