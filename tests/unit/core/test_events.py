"""Events are values: equal if alike, never changed."""

import pickle
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given, settings

from dateline.core.coded import Coded
from tests.strategies import coded


@settings(deadline=None, max_examples=25)
@given(coded())
def test_what_was_coded_can_be_sent_to_a_worker_and_back(coded: Coded) -> None:
    assert pickle.loads(pickle.dumps(coded)) == coded


@settings(deadline=None, max_examples=25)
@given(coded())
def test_events_do_not_change_and_can_be_kept_in_sets(coded: Coded) -> None:
    for event in coded.events:
        assert {event, replace(event)} == {event}
        with pytest.raises(FrozenInstanceError):
            event.id = "other"  # type: ignore[misc]
        with pytest.raises(FrozenInstanceError):
            event.type.value = "other"  # type: ignore[misc]
