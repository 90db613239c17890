"""What SQLite reports, in words that say what to do."""

import sqlite3
from pathlib import Path

from dateline.errors import StoreError

_ADVICE = {
    sqlite3.SQLITE_BUSY: "another program is writing to this store. Wait until it has finished "
    "and try again",
    sqlite3.SQLITE_LOCKED: "another part of this program is using the store. Finish reading from "
    "it first",
    sqlite3.SQLITE_FULL: "the disk is full. Free some space and run the same command again; what "
    "was stored before is kept",
    sqlite3.SQLITE_READONLY: "the store cannot be written to. Check the permissions of the file "
    "and its folder",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened. Check that its folder exists and that "
    "you may read and write there",
    sqlite3.SQLITE_IOERR: "the disk reported an error. Check the disk, then run the same command "
    "again",
    sqlite3.SQLITE_CORRUPT: "the file is damaged. Restore it from a backup, or save what can be "
    'read with: sqlite3 FILE ".recover"',
    sqlite3.SQLITE_NOTADB: "this is not a Dateline store, nor any SQLite database, or its "
    "beginning is damaged. Give another file name",
}


def store_error(path: Path | str, error: sqlite3.Error) -> StoreError:
    """Return the error to raise in place of SQLite's: where, what was found, what to do."""
    # The low byte is the primary code; the rest tells variants apart.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    advice = _ADVICE.get(code)
    return StoreError(f"{path}: {advice} ({error})" if advice else f"{path}: {error}")
