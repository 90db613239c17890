"""Places and names from the hand lists, checked against each other and against the sources."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateline.resources.gazetteer_file import Feature, NameForm
from dateline.resources.name_keys import PlaceKind, name_key
from tools.gazetteer.rows import BuildError, Grid, PlaceRow
from tools.gazetteer.sources import HAND_LISTS, hand_list

#: Tables of places, each row with name, feature, country, latitude, longitude, aliases.
TABLES = ("facilities.csv", "localities.csv", "landforms.csv", "claimed_provinces.csv")

_KINDS = {
    Feature.PROVINCE: PlaceKind.ADMIN1,
    Feature.DISTRICT: PlaceKind.ADMIN2,
    Feature.TOWN: PlaceKind.TOWN,
    Feature.NEIGHBOURHOOD: PlaceKind.TOWN,
    **dict.fromkeys(
        (
            Feature.REGION, Feature.CLAIMED_PROVINCE, Feature.DESERT, Feature.ISLAND,
            Feature.LAKE, Feature.MOUNTAINS, Feature.PLAIN, Feature.RIVER, Feature.SEA,
            Feature.STRAIT, Feature.VALLEY,
        ),
        PlaceKind.REGION,
    ),
}  # fmt: skip
_NEAREST_TOWN_KM = 60.0
_SAME_TOWN_KM = 25.0


def own_places(area_ids: Mapping[str, int], towns: list[PlaceRow]) -> Iterator[PlaceRow]:
    """Yield the hand-listed places, under negative row numbers.

    A town or neighbourhood that the sources have already lends them its names instead.
    """
    grid = Grid(towns)
    rows = [*_listed("regions.toml", "region"), *_listed("sites.toml", "site"), *_tabled()]
    _refuse_twins(rows)
    for number, row in enumerate(sorted(rows, key=lambda row: str(row["id"])), start=1):
        place = _place(row, -number, area_ids)
        if place.kind is PlaceKind.TOWN and (same := _same_town(place, grid)):
            same.add_names(_names_of(row), NameForm.MAIN)
            continue
        if place.kind in (PlaceKind.SITE, PlaceKind.TOWN) and place.admin1 is None:
            near = grid.near(place, within_km=_NEAREST_TOWN_KM)
            place.admin1 = next((town.admin1 for town in near if town.admin1), None)
            place.admin2 = near[0].admin2 if near and place.kind is PlaceKind.TOWN else None
        yield place


def _listed(file: str, table: str) -> list[dict[str, Any]]:
    feature = Feature.REGION if table == "region" else Feature.SITE
    kind = PlaceKind.REGION if table == "region" else PlaceKind.SITE
    return [
        {"feature": feature, "kind": kind, "where": file, **row} for row in hand_list(file)[table]
    ]


def _tabled() -> list[dict[str, Any]]:
    """Return the rows of the CSV tables in the shape of the TOML ones."""
    found = []
    for file in TABLES:
        for line, cells in _table(file):
            where = f"{file}:{line}"
            try:
                feature = Feature(cells["feature"])
                latitude, longitude = float(cells["latitude"]), float(cells["longitude"])
                population = int(cells["population"] or 0)
            except ValueError as error:
                raise BuildError(f"{where}: {error}") from error
            if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
                raise BuildError(f"{where}: no such point: {latitude}, {longitude}")
            codes = cells["country"].split()
            name = cells["name"]
            aliases = [alias for alias in cells["aliases"].split("|") if alias]
            if feature is Feature.CLAIMED_PROVINCE:
                aliases = [form for one in (name, *aliases) for form in _wilayat_forms(one)]
            one = {"country": codes[0]} if len(codes) == 1 else {"countries": codes}
            found.append(
                {
                    "where": where,
                    "id": f"{re.sub(r'[^a-z0-9]+', '-', name_key(name))}-{codes[0].lower()}",
                    "feature": feature,
                    "kind": _KINDS.get(feature, PlaceKind.SITE),
                    "name": name,
                    "aliases": aliases,
                    "latitude": latitude,
                    "longitude": longitude,
                    "claimed_by": cells["claimed_by"].split(),
                    "population": population,
                    **one,
                }
            )
    return found


def _wilayat_forms(name: str) -> Iterable[str]:
    bare = name.removeprefix("Wilayat ")
    return (f"{word} {bare}" for word in ("Wilayat", "Wilayah", "Wilaya", "Wilayet", "Vilayat"))


def _table(file: str) -> Iterator[tuple[int, dict[str, str]]]:
    with (HAND_LISTS / file).open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(line for line in stream if not line.startswith("#"))
        comments = sum(
            line.startswith("#") for line in (HAND_LISTS / file).read_text("utf-8").splitlines()
        )
        for row in reader:
            if None in row or None in row.values():
                raise BuildError(f"{file}:{reader.line_num + comments}: wrong number of cells")
            yield reader.line_num + comments, row


def _refuse_twins(rows: list[dict[str, Any]]) -> None:
    counts = Counter(row["id"] for row in rows)
    twins = sorted(f"{row['where']}: {row['id']}" for row in rows if counts[row["id"]] > 1)
    if twins:
        raise BuildError("places listed twice: " + "; ".join(twins))


def _place(row: Mapping[str, Any], number: int, area_ids: Mapping[str, int]) -> PlaceRow:
    place = PlaceRow(
        id=number,
        slug=f"dateline:{row['id']}",
        name=row["name"],
        kind=row["kind"],
        feature=Feature(row["feature"]),
        country=row.get("country"),
        admin1=area_ids[row["admin1"]] if "admin1" in row else None,
        latitude=row["latitude"],
        longitude=row["longitude"],
        population=row.get("population", 0),
        reach=tuple(row.get("countries", ())),
        claimed_by=tuple(row.get("claimed_by", ())),
    )
    place.add_names(_names_of(row), NameForm.MAIN)
    for name in row.get("demonyms", []):
        place.add_demonym(name)
    return place


def _names_of(row: Mapping[str, Any]) -> list[str]:
    return [row["name"], *row.get("aliases", [])]


def _same_town(place: PlaceRow, grid: Grid) -> PlaceRow | None:
    near = grid.near(place, within_km=_SAME_TOWN_KM)
    key = name_key(place.name)
    return next((town for town in near if key in town.names), None)


def apply_renamed(places: Mapping[int, PlaceRow]) -> None:
    """Give places their former and other names from the hand lists.

    Raises:
        BuildError: No place has the name a list says it bears today.
    """
    towns = _index(places.values(), (PlaceKind.TOWN,))
    areas = _index(places.values(), (PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.REGION))
    missing = []
    for row in hand_list("renamed.toml")["town"]:
        town = towns.get((row["country"], name_key(row["place"])))
        if town is None:
            missing.append(f"renamed.toml: no town {row['place']} in {row['country']}")
            continue
        town.name = row.get("show", row["place"])
        for name in (row["place"], town.name, *row["names"]):
            town.names.pop(name_key(name), None)
            town.add_names([name], NameForm.MAIN)
    for line, cells in _table("former_names.csv"):
        index = towns if cells["kind"] == "town" else areas
        place = index.get((cells["country"], name_key(cells["present"])))
        if place is None:
            missing.append(
                f"former_names.csv:{line}: no {cells['kind']} {cells['present']} "
                f"in {cells['country']}"
            )
            continue
        for name in cells["former"].split("|"):
            place.names.pop(name_key(name), None)
            place.add_names([name], NameForm.MAIN, former=True)
        for name in filter(None, cells["other"].split("|")):
            place.names.pop(name_key(name), None)
            place.add_names([name], NameForm.MAIN)
    if missing:
        raise BuildError("\n".join(missing))


def _index(
    places: Iterable[PlaceRow], kinds: tuple[PlaceKind, ...]
) -> dict[tuple[str | None, str], PlaceRow]:
    """Return places by country and key: shown names before others, then the most populous."""
    index: dict[tuple[str | None, str], PlaceRow] = {}
    ordered = sorted(
        (p for p in places if p.kind in kinds),
        key=lambda p: (kinds.index(p.kind), -p.population, p.id),
    )
    for place in ordered:
        index.setdefault((place.country, name_key(place.name)), place)
    for place in ordered:
        for key in sorted(place.names):
            index.setdefault((place.country, key), place)
    return index
