"""Resolve place names of a document to gazetteer entries, and claims to their place."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from dateline.core.claims import Anchor, Basis, Claim
from dateline.core.documents import Document, Span
from dateline.core.grounded import Place, PlacePrecision, Reason, Unresolved
from dateline.pipeline.grounding.facilities import PlacesAround, is_facility
from dateline.pipeline.grounding.hierarchy import lies_in
from dateline.pipeline.grounding.place_names import Toponym
from dateline.pipeline.grounding.place_ranking import Choice, rank_places
from dateline.pipeline.grounding.span_map import SpanMap
from dateline.resources.gazetteer import NameForm, PlaceKind, name_key, split_type
from dateline.resources.outlets import outlet_home
from dateline.resources.place_contexts import load_place_contexts
from dateline.resources.place_ranker import PlaceRanker, load_place_ranker

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
    r"(?:kilomet(?:er|re)s?|km|miles?|meters?|metres?)(?: \([^()]{1,20}\))?(?: to the)?"
    r"[ -](?:due )?"
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
#: What courts do, often far from the act they try.
COURT_ACTS = frozenset({"charge", "trial", "conviction", "sentence", "acquittal", "appeal"})
#: What leads from a plot to where it was to happen.
_AIM = re.compile(r"[^.!?;]*\b(?:to|against|targeting|attacks? on)\s[^.!?;]*")
# How often a name that the gazetteer lacks is within 161 km of the place it is said to be in, and
# of the nearest town named, if those are right (LGL and TR-News together); for buildings, of which
# there are too few there to count, a guess.
_TRUST_STATED = 0.65
_TRUST_BUILDING = 0.9
_TRUST_NEAREST = 0.55
_TRUST_REGION = 0.8
#: How sure the area must be that is to say which place of a name lies in it.
_SURE_AREA = 0.6
_AREAS = frozenset({PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2})
_WATERS = frozenset({"sea", "gulf", "ocean", "strait", "channel", "bay", "straits"})
#: What says that a place lies in the area named next, and that both only stand in a list.
_STATED_IN = re.compile(
    r",\s|\s\(|,?\s(?:in|of)\s(?:the\s)?(?:[a-z]+(?:-[a-z]+)?(?:ern|al)\s)?"
    r"(?:(?:province|region|state|district|department|county|governorate)\sof\s)?"
)
_IN_A_LIST = re.compile(r"(?:,|,?\s(?:and|or))\s[A-Z]")
#: What lies in an area and not in a town of the same name, and what says that it is the town.
_VILLAGES_IN = re.compile(
    r"\b(?:(?:villages?|hamlets?|communit(?:y|ies)|settlements?|towns|districts?|municipalit(?:y|ies)"
    r"|local\sgovernment(?:\sareas?)?|LGAs?|farmlands?|forests?|countryside|rural\sareas?|parts)\s"
    r"(?:in|of|across|around)|across|throughout)\s(?:the\s)?(?:[a-z]+(?:-[a-z]+)?(?:ern|al)\s|(?:north|"
    r"south)[-\s]?(?:east|west)\s)?$",
    re.IGNORECASE,
)
#: What says that an act was not in the town where the report was filed.
_OUT_OF_TOWN = re.compile(
    r"\b(?:an?|the|one|two|three|four|five|six|several|some|many|remote|farming|rural)\s(?:[a-z-]+\s){0,2}?"
    r"(?:villages?|hamlets?|countryside)\b|\b(?:the|[Aa]n?)\s(?:[a-z-]+\s){0,2}?(?:country|nation)['’]s\s"
    r"(?:[a-z-]+\s){0,2}?(?:(?:north|south|east|west|cent)\w*|borders?|frontier)\b"
    r"|\b(?:near|along|close to|on|at)\s(?:the|its)\s(?:[A-Za-z]+\s)?border\b"
)
_IS_TOWN = re.compile(r"\s(?:city|town|metropolis|municipality)\b", re.IGNORECASE)
_TOWN_WORD = len(" municipality")
_NEAR_TOWN = re.compile(
    r"\b(?:near|outside|around|close to)\s(?:the\s)?(?:[a-z]+\s)?(?:city|town|village|capital)"
    r"(?:\sof|,)?\s$"
)
#: The name of a road by its ends, and what puts an act between two places.
_ROAD = re.compile(r"\s(?:[a-z]+\s)?(?:road|highway|expressway|motorway|route)\b")
_ROAD_TO = re.compile(rf"[-–‑][A-Z][\w'’]+(?:[ -][A-Z][\w'’]+)?{_ROAD.pattern}")
_BETWEEN = re.compile(r"\sand\s(?:the\s)?(?:[a-z]+\s)?[A-Z]")
_NEAR = frozenset({Basis.ARGUMENT, Basis.SENTENCE})
_OWNED = re.compile(r"['’]s?\s(?:[a-z-]+\s){0,2}")
_OF_AREA = re.compile(
    r"\s(?:(?:district|area|town|city|village|region|province)\s)?(?:of|in)\s(?:the\s)?"
)
#: A part of a country that it owns: "Thailand's deep south".
_PART_OWNED = re.compile(
    r"['’]s?\s(?:[a-z-]+\s){0,2}?(?:deep\s|far\s|Deep\s|Far\s)?(?:north|south|east|west|centre|center|"
    r"(?:north|south)[-\s]?(?:east|west)|North|South|East|West|North[-\s]?[Ee]ast|North[-\s]?[Ww]est|"
    r"South[-\s]?[Ee]ast|South[-\s]?[Ww]est)\b(?![-\s](?:[A-Z]|of\b|coast|bank|wing))"
)
#: Whose strike or troops, not where: "a US drone strike".
_SIDE = re.compile(
    r"(?:US|U\.S\.|UK|U\.K\.|UAE|United\sStates|United\sKingdom)(?:\s|-)(?:(?:led|backed|special|military|air|drone|army|navy|coalition|"
    r"ground|combat|joint|marine|federal|government)[\s-])*(?:drones?|air\s?strikes?|strikes?|raids?|"
    r"forces|troops|soldiers|servicem[ae]n|warplanes?|jets?|aircraft|helicopters?|missiles?|bombers?|"
    r"bombing|operations?|commandos?|marines?|coalition|officials?|army|military|intelligence|"
    r"bombardment|bombs?|shelling|personnel)\b"
)
#: How sure a name must be read as a place of a country that nothing else in the text speaks of.
_SURE_STRAY = 0.6
_SURE_NAME = 0.85
#: Sites in a town that are called by names which towns elsewhere have as well.
_SITE_AFTER = re.compile(
    r"\s(?:beach(?:front)?|junction|roundabout|intersection|crossroads|quarter|hotel|restaurant|market"
    r"|mall|suburb|neighbou?rhood)\b",
    re.IGNORECASE,
)
_LAST_WORDS = re.compile(r"(?P<word>[\w-]+)(?:\s+the)?[\s-]$")


def resolve(
    document: Document, toponyms: Sequence[Toponym], *, ranker: PlaceRanker | None = None
) -> Mapping[Span, Place | Unresolved]:
    """Return what each place name refers to, decided over the whole document.

    A name whose place is too doubtful stays open, with the candidates it was doubtful between.
    ``context_only`` names help to tell the others apart but have no place of their own.

    Args:
        document: The article.
        toponyms: Its place names, in text order.
        ranker: Decides between namesakes; without it the one that ships with Dateline.
    """
    ranker = ranker or load_place_ranker()
    choices = choose_places(document, toponyms, ranker=ranker)
    resolved: dict[Span, Place | Unresolved] = {}
    home = _only_country(document, toponyms, choices)
    for toponym in toponyms:
        if toponym.context_only:
            continue
        choice = choices.get(toponym.span)
        if choice is not None and (
            (home is not None and _is_stray(choice, home))
            or _is_site_elsewhere(document, toponym, choices)
        ):
            called = split_type(name_key(document.text_at(toponym.span)))[1]
            resolved[toponym.span] = Unresolved(
                reason=Reason.UNKNOWN_PLACE if called else Reason.AMBIGUOUS_PLACE,
                mention=toponym.span,
                candidates=tuple(entry.id for entry in (choice.entry, *choice.others)),
            )
        elif choice is None or (
            choice.around and not _may_stand_for(document, toponym.span, choice)
        ):
            resolved[toponym.span] = Unresolved(
                reason=Reason.UNKNOWN_PLACE,
                mention=toponym.span,
                candidates=(choice.entry.id,) if choice is not None else (),
            )
        elif max(choice.probability, _floor(document, toponym, choice)) < ranker.threshold:
            resolved[toponym.span] = Unresolved(
                reason=Reason.AMBIGUOUS_PLACE,
                mention=toponym.span,
                candidates=tuple(entry.id for entry in (choice.entry, *choice.others)),
            )
        else:
            resolved[toponym.span] = _place(document, toponym.span, choice)
    return resolved


def _only_country(
    document: Document, toponyms: Sequence[Toponym], choices: Mapping[Span, Choice]
) -> str | None:
    """Return the one country that all names lie in that are read without doubt, if several are."""
    sure = {
        (document.text_at(t.span).casefold(), choices[t.span].entry.country)
        for t in toponyms
        if t.span in choices and choices[t.span].probability >= _SURE_NAME
    }
    countries = {country for _, country in sure}
    return next(iter(countries)) if len(sure) > 1 and len(countries) == 1 else None


def _is_stray(choice: Choice, home: str) -> bool:
    """Tell whether a doubtful name is read as a small place far from what the text is about."""
    entry = choice.entry
    small = entry.kind in (PlaceKind.TOWN, PlaceKind.ADMIN2, PlaceKind.SITE)
    return small and entry.country != home and choice.probability < _SURE_STRAY


def _is_site_elsewhere(
    document: Document, toponym: Toponym, choices: Mapping[Span, Choice]
) -> bool:
    """Tell whether a site is read as a town of a country that nothing else in the text names.

    "Ostia beach" in a report on Somalia is no town of Italy.
    """
    entry = choices[toponym.span].entry
    if (
        entry.kind is not PlaceKind.TOWN
        or _SITE_AFTER.match(document.text, toponym.span.end) is None
    ):
        return False
    name = document.text_at(toponym.span)
    return all(
        choice.entry.country != entry.country
        for span, choice in choices.items()
        if document.text_at(span) != name
    )


def _floor(document: Document, toponym: Toponym, choice: Choice) -> float:
    """Return how likely a sea or great region is meant at least, where its own name stands.

    The ranker was trained on too few of them to be sure; a word for an area beside the name
    ("Red Sea State") makes it another name.
    """
    entry = choice.entry
    if entry.kind is not PlaceKind.REGION or entry.form is not NameForm.MAIN:
        return 0.0
    name = name_key(document.text_at(toponym.span))
    waters = not _WATERS.isdisjoint(name.split())
    return _TRUST_REGION if name == name_key(entry.name) and waters else 0.0


def choose_places(
    document: Document, toponyms: Sequence[Toponym], *, ranker: PlaceRanker | None = None
) -> Mapping[Span, Choice]:
    """Return the most likely place of each name, however doubtful, by span.

    For a name that the gazetteer lacks that is the place it most likely lies in.
    """
    home = outlet_home(outlet=document.outlet, url=document.url)
    choices = dict(rank_places(document, toponyms, ranker or load_place_ranker(), home=home))
    choices.update(_areas_of_villages(document, toponyms, choices))
    choices.update(_as_stated(document, toponyms, choices))
    literal = {t.span: choices[t.span] for t in toponyms if t.candidates and not t.context_only}
    known = PlacesAround({span: choice.entry for span, choice in literal.items()})
    for toponym in toponyms:
        if toponym.candidates:
            continue
        found = known.around(document, toponym.span)
        if found is not None:
            span, stated = found
            around = literal[span]
            trust = _trust(document.text_at(toponym.span), stated=stated)
            probability = round(trust * around.probability, 4)
            choices[toponym.span] = Choice(
                entry=around.entry, probability=probability, around=True, stated=stated
            )
    return choices


def _as_stated(
    document: Document, toponyms: Sequence[Toponym], choices: Mapping[Span, Choice]
) -> Mapping[Span, Choice]:
    """Return the choices that what the text says right after a name puts right.

    In "Argelia, Cauca" the name is that of the town in Cauca, in "Banjska in northern Kosovo" of
    none that the gazetteer knows, if it knows only places elsewhere by other names.
    """
    stated: dict[Span, Choice] = {}
    for inner, outer in pairwise(toponyms):
        if not (inner.candidates and outer.candidates) or inner.context_only:
            continue
        between = document.text[inner.span.end : outer.span.start]
        if len(between) > _NEXT_AREA or _STATED_IN.fullmatch(between) is None:
            continue
        own, area = choices[inner.span], choices[outer.span]
        if area.entry.kind not in _AREAS or area.probability < _SURE_AREA:
            continue
        if lies_in(own.entry, area.entry) or lies_in(area.entry, own.entry):
            continue
        if _IN_A_LIST.match(document.text, outer.span.end) and between == ", ":
            continue
        if own.entry.kind is PlaceKind.COUNTRY and own.entry.form is NameForm.MAIN:
            continue
        fitting = [entry for entry in inner.candidates if lies_in(entry, area.entry)]
        if fitting:
            choice = replace(own, entry=fitting[0], probability=area.probability * _TRUST_BUILDING)
        elif own.entry.form is NameForm.MAIN:
            continue
        else:
            choice = Choice(
                entry=area.entry, probability=area.probability, around=True, stated=True
            )
        name = document.text_at(inner.span)
        stated.update({t.span: choice for t in toponyms if document.text_at(t.span) == name})
    return stated


def _areas_of_villages(
    document: Document, toponyms: Sequence[Toponym], choices: Mapping[Span, Choice]
) -> Mapping[Span, Choice]:
    """Return the areas that are called as their chief town is, where villages lie in them.

    "Gunmen burned three villages in Sokoto" is of the state: a town has no villages.
    """
    areas: dict[Span, Choice] = {}
    for toponym in toponyms:
        own = choices.get(toponym.span)
        if own is None or toponym.context_only or own.entry.kind is not PlaceKind.TOWN:
            continue
        start = toponym.span.start
        if _VILLAGES_IN.search(document.text, max(0, start - 60), start) is None:
            continue
        if _IS_TOWN.search(document.text, start, toponym.span.end + _TOWN_WORD):
            continue
        area = next(
            (
                entry
                for entry in toponym.candidates
                if entry.kind is PlaceKind.ADMIN1 and lies_in(own.entry, entry)
            ),
            None,
        )
        if area is not None:
            areas[toponym.span] = replace(own, entry=area)
    return areas


def _trust(name: str, *, stated: bool) -> float:
    if not stated:
        return _TRUST_NEAREST
    return _TRUST_BUILDING if is_facility(name) else _TRUST_STATED


def _may_stand_for(document: Document, span: Span, choice: Choice) -> bool:
    """Tell whether a building may be put where its town is: the text says it is there."""
    return choice.stated and is_facility(document.text_at(span))


def _place(document: Document, span: Span, choice: Choice) -> Place:
    entry = choice.entry
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
        likelihood=choice.probability,
    )


def _wording(
    document: Document, span: Span, precision: PlacePrecision
) -> tuple[Span, PlacePrecision]:
    """Widen or coarsen by the words before a name.

    "Northern Syria" is a part of Syria; "30 km from Taraz" or "outside Taraz" is around Taraz.
    """
    contexts = load_place_contexts()
    before = document.text[max(0, span.start - 60) : span.start]
    part = precision is PlacePrecision.COUNTRY and _PART_OWNED.match(document.text, span.end)
    if part:
        return Span(span.start, part.end()), PlacePrecision.REGION
    fine = precision in (PlacePrecision.TOWN, PlacePrecision.SITE)
    if fine and before.endswith(" ") and _DISTANCE_BEFORE.search(before):
        return span, PlacePrecision.DISTRICT
    if precision is PlacePrecision.TOWN and _NEAR_TOWN.search(before):
        return span, PlacePrecision.DISTRICT
    between = before.endswith("between ") and _BETWEEN.match(document.text, span.end)
    road = _ROAD_TO.match(document.text, span.end) or (
        before[-1:] in {"-", "–", "‑"} and _ROAD.match(document.text, span.end)
    )
    if fine and (between or road):
        return span, PlacePrecision.DISTRICT
    last = _LAST_WORDS.search(before, max(0, len(before) - 30))
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


#: What puts a court in the town named next.
_COURT_IN = re.compile(
    r"\b(?:court(?:house|room)?|tribunal|judges?|magistrates?)\s(?:sitting\s)?in\s(?:the\s)?"
    r"(?:[a-z]+\s){0,2}$"
)


def place_anchors(
    document: Document, claim: Claim, *, of_others: Collection[Span] = ()
) -> Sequence[Anchor]:
    """Return where a claim's act may be, best first; for a plot, where it was to happen.

    "Police in Torva foiled a plot to bomb a mosque in Sarrin" is about Sarrin. What courts do is
    not where the act was that they try, if the report names any other place. A group is banned by
    those who ban it, wherever a report places the group.

    Args:
        document: The article.
        claim: One of its claims.
        of_others: The places that acts other than those of courts name as their own.
    """
    if claim.type == "designation":
        filed = [a for a in claim.places if a.basis is Basis.DATELINE]
        return filed or [a for a in claim.places if a.basis is not Basis.DOCUMENT]
    if claim.type not in COURT_ACTS and claim.type != "plot":
        return [a for a in claim.places if _SIDE.match(document.text, a.span.start) is None]
    if claim.type in COURT_ACTS:
        return sorted(
            claim.places,
            key=lambda a: (
                a.basis not in _NEAR or not _is_of_court(document, a),
                a.basis is not Basis.ARGUMENT and a.span in of_others,
            ),
        )

    def is_elsewhere(anchor: Anchor) -> bool:
        near = anchor.basis in (Basis.ARGUMENT, Basis.SENTENCE)
        start = claim.trigger.span.end
        if not near or anchor.span.start < start:
            return True
        return _AIM.fullmatch(document.text, start, anchor.span.start) is None

    return sorted(claim.places, key=is_elsewhere)


def _is_of_court(document: Document, anchor: Anchor) -> bool:
    start = anchor.span.start
    return _COURT_IN.search(document.text, max(0, start - 60), start) is not None


#: Acts of authorities that are as a rule done in their own country.
DONE_AT_HOME = frozenset(
    "arrest seizure plot travel_prevention recruitment financing group_dismantled".split()
)


def anchors_at_home(
    anchors: Sequence[Anchor], resolved: Mapping[Span, Place | Unresolved], home: str
) -> Sequence[Anchor]:
    """Return where an act may be that authorities did at home, best first.

    A place that only stands elsewhere in the report counts if it is not abroad: police of Kuala
    Lumpur who tell of somebody "killed in Syria" foiled their plots in Malaysia. Where nothing but
    places abroad is left, the country itself is where it was, if the report names it.
    """

    resolved = SpanMap.of(resolved)

    def is_abroad(anchor: Anchor) -> bool:
        found = _in_anchor(anchor, resolved)
        return found is not None and found.country not in (None, home)

    near = {Basis.ARGUMENT, Basis.SENTENCE}
    kept = [a for a in anchors if a.basis in near or not is_abroad(a)]
    if kept or not anchors:
        return kept
    named = (
        span
        for span, place in sorted(resolved.items(), key=lambda item: item[0])
        if isinstance(place, Place)
        and place.country == home
        and place.precision is PlacePrecision.COUNTRY
    )
    return [Anchor(span=span, basis=Basis.DOCUMENT) for span in named][:1]


def ground_place(
    document: Document,
    anchors: Sequence[Anchor],
    resolved: Mapping[Span, Place | Unresolved],
    *,
    country: str | None = None,
) -> Place | Unresolved:
    """Return the place of one claim.

    The first anchor that names a known place decides, or the area that the text names right after
    an unknown one ("Sarrin village in Zamfara"); a finer place inside it that another anchor
    of the same nearness names is taken instead ("in Borno ... in Bama"). An act whose own place is
    not known is not put where the report was filed: it keeps the name that the text gives it, known
    no closer than to that area or to the country the report is about.

    Args:
        document: The article.
        anchors: Place mentions that may say where the act was, best first.
        resolved: What each place name of the document refers to, as ``resolve`` returns it.
        country: ISO 3166-1 code of the country that names not in the gazetteer are likely in.
    """
    resolved = SpanMap.of(resolved)
    unknown: Unresolved | None = None
    basis = Basis.DOCUMENT
    for position, anchor in enumerate(anchors):
        found = _in_anchor(anchor, resolved)
        if found is not None and (inner := _unlisted_inside(document, anchors, found, resolved)):
            return inner
        if found is None and (area := _around(document, anchor, resolved)) is not None:
            return area
        if found is None:
            if unknown is None:
                unknown, basis = _not_found(anchor, resolved), anchor.basis
            continue
        near = anchor.basis in (Basis.ARGUMENT, Basis.SENTENCE)
        if unknown is not None and not near and not _is_building(document, unknown):
            if (area := _stated_elsewhere(document, unknown, basis, resolved)) is not None:
                return area
            return _unlisted(document, unknown, basis, country)
        finest = _finest(document, found, anchors[position + 1 :], anchor.basis, resolved)
        return _joined_to(document, finest, resolved) if near else finest
    if unknown is None:
        return Unresolved(reason=Reason.NOT_STATED)
    if (area := _stated_elsewhere(document, unknown, basis, resolved)) is not None:
        return area
    return _unlisted(document, unknown, basis, country)


def around_dateline(
    document: Document,
    sentence: Span,
    place: Place | Unresolved,
    resolved: Mapping[Span, Place | Unresolved],
    *,
    told_elsewhere: bool = False,
) -> Place | Unresolved:
    """Return the country of an act in some village, where only the town of filing is named.

    "ABUJA, Nigeria - Gunmen stormed a remote village" is not about Abuja. Where the report does not
    name the country the town stands.

    Args:
        document: The article.
        sentence: The sentence of the act.
        place: Where the act was as far as places are named.
        resolved: What each place name of the document refers to.
        told_elsewhere: Other acts of its kind are told with places of their own, which it sums up.
    """
    if not isinstance(place, Place) or place.basis is not Basis.DATELINE:
        return place
    if told_elsewhere:
        return _country_named(place, resolved) or place
    if _OUT_OF_TOWN.search(document.text, sentence.start, sentence.end) is None:
        return place
    return _country_named(place, resolved) or place


def _country_named(place: Place, resolved: Mapping[Span, Place | Unresolved]) -> Place | None:
    """Return the country of a place, where the text names it, as nearly told as the place is."""
    for _, other in sorted(SpanMap.of(resolved).items(), key=lambda item: item[0]):
        if not isinstance(other, Place) or other.country != place.country:
            continue
        if other.precision is PlacePrecision.COUNTRY and other.latitude is not None:
            return _based(other, place.basis)
    return None


def place_of_total(
    place: Place | Unresolved, resolved: Mapping[Span, Place | Unresolved]
) -> Place | Unresolved:
    """Return the place of a total: the country, if the text names it and no place beside the total.

    "Courts convicted 29 people this year" is not about the town of the sentence before.
    """
    if not isinstance(place, Place) or place.basis in (Basis.ARGUMENT, Basis.SENTENCE):
        return place
    return _country_named(place, resolved) or place


def _not_found(anchor: Anchor, resolved: SpanMap[Place | Unresolved]) -> Unresolved:
    """Return why an anchor's place is not known."""
    inside = (place for _, place in resolved.overlapping(anchor.span))
    unknown = next((place for place in inside if isinstance(place, Unresolved)), None)
    return unknown or Unresolved(reason=Reason.UNKNOWN_PLACE, mention=anchor.span)


