"""Every total of a store beside the incidents on record that it should cover."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline.core.claims import Scope
from dateline.core.events import Event
from dateline.exports.dossiers import Dossier
from dateline.pipeline.linking.incidents import Incident
from dateline.pipeline.linking.totals import (
    Obstacle,
    OnRecord,
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
from dateline.store.codec import decode
from dateline.store.interface import ALL_EVENTS, EventFilters, Store

#: Totals of the same country and time that one total is set beside.
MOST_BESIDE = 40
#: Readings of a store that are kept while totals are compared.
_MOST_READ = 64


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

    ``overlapping`` are ids of totals that count some of the same incidents; ``incidents`` the
    events that are counted in, in the order of ``result.counted``.
    """

    event: Event
    dossier: Dossier
    result: Reconciliation
    sources: tuple[Source, ...]
    overlapping: tuple[str, ...] = ()
    incidents: tuple[OnRecord, ...] = ()


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
    record = _Record(store, families, open_dossier)
    summed = list(store.events(replace(filters, scope=Scope.AGGREGATE)))
    summed += record.told_beside(summed, filters)
    totals = {event.id: record.total(event) for event in summed}
    return tuple(_report(event, totals, record) for event in summed)


def reconcile_some(
    store: Store,
    events: Sequence[Event],
    *,
    families: Mapping[str, str],
    open_dossier: Callable[[Event], Dossier],
) -> tuple[TotalReport, ...]:
    """Compare some totals, and what is told only beside them, as ``reconcile_totals`` does.

    Each is told which other totals count some of the same incidents among those of its country and
    time, up to ``MOST_BESIDE``.

    Args:
        store: Where events are kept.
        events: The totals.
        families: Family of each event type of the codebook.
        open_dossier: Gathers the claims and documents of an event.

    Raises:
        StoreError: The store cannot be read.
    """
    record = _Record(store, families, open_dossier)
    beside = record.told_beside(events, ALL_EVENTS)
    return tuple(_report_near(event, record) for event in (*events, *beside))


def reconcile_total(
    store: Store,
    event: Event,
    *,
    families: Mapping[str, str],
    open_dossier: Callable[[Event], Dossier],
) -> TotalReport:
    """Compare one total with the incidents of the store, as ``reconcile_some`` does."""
    return _report_near(event, _Record(store, families, open_dossier))


def _report_near(event: Event, record: "_Record") -> TotalReport:
    """Compare a total that is set beside those of its country and time."""
    summed = {event.id: event, **{other.id: other for other in record.totals_near(event)}}
    beside = record.told_beside(list(summed.values()), ALL_EVENTS)
    totals = {each.id: record.total(each) for each in (*summed.values(), *beside)}
    return _report(event, totals, record)


