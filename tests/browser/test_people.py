"""People decide in a real browser: by keys alone, without scripts, and with the mouse."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dateline.core.decisions import DecisionKind
from dateline.pipeline.linking.edits import was_added
from dateline.store.sqlite import open_store
from tests.browser.conftest import Served, Watched
from tests.browser.finding import most_reported
from tests.browser.test_accessibility import faults

Open = Callable[..., Watched]


def decisions(served: Served) -> list[DecisionKind]:
    with open_store(served.store, read_only=True) as store:
        return [decision.kind for decision in store.decisions()]


def press(page: Page, key: str) -> None:
    """Press a key once the page's scripts run: a page shows its words before it hears keys."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)


def event_shown(page: Page) -> str:
    return page.locator("[data-event]").get_attribute("data-event") or ""


def test_a_queue_is_worked_through_by_keys_alone(fresh: Served, open_page: Open) -> None:
    watched = open_page(f"{fresh.url}/queue")
    page = watched.page
    first = event_shown(page)
    press(page, "j")
    assert decisions(fresh) == []  # selecting never decides
    press(page, "a")
    expect(page.locator("[data-done]")).to_contain_text("accept")
    second = event_shown(page)
    assert second != first
    press(page, "n")
    expect(page).to_have_url(re.compile("at="))
    expect(page.locator("[data-done]")).to_have_count(0)
    press(page, "r")
    expect(page.locator("[data-done]")).to_contain_text("reject")
    press(page, "u")
    expect(page.locator("[data-done]")).to_contain_text("taken back")
    assert decisions(fresh) == ["accept", "reject", "undo"]
    assert watched.complaints == []
    assert all(url.startswith(fresh.url) for url in watched.requests)


def test_a_value_is_corrected_by_keys_alone(fresh: Served, open_page: Open) -> None:
    event = most_reported(fresh)
    page = open_page(f"{fresh.url}/event/{event.id}").page
    press(page, "c")
    field = page.locator("#correct-panel select[name=field]")
    expect(field).to_be_focused()
    field.select_option("killed.victims")
    press(page, "Tab")
    value = page.locator("#correct-panel input[name=value]")
    expect(value).to_be_focused()
    value.fill("9..11")
    press(page, "Enter")
    expect(page.locator("[data-done]")).to_contain_text("killed, victims set to 9–11")
    expect(page.locator("#field-killed\\.victims .value")).to_contain_text("9–11")
    press(page, "u")
    expect(page.locator("[data-done]")).to_contain_text("taken back")
    expect(page.locator("#field-killed\\.victims .value")).not_to_contain_text("9–11")


def test_typing_in_a_form_decides_nothing(fresh: Served, open_page: Open) -> None:
    event = most_reported(fresh)
    page = open_page(f"{fresh.url}/event/{event.id}").page
    press(page, "m")
    box = page.locator("#merge-panel input[name=reason]")
    box.focus()
    page.keyboard.type(" a r u s c")
    press(page, "Escape")
    expect(page.locator("#merge-panel")).not_to_have_attribute("open", "")
    assert decisions(fresh) == []


def test_events_are_split_and_merged_again(fresh: Served, open_page: Open) -> None:
    event = most_reported(fresh)
    page = open_page(f"{fresh.url}/event/{event.id}").page
    press(page, "s")
    page.locator("#split-panel input[name=claim]").last.check()
    page.get_by_role("button", name="Take them out").click()
    expect(page.locator("[data-done]")).to_contain_text("split")
    press(page, "m")
    page.locator("#merge-panel input[type=checkbox]").first.check()
    page.get_by_role("button", name="Make them one").click()
    expect(page.locator("[data-done]")).to_contain_text("made one")
    assert decisions(fresh) == ["split", "merge"]


def test_review_works_without_scripts(fresh: Served, open_page: Open) -> None:
    page = open_page(f"{fresh.url}/queue", java_script_enabled=False).page
    first = event_shown(page)
    page.get_by_role("button", name="Accept").click()
    expect(page.locator("[data-done]")).to_contain_text("accept")
    page.locator("[data-key=n]").click()
    page.locator("#correct-panel > summary").click()
    page.locator("#correct-panel select[name=field]").select_option("stage")
    page.locator("#correct-panel input[name=value]").fill("foiled")
    page.get_by_role("button", name="Set this value").click()
    expect(page.locator("[data-done]")).to_contain_text("Stage set to foiled")
    page.goto(f"{fresh.url}/event/{first}")
    page.locator("#made-panel > summary").click()
    page.locator("#made-panel").get_by_role("button", name="Undo").click()
    expect(page.locator("[data-done]")).to_contain_text("taken back")
    assert decisions(fresh) == ["accept", "correct", "undo"]


