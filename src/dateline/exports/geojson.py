"""Events as GeoJSON (RFC 7946): a point each, or no geometry where no place is known."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from dateline.exports.dossiers import Dossier
from dateline.exports.tables import event_row

#: About 10 cm on the ground: more digits than any gazetteer has.
COORDINATE_DECIMALS = 6


def write_features(
    dossiers: Iterable[Dossier], stream: TextIO, *, families: Mapping[str, str]
) -> int:
    """Write events as one FeatureCollection; return how many."""
    stream.write('{"type":"FeatureCollection","features":[')
    written = 0
    for written, dossier in enumerate(dossiers, start=1):
        stream.write("\n" if written == 1 else ",\n")
        feature = event_feature(dossier, families=families)
        stream.write(json.dumps(feature, ensure_ascii=True, separators=(",", ":")))
    stream.write("\n]}\n")
    return written


def event_feature(dossier: Dossier, *, families: Mapping[str, str]) -> dict[str, Any]:
    """Return an event as a feature; its properties are the cells of the CSV."""
    cells = event_row(dossier, families=families)
    longitude, latitude = cells.pop("longitude"), cells.pop("latitude")
    geometry = None
    if isinstance(longitude, float | int) and isinstance(latitude, float | int):
        point = [round(longitude, COORDINATE_DECIMALS), round(latitude, COORDINATE_DECIMALS)]
        geometry = {"type": "Point", "coordinates": point}
    return {
        "type": "Feature",
        "id": dossier.event.id,
        "geometry": geometry,
        "properties": cells,
    }
