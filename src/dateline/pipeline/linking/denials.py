"""Claims that deny or take back what other claims of their event say."""

from collections.abc import Sequence

from dateline.core.claims import Role, Status
from dateline.core.events import Denial
from dateline.core.grounded import Count, GroundedClaim, Standing
from dateline.pipeline.linking.sources import Origins

_ACTING = frozenset({Role.PERPETRATOR, Role.SUSPECT, Role.DEFENDANT, Role.ORGANIZATION})
_TAKEN_BACK = frozenset({Status.DENIED, Status.ACQUITTED})


def find_denials(claims: Sequence[GroundedClaim], origins: Origins) -> tuple[Denial, ...]:
    """Return the denials among the claims of an event, sorted, with the claims they are against.

    A denial is against the claims that name the same known actor as having acted, or where none
    does, all that state the act; only such as were published by then. A figure that a text takes
    back is denied to all claims that gave it.
    """
    found: dict[str, set[str]] = {}
    stating = [c for c in claims if c.claim.status not in _TAKEN_BACK]
    for claim in claims:
        if claim.claim.status is Status.DENIED:
            denied = _denied(claim, stating, origins)
        else:
            denied = _withdrawn(claim, claims)
        if denied:
            found[claim.claim.id] = denied
    return tuple(
        Denial(claim=claim, denies=tuple(sorted(denied))) for claim, denied in sorted(found.items())
    )


def _denied(denial: GroundedClaim, stating: Sequence[GroundedClaim], origins: Origins) -> set[str]:
    day = origins.published[denial.claim.id]
    earlier = [
        c
        for c in stating
        if day is None or (other := origins.published[c.claim.id]) is None or other <= day
    ]
    actors = _actors(denial)
    naming = [c for c in earlier if actors & _actors(c)]
    return {c.claim.id for c in naming or earlier}


def _actors(claim: GroundedClaim) -> set[str]:
    return {
        argument.actor
        for argument in claim.arguments
        if argument.actor is not None and argument.argument.role in _ACTING
    }


def _withdrawn(claim: GroundedClaim, claims: Sequence[GroundedClaim]) -> set[str]:
    taken_back = {
        (toll.effect, toll.side, _bounds(toll.count))
        for toll in claim.toll
        if toll.standing is Standing.WITHDRAWN
    }
    if not taken_back:
        return set()
    return {
        other.claim.id
        for other in claims
        if other is not claim
        for toll in other.toll
        if toll.standing is not Standing.WITHDRAWN
        and (toll.effect, toll.side, _bounds(toll.count)) in taken_back
    }


def _bounds(count: Count) -> tuple[float | None, float | None, float | None]:
    return (count.low, count.best, count.high)
