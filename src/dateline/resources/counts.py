"""Words and conventions for counts, money and masses: loaded from ``lexicons/counts.toml``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict

from dateline.resources.lexicon_file import read_lexicon
from dateline.resources.toml_tables import read_toml

Bounds = tuple[float | None, float | None, float | None]
_Formula = Literal["n", "n+1", "n-1", ""]
_OperatorName = Literal["exactly", "more_than", "at_least", "up_to", "less_than", "nearly", "about"]


class BoundsRule(BaseModel):
    """What an operator such as "at least" makes of a number n."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    low: _Formula
    best: _Formula
    high: _Formula

    def apply(self, number: float) -> Bounds:
        """Return low, best and high for a number."""
        values: dict[str, float | None] = {
            "n": number,
            "n+1": number + 1,
            "n-1": max(number - 1, 0),
            "": None,
        }
        return values[self.low], values[self.best], values[self.high]


class _Plural(BaseModel):
    model_config = ConfigDict(extra="forbid")

    low: float


class _NotCounts(BaseModel):
    model_config = ConfigDict(extra="forbid")

    units: list[str]
    labels: list[str]
    formations: list[str]


class _Codes(BaseModel):
    model_config = ConfigDict(extra="forbid")

    codes: list[str]


def _in_order(bounds: Sequence[float | Literal[""]]) -> Sequence[float | Literal[""]]:
    stated = [bound for bound in bounds if bound != ""]
    if stated != sorted(stated) or any(bound < 0 for bound in stated):
        raise ValueError("low, best and high must not be negative and must be in this order")
    return bounds


def _a_part(fraction: tuple[int, int]) -> tuple[int, int]:
    if not 0 < fraction[0] <= fraction[1]:
        raise ValueError("must be [part, whole], both above 0 and the part not the larger")
    return fraction


_Vague = tuple[float | Literal[""], float | Literal[""], float | Literal[""]]


class _CountFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    rules: dict[_OperatorName, BoundsRule]
    measure_rules: dict[_OperatorName, BoundsRule]
    plural: _Plural
    before: dict[_OperatorName, list[str]]
    after: dict[_OperatorName, list[str]]
    nouns: dict[str, float]
    majorities: dict[Literal["words"], list[str]] = {}
    fractions: dict[str, Annotated[tuple[int, int], AfterValidator(_a_part)]]
    vague: dict[str, Annotated[_Vague, AfterValidator(_in_order)]]
    not_counts: _NotCounts
    currency_signs: dict[str, str]
    currency_codes: _Codes
    currency_names: dict[str, str]
    by_country: dict[str, dict[str, str]]
    masses: dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CountLexicon:
    """What English counts with; words are in lower case.

    ``rules`` hold for counts, ``measure_rules`` for money and masses. ``before`` and ``after`` map
    words beside a number to the rule they call for, ``vague`` words without a number to their
    bounds, ``fractions`` parts of a whole to their share; ``majorities`` are parts larger
    than half. ``units``, ``labels`` and ``formations``
    make a number something other than a count. Currencies map to ISO 4217 codes, or to ``None``
    where the country decides; ``currency_by_country`` is keyed by the name in the singular.
    ``masses`` maps names of units to their signs.
    """

    rules: Mapping[str, BoundsRule]
    measure_rules: Mapping[str, BoundsRule]
    plural: Bounds
    before: Mapping[str, str]
    after: Mapping[str, str]
    nouns: Mapping[str, float]
    fractions: Mapping[str, float]
    majorities: frozenset[str]
    vague: Mapping[str, Bounds]
    units: frozenset[str]
    labels: frozenset[str]
    formations: frozenset[str]
    currency_signs: Mapping[str, str | None]
    currency_codes: frozenset[str]
    currency_names: Mapping[str, str | None]
    currency_by_country: Mapping[str, Mapping[str, str]]
    masses: Mapping[str, str]


@cache
def load_count_lexicon(path: Path | None = None) -> CountLexicon:
    """Return the lexicon of counts, Dateline's own or one in the same format.

    Args:
        path: A TOML file; ``None`` for the one shipped with Dateline.

    Raises:
        ResourceError: The file cannot be read or does not fit the format.
    """
    tables = read_lexicon(_CountFile, "counts.toml", path)
    return CountLexicon(
        rules={str(name): rule for name, rule in tables.rules.items()},
        measure_rules={
            str(name): rule for name, rule in (tables.rules | tables.measure_rules).items()
        },
        plural=(tables.plural.low, None, None),
        before={word: str(rule) for rule, words in tables.before.items() for word in words},
        after={word: str(rule) for rule, words in tables.after.items() for word in words},
        nouns=tables.nouns,
        fractions={name: part / whole for name, (part, whole) in tables.fractions.items()},
        majorities=frozenset(tables.majorities.get("words", [])),
        vague={word: _open_bounds(bounds) for word, bounds in tables.vague.items()},
        units=frozenset(tables.not_counts.units),
        labels=frozenset(tables.not_counts.labels),
        formations=frozenset(tables.not_counts.formations),
        currency_signs={sign: code or None for sign, code in tables.currency_signs.items()},
        currency_codes=frozenset(tables.currency_codes.codes),
        currency_names=_named_currencies()
        | {name: code or None for name, code in tables.currency_names.items()},
        currency_by_country=tables.by_country,
        masses={name: unit for unit, names in tables.masses.items() for name in names},
    )


def _named_currencies() -> dict[str, str | None]:
    """Return the full names of currencies that CLDR gives."""
    source = files("dateline.resources") / "lexicons" / "currencies.toml"
    return dict(read_toml(source.read_text(encoding="utf-8"))["names"])


def _open_bounds(
    bounds: tuple[float | Literal[""], float | Literal[""], float | Literal[""]],
) -> Bounds:
    low, best, high = (None if bound == "" else bound for bound in bounds)
    return low, best, high
