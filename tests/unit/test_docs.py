"""The documentation says what is there, and what it shows works."""

import contextlib
import doctest
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path

import click
import pytest
import typer.main

import dateline
import dateline.api
from dateline.cli.events import Format
from dateline.cli.exits import MEANINGS
from dateline.cli.main import app, run
from dateline.core import claims, coded, documents, events, grounded
from dateline.exports.jsonl import load_schema
from dateline.pipeline.linking.link import link
from dateline.resources.codebook import load_codebook
from dateline.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "dateline"
README = (ROOT / "README.md").read_text(encoding="utf-8")
CLI = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
RECORD = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

MADE = {".git", ".venv", "__pycache__", "demo", "node_modules", "build", "dist"}
#: Folders in which people and machines keep their own things.
MACHINE_PATH = re.compile(rb"(?<![\w.:/~*-])/(?:home|root|Users|work|opt|mnt)/\w")
TEXT = {".md", ".py", ".toml", ".txt", ".lock", ".json", ".jsonl", ".cfg", ".cff", ".sh", ".svg"}


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def commands(command: click.Command, name: str = "dateline") -> Iterator[tuple[str, click.Command]]:
    subcommands: dict[str, click.Command] = getattr(command, "commands", {})
    for sub, inner in subcommands.items():
        yield f"{name} {sub}", inner
        yield from commands(inner, f"{name} {sub}")


COMMANDS = dict(commands(typer.main.get_command(app)))  # type: ignore[arg-type, unused-ignore]


def options_of(name: str) -> set[str]:
    return {option for parameter in COMMANDS[name].params for option in parameter.opts}


def run_dateline(line: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    out = io.StringIO()
    monkeypatch.setattr(sys, "argv", shlex.split(line))
    with contextlib.redirect_stdout(out), pytest.raises(SystemExit) as ended:
        run()
    return int(ended.value.code or 0), out.getvalue()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    assert name in CLI
    for option in options_of(name):
        assert not option.startswith("--") or f"`{option}" in CLI, option


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name: str) -> None:
    assert f"| `{name}` | `{PREFIX}{name.upper()}` |" in CLI


def test_every_exit_status_and_export_is_documented() -> None:
    for status, meaning in MEANINGS.items():
        assert f"| {status.value} | {meaning} |" in CLI
    for format_ in Format:
        assert f"`{format_.value}`" in CLI


@pytest.mark.parametrize(
    "line",
    [
        line.split("#")[0].split(" > ")[0].split(" | ")[-1].strip()
        for page in PAGES
        for block in blocks(page.read_text(encoding="utf-8"), "")
        for line in block.splitlines()
        if re.match(r"(.*\| )?dateline ", line)
    ],
)
def test_every_command_shown_exists_with_its_options(line: str) -> None:
    words = shlex.split(line)
    name = " ".join(words[:3]) if " ".join(words[:3]) in COMMANDS else " ".join(words[:2])
    assert name in COMMANDS
    shown = {word.split("=")[0] for word in words if word.startswith("--")}
    assert shown <= options_of(name)


