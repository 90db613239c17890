"""Articles that refer to each other's incidents give the same events in any order and parts."""

import random
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from dateline.api import Coder
from dateline.core.coded import Coded
from dateline.core.linking import TiePart
from dateline.exports.dossiers import Dossiers
from dateline.exports.jsonl import event_record, to_line
from dateline.pipeline.link_store import link_store
from dateline.scoring.linking_files import read_linking
from dateline.store.interface import RunTotals
from dateline.store.sqlite import open_store
from tests.integration.store_examples import MADE_BY, start

ROOT = Path(__file__).resolve().parents[2]
PARTS = 5


@pytest.fixture(scope="module")
def coded(coder: Coder) -> list[Coded]:
    """The coded articles of the hand-written linking set's dev part."""
    articles = read_linking(ROOT / "evaluation" / "linking" / "hand" / "dev.jsonl").articles
    golds = [article.gold for article in articles]
    return [
        coder.code_document(coder.read_text(g.text, published=g.published, path=g.path, url=g.url))
        for g in golds
    ]


Link = Callable[..., str]


@pytest.fixture
def link(tmp_path: Path) -> Link:
    """Return what links coded articles part by part and prints all events."""

    def run(parts: Sequence[Sequence[Coded]], *, drafts: bool = True) -> str:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.db"
        with open_store(path) as store:
            for part in parts:
                number = start(store)
                for each in part:
                    store.put(number, each, MADE_BY)
                store.finish_run(number, RunTotals(documents=len(part)))
                if not drafts:
                    forget_drafts(path)
                with store.linking():
                    link_store(store)
            dossiers = Dossiers(store.document, store.claims, names=False)
            return "".join(to_line(event_record(dossiers.open(e))) for e in store.events())

    return run


def forget_drafts(path: Path) -> None:
    """Take from a store the events that coding found, so that linking builds all."""
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute("UPDATE coded_acts SET drafts = NULL").rowcount


def test_articles_in_five_parts_in_any_order_print_the_events_of_one_linking(
    coded: list[Coded], link: Link
) -> None:
    at_once = link([coded])
    ties = {tie.part for each in coded if each.acts for act in each.acts.acts for tie in act.ties}
    assert {TiePart.IS, TiePart.REFERS} <= ties
    assert '"kind":"response-to"' in at_once.replace(" ", "").replace("_", "-")
    assert link([coded], drafts=False) == at_once
    for seed in range(3):
        chance = random.Random(seed)
        shuffled = chance.sample(coded, len(coded))
        cuts = sorted(chance.sample(range(1, len(coded)), PARTS - 1))
        ends = [*cuts, len(coded)]
        parts = [shuffled[i:j] for i, j in zip([0, *cuts], ends, strict=True)]
        assert link(parts) == at_once
