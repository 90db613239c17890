"""Claims that deny or take back what other claims of their event say."""

from collections.abc import Sequence

from dateline.core.claims import Role, Status
from dateline.core.events import Denial
from dateline.core.grounded import Count, GroundedClaim, Standing, TollCount
from dateline.pipeline.linking.sources import Origins

_ACTING = frozenset({Role.PERPETRATOR, Role.SUSPECT, Role.DEFENDANT, Role.ORGANIZATION})
#: Lemmas of the triggers of claims made of words that correct a report or withdraw a statement.
_CORRECT, _RETRACT = "correct", "retract"
_TAKEN_BACK = frozenset({Status.DENIED, Status.ACQUITTED})


def find_denials(claims: Sequence[GroundedClaim], origins: Origins) -> tuple[Denial, ...]:
    """Return the denials among the claims of an event, sorted, with the claims they are against.

    A denial is against the claims that name the same known actor as having acted, or where none
    does, all that state the act; only such as were published by then. A figure that a text takes
    back is denied to all claims that gave it; so is, where a count is corrected without the old
    figure, any earlier one that contradicts the new. Who withdraws a statement takes back the
    denials of the act, or where there are none what the same speaker said of it before; where no
    report names that speaker, what reports say by any source.
    """
    found: dict[str, set[str]] = {}
    stating = [c for c in claims if c.claim.status not in _TAKEN_BACK]
    for claim in claims:
        if claim.claim.status is Status.DENIED:
            denied = _denied(claim, stating, origins)
        else:
            denied = _withdrawn(claim, claims)
            if claim.claim.trigger.lemma == _RETRACT:
                denied |= _retracted(claim, claims, origins)
            elif not denied and claim.claim.trigger.lemma == _CORRECT:
                denied = _outdated(claim, stating, origins)
        if denied:
            found[claim.claim.id] = denied
    return tuple(
        Denial(claim=claim, denies=tuple(sorted(denied))) for claim, denied in sorted(found.items())
    )


def _denied(denial: GroundedClaim, stating: Sequence[GroundedClaim], origins: Origins) -> set[str]:
    earlier = _published_by(denial, stating, origins)
    actors = _actors(denial)
    naming = [c for c in earlier if actors & _actors(c)]
    return {c.claim.id for c in naming or earlier}


def _published_by(
    claim: GroundedClaim, others: Sequence[GroundedClaim], origins: Origins
) -> list[GroundedClaim]:
    """Return the claims published by the day of one, itself left out."""
    day = origins.published[claim.claim.id]
    return [
        c
        for c in others
        if c is not claim
        and (day is None or (other := origins.published[c.claim.id]) is None or other <= day)
    ]


def _outdated(
    correction: GroundedClaim, stating: Sequence[GroundedClaim], origins: Origins
) -> set[str]:
    """Return the claims whose tolls the report with a correction contradicts."""
    document = correction.claim.document_id
    new = [t for c in stating if c.claim.document_id == document for t in c.toll if _stands(t)]
    return {
        c.claim.id
        for c in _published_by(correction, stating, origins)
        if c.claim.document_id != document
        for old in c.toll
        if _stands(old)
        and any(t.effect is old.effect and _contradict(t.count, old.count) for t in new)
        and not any(t.effect is old.effect and not _contradict(t.count, old.count) for t in new)
    }


def _retracted(
    retraction: GroundedClaim, claims: Sequence[GroundedClaim], origins: Origins
) -> set[str]:
    """Return the denials that a statement withdrawn was, or else what was said of the act before.

    That is what its speaker said, or if no report names that speaker what has any source.
    """
    earlier = [
        c
        for c in _published_by(retraction, claims, origins)
        if c.claim.document_id != retraction.claim.document_id
    ]
    denials = {c.claim.id for c in earlier if c.claim.status is Status.DENIED}
    speakers = origins.speakers[retraction.claim.id]
    own = {c.claim.id for c in earlier if speakers & origins.speakers[c.claim.id]}
    return denials or own or {c.claim.id for c in earlier if c.claim.attribution}


def _stands(toll: TollCount) -> bool:
    return toll.standing is not Standing.WITHDRAWN


def _contradict(x: Count, y: Count) -> bool:
    return (x.high is not None and y.low is not None and x.high < y.low) or (
        y.high is not None and x.low is not None and y.high < x.low
    )


def _actors(claim: GroundedClaim) -> set[str]:
    return {
        argument.actor
        for argument in claim.arguments
        if argument.actor is not None and argument.argument.role in _ACTING
    }


def _withdrawn(claim: GroundedClaim, claims: Sequence[GroundedClaim]) -> set[str]:
    taken_back = {
        (toll.effect, _number(toll.count))
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
        and (toll.effect, _number(toll.count)) in taken_back
    }


def _number(count: Count) -> float | None:
    """Return the number a figure names: 25 for 25 and for "at least 25"."""
    return next((n for n in (count.best, count.low, count.high) if n is not None), None)
