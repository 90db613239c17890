"""Capitals that a report speaks of without their names: "the Iraqi capital"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.core.claims import Basis
from dateline.core.documents import Document, Span
from dateline.core.grounded import Place, PlacePrecision
from dateline.pipeline.grounding.place_names import Toponym
from dateline.resources.capital_cities import load_capital_cities
from dateline.resources.gazetteer import Entry, Gazetteer, PlaceKind

_OWNED = re.compile(r"(?:['’]s?)?\s(?P<word>capital)\b(?!\s(?:city\s)?(?:[A-Z]|punishment|murder))")
_NAMED_NEXT = re.compile(r"(?:\scity)?(?:,|\sof)\s[A-Z]")
_CAPITAL_OF = re.compile(r"\bcapital\s(?:city\s)?of\s(?:the\s)?$")
#: How likely a country's capital is what is meant by its name before "capital".
_TRUST = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Capital:
    """A mention of a capital without its name: the country's words and "capital"."""

    span: Span
    entry: Entry


def find_capitals(
    document: Document, toponyms: Sequence[Toponym], gazetteer: Gazetteer
) -> tuple[Capital, ...]:
    """Return the mentions of capitals of countries that leave out the name, in text order.

    Where the name follows or stands before ("the Afghan capital, Kabul", "Kabul, the capital of
    Afghanistan") it is a place name of its own, and nothing is found.

    Args:
        document: The article.
        toponyms: Its place names, in text order.
        gazetteer: Where the capitals are looked up.
    """
    return tuple(_capitals(document.text, toponyms, gazetteer))


def _capitals(text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> Iterator[Capital]:
    for toponym in toponyms:
        country = next((e for e in toponym.candidates if e.kind is PlaceKind.COUNTRY), None)
        if country is None or country is not toponym.candidates[0]:
            continue
        span = _mention(text, toponym.span)
        entry = None if span is None else _capital_of(country, gazetteer)
        if span is not None and entry is not None:
            yield Capital(span=span, entry=entry)


def _mention(text: str, country: Span) -> Span | None:
    """Return the words for a capital beside a country's name, if they are all that names it."""
    owned = _OWNED.match(text, country.end)
    if owned is not None:
        named = _NAMED_NEXT.match(text, owned.end())
        return None if named else Span(country.start, owned.end())
    before = text[max(0, country.start - 30) : country.start]
    of = _CAPITAL_OF.search(before)
    if of is None or re.match(r",?\s[A-Z]", text[country.end : country.end + 3]):
        return None
    start = country.start - len(before) + of.start()
    if re.search(r"[A-Z][\w’'-]+,\s(?:the\s)?$", text[max(0, start - 40) : start]):
        return None
    return Span(start, country.end)


def _capital_of(country: Entry, gazetteer: Gazetteer) -> Entry | None:
    name = load_capital_cities().get(country.country or "")
    if name is None:
        return None
    towns = (
        entry
        for entry in gazetteer.candidates(name)
        if entry.country == country.country and entry.kind is PlaceKind.TOWN
    )
    return max(towns, key=lambda entry: (entry.population, entry.id), default=None)


def places_of_capitals(capitals: Sequence[Capital]) -> Mapping[Span, Place]:
    """Return the place of each mention of a capital."""
    return {
        capital.span: Place(
            name=capital.entry.name,
            admin1=capital.entry.admin1,
            country=capital.entry.country,
            latitude=capital.entry.latitude,
            longitude=capital.entry.longitude,
            precision=PlacePrecision.TOWN,
            gazetteer=capital.entry.id,
            basis=Basis.SENTENCE,
            mention=capital.span,
            likelihood=_TRUST,
        )
        for capital in capitals
    }
