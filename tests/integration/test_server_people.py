"""People decide, work through the queue, add claims and code a second time, without a script."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dateline.core.claims import Role
from dateline.core.decisions import DecisionKind
from dateline.core.documents import Span
from dateline.core.events import Event
from dateline.core.grounded import Interval
from dateline.core.people import UserRole
from dateline.server.config import Mode
from dateline.server.people.queue import draw_sample
from dateline.store.interface import Store
from dateline.store.second_coding import TargetKind
from dateline.store.sqlite import open_store
from tests.integration.app import (
    add_users,
    app_over,
    browser,
    copy_of,
    form_in,
    make_store,
    quick_apps,
    sign_in,
    words_of,
)
from tests.integration.store_examples import MADE_BY, start
from tests.integration.test_decisions import BOMB_1, RAID_1, a_report


@pytest.fixture(scope="module", autouse=True)
def _codebook_once() -> Iterator[None]:
    with quick_apps():
        yield


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = make_store(tmp_path_factory.mktemp("store") / "full.db", reports=4)
    add_users(
        path,
        cody=UserRole.CODER,
        cora=UserRole.CODER,
        ada=UserRole.ADJUDICATOR,
    )
    return path


@pytest.fixture
def path(full: Path, tmp_path: Path) -> Path:
    return copy_of(full, tmp_path)


@pytest.fixture
def local(path: Path) -> Iterator[Starlette]:
    with app_over(path) as app:
        yield app


@pytest.fixture
def client(local: Starlette) -> Iterator[TestClient]:
    with browser(local) as client:
        yield client


def in_store(app: Starlette) -> Store:
    """Return what tells of the app's store; it is asked in the thread that has it open."""

    class Asked:
        def __getattr__(self, name: str) -> object:
            return lambda *given, **named: app.state.desks.writers.people.run(
                lambda store: _listed(getattr(store, name)(*given, **named))
            )

    return Asked()  # type: ignore[return-value]


def _listed(found: object) -> object:
    return list(found) if isinstance(found, Iterator) else found


def event_of(app: Starlette, claim: str) -> Event:
    return next(event for event in in_store(app).events() if claim in event.claims)


def decide(client: TestClient, page: str, kind: str, **more: object) -> str:
    """Send a form of a page with some fields filled in, and return where it leads."""
    form = form_in(client.get(page).text, f"/decide/{kind}" if kind != "undo" else "/undo")
    answer = client.post(f"/decide/{kind}", data={**form, **more})
    assert answer.status_code == 303, words_of(answer.text)
    return answer.headers["location"]


def test_a_ruling_is_stored_with_author_reason_and_the_seconds_it_took(
    local: Starlette, client: TestClient
) -> None:
    event = event_of(local, BOMB_1.claim.id)
    decide(client, f"/event/{event.id}", "accept", seconds="12.3")
    decide(client, f"/event/{event.id}", "reject", reason="a drill", seconds="")
    accept, reject = in_store(local).decisions()
    assert (accept.kind, accept.author, accept.reason) == (
        DecisionKind.ACCEPT,
        "Ira",
        "read, and right",
    )
    assert reject.reason == "a drill"
    took = local.state.desks.writers.people.run(
        lambda store: store.people.seconds([accept.id, reject.id])
    )
    assert took[accept.id] == 12.3
    assert 0 <= took[reject.id] < 60
    assert in_store(local).events_are_current()


def test_every_kind_of_ruling_can_be_made_and_taken_back(
    local: Starlette, client: TestClient
) -> None:
    def state() -> list[Event]:
        return in_store(local).events()  # type: ignore[return-value]

    bomb, raid = event_of(local, BOMB_1.claim.id), event_of(local, RAID_1.claim.id)
    way = f"/event/{bomb.id}"
    rulings: list[tuple[str, dict[str, object]]] = [
        ("correct", {"field": "killed.victims", "value": "7..8"}),
        ("correct", {"field": "time", "value": "2031-05"}),
        ("correct", {"field": "place", "value": "Farhold", "country": "XX"}),
        ("correct", {"field": "stage", "value": "foiled"}),
        ("correct", {"field": "killed.victims", "value": "", "clear": "1"}),
        ("merge", {"with": raid.id}),
        ("split", {"claim": bomb.claims[0]}),
        ("relate", {"relation": "led_to", "other": raid.id}),
        ("reject", {}),
        ("accept", {}),
    ]
    for kind, fields in rulings:
        before = state()
        decide(client, way, kind, **fields)
        made = in_store(local).decisions()[-1]
        assert made.kind == kind
        if kind != "accept":
            assert state() != before
        csrf = re.search(r'name="csrf" value="(\w+)"', client.get(f"/event/{raid.id}").text)
        assert csrf is not None
        undone = client.post("/undo", data={"csrf": csrf[1], "decision": made.id})
        assert undone.status_code == 303
        assert state() == before


