"""Looking seldom for cycles: inside the block only, whatever ends it."""

import gc

import pytest

from dateline.pipeline.collecting import collecting_seldom


def test_python_looks_seldom_inside_the_block_and_as_before_after_it() -> None:
    before = gc.get_threshold()
    with collecting_seldom():
        assert gc.get_threshold()[0] > before[0]
        assert gc.isenabled()
    assert gc.get_threshold() == before


def test_python_looks_as_before_after_a_block_that_failed() -> None:
    before = gc.get_threshold()
    with pytest.raises(KeyError), collecting_seldom():
        raise KeyError
    assert gc.get_threshold() == before
