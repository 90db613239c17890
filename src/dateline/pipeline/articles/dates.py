"""Publication dates as pages print them: in header lines, addresses, file names, date lines."""

import re
from collections.abc import Iterator
from datetime import date

#: The first newspapers are from the 1600s; four digits before that are not a year of publication.
EARLIEST_YEAR = 1600

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_DATE_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_YEAR}/(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?!\d)",
        rf"\b{_MONTH}\s{{0,3}}{_DAY}\s?,?\s{{0,3}}{_YEAR}\b",
        rf"(?<!\d){_DAY}(?:\s{{1,3}}of\s{{1,3}}|[\s\-/]{{0,3}}){_MONTH}\s?,?[\s\-/]{{0,3}}{_YEAR}\b",
        rf"(?<!\d)(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}(?!\d)",
    )
)
_SLASHES = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")

_URL_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"/{_YEAR}/(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?=[/\-_.?#]|$)",
        rf"/{_YEAR}/{_MONTH}/(?P<day>\d{{1,2}})(?=[/\-_.?#]|$)",
        rf"(?<!\d){_YEAR}[-_](?P<month>\d{{2}})[-_](?P<day>\d{{2}})(?!\d)",
        r"[/\-_](?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?=[/\-_.?#]|$)",
    )
)
_NAME_DATE = re.compile(r"(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")


def find_dates(text: str) -> Iterator[tuple[int, int, date]]:
    """Yield each full date (day, month and year) with its start and end, in text order.

    Days and months between slashes are read only where their order cannot be doubted.
    """
    found: list[tuple[int, int, date]] = []
    for pattern in _DATE_PATTERNS:
        for match in pattern.finditer(text):
            day = _day_of(match)
            if day is not None:
                found.append((match.start(), match.end(), day))
    for match in _SLASHES.finditer(text):
        first, second, year = (int(group) for group in match.groups())
        day = _read_slashes(first, second, year)
        if day is not None:
            found.append((match.start(), match.end(), day))
    end = 0
    for item in sorted(found, key=lambda item: (item[0], -item[1])):
        if item[0] >= end:
            yield item
            end = item[1]


def parse_date(text: str) -> date | None:
    """Read a value that should be one date, such as ``2020-03-24T10:00Z`` or ``24 March 2020``."""
    return next((day for _, _, day in find_dates(text)), None)


def date_in_url(url: str) -> date | None:
    """Return the full date an address carries, such as ``/2012/08/26/`` or ``2020-10-30``."""
    for pattern in _URL_PATTERNS:
        for match in pattern.finditer(url):
            day = _day_of(match)
            if day is not None:
                return day
    return None


def date_in_name(name: str) -> date | None:
    """Return the ISO date a file name begins with, such as ``2016-09-12_title.txt``."""
    match = _NAME_DATE.match(name)
    return _day_of(match) if match else None


def _read_slashes(first: int, second: int, year: int) -> date | None:
    if first > 12 or first == second:
        return _make(year, second, first)
    if second > 12:
        return _make(year, first, second)
    return None


def _day_of(match: re.Match[str]) -> date | None:
    month = match["month"].rstrip(".").casefold()
    number = int(month) if month.isdecimal() else MONTHS[month]
    return _make(int(match["year"]), number, int(match["day"]))


def _make(year: int, month: int, day: int) -> date | None:
    if year < EARLIEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
