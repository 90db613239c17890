"""Many inputs into a store."""

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from dateline.core.coded import Step
from dateline.core.events import Event
from dateline.core.grounded import GroundedClaim
from dateline.pipeline.articles.options import ReadOptions
from dateline.pipeline.code_store import Progress, RunReport, code_inputs
from dateline.store.interface import Store
from dateline.store.sqlite import open_store

TODAY = date(2040, 1, 1)
ARTICLES = {
    "farm.txt": "Gunmen attacked a farm near Goma on Monday, killing two guards.",
    "lagos.txt": "Police arrested two militants in Lagos on Tuesday.",
    "mosul.txt": "Soldiers killed three militants near Mosul on Sunday.",
    "school.txt": "The mayor opened a school in Almaty on Wednesday.",
}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of four tiny articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(f"PUBLISHED: 2031-05-08\n\n{text}\n", encoding="utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(tmp_path / "events.db") as opened:
        yield opened


def run(store: Store, *inputs: Path, workers: int = 1, recode: bool = False) -> RunReport:
    return code_inputs(
        [str(path) for path in inputs],
        store=store,
        options=ReadOptions(),
        today=TODAY,
        workers=workers,
        recode=recode,
    )


def contents(store: Store) -> tuple[list[GroundedClaim], list[Event]]:
    claims = sorted(store.claims(), key=lambda grounded: grounded.claim.id)
    return claims, sorted(store.events(), key=lambda event: event.id)


def test_run_counts_what_it_did(store: Store, news: Path) -> None:
    report = run(store, news)
    assert (report.documents, report.coded, report.already) == (4, 4, 0)
    assert report.claims == store.count_claims() == 3
    assert report.events == store.count_events() == 3
    assert report.skipped == ()
    assert report.document_ids == tuple(sorted(d.id for d in store.documents()))


def test_second_run_codes_nothing_and_changes_nothing(store: Store, news: Path) -> None:
    run(store, news)
    before = contents(store)
    report = run(store, news)
    assert (report.coded, report.already) == (0, 4)
    assert contents(store) == before


def test_articles_are_coded_again_when_conventions_change(store: Store, tmp_path: Path) -> None:
    article = tmp_path / "bus.txt"
    text = "PUBLISHED: 2031-05-08\n\nGunmen killed dozens of villagers near Goma on Monday.\n"
    article.write_text(text, encoding="utf-8")
    shipped = Path(str(files("dateline.resources") / "lexicons" / "counts.toml"))
    folder = tmp_path / "own"
    folder.mkdir()

    def lows(conventions: Path | None) -> tuple[int, set[float | None]]:
        report = code_inputs(
            [str(article)],
            store=store,
            options=ReadOptions(),
            today=TODAY,
            conventions=conventions,
        )
        tolls = (toll for claim in store.claims() for toll in claim.toll)
        return report.coded, {toll.count.low for toll in tolls}

    assert lows(None) == (1, {24})
    counts = shipped.read_text(encoding="utf-8")
    own = counts.replace('"dozens" = [24, "", ""]', '"dozens" = [36, "", 99]')
    (folder / "counts.toml").write_text(own, encoding="utf-8")
    assert lows(folder) == (1, {36})
    assert lows(folder) == (0, {36})


def test_recoding_codes_again_and_changes_nothing(store: Store, news: Path) -> None:
    run(store, news)
    before = contents(store)
    report = run(store, news, recode=True)
    assert (report.coded, report.already) == (4, 0)
    assert contents(store) == before


def test_input_that_cannot_be_read_is_told_and_the_rest_is_coded(store: Store, news: Path) -> None:
    (news / "empty.txt").write_text("", encoding="utf-8")
    report = run(store, news, news / "absent.txt")
    assert report.coded == 4
    assert [failure.step for failure in report.skipped] == [Step.READING, Step.READING]
    assert {Path(failure.path).name for failure in report.skipped} == {"empty.txt", "absent.txt"}
    assert len(store.failures()) == 2


def test_same_text_under_two_names_is_one_document_and_told(store: Store, news: Path) -> None:
    (news / "zz.txt").write_bytes((news / "farm.txt").read_bytes())
    report = run(store, news)
    assert store.count_documents() == 4
    (failure,) = report.skipped
    assert "duplicate" in failure.reason


def test_times_and_places_left_open_are_counted_by_reason(store: Store, news: Path) -> None:
    (news / "open.txt").write_text(
        "PUBLISHED: 2031-05-08\n\nGunmen attacked a checkpoint and killed two guards.\n",
        encoding="utf-8",
    )
    report = run(store, news)
    assert report.unresolved == {"place: not stated": 1, "time: not stated": 1}


def test_progress_is_told_up_to_the_last_input(store: Store, news: Path) -> None:
    told: list[Progress] = []
    code_inputs(
        [str(news)], store=store, options=ReadOptions(), today=TODAY, on_progress=told.append
    )
    coding = [progress for progress in told if not progress.linking]
    linking = [progress for progress in told if progress.linking]
    assert [progress.done for progress in coding] == sorted(progress.done for progress in coding)
    assert coding[-1] == told[-1] == Progress(done=4, total=4, label="")
    assert {Path(progress.label).name for progress in coding[:-1]} == set(ARTICLES)
    assert linking[-1].done == linking[-1].total == store.count_events()


def test_two_workers_find_the_same_as_one(store: Store, news: Path, tmp_path: Path) -> None:
    alone = run(store, news)
    with open_store(tmp_path / "other.db") as other:
        together = run(other, news, workers=2)
        assert together == alone
        assert contents(other) == contents(store)