def test_documents_are_retracted_and_ruled_duplicates(local: Starlette, client: TestClient) -> None:
    csrf = form_in(client.get("/queue").text, "/decide/accept")["csrf"]
    ids = [a_report(number).id for number in (1, 2)]
    for kind, fields in (("duplicate", {"document": ids}), ("retract", {"document": ids[0]})):
        answer = client.post(f"/decide/{kind}", data={"csrf": csrf, **fields})
        assert answer.status_code == 303
    assert [d.kind for d in in_store(local).decisions()] == ["duplicate", "retract"]
    assert all(ids[0] not in event.documents for event in in_store(local).events())


def test_the_second_of_two_who_rule_at_once_sees_what_the_first_did(
    local: Starlette, client: TestClient
) -> None:
    event = event_of(local, BOMB_1.claim.id)
    way = f"/event/{event.id}"
    mine = form_in(client.get(way).text, "/decide/reject")
    with browser(local) as other:
        decide(other, way, "correct", field="killed.victims", value="12")
    answer = client.post("/decide/reject", data=mine)
    assert answer.status_code == 409
    said = words_of(answer.text)
    assert "12 (by decision)" in said
    assert "killed, victims set to 12" in said
    assert len(in_store(local).decisions()) == 1
    again = form_in(client.get(way).text, "/decide/reject")
    assert client.post("/decide/reject", data=again).status_code == 303


def test_what_was_merged_away_meanwhile_is_told(local: Starlette, client: TestClient) -> None:
    bomb, raid = event_of(local, BOMB_1.claim.id), event_of(local, RAID_1.claim.id)
    forms = {
        e.id: form_in(client.get(f"/event/{e.id}").text, "/decide/accept") for e in (bomb, raid)
    }
    decide(client, f"/event/{bomb.id}", "merge", **{"with": raid.id})
    heir = event_of(local, BOMB_1.claim.id)
    gone = raid if heir.id == bomb.id else bomb
    answer = client.post("/decide/accept", data=forms[gone.id])
    assert answer.status_code == 409
    assert "part of another event" in words_of(answer.text)


def test_what_cannot_be_ruled_is_refused_in_words(local: Starlette, client: TestClient) -> None:
    way = f"/event/{event_of(local, BOMB_1.claim.id).id}"
    for kind, fields in (
        ("correct", {"field": "killed.victims", "value": "many"}),
        ("correct", {"field": "colour", "value": "red"}),
        ("correct", {"field": "type", "value": "picnic"}),
        ("merge", {"with": "ffff"}),
        ("split", {}),
        ("relate", {"relation": "cousin_of", "other": "x"}),
    ):
        form = form_in(client.get(way).text, f"/decide/{kind}")
        form.pop("claim", None)
        answer = client.post(f"/decide/{kind}", data={**form, **fields})
        assert answer.status_code == 422, kind
        assert "could not be decided" in words_of(answer.text)
    assert client.post("/decide/guess", data=form).status_code == 404
    assert in_store(local).decisions() == []


def test_while_another_process_codes_rulings_are_stored_and_wait(
    local: Starlette, client: TestClient, path: Path
) -> None:
    way = f"/event/{event_of(local, BOMB_1.claim.id).id}"
    with open_store(path) as coding:
        start(coding, MADE_BY)
        decide(client, way, "correct", field="killed.victims", value="12")
        assert len(in_store(local).decisions()) == 1
        assert not in_store(local).events_are_current()
        assert "counts from the next linking on" in words_of(client.get(way).text)
        seen = form_in(client.get(way).text, "/decide/reject")
        decide(client, way, "correct", field="killed.victims", value="13")
        assert client.post("/decide/reject", data=seen).status_code == 409
    decide(client, way, "accept")
    assert in_store(local).events_are_current()
    assert "13" in words_of(client.get(way).text)


