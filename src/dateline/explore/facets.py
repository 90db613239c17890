"""How many events there are of each type, place, actor ...: what a list can be narrowed to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.explore.columns import Columns, Mask
from dateline.explore.filters import SEPARATOR, ExploreFilters, path_levels
from dateline.explore.selecting import all_of

#: Options of a facet that are shown at first.
FEW = 12
#: Options of a facet that are shown when all are asked for.
MANY = 500

_NAMED = ("type", "scope", "stage", "status")
_LISTED = (("actor", "actors"), ("outlet", "outlets"), ("kind", "kinds"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A value to narrow to, how many events have it, and whether it is chosen.

    ``depth`` is that of a place: 0 a country, 1 a first-level unit, 2 a place in it.
    """

    value: str
    count: int
    selected: bool
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """Something events are told apart by; ``more`` options are not listed.

    An option counts the events that all other facets leave, so that choosing a second one shows
    what it would add.
    """

    name: str
    options: tuple[Option, ...]
    more: int = 0


def count_facets(
    columns: Columns, masks: Mapping[str, Mask], filters: ExploreFilters, *, whole: str | None
) -> tuple[Facet, ...]:
    """Count all facets.

    Args:
        columns: The events.
        masks: Which rows meet each condition.
        filters: What is chosen.
        whole: The facet to list in full.
    """
    facets = []
    everything = all_of(masks, len(columns))

    def left_by_others(name: str) -> Mask:
        return all_of(masks, len(columns), but=name) if name in masks else everything

    chosen = {
        "type": filters.types,
        "scope": (filters.scope,) if filters.scope else (),
        "stage": filters.stages,
        "status": filters.statuses,
        "actor": filters.actors,
        "outlet": filters.outlets,
        "kind": filters.kinds,
    }
    for name in _NAMED:
        left = left_by_others(name)
        words = columns.words[name].words
        counts = np.bincount(columns.named[name][left], minlength=len(words))
        facets.append(_facet(name, words, counts.tolist(), chosen[name], whole=name == whole))
    left = left_by_others("place")
    facets.append(_places(columns, left, filters.places, whole=whole == "place"))
    for name, column in _LISTED:
        left = left_by_others(name)
        words = columns.words[column].words
        counts = columns.lists[column].counts(left, len(words))
        facets.append(_facet(name, words, counts.tolist(), chosen[name], whole=name == whole))
    for name, wanted, flags in (
        ("disputed", filters.disputed, columns.numbers["disputed"]),
        ("single", filters.single_source, columns.numbers["sources"] <= 1),
        ("official", filters.official_only, columns.numbers["official"]),
        ("reviewed", filters.reviewed, columns.numbers["decisions"] > 0),
    ):
        left = left_by_others(name)
        yes = int((left & flags).sum())
        options = tuple(
            Option(value=value, count=count, selected=wanted is (value == "yes"))
            for value, count in (("yes", yes), ("no", int(left.sum()) - yes))
        )
        facets.append(Facet(name=name, options=options))
    return tuple(facets)


def _facet(
    name: str, words: Sequence[str], counts: Sequence[int], chosen: Sequence[str], *, whole: bool
) -> Facet:
    selected = {str(value) for value in chosen}
    present = {word: count for word, count in zip(words, counts, strict=True) if count and word}
    for value in selected - present.keys():
        present[value] = 0
    ranked = sorted(present, key=lambda word: (-present[word], word))
    limit = MANY if whole else FEW
    listed = [w for place, w in enumerate(ranked) if place < limit or w in selected]
    options = tuple(
        Option(value=word, count=present[word], selected=word in selected) for word in listed
    )
    return Facet(name=name, options=options, more=len(ranked) - len(listed))


def _places(columns: Columns, left: Mask, chosen: Sequence[str], *, whole: bool) -> Facet:
    """Count places as a tree; what lies in a place is listed once that place is chosen."""
    paths = columns.words["place"].words
    counts = np.bincount(columns.named["place"][left], minlength=len(paths))
    within: dict[str, int] = {}
    for path, count in zip(paths, counts.tolist(), strict=True):
        if count and path:
            for level in path_levels(path):
                within[level] = within.get(level, 0) + count
    for path in chosen:
        for level in path_levels(path):
            within.setdefault(level, 0)
    # What lies in no country begins with an empty part, which is no place to choose.
    within.pop("", None)
    opened = {level for path in chosen for level in path_levels(path)}
    children: dict[str, list[str]] = {}
    for path in within:
        children.setdefault(path.rpartition(SEPARATOR)[0], []).append(path)
    limit = MANY if whole else FEW
    options: list[Option] = []
    more = 0

    def add(parent: str, depth: int) -> None:
        nonlocal more
        ranked = sorted(children.get(parent, ()), key=lambda path: (-within[path], path))
        listed = [p for place, p in enumerate(ranked) if place < limit or p in opened]
        more += len(ranked) - len(listed)
        for path in listed:
            options.append(
                Option(value=path, count=within[path], selected=path in chosen, depth=depth)
            )
            if path in opened:
                add(path, depth + 1)

    add("", 0)
    return Facet(name="place", options=tuple(options), more=more)
