"""A folder full of files that cannot be coded, and two that can: one line each, nothing lost."""

import gzip
import json
import os
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from dateline.store.sqlite import open_store

from .command import dateline

GOOD = (
    "PUBLISHED: 2021-05-06\n\nGunmen attacked a police checkpoint in Kandahar on Monday and killed "
    "four officers, the provincial governor's office said in a statement."
)
OTHER = (
    "PUBLISHED: 2021-05-08\n\nPolice in Mogadishu arrested two suspected members of al-Shabaab on "
    "Tuesday over the bombing of a hotel, a spokesman said."
)
UKRAINIAN = (
    "Поліція затримала двох чоловіків, яких підозрюють у підготовці вибуху на залізничній станції, "
    "повідомила у вівторок речниця обласного управління. Під час обшуку знайшли зброю та набої."
)
FUTURE = (
    "PUBLISHED: 2999-01-01\n\nRebels ambushed an army convoy near Goma and killed six soldiers, a "
    "military spokesman told reporters at the scene of the attack."
)
UTF16 = "Soldiers killed three militants in a raid near Mosul on Sunday, the defence ministry said."
MIXED = "A bomb exploded at a café in Baghdad on Friday. Police said “two guards” were killed."

#: What each file is refused or warned for, in words that its line must hold.
REFUSED = {
    "empty.txt": "empty",
    "binary.txt": "binary",
    "endless.txt": "too large",
    "bomb.html": "nested",
    "cut.txt.gz": "truncated",
    "bomb.zip": "ZIP bomb",
    "absent.txt": "not found",
}
WARNED = {
    "future.txt": "2999",
    "ukrainian.txt": "'uk'",
    "good.txt": "duplicate: same text as news/copy.txt",
    "mixed.txt": "mixed encodings",
}
#: Coded like any other, without a word.
QUIET = ("copy.txt", "other.txt", "utf16.txt")
CODED = (*QUIET, "mixed.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How coding the folder ended, and where its store is."""

    process: subprocess.CompletedProcess[str]
    folder: Path

    def line(self, name: str) -> str:
        """Return the one line of stderr about a file."""
        (line,) = [
            one
            for one in self.process.stderr.splitlines()
            if f"/{name}" in f"/{one}".split(": ")[0]
        ]
        return line


def write_folder(folder: Path) -> None:
    """Write every kind of bad input, and good ones beside them."""
    for name in ("copy.txt", "good.txt"):
        (folder / name).write_text(GOOD, encoding="utf-8")
    (folder / "other.txt").write_text(OTHER, encoding="utf-8")
    (folder / "utf16.txt").write_text(UTF16, encoding="utf-16")
    (folder / "mixed.txt").write_bytes(MIXED.encode("cp1252") + "\nNaïve".encode())
    (folder / "future.txt").write_text(FUTURE, encoding="utf-8")
    (folder / "ukrainian.txt").write_text(UKRAINIAN, encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40)
    (folder / "bomb.html").write_text("<div>" * 200_000 + "Attack", encoding="utf-8")
    (folder / "cut.txt.gz").write_bytes(gzip.compress(OTHER.encode() * 9)[:-20])
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("page.txt", b"bomb " * 20_000_000)
    with (folder / "endless.txt").open("wb") as stream:
        for _ in range(100):
            stream.write(b"attack " * 150_000)


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("bad")
    (folder / "news").mkdir()
    write_folder(folder / "news")
    process = dateline("code", "news", "absent.txt", "--db", "events.db", folder=folder)
    (folder / "news" / "endless.txt").unlink()
    return Outcome(process=process, folder=folder)


def test_run_finishes_with_failures(outcome: Outcome) -> None:
    assert outcome.process.returncode == 3, outcome.process.stderr
    assert "Traceback" not in outcome.process.stderr


@pytest.mark.parametrize(("name", "reason"), sorted((REFUSED | WARNED).items()))
def test_one_line_names_the_file_and_the_reason(outcome: Outcome, name: str, reason: str) -> None:
    assert reason in outcome.line(name)


def test_good_files_are_coded_without_a_word(outcome: Outcome) -> None:
    for name in QUIET:
        assert f"{name}: " not in outcome.process.stderr, name


def test_everything_that_can_be_read_is_stored(outcome: Outcome) -> None:
    with open_store(outcome.folder / "events.db", read_only=True) as store:
        stored = {Path(document.path or "").name: document for document in store.documents()}
        coded = {name for name, document in stored.items() if any(store.claims(document.id))}
        copies = [Path(copy.path or "").name for copy in store.copies()]
        damage = store.check()
    assert set(stored) == {*CODED, "future.txt", "ukrainian.txt"}
    assert copies == ["good.txt"]
    assert coded == {*CODED, "future.txt"}
    assert stored["future.txt"].published is None
    assert "café" in stored["mixed.txt"].text
    assert "Naïve" in stored["mixed.txt"].text
    assert damage == ()


def test_run_lists_what_was_skipped_and_why(outcome: Outcome) -> None:
    shown = dateline("runs", "1", "--db", "events.db", "--json", folder=outcome.folder)
    failures = json.loads(shown.stdout)["failures"]
    reasons = {Path(failure["path"].split("!")[0]).name: failure["reason"] for failure in failures}
    for name, reason in (REFUSED | WARNED).items():
        assert reason in reasons[name], name


def test_coding_the_folder_again_changes_nothing(outcome: Outcome) -> None:
    def contents() -> tuple[list[object], ...]:
        with open_store(outcome.folder / "events.db", read_only=True) as store:
            return (
                list(store.documents()),
                list(store.copies()),
                list(store.claims()),
                list(store.events()),
            )

    before = contents()
    again = dateline("code", "news", "absent.txt", "--db", "events.db", folder=outcome.folder)
    assert again.returncode == 3
    assert contents() == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads any file")
def test_file_without_read_permission_is_named(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    locked = tmp_path / "locked.txt"
    locked.write_text(OTHER, encoding="utf-8")
    locked.chmod(0)
    process = dateline("code", "good.txt", "locked.txt", "--db", "events.db", folder=tmp_path)
    assert process.returncode == 3
    assert "locked.txt: " in process.stderr
    assert "permission" in process.stderr.lower()
