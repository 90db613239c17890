"""Claims to grounded claims: every mention resolved as far as the text allows."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from dateline.core.claims import (
    Argument,
    Basis,
    Claim,
    Effect,
    MentionKind,
    Role,
    Scope,
    Side,
    TollMention,
)
from dateline.core.documents import Document, SegmentKind, Sentence, Span
from dateline.core.grounded import (
    Count,
    GroundedArgument,
    GroundedClaim,
    Interval,
    Place,
    Standing,
    TollCount,
    Unresolved,
)
from dateline.pipeline.grounding.actors import ground_actor, names_private_person
from dateline.pipeline.grounding.counts import counts_something, ground_count
from dateline.pipeline.grounding.event_times import EventDater
from dateline.pipeline.grounding.measures import ground_money, ground_quantity
from dateline.pipeline.grounding.nations import (
    beside_border,
    of_authorities,
    of_designator,
    votes_of,
)
from dateline.pipeline.grounding.places import (
    COURT_ACTS,
    DONE_AT_HOME,
    anchors_at_home,
    around_dateline,
    ground_place,
    place_anchors,
    place_of_total,
)
from dateline.pipeline.grounding.span_map import SpanMap
from dateline.resources.actors import ActorTable
from dateline.resources.counts import CountLexicon
from dateline.resources.times import TimeLexicon
from dateline.resources.weapons import classify_item

_ITEMS = frozenset({Role.ITEM, Role.INSTRUMENT})
_PEOPLE = frozenset({MentionKind.PERSON, MentionKind.GROUP})
_SUPPORTING = frozenset({SegmentKind.HEADLINE, SegmentKind.SUBHEADING, SegmentKind.CAPTION})
_FIRMNESS = tuple(Standing)
#: How many characters around a figure may say that it is taken back or a part of another.
_REACH = 70
_FORMERLY = r"(?:earlier|previously|initially|originally|formerly|at first)"
_CHANGED = (
    r"(?:revised|lowered|raised|reduced|corrected|cut|increased|changed|updated|brought|rose|"
    r"risen|fell|climbed|jumped|went)"
)
_WITHDRAWN_BEFORE = re.compile(
    rf"(?:\b(?:not|rather than|instead of|(?:down|up) from|(?:fewer|less|more|higher|lower) than"
    rf" the)\s+(?:the\s+)?"
    rf"|\b{_CHANGED}\b[^.;]{{0,25}}\bfrom\s+(?:the\s+)?"
    rf"|\b{_FORMERLY}\s[^.;,:]{{0,45}}|\b(?:an?|the|its|their)\s+(?:earlier|previous|initial|"
    rf"preliminary|first|original|old)\s+(?:\w+\s+){{0,2}}(?:toll|figure|count|number|estimate|"
    rf"report)s?\s[^.;,:]{{0,25}})$",
    re.IGNORECASE,
)
_WITHDRAWN_AFTER = re.compile(
    rf"\s+(?:(?:dead|deaths|killed|wounded|injured|people)\s+)?"
    rf"(?:(?:given|reported|announced|stated|put|cited)\s+)?(?:before\s*(?:[.,;)]|$)|{_FORMERLY}\b)"
    rf"(?!\s+(?:this|that|today|yesterday|in|on)\b)",
    re.IGNORECASE,
)
#: "seven men were killed on Monday and not six".
_AND_NOT = re.compile(
    r"[^.;]{0,110}?(?:,|\band|\bbut|\s)\s?(?:not|rather than|instead of)\s(?:the\s)?"
    r"(?P<figure>\d[\d,]*\d|\d|[a-z]+(?:-[a-z]+)?)"
    r"(?=\s*(?:[.,;:)]|$)|\s(?:dead|killed|people|died|were|as|had|on)\b)"
)
_REJECTED = re.compile(
    r"[^.!?]*[.!?][\"'”’]?\s+(?:Nothing|No\s+(?:evidence|other\s+source|witness))\s+(?:supports?|backs?|"
    r"bears?\s+out|confirms?)\s+(?:that|this|the)\s+(?:figure|number|count|toll|claim)",
)
_BROUGHT_TO = re.compile(
    r"\b(?:bring|brought|take|took|rais|push|lift|carr|increas)(?:s|es|ed|ing|y|ies|ied|ying)?\s+"
    r"[^.;]{0,80}?\b(?:tolls?|totals?|number|tally|count|figure|dead|killed|wounded|injured)\b"
    r"[^.;]{0,60}?\bto\s+(?:[a-z-]+\s+){0,3}$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"\s+(?:\w+\s+)?or\s+more\b", re.IGNORECASE)
#: Sorts of people that a number before them takes in, and what may stand between.
_SORTS = frozenset(
    "men women children males females ladies gentlemen kids boys girls babies infants youths "
    "elderly teenagers adults civilians".split()
)
_LIST = 60
_BESIDES = re.compile(r"\b(?:as well as|plus|along with|besides|other|another)\b", re.IGNORECASE)
_IN_LIST = re.compile(r"(?:\s?(?:[-,(–—:]|and|or|including)\s?|\s|[a-z]+)*", re.IGNORECASE)
#: How many names at least tell what country a document is about.
_CLEARLY = 3
_OF_THEM = re.compile(r"\sof\s+(?:the|them|those|these|whom|its|their|his|her)\b", re.IGNORECASE)
_MORE_AFTER = re.compile(r"\s+(?:more|others?|additional|further)\b", re.IGNORECASE)
_MORE_BEFORE = re.compile(
    r"\b(?:another|(?:a|an)\s+(?:further|additional)|the\s+(?:other|remaining))\s+$", re.IGNORECASE
)
_AMONG = re.compile(
    r"\b(?:including|includes?|included|among (?:them|whom|those)(?:\s+(?:was|were))?)\s+$",
    re.IGNORECASE,
)
_BASIS_CONFIDENCE = {
    Basis.ARGUMENT: 0.9,
    Basis.SENTENCE: 0.75,
    Basis.DOCUMENT: 0.5,
    Basis.DATELINE: 0.4,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundingResources:
    """What words are looked up in."""

    times: TimeLexicon
    counts: CountLexicon
    actors: ActorTable


def ground_claims(
    document: Document,
    claims: Sequence[Claim],
    *,
    places: Mapping[Span, Place | Unresolved],
    resources: GroundingResources,
    sentences: Sequence[Sentence],
    times: Sequence[Span],
    nations: Mapping[Span, Place] | None = None,
) -> tuple[GroundedClaim, ...]:
    """Ground the claims of a document, in text order.

    Args:
        document: The article.
        claims: Its claims, in text order: a time spoken of in one may date the next.
        places: What each toponym of the document refers to.
        resources: Word lists and tables.
        sentences: The document's sentences, in order.
        times: The times found in the document, in order.
        nations: The words that speak of a country's people or bodies, and that country.
    """
    places = SpanMap.of(places)
    offences = frozenset(
        anchor.span
        for claim in claims
        if claim.type not in COURT_ACTS
        for anchor in claim.places
        if anchor.basis is Basis.ARGUMENT
    )
    placed = frozenset(
        claim.type
        for claim in claims
        if claim.type in DONE_AT_HOME
        and any(anchor.basis is Basis.ARGUMENT for anchor in claim.places)
    )
    dater = EventDater(document, sentences, times, claims, resources.times)
    arguments = _Arguments(document, resources, places)
    usual = _usual_country(places)
    nations = nations or {}
    home = _home_country(places, nations)
    grounded: list[GroundedClaim] = []
    for told in claims:
        anchors = place_anchors(document, told, of_others=offences)
        if home is not None and told.type in DONE_AT_HOME:
            anchors = anchors_at_home(anchors, places, home)
        place = ground_place(document, anchors, places, country=usual)
        if told.scope is Scope.AGGREGATE:
            place = place_of_total(place, places)
        if (sentence := dater.sentence_of(told)) is not None:
            place = beside_border(document, sentence, place, nations, places)
            if told.type in DONE_AT_HOME | COURT_ACTS:
                place = of_authorities(document, sentence, place, nations)
            elif told.type == "designation":
                place = of_designator(told, place, nations, places, home=home)
            place = around_dateline(
                document, sentence, place, places, told_elsewhere=told.type in placed
            )
        country = (place.country if isinstance(place, Place) else None) or usual
        claim, time = dater.date(told, country=country)
        grounded.append(
            GroundedClaim(
                claim=claim,
                arguments=tuple(arguments.ground(a, country) for a in claim.arguments),
                toll=_ground_tolls(document, claim, resources.counts),
                time=time,
                place=place,
                time_confidence=_time_confidence(claim, time),
                place_confidence=_place_confidence(place),
            )
        )
    return tuple(grounded)


def _usual_country(places: Mapping[Span, Place | Unresolved]) -> str | None:
    """Return the country that most names of a document lie in; of several, the first named."""
    countries = Counter(
        place.country
        for _, place in sorted(places.items(), key=lambda item: item[0])
        if isinstance(place, Place) and place.country is not None
    )
    return countries.most_common(1)[0][0] if countries else None


def _home_country(
    places: Mapping[Span, Place | Unresolved], nations: Mapping[Span, Place]
) -> str | None:
    """Return the country that a document is clearly about, counting words for its people."""
    votes = votes_of(nations)
    votes.update(
        place.country
        for place in places.values()
        if isinstance(place, Place) and place.country is not None
    )
    leading = votes.most_common(2)
    if not leading or leading[0][1] < _CLEARLY:
        return None
    if len(leading) > 1 and leading[0][1] < 2 * leading[1][1]:
        return None
    return leading[0][0]


def _time_confidence(claim: Claim, time: Interval | Unresolved) -> float:
    if not isinstance(time, Interval):
        return 0.0
    for candidate in claim.times:
        if candidate.span == time.mention:
            return _BASIS_CONFIDENCE[candidate.basis]
    return _BASIS_CONFIDENCE[Basis.SENTENCE]


def _place_confidence(place: Place | Unresolved) -> float:
    """Return how likely the act was there: how near it is named, and that the name means it."""
    if not isinstance(place, Place):
        return 0.0
    return _BASIS_CONFIDENCE[place.basis] * place.likelihood


def _place_words(
    document: Document, mention: Span, places: SpanMap[Place | Unresolved]
) -> frozenset[str]:
    """Return the words, in lower case, that name a known place within a mention: no person."""
    return frozenset(
        word
        for span, place in places.overlapping(mention)
        if mention.contains(span) and isinstance(place, Place)
        for word in document.text_at(span).casefold().split()
    )


class _Arguments:
    """Grounds the arguments of one document; several claims may have the same, or its words."""

    def __init__(
        self,
        document: Document,
        resources: GroundingResources,
        places: SpanMap[Place | Unresolved],
    ) -> None:
        self._document = document
        self._resources = resources
        self._places = places
        self._year = None if document.published is None else document.published.date.year
        self._actors: dict[tuple[str, str | None], str | None] = {}
        self._private: dict[tuple[str, Role, frozenset[str]], bool] = {}

    def ground(self, argument: Argument, country: str | None) -> GroundedArgument:
        """Return an argument of a claim whose act was in a country."""
        words = self._document.text_at(argument.mention)
        return GroundedArgument(
            argument=argument,
            count=_argument_count(self._document, argument, self._resources.counts, country),
            actor=self._actor(words, country),
            class_=classify_item(words) if argument.role in _ITEMS else None,
            private_person=argument.kind in _PEOPLE and self._is_private(argument, words),
        )

    def _actor(self, words: str, country: str | None) -> str | None:
        key = words, country
        if key not in self._actors:
            self._actors[key] = ground_actor(
                words, self._resources.actors, country=country, year=self._year
            )
        return self._actors[key]

    def _is_private(self, argument: Argument, words: str) -> bool:
        known_words = _place_words(self._document, argument.mention, self._places)
        key = words, argument.role, known_words
        if key not in self._private:
            self._private[key] = names_private_person(
                words, self._resources.actors, role=argument.role, known_words=known_words
            )
        return self._private[key]


def _argument_count(
    document: Document, argument: Argument, lexicon: CountLexicon, country: str | None
) -> Count | None:
    if argument.kind is MentionKind.MONEY:
        money = ground_money(document, argument.mention, lexicon=lexicon, country=country)
        return replace(money.amount, unit=money.currency) if money is not None else None
    mass = ground_quantity(document, argument.mention, lexicon=lexicon)
    if mass is not None:
        return mass
    if argument.quantity is not None:
        return ground_count(document, argument.quantity, plural=True, lexicon=lexicon)
    if argument.kind is MentionKind.PERSON:
        return ground_count(document, argument.mention, plural=False, lexicon=lexicon)
    if argument.kind is MentionKind.GROUP:
        return ground_count(document, argument.mention, plural=True, lexicon=lexicon)
    return None


def _ground_tolls(document: Document, claim: Claim, lexicon: CountLexicon) -> tuple[TollCount, ...]:
    """Add up coordinated figures of one claim: "a constable and two soldiers" is three.

    Figures the text takes back are kept apart from the sum.
    """
    figures = [
        TollCount(
            effect=toll.effect,
            side=toll.side,
            count=count,
            standing=_standing(document, claim, toll, lexicon),
        )
        for toll in claim.tolls
        if (count := _toll_count(document, toll, lexicon)) is not None
        and not _says_what_sort(document, toll, claim.tolls, lexicon)
    ]
    for figure in tuple(figures):
        refused = _refused_beside(document, figure, lexicon)
        if refused is not None and not any(
            other.count.mention.overlaps(refused.count.mention) for other in figures
        ):
            figures.append(refused)
    found: dict[tuple[Effect, Side, bool], list[TollCount]] = defaultdict(list)
    for figure in _of_new_totals(document, figures):
        if not _is_sum_of_others(document, figure, figures):
            withdrawn = figure.standing is Standing.WITHDRAWN
            found[figure.effect, figure.side, withdrawn].append(figure)
    return tuple(
        TollCount(
            effect=effect,
            side=side,
            count=reduce(_sum, [figure.count for figure in parts]),
            standing=min((figure.standing for figure in parts), key=_FIRMNESS.index),
        )
        for (effect, side, _), parts in sorted(found.items(), key=lambda item: item[0])
    )


def _says_what_sort(
    document: Document, toll: TollMention, tolls: Sequence[TollMention], lexicon: CountLexicon
) -> bool:
    """Tell whether a bare plural says of what sort those just counted are.

    "Eleven men, women and boys", "18 people - men and women": nobody beside them.
    """
    words = document.text_at(toll.quantity).strip().casefold()
    if not words or not _SORTS.issuperset(words.split()):
        return False
    return any(
        other.effect is toll.effect
        and 0 <= toll.quantity.start - other.quantity.end < _LIST
        and counts_something(document.text_at(other.quantity), lexicon=lexicon)
        and _IN_LIST.fullmatch(document.text, other.quantity.end, toll.quantity.start)
        and not _BESIDES.search(document.text, other.quantity.end, toll.quantity.start)
        for other in tolls
    )


def _refused_beside(
    document: Document, figure: TollCount, lexicon: CountLexicon
) -> TollCount | None:
    """Return the figure that a sentence sets another one against: "six people, not 17, died"."""
    if figure.standing is Standing.WITHDRAWN:
        return None
    end = figure.count.mention.end
    match = _AND_NOT.match(document.text, end, end + 2 * _REACH)
    if match is None:
        return None
    count = ground_count(document, Span(*match.span("figure")), plural=True, lexicon=lexicon)
    if count is None or count.best is None or count.best == figure.count.best:
        return None
    return replace(figure, count=count, standing=Standing.WITHDRAWN)


#: How many characters "and" takes before a figure, with spaces.
_AND = 6


def _of_new_totals(document: Document, figures: Sequence[TollCount]) -> Sequence[TollCount]:
    """Leave out the figures that another takes in: "five died, bringing the toll to 31"."""
    totals = {
        figure.effect
        for figure in figures
        if figure.standing is not Standing.WITHDRAWN and _is_new_total(document, figure)
    }
    return [
        figure
        for figure in figures
        if figure.effect not in totals
        or figure.standing is Standing.WITHDRAWN
        or _is_new_total(document, figure)
    ]


def _is_new_total(document: Document, figure: TollCount) -> bool:
    start = figure.count.mention.start
    return _BROUGHT_TO.search(document.text[max(0, start - 2 * _REACH) : start]) is not None


def _is_sum_of_others(document: Document, figure: TollCount, figures: Sequence[TollCount]) -> bool:
    """Tell whether a figure is the total of the others: "17 people: 15 attackers, two guards".

    The last of a list is none: "a judge, a driver and two guards".
    """
    start = figure.count.mention.start
    if document.text[max(0, start - _AND) : start].split()[-1:] == ["and"]:
        return False
    others = [
        other.count.low
        for other in figures
        if other is not figure
        and other.effect is figure.effect
        and other.standing is not Standing.WITHDRAWN
    ]
    if len(others) < 2 or None in others or figure.standing is Standing.WITHDRAWN:
        return False
    return figure.count.low == sum(low for low in others if low is not None)


def _toll_count(document: Document, toll: TollMention, lexicon: CountLexicon) -> Count | None:
    if toll.negated:
        return Count(low=0, best=0, high=0, mention=toll.quantity)
    count = ground_count(document, toll.quantity, plural=toll.plural, lexicon=lexicon)
    after = document.text[toll.quantity.end : toll.quantity.end + _REACH]
    if count is not None and count.best is not None and _OR_MORE.match(after):
        low, best, high = lexicon.rules["at_least"].apply(count.best)
        return replace(count, low=low, best=best, high=high)
    return count


def _standing(
    document: Document, claim: Claim, toll: TollMention, lexicon: CountLexicon
) -> Standing:
    before = document.text[max(0, toll.quantity.start - _REACH) : toll.quantity.start]
    after = document.text[toll.quantity.end : toll.quantity.end + _REACH]
    if (
        _WITHDRAWN_BEFORE.search(before)
        or _WITHDRAWN_AFTER.match(after)
        or _REJECTED.match(document.text[toll.quantity.end : toll.quantity.end + 2 * _REACH])
    ):
        return Standing.WITHDRAWN
    words = document.text_at(toll.quantity)
    counted = toll.negated or counts_something(words, lexicon=lexicon)
    partial = (
        _OF_THEM.search(words)
        or _OF_THEM.match(after)
        or _AMONG.search(before)
        or _MORE_AFTER.match(after)
        or _MORE_BEFORE.search(before)
    )
    if not counted or partial:
        return Standing.PART
    segment = document.segment_at(claim.trigger.span.start)
    if segment is not None and segment.kind in _SUPPORTING:
        return Standing.REPEATED
    return Standing.STATED


def _sum(a: Count, b: Count) -> Count:
    return Count(
        low=_add(a.low, b.low),
        best=_add(a.best, b.best),
        high=_add(a.high, b.high),
        mention=Span(min(a.mention.start, b.mention.start), max(a.mention.end, b.mention.end)),
    )


def _add(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a + b
