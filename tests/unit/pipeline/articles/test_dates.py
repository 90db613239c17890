"""Publication dates as pages print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.pipeline.articles.dates import date_in_name, date_in_url, find_dates, parse_date


@pytest.mark.parametrize(
    "written",
    [
        "2021-05-04",
        "2021-05-04T10:00:00+02:00",
        "2021/5/4",
        "May 4, 2021",
        "Tuesday May 4, 2021",
        "Tue 4th May 2021 | 04:43 PM",
        "4 May 2021, 14:18",
        "4th of May 2021",
        "04-May-2021",
        "4.5.2021",
        "MAY 4 2021",
    ],
)
def test_a_full_date_is_read_in_many_forms(written: str) -> None:
    assert parse_date(written) == date(2021, 5, 4)


@pytest.mark.parametrize(
    "written", ["unknown", "May 4", "2021", "May 2021", "2021-02-30", "4/5/2021"]
)
def test_what_is_not_a_full_or_certain_date_is_not_read(written: str) -> None:
    assert parse_date(written) is None


def test_slashes_are_read_where_only_one_order_is_possible() -> None:
    assert parse_date("13/5/2021") == date(2021, 5, 13)
    assert parse_date("5/13/2021") == date(2021, 5, 13)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://courier.example/2012/08/26/torva", date(2012, 8, 26)),
        ("https://courier.example/2012/aug/26/torva", date(2012, 8, 26)),
        ("https://courier.example/x/voa-2020-10-30-Court.html", date(2020, 10, 30)),
        ("https://courier.example/20200326-torva", date(2020, 3, 26)),
        ("https://courier.example/2012/08/torva", None),
        ("https://courier.example/world/31673972.html", None),
        ("https://courier.example/2012/13/45/torva", None),
    ],
)
def test_an_address_dates_an_article_only_with_day_month_and_year(
    url: str, day: date | None
) -> None:
    assert date_in_url(url) == day


def test_a_file_name_dates_an_article_only_where_it_begins_with_the_day() -> None:
    assert date_in_name("2016-09-12_title.txt") == date(2016, 9, 12)
    assert date_in_name("title-2016-09-12.txt") is None


@given(st.dates(min_value=date(1900, 1, 1)), st.text(alphabet="ab .,-\n", max_size=20))
def test_a_written_date_is_found_where_it_stands(day: date, around: str) -> None:
    text = f"{around} {day:%B} {day.day}, {day.year:04d} {around}"
    assert [text[start:end] for start, end, found in find_dates(text) if found == day] == [
        f"{day:%B} {day.day}, {day.year:04d}"
    ]