class _Record:
    """What comparisons read of a store, each thing once."""

    def __init__(
        self,
        store: Store,
        families: Mapping[str, str],
        open_dossier: Callable[[Event], Dossier],
    ) -> None:
        self._store = store
        self.families = families
        self.open_dossier = open_dossier
        self.events = lru_cache(_MOST_READ)(self._read_events)
        self.incidents = lru_cache(_MOST_READ)(self._read_incidents)
        self.triggers = lru_cache(_MOST_READ)(self._read_triggers)
        self._totals: dict[str, Total | Obstacle] = {}

    def _read_events(self, filters: EventFilters) -> tuple[Event, ...]:
        return tuple(self._store.events(filters))

    def _read_incidents(self, filters: EventFilters) -> tuple[Incident, ...]:
        records = self._store.event_records(filters)
        return tuple(decode(Incident, record) for record in records)

    def _read_triggers(self, document: str) -> Mapping[str, int]:
        """Return where the triggers of a document's claims begin, by claim."""
        refs = self._store.claim_refs(document) or ()
        return {ref.claim: ref.trigger.start for ref in refs}

    def total(self, event: Event) -> Total | Obstacle:
        """Return what a total counts; an authority stands for its country if no place is known."""
        if event.id not in self._totals:
            place = event.place.value
            country = None
            if place is None or place.country is None:
                country = _country_of_speaker(self.open_dossier(event))
            self._totals[event.id] = read_total(event, self.families, country)
        return self._totals[event.id]

    def totals_near(self, event: Event) -> list[Event]:
        """Return other totals of the country and time of one."""
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
        return [other for other in self.events(near) if other.id != event.id]

    def told_beside(self, totals: Sequence[Event], filters: EventFilters) -> list[Event]:
        """Return what is told only in reports of totals and is as wide as they are."""
        reports = {document for total in totals for document in total.documents}
        found = {
            event.id: event
            for document in sorted(reports)
            for event in self.events(replace(filters, document=document, scope=Scope.INCIDENT))
            if reports.issuperset(event.documents) and sums_up(event)
        }
        return [event for _, event in sorted(found.items())]

    def told_after(self, event: Event, document: str) -> list[Event]:
        """Return the incidents that a document tells after a total and before the next one."""
        triggers = self.triggers(document)

        def start_of(told: Event) -> int | None:
            return min(
                (triggers[claim] for claim in told.claims if claim in triggers), default=None
            )

        begin = start_of(event)
        placed = [
            (start, other)
            for other in self.events(EventFilters(document=document))
            if other.id != event.id and (start := start_of(other)) is not None
        ]
        told: list[Event] = []
        for start, other in sorted(placed, key=lambda p: (p[0], p[1].id)):
            if begin is None or start <= begin:
                continue
            if other.scope.value is Scope.AGGREGATE and other.type.value == event.type.value:
                break
            if other.scope.value is Scope.INCIDENT:
                told.append(other)
        return told


def _report(event: Event, totals: Mapping[str, Total | Obstacle], record: _Record) -> TotalReport:
    dossier, total = record.open_dossier(event), totals[event.id]
    sources = tuple(_sources(dossier))
    if isinstance(total, Obstacle):
        result = Reconciliation(
            total=event.id, verdict=Verdict.NOT_COMPARABLE, obstacle=total, unit=None
        )
        return TotalReport(event=event, dossier=dossier, result=result, sources=sources)
    result, seen = _compare(total, dossier, record, totals.keys())
    comparable = [other for other in totals.values() if isinstance(other, Total)]
    families = record.families
    within = tuple(sorted(o.event.id for o in comparable if contains(o, total, families)))
    beside = tuple(sorted(o.event.id for o in comparable if overlaps(o, total, families)))
    return TotalReport(
        event=event,
        dossier=dossier,
        result=replace(result, within=within),
        sources=sources,
        overlapping=beside,
        incidents=tuple(seen[counted.event] for counted in result.counted),
    )


def _compare(
    total: Total, dossier: Dossier, record: _Record, summed: Collection[str]
) -> tuple[Reconciliation, Mapping[str, OnRecord]]:
    """Return the comparison and the incidents it looked at, by id."""
    types = tuple(sorted(types_counted(total.event.type.value or "", record.families)))
    told = [
        incident
        for document in total.event.documents
        for incident in record.told_after(total.event, document)
        if incident.id not in summed
    ]
    itemised = itemise(total, told, record.families)
    if itemised is not None:
        return itemised, {incident.id: incident for incident in told}
    if _adds_to_others(dossier):
        adding = Reconciliation(
            total=total.event.id,
            verdict=Verdict.NOT_COMPARABLE,
            obstacle=Obstacle.ADDS_TO_OTHERS,
            unit=total.unit,
            figure=total.figure,
        )
        return adding, {}
    dated = record.incidents(
        EventFilters(
            types=types,
            scope=Scope.INCIDENT,
            countries=(total.country,),
            since=total.period.start,
            until=total.period.end,
        )
    )
    seen: dict[str, OnRecord] = {incident.id: incident for incident in dated}
    for incident in told:
        seen.setdefault(incident.id, incident)
    incidents = (event for event in seen.values() if event.id not in summed)
    return reconcile(total, incidents, record.families), seen


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
