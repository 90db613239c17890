"""Build the report's base map: coastlines and borders of Natural Earth 1:110m, simplified.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m tools.build_base_map package src/dateline/reports/base_map.json

world-atlas (ISC licence) is Natural Earth (public domain) as TopoJSON. Coordinates are rounded to
tenths of a degree, which is finer than a line drawn at 1:110m, and written as differences.
"""

import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from tools.base_map.sources import unpack

#: Parts of a degree in which coordinates are written.
UNITS_PER_DEGREE = 10

Point = tuple[int, int]


def decode_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs of a quantized topology in units, without repeated points."""
    arcs = []
    for arc in unpack(topology):
        points: list[Point] = []
        for longitude, latitude in arc:
            point = (round(longitude * UNITS_PER_DEGREE), round(latitude * UNITS_PER_DEGREE))
            if not points or points[-1] != point:
                points.append(point)
        arcs.append(points)
    return arcs


def ring(indices: Iterable[int], arcs: list[list[Point]]) -> list[Point]:
    """Join arcs to a closed ring; a negative index is an arc walked backwards."""
    points: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def rings_of(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """Yield the rings of a geometry as arc indices."""
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from rings_of(part)
    elif geometry["type"] == "Polygon":
        yield from geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["arcs"]:
            yield from polygon


def unroll(points: list[Point]) -> list[list[Point]]:
    """Return a ring or line without a jump at the antimeridian.

    Where the packed one jumps from 180 to -180 degrees, it goes on beyond 180, and a second copy,
    one turn to the west, shows the rest on the other side. A ring around a pole is closed there.
    """
    turn, whole = 0, 360 * UNITS_PER_DEGREE
    unrolled = points[:1]
    for (before, _), (x, y) in pairwise(points):
        turn -= whole * round((x - before) / whole)
        unrolled.append((x + turn, y))
    if turn:
        pole = math.copysign(90 * UNITS_PER_DEGREE, points[0][1])
        unrolled += [(unrolled[-1][0], int(pole)), (unrolled[0][0], int(pole))]
    xs = [x for x, _ in unrolled]
    shifts = [0]
    if max(xs) > whole / 2:
        shifts.append(-whole)
    if min(xs) < -whole / 2:
        shifts.append(whole)
    return [[(x + shift, y) for x, y in unrolled] for shift in shifts]


def land(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the outlines of all land."""
    arcs = decode_arcs(topology)
    rings = [ring(indices, arcs) for indices in rings_of(topology["objects"]["land"])]
    return [part for points in rings if len(points) > 3 for part in unroll(points)]


def borders(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the lines that two countries share."""
    arcs = decode_arcs(topology)
    uses: Counter[int] = Counter()
    for country in topology["objects"]["countries"]["geometries"]:
        uses.update({max(i, ~i) for indices in rings_of(country) for i in indices})
    shared = [arcs[i] for i, count in sorted(uses.items()) if count > 1 and len(arcs[i]) > 1]
    return [part for points in shared for part in unroll(points)]


def as_differences(points: list[Point]) -> list[int]:
    """Return x, y of the first point and then the steps from point to point."""
    flat: list[int] = []
    before = (0, 0)
    for x, y in points:
        flat += [x - before[0], y - before[1]]
        before = (x, y)
    return flat


def main() -> None:
    """Read the package's folder, write the map."""
    package, target = Path(sys.argv[1]), Path(sys.argv[2])
    countries = json.loads((package / "countries-110m.json").read_text(encoding="utf-8"))
    outlines = json.loads((package / "land-110m.json").read_text(encoding="utf-8"))
    base_map = {
        "origin": "Natural Earth 1:110m (public domain), by way of world-atlas 2.0.2 (ISC)",
        "units_per_degree": UNITS_PER_DEGREE,
        "land": [as_differences(points) for points in land(outlines)],
        "borders": [as_differences(line) for line in borders(countries)],
    }
    target.write_text(json.dumps(base_map, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
