from dataclasses import replace
from pathlib import Path

from dateline.core.claims import Provenance
from dateline.core.coded import Coded
from dateline.core.documents import Document
from dateline.pipeline.articles.read import document_from_text
from dateline.pipeline.linking.copies import sketch_text, sketch_words
from dateline.store.interface import RunStart
from dateline.store.sqlite import SqliteStore, open_store

MADE_BY = Provenance(version="1", codebook="c", model="m")
WORDS = [f"word{n}" for n in range(80)]


def document(words: list[str], outlet: str) -> Document:
    return document_from_text(f"{outlet}\n\n{' '.join(words)}.", outlet=outlet)


ONE = document(WORDS, "Vostok Wire")
COPY = document([*WORDS, "and", "more"], "Torva Post")
OTHER = document([f"other{n}" for n in range(80)], "Radio Meskar")


def put(store: SqliteStore, coded: Coded) -> None:
    run = store.start_run(RunStart(made_by=MADE_BY))
    store.put(run, coded, MADE_BY)


def coded(document: Document) -> Coded:
    return Coded(document=document, claims=(), events=(), sketch=sketch_text(document))


def test_sketches_come_back_as_they_were_put(tmp_path: Path) -> None:
    with open_store(tmp_path / "events.db") as store:
        put(store, coded(ONE))
        assert store.sketches.of([ONE.id, OTHER.id]) == {ONE.id: sketch_text(ONE)}


def test_documents_that_share_a_key_stand_together(tmp_path: Path) -> None:
    with open_store(tmp_path / "events.db") as store:
        run = store.start_run(RunStart(made_by=MADE_BY))
        for each in (ONE, COPY, OTHER):
            store.put(run, coded(each), MADE_BY)
        both = sorted([ONE.id, COPY.id])
        assert {tuple(ids) for ids in store.sketches.crowds()} == {tuple(both)}
        keys = sketch_text(OTHER).keys
        assert list(store.sketches.crowds(keys)) == []


def test_a_document_coded_again_leaves_no_keys_behind(tmp_path: Path) -> None:
    with open_store(tmp_path / "events.db") as store:
        run = store.start_run(RunStart(made_by=MADE_BY))
        store.put(run, coded(COPY), MADE_BY)
        store.put(run, coded(ONE), MADE_BY)
        anew = replace(coded(ONE), sketch=sketch_words([f"new{n}" for n in range(80)]))
        store.put(run, anew, replace(MADE_BY, version="2"))
        assert list(store.sketches.crowds()) == []
        assert store.sketches.of([ONE.id]) == {ONE.id: anew.sketch}
