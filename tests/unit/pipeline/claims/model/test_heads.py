"""Heads in numpy, against the formulas written out."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.pipeline.claims.model.heads import (
    Linear,
    PairHead,
    SpanHead,
    distance_classes,
    gate,
    gelu,
    sigmoid,
    softmax,
)
from dateline.resources.extractor_files import Floats

CHANCE = np.random.default_rng(7)


def layer(outputs: int, inputs: int) -> Linear:
    return Linear(
        weight=CHANCE.normal(size=(outputs, inputs)).astype(np.float32),
        bias=CHANCE.normal(size=outputs).astype(np.float32),
    )


def states(length: int, width: int = 6) -> Floats:
    found: Floats = CHANCE.normal(size=(length, width)).astype(np.float32)
    return found


@given(st.floats(-20, 20))
def test_gelu_is_the_error_function_form(value: float) -> None:
    exact = 0.5 * value * (1 + math.erf(value / math.sqrt(2)))
    assert float(gelu(np.array([value], dtype=np.float32))[0]) == pytest.approx(exact, abs=2e-5)


def test_probabilities_of_a_softmax_sum_to_one() -> None:
    found = softmax(states(5) * 50)
    assert found.sum(-1) == pytest.approx(np.ones(5), abs=1e-5)
    assert (found >= 0).all()


def test_sigmoid_takes_any_logit() -> None:
    found = sigmoid(np.array([-1e4, 0.0, 1e4], dtype=np.float32))
    assert found == pytest.approx([0.0, 0.5, 1.0], abs=1e-6)


def test_distance_is_told_apart_by_side_and_powers_of_two() -> None:
    found = distance_classes(12, 4, 5).tolist()
    assert found == [2, 2, 1, 1, 0, 0, 11, 11, 12, 12, 12, 12]
    assert distance_classes(4000, 0, 0).max() == 19


def test_pair_head_scores_each_position_for_the_anchor() -> None:
    head = PairHead(
        of_anchor=layer(4, 12), of_position=layer(4, 6), distance=states(20, 4), outer=layer(3, 4)
    )
    read = states(7)
    found = head(read, head.of_position(read), 2, 3)
    hidden = (
        head.of_anchor(np.concatenate([read[2], read[3]]))
        + head.of_position(read[6])
        + head.distance[12]
    )
    assert found.shape == (7, 3)
    assert found[6] == pytest.approx(head.outer(gelu(hidden)), abs=1e-4)
    some = head(read, head.of_position(read), 2, 3, slice(4, 7))
    assert some == pytest.approx(found[4:7], abs=1e-5)


def test_span_head_reads_both_ends_the_mean_and_the_window() -> None:
    head = SpanHead(inner=layer(5, 24), outer=layer(2, 5))
    read = states(9)
    parts = np.concatenate([read[2], read[4], read[2:5].mean(0), read[0]])
    expected = head.outer(gelu(head.inner(parts)))
    found = head(read, [(1, 1), (2, 4)])
    assert found[1] == pytest.approx(expected, abs=1e-4)


def test_gate_reads_the_highest_value_of_each_dimension() -> None:
    read = np.array([[1, 2], [5, -3], [0, 9]], dtype=np.float32)
    head = Linear(weight=np.eye(4, dtype=np.float32), bias=np.zeros(4, dtype=np.float32))
    assert gate(head, read).tolist() == [1, 2, 5, 9]
