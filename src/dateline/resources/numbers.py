"""English number words: loaded from ``lexicons/numbers.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.resources.toml_tables import read_toml


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NumberWords:
    """Values of number words.

    ``ones`` are 0-19, ``tens`` 20-90, ``scales`` multiply what stands before them, and
    ``suffixes`` are scales written after a figure ("2bn").
    """

    ones: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    suffixes: Mapping[str, int]


@cache
def load_number_words() -> NumberWords:
    """Return the number words shipped with Dateline."""
    source = files("dateline.resources") / "lexicons" / "numbers.toml"
    tables = read_toml(source.read_text(encoding="utf-8"))
    return NumberWords(
        ones=tables["ones"],
        tens=tables["tens"],
        scales=tables["scales"],
        suffixes=tables["suffixes"],
    )
