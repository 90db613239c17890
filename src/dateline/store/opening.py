"""Open a SQLite file as a Dateline store, or say clearly why not."""

import os
import sqlite3
import time
from pathlib import Path

from dateline.errors import StoreError
from dateline.store.faults import store_error
from dateline.store.migrate import APPLICATION_ID, load_migrations, migrate, schema_version

IN_MEMORY = Path(":memory:")

_RETRY_S = 0.05
#: What a writer keeps of the file in memory, so that indexes of a large store grow there.
_CACHE_KIB = 131_072


def connect(path: Path, *, read_only: bool, timeout_s: float) -> sqlite3.Connection:
    """Return a connection to the store in a file, its schema up to date.

    Raises:
        StoreError: The file cannot be opened or is not a store that this version can use.
    """
    _refuse_unusable_path(path, read_only=read_only)
    try:
        connection = _open_file(path, read_only=read_only, timeout_s=timeout_s)
    except sqlite3.Error as error:
        raise store_error(path, error) from error
    try:
        _prepare(connection, path, read_only=read_only, timeout_s=timeout_s)
    except sqlite3.Error as error:
        connection.close()
        raise store_error(path, error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_unusable_path(path: Path, *, read_only: bool) -> None:
    if path == IN_MEMORY:
        if read_only:
            raise StoreError("a store in memory is empty: it cannot be opened for reading only")
    elif path.is_dir():
        raise StoreError(f"{path}: this is a folder. Name a file in it, such as events.db")
    elif read_only and not path.exists():
        raise StoreError(f"{path}: there is no such store. Make one with: dateline code ... --db")
    elif not path.absolute().parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}. Make it first")
    elif not read_only and path.exists() and not os.access(path, os.W_OK):
        # SQLite itself would find out only at the first change.
        raise StoreError(f"{path}: the store cannot be written to. Check the file's permissions")


def _open_file(path: Path, *, read_only: bool, timeout_s: float) -> sqlite3.Connection:
    if path == IN_MEMORY:
        return sqlite3.connect(":memory:", isolation_level=None)
    address = path.absolute().as_uri() + f"?mode={'ro' if read_only else 'rwc'}"
    if read_only and _cannot_change(path):
        # Reading in WAL mode makes a file beside the store; where nothing can be made, nothing
        # can change under us either.
        address += "&immutable=1"
    return sqlite3.connect(address, uri=True, timeout=timeout_s, isolation_level=None)


def _cannot_change(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return not os.access(path.absolute().parent, os.W_OK) and not log.exists()


def _prepare(
    connection: sqlite3.Connection, path: Path, *, read_only: bool, timeout_s: float
) -> None:
    connection.row_factory = sqlite3.Row
    migrations = load_migrations()
    newest = migrations[-1].version
    version = _check_ours(connection, path)
    if version > newest:
        raise StoreError(
            f"{path}: a newer Dateline wrote this store (schema {version}; this one knows up to "
            f"{newest}). Upgrade Dateline"
        )
    if read_only:
        if version == 0:
            raise StoreError(f"{path}: the file is empty. Fill it with: dateline code ... --db")
        if version < newest:
            raise StoreError(
                f"{path}: an older Dateline wrote this store (schema {version}; this one needs "
                f"{newest}). Run dateline code on it once, or make a copy that can be written"
            )
        return
    migrate(connection, migrations)
    connection.execute("PRAGMA foreign_keys = ON")
    if path != IN_MEMORY:
        _log_ahead(connection, timeout_s=timeout_s)
        # In WAL mode this is safe against any death of the process. A power cut may take the
        # last documents with it, whole; FULL would cost a disk flush for each.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")


def _check_ours(connection: sqlite3.Connection, path: Path) -> int:
    """Return the schema version of a store; 0 is an empty file."""
    # Read in one transaction: another process may be making the store at this very moment.
    connection.execute("BEGIN")
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        version = schema_version(connection)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    empty = application == 0 and version == 0 and tables == 0
    if application != APPLICATION_ID and not empty:
        raise StoreError(
            f"{path}: this is a SQLite database of another program, not a Dateline store. "
            "Give another file name"
        )
    return version


def _log_ahead(connection: sqlite3.Connection, *, timeout_s: float) -> None:
    """Switch to WAL, so that readers and the writer do not wait for each other."""
    tries = max(1, round(timeout_s / _RETRY_S))
    for attempt in range(tries):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            # SQLite does not wait by itself here when another process switches too.
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or attempt == tries - 1:
                raise
            time.sleep(_RETRY_S)
        else:
            return
