"""Word lists of news English: classes of head nouns, and cues of who says what how surely."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from importlib.resources import files

from dateline.errors import ResourceError
from dateline.resources.phrases import fold_phrase, singular_forms
from dateline.resources.sources import source_kind
from dateline.resources.toml_tables import read_toml

__all__ = [
    "Cues",
    "NameWords",
    "NounClass",
    "Nouns",
    "load_cues",
    "load_name_words",
    "load_nouns",
    "read_cues",
    "read_nouns",
    "source_kind",
]

_LONGEST_PHRASE = 6


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
    VICTIM = "victim"
    KIN = "kin"
    POLICE = "police"
    JUDICIAL = "judicial"
    ANALYST = "analyst"
    ACTIVIST = "activist"
    STORE = "store"
    BODY_PART = "body_part"
    ANIMAL = "animal"
    HAZARD = "hazard"
    INJURY = "injury"
    BOMBER = "bomber"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Nouns:
    """Head nouns and their classes; keys are folded as by ``fold_phrase``."""

    entries: Mapping[str, frozenset[NounClass]]

    def classes(self, phrase: str) -> frozenset[NounClass]:
        """Return the classes of a noun or of a noun phrase that ends in its head.

        The longest listed ending counts: "unmarked police car" is looked up as "police car"
        before "car". Regular plurals are found under their singular.
        """
        words = fold_phrase(phrase).split()
        for start in range(max(0, len(words) - _LONGEST_PHRASE), len(words)):
            for form in singular_forms(" ".join(words[start:])):
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
    for group in read_toml(text)["group"]:
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cues:
    """Words and phrases of attribution and factuality, each a set of lower-case entries.

    Verbs and the nouns beside them are lemmas; phrases are as written. Look phrases up with
    ``dateline.resources.phrases.find_phrases``. An entry may stand in several sets: "suspect"
    both accuses and doubts.

    ``say``, ``confirm``, ``claim``, ``admit``, ``deny``, ``accuse`` and ``doubt`` sort what a
    source does with what it says. ``accusing_hedges`` are those ``hedges`` that lay an act at
    somebody's door. ``plan``, ``imminent``, ``attempt``, ``foil`` and ``threaten`` say how far an
    act got. ``generic`` and ``history`` take a sentence out of the news of the day; ``exercise``,
    ``fiction`` and ``sport`` out of the real; ``ordinary``, ``crime`` and ``business`` out of the
    political; ``opinion`` out of the reported; ``remembrance`` out of the present; ``aggregate``
    marks sums over a period. One phrase of ``tale`` makes a sentence none of the real world, one
    of ``mishap`` its deaths nobody's doing unless it names a doer, and words of ``figurative``
    mean no violence.
    """

    say: frozenset[str]
    confirm: frozenset[str]
    claim: frozenset[str]
    admit: frozenset[str]
    deny: frozenset[str]
    accuse: frozenset[str]
    doubt: frozenset[str]
    reporting_nouns: frozenset[str]
    according: frozenset[str]
    according_phrases: frozenset[str]
    hedges: frozenset[str]
    accusing_hedges: frozenset[str]
    hedge_phrases: frozenset[str]
    modals: frozenset[str]
    negators: frozenset[str]
    negation_phrases: frozenset[str]
    conditionals: frozenset[str]
    plan: frozenset[str]
    imminent: frozenset[str]
    attempt: frozenset[str]
    foil: frozenset[str]
    threaten: frozenset[str]
    generic: frozenset[str]
    history: frozenset[str]
    exercise: frozenset[str]
    fiction: frozenset[str]
    ordinary: frozenset[str]
    figurative: frozenset[str]
    tale: frozenset[str]
    mishap: frozenset[str]
    crime: frozenset[str]
    remembrance: frozenset[str]
    business: frozenset[str]
    sport: frozenset[str]
    opinion: frozenset[str]
    aggregate: frozenset[str]

    @property
    def reporting(self) -> frozenset[str]:
        """Lemmas of every verb and noun that brings in what a source says."""
        return frozenset().union(
            self.say, self.confirm, self.claim, self.admit, self.deny, self.accuse, self.doubt
        )


@cache
def load_cues() -> Cues:
    """Return the cues shipped with Dateline.

    Raises:
        ResourceError: The list has faults; the message names every one of them.
    """
    return read_cues(_read("cues.toml"))


def read_cues(text: str) -> Cues:
    """Read cues from TOML: one table per field of :class:`Cues`, with ``words``.

    Other tables are left to whom they concern.

    Raises:
        ResourceError: The text has faults; the message names every one of them.
    """
    tables = read_toml(text)
    faults: list[str] = []
    words: dict[str, frozenset[str]] = {}
    for field in fields(Cues):
        listed: list[str] = tables.get(field.name, {}).get("words", [])
        if not listed:
            faults.append(f"no words for {field.name!r}")
        twice = sorted({word for word in listed if listed.count(word) > 1})
        faults.extend(f"{word!r} stands twice in {field.name!r}" for word in twice)
        upper = sorted({word for word in listed if word != word.casefold()})
        faults.extend(f"{word!r} in {field.name!r} is not in lower case" for word in upper)
        words[field.name] = frozenset(listed)
    if faults:
        raise ResourceError("\n".join(f"cues.toml: {fault}" for fault in faults))
    return Cues(**words)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NameWords:
    """Words around and inside personal names, all in lower case.

    ``particles`` link the parts of a name ("al", "bin"). ``civil_titles`` stand before the name
    of a private person, ``ranks`` before that of an officer high enough to act in public by name.
    ``never_names`` are capitalised words that name no person. ``no_office`` are bearers of an
    official-sounding role who hold no public office. ``leaders`` are words for leaders of armed
    groups, ``lesser_leaders`` for those the public does not know. ``hedged`` make whoever stands
    beside them an accused or a relative.
    """

    particles: frozenset[str]
    civil_titles: frozenset[str]
    ranks: frozenset[str]
    never_names: frozenset[str]
    no_office: frozenset[str]
    leaders: frozenset[str]
    lesser_leaders: frozenset[str]
    hedged: frozenset[str]


@cache
def load_name_words() -> NameWords:
    """Return the words of personal names shipped with Dateline."""
    tables = read_toml(_read("names.toml"))
    return NameWords(**{field.name: frozenset(tables[field.name]) for field in fields(NameWords)})


def _read(name: str) -> str:
    source = files("dateline.resources") / "lexicons" / name
    return source.read_text(encoding="utf-8")
