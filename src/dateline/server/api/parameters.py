"""Parameters of the API that are not filters of events."""

from datetime import date

from starlette.requests import Request

from dateline.server.query import QueryError

#: Items of a page unless told otherwise, and at most.
DEFAULT_LIMIT = 50
MOST_ITEMS = 500
#: The nearest a map is looked at.
MOST_ZOOM = 18


def limit_of(request: Request) -> int:
    """Return how many items a page shall have.

    Raises:
        QueryError: It is not a number within bounds.
    """
    return number(request, "limit", default=DEFAULT_LIMIT, least=1, most=MOST_ITEMS)


def number(request: Request, name: str, *, default: int, least: int, most: int) -> int:
    """Return a whole number.

    Raises:
        QueryError: It is not one within bounds.
    """
    value = request.query_params.get(name)
    if value is None:
        return default
    # What int() takes besides digits, such as underscores, is no number here.
    if not (value.isascii() and value.isdecimal() and len(value) < 10):
        raise QueryError(f"{name}: {value[:40]!r} is not a whole number")
    if not least <= int(value) <= most:
        raise QueryError(f"{name}: give a number from {least} to {most}")
    return int(value)


def text(request: Request, name: str) -> str:
    """Return a text, empty if it is not given.

    Raises:
        QueryError: It is too long or cannot be searched for.
    """
    value = request.query_params.get(name, "")
    if len(value) > 500 or "\0" in value:
        raise QueryError(f"{name}: give at most 500 characters of text")
    return value


def year_of(request: Request) -> tuple[date, date] | None:
    """Return the first and last day of the year asked for, if one is.

    Raises:
        QueryError: It is not a year.
    """
    if "year" not in request.query_params:
        return None
    year = number(request, "year", default=0, least=1000, most=9999)
    return date(year, 1, 1), date(year, 12, 31)
