"""Stores open to write: one thread for rulings, which link, and one for everything small."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from dateline.store.interface import Store
from dateline.store.sqlite import SqliteStore, open_store

T = TypeVar("T")


class Writer:
    """Does work on a store that is open to write, one piece after the other, in its own thread."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"dateline-{name}")
        self._store: SqliteStore | None = None

    def run(self, work: Callable[[Store], T]) -> T:
        """Do a piece of work after those that wait, and return what it returns.

        Raises:
            StoreError: The store cannot be opened or written.
        """
        return self._thread.submit(self._run, work).result()

    def close(self) -> None:
        """Finish what waits, and close the store."""
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    def _run(self, work: Callable[[Store], T]) -> T:
        if self._store is None:
            self._store = open_store(self._path)
        return work(self._store)

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


class Writers:
    """The writers of an app."""

    def __init__(self, path: Path) -> None:
        self.rulings = Writer(path, "rulings")
        self.people = Writer(path, "people")

    def close(self) -> None:
        """Finish what waits, and close."""
        self.rulings.close()
        self.people.close()
