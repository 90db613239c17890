"""Values that people set for an event, in place of those chosen from its claims."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from dateline.core.claims import Basis, Effect, Scope, Side, Stage, Status
from dateline.core.decisions import Constraints, Correction
from dateline.core.documents import Span
from dateline.core.events import DECISION_RULE, Event, Field, TollField
from dateline.core.grounded import (
    Count,
    GroundedClaim,
    Interval,
    Place,
    PlacePrecision,
    TimeBasis,
    TimePrecision,
    TimeRelation,
)
from dateline.errors import DecisionError
from dateline.pipeline.linking.decide import decisions_of

V = TypeVar("V")

_WORDS: dict[str, Callable[[str], str]] = {
    "type": str,
    "scope": Scope,
    "stage": Stage,
    "status": Status,
}
#: The tolls that can be set, by name: "killed.victims".
TOLLS = {f"{effect}.{side}": (effect, side) for effect in Effect for side in Side}

#: What can be corrected.
FIELDS = (*_WORDS, "time", "place", *TOLLS)


def apply_corrections(
    event: Event, claims: Sequence[GroundedClaim], constraints: Constraints
) -> Event:
    """Return an event with the values people set, and the ids of all decisions that shaped it.

    Every value stated is kept beside one set so. A value set that a claim states as well is that
    claim's, with the words that give it; any other points to the trigger of the claim it was set
    for.

    Args:
        event: What its claims add up to.
        claims: Those claims.
        constraints: The decisions in force.

    Raises:
        DecisionError: A value is not one its field can have.
    """
    latest: dict[str, tuple[Correction, Span]] = {}
    found = [
        (correction, grounded.claim.trigger.span)
        for grounded in claims
        for correction in constraints.corrections.get(grounded.claim.id, ())
    ]
    for correction, trigger in sorted(found, key=lambda f: (f[0].at, f[0].decision)):
        latest[correction.field] = (correction, trigger)
    for name, (correction, trigger) in sorted(latest.items()):
        event = _corrected(event, name, read_value(name, correction.value, mention=trigger))
    return replace(event, decisions=decisions_of(event, constraints))


def read_value(name: str, value: str | None, *, mention: Span) -> Any:
    """Return the value of a field from JSON in the form of the public record.

    Args:
        name: One of ``FIELDS``.
        value: The value as JSON; ``None`` clears a field that may be empty.
        mention: The words that a time, place or count is said to rest on.

    Raises:
        DecisionError: There is no such field, or it cannot have this value.
    """
    if name not in FIELDS:
        raise DecisionError(f'no field "{name}" can be corrected. Known: {", ".join(FIELDS)}')
    try:
        plain = None if value is None else json.loads(value)
        if name in _WORDS:
            if not isinstance(plain, str):
                raise DecisionError(f"{name} must have a value")
            return _WORDS[name](plain)
        if plain is None:
            return None
        read = {"time": _interval, "place": _place}.get(name, _count)
        return read(plain, mention)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DecisionError(f"{value} is not a value of {name}: {error}") from error


def _interval(plain: dict[str, Any], mention: Span) -> Interval:
    start = date.fromisoformat(plain["start"])
    end = date.fromisoformat(plain.get("end") or plain["start"])
    days = TimePrecision.DAY if start == end else TimePrecision.DAYS
    return Interval(
        start=start,
        end=end,
        precision=TimePrecision(plain.get("precision") or days),
        relation=TimeRelation(plain.get("relation") or TimeRelation.IN),
        basis=TimeBasis.DECISION,
        mention=mention,
    )


def _place(plain: dict[str, Any], mention: Span) -> Place:
    country = plain.get("country")
    name = str(plain["name"])
    return Place(
        name=name,
        admin1=plain.get("admin1"),
        country=country,
        latitude=_number(plain.get("lat")),
        longitude=_number(plain.get("lon")),
        precision=PlacePrecision(plain.get("precision") or PlacePrecision.TOWN),
        gazetteer=plain.get("gazetteer") or f"decision:{country or ''}/{name}",
        basis=Basis.DECISION,
        mention=mention,
    )


def _count(plain: dict[str, Any], mention: Span) -> Count:
    return Count(
        low=_number(plain.get("low")),
        best=_number(plain.get("best")),
        high=_number(plain.get("high")),
        mention=mention,
    )


def _number(plain: object) -> float | None:
    if plain is None:
        return None
    if isinstance(plain, bool) or not isinstance(plain, int | float):
        raise TypeError(f"{plain!r} is not a number")
    return float(plain)


def _corrected(event: Event, name: str, value: Any) -> Event:
    if name == "type":
        return replace(event, type=_set(event.type, value, _same_word))
    if name == "scope":
        return replace(event, scope=_set(event.scope, value, _same_word))
    if name == "stage":
        return replace(event, stage=_set(event.stage, value, _same_word))
    if name == "status":
        return replace(event, status=_set(event.status, value, _same_word))
    if name == "time":
        return replace(event, time=_set(event.time, value, _same_days))
    if name == "place":
        return replace(event, place=_set(event.place, value, _same_place))
    effect, side = TOLLS[name]
    empty: Field[Count] = Field(value=None, rule=DECISION_RULE, values=(), disputed=False)
    tolls = {(toll.effect, toll.side): toll.count for toll in event.toll}
    tolls[effect, side] = _set(tolls.get((effect, side), empty), value, _same_bounds)
    return replace(
        event,
        toll=tuple(TollField(effect=e, side=s, count=tolls[e, s]) for e, s in sorted(tolls)),
    )


def _set(field: Field[V], value: V | None, same: Callable[[V, V], bool]) -> Field[V]:
    stated = (support.value for support in field.values)
    if value is not None:
        value = next((other for other in stated if same(other, value)), value)
    return replace(field, value=value, rule=DECISION_RULE)


def _same_word(a: str, b: str) -> bool:
    return a == b


def _same_days(a: Interval, b: Interval) -> bool:
    return (a.start, a.end, a.precision, a.relation) == (b.start, b.end, b.precision, b.relation)


def _same_place(a: Place, b: Place) -> bool:
    return a.gazetteer == b.gazetteer


def _same_bounds(a: Count, b: Count) -> bool:
    return (a.low, a.best, a.high) == (b.low, b.best, b.high)
