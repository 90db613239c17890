"""The built-in codebook's own example sentences, through the whole coder."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from dateline.api import Coder
from dateline.resources.codebook import load_codebook
from dateline.scoring.codebook_examples import ExampleResult, Promise, pass_rate, run_examples

#: Shares of examples that must hold, by what they promise. They are raised, never lowered.
FLOORS: Mapping[str, float] = json.loads(
    Path(__file__).with_name("codebook_floors.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def results(coder: Coder) -> Sequence[ExampleResult]:
    return list(run_examples(load_codebook(), coder.code_document))


@pytest.mark.parametrize("promise", list(Promise))
def test_examples_hold_at_least_as_often_as_pinned(
    results: Sequence[ExampleResult], promise: Promise
) -> None:
    chosen = [result for result in results if result.promise is promise]
    failing = [f"{r.type}: {r.fault}: {r.example.text}" for r in chosen if not r.passed]
    rate = pass_rate(chosen)
    assert rate is not None
    assert rate >= FLOORS[promise], "\n".join(failing)


def test_every_type_shows_both_what_it_is_and_what_it_is_not(
    results: Sequence[ExampleResult],
) -> None:
    types = {event_type.id for event_type in load_codebook().types}
    for promise in Promise:
        assert {r.type for r in results if r.promise is promise} == types
