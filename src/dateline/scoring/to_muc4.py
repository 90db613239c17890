"""Write Dateline's events as MUC-4 templates.

Reference:
    MUC-4 task documentation, version 7 (1992), section 7.
"""

import re
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
from dateline.resources.fill_models import load_fill_models
from dateline.resources.gazetteer import Gazetteer
from dateline.resources.times import load_time_lexicon
from dateline.scoring.muc4_days import NamedDay, named_days
from dateline.scoring.muc4_features import Words
from dateline.scoring.muc4_grouping import Scene
from dateline.scoring.muc4_incidents import Filler, Incident, find_incidents
from dateline.scoring.muc4_judge import Judge
from dateline.scoring.muc4_nations import foreign_nation
from dateline.scoring.muc4_overview import with_overview
from dateline.scoring.muc4_places import PROVINCE_WORDS, capitals, country_name
from dateline.scoring.muc4_templates import (
    CATEGORY,
    CONFIDENCE,
    DATE,
    DESCRIPTION,
    HUMAN_EFFECT,
    HUMAN_NATION,
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
    TARGET_NATION,
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
from dateline.scoring.muc4_words import instrument_type

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


#: Mentions of a phrase that are looked at for a nation, and characters before each.
NATION_MENTIONS, BEFORE = 3, 30


def to_templates(
    coded: Coded, message: Message, gazetteer: Gazetteer, overview: Overview | None = None
) -> tuple[Template, ...]:
    """Return one template per incident of a message, in text order.

    Slots for totals stay empty: Dateline does not code them. With an overview,
    set fills are learned from the words around a filler; by rules alone, damage is that by fire.

    Args:
        coded: The message as coded.
        message: The message.
        gazetteer: Names of countries.
        overview: What the text reports as a whole, if that is known.
    """
    country = _usual_country(coded)
    incidents = find_incidents(coded)
    words = Words.of(coded.document.text)
    days = named_days(coded.document, message.date, load_time_lexicon())
    models = None if overview is None else load_fill_models()
    if overview is not None and models is not None:
        scene = Scene.of(words, coded.document.text, days)
        incidents = with_overview(incidents, coded, overview, scene, models["same"])
    judge = Judge(words, models)
    return tuple(
        _template(incident, coded, message, number, country, gazetteer, judge, days)
        for number, incident in enumerate(incidents, start=1)
    )


def _template(
    incident: Incident,
    coded: Coded,
    message: Message,
    number: int,
    country: str | None,
    gazetteer: Gazetteer,
    judge: Judge,
    days: Sequence[NamedDay],
) -> Template:
    event = incident.event
    place = event.place.value if event is not None else None
    day = date_value(event.time.value if event is not None else None, message.date)
    sufferers = (*incident.targets, *incident.victims)
    where = judge.country(sufferers, incident.type)
    location = location_value(place, country, coded.document, gazetteer, likely=where)
    if location is not None:
        where = where or location.partition(":")[0]
        location = judge.location(sufferers, where, gazetteer) or location
    if message.date is not None:
        day = judge.day(sufferers, incident.type, days, message.date) or day
    slots: dict[int, tuple[Fill, ...]] = {
        DATE: _plain(day),
        LOCATION: _plain(location),
        TYPE: _plain(incident.type),
        STAGE: _plain(incident.stage),
        INSTRUMENT_ID: _strings(incident.weapons),
        INSTRUMENT_TYPE: _tagged((instrument_type(w.text), w) for w in incident.weapons)
        if incident.weapons
        else _plain(judge.instrument(sufferers, incident.type)),
        **_perpetrator_slots(incident, judge),
        **_target_slots(incident, judge),
        **_human_slots(incident, coded, judge),
        **_nation_slots(incident, location, coded.document, gazetteer),
    }
    types = slots[TYPE]
    return Template(
        message=message.id,
        number=number,
        slots={s: slots[s] for s in SCORED_SLOTS if slots.get(s) and applies(s, types)},
    )


def _perpetrator_slots(incident: Incident, judge: Judge) -> dict[int, tuple[Fill, ...]]:
    status = incident.event.status.value if incident.event is not None else None
    usual = CONFIDENCES[status or Status.FACT]
    perpetrators = (*incident.individuals, *incident.organizations)
    return {
        CATEGORY: _plain(judge.category(perpetrators, incident.type, _category(incident))),
        INDIVIDUAL: _strings(incident.individuals),
        ORGANIZATION: _strings(incident.organizations),
        CONFIDENCE: _tagged(
            (judge.confidence(one, incident.type, usual), one) for one in incident.organizations
        ),
    }


def _target_slots(incident: Incident, judge: Judge) -> dict[int, tuple[Fill, ...]]:
    targets, type_ = incident.targets, incident.type
    return {
        TARGET_ID: _strings(targets),
        TARGET_TYPE: _tagged((judge.target_type(one, type_), one) for one in targets),
        TARGET_NUMBER: _tagged((number_value(one, judge), one) for one in targets),
        TARGET_EFFECT: _tagged((judge.target_effect(one, type_), one) for one in targets),
    }


def _human_slots(incident: Incident, coded: Coded, judge: Judge) -> dict[int, tuple[Fill, ...]]:
    """Return the slots of victims; a named one's description refers to the name."""
    type_ = incident.type
    told, victims = judge.told_apart(incident.victims)
    described = [
        *_tagged((capitals(words), one) for one, words in told.items() if words),
        *_strings(one for one in victims if not one.named),
    ]
    return {
        NAME: _strings(told),
        DESCRIPTION: tuple(described),
        HUMAN_TYPE: _tagged((judge.human_type(v, type_, told.get(v, "")), v) for v in victims),
        HUMAN_NUMBER: _tagged((number_value(v, judge), v) for v in victims),
        HUMAN_EFFECT: _tagged(
            (
                judge.human_effect(v, type_, told.get(v, "")) or _effect(v, incident, coded),
                v,
            )
            for v in victims
        ),
    }


def _nation_slots(
    incident: Incident, location: str | None, document: Document, gazetteer: Gazetteer
) -> dict[int, tuple[Fill, ...]]:
    """Return the slots of foreign nations, as the words for a filler or right before it tell."""
    country = (location or "").partition(":")[0]

    def nation(filler: Filler) -> str | None:
        before = (
            " ".join(document.text[max(mention.start - BEFORE, 0) : mention.start].split()[-2:])
            for mention in filler.places[:NATION_MENTIONS]
        )
        return foreign_nation((filler.text, *before), country, gazetteer)

    return {
        TARGET_NATION: _tagged((nation(one), one) for one in incident.targets),
        HUMAN_NATION: _tagged((nation(one), one) for one in incident.victims),
    }


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
    place: Place | None,
    country: str | None,
    document: Document,
    gazetteer: Gazetteer,
    *,
    likely: str | None = None,
) -> str | None:
    """Return a location fill: the country and, where the text tells more, the place in it.

    What only the dateline says gives the country alone. Places abroad yield to the usual country
    of a message about one the task is about.

    Args:
        place: The event's place.
        country: ISO 3166-1 code of the country the message is about.
        document: The message; places are named in its words.
        gazetteer: Names of countries.
        likely: The country's name that the text's words speak for; it outweighs the place.
    """
    abroad = place is not None and place.country not in TASK_COUNTRIES and country in TASK_COUNTRIES
    within = None if place is None or abroad or place.basis is Basis.DATELINE else place
    code = country if place is None or abroad else place.country or country
    name = None if code is None else country_name(code, gazetteer)
    if likely is not None and likely != name:
        return likely
    if name is None:
        return None
    steps = [name]
    province = PROVINCE_WORDS.get(code or "", "DEPARTMENT")
    kind = PLACE_TYPES.get(within.precision) if within else None
    if within is not None and kind is not None:
        admin1 = capitals(within.admin1 or "")
        named, said = _place_name(capitals(" ".join(document.text_at(within.mention).split())))
        kind = said or (province if kind == "DEPARTMENT" else kind)
        if kind == "CITY" and admin1 != named and _names(document, admin1, province):
            steps.append(f"{admin1} ({province})")
        steps.append(f"{named} ({kind})")
    return ": ".join(steps)


#: Kinds of places that stand after their names.
_KIND = re.compile(r" (DEPARTMENT|PROVINCE|MUNICIPALITY|NEIGHBORHOOD|DISTRICT|REGION|STATE)$")
#: What stands before a place's name and is no part of it.
_BEFORE = re.compile(
    r"^(?:(?:NORTH|SOUTH|EAST|WEST|NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST)(?:ERN)?"
    r"|CENTRAL|DE|THE|DEPARTMENT OF|CITY OF|PROVINCE OF) "
)


def _place_name(written: str) -> tuple[str, str | None]:
    """Return a place's bare name and the kind it is said to be."""
    said = _KIND.search(written)
    bare_name = _BEFORE.sub("", _KIND.sub("", written))
    return (bare_name, said.group(1)) if said else (bare_name, None)


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


def number_value(filler: Filler, judge: Judge) -> str:
    """Return how many a phrase names: a number, a range, or PLURAL."""
    count = filler.argument.count
    return _number(count) if count is not None and count.unit is None else judge.number(filler)


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
