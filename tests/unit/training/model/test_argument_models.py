"""Learning who takes part in an act, on invented sentences."""

from importlib import import_module
from typing import Any

import numpy as np
import pytest

from dateline.core.documents import Span
from dateline.pipeline.claims.model.participant_judge import part_of
from dateline.scoring.triggers import MarkedArgument, MarkedEvent

pytest.importorskip("torch", reason="PyTorch is not installed: training needs it alone")
pytest.importorskip("sklearn", reason="scikit-learn is not installed: training needs it alone")
learning: Any = import_module("training.model.argument_models")
EventText: Any = import_module("training.model.event_task").EventText


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_words_of_a_marked_event_are_examples_of_their_part() -> None:
    text = "Gunmen attacked a convoy near Kandahar."
    event = MarkedEvent(
        type="Conflict.Attack.Unspecified",
        trigger=span(text, "attacked"),
        arguments=(
            MarkedArgument(role="attacker", span=span(text, "Gunmen")),
            MarkedArgument(role="place", span=span(text, "Kandahar")),
        ),
    )
    marked = EventText(id="a", text=text, events=(event,), exhaustive=True)
    parts = [part for _, part in learning.examples(learning.parse_texts([marked]))]
    assert sorted(p for p in parts if p is not None) == sorted(
        p for p in (part_of("attacker"), part_of("place")) if p is not None
    )
    assert None in parts


def judged(right: bool, number: int) -> Any:
    at = Span(20, 24)
    arguments = (MarkedArgument(role="place", span=at),) if right else ()
    return learning.JudgedEvent(
        document=str(number),
        event=MarkedEvent(
            type="Conflict.Attack.Unspecified", trigger=Span(0, 6), arguments=arguments
        ),
        spans=[(at, at)],
        asked=[6],
        evidence=np.array([[[1.0 if right else -1.0]]]),
        right=np.array([[right]]),
    )


def test_evidence_that_tells_right_from_wrong_is_weighed_so() -> None:
    events = [judged(number % 2 == 0, number) for number in range(40)]
    weights = learning.fit_weights(events)
    assert weights.blend[0] > 0


def test_threshold_is_half_of_the_best_score() -> None:
    events = [judged(number % 2 == 0, number) for number in range(10)]
    weights = learning.Weights(blend=np.array([1.0]), intercept=-1.2)
    heads = sum(learning.score(event, weights, 0.3)[0] for event in events)
    assert list(heads) == [5, 5, 5]
    assert learning.best_least(events, weights) == 0.5
