"""What all tests share: one coder and one parser, loaded once."""

import pytest
from hypothesis import HealthCheck, settings

from dateline.api import Coder
from dateline.pipeline.claims.parse import Parser

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("dateline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dateline")


@pytest.fixture(scope="session")
def coder() -> Coder:
    """A coder with the built-in codebook and gazetteer; loading takes seconds."""
    return Coder()


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The English parser."""
    return Parser()