def test_several_events_are_accepted_as_one_decision(fresh: Served, open_page: Open) -> None:
    page = open_page(f"{fresh.url}/queue/list").page
    boxes = page.locator("input[name=target]")
    boxes.nth(0).check()
    boxes.nth(2).check()
    page.get_by_role("button", name="Accept the chosen").click()
    page.get_by_role("button", name="Accept 2 events").click()
    expect(page.locator("[data-done]")).to_contain_text("accept")
    assert decisions(fresh) == ["accept"]
    press(page, "u")
    expect(page.locator("[data-done]")).to_contain_text("taken back")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_missed_claim_is_added(fresh: Served, open_page: Open, scripts: bool) -> None:
    event = most_reported(fresh)
    page = open_page(f"{fresh.url}/document/{event.documents[0]}", java_script_enabled=scripts).page
    words = page.locator(".text p.paragraph").last.inner_text().split()
    page.locator(".add-claim input[name=words]").fill(" ".join(words[:4]))
    page.locator(".add-claim button").click()
    page.locator("select[name=type]").select_option("arson")
    page.get_by_role("button", name="Add this claim").click()
    expect(page.locator("[data-done]")).to_contain_text("claim added")
    assert decisions(fresh) == ["add"]


def test_words_selected_in_the_sentence_go_into_the_box_used_last(
    fresh: Served, open_page: Open
) -> None:
    event = most_reported(fresh)
    page = open_page(f"{fresh.url}/document/{event.documents[0]}").page
    words = page.locator(".text p.paragraph").last.inner_text().split()
    page.locator(".add-claim input[name=words]").fill(" ".join(words[:4]))
    page.locator(".add-claim button").click()
    party = page.locator("input[name=party]").nth(1)
    party.focus()
    page.locator("[data-markable]").dblclick(position={"x": 12, "y": 8})
    expect(party).not_to_have_value("")
    chosen = party.input_value()
    assert chosen in page.locator("[data-markable]").inner_text()
    page.locator("select[name=type]").select_option("arson")
    page.get_by_role("button", name="Add this claim").click()
    expect(page.locator("[data-done]")).to_contain_text("claim added")
    with open_store(fresh.store, read_only=True) as store:
        (added,) = [c for c in store.claims() if was_added(c)]
        (document,) = [d for d in store.documents() if d.id == added.claim.document_id]
        assert document.text_at(added.arguments[0].argument.mention) == chosen


def test_the_second_reviewer_sees_what_the_first_did(fresh: Served, open_page: Open) -> None:
    event = most_reported(fresh)
    one = open_page(f"{fresh.url}/event/{event.id}").page
    two = open_page(f"{fresh.url}/event/{event.id}").page
    press(one, "a")
    expect(one.locator("[data-done]")).to_be_visible()
    press(two, "r")
    expect(two.get_by_role("heading", level=1)).to_contain_text("changed meanwhile")
    assert decisions(fresh) == ["accept"]


def test_a_view_is_saved_opened_again_and_forgotten(fresh: Served, open_page: Open) -> None:
    page = open_page(f"{fresh.url}/?disputed=yes").page
    shown = page.inner_text(".total > span")
    menu = page.locator("details.menu", has=page.locator('form[action="/views"]'))
    menu.locator("summary").click()
    menu.get_by_label("Name").fill("Where sources differ")
    menu.get_by_role("button", name="Save").click()
    expect(page).to_have_url(f"{fresh.url}/views")
    page.get_by_role("link", name="Where sources differ").click()
    expect(page).to_have_url(re.compile(r"disputed=yes"))
    expect(page.locator(".total > span")).to_have_text(shown)
    page.goto(f"{fresh.url}/views")
    page.get_by_role("button", name="Where sources differ").click()
    expect(page.get_by_role("link", name="Where sources differ")).to_have_count(0)


def test_coding_a_second_time_and_agreement(fresh: Served, open_page: Open) -> None:
    page = open_page(f"{fresh.url}/assignments").page
    page.get_by_label("Round").fill("pilot")
    page.get_by_label("Size of the random sample").fill("2")
    page.get_by_label("Coders, with commas").fill("another")
    page.get_by_role("button", name="Assign").click()
    expect(page.get_by_role("status")).to_contain_text("4 tasks")
    page.get_by_role("link", name="Event 1").click()
    expect(page.locator(".blind mark, .blind .trigger")).to_have_count(0)
    page.locator("select[name=type]").select_option("arson")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("coded", exact=True)).to_have_count(2)
    page.goto(f"{fresh.url}/agreement")
    page.get_by_label("The machine").check()
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("figures are told from 10 on").first).to_be_visible()


PAGES = (
    "/queue",
    "/queue?by=sample",
    "/queue/list",
    "/queue?by=disputed&type=none",
    "/assignments",
    "/code/1",
    "/adjudicate",
    "/agreement",
    "/views",
    "/document/{document}/add?start=0&end=12",
    "/document/{document}/add?words=the",
)


def test_pages_of_people_have_no_fault_that_axe_finds(fresh: Served, open_page: Open) -> None:
    document = most_reported(fresh).documents[0]
    watched = open_page(f"{fresh.url}/assignments")
    page = watched.page
    page.get_by_label("Round").fill("pilot")
    page.get_by_label("Size of the random sample").fill("1")
    page.get_by_role("button", name="Assign").click()
    for way in PAGES:
        page.goto(fresh.url + way.format(document=document))
        if way.startswith("/queue") and page.locator("[data-decide-bar]").count():
            press(page, "c")
        assert faults(page) == "", way
    assert watched.complaints == []
    assert all(url.startswith(fresh.url) for url in watched.requests)
