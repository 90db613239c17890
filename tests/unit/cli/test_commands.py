import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dateline import __version__
from dateline.cli.exits import MEANINGS, Exit, exit_for
from dateline.errors import (
    CodebookError,
    DatelineError,
    EvidenceError,
    Fault,
    SettingsError,
    StoreError,
)
from dateline.settings import Settings

from .conftest import Dateline

DOCS = Path(__file__).parents[3] / "docs" / "cli.md"
COMMANDS = ("code", "events", "show", "history", "decide", "decisions", "report", "runs",
            "codebook", "evaluate", "settings", "demo", "version")  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_and_is_documented(dateline: Dateline, command: str) -> None:
    outcome = dateline(command, "--help")
    assert outcome.status == 0
    if command != "version":
        assert "Example" in outcome.out
    assert f"## dateline {command}" in DOCS.read_text(encoding="utf-8")


def test_every_option_is_documented(dateline: Dateline) -> None:
    docs = DOCS.read_text(encoding="utf-8")
    for command in COMMANDS:
        for option in re.findall(r"--[a-z][a-z-]+", dateline(command, "--help").out):
            assert f"`{option}" in docs or option == "--help", f"{command} {option}"


def test_every_setting_and_exit_status_is_documented() -> None:
    docs = DOCS.read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert f"`{name}`" in docs
    for status, meaning in MEANINGS.items():
        assert f"| {status.value} | {meaning} |" in docs


def test_help_lists_commands_and_exit_statuses(dateline: Dateline) -> None:
    shown = " ".join(dateline("--help").out.split())
    for command in COMMANDS:
        assert f" {command} " in shown
    for status in Exit:
        assert f"{status.value} " in shown


def test_help_does_not_wait_for_the_parser() -> None:
    script = (
        "import sys; from dateline.cli import main; "
        "print([m for m in ('spacy', 'trafilatura', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_version_is_printed(dateline: Dateline) -> None:
    assert dateline("version").out == f"dateline {__version__}\n"


def test_settings_show_where_values_come_from(
    dateline: Dateline, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("dateline.toml").write_text('db = "mine.db"\n')
    monkeypatch.setenv("DATELINE_WORKERS", "2")
    shown = json.loads(dateline("settings", "--json").out)
    assert shown["db"] == {"value": "mine.db", "from": "dateline.toml:1"}
    assert shown["workers"] == {"value": 2, "from": "DATELINE_WORKERS"}
    assert "dateline.toml:1" in dateline("settings").out
    assert "# workers = 0" in dateline("settings", "--template").out


def test_an_unknown_setting_stops_every_command(dateline: Dateline) -> None:
    Path("dateline.toml").write_text('databse = "mine.db"\ngazeter = "x"\n')
    for command in (("events",), ("settings",), ("code", "x"), ("report", "--to", "r.html")):
        outcome = dateline(*command)
        assert outcome.status == 2
        assert 'did you mean "gazetteer"?' in outcome.err


def test_a_sound_codebook_is_told_so(dateline: Dateline) -> None:
    outcome = dateline("codebook", "check")
    assert outcome.status == 0
    assert "no faults" in outcome.err


def test_a_codebook_with_faults_prints_each_and_ends_with_2(dateline: Dateline) -> None:
    Path("mine.toml").write_text('id = "mine"\n[[type]]\nid = "x"\nfamily = "weather"\n')
    outcome = dateline("codebook", "check", "mine.toml")
    assert outcome.status == 2
    assert len(outcome.out.splitlines()) > 1
    assert re.search(r"^mine\.toml:\d+: ", outcome.out, re.MULTILINE)


def test_the_codebook_lists_types_and_shows_one(dateline: Dateline) -> None:
    assert "armed_assault" in dateline("codebook", "show").out
    shown = dateline("codebook", "show", "arrest").out
    for label in ("family", "triggers", "near miss", "gtd"):
        assert label in shown
    assert dateline("codebook", "show", "picnic").status == 2


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (SettingsError("x"), 2),
        (StoreError("x"), 4),
        (CodebookError([Fault("a", 1, "b")]), 4),
        (EvidenceError("x"), 1),
        (DatelineError("x"), 1),
    ],
)
def test_each_error_has_its_status(error: DatelineError, status: int) -> None:
    assert exit_for(error) == status
