"""Which acts are worth comparing: blocks of acts that may be one, small however many there are.

Every block depends on its acts alone, so that the pairs compared do not depend on the order in
which acts arrive.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dateline.core.linking import Act, BlockKey, Days
from dateline.pipeline.linking.compare import MERGEABLE
from dateline.resources.word_weights import short_digest, weight_of

#: In a block with more acts, each that asks is compared with so many others that ask, those whose
#: words are nearest to its own.
WINDOW = 256

#: Days after an act within which a report that gives none is taken for news of it.
LATELY_DAYS = 7
_BUCKET_DAYS = 4
#: How far times are widened, so that whatever may be one day shares a bucket.
_NEAR_DAYS = 1
_LOOSE_DAYS = 3
_NARROW_DAYS = 45
#: Weight from which a word ties reports wherever they are from.
_TELLING = 6
_COUNTRY = 4
KEY_WORDS = 3
_MOST_YEARS = 5
_DAYS_A_YEAR = 365.2425
#: Bits of a key that say which of the blocks of one kind, group and place it is: by days or years.
_SERIES_BITS = 20
#: Blocks are numbered by years below this, by buckets of days from it on.
_LATEST_YEAR = 10_000
_SERIES_MASK = (1 << (63 - _SERIES_BITS)) - 1


def block_keys(act: Act) -> tuple[BlockKey, ...]:
    """Return the blocks of an act, sorted."""
    return tuple(BlockKey(key, asks) for key, asks in sorted(blocks_of(act).items()))


def blocks_of(act: Act) -> Mapping[int, bool]:
    """Return the keys of the blocks of an act, and of each whether the act asks.

    Acts whose town or province is known meet in that province within days; an act of which no
    more is known than the country asks all of its country, one without place all of its days, one
    without a narrow time those of its country and years that share a telling word, one without any
    time those of its country that share a word of its own; and wherever
    they are said to be, acts meet that share one of their most telling words. The keys of blocks
    that differ only in their days follow one another.
    """
    groups = sorted({type_group(t) for t in act.types})
    if act.aggregate:
        groups = [f"total:{group}" for group in groups]
    buckets = sorted({bucket for days in _days_of(act) for bucket in _buckets(days)})
    countries = {spot.country for spot in act.spots if spot.country is not None}
    provinces = {spot.admin1 for spot in act.spots if spot.admin1 is not None}
    placed = any(s.near and s.admin1 is not None for s in act.spots)
    words = act.words[:KEY_WORDS]
    keys: dict[int, bool] = {}
    for group in groups:
        if buckets:
            daily = [(_series("d", group, 0), not countries)]
            daily += [(_series("w", group, w), True) for w in words if weight_of(w) >= _TELLING]
            daily += [(_series("c", group, country), not placed) for country in countries]
            daily += [(_series("p", group, province), True) for province in provinces]
            for first, asks in daily:
                for bucket in buckets:
                    keys[first + bucket] = asks
        for country in countries:
            for word in words:
                first = _series("y", group, country, word)
                for year in _years(act.days):
                    keys[first + year] = not buckets
                keys[_series("u", group, country, word)] = not act.days
            for word in act.words[KEY_WORDS:] if not act.days else ():
                keys[_series("u", group, country, word)] = True
    return keys


@lru_cache(200_000)
def _series(*parts: str | int) -> int:
    """Return the key of the first of a series of blocks; the others follow it."""
    return (short_digest(":".join(map(str, parts))) & _SERIES_MASK) << _SERIES_BITS


def days_of_blocks(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return about when the acts of blocks were, as ordinals of days; 0 where no time is known."""
    at = keys & ((1 << _SERIES_BITS) - 1)
    return np.where(at >= _LATEST_YEAR, at * _BUCKET_DAYS, (at * _DAYS_A_YEAR).astype(np.int64))


def type_group(type_: str) -> str:
    """Return a name for all types that may, over any number of steps, be told of one act."""
    return _GROUP_OF.get(type_, type_)


