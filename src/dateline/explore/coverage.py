"""What the record rests on: which outlets report when and where, and where only one does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dateline.explore.columns import Columns, Mask, Numbers
from dateline.explore.filters import path_levels
from dateline.explore.timeline import Unit, bars_of, first_day

#: Columns of the table of outlets at most; of a longer time the last are shown.
MOST_COLUMNS = 52
#: Rows of the table of outlets at most.
MOST_OUTLETS = 60
#: Countries and provinces that are listed.
MOST_PLACES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLine:
    """How many events an outlet reports in all, and in each stretch of time."""

    outlet: str
    total: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """How well a country or first-level unit is covered; ``only`` is the one outlet, if it is one.

    ``single`` counts events that one independent source alone tells of, ``official`` those of
    which all that is known goes back to one statement of an authority.
    """

    place: str
    events: int
    outlets: int
    single: int
    official: int
    only: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the events looked at rest on.

    Attributes:
        unit: What a column of the table of outlets stands for.
        starts: The first day of each column.
        earlier: Whether there are columns before the first that are not shown.
        outlets: The outlets that report most, most first; ``more`` others are not listed.
        places: Countries and first-level units, most events first.
        events: How many events there are.
        single: Of them, told by one independent source alone.
        official: Of them, resting on one statement of an authority.
        disputed: Of them, with contradicting sources.
        unnamed: Of them, reported by no document whose outlet is known.
    """

    unit: Unit
    starts: tuple[date, ...]
    earlier: bool
    outlets: tuple[OutletLine, ...]
    more: int
    places: tuple[PlaceLine, ...]
    events: int
    single: int
    official: int
    disputed: int
    unnamed: int


def measure_coverage(columns: Columns, chosen: Mask, unit: Unit | None) -> Coverage:
    """Measure what the chosen events rest on, by a unit or by the finest that fits."""
    unit, bars, low, count = _columns_of_time(columns, chosen, unit)
    lists, names = columns.lists["outlets"], columns.words["outlets"].words
    inside = chosen[lists.owners]
    owners, outlets = lists.owners[inside], lists.values[inside]
    totals = np.bincount(outlets, minlength=len(names))
    ranked = sorted(np.flatnonzero(totals).tolist(), key=lambda o: (-int(totals[o]), names[o]))
    shown = ranked[:MOST_OUTLETS]
    row_of = np.full(len(names), -1)
    row_of[shown] = np.arange(len(shown))
    rows, at = row_of[outlets], bars[owners] - low
    drawn = (rows >= 0) & (at >= 0) & (at < count) & (columns.numbers["start"][owners] > 0)
    cells = np.bincount(rows[drawn] * max(count, 1) + at[drawn], minlength=len(shown) * count)
    heard = np.zeros(len(columns), dtype=np.bool_)
    heard[owners] = True
    return Coverage(
        unit=unit,
        starts=tuple(first_day(low + bar, unit) for bar in range(count)),
        earlier=bool((chosen & (columns.numbers["start"] > 0) & (bars < low)).any()),
        outlets=tuple(
            OutletLine(
                outlet=names[outlet],
                total=int(totals[outlet]),
                counts=tuple(cells[row * count : (row + 1) * count].tolist()),
            )
            for row, outlet in enumerate(shown)
        ),
        more=len(ranked) - len(shown),
        places=_places(columns, chosen, owners, outlets, names),
        events=int(chosen.sum()),
        single=int((chosen & (columns.numbers["sources"] <= 1)).sum()),
        official=int((chosen & columns.numbers["official"]).sum()),
        disputed=int((chosen & columns.numbers["disputed"]).sum()),
        unnamed=int((chosen & ~heard).sum()),
    )


def _columns_of_time(
    columns: Columns, chosen: Mask, unit: Unit | None
) -> tuple[Unit, Numbers, int, int]:
    """Return the unit, the bar each event begins in, the first bar shown and how many are."""
    starts = columns.numbers["start"]
    dated = chosen & (starts > 0)
    if not dated.any():
        return unit or Unit.WEEK, bars_of(starts, unit or Unit.WEEK), 0, 0
    for each in (unit,) if unit else (Unit.WEEK, Unit.MONTH, Unit.YEAR):
        bars = bars_of(starts, each)
        first, last = int(bars[dated].min()), int(bars[dated].max())
        if last - first < MOST_COLUMNS or each in (unit, Unit.YEAR):
            low = max(first, last - MOST_COLUMNS + 1)
            return each, bars, low, last - low + 1
    raise AssertionError("years are always taken")


def _places(
    columns: Columns, chosen: Mask, owners: Numbers, outlets: Numbers, names: Sequence[str]
) -> tuple[PlaceLine, ...]:
    paths = columns.words["place"].words
    levels = sorted({level for path in paths if path for level in path_levels(path)[:2] if level})
    number = {level: place for place, level in enumerate(levels)}
    found: list[PlaceLine] = []
    for depth in (0, 1):
        of_path = np.array(
            [number[each[depth]] if path and len(each := path_levels(path)) > depth and each[depth]
             else -1 for path in paths],
            dtype=np.int64,
        )  # fmt: skip
        place = of_path[columns.named["place"]] if len(paths) else np.zeros(0, dtype=np.int64)
        placed = chosen & (place >= 0)

        def count(mask: Mask, place: Numbers = place, placed: Mask = placed) -> Numbers:
            return np.bincount(place[placed & mask], minlength=len(levels))

        everything = count(np.ones(len(columns), dtype=np.bool_))
        single = count(columns.numbers["sources"] <= 1)
        official = count(columns.numbers["official"])
        of_owner = place[owners]
        # As one number a pair is sorted far sooner than as two.
        pairs = np.unique(of_owner[of_owner >= 0] * len(names) + outlets[of_owner >= 0])
        heard = np.bincount(pairs // max(len(names), 1), minlength=len(levels))
        only = {pair // len(names): pair % len(names) for pair in pairs.tolist()}
        found += [
            PlaceLine(
                place=levels[at],
                events=int(everything[at]),
                outlets=int(heard[at]),
                single=int(single[at]),
                official=int(official[at]),
                only=names[only[at]] if heard[at] == 1 else None,
            )
            for at in np.flatnonzero(everything).tolist()
        ]
    return tuple(sorted(found, key=lambda line: (-line.events, line.place))[:MOST_PLACES])
