"""What tells an act from others like it: named small places, hours, callings, manners."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.errors import ResourceError
from dateline.resources.toml_tables import read_toml

_FILE = "marks.toml"
#: Hours of a day stand in spans this long.
HOURS_A_SPAN = 2
_DAY = 24


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Marks:
    """Words by which acts of one kind, day and town are told apart.

    Attributes:
        places: Kind of a small place by its word.
        unnamed: Capitalised words that name no single place.
        hours: Spans of the day that a part of the day may cover, by its words.
        callings: What people are, by word.
        manners: How an act was done, by words.
        manner_of_type: How acts of a type were done, by event type.
        sites: Kind of a site, named or not, by its words.
        together: Manners that may be told of one act besides each.
        sites_together: Kinds of sites that one site may be told as.
        place_word: Finds a word for a small place.
        hour_word: Finds a part of the day.
        calling_word: Finds a calling.
        manner_word: Finds a manner.
        site_word: Finds a word for a site, in lower case.
    """

    places: Mapping[str, str]
    unnamed: frozenset[str]
    hours: Mapping[str, frozenset[int]]
    callings: Mapping[str, str]
    manners: Mapping[str, str]
    together: Mapping[str, frozenset[str]]
    sites_together: Mapping[str, frozenset[str]]
    manner_of_type: Mapping[str, str]
    sites: Mapping[str, str]
    place_word: re.Pattern[str]
    hour_word: re.Pattern[str]
    calling_word: re.Pattern[str]
    manner_word: re.Pattern[str]
    site_word: re.Pattern[str]


@cache
def load_marks() -> Marks:
    """Return the words that come with Dateline.

    Raises:
        ResourceError: The file has faults.
    """
    source = files("dateline.resources") / "linking" / _FILE
    return read_marks(source.read_text(encoding="utf-8"))


def read_marks(text: str) -> Marks:
    """Read words from TOML.

    Raises:
        ResourceError: It is not TOML, or a part is missing or of the wrong kind.
    """
    try:
        table = read_toml(text)
        places = _kind_of(table["places"])
        hours = {str(part): _spans(*span) for part, span in table["hours"].items()}
        callings, manners = _kind_of(table["callings"]), _kind_of(table["manners"])
        sites = _kind_of(table["sites"])
        manner_of_type = {str(t): str(m) for t, m in table["manner_of_type"].items()}
        together = _both_ways(table["manners_together"])
        sites_together = _both_ways(table["sites_together"])
        unnamed = frozenset(map(str, table["places_not_named_by"]["words"]))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ResourceError(f"{_FILE}: {type(error).__name__}: {error}") from error
    return Marks(
        places=places,
        unnamed=unnamed,
        hours=hours,
        callings=callings,
        manners=manners,
        together=together,
        sites_together=sites_together,
        manner_of_type=manner_of_type,
        sites=sites,
        place_word=_finder(places),
        hour_word=_finder(hours),
        calling_word=_finder(callings),
        manner_word=_finder(manners),
        site_word=_finder(sites, re.NOFLAG),
    )


def _kind_of(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {str(word): str(kind) for kind, words in table.items() for word in words}


def _both_ways(table: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    pairs = {(str(one), str(other)) for one, others in table.items() for other in others}
    names = {name for pair in pairs for name in pair}
    return {
        name: frozenset(b for a, b in pairs if a == name) | {a for a, b in pairs if b == name}
        for name in sorted(names)
    }


def _spans(start: float, end: float) -> frozenset[int]:
    return frozenset(
        hour % _DAY // HOURS_A_SPAN for hour in range(int(start), max(int(start) + 1, int(end)))
    )


def _finder(words: Iterable[str], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Return what finds any of the words, the longest first, also in the plural."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b({'|'.join(map(re.escape, ordered))})(?:s|es)?\b", flags)
