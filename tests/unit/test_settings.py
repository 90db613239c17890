import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import SettingsError
from dateline.settings import Settings, load_settings, render_template, show_value, values_of


def test_nearer_sources_win_and_every_value_tells_where_it_is_from(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text('# mine\ndb = "file.db"\nworkers = 3\nnames = true\n')
    loaded = load_settings(
        {"workers": 1, "codebook": None},
        environment={"DATELINE_WORKERS": "2", "DATELINE_NAMES": "false", "HOME": "/"},
        folder=tmp_path,
    )
    assert loaded.settings.db == Path("file.db")
    assert loaded.settings.workers == 1
    assert loaded.settings.names is False
    assert loaded.origins["db"] == "dateline.toml:2"
    assert loaded.origins["workers"] == "--workers"
    assert loaded.origins["names"] == "DATELINE_NAMES"
    assert loaded.origins["codebook"] == "default"


def test_all_faults_are_told_at_once_with_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text('gazeteer = "x"\n\nworkers = "many"\n')
    with pytest.raises(SettingsError) as caught:
        load_settings({}, environment={"DATELINE_DBB": "a"}, folder=tmp_path)
    lines = str(caught.value).splitlines()
    assert lines[0] == 'dateline.toml:1: unknown setting "gazeteer"; did you mean "gazetteer"?'
    assert lines[1] == 'DATELINE_DBB: unknown setting "dbb"; did you mean "db"?'
    assert lines[2].startswith("dateline.toml:3: workers = 'many': ")


def test_a_name_like_none_lists_what_is_known(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="known: db, codebook"):
        load_settings({}, environment={"DATELINE_QQQQ": "1"}, folder=tmp_path)


@pytest.mark.parametrize("content", [b"db = ", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "dateline.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"dateline\.toml: "):
        load_settings({}, environment={}, folder=tmp_path)


def test_an_empty_value_counts_as_not_given(tmp_path: Path) -> None:
    loaded = load_settings({}, environment={"DATELINE_CODEBOOK": ""}, folder=tmp_path)
    assert loaded.settings == Settings()


def test_the_template_names_every_setting_and_changes_nothing(tmp_path: Path) -> None:
    template = render_template()
    (tmp_path / "dateline.toml").write_text(template)
    assert load_settings({}, environment={}, folder=tmp_path).settings == Settings()
    uncommented = "\n".join(
        line.removeprefix("# ") if " = " in line else line for line in template.splitlines()
    )
    (tmp_path / "dateline.toml").write_text(uncommented)
    loaded = load_settings({}, environment={}, folder=tmp_path)
    assert loaded.settings == Settings()
    assert loaded.origins["db"].startswith("dateline.toml:")
    assert all(f"# {name} = " in template for name in values_of(Settings()))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_a_value_is_shown_as_toml_that_reads_back(name: str) -> None:
    assert tomllib.loads(f"x = {show_value(name)}") == {"x": name}
    assert show_value(None) == "not set"
