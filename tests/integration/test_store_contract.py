"""What every store promises, run on each backend alike."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.core.claims import Scope, Stage, Status
from dateline.core.coded import Coded, Failure, Step
from dateline.core.documents import Document, Span
from dateline.core.events import Event
from dateline.errors import EvidenceError, StoreError
from dateline.store.interface import (
    CodingState,
    EventFilters,
    EventOrder,
    PutOutcome,
    PutResult,
    RunFailure,
    RunState,
    RunTotals,
    Store,
)
from dateline.store.sqlite import open_store
from tests.integration.store_examples import (
    MADE_BY,
    MADE_LATER,
    a_claim,
    a_coding,
    a_document,
    a_place,
    an_event,
    an_interval,
    start,
)
from tests.strategies import any_text, coded

NOON = datetime(2021, 5, 4, 12, 0, tzinfo=UTC)

BACKENDS: dict[str, Callable[[Path, Callable[[], datetime]], Store]] = {
    "sqlite": lambda folder, clock: open_store(folder / "events.db", clock=clock),
    "sqlite in memory": lambda folder, clock: open_store(Path(":memory:"), clock=clock),
}


class Clock:
    """A clock that goes on a minute each time it is read."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture(params=BACKENDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with BACKENDS[request.param](tmp_path, Clock()) as store:
        yield store
        assert store.check() == ()


# Documents and claims


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(codings=st.lists(coded(any_text), max_size=2))
@pytest.mark.parametrize("backend", BACKENDS)
def test_whatever_is_put_is_read_as_it_was(
    backend: str, tmp_path_factory: pytest.TempPathFactory, codings: list[Coded]
) -> None:
    codings = list({coded.document.id: coded for coded in codings}.values())
    events = {event.id: event for coded in codings for event in coded.events}
    with BACKENDS[backend](tmp_path_factory.mktemp("store"), Clock()) as store:
        run = start(store)
        for one in codings:
            result = store.put(run, one, MADE_BY)
            assert result == PutResult(outcome=PutOutcome.ADDED, claims=len(one.claims))
        store.replace_events(events.values())
        documents = sorted((one.document for one in codings), key=lambda d: d.id)
        assert list(store.documents()) == documents
        for one in codings:
            assert store.document(one.document.id) == one.document
            assert store.coding_of(one.document, MADE_BY) == CodingState.CODED
            claims = list(store.claims(one.document.id))
            assert set(claims) == set(one.claims)
            assert [c.claim.trigger.span for c in claims] == sorted(
                c.claim.trigger.span for c in one.claims
            )
            assert all(store.claim(c.claim.id) == c for c in one.claims)
        assert {event.id: event for event in store.events()} == events
        assert all(store.event(event.id) == event for event in events.values())
        failures = [RunFailure(run_id=run, failure=f) for one in codings for f in one.failures]
        assert store.failures(run) == failures
        assert store.check() == ()


def test_putting_a_document_twice_changes_nothing(store: Store) -> None:
    document = a_document("A bomb went off in Orvelle.")
    coding = a_coding(document, [a_claim(document, "bomb")])
    run = start(store)
    store.put(run, coding, MADE_BY)
    store.replace_events([])
    assert store.put(run, coding, MADE_BY) == PutResult(outcome=PutOutcome.UNCHANGED, claims=1)
    assert store.events_are_current()
    assert list(store.documents()) == [document]
    assert list(store.claims()) == list(coding.claims)


def test_a_new_codebook_replaces_the_claims(store: Store) -> None:
    document = a_document("A bomb went off in Orvelle and a raid followed.")
    run = start(store)
    old = [a_claim(document, "bomb"), a_claim(document, "went")]
    store.put(run, a_coding(document, old), MADE_BY)
    assert store.coding_of(document, MADE_LATER) == CodingState.TO_CODE
    new = [a_claim(document, "bomb", made_by=MADE_LATER), a_claim(document, "raid")]
    result = store.put(run, a_coding(document, new), MADE_LATER)
    assert result == PutResult(outcome=PutOutcome.REPLACED, claims=2)
    assert list(store.claims()) == new
    assert store.coding_of(document, MADE_LATER) == CodingState.CODED
    assert store.coding_of(document, MADE_BY) == CodingState.TO_CODE


