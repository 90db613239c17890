"""One figure for all sides of an event: how many were killed, injured or detained."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.core.claims import Effect, Side
from dateline.core.events import TollField
from dateline.core.grounded import Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """How many people an effect befell, over all sides; an open bound is ``None``."""

    low: float | None
    best: float | None
    high: float | None
    disputed: bool


def total_toll(fields: Sequence[TollField], effect: Effect) -> Total | None:
    """Add up the sides of one effect.

    A figure whose side is not stated is taken as the whole if it is larger than the other sides
    together, because reports say "ten people, among them three officers".

    Returns:
        The total, or ``None`` if no count is stated.
    """
    stated = [
        (field, field.count.value)
        for field in fields
        if field.effect is effect and field.count.value is not None
    ]
    if not stated:
        return None
    whole = [count for field, count in stated if field.side is Side.UNSPECIFIED]
    sides = [count for field, count in stated if field.side is not Side.UNSPECIFIED]
    disputed = any(field.count.disputed for field, _ in stated)
    totals = [_add(group, disputed=disputed) for group in (sides, whole) if group]
    return max(totals, key=_size)


def _add(counts: Sequence[Count], *, disputed: bool) -> Total:
    return Total(
        low=_sum([count.low for count in counts]),
        best=_sum([count.best for count in counts]),
        high=_sum([count.high for count in counts]),
        disputed=disputed,
    )


def _sum(bounds: Sequence[float | None]) -> float | None:
    known = [bound for bound in bounds if bound is not None]
    return sum(known) if len(known) == len(bounds) else None


def _size(total: Total) -> float:
    return next((b for b in (total.best, total.low, total.high) if b is not None), -1.0)