# The queue


def test_one_ruling_leads_to_the_next_event_and_undo_leads_back(
    local: Starlette, client: TestClient
) -> None:
    page = client.get("/queue")
    first = form_in(page.text, "/decide/accept")
    where = decide(client, "/queue", "accept")
    after = client.get(where)
    second = form_in(after.text, "/decide/accept")
    assert second["target"] != first["target"]
    assert "accepted (Ira" in words_of(after.text)
    assert "1 of" in words_of(after.text)
    back = form_in(after.text, "/undo")
    answer = client.post("/undo", data=back)
    again = form_in(client.get(answer.headers["location"]).text, "/decide/accept")
    assert again["target"] == first["target"]


def test_a_queue_ends(local: Starlette, client: TestClient) -> None:
    for _ in range(20):
        page = client.get("/queue")
        if "Nothing is left" in page.text:
            break
        decide(client, "/queue", "accept")
    assert "Nothing is left" in page.text
    left = in_store(local).count_events()
    assert f"{left} of {left} reviewed" in words_of(page.text)


def test_skipping_decides_nothing(local: Starlette, client: TestClient) -> None:
    page = client.get("/queue").text
    first = form_in(page, "/decide/accept")["target"]
    skip = re.search(r'href="([^"]*)" data-key="n"', page)
    assert skip is not None
    after = client.get(skip[1].replace("&amp;", "&")).text
    assert form_in(after, "/decide/accept")["target"] != first
    assert in_store(local).decisions() == []


@pytest.mark.parametrize("kind", ["confidence", "disputed", "single", "new", "sample"])
def test_every_queue_opens(client: TestClient, kind: str) -> None:
    for way in (f"/queue?by={kind}", f"/queue/list?by={kind}"):
        assert client.get(way).status_code == 200
    for wrong in ("by=dice", "by=sample&size=0", "by=sample&seed=x", "since=soon"):
        assert client.get(f"/queue?{wrong}").status_code == 400


def test_a_sample_is_always_the_same_and_stays_when_events_are_added() -> None:
    ids = [f"e{number}" for number in range(500)]
    drawn = draw_sample(ids, size=40, seed=1)
    assert drawn == draw_sample(reversed(ids), size=40, seed=1)
    assert drawn != draw_sample(ids, size=40, seed=2)
    assert len(set(drawn) & set(draw_sample([*ids, "new"], size=40, seed=1))) >= 39


def test_a_bulk_rules_on_what_is_listed_and_is_taken_back_as_one(
    local: Starlette, client: TestClient
) -> None:
    page = client.get("/queue/list")
    ids = re.findall(r'name="target" value="(\w+)"', page.text)[:2]
    form = form_in(page.text, "/queue/confirm")
    confirm = client.post("/queue/confirm", data={**form, "target": ids, "verdict": "reject"})
    assert "Reject 2 events" in words_of(confirm.text)
    fields = form_in(confirm.text, "/decide/reject")
    marks = re.findall(r'name="seen" value="([^"]+)"', confirm.text)
    before = in_store(local).events()
    three = {**fields, "target": [*ids, "ffff"], "seen": marks}
    assert client.post("/decide/reject", data=three).status_code == 422
    done = client.post("/decide/reject", data={**fields, "target": ids, "seen": marks})
    assert done.status_code == 303
    (decision,) = in_store(local).decisions()
    assert not {event.id for event in in_store(local).events()} & set(ids)
    csrf = fields["csrf"]
    client.post("/undo", data={"csrf": csrf, "decision": decision.id})
    assert in_store(local).events() == before


# Claims


def test_a_missed_claim_is_added_from_words_of_the_text(
    local: Starlette, client: TestClient
) -> None:
    report = a_report(1)
    way = f"/document/{report.id}/add"
    assert "not in the text" in words_of(client.get(way, params={"words": "picnic"}).text)
    assert client.get(way, params={"words": "i"}).text.count("<strong>") > 2
    page = client.get(way, params={"words": "followed"})
    form = form_in(page.text, "/decide/add")
    assert form["time"] == "2031-05-04"
    answer = client.post("/decide/add", data={**form, "type": "arson", "killed.victims": "2.."})
    assert answer.status_code == 303
    claims = in_store(local).claims(report.id)
    (added,) = [grounded for grounded in claims if grounded.claim.type == "arson"]
    assert added.toll[0].count.low == 2
    assert "Done: claim added" in words_of(client.get(answer.headers["location"]).text)


