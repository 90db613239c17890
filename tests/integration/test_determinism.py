"""The same articles give the same bytes, whatever their order, the processes and hash seeds."""

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from dateline.api import Coder
from dateline.store.sqlite import open_store

from .coding import code_into, document_records, event_records
from .command import dateline


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to code the same articles."""

    order: int
    workers: int
    hash_seed: int


WAYS = (
    Way(order=0, workers=1, hash_seed=0),
    Way(order=1, workers=2, hash_seed=17),
    Way(order=2, workers=1, hash_seed=4242),
)


@pytest.fixture(scope="module")
def articles(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of sample articles with exact copies of one of them under other names."""
    folder = tmp_path_factory.mktemp("order") / "news"
    shutil.copytree(samples, folder)
    (folder / "README").unlink()
    for name in ("00-again.txt", "99-again.txt"):
        shutil.copy(folder / "08-arms-cache.txt", folder / name)
    return folder


def in_order(articles: Path, order: int) -> list[str]:
    """Return the articles' paths, shuffled unless ``order`` is 0."""
    paths = [f"news/{path.name}" for path in sorted(articles.iterdir())]
    if order:
        random.Random(order).shuffle(paths)
    return paths


def test_records_and_events_are_the_same_bytes(articles: Path) -> None:
    outputs = []
    for way in WAYS:
        name = f"way{way.order}"
        paths = in_order(articles, way.order)
        coded = dateline(
            "code", *paths, "--db", f"{name}.db", "--to", f"{name}.jsonl", "--quiet",
            "--workers", str(way.workers), folder=articles.parent, hash_seed=way.hash_seed,
        )  # fmt: skip
        assert coded.returncode == 3, coded.stderr
        events = dateline(
            "events", "--db", f"{name}.db", "--format", "jsonl",
            folder=articles.parent, hash_seed=way.hash_seed,
        )  # fmt: skip
        assert events.returncode == 0, events.stderr
        records = (articles.parent / f"{name}.jsonl").read_bytes()
        outputs.append((records, events.stdout))
    first = outputs[0]
    assert first[0].count(b"\n") >= 20
    assert first[1].count("\n") >= 10
    for other in outputs[1:]:
        assert other == first


def test_articles_added_one_at_a_time_give_the_same_as_all_at_once(
    coder: Coder, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(articles.parent)
    outputs = []
    for number, groups in enumerate(
        ([in_order(articles, 0)], [[path] for path in in_order(articles, 3)])
    ):
        with open_store(tmp_path / f"{number}.db") as store:
            for group in groups:
                code_into(store, group)
            records = document_records(store, names=True)
            outputs.append(
                (
                    [{**record, "failures": None} for record in records],
                    event_records(store, names=True),
                    list(store.copies()),
                )
            )
    assert outputs[0] == outputs[1]