def test_new_metadata_of_the_same_file_replace_the_old(store: Store) -> None:
    undated = a_document("A bomb went off in Orvelle.")
    dated = replace(a_document(undated.text, day=date(2020, 3, 1)), title="Blast in Orvelle")
    run = start(store)
    store.put(run, a_coding(undated), MADE_BY)
    assert store.coding_of(dated, MADE_BY) == CodingState.TO_CODE
    assert store.put(run, a_coding(dated), MADE_BY).outcome == PutOutcome.REPLACED
    assert list(store.documents()) == [dated]
    assert list(store.copies()) == []
    assert store.search("blast") == [dated.id]


def test_a_document_whose_text_does_not_give_its_id_is_refused(store: Store) -> None:
    document = replace(a_document("A bomb went off."), text="No bomb went off.")
    with pytest.raises(EvidenceError, match="not the id of its text"):
        store.put(start(store), a_coding(document), MADE_BY)
    assert store.count_documents() == 0


def test_a_claim_of_another_document_is_refused(store: Store) -> None:
    one, two = a_document("A bomb went off."), a_document("A bomb did not go off.")
    with pytest.raises(EvidenceError, match=f"is of document {one.id}"):
        store.put(start(store), a_coding(two, [a_claim(one, "bomb")]), MADE_BY)
    assert store.count_documents() == 0


def test_a_claim_that_reaches_outside_the_text_is_refused(store: Store) -> None:
    document = a_document("A bomb went off.")
    claim = a_claim(document, "bomb")
    beyond = replace(claim, claim=replace(claim.claim, evidence=(Span(0, 17),)))
    with pytest.raises(EvidenceError, match="reaches to 17, after the 16 characters"):
        store.put(start(store), a_coding(document, [beyond]), MADE_BY)
    assert store.count_documents() == 0


def test_a_put_that_fails_half_way_leaves_what_was_there(store: Store) -> None:
    document = a_document("A bomb went off in Orvelle.")
    claim = a_claim(document, "bomb")
    run = start(store)
    store.put(run, a_coding(document, [claim]), MADE_BY)
    renamed = replace(document, title="Blast")
    with pytest.raises(StoreError):
        store.put(run, a_coding(renamed, [claim, claim]), MADE_BY)
    assert list(store.documents()) == [document]
    assert list(store.claims()) == [claim]
    assert store.coding_of(document, MADE_BY) == CodingState.CODED
    assert store.search("blast") == []


# Copies


APPEARANCES = (
    a_document("A bomb went off.", path="b.txt", outlet="Orvelle Post", day=date(2020, 3, 2)),
    a_document("A bomb went off.", path="a.txt", outlet="Tarn Daily", day=date(2020, 3, 2)),
    a_document("A bomb went off.", path="d.txt", outlet="Orvelle Post", day=date(2020, 3, 3)),
    a_document("A bomb went off.", path="c.txt", url="https://news.example/1"),
    a_document("A bomb went off.", path="c.txt"),
)


@given(order=st.permutations(APPEARANCES))
@settings(max_examples=20, deadline=None)
@pytest.mark.parametrize("backend", BACKENDS)
def test_which_appearance_of_a_text_comes_first_does_not_depend_on_arrival(
    backend: str, tmp_path_factory: pytest.TempPathFactory, order: Sequence[Document]
) -> None:
    with BACKENDS[backend](tmp_path_factory.mktemp("store"), Clock()) as store:
        run = start(store)
        for document in order:
            claim = a_claim(document, "bomb", type_=f"as in {document.path} {document.url}")
            store.put(run, a_coding(document, [claim]), MADE_BY)
        first, *others = APPEARANCES
        assert list(store.documents()) == [first]
        assert [c.claim.type for c in store.claims()] == ["as in b.txt None"]
        copies = list(store.copies(first.id))
        assert [(c.path, c.url) for c in copies] == [(d.path, d.url) for d in others]
        assert all(store.coding_of(d, MADE_BY) == CodingState.CODED for d in APPEARANCES)
        assert store.check() == ()


