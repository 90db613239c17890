"""Resolve place names of a document to gazetteer entries, and claims to their place."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.core.claims import Anchor, Basis
from dateline.core.documents import Document, Span
from dateline.core.grounded import Place, PlacePrecision, Reason, Unresolved
from dateline.resources.gazetteer import Entry, PlaceKind, name_key, priors
from dateline.resources.place_contexts import load_place_contexts

_PRECISION = {
    PlaceKind.SITE: PlacePrecision.SITE,
    PlaceKind.TOWN: PlacePrecision.TOWN,
    PlaceKind.ADMIN2: PlacePrecision.DISTRICT,
    PlaceKind.ADMIN1: PlacePrecision.PROVINCE,
    PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
    PlaceKind.REGION: PlacePrecision.REGION,
}
#: Precisions from fine to coarse.
_FINENESS = {
    PlacePrecision.SITE: 0,
    PlacePrecision.TOWN: 1,
    PlacePrecision.DISTRICT: 2,
    PlacePrecision.PROVINCE: 3,
    PlacePrecision.REGION: 4,
    PlacePrecision.COUNTRY: 5,
}
_DISTANCE_BEFORE = re.compile(
    r"(?:kilomet(?:er|re)s?|km|miles?|meters?|metres?)(?: to the)?[ -](?:due )?"
    r"(?:(?:north|south|east|west)[ -]?(?:east|west)?[ -]?(?:ern)? (?:of|from)|from|of|away from|"
    r"outside)(?: the)?(?: (?:\w+ )?(?:city|capital|town|village)(?: of|,)?)?,? $",
    re.IGNORECASE,
)
#: What may stand between an unknown place and the area it lies in, and how much of it.
_IN_AREA = re.compile(
    r"[\s,(-]*(?:(?:an?|the|this)\s)?(?:[\w-]+\s){0,5}?(?:in|of)\s(?:the\s)?(?:[\w-]+\s){0,3}"
    r"|\s?[,(]\s?(?:the\s)?"
)
_NEXT_AREA = 60
_LAST_WORDS = re.compile(r"(?P<word>[\w-]+)(?:\s+the)?[\s-]$")


_Votes = dict[str, float]

# What speaks for a candidate, in units of its prior (powers of ten of its population). Set by hand
# and compared on LGL and TR-News, so scores there flatter them.
_COUNTRY = 4.0  # the share of the document's votes that its country has
_AREA = 1.6  # other names in its first-order area
_HOME = 1.5  # it lies in the outlet's country
_INSIDE = 6.0  # it lies in the area named after the comma
_MAY_BE_INSIDE = 4.0  # it lies in one of the areas that the name after the comma may mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place name as written, with what it may refer to, most likely first.

    ``context_only`` marks names that tell the country somebody or something belongs to ("Kyrgyz
    citizen", "Kabul-based") and never where an event was.
    """

    span: Span
    candidates: tuple[Entry, ...]
    context_only: bool


def resolve(
    document: Document, toponyms: Sequence[Toponym], *, home_country: str | None = None
) -> Mapping[Span, Place | Unresolved]:
    """Return what each place name refers to, decided over the whole document.

    Countries and areas named without doubt vote for their neighbours; a place named beside the
    area that contains it ("Salem, Ore.") is inside it; the same name is the same place; what is
    left goes to the most populous. ``context_only`` names vote but have no place of their own.

    Args:
        document: The article.
        toponyms: Its place names, in text order.
        home_country: ISO 3166-1 alpha-2 code of the outlet's country, if known.
    """
    choices = choose_entries(document, toponyms, home_country=home_country)
    resolved: dict[Span, Place | Unresolved] = {}
    for toponym in toponyms:
        if toponym.context_only:
            continue
        entry = choices.get(toponym.span)
        resolved[toponym.span] = (
            Unresolved(reason=Reason.UNKNOWN_PLACE, mention=toponym.span)
            if entry is None
            else _place(document, toponym.span, entry)
        )
    return resolved


def choose_entries(
    document: Document, toponyms: Sequence[Toponym], *, home_country: str | None = None
) -> dict[Span, Entry]:
    """Return the entry chosen for each place name that has candidates, by span."""
    chooser = _Chooser(document, toponyms, home_country)
    return chooser.choose()


