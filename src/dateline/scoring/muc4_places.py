"""Which of the places a MUC-4 text names is that of an incident.

Names are looked up word by word, since MUC-4's texts have no small letters; a linear model over
the words around them (``training/model/fill_models.py``) says which are part of a location.
"""

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.resources.fill_models import FillModel
from dateline.resources.gazetteer import Entry, Gazetteer, PlaceKind, WordFlag
from dateline.resources.place_contexts import load_place_contexts
from dateline.scoring.muc4_features import Words, hashed
from dateline.scoring.muc4_words import COUNTRY_NAMES
from dateline.scoring.probabilities import probability

#: What a country calls its first-level divisions, where not departments (ISO 3166-1).
PROVINCE_WORDS: Mapping[str, str] = {
    "AR": "PROVINCE",
    "CL": "REGION",
    "EC": "PROVINCE",
    "CR": "PROVINCE",
    "CU": "PROVINCE",
    "MX": "STATE",
    "PA": "PROVINCE",
    "US": "STATE",
    "VE": "STATE",
}
#: Words of a name, mentions of a place that are read, and words of one that no list knows.
LONGEST, MENTIONS, LONGEST_UNKNOWN = 4, 4, 3
#: A place of so many people may be called as an ordinary word is.
LARGE = 50_000
#: Least probability of a place for a location to be written with it.
LEAST = 0.05

