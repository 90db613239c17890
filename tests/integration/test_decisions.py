"""Decisions act, are kept through everything, and can be carried elsewhere."""

import random
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.core.claims import Effect, Provenance, Side
from dateline.core.decisions import Decision, DecisionKind
from dateline.core.documents import Document, Span
from dateline.core.events import Event, RelationKind, event_id
from dateline.core.grounded import Count, GroundedClaim, TollCount
from dateline.errors import DecisionError
from dateline.exports.decisions import read_lines, to_line
from dateline.pipeline.link_store import link_store, rulings_of
from dateline.pipeline.linking.decide import DecisionState
from dateline.resources.codebook import load_codebook
from dateline.review.acting import act
from dateline.review.deciding import Desk, Ruler
from dateline.review.history import event_history
from dateline.store.interface import Store
from dateline.store.sqlite import open_store
from tests.integration.store_examples import (
    MADE_BY,
    MADE_LATER,
    a_claim,
    a_coding,
    a_document,
    a_place,
    an_interval,
    start,
)

NOON = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
DAY = date(2031, 5, 3)


class Clock:
    """A clock that goes on a minute each time it is read."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def a_report(number: int) -> Document:
    return a_document(
        f"A bomb went off in Orvelle, report {number}; a raid in Tarn followed.",
        path=f"{number}.txt",
        outlet=f"Outlet {number}",
        day=DAY + timedelta(days=1),
    )


def claims_of(document: Document, made_by: Provenance = MADE_BY) -> list[GroundedClaim]:
    bomb = a_claim(document, "bomb", made_by=made_by)
    raid = a_claim(document, "raid", type_="raid", made_by=made_by)
    count = Count(low=3, best=3, high=3, mention=bomb.claim.trigger.span)
    killed = TollCount(effect=Effect.KILLED, side=Side.VICTIMS, count=count)
    return [
        replace(
            bomb,
            toll=(killed,),
            time=an_interval(DAY),
            place=a_place("Orvelle"),
            time_confidence=0.9,
            place_confidence=0.9,
        ),
        replace(
            raid,
            time=an_interval(DAY + timedelta(days=1)),
            place=a_place("Tarn"),
            time_confidence=0.9,
            place_confidence=0.9,
        ),
    ]


@pytest.fixture(scope="module", autouse=True)
def _codebook_once() -> Iterator[None]:
    """Read the codebook once, not for each of some hundred linkings."""
    book = load_codebook(None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dateline.pipeline.link_store.load_codebook", lambda path: book)
        yield


def put(store: Store, numbers: Sequence[int], made_by: Provenance = MADE_BY) -> None:
    for number in numbers:
        document = a_report(number)
        store.put(1, a_coding(document, claims_of(document, made_by)), made_by)
    link_store(store)


@contextmanager
def a_store(folder: Path, name: str = "events.db") -> Iterator[Store]:
    """Open a store in which run 1 goes on."""
    with open_store(folder / name, clock=Clock()) as store:
        start(store)
        yield store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path) as store:
        put(store, [1, 2])
        yield store
        assert store.check() == ()


def desk(store: Store, *, author: str = "Ira", minute: int = 0) -> Desk:
    at = NOON + timedelta(minutes=minute)
    return Desk(store, Ruler(author=author, reason="read both", at=at))


def decided(store: Store, make: Callable[[Desk], Decision]) -> Decision:
    decision = make(desk(store))
    outcome = act(store, [decision], link=link_store)
    assert outcome.waiting is None
    assert store.events_are_current()
    return decision


def event_with(store: Store, claim: GroundedClaim) -> Event:
    found = store.event(event_id([claim.claim.id]))
    assert found is not None
    assert claim.claim.id in found.claims
    return found


BOMB_1, RAID_1 = claims_of(a_report(1))
BOMB_2, RAID_2 = claims_of(a_report(2))


def test_merged_events_are_one_until_that_is_taken_back(store: Store) -> None:
    before = list(store.events())
    bomb, raid = event_with(store, BOMB_1), event_with(store, RAID_1)
    assert bomb.id != raid.id
    merge = decided(store, lambda d: d.merge([bomb.id, raid.id]))
    merged = event_with(store, BOMB_1)
    assert set(merged.claims) == {*bomb.claims, *raid.claims}
    assert merge.id in merged.decisions
    assert event_with(store, RAID_1) == merged
    decided(store, lambda d: d.undo(merge.id))
    assert list(store.events()) == before


def test_claims_split_off_are_another_event(store: Store) -> None:
    together = event_with(store, BOMB_1)
    if BOMB_2.claim.id not in together.claims:
        decided(store, lambda d: d.merge([together.id, event_with(store, BOMB_2).id]))
    together = event_with(store, BOMB_1)
    decided(store, lambda d: d.split(together.id, [BOMB_2.claim.id]))
    assert BOMB_2.claim.id not in event_with(store, BOMB_1).claims
    assert BOMB_1.claim.id not in event_with(store, BOMB_2).claims


def test_rejected_claims_support_nothing_and_accepting_them_brings_them_back(
    store: Store,
) -> None:
    before = list(store.events())
    event = event_with(store, BOMB_1)
    decided(store, lambda d: d.reject([BOMB_1.claim.id]))
    assert all(BOMB_1.claim.id not in other.claims for other in store.events())
    decided(store, lambda d: d.accept([BOMB_1.claim.id]))
    assert set(event_with(store, BOMB_1).claims) == set(event.claims)
    assert [e.id for e in store.events()] == [e.id for e in before]


def test_a_corrected_value_holds_when_more_is_reported(store: Store) -> None:
    event = event_with(store, BOMB_1)
    decided(store, lambda d: d.correct(event.id, "killed.victims", '{"low": 7, "high": 8}'))
    put(store, [3])
    (toll,) = event_with(store, BOMB_1).toll
    assert toll.count.value is not None
    assert (toll.count.value.low, toll.count.value.high) == (7, 8)
    assert [support.value.low for support in toll.count.values] == [3]


def test_a_retracted_document_supports_nothing(store: Store) -> None:
    decided(store, lambda d: d.retract("1.txt"))
    assert all(a_report(1).id not in event.documents for event in store.events())
    assert store.count_events() > 0


def test_documents_ruled_duplicates_are_one_source(store: Store) -> None:
    decided(store, lambda d: d.merge([event_with(store, c).id for c in (BOMB_1, RAID_2)]))
    decided(store, lambda d: d.duplicate(["1.txt", "2.txt"]))
    event = event_with(store, BOMB_1)
    assert len(event.documents) == 2
    assert event.independent_sources == 1


def test_a_relation_is_drawn_and_taken_back(store: Store) -> None:
    bomb, raid = event_with(store, BOMB_1), event_with(store, RAID_1)
    relate = decided(store, lambda d: d.relate(bomb.id, RelationKind.LED_TO, raid.id))
    drawn = [(r.kind, r.event) for r in event_with(store, BOMB_1).relations]
    assert (RelationKind.LED_TO, raid.id) in drawn
    decided(store, lambda d: d.undo(relate.id))
    assert event_with(store, BOMB_1) == bomb


def test_what_leads_nowhere_is_refused(store: Store) -> None:
    bomb = event_with(store, BOMB_1)
    makers: tuple[Callable[[Desk], Decision], ...] = (
        lambda d: d.accept(["ffff"]),
        lambda d: d.merge([bomb.id, bomb.id]),
        lambda d: d.split(bomb.id, list(bomb.claims)),
        lambda d: d.split(bomb.id, [RAID_1.claim.id]),
        lambda d: d.correct(bomb.id, "killed.victims", '"many"'),
        lambda d: d.retract("nowhere.txt"),
        lambda d: d.duplicate(["1.txt", a_report(1).id]),
        lambda d: d.undo("ffff"),
    )
    for make in makers:
        with pytest.raises(DecisionError):
            make(desk(store))
    for author, reason in (("", "why"), ("Ira", "  ")):
        with pytest.raises(DecisionError):
            Ruler(author=author, reason=reason, at=NOON)
    assert store.decisions() == []


def test_a_decision_counts_after_those_made_before_whatever_the_clock_says(store: Store) -> None:
    first = decided(store, lambda d: d.reject([BOMB_1.claim.id]))
    early = desk(store, minute=-600).accept([BOMB_1.claim.id])
    assert early.at > first.at


def test_decisions_hold_for_a_new_coding_of_the_text_or_are_told_as_orphans(store: Store) -> None:
    decided(store, lambda d: d.reject([BOMB_1.claim.id]))
    decided(store, lambda d: d.reject([RAID_1.claim.id]))
    document = a_report(1)
    renamed = a_claim(document, "bomb", type_="suicide_bombing", made_by=MADE_LATER)
    store.put(1, a_coding(document, [renamed]), MADE_LATER)
    link_store(store)
    first, second = rulings_of(store).rulings
    assert first.moved == ((BOMB_1.claim.id, renamed.claim.id),)
    assert second.state is DecisionState.ORPHANED
    assert all(renamed.claim.id not in event.claims for event in store.events())
    store.put(1, a_coding(document, claims_of(document)), MADE_BY)
    link_store(store)
    assert rulings_of(store).orphans == ()


def test_an_events_history_names_the_decisions_and_what_they_changed(store: Store) -> None:
    bomb, raid = event_with(store, BOMB_1), event_with(store, RAID_1)
    correct = decided(store, lambda d: d.correct(bomb.id, "stage", '"foiled"'))
    merge = decided(store, lambda d: d.merge([bomb.id, raid.id]))
    merged = event_with(store, BOMB_1)
    other = raid if merged.id == bomb.id else bomb
    told = event_history(store, bomb.id)
    corrected = told.steps[1]
    assert corrected.decisions == (correct,)
    assert [(c.field, c.after) for c in corrected.changes] == [("stage", "foiled (by decision)")]
    ended = event_history(store, other.id)
    assert ended.now == merged.id
    assert ended.steps[-1].event is None
    assert ended.steps[-1].decisions == (merge,)
    kept = event_history(store, merged.id)
    assert kept.steps[-1].joined == (other.id,)
    assert kept.now is None


# Whatever is done


@dataclass
class Past:
    """What was read after each linking."""

    states: list[tuple[datetime, dict[str, object]]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)


def state_of(store: Store) -> dict[str, object]:
    return {
        "documents": list(store.documents()),
        "claims": list(store.claims()),
        "events": list(store.events()),
        "decisions": list(store.decisions()),
    }


def take_a_step(store: Store, chance: random.Random) -> None:
    """Code a document, code one anew, or decide something."""
    kind = chance.choice(["put", "recode", *["decide"] * 6])
    if kind == "put":
        put_one(store, chance.randint(1, 6), MADE_BY)
    elif kind == "recode":
        put_one(store, chance.randint(1, 6), chance.choice([MADE_BY, MADE_LATER]))
    else:
        decision = some_decision(store, chance)
        if decision is not None:
            store.add_decision(decision)


def put_one(store: Store, number: int, made_by: Provenance) -> None:
    document = a_report(number)
    claims = claims_of(document, made_by)
    if made_by is MADE_LATER and number % 2:
        claims = claims[:1]
    store.put(1, a_coding(document, claims), made_by)


def some_decision(store: Store, chance: random.Random) -> Decision | None:
    table = desk(store)
    events = [event for event in store.events() if all(map(store.claim, event.claims))]
    made = list(store.decisions())
    makers: list[Callable[[], Decision]] = []
    if events:
        one, two = chance.choice(events), chance.choice(events)
        claim = chance.choice(one.claims)
        makers += [
            lambda: table.accept([claim]),
            lambda: table.reject([claim]),
            lambda: table.correct(one.id, "killed.victims", f'{{"low": {chance.randint(0, 9)}}}'),
            lambda: table.correct(one.id, "type", '"arson"'),
            lambda: table.merge([one.id, two.id]),
            lambda: table.split(one.id, [claim]),
            lambda: table.relate(one.id, RelationKind.SAME_CASE, two.id),
            lambda: table.retract(one.documents[0]),
            lambda: table.duplicate([one.documents[0], two.documents[0]]),
            lambda: table.add(one.documents[0], words(store, one.documents[0], chance), "arson"),
            lambda: table.span(claim, words(store, one.documents[0], chance)),
        ]
    if made:
        makers += [lambda: table.undo(chance.choice(made).id)] * 3
    if not makers:
        return None
    try:
        return chance.choice(makers)()
    except DecisionError:
        return None  # such as merging an event with itself


def words(store: Store, document_id: str, chance: random.Random) -> Span:
    """Return where one of the first words of a document stands."""
    document = store.document(document_id)
    assert document is not None
    return chance.choice([Span(m.start(), m.end()) for m in re.finditer(r"\w+", document.text)])


def test_a_correction_passes_on_when_its_first_claim_is_rejected(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        put(store, [1, 2])
        link_store(store)
        event = next(event for event in store.events() if len(event.documents) == 2)
        first, last = event.claims
        store.add_decision(desk(store).correct(event.id, "type", '"arson"'))
        link_store(store)
        store.add_decision(desk(store).split(event.id, [last]))
        link_store(store)
        store.add_decision(desk(store).reject([first]))
        link_store(store)
        step_by_step = list(store.events())
        link_store(store, everything=True)
        assert list(store.events()) == step_by_step


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**9), steps=st.integers(1, 14))
def test_past_states_ids_and_decisions_survive_whatever_is_done(seed: int, steps: int) -> None:
    chance = random.Random(seed)
    past = Past()
    with TemporaryDirectory() as name, a_store(Path(name)) as store:
        put(store, [1, 2])
        for _ in range(steps):
            take_a_step(store, chance)
            if chance.random() < 0.7:
                link_store(store)
                past.states.append((store.linkings()[-1].at, state_of(store)))
                past.ids |= {event.id for event in store.events()}
        link_store(store)
        for moment, state in past.states:
            with store.snapshot(as_of=moment):
                assert state_of(store) == state
        assert store.check() == ()
        assert_ids_resolve(store, past.ids)
        assert_same_when_rebuilt(store, Path(name))


def assert_ids_resolve(store: Store, ids: set[str]) -> None:
    """Every id that an event ever had leads to one, unless nothing supports its claim now."""
    constraints = rulings_of(store).constraints
    for id_ in sorted(ids):
        found = store.find_event(id_)
        assert store.event_id(id_) == id_
        if found is not None:
            assert (found.former is None) == (found.event.id == id_)
            continue
        versions = store.event_versions(id_)
        (seed,) = {c for v in versions for c in v.event.claims if event_id([c]) == id_}
        claim = store.claim(seed)
        assert (
            claim is None
            or seed in constraints.rejected
            or claim.claim.document_id in constraints.retracted
        )


def assert_same_when_rebuilt(store: Store, folder: Path) -> None:
    """A new store with the same documents and imported decisions has the same events."""
    lines = [to_line(decision) for decision in store.decisions()]
    random.Random(7).shuffle(lines)
    undone_later = sorted(read_lines(lines), key=lambda d: d.at)
    with a_store(folder, "rebuilt.db") as rebuilt:
        for document in store.documents():
            claims = tuple(store.claims(document.id))
            rebuilt.put(1, a_coding(document, claims), MADE_BY)
        outcome = act(rebuilt, undone_later, link=link_store)
        assert len(outcome.added) == len(lines)
        assert list(rebuilt.events()) == list(store.events())
        assert act(rebuilt, undone_later, link=link_store).added == ()


# Killed in between

_KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from dateline.review.acting import act
from dateline.review.deciding import Desk, Ruler
from dateline.store.sqlite import open_store

def die(store):
    os.kill(os.getpid(), signal.SIGKILL)

with open_store(Path(sys.argv[1])) as store:
    ruler = Ruler(author="Ira", reason="not in the text", at=datetime.now(UTC))
    act(store, [Desk(store, ruler).reject([sys.argv[2]])], link=die)
"""


def test_a_decision_whose_linking_is_killed_counts_from_the_next_one(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        put(store, [1, 2])
        before = state_of(store)
    arguments = (str(tmp_path / "events.db"), BOMB_1.claim.id)
    killed = subprocess.run([sys.executable, "-c", _KILLED, *arguments], check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    with open_store(tmp_path / "events.db") as store:
        assert store.check() == ()
        assert [decision.kind for decision in store.decisions()] == [DecisionKind.REJECT]
        assert list(store.events()) == before["events"]
        assert not store.events_are_current()
        assert act(store, [], link=link_store).waiting is None
        assert all(BOMB_1.claim.id not in event.claims for event in store.events())


def test_a_decision_made_while_another_process_codes_waits_for_its_linking(
    tmp_path: Path,
) -> None:
    with a_store(tmp_path) as coding:
        put(coding, [1, 2])
        with open_store(tmp_path / "events.db") as store:
            outcome = act(store, [desk(store).reject([BOMB_1.claim.id])], link=link_store)
        assert outcome.waiting is not None
        assert "another coding run" in outcome.waiting
        assert len(outcome.added) == 1
        link_store(coding)
        assert all(BOMB_1.claim.id not in event.claims for event in coding.events())