def lies_in(inner: Entry, outer: Entry) -> bool:
    """Tell whether one place lies inside another, as far as the gazetteer's hierarchy says."""
    if outer.id == inner.id:
        return False
    if outer.kind is PlaceKind.COUNTRY:
        return inner.country == outer.country and inner.kind is not PlaceKind.COUNTRY
    if outer.kind is PlaceKind.ADMIN1:
        return inner.admin1_id == outer.id
    if outer.kind is PlaceKind.REGION:
        return inner.country is not None and inner.country in outer.reach and outer.country is None
    if outer.kind is PlaceKind.ADMIN2:
        small = inner.kind in (PlaceKind.TOWN, PlaceKind.SITE)
        return small and inner.country == outer.country and distance_km(inner, outer) < 100.0
    return False


def distance_km(a: Entry, b: Entry) -> float:
    """Return the great-circle distance between two places in kilometres."""
    return great_circle_km(a.latitude, a.longitude, b.latitude, b.longitude)


def great_circle_km(
    latitude_a: float, longitude_a: float, latitude_b: float, longitude_b: float
) -> float:
    """Return the great-circle distance between two points (degrees) on a sphere of 6371 km."""
    phi_a, phi_b = math.radians(latitude_a), math.radians(latitude_b)
    half_phi = (phi_b - phi_a) / 2
    half_lambda = math.radians(longitude_b - longitude_a) / 2
    h = math.sin(half_phi) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(half_lambda) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def country_of_address(url: str | None) -> str | None:
    """Return the country of a web address by its top-level domain, if that names one."""
    found = re.match(r"(?:[a-z]+://)?[^/:?#]*\.([a-z]{2})(?=[/:?#]|$)", (url or "").casefold())
    if found is None or found[1] in _NOT_COUNTRIES:
        return None
    return "GB" if found[1] == "uk" else found[1].upper()


#: Top-level domains of countries that outlets elsewhere use.
_NOT_COUNTRIES = frozenset({"ai", "cc", "co", "eu", "fm", "gg", "io", "ly", "me", "to", "tv", "ws"})


