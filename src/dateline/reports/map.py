"""A sketch of where events were, as inline SVG: no tiles, no scripts.

Equirectangular around the places shown. A dot is a place known to the town or site; an open circle
says that only the district, province, country or region is known, and is larger the less is known.
"""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.core.grounded import PlacePrecision
from dateline.reports.markup import text

WIDTH, HEIGHT = 960, 420

#: Degrees shown at least, so that a single town still has a country around it.
MIN_SPAN_DEGREES = 7.0

#: Part of the places' extent left free on each side.
MARGIN = 0.14

#: Radius in pixels by precision; the first two are filled.
RADII = {
    PlacePrecision.SITE: 4.0,
    PlacePrecision.TOWN: 5.0,
    PlacePrecision.DISTRICT: 9.0,
    PlacePrecision.PROVINCE: 15.0,
    PlacePrecision.COUNTRY: 23.0,
    PlacePrecision.REGION: 31.0,
}
FILLED = frozenset({PlacePrecision.SITE, PlacePrecision.TOWN})

#: Mean width of a character of a label, and the height of a line, in pixels.
CHARACTER_WIDTH, LINE_HEIGHT = 6.9, 15.0

#: Steps of the graticule, in degrees; the finest that draws at most so many lines is taken.
GRATICULE_STEPS = (1, 2, 5, 10, 15, 30)
MAX_LINES = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A place on the map: where, how narrow, and the anchor and number of its events."""

    name: str
    latitude: float
    longitude: float
    precision: PlacePrecision
    anchor: str
    events: int

    @property
    def label(self) -> str:
        """The name, with the number of events if there are several."""
        return self.name if self.events == 1 else f"{self.name} ({self.events})"


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the world that is shown, and how it is laid on the page."""

    longitude: float
    latitude: float
    pixels_per_degree: float
    squeeze: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        return (
            WIDTH / 2 + (longitude - self.longitude) * self.squeeze * self.pixels_per_degree,
            HEIGHT / 2 - (latitude - self.latitude) * self.pixels_per_degree,
        )

    @property
    def half_width(self) -> float:
        return WIDTH / 2 / self.pixels_per_degree / self.squeeze

    @property
    def half_height(self) -> float:
        return HEIGHT / 2 / self.pixels_per_degree


def render_map(markers: Iterable[Marker]) -> str:
    """Return the map as an ``svg`` element, or nothing if there is no place to show."""
    shown = sorted(
        markers, key=lambda m: (-RADII[m.precision], -m.events, m.name, m.latitude, m.longitude)
    )
    if not shown:
        return ""
    frame = _frame(shown)
    names = ", ".join(dict.fromkeys(marker.label for marker in shown))
    return "\n".join(
        [
            f'<svg class="map" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            'aria-labelledby="map-title map-desc">',
            '<title id="map-title">Map sketch of the places of events</title>',
            f'<desc id="map-desc">{text(names)}</desc>',
            f'<rect class="sea" width="{WIDTH}" height="{HEIGHT}"/>',
            *_base(frame),
            *_graticule(frame),
            *(_circle(marker, frame) for marker in shown),
            *_labels(shown, frame),
            "</svg>",
        ]
    )


def _frame(markers: Sequence[Marker]) -> _Frame:
    south, north = _extent([marker.latitude for marker in markers], MIN_SPAN_DEGREES)
    latitude = (south + north) / 2
    squeeze = max(0.2, math.cos(math.radians(latitude)))
    west, east = _extent([marker.longitude for marker in markers], MIN_SPAN_DEGREES / squeeze)
    return _Frame(
        longitude=(west + east) / 2,
        latitude=latitude,
        pixels_per_degree=min(WIDTH / (east - west) / squeeze, HEIGHT / (north - south)),
        squeeze=squeeze,
    )


def _extent(values: Sequence[float], least: float) -> tuple[float, float]:
    low, high = min(values), max(values)
    span = max(least, (high - low) * (1 + 2 * MARGIN))
    middle = (low + high) / 2
    return middle - span / 2, middle + span / 2


@cache
def _base_map() -> tuple[tuple[tuple[tuple[float, float], ...], ...], ...]:
    """Return land outlines and borders as points of longitude and latitude."""
    source = files("dateline.reports") / "base_map.json"
    base_map = json.loads(source.read_text(encoding="utf-8"))
    unit = base_map["units_per_degree"]
    return tuple(
        tuple(tuple(_points(line, unit)) for line in base_map[layer])
        for layer in ("land", "borders")
    )


def _points(differences: Sequence[int], unit: int) -> Iterator[tuple[float, float]]:
    x = y = 0
    for step_x, step_y in zip(differences[::2], differences[1::2], strict=True):
        x, y = x + step_x, y + step_y
        yield x / unit, y / unit


