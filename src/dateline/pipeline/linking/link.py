"""Claims to events: cluster inside each document, then join documents that tell of one act."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from dateline.core.copies import TextSketch
from dateline.core.decisions import NO_CONSTRAINTS, Constraints
from dateline.core.documents import Document
from dateline.core.events import Event, Relation, event_id
from dateline.core.grounded import GroundedClaim
from dateline.core.linking import Act
from dateline.pipeline.linking.bonds import NO_CLAIM_BONDS, ClaimBonds
from dateline.pipeline.linking.consolidate import consolidate
from dateline.pipeline.linking.copies import sketch_text
from dateline.pipeline.linking.corrections import apply_corrections
from dateline.pipeline.linking.courses import IN_COURT, course_of
from dateline.pipeline.linking.decide import decided_relations, filter_claims, join_duplicates
from dateline.pipeline.linking.features import ACTS_VERSION, act_of
from dateline.pipeline.linking.in_document import link_document
from dateline.pipeline.linking.relations import relate
from dateline.pipeline.linking.relink import relink
from dateline.pipeline.linking.sources import Credits, group_sources, origins_of
from dateline.resources.pair_weights import load_pair_weights

#: Raised whenever the same acts may be linked otherwise.
_LINKER = "8"


def linker_version() -> str:
    """Return what a store notes of the linker: what another one linked is linked anew."""
    return f"{_LINKER}.{ACTS_VERSION}.{load_pair_weights().digest}"


def link(
    claims: Iterable[GroundedClaim],
    documents: Mapping[str, Document],
    *,
    constraints: Constraints = NO_CONSTRAINTS,
    known: Iterable[Act] | None = None,
) -> tuple[Event, ...]:
    """Link claims of any number of documents into events, sorted by id.

    The result does not depend on the order of claims or documents.

    Args:
        claims: The claims.
        documents: Their documents, by id.
        constraints: What people ruled.
        known: The acts that the claims tell of, where ``acts_of`` gave them already.

    Raises:
        DecisionError: A corrected value is not one its field can have.
    """
    bonds = ClaimBonds(constraints)
    by_id: dict[str, GroundedClaim] = {}
    by_document: dict[str, list[GroundedClaim]] = defaultdict(list)
    for claim in filter_claims(claims, constraints):
        by_document[claim.claim.document_id].append(claim)
        by_id[claim.claim.id] = claim
    acts: dict[str, Act] = {act.id: act for act in known or ()}
    for document_id in sorted(by_document) if known is None else ():
        document = documents[document_id]
        acts |= {a.id: a for a in acts_of(document, by_document[document_id], bonds=bonds)}
    clusters = relink(acts.values(), bonds=bonds.between(acts.values())).clusters
    event_of = {id_: event_id(cluster) for cluster in clusters for id_ in cluster}
    relations = relate(acts.values(), event_of, set(event_of.values()))
    decided = decided_relations(
        constraints, {c: event_of[act.id] for act in acts.values() for c in act.claims}
    )
    sketches = _sketch_shared(({acts[id_].document for id_ in c} for c in clusters), documents)
    events = []
    for cluster in clusters:
        members = [by_id[claim] for id_ in cluster for claim in acts[id_].claims]
        id_ = event_of[cluster[0]]
        ties = (*relations.get(id_, ()), *decided.get(id_, ()))
        events.append(
            build_event(
                members, documents, relations=ties, constraints=constraints, sketches=sketches
            )
        )
    return tuple(sorted(events, key=lambda e: e.id))


def _sketch_shared(
    sharing: Iterable[set[str]], documents: Mapping[str, Document]
) -> Mapping[str, TextSketch]:
    """Sketch the documents that tell of an event together with others."""
    several = {id_ for ids in sharing if len(ids) > 1 for id_ in ids}
    return {id_: sketch_text(documents[id_]) for id_ in sorted(several)}


def acts_of(
    document: Document, claims: Sequence[GroundedClaim], *, bonds: ClaimBonds = NO_CLAIM_BONDS
) -> tuple[Act, ...]:
    """Return the acts a document tells of, as linking compares them, sorted by id."""
    clusters = link_document(document, claims, bonds=bonds)
    retold = {
        reference.claim
        for claim in claims
        if course_of(claim.claim.type) >= IN_COURT
        for reference in claim.references
        if reference.claim is not None
    }
    return tuple(
        sorted((act_of(c, document, retold=retold) for c in clusters), key=lambda act: act.id)
    )


def build_event(
    claims: Sequence[GroundedClaim],
    documents: Mapping[str, Document],
    *,
    relations: Sequence[Relation] = (),
    constraints: Constraints = NO_CONSTRAINTS,
    sketches: Mapping[str, TextSketch] = MappingProxyType({}),
) -> Event:
    """Return the event that claims add up to, with what people ruled of it.

    Args:
        claims: The claims of one event.
        documents: At least the documents they are from, by id.
        relations: Ties to other events.
        constraints: What people ruled.
        sketches: What copies of the documents are recognised by, as far as that is known already.

    Raises:
        DecisionError: A corrected value is not one its field can have.
    """
    members = {d: documents[d] for d in sorted({c.claim.document_id for c in claims})}
    credited = Credits()
    groups = group_sources(claims, list(members.values()), sketches=sketches, credited=credited)
    if constraints.duplicates:
        groups = join_duplicates(groups, constraints)
    origins = origins_of(claims, members, groups, credited)
    event = consolidate(claims, origins=origins, relations=tuple(relations))
    return apply_corrections(event, claims, constraints)