_KINDS = frozenset(
    {"department", "province", "municipality", "neighborhood", "district", "region", "state"}
    | {"city", "town", "village", "farm", "jurisdiction", "canton", "hamlet", "suburb", "airport"}
    | {"university", "intendancy", "river", "zone", "port", "corregimiento", "county"}
)
#: Kinds from coarse to fine; all others are between the last two.
_COARSE = ("DEPARTMENT", "PROVINCE", "STATE", "REGION", "INTENDANCY")
_FINE = ("NEIGHBORHOOD", "DISTRICT", "SUBURB", "AIRPORT", "UNIVERSITY", "FARM", "CANTON")
_NEAREST_SENTENCES = 3
_ARTICLES = frozenset({"la", "el", "los", "las", "de", "del"})
_PREPOSITIONS = frozenset({"in", "at", "near", "of", "from", "the", "outside", ",", "("})
_WITHIN = (PlaceKind.TOWN, PlaceKind.ADMIN1, PlaceKind.ADMIN2)
_UNLIKELY = WordFlag.ORDINARY | WordFlag.NEVER
_SIZES = (1_000, 15_000, 100_000, 1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """A place of one country that a text names.

    ``kind`` is MUC-4's word for it, ``said`` whether the text says that word; ``admin1`` is the
    area it lies in, in capitals; ``mentions`` are ranges of words.
    """

    name: str
    kind: str
    said: bool
    admin1: str
    size: int
    listed: bool
    mentions: tuple[range, ...]

    @property
    def step(self) -> str:
        """The place as a step of a location."""
        return f"{self.name} ({self.kind})"

    @property
    def rank(self) -> int:
        """How fine it is, from 0."""
        return 0 if self.kind in _COARSE else 2 if self.kind in _FINE else 1


def capitals(text: str) -> str:
    """Return a text in capitals without accents, as the corpus is written."""
    plain = unicodedata.normalize("NFKD", text.upper())
    return "".join(c for c in plain if not unicodedata.combining(c))


def country_name(code: str, gazetteer: Gazetteer) -> str:
    """Return MUC-4's name of a country."""
    entry = gazetteer.country(code)
    return COUNTRY_NAMES.get(code) or (capitals(entry.name) if entry else code)


def named_places(words: Words, country: str, gazetteer: Gazetteer) -> tuple[NamedPlace, ...]:
    """Return the places of a country that a text names, in the order of their first mention."""
    found: dict[tuple[str, str], list[tuple[range, bool, Entry | None]]] = {}
    for where, entry in _mentions(words, country, gazetteer):
        said = _said(words, where)
        name = " ".join(words.words[i] for i in where).upper()
        kind = said or (_usual_kind(entry) if entry else "")
        if kind:
            found.setdefault((name, kind), []).append((where, bool(said), entry))
    return tuple(
        NamedPlace(
            name=name,
            kind=kind,
            said=any(said for _, said, _ in told),
            admin1=_area(told[0][2]),
            size=told[0][2].population if told[0][2] else 0,
            listed=told[0][2] is not None,
            mentions=tuple(where for where, _, _ in told),
        )
        for (name, kind), told in found.items()
    )


def _mentions(
    words: Words, country: str, gazetteer: Gazetteer
) -> Iterator[tuple[range, Entry | None]]:
    functions = load_place_contexts().function_words
    names: dict[str, bool] = {}
    i = 0
    while i < len(words.words):
        if not words.words[i][0].isalpha() or words.words[i] in functions:
            i += 1
            continue
        for stop in range(min(i + LONGEST, len(words.words)), i, -1):
            entry = _known(words, range(i, stop), country, gazetteer, names)
            if entry is not None:
                yield range(i, stop), entry
                i = stop - 1
                break
        else:
            unknown = _unknown(words, i, functions)
            if unknown is not None:
                yield unknown, None
                i = unknown.stop - 1
        i += 1


def _known(
    words: Words, where: range, country: str, gazetteer: Gazetteer, names: dict[str, bool]
) -> Entry | None:
    """Return the likeliest place of a country that words name."""
    last = words.words[where.stop - 1]
    inside = [words.words[i] for i in where]
    text = " ".join(inside)
    if not all(word[0].isalnum() for word in inside) or text.upper() == country:
        return None
    whole = last in _KINDS or inside[0] in _KINDS
    flags = gazetteer.word_flags(text)
    if len(text) < 4:
        return None
    for entry in gazetteer.candidates(text):
        code, large = entry.country, entry.population >= LARGE
        if code is None or entry.kind not in _WITHIN or (flags & _UNLIKELY and not large):
            continue
        if (whole or flags & WordFlag.NEVER) and capitals(entry.name) != text.upper():
            continue
        if code not in names:
            names[code] = country_name(code, gazetteer) == country
        if names[code]:
            return entry
    return None


def _unknown(words: Words, first: int, functions: frozenset[str]) -> range | None:
    """Return words that a word for a kind of place says to be a name.

    That is "village of ..." and, after a preposition, "... village".
    """
    stop = first
    while stop < first + LONGEST_UNKNOWN and words.at(stop)[:1].isalpha():
        said = words.at(stop)
        if said in _KINDS or (said in functions and said not in _ARTICLES):
            break
        stop += 1
    led = words.at(first - 1) == "of" and words.at(first - 2) in _KINDS
    followed = words.at(stop) in _KINDS and words.at(first - 1) in _PREPOSITIONS
    return range(first, stop) if stop > first and (led or followed) else None


def _said(words: Words, where: range) -> str:
    """Return the kind of place that the words beside a name say it is."""
    if words.at(where.stop) in _KINDS:
        return words.at(where.stop).upper()
    before = where.start - 1
    if words.at(before) == "of" and words.at(before - 1) in _KINDS:
        return words.at(before - 1).upper()
    return ""


def _usual_kind(entry: Entry) -> str:
    if entry.kind is PlaceKind.ADMIN1:
        return PROVINCE_WORDS.get(entry.country or "", "DEPARTMENT")
    return "CITY"


def _area(entry: Entry | None) -> str:
    return capitals(entry.admin1 or "") if entry else ""


def place_features(
    words: Words, place: NamedPlace, places: Sequence[NamedPlace], sentences: Sequence[int]
) -> tuple[int, ...]:
    """Return the hashed features of a named place as that of an incident, sorted.

    Args:
        words: The text.
        place: The place.
        places: All places named.
        sentences: The sentences that tell of the incident.
    """
    return hashed(_names(words, place, places, sentences))


def _names(
    words: Words, place: NamedPlace, places: Sequence[NamedPlace], sentences: Sequence[int]
) -> Iterator[str]:
    yield "bias"
    size = sum(place.size >= least for least in _SIZES)
    yield f"kind={place.kind},{place.said}"
    yield f"listed={place.listed},{size}"
    yield f"name={place.name}"
    yield f"mentions={min(len(place.mentions), 4)}"
    yield f"others={min(len(places) - 1, 6)}"
    nearest = min(
        (abs(words.sentence_of[where.start] - n) for where in place.mentions for n in sentences),
        default=9,
    )
    rivals = [
        other
        for other in places
        if other is not place
        and any(words.sentence_of[where.start] in sentences for where in other.mentions)
    ]
    yield f"nearest={min(nearest, 4)}"
    yield f"nearest={min(nearest, 4)},{place.rank},rivals={min(len(rivals), 3)}"
    yield f"finer={any(other.rank > place.rank for other in rivals)},{min(nearest, 4)}"
    yield f"inside={any(other.admin1 == place.name for other in rivals)},{place.rank}"
    yield f"around={any(place.admin1 == other.name for other in rivals)},{place.rank}"
    for where in sorted(
        place.mentions,
        key=lambda w: min((abs(words.sentence_of[w.start] - n) for n in sentences), default=9),
    )[:MENTIONS]:
        at = words.sentence_of[where.start]
        gap = min((at - n for n in sentences), key=abs, default=9)
        step = max(min(gap, _NEAREST_SENTENCES), -_NEAREST_SENTENCES)
        before, after = words.at(where.start - 1), words.at(where.stop)
        yield f"gap={step}"
        yield f"first={at < 1},{step}"
        for name, said in (
            ("before", before),
            ("before2", f"{words.at(where.start - 2)} {before}"),
            ("after", after),
            ("after2", f"{after} {words.at(where.stop + 1)}"),
        ):
            yield f"{name}={said}"
            yield f"{name}={said},near={step == 0}"


def best_location(
    words: Words,
    country: str,
    places: Sequence[NamedPlace],
    sentences: Sequence[int],
    model: FillModel,
) -> str:
    """Return the likeliest location of an incident: a country, and a place or two within it."""
    chances = {
        place: probability(model.scores(place_features(words, place, places, sentences))["yes"])
        for place in places
    }
    likely = sorted(
        (place for place in places if chances[place] >= LEAST),
        key=lambda place: (-chances[place], place.name, place.kind),
    )[:6]
    none = math.prod(1 - chances[place] for place in likely)
    odds = {place: chances[place] / max(1 - chances[place], 1e-6) for place in likely}
    paths: list[tuple[float, tuple[NamedPlace, ...]]] = [(none, ())]
    paths.extend((none * odds[place], (place,)) for place in likely)
    paths.extend(
        (none * odds[outer] * odds[inner], (outer, inner))
        for outer in likely
        for inner in likely
        if outer.rank < inner.rank and outer.name != inner.name
    )
    _, path = max(paths, key=lambda one: (one[0], -len(one[1])))
    return ": ".join([country, *(place.step for place in path)])
