"""What a person writes on the command line becomes a value, or a clear refusal."""

import json

import pytest

from dateline.core.documents import Span
from dateline.errors import DecisionError
from dateline.pipeline.linking.corrections import read_value
from dateline.resources.gazetteer import Gazetteer, open_gazetteer
from dateline.review.values import check_field, count_value, place_value, time_value, word_value


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer(None)


@pytest.mark.parametrize(
    ("words", "low", "best", "high"),
    [("7", 7, 7, 7), ("7..8", 7, None, 8), ("7..", 7, None, None), ("..8", None, None, 8)],
)
def test_a_count_may_be_open_on_either_side(
    words: str, low: int | None, best: int | None, high: int | None
) -> None:
    assert json.loads(count_value(words)) == {"low": low, "best": best, "high": high}
    assert read_value("killed.victims", count_value(words), mention=Span(0, 1)) is not None


@pytest.mark.parametrize("words", ["", "..", "seven", "8..7", "-3", "7-8", "1.5"])
def test_what_is_no_count_is_refused(words: str) -> None:
    with pytest.raises(DecisionError, match=r"7\.\.8"):
        count_value(words)


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("2031-05-04", "2031-05-04", "2031-05-04", "day"),
        ("2031-05-04..2031-05-06", "2031-05-04", "2031-05-06", "days"),
        ("2032-02", "2032-02-01", "2032-02-29", "month"),
        ("2031", "2031-01-01", "2031-12-31", "year"),
        ("2031..2033-06", "2031-01-01", "2033-06-30", "period"),
    ],
)
def test_a_time_is_as_narrow_as_it_is_written(
    words: str, start: str, end: str, precision: str
) -> None:
    assert json.loads(time_value(words)) == {"start": start, "end": end, "precision": precision}
    assert read_value("time", time_value(words), mention=Span(0, 1)).end.isoformat() == end


@pytest.mark.parametrize(
    "words", ["", "yesterday", "2031-13", "2031-02-30", "2032..2031", "5/4/31"]
)
def test_what_is_no_time_is_refused(words: str) -> None:
    with pytest.raises(DecisionError):
        time_value(words)


def test_a_place_is_looked_up_by_name_and_by_id(gazetteer: Gazetteer) -> None:
    country = json.loads(place_value("geonames:1522867", gazetteer))
    assert (country["name"], country["precision"]) == ("Kazakhstan", "country")
    town = json.loads(place_value("Kazakhstan", gazetteer, country="kz", admin1="almaty region"))
    assert (town["name"], town["country"], town["precision"]) == ("Kazakhstan", "KZ", "town")
    assert json.loads(place_value(town["gazetteer"], gazetteer)) == town


def test_a_name_that_fits_several_places_asks_for_the_id_of_one(gazetteer: Gazetteer) -> None:
    with pytest.raises(DecisionError, match=r"several places fit.*geonames:\d+"):
        place_value("Springfield", gazetteer, country="US")


def test_a_place_the_gazetteer_does_not_know_needs_a_country(gazetteer: Gazetteer) -> None:
    with pytest.raises(DecisionError, match="--country"):
        place_value("Velmorquay", gazetteer)
    named = json.loads(place_value("Velmorquay", gazetteer, country="xx"))
    assert (named["name"], named["country"], named["lat"]) == ("Velmorquay", "XX", None)
    placed = json.loads(place_value("Velmorquay", gazetteer, latitude=1.5, longitude=2.5))
    assert (placed["lat"], placed["lon"]) == (1.5, 2.5)


def test_unknown_ids_fields_and_types_are_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(DecisionError, match="no place has the id"):
        place_value("geonames:0", gazetteer)
    with pytest.raises(DecisionError, match=r"Known: type, .*killed\.victims"):
        check_field("dead")
    with pytest.raises(DecisionError, match="codebook show"):
        word_value("picnic", known={"bombing": "violence"})
