"""Every total of a store beside the incidents on record that it should cover."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.core.claims import Scope
from dateline.core.events import Event
from dateline.exports.dossiers import Dossier
from dateline.pipeline.linking.totals import (
    Obstacle,
    Reconciliation,
    Total,
    Verdict,
    contains,
    itemise,
    overlaps,
    read_total,
    reconcile,
    sums_up,
    types_counted,
)
from dateline.resources.actors import load_actors
from dateline.store.interface import EventFilters, Store

#: Totals of the same country and time that one total is set beside.
MOST_BESIDE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who gives a total: the words that name the speaker (empty if none), outlet and day."""

    speaker: str
    outlet: str
    published: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalReport:
    """A total, who gives it, and how the record compares.

    ``overlapping`` are ids of totals that count some of the same incidents.
    """

    event: Event
    dossier: Dossier
    result: Reconciliation
    sources: tuple[Source, ...]
    overlapping: tuple[str, ...] = ()


def reconcile_totals(
    store: Store,
    *,
    families: Mapping[str, str],
    open_dossier: Callable[[Event], Dossier],
    filters: EventFilters,
) -> tuple[TotalReport, ...]:
    """Compare the totals that pass the filters with the incidents of the store.

    Args:
        store: Where events are kept.
        families: Family of each event type of the codebook.
        open_dossier: Gathers the claims and documents of an event.
        filters: Which totals to read; their scope is set here.

    Raises:
        StoreError: The store cannot be read.
    """
    summed = list(store.events(replace(filters, scope=Scope.AGGREGATE)))
    summed += _told_beside(summed, store, filters)
    every = [(event, open_dossier(event)) for event in summed]
    totals = {
        event.id: read_total(event, families, _country_of_speaker(dossier))
        for event, dossier in every
    }
    comparable = [total for total in totals.values() if isinstance(total, Total)]
    return tuple(
        _report(event, dossier, totals[event.id], comparable, store, families, totals.keys())
        for event, dossier in every
    )


def reconcile_total(
    store: Store,
    event: Event,
    *,
    families: Mapping[str, str],
    open_dossier: Callable[[Event], Dossier],
) -> TotalReport:
    """Compare one total with the incidents of the store, as ``reconcile_totals`` does.

    It is told which other totals count some of the same incidents among those of its country and
    time, up to ``MOST_BESIDE``.
    """
    summed = {event.id: event, **{other.id: other for other in _totals_near(event, store)}}
    beside = _told_beside(list(summed.values()), store, EventFilters())
    every = [(each, open_dossier(each)) for each in (*summed.values(), *beside)]
    totals = {
        each.id: read_total(each, families, _country_of_speaker(dossier)) for each, dossier in every
    }
    comparable = [total for total in totals.values() if isinstance(total, Total)]
    _, dossier = every[0]
    return _report(event, dossier, totals[event.id], comparable, store, families, totals.keys())


def _totals_near(event: Event, store: Store) -> list[Event]:
    time, place = event.time.value, event.place.value
    if time is None or place is None or place.country is None:
        return []
    near = EventFilters(
        scope=Scope.AGGREGATE,
        countries=(place.country,),
        since=time.start,
        until=time.end,
        limit=MOST_BESIDE,
    )
    return [other for other in store.events(near) if other.id != event.id]


def _told_beside(totals: Sequence[Event], store: Store, filters: EventFilters) -> list[Event]:
    """Return what is told only in reports of totals and is as wide as they are."""
    reports = {document for total in totals for document in total.documents}
    found = {
        event.id: event
        for document in sorted(reports)
        for event in store.events(replace(filters, document=document, scope=Scope.INCIDENT))
        if reports.issuperset(event.documents) and sums_up(event)
    }
    return [event for _, event in sorted(found.items())]


def _report(
    event: Event,
    dossier: Dossier,
    total: Total | Obstacle,
    comparable: Sequence[Total],
    store: Store,
    families: Mapping[str, str],
    summed: Collection[str],
) -> TotalReport:
    sources = tuple(_sources(dossier))
    if isinstance(total, Obstacle):
        result = Reconciliation(
            total=event.id, verdict=Verdict.NOT_COMPARABLE, obstacle=total, unit=None
        )
        return TotalReport(event=event, dossier=dossier, result=result, sources=sources)
    result = _compare(total, dossier, store, families, summed)
    within = tuple(sorted(o.event.id for o in comparable if contains(o, total, families)))
    beside = tuple(sorted(o.event.id for o in comparable if overlaps(o, total, families)))
    return TotalReport(
        event=event,
        dossier=dossier,
        result=replace(result, within=within),
        sources=sources,
        overlapping=beside,
    )


