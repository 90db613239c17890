from dataclasses import replace
from datetime import date

import pytest

from dateline.core.claims import Basis
from dateline.core.documents import Document, Span
from dateline.core.grounded import (
    Interval,
    Place,
    PlacePrecision,
    TimeBasis,
    TimePrecision,
    TimeRelation,
)
from dateline.resources.gazetteer import open_gazetteer
from dateline.scoring.to_muc4 import date_value, location_value

TOLD = date(1989, 3, 15)
TEXT = Document(id="d", text="A BOMB WENT OFF IN TULVA, CARCHI PROVINCE.")
TOWN = Place(
    name="Tulva",
    admin1="Carchi",
    country="EC",
    latitude=0.8,
    longitude=-77.7,
    precision=PlacePrecision.TOWN,
    gazetteer="geonames:1",
    basis=Basis.ARGUMENT,
    mention=Span(19, 24),
)


def interval(
    start: date,
    end: date,
    *,
    relation: TimeRelation = TimeRelation.IN,
    precision: TimePrecision = TimePrecision.DAY,
    basis: TimeBasis = TimeBasis.EXPLICIT,
) -> Interval:
    return Interval(
        start=start,
        end=end,
        precision=precision,
        relation=relation,
        basis=basis,
        mention=Span(0, 1),
    )


@pytest.mark.parametrize(
    ("time", "fill"),
    [
        (interval(date(1989, 3, 12), date(1989, 3, 12)), "12 MAR 89"),
        (interval(date(1989, 3, 12), date(1989, 3, 14)), "12 MAR 89 - 14 MAR 89"),
        (
            interval(date(1989, 3, 14), date(1989, 3, 14), relation=TimeRelation.ON_OR_BEFORE),
            "- 14 MAR 89",
        ),
        (
            interval(date(1989, 3, 13), date(1989, 3, 13), basis=TimeBasis.WEEKDAY),
            "- 15 MAR 89",
        ),
        (
            interval(date(1989, 1, 1), TOLD, precision=TimePrecision.PERIOD),
            "- 15 MAR 89",
        ),
        (None, "- 15 MAR 89"),
    ],
)
def test_a_date_is_a_day_a_range_or_on_or_before(time: Interval | None, fill: str) -> None:
    assert date_value(time, TOLD) == fill


@pytest.mark.parametrize(
    ("place", "country", "fill"),
    [
        (TOWN, "EC", "ECUADOR: CARCHI (PROVINCE): TULVA (CITY)"),
        (replace(TOWN, admin1="Napo"), "EC", "ECUADOR: TULVA (CITY)"),
        (replace(TOWN, basis=Basis.DATELINE), "EC", "ECUADOR"),
        (replace(TOWN, country="JP"), "EC", "ECUADOR"),
        (replace(TOWN, country="JP", admin1=None), "JP", "JAPAN: TULVA (CITY)"),
        (None, "EC", "ECUADOR"),
        (None, None, None),
    ],
)
def test_a_location_goes_from_country_to_town_as_far_as_the_text_tells(
    place: Place | None, country: str | None, fill: str | None
) -> None:
    assert location_value(place, country, TEXT, open_gazetteer()) == fill