def _base(frame: _Frame) -> Iterator[str]:
    land, borders = _base_map()
    for lines, css, end in ((land, "land", "Z"), (borders, "border", "")):
        paths = [_path(line, frame) + end for line in lines if _is_visible(line, frame)]
        if paths:
            yield f'<path class="{css}" d="{"".join(paths)}"/>'


def _is_visible(line: Sequence[tuple[float, float]], frame: _Frame) -> bool:
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return (
        min(xs) < frame.longitude + frame.half_width
        and max(xs) > frame.longitude - frame.half_width
        and min(ys) < frame.latitude + frame.half_height
        and max(ys) > frame.latitude - frame.half_height
    )


def _path(line: Sequence[tuple[float, float]], frame: _Frame) -> str:
    """Draw a line in whole pixels, leaving out points that fall on the one before."""
    points: list[tuple[int, int]] = []
    for longitude, latitude in line:
        x, y = frame.at(longitude, latitude)
        point = (round(x), round(y))
        if not points or points[-1] != point:
            points.append(point)
    return "M" + "L".join(f"{x} {y}" for x, y in points)


def _graticule(frame: _Frame) -> Iterator[str]:
    span = 2 * max(frame.half_width, frame.half_height)
    step = next((s for s in GRATICULE_STEPS if span / s <= MAX_LINES), GRATICULE_STEPS[-1])
    for longitude in _multiples(frame.longitude, frame.half_width, step, 180):
        x, _ = frame.at(longitude, 0)
        words = _degrees(longitude, "EW")
        yield f'<path class="graticule" d="M{x:.1f} 0V{HEIGHT}"/>'
        yield f'<text class="degree" x="{x + 3:.1f}" y="{HEIGHT - 5}">{words}</text>'
    for latitude in _multiples(frame.latitude, frame.half_height, step, 90):
        _, y = frame.at(0, latitude)
        yield f'<path class="graticule" d="M0 {y:.1f}H{WIDTH}"/>'
        yield f'<text class="degree" x="4" y="{y - 3:.1f}">{_degrees(latitude, "NS")}</text>'


def _multiples(middle: float, half: float, step: int, limit: int) -> range:
    first = math.ceil(max(middle - half, -limit) / step) * step
    return range(first, math.floor(min(middle + half, limit)) + 1, step)


def _degrees(value: int, sides: str) -> str:
    side = "" if value == 0 else sides[value < 0]
    return f"{abs(value)}°{side}"


def _circle(marker: Marker, frame: _Frame) -> str:
    x, y = frame.at(marker.longitude, marker.latitude)
    css = "dot" if marker.precision in FILLED else "ring"
    title = f"<title>{text(marker.label)}: {marker.precision}</title>"
    return (
        f'<a href="#{text(marker.anchor)}">{title}'
        f'<circle class="{css}" cx="{x:.1f}" cy="{y:.1f}" r="{RADII[marker.precision]:g}"/></a>'
    )


def _labels(markers: Sequence[Marker], frame: _Frame) -> Iterator[str]:
    """Label places with most events first, and leave out what would cover another label."""
    taken = []
    for marker in markers:
        if marker.precision in FILLED:
            x, y = frame.at(marker.longitude, marker.latitude)
            taken.append(_Box(x - 5, y - 5, x + 5, y + 5))
    for marker in sorted(markers, key=lambda m: (-m.events, RADII[m.precision], m.name)):
        x, y = frame.at(marker.longitude, marker.latitude)
        for box, anchor in _positions(marker, x, y):
            inside = box.left > 0 and box.top > 0 and box.right < WIDTH and box.bottom < HEIGHT
            if inside and not any(box.meets(other) for other in taken):
                taken.append(box)
                at = {"start": box.left, "middle": x, "end": box.right}[anchor]
                yield (
                    f'<text class="label" x="{at:.1f}" y="{box.bottom - 4:.1f}" '
                    f'text-anchor="{anchor}">{text(marker.label)}</text>'
                )
                break


def _positions(marker: Marker, x: float, y: float) -> Iterator[tuple[_Box, str]]:
    width, half = CHARACTER_WIDTH * len(marker.label), LINE_HEIGHT / 2
    gap = RADII[marker.precision] + 4
    yield _Box(x + gap, y - half, x + gap + width, y + half), "start"
    yield _Box(x - gap - width, y - half, x - gap, y + half), "end"
    yield _Box(x - width / 2, y - gap - LINE_HEIGHT, x + width / 2, y - gap), "middle"
    yield _Box(x - width / 2, y + gap, x + width / 2, y + gap + LINE_HEIGHT), "middle"