def test_a_copy_needs_no_coding_and_is_recorded_once(store: Store) -> None:
    first, copy = APPEARANCES[:2]
    store.put(start(store), a_coding(first), MADE_BY)
    assert store.coding_of(copy, MADE_BY) == CodingState.COPY
    assert store.add_copy(copy)
    assert not store.add_copy(copy)
    assert store.coding_of(copy, MADE_BY) == CodingState.CODED
    (recorded,) = store.copies()
    assert (recorded.document_id, recorded.outlet) == (first.id, "Tarn Daily")
    assert recorded.published == copy.published


def test_the_document_itself_is_no_copy_of_it(store: Store) -> None:
    document = APPEARANCES[0]
    store.put(start(store), a_coding(document), MADE_BY)
    assert not store.add_copy(document)
    assert list(store.copies()) == []


def test_a_copy_of_nothing_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="no document"):
        store.add_copy(APPEARANCES[0])


# Finding documents


def test_a_document_is_found_by_id_start_of_id_path_and_file_name(store: Store) -> None:
    document = a_document("A bomb went off.", path="articles/may/blast.txt")
    other = a_document("Rain fell.", path="articles/june/rain.txt")
    run = start(store)
    for one in (document, other):
        store.put(run, a_coding(one), MADE_BY)
    store.add_copy(replace(document, path="reprint.txt"))
    for key in (document.id, document.id[:6], document.path, "blast.txt", "may/blast.txt"):
        assert key is not None
        assert store.find_document(key) == document
    assert store.find_document("reprint.txt") == document
    for key in ("", "last.txt", "%", "zzz", "\ud800"):
        assert store.find_document(key) is None


def test_a_name_that_several_documents_have_is_answered_with_a_list(store: Store) -> None:
    run = start(store)
    documents = [
        a_document(text, path=f"{folder}/blast.txt")
        for folder, text in (("a", "One."), ("b", "Two."))
    ]
    for document in documents:
        store.put(run, a_coding(document), MADE_BY)
    with pytest.raises(StoreError, match=r"several documents fit") as raised:
        store.find_document("blast.txt")
    assert all(document.id in str(raised.value) for document in documents)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bomb", {"orvelle", "tarn"}),
        ("BOMB orvelle", {"orvelle"}),
        ('"bomb went"', {"orvelle"}),
        ("bo*", {"orvelle", "tarn"}),
        ("cafe", {"tarn"}),
        ("blast", {"orvelle"}),
        ("bomb AND tarn", set()),
        ('"went bomb"', set()),
        ("", set()),
        ('"', set()),
        ("* ) NEAR(", set()),
    ],
)
def test_words_find_the_documents_that_hold_them_all(
    store: Store, words: str, found: set[str]
) -> None:
    texts = {
        "orvelle": a_document("A bomb went off in Orvelle.", title="Blast"),
        "tarn": a_document("The bomb at a café in Tarn failed.", title="No luck"),
    }
    run = start(store)
    for document in texts.values():
        store.put(run, a_coding(document), MADE_BY)
    assert set(store.search(words)) == {texts[name].id for name in found}
    assert len(store.search(words, limit=1)) == min(1, len(found))


# Runs and failures


def test_a_run_is_recorded_from_start_to_end(store: Store) -> None:
    run = start(store)
    (going,) = store.runs()
    assert (going.state, going.finished, going.totals) == (RunState.RUNNING, None, None)
    totals = RunTotals(documents=5, coded=2, skipped=2, failed=1, claims=7, events=3, unresolved=1)
    store.finish_run(run, totals)
    (done,) = store.runs()
    assert done.id == run
    assert done.state == RunState.FINISHED
    assert done.totals == totals
    assert done.start.made_by == MADE_BY
    assert done.start.arguments == ("code", "articles")
    assert done.started > NOON
    assert done.finished is not None
    assert done.started < done.finished


