"""Where an act was that is told only by whose people it struck, or which border it was near."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.core.claims import Basis, Claim, Role
from dateline.core.documents import Document, Span
from dateline.core.grounded import Place, PlacePrecision, Reason, Unresolved
from dateline.pipeline.grounding.place_names import Toponym

#: How likely an act was in the country of the people told of beside a border, at a guess.
_TRUST_BORDER = 0.7
_BORDER = re.compile(r"\bborders?\b|\bfrontiers?\b", re.IGNORECASE)
#: What stands between a country and its border with another, and from the border to that one.
_BORDER_OF = re.compile(r"(?:[\s-]+(?:\w+[\s-]+){0,2})$")
_OWN_BORDER = re.compile(r"['’]s?\s+(?:\w+\s+){0,2}$")
#: Whose acts are done at home, after the word for their nation: "a Belgian court".
_AUTHORITY = re.compile(
    r"\s(?:[a-z-]+\s){0,2}?(?:courts?|tribunals?|judges?|jur(?:y|ies)|prosecut(?:ors?|ion)|police(?:men)?"
    r"|authorities|detectives|investigators|magistrates?|security\s(?:forces|services?|agents)"
    r"|counter-?terrorism\s(?:police|officers))\b"
)
_WITH = re.compile(
    r"\s+(?:(?:region|area|zone|post|crossing)\s+)?(?:with|to|of|into|from)\s+(?:the\s+)?$"
)


def nations_of(toponyms: Sequence[Toponym]) -> Mapping[Span, Place]:
    """Return the country of each word for somebody's nation ("Kyrgyz citizen"), in text order."""
    return {
        toponym.span: _country(toponym)
        for toponym in toponyms
        if toponym.context_only and toponym.candidates and toponym.candidates[0].country is not None
    }


def _country(toponym: Toponym) -> Place:
    entry = toponym.candidates[0]
    return Place(
        name=entry.name,
        admin1=None,
        country=entry.country,
        latitude=entry.latitude,
        longitude=entry.longitude,
        precision=PlacePrecision.COUNTRY,
        gazetteer=entry.id,
        basis=Basis.SENTENCE,
        mention=toponym.span,
        likelihood=_TRUST_BORDER,
    )


def beside_border(
    document: Document,
    sentence: Span,
    place: Place | Unresolved,
    nations: Mapping[Span, Place],
    places: Mapping[Span, Place | Unresolved],
) -> Place | Unresolved:
    """Return the country on this side of a border that a sentence puts an act at.

    "Fifteen Nigerien soldiers were killed near the Malian border": in Niger, unless the sentence
    itself says where. Of an act that is elsewhere told of as somewhere in that country, that place
    stays.

    Args:
        document: The article.
        sentence: The sentence of the act.
        place: Where the act was as far as places are named.
        nations: Words for somebody's nation, with its country.
        places: What each toponym refers to.
    """
    near = (Basis.ARGUMENT, Basis.SENTENCE)
    if isinstance(place, Place) and place.basis in near:
        return place
    if isinstance(place, Unresolved) and place.reason is not Reason.NOT_STATED:
        return place
    border = _BORDER.search(document.text, sentence.start, sentence.end)
    if border is None:
        return place
    told = {
        span: country
        for span, country in sorted([*nations.items(), *places.items()], key=lambda item: item[0])
        if sentence.contains(span)
        and isinstance(country, Place)
        and country.precision is PlacePrecision.COUNTRY
    }
    across = {c.country for span, c in told.items() if _lies_across(document.text, span, border)}
    here = [country for country in told.values() if country.country not in across]
    if not across or len({country.country for country in here}) != 1:
        return place
    if isinstance(place, Place) and place.country == here[0].country:
        return place
    return here[0]


def of_authorities(
    document: Document,
    sentence: Span,
    place: Place | Unresolved,
    nations: Mapping[Span, Place],
) -> Place | Unresolved:
    """Return the country of the court or police that a sentence says did something.

    What a "Belgian court" did was in Belgium, whatever places elsewhere the report goes on to
    name, unless the sentence itself says where.

    Args:
        document: The article.
        sentence: The sentence of the act, one that authorities do at home.
        place: Where the act was as far as places are named.
        nations: Words for somebody's nation, with its country.
    """
    if isinstance(place, Place) and place.basis in (Basis.ARGUMENT, Basis.SENTENCE):
        return place
    if isinstance(place, Unresolved) and place.reason is not Reason.NOT_STATED:
        return place
    told = [
        country
        for span, country in sorted(nations.items(), key=lambda item: item[0])
        if sentence.contains(span) and _AUTHORITY.match(document.text, span.end)
    ]
    if len({country.country for country in told}) != 1:
        return place
    if isinstance(place, Place) and place.country == told[0].country:
        return place
    return told[0]


def of_designator(
    claim: Claim,
    place: Place | Unresolved,
    nations: Mapping[Span, Place],
    places: Mapping[Span, Place | Unresolved],
    *,
    home: str | None = None,
) -> Place | Unresolved:
    """Return the country of those who ban or list a group, which is not where the group is.

    "The U.S. Treasury sanctioned two leaders of the Banner in Torva" was done in the United States.

    Args:
        claim: The act of banning or listing.
        place: Where the act was as far as places are named.
        nations: Words for somebody's nation, with its country.
        places: What each toponym refers to.
        home: ISO 3166-1 code of the country that the report is clearly about, whose ministry is
            meant where nothing else is said.
    """
    bodies = [a.mention for a in claim.arguments if a.role in {Role.AUTHORITY, Role.PERPETRATOR}]
    named = [
        country
        for span, country in sorted([*nations.items(), *places.items()], key=lambda item: item[0])
        if isinstance(country, Place)
        and country.precision is PlacePrecision.COUNTRY
        and any(body.contains(span) for body in bodies)
    ]
    if len({country.country for country in named}) == 1:
        return replace(named[0], basis=Basis.ARGUMENT)
    if isinstance(place, Place) or home is None:
        return place
    at_home = (
        country
        for _, country in sorted([*nations.items(), *places.items()], key=lambda item: item[0])
        if isinstance(country, Place)
        and country.country == home
        and country.precision is PlacePrecision.COUNTRY
    )
    return next((replace(c, basis=Basis.DOCUMENT) for c in at_home), place)


def _lies_across(text: str, span: Span, border: re.Match[str]) -> bool:
    """Tell whether a word names the other side: "the Malian border", "the border with Mali"."""
    if span.end <= border.start():
        between = text[span.end : border.start()]
        return _BORDER_OF.fullmatch(between) is not None and not _OWN_BORDER.match(between)
    return _WITH.fullmatch(text, border.end(), span.start) is not None


def votes_of(nations: Mapping[Span, Place]) -> Counter[str]:
    """Count for each country the words that speak of its people or bodies."""
    return Counter(place.country for place in nations.values() if place.country is not None)
