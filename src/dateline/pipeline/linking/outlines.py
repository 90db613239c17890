"""Outlines of acts: a fixed number of bytes each, from which their likelihood can be bounded.

Sets are 64 bits of which each member sets one, words 28 bits with their weights: two that share
nothing by these share nothing. Many outlines are one array, so that a store can keep them and very
many pairs be screened without their acts.
"""

from collections.abc import Collection, Hashable, Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dateline.core.claims import Effect, Side
from dateline.core.linking import Act, Days, Spot
from dateline.pipeline.linking import compare_acts as exact
from dateline.pipeline.linking.blocks import KEY_WORDS
from dateline.pipeline.linking.compare import MERGEABLE
from dateline.pipeline.linking.features import MOST_WORDS
from dateline.pipeline.linking.marks import NAMED, ROAD, TOWN, by_kind, site_words
from dateline.resources.word_weights import short_digest, weight_of

#: Raised whenever outlines come out otherwise, so that acts with outlines kept are linked anew.
OUTLINES_VERSION = "2"

#: What an outline has for what is not known.
UNKNOWN = -1

#: The sets of an act whose members are held against each other.
SETS = (
    "actors",
    "harmed",
    "held",
    "harmed_heads",
    "held_heads",
    "sites",
    "tools",
    "voices",
    "headline",
)

#: The effects whose tolls are held against each other.
TOLL_EFFECTS = (Effect.KILLED.value, Effect.INJURED.value, exact.TAKEN)

OUTLINE = np.dtype(
    [
        ("document", np.uint64),
        ("outlet", np.int64),
        ("types", np.uint64),
        ("fitting", np.uint64),
        *((name, np.uint64) for name in SETS),
        ("named_sites", np.uint64),
        ("figures", np.uint64),
        ("roads", np.uint64),
        ("names", np.uint64),
        ("place", np.int64),
        ("country", np.int64),
        ("admin1", np.int64),
        ("latitude", np.float64),
        ("longitude", np.float64),
        ("tolls", np.float64, (len(TOLL_EFFECTS), 3)),
        ("first_words", np.int64, (KEY_WORDS,)),
        ("start", np.int32),
        ("end", np.int32),
        ("span", np.int32),
        ("word_total", np.int32),
        ("words", np.uint32, (MOST_WORDS,)),
        ("days", np.int16),
        ("spots", np.int16),
        ("toll_sides", np.int8, (len(TOLL_EFFECTS),)),
        ("level", np.int8),
        ("aggregate", np.bool_),
        ("held_counted", np.bool_),
        ("attackers_counted", np.bool_),
        ("tolled", np.bool_),
        ("tolled_otherwise", np.bool_),
        ("days_near", np.bool_),
        ("spots_near", np.bool_),
        ("implied", np.bool_),
        ("looks_back", np.bool_),
    ]
)

Outlines = NDArray[np.void]

_BITS = 64
_WEIGHT_BITS = 4
_WORD_MASK = (1 << 32 - _WEIGHT_BITS) - 1
_EFFECT_AT = {effect: number for number, effect in enumerate(TOLL_EFFECTS)}
_SIDE_CODE = {side.value: number for number, side in enumerate(Side, start=1)}
_NO_DAYS = Days(0, 0, 1, False)
_NO_SPOT = Spot(UNKNOWN, exact.COUNTRY, None, None, None, None, False)


def outlines_of(acts: Sequence[Act]) -> Outlines:
    """Return the outlines of acts, in their order."""
    rows = np.zeros(len(acts), OUTLINE)
    rows["document"] = [_document(a.document) for a in acts]
    rows["outlet"] = [UNKNOWN if a.outlet is None else a.outlet for a in acts]
    rows["aggregate"] = [a.aggregate for a in acts]
    rows["implied"] = [a.implied for a in acts]
    rows["looks_back"] = [exact.looks_back(a) for a in acts]
    rows["types"] = [_union(map(_bit, a.types)) for a in acts]
    rows["fitting"] = [_union(map(_fitting, a.types)) for a in acts]
    for name in SETS:
        rows[name] = [_mask(getattr(a, name)) for a in acts]
    kinds = [by_kind(a.marks) for a in acts]
    rows["named_sites"] = [_mask(site_words(a.marks)) for a in acts]
    rows["roads"] = [_mask(k.get(ROAD, ())) for k in kinds]
    rows["names"] = [_union(_mask(k.get(kind, ())) for kind in (ROAD, NAMED, TOWN)) for k in kinds]
    _outline_figures(rows, acts)
    _outline_days(rows, acts)
    _outline_spots(rows, acts)
    _outline_words(rows, acts)
    return rows


