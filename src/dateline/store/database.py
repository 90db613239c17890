"""A SQLite connection that speaks Dateline's errors and writes in whole transactions."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dateline.errors import StoreError
from dateline.store.faults import store_error

Parameters = Sequence[str | int | float | bytes | None]
Columns = Mapping[str, Any]


#: Rows that are read at a time: reading each by itself takes three times as long.
_FETCHED = 100


class Database:
    """The SQL a store needs; every error of SQLite's becomes a ``StoreError`` with advice."""

    def __init__(self, connection: sqlite3.Connection, *, path: Path, read_only: bool) -> None:
        self._connection = connection
        self.path = path
        self.read_only = read_only

    def close(self) -> None:
        """Close the connection; what is not committed is gone."""
        with self._translated():
            self._connection.close()

    def rows(self, sql: str, parameters: Parameters = ()) -> Iterator[sqlite3.Row]:
        """Yield the rows of a query, as the database was at the first."""
        with self._translated():
            cursor = self._connection.execute(sql, parameters)
        try:
            while True:
                with self._translated():
                    fetched = cursor.fetchmany(_FETCHED)
                if not fetched:
                    return
                yield from fetched
        finally:
            cursor.close()

    def one(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        """Return the first row of a query, if it has any."""
        with self._translated():
            row: sqlite3.Row | None = self._connection.execute(sql, parameters).fetchone()
        return row

    def count(self, sql: str, parameters: Parameters = ()) -> int:
        """Return the number that a counting query gives."""
        row = self.one(sql, parameters)
        return 0 if row is None else int(row[0])

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Change something and return how many rows changed."""
        with self._translated():
            return self._connection.execute(sql, parameters).rowcount

    def execute_all(self, sql: str, parameters: Iterable[Parameters]) -> None:
        """Change something once for each set of parameters."""
        with self._translated():
            self._connection.executemany(sql, parameters)

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns, in order."""
        return [row["name"] for row in self.rows(f"PRAGMA main.table_info({table})")]

    def insert(self, table: str, columns: Columns) -> int:
        """Insert a row of named values and return its number."""
        with self._translated():
            cursor = self._connection.execute(_insertion(table, columns), columns)
        return cursor.lastrowid or 0

    def insert_all(self, table: str, rows: Iterable[Columns]) -> None:
        """Insert rows that all name the same values."""
        rows = list(rows)
        if rows:
            with self._translated():
                self._connection.executemany(_insertion(table, rows[0]), rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Let everything written inside the block happen wholly or, on any exception, not at all.

        Raises:
            StoreError: The store is open for reading only, someone else keeps writing, or a
                transaction or snapshot is open here.
        """
        if self.read_only:
            raise StoreError(f"{self.path}: the store is open for reading only")
        with self._within("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let everything read inside the block show one state of the database.

        Views made inside the block end with it.
        """
        with self._within("BEGIN", end="ROLLBACK"):
            # SQLite fixes the state at the first read, not at BEGIN.
            self.one("SELECT 1 FROM sqlite_schema")
            yield

    @contextmanager
    def _within(self, begin: str, *, end: str = "COMMIT") -> Iterator[None]:
        with self._translated():
            if self._connection.in_transaction:
                raise StoreError(f"{self.path}: a transaction is open here already; end it first")
        try:
            self.execute(begin)
            yield
            self.execute(end)
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise store_error(self.path, error) from error
        except UnicodeEncodeError as error:
            raise StoreError(f"{self.path}: not a text that can be stored: {error}") from error


def _insertion(table: str, columns: Columns) -> str:
    values = ", ".join(f":{column}" for column in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values})"
