"""spaCy is imported without its command line, which is there when it is asked for."""

import subprocess
import sys

SCRIPT = """
import sys
from dateline.pipeline.claims import parse
assert not [name for name in sys.modules if name.startswith(("spacy.cli", "weasel", "httpx"))]
import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
from spacy.cli import download
assert callable(download)
"""


def test_the_command_line_of_spacy_is_imported_only_when_it_is_used() -> None:
    subprocess.run([sys.executable, "-c", SCRIPT], check=True)


def test_what_other_packages_add_is_found_by_group() -> None:
    script = """
import dateline.pipeline.claims
import catalogue
from importlib.metadata import entry_points
found = entry_points()
for group in found.groups:
    assert list(catalogue.AVAILABLE_ENTRY_POINTS[group]) == list(found.select(group=group))
assert catalogue.AVAILABLE_ENTRY_POINTS.get("no such group") is None
"""
    subprocess.run([sys.executable, "-W", "error", "-c", script], check=True)
