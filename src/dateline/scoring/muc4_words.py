"""MUC-4's closed lists by the words that call for an item."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.resources.lexicons import NounClass, load_nouns


@cache
def _words() -> Mapping[str, Any]:
    source = files("dateline.scoring") / "muc4_words.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


_CLASSES: tuple[tuple[str, NounClass], ...] = (
    ("LAW ENFORCEMENT", NounClass.POLICE),
    ("LEGAL OR JUDICIAL", NounClass.JUDICIAL),
    ("ACTIVE MILITARY", NounClass.FORCES),
    ("GOVERNMENT OFFICIAL", NounClass.OFFICIAL),
)

#: Countries that MUC-4 calls otherwise than today's gazetteers; keys are ISO 3166-1 codes.
COUNTRY_NAMES: Mapping[str, str] = {
    "CN": "PEOPLES REP OF CHINA",
    "KP": "DEMOCRATIC PEOPLES REP OF KOREA",
    "KR": "REPUBLIC OF KOREA",
    "RU": "USSR",
    "DE": "WEST GERMANY",
}


def instrument_type(phrase: str) -> str | None:
    """Return the instrument type of a phrase, if the list has one."""
    return _first(phrase, "instruments")


def target_type(phrase: str) -> str:
    """Return the physical target type of a phrase; OTHER is the default."""
    return _first(phrase, "targets") or "OTHER"


def human_type(phrase: str) -> str:
    """Return the human target type of a phrase; CIVILIAN is the default."""
    words = phrase.casefold().split()
    former = bool(words) and (words[0] in {"former", "retired"} or words[0].startswith("ex-"))
    found = _first(phrase, "humans")
    if found is None:
        classes = load_nouns().classes(phrase)
        found = next((type_ for type_, class_ in _CLASSES if class_ in classes), "CIVILIAN")
    if former and found in {"GOVERNMENT OFFICIAL", "ACTIVE MILITARY"}:
        return f"FORMER {found}"
    return found


def is_nonessential(word: str) -> bool:
    """Tell whether a key leaves out a word in front of a noun."""
    return word in _words()["nonessential"]


def is_title(word: str) -> bool:
    """Tell whether a word is a title before a name."""
    return word in _words()["titles"]


def is_pronoun(word: str) -> bool:
    """Tell whether a word stands for a noun and names nothing itself."""
    return word in _words()["pronouns"]


def is_partitive(word: str) -> bool:
    """Tell whether a noun says little without the "of ..." after it."""
    return word in _words()["partitives"]


def incident_words(type_: str, text: str) -> list[int]:
    """Return where words begin that tell of an incident of a type."""
    beginnings = "|".join(map(re.escape, _words()["incidents"].get(type_, ())))
    return [m.start() for m in re.finditer(rf"\b(?:{beginnings})", text.casefold())]


def _first(phrase: str, table: str) -> str | None:
    folded = phrase.casefold()
    for item, words in _words()[table].items():
        if any(re.search(rf"\b{re.escape(word)}(?:e?s)?\b", folded) for word in words):
            return str(item)
    return None
