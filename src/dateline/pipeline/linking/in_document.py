"""Which claims of one document tell of one act."""

from collections.abc import Sequence

from dateline.core.claims import Role
from dateline.core.documents import Document
from dateline.core.grounded import GroundedClaim
from dateline.pipeline.linking.bonds import NO_CLAIM_BONDS, ClaimBonds
from dateline.pipeline.linking.compare import compare_in_document, types_fit
from dateline.pipeline.linking.wording import (
    is_another_of_the_day,
    is_supporting,
    sentence_around,
)

#: How much must speak for one act before two claims of a document are joined.
_JOIN_IN_DOCUMENT = 1.25

Cluster = list[GroundedClaim]


def link_document(
    document: Document,
    claims: Sequence[GroundedClaim],
    *,
    bonds: ClaimBonds = NO_CLAIM_BONDS,
) -> tuple[tuple[GroundedClaim, ...], ...]:
    """Cluster the claims of one document, one cluster an act.

    Headline, subheading and caption repeat the body: a claim of theirs supports one of the body's
    or, where the body makes claims of its own, is left out.
    """
    ordered = sorted(claims, key=lambda c: (c.claim.trigger.span, c.claim.id))
    body = [c for c in ordered if not is_supporting(c, document)]
    extra = [c for c in ordered if is_supporting(c, document)]
    clusters: list[Cluster] = []
    for claim in body:
        _place_claim(claim, clusters, document, bonds, may_open=not _harms_nobody(claim))
    for claim in extra:
        _place_claim(claim, clusters, document, bonds, may_open=not body)
    return tuple(tuple(cluster) for cluster in clusters)


def _harms_nobody(claim: GroundedClaim) -> bool:
    """Tell whether a claim only says that nobody was killed or hurt in an act told elsewhere."""
    told = {Role.PERPETRATOR, Role.TARGET, Role.INSTRUMENT, Role.AUTHORITY}
    return (
        bool(claim.toll)
        and all(t.count.high == 0 for t in claim.toll)
        and not any(a.argument.role in told for a in claim.arguments)
    )


def _place_claim(
    claim: GroundedClaim,
    clusters: list[Cluster],
    document: Document,
    bonds: ClaimBonds,
    *,
    may_open: bool,
) -> None:
    best: tuple[float, int] | None = None
    turned_from = _act_turned_from(claim, clusters, document)
    for number, cluster in enumerate(clusters):
        ids = [member.claim.id for member in cluster]
        if any(bonds.are_together(id_, claim.claim.id) for id_ in ids):
            cluster.append(claim)
            return
        if number == turned_from or any(bonds.are_apart(id_, claim.claim.id) for id_ in ids):
            continue
        likenesses = [compare_in_document(member, claim, document) for member in cluster]
        if any(likeness.forbidden for likeness in likenesses):
            continue
        score = max(likeness.score for likeness in likenesses)
        if score >= _JOIN_IN_DOCUMENT and (best is None or score > best[0]):
            best = (score, number)
    if best is not None:
        clusters[best[1]].append(claim)
    elif may_open:
        clusters.append([claim])


def _act_turned_from(
    claim: GroundedClaim, clusters: list[Cluster], document: Document
) -> int | None:
    """Return the act told last before a claim that turns to another one: "Hours earlier, ..."."""
    if not is_another_of_the_day(claim, document):
        return None
    start = sentence_around(document, claim.claim.trigger.span).start
    before = [
        (member.claim.trigger.span, number)
        for number, cluster in enumerate(clusters)
        for member in cluster
        if member.claim.trigger.span.end <= start and types_fit(member.claim.type, claim.claim.type)
    ]
    return max(before)[1] if before else None