def _unlisted(
    document: Document, unknown: Unresolved, basis: Basis, country: str | None
) -> Place | Unresolved:
    """Return a place that only the text knows, by its name there; no closer than its country."""
    missing = unknown.reason is Reason.UNKNOWN_PLACE
    if not missing or country is None or unknown.mention is None:
        return unknown
    name = " ".join(document.text_at(unknown.mention).split())
    return Place(
        name=name,
        admin1=None,
        country=country,
        latitude=None,
        longitude=None,
        precision=PlacePrecision.COUNTRY,
        gazetteer=f"text:{country}:{name.casefold()}",
        basis=basis,
        mention=unknown.mention,
        likelihood=_TRUST_NEAREST,
    )


def _is_building(document: Document, unknown: Unresolved) -> bool:
    """Tell whether a place not known is a building: a report tells of those where it is filed."""
    return unknown.mention is not None and is_facility(document.text_at(unknown.mention))


def _in_anchor(anchor: Anchor, resolved: SpanMap[Place | Unresolved]) -> Place | None:
    """Return the finest known place that an anchor's words name, with the anchor's basis."""
    inside = [p for _, p in resolved.overlapping(anchor.span) if isinstance(p, Place)]
    if not inside:
        return None
    best = min(inside, key=lambda place: (_FINENESS[place.precision], place.mention))
    return _based(best, anchor.basis)


