"""One event from its claims: every value kept, one chosen by a named rule."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dateline.core import events
from dateline.core.claims import Effect, Role, Side, Stage, Status
from dateline.core.documents import Document, SegmentKind
from dateline.core.events import Event, Field, Relation, Support, TollField
from dateline.core.grounded import (
    Count,
    GroundedArgument,
    GroundedClaim,
    Interval,
    Place,
    Standing,
)
from dateline.pipeline.linking.compare import GENERAL_TYPES, SIDE_TYPES, places_fit

V = TypeVar("V")

#: Firmest first: what authorities or reporters state outranks what is alleged or doubted.
_STATUS_ORDER = (
    Status.ACQUITTED,
    Status.DENIED,
    Status.OFFICIAL,
    Status.FACT,
    Status.CLAIMED,
    Status.ACCUSED_BY_AUTHORITIES,
    Status.ACCUSED,
    Status.POSSIBLE,
)
_STAGE_ORDER = (
    Stage.FOILED,
    Stage.ACCOMPLISHED,
    Stage.ONGOING,
    Stage.ATTEMPTED,
    Stage.PLANNED,
    Stage.THREATENED,
)

_FIRMNESS = tuple(Standing)


def consolidate(
    claims: Sequence[GroundedClaim],
    *,
    source_groups: Sequence[tuple[str, ...]],
    relations: tuple[Relation, ...] = (),
) -> Event:
    """Build the event that a cluster of claims adds up to.

    Args:
        claims: The cluster, in any order; at least one.
        source_groups: Ids of its documents, grouped by independent source.
        relations: Ties to other events.
    """
    ordered = sorted(claims, key=lambda c: (c.claim.document_id, c.claim.trigger.span, c.claim.id))
    return Event(
        id=event_id(ordered),
        claims=tuple(sorted(c.claim.id for c in ordered)),
        documents=tuple(sorted({c.claim.document_id for c in ordered})),
        type=_choose(ordered, lambda c: c.claim.type, "most-specific-then-majority", _type_rank),
        scope=_choose(ordered, lambda c: c.claim.scope, "majority", None),
        stage=_choose(ordered, lambda c: c.claim.stage, "furthest", _stage_rank),
        status=_choose(ordered, lambda c: c.claim.status, "firmest", _status_rank),
        time=_time_field(ordered),
        place=_place_field(ordered),
        toll=_toll_fields(ordered),
        participants=_participants(ordered),
        independent_sources=len(source_groups),
        source_groups=tuple(source_groups),
        relations=relations,
    )


def event_id(claims: Sequence[GroundedClaim]) -> str:
    """Return the id of the event that a cluster of claims adds up to."""
    return events.event_id(c.claim.id for c in claims)


def _supports(
    claims: Sequence[GroundedClaim],
    read: Callable[[GroundedClaim], V | None],
    key: Callable[[V], Hashable],
) -> list[Support[V]]:
    by_key: dict[Hashable, tuple[V, list[str]]] = {}
    for claim in claims:
        value = read(claim)
        if value is None:
            continue
        _, ids = by_key.setdefault(key(value), (value, []))
        ids.append(claim.claim.id)
    return [Support(value=v, claims=tuple(sorted(ids))) for v, ids in by_key.values()]


def _choose(
    claims: Sequence[GroundedClaim],
    read: Callable[[GroundedClaim], V],
    rule: str,
    rank: Callable[[V], int] | None,
) -> Field[V]:
    supports = _supports(claims, read, lambda value: str(value))
    ordered = sorted(
        supports,
        key=lambda s: (rank(s.value) if rank else 0, -len(s.claims), str(s.value)),
    )
    denied = {Status.DENIED, Status.ACQUITTED}
    values = {s.value for s in supports}
    disputed = bool(values & denied) and bool(values - denied) if rank is _status_rank else False
    return Field(value=ordered[0].value, rule=rule, values=tuple(ordered), disputed=disputed)


def _type_rank(value: object) -> int:
    if value in SIDE_TYPES:
        return 2
    return 1 if value in GENERAL_TYPES else 0


def _status_rank(value: object) -> int:
    return _STATUS_ORDER.index(Status(str(value)))


def _stage_rank(value: object) -> int:
    return _STAGE_ORDER.index(Stage(str(value)))


def _time_field(claims: Sequence[GroundedClaim]) -> Field[Interval]:
    supports = _supports(
        claims,
        lambda c: c.time if isinstance(c.time, Interval) else None,
        lambda i: (i.start, i.end, i.precision, i.relation),
    )
    confident = {claim.claim.id: claim.time_confidence for claim in claims}
    ordered = sorted(
        supports,
        key=lambda s: (
            max(confident[c] for c in s.claims) < _OWN,
            (s.value.end - s.value.start).days,
            -max(confident[c] for c in s.claims),
            -len(s.claims),
            s.value.start,
        ),
    )
    disputed = any(
        a.value.end < b.value.start or b.value.end < a.value.start
        for i, a in enumerate(supports)
        for b in supports[i + 1 :]
    )
    return Field(
        value=ordered[0].value if ordered else None,
        rule="own-sentence-then-narrowest",
        values=tuple(ordered),
        disputed=disputed,
    )


#: Confidence from which a time stands in the claim's own sentence.
_OWN = 0.7
_FINENESS = {"site": 0, "town": 1, "district": 2, "province": 3, "country": 5, "region": 4}


def _place_field(claims: Sequence[GroundedClaim]) -> Field[Place]:
    supports = _supports(
        claims, lambda c: c.place if isinstance(c.place, Place) else None, lambda p: p.gazetteer
    )
    confident = {claim.claim.id: claim.place_confidence for claim in claims}
    ordered = sorted(
        supports,
        key=lambda s: (
            -round(max(confident[c] for c in s.claims), 1),
            _FINENESS[s.value.precision],
            -len(s.claims),
            s.value.gazetteer,
        ),
    )
    disputed = any(
        places_fit(a.value, b.value) is None
        for i, a in enumerate(supports)
        for b in supports[i + 1 :]
    )
    return Field(
        value=ordered[0].value if ordered else None,
        rule="nearest-then-finest",
        values=tuple(ordered),
        disputed=disputed,
    )


def _toll_fields(claims: Sequence[GroundedClaim]) -> tuple[TollField, ...]:
    stated: dict[tuple[Effect, Side], list[_Figure]] = defaultdict(list)
    for claim in claims:
        for toll in claim.toll:
            stated[toll.effect, toll.side].append(
                _Figure(
                    count=toll.count,
                    standing=toll.standing,
                    claim=claim.claim.id,
                    disagreement=claim.claim.disagreement is not None,
                )
            )
    fields = [
        TollField(effect=effect, side=side, count=_count_field(_told_in_body(stated, effect, side)))
        for effect, side in sorted(stated)
        if _told_in_body(stated, effect, side)
    ]
    return tuple(field for field in fields if not _is_total_of_others(field, fields))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """One count as one claim has it."""

    count: Count
    standing: Standing
    claim: str
    disagreement: bool

    @property
    def bounds(self) -> tuple[float | None, ...]:
        return (self.count.low, self.count.best, self.count.high)


def _told_in_body(
    stated: Mapping[tuple[Effect, Side], Sequence[_Figure]], effect: Effect, side: Side
) -> Sequence[_Figure]:
    """Return the figures of a side, none of them if it only stands in headlines.

    A headline sums up: "17 dead" above 15 attackers and two officers is no third group.
    """
    figures = stated[effect, side]
    others = [
        figure
        for (e, s), found in stated.items()
        if e is effect and s is not side
        for figure in found
    ]
    repeated = all(figure.standing is Standing.REPEATED for figure in figures)
    return () if repeated and any(f.standing is Standing.STATED for f in others) else figures


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


def _count_field(figures: Sequence[_Figure]) -> Field[Count]:
    """Span the firmest figures: lowest low, highest high, and the best most claims agree on.

    Figures of one standing are alternatives; lesser ones stay as values. A figure that any text
    takes back counts for nothing while there is another.
    """
    groups: dict[tuple[float | None, ...], tuple[Count, list[_Figure]]] = {}
    for figure in figures:
        groups.setdefault(figure.bounds, (figure.count, []))[1].append(figure)
    supports = [
        Support(value=value, claims=tuple(sorted({f.claim for f in found})))
        for value, found in groups.values()
    ]
    considered = [
        s for s, f in zip(supports, groups.values(), strict=True) if _weighs(f[1], figures)
    ]
    exact = [s for s in considered if s.value.best is not None]
    spanned = exact or considered
    lows = [s.value.low for s in spanned if s.value.low is not None]
    highs = [s.value.high for s in spanned]
    low = min(lows) if lows else None
    high = None if any(h is None for h in highs) else max(h for h in highs if h is not None)
    disputed = any(f.disagreement for f in figures) or _clash(spanned)
    top = sorted(exact, key=lambda s: (-len(s.claims), -(s.value.best or 0)))
    best = top[0].value.best if top and not disputed else None
    ordered = sorted(
        supports,
        key=lambda s: (s not in spanned, -len(s.claims), s.value.mention, s.claims),
    )
    chosen = Count(low=low, best=best, high=high, mention=ordered[0].value.mention)
    return Field(
        value=chosen, rule="firmest-lowest-to-highest", values=tuple(ordered), disputed=disputed
    )


def _weighs(group: Sequence[_Figure], figures: Sequence[_Figure]) -> bool:
    """Tell whether a figure is among the firmest of its side."""
    withdrawn = {f.bounds for f in figures if f.standing is Standing.WITHDRAWN}
    standing = [f for f in figures if f.bounds not in withdrawn]
    if not standing:
        return True
    firmest = min((f.standing for f in standing), key=_FIRMNESS.index)
    if firmest is Standing.PART:
        most = max(f.count.low or 0 for f in standing)
        return any(f in standing and (f.count.low or 0) == most for f in group)
    return any(f in standing and f.standing is firmest for f in group)


def _clash(supports: Sequence[Support[Count]]) -> bool:
    for i, a in enumerate(supports):
        for b in supports[i + 1 :]:
            x, y = a.value, b.value
            if (x.high is not None and y.low is not None and x.high < y.low) or (
                y.high is not None and x.low is not None and y.high < x.low
            ):
                return True
    return False


def _participants(claims: Sequence[GroundedClaim]) -> tuple[Support[GroundedArgument], ...]:
    found: list[Support[GroundedArgument]] = []
    seen: set[tuple[str, Role, object]] = set()
    for claim in claims:
        for argument in claim.arguments:
            key = (
                claim.claim.document_id,
                argument.argument.role,
                argument.argument.antecedent or argument.argument.mention,
            )
            if key not in seen:
                seen.add(key)
                found.append(Support(value=argument, claims=(claim.claim.id,)))
    return tuple(found)


#: Share of common five-word runs from which a text is a reprint, and how many it must have.
_REPRINTED = 0.6
_ENOUGH_RUNS = 20


def group_sources(documents: Sequence[Document]) -> tuple[tuple[str, ...], ...]:
    """Group documents that do not report independently of each other.

    Documents of one outlet are one source, and so are reprints: texts of which the shorter has
    at least six tenths of its five-word runs in common with the other. Headlines, comments and
    page furniture do not count, since a reprint comes with its own.
    """
    ordered = sorted(documents, key=lambda d: d.id)
    group_of = list(range(len(ordered)))
    shingles = [_shingles(d) for d in ordered]
    for i, a in enumerate(ordered):
        for j in range(i):
            b = ordered[j]
            same_outlet = a.outlet is not None and a.outlet == b.outlet
            if same_outlet or _overlap(shingles[i], shingles[j]) >= _REPRINTED:
                old, new = group_of[i], group_of[j]
                group_of = [new if g == old else g for g in group_of]
    groups: Mapping[int, list[str]] = defaultdict(list)
    for document, group in zip(ordered, group_of, strict=True):
        groups[group].append(document.id)
    return tuple(sorted(tuple(ids) for ids in groups.values()))


def _shingles(document: Document) -> frozenset[tuple[str, ...]]:
    words = [
        word
        for segment in document.segments_of(SegmentKind.PARAGRAPH)
        for word in document.text_at(segment.span).casefold().split()
    ]
    return frozenset(zip(*(words[i:] for i in range(5)), strict=False))


def _overlap(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> float:
    shorter = min(len(a), len(b))
    return len(a & b) / shorter if shorter >= _ENOUGH_RUNS else 0.0