def test_a_second_run_beside_the_first_is_refused(store: Store) -> None:
    run = start(store)
    with pytest.raises(StoreError, match=f"run {run} goes on"):
        start(store)
    store.finish_run(run, RunTotals())
    assert start(store) > run


def test_nothing_is_put_without_a_run(store: Store) -> None:
    coding = a_coding(a_document("A bomb went off."))
    failure = Failure(path="a.txt", step=Step.READING, reason="it is empty")
    run = start(store)
    store.finish_run(run, RunTotals())
    for write in (
        lambda: store.put(run, coding, MADE_BY),
        lambda: store.add_failure(run, failure),
        lambda: store.finish_run(run, RunTotals()),
    ):
        with pytest.raises(StoreError, match="not going on"):
            write()


def test_failures_are_kept_by_run(store: Store) -> None:
    first = Failure(path="a.txt", step=Step.READING, reason="it is empty")
    second = Failure(path="b\udce9.txt", step=Step.CLAIMS, reason="no \0 please", document_id="d1")
    run = start(store)
    store.add_failure(run, first)
    store.finish_run(run, RunTotals())
    later = start(store)
    store.add_failure(later, second)
    assert store.failures(run) == [RunFailure(run_id=run, failure=first)]
    assert [f.failure for f in store.failures()] == [first, second]


# Events


def stored_events(store: Store) -> dict[str, Event]:
    run = start(store)
    texts = {
        "orvelle": a_document("A bomb went off in Orvelle, and a raid followed."),
        "tarn": a_document("The bomb at a café in Tarn failed."),
    }
    claims = {}
    for name, document in texts.items():
        claims[name] = a_claim(document, "bomb")
        store.put(run, a_coding(document, [claims[name]]), MADE_BY)
    events = [
        an_event(
            "aa01",
            [claims["orvelle"]],
            time=an_interval(date(2020, 3, 1), date(2020, 3, 5)),
            places=[a_place("Orvelle", "AD", admin1="São Lim")],
            killed=(3, 4),
            sources=2,
            disputed=True,
        ),
        an_event(
            "aa02",
            [claims["tarn"]],
            stage=Stage.FOILED,
            time=an_interval(date(2020, 3, 10)),
            places=[a_place("Tarn", "TD"), a_place("Omarn", "PE")],
            killed=(7, None),
        ),
        an_event("ab03", [claims["orvelle"], claims["tarn"]], type_="raid", status=Status.CLAIMED),
        an_event("b04", [claims["tarn"]], scope=Scope.AGGREGATE, sources=3),
    ]
    store.replace_events(reversed(events))
    return {event.id: event for event in events}


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (EventFilters(), ["aa01", "aa02", "ab03", "b04"]),
        (EventFilters(types=("raid", "arrest")), ["ab03"]),
        (EventFilters(stages=(Stage.FOILED,)), ["aa02"]),
        (EventFilters(statuses=(Status.CLAIMED,)), ["ab03"]),
        (EventFilters(scope=Scope.AGGREGATE), ["b04"]),
        (EventFilters(since=date(2020, 3, 5)), ["aa01", "aa02"]),
        (EventFilters(since=date(2020, 3, 6)), ["aa02"]),
        (EventFilters(until=date(2020, 3, 1)), ["aa01"]),
        (EventFilters(until=date(2020, 2, 29)), []),
        (EventFilters(since=date(2020, 3, 3), until=date(2020, 3, 4)), ["aa01"]),
        (EventFilters(countries=("AD", "TD")), ["aa01", "aa02"]),
        (EventFilters(countries=("PE",)), []),
        (EventFilters(place="orv"), ["aa01"]),
        (EventFilters(place="SAO L"), ["aa01"]),
        (EventFilters(place="omarn"), ["aa02"]),
        (EventFilters(place="arn"), []),
        (EventFilters(place="tarn omarn"), []),
        (EventFilters(place="%"), []),
        (EventFilters(text="cafe"), ["aa02", "ab03", "b04"]),
        (EventFilters(text='" OR'), []),
        (EventFilters(disputed=True), ["aa01"]),
        (EventFilters(disputed=False, types=("raid",)), ["ab03"]),
        (EventFilters(order=EventOrder.NEWEST, limit=1), ["aa02"]),
        (EventFilters(order=EventOrder.KILLED), ["aa02", "aa01", "ab03", "b04"]),
        (EventFilters(order=EventOrder.SOURCES), ["b04", "aa01", "aa02", "ab03"]),
        (EventFilters(order=EventOrder.ID, limit=2), ["aa01", "aa02"]),
    ],
)
def test_filters_choose_and_sort_events(
    store: Store, filters: EventFilters, ids: list[str]
) -> None:
    events = stored_events(store)
    assert list(store.events(filters)) == [events[id_] for id_ in ids]
    if filters.limit is None:
        assert store.count_events(filters) == len(ids)


