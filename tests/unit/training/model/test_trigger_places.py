"""Triggers that stand on the first of several occurrences are put where their arguments are."""

import json
from pathlib import Path

import pytest
from training.model.trigger_places import place_triggers

from dateline.scoring.wikievents import WikiDocument, read_documents

TOKENS = "A blast hit Orel . Much later , far from there , people spoke of it . A blast hit Tuva ."


@pytest.fixture
def document(tmp_path: Path) -> WikiDocument:
    def event(*arguments: str) -> dict[str, object]:
        return {
            "event_type": "Conflict.Attack",
            "trigger": {"start_idx": 1, "end_idx": 2, "text": "blast"},
            "arguments": [{"role": "Place", "text": text} for text in arguments],
        }

    value = {
        "docid": "d",
        "tokens": [*TOKENS.split(), *["so"] * 40, *TOKENS.split()],
        "event_mentions": [event("Tuva"), event()],
    }
    path = tmp_path / "flat.jsonl"
    path.write_text(json.dumps(value) + "\n", encoding="utf-8")
    return read_documents(path)[0]


def test_an_event_stands_where_its_arguments_are_near(document: WikiDocument) -> None:
    events = place_triggers(document).document.events
    assert [event.trigger for event in events] == [(18, 19)]


def test_of_other_occurrences_nothing_is_known_while_an_event_has_no_place(
    document: WikiDocument,
) -> None:
    assert place_triggers(document).unknown == ((1, 2), (63, 64), (80, 81))


def test_events_as_many_as_occurrences_take_them_in_turn(document: WikiDocument) -> None:
    events = place_triggers(document).document.events
    alone = WikiDocument(
        id="e",
        tokens=("raid", "and", "raid"),
        text="raid and raid",
        events=tuple(
            type(events[0])(type="Conflict.Attack", trigger=(0, 1), arguments=()) for _ in range(2)
        ),
    )
    assert [e.trigger for e in place_triggers(alone).document.events] == [(0, 1), (2, 3)]
