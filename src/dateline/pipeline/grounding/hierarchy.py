"""How places of the gazetteer lie to each other: inside, apart, how far."""

import math

from dateline.resources.gazetteer import Entry, PlaceKind

EARTH_RADIUS_KM = 6371.0


def lies_in(inner: Entry, outer: Entry) -> bool:
    """Tell whether one place lies inside another, as far as the gazetteer's hierarchy says."""
    if outer.id == inner.id:
        return False
    if outer.kind is PlaceKind.COUNTRY:
        return inner.country == outer.country and inner.kind is not PlaceKind.COUNTRY
    if outer.kind is PlaceKind.ADMIN1:
        return inner.admin1_id == outer.id
    if outer.kind is PlaceKind.REGION:
        return inner.country is not None and inner.country in outer.reach and outer.country is None
    if outer.kind is PlaceKind.ADMIN2:
        small = inner.kind in (PlaceKind.TOWN, PlaceKind.SITE)
        return small and inner.country == outer.country and distance_km(inner, outer) < 100.0
    return False


def distance_km(a: Entry, b: Entry) -> float:
    """Return the great-circle distance between two places in kilometres."""
    return great_circle_km(a.latitude, a.longitude, b.latitude, b.longitude)


def great_circle_km(
    latitude_a: float, longitude_a: float, latitude_b: float, longitude_b: float
) -> float:
    """Return the great-circle distance between two points (degrees) on a sphere of 6371 km."""
    phi_a, phi_b = math.radians(latitude_a), math.radians(latitude_b)
    half_phi = (phi_b - phi_a) / 2
    half_lambda = math.radians(longitude_b - longitude_a) / 2
    h = math.sin(half_phi) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))