def test_the_count_of_events_does_not_mind_the_limit(store: Store) -> None:
    assert store.count_events(EventFilters(limit=1)) == 0
    stored_events(store)
    assert store.count_events(EventFilters(limit=1)) == 4


def test_events_of_one_document_are_those_with_a_claim_in_it(store: Store) -> None:
    stored_events(store)
    (tarn,) = store.search("tarn")
    found = [event.id for event in store.events(EventFilters(document=tarn))]
    assert found == ["aa02", "ab03", "b04"]


def test_an_event_is_found_by_a_unique_start_of_its_id(store: Store) -> None:
    events = stored_events(store)
    assert store.event("aa01") == events["aa01"]
    assert store.event("ab") == events["ab03"]
    assert store.event("c") is None
    assert store.event("") is None
    assert store.event("\ud800") is None
    with pytest.raises(StoreError, match='several events fit "aa": aa01, aa02'):
        store.event("aa")


def test_a_whole_id_is_found_though_others_start_with_it(store: Store) -> None:
    stored_events(store)
    claim = next(iter(store.claims()))
    store.replace_events([an_event("aa", [claim]), an_event("aab", [claim])])
    found = store.event("aa")
    assert found is not None
    assert found.id == "aa"


def test_events_are_replaced_as_a_whole(store: Store) -> None:
    stored_events(store)
    claim = next(iter(store.claims()))
    store.replace_events([an_event("cc", [claim])])
    assert [event.id for event in store.events()] == ["cc"]


def test_an_event_of_an_unknown_claim_is_refused_and_the_old_events_stay(store: Store) -> None:
    events = stored_events(store)
    stranger = a_claim(a_document("A bomb was found."), "bomb")
    with pytest.raises(StoreError, match=f"event cc names claim {stranger.claim.id}"):
        store.replace_events([an_event("cc", [stranger])])
    assert {event.id: event for event in store.events()} == events


def test_events_stay_but_are_not_current_once_a_claim_has_changed(store: Store) -> None:
    events = stored_events(store)
    assert store.events_are_current()
    store.finish_run(store.runs()[-1].id, RunTotals())
    (orvelle,) = (d for d in store.documents() if "Orvelle" in d.text)
    store.put(start(store), a_coding(orvelle, [a_claim(orvelle, "raid")]), MADE_LATER)
    assert not store.events_are_current()
    assert {event.id: event for event in store.events()} == events
    store.replace_events([])
    assert store.events_are_current()


def test_events_may_be_linked_while_claims_are_read(store: Store) -> None:
    stored_events(store)
    store.replace_events(an_event(c.claim.id, [c]) for c in store.claims())
    assert store.count_events() == store.count_claims() == 2
