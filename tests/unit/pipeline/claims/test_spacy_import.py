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
