"""Lines with fewer points: Visvalingam & Whyatt (1993), The Cartographic Journal 30(1)."""

import heapq
import math
from collections.abc import Sequence

Point = tuple[float, float]


def simplify(points: Sequence[Point], least_area: float) -> list[Point]:
    """Return a line without the points that matter least; its ends stay.

    Args:
        points: Longitude and latitude in degrees.
        least_area: Of three neighbours, the middle one is dropped while their triangle is smaller
            than this, in square degrees as wide as those of the equator.
    """
    count = len(points)
    if count < 3:
        return list(points)
    before = list(range(-1, count - 1))
    after = list(range(1, count + 1))
    areas = [math.inf] * count
    for middle in range(1, count - 1):
        areas[middle] = _area(points[middle - 1], points[middle], points[middle + 1])
    heap = [(area, middle) for middle, area in enumerate(areas) if area < math.inf]
    heapq.heapify(heap)
    gone = [False] * count
    while heap:
        area, middle = heapq.heappop(heap)
        if area >= least_area:
            break
        if gone[middle] or area != areas[middle]:
            continue
        gone[middle] = True
        left, right = before[middle], after[middle]
        after[left], before[right] = right, left
        for point in (left, right):
            if 0 < point < count - 1:
                # A neighbour never matters less than what was dropped beside it.
                new = _area(points[before[point]], points[point], points[after[point]])
                areas[point] = max(new, area)
                heapq.heappush(heap, (areas[point], point))
    return [point for point, dropped in zip(points, gone, strict=True) if not dropped]


def _area(a: Point, b: Point, c: Point) -> float:
    """Return a triangle's area, its width shrunk as a degree of longitude is at its latitude."""
    twice = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])
    return abs(twice) / 2 * math.cos(math.radians(b[1]))