def _around(
    document: Document, anchor: Anchor, resolved: SpanMap[Place | Unresolved]
) -> Place | None:
    """Return the area that the text names right after a place that is not known."""
    for span, place in resolved.following(anchor.span.end):
        if span.start - anchor.span.end > _NEXT_AREA:
            return None
        if not isinstance(place, Place):
            continue
        between = document.text[anchor.span.end : span.start]
        if len(between) <= _NEXT_AREA and _IN_AREA.fullmatch(between):
            if _FINENESS[place.precision] < _FINENESS[PlacePrecision.DISTRICT]:
                return None
            place = _part_named_next(document, place, resolved)
            name = " ".join(document.text_at(anchor.span).split())
            whole = Span(anchor.span.start, place.mention.end)
            return replace(place, name=f"{name}, {place.name}", mention=whole, basis=anchor.basis)
        break
    return None


def _part_named_next(
    document: Document, area: Place, resolved: SpanMap[Place | Unresolved]
) -> Place:
    """Return the part of an area that it is named as the owner of: "Mali's Mopti region"."""
    following = next(resolved.following(area.mention.end), None)
    if following is None:
        return area
    span, part = following
    owned = _OWNED.fullmatch(document.text, area.mention.end, span.start)
    return part if owned and isinstance(part, Place) and _is_inside(part, area) else area


