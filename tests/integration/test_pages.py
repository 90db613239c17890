"""Totals, cases and coverage over the sample articles: pages and endpoints tell the same."""

import re
import sqlite3
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from dateline.server.app import create_app
from dateline.server.config import ServerConfig
from dateline.store.interface import Store
from tests.integration.app import words_of


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, sample_store: Store) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("pages") / "events.db"
    assert sample_store.path is not None
    with sqlite3.connect(sample_store.path) as source, sqlite3.connect(path) as target:
        source.backup(target)
    with TestClient(create_app(ServerConfig(store=path)), base_url="http://127.0.0.1:8321") as one:
        yield one


@pytest.fixture(scope="module")
def whole(app: TestClient) -> list[dict[str, object]]:
    """Every event, with what a table shows."""
    found = app.get("/api/v1/events?scope=all&limit=500&as=line").json()
    assert found["next"] is None
    return list(found["events"])


def test_every_total_stands_on_its_page_beside_the_record(app: TestClient) -> None:
    told = app.get("/api/v1/totals").json()
    assert told["totals"]
    listed = re.findall(r'<a href="/totals/([0-9a-f]+)"', app.get("/totals").text)
    # What is told only beside a total is compared with it, and is no total itself.
    assert listed == [total["event"] for total in told["totals"]]
    assert told["total"] == len(listed)
    for total in (*told["totals"], *told["told_beside"]):
        key = total["event"]
        page = app.get(f"/totals/{key}")
        assert page.status_code == 200
        for incident in total["incidents"]:
            assert f"/event/{incident['event']}" in page.text


def test_a_total_of_a_year_lies_in_it(app: TestClient) -> None:
    years = {
        total["event"]: [
            year
            for year in range(2015, 2027)
            if total["event"]
            in {each["event"] for each in app.get(f"/api/v1/totals?year={year}").json()["totals"]}
        ]
        for total in app.get("/api/v1/totals").json()["totals"]
    }
    assert any(years.values())
    assert all(len(found) <= 3 for found in years.values())


@pytest.mark.parametrize("path", ["/totals/none", "/case/none", "/event/none"])
def test_what_is_not_there_is_not_found(app: TestClient, path: str) -> None:
    assert app.get(path).status_code == 404


def test_a_case_is_the_same_from_each_of_its_events(
    app: TestClient, whole: list[dict[str, object]]
) -> None:
    cases = {
        str(event["id"]): case_ids(app.get(f"/api/v1/events/{event['id']}/case").json())
        for event in whole
    }
    assert any(len(case) > 1 for case in cases.values())
    for event, case in cases.items():
        assert len(case) == len(set(case))
        assert set(cases[case[0]]) == set(case)
        if len(case) > 1:
            page = app.get(f"/case/{event}").text
            assert set(re.findall(r'<h2><a href="/event/([0-9a-f]+)"', page)) == set(case)


@pytest.mark.parametrize(
    "query", ["", "scope=all&", "type=arrest&", "type=claim_of_responsibility&"]
)
def test_each_case_of_what_passes_is_listed_once(app: TestClient, query: str) -> None:
    found: list[dict[str, object]] = []
    after = ""
    while after is not None:
        page = app.get(f"/api/v1/cases?{query}limit=3&after={after}").json()
        found += page["cases"]
        after = page["next"]
    listed = app.get(f"/api/v1/events?{query}limit=500&as=line").json()["events"]
    passing = {str(event["id"]) for event in listed}
    expected = {}
    for event in passing:
        members = case_ids(app.get(f"/api/v1/events/{event}/case").json())
        if len(members) > 1:
            expected[members[0]] = members
    assert {str(case["event"]): case["events"] for case in found} == expected
    assert len(found) == len(expected)


def case_ids(node: dict[str, object]) -> list[str]:
    below = node["followed_by"]
    assert isinstance(below, list)
    return [str(node["event"]), *(i for child in below for i in case_ids(child))]


def test_coverage_counts_what_the_list_counts(app: TestClient) -> None:
    for query in ("", "?type=arrest", "?place=KZ"):
        total = app.get(f"/api/v1/events{query}{'&' if query else '?'}limit=1").json()["total"]
        page = words_of(app.get(f"/coverage{query}").text)
        assert re.search(rf"Events {total}\b", page), query


def test_a_number_of_coverage_leads_to_as_many_events(app: TestClient) -> None:
    page = app.get("/coverage").text
    cells = re.findall(r'<td[^>]*><a href="/(\?[^"]+)"[^>]*>(\d+)</a>', page)
    assert cells
    for query, number in cells[:12]:
        found = app.get(f"/api/v1/events{query.replace('&amp;', '&')}&limit=1").json()
        assert found["total"] == int(number), query


@pytest.mark.parametrize("path", ["/", "/totals", "/coverage", "/queue", "/help", "/views"])
def test_every_page_is_there_in_russian(app: TestClient, path: str) -> None:
    page = app.get(path, headers={"accept-language": "ru"})
    assert page.status_code == 200
    assert 'lang="ru"' in page.text
    assert re.search("[а-я]{4}", words_of(page.text))


def test_who_decides_stays_in_the_list_the_event_was_opened_from(
    app: TestClient, whole: list[dict[str, object]]
) -> None:
    page = app.get(f"/event/{whole[0]['id']}", params={"list": "disputed=yes&order=-killed"}).text
    following = re.findall(r'name="next" value="([^"]*)"', page)
    assert following
    assert set(following) == {f"/event/{whole[0]['id']}?list=disputed%3Dyes%26order%3D-killed"}


def test_a_page_in_russian_has_russian_words_for_sources_countries_and_types(
    app: TestClient, whole: list[dict[str, object]]
) -> None:
    russian = {"accept-language": "ru"}
    assert "<dd>Власти берут человека под стражу" in app.get("/help", headers=russian).text
    assert "Kazakhstan" not in words_of(app.get("/totals", headers=russian).text)
    pages = [app.get(f"/event/{event['id']}", headers=russian).text for event in whole[:6]]
    credits = [
        credit for page in pages for credit in re.findall(r"со ссылкой:.*?</span> [(]([^)]*)", page)
    ]
    assert credits
    assert all(re.fullmatch("[а-яё ]+", credit) for credit in credits)
