"""What every event store promises, whatever database keeps it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from dateline.core.claims import Provenance, Scope, Stage, Status
from dateline.core.coded import Coded, Failure
from dateline.core.copies import TextSketch
from dateline.core.decisions import ClaimRef, Decision
from dateline.core.documents import Document, Published
from dateline.core.events import Event
from dateline.core.grounded import GroundedClaim
from dateline.core.linking import ActChanges, LinkedActs
from dateline.store.browse import BrowseRows
from dateline.store.event_rows import EventRow
from dateline.store.people import People
from dateline.store.second_coding import SecondCodings


class RunState(StrEnum):
    """How a run stands. A run whose process died is interrupted."""

    RUNNING = "running"
    FINISHED = "finished"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStart:
    """What is known when a run begins: what codes, and the arguments it was called with."""

    made_by: Provenance
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunTotals:
    """What a run did.

    ``documents`` counts inputs taken up; each was ``coded``, ``skipped`` (already coded so) or
    ``failed``. ``claims`` and ``unresolved`` (times and places left open) count what this run
    found; ``events`` counts those in the store after linking.
    """

    documents: int = 0
    coded: int = 0
    skipped: int = 0
    failed: int = 0
    claims: int = 0
    events: int = 0
    unresolved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run as recorded. ``finished`` and ``totals`` are ``None`` unless it came to its end."""

    id: int
    state: RunState
    start: RunStart
    started: datetime
    finished: datetime | None
    totals: RunTotals | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFailure:
    """A failure and the run it happened in."""

    run_id: int
    failure: Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A further appearance of a stored text: another path, address, outlet or day."""

    document_id: str
    path: str | None
    url: str | None
    outlet: str | None
    title: str | None
    published: Published | None


class CodingState(StrEnum):
    """What is left to do for a document and a provenance.

    ``COPY`` means that the same text is stored from an origin that comes first: there is nothing
    to code here, and ``Store.add_copy`` records where else the text appeared. What the stored
    document itself needs is told by asking for that one.
    """

    TO_CODE = "to code"
    COPY = "copy"
    CODED = "coded"


class PutOutcome(StrEnum):
    """What putting a document did to the store."""

    ADDED = "added"
    REPLACED = "replaced"
    COPY = "copy"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class PutResult:
    """What putting a document did, and how many claims it now has."""

    outcome: PutOutcome
    claims: int


class EventOrder(StrEnum):
    """How events are sorted; ties go by id, and what is not known comes last."""

    DATE = "date"
    NEWEST = "newest"
    KILLED = "killed"
    SOURCES = "sources"
    ID = "id"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilters:
    """Which events to read; every condition must hold, and an empty one always does.

    Attributes:
        types: Any of these event types. A family is the types its codebook puts in it.
        stages: Any of these stages.
        statuses: Any of these statuses.
        scope: Only incidents, or only aggregates.
        since: The event's interval ends on this day or later.
        until: The event's interval starts on this day or earlier. With ``since`` or ``until``
            set, events without a date are left out.
        countries: Any of these ISO 3166-1 alpha-2 codes, as the event's chosen place has them.
        place: Words of a place's name or first-level unit, among all places stated for the event,
            from the start of a word; case and accents do not matter ("sao p" finds São Paulo).
        text: Words that stand in a document of the event; see ``Store.search``.
        document: Id of a document that one of the event's claims is from.
        disputed: Whether sources contradict each other on any value.
        order: How the events are sorted.
        limit: At most so many events.
    """

    types: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    statuses: tuple[Status, ...] = ()
    scope: Scope | None = None
    since: date | None = None
    until: date | None = None
    countries: tuple[str, ...] = ()
    place: str | None = None
    text: str | None = None
    document: str | None = None
    disputed: bool | None = None
    order: EventOrder = EventOrder.DATE
    limit: int | None = None


ALL_EVENTS = EventFilters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """One time at which events were worked out, and so a past state that can be read again.

    ``run`` is the coding run it was part of, if any. ``revision`` is the state of documents and
    claims it rests on, ``decisions`` how many decisions had been taken by then.
    """

    number: int
    at: datetime
    run: int | None
    revision: int
    decisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChanges:
    """What a linking changed.

    Attributes:
        revision: ``Store.revision()`` as it was when the documents, claims and decisions that
            this rests on were read.
        events: New and changed events by id; one that is stored just so already is no change.
            They are read once, while they are written, and may be made ready elsewhere.
        removed: Ids of the events that are no more.
        acts: The state the next linking goes on from. Without it that will link everything anew.
    """

    revision: int
    events: Iterable[Event | EventRow] = ()
    removed: tuple[str, ...] = ()
    acts: ActChanges | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventVersion:
    """An event as one linking made it; ``until`` is the linking that changed or ended it."""

    event: Event
    since: Linking
    until: Linking | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChange:
    """An event before and after a linking; ``None`` where it was not there."""

    id: str
    before: Event | None
    after: Event | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEvent:
    """The event a key leads to.

    ``former`` is the id that was asked for if that event has since become part of this one.
    """

    event: Event
    former: str | None = None


class Sketches(Protocol):
    """What copies of a store's documents are recognised by, as coding found it."""

    def of(self, documents: Collection[str]) -> Mapping[str, TextSketch]:
        """Return the sketches of these documents; those that have none are left out."""
        ...

    def missing(self, *, after: str = "", limit: int) -> Sequence[str]:
        """Return ids of documents without a sketch of this version that sort after one."""
        ...

    def crowds(self, keys: Collection[int] | None = None) -> Iterator[list[str]]:
        """Yield the ids of the documents that share a key, sorted, for each that several share.

        Args:
            keys: Only these keys; ``None`` are all.
        """
        ...