def _unlisted_inside(
    document: Document,
    anchors: Sequence[Anchor],
    place: Place,
    resolved: SpanMap[Place | Unresolved],
) -> Place | None:
    """Return a place the gazetteer lacks that the text puts in the area found: "X, Bama district".

    Another anchor as near as the area names it.
    """
    if _FINENESS[place.precision] < _FINENESS[PlacePrecision.DISTRICT]:
        return None
    for anchor in anchors:
        if (anchor.basis in _NEAR) != (place.basis in _NEAR) or _in_anchor(anchor, resolved):
            continue
        inner = _around(document, anchor, resolved)
        if inner is not None and (inner.gazetteer == place.gazetteer or _is_inside(inner, place)):
            return inner
    return None


def _stated_elsewhere(
    document: Document, unknown: Unresolved, basis: Basis, resolved: SpanMap[Place | Unresolved]
) -> Place | None:
    """Return a place that the gazetteer lacks in the area that another mention puts it in."""
    if unknown.reason is not Reason.UNKNOWN_PLACE or unknown.mention is None:
        return None
    name = document.text_at(unknown.mention)
    for span, other in resolved.items():
        if isinstance(other, Unresolved) and document.text_at(span) == name:
            area = _around(document, Anchor(span=span, basis=basis), resolved)
            if area is not None:
                return replace(area, mention=unknown.mention)
    return None


