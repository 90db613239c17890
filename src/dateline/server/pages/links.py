"""Links that narrow, widen or turn over what the explore page shows; every one is a permalink."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, urlencode

from dateline.core.claims import Scope
from dateline.explore.facets import Facet, Option
from dateline.explore.filters import SEPARATOR, ExploreFilters, Order
from dateline.explore.timeline import Unit
from dateline.server.query import Query, write_query
from dateline.server.wording import Wording

#: Orders that begin with the most, not the least.
_MOST_FIRST = frozenset({Order.KILLED, Order.INJURED, Order.DETAINED, Order.SOURCES})

#: The attribute of the filters that a facet of several values sets.
_LISTS = {
    "stage": "stages",
    "status": "statuses",
    "place": "places",
    "actor": "actors",
    "outlet": "outlets",
    "kind": "kinds",
}
_CHOICES = {
    "disputed": "disputed",
    "single": "single_source",
    "official": "official_only",
    "reviewed": "reviewed",
}


class View(StrEnum):
    """Which part of the page is large."""

    OVERVIEW = "overview"
    TABLE = "table"
    MAP = "map"
    TIMELINE = "timeline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A condition in words, and the address without it."""

    words: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Addresses of the explore page near the one shown."""

    query: Query
    view: View

    def here(self) -> str:
        """Return the address of what is shown, from its first line on."""
        return self._address(self.query)

    def query_string(self) -> str:
        """Return the query alone, as other pages and downloads take it."""
        return write_query(replace(self.query, after="", whole=None))

    def view_as(self, view: View) -> str:
        """Return the address of the same events in another view."""
        return self._address(self.query, view=view)

    def unit(self, unit: Unit) -> str:
        """Return the address with other bars in the timeline."""
        return self._address(replace(self.query, unit=unit))

    def whole(self, facet: str) -> str:
        """Return the address with a facet listed in full."""
        return self._address(replace(self.query, whole=facet))

    def page(self, after: str) -> str:
        """Return the address of another page of the table."""
        return self._address(replace(self.query, after=after), keep_page=True)

    def without_filters(self) -> str:
        """Return the address of all events."""
        return self._address(replace(Query(), figures=self.query.figures, unit=self.query.unit))

    def order(self, order: Order) -> str:
        """Return the address sorted by a column; once more turns it round."""
        filters = self.query.filters
        first = order in _MOST_FIRST
        turned = not filters.descending if filters.order is order else first
        return self._with(order=order, descending=turned)

    def sorted_by(self, order: Order) -> str | None:
        """Return the value of ``aria-sort`` for a column, ``None`` if it is not sorted by."""
        filters = self.query.filters
        if filters.order is not order:
            return None
        return "descending" if filters.descending else "ascending"

    def toggle(self, facet: Facet, option: Option) -> str:
        """Return the address with an option of a facet chosen, or no longer chosen."""
        value, filters = option.value, self.query.filters
        if facet.name == "type":
            return self._typed(_toggled(self.query.types, value))
        if facet.name == "scope":
            other = None if option.selected else Scope(value)
            return self._with(scope=other)
        if facet.name in _CHOICES:
            chosen = None if option.selected else value == "yes"
            return self._with(**{_CHOICES[facet.name]: chosen})
        name = _LISTS[facet.name]
        values = _toggled(getattr(filters, name), value)
        if facet.name == "place":
            values = _narrowest(values, value)
        return self._with(**{name: values})

    def place(self, path: str) -> str:
        """Return the address with one place chosen."""
        return self._with(places=(path,))

    def between(self, since: date, until: date) -> str:
        """Return the address of what was between two days."""
        return self._with(since=since, until=until)

    def between_template(self) -> str:
        """Return the address of what is between two days, to be filled in: SINCE and UNTIL."""
        return _extended(self._with(since=None, until=None), "since=SINCE&until=UNTIL")

    def place_template(self) -> str:
        """Return the address of one place, to be filled in: PLACE."""
        return _extended(self._with(places=()), "place=PLACE")

    def box_template(self) -> str:
        """Return the address of a part of the map, to be filled in: WEST,SOUTH,EAST,NORTH."""
        return _extended(self._with(box=None), "bbox=WEST,SOUTH,EAST,NORTH")

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters of this address, for a form to send along."""
        return parse_qsl(self.here().partition("?")[2])

    def from_here(self) -> str:
        """Return what an event's address ends with, so that its page knows the list it is in."""
        written = self.query_string()
        return f"?{urlencode({'list': written})}" if written else ""

    def chips(self, wording: Wording) -> Iterator[Chip]:
        """Yield what the events are narrowed to."""
        filters, say = self.query.filters, wording.catalogue.text
        if filters.text:
            yield Chip(words=f"“{filters.text}”", without=self._with(text=None))
        for family in self.query.families:
            left = tuple(f for f in self.query.families if f != family)
            yield Chip(words=say(f"family.{family}"), without=self._with_families(left))
        for name in self.query.types:
            yield Chip(
                words=wording.type(name), without=self._typed(_toggled(self.query.types, name))
            )
        if filters.scope is not Scope.INCIDENT:
            words = (
                say("explore.every_scope")
                if filters.scope is None
                else wording.scope(filters.scope)
            )
            yield Chip(words=words, without=self._with(scope=Scope.INCIDENT))
        if filters.since or filters.until:
            days = f"{filters.since or '…'} – {filters.until or '…'}"
            yield Chip(words=days, without=self._with(since=None, until=None))
        if filters.box is not None:
            yield Chip(words=say("explore.box"), without=self._with(box=None))
        if filters.document is not None:
            words = say("explore.document", id=filters.document[:8])
            yield Chip(words=words, without=self._with(document=None))
        yield from self._list_chips(wording)
        for facet, name in _CHOICES.items():
            value = getattr(filters, name)
            if value is not None:
                key = f"facet.{facet}_{'yes' if value else 'no'}"
                yield Chip(words=say(key), without=self._with(**{name: None}))

    def _list_chips(self, wording: Wording) -> Iterator[Chip]:
        for facet, name in _LISTS.items():
            values = getattr(self.query.filters, name)
            for value in values:
                without = self._with(**{name: _toggled(values, value)})
                yield Chip(words=option_words(facet, value, wording), without=without)

    def _with(self, **changes: Any) -> str:
        filters: ExploreFilters = replace(self.query.filters, **changes)
        return self._address(replace(self.query, filters=filters))

    def _typed(self, types: tuple[str, ...]) -> str:
        return self._address(replace(self.query, types=types))

    def _with_families(self, families: tuple[str, ...]) -> str:
        return self._address(replace(self.query, families=families))

    def _address(self, query: Query, *, view: View | None = None, keep_page: bool = False) -> str:
        written = write_query(query if keep_page or not query.after else replace(query, after=""))
        shown = view or self.view
        parts = [written, f"view={shown}" if shown is not View.OVERVIEW else ""]
        joined = "&".join(part for part in parts if part)
        return f"/?{joined}" if joined else "/"


def _extended(address: str, more: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{more}"


def option_words(facet: str, value: str, wording: Wording) -> str:
    """Return an option of a facet in words."""
    if facet == "type":
        return wording.type(value)
    if facet == "place":
        return wording.place_path(value)
    if facet == "actor":
        return wording.actor(value)
    if facet == "outlet":
        return value
    if facet in _CHOICES:
        return wording.catalogue.text(f"facet.{facet}_{value}")
    key = "source_kind" if facet == "kind" else facet
    return wording.catalogue.text(f"{key}.{value}")


def _toggled(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(v for v in values if v != value) if value in values else (*values, value)


def _narrowest(paths: tuple[str, ...], chosen: str) -> tuple[str, ...]:
    """Return the places without those that hold the one chosen last: it is one of theirs."""
    return tuple(p for p in paths if not chosen.startswith(p + SEPARATOR))