def test_who_takes_part_how_many_and_who_says_so_are_read_from_the_words_marked(
    local: Starlette, client: TestClient
) -> None:
    report = a_report(1)
    page = client.get(f"/document/{report.id}/add", params={"words": "followed"})
    form = form_in(page.text, "/decide/add")
    words = report.text_at(Span(0, len(report.text)))
    noun = next(word for word in words.split() if word.istitle())
    data = {**form, "type": "arson", "role": ["target", "victim"], "party": [noun, ""]}
    data |= {"source": noun, "time": "", "place": ""}
    assert client.post("/decide/add", data=data).status_code == 303
    claims = in_store(local).claims(report.id)
    (added,) = [grounded for grounded in claims if grounded.claim.type == "arson"]
    ((argument,), (attribution,)) = (added.arguments, added.claim.attribution)
    assert report.text_at(argument.argument.mention) == noun
    assert argument.argument.role is Role.TARGET
    assert report.text_at(attribution.source) == noun
    assert not isinstance(added.time, Interval)
    for wrong in ({"party": ["a picnic", ""]}, {"source": "a picnic"}, {"killed.victims": noun}):
        answer = client.post("/decide/add", data={**data, **wrong})
        assert answer.status_code == 422


def test_a_name_that_several_places_have_is_settled_with_one_click(
    local: Starlette, client: TestClient
) -> None:
    event = event_of(local, BOMB_1.claim.id)
    form = form_in(client.get(f"/event/{event.id}").text, "/decide/correct")
    data = {**form, "field": "place", "value": "San Jose"}
    answer = client.post("/decide/correct", data=data)
    assert answer.status_code == 422
    asked = form_in(answer.text, "/decide/correct")
    ids = re.findall(r'<button name="value" value="([^"]+)"', answer.text)
    assert len(ids) > 1
    settled = client.post("/decide/correct", data={**asked, "value": ids[0]})
    assert settled.status_code == 303
    place = event_of(local, BOMB_1.claim.id).place.value
    assert place is not None
    assert place.gazetteer == ids[0]


def test_words_counted_otherwise_by_a_browser_are_refused(
    local: Starlette, client: TestClient
) -> None:
    way = f"/document/{a_report(1).id}/add"
    form = form_in(client.get(way, params={"words": "followed"}).text, "/decide/add")
    form |= {
        "type": "arson",
        "start": str(int(form["start"]) - 1),
        "end": str(int(form["end"]) - 1),
    }
    answer = client.post("/decide/add", data=form)
    assert answer.status_code == 422
    assert in_store(local).decisions() == []
    for start_, end in (("5", "2"), ("x", "9"), ("0", "999999")):
        assert client.get(way, params={"start": start_, "end": end}).status_code == 400


def test_the_words_of_a_claim_are_corrected(local: Starlette, client: TestClient) -> None:
    way = f"/claim/{BOMB_1.claim.id}/span"
    form = form_in(client.get(way, params={"words": "went off"}).text, "/decide/span")
    assert client.post("/decide/span", data=form).status_code == 303
    claim = in_store(local).claim(BOMB_1.claim.id)
    assert claim is not None
    assert a_report(1).text_at(claim.claim.trigger.span) == "went off"


# Programs


def test_a_program_rules_as_a_person_does(local: Starlette, client: TestClient) -> None:
    event = event_of(local, BOMB_1.claim.id)

    def post(**body: object) -> tuple[int, dict[str, object]]:
        answer = client.post("/api/v1/decisions", json=body)
        return answer.status_code, answer.json()

    status, made = post(
        kind="correct", event=event.id, field="killed.victims", value="7..8", reason="the list"
    )
    assert status == 201
    assert made["linked"] is True
    assert made["changed"] == [event.id]
    (decision,) = in_store(local).decisions()
    assert (decision.author, decision.reason) == ("Ira", "the list")
    assert post(kind="undo", decision=decision.id, reason="not so")[0] == 201
    assert post(kind="accept", target=["ffff"], reason="x")[0] == 422
    for wrong in ({}, {"kind": "guess", "reason": "x"}, {"kind": "accept", "reason": "x", "y": 1}):
        assert post(**wrong)[0] == 400
    text = client.post(
        "/api/v1/decisions", content=b"\xff{", headers={"Content-Type": "application/json"}
    )
    assert text.status_code == 400


