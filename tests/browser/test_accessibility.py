"""No page has a fault that axe finds, asks another host, or complains, in light or dark."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Served, Watched
from tests.browser.finding import hostile_document, most_reported

#: axe-core 4.14.1, as published (MPL-2.0).
AXE = Path(__file__).parent / "vendor" / "axe.min.js"

PAGES = (
    "/",
    "/?view=table",
    "/?view=map",
    "/?view=timeline",
    "/?q=nothing-of-this-kind",
    "/event/{event}",
    "/event/{event}/history",
    "/document/{document}",
    "/document/{hostile}",
    "/case/{event}",
    "/coverage",
    "/totals",
    "/help",
    "/no-such-page",
)


def address(served: Served, page: str) -> str:
    """Return the full address of one of the pages."""
    event = most_reported(served)
    path = page.format(
        event=event.id, document=event.documents[0], hostile=hostile_document(served)
    )
    return served.url + path


#: What axe looks for: everything in the light, and in the dark what depends on colours.
_RULES = {
    "light": "{resultTypes: ['violations']}",
    "dark": "{resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block']}",
}


def faults(page: Page) -> str:
    """Return what axe finds in a page, light and dark, with the elements; nothing if all is well.

    The scheme is changed under the page, as a system does at nightfall.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[object] = []
    papers: list[str] = []
    for scheme, rules in _RULES.items():
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        papers.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        found += page.evaluate(
            f"""async () => (await axe.run({rules})).violations.map(
                rule => ["{scheme}", rule.id, rule.nodes.map(node => node.html)])"""
        )
    assert len(set(papers)) == len(_RULES), "the page does not follow the scheme"
    return json.dumps(found, indent=1).removeprefix("[]")


@pytest.mark.parametrize("page", PAGES)
def test_page_has_no_accessibility_fault(
    served: Served, open_page: Callable[..., Watched], page: str
) -> None:
    watched = open_page(address(served, page))
    watched.page.wait_for_load_state("networkidle")
    assert faults(watched.page) == ""


@pytest.mark.parametrize("width", [390, 1024])
@pytest.mark.parametrize("page", ["/", "/event/{event}", "/document/{document}", "/coverage"])
def test_page_is_no_wider_than_the_screen(
    served: Served, open_page: Callable[..., Watched], page: str, width: int
) -> None:
    watched = open_page(address(served, page), viewport={"width": width, "height": 844})
    watched.page.wait_for_load_state("networkidle")
    widest = watched.page.evaluate("document.documentElement.scrollWidth")
    assert widest <= width


@pytest.mark.parametrize("page", [page for page in PAGES if page != "/no-such-page"])
def test_page_asks_no_other_host_and_complains_of_nothing(
    served: Served, open_page: Callable[..., Watched], page: str
) -> None:
    watched = open_page(address(served, page))
    watched.page.wait_for_load_state("networkidle")
    assert all(request.startswith((served.url, "data:")) for request in watched.requests)
    assert watched.complaints == []


def test_words_of_an_article_do_nothing_to_its_reader(
    served: Served, open_page: Callable[..., Watched]
) -> None:
    watched = open_page(f"{served.url}/document/{hostile_document(served)}")
    watched.page.wait_for_load_state("networkidle")
    assert "<script>" in watched.page.inner_text("h1")
    assert watched.page.title() != "owned"
    assert watched.page.locator("main img").count() == 0
