import csv
import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from dateline.exports.jsonl import load_schema

from ..exports.samples import ARREST, ATTACK, COURIER
from .conftest import Dateline

NAMES = ("Velleck", "Redfern", "Osgood")


@pytest.mark.usefixtures("db")
def test_the_table_shows_events_with_disagreement_and_masked_persons(dateline: Dateline) -> None:
    outcome = dateline("events")
    assert outcome.status == 0
    for words in ("e1a77acc", "2031-05-06", "Tarsk, KZ", "Armed assault", "7–8*", "[victim]"):
        assert words in outcome.out
    assert "Gunmen, attackers → [victim]" in outcome.out
    assert "[suspect], a welder; Police" in outcome.out
    assert not any(name in outcome.out for name in NAMES)
    assert outcome.err == "2 events\n"


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("width", [80, 100, 160])
def test_the_table_fits_the_terminal(
    dateline: Dateline, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    outcome = dateline("events")
    assert max(len(line) for line in outcome.out.splitlines()) <= width
    assert "e1a77acc" in outcome.out


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (("--type", "arrest"), [ARREST.id]),
        (("--family", "violence"), [ATTACK.id]),
        (("--family", "violence", "--type", "arrest"), []),
        (("--since", "2031-05-07"), []),
        (("--until", "2031-05-06"), [ATTACK.id]),
        (("--country", "kz"), [ATTACK.id]),
        (("--disputed",), [ATTACK.id]),
        (("--text", "border"), [ATTACK.id, ARREST.id]),
        (("--stage", "foiled"), []),
        (("--status", "official", "--scope", "incident"), [ATTACK.id, ARREST.id]),
        (("--limit", "1"), [ATTACK.id]),
        (("--place", "tar"), [ATTACK.id]),
    ],
)
def test_filters_choose_events(
    dateline: Dateline, arguments: tuple[str, ...], ids: list[str]
) -> None:
    outcome = dateline("events", *arguments, "--format", "jsonl")
    records = [json.loads(line) for line in outcome.out.splitlines()]
    assert [record["event"]["id"] for record in records] == ids


@pytest.mark.usefixtures("db")
def test_a_family_the_codebook_has_not_is_a_usage_error(dateline: Dateline) -> None:
    outcome = dateline("events", "--family", "weather")
    assert outcome.status == 2
    assert "violence" in outcome.err


@pytest.mark.usefixtures("db")
def test_csv_and_geojson_go_to_stdout_alone(dateline: Dateline) -> None:
    outcome = dateline("events", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(outcome.out, newline="")))
    assert [row["family"] for row in rows] == ["violence", "enforcement"]
    assert outcome.err == ""
    outcome = dateline("events", "--format", "geojson")
    assert len(json.loads(outcome.out)["features"]) == 2


@pytest.mark.usefixtures("db")
def test_no_format_shows_private_persons_unless_names_are_asked_for(dateline: Dateline) -> None:
    commands = [
        ("events", "--format", "csv"),
        ("events", "--format", "jsonl"),
        ("events", "--format", "geojson"),
        ("show", ATTACK.id),
        ("show", ARREST.id, "--json"),
        ("show", COURIER.id),
        ("show", COURIER.id, "--json"),
    ]
    for command in commands:
        shown = dateline(*command).out
        assert not any(name in shown for name in NAMES), command
    assert "Velleck" in dateline("events", "--format", "csv", "--names").out
    assert "Ilvar Redfern" in dateline("show", COURIER.id, "--names").out


@pytest.mark.usefixtures("db")
def test_an_event_is_shown_with_evidence_sources_and_disagreement(dateline: Dateline) -> None:
    outcome = dateline("show", "e1a77acc00000001")
    for words in (
        "Armed assault by Gunmen",
        "WHERE SOURCES DIFFER",
        "7–8 “seven or eight” – Veldmark Courier, 2031-05-07",
        "10+ “At least ten” – =Herald, 2031-05-07",
        "credited to police (police): “police said”",
        "nobody else: the outlet's own words",
        "2 documents report this independently",
        "led to e1a77acc  Arrest",
    ):
        assert words in outcome.out


@pytest.mark.usefixtures("db")
def test_a_document_is_shown_with_what_its_date_is_known_from(dateline: Dateline) -> None:
    outcome = dateline("show", "veldmark-courier.txt")
    for words in ("2031-05-07 (known from: header)", "comment", "CLAIMS (2)", "where: not stated"):
        assert words in outcome.out
    record = json.loads(dateline("show", "veldmark-courier.txt", "--json").out)
    Draft202012Validator(load_schema()).validate(record)


@pytest.mark.usefixtures("db")
def test_what_is_not_there_is_said_and_status_4(dateline: Dateline) -> None:
    outcome = dateline("show", "nothing")
    assert outcome.status == 4
    assert "no event or document 'nothing'" in outcome.err
    assert dateline("runs", "77").status == 4
    ambiguous = dateline("show", "e1a77acc")
    assert ambiguous.status == 4


def test_a_store_that_is_missing_is_one_clear_line(dateline: Dateline) -> None:
    outcome = dateline("events", "--db", "none.db")
    assert outcome.status == 4
    assert outcome.out == ""
    assert outcome.err.count("\n") == 1
    assert "none.db" in outcome.err


@pytest.mark.usefixtures("db")
def test_runs_list_what_failed(dateline: Dateline) -> None:
    assert "finished" in dateline("runs").out
    assert "empty.txt: reading: empty file" in dateline("runs", "1").out
    listed = json.loads(dateline("runs", "1", "--json").out)
    assert listed["runs"][0]["totals"]["failed"] == 1
    assert listed["failures"][0]["reason"] == "empty file"


@pytest.mark.usefixtures("db")
def test_a_report_is_written_whole(dateline: Dateline, tmp_path: Path) -> None:
    outcome = dateline("report", "--to", "report.html", "--title", "Tarsk")
    assert outcome.status == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<h1>Tarsk</h1>" in page
    assert not any(name in page for name in NAMES)
    assert dateline("report", "--to", "missing/report.html").status == 4
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".html") == [
        "report.html"
    ]


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_the_table_is_no_wider_than_the_window_and_names_columns_left_out(
    db: Path, dateline: Dateline, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = dateline("events", "--db", str(db))
    assert shown.status == 0
    heading = shown.out.splitlines()[0]
    whole = ("Event", "Src", "When", "Where", "What", "Who → whom", "Killed")
    for column in whole:
        assert (column in heading.split("  ") or f" {column} " in f" {heading} ") != (
            column in shown.err
        ), column
    assert all(len(line.rstrip()) <= width for line in shown.out.splitlines())
    assert ("too few" in shown.err) == (width == 60)
