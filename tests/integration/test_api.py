"""The REST interface over a store of the sample articles."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator

import jsonschema
import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from dateline.exports.jsonl import load_schema
from dateline.server.api.routes import routes
from dateline.server.app import create_app
from dateline.server.config import ServerConfig
from dateline.store.interface import Store


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory, sample_store: Store) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("api") / "events.db"
    assert sample_store.path is not None
    with sqlite3.connect(sample_store.path) as source, sqlite3.connect(path) as target:
        source.backup(target)
    app = create_app(ServerConfig(store=path))
    with TestClient(app, base_url="http://127.0.0.1:8321") as client:
        yield client


def test_every_endpoint_is_described_and_every_description_served(api: TestClient) -> None:
    description = api.get("/api/v1/openapi.json").json()
    served = {route.path for route in routes if isinstance(route, Route)}
    described = {f"/api/v1{path}" for path in description["paths"]}
    assert served <= described
    assert not [path for path in described - served if "decisions" not in path]


def test_events_are_those_of_the_store_as_the_exports_have_them(
    api: TestClient, sample_store: Store
) -> None:
    body = api.get("/api/v1/events?scope=all&limit=500").json()
    assert body["total"] == sample_store.count_events() == len(body["events"])
    assert {e["event"]["id"] for e in body["events"]} == {e.id for e in sample_store.events()}
    validator = jsonschema.Draft202012Validator(load_schema())
    for event in body["events"]:
        validator.validate(event)


def test_pages_follow_each_other_and_hold_every_event_once(api: TestClient) -> None:
    whole = api.get("/api/v1/events?scope=all&limit=500&as=line&order=-killed").json()["events"]
    seen: list[str] = []
    address: str | None = "/api/v1/events?scope=all&limit=7&as=line&order=-killed"
    while address:
        answer = api.get(address)
        seen += [event["id"] for event in answer.json()["events"]]
        address = answer.links.get("next", {}).get("url")
    assert seen == [event["id"] for event in whole]
    assert len(seen) == len(set(seen)) > 7


def test_a_tag_spares_an_answer_until_something_else_is_asked(api: TestClient) -> None:
    first = api.get("/api/v1/events?limit=2")
    again = api.get("/api/v1/events?limit=2", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = api.get("/api/v1/events?limit=3", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200


def test_one_event_its_case_and_its_history(api: TestClient) -> None:
    (event,) = api.get("/api/v1/events?limit=1").json()["events"]
    id_ = event["event"]["id"]
    assert api.get(f"/api/v1/events/{id_[:8]}").json() == event
    case = api.get(f"/api/v1/events/{id_}/case").json()

    def ids(node: dict[str, object]) -> list[object]:
        below = node["followed_by"]
        assert isinstance(below, list)
        return [node["event"], *(i for child in below for i in ids(child))]

    assert id_ in ids(case)
    assert api.get(f"/api/v1/events/{id_}/history").json()["event"] == id_


def test_claims_and_documents_agree(api: TestClient) -> None:
    claim = api.get("/api/v1/claims?limit=1").json()["claims"][0]
    document = api.get(f"/api/v1/documents/{claim['document']}").json()
    assert {"document": claim["document"], **_by_id(document)[claim["id"]]} == claim
    assert api.get(f"/api/v1/claims/{claim['id']}").json() == claim
    jsonschema.Draft202012Validator(load_schema()).validate(document)


def _by_id(document: dict[str, list[dict[str, object]]]) -> dict[object, dict[str, object]]:
    return {claim["id"]: claim for claim in document["claims"]}


def test_documents_are_listed_to_the_end_and_found_by_words(api: TestClient) -> None:
    listed: list[str] = []
    address: str | None = "/api/v1/documents?limit=5"
    while address:
        answer = api.get(address)
        listed += [document["id"] for document in answer.json()["documents"]]
        address = answer.links.get("next", {}).get("url")
    assert len(listed) == answer.json()["total"] == len(set(listed))
    found = api.get("/api/v1/documents?q=police").json()
    assert {document["id"] for document in found["documents"]} <= set(listed)


def test_facets_timeline_and_map_count_the_same_events(api: TestClient) -> None:
    total = api.get("/api/v1/events?limit=1").json()["total"]
    facets = {f["name"]: f for f in api.get("/api/v1/facets").json()["facets"]}
    assert sum(option["count"] for option in facets["type"]["options"]) <= total
    assert sum(option["count"] for option in facets["disputed"]["options"]) == total
    timeline = api.get("/api/v1/timeline?unit=year").json()
    assert sum(timeline["exact"]) + sum(timeline["wide"]) + timeline["undated"] == total
    view = api.get("/api/v1/map").json()
    placed = len(view["points"]) + sum(area["count"] for area in view["areas"])
    assert placed + view["unplaced"] == total


@pytest.mark.parametrize("path", ["/api/v1/exports/events.{}", "/download?format={}"])
def test_files_hold_exactly_what_the_query_finds(api: TestClient, path: str) -> None:
    total = api.get("/api/v1/events?limit=1&type=arrest").json()["total"]

    def fetch(shape: str) -> str:
        address = path.format(shape)
        answer = api.get(f"{address}{'&' if '?' in address else '?'}type=arrest")
        assert answer.headers["content-disposition"].endswith(f'dateline-events.{shape}"')
        return answer.text

    assert len(list(csv.DictReader(io.StringIO(fetch("csv"))))) == total
    assert len(fetch("jsonl").splitlines()) == total
    assert len(json.loads(fetch("geojson"))["features"]) == total
    report = fetch("html")
    assert report.startswith("<!doctype html>")
    assert "<script src" not in report


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/events?since=soon", 400),
        ("/api/v1/events?limit=0", 400),
        ("/api/v1/events?limit=1_0", 400),
        ("/api/v1/events?as=poem", 400),
        ("/api/v1/map?zoom=99", 400),
        ("/api/v1/totals?year=12", 400),
        ("/api/v1/events/none", 404),
        ("/api/v1/events/%2e%2e%2f%2e%2e%2fetc", 404),
        ("/api/v1/claims/none", 404),
        ("/api/v1/documents/none", 404),
        ("/api/v1/exports/events.xlsx", 404),
        ("/api/v1/nothing", 404),
        ("/download?format=exe", 400),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(
    api: TestClient, address: str, status: int
) -> None:
    answer = api.get(address)
    assert answer.status_code == status
    if address.startswith("/api/"):
        assert answer.json()["error"]
