"""A run that is killed at any moment is taken up again, and nothing is lost or doubled."""

import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from dateline.api import Coder
from dateline.errors import StoreError
from dateline.store.interface import RunState, Store
from dateline.store.sqlite import open_store

from .coding import code_into
from .command import dateline, start_dateline

DOCUMENTS = 200
KILLS = 10
#: A process that has stored nothing new for so long is killed as it stands.
PATIENCE_S = 20.0

PLACES = ("Kandahar", "Mosul", "Goma", "Maiduguri", "Mogadishu", "Peshawar", "Aleppo", "Gao")
GROUPS = ("rebels", "militants", "insurgents", "gunmen", "jihadist fighters")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBERS = ("two", "three", "four", "five", "six", "nine", "eleven", "14", "20")
TEMPLATES = (
    "{Group} attacked an army post near {place} on {day}, killing {n} soldiers, the defence "
    "ministry said. {Officers} later arrested {m} suspects.",
    "A bomb exploded outside the district office in {place} on {day}. Police said {n} people were "
    "killed and {m} wounded. No one claimed responsibility for the bombing.",
    "A court in {place} on {day} sentenced {n} {group} to {m} years in prison for an attack on a "
    "police station. Their lawyer said he would appeal.",
    "{Officers} in {place} seized {n} rifles and detained {m} suspected {group} in a raid on "
    "{day}, a spokesman told reporters.",
    "{Group} kidnapped {n} aid workers on the road to {place} on {day}, residents said. The army "
    "said it had killed {m} of the {group}.",
)


def write_articles(folder: Path, chance: random.Random) -> None:
    """Write short articles, every tenth of them the text of the one before."""
    text = ""
    for number in range(DOCUMENTS):
        if number % 10 != 9:
            group = chance.choice(GROUPS)
            text = chance.choice(TEMPLATES).format(
                group=group,
                Group=group.capitalize(),
                Officers=chance.choice(("Police", "Soldiers", "Security agents")),
                place=chance.choice(PLACES),
                day=chance.choice(DAYS),
                n=chance.choice(NUMBERS),
                m=chance.choice(NUMBERS),
            )
            text = f"PUBLISHED: 2021-03-{chance.randint(1, 28):02}\n\n{text}\n\nReport {number}."
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")


def count_stored(path: Path) -> int:
    """Return how many documents are stored, 0 if there is no store yet."""
    try:
        with open_store(path, read_only=True) as store:
            return store.count_documents()
    except StoreError:
        return 0


def kill_while_coding(process: "subprocess.Popen[bytes]", path: Path, delay_s: float) -> None:
    """Kill a run a moment after it stored its first new document."""
    before = count_stored(path)
    patience = time.monotonic() + PATIENCE_S
    while count_stored(path) == before and time.monotonic() < patience:
        if process.poll() is not None:
            return
        time.sleep(0.05)
    time.sleep(delay_s)
    process.kill()


def contents(store: Store) -> dict[str, list[object]]:
    """Return everything a run leaves behind but its own record."""
    return {
        "documents": list(store.documents()),
        "copies": list(store.copies()),
        "claims": list(store.claims()),
        "events": list(store.events()),
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the articles, in which commands run."""
    (tmp_path / "news").mkdir()
    write_articles(tmp_path / "news", random.Random(20160912))
    return tmp_path


def test_run_killed_ten_times_ends_as_one_that_was_not(
    coder: Coder, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(20200324)
    killed, stored = folder / "killed.db", [0]
    for _ in range(KILLS):
        process = start_dateline("code", "news", "--db", killed, "--workers", "1", folder=folder)
        kill_while_coding(process, killed, chance.uniform(0, 0.25))
        assert process.wait() == -signal.SIGKILL, "a run came to its end before it was killed"
        stored.append(count_stored(killed))
        with open_store(killed) as store:
            assert store.check() == ()
    assert stored == sorted(stored), "stored documents were lost"
    assert 0 < stored[-1] < DOCUMENTS * 9 // 10, "kills fell outside coding"
    last = dateline("code", "news", "--db", killed, "--workers", "1", folder=folder)
    assert last.returncode == 3, last.stderr

    monkeypatch.chdir(folder)
    with open_store(folder / "whole.db") as store:
        code_into(store, ["news"])
        whole = contents(store)
    with open_store(killed, read_only=True) as store:
        resumed = contents(store)
        states = [run.state for run in store.runs()]
    assert states == [RunState.INTERRUPTED] * KILLS + [RunState.FINISHED]
    assert len(whole["documents"]) == DOCUMENTS * 9 // 10
    assert len(whole["copies"]) == DOCUMENTS // 10
    assert whole["events"]
    for kind, values in whole.items():
        assert resumed[kind] == values, kind
