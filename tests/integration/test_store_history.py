"""Decisions stay, and every state that was linked can be read again as it was."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dateline.core.decisions import Decision, DecisionKind, claim_ref, with_id
from dateline.core.events import Event, event_id
from dateline.core.grounded import GroundedClaim
from dateline.errors import StoreError
from dateline.store.codec import encode, metadata_digest, split_document
from dateline.store.columns import claim_columns, document_columns, event_columns
from dateline.store.database import Database
from dateline.store.interface import EventFilters, LinkChanges, Store
from dateline.store.migrate import load_migrations, migrate
from dateline.store.sqlite import open_store
from tests.integration.store_examples import (
    MADE_BY,
    MADE_LATER,
    a_claim,
    a_coding,
    a_document,
    an_event,
    start,
)

NOON = datetime(2021, 5, 4, 12, 0, tzinfo=UTC)
ONE = a_document("A bomb went off in Orvelle and a raid followed.", path="one.txt")
TWO = a_document("Two bombs went off in Orvelle.", path="two.txt")
BOMB, RAID = a_claim(ONE, "bomb"), a_claim(ONE, "raid", type_="raid")
BOMBS = a_claim(TWO, "bombs")


class Clock:
    """A clock that goes on a minute each time it is read."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


BACKENDS: dict[str, Callable[[Path, Callable[[], datetime]], Store]] = {
    "sqlite": lambda folder, clock: open_store(folder / "events.db", clock=clock),
    "sqlite in memory": lambda folder, clock: open_store(Path(":memory:"), clock=clock),
}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=BACKENDS)
def store(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with BACKENDS[request.param](tmp_path, clock) as store:
        yield store
        assert store.check() == ()


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with two documents, linked to one event of two claims and one of one."""
    run = start(store)
    store.put(run, a_coding(ONE, [BOMB, RAID]), MADE_BY)
    store.put(run, a_coding(TWO, [BOMBS]), MADE_BY)
    store.replace_events([event_of(BOMB, BOMBS), event_of(RAID)])
    return store


def event_of(*claims: GroundedClaim, sources: int = 1) -> Event:
    return an_event(event_id(c.claim.id for c in claims), claims, sources=sources)


def a_rejection(*claims: GroundedClaim, minute: int = 0, undoes: str | None = None) -> Decision:
    return with_id(
        Decision(
            id="",
            kind=DecisionKind.UNDO if undoes else DecisionKind.REJECT,
            at=NOON + timedelta(minutes=minute),
            author="Ira",
            reason="not in the text",
            claims=tuple(claim_ref(claim.claim) for claim in claims),
            undoes=undoes,
        )
    )


def everything(store: Store) -> dict[str, object]:
    return {
        "documents": list(store.documents()),
        "claims": list(store.claims()),
        "copies": list(store.copies()),
        "events": list(store.events()),
        "decisions": list(store.decisions()),
        "current": store.events_are_current(),
        "counts": (store.count_documents(), store.count_claims(), store.count_events()),
        "of one": list(store.events(EventFilters(document=ONE.id))),
    }


def at_last_linking(store: Store) -> datetime:
    return store.linkings()[-1].at


# Decisions


def test_decisions_are_kept_in_the_order_they_were_added(filled: Store) -> None:
    first, second = a_rejection(BOMB, minute=5), a_rejection(RAID, minute=1)
    assert filled.add_decision(first)
    assert filled.add_decision(second)
    assert not filled.add_decision(first)
    assert list(filled.decisions()) == [first, second]


def test_a_decision_makes_events_stale_and_marks_the_documents_it_is_about(filled: Store) -> None:
    assert filled.changed_documents() == []
    filled.add_decision(a_rejection(BOMBS))
    assert not filled.events_are_current()
    assert filled.changed_documents() == [TWO.id]


def test_taking_a_decision_back_marks_the_documents_of_that_decision(filled: Store) -> None:
    rejection = a_rejection(BOMBS)
    filled.add_decision(rejection)
    filled.replace_events([event_of(BOMB), event_of(RAID)])
    filled.add_decision(a_rejection(undoes=rejection.id, minute=1))
    assert filled.changed_documents() == [TWO.id]


def test_a_decision_under_a_false_id_is_refused(filled: Store) -> None:
    with pytest.raises(StoreError, match="not the id of what it says"):
        filled.add_decision(replace(a_rejection(BOMB), author="Someone else"))
    assert filled.events_are_current()


def test_what_was_rolled_back_is_no_decision(filled: Store) -> None:
    first, kept = a_rejection(BOMB), a_rejection(RAID, minute=3)
    filled.add_decision(first)
    with pytest.raises(StoreError):
        filled.add_decisions([a_rejection(BOMBS, minute=1), a_rejection(undoes="0123")])
    assert list(filled.decisions()) == [first]
    filled.add_decision(kept)
    assert list(filled.decisions()) == [first, kept]
    assert list(filled.decisions(after=1)) == [kept]
    assert list(filled.decisions(after=2)) == []


def test_taking_back_what_was_never_decided_is_refused_with_all_that_comes_with_it(
    filled: Store,
) -> None:
    with pytest.raises(StoreError, match="takes back 0123, which is not stored"):
        filled.add_decisions([a_rejection(BOMB), a_rejection(undoes="0123")])
    assert filled.decisions() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET author = 'Someone else'",
        "DELETE FROM decisions",
        "INSERT OR REPLACE INTO decisions SELECT * FROM decisions WHERE number = 1",
        "INSERT INTO decisions SELECT 7, 'new', kind, at, recorded, author, revision, record,"
        " digest FROM decisions WHERE number = 1",
    ],
)
def test_the_log_of_decisions_only_grows_at_its_end(tmp_path: Path, statement: str) -> None:
    with open_store(tmp_path / "events.db") as store:
        store.add_decision(a_rejection(BOMB))
    connection = sqlite3.connect(tmp_path / "events.db")
    with pytest.raises(sqlite3.IntegrityError, match="decisions are"):
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("statement", "report"),
    [
        ("UPDATE decisions SET author = 'Someone else' WHERE number = 1", "was changed after"),
        ("DELETE FROM decisions WHERE number = 1", "is missing"),
        ("DELETE FROM decisions WHERE number = 2", "took in 2 decisions"),
    ],
)
def test_whoever_gets_around_that_is_found_out(tmp_path: Path, statement: str, report: str) -> None:
    with open_store(tmp_path / "events.db") as store:
        store.add_decisions([a_rejection(BOMB), a_rejection(RAID, minute=1)])
        store.replace_events([])
        assert store.check() == ()
    connection = sqlite3.connect(tmp_path / "events.db")
    for trigger in ("decisions_never_change", "decisions_are_never_deleted"):
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute(statement)
    connection.commit()
    connection.close()
    with open_store(tmp_path / "events.db") as store:
        assert any(report in fault for fault in store.check())


# Linkings


def test_a_linking_writes_only_what_differs(filled: Store) -> None:
    before = len(filled.linkings())
    filled.replace_events([event_of(BOMB, BOMBS, sources=2), event_of(RAID)])
    changed = filled.linking_changes(before + 1)
    assert [change.id for change in changed] == [event_of(BOMB, BOMBS).id]
    assert changed[0].before == event_of(BOMB, BOMBS)
    assert changed[0].after == event_of(BOMB, BOMBS, sources=2)


def test_changes_of_a_linking_leave_other_events_alone(filled: Store) -> None:
    filled.apply_linking(
        LinkChanges(
            revision=filled.revision(),
            events=(event_of(BOMB, BOMBS, sources=3),),
            removed=(event_of(RAID).id,),
        )
    )
    assert list(filled.events()) == [event_of(BOMB, BOMBS, sources=3)]
    assert filled.events_are_current()


def test_what_changed_while_events_were_worked_out_is_still_to_be_linked(filled: Store) -> None:
    revision = filled.revision()
    filled.add_decision(a_rejection(RAID))
    filled.replace_events([event_of(BOMB, BOMBS), event_of(RAID)], revision=revision)
    assert not filled.events_are_current()
    assert filled.changed_documents() == [ONE.id]
    assert filled.linkings()[-1].decisions == 0


def test_a_linking_of_an_older_state_does_not_undo_a_newer_one(filled: Store) -> None:
    revision = filled.revision()
    filled.add_decision(a_rejection(RAID))
    filled.replace_events([event_of(BOMB, BOMBS)])
    with pytest.raises(StoreError, match="linked meanwhile"):
        filled.replace_events([event_of(RAID)], revision=revision)
    assert list(filled.events()) == [event_of(BOMB, BOMBS)]


def test_linkings_are_in_order_even_if_the_clock_is_set_back(filled: Store, clock: Clock) -> None:
    clock.now -= timedelta(days=2)
    filled.replace_events([])
    first, second = filled.linkings()
    assert first.at < second.at


# Past states


def test_each_linked_state_is_read_again_as_it_was(filled: Store, clock: Clock) -> None:
    run = 1
    states = [(at_last_linking(filled), everything(filled))]
    filled.add_decision(a_rejection(RAID))
    filled.replace_events([event_of(BOMB, BOMBS, sources=2)])
    states.append((at_last_linking(filled), everything(filled)))
    moved = replace(a_document(ONE.text, path="one.txt", day=date(2020, 3, 1)), title="Blast")
    other = a_claim(moved, "raid", made_by=MADE_LATER)
    filled.put(run, a_coding(moved, [other]), MADE_LATER)
    filled.add_copy(replace(TWO, path="copy.txt", outlet="Tarn Daily"))
    filled.replace_events([event_of(other), event_of(BOMBS)])
    states.append((at_last_linking(filled), everything(filled)))
    clock.now += timedelta(days=1)
    for moment, state in states:
        with filled.snapshot(as_of=moment):
            assert everything(filled) == state
        with filled.snapshot(as_of=moment + timedelta(seconds=30)):
            assert everything(filled) == state
    assert everything(filled) == states[-1][1]


def test_nothing_is_known_before_the_first_linking(filled: Store) -> None:
    with filled.snapshot(as_of=NOON):
        assert list(filled.documents()) == []
        assert list(filled.events()) == []
        assert list(filled.claims()) == []
        assert filled.linkings() == []


def test_what_is_not_linked_yet_is_not_part_of_any_past_state(filled: Store) -> None:
    filled.add_decision(a_rejection(RAID))
    filled.put(1, a_coding(a_document("A raid in Tarn.", path="three.txt")), MADE_BY)
    with filled.snapshot(as_of=NOON + timedelta(days=9)):
        assert filled.decisions() == []
        assert filled.count_documents() == 2
    assert filled.count_documents() == 3


def test_a_past_state_can_be_searched_and_filtered(filled: Store) -> None:
    moment = at_last_linking(filled)
    filled.replace_events([])
    with filled.snapshot(as_of=moment):
        found = list(filled.events(EventFilters(text="bombs", types=("bombing",), limit=5)))
        assert found == [event_of(BOMB, BOMBS)]
        assert filled.event(event_of(RAID).id[:6]) == event_of(RAID)
        assert filled.search("raid") == [ONE.id]
    assert list(filled.events(EventFilters(text="bombs"))) == []


def test_the_past_is_read_from_a_store_open_for_reading_only(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    with open_store(path, clock=Clock()) as store:
        store.put(start(store), a_coding(TWO, [BOMBS]), MADE_BY)
        store.replace_events([event_of(BOMBS)])
        moment = at_last_linking(store)
        store.replace_events([])
    with open_store(path, read_only=True) as store:
        with store.snapshot(as_of=moment):
            assert list(store.events()) == [event_of(BOMBS)]
        assert list(store.events()) == []


def test_an_event_tells_what_it_was_from_linking_to_linking(filled: Store) -> None:
    id_ = event_of(RAID).id
    filled.replace_events([event_of(BOMB, BOMBS), event_of(RAID, sources=2)])
    filled.replace_events([event_of(BOMB, BOMBS)])
    filled.replace_events([event_of(BOMB, BOMBS), event_of(RAID)])
    versions = filled.event_versions(id_)
    assert [v.event.independent_sources for v in versions] == [1, 2, 1]
    assert [v.since.number for v in versions] == [1, 2, 4]
    assert [v.until.number if v.until else None for v in versions] == [2, 3, None]
    assert [v.since.run for v in versions] == [1, 1, 1]


# Ids


def test_the_id_of_an_event_that_became_part_of_another_leads_there(filled: Store) -> None:
    filled.replace_events([event_of(BOMB, BOMBS, RAID)])
    whole = event_of(BOMB, BOMBS, RAID)
    for former in (event_of(RAID), event_of(BOMB, BOMBS)):
        found = filled.find_event(former.id)
        assert found is not None
        assert found.event == whole
        assert found.former == (None if former.id == whole.id else former.id)
        assert filled.event(former.id[:9]) == whole
        assert filled.event_id(former.id[:9]) == former.id


def test_after_a_split_an_id_leads_to_the_part_that_holds_its_claim(filled: Store) -> None:
    for claim in (BOMB, BOMBS):
        filled.replace_events([event_of(BOMB), event_of(BOMBS), event_of(RAID)])
        assert filled.event(event_of(claim).id) == event_of(claim)


def test_an_id_leads_on_when_the_text_was_coded_anew(filled: Store) -> None:
    again = a_claim(ONE, "raid", type_="armed_assault", made_by=MADE_LATER)
    filled.put(1, a_coding(ONE, [again]), MADE_LATER)
    filled.replace_events([event_of(again), event_of(BOMBS)])
    found = filled.find_event(event_of(RAID).id)
    assert found is not None
    assert (found.event, found.former) == (event_of(again), event_of(RAID).id)


def test_the_id_of_an_event_that_nothing_supports_leads_nowhere_but_is_known(
    filled: Store,
) -> None:
    filled.replace_events([event_of(BOMB, BOMBS)])
    assert filled.find_event(event_of(RAID).id) is None
    assert filled.event_id(event_of(RAID).id[:8]) == event_of(RAID).id
    assert filled.event_id("ffff") is None


def test_a_claim_is_found_by_the_start_of_its_id(filled: Store) -> None:
    assert filled.find_claim(RAID.claim.id[:7]) == RAID
    assert filled.find_claim("") is None
    assert filled.find_claim("zz") is None


# Stores of an older Dateline


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    """A store as version 1 of the schema had it, with an event and a document not linked yet."""
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    migrate(connection, load_migrations()[:1])
    database = Database(connection, path=path, read_only=False)
    run = {
        "state": "finished",
        "version": "0.1.0",
        "codebook": "dateline 1.0",
        "model": "parser",
        "arguments": "[]",
        "started": NOON.isoformat(),
        "finished": (NOON + timedelta(minutes=5)).isoformat(),
        "process": 1,
        "host": "here",
    }
    database.insert("runs", run)
    for document, claims in ((ONE, [BOMB, RAID]), (TWO, [BOMBS])):
        record, text = split_document(document)
        columns = {"id": document.id, "text": text, "record": record}
        database.insert("documents", {**columns, **document_columns(document)})
        database.insert_all(
            "claims", ({**claim_columns(claim), "record": encode(claim)} for claim in claims)
        )
        coding = {"document_id": document.id, "metadata_digest": metadata_digest(document)}
        made_by = {"version": "0.1.0", "codebook": "dateline 1.0", "model": "parser 3.8.0"}
        database.insert("codings", {**coding, **made_by, "run_id": 1})
    event = event_of(BOMB, RAID)
    database.insert("events", {**event_columns(event), "record": encode(event)})
    for claim in (BOMB, RAID):
        database.insert("event_claims", {"event_id": event.id, "claim_id": claim.claim.id})
    database.insert("event_documents", {"event_id": event.id, "document_id": ONE.id})
    database.execute("UPDATE changes SET claims = 2, linked = 1")
    connection.close()
    return path


def test_an_older_store_keeps_all_it_has_and_its_events_have_a_past(old_file: Path) -> None:
    event = event_of(BOMB, RAID)
    with open_store(old_file, clock=Clock()) as store:
        assert store.check() == ()
        assert list(store.events()) == [event]
        assert set(store.claims()) == {BOMB, RAID, BOMBS}
        assert not store.events_are_current()
        assert set(store.changed_documents()) == {ONE.id, TWO.id}
        assert [linking.number for linking in store.linkings()] == [1]
        store.replace_events([event_of(BOMB, BOMBS, RAID)])
        with store.snapshot(as_of=NOON + timedelta(minutes=5)):
            assert list(store.events()) == [event]
        for claim in (BOMB, BOMBS, RAID):
            assert store.event(event_id([claim.claim.id])) == event_of(BOMB, BOMBS, RAID)
        assert store.check() == ()


def test_an_older_store_that_was_never_linked_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path)
    migrate(connection, load_migrations()[:1])
    connection.close()
    with open_store(path) as store:
        assert store.linkings() == []
        assert store.events_are_current()
        store.put(start(store), a_coding(TWO, [BOMBS]), MADE_BY)
        assert store.changed_documents() == [TWO.id]


def test_spans_of_decisions_survive_storage(filled: Store) -> None:
    decision = a_rejection(RAID)
    filled.add_decision(decision)
    (stored,) = filled.decisions()
    assert ONE.text_at(stored.claims[0].trigger) == "raid"
