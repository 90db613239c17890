"""A lock that lets one coding run at a time write to a store, and that dies with its process."""

import os
import sys
import threading
from pathlib import Path
from typing import Self

from dateline.errors import StoreError

# The system's locks tell processes apart, not two stores in one process: this set does. It names
# the process because a forked child holds none of its parent's locks.
_held: set[tuple[int, Path]] = set()
_held_guard = threading.Lock()


class RunLock:
    """A locked file beside the store; the system frees it when the process ends in any way."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    @classmethod
    def take(cls, store_path: Path) -> Self | None:
        """Take the lock of a store, or return ``None`` if someone has it.

        Raises:
            StoreError: No file can be made beside the store.
        """
        path = store_path.resolve()
        path = path.with_name(path.name + ".lock")
        key = (os.getpid(), path)
        with _held_guard:
            if key in _held:
                return None
            try:
                descriptor = _open_locked(path)
            except OSError as error:
                raise StoreError(
                    f"{store_path}: cannot lock the store: {error}. "
                    "Check that its folder can be written to"
                ) from error
            if descriptor is None:
                return None
            _held.add(key)
        return cls(path, descriptor)

    def release(self) -> None:
        """Free the lock and remove its file."""
        with _held_guard:
            if sys.platform != "win32":
                self._path.unlink(missing_ok=True)
            os.close(self._descriptor)
            _held.discard((os.getpid(), self._path))


def _open_locked(path: Path) -> int | None:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if not _lock(descriptor):
            os.close(descriptor)
            return None
        # Whoever had the lock may have removed the file after we opened it; then we locked a file
        # that no one else can find.
        try:
            if os.path.samestat(path.stat(), os.fstat(descriptor)):
                return descriptor
        except FileNotFoundError:
            pass
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True
