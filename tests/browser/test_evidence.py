"""Events and documents show the words their values rest on."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from dateline.store.sqlite import open_store
from tests.browser.conftest import Served, Watched
from tests.browser.finding import hostile_document, most_reported


def test_disputed_value_is_marked_in_each_report_that_gives_it(
    served: Served, open_page: Callable[..., Watched]
) -> None:
    page = open_page(f"{served.url}/event/{most_reported(served).id}").page
    marked = page.locator(".report .s.differs")
    assert marked.count() >= 2
    assert "elsewhere" in (marked.first.get_attribute("title") or "")


def test_reports_that_repeat_each_other_are_folded_into_one_source(
    served: Served, open_page: Callable[..., Watched]
) -> None:
    event = most_reported(served)
    page = open_page(f"{served.url}/event/{event.id}").page
    assert page.locator(".group").count() == event.independent_sources
    folded = page.locator("details.copies .report").first
    expect(folded).to_be_hidden()
    page.locator("details.copies summary").first.click()
    expect(folded).to_be_visible()


def test_history_is_shown_on_request(served: Served, open_page: Callable[..., Watched]) -> None:
    page = open_page(f"{served.url}/event/{most_reported(served).id}").page
    page.locator("#history-body a").click()
    expect(page.locator(".history li").first).to_be_visible()


def test_event_of_a_list_leads_to_the_next_one_by_key(
    served: Served, open_page: Callable[..., Watched]
) -> None:
    page = open_page(f"{served.url}/?disputed=yes&view=table").page
    page.locator("a[data-open]").first.click()
    expect(page).to_have_url(re.compile("list=disputed"))
    first = page.url
    page.keyboard.press("j")
    expect(page).not_to_have_url(first)
    expect(page).to_have_url(re.compile("list=disputed"))


def test_picking_a_claim_shows_its_words(served: Served, open_page: Callable[..., Watched]) -> None:
    document = most_reported(served).documents[0]
    page = open_page(f"{served.url}/document/{document}").page
    page.locator(".claim-list [data-claim]").first.click()
    expect(page.locator("#text .is-active").first).to_be_visible()
    expect(page).to_have_url(re.compile("claim="))


def test_claim_is_picked_by_keys_alone(served: Served, open_page: Callable[..., Watched]) -> None:
    document = most_reported(served).documents[0]
    page = open_page(f"{served.url}/document/{document}").page
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#text .is-active").first).to_be_visible()


def test_claim_is_picked_without_scripts(served: Served, open_page: Callable[..., Watched]) -> None:
    document = most_reported(served).documents[0]
    page = open_page(f"{served.url}/document/{document}", java_script_enabled=False).page
    page.locator(".claim-list [data-claim]").first.click()
    expect(page.locator("#text .is-active").first).to_be_visible()


def test_selected_words_are_counted_in_code_points(
    served: Served, open_page: Callable[..., Watched]
) -> None:
    document = hostile_document(served)
    page = open_page(f"{served.url}/document/{document}").page
    page.evaluate(
        """() => {
          const stretch = [...document.querySelectorAll("#text .s")]
            .find((each) => each.firstChild.data.includes("Gunmen"));
          const at = stretch.firstChild.data.indexOf("Gunmen");
          getSelection().setBaseAndExtent(stretch.firstChild, at, stretch.firstChild, at + 6);
        }"""
    )
    page.locator("#text").dispatch_event("pointerup")
    link = page.locator("[data-selection-bar] [data-add]")
    expect(link).to_be_visible()
    query = parse_qs(urlsplit(link.get_attribute("href") or "").query)
    start, end = int(query["start"][0]), int(query["end"][0])
    with open_store(served.store, read_only=True) as store:
        stored = store.document(document)
        assert stored is not None
        assert stored.text[start:end] == "Gunmen"


def test_edge_of_a_claim_can_be_dragged(served: Served, open_page: Callable[..., Watched]) -> None:
    document = most_reported(served).documents[0]
    page = open_page(f"{served.url}/document/{document}").page
    page.locator(".claim-list [data-claim]").first.click()
    handle = page.locator(".handle").last
    box = handle.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 1, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 6, steps=6)
    page.mouse.up()
    expect(page.locator("[data-respan-link]")).to_be_visible()
    assert "/span?start=" in (page.locator("[data-respan-link]").get_attribute("href") or "")


def test_event_is_accepted_without_scripts(
    fresh: Served, open_page: Callable[..., Watched]
) -> None:
    event = most_reported(fresh)
    page = open_page(f"{fresh.url}/event/{event.id}", java_script_enabled=False).page
    page.get_by_role("button", name=re.compile("^Accept")).click()
    with open_store(fresh.store, read_only=True) as store:
        assert [str(decision.kind) for decision in store.decisions()] == ["accept"]


def test_event_prints_as_a_report(served: Served, open_page: Callable[..., Watched]) -> None:
    page = open_page(f"{served.url}/event/{most_reported(served).id}").page
    page.emulate_media(media="print")
    expect(page.locator(".masthead nav")).to_be_hidden()
    assert page.pdf(format="A4").startswith(b"%PDF")
