"""Which claims of one document tell of one act."""

from collections.abc import Mapping, Sequence
from operator import itemgetter

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
#: A claim is held against so many of those placed before it, so that the time a text takes does not
#: grow with the square of its claims. Only books, and texts made to be endless, have more.
_REACH = 200

Cluster = list[GroundedClaim]


def link_document(
    document: Document,
    claims: Sequence[GroundedClaim],
    *,
    bonds: ClaimBonds = NO_CLAIM_BONDS,
) -> tuple[tuple[GroundedClaim, ...], ...]:
    """Cluster the claims of one document, one cluster an act.

    Headline, subheading and caption repeat the body: a claim of theirs supports one of the body's
    or, where the body tells of acts of its kind or it counts nobody, is left out. A claim of the
    body is compared with the 200 before it, one of those others with the first 200; what people
    ruled holds for all.
    """
    ordered = sorted(claims, key=lambda c: (c.claim.trigger.span, c.claim.id))
    body = [c for c in ordered if not is_supporting(c, document)]
    extra = [c for c in ordered if is_supporting(c, document)]
    clusters: list[Cluster] = []
    placed: list[tuple[int, GroundedClaim]] = []
    for claim in body:
        near = _by_cluster(placed[-_REACH:])
        may_open = not _harms_nobody(claim)
        number = _place_claim(claim, clusters, near, document, bonds, may_open=may_open)
        if number is not None:
            placed.append((number, claim))
    for claim in extra:
        near = _by_cluster(placed[:_REACH])
        told = any(types_fit(claim.claim.type, b.claim.type) for b in body)
        may_open = not body or (bool(claim.toll) and not told)
        number = _place_claim(claim, clusters, near, document, bonds, may_open=may_open)
        if number is not None:
            placed.append((number, claim))
    return tuple(tuple(cluster) for cluster in clusters)


def _by_cluster(placed: Sequence[tuple[int, GroundedClaim]]) -> Mapping[int, Cluster]:
    """Return claims by the number of their cluster, in order."""
    found: dict[int, Cluster] = {}
    for number, claim in sorted(placed, key=itemgetter(0)):
        found.setdefault(number, []).append(claim)
    return found


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
    near: Mapping[int, Cluster],
    document: Document,
    bonds: ClaimBonds,
    *,
    may_open: bool,
) -> int | None:
    """Put a claim into the cluster it is likest to, or one of its own; return its number.

    Args:
        claim: The claim.
        clusters: The clusters so far.
        near: By number those of them it is compared with, and of each the claims.
        document: The document.
        bonds: What people ruled.
        may_open: Whether it may be an act of its own.
    """
    best: tuple[float, int] | None = None
    turned_from = _act_turned_from(claim, near, document)
    apart: set[int] = set()
    for number, cluster in enumerate(clusters if bonds else ()):
        ids = [member.claim.id for member in cluster]
        if any(bonds.are_together(id_, claim.claim.id) for id_ in ids):
            cluster.append(claim)
            return number
        if any(bonds.are_apart(id_, claim.claim.id) for id_ in ids):
            apart.add(number)
    for number, members in near.items():
        if number == turned_from or number in apart:
            continue
        likenesses = [compare_in_document(member, claim, document) for member in members]
        if any(likeness.forbidden for likeness in likenesses):
            continue
        score = max(likeness.score for likeness in likenesses)
        if score >= _JOIN_IN_DOCUMENT and (best is None or score > best[0]):
            best = (score, number)
    if best is not None:
        clusters[best[1]].append(claim)
        return best[1]
    if may_open:
        clusters.append([claim])
        return len(clusters) - 1
    return None


def _act_turned_from(
    claim: GroundedClaim, near: Mapping[int, Cluster], document: Document
) -> int | None:
    """Return the act told last before a claim that turns to another one: "Hours earlier, ..."."""
    if not is_another_of_the_day(claim, document):
        return None
    start = sentence_around(document, claim.claim.trigger.span).start
    before = [
        (member.claim.trigger.span, number)
        for number, members in near.items()
        for member in members
        if member.claim.trigger.span.end <= start and types_fit(member.claim.type, claim.claim.type)
    ]
    return max(before)[1] if before else None
