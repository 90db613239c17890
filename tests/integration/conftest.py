"""What integration tests share: one loaded coder, sample articles, corpora beside the checkout."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dateline.api import Coder
from dateline.store.interface import Store
from dateline.store.sqlite import open_store

from .coding import code_into

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample articles."""
    return ROOT / "src" / "dateline" / "resources" / "samples"


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of seed articles: in CORPORA, or beside the checkout."""
    shared = Path(os.environ.get("CORPORA", ROOT.parent / "shared"))
    folder = shared / "seeds"
    if not folder.is_dir():
        pytest.skip(f"no seeds in {shared}: set CORPORA to the folder that holds them")
    return folder


@pytest.fixture(scope="session")
def sample_store(
    coder: Coder, samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A store with the sample articles; not to be written to."""
    path = tmp_path_factory.mktemp("samples") / "events.db"
    with open_store(path) as store:
        code_into(store, [samples])
    with open_store(path, read_only=True) as store:
        yield store


@pytest.fixture(scope="session")
def seed_store(
    coder: Coder, seeds: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A store with the seed articles, each dated by its file name; not to be written to."""
    path = tmp_path_factory.mktemp("seeds") / "events.db"
    with open_store(path) as store:
        for article in sorted(seeds.glob("*.txt")):
            code_into(store, [article], published=date.fromisoformat(article.name[:10]))
    with open_store(path, read_only=True) as store:
        yield store


@pytest.fixture(params=["sample_store", "seed_store"])
def coded_store(request: pytest.FixtureRequest) -> Store:
    """The sample articles and, where they are at hand, the seed articles."""
    store: Store = request.getfixturevalue(request.param)
    return store
