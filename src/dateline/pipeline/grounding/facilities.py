"""Names of buildings and sites: which place they name inside, and which they stand in."""

import re
from collections.abc import Mapping, Sequence

from dateline.core.documents import Document, Span
from dateline.pipeline.grounding.span_map import SpanMap
from dateline.resources.gazetteer import Entry, Gazetteer, PlaceKind, WordFlag
from dateline.resources.place_contexts import load_place_contexts

_WORD = re.compile(r"[^\s,-]+")
_OF = re.compile(r"^(?:the\s)?(?:[\w'’]+\s){1,4}?(?:of|at)\s(?:the\s)?(?P<rest>[A-Z].*)$")
_COUNTY = re.compile(r"\bCo\.?$", re.IGNORECASE)
#: Sites that are named after anything at all.
_NAMED_FREELY = frozenset({"park", "plaza", "square", "mine", "mall", "hotel", "temple"})
#: Towns this large give their name to a building rather than a person does.
_KNOWN = 15_000

#: What may stand between a building and the place it is in, and how much of it.
_IN_PLACE = re.compile(
    r"[\s,(-]*(?:(?:an?|the|this)\s)?(?:[\w-]+\s){0,5}?(?:in|of|near|outside)\s(?:the\s)?"
    r"(?:[\w-]+\s){0,3}|\s?[,(]\s?(?:the\s)?"
)
_NEXT_PLACE = 60
_SMALL = (PlaceKind.TOWN, PlaceKind.SITE, PlaceKind.ADMIN2)
_AREA = (PlaceKind.ADMIN1,)


def is_facility(name: str) -> bool:
    """Tell whether a name is one of a building or site ("Qarra Prison", "Camp Qarra")."""
    contexts = load_place_contexts()
    words = name.casefold().split()
    if len(words) < 2:
        return False
    opens = any(name.casefold().startswith(f"{o} ") for o in contexts.facility_openings)
    led = words[0] in contexts.facilities and words[1] == "of"
    return opens or led or words[-1] in contexts.facilities


def places_named_in(name: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """Return what a name may mean, or what the place inside it may ("Kano Central Prison").

    Directions and words for buildings are passed over; what is left counts if it is known as a
    place rather than as a person's name.
    """
    if found := gazetteer.candidates(name):
        return found
    if found := gazetteer.candidates(_COUNTY.sub("County", name)):
        return found
    for shorter in _shorter(name):
        found = gazetteer.candidates(shorter)
        if found and _is_well_known(shorter, found, gazetteer):
            return found
    return ()


def _shorter(name: str) -> Sequence[str]:
    contexts = load_place_contexts()
    names: list[str] = []
    words = _WORD.findall(name)
    while len(words) > 1 and words[0].casefold() in contexts.directions | {"greater", "downtown"}:
        words = words[1:]
        names.append(" ".join(words))
    inner = contexts.facilities | contexts.facility_inner | {"area"}
    bare = list(words)
    while len(bare) > 1 and bare[-1].casefold() in inner - _NAMED_FREELY:
        bare = bare[:-1]
        names.append(" ".join(bare))
    if is_facility(name) and words[-1].casefold() not in _NAMED_FREELY:
        names.extend(" ".join(bare[:end]) for end in range(min(len(bare) - 1, 2), 0, -1))
        if rest := _OF.match(name):
            names.append(rest["rest"])
    return names


def _is_well_known(name: str, found: Sequence[Entry], gazetteer: Gazetteer) -> bool:
    best = found[0]
    if best.kind not in (PlaceKind.TOWN, PlaceKind.ADMIN2):
        return True
    flags = gazetteer.word_flags(name)
    if flags & (WordFlag.NEVER | WordFlag.ORDINARY):
        return False
    person = bool(flags & (WordFlag.GIVEN | WordFlag.FAMILY))
    return best.population >= (50 * _KNOWN if person else _KNOWN)


class PlacesAround:
    """Places of a document's names, which names without one of their own may lie in."""

    def __init__(self, places: Mapping[Span, Entry]) -> None:
        """Sort the places by where they are named, the small ones apart from the areas."""
        self._all = SpanMap(places)
        self._by_kind = tuple(
            SpanMap({span: place for span, place in places.items() if place.kind in kinds})
            for kinds in (_SMALL, _AREA, tuple(PlaceKind))
        )

    def around(self, document: Document, span: Span) -> tuple[Span, bool] | None:
        """Return the place that a name without one of its own most likely lies in.

        Args:
            document: The article.
            span: The name.

        Returns:
            The name of that place, and whether the text itself says so ("Qarra Prison in Kano"):
            else it is the nearest town named, or the nearest area if there is none.
        """
        after, _ = next(self._all.following(span.end), (None, None))
        if after is not None:
            between = document.text[span.end : after.start]
            if len(between) <= _NEXT_PLACE and _IN_PLACE.fullmatch(between):
                return after, True
        for places in self._by_kind:
            nearest = places.nearest(span.start)
            if nearest is not None:
                return nearest, False
        return None
