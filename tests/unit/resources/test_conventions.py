"""Conventions can be changed by a user, and the page about them says what they are."""

from importlib.resources import files
from pathlib import Path

import pytest
from tools.write_conventions import TARGET, render

from dateline.errors import ResourceError
from dateline.resources.conventions import load_conventions
from dateline.resources.counts import load_count_lexicon
from dateline.resources.times import load_time_lexicon

SHIPPED = files("dateline.resources") / "lexicons"


def own_file(folder: Path, name: str, old: str, new: str) -> Path:
    text = (SHIPPED / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_page_tells_the_shipped_conventions() -> None:
    page = TARGET.read_text(encoding="utf-8")
    assert page == render(load_count_lexicon(), load_time_lexicon())


def test_without_a_folder_the_shipped_ones_hold() -> None:
    conventions = load_conventions()
    assert conventions.counts is load_count_lexicon()
    assert conventions.times is load_time_lexicon()
    assert conventions.digest == ""


def test_file_of_a_folder_replaces_the_shipped_one_and_the_other_stays(tmp_path: Path) -> None:
    own_file(tmp_path, "times.toml", "late_month = [21, 31]", "late_month = [25, 31]")
    conventions = load_conventions(tmp_path)
    assert conventions.times.conventions.late_month == (25, 31)
    assert conventions.counts.vague == load_count_lexicon().vague
    assert conventions.digest


def test_digest_changes_with_the_files(tmp_path: Path) -> None:
    own_file(tmp_path, "counts.toml", '"dozens" = [24, "", ""]', '"dozens" = [25, "", ""]')
    first = load_conventions(tmp_path).digest
    own_file(tmp_path, "counts.toml", '"dozens" = [24, "", ""]', '"dozens" = [26, "", ""]')
    assert load_conventions(tmp_path).digest != first


def test_folder_without_conventions_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=r"holds no conventions. Put times.toml, counts.toml"):
        load_conventions(tmp_path)


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("counts.toml", '"dozens" = [24, "", ""]', '"dozens" = [99, "", 24]', "vague.dozens"),
        ("counts.toml", '"half" = [1, 2]', '"half" = [2, 1]', "fractions.half"),
        ("counts.toml", "low = 2", "least = 2", "plural.least: is not known here"),
        ("times.toml", "late_month = [21, 31]", "late_month = [31, 21]", "conventions.late_month"),
        ("times.toml", "recent = 3", "", "conventions.recent: is missing"),
        ("times.toml", "recent = 3", "recent = [", "not TOML"),
    ],
)
def test_fault_of_a_file_is_named_with_its_place(
    tmp_path: Path, name: str, old: str, new: str, fault: str
) -> None:
    own_file(tmp_path, name, old, new)
    with pytest.raises(ResourceError) as error:
        load_conventions(tmp_path)
    assert fault in str(error.value)
    assert str(tmp_path / name) in str(error.value)