def _outline_figures(rows: Outlines, acts: Sequence[Act]) -> None:
    rows["figures"] = [
        _union(_bit(float(best)) for _, (_, best, _) in a.figures if best and best > 1)
        for a in acts
    ]
    for name in ("held", "attackers"):
        rows[f"{name}_counted"] = [any(key == name for key, _ in a.figures) for a in acts]
    rows["tolled"] = [any("." in key for key, _ in a.figures) for a in acts]
    _outline_tolls(rows, acts)


def _outline_tolls(rows: Outlines, acts: Sequence[Act]) -> None:
    """Note the bounds and side of each effect's toll; of acts with others only that they have."""
    tolls, sides, otherwise = rows["tolls"], rows["toll_sides"], rows["tolled_otherwise"]
    tolls[:] = np.nan
    for number, act in enumerate(acts):
        for key, bounds in act.figures:
            effect, told, side = key.partition(".")
            if not told:
                continue
            at, code = _EFFECT_AT.get(effect), _SIDE_CODE.get(side)
            if at is None or code is None or sides[number, at]:
                otherwise[number] = True
            else:
                sides[number, at] = code
                tolls[number, at] = [np.nan if bound is None else bound for bound in bounds]


def _outline_days(rows: Outlines, acts: Sequence[Act]) -> None:
    """Note the time of each act; of those with several only that they have them."""
    one = [a.days[0] if len(a.days) == 1 else _NO_DAYS for a in acts]
    rows["days"] = [len(a.days) for a in acts]
    rows["start"] = [d.start for d in one]
    rows["end"] = [d.end for d in one]
    rows["span"] = [d.span for d in one]
    rows["days_near"] = [d.near for d in one]


def _outline_spots(rows: Outlines, acts: Sequence[Act]) -> None:
    """Note the place of each act; of those with several only that they have them."""
    one = [a.spots[0] if len(a.spots) == 1 else _NO_SPOT for a in acts]
    rows["spots"] = [len(a.spots) for a in acts]
    rows["level"] = [s.level for s in one]
    rows["place"] = [s.place for s in one]
    rows["country"] = [UNKNOWN if s.country is None else _country(s.country) for s in one]
    rows["admin1"] = [UNKNOWN if s.admin1 is None else s.admin1 for s in one]
    rows["latitude"] = np.radians([np.nan if s.latitude is None else s.latitude for s in one])
    rows["longitude"] = np.radians([np.nan if s.longitude is None else s.longitude for s in one])
    rows["spots_near"] = [s.near for s in one]


def _outline_words(rows: Outlines, acts: Sequence[Act]) -> None:
    words, firsts = rows["words"], rows["first_words"]
    firsts[:] = UNKNOWN
    for number, act in enumerate(acts):
        words[number, : len(act.words)] = [_word(w) for w in act.words]
        lowest = sorted(act.words)[:KEY_WORDS]
        firsts[number, : len(lowest)] = lowest
    rows["word_total"] = (words & np.uint32((1 << _WEIGHT_BITS) - 1)).sum(axis=1)


@lru_cache(100_000)
def _word(word: int) -> int:
    digest = word >> _WEIGHT_BITS
    return ((digest ^ digest >> 28) & _WORD_MASK) << _WEIGHT_BITS | weight_of(word)


@lru_cache(100_000)
def _document(id_: str) -> int:
    return int.from_bytes(blake2b(id_.encode(), digest_size=8).digest())


@lru_cache(1_000)
def _country(country: str) -> int:
    return short_digest(country)


@lru_cache(1_000)
def _fitting(type_: str) -> int:
    """Return the bits of all types that may be told of one act with this."""
    return _union(_bit(t) for t in {type_}.union(*(g for g in MERGEABLE if type_ in g)))


def _mask(values: Collection[Hashable]) -> int:
    """Return 64 bits for a set: two without a bit in common share nothing."""
    return _union(map(_bit, values)) if values else 0


@lru_cache(100_000, typed=True)
def _bit(value: Hashable) -> int:
    return 1 << crc32(str(value).encode()) % _BITS


def _union(bits: Iterable[int]) -> int:
    found = 0
    for each in bits:
        found |= each
    return found
