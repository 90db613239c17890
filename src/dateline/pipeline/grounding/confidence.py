"""How likely a claim is right, by what its text tells of the act and how near.

An act that its own clause dates, in a place named beside it, with the number of its victims, is
seldom misread; one that nothing is told of often is no act at all.

Reference:
    Platt (1999), Probabilistic Outputs for Support Vector Machines, in Advances in Large Margin
    Classifiers (a logistic regression as calibration).
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from dateline.core.claims import Basis, Scope, Stage
from dateline.core.grounded import GroundedClaim
from dateline.resources.calibration import Calibration

#: No claim is surer, or less sure, than this.
LOWEST, HIGHEST = 0.02, 0.98
#: Probabilities are rounded, so that the last digits of another processor change nothing.
_DECIMALS = 3
_PLOT = "plot"


def calibrated(
    claims: Iterable[GroundedClaim], calibration: Calibration, families: Mapping[str, str]
) -> tuple[GroundedClaim, ...]:
    """Return claims with a confidence that means how likely they are right.

    Args:
        claims: Grounded claims.
        calibration: The weights of their features.
        families: The codebook's family of each type.
    """
    return tuple(
        replace(
            claim,
            claim=replace(
                claim.claim, confidence=probability(features(claim, families), calibration)
            ),
        )
        for claim in claims
    )


def features(claim: GroundedClaim, families: Mapping[str, str]) -> dict[str, float]:
    """Return what speaks for and against a claim, by the names that a calibration has.

    ``dated``: its own clause says when. ``placed``: how surely the place is known. ``counted``:
    victims or detained are counted. ``words``: the length of the evidence, as a logarithm.
    ``unfinished``, ``total`` and ``plot`` say what sort of act it is.
    """
    told = claim.claim
    return {
        "dated": float(any(anchor.basis is Basis.ARGUMENT for anchor in told.times)),
        "placed": claim.place_confidence,
        "counted": float(bool(told.tolls)),
        "words": math.log1p(sum(span.end - span.start for span in told.evidence[:1])),
        "unfinished": float(told.stage is not Stage.ACCOMPLISHED),
        "total": float(told.scope is Scope.AGGREGATE),
        "plot": float(families.get(told.type) == _PLOT),
    }


def probability(known: Mapping[str, float], calibration: Calibration) -> float:
    """Return how likely a claim with some features is right."""
    logit = calibration.intercept + sum(
        weight * known[name] for name, weight in sorted(calibration.weights.items())
    )
    return round(min(HIGHEST, max(LOWEST, 1 / (1 + math.exp(-logit)))), _DECIMALS)