def test_a_program_adds_a_claim_and_puts_it_on_other_words(
    local: Starlette, client: TestClient
) -> None:
    report = a_report(1)
    start = report.text.index("followed")
    body = {"kind": "add", "document": [report.id], "start": start, "end": start + 8}
    body |= {"reason": "missed", "type": "arson", "details": {"stage": "attempted"}}
    assert client.post("/api/v1/decisions", json=body).status_code == 201
    claims = in_store(local).claims(report.id)
    (added,) = [grounded.claim for grounded in claims if grounded.claim.type == "arson"]
    assert added.stage == "attempted"
    moved = {"kind": "span", "claim": [added.id], "start": start, "end": start + 6, "reason": "x"}
    assert client.post("/api/v1/decisions", json=moved).status_code == 201
    now = in_store(local).claim(added.id)
    assert now is not None
    assert report.text_at(now.claim.trigger.span) == "follow"
    faults: list[dict[str, object]] = [
        {"start": None},
        {"document": []},
        {"type": "picnic"},
        {"end": start},
    ]
    for wrong in faults:
        assert client.post("/api/v1/decisions", json={**body, **wrong}).status_code == 422


def test_a_program_that_saw_an_older_revision_is_told_what_changed(
    local: Starlette, client: TestClient
) -> None:
    event = event_of(local, BOMB_1.claim.id)
    way = f"/api/v1/events/{event.id}"
    revision = client.get(way).headers["dateline-revision"]
    body = {"kind": "correct", "event": event.id, "field": "stage", "reason": "the list"}
    first = client.post(
        "/api/v1/decisions",
        json={**body, "value": "attempted"},
        headers={"If-Match": f'"{revision}"'},
    )
    assert first.status_code == 201
    for told in ({"headers": {"If-Match": f'"{revision}"'}}, {"seen": {event.id: revision}}):
        seen = {"seen": told["seen"]} if "seen" in told else {}
        answer = client.post(
            "/api/v1/decisions",
            json={**body, "value": "foiled", **seen},
            headers=told.get("headers", {}),
        )
        assert answer.status_code == (409 if seen else 412)
        (stale,) = answer.json()["stale"]
        assert stale["now"] == event.id
        assert stale["revision"] == client.get(way).headers["dateline-revision"] != revision
        assert {"field": "stage", "before": "accomplished", "after": "attempted (by decision)"} in (
            stale["changes"]
        )
        assert [made["author"] for made in stale["decisions"]] == ["Ira"]
    assert len(in_store(local).decisions()) == 1
    again = {"If-Match": f'"{stale["revision"]}"'}
    answer = client.post("/api/v1/decisions", json={**body, "value": "foiled"}, headers=again)
    assert answer.status_code == 201
    wrong = client.post("/api/v1/decisions", json={**body, "value": "x"}, headers={"If-Match": "*"})
    assert wrong.status_code == 422


# Second coding


@pytest.fixture
def team(path: Path) -> Iterator[Starlette]:
    with app_over(path, Mode.TEAM) as app:
        yield app


def assign(team: Starlette, *, mode: str, kind: str = "event", targets: str = "") -> None:
    with browser(team) as ada:
        assert sign_in(ada, "ada") == 303
        form = form_in(ada.get("/assignments").text, "/assignments")
        form |= {"round": "pilot", "mode": mode, "kind": kind, "targets": targets}
        answer = ada.post("/assignments", data={**form, "coder": ["cody", "cora"]})
        assert answer.status_code == 303, words_of(answer.text)


def code(client: TestClient, **answers: str) -> dict[str, str]:
    """Code the first open task, and return what its form held before."""
    page = client.get("/assignments").text
    number = re.search(r'href="/code/(\d+)"(?:(?!</tr>).)*open', page, re.DOTALL)
    assert number is not None
    way = f"/code/{number[1]}"
    form = form_in(client.get(way).text, way)
    answer = client.post(way, data={**form, "relevant": "yes", **answers})
    assert answer.status_code == 303, words_of(answer.text)
    return form


