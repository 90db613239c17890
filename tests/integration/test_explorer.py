"""Browsing a store that changes: what is kept and taken in is what a fresh look shows."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline.core.coded import Coded
from dateline.core.decisions import Decision, DecisionKind, with_id
from dateline.core.documents import Document, document_id
from dateline.core.events import FigureRule
from dateline.explore.explorer import Explorer
from dateline.explore.filters import ExploreFilters, Order
from dateline.explore.line_reading import read_lines
from dateline.exports.dossiers import Dossiers
from dateline.exports.lines import event_line
from dateline.pipeline.link_store import link_store
from dateline.pipeline.linking.conflicts import with_figures
from dateline.store.interface import Store
from dateline.store.sqlite import open_store
from tests.integration.command import dateline
from tests.integration.store_examples import MADE_BY, start

EVERYTHING = (
    ExploreFilters(),
    ExploreFilters(order=Order.CONFIDENCE, descending=True),
    ExploreFilters(outlets=("Port Ossian Echo",)),
)


@pytest.fixture
def path(tmp_path: Path, sample_store: Store) -> Path:
    assert sample_store.path is not None
    path = tmp_path / "events.db"
    with sqlite3.connect(sample_store.path) as source, sqlite3.connect(path) as target:
        source.backup(target)
    return path


def seen(explorer: Explorer) -> list[object]:
    return [
        (explorer.page(each), explorer.facets(each), explorer.timeline(each), explorer.map(each))
        for each in EVERYTHING
    ]


def test_columns_kept_in_a_store_show_what_it_holds(path: Path) -> None:
    first = seen(Explorer(path))
    with open_store(path, read_only=True) as store:
        assert store.browsing.kept() is not None
    assert seen(Explorer(path)) == first


def test_what_changed_is_taken_in_by_who_browses_and_by_who_opens_the_store_later(
    path: Path,
) -> None:
    browsing = Explorer(path)
    before = seen(browsing)
    change(path)
    after = seen(browsing)
    assert after != before
    assert seen(Explorer(path)) == after
    forget(path)
    assert seen(Explorer(path)) == after


def change(path: Path) -> None:
    """Take out a document, and let another outlet have printed a second one."""
    with open_store(path) as store:
        first, second, *_ = (each for each in store.documents() if list(store.claims(each.id)))
        store.add_decision(
            with_id(
                Decision(
                    id="",
                    kind=DecisionKind.RETRACT,
                    at=datetime(2031, 5, 1, tzinfo=UTC),
                    author="reviewer",
                    reason="withdrawn by its outlet",
                    documents=(first.id,),
                )
            )
        )
        store.add_copy(replace(second, path="copy.txt", outlet="Port Ossian Echo"))
        with store.linking():
            link_store(store)


def forget(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM browse_columns")


@pytest.mark.parametrize("names", [False, True])
@pytest.mark.parametrize("rule", [FigureRule.LOW_BEST_HIGH, FigureRule.LATEST])
def test_lines_read_in_one_go_are_those_of_the_dossiers(
    path: Path, names: bool, rule: FigureRule
) -> None:
    with open_store(path, read_only=True) as store:
        shelf = Dossiers(store.document, store.claims, names=names)
        events = {event.id: event for event in store.events()}
        read = read_lines(store.browsing, list(events), rule=rule, names=names)
        assert read == {
            id_: event_line(shelf.open(with_figures(event, rule))) for id_, event in events.items()
        }


def test_lines_name_private_persons_only_if_asked(path: Path, tmp_path: Path) -> None:
    article = tmp_path / "held.txt"
    article.write_text("Police arrested Ivo Dolen, a baker, in Peshawar on Monday.")
    coded = dateline("code", article, "--db", path, "--published", "2024-03-12", folder=tmp_path)
    assert coded.returncode == 0
    with open_store(path, read_only=True) as store:
        ids = [event.id for event in store.events()]
        hidden = read_lines(store.browsing, ids, rule=FigureRule.LOW_BEST_HIGH, names=False)
        shown = read_lines(store.browsing, ids, rule=FigureRule.LOW_BEST_HIGH, names=True)
    assert not any("Dolen" in line.who + line.whom for line in hidden.values())
    assert any("[suspect]" in line.whom for line in hidden.values())
    assert any("Dolen" in line.whom for line in shown.values())


def test_a_text_that_no_column_can_hold_is_read_as_it_was(tmp_path: Path) -> None:
    texts = ("Gunmen \ud800 fired.", "Police fired.")
    documents = [
        Document(id=document_id(text), text=text, title='He says "text":" here') for text in texts
    ]
    with open_store(tmp_path / "events.db") as store:
        run = start(store)
        for document in documents:
            store.put(run, Coded(document=document, claims=(), events=()), MADE_BY)
        found = store.browsing.texts([*(document.id for document in documents), "none"])
    assert {id_: read.text for id_, read in found.items()} == {d.id: d.text for d in documents}
