"""From places to the file: keys with the places they may mean, most likely first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dateline.resources.gazetteer import Entry, sorted_by_prior
from dateline.resources.gazetteer_file import FORMER, FORMS, GazetteerWriter, pack_hits
from tools.gazetteer.rows import PlaceRow

CREDIT = "GeoNames (CC BY 4.0, geonames.org) by way of {sources}; hand lists of Dateline"


def write_file(
    path: Path, places: Sequence[PlaceRow], words: Mapping[str, int], *, sources: str
) -> None:
    """Write the file anew; the order of places and words does not matter."""
    ordered = sorted(places, key=lambda place: place.id)
    known = frozenset(place.id for place in ordered)
    partial = path.with_name(f"{path.name}.partial")
    writer = GazetteerWriter(partial)
    writer.add_places(place.stored(known) for place in ordered)
    writer.add_names(_names(ordered))
    writer.add_words(words)
    writer.finish({"sources": CREDIT.format(sources=sources)}, compact=True)
    partial.replace(path)


def _names(places: Sequence[PlaceRow]) -> Iterator[tuple[str, int | bytes]]:
    by_key: dict[str, list[tuple[PlaceRow, int]]] = defaultdict(list)
    for place in places:
        for key, form in place.names.items():
            by_key[key].append((place, form))
    for key in sorted(by_key):
        found = by_key[key]
        if len(found) == 1:
            yield key, pack_hits([(found[0][0].id, found[0][1])])
            continue
        hits = {_id(place): (place.id, form) for place, form in found}
        entries = sorted_by_prior([_entry(place, form) for place, form in found])
        yield key, pack_hits([hits[entry.id] for entry in entries])


def _id(place: PlaceRow) -> str:
    return place.slug or f"geonames:{place.id}"


def _entry(place: PlaceRow, form: int) -> Entry:
    return Entry(
        id=_id(place),
        name=place.name,
        kind=place.kind,
        country=place.country,
        admin1=None,
        admin1_id=None if place.admin1 is None else f"geonames:{place.admin1}",
        latitude=0.0,
        longitude=0.0,
        population=place.population,
        form=FORMS[form % FORMER],
        former=form >= FORMER,
    )
