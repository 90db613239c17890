"""A database is brought up to date step by step, and a step happens wholly or not at all."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.store.migrate import (
    APPLICATION_ID,
    Migration,
    load_migrations,
    migrate,
    schema_version,
)
from dateline.store.sqlite import open_store

STEPS = (
    Migration(version=1, name="001_fruit.sql", sql="CREATE TABLE fruit (name TEXT);"),
    Migration(
        version=2,
        name="002_colour.sql",
        sql="ALTER TABLE fruit ADD COLUMN colour TEXT;\nUPDATE fruit SET colour = 'green';\n",
    ),
)


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    yield connection
    connection.close()


def test_an_empty_database_takes_every_step(connection: sqlite3.Connection) -> None:
    migrate(connection, STEPS)
    assert schema_version(connection) == 2
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_rows_of_an_older_schema_are_kept(connection: sqlite3.Connection) -> None:
    migrate(connection, STEPS[:1])
    connection.execute("INSERT INTO fruit VALUES ('pear')")
    migrate(connection, STEPS)
    assert connection.execute("SELECT * FROM fruit").fetchall() == [("pear", "green")]


def test_steps_already_taken_are_not_taken_again(connection: sqlite3.Connection) -> None:
    migrate(connection, STEPS)
    migrate(connection, STEPS)
    assert schema_version(connection) == 2


def test_a_step_that_fails_leaves_the_step_before(connection: sqlite3.Connection) -> None:
    broken = Migration(
        version=2, name="002_broken.sql", sql="CREATE TABLE nuts (name TEXT);\nCREATE nonsense;\n"
    )
    with pytest.raises(sqlite3.Error):
        migrate(connection, (STEPS[0], broken))
    assert schema_version(connection) == 1
    assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("fruit",)]


def test_the_shipped_steps_are_numbered_without_a_gap() -> None:
    steps = load_migrations()
    assert [step.version for step in steps] == list(range(1, len(steps) + 1))
    assert [int(step.name[:3]) for step in steps] == [step.version for step in steps]


@pytest.mark.parametrize("version", range(1, len(load_migrations()) + 1))
def test_a_store_of_any_older_version_becomes_like_a_new_one(version: int, tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    connection = sqlite3.connect(old, isolation_level=None)
    migrate(connection, load_migrations()[:version])
    connection.close()
    for path in (old, new):
        open_store(path).close()
    assert schema(old) == schema(new)


def schema(path: Path) -> list[tuple[str, str]]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT type, name FROM sqlite_schema ORDER BY 1, 2").fetchall()
    tables = [name for type_, name in rows if type_ == "table"]
    rows += [
        (
            table,
            str(sorted(column[1:] for column in connection.execute(f"PRAGMA table_info({table})"))),
        )
        for table in tables
    ]
    connection.close()
    return rows
