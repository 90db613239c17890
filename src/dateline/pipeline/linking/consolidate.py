"""One event from its claims: every value kept, one chosen by a named rule."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import TypeVar

from dateline.core import events
from dateline.core.claims import Role, Stage, Status
from dateline.core.events import Event, Field, Relation, Support
from dateline.core.grounded import GroundedArgument, GroundedClaim, Interval, Place, Standing
from dateline.pipeline.linking.compare import GENERAL_TYPES, SIDE_TYPES, places_fit
from dateline.pipeline.linking.denials import find_denials
from dateline.pipeline.linking.sources import Origins
from dateline.pipeline.linking.tolls import toll_fields, toll_reports

V = TypeVar("V")

#: Types that some of the victims of an act may have suffered, and one in how many claims is few.
_DETAILS = frozenset({"execution", "assassination"})
_FEW = 6
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


def consolidate(
    claims: Sequence[GroundedClaim],
    *,
    origins: Origins,
    relations: tuple[Relation, ...] = (),
) -> Event:
    """Build the event that a cluster of claims adds up to.

    Args:
        claims: The cluster, in any order; at least one.
        origins: Where its claims come from.
        relations: Ties to other events.
    """
    ordered = sorted(claims, key=lambda c: (c.claim.document_id, c.claim.trigger.span, c.claim.id))
    backing = _Backing(origins)
    return Event(
        id=event_id(ordered),
        claims=tuple(sorted(c.claim.id for c in ordered)),
        documents=tuple(sorted({c.claim.document_id for c in ordered})),
        type=_choose(
            ordered,
            backing,
            lambda c: c.claim.type,
            "most-specific-then-majority",
            _type_rank(ordered),
        ),
        scope=_choose(ordered, backing, lambda c: c.claim.scope, "majority", None),
        stage=_choose(ordered, backing, lambda c: c.claim.stage, "furthest", _stage_rank),
        status=_choose(ordered, backing, lambda c: c.claim.status, "firmest", _status_rank),
        time=_time_field(ordered, backing),
        place=_place_field(ordered, backing),
        toll=toll_fields(ordered, backing.figure, origins),
        participants=_participants(ordered, backing),
        independent_sources=len(origins.groups),
        source_groups=origins.groups,
        relations=relations,
        one_official_statement=origins.one_official_statement,
        toll_reports=toll_reports(ordered, origins),
        denials=find_denials(ordered, origins),
    )


class _Backing:
    """Makes values with the claims, sources and days behind them."""

    def __init__(self, origins: Origins) -> None:
        self._origins = origins
        self._known: dict[tuple[str, ...], tuple[int, date | None, date | None]] = {}

    def value(
        self, value: V, claims: Sequence[str], standing: Standing | None = None
    ) -> Support[V]:
        """Return a value as these claims state it."""
        ids = tuple(sorted(set(claims))) if len(claims) > 1 else tuple(claims)
        known = self._known.get(ids)
        if known is None:
            known = self._known[ids] = self._behind(ids)
        sources, first, last = known
        return Support(
            value=value,
            claims=ids,
            independent_sources=sources,
            first_reported=first,
            last_reported=last,
            standing=standing,
        )

    def figure(self, value: V, claims: Sequence[str], standing: Standing) -> Support[V]:
        """Return a figure as these claims state it, and what it is worth."""
        return self.value(value, claims, standing)

    def _behind(self, claims: Sequence[str]) -> tuple[int, date | None, date | None]:
        origins = self._origins
        statements = {statement for claim in claims for statement in origins.behind[claim]}
        days = [day for claim in claims if (day := origins.published[claim]) is not None]
        return len(statements), min(days, default=None), max(days, default=None)


def event_id(claims: Sequence[GroundedClaim]) -> str:
    """Return the id of the event that a cluster of claims adds up to."""
    return events.event_id(c.claim.id for c in claims)


def _supports(
    claims: Sequence[GroundedClaim],
    backing: _Backing,
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
    return [backing.value(v, ids) for v, ids in by_key.values()]


def _choose(
    claims: Sequence[GroundedClaim],
    backing: _Backing,
    read: Callable[[GroundedClaim], V],
    rule: str,
    rank: Callable[[V], int] | None,
) -> Field[V]:
    supports = _supports(claims, backing, read, lambda value: value)
    ordered = sorted(
        supports,
        key=lambda s: (rank(s.value) if rank else 0, -len(s.claims), str(s.value)),
    )
    denied = {Status.DENIED, Status.ACQUITTED}
    values = {s.value for s in supports}
    disputed = bool(values & denied) and bool(values - denied) if rank is _status_rank else False
    return Field(value=ordered[0].value, rule=rule, values=tuple(ordered), disputed=disputed)


def _type_rank(claims: Sequence[GroundedClaim]) -> Callable[[object], int]:
    """Rank special types before general words, and general words before what is but a detail.

    A detail is only one side of an act, or told by few of many claims: that some of the victims of
    a siege had their throats cut does not make it an execution.
    """
    told = Counter(claim.claim.type for claim in claims)

    def rank(value: object) -> int:
        if value in SIDE_TYPES:
            return 3
        if value in GENERAL_TYPES:
            return 1
        few = told[str(value)] * _FEW < len(claims)
        return 2 if few and value in _DETAILS else 0

    return rank


def _status_rank(value: object) -> int:
    return _STATUS_ORDER.index(Status(str(value)))


def _stage_rank(value: object) -> int:
    return _STAGE_ORDER.index(Stage(str(value)))


def _time_field(claims: Sequence[GroundedClaim], backing: _Backing) -> Field[Interval]:
    supports = _supports(
        claims,
        backing,
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


def _place_field(claims: Sequence[GroundedClaim], backing: _Backing) -> Field[Place]:
    supports = _supports(
        claims,
        backing,
        lambda c: c.place if isinstance(c.place, Place) else None,
        lambda p: p.gazetteer,
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


def _participants(
    claims: Sequence[GroundedClaim], backing: _Backing
) -> tuple[Support[GroundedArgument], ...]:
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
                found.append(backing.value(argument, (claim.claim.id,)))
    return tuple(found)
