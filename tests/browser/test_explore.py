"""Exploring: facets, map, timeline and table go together, by mouse, by keys, without scripts."""

import csv
import io
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Served, Watched


def count(page: Page) -> int:
    """Return how many events the page says it shows."""
    return int(re.sub(r"\D", "", page.inner_text(".total > span")))


def test_choosing_a_facet_narrows_everything_and_back_undoes_it(
    served: Served, open_page: Callable[..., Watched]
) -> None:
    page = open_page(served.url).page
    before = count(page)
    option = page.locator("#facet-type li a").first
    told = int(option.locator(".count").inner_text())
    option.click()
    expect(page).to_have_url(re.compile(r"\?type="))
    expect(page.locator(".total > span")).to_have_text(re.compile(rf"^{told} event"))
    expect(page.locator("#map")).to_have_attribute("data-map", re.compile("type="))
    assert page.evaluate("document.activeElement.id").startswith("o-type-")
    page.go_back()
    expect(page.locator(".total > span")).to_have_text(re.compile(rf"^{before} event"))


def test_address_of_a_state_shows_that_state(
    served: Served, open_page: Callable[..., Watched]
) -> None:
    page = open_page(served.url).page
    page.locator("#facet-place li a").first.click()
    expect(page).to_have_url(re.compile(r"place="))
    expect(page.locator(".chips a").first).to_be_visible()
    shown = count(page)
    again = open_page(page.url).page
    assert count(again) == shown


def test_map_draws_and_tells_of_what_is_clicked(
    served: Served, open_page: Callable[..., Watched]
) -> None:
    page = open_page(f"{served.url}/?view=map").page
    expect(page.locator("#map")).to_have_attribute("data-ready", "yes")
    assert page.locator("#map canvas").count() >= 2
    box = page.locator("#map").bounding_box()
    assert box is not None
    for _ in range(4):
        cluster = page.locator(".cluster").first
        if page.locator(".leaflet-popup").count() or not cluster.count():
            break
        cluster.click()
        page.wait_for_timeout(600)
    expect(page.locator("#map-list li").first).to_be_visible()


def test_dragging_over_the_timeline_narrows_to_a_time(
    served: Served, open_page: Callable[..., Watched]
) -> None:
    page = open_page(served.url).page
    expect(page.locator("#timeline canvas")).to_be_visible()
    before = count(page)
    box = page.locator("#timeline .u-over").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 20, steps=8)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"since=\d{4}-\d\d-\d\d&until="))
    assert count(page) <= before


def test_a_column_sorts_and_sorts_the_other_way_round(
    served: Served, open_page: Callable[..., Watched]
) -> None:
    page = open_page(f"{served.url}/?view=table").page
    page.get_by_role("link", name="Killed").click()
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    page.get_by_role("link", name="Killed").click()
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")


def test_download_holds_exactly_what_is_shown(
    served: Served, open_page: Callable[..., Watched]
) -> None:
    page = open_page(f"{served.url}/?disputed=yes").page
    page.locator("summary", has_text="Download").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Table (CSV)").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(text)))) == count(page) > 0


def test_keys_alone_find_and_open_an_event(
    served: Served, open_page: Callable[..., Watched]
) -> None:
    page = open_page(f"{served.url}/?view=table").page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("bomb")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=bomb"))
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("tr.is-selected")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/event/[0-9a-f]{12}"))


def test_help_opens_by_key_and_closes(served: Served, open_page: Callable[..., Watched]) -> None:
    page = open_page(served.url).page
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_single_keys_can_be_switched_off(served: Served, open_page: Callable[..., Watched]) -> None:
    page = open_page(f"{served.url}/help").page
    page.locator("main [data-keys-toggle]").uncheck()
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_hidden()


def test_look_is_chosen_and_kept(served: Served, open_page: Callable[..., Watched]) -> None:
    page = open_page(served.url, color_scheme="light").page
    page.locator("[data-theme-toggle]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto(f"{served.url}/coverage")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_language_is_chosen_and_kept(served: Served, open_page: Callable[..., Watched]) -> None:
    page = open_page(f"{served.url}/coverage").page
    page.get_by_role("button", name="Русский").click()
    expect(page).to_have_url(f"{served.url}/coverage")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    page.goto(served.url)
    expect(page.locator(".total > span")).to_contain_text("событ")


def test_without_scripts_facets_pages_and_events_still_open(
    served: Served, open_page: Callable[..., Watched]
) -> None:
    page = open_page(served.url, java_script_enabled=False).page
    page.locator("#facet-disputed li a").first.click()
    expect(page).to_have_url(re.compile("disputed=yes"))
    page.locator("input[name=q]").fill("bomb")
    page.get_by_role("button", name="Find").click()
    expect(page).to_have_url(re.compile("q=bomb"))
    assert "disputed=yes" in page.url
    page.locator("table.events a[data-open]").first.click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".report").first).to_be_visible()


def test_narrow_screen_opens_its_filters(served: Served, open_page: Callable[..., Watched]) -> None:
    page = open_page(served.url, viewport={"width": 390, "height": 844}).page
    expect(page.locator("#facets")).to_be_hidden()
    page.get_by_role("button", name="Filters").click()
    expect(page.locator("#facets")).to_be_visible()
