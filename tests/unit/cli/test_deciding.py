"""The commands that rule, list rulings, tell histories and read the past."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from dateline.core.documents import SegmentKind
from dateline.store.sqlite import open_store

from .conftest import Dateline, Outcome

WHY = ("--reason", "read both reports", "--author", "Ira")


@pytest.fixture
def linked(db: Path, dateline: Dateline) -> list[str]:
    """The ids of the events of the sample store, linked."""
    assert dateline("decisions", "list").status == 0
    with open_store(db, read_only=True) as store:
        return [event.id for event in store.events()]


def as_json(outcome: Outcome) -> dict[str, Any]:
    assert outcome.status == 0, outcome.err
    shown: dict[str, Any] = json.loads(outcome.out)
    return shown


def test_who_decides_must_be_known(
    linked: Sequence[str], dateline: Dateline, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = dateline("decide", "accept", linked[0], "--reason", "right")
    assert refused.status == 2
    assert "DATELINE_AUTHOR" in refused.err
    monkeypatch.setenv("DATELINE_AUTHOR", "Ira")
    assert dateline("decide", "accept", linked[0], "--reason", "right").status == 0
    assert "Ira: right" in dateline("decisions", "list").out


def test_a_correction_acts_at_once_and_can_be_taken_back(
    linked: Sequence[str], dateline: Dateline
) -> None:
    event = linked[0]
    made = as_json(
        dateline("decide", "correct", event[:8], "killed.victims", "70..80", *WHY, "--json")
    )
    assert made["linked"] is True
    assert any("70–80 (by decision)" in str(change) for change in made["changes"])
    assert "70–80" in dateline("show", event).out
    assert "Ira: read both reports" in dateline("show", event).out
    id_ = made["decision"]["id"]
    undone = dateline("decide", "undo", id_[:8], *WHY)
    assert undone.status == 0
    assert "70–80" not in dateline("events").out
    assert "undone" in dateline("decisions", "list").out


def test_a_merged_event_is_found_under_its_old_id_and_has_a_history(
    linked: Sequence[str], dateline: Dateline
) -> None:
    outcome = dateline("decide", "merge", *linked[:2], *WHY)
    assert outcome.status == 0
    with_old = [id_ for id_ in linked[:2] if "is now part of" in dateline("show", id_).err]
    assert len(with_old) == 1
    told = as_json(dateline("history", with_old[0], "--json"))
    assert told["now"] in linked[:2]
    assert "became part of" in dateline("history", with_old[0][:9]).out
    assert "took in event" in dateline("history", str(told["now"])).out


def test_an_event_that_was_rejected_is_told_to_be_no_more(
    linked: Sequence[str], dateline: Dateline
) -> None:
    dateline("decide", "reject", linked[0], *WHY)
    shown = dateline("show", linked[0])
    assert shown.status == 4
    assert "is no more" in shown.err
    assert "ended" in dateline("history", linked[0]).out


def test_the_past_is_shown_as_it_was(linked: Sequence[str], dateline: Dateline) -> None:
    before = dateline("events", "--format", "jsonl").out
    history = as_json(dateline("history", linked[0], "--json"))
    first = history["versions"][0]
    dateline("decide", "reject", linked[0], *WHY)
    assert dateline("events", "--format", "jsonl").out != before
    assert dateline("events", "--format", "jsonl", "--as-of", first["at"]).out == before
    assert dateline("show", linked[0], "--as-of", first["at"]).status == 0
    assert dateline("events", "--as-of", "1999-01-01").out == ""
    assert dateline("events", "--as-of", "yesterday").status == 2


def test_decisions_are_carried_to_another_store(
    linked: Sequence[str], dateline: Dateline, db: Path
) -> None:
    fresh = db.with_name("fresh.db")
    fresh.write_bytes(db.read_bytes())
    dateline("decide", "correct", linked[0], "stage", "foiled", *WHY)
    assert dateline("decisions", "export", "out.jsonl").status == 0
    dateline("decide", "correct", linked[0], "stage", "planned", *WHY, "--db", str(fresh))
    brought = as_json(dateline("decisions", "import", "out.jsonl", "--db", str(fresh), "--json"))
    assert (brought["added"], brought["skipped"]) == (1, 0)
    assert len(brought["conflicts"]) == 1
    again = dateline("decisions", "import", "out.jsonl", "--db", str(fresh))
    assert "0 added, 1 already there" in again.err
    assert "superseded" in dateline("decisions", "list", "--db", str(fresh)).out


def test_a_file_of_decisions_that_was_changed_is_refused(
    linked: Sequence[str], dateline: Dateline
) -> None:
    dateline("decide", "accept", linked[0], *WHY)
    dateline("decisions", "export", "out.jsonl")
    path = Path("out.jsonl")
    path.write_text(path.read_text().replace("Ira", "Eve"))
    refused = dateline("decisions", "import", "out.jsonl")
    assert refused.status == 2
    assert "line 1" in refused.err
    assert dateline("decisions", "import", "nowhere.jsonl").status == 2


def test_decisions_are_filtered(linked: Sequence[str], dateline: Dateline) -> None:
    dateline("decide", "accept", linked[0], *WHY)
    dateline("decide", "reject", linked[1], "--reason", "no", "--author", "Eve")
    for options, number in (
        ((), 2),
        (("--author", "Eve"), 1),
        (("--kind", "accept"), 1),
        (("--event", linked[0]), 1),
        (("--orphans",), 0),
    ):
        listed = as_json(dateline("decisions", "list", *options, "--json"))
        assert len(listed["decisions"]) == number


def test_what_cannot_be_decided_is_a_clear_refusal(
    linked: Sequence[str], dateline: Dateline
) -> None:
    for arguments in (
        ("accept", "ffff"),
        ("correct", linked[0], "colour", "red"),
        ("correct", linked[0], "type", "picnic"),
        ("correct", linked[0], "time"),
        ("correct", linked[0], "killed.victims", "many"),
        ("merge", linked[0], linked[0]),
        ("undo", "ffff"),
    ):
        assert dateline("decide", *arguments, *WHY).status == 2, arguments
    absent = dateline("decide", "accept", linked[0], *WHY, "--db", "absent.db")
    assert absent.status == 4
    assert not Path("absent.db").exists()


@pytest.fixture
def first_words(db: Path, linked: Sequence[str]) -> tuple[str, str]:
    """The id of a document, and words of it that stand there once and carry no claim."""
    with open_store(db, read_only=True) as store:
        for document in store.documents():
            text = document.text
            triggers = {c.claim.trigger.span for c in store.claims(document.id)}
            for segment in document.segments:
                if segment.kind is not SegmentKind.PARAGRAPH:
                    continue
                words = " ".join(document.text_at(segment.span).split()[:2])
                once = text.casefold().count(words.casefold()) == 1
                start = text.find(words)
                if once and not any(t.start < start + len(words) > t.end for t in triggers):
                    return document.id, words
    raise AssertionError("no such words")


def test_a_missed_claim_is_added_and_put_on_other_words(
    first_words: tuple[str, str], dateline: Dateline
) -> None:
    document, words = first_words
    order = ("decide", "add", document, words, "arson", *WHY)
    more = ("--stage", "attempted", "--toll", "killed.victims=2..3", "--party", f"victim={words}")
    added = as_json(dateline(*order, *more, "--time", "2031-05", "--json"))
    value = added["decision"]["value"]
    assert value["stage"] == "attempted"
    assert value["toll"]["killed.victims"]["high"] == 3
    assert value["arguments"][0]["role"] == "victim"
    assert value["time"]["precision"] == "month"
    claim = added["decision"]["claims"][0]["claim"]
    moved = as_json(
        dateline("decide", "span", claim, words.split()[0], "--nth", "1", *WHY, "--json")
    )
    assert moved["decision"]["kind"] == "span"


@pytest.mark.parametrize(
    ("words", "type_", "more", "said"),
    [
        (None, "picnic", (), "no event type"),
        ("these words are nowhere", "arson", (), "does not say"),
        (None, "arson", ("--nth", "9"), "--nth 9"),
        (None, "arson", ("--party", "guest=WORDS"), "no role"),
        (None, "arson", ("--party", "victim"), "NAME=VALUE"),
        (None, "arson", ("--toll", "killed.victims=nowhere at all"), "is not a"),
        (None, "arson", ("--toll", "eaten.victims=2"), "toll"),
    ],
)
def test_a_claim_that_the_text_does_not_have_is_refused(
    first_words: tuple[str, str],
    dateline: Dateline,
    words: str | None,
    type_: str,
    more: tuple[str, ...],
    said: str,
) -> None:
    document, own = first_words
    told = tuple(part.replace("WORDS", own) for part in more)
    refused = dateline("decide", "add", document, words or own, type_, *told, *WHY)
    assert refused.status != 0
    assert said in refused.err
    assert dateline("decisions", "list").out.strip().count("add") == 0
