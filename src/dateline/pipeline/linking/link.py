"""Claims to events: cluster inside each document, then join documents that tell of one act."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dateline.core.claims import Role
from dateline.core.documents import Document, SegmentKind, Span
from dateline.core.events import Event, Relation, RelationKind
from dateline.core.grounded import GroundedClaim, Interval, Place
from dateline.pipeline.linking.compare import compare_across, compare_in_document, linking_times
from dateline.pipeline.linking.consolidate import consolidate, event_id, group_sources

#: How much must speak for one act before two claims of a document are joined.
_JOIN_IN_DOCUMENT = 1.25
#: The same for two documents: day and place must both fit, and one thing more.
_JOIN_ACROSS = 1.8
_NO_MONTH = -1
_SUPPORTING = frozenset({SegmentKind.HEADLINE, SegmentKind.SUBHEADING, SegmentKind.CAPTION})
_PEOPLE = frozenset({Role.SUSPECT, Role.PERPETRATOR, Role.DEFENDANT, Role.CONVICT})

Cluster = list[GroundedClaim]


def link_document(
    document: Document, claims: Sequence[GroundedClaim]
) -> tuple[tuple[GroundedClaim, ...], ...]:
    """Cluster the claims of one document, one cluster an act.

    Headline, subheading and caption repeat the body: a claim of theirs supports one of the body's
    or, where the body makes claims of its own, is left out.
    """
    ordered = sorted(claims, key=lambda c: (c.claim.trigger.span, c.claim.id))
    body = [c for c in ordered if not _in_supporting_segment(c, document)]
    extra = [c for c in ordered if _in_supporting_segment(c, document)]
    clusters: list[Cluster] = []
    for claim in body:
        _place_claim(claim, clusters, document, may_open=not _harms_nobody(claim))
    for claim in extra:
        _place_claim(claim, clusters, document, may_open=not body)
    return tuple(tuple(cluster) for cluster in clusters)


def link(claims: Iterable[GroundedClaim], documents: Mapping[str, Document]) -> tuple[Event, ...]:
    """Link claims of any number of documents into events, sorted by id.

    The result does not depend on the order of claims or documents.
    """
    by_document: dict[str, list[GroundedClaim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.claim.document_id].append(claim)
    clusters: list[tuple[GroundedClaim, ...]] = []
    for document_id in sorted(by_document):
        clusters.extend(link_document(documents[document_id], by_document[document_id]))
    groups = _join_across(clusters, documents)
    relations = _relations(groups)
    events = []
    for group in groups:
        members = [documents[d] for d in sorted({c.claim.document_id for c in group})]
        events.append(
            consolidate(
                group,
                source_groups=group_sources(members),
                relations=relations.get(event_id(group), ()),
            )
        )
    return tuple(sorted(events, key=lambda e: e.id))


def _harms_nobody(claim: GroundedClaim) -> bool:
    """Tell whether a claim only says that nobody was killed or hurt in an act told elsewhere."""
    told = {Role.PERPETRATOR, Role.TARGET, Role.INSTRUMENT, Role.AUTHORITY}
    return (
        bool(claim.toll)
        and all(t.count.high == 0 for t in claim.toll)
        and not any(a.argument.role in told for a in claim.arguments)
    )


def _place_claim(
    claim: GroundedClaim, clusters: list[Cluster], document: Document, *, may_open: bool
) -> None:
    best: tuple[float, int] | None = None
    for number, cluster in enumerate(clusters):
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


def _join_across(
    clusters: Sequence[tuple[GroundedClaim, ...]], documents: Mapping[str, Document]
) -> list[tuple[GroundedClaim, ...]]:
    """Join clusters of different documents, most alike pairs first, unless something forbids it."""
    pairs: list[tuple[float, int, int]] = []
    for block in _blocks(clusters, documents).values():
        for position, i in enumerate(block):
            for j in block[position + 1 :]:
                if clusters[i][0].claim.document_id == clusters[j][0].claim.document_id:
                    continue
                likeness = compare_across(clusters[i], clusters[j], documents)
                if not likeness.forbidden and likeness.score >= _JOIN_ACROSS:
                    pairs.append((likeness.score, i, j))
    group_of = list(range(len(clusters)))
    members = {i: [i] for i in range(len(clusters))}
    for _, i, j in sorted(set(pairs), key=lambda p: (-p[0], p[1], p[2])):
        a, b = group_of[i], group_of[j]
        if a == b or not _may_join(members[a], members[b], clusters, documents):
            continue
        members[a].extend(members.pop(b))
        for k in members[a]:
            group_of[k] = a
    return [tuple(c for i in sorted(indices) for c in clusters[i]) for indices in members.values()]


def _may_join(
    left: Sequence[int],
    right: Sequence[int],
    clusters: Sequence[tuple[GroundedClaim, ...]],
    documents: Mapping[str, Document],
) -> bool:
    for i in left:
        for j in right:
            if clusters[i][0].claim.document_id == clusters[j][0].claim.document_id:
                return False
            if compare_across(clusters[i], clusters[j], documents).forbidden:
                return False
    return True


def _blocks(
    clusters: Sequence[tuple[GroundedClaim, ...]], documents: Mapping[str, Document]
) -> dict[tuple[str, int], list[int]]:
    """Put clusters that may be one act together: same country and months that touch.

    What cannot be dated at all shares a block with everything in its country.
    """
    blocks: dict[tuple[str, int], list[int]] = defaultdict(list)
    undated: dict[str, list[int]] = defaultdict(list)
    in_country: dict[str, list[int]] = defaultdict(list)
    for number, cluster in enumerate(clusters):
        countries = sorted({c.place.country or "?" for c in cluster if isinstance(c.place, Place)})
        months = sorted(
            month for time in linking_times(cluster, documents) for month in _months(time)
        )
        for country in countries:
            in_country[country].append(number)
            for month in sorted(set(months)):
                blocks[country, month].append(number)
            if not months:
                undated[country].append(number)
    for country, numbers in undated.items():
        blocks[country, _NO_MONTH] = in_country[country] if numbers else []
    return blocks


def _months(time: Interval) -> range:
    """Return the months an interval touches, one more at each end; none if it is very long."""
    first = time.start.year * 12 + time.start.month
    last = time.end.year * 12 + time.end.month
    return range(first - 1, last + 2) if last - first <= 24 else range(0)


def _relations(groups: Sequence[tuple[GroundedClaim, ...]]) -> dict[str, tuple[Relation, ...]]:
    """Tie events about the same people in one document: a plot, the arrest, the charge."""
    by_party: dict[tuple[str, Span], dict[str, str]] = defaultdict(dict)
    for group in groups:
        event = event_id(group)
        for claim in group:
            for argument in claim.arguments:
                if argument.argument.role in _PEOPLE:
                    key = argument.argument.antecedent or argument.argument.mention
                    by_party[claim.claim.document_id, key].setdefault(event, claim.claim.id)
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for parties in by_party.values():
        for a, claim_a in parties.items():
            for b, claim_b in parties.items():
                if a != b:
                    found[a][b] |= {claim_a, claim_b}
    return {
        event: tuple(
            Relation(kind=RelationKind.SAME_CASE, event=other, claims=tuple(sorted(ids)))
            for other, ids in sorted(others.items())
        )
        for event, others in found.items()
    }


def _in_supporting_segment(claim: GroundedClaim, document: Document) -> bool:
    segment = document.segment_at(claim.claim.trigger.span.start)
    return segment is not None and segment.kind in _SUPPORTING
