"""What integration tests share: one loaded coder, sample articles, corpora beside the checkout."""

import os
from pathlib import Path

import pytest

from dateline.api import Coder

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def coder() -> Coder:
    """A coder with the built-in codebook and gazetteer; loading takes seconds."""
    return Coder()


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample articles."""
    return ROOT / "src" / "dateline" / "resources" / "samples"


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of seed articles: in DATELINE_CORPORA, or beside the checkout."""
    shared = Path(os.environ.get("DATELINE_CORPORA", ROOT.parent / "shared"))
    folder = shared / "seeds"
    if not folder.is_dir():
        pytest.skip(f"no seeds in {shared}: set DATELINE_CORPORA to the folder that holds them")
    return folder
