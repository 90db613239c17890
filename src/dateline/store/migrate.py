"""Bring a database's schema up to date, one numbered step at a time."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files

from dateline.core.events import event_id
from dateline.errors import StoreError

#: "DTLN": marks a SQLite file as a Dateline store.
APPLICATION_ID = 0x44544C4E


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """A step from schema ``version - 1`` to ``version``."""

    version: int
    name: str
    sql: str


def load_migrations() -> tuple[Migration, ...]:
    """Return the steps shipped with Dateline, in order.

    Raises:
        StoreError: The numbers of the files have a gap.
    """
    folder = files("dateline.store") / "migrations"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    steps = tuple(
        Migration(
            version=int(name.split("_")[0]),
            name=name,
            sql=(folder / name).read_text(encoding="utf-8"),
        )
        for name in names
    )
    if [step.version for step in steps] != list(range(1, len(steps) + 1)):
        raise StoreError(f"migrations are not numbered 1, 2, 3 ...: {', '.join(names)}")
    return steps


def schema_version(connection: sqlite3.Connection) -> int:
    """Return the version of a database's schema; 0 is an empty database."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    """Take every step that the database has not taken, each in a transaction of its own.

    Raises:
        sqlite3.Error: A step failed; the database stands as the step before left it.
    """
    connection.create_function("event_id_of", 1, lambda claim: event_id([claim]))
    for step in migrations:
        with _immediate(connection):
            # Another process may have taken the step while this one waited for its turn.
            if schema_version(connection) >= step.version:
                continue
            for statement in _statements(step.sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {step.version}")


@contextmanager
def _immediate(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _statements(sql: str) -> Iterator[str]:
    """Yield single statements; ``executescript`` would commit before each script."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
