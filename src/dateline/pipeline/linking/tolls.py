"""How many were killed, injured or detained: every figure of an event, and how it changed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.core.claims import Effect, Side
from dateline.core.events import Field, FigureRule, Support, TollField, TollReport
from dateline.core.grounded import Count, GroundedClaim, Standing
from dateline.pipeline.linking.conflicts import (
    any_contradictory,
    are_contradictory,
    choose_figure,
    firmest,
)
from dateline.pipeline.linking.sources import Origins

#: The rule by which figures are chosen unless another is asked for.
FIGURE_RULE = FigureRule.LOW_BEST_HIGH

_FIRMNESS = {standing: rank for rank, standing in enumerate(Standing)}

Bounds = tuple[float | None, float | None, float | None]
Slot = tuple[Effect, Side]


@dataclass(frozen=True, slots=True)
class _Figure:
    """One count as one claim has it; ``disagreement``: the text says that its sources differ."""

    count: Count
    standing: Standing
    claim: str
    disagreement: bool

    @property
    def bounds(self) -> Bounds:
        return (self.count.low, self.count.best, self.count.high)


def toll_fields(
    claims: Sequence[GroundedClaim],
    support: Callable[[Count, Sequence[str], Standing], Support[Count]],
    origins: Origins,
) -> tuple[TollField, ...]:
    """Return the tolls of an event by effect and side, with every figure stated.

    Args:
        claims: The claims of the event, in the order in which equal figures are preferred.
        support: Makes a value from a figure, the ids of the claims that state it and what it is
            worth.
        origins: Where the claims come from.
    """
    stated = _figures(claims)
    fields = [
        TollField(effect=slot[0], side=slot[1], count=_count_field(figures, support, origins))
        for slot, figures in sorted(stated.items())
        if not _is_only_repeated(slot, figures, stated)
    ]
    return tuple(field for field in fields if not _is_total_of_others(field, fields))


def _figures(claims: Sequence[GroundedClaim]) -> Mapping[Slot, list[_Figure]]:
    """Return the figures by effect and side.

    A headline's figure is firm where the text below it gives none.
    """
    in_body = {
        (claim.claim.document_id, toll.effect)
        for claim in claims
        for toll in claim.toll
        if toll.standing is Standing.STATED
    }
    figures: dict[Slot, list[_Figure]] = defaultdict(list)
    for claim in claims:
        for toll in claim.toll:
            standing = toll.standing
            told_below = (claim.claim.document_id, toll.effect) in in_body
            if standing is Standing.REPEATED and not told_below:
                standing = Standing.STATED
            figures[toll.effect, toll.side].append(
                _Figure(toll.count, standing, claim.claim.id, claim.claim.disagreement is not None)
            )
    return figures


def toll_reports(claims: Iterable[GroundedClaim], origins: Origins) -> tuple[TollReport, ...]:
    """Return every figure stated, in order of publication; undated ones come last."""
    reports = {
        TollReport(
            effect=toll.effect,
            side=toll.side,
            reported=origins.published[claim.claim.id],
            count=toll.count,
            claim=claim.claim.id,
        )
        for claim in claims
        for toll in claim.toll
    }
    return tuple(
        sorted(
            reports,
            key=lambda r: (r.effect, r.side, r.reported or date.max, r.claim, r.count.mention),
        )
    )


def _is_only_repeated(
    slot: Slot, figures: Sequence[_Figure], stated: Mapping[Slot, Sequence[_Figure]]
) -> bool:
    """Tell whether a figure stands in headlines only, while the text has some for other sides.

    A headline sums up: "17 dead" above 15 attackers and two officers is no third group.
    """
    if any(figure.standing is not Standing.REPEATED for figure in figures):
        return False
    return any(
        figure.standing is Standing.STATED
        for (effect, side), found in stated.items()
        if effect is slot[0] and side is not slot[1]
        for figure in found
    )


def _is_total_of_others(field: TollField, fields: Sequence[TollField]) -> bool:
    """Tell whether a figure is the sum of what is known of the other sides."""
    others = [
        other.count.value.low
        for other in fields
        if other.effect is field.effect and other.side is not field.side and other.count.value
    ]
    value = field.count.value
    if field.side is not Side.VICTIMS or value is None or len(others) < 2 or None in others:
        return False
    return value.low == sum(low for low in others if low is not None)


def _count_field(
    figures: Sequence[_Figure],
    support: Callable[[Count, Sequence[str], Standing], Support[Count]],
    origins: Origins,
) -> Field[Count]:
    groups: dict[Bounds, list[_Figure]] = {}
    for figure in figures:
        groups.setdefault(figure.bounds, []).append(figure)
    replaced = _superseded(groups, origins) if len(groups) > 1 else frozenset()
    values = [
        support(
            found[0].count,
            [figure.claim for figure in found],
            _standing(found, superseded=bounds in replaced),
        )
        for bounds, found in groups.items()
    ]
    counting = firmest(values)
    disputed = any(f.disagreement for f in figures) or any_contradictory(counting)
    ordered = tuple(
        sorted(
            values,
            key=lambda s: (s not in counting, -len(s.claims), s.value.mention, s.claims),
        )
    )
    return Field(
        value=choose_figure(ordered, FIGURE_RULE, disputed=disputed),
        rule=FIGURE_RULE.value,
        values=ordered,
        disputed=disputed,
    )


def _standing(found: Sequence[_Figure], *, superseded: bool) -> Standing:
    """Return what a figure is worth: nothing if any text takes it back."""
    if any(figure.standing is Standing.WITHDRAWN for figure in found):
        return Standing.WITHDRAWN
    if superseded:
        return Standing.SUPERSEDED
    return min((figure.standing for figure in found), key=_FIRMNESS.__getitem__)


def _superseded(groups: Mapping[Bounds, Sequence[_Figure]], origins: Origins) -> frozenset[Bounds]:
    """Return the figures that everyone who gave them replaced by another later.

    A later figure replaces an earlier one unless that was given again after it.
    """
    days: dict[str, dict[Bounds, tuple[date, date]]] = defaultdict(dict)
    for bounds, found in groups.items():
        for figure in found:
            day = origins.published[figure.claim]
            if day is not None and figure.standing is Standing.STATED:
                for speaker in origins.speakers[figure.claim]:
                    first, last = days[speaker].get(bounds, (day, day))
                    days[speaker][bounds] = (min(first, day), max(last, day))

    def is_replaced(bounds: Bounds, speaker: str) -> bool:
        if bounds not in days[speaker]:
            return False
        first, last = days[speaker][bounds]
        return any(
            first < other_first
            and last <= other_last
            and are_contradictory(groups[bounds][0].count, groups[other][0].count)
            for other, (other_first, other_last) in days[speaker].items()
        )

    return frozenset(
        bounds
        for bounds, found in groups.items()
        if all(any(is_replaced(bounds, s) for s in origins.speakers[f.claim]) for f in found)
    )
