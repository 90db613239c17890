"""Figures that differ: which contradict each other, and which one a named rule chooses."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dateline.core.events import Event, Field, FigureRule, Support, TollField
from dateline.core.grounded import Count, Standing

_FIRMNESS = {standing: rank for rank, standing in enumerate(Standing)}
_UNDATED = date.min
_RULES = frozenset(rule.value for rule in FigureRule)


def are_contradictory(a: Count, b: Count) -> bool:
    """Tell whether two figures cannot both be right: "at least 7" and 8 can, 7 and 8 cannot."""
    return (a.high is not None and b.low is not None and a.high < b.low) or (
        b.high is not None and a.low is not None and b.high < a.low
    )


def any_contradictory(values: Sequence[Support[Count]]) -> bool:
    """Tell whether any two of these figures cannot both be right."""
    return any(
        are_contradictory(a.value, b.value) for i, a in enumerate(values) for b in values[i + 1 :]
    )


def firmest(values: Sequence[Support[Count]]) -> list[Support[Count]]:
    """Return the figures that count beside each other: the firmest, exact ones if there are any.

    Of counts of parts only the largest does.
    """
    standing = min((_FIRMNESS[_standing(s)] for s in values), default=0)
    found = [s for s in values if _FIRMNESS[_standing(s)] == standing]
    if standing == _FIRMNESS[Standing.PART]:
        most = max(s.value.low or 0 for s in found)
        found = [s for s in found if (s.value.low or 0) == most]
    return [s for s in found if s.value.best is not None] or found


def _standing(support: Support[Count]) -> Standing:
    return support.standing or Standing.STATED


def choose_figure(
    values: Sequence[Support[Count]], rule: FigureRule, *, disputed: bool
) -> Count | None:
    """Return the figure that a rule chooses, ``None`` if there is no figure at all.

    Args:
        values: Every figure stated, in the order in which equals are preferred.
        rule: How to choose.
        disputed: Whether the figures contradict each other.
    """
    counting = firmest(values)
    if not counting:
        return None
    if rule is FigureRule.LOW_BEST_HIGH:
        return _spanned(counting, disputed=disputed)
    if rule is FigureRule.LATEST:
        return min(counting, key=lambda s: (-_last(s), -s.independent_sources, _lowest(s))).value
    if rule is FigureRule.CONSERVATIVE:
        return min(counting, key=_lowest).value
    return min(counting, key=lambda s: (-s.independent_sources, -_last(s), _lowest(s))).value


def _last(support: Support[Count]) -> int:
    return (support.last_reported or _UNDATED).toordinal()


def _lowest(support: Support[Count]) -> float:
    value = support.value
    return next((b for b in (value.low, value.best, value.high) if b is not None), 0.0)


def _spanned(counting: Sequence[Support[Count]], *, disputed: bool) -> Count:
    lows = [s.value.low for s in counting if s.value.low is not None]
    highs = [s.value.high for s in counting]
    return Count(
        low=min(lows) if lows else None,
        best=_best(counting, disputed=disputed),
        high=None if any(h is None for h in highs) else max(h for h in highs if h is not None),
        mention=counting[0].value.mention,
    )


def _best(counting: Sequence[Support[Count]], *, disputed: bool) -> float | None:
    """Return the best estimate: what most sources give, and unless disputed, most claims.

    Where figures are disputed by as many sources the one given last counts, if it is one alone.
    """
    exact = [s for s in counting if s.value.best is not None]
    if not exact:
        return None
    if not disputed:
        best = min(exact, key=lambda s: (-len(s.claims), -(s.value.best or 0)))
        return best.value.best
    most = max(s.independent_sources for s in exact)
    backed = [s for s in exact if s.independent_sources == most]
    last = max(map(_last, backed))
    found = {s.value.best for s in backed if _last(s) == last}
    return found.pop() if len(found) == 1 else None


def with_figures(event: Event, rule: FigureRule) -> Event:
    """Return an event with its tolls chosen by another rule; what people set stays."""
    return replace(event, toll=tuple(_rechosen(field, rule) for field in event.toll))


def _rechosen(toll: TollField, rule: FigureRule) -> TollField:
    field: Field[Count] = toll.count
    if field.rule == rule.value or field.rule not in _RULES:
        return toll
    value = choose_figure(field.values, rule, disputed=field.disputed)
    return replace(toll, count=replace(field, value=value, rule=rule.value))
