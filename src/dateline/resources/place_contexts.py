"""Words around a place name that tell whether it is one."""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from dateline.errors import ResourceError
from dateline.resources.toml_tables import read_toml

_FILE = Path(__file__).parent / "gazetteer" / "contexts.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContexts:
    """Word lists by what they say of a place name beside them; all casefolded.

    ``bodies`` are names of organisations that contain a place name, longest first.
    """

    strong_before: frozenset[str]
    medium_before: frozenset[str]
    weak_before: frozenset[str]
    people_after: frozenset[str]
    function_words: frozenset[str]
    connectors: frozenset[str]
    directions: frozenset[str]
    nearby: frozenset[str]
    person_before: frozenset[str]
    person_after: frozenset[str]
    facility_after: frozenset[str]
    office_after: frozenset[str]
    company_after: frozenset[str]
    area_beside: frozenset[str]
    town_beside: frozenset[str]
    facilities: frozenset[str]
    facility_openings: frozenset[str]
    facility_inner: frozenset[str]
    bodies: tuple[str, ...]


@cache
def load_place_contexts() -> PlaceContexts:
    """Load the lists that ship with Dateline.

    Raises:
        ResourceError: A list is missing or is not a list of words.
    """
    data = read_toml(_FILE.read_text(encoding="utf-8"))
    names = {field.name for field in fields(PlaceContexts)}
    if faults := sorted(names ^ data.keys()):
        raise ResourceError(f"{_FILE}: missing or unknown lists: {', '.join(faults)}")
    words = {name: frozenset(word.casefold() for word in data[name]) for name in names - {"bodies"}}
    bodies = sorted({body.casefold() for body in data["bodies"]}, key=lambda b: (-len(b), b))
    return PlaceContexts(**words, bodies=tuple(bodies))