def test_whoever_codes_later_never_sees_earlier_answers(team: Starlette) -> None:
    event = event_of(team, BOMB_1.claim.id)
    assign(team, mode="scratch", targets=event.id)
    with browser(team) as cody, browser(team) as cora:
        sign_in(cody, "cody")
        sign_in(cora, "cora")
        blank = code(cody, type="arson", time="2030-01-01", place="", stage="foiled")
        assert blank["type"] == blank["time"] == ""
        theirs = [each.number for each in _assignments(team) if each.task.coder == "cody"]
        assert cora.get(f"/code/{theirs[0]}").status_code == 404
        assert cora.post(f"/code/{theirs[0]}", data=blank).status_code in (403, 404)
        page = cora.get("/assignments").text
        mine = re.search(r'href="(/code/\d+)"', page)
        assert mine is not None
        for seen in (page, cora.get(mine[1]).text):
            for secret in ("2030-01-01", "cody", 'value="arson" selected', 'foiled" selected'):
                assert secret not in seen
        for way in ("/adjudicate", "/agreement", f"/adjudicate/event/{event.id}?round=pilot"):
            assert cora.get(way).status_code == 403


def _assignments(app: Starlette):  # type: ignore[no-untyped-def]
    return app.state.desks.writers.people.run(lambda store: store.second_codings.assignments())


def test_from_suggestions_the_form_begins_with_what_the_machine_says(team: Starlette) -> None:
    event = event_of(team, BOMB_1.claim.id)
    with browser(team) as ada:
        sign_in(ada, "ada")
        decide(ada, f"/event/{event.id}", "correct", field="type", value="arson")
    assign(team, mode="suggestions", targets=event.id)
    with browser(team) as cody:
        sign_in(cody, "cody")
        form = code(cody)
        assert form["type"] == "bombing"
        assert form["killed.victims"] == "3"
    (task, *_) = [each.task for each in _assignments(team)]
    assert task.kind is TargetKind.EVENT
    assert json.loads(task.machine["type"] or "") == "bombing"


def test_differences_are_settled_side_by_side_and_correct_the_event(team: Starlette) -> None:
    event = event_of(team, BOMB_1.claim.id)
    assign(team, mode="suggestions", targets=event.id)
    with browser(team) as cody, browser(team) as cora:
        sign_in(cody, "cody")
        sign_in(cora, "cora")
        code(cody, type="arson")
        code(cora, type="raid")
    way = f"/adjudicate/event/{event.id}"
    with browser(team) as ada:
        sign_in(ada, "ada")
        listed = ada.get("/adjudicate?round=pilot")
        assert way in listed.text
        page = ada.get(f"{way}?round=pilot")
        said = words_of(page.text)
        assert "cody" in said
        assert "cora" in said
        form = form_in(page.text, way)
        options = re.search(r'<select name="type".*?</select>', page.text, re.DOTALL)
        assert options is not None
        raid = re.search(r'value="(\d)"[^>]*>Raid', options[0])
        assert raid is not None
        # Where coders differ nothing is chosen beforehand.
        assert ada.post(way, data=form).status_code == 422
        answer = ada.post(way, data={**form, "type": raid[1], "correct": "1"})
        assert answer.status_code == 303
        assert "settled" in words_of(ada.get("/adjudicate?round=pilot").text)
    assert event_of(team, BOMB_1.claim.id).type.value == "raid"
    assert [d.author for d in in_store(team).decisions()] == ["ada"]


def test_agreement_is_refused_for_few_and_told_for_many(team: Starlette) -> None:
    documents = " ".join(a_report(number).id for number in (1, 2))
    assign(team, mode="suggestions", kind="document", targets=documents)
    with browser(team) as cody, browser(team) as cora, browser(team) as ada:
        for client, name in ((cody, "cody"), (cora, "cora"), (ada, "ada")):
            sign_in(client, name)
        for client in (cody, cora):
            code(client)
            code(client, relevant="no")
        few = words_of(ada.get("/agreement?round=pilot").text)
        assert "answered by two coders: 2; figures are told from 10" in few
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("dateline.server.people.second.LEAST_UNITS", 2)
            told = words_of(ada.get("/agreement?round=pilot&coder=cody&coder=cora").text)
            assert "100 %" in told
            beside = ada.get("/agreement?round=pilot&coder=cody&coder=machine")
            assert beside.status_code == 200
