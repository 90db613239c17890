"""Link what changed in a store to what was linked before, and write what follows from it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.core.decisions import Constraints, Decision, DecisionKind
from dateline.core.events import Relation, event_id
from dateline.core.grounded import GroundedClaim
from dateline.core.linking import Act, ActChanges, LinkedActs, TiePart
from dateline.pipeline.build_events import Blueprint, build_events
from dateline.pipeline.collecting import collecting_seldom
from dateline.pipeline.linking.bonds import ClaimBonds
from dateline.pipeline.linking.copies import sketch_text
from dateline.pipeline.linking.decide import (
    Rulings,
    decide,
    decided_relations,
    filter_claims,
    taken_back,
)
from dateline.pipeline.linking.edits import EDITING, edited_claims
from dateline.pipeline.linking.features import ACTS_VERSION
from dateline.pipeline.linking.link import acts_of, linker_version
from dateline.pipeline.linking.outlines import OUTLINES_VERSION
from dateline.pipeline.linking.relations import relate
from dateline.pipeline.linking.relink import NOTHING_LINKED, Compared, Relinked, relink
from dateline.pipeline.share_linking import read_and_compare
from dateline.pipeline.store_workers import store_workers
from dateline.resources.codebook import load_codebook
from dateline.store.event_rows import EventRow
from dateline.store.interface import LinkChanges, Store

#: Documents that are sketched in one transaction.
_SKETCHED_AT_ONCE = 500
#: Decisions by which claims of one document bear on events of others.
_BINDING = frozenset({DecisionKind.MERGE, DecisionKind.SPLIT, DecisionKind.RELATE})

#: Fewer documents are read and compared sooner than processes start.
_WORTH_PROCESSES = 3_000
#: Events that are built between two reports of progress.
_STEP = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkReport:
    """What linking a store did.

    ``documents`` and ``acts`` were taken up; ``events`` were worked out anew, of which those that
    came out as they were are not written; ``ended`` are no more. ``anew`` tells that everything
    was linked, not only what changed.
    """

    documents: int = 0
    acts: int = 0
    events: int = 0
    ended: int = 0
    anew: bool = False

    def __add__(self, other: "LinkReport") -> "LinkReport":
        return LinkReport(
            documents=self.documents + other.documents,
            acts=self.acts + other.acts,
            events=self.events + other.events,
            ended=self.ended + other.ended,
            anew=self.anew or other.anew,
        )


def link_store(
    store: Store,
    *,
    codebook: Path | None = None,
    families: Mapping[str, str] | None = None,
    everything: bool = False,
    workers: int = 1,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> LinkReport:
    """Link what changed in a store until its events take in everything that is in it.

    Each linking is one transaction: cut off at any moment, the store has the events it had before,
    and the next call begins again. The outcome is the same as if everything were linked at once.

    Args:
        store: The store; nothing else may code or link meanwhile.
        codebook: A codebook file, or ``None`` for the built-in one.
        families: The family of each of its event types, where that is known already.
        everything: Link everything anew, and not only what changed.
        workers: Processes that build events; 1 builds in this one.
        on_progress: Called with the number of events built and of those to be built.

    Raises:
        StoreError: The events cannot be stored.
        DecisionError: A value that a person set is not one its field can have.
    """
    _sketch_documents(store)
    report = LinkReport()
    while everything or not is_linked(store):
        with collecting_seldom():
            done = _link_once(
                store,
                codebook,
                families,
                everything=everything,
                workers=workers,
                on_progress=on_progress,
            )
        if done is not None:
            report += done
            everything = False
    return report


def _sketch_documents(store: Store) -> None:
    """Sketch the documents that were stored by a Dateline that did not, or did otherwise."""
    last = ""
    while ids := store.sketches.missing(after=last, limit=_SKETCHED_AT_ONCE):
        store.add_sketches({d.id: sketch_text(d) for d in store.links.texts(ids)})
        last = ids[-1]


def is_linked(store: Store) -> bool:
    """Tell whether the events of a store take in everything, by the linker there is now."""
    return store.events_are_current() and (
        store.links.linker() == _state_version() or store.count_documents() == 0
    )


def _state_version() -> str:
    """Return what a store notes of the state it keeps: on another one no linking goes on."""
    return f"{linker_version()}.{OUTLINES_VERSION}"


def rulings_of(
    store: Store, *, codebook: Path | None = None, families: Mapping[str, str] | None = None
) -> Rulings:
    """Return how the decisions of a store stand with its claims as they are now.

    Args:
        store: The store.
        codebook: A codebook file, or ``None`` for the built-in one.
        families: The family of each of its event types, where that is known already.
    """

    decisions = store.decisions()
    if families is None:
        families = _families(codebook) if decisions else {}
    return decide(decisions, store.claim_refs, families=families)


def _families(codebook: Path | None) -> Mapping[str, str]:
    # Reading a codebook takes longer than linking a day's news.
    return {type_.id: str(type_.family) for type_ in load_codebook(codebook).types}


def _unsettled(
    store: Store, codebook: Path | None, families: Mapping[str, str] | None
) -> dict[str, tuple[GroundedClaim, ...]]:
    """Return the claims that people make of documents, where others are stored."""
    decisions = store.decisions()
    of_document: dict[str, list[Decision]] = {}
    undone = taken_back(decisions)
    for decision in decisions:
        if decision.kind in EDITING:
            for ref in decision.claims:
                found = of_document.setdefault(ref.document, [])
                if decision.id not in undone:
                    found.append(decision)
    unsettled = {}
    for document_id in sorted(of_document.keys() & set(store.changed_documents())):
        document = store.document(document_id)
        if document is None:
            continue
        if families is None:
            families = _families(codebook)
        claims = edited_claims(
            document,
            store.coded_claims(document_id),
            of_document[document_id],
            families=families,
        )
        if claims != tuple(store.claims(document_id)):
            unsettled[document_id] = claims
    return unsettled


def _link_once(
    store: Store,
    codebook: Path | None,
    families: Mapping[str, str] | None,
    *,
    everything: bool,
    workers: int,
    on_progress: Callable[[int, int], None],
) -> LinkReport | None:
    """Link, or bring the claims to what people made of them: then there is still all to link."""
    # Meanwhile a decision may be added, which then waits for the next linking.
    with store.snapshot():
        settled = store.revision()
        unsettled = _unsettled(store, codebook, families)
    if unsettled:
        for document_id, claims in unsettled.items():
            store.settle_claims(document_id, claims)
        return None
    with store.snapshot():
        revision = store.revision()
        if revision != settled:
            return None
        links = store.links
        anew = everything or links.linker() != _state_version()
        constraints = rulings_of(store, codebook=codebook, families=families).constraints
        decisions = store.decisions()
        named = _documents_named(decisions)
        bound = _documents_named(d for d in decisions if d.kind in _BINDING)
        changed = links.documents() if anew else _with_heirs(store.changed_documents(), decisions)
        bonds = ClaimBonds(constraints)
        added, compared = _added(store, changed, named, constraints, bonds, anew, workers)
        removed = [] if anew else [act.id for act in links.acts_of(documents=changed)]
        beside = [] if anew else list(links.acts_of(documents=sorted(bound - set(changed))))
        relinked = relink(
            added,
            removed=removed,
            source=NOTHING_LINKED if anew else links,
            bonds=bonds.between((*added, *beside)),
            compared=compared,
        )
        plan = _Plan(links, relinked, beside, constraints, anew=anew)
    store.apply_linking(
        LinkChanges(
            revision=revision,
            events=_reported(
                build_events(
                    store,
                    plan.blueprints(),
                    constraints,
                    workers=workers,
                    count=len(plan.acts_of),
                ),
                len(plan.acts_of),
                on_progress,
            ),
            removed=plan.ended,
            acts=ActChanges(
                linker=_state_version(),
                anew=anew,
                removed=relinked.removed,
                added=relinked.added,
                blocks=relinked.blocks,
                outlines=(outline.tobytes() for outline in relinked.outlines),
                edges_removed=relinked.edges_removed,
                edges_added=relinked.edges_added,
                event_of={id_: plan.event_of[id_] for id_ in relinked.acts},
            ),
        )
    )
    return LinkReport(
        documents=len(changed),
        acts=len(added),
        events=len(plan.acts_of),
        ended=len(plan.ended),
        anew=anew,
    )


def _added(
    store: Store,
    changed: Sequence[str],
    named: Collection[str],
    constraints: Constraints,
    bonds: ClaimBonds,
    anew: bool,
    workers: int,
) -> tuple[list[Act], Compared | None]:
    """Return the acts of changed documents; compared, if several processes read them all."""
    if not anew or workers <= 1 or store.path is None or len(changed) < _WORTH_PROCESSES:
        return list(_current_acts(store, changed, named, constraints, bonds)), None

    def otherwise(missing: Sequence[str]) -> Iterator[Act]:
        ruled = sorted({*missing, *(d for d in changed if d in named)})
        return _current_acts(store, ruled, named, constraints, bonds)

    with store_workers(store.path, constraints, workers) as started:
        return read_and_compare(started, [d for d in changed if d not in named], otherwise)


def _with_heirs(changed: Sequence[str], decisions: Iterable[Decision]) -> Sequence[str]:
    """Return changed documents and those to which a correction or relation may pass on.

    Either holds by the first of its claims that still supports anything, so that what becomes of
    one claim may change the event of another.
    """
    documents = set(changed)
    heirs: set[str] = set()
    for decision in decisions:
        if decision.kind in (DecisionKind.CORRECT, DecisionKind.RELATE):
            named = _documents_named([decision])
            if not named.isdisjoint(documents):
                heirs |= named
    return sorted(documents | heirs)


def _documents_named(decisions: Iterable[Decision]) -> frozenset[str]:
    return frozenset(
        document
        for decision in decisions
        for document in (
            *decision.documents,
            *(ref.document for ref in (*decision.claims, *decision.others)),
        )
    )


def _current_acts(
    store: Store,
    documents: Sequence[str],
    named: Collection[str],
    constraints: Constraints,
    bonds: ClaimBonds,
) -> Iterator[Act]:
    """Yield the acts of documents as they are now: as coding found them, or ruled since."""
    coded = store.links.coded(documents, ACTS_VERSION)
    for document_id in documents:
        acts = coded.get(document_id)
        if acts is not None and document_id not in named:
            yield from acts
            continue
        document = store.document(document_id)
        if document is not None:
            claims = filter_claims(store.claims(document_id), constraints)
            yield from acts_of(document, claims, bonds=bonds)


class _Plan:
    """Which events have to be worked out, from which acts and with which relations.

    ``acts_of`` are the acts of each such event, ``event_of`` the event of each act that was
    clustered, ``ended`` the events that are no more.
    """

    def __init__(
        self,
        links: LinkedActs,
        relinked: Relinked,
        beside: Iterable[Act],
        constraints: Constraints,
        *,
        anew: bool,
    ) -> None:
        self._links = links
        self._acts = {**relinked.acts, **{act.id: act for act in beside}}
        self._removed = [act for act, _ in relinked.removed]
        self._anew = anew
        clusters = {event_id(cluster): cluster for cluster in relinked.clusters}
        self.event_of = {act: event for event, cluster in clusters.items() for act in cluster}
        before = self._events_before(links.event_ids() if anew else ())
        self.ended = tuple(sorted(before.keys() - set(self.event_of.values())))
        fresh = {act.id for act in relinked.added}
        self.acts_of = {
            event: cluster
            for event, cluster in clusters.items()
            if before.get(event) != set(cluster) or not fresh.isdisjoint(cluster)
        }
        self._add_beside(constraints)
        self.relations = self._relations(constraints)

    def _events_before(self, ids: Iterable[str]) -> dict[str, set[str]]:
        """Return the former events of the acts that were clustered, with their acts."""
        before: dict[str, set[str]] = {event: set() for event in ids}
        if not self._anew:
            touched = [*self.event_of, *(act.id for act in self._removed)]
            for act, event in self._links.events_of(touched).items():
                before.setdefault(event, set()).add(act)
        return before

    def _add_beside(self, constraints: Constraints) -> None:
        """Add events whose relations name one that changes: of one case, or tied by a person."""
        if self._anew:
            return
        changing = [self._acts[act] for acts in self.acts_of.values() for act in acts]
        tied = self._tied([*changing, *self._removed])
        events = {self.event_of[act.id] for act in tied}
        event_of_claim = self._events_of_claims()
        for relation in constraints.relations:
            ends = {event_of_claim.get(relation.claim), event_of_claim.get(relation.other)} - {None}
            if not ends.isdisjoint({*self.acts_of, *self.ended}) or ends & events:
                events |= {end for end in ends if end is not None}
        self._add_events(events - self.acts_of.keys())

    def _add_events(self, events: Collection[str]) -> None:
        found: dict[str, list[str]] = {event: [] for event in sorted(events)}
        acts = list(self._links.acts_of(events=sorted(events)))
        self._know(acts)
        for act in {**{act.id: act for act in acts}, **self._acts}.values():
            event = self.event_of.get(act.id)
            if event in found:
                found[event].append(act.id)
        self.acts_of |= {event: tuple(sorted(ids)) for event, ids in found.items() if ids}

    def _tied(self, acts: Sequence[Act]) -> list[Act]:
        """Return the acts there are now that share a tie with any of these by which both may gain.

        Of incidents that share nothing but their day and place, none is of a case with another.
        """
        keys = {tie.key for act in acts for tie in act.ties}
        telling = {tie.key for act in acts for tie in act.ties if tie.part is not TiePart.IS}
        telling.update(self._links.telling(sorted(keys)))
        gone = {act.id for act in self._removed}
        self._know(act for act in self._links.tied(sorted(telling)) if act.id not in gone)
        now = [act for id_, act in sorted(self._acts.items()) if id_ in self.event_of]
        return [act for act in now if not telling.isdisjoint(tie.key for tie in act.ties)]

    def _know(self, acts: Iterable[Act]) -> None:
        """Take in acts that were not clustered, with their events."""
        new = {act.id: act for act in acts if act.id not in self._acts}
        self._acts |= new
        unplaced = [id_ for id_ in self._acts if id_ not in self.event_of]
        for act, event in self._links.events_of(unplaced).items():
            self.event_of.setdefault(act, event)

    def _events_of_claims(self) -> dict[str, str]:
        self._know(())
        return {
            claim: self.event_of[act.id]
            for act in self._acts.values()
            if act.id in self.event_of
            for claim in act.claims
        }

    def _relations(self, constraints: Constraints) -> dict[str, tuple[Relation, ...]]:
        acts = [self._acts[act] for acts in self.acts_of.values() for act in acts]
        tied = acts if self._anew else self._tied(acts)
        found = relate(tied, self.event_of, self.acts_of.keys())
        if constraints.relations:
            decided = decided_relations(constraints, self._events_of_claims())
            for event, relations in decided.items():
                found[event] = (*found.get(event, ()), *relations)
        return found

    def blueprints(self) -> Iterator[Blueprint]:
        """Yield what each event is built from, by the events' ids."""
        for event in sorted(self.acts_of):
            acts = self.acts_of[event]
            yield Blueprint(
                document=self._acts[acts[0]].document if len(acts) == 1 else None,
                claims=sorted(c for act in acts for c in self._acts[act].claims),
                relations=self.relations.get(event, ()),
            )


def _reported(
    events: Iterable[EventRow], count: int, on_progress: Callable[[int, int], None]
) -> Iterator[EventRow]:
    on_progress(0, count)
    for number, event in enumerate(events, start=1):
        yield event
        if number % _STEP == 0 or number == count:
            on_progress(number, count)
