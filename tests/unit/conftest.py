"""What unit tests share: one coder and one parser, loaded once."""

import pytest

from dateline.api import Coder
from dateline.pipeline.claims.parse import Parser


@pytest.fixture(scope="session")
def coder() -> Coder:
    """A coder with the built-in codebook and gazetteer; loading takes seconds."""
    return Coder()


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The English parser."""
    return Parser()
