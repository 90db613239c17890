"""``dateline gazetteer``: what it prints and how it ends."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli.gazetteer import app
from dateline.errors import GazetteerError, SettingsError

RUNNER = CliRunner()


def test_find_shows_what_a_name_may_mean_and_how_it_stands_for_it() -> None:
    result = RUNNER.invoke(app, ["find", "Leninabad", "--country", "tj"])
    assert result.exit_code == 0
    assert "Khujand" in result.stdout
    assert "former name" in result.stdout


def test_find_as_json_carries_claims_and_prior() -> None:
    result = RUNNER.invoke(app, ["find", "Crimea", "--json"])
    (first, *_) = json.loads(result.stdout)["candidates"]
    assert (first["country"], first["claimed_by"], first["kind"]) == ("UA", ["RU"], "admin1")
    assert first["prior"] > 5


def test_find_near_a_place_sorts_by_distance() -> None:
    result = RUNNER.invoke(app, ["find", "Springfield", "--near", "Chicago", "--json"])
    distances = [one["distance_km"] for one in json.loads(result.stdout)["candidates"]]
    assert distances == sorted(distances)
    assert len(distances) == 20


def test_an_unknown_name_ends_in_one_with_near_spellings() -> None:
    result = RUNNER.invoke(app, ["find", "Aktobbe"])
    assert result.exit_code == 1
    assert "Near spellings: Aktobe" in result.stderr


@pytest.mark.parametrize("near", ["91,0", "Zzyrqhat"])
def test_near_nothing_is_refused(near: str) -> None:
    result = RUNNER.invoke(app, ["find", "Paris", "--near", near])
    assert isinstance(result.exception, SettingsError)


def test_info_credits_the_sources() -> None:
    result = RUNNER.invoke(app, ["info", "--json"])
    facts = json.loads(result.stdout)
    assert "GeoNames" in facts["credit"]
    assert "CC BY 4.0" in facts["credit"]
    assert facts["places"] > 270_000
    assert len(facts["sha256"]) == 64


def test_info_of_a_truncated_file_says_so(tmp_path: Path) -> None:
    from dateline.resources.gazetteer import SHIPPED

    path = tmp_path / "cut.sqlite"
    path.write_bytes(SHIPPED.read_bytes()[:100_000])
    result = RUNNER.invoke(app, ["info", "--gazetteer", str(path)])
    assert isinstance(result.exception, GazetteerError)
    assert "truncated: 100,000 of" in str(result.exception)


def test_import_refuses_to_replace_the_shipped_file(tmp_path: Path) -> None:
    from dateline.resources.gazetteer import SHIPPED

    result = RUNNER.invoke(app, ["import", str(tmp_path / "x.txt"), "--to", str(SHIPPED)])
    assert isinstance(result.exception, SettingsError)
