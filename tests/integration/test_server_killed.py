"""The served command: its messages, and that being killed loses nothing that was acknowledged."""

import contextlib
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from dateline.store.sqlite import open_store
from tests.integration.app import form_in, make_store
from tests.integration.test_decisions import desk

_START_S = 60
_SERVE = "import sys; from dateline.cli.main import run; sys.argv[0] = 'dateline'; run()"


@contextmanager
def serving(store: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run ``dateline serve`` and give its process and address."""
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, "serve", str(store), "--port", "0", *options],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert found is not None, line + process.stderr.read()
        yield process, found[0]
    finally:
        process.kill()
        process.wait()


def test_kill_minus_nine_under_load_loses_no_acknowledged_decision(tmp_path: Path) -> None:
    path = make_store(tmp_path / "events.db", reports=2)
    with open_store(path, read_only=True) as store:
        events = [event.id for event in store.events()]
    acknowledged: list[str] = []

    def keep_deciding(address: str, event: str) -> None:
        with contextlib.suppress(httpx.HTTPError), httpx.Client(timeout=_START_S) as client:
            while True:
                form = form_in(client.get(f"{address}/event/{event}").text, "/decide/accept")
                form.pop("seen")
                answer = client.post(f"{address}/decide/accept", data=form)
                if answer.status_code == 303:
                    acknowledged.append(answer.headers["location"].split("done=")[1])

    with serving(path) as (process, address):
        threads = [
            threading.Thread(target=keep_deciding, args=(address, event), daemon=True)
            for event in events[:3]
        ]
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + _START_S
        while len(acknowledged) < 8 and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        for thread in threads:
            thread.join(_START_S)
    assert len(acknowledged) >= 8
    with open_store(path) as store:
        kept = {decision.id for decision in store.decisions()}
        assert set(acknowledged) <= kept
        assert store.check() == ()


def test_what_cannot_be_served_is_told_in_one_line(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)
    good = make_store(tmp_path / "good.db", reports=1)
    for arguments, status, said in (
        ([str(tmp_path / "none.db")], 4, "no such store"),
        ([str(damaged)], 4, "damaged"),
        ([str(good), "--host", "0.0.0.0"], 2, "only served to this machine"),
        ([str(good), "--mode", "team"], 2, "nobody has an account"),
        ([str(good), "--mode", "proxy"], 2, "--proxy-peer"),
    ):
        ended = subprocess.run(
            [sys.executable, "-c", _SERVE, "serve", *arguments],
            capture_output=True,
            text=True,
            timeout=_START_S,
        )
        assert ended.returncode == status, ended.stderr
        assert said in ended.stderr
        assert "Traceback" not in ended.stderr


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    path = make_store(tmp_path / "events.db", reports=1)
    with serving(path) as (_, address):
        ended = subprocess.run(
            [sys.executable, "-c", _SERVE, "serve", str(path), "--port", address.split(":")[-1]],
            capture_output=True,
            text=True,
            timeout=_START_S,
        )
    assert ended.returncode == 2
    assert "--port" in ended.stderr


@pytest.mark.parametrize("wrong", ["decision", "text"])
def test_doctor_names_what_is_damaged(tmp_path: Path, wrong: str) -> None:
    path = make_store(tmp_path / "events.db", reports=1)

    def doctor() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", _SERVE, "doctor", str(path), "--json"],
            capture_output=True,
            text=True,
            timeout=_START_S,
        )

    sound = doctor()
    assert sound.returncode == 0
    assert '"sound": true' in sound.stdout
    with open_store(path) as store:
        store.add_decision(desk(store).accept([next(iter(store.events())).id]))
        database = store._database
        if wrong == "decision":
            database.execute("DROP TRIGGER decisions_never_change")
            database.execute("UPDATE decisions SET author = 'somebody else'")
        else:
            database.execute("UPDATE documents SET text = 'another text'")
    damaged = doctor()
    assert damaged.returncode == 4
    assert '"sound": false' in damaged.stdout
    assert ("was changed after it was written" in damaged.stdout) == (wrong == "decision")
