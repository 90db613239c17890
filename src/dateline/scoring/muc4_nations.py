"""The foreign nation of a MUC-4 target or victim, as the words that name it tell.

Reference:
    MUC-4 task documentation, version 7 (1992), slots 15 and 22.
"""

import re
from collections.abc import Iterable, Iterator

from dateline.resources.gazetteer import Gazetteer, NameForm, PlaceKind
from dateline.scoring.muc4_places import country_name

#: Abbreviations with full stops, and words.
_WORD = re.compile(r"(?:[a-z]\.\s?){2,}|[a-z][\w'-]*", re.IGNORECASE)
#: What makes "American" no word for the United States.
_ELSEWHERE = frozenset({"latin", "central", "south", "north", "inter", "pan"})


def foreign_nation(phrases: Iterable[str], country: str, gazetteer: Gazetteer) -> str | None:
    """Return the first nation other than a country that phrases name, as MUC-4 writes it.

    Args:
        phrases: Phrases for the target or victim, the surest first.
        country: Where the incident was, as MUC-4 writes it.
        gazetteer: Names of countries and their people.
    """
    for phrase in phrases:
        for code in _countries(phrase, gazetteer):
            name = country_name(code, gazetteer)
            if name != country:
                return name
    return None


def _countries(phrase: str, gazetteer: Gazetteer) -> Iterator[str]:
    words = [match.group().strip() for match in _WORD.finditer(phrase)]
    i = 0
    while i < len(words):
        for size in (2, 1):
            name = " ".join(words[i : i + size])
            code = _country(name, gazetteer) if len(words[i : i + size]) == size else None
            if code is not None:
                if i == 0 or words[i - 1].casefold() not in _ELSEWHERE:
                    yield code
                i += size - 1
                break
        i += 1


def _country(name: str, gazetteer: Gazetteer) -> str | None:
    """Return the code of a country that a name, or a word for its people, stands for."""
    if len(name) < 3:
        return None
    for entry in gazetteer.candidates(name)[:1]:
        if entry.form is NameForm.DEMONYM or entry.kind is PlaceKind.COUNTRY:
            return entry.country
    return None