def _compare(
    total: Total,
    dossier: Dossier,
    store: Store,
    families: Mapping[str, str],
    summed: Collection[str],
) -> Reconciliation:
    types = tuple(sorted(types_counted(total.event.type.value or "", families)))
    told = [
        incident
        for document in total.event.documents
        for incident in _told_after(total.event, dossier, document, store)
        if incident.id not in summed
    ]
    itemised = itemise(total, told, families)
    if itemised is not None:
        return itemised
    if _adds_to_others(dossier):
        return Reconciliation(
            total=total.event.id,
            verdict=Verdict.NOT_COMPARABLE,
            obstacle=Obstacle.ADDS_TO_OTHERS,
            unit=total.unit,
            figure=total.figure,
        )
    dated = store.events(
        EventFilters(
            types=types,
            scope=Scope.INCIDENT,
            countries=(total.country,),
            since=total.period.start,
            until=total.period.end,
        )
    )
    seen = {incident.id: incident for incident in dated}
    for incident in told:
        seen.setdefault(incident.id, incident)
    return reconcile(total, (e for e in seen.values() if e.id not in summed), families)


def _told_after(event: Event, dossier: Dossier, document: str, store: Store) -> list[Event]:
    """Return the incidents that a document tells after a total and before the next one."""
    own = [c.claim.trigger.span.start for c in dossier.claims if c.claim.document_id == document]
    start = min(own)
    others = list(store.events(EventFilters(document=document)))
    placed: list[tuple[int, Event]] = []
    for other in others:
        if other.id == event.id:
            continue
        starts = [
            claim.claim.trigger.span.start
            for claim in (store.claim(claim_id) for claim_id in other.claims)
            if claim is not None and claim.claim.document_id == document
        ]
        if starts and min(starts) > start:
            placed.append((min(starts), other))
    told: list[Event] = []
    for _, other in sorted(placed, key=lambda p: (p[0], p[1].id)):
        if other.scope.value is Scope.AGGREGATE and other.type.value == event.type.value:
            break
        if other.scope.value is Scope.INCIDENT:
            told.append(other)
    return told


_MORE = ("more", "another", "other", "further", "additional")


def _adds_to_others(dossier: Dossier) -> bool:
    """Tell whether what is counted is said to come on top ("three more suspects")."""
    for support in dossier.event.participants:
        argument = support.value.argument
        if argument.quantity is not None:
            document = dossier.documents[dossier.document_of(support)]
            if set(document.text_at(argument.mention).lower().split()) & set(_MORE):
                return True
    return False


def _country_of_speaker(dossier: Dossier) -> str | None:
    """Return the country of the authority that acts in a total or gives it."""
    actors = load_actors()
    named = [s.value.actor for s in dossier.event.participants if s.value.actor]
    for claim in dossier.claims:
        document = dossier.documents[claim.claim.document_id]
        for attribution in claim.claim.attribution:
            found = actors.find(document.text_at(attribution.source))
            if found is not None:
                named.append(found.id)
    for actor_id in named:
        actor = actors.get(actor_id)
        if actor is not None and actor.country and actor.kind != "armed_group":
            return actor.country
    return None


def _sources(dossier: Dossier) -> Iterable[Source]:
    seen: set[tuple[str, str]] = set()
    for claim in dossier.claims:
        document = dossier.documents[claim.claim.document_id]
        speakers = [
            dossier.words(document.id, attribution.source)
            for attribution in claim.claim.attribution
        ]
        for speaker in speakers or [""]:
            if (speaker, document.id) in seen:
                continue
            seen.add((speaker, document.id))
            yield Source(
                speaker=speaker,
                outlet=document.outlet or document.path or document.id,
                published=document.published.date.isoformat() if document.published else "",
                quote=dossier.words(document.id, claim.claim.evidence[0]),
            )
