"""Processes that read a store while another one links it."""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import ClassVar

from dateline.core.decisions import Constraints
from dateline.pipeline.collecting import collect_seldom
from dateline.store.interface import Store
from dateline.store.sqlite import open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreWorkers:
    """So many processes, each with a store open to read and what people ruled at hand."""

    pool: ProcessPoolExecutor
    count: int


@contextmanager
def store_workers(path: Path, constraints: Constraints, count: int) -> Iterator[StoreWorkers]:
    """Start processes, which end with the block or with this process.

    Args:
        path: The store; nothing may change in it what they read.
        constraints: What people ruled.
        count: How many processes.
    """
    with ProcessPoolExecutor(
        count,
        mp_context=get_context("spawn"),
        initializer=_start,
        initargs=(path, constraints),
    ) as pool:
        yield StoreWorkers(pool=pool, count=count)


def worker_store() -> Store:
    """Return the store that this worker has open."""
    return _Worker.store


def worker_constraints() -> Constraints:
    """Return what people ruled, as this worker was told."""
    return _Worker.constraints


class _Worker:
    """What a process has at hand."""

    store: ClassVar[Store]
    constraints: ClassVar[Constraints]


def _start(path: Path, constraints: Constraints) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    collect_seldom()
    _Worker.store = open_store(path, read_only=True)
    _Worker.constraints = constraints


def _end_with_parent() -> None:
    """End this process when the one that started it does, however that ends."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
