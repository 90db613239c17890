import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.exports.dossiers import Dossiers
from dateline.exports.geojson import event_feature, write_features
from dateline.exports.tables import COLUMNS, FORMULA_STARTS, event_row, guard, write_events

from .samples import ARREST, ATTACK, CLAIMS, DOCUMENTS, EVENTS, FAMILIES

SHELF = Dossiers(DOCUMENTS.get, CLAIMS.__getitem__)


def rows() -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    assert write_events(map(SHELF.open, EVENTS), stream, families=FAMILIES) == 2
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


def test_a_row_holds_the_event_as_a_person_would_code_it() -> None:
    attack, arrest = rows()
    assert tuple(attack) == COLUMNS
    assert attack["family"] == "violence"
    assert (attack["start"], attack["time_precision"]) == ("2031-05-06", "day")
    assert (attack["killed_low"], attack["killed_best"], attack["killed_high"]) == ("7", "", "8")
    assert attack["killed_disputed"] == "yes"
    assert attack["disputed"] == "killed victims"
    assert attack["who"] == "Gunmen; attackers"
    assert attack["whom"] == "[victim], a shopkeeper"
    assert arrest["start"] == arrest["place"] == arrest["injured_low"] == ""
    assert arrest["who"] == "[suspect], a welder; Police"


def test_an_alleged_person_shown_by_name_is_marked_as_a_suspect() -> None:
    named = Dossiers(DOCUMENTS.get, CLAIMS.__getitem__, names=True).open(ARREST)
    assert event_row(named, families={})["who"] == "Ilvar Redfern, a welder (suspect); Police"


def test_no_cell_of_a_row_can_run_as_a_formula() -> None:
    attack, _ = rows()
    assert attack["outlets"] == "'=Herald; Veldmark Courier"


def test_numbers_are_not_taken_for_formulas() -> None:
    assert rows()[0]["latitude"] == "-43.25"


@given(st.text())
def test_guarded_text_never_begins_a_formula_and_loses_nothing(text: str) -> None:
    cell = guard(text)
    assert isinstance(cell, str)
    assert not cell.startswith(FORMULA_STARTS)
    assert cell in (text, f"'{text}")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_every_formula_start_is_guarded(start: str) -> None:
    assert guard(f"{start}1") == f"'{start}1"


def test_geojson_has_a_point_where_a_place_is_known_and_none_elsewhere() -> None:
    stream = io.StringIO()
    assert write_features(map(SHELF.open, EVENTS), stream, families=FAMILIES) == 2
    collection = json.loads(stream.getvalue())
    attack, arrest = collection["features"]
    assert attack["geometry"] == {"type": "Point", "coordinates": [76.9, -43.25]}
    assert attack["properties"]["place"] == "Tarsk"
    assert arrest["geometry"] is None
    assert arrest["id"] == ARREST.id


def test_geojson_without_events_is_an_empty_collection() -> None:
    stream = io.StringIO()
    assert write_features([], stream, families={}) == 0
    assert json.loads(stream.getvalue())["features"] == []


def test_a_feature_has_every_column_but_its_coordinates() -> None:
    feature = event_feature(SHELF.open(ATTACK), families=FAMILIES)
    assert {*feature["properties"]} == {*COLUMNS} - {"latitude", "longitude"}
