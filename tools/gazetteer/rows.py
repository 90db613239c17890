"""Places on their way into the file."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from dateline.resources.gazetteer_file import FORMER, FORMS, Feature, NameForm, StoredPlace
from dateline.resources.name_keys import MAX_NAME_WORDS, PlaceKind, name_key


class BuildError(Exception):
    """A hand list is wrong, or names something the sources do not have."""


@dataclass(slots=True)
class PlaceRow:
    """A place being put together; ``names`` maps each key to the number of its form."""

    id: int
    name: str
    kind: PlaceKind
    feature: Feature
    country: str | None
    admin1: int | None = None
    admin2: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    slug: str | None = None
    reach: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()
    names: dict[str, int] = field(default_factory=dict)

    def add_names(self, names: Iterable[str], form: NameForm, *, former: bool = False) -> None:
        """Add names unless they are empty; the first form given to a key stays."""
        number = FORMS.index(form) + FORMER * former
        for name in names:
            key = name_key(name)
            if key and key.count(" ") < MAX_NAME_WORDS:
                self.names.setdefault(key, number)

    def add_demonym(self, name: str) -> None:
        """Add a demonym and its plural."""
        self.add_names([name], NameForm.DEMONYM)
        if not name.endswith(("ese", "ish", "s", "ch", "x")):
            self.add_names([f"{name}s"], NameForm.DEMONYM)

    def stored(self, known: frozenset[int]) -> StoredPlace:
        """Return the row as stored; areas that are not in the file are left out."""
        return StoredPlace(
            id=self.id,
            slug=self.slug,
            name=self.name,
            kind=self.kind,
            feature=self.feature,
            country=self.country,
            admin1=self.admin1 if self.admin1 in known else None,
            admin2=self.admin2 if self.admin2 in known else None,
            latitude=self.latitude or 0.0,
            longitude=self.longitude or 0.0,
            population=self.population,
            reach=self.reach,
            claimed_by=self.claimed_by,
        )


def distance_km(a: PlaceRow, b: PlaceRow) -> float:
    """Return about how far two places are apart, good to a percent within a few hundred km."""
    assert a.latitude is not None
    assert a.longitude is not None
    assert b.latitude is not None
    assert b.longitude is not None
    north = (a.latitude - b.latitude) * 111.2
    degrees = (a.longitude - b.longitude + 180.0) % 360.0 - 180.0
    east = degrees * 111.2 * math.cos(math.radians((a.latitude + b.latitude) / 2))
    return math.hypot(north, east)


class Grid:
    """Towns by where they lie, to find those near a point."""

    def __init__(self, towns: Iterable[PlaceRow]) -> None:
        self._cells: dict[tuple[int, int], list[PlaceRow]] = {}
        for town in towns:
            assert town.latitude is not None
            assert town.longitude is not None
            cell = (math.floor(town.latitude), math.floor(town.longitude))
            self._cells.setdefault(cell, []).append(town)

    def near(self, place: PlaceRow, *, within_km: float) -> list[PlaceRow]:
        """Return the towns of the place's country near it, nearest first."""
        assert place.latitude is not None
        assert place.longitude is not None
        row, column = math.floor(place.latitude), math.floor(place.longitude)
        found = [
            (distance, town.id, town)
            for cell_row in range(row - 1, row + 2)
            for cell_column in range(column - 1, column + 2)
            for town in self._cells.get((cell_row, cell_column), [])
            if town.country == place.country
            if (distance := distance_km(place, town)) <= within_km
        ]
        return [town for _, _, town in sorted(found, key=lambda item: item[:2])]
