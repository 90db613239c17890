"""Which rows pass filters, and in what order."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from dateline.explore.columns import Columns, Mask, Numbers
from dateline.explore.filters import SEPARATOR, Box, ExploreFilters, Order

#: Ids of the events that a search for words, or a document, leads to.
FindIds = Callable[[str], frozenset[str]]


def conditions(
    columns: Columns, filters: ExploreFilters, *, with_words: FindIds, of_document: FindIds
) -> Mapping[str, Mask]:
    """Return for each condition that filters set, by name, which rows meet it."""
    found: dict[str, Mask] = {}
    for name, chosen in (
        ("type", filters.types),
        ("stage", filters.stages),
        ("status", filters.statuses),
        ("scope", (filters.scope,) if filters.scope else ()),
    ):
        if chosen:
            numbers = columns.words[name].numbers(str(value) for value in chosen)
            found[name] = np.isin(columns.named[name], numbers)
    for name, column, listed in (
        ("actor", "actors", filters.actors),
        ("outlet", "outlets", filters.outlets),
        ("kind", "kinds", filters.kinds),
    ):
        if listed:
            numbers = columns.words[column].numbers(str(value) for value in listed)
            found[name] = columns.lists[column].having(numbers, len(columns))
    if filters.places:
        found["place"] = _in_places(columns, filters.places)
    if filters.box is not None:
        found["box"] = _in_box(columns, filters.box)
    if filters.since is not None or filters.until is not None:
        found["date"] = _in_days(columns, filters)
    for name, wanted, flags in (
        ("disputed", filters.disputed, columns.numbers["disputed"]),
        ("official", filters.official_only, columns.numbers["official"]),
        ("single", filters.single_source, columns.numbers["sources"] <= 1),
        ("reviewed", filters.reviewed, columns.numbers["decisions"] > 0),
    ):
        if wanted is not None:
            found[name] = flags == wanted
    if filters.text is not None:
        found["text"] = columns.rows_of(with_words(filters.text))
    if filters.document is not None:
        found["document"] = columns.rows_of(of_document(filters.document))
    return found


def all_of(masks: Mapping[str, Mask], events: int, *, but: str | None = None) -> Mask:
    """Return which rows meet all conditions, or all but one."""
    chosen = np.ones(events, dtype=np.bool_)
    for name, mask in masks.items():
        if name != but:
            chosen &= mask
    return chosen


def sorted_rows(columns: Columns, mask: Mask, order: Order, *, descending: bool) -> Numbers:
    """Return the numbers of the rows a mask keeps, sorted."""
    key = f"{order} {descending}"
    if key not in columns.orders:
        columns.orders[key] = _sort(columns, order, descending=descending)
    ranked = columns.orders[key]
    chosen: Numbers = ranked[mask[ranked]]
    return chosen


def _sort(columns: Columns, order: Order, *, descending: bool) -> Numbers:
    keys = _keys(columns, order)
    # lexsort takes the weightiest key last, and leaves what is alike in the order of ids.
    weighted: list[Numbers] = []
    for key, unknown in reversed(keys):
        value = key.astype(np.float64)
        weighted.append(np.where(unknown, 0.0, -value if descending else value))
    weighted.append(keys[0][1])
    ranked: Numbers = np.lexsort(weighted)
    return ranked


def _keys(columns: Columns, order: Order) -> Sequence[tuple[Numbers, Mask]]:
    """Return what to sort by, weightiest first, and where it is not known."""
    numbers = columns.numbers
    known = np.zeros(len(columns), dtype=np.bool_)
    match order:
        case Order.DATE:
            return [(numbers[name], numbers["start"] == 0) for name in ("start", "end")]
        case Order.REPORTED:
            return [(numbers["last_reported"], numbers["last_reported"] == 0)]
        case Order.TYPE | Order.PLACE:
            words = columns.words[order].words
            ranks = np.argsort(np.argsort(np.array(words, dtype=np.str_), kind="stable"))
            named = columns.named[order]
            empty = columns.words[order].numbers([""])
            return [(ranks[named], np.isin(named, empty))]
        case Order.KILLED | Order.INJURED | Order.DETAINED:
            low, high = numbers[f"{order}_low"], numbers[f"{order}_high"]
            return [(low, np.isnan(low)), (high, np.isnan(high))]
        case Order.SOURCES | Order.CONFIDENCE:
            return [(numbers[order], known)]
        case Order.ID:
            return [(np.arange(len(columns)), known)]


def _in_places(columns: Columns, places: Sequence[str]) -> Mask:
    paths = columns.words["place"].words
    inside = np.array(
        [any(p == place or p.startswith(place + SEPARATOR) for place in places) for p in paths],
        dtype=np.bool_,
    )
    mask: Mask = inside[columns.named["place"]]
    return mask


def _in_box(columns: Columns, box: Box) -> Mask:
    latitude, longitude = columns.numbers["latitude"], columns.numbers["longitude"]
    across = (
        (longitude >= box.west) & (longitude <= box.east)
        if box.west <= box.east
        else (longitude >= box.west) | (longitude <= box.east)
    )
    mask: Mask = (latitude >= box.south) & (latitude <= box.north) & across
    return mask


def _in_days(columns: Columns, filters: ExploreFilters) -> Mask:
    mask: Mask = columns.numbers["start"] > 0
    if filters.since is not None:
        mask &= columns.numbers["end"] >= filters.since.toordinal()
    if filters.until is not None:
        mask &= columns.numbers["start"] <= filters.until.toordinal()
    return mask
