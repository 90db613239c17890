import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.coded import Coded
from dateline.core.documents import Document
from dateline.core.events import Event
from dateline.exports.dossiers import Dossiers
from dateline.reports.html import render_report

from ..exports.samples import (
    ARREST,
    ATTACK,
    CLAIMS,
    COURIER,
    DOCUMENTS,
    EVENTS,
    FAMILIES,
    HERALD,
    claim,
)

VOID = {"meta", "input", "br", "rect", "path", "circle"}


class Page(HTMLParser):
    """What a page is made of; refuses tags that are not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def render(*events: Event, names: bool = False, title: str = "Events") -> str:
    shelf = Dossiers(DOCUMENTS.get, CLAIMS.__getitem__, names=names)
    return render_report(
        [shelf.open(event) for event in events],
        title=title,
        families=FAMILIES,
        sentences_of=lambda _: (),
    )


def test_the_page_shows_each_event_with_what_it_rests_on() -> None:
    text = Page(render(*EVENTS)).text
    for words in (
        "Armed assault by Gunmen",
        "credited to police (police): “police said”",
        "seven or eight",
        "At least ten",
        "Where sources differ",
        "2 documents report this independently of each other.",
        "Veldmark Courier, 2031-05-07",
        "led to Arrest",
    ):
        assert words in text


def test_nothing_is_loaded_or_run_and_the_policy_allows_only_the_own_style() -> None:
    html = render(*EVENTS)
    page = Page(html)
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object", "form"}
    for tag, attributes in page.tags:
        assert not any(name.startswith("on") or name in ("style", "src") for name in attributes)
        href = attributes.get("href")
        assert href is None or href.startswith(("#", "https://news.example/")), tag
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = (
        attributes["content"]
        for _, attributes in page.tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "url(" not in style
    assert "@import" not in style


def test_private_persons_are_masked_unless_names_are_asked_for() -> None:
    masked = render(*EVENTS)
    for name in ("Velleck", "Redfern", "Osgood"):
        assert name not in masked
    assert "Ilvar Redfern" in render(*EVENTS, names=True)
    assert "perpetrator Ilvar" not in Page(render(*EVENTS, names=True)).text


def hostile(words: str) -> str:
    text = f"Gunmen shot at {words} today"
    doc = Document(id="d1", text=text, outlet=words, title=words, url=f"javascript:{words}")
    grounded = claim(doc, "armed_assault", "shot", text, ())
    event = replace(
        ARREST, id="e1", claims=(grounded.claim.id,), documents=("d1",), participants=(),
        source_groups=(("d1",),),
    )  # fmt: skip
    coded = Coded(document=doc, claims=(grounded,), events=(event,))
    shelf = Dossiers({"d1": doc}.get, lambda _: coded.claims)
    return render_report([shelf.open(event)], title=words, families={}, sentences_of=lambda _: ())


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        '" onmouseover="alert(1)',
        "</style><img src=x onerror=alert(1)>",
        "]]><!--",
        "\x1b[31m\u202egnp.exe",
    ],
)
def test_hostile_text_stays_text(words: str) -> None:
    html = hostile(words)
    page = Page(html)
    assert "javascript:" not in html
    assert not {tag for tag, _ in page.tags} & {"script", "img"}
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert "\x1b" not in html
    assert "\u202e" not in html


@given(st.text(max_size=40))
def test_any_text_gives_a_well_formed_page(words: str) -> None:
    Page(hostile(f"x{words}"))


def test_the_page_can_be_walked_by_headings_and_landmarks() -> None:
    page = Page(render(*EVENTS))
    tags = [tag for tag, _ in page.tags]
    assert tags.count("h1") == tags.count("main") == tags.count("header") == 1
    assert {"nav", "footer"} <= set(tags)
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in page.tags:
        href = attributes.get("href") or ""
        assert not href.startswith("#") or href[1:] in ids, tag


def test_a_report_depends_on_the_events_alone() -> None:
    assert render(*EVENTS) == render(*EVENTS)
    shelf = Dossiers(DOCUMENTS.get, CLAIMS.__getitem__)
    dated = render_report(
        [shelf.open(ATTACK)],
        title="x",
        families=FAMILIES,
        sentences_of=lambda _: (),
        generated=date(2031, 5, 9),
    )
    assert "Made on 2031-05-09" in dated


def test_a_store_without_events_gives_a_page_that_says_so() -> None:
    text = Page(render()).text
    assert "0 events" in text or "events 0" in text
    assert "No place is known." in text


def test_evidence_is_shown_in_its_sentence() -> None:
    shelf = Dossiers(DOCUMENTS.get, CLAIMS.__getitem__)
    page = render_report(
        [shelf.open(ATTACK)],
        title="x",
        families=FAMILIES,
        sentences_of=lambda d: [s.span for s in d.segments],
    )
    assert "Among the dead was" in Page(page).text
    assert COURIER.id in page
    assert HERALD.id in page