class Store(Protocol):
    """Documents, claims, decisions, events and runs, kept for good.

    Decisions are only ever added. Documents, claims and events that changed are kept as they were
    at each linking, and ``snapshot`` shows them so.

    Every method that writes is one transaction: after a crash at any moment it is there wholly or
    not at all. An iterator shows the store as it was at its first item, and should be read to its
    end before the same store is written to. Every method may raise ``StoreError``.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def close(self) -> None:
        """Close the store; a run that is still going is marked interrupted."""
        ...

    def snapshot(self, *, as_of: datetime | None = None) -> AbstractContextManager[None]:
        """Let everything read inside the block show one state, whatever others write.

        Args:
            as_of: Show the state of the last linking at or before this time: its events, and the
                documents, copies, claims and decisions it rested on. Runs and failures are shown
                as they are now, and words are searched for in present titles.
        """
        ...

    def check(self) -> tuple[str, ...]:
        """Return what is damaged, each in one line; nothing if all is well. Reads everything."""
        ...

    def start_run(self, run: RunStart) -> int:
        """Begin a coding run and return its id; only one may go on at a time.

        Raises:
            StoreError: Another run is going on, in this process or another.
        """
        ...

    def finish_run(self, run_id: int, totals: RunTotals) -> None:
        """Record that a run came to its end, with what it did."""
        ...

    def runs(self) -> Sequence[Run]:
        """Return all runs, oldest first."""
        ...

    def failures(
        self, run_id: int | None = None, *, document: str | None = None
    ) -> Sequence[RunFailure]:
        """Return failures in the order they were recorded, of one run or document if named."""
        ...

    def add_failure(self, run_id: int, failure: Failure) -> None:
        """Record that an input could not be coded."""
        ...

    def coding_of(self, document: Document, made_by: Provenance) -> CodingState:
        """Tell what is left to do for a document as it was read, metadata included."""
        ...

    def put(self, run_id: int, coded: Coded, made_by: Provenance) -> PutResult:
        """Store a document with its claims and failures; ``coded.events`` are not kept.

        A stored text keeps one set of metadata, that of the origin (path and address) that comes
        first: earliest day of publication, undated last, then outlet, address and path. Other
        origins become copies of it, so the order of arrival does not matter. The claims of a
        document put again from its own origin replace the earlier ones. Putting what is already
        there changes nothing.

        Raises:
            EvidenceError: The document's id is not that of its text, or a claim is of another
                document or reaches outside the text.
        """
        ...

    def add_copy(self, document: Document) -> bool:
        """Record a further appearance of a stored text; return whether that was news.

        Raises:
            StoreError: The text is not in the store.
        """
        ...

    def copies(self, document_id: str | None = None) -> Iterator[Copy]:
        """Yield copies of one document or of all, by document, day, outlet, address and path."""
        ...

    def document(self, document_id: str) -> Document | None:
        """Return the document with this id."""
        ...

    def documents(self) -> Iterator[Document]:
        """Yield all documents, by id."""
        ...

    def count_documents(self) -> int:
        """Return how many documents are stored; copies do not count."""
        ...

    def find_document(self, key: str) -> Document | None:
        """Return the document with this id, unique start of an id, path or file name.

        Raises:
            StoreError: Several documents fit; the message lists them.
        """
        ...

    def search(self, text: str, *, limit: int | None = None) -> Sequence[str]:
        """Return ids of documents that hold all the words, best match first.

        Words in double quotes must follow each other, and a ``*`` ends the start of a word. Case
        and accents do not matter, nothing else has a meaning, and a text without words finds
        nothing.
        """
        ...

    def claims(self, document_id: str | None = None) -> Iterator[GroundedClaim]:
        """Yield claims of one document or of all, by document and place of the trigger."""
        ...

    def claim(self, claim_id: str) -> GroundedClaim | None:
        """Return the claim with this id."""
        ...

    def find_claim(self, key: str) -> GroundedClaim | None:
        """Return the claim with this id or unique start of an id.

        Raises:
            StoreError: Several claims fit; the message lists them.
        """
        ...

    def count_claims(self) -> int:
        """Return how many claims are stored."""
        ...

    def claim_refs(self, document_id: str) -> Sequence[ClaimRef] | None:
        """Return a document's claims as decisions name them; ``None`` if it is not stored."""
        ...

    def coded_claims(self, document_id: str) -> Sequence[GroundedClaim]:
        """Return what coding found in a document, whatever people made of it."""
        ...

    def settle_claims(self, document_id: str, claims: Iterable[GroundedClaim]) -> None:
        """Put what people made of a document's claims in their place; what coding found is kept.

        They stand until the document is coded anew, and then have to be settled again.

        Raises:
            EvidenceError: A claim is of another document or reaches outside the text.
            StoreError: The document is not stored.
        """
        ...

    def add_decision(self, decision: Decision) -> bool:
        """Add a decision for good; return whether it was not there yet.

        Raises:
            StoreError: Its id is not that of what it says, or it takes back a decision that is
                not stored.
        """
        ...

    def add_decisions(
        self, decisions: Iterable[Decision], *, seconds: float | None = None
    ) -> Sequence[Decision]:
        """Add decisions for good, all or none; return those that were not there yet.

        Args:
            decisions: What was ruled.
            seconds: How long each took, kept beside it; see ``People.seconds``.

        Raises:
            StoreError: As for one; a decision may take back one that comes before it.
        """
        ...

    def decisions(self, *, after: int = 0) -> Sequence[Decision]:
        """Return the decisions in the order they were added, those taken back included.

        Args:
            after: Leave out the first so many.
        """
        ...

    def revision(self) -> int:
        """Return how often documents, copies, claims or decisions changed so far."""
        ...

    def changed_documents(self) -> Sequence[str]:
        """Return ids of documents that changed since the last linking.

        A document changes with its metadata, copies and claims, and with a decision that names it
        or a claim of it. The order is that of the ids.
        """
        ...

    @property
    def path(self) -> Path | None:
        """The file the store is in, for other processes to read; ``None`` if there is none."""
        ...

    @property
    def links(self) -> LinkedActs:
        """The state of the last linking, from which the next goes on."""
        ...

    @property
    def sketches(self) -> Sketches:
        """What copies of the documents are recognised by."""
        ...

    @property
    def people(self) -> People:
        """What the store keeps of those who use the review app."""
        ...

    @property
    def second_codings(self) -> SecondCodings:
        """What was coded a second time, by whom."""
        ...

    @property
    def browsing(self) -> BrowseRows:
        """What browsing needs of the events."""
        ...

    def linking(self) -> AbstractContextManager[None]:
        """Let no other process code or link inside the block; a run of this store already does.

        Raises:
            StoreError: Another process codes or links.
        """
        ...

    def apply_linking(self, changes: LinkChanges) -> Linking:
        """Record what a linking changed, all of it at once; events are current after it.

        They are not if something changed after ``changes.revision``. Each event that changes or
        ends is kept as it was.

        Raises:
            StoreError: An event names a claim or document that is not stored, or a newer state
                was linked meanwhile.
        """
        ...

    def event_drafts(
        self, documents: Collection[str], linker: str
    ) -> Mapping[tuple[str, ...], EventRow]:
        """Return the events that coding found in documents, without relations, by their claims.

        Args:
            documents: Ids of documents; what is not known of any is left out.
            linker: The version of what made them.
        """
        ...

    def add_sketches(self, sketches: Mapping[str, TextSketch]) -> None:
        """Record what copies of documents are recognised by, in place of what was before."""
        ...

    def replace_events(self, events: Iterable[Event], *, revision: int | None = None) -> None:
        """Put these events in place of all that are stored.

        Args:
            events: All events there are.
            revision: The revision of the state they were worked out from; ``None`` is the present.

        Raises:
            StoreError: An event names a claim or document that is not stored, or a newer state
                was linked meanwhile.
        """
        ...

    def linkings(self) -> Sequence[Linking]:
        """Return all linkings, oldest first."""
        ...

    def events_are_current(self) -> bool:
        """Tell whether no document, copy, claim or decision changed since the last linking."""
        ...

    def linking_changes(self, number: int) -> Sequence[EventChange]:
        """Return the events that a linking added, changed or ended, by id."""
        ...

    def linking_ended(self, number: int) -> Sequence[Event]:
        """Return the events that a linking ended, as they were, by id."""
        ...

    def event_versions(self, event_id: str) -> Sequence[EventVersion]:
        """Return what the event with this id was from linking to linking, oldest first."""
        ...

    def events(self, filters: EventFilters = ALL_EVENTS) -> Iterator[Event]:
        """Yield the events that pass, in the order the filters name."""
        ...

    def event_records(self, filters: EventFilters = ALL_EVENTS) -> Iterator[str]:
        """Yield the events that pass as they are stored, in the order the filters name."""
        ...

    def event(self, key: str) -> Event | None:
        """Return the event that ``find_event`` finds.

        Raises:
            StoreError: Several events fit; the message lists them.
        """
        ...

    def find_event(self, key: str) -> FoundEvent | None:
        """Return the event with this id or unique start of an id, former ids included.

        An id is that of an event's first claim. Once that claim is part of another event, the id
        leads there; if the document was coded anew since, by the claim whose trigger overlaps it.

        Raises:
            StoreError: Several events fit; the message lists them.
        """
        ...

    def event_id(self, key: str) -> str | None:
        """Return the id that a key is or begins, of an event there is or was.

        Raises:
            StoreError: Several ids fit; the message lists them.
        """
        ...

    def count_events(self, filters: EventFilters = ALL_EVENTS) -> int:
        """Return how many events pass, whatever the filters' limit."""
        ...
