"""Stored readings of TOML say what the TOML says; a text without one is read as it stands."""

import json
import tomllib
from pathlib import Path

import pytest

from dateline.resources import toml_tables
from dateline.resources.codebook import BUILT_IN, built_in_source
from dateline.resources.codebook_checks import find_faults
from dateline.resources.toml_lines import index_lines
from dateline.resources.toml_tables import read_toml, stored_at

SHIPPED = sorted(Path(toml_tables.__file__).parent.rglob("*.toml"))


@pytest.mark.parametrize("source", SHIPPED, ids=lambda source: source.name)
def test_a_shipped_text_says_the_same_however_it_is_read(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    assert read_toml(text) == tomllib.loads(text)


def test_an_edited_text_is_read_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(toml_tables, "STORED", tmp_path)
    text = "words = ['tea']\n"
    stored_at(text).write_text(json.dumps({"words": ["stored"]}))
    assert read_toml(text) == {"words": ["stored"]}
    assert read_toml(text.replace("tea", "rice")) == {"words": ["rice"]}


def test_what_is_not_toml_is_refused() -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        read_toml("words = [")


def test_the_codebook_that_is_not_checked_at_every_start_has_no_faults() -> None:
    text = built_in_source()
    assert find_faults(tomllib.loads(text), index_lines(text), BUILT_IN) == []
