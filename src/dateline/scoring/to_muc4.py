"""Write Dateline's events as MUC-4 templates.

Reference:
    MUC-4 task documentation, version 7 (1992), section 7.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dateline.core.claims import Basis, Effect, Status
from dateline.core.coded import Coded
from dateline.core.documents import Document
from dateline.core.fillers import Overview
from dateline.core.grounded import (
    Count,
    Interval,
    Place,
    PlacePrecision,
    TimeBasis,
    TimePrecision,
    TimeRelation,
)
from dateline.resources.gazetteer import Gazetteer
from dateline.scoring.muc4_incidents import Filler, Incident, find_incidents
from dateline.scoring.muc4_overview import with_overview
from dateline.scoring.muc4_templates import (
    CATEGORY,
    CONFIDENCE,
    DATE,
    DESCRIPTION,
    HUMAN_EFFECT,
    HUMAN_NUMBER,
    HUMAN_TYPE,
    INDIVIDUAL,
    INSTRUMENT_ID,
    INSTRUMENT_TYPE,
    LOCATION,
    NAME,
    ORGANIZATION,
    SCORED_SLOTS,
    STAGE,
    TARGET_EFFECT,
    TARGET_ID,
    TARGET_NUMBER,
    TARGET_TYPE,
    TYPE,
    Fill,
    Message,
    Template,
    Value,
    applies,
    format_day,
)
from dateline.scoring.muc4_words import COUNTRY_NAMES, human_type, instrument_type, target_type

#: How sure a text is of who did it, in MUC-4's words (slot 11).
CONFIDENCES: Mapping[Status, str] = {
    Status.FACT: "REPORTED AS FACT",
    Status.OFFICIAL: "REPORTED AS FACT",
    Status.ACCUSED: "SUSPECTED OR ACCUSED",
    Status.ACCUSED_BY_AUTHORITIES: "SUSPECTED OR ACCUSED BY AUTHORITIES",
    Status.CLAIMED: "CLAIMED OR ADMITTED",
    Status.POSSIBLE: "POSSIBLE",
    Status.DENIED: "POSSIBLE",
    Status.ACQUITTED: "ACQUITTED",
}

#: MUC-4's word for the kind of a place, by how narrow it is.
PLACE_TYPES: Mapping[PlacePrecision, str] = {
    PlacePrecision.TOWN: "CITY",
    PlacePrecision.DISTRICT: "CITY",
    PlacePrecision.PROVINCE: "DEPARTMENT",
    PlacePrecision.REGION: "REGION",
}


#: The countries whose incidents MUC-4 asks for (ISO 3166-1).
TASK_COUNTRIES = frozenset({"AR", "BO", "CL", "CO", "EC", "SV", "GT", "HN", "PE"})

#: What a country calls its first-level divisions, where not departments.
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


def to_templates(
    coded: Coded, message: Message, gazetteer: Gazetteer, overview: Overview | None = None
) -> tuple[Template, ...]:
    """Return one template per incident of a message, in text order.

    Slots for nationality, damage other than by fire, and totals stay empty: Dateline does not
    code them.

    Args:
        coded: The message as coded.
        message: The message.
        gazetteer: Names of countries.
        overview: What the text reports as a whole, if that is known.
    """
    country = _usual_country(coded)
    incidents = find_incidents(coded)
    if overview is not None:
        incidents = with_overview(incidents, coded, overview)
    return tuple(
        _template(incident, coded, message, number, country, gazetteer)
        for number, incident in enumerate(incidents, start=1)
    )


def _template(
    incident: Incident,
    coded: Coded,
    message: Message,
    number: int,
    country: str | None,
    gazetteer: Gazetteer,
) -> Template:
    event = incident.event
    place = event.place.value if event is not None else None
    day = date_value(event.time.value if event is not None else None, message.date)
    status = event.status.value if event is not None else None
    location = location_value(place, country, coded.document, gazetteer)
    slots: dict[int, tuple[Fill, ...]] = {
        DATE: _plain(day),
        LOCATION: _plain(location),
        TYPE: _plain(incident.type),
        STAGE: _plain(incident.stage),
        INSTRUMENT_ID: _strings(incident.weapons),
        INSTRUMENT_TYPE: _tagged((instrument_type(w.text), w) for w in incident.weapons),
        CATEGORY: _plain(_category(incident)),
        INDIVIDUAL: _strings(incident.individuals),
        ORGANIZATION: _strings(incident.organizations),
        CONFIDENCE: _tagged(
            (CONFIDENCES[status or Status.FACT], organization)
            for organization in incident.organizations
        ),
        TARGET_ID: _strings(incident.targets),
        TARGET_TYPE: _tagged((target_type(target.text), target) for target in incident.targets),
        TARGET_NUMBER: _tagged((number_value(target), target) for target in incident.targets),
        TARGET_EFFECT: _tagged(
            ("SOME DAMAGE" if incident.type == "ARSON" else None, target)
            for target in incident.targets
        ),
        NAME: _strings(victim for victim in incident.victims if victim.named),
        DESCRIPTION: _strings(victim for victim in incident.victims if not victim.named),
        HUMAN_TYPE: _tagged((human_type(victim.text), victim) for victim in incident.victims),
        HUMAN_NUMBER: _tagged((number_value(victim), victim) for victim in incident.victims),
        HUMAN_EFFECT: _tagged(
            (_effect(victim, incident, coded), victim) for victim in incident.victims
        ),
    }
    types = slots[TYPE]
    return Template(
        message=message.id,
        number=number,
        slots={s: slots[s] for s in SCORED_SLOTS if slots.get(s) and applies(s, types)},
    )


def _plain(value: str | None) -> tuple[Fill, ...]:
    return (Fill(values=(Value(text=value),)),) if value else ()


def _strings(fillers: Iterable[Filler]) -> tuple[Fill, ...]:
    return tuple(Fill(values=(Value(text=capitals(filler.text)),)) for filler in fillers)


def _tagged(pairs: Iterable[tuple[str | None, Filler]]) -> tuple[Fill, ...]:
    return tuple(
        Fill(values=(Value(text=value, tags=(capitals(filler.text),)),))
        for value, filler in pairs
        if value
    )


def capitals(text: str) -> str:
    """Return a text in capitals without accents, as the corpus is written."""
    plain = unicodedata.normalize("NFKD", text.upper())
    return "".join(c for c in plain if not unicodedata.combining(c))


_WIDE = frozenset({TimePrecision.PERIOD, TimePrecision.YEAR})


def date_value(interval: Interval | None, published: date | None) -> str | None:
    """Return a date fill: a day, a range, or "on or before".

    A weekday name, a period that still runs, and no date at all give "on or before" the date of
    the message.
    """
    weak = interval is None or interval.basis in {TimeBasis.WEEKDAY, TimeBasis.PUBLICATION}
    if interval is not None and published is not None and interval.precision in _WIDE:
        weak = weak or interval.end >= published
    if weak and published is not None:
        return f"- {format_day(published)}"
    if interval is None:
        return None
    end = min(interval.end, published) if published else interval.end
    if interval.relation is TimeRelation.ON_OR_BEFORE:
        return f"- {format_day(end)}"
    if interval.start >= end:
        return format_day(end)
    return f"{format_day(interval.start)} - {format_day(end)}"


def location_value(
    place: Place | None, country: str | None, document: Document, gazetteer: Gazetteer
) -> str | None:
    """Return a location fill: the country and, where the text tells more, the place in it.

    What only the dateline says gives the country alone. Places abroad yield to the usual country
    of a message about one the task is about.

    Args:
        place: The event's place.
        country: ISO 3166-1 code of the country the message is about.
        document: The message; places are named in its words.
        gazetteer: Names of countries.
    """
    abroad = place is not None and place.country not in TASK_COUNTRIES and country in TASK_COUNTRIES
    within = None if place is None or abroad or place.basis is Basis.DATELINE else place
    code = country if place is None or abroad else place.country or country
    if code is None:
        return None
    entry = gazetteer.country(code)
    steps = [COUNTRY_NAMES.get(code) or (capitals(entry.name) if entry else code)]
    province = PROVINCE_WORDS.get(code, "DEPARTMENT")
    kind = PLACE_TYPES.get(within.precision) if within else None
    if within is not None and kind is not None:
        admin1 = capitals(within.admin1 or "")
        named = capitals(" ".join(document.text_at(within.mention).split()))
        if kind == "DEPARTMENT":
            kind = province
        elif kind == "CITY" and admin1 != named and _names(document, admin1, province):
            steps.append(f"{admin1} ({province})")
        steps.append(f"{named} ({kind})")
    return ": ".join(steps)


def _names(document: Document, admin1: str, province: str) -> bool:
    """Tell whether a text names a province as such."""
    written = rf"\b{re.escape(admin1)}\s+(?:{province}|DEPARTMENT|PROVINCE|STATE|REGION)\b"
    return bool(admin1) and re.search(written, capitals(document.text)) is not None


def _usual_country(coded: Coded) -> str | None:
    """Return the country most of a document's claims are placed in, first of those of the task."""
    countries = Counter(
        claim.place.country
        for claim in coded.claims
        if isinstance(claim.place, Place) and claim.place.country
    )
    ranked: Sequence[tuple[str, int]] = sorted(
        countries.items(), key=lambda c: (c[0] not in TASK_COUNTRIES, -c[1], c[0])
    )
    return ranked[0][0] if ranked else None


