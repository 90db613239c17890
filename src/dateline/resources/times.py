"""Words for times and the conventions for vague ones: loaded from ``lexicons/times.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from dateline.resources.lexicon_file import read_lexicon


def _ascending(pair: tuple[int, int]) -> tuple[int, int]:
    if pair[0] > pair[1]:
        raise ValueError("must be [from, to], in this order")
    return pair


Pair = Annotated[tuple[int, int], AfterValidator(_ascending)]


class ObservanceRule(StrEnum):
    """How the day of an observance is found."""

    FIXED = "fixed"
    EASTER = "easter"
    ORTHODOX_EASTER = "orthodox_easter"
    HIJRI = "hijri"
    HOLIDAY = "holiday"
    BY_COUNTRY = "by_country"
    ONCE = "once"


class Observance(BaseModel):
    """A feast or day of remembrance.

    ``at`` is read by ``rule`` (see ``times.toml``); ``days`` is how long it lasts, 0 for the whole
    month of the Islamic calendar.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    names: tuple[str, ...]
    rule: ObservanceRule
    at: str
    days: int = Field(default=1, ge=0)


class TimeWords(BaseModel):
    """Words that need care when they stand as times."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    need_capital: frozenset[str]
    need_context: frozenset[str]
    newspapers: frozenset[str]
    occasions: frozenset[str]
    future: tuple[str, ...]
    vague: tuple[str, ...]


class TimeConventions(BaseModel):
    """Choices that turn vague times into days; units are in ``times.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    recent: int = Field(ge=1)
    grace_days: int = Field(ge=0)
    days_around: int = Field(ge=1)
    early_month: Pair
    mid_month: Pair
    late_month: Pair
    early_year: Pair
    mid_year: Pair
    late_year: Pair


class _TimeFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    months: dict[Annotated[int, Field(ge=1, le=12)], list[str]]
    weekdays: dict[Annotated[int, Field(ge=0, le=6)], list[str]]
    seasons: dict[str, Annotated[int, Field(ge=1, le=12)]]
    words: TimeWords
    bands: dict[str, Pair]
    conventions: TimeConventions
    observance: list[Observance]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TimeLexicon:
    """What English says times with; names are casefolded.

    ``months`` and ``weekdays`` map names to 1-12 and 0-6 (Monday is 0), ``seasons`` to their
    first month, ``bands`` vague number words to [from, to], ``observances`` names to their rule.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, int]
    words: TimeWords
    bands: Mapping[str, Pair]
    conventions: TimeConventions
    observances: Mapping[str, Observance]


@cache
def load_time_lexicon(path: Path | None = None) -> TimeLexicon:
    """Return the lexicon of times, Dateline's own or one in the same format.

    Args:
        path: A TOML file; ``None`` for the one shipped with Dateline.

    Raises:
        ResourceError: The file cannot be read or does not fit the format.
    """
    tables = read_lexicon(_TimeFile, "times.toml", path)
    return TimeLexicon(
        months={name: number for number, names in tables.months.items() for name in names},
        weekdays={name: number for number, names in tables.weekdays.items() for name in names},
        seasons=tables.seasons,
        words=tables.words,
        bands=tables.bands,
        conventions=tables.conventions,
        observances={name: entry for entry in tables.observance for name in entry.names},
    )