def _finest(
    document: Document,
    place: Place,
    others: Sequence[Anchor],
    basis: Basis,
    resolved: SpanMap[Place | Unresolved],
) -> Place:
    """Return a finer place inside ``place`` that the same sentence names, or ``place`` itself."""
    near = {basis} | ({Basis.SENTENCE} if basis is Basis.ARGUMENT else set())
    for anchor in others:
        if anchor.basis not in near:
            continue
        finer = _in_anchor(anchor, resolved)
        if finer is not None and _is_inside(finer, place) and _same_clause(document, finer, place):
            place = finer
    return place


def _joined_to(document: Document, place: Place, resolved: SpanMap[Place | Unresolved]) -> Place:
    """Return the finer place that an area is told with: "Bama district of north Borno".

    Also one that the area is named as the owner of: "north Borno's Bama".
    """
    start, end = place.mention.start, place.mention.end
    for span, inner in islice(resolved.following(end), 1):
        owned = _OWNED.fullmatch(document.text, end, span.start)
        if owned and isinstance(inner, Place) and _is_inside(inner, place):
            return _based(inner, place.basis)
    before = resolved.overlapping(Span(max(0, start - _NEXT_AREA), start)) if start else ()
    for span, inner in before:
        joined = span.end < start and _OF_AREA.fullmatch(document.text, span.end, start)
        if joined and isinstance(inner, Place) and _is_inside(inner, place):
            return _based(inner, place.basis)
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
    return place if place.basis is basis else replace(place, basis=basis)