def _category(incident: Incident) -> str | None:
    if incident.by_state:
        return "STATE-SPONSORED VIOLENCE"
    return "TERRORIST ACT" if incident.individuals or incident.organizations else None


def number_value(filler: Filler) -> str:
    """Return how many a phrase names: a number, a range, or PLURAL."""
    count = filler.argument.count
    if count is not None and count.unit is None:
        return _number(count)
    words = filler.text.split()
    plural = (
        bool(words) and not filler.named and words[-1].casefold().endswith(("s", "men", "people"))
    )
    return "PLURAL" if plural else "1"


def _number(count: Count) -> str:
    low, high = count.low, count.high
    if low is None and high is None:
        return f"~{count.best:.0f}" if count.best is not None else "PLURAL"
    if low is None:
        return f"-{high:.0f}"
    if high is None:
        return f"{low:.0f}-"
    return f"{low:.0f}" if low == high else f"{low:.0f}-{high:.0f}"


def _effect(victim: Filler, incident: Incident, coded: Coded) -> str | None:
    """Return what happened to a victim, from the toll words on it or from the act's only toll."""
    event = incident.event
    if incident.type == "KIDNAPPING" or incident.stage != "ACCOMPLISHED" or event is None:
        return None
    mention = victim.argument.argument.mention
    effects = {
        toll.effect
        for claim in coded.claims
        if claim.claim.id in event.claims
        for toll in claim.claim.tolls
        if mention.contains(toll.head)
    } or {toll.effect for toll in event.toll}
    if effects == {Effect.KILLED}:
        return "DEATH"
    return "INJURY" if effects == {Effect.INJURED} else None
