"""What cannot be opened as a store is refused in clear words, and left as it was."""

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import StoreError
from dateline.store.migrate import Migration, load_migrations, migrate
from dateline.store.sqlite import open_store


@pytest.fixture
def store_file(tmp_path: Path) -> Path:
    path = tmp_path / "events.db"
    open_store(path).close()
    return path


def sql(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, and by far too many of them. " * 50)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"notes\.txt: this is not a Dateline store"):
        open_store(path, read_only=read_only)
    assert path.read_bytes() == before


@pytest.mark.parametrize("read_only", [False, True])
def test_a_database_of_another_program_is_refused(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "other.db"
    sql(path, "CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_store(path, read_only=read_only)
    assert path.read_bytes() == before


def test_a_store_that_appears_while_its_file_is_looked_at_is_no_stranger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "events.db"
    other = sqlite3.connect(path, timeout=0, isolation_level=None)

    def make_it_meanwhile(statement: str) -> None:
        if "sqlite_schema" in statement:
            with contextlib.suppress(sqlite3.OperationalError):
                migrate(other, load_migrations())

    def watched(*args: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = sqlite3_connect(*args, **options)
        connection.set_trace_callback(make_it_meanwhile)
        return connection

    sqlite3_connect = sqlite3.connect
    monkeypatch.setattr("dateline.store.opening.sqlite3.connect", watched)
    with open_store(path) as store:
        assert store.runs() == []
    other.close()


def test_a_store_of_a_newer_version_is_refused(store_file: Path) -> None:
    newer = len(load_migrations()) + 1
    sql(store_file, f"PRAGMA user_version = {newer}")
    with pytest.raises(StoreError, match=rf"newer Dateline .*schema {newer}.*Upgrade"):
        open_store(store_file)


def test_an_older_store_is_not_changed_by_a_reader(
    store_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = load_migrations()
    new = Migration(version=len(steps) + 1, name="new.sql", sql="CREATE TABLE more (id TEXT);")
    monkeypatch.setattr("dateline.store.opening.load_migrations", lambda: (*steps, new))
    with pytest.raises(StoreError, match="an older Dateline"):
        open_store(store_file, read_only=True)
    open_store(store_file).close()
    open_store(store_file, read_only=True).close()


def test_a_missing_file_is_not_made_by_a_reader(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"):
        open_store(tmp_path / "events.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_refused_to_a_reader_but_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    path.touch()
    with pytest.raises(StoreError, match="empty"):
        open_store(path, read_only=True)
    with open_store(path) as store:
        assert store.check() == ()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="this is a folder"):
        open_store(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no folder .*missing"):
        open_store(tmp_path / "missing" / "events.db")


def test_a_store_in_memory_is_not_for_reading_only() -> None:
    with pytest.raises(StoreError, match="memory"):
        open_store(Path(":memory:"), read_only=True)


def test_a_store_with_a_damaged_beginning_is_refused(store_file: Path) -> None:
    content = bytearray(store_file.read_bytes())
    content[0:100] = b"\x99" * 100
    store_file.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        open_store(store_file)


def test_a_store_with_damaged_pages_is_refused_or_found_out(store_file: Path) -> None:
    content = bytearray(store_file.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 200] = b"\x99" * 200
    store_file.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        open_store(store_file).runs()


def test_a_truncated_store_is_refused_or_found_out(store_file: Path) -> None:
    content = store_file.read_bytes()
    store_file.write_bytes(content[: len(content) // 2])
    try:
        with open_store(store_file) as store:
            faults = store.check()
    except StoreError as error:
        faults = (str(error),)
    assert "damaged" in faults[0] or "malformed" in faults[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
@pytest.mark.parametrize("folder_mode", [0o555, 0o755])
def test_a_place_that_cannot_be_written_to_is_refused_to_a_writer_only(
    store_file: Path, folder_mode: int
) -> None:
    folder = store_file.parent
    store_file.chmod(0o444)
    folder.chmod(folder_mode)
    try:
        with pytest.raises(StoreError, match="cannot be written to"):
            open_store(store_file)
        with open_store(store_file, read_only=True) as store:
            assert store.runs() == []
    finally:
        folder.chmod(0o755)


def test_a_name_with_odd_characters_is_a_file_name_like_any(tmp_path: Path) -> None:
    path = tmp_path / "a b?c#d%20'é.db"
    open_store(path).close()
    assert path.exists()
    with open_store(path, read_only=True) as store:
        assert store.runs() == []


def test_the_same_store_opens_by_a_relative_path(
    store_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(store_file.parent)
    with open_store(Path(store_file.name), read_only=True) as store:
        assert store.runs() == []