class _Chooser:
    """Chooses entries for all place names of one document together."""

    def __init__(
        self, document: Document, toponyms: Sequence[Toponym], home_country: str | None
    ) -> None:
        self._document = document
        self._toponyms = [t for t in toponyms if t.candidates]
        self._home = home_country or country_of_address(document.url)
        self._priors = {t.span: priors(t.candidates) for t in self._toponyms}
        self._outer = self._pairs()
        self._inner: dict[Span, list[Toponym]] = defaultdict(list)
        for inner in self._toponyms:
            if inner.span in self._outer:
                self._inner[self._outer[inner.span].span].append(inner)

    def choose(self) -> dict[Span, Entry]:
        """Return the choice per span after three rounds of voting."""
        chosen = self._first_votes()
        for _ in range(3):
            countries, areas = self._votes(chosen)
            choice: dict[Span, Entry] = {}
            for toponym in self._toponyms:
                best = max(
                    toponym.candidates,
                    key=lambda e: (self._score(toponym, e, countries, areas, chosen), e.id),
                )
                choice[toponym.span] = best
            choice = self._agree(choice)
            if choice == chosen:
                break
            chosen = choice
        return chosen

    def _pairs(self) -> dict[Span, Toponym]:
        """Return for each name the one after its comma, if that may contain it."""
        found: dict[Span, Toponym] = {}
        for inner, outer in zip(self._toponyms, self._toponyms[1:], strict=False):
            between = self._document.text[inner.span.end : outer.span.start]
            if between in {", ", " (", ",\n", ", in ", " in "} and any(
                lies_in(i, o) for i in inner.candidates for o in outer.candidates
            ):
                found[inner.span] = outer
        return found

    def _first_votes(self) -> dict[Span, Entry]:
        """Choose where there is no doubt: one candidate, a country, or a pair with its area."""
        chosen: dict[Span, Entry] = {}
        for toponym in self._toponyms:
            first = toponym.candidates[0]
            scores = self._priors[toponym.span]
            margin = (
                9.0
                if len(toponym.candidates) == 1
                else (scores[first.id] - scores[toponym.candidates[1].id])
            )
            if margin > 0.8 or first.kind is PlaceKind.COUNTRY:
                chosen[toponym.span] = first
        return chosen

    def _votes(self, chosen: Mapping[Span, Entry]) -> tuple[_Votes, _Votes]:
        """Count votes for countries and first-order areas, once per name and entry."""
        countries: _Votes = defaultdict(float)
        areas: _Votes = defaultdict(float)
        seen: Counter[tuple[str, str]] = Counter()
        for toponym in self._toponyms:
            entry = chosen.get(toponym.span)
            if entry is None:
                continue
            key = (name_key(self._document.text_at(toponym.span)), entry.id)
            seen[key] += 1
            weight = 1.0 if seen[key] == 1 else 0.3 if seen[key] <= 4 else 0.0
            if entry.country is not None:
                countries[entry.country] += weight
            for code in entry.reach[:3]:
                countries[code] += weight / 3
            area = entry.id if entry.kind is PlaceKind.ADMIN1 else entry.admin1_id
            if area is not None:
                areas[area] += weight
        return countries, areas

    def _score(
        self,
        toponym: Toponym,
        entry: Entry,
        countries: _Votes,
        areas: _Votes,
        chosen: Mapping[Span, Entry],
    ) -> float:
        own = chosen.get(toponym.span)
        score = self._priors[toponym.span][entry.id]
        total = sum(countries.values()) or 1.0
        if entry.country is not None:
            votes = countries.get(entry.country, 0.0)
            if own is not None and own.country == entry.country:
                votes -= 1.0
            score += _COUNTRY * max(votes, 0.0) / total + 0.3 * math.log1p(max(votes, 0.0))
            score += _HOME * (entry.country == self._home)
        area = entry.id if entry.kind is PlaceKind.ADMIN1 else entry.admin1_id
        if area is not None and entry.kind is not PlaceKind.ADMIN1:
            votes = areas.get(area, 0.0) - (own is not None and own.id == entry.id)
            score += _AREA * min(max(votes, 0.0), 3.0) ** 0.5
        outer = self._outer.get(toponym.span)
        if outer is not None:
            target = chosen.get(outer.span)
            if target is not None and lies_in(entry, target):
                score += _INSIDE
            elif any(lies_in(entry, candidate) for candidate in outer.candidates):
                score += _MAY_BE_INSIDE
        if any(lies_in(c, entry) for t in self._inner[toponym.span] for c in t.candidates):
            score += 2.0
        return score

    def _agree(self, choice: dict[Span, Entry]) -> dict[Span, Entry]:
        """Give equal names with equal candidates one place: the one a comma pair fixed, or most."""
        votes: dict[tuple[str, tuple[str, ...]], Counter[str]] = defaultdict(Counter)
        entries: dict[str, Entry] = {}
        for toponym in self._toponyms:
            key = self._group(toponym)
            entry = choice[toponym.span]
            entries[entry.id] = entry
            votes[key][entry.id] += 5 if toponym.span in self._outer else 1
        agreed: dict[Span, Entry] = {}
        for toponym in self._toponyms:
            if toponym.span in self._outer:
                agreed[toponym.span] = choice[toponym.span]
                continue
            counts = votes[self._group(toponym)]
            best = max(sorted(counts), key=lambda id_: counts[id_])
            agreed[toponym.span] = entries[best]
        return agreed

    def _group(self, toponym: Toponym) -> tuple[str, tuple[str, ...]]:
        key = name_key(self._document.text_at(toponym.span))
        return key, tuple(entry.id for entry in toponym.candidates)


def _place(document: Document, span: Span, entry: Entry) -> Place:
    mention, precision = _wording(document, span, _PRECISION[entry.kind])
    return Place(
        name=entry.name,
        admin1=entry.name if entry.kind is PlaceKind.ADMIN1 else entry.admin1,
        country=entry.country,
        latitude=entry.latitude,
        longitude=entry.longitude,
        precision=precision,
        gazetteer=entry.id,
        basis=Basis.SENTENCE,
        mention=mention,
    )


def _wording(
    document: Document, span: Span, precision: PlacePrecision
) -> tuple[Span, PlacePrecision]:
    """Widen or coarsen by the words before a name.

    "Northern Syria" is a part of Syria; "30 km from Taraz" or "outside Taraz" is around Taraz.
    """
    contexts = load_place_contexts()
    before = document.text[max(0, span.start - 60) : span.start]
    if precision in (PlacePrecision.TOWN, PlacePrecision.SITE) and _DISTANCE_BEFORE.search(before):
        return span, PlacePrecision.DISTRICT
    last = _LAST_WORDS.search(before)
    if last is None:
        return span, precision
    word = last["word"].casefold()
    if word in contexts.nearby and precision is PlacePrecision.TOWN:
        return span, PlacePrecision.DISTRICT
    if word in contexts.directions and precision in (
        PlacePrecision.COUNTRY,
        PlacePrecision.PROVINCE,
        PlacePrecision.REGION,
    ):
        start = span.start - len(before) + last.start("word")
        coarse = PlacePrecision.REGION if precision is PlacePrecision.COUNTRY else precision
        return Span(start, span.end), coarse
    return span, precision


