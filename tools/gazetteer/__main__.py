"""Build the gazetteer that ships with Dateline.

The same inputs give the same bytes. docs/gazetteer.md says what goes in.

Usage: ``python -m tools.gazetteer --names-archive names-0.3.0.tar.gz [--to places.sqlite]``
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from dateline.resources.gazetteer import SHIPPED
from tools.gazetteer.areas import Areas, countries
from tools.gazetteer.hand import apply_renamed, own_places
from tools.gazetteer.rows import BuildError, PlaceRow
from tools.gazetteer.sources import (
    read_geocoded,
    read_members,
    read_subdivisions,
    read_towns,
    versions,
)
from tools.gazetteer.words import collect_words
from tools.gazetteer.write import write_file


def main() -> int:
    """Build the file and report what went in."""
    parser = argparse.ArgumentParser(prog="python -m tools.gazetteer", description=__doc__)
    parser.add_argument("--to", type=Path, default=SHIPPED)
    parser.add_argument("--names-archive", type=Path, required=True)
    options = parser.parse_args()
    try:
        places = collect_places()
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    words = collect_words(options.names_archive, places)
    write_file(options.to, places, words, sources=versions())
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
    towns = read_towns(subdivisions)
    members = read_members(towns, subdivisions)
    places = {town.id: town for town in towns}
    for area in Areas(subdivisions, geocoded, members, towns).rows():
        places[area.id] = area
    for country in countries(geocoded, towns):
        places[country.id] = country
    for own in own_places({s.code: s.geonames for s in subdivisions if s.geonames}, towns):
        places[own.id] = own
    apply_renamed(places)
    located = [p for p in places.values() if p.latitude is not None and p.names]
    return sorted(located, key=lambda place: place.id)


if __name__ == "__main__":
    sys.exit(main())
