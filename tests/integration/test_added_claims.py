"""Claims that people add, and words they correct, count like others and outlive a new coding."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dateline.core.claims import Effect, Side, Stage
from dateline.core.decisions import Decision, DecisionKind, with_id
from dateline.core.documents import Segment, SegmentKind, Span
from dateline.core.events import event_id
from dateline.core.grounded import Interval, Place
from dateline.errors import DecisionError
from dateline.exports.decisions import read_lines, to_line
from dateline.pipeline.link_store import link_store, rulings_of
from dateline.pipeline.linking.decide import DecisionState
from dateline.store.interface import Store
from tests.integration.store_examples import MADE_LATER, a_claim, a_coding
from tests.integration.test_decisions import (
    BOMB_1,
    RAID_1,
    _codebook_once,
    a_report,
    a_store,
    claims_of,
    decided,
    desk,
    event_with,
    put,
    state_of,
)

__all__ = ["_codebook_once"]

REPORT = a_report(1)
FOLLOWED = Span(REPORT.text.index("followed"), REPORT.text.index("followed") + len("followed"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path) as store:
        put(store, [1, 2])
        yield store
        assert store.check() == ()


def add_arson(store: Store, **details: object) -> Decision:
    return decided(store, lambda d: d.add("1.txt", FOLLOWED, "arson", details=details))


def test_an_added_claim_is_one_like_others_made_by_who_added_it(store: Store) -> None:
    decision = add_arson(
        store,
        stage="attempted",
        time={"start": "2031-05-02"},
        place={"name": "Tarn", "country": "KZ"},
        toll={"killed.victims": {"low": 2, "best": 2, "high": 2}},
        evidence=[{"start": FOLLOWED.start - 5, "end": FOLLOWED.end}],
    )
    claim = store.claim(decision.claims[0].claim)
    assert claim is not None
    assert claim.claim.type == "arson"
    assert claim.claim.stage is Stage.ATTEMPTED
    assert claim.claim.made_by.model == "Ira"
    assert claim.claim.evidence == (Span(FOLLOWED.start - 5, FOLLOWED.end),)
    assert isinstance(claim.time, Interval)
    assert claim.time.start == date(2031, 5, 2)
    assert isinstance(claim.place, Place)
    (toll,) = claim.toll
    assert (toll.effect, toll.side, toll.count.best) == (Effect.KILLED, Side.VICTIMS, 2)
    event = event_with(store, claim)
    assert event.type.value == "arson"
    assert decision.id in event.decisions


def test_an_added_claim_is_gone_once_that_is_taken_back(store: Store) -> None:
    before = state_of(store)
    added = add_arson(store)
    moment = store.linkings()[-1].at
    with_it = state_of(store)
    undo = decided(store, lambda d: d.undo(added.id))
    after = state_of(store)
    assert after["claims"] == before["claims"]
    assert after["events"] == before["events"]
    with store.snapshot(as_of=moment):
        assert state_of(store) == with_it
    decided(store, lambda d: d.undo(undo.id))
    assert state_of(store)["events"] == with_it["events"]


def test_an_added_claim_outlives_a_new_coding_of_the_text(store: Store) -> None:
    added = add_arson(store)
    claim = store.claim(added.claims[0].claim)
    assert claim is not None
    store.put(1, a_coding(REPORT, claims_of(REPORT, MADE_LATER)), MADE_LATER)
    link_store(store)
    assert store.claim(claim.claim.id) == claim
    assert [c.claim.made_by for c in store.coded_claims(REPORT.id)] == [MADE_LATER] * 2
    assert REPORT.id in event_with(store, claim).documents


def test_where_coding_finds_the_same_claim_that_of_the_person_stands(store: Store) -> None:
    added = add_arson(store, stage="attempted")
    found = a_claim(REPORT, "followed", type_="arson", made_by=MADE_LATER)
    assert found.claim.id == added.claims[0].claim
    store.put(1, a_coding(REPORT, [*claims_of(REPORT), found]), MADE_LATER)
    link_store(store)
    kept = store.claim(found.claim.id)
    assert kept is not None
    assert kept.claim.stage is Stage.ATTEMPTED
    decided(store, lambda d: d.undo(added.id))
    assert store.claim(found.claim.id) == found


def test_an_added_claim_can_be_rejected_merged_and_corrected(store: Store) -> None:
    added = add_arson(store, time={"start": "2020-01-01"}, place={"name": "Far", "country": "XX"})
    claim = store.claim(added.claims[0].claim)
    assert claim is not None
    arson, bomb = event_with(store, claim), event_with(store, BOMB_1)
    decided(store, lambda d: d.merge([arson.id, bomb.id]))
    assert BOMB_1.claim.id in event_with(store, claim).claims
    decided(store, lambda d: d.reject([claim.claim.id]))
    assert all(claim.claim.id not in event.claims for event in store.events())


def test_a_claim_rests_on_the_words_a_person_names_and_keeps_its_id(store: Store) -> None:
    words = Span(0, REPORT.text.index(" in Orvelle"))
    trigger = Span(words.end - len("went off"), words.end)
    decided(store, lambda d: d.span(BOMB_1.claim.id, trigger, [words]))
    claim = store.claim(BOMB_1.claim.id)
    assert claim is not None
    assert REPORT.text_at(claim.claim.trigger.span) == "went off"
    assert claim.claim.evidence == (words,)
    assert claim.time == BOMB_1.time
    store.put(1, a_coding(REPORT, claims_of(REPORT, MADE_LATER)), MADE_LATER)
    link_store(store)
    later = store.claim(BOMB_1.claim.id)
    assert later is not None
    assert later.claim.trigger.span == trigger
    assert later.claim.made_by == MADE_LATER


def test_of_two_corrections_of_the_words_the_later_counts(store: Store) -> None:
    first = decided(store, lambda d: d.span(BOMB_1.claim.id, Span(0, 6)))
    decided(store, lambda d: d.span(BOMB_1.claim.id, Span(2, 6)))
    claim = store.claim(BOMB_1.claim.id)
    assert claim is not None
    assert claim.claim.trigger.span == Span(2, 6)
    states = {ruling.decision.id: ruling.state for ruling in rulings_of(store).rulings}
    assert states[first.id] is DecisionState.SUPERSEDED


def test_what_cannot_carry_a_claim_is_refused(store: Store) -> None:
    table = desk(store)
    end = len(REPORT.text)
    for words, details in (
        (Span(end - 1, end + 5), {}),
        (Span(1, 2), {}),
        (FOLLOWED, {"stage": "dreamt"}),
        (FOLLOWED, {"time": {"start": "tomorrow"}}),
        (FOLLOWED, {"toll": {"killed.animals": {"low": 1}}}),
        (FOLLOWED, {"evidence": [{"start": 0, "end": 3}]}),
        (FOLLOWED, {"evidence": "here"}),
    ):
        with pytest.raises(DecisionError):
            table.add("1.txt", words, "arson", details=details)
    with pytest.raises(DecisionError):
        table.add("1.txt", BOMB_1.claim.trigger.span, "bombing")
    with pytest.raises(DecisionError):
        table.span(RAID_1.claim.id, Span(end, end + 1))


def test_furniture_and_comments_carry_no_claim(tmp_path: Path) -> None:
    document = replace(
        REPORT,
        segments=(Segment(kind=SegmentKind.COMMENT, span=Span(0, len(REPORT.text))),),
    )
    with a_store(tmp_path) as store:
        store.put(1, a_coding(document, []), MADE_LATER)
        with pytest.raises(DecisionError):
            desk(store).add("1.txt", FOLLOWED, "arson")


def test_a_decision_that_asks_for_nonsense_changes_nothing_and_is_an_orphan(store: Store) -> None:
    before = list(store.claims())
    real = desk(store).add("1.txt", FOLLOWED, "arson")
    for value in ('{"stage":"dreamt"}', "[]", '{"evidence":[{"start":0}]}'):
        broken = with_id(replace(real, value=value))
        store.add_decision(broken)
    far = replace(real.claims[0], claim="f" * 16, trigger=Span(9000, 9001))
    store.add_decision(with_id(replace(real, claims=(far,))))
    link_store(store)
    assert list(store.claims()) == before
    assert {r.state for r in rulings_of(store).rulings} == {DecisionState.ORPHANED}


def test_added_claims_are_carried_to_a_store_that_holds_the_text_later(
    store: Store, tmp_path: Path
) -> None:
    added = add_arson(store, time={"start": "2031-05-02"})
    decided(store, lambda d: d.span(BOMB_1.claim.id, Span(0, 6)))
    lines = [to_line(decision) for decision in store.decisions()]
    assert json.loads(lines[0])["value"] == {"time": {"start": "2031-05-02"}}
    with a_store(tmp_path, "other.db") as other:
        other.add_decisions(read_lines(lines))
        link_store(other)
        assert rulings_of(other).rulings[0].state is DecisionState.ORPHANED
        put(other, [2, 1])
        assert rulings_of(other).orphans == ()
        assert list(other.claims()) == list(store.claims())
        assert list(other.events()) == list(store.events())
        assert other.event(event_id([added.claims[0].claim])) is not None
    assert {d.kind for d in store.decisions()} == {DecisionKind.ADD, DecisionKind.SPAN}
