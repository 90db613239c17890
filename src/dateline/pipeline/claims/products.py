"""Products of matrices in parser and extractor, by numpy's OpenBLAS on one thread.

The kernels that thinc brings along reach a quarter of the speed of numpy's on some processors.
numpy's would share a product among all cores, which costs more than it saves at this size and
takes the cores from other workers.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from spacy.language import Language
from thinc.api import NumpyOps

from dateline.resources.extractor_files import Floats

#: What the functions are called in the builds of OpenBLAS: before and after the verb's "num".
_NAMES = (
    ("scipy_openblas_", "_num_threads64_"),
    ("scipy_openblas_", "_num_threads"),
    ("openblas_", "_num_threads64_"),
    ("openblas_", "_num_threads"),
)


@dataclass(frozen=True, slots=True)
class _Threads:
    """How many threads numpy's OpenBLAS may use, to be read and set."""

    get: Any
    set: Any

    @contextmanager
    def one(self) -> Iterator[None]:
        """Use one thread inside."""
        before = self.get()
        self.set(1)
        try:
            yield
        finally:
            self.set(before)


class OneThread(NumpyOps):  # type: ignore[misc]
    """thinc's operations with products by numpy on one thread."""

    def __init__(self, threads: _Threads) -> None:
        """Keep how the number of threads is set."""
        super().__init__(use_blis=False)
        self._threads = threads

    def gemm(
        self,
        x: Floats,
        y: Floats,
        *,
        out: Floats | None = None,
        trans1: bool = False,
        trans2: bool = False,
    ) -> Floats:
        """Return the product of two matrices, each transposed first where that is asked."""
        with self._threads.one():
            product: Floats = np.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)
        return product


def multiply_with_numpy(nlp: Language) -> None:
    """Let a model's layers use ``OneThread``; without OpenBLAS in numpy they stay as they are."""
    threads = _find_threads()
    if threads is None:
        return
    operations = OneThread(threads)
    for _, component in nlp.pipeline:
        if (model := getattr(component, "model", None)) is not None:
            for layer in model.walk():
                layer.ops = operations


@contextmanager
def one_thread() -> Iterator[None]:
    """Multiply matrices with numpy on one thread inside; without OpenBLAS nothing changes."""
    threads = _known_threads()
    if threads is None:
        yield
        return
    with threads.one():
        yield


@cache
def _known_threads() -> _Threads | None:
    return _find_threads()


def _find_threads() -> _Threads | None:
    """Return the functions of the OpenBLAS that numpy itself is linked with."""
    try:
        library = ctypes.CDLL(np._core._multiarray_umath.__file__)  # type: ignore[attr-defined]
    except (AttributeError, OSError):
        return None
    for before, after in _NAMES:
        get = getattr(library, f"{before}get{after}", None)
        set_ = getattr(library, f"{before}set{after}", None)
        if get is not None and set_ is not None:
            return _Threads(get, set_)
    return None
