"""One holder at a time has a store's run lock, and it does not outlive its process."""

import subprocess
import sys
from pathlib import Path

import pytest

from dateline.errors import StoreError
from dateline.store.lock import RunLock

HOLDER = """
import sys
from pathlib import Path
from dateline.store.lock import RunLock
lock = RunLock.take(Path(sys.argv[1]))
print("taken" if lock else "refused", flush=True)
sys.stdin.read()
"""


def test_another_process_is_refused_and_its_death_frees_the_lock(tmp_path: Path) -> None:
    store = tmp_path / "events.db"
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "taken\n"
        assert RunLock.take(store) is None
        process.kill()
    lock = RunLock.take(store)
    assert lock is not None
    lock.release()


def test_a_second_holder_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    store = tmp_path / "events.db"
    first = RunLock.take(store)
    assert first is not None
    assert RunLock.take(store) is None
    first.release()
    second = RunLock.take(store)
    assert second is not None
    second.release()


def test_nothing_is_left_beside_the_store(tmp_path: Path) -> None:
    lock = RunLock.take(tmp_path / "events.db")
    assert lock is not None
    lock.release()
    assert list(tmp_path.iterdir()) == []


def test_two_stores_do_not_share_a_lock(tmp_path: Path) -> None:
    locks = [RunLock.take(tmp_path / name) for name in ("one.db", "two.db")]
    assert None not in locks
    for lock in locks:
        assert lock is not None
        lock.release()


def test_a_folder_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot lock"):
        RunLock.take(tmp_path / "missing" / "events.db")