@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_python_examples_run_and_print_what_is_shown(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    names: dict[str, object] = {}
    shown = re.findall(
        r"^```python\n(.*?)^```(?:\n\n```\n(.*?)^```)?", text, re.DOTALL | re.MULTILINE
    )
    assert shown
    for code, output in shown:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(code, names)
        assert out.getvalue()
        assert not output or out.getvalue() == output


@pytest.mark.parametrize("module", [dateline, dateline.api])
def test_docstring_examples_run(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed


def test_the_session_in_the_readme_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_WORKERS", "1")
    monkeypatch.setenv("DATELINE_DB", str(tmp_path / "events.db"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(ROOT)
    event_id = re.compile(r"\b[0-9a-f]{8}\b")
    lines = [
        line.removeprefix("$ ")
        for session in blocks(README, "console")
        for line in session.splitlines()
        if line.startswith("$ ")
    ]
    assert len(lines) > 2
    seen, everything = "", ""
    for line in lines:
        known = event_id.search(seen)
        status, seen = run_dateline(event_id.sub(known[0], line) if known else line, monkeypatch)
        assert status == (3 if " code " in line else 0), line
        everything += seen
    assert "EVIDENCE" in everything
    assert "by decision" in everything


def test_the_picture_in_the_readme_shows_what_dateline_makes_of_its_texts(
    coder: dateline.Coder,
) -> None:
    texts = {
        date(
            2031, 5, 6
        ): "A bomb killed seven people at a market in Peshawar on Monday, police said.",
        date(2031, 5, 7): "Monday's bombing at a market in Peshawar killed eight people, "
        "hospital staff told the radio.",
    }
    picture = (ROOT / "docs" / "dateline.svg").read_text(encoding="utf-8")
    shown = " ".join(" ".join(re.findall(r'class="words"[^>]*>([^<]*)<', picture)).split())
    assert shown == " ".join(texts.values())
    found = [coder.code(text, published=day) for day, text in texts.items()]
    together = link(
        [claim for one in found for claim in one.claims],
        {one.document.id: one.document for one in found},
    )
    (event,) = together
    (toll,) = event.toll
    assert (event.type.value, event.independent_sources) == ("bombing", 2)
    assert event.time.value is not None
    assert event.time.value.start == event.time.value.end == date(2031, 5, 5)
    assert toll.count.value is not None
    assert (toll.count.value.low, toll.count.value.high) == (7, 8)
    assert toll.count.disputed
    assert event.status.value == "official"


def test_the_codebook_example_has_no_faults(tmp_path: Path) -> None:
    (example,) = blocks((ROOT / "docs" / "codebook.md").read_text(encoding="utf-8"), "toml")
    own = (PACKAGE / "resources" / "codebooks" / "dateline.toml").read_text(encoding="utf-8")
    head = own[own.index("schema = ") : own.index("[[type]]\n")]
    path = tmp_path / "mine.toml"
    path.write_text(head + example, encoding="utf-8")
    assert [event_type.id for event_type in load_codebook(path).types] == ["checkpoint_attack"]


def test_every_word_of_the_record_is_documented() -> None:
    words = set(re.findall(r"`([^`]+)`", RECORD))
    closed = [
        member
        for module in (claims, coded, documents, events, grounded)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, StrEnum)
        if value not in {StrEnum, grounded.Standing}  # worked with, but not written
        for member in value
    ]
    assert sorted({member.value for member in closed} - words) == []
    undocumented = {
        key
        for definition in load_schema()["$defs"].values()
        for key in definition.get("properties", {})
        if not re.search(rf"\b{key}\b", RECORD)
    }
    assert undocumented == set()


@pytest.mark.parametrize(
    "module",
    [
        path.relative_to(PACKAGE).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "__init__.py"
    ],
)
def test_every_module_is_described(module: str) -> None:
    stem = module.removesuffix(".py").rsplit("/", 1)[-1]
    assert re.search(rf"\b{stem}\b", ARCHITECTURE)


def test_every_module_described_exists() -> None:
    for named in re.findall(r"^([\w/]+\.py)\b", ARCHITECTURE, re.MULTILINE):
        assert (PACKAGE / named).is_file() or (PACKAGE / "pipeline" / named).is_file(), named


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_nothing_names_a_path_of_somebodys_machine() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for path in files_in(ROOT)
        if path.suffix in TEXT or path.name in {"Makefile", "run", "NOTICE", "LICENSE"}
        if MACHINE_PATH.search(path.read_bytes())
    ]
    assert found == []


def files_in(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in MADE or path.name.endswith("_cache") or path.name == ".hypothesis":
            continue
        if path.is_dir():
            yield from files_in(path)
        else:
            yield path


def test_every_public_name_is_there_and_importing_loads_no_parser() -> None:
    for name in dateline.__all__:
        assert getattr(dateline, name) is not None
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, dateline; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not {"spacy", "numpy", "pydantic", "dateline.api"} & set(loaded)