def ground_place(
    document: Document,
    anchors: Sequence[Anchor],
    resolved: Mapping[Span, Place | Unresolved],
) -> Place | Unresolved:
    """Return the place of one claim.

    The first anchor that names a known place decides, or the area that the text names right after
    an unknown one ("Sarrin village in Zamfara"); a finer place inside it that another anchor
    of the same nearness names is taken instead ("in Borno ... in Bama"). An act whose own place is
    not known is not put where the report was filed.

    Args:
        document: The article.
        anchors: Place mentions that may say where the act was, best first.
        resolved: What each place name of the document refers to, as ``resolve`` returns it.
    """
    unknown: Unresolved | None = None
    for position, anchor in enumerate(anchors):
        found = _in_anchor(anchor, resolved)
        if found is None and (area := _around(document, anchor, resolved)) is not None:
            return area
        if found is None:
            unknown = unknown or Unresolved(reason=Reason.UNKNOWN_PLACE, mention=anchor.span)
            continue
        if unknown is not None and anchor.basis not in (Basis.ARGUMENT, Basis.SENTENCE):
            return unknown
        return _finest(document, found, anchors[position + 1 :], anchor.basis, resolved)
    return unknown or Unresolved(reason=Reason.NOT_STATED)


def _in_anchor(anchor: Anchor, resolved: Mapping[Span, Place | Unresolved]) -> Place | None:
    """Return the finest known place that an anchor's words name, with the anchor's basis."""
    inside = [
        place
        for span, place in sorted(resolved.items())
        if isinstance(place, Place) and span.overlaps(anchor.span)
    ]
    if not inside:
        return None
    best = min(inside, key=lambda place: (_FINENESS[place.precision], place.mention))
    return _based(best, anchor.basis)


def _around(
    document: Document, anchor: Anchor, resolved: Mapping[Span, Place | Unresolved]
) -> Place | None:
    """Return the area that the text names right after a place that is not known."""
    for span, place in sorted(resolved.items()):
        if span.start < anchor.span.end or not isinstance(place, Place):
            continue
        between = document.text[anchor.span.end : span.start]
        if len(between) <= _NEXT_AREA and _IN_AREA.fullmatch(between):
            coarse = _FINENESS[place.precision] >= _FINENESS[PlacePrecision.DISTRICT]
            return _based(place, anchor.basis) if coarse else None
        break
    return None


def _finest(
    document: Document,
    place: Place,
    others: Sequence[Anchor],
    basis: Basis,
    resolved: Mapping[Span, Place | Unresolved],
) -> Place:
    """Return a finer place inside ``place`` that the same sentence names, or ``place`` itself."""
    near = {basis} | ({Basis.SENTENCE} if basis is Basis.ARGUMENT else set())
    for anchor in others:
        if anchor.basis not in near:
            continue
        finer = _in_anchor(anchor, resolved)
        if finer is not None and _is_inside(finer, place) and _same_clause(document, finer, place):
            return finer
    return place


def _is_inside(inner: Place, outer: Place) -> bool:
    if _FINENESS[inner.precision] >= _FINENESS[outer.precision]:
        return False
    if outer.gazetteer == inner.gazetteer or inner.country != outer.country:
        return False
    if outer.precision in (PlacePrecision.COUNTRY, PlacePrecision.REGION):
        return inner.country is not None
    return outer.precision is PlacePrecision.PROVINCE and inner.admin1 == outer.name


def _same_clause(document: Document, a: Place, b: Place) -> bool:
    first, second = sorted((a.mention, b.mention))
    between = document.text[first.end : max(first.end, second.start)]
    return len(between) < 200 and "\n" not in between


def _based(place: Place, basis: Basis) -> Place:
    return Place(
        name=place.name,
        admin1=place.admin1,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.precision,
        gazetteer=place.gazetteer,
        basis=basis,
        mention=place.mention,
    )
