"""Where events were: points where the spot is known, areas where only a district is."""

from dataclasses import dataclass

import numpy as np

from dateline.core.grounded import PlacePrecision
from dateline.explore.columns import Columns, Mask, Numbers

#: From so many points on a map is sent as cells of a grid.
MOST_POINTS = 20_000

#: Half the width, in km, of the circle that stands for a place known no better; they say that a
#: point would be false, not how far the place reaches.
RADIUS_KM = {
    PlacePrecision.DISTRICT: 20.0,
    PlacePrecision.PROVINCE: 80.0,
    PlacePrecision.COUNTRY: 250.0,
    PlacePrecision.REGION: 600.0,
}

_POINTS = (PlacePrecision.SITE, PlacePrecision.TOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """An event at a site or in a town."""

    event: str
    latitude: float
    longitude: float
    precision: str
    type: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Events at sites and in towns that lie near each other: their middle and how many."""

    latitude: float
    longitude: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Events of which only a district, province, country or region is known; a path names it."""

    place: str
    precision: str
    latitude: float
    longitude: float
    radius_km: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """What a map shows: points or, if they are too many, cells; areas; and what it cannot show."""

    points: tuple[Point, ...]
    cells: tuple[Cell, ...]
    areas: tuple[Area, ...]
    unplaced: int


def map_events(columns: Columns, chosen: Mask, *, zoom: int) -> MapView:
    """Put the chosen events on a map.

    Args:
        columns: The events.
        chosen: Which of them.
        zoom: How near the map is looked at, 0 being the whole world in 256 pixels; cells are
            about 32 pixels wide.
    """
    latitude, longitude = columns.numbers["latitude"], columns.numbers["longitude"]
    placed = chosen & ~np.isnan(latitude) & ~np.isnan(longitude)
    precise = np.isin(columns.named["precision"], columns.words["precision"].numbers(_POINTS))
    exact = np.flatnonzero(placed & precise)
    points: tuple[Point, ...] = ()
    cells: tuple[Cell, ...] = ()
    if len(exact) > MOST_POINTS:
        cells = _cells(latitude[exact], longitude[exact], zoom)
    else:
        types, precisions = columns.words["type"].words, columns.words["precision"].words
        points = tuple(
            Point(
                event=str(columns.ids[row]),
                latitude=round(float(latitude[row]), 5),
                longitude=round(float(longitude[row]), 5),
                precision=precisions[columns.named["precision"][row]],
                type=types[columns.named["type"][row]],
                start=int(columns.numbers["start"][row]),
            )
            for row in exact
        )
    return MapView(
        points=points,
        cells=cells,
        areas=_areas(columns, placed & ~precise),
        unplaced=int(chosen.sum() - placed.sum()),
    )


def _cells(latitude: Numbers, longitude: Numbers, zoom: int) -> tuple[Cell, ...]:
    width = 360.0 / (8 * 2 ** max(0, min(zoom, 12)))
    columns = np.floor(longitude / width).astype(np.int64)
    rows = np.floor(latitude / width).astype(np.int64)
    _, inverse, counts = np.unique(
        rows * 10_000_000 + columns, return_inverse=True, return_counts=True
    )
    return tuple(
        Cell(latitude=round(float(y), 4), longitude=round(float(x), 4), count=int(count))
        for y, x, count in zip(
            np.bincount(inverse, latitude) / counts,
            np.bincount(inverse, longitude) / counts,
            counts,
            strict=True,
        )
    )


def _areas(columns: Columns, chosen: Mask) -> tuple[Area, ...]:
    rows = np.flatnonzero(chosen)
    places, precisions = columns.named["place"][rows], columns.named["precision"][rows]
    _, first, counts = np.unique(
        places.astype(np.int64) * len(columns.words["precision"].words) + precisions,
        return_index=True,
        return_counts=True,
    )
    found = []
    for position, count in zip(first, counts, strict=True):
        row = rows[position]
        precision = columns.words["precision"].words[columns.named["precision"][row]]
        found.append(
            Area(
                place=columns.words["place"].words[columns.named["place"][row]],
                precision=precision,
                latitude=round(float(columns.numbers["latitude"][row]), 4),
                longitude=round(float(columns.numbers["longitude"][row]), 4),
                radius_km=RADIUS_KM[PlacePrecision(precision)],
                count=int(count),
            )
        )
    return tuple(sorted(found, key=lambda area: (-area.count, area.place, area.precision)))
