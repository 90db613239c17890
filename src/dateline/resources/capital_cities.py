"""Capitals of countries, for reports that do not name them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dateline.errors import ResourceError
from dateline.resources.toml_tables import read_toml

_FILE = Path(__file__).parent / "gazetteer" / "capitals.toml"


@cache
def load_capital_cities() -> Mapping[str, str]:
    """Return the name of each country's capital by the country's ISO 3166-1 alpha-2 code.

    Raises:
        ResourceError: The list is missing or is not a table of names.
    """
    data = read_toml(_FILE.read_text(encoding="utf-8"))
    capitals = data.get("capitals")
    if not isinstance(capitals, dict) or not all(isinstance(n, str) for n in capitals.values()):
        raise ResourceError(f"{_FILE}: expected one table [capitals] of names by country code")
    return capitals
