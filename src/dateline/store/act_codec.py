"""Acts to short JSON and back: lists instead of named fields, since there are many of them.

Between processes they are sent as bytes, which are read several times sooner.
"""

import json
import pickle
from collections.abc import Iterable
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from sys import intern
from typing import Any

from dateline.core.linking import Act, Bounds, Days, Spot, Tie, TiePart


def write_acts(acts: Iterable[Act]) -> str:
    """Return acts as a JSON list."""
    return _dump([_plain(act) for act in acts])


def write_act(act: Act) -> str:
    """Return an act as JSON."""
    return _dump(_plain(act))


def read_acts(text: str) -> tuple[Act, ...]:
    """Return the acts that ``write_acts`` wrote."""
    return tuple(map(_act, json.loads(text)))


def read_act(text: str) -> Act:
    """Return the act that ``write_act`` wrote."""
    return _act(json.loads(text))


def pack_acts(acts: Iterable[Act], *, ties: bool = True) -> bytes:
    """Return acts as bytes that only a process of this program reads again.

    Args:
        acts: The acts.
        ties: Whether to pack what ties them to others.
    """
    return pickle.dumps([_packed(act, ties=ties) for act in acts], pickle.HIGHEST_PROTOCOL)


def unpack_acts(packed: bytes) -> list[Act]:
    """Return the acts that ``pack_acts`` packed."""
    return [_unpacked(*values) for values in pickle.loads(packed)]


_SIMPLE = (
    "id document claims outlet published aggregate types implied actors held harmed held_heads"
    " harmed_heads sites figures tools words headline voices marks"
).split()
_simple_values = attrgetter(*_SIMPLE)
_days_values = attrgetter(*(field.name for field in fields(Days)))
_spot_values = attrgetter(*(field.name for field in fields(Spot)))
_tie_values = attrgetter("key", "claim", "part.value", "kind")


def _packed(act: Act, *, ties: bool) -> tuple[Any, ...]:
    return (
        _simple_values(act),
        [_days_values(days) for days in act.days],
        [_spot_values(spot) for spot in act.spots],
        [_tie_values(tie) for tie in act.ties] if ties else (),
    )


def _unpacked(simple: tuple[Any, ...], days: Any, spots: Any, ties: Any) -> Act:
    values = dict(zip(_SIMPLE, simple, strict=True))
    values["document"] = intern(values["document"])
    values["types"] = tuple(map(intern, values["types"]))
    values["words"] = tuple(map(_number, values["words"]))
    values["marks"] = _shared(values["marks"])
    for name in ("actors", "held", "harmed", "held_heads", "harmed_heads", "sites", "tools"):
        values[name] = values[name] or _NONE
    return Act(
        **values,
        days=tuple([_days(*each) for each in days]),
        spots=tuple([_spot(*each) for each in spots]),
        ties=tuple([Tie(key, claim, _PARTS[part], kind) for key, claim, part, kind in ties]),
    )


@lru_cache(50_000)
def _shared(marks: frozenset[str]) -> frozenset[str]:
    return marks


_NONE: frozenset[Any] = frozenset()
_PARTS = {part.value: part for part in TiePart}


_dump = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


def _plain(act: Act) -> list[Any]:
    return [
        act.id,
        act.document,
        act.claims,
        act.outlet,
        act.published,
        int(act.aggregate),
        act.types,
        [[d.start, d.end, d.span, int(d.near)] for d in act.days],
        int(act.implied),
        [
            [s.place, s.level, s.country, s.admin1, s.latitude, s.longitude, int(s.near)]
            for s in act.spots
        ],
        *(
            sorted(values)
            for values in (
                act.actors,
                act.held,
                act.harmed,
                act.held_heads,
                act.harmed_heads,
                act.sites,
            )
        ),
        act.figures,
        sorted(act.tools),
        act.words,
        act.headline,
        sorted(act.voices),
        [
            [tie.key, tie.claim, tie.part.value, *([tie.kind] if tie.kind else [])]
            for tie in act.ties
        ],
        sorted(act.marks),
    ]


def _act(plain: list[Any]) -> Act:
    (
        id_,
        document,
        claims,
        outlet,
        published,
        aggregate,
        types,
        days,
        implied,
        spots,
        actors,
        held,
        harmed,
        held_heads,
        harmed_heads,
        sites,
        figures,
        tools,
        words,
        headline,
        voices,
        ties,
        *marks,
    ) = plain
    claim_ids = {claim: claim for claim in claims}
    return Act(
        id=claim_ids.get(id_, id_),
        document=intern(document),
        claims=tuple(claims),
        outlet=outlet,
        published=published,
        aggregate=bool(aggregate),
        types=tuple(map(intern, types)),
        days=tuple([_days(*each) for each in days]),
        implied=bool(implied),
        spots=tuple([_spot(*each) for each in spots]),
        actors=_set(actors),
        held=_set(held),
        harmed=_set(harmed),
        held_heads=_set(held_heads),
        harmed_heads=_set(harmed_heads),
        sites=_set(sites),
        figures=tuple([(intern(name), _bounds(*bounds)) for name, bounds in figures]),
        tools=_set(tools),
        words=tuple(map(_number, words)),
        headline=tuple(map(_number, headline)),
        voices=_set(voices),
        ties=tuple(
            [
                Tie(key, claim_ids.get(claim, claim), _PARTS[part], *kind)
                for key, claim, part, *kind in ties
            ]
        ),
        marks=_marks(*(tuple(each) for each in marks)),
    )


# Acts by the hundred thousand share most of their words, days and places: one value serves all.


@lru_cache(300_000)
def _number(number: int) -> int:
    return number


@lru_cache(100_000)
def _days(start: int, end: int, span: int, near: int) -> Days:
    return Days(start, end, span, bool(near))


@lru_cache(100_000, typed=True)
def _spot(
    place: int,
    level: int,
    country: str | None,
    admin1: int | None,
    latitude: float | None,
    longitude: float | None,
    near: int,
) -> Spot:
    return Spot(place, level, country, admin1, latitude, longitude, bool(near))


@lru_cache(10_000, typed=True)
def _bounds(low: float | None, best: float | None, high: float | None) -> Bounds:
    return low, best, high


@lru_cache(50_000)
def _marks(marks: tuple[str, ...] = ()) -> frozenset[str]:
    """Return marks as a set; acts stored before there were any have none."""
    return frozenset(map(intern, marks))


def _set(values: list[Any]) -> frozenset[Any]:
    """Return values as a set; most are empty, and a set of its own takes 200 bytes."""
    return frozenset(values) if values else _NONE
