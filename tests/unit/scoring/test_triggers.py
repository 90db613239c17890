"""Tasks ``wikievents`` and ``rams``: triggers, types, arguments."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.claims import Role
from dateline.core.documents import Span
from dateline.errors import EvaluationError
from dateline.scoring import rams, wikievents
from dateline.scoring.interface import Options
from dateline.scoring.ontologies import covered_types, is_tolerated
from dateline.scoring.tokens import find_tokens, join_tokens
from dateline.scoring.triggers import (
    FoundArgument,
    FoundEvent,
    MarkedArgument,
    MarkedEvent,
    score_triggers,
)

from .fakes import FakeCoder, Said, silent

TEXT = "Police in Velmora arrested two boatmen after a raft exploded , killing Ana Lopes ."
TOKENS = TEXT.split()
ARREST = Said(
    type="arrest",
    trigger="arrested",
    place=("Velmora", None, "XA"),
    arguments=((Role.AUTHORITY, "Police", None), (Role.SUSPECT, "boatmen", 2)),
)
BLAST = Said(type="bombing", trigger="exploded", arguments=((Role.TARGET, "raft", 1),))
DEATH = Said(type="armed_assault", trigger="killing")


def find(text: str) -> Sequence[Said]:
    return (ARREST, BLAST, DEATH)


def event(type_: str, token: int, *arguments: tuple[str, str]) -> dict[str, object]:
    return {
        "event_type": type_,
        "trigger": {"start_idx": token, "end_idx": token + 1, "text": TOKENS[token]},
        "arguments": [{"role": role, "text": text} for role, text in arguments],
    }


ARRESTED = event(
    "Justice.ArrestJailDetain.Unspecified",
    3,
    ("Jailer", "Police"),
    ("Detainee", "boatmen"),
    ("Place", "Velmora"),
)
EXPLODED = event("Conflict.Attack.DetonateExplode", 9, ("Target", "raft"))
KILLED = event("Life.Die.Unspecified", 11, ("Victim", "Ana Lopes"))


def wiki(path: Path, *events: dict[str, object]) -> Path:
    path.write_text(json.dumps({"docid": "d", "tokens": TOKENS, "event_mentions": events}))
    return path


def test_triggers_types_and_arguments_are_found_again(tmp_path: Path) -> None:
    path = wiki(tmp_path / "w.jsonl", ARRESTED, EXPLODED, KILLED)
    report = wikievents.evaluate([path], FakeCoder(find), Options())
    assert {row.name: row.value for row in report.rows if row.value != 1.0} == {}
    assert report.row("trigger identification").n == 2
    assert report.row("arguments, end to end").n == 4


def test_what_is_found_on_no_marked_trigger_is_wrong(tmp_path: Path) -> None:
    path = wiki(tmp_path / "w.jsonl", ARRESTED)
    report = wikievents.evaluate([path], FakeCoder(find), Options())
    assert report.row("trigger identification").precision == pytest.approx(1 / 3)
    assert report.row("trigger identification").recall == 1.0


def test_a_wrong_type_is_identified_but_not_classified(tmp_path: Path) -> None:
    path = wiki(tmp_path / "w.jsonl", EXPLODED | {"event_type": "Justice.Convict"})
    report = wikievents.evaluate([path], FakeCoder(lambda _: (BLAST,)), Options())
    assert report.row("trigger identification").value == 1.0
    assert report.row("trigger and type").value == 0.0
    assert report.row("arguments, given trigger and type").n == 0


def test_the_form_with_entities_is_read_and_predictions_can_be_scored(tmp_path: Path) -> None:
    text = "Police in Velmora arrested two boatmen."
    tokens = ["Police", "in", "Velmora", "arrested", "two", "boatmen", "."]
    document = {
        "doc_id": "d",
        "tokens": tokens,
        "text": text,
        "sentences": [[[[t, 0, 1] for t in tokens], text]],
        "entity_mentions": [{"id": "T1", "start": 5, "end": 6, "text": "boatmen"}],
        "event_mentions": [
            {
                "event_type": "Justice.ArrestJailDetain.Unspecified",
                "trigger": {"start": 3, "end": 4, "text": "arrested", "sent_idx": 0},
                "arguments": [{"entity_id": "T1", "role": "Detainee", "text": "boatmen"}],
            }
        ],
    }
    path, out = tmp_path / "w.jsonl", tmp_path / "out.jsonl"
    path.write_text(json.dumps(document))
    coder = FakeCoder(lambda _: (ARREST,))
    report = wikievents.evaluate([path], coder, Options(predictions=out))
    assert report.row("arguments, end to end").recall == 1.0
    again = wikievents.evaluate([out], coder, Options())
    assert {row.value for row in again.rows} == {1.0}


def test_paragraphs_that_the_corpus_joined_are_set_apart(tmp_path: Path) -> None:
    document = {
        "doc_id": "d",
        "tokens": ["Blast", "in", "Velmora", "Police", "came", "."],
        "text": "Blast in VelmoraPolice came.",
        "sentences": [[[], "Blast in Velmora"], [[], "Police came."]],
        "event_mentions": [],
    }
    path = tmp_path / "w.jsonl"
    path.write_text(json.dumps(document))
    (read,) = wikievents.read_documents(path)
    assert read.text == "Blast in Velmora\n\nPolice came."


def window(type_: str) -> dict[str, object]:
    return {
        "doc_key": "w1",
        "sentences": [TOKENS],
        "evt_triggers": [[3, 3, [[type_, 1.0]]]],
        "gold_evt_links": [
            [[3, 3], [5, 5], "evt001arg02detainee"],
            [[3, 3], [2, 2], "evt001arg03place"],
            [[3, 3], [9, 9], "evt001arg04crime"],
        ],
    }


def test_a_window_scores_its_marked_event_only(tmp_path: Path) -> None:
    path, out = tmp_path / "r.jsonl", tmp_path / "out.jsonl"
    lines = [window("justice.arrestjaildetain.arrestjaildetain"), window("government.vote.n/a")]
    path.write_text("\n".join(json.dumps(line) for line in lines))
    report = rams.evaluate([path], FakeCoder(find), Options(predictions=out))
    assert report.documents == 1
    assert report.row("triggers found").value == 1.0
    arguments = report.row("arguments, given trigger and type")
    # Found: jailer, detainee, place; marked: detainee, place, crime.
    assert arguments.precision == pytest.approx(2 / 3)
    assert arguments.recall == pytest.approx(2 / 3)
    first = json.loads(out.read_text().splitlines()[0])
    assert first["predictions"][0][0] == [3, 3]
    assert [5, 5, "detainee", 1.0] in first["predictions"][0][1:]


def test_finding_nothing_in_a_window_costs_recall(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps(window("justice.arrestjaildetain.arrestjaildetain")))
    report = rams.evaluate([path], FakeCoder(silent), Options())
    assert report.row("triggers found").value == 0.0
    assert report.row("arguments, end to end").recall == 0.0


@pytest.mark.parametrize("line", ['{"doc_key": "x"}', "nonsense", ""])
def test_a_line_in_another_shape_is_a_fault(tmp_path: Path, line: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(line)
    for evaluate in (rams.evaluate, wikievents.evaluate):
        with pytest.raises(EvaluationError, match=r"x\.jsonl"):
            evaluate([path], FakeCoder(silent), Options())


def test_the_longest_prefix_of_a_type_decides_its_scope() -> None:
    assert "hijacking" in covered_types("conflict.attack.stealrobhijack")
    assert "hijacking" not in covered_types("Conflict.Attack.Unspecified")
    assert covered_types("government.vote.n/a") == frozenset()
    assert is_tolerated("Life.Injure.Unspecified")


def test_tokens_are_joined_as_english_is_written() -> None:
    tokens = [
        "“",
        "We",
        "do",
        "n't",
        "know",
        ",",
        "”",
        "said",
        "Ana",
        "’",
        "s",
        "aide",
        "(",
        "24",
        ")",
        ".",
    ]
    assert join_tokens(tokens) == "“We don't know,” said Ana’s aide (24)."


@given(st.lists(st.sampled_from(["a", "bb", ",", ".", "’", "s", "(", ")", "n't"]), max_size=12))
def test_joined_tokens_are_all_found_again(tokens: list[str]) -> None:
    text = join_tokens(tokens)
    spans = find_tokens(text, tokens).spans
    assert [None if s is None else text[s.start : s.end] for s in spans] == tokens


EVENTS = st.lists(
    st.tuples(st.sampled_from(["conflict.attack", "justice.sentence"]), st.integers(0, 40)),
    max_size=5,
    unique_by=lambda event: event[1],
)


@given(EVENTS)
def test_an_answer_equal_to_the_marking_is_all_right(events: list[tuple[str, int]]) -> None:
    names = {"conflict.attack": "bombing", "justice.sentence": "sentence"}
    marked = [
        MarkedEvent(
            type=type_,
            trigger=Span(at, at + 1),
            arguments=(MarkedArgument(role="place", span=Span(at + 2, at + 5)),),
        )
        for type_, at in events
    ]
    found = [
        FoundEvent(
            type=names[event.type],
            trigger=event.trigger,
            arguments=(
                FoundArgument(
                    roles=frozenset({"place"}),
                    name=None,
                    head=event.arguments[0].span,
                    span=event.arguments[0].span,
                ),
            ),
        )
        for event in marked
    ]
    score = score_triggers(marked, found)
    n = float(len(marked))
    assert score.identified == score.classified == score.exact == (n, n, n)
    assert score.arguments == score.arguments_given_exact == (n, n, n)
    assert score_triggers(marked[::-1], found) == score
