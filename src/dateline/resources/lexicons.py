"""Word lists of news English: classes of head nouns, loaded from ``lexicons/*.toml``."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from dateline.errors import ResourceError

_LONGEST_PHRASE = 6
_LINKS = (" of ", " in ", " on ", " to ")
_IRREGULAR = {
    "wives": "wife",
    "knives": "knife",
    "thieves": "thief",
    "passersby": "passerby",
    "passers by": "passer by",
}


class NounClass(StrEnum):
    """What a head noun names; a noun may be in several classes.

    From ``FOLLOWER`` on they are finer: a noun in one of these is in a broader class too, except
    body parts and injuries.
    """

    PERSON = "person"
    CIVILIAN = "civilian"
    OFFICIAL = "official"
    JOURNALIST = "journalist"
    FORCES = "forces"
    ARMED = "armed"
    GROUP = "group"
    ORGANIZATION = "organization"
    STATE = "state"
    FACILITY = "facility"
    VEHICLE = "vehicle"
    WEAPON = "weapon"
    EXPLOSIVE = "explosive"
    AMMUNITION = "ammunition"
    BLADE = "blade"
    DRUG = "drug"
    MONEY = "money"
    MATERIAL = "material"
    INFRASTRUCTURE = "infrastructure"
    PLACE = "place"
    OFFENCE = "offence"
    ACT = "act"
    DEMONSTRATION = "demonstration"
    COURT = "court"
    FOLLOWER = "follower"
    LEADER = "leader"
    SUSPECT = "suspect"
    KIN = "kin"
    POLICE = "police"
    JUDICIAL = "judicial"
    ANALYST = "analyst"
    ACTIVIST = "activist"
    STORE = "store"
    BODY_PART = "body_part"
    INJURY = "injury"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Nouns:
    """Head nouns and their classes; keys are folded as by :func:`fold_phrase`."""

    entries: Mapping[str, frozenset[NounClass]]

    def classes(self, phrase: str) -> frozenset[NounClass]:
        """Return the classes of a noun or of a noun phrase that ends in its head.

        The longest listed ending counts: "unmarked police car" is looked up as "police car"
        before "car". Regular plurals are found under their singular.
        """
        words = fold_phrase(phrase).split()
        for start in range(max(0, len(words) - _LONGEST_PHRASE), len(words)):
            for form in _number_forms(" ".join(words[start:])):
                found = self.entries.get(form)
                if found is not None:
                    return found
        return frozenset()

    def is_a(self, phrase: str, *classes: str) -> bool:
        """Tell whether a noun or noun phrase is in any of the classes."""
        return not self.classes(phrase).isdisjoint(classes)


@cache
def load_nouns() -> Nouns:
    """Return the head nouns shipped with Dateline.

    Raises:
        ResourceError: The list has faults; the message names every one of them.
    """
    return read_nouns(_read("nouns.toml"))


def read_nouns(text: str) -> Nouns:
    """Read head nouns from TOML: ``[[group]]`` tables with ``classes`` and ``nouns``.

    Raises:
        ResourceError: The text has faults; the message names every one of them.
    """
    faults: list[str] = []
    entries: dict[str, set[NounClass]] = {}
    for group in tomllib.loads(text)["group"]:
        known = {c for c in group["classes"] if c in NounClass.__members__.values()}
        faults.extend(f"unknown class {c!r}" for c in group["classes"] if c not in known)
        listed: set[str] = set()
        for noun in group["nouns"]:
            key = fold_phrase(noun)
            if key in listed:
                faults.append(f"{noun!r} stands twice in {group['about']!r}")
            listed.add(key)
            entries.setdefault(key, set()).update(NounClass(c) for c in known)
    if faults:
        raise ResourceError("\n".join(f"nouns.toml: {fault}" for fault in faults))
    return Nouns(entries={noun: frozenset(classes) for noun, classes in entries.items()})


def fold_phrase(phrase: str) -> str:
    """Return a phrase as it is looked up.

    Lower-case, hyphens and white space as single spaces, straight apostrophes, and neither quotes
    nor punctuation around it.
    """
    folded = phrase.casefold().replace("\u2019", "'")
    spaced = re.sub(r"[\s\u2010-\u2015-]+", " ", folded)
    return spaced.strip(" \"'.,;:!?()[]{}\u2018\u201c\u201d\u00ab\u00bb")


def _number_forms(phrase: str) -> Iterator[str]:
    """Yield the phrase, then what it may be the plural of."""
    yield phrase
    link = min((at for at in map(phrase.find, _LINKS) if at > 0), default=len(phrase))
    before, word = _split_last_word(phrase[:link])
    for singular in _singulars(word):
        yield before + singular + phrase[link:]
    if link < len(phrase):
        before, word = _split_last_word(phrase)
        for singular in _singulars(word):
            yield before + singular


def _split_last_word(phrase: str) -> tuple[str, str]:
    at = phrase.rfind(" ") + 1
    return phrase[:at], phrase[at:]


def _singulars(word: str) -> Iterator[str]:
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    if word.endswith("men"):
        yield word[:-3] + "man"
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]


def _read(name: str) -> str:
    source = files("dateline.resources") / "lexicons" / name
    return source.read_text(encoding="utf-8")
