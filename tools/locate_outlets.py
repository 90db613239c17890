"""Fill in where the outlets of ``resources/outlets.toml`` are at home.

An entry is ``"domain" = [name]`` for an outlet of a whole country or of the world, and
``"domain" = [name, "Town, first-order area"]`` for one of a town. This script adds the town's
coordinates from the gazetteer and prints the towns it does not know.

Run it from the repository: ``python tools/locate_outlets.py``.
"""

import json
import sys
import tomllib
from pathlib import Path

from dateline.resources.gazetteer import Entry, Gazetteer, PlaceKind, name_key, open_gazetteer

FILE = Path(__file__).parent.parent / "src" / "dateline" / "resources" / "outlets.toml"
HEADER = """\
# Outlets and where they are at home, by country (ISO 3166-1 alpha-2) of the outlet. "world": no
# home country. [name] is an outlet of the whole country; [name, town, latitude, longitude] one of
# a town. Written by hand from common knowledge; Apache-2.0. Coordinates are filled in by
# tools/locate_outlets.py from the gazetteer (GeoNames, CC BY 4.0).
"""


def main() -> int:
    """Rewrite the file with coordinates; return 1 if a town is not known."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    gazetteer = open_gazetteer()
    lines = [HEADER]
    unknown = 0
    for country, outlets in data.items():
        lines.append(f"[{country}]")
        for domain, value in outlets.items():
            located = list(value)
            if len(value) == 2:
                town = _town(value[1], country, gazetteer)
                if town is None:
                    print(f"{domain}: no town {value[1]!r} in {country}", file=sys.stderr)
                    unknown += 1
                else:
                    located += [town.latitude, town.longitude]
            items = ", ".join(json.dumps(item, ensure_ascii=False) for item in located)
            lines.append(f'"{domain}" = [{items}]')
        lines.append("")
    FILE.write_text("\n".join(lines), encoding="utf-8")
    return 1 if unknown else 0


def _town(place: str, country: str, gazetteer: Gazetteer) -> Entry | None:
    """Return the town of a name in a country, in the area named if one of that name is there."""
    name, _, area = place.partition(", ")
    towns = [
        entry
        for entry in gazetteer.candidates(name)
        if entry.country == country and entry.kind in (PlaceKind.TOWN, PlaceKind.SITE)
    ]
    areas = {entry.id for entry in gazetteer.candidates(area) if entry.country == country}
    inside = [
        t for t in towns if t.admin1_id in areas or name_key(t.admin1 or "") == name_key(area)
    ]
    return next(iter(inside or ([] if country in {"US", "CA"} else towns)), None)


if __name__ == "__main__":
    raise SystemExit(main())
