"""The query string that says which events are looked at: the same for every page and the API."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar
from urllib.parse import quote_plus

from starlette.datastructures import QueryParams

from dateline.core.claims import Scope, SourceKind, Stage, Status
from dateline.core.events import FigureRule
from dateline.errors import DatelineError
from dateline.explore.filters import Box, ExploreFilters, Order
from dateline.explore.timeline import Unit

#: Between a minus and an order: the other way round.
DESCENDING = "-"
#: The value of ``scope`` that leaves out nothing.
EVERY_SCOPE = "all"
#: Characters of one value at most: longer ones are a mistake or an attack.
MOST_CHARACTERS = 500
#: Values of one parameter at most.
MOST_VALUES = 200

E = TypeVar("E", bound=StrEnum)


class QueryError(DatelineError):
    """A query string that cannot be understood; the message names the parameter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a query string asks for.

    Attributes:
        filters: Which events, in what order; incidents alone unless ``scope`` says otherwise.
        families: Families of types that were asked for; their types are among the filters'.
        types: Types that were asked for by name.
        figures: The rule that figures are chosen by, if one is asked for.
        unit: What a bar of the timeline stands for, if asked for.
        after: The cursor of a page of the list.
        whole: The facet to list in full, if any.
    """

    filters: ExploreFilters = field(default_factory=lambda: ExploreFilters(scope=Scope.INCIDENT))
    families: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    figures: FigureRule | None = None
    unit: Unit | None = None
    after: str = ""
    whole: str | None = None


def read_query(params: QueryParams, *, families: Mapping[str, str]) -> Query:
    """Return what a query string asks for.

    Args:
        params: The parameters; those that are not of a query are passed over.
        families: The family of each event type of the codebook.

    Raises:
        QueryError: A value cannot be understood.
    """
    reader = _Reader(params)
    asked_types = reader.values("type")
    asked_families = tuple(
        _known(reader.values("family"), sorted(set(families.values())), "family")
    )
    order, descending = _order(reader.one("order"))
    return Query(
        filters=ExploreFilters(
            types=_types(asked_types, asked_families, families),
            stages=reader.words("stage", Stage),
            statuses=reader.words("status", Status),
            scope=_scope(reader.one("scope")),
            since=reader.day("since"),
            until=reader.day("until"),
            places=reader.values("place"),
            box=_box(reader.one("bbox")),
            actors=reader.values("actor"),
            outlets=reader.values("outlet"),
            kinds=reader.words("kind", SourceKind),
            disputed=reader.choice("disputed"),
            single_source=reader.choice("single"),
            official_only=reader.choice("official"),
            reviewed=reader.choice("reviewed"),
            text=(reader.one("q") or "").strip() or None,
            document=reader.one("document"),
            order=order,
            descending=descending,
        ),
        families=asked_families,
        types=asked_types,
        figures=reader.word("figures", FigureRule),
        unit=reader.word("unit", Unit),
        after=reader.one("after") or "",
        whole=reader.one("whole"),
    )


def write_query(query: Query) -> str:
    """Return the query string that asks for this: parameters in a fixed order, defaults left out.

    Reading it gives the same query again.
    """
    filters, box = query.filters, query.filters.box
    named: tuple[tuple[str, Iterable[object]], ...] = (
        ("q", (filters.text,)),
        ("family", query.families),
        ("type", query.types),
        ("stage", filters.stages),
        ("status", filters.statuses),
        ("scope", () if filters.scope is Scope.INCIDENT else (filters.scope or EVERY_SCOPE,)),
        ("since", (filters.since,)),
        ("until", (filters.until,)),
        ("place", filters.places),
        ("bbox", () if box is None else (_bounds(box),)),
        ("actor", filters.actors),
        ("outlet", filters.outlets),
        ("kind", filters.kinds),
        ("disputed", (_CHOICE[filters.disputed],)),
        ("single", (_CHOICE[filters.single_source],)),
        ("official", (_CHOICE[filters.official_only],)),
        ("reviewed", (_CHOICE[filters.reviewed],)),
        ("document", (filters.document,)),
        ("order", (_written_order(filters),)),
        ("figures", (query.figures,)),
        ("unit", (query.unit,)),
        ("whole", (query.whole,)),
        ("after", (query.after,)),
    )
    return "&".join(
        f"{name}={_quoted(str(value))}" for name, values in named for value in values if value
    )


_CHOICE = {None: None, True: "yes", False: "no"}


# A page writes some eighty queries that have most of their values in common.
@lru_cache(maxsize=20_000)
def _quoted(value: str) -> str:
    return quote_plus(value)


def _bounds(box: Box) -> str:
    return ",".join(f"{n:g}" for n in (box.west, box.south, box.east, box.north))


def _written_order(filters: ExploreFilters) -> str | None:
    if filters.order is Order.DATE and not filters.descending:
        return None
    return f"{DESCENDING if filters.descending else ''}{filters.order}"


class _Reader:
    """Reads values of parameters and says which of them is wrong."""

    def __init__(self, params: QueryParams) -> None:
        self._params = params

    def values(self, name: str) -> tuple[str, ...]:
        values = tuple(dict.fromkeys(value for value in self._params.getlist(name) if value))
        if len(values) > MOST_VALUES:
            raise QueryError(f"{name}: {len(values)} values are too many; give {MOST_VALUES}")
        for value in values:
            if len(value) > MOST_CHARACTERS or "\0" in value:
                raise QueryError(f"{name}: give at most {MOST_CHARACTERS} characters of text")
        return values

    def one(self, name: str) -> str | None:
        values = self.values(name)
        if len(values) > 1:
            raise QueryError(f"{name}: give one value, not {len(values)}")
        return values[0] if values else None

    def words(self, name: str, type_: type[E]) -> tuple[E, ...]:
        return tuple(_word(name, value, type_) for value in self.values(name))

    def word(self, name: str, type_: type[E]) -> E | None:
        value = self.one(name)
        return None if value is None else _word(name, value, type_)

    def day(self, name: str) -> date | None:
        value = self.one(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise QueryError(f"{name}: {value!r} is not a day such as 2031-05-01") from error

    def choice(self, name: str) -> bool | None:
        # Both ticked asks for the same as neither.
        values = self.values(name)
        for value in values:
            if value not in ("yes", "no"):
                raise QueryError(f"{name}: {value!r} is neither yes nor no")
        return values[0] == "yes" if len(values) == 1 else None


def _word(name: str, value: str, type_: type[E]) -> E:
    try:
        return type_(value)
    except ValueError as error:
        known = ", ".join(type_)
        raise QueryError(f"{name}: {value!r} is not one of {known}") from error


def _known(values: Sequence[str], known: Sequence[str], name: str) -> Sequence[str]:
    for value in values:
        if value not in known:
            raise QueryError(f"{name}: {value!r} is not one of {', '.join(known)}")
    return values


def _types(
    types: tuple[str, ...], families: Sequence[str], by_type: Mapping[str, str]
) -> tuple[str, ...]:
    if not families:
        return types
    chosen = tuple(name for name, family in by_type.items() if family in families)
    if not types:
        return chosen
    # Both narrow: nothing may be left, which must not read as everything.
    return tuple(name for name in types if name in chosen) or ("",)


def _scope(value: str | None) -> Scope | None:
    if value is None:
        return Scope.INCIDENT
    if value == EVERY_SCOPE:
        return None
    try:
        return Scope(value)
    except ValueError as error:
        known = ", ".join((*Scope, EVERY_SCOPE))
        raise QueryError(f"scope: {value!r} is not one of {known}") from error


def _order(value: str | None) -> tuple[Order, bool]:
    if value is None:
        return Order.DATE, False
    descending = value.startswith(DESCENDING)
    return _word("order", value.removeprefix(DESCENDING), Order), descending


def _box(value: str | None) -> Box | None:
    if value is None:
        return None
    try:
        west, south, east, north = (float(number) for number in value.split(","))
    except ValueError as error:
        raise QueryError("bbox: give west,south,east,north in degrees") from error
    if not (-540 <= west <= 540 and -540 <= east <= 540 and -90 <= south <= north <= 90):
        raise QueryError("bbox: west,south,east,north are not degrees of one part of the map")
    if east - west >= 360:
        return None
    return Box(west=_turned(west), south=south, east=_turned(east), north=north)


def _turned(longitude: float) -> float:
    """Return a longitude between -180 and 180: a map can be dragged round the world."""
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180