def window_pairs(asking: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a large block to be compared.

    Args:
        asking: The ids of the acts of the block that ask, in ``window_order``; those that do not
            ask meet them in finer blocks.
    """
    for position, a in enumerate(asking):
        for b in asking[position + 1 : position + 1 + WINDOW]:
            yield a, b


def window_changes(
    was: Sequence[str], now: Sequence[str], fresh: Set[str]
) -> tuple[list[tuple[str, str]], set[tuple[str, str]]]:
    """Return which pairs a large block newly brings together, and which it no longer does.

    Args:
        was: The ids of its acts that ask, in ``window_order``, as the block was.
        now: The same as it is.
        fresh: The ids of acts that are new, changed or no more. All others stand in one order in
            both.

    Returns:
        The pairs of ``window_pairs(now)`` with a fresh act or not among those of ``was``, and those
        of ``was`` without a fresh act that are not among those of now; the lesser id first.
    """
    before = {id_: position for position, id_ in enumerate(was) if id_ not in fresh}
    kept = [(here, before[id_], id_) for here, id_ in enumerate(now) if id_ in before]
    met: list[tuple[str, str]] = []
    parted: set[tuple[str, str]] = set()
    end_now = end_was = 0
    for here, there, a in kept:
        while end_now < len(kept) and kept[end_now][0] - here <= WINDOW:
            end_now += 1
        while end_was < len(kept) and kept[end_was][1] - there <= WINDOW:
            end_was += 1
        met.extend((min(a, b), max(a, b)) for _, _, b in kept[end_was:end_now])
        parted.update((min(a, b), max(a, b)) for _, _, b in kept[end_now:end_was])
    for here, a in enumerate(now):
        if a not in before:
            after = now[here + 1 : here + 1 + WINDOW]
            known = (b for b in now[max(0, here - WINDOW) : here] if b in before)
            met.extend((min(a, b), max(a, b)) for b in (*known, *after))
    return met, parted


def window_order(act: Act) -> tuple[tuple[int, ...], str]:
    """Return a key that sorts reports with the same words next to each other."""
    return tuple(sorted(act.words)[:KEY_WORDS]), act.id


def kin_of(a: Act) -> Callable[[Act], bool]:
    """Return what tells, at little cost, whether an act shares anything that could make it one."""
    words, headline = frozenset(a.words), frozenset(a.headline)
    counts = {bounds[1] for _, bounds in a.figures if (bounds[1] or 0) > 1}

    def is_kin(b: Act) -> bool:
        return (
            not words.isdisjoint(b.words)
            or not headline.isdisjoint(b.headline)
            or not a.harmed.isdisjoint(b.harmed)
            or not a.harmed_heads.isdisjoint(b.harmed_heads)
            or (bool(counts) and any(bounds[1] in counts for _, bounds in b.figures))
        )

    return is_kin


def _days_of(act: Act) -> Sequence[Days]:
    """Return the days of an act; of a report that gives none, those of which it may be news."""
    if act.days or act.published is None:
        return act.days
    return (Days(act.published - LATELY_DAYS, act.published, LATELY_DAYS + 1, near=False),)


def _buckets(days: Days) -> range:
    if days.end - days.start >= _NARROW_DAYS:
        return range(0)
    slack = _NEAR_DAYS if days.near else _LOOSE_DAYS
    return range((days.start - slack) // _BUCKET_DAYS, (days.end + slack) // _BUCKET_DAYS + 1)


def _years(days: Sequence[Days]) -> list[int]:
    years = {
        year
        for d in days
        for year in range(int(d.start / _DAYS_A_YEAR), int(d.end / _DAYS_A_YEAR) + 1)
    }
    return sorted(years)[-_MOST_YEARS:]


def _groups() -> dict[str, str]:
    name: dict[str, str] = {}
    for types in MERGEABLE:
        joined = {name[t] for t in types if t in name} | {min(types)}
        first = min(joined)
        name = {t: first if group in joined else group for t, group in name.items()}
        name.update(dict.fromkeys(types, first))
    return name


_GROUP_OF = _groups()
