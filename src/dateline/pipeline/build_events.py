"""Build the events of a linking from the claims and texts of a store, in one process or several."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import chain, islice

from dateline.core.decisions import Constraints
from dateline.core.events import Relation
from dateline.pipeline.linking.link import build_event, linker_version
from dateline.pipeline.store_workers import (
    store_workers,
    worker_constraints,
    worker_store,
)
from dateline.store.event_rows import EventRow, event_row, with_relations
from dateline.store.interface import Store

#: Events that are built at a time.
_BATCH = 250
#: Batches a worker may be ahead of the one that is written next.
_AHEAD = 4
#: Fewer events are built sooner than a process starts.
_WORTH_A_PROCESS = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """What an event is built from: the ids of its claims, and its ties to other events.

    ``document`` is that of its only act, ``None`` if it has several.
    """

    document: str | None
    claims: Sequence[str]
    relations: Sequence[Relation]


def build_events(
    store: Store,
    blueprints: Iterable[Blueprint],
    constraints: Constraints,
    *,
    workers: int,
    count: int,
) -> Iterator[EventRow]:
    """Yield events in the order of their blueprints, reading claims and texts a batch at a time.

    Args:
        store: Where claims and texts are; nothing may change them meanwhile.
        blueprints: What to build.
        constraints: What people ruled.
        workers: Processes that build; 1 builds in this one.
        count: How many blueprints there are.

    Raises:
        DecisionError: A corrected value is not one its field can have.
        StoreError: A stored claim or document cannot be read.
    """
    batches = _in_batches(blueprints)
    path = store.path
    if workers <= 1 or path is None or count < _WORTH_A_PROCESS:
        for batch in batches:
            yield from _build(store, batch, constraints)
        return
    with store_workers(path, constraints, workers) as started:
        waiting: list[Future[list[EventRow]]] = []
        for batch in batches:
            waiting.append(started.pool.submit(_build_in_worker, batch))
            if len(waiting) > workers * _AHEAD:
                yield from waiting.pop(0).result()
        for future in waiting:
            yield from future.result()


def _in_batches(blueprints: Iterable[Blueprint]) -> Iterator[list[Blueprint]]:
    waiting = iter(blueprints)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _build(
    store: Store, batch: Sequence[Blueprint], constraints: Constraints
) -> Iterator[EventRow]:
    single = sorted({blueprint.document for blueprint in batch if blueprint.document is not None})
    drafts = {
        claims: draft
        for claims, draft in store.event_drafts(single, linker_version()).items()
        if constraints.decisions.keys().isdisjoint(claims)
    }
    built = _build_anew(store, [b for b in batch if tuple(b.claims) not in drafts], constraints)
    for blueprint in batch:
        draft = drafts.get(tuple(blueprint.claims))
        yield with_relations(draft, blueprint.relations) if draft else next(built)


def _build_anew(
    store: Store, batch: Sequence[Blueprint], constraints: Constraints
) -> Iterator[EventRow]:
    ids = sorted({claim for blueprint in batch for claim in blueprint.claims})
    claims = {claim.claim.id: claim for claim in store.links.claims(ids)}
    sources = [
        sorted({claims[id_].claim.document_id for id_ in blueprint.claims}) for blueprint in batch
    ]
    documents = {d.id: d for d in store.links.texts(sorted(set(chain.from_iterable(sources))))}
    # Copies are looked for only where several documents tell of an event.
    shared = sorted({id_ for several in sources if len(several) > 1 for id_ in several})
    sketches = store.sketches.of(shared)
    for blueprint in batch:
        event = build_event(
            [claims[claim] for claim in blueprint.claims],
            documents,
            relations=blueprint.relations,
            constraints=constraints,
            sketches=sketches,
        )
        yield event_row(event)


def _build_in_worker(batch: Sequence[Blueprint]) -> list[EventRow]:
    return list(_build(worker_store(), batch, worker_constraints()))
