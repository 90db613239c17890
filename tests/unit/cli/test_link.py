"""``dateline link``: finish linking, or do it anew."""

import json
from pathlib import Path

from benchmarks.linking import World, fill
from typer.testing import CliRunner

from dateline.cli.main import app
from dateline.store.sqlite import open_store

RUNNER = CliRunner()


def test_what_is_coded_but_not_linked_is_linked_once(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    fill(path, World(3).documents(30))
    first = json.loads(RUNNER.invoke(app, ["link", "--db", str(path), "--json"]).stdout)
    again = json.loads(RUNNER.invoke(app, ["link", "--db", str(path), "--json"]).stdout)
    with open_store(path, read_only=True) as store:
        assert first["events"] == again["events"] == store.count_events() > 0
    assert (again["documents"], again["built"], again["ended"]) == (0, 0, 0)


def test_all_links_everything_anew(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    fill(path, World(3).documents(30))
    RUNNER.invoke(app, ["link", "--db", str(path)])
    result = RUNNER.invoke(app, ["link", "--db", str(path), "--all", "--json"])
    found = json.loads(result.stdout)
    assert found["anew"]
    assert found["documents"] > 0


def test_store_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    result = RUNNER.invoke(app, ["link", "--db", str(tmp_path / "none.db")])
    assert result.exit_code != 0
    assert not (tmp_path / "none.db").exists()
