"""The event store in one SQLite file."""

import os
import socket
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from dateline.core.claims import Provenance
from dateline.core.coded import Coded, Failure
from dateline.core.copies import TextSketch
from dateline.core.decisions import ClaimRef, Decision
from dateline.core.documents import Document, Span
from dateline.core.events import Event, event_id
from dateline.core.grounded import GroundedClaim
from dateline.errors import StoreError
from dateline.store.browse import BrowseRows
from dateline.store.checks import find_damage, refuse_false_claim, refuse_false_document
from dateline.store.codec import (
    decode,
    encode,
    join_document,
    metadata_digest,
    read_json,
    split_document,
    storable,
    write_json,
)
from dateline.store.columns import Columns, claim_columns, document_columns
from dateline.store.database import Database
from dateline.store.decisions import DecisionReader, append_decision, documents_of
from dateline.store.event_rows import EventRow
from dateline.store.filters import order_by, where
from dateline.store.interface import (
    ALL_EVENTS,
    CodingState,
    Copy,
    EventChange,
    EventFilters,
    EventVersion,
    FoundEvent,
    LinkChanges,
    Linking,
    PutOutcome,
    PutResult,
    Run,
    RunFailure,
    RunStart,
    RunState,
    RunTotals,
)
from dateline.store.linkings import (
    changes_to,
    linking_at,
    read_changes,
    read_ended,
    read_linkings,
    read_versions,
    write_linking,
)
from dateline.store.links import StoredLinks, put_coded_acts
from dateline.store.lock import RunLock
from dateline.store.opening import IN_MEMORY, connect
from dateline.store.past import past_views
from dateline.store.people import People
from dateline.store.second_coding import SecondCodings
from dateline.store.sketches import StoredSketches, put_sketch, write_sketch
from dateline.store.words import full_text_query

BUSY_TIMEOUT_S = 30.0

_MOST_CANDIDATES = 10

_HOLDER = """SELECT event_id FROM claims
    JOIN event_claims ON event_claims.claim_id = claims.id
    WHERE seed = ?"""

#: Of a claim that is stored no more: the claim whose trigger covers most of the same words.
_HOLDER_OF_SUCCESSOR = """SELECT event_id FROM past_claims AS past
    JOIN claims AS now ON now.document_id = past.document_id
        AND now.trigger_start < past.trigger_end AND past.trigger_start < now.trigger_end
    JOIN event_claims ON event_claims.claim_id = now.id
    WHERE past.seed = ?
    ORDER BY past.until DESC,
        min(now.trigger_end, past.trigger_end) - max(now.trigger_start, past.trigger_start) DESC,
        now.type <> past.type, now.trigger_start, now.trigger_end, now.id
    LIMIT 1"""

_LAST_CHARACTER = "\U0010ffff"


def utc_now() -> datetime:
    """Return the present time, in UTC."""
    return datetime.now(UTC)


def open_store(
    path: Path, *, read_only: bool = False, clock: Callable[[], datetime] = utc_now
) -> "SqliteStore":
    """Open the store in a file, or make it; use it as a context manager.

    Args:
        path: The file; ``:memory:`` is a store that ends with the program.
        read_only: Refuse to make or change anything.
        clock: Tells the time at which runs start and finish.

    Raises:
        StoreError: The file cannot be opened, is damaged, is not a store or is one of a newer
            Dateline; the message says which and what to do.
    """
    connection = connect(path, read_only=read_only, timeout_s=BUSY_TIMEOUT_S)
    database = Database(connection, path=path, read_only=read_only)
    store = SqliteStore(database, clock=clock)
    if not read_only:
        try:
            store.mark_interrupted_runs()
        except BaseException:
            database.close()
            raise
    return store


class SqliteStore:
    """A ``Store`` in one SQLite file; ``open_store`` makes it.

    It belongs to the thread that opened it.
    """

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._decisions = DecisionReader(database)
        self._clock = clock
        self._run_id: int | None = None
        self._lock: RunLock | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store; a run that is still going is marked interrupted."""
        try:
            if self._run_id is not None:
                # Should this fail, as on a full disk, the next opening does it; the error that
                # ends the run must not be hidden by this one.
                with suppress(StoreError), self._database.transaction():
                    self._mark_interrupted()
        finally:
            self._end_run()
            self._database.close()

    @contextmanager
    def snapshot(self, *, as_of: datetime | None = None) -> Iterator[None]:
        """Let everything read inside the block show one state, whatever others write."""
        with self._database.snapshot():
            if as_of is not None:
                linking = linking_at(self._database, as_of)
                for statement in list(past_views(self._database, linking)):
                    self._database.execute(statement)
            yield

    def check(self) -> tuple[str, ...]:
        """Return what is damaged, each in one line; nothing if all is well. Reads everything."""
        return tuple(find_damage(self._database, self))

    # Runs

    def mark_interrupted_runs(self) -> None:
        """Mark runs whose process has died; a run that goes on is left alone."""
        lock = self._take_lock()
        if lock is None:
            return
        try:
            if self._database.one("SELECT 1 FROM runs WHERE state = 'running'"):
                with self._database.transaction():
                    self._mark_interrupted()
        finally:
            lock.release()

    def start_run(self, run: RunStart) -> int:
        """Begin a coding run and return its id; only one may go on at a time."""
        if self._run_id is not None:
            raise StoreError(f"{self._path}: run {self._run_id} goes on here; finish it first")
        if not self._database.read_only and self._path != IN_MEMORY:
            self._lock = self._take_lock()
            if self._lock is None:
                raise StoreError(self._other_run())
        try:
            with self._database.transaction():
                self._mark_interrupted()
                run_id = self._database.insert("runs", self._run_columns(run))
        except BaseException:
            self._end_run()
            raise
        self._run_id = run_id
        return run_id

    def finish_run(self, run_id: int, totals: RunTotals) -> None:
        """Record that a run came to its end, with what it did."""
        self._require_run(run_id)
        with self._database.transaction():
            self._database.execute(
                "UPDATE runs SET state = ?, finished = ?, totals = ? WHERE id = ?",
                (RunState.FINISHED.value, self._clock().isoformat(), encode(totals), run_id),
            )
        self._end_run()

    def runs(self) -> Sequence[Run]:
        """Return all runs, oldest first."""
        return [_run(row) for row in self._database.rows("SELECT * FROM runs ORDER BY id")]

    def failures(
        self, run_id: int | None = None, *, document: str | None = None
    ) -> Sequence[RunFailure]:
        """Return failures in the order they were recorded, of one run or document if named."""
        rows = self._database.rows(
            "SELECT run_id, record FROM failures WHERE (?1 IS NULL OR run_id = ?1)"
            " AND (?2 IS NULL OR document_id = ?2) ORDER BY id",
            (run_id, None if document is None else storable(document)),
        )
        return [
            RunFailure(run_id=row["run_id"], failure=decode(Failure, row["record"])) for row in rows
        ]

    def add_failure(self, run_id: int, failure: Failure) -> None:
        """Record that an input could not be coded."""
        self._require_run(run_id)
        with self._database.transaction():
            self._insert_failures(run_id, [failure])

    # Documents

    def coding_of(self, document: Document, made_by: Provenance) -> CodingState:
        """Tell what is left to do for a document as it was read, metadata included."""
        stored = self.document(document.id)
        if stored is None:
            return CodingState.TO_CODE
        if _origin(stored) == _origin(document):
            coded = self._is_coded(document, made_by)
            return CodingState.CODED if coded else CodingState.TO_CODE
        if _precedence(document) < _precedence(stored):
            return CodingState.TO_CODE
        return CodingState.CODED if self._has_copy(document) else CodingState.COPY

    def put(self, run_id: int, coded: Coded, made_by: Provenance) -> PutResult:
        """Store a document with its claims and failures; ``coded.events`` are not kept."""
        self._require_run(run_id)
        document = coded.document
        refuse_false_document(document)
        for claim in coded.claims:
            refuse_false_claim(claim, document)
        claims = [_claim_row(claim) for claim in coded.claims]
        with self._database.transaction():
            revision = self.revision() + 1
            outcome = self._put_document(document, made_by, revision)
            if outcome in (PutOutcome.ADDED, PutOutcome.REPLACED):
                self._put_claims(document.id, claims, revision)
                self._database.execute(
                    "UPDATE coded_claims SET claims = ? WHERE document_id = ?",
                    (write_json([row["record"] for row in claims]), document.id),
                )
                self._put_coding(run_id, document, made_by)
                put_coded_acts(self._database, coded)
                put_sketch(self._database, coded)
            if outcome != PutOutcome.UNCHANGED:
                self._insert_failures(run_id, coded.failures)
                self._note_change(revision, [document.id])
            stored = self._database.count(
                "SELECT count(*) FROM claims WHERE document_id = ?", (document.id,)
            )
        return PutResult(outcome=outcome, claims=stored)

    def add_copy(self, document: Document) -> bool:
        """Record a further appearance of a stored text; return whether that was news."""
        with self._database.transaction():
            stored = self.document(document.id)
            if stored is None:
                raise StoreError(f"{self._path}: there is no document {document.id} to copy")
            if _origin(stored) == _origin(document) or self._has_copy(document):
                return False
            revision = self.revision() + 1
            self._put_copy(document, revision)
            self._note_change(revision, [document.id])
        return True

    def copies(self, document_id: str | None = None) -> Iterator[Copy]:
        """Yield copies of one document or of all, by document, day, outlet, address and path."""
        condition, parameters = _of_document(document_id)
        for row in self._database.rows(
            f"SELECT record FROM copies WHERE {condition} ORDER BY document_id,"
            " published NULLS LAST, outlet NULLS LAST, url NULLS LAST, path NULLS LAST, origin",
            parameters,
        ):
            yield decode(Copy, row["record"])

    def document(self, document_id: str) -> Document | None:
        """Return the document with this id."""
        row = self._database.one(
            "SELECT record, text FROM documents WHERE id = ?", (storable(document_id),)
        )
        return join_document(row["record"], row["text"]) if row else None

    def documents(self) -> Iterator[Document]:
        """Yield all documents, by id."""
        for row in self._database.rows("SELECT record, text FROM documents ORDER BY id"):
            yield join_document(row["record"], row["text"])

    def count_documents(self) -> int:
        """Return how many documents are stored; copies do not count."""
        return self._database.count("SELECT count(*) FROM documents")

    def find_document(self, key: str) -> Document | None:
        """Return the document with this id, unique start of an id, path or file name."""
        key = storable(key)
        if not key:
            return None
        document = self.document(key)
        if document is not None:
            return document
        for condition, parameters in (
            ("path = ?1", (key,)),
            ("id >= ?1 AND id < ?1 || ?2", (key, _LAST_CHARACTER)),
            ("substr(path, -?2) = '/' || ?1", (key, len(key) + 1)),
        ):
            ids = self._document_ids(condition, parameters)
            if ids:
                return self.document(self._only(ids, what="documents", key=key))
        return None

    def search(self, text: str, *, limit: int | None = None) -> Sequence[str]:
        """Return ids of documents that hold all the words, best match first."""
        query = full_text_query(text)
        if query is None:
            return []
        rows = self._database.rows(
            "SELECT id FROM documents_fts JOIN documents ON number = documents_fts.rowid"
            " WHERE documents_fts MATCH ? ORDER BY bm25(documents_fts), id LIMIT ?",
            (query, _limit(limit)),
        )
        return [row["id"] for row in rows]

    # Claims

    def claims(self, document_id: str | None = None) -> Iterator[GroundedClaim]:
        """Yield claims of one document or of all, by document and place of the trigger."""
        condition, parameters = _of_document(document_id)
        for row in self._database.rows(
            f"SELECT record FROM claims WHERE {condition}"
            " ORDER BY document_id, trigger_start, trigger_end, id",
            parameters,
        ):
            yield decode(GroundedClaim, row["record"])

    def claim(self, claim_id: str) -> GroundedClaim | None:
        """Return the claim with this id."""
        row = self._database.one("SELECT record FROM claims WHERE id = ?", (storable(claim_id),))
        return decode(GroundedClaim, row["record"]) if row else None

    def find_claim(self, key: str) -> GroundedClaim | None:
        """Return the claim with this id or unique start of an id."""
        claim = self.claim(key)
        if claim is not None or not key:
            return claim
        ids = self._ids_from("claims", key)
        return self.claim(self._only(ids, what="claims", key=key)) if ids else None

    def claim_refs(self, document_id: str) -> Sequence[ClaimRef] | None:
        """Return a document's claims as decisions name them; ``None`` if it is not stored."""
        key = (storable(document_id),)
        if self._database.one("SELECT 1 FROM documents WHERE id = ?", key) is None:
            return None
        rows = self._database.rows(
            "SELECT id, type, trigger_start, trigger_end FROM claims WHERE document_id = ?"
            " ORDER BY trigger_start, trigger_end, id",
            key,
        )
        return [
            ClaimRef(
                claim=row["id"],
                document=document_id,
                type=row["type"],
                trigger=Span(row["trigger_start"], row["trigger_end"]),
            )
            for row in rows
        ]

    def count_claims(self) -> int:
        """Return how many claims are stored."""
        return self._database.count("SELECT count(*) FROM claims")

    def coded_claims(self, document_id: str) -> Sequence[GroundedClaim]:
        """Return what coding found in a document, whatever people made of it."""
        row = self._database.one(
            "SELECT claims FROM coded_claims WHERE document_id = ?", (storable(document_id),)
        )
        if row is None:
            return list(self.claims(document_id))
        return [decode(GroundedClaim, record) for record in read_json(row["claims"])]

    def settle_claims(self, document_id: str, claims: Iterable[GroundedClaim]) -> None:
        """Put what people made of a document's claims in their place; what coding found is kept."""
        document = self.document(document_id)
        if document is None:
            raise StoreError(f"{self._path}: there is no document {document_id}")
        claims = tuple(claims)
        for claim in claims:
            refuse_false_claim(claim, document)
        with self._database.transaction():
            coded = [encode(claim) for claim in self.claims(document_id)]
            self._database.execute(
                "INSERT OR IGNORE INTO coded_claims (document_id, claims) VALUES (?, ?)",
                (document_id, write_json(coded)),
            )
            revision = self.revision() + 1
            self._put_claims(document_id, [_claim_row(claim) for claim in claims], revision)
            self._note_change(revision, [document_id])

    # Decisions

    def add_decision(self, decision: Decision) -> bool:
        """Add a decision for good; return whether it was not there yet."""
        return bool(self.add_decisions([decision]))

    def add_decisions(
        self, decisions: Iterable[Decision], *, seconds: float | None = None
    ) -> Sequence[Decision]:
        """Add decisions for good, all or none; return those that were not there yet."""
        with self._database.transaction():
            added = [decision for decision in decisions if self._append(decision)]
            if seconds is not None:
                for decision in added:
                    self.people.note_time(decision.id, seconds)
        return added

    def _append(self, decision: Decision) -> bool:
        revision = self.revision() + 1
        if not append_decision(self._database, decision, at=self._clock(), revision=revision):
            return False
        self._note_change(revision, sorted(documents_of(self._database, decision)))
        return True

    def decisions(self, *, after: int = 0) -> Sequence[Decision]:
        """Return the decisions in the order they were added, those taken back included."""
        return self._decisions.read(after=after)

    # Events

    def revision(self) -> int:
        """Return how often documents, copies, claims or decisions changed so far."""
        return self._database.count("SELECT claims FROM changes")

    def changed_documents(self) -> Sequence[str]:
        """Return ids of documents that changed since the last linking."""
        rows = self._database.rows("SELECT document_id FROM changed_documents ORDER BY 1")
        return [row[0] for row in rows]

    @property
    def path(self) -> Path | None:
        """The file the store is in; ``None`` if it is in memory."""
        return None if self._path == IN_MEMORY else self._path

    @property
    def links(self) -> StoredLinks:
        """The state of the last linking, from which the next goes on."""
        return StoredLinks(self._database)

    @property
    def sketches(self) -> StoredSketches:
        """What copies of the documents are recognised by."""
        return StoredSketches(self._database)

    @property
    def browsing(self) -> BrowseRows:
        """What browsing needs of the events."""
        return BrowseRows(self._database)

    @property
    def people(self) -> People:
        """What the store keeps of those who use the review app."""
        return People(self._database)

    @property
    def second_codings(self) -> SecondCodings:
        """What was coded a second time, by whom."""
        return SecondCodings(self._database)

    @contextmanager
    def linking(self) -> Iterator[None]:
        """Let no other process code or link inside the block; a run of this store already does."""
        if self._lock is not None or self._path == IN_MEMORY:
            yield
            return
        lock = self._take_lock()
        if lock is None:
            raise StoreError(self._other_run())
        try:
            yield
        finally:
            lock.release()

    def apply_linking(self, changes: LinkChanges) -> Linking:
        """Record what a linking changed, all of it at once; events are current after it."""
        with self._database.transaction():
            return self._write_linking(changes)

    def event_drafts(
        self, documents: Collection[str], linker: str
    ) -> Mapping[tuple[str, ...], EventRow]:
        """Return the events that coding found in documents, without relations, by their claims."""
        return self.links.drafts(documents, linker)

    def add_sketches(self, sketches: Mapping[str, TextSketch]) -> None:
        """Record what copies of documents are recognised by, in place of what was before."""
        with self._database.transaction():
            for document_id, sketch in sketches.items():
                write_sketch(self._database, document_id, sketch)

    def replace_events(self, events: Iterable[Event], *, revision: int | None = None) -> None:
        """Put these events in place of all that are stored."""
        # Taken in before anything is written: the caller may be reading claims from here.
        events = tuple(events)
        with self._database.transaction():
            state = self.revision() if revision is None else revision
            self._write_linking(changes_to(self._database, events, revision=state))

    def _write_linking(self, changes: LinkChanges) -> Linking:
        return write_linking(self._database, changes, at=self._clock(), run_id=self._run_id)

    def linkings(self) -> Sequence[Linking]:
        """Return all linkings, oldest first."""
        return read_linkings(self._database)

    def linking_changes(self, number: int) -> Sequence[EventChange]:
        """Return the events that a linking added, changed or ended, by id."""
        return read_changes(self._database, number)

    def linking_ended(self, number: int) -> Sequence[Event]:
        """Return the events that a linking ended, as they were, by id."""
        return read_ended(self._database, number)

    def event_versions(self, event_id: str) -> Sequence[EventVersion]:
        """Return what the event with this id was from linking to linking, oldest first."""
        return read_versions(self._database, event_id)

    def events_are_current(self) -> bool:
        """Tell whether no document, copy, claim or decision changed since the last linking."""
        return self._database.one("SELECT 1 FROM changes WHERE claims = linked") is not None

    def events(self, filters: EventFilters = ALL_EVENTS) -> Iterator[Event]:
        """Yield the events that pass, in the order the filters name."""
        for record in self.event_records(filters):
            yield decode(Event, record)

    def event_records(self, filters: EventFilters = ALL_EVENTS) -> Iterator[str]:
        """Yield the events that pass as they are stored, in the order the filters name."""
        condition, parameters = where(filters)
        for row in self._database.rows(
            f"SELECT record FROM events WHERE {condition} ORDER BY {order_by(filters.order)}"
            " LIMIT ?",
            (*parameters, _limit(filters.limit)),
        ):
            yield row["record"]

    def event(self, key: str) -> Event | None:
        """Return the event that ``find_event`` finds."""
        found = self.find_event(key)
        return found.event if found else None

    def find_event(self, key: str) -> FoundEvent | None:
        """Return the event with this id or unique start of an id, former ids included."""
        key = storable(key)
        if not key:
            return None
        event = self._event_with_id(key)
        if event is not None:
            return FoundEvent(event=event)
        event = self._heir(key)
        if event is not None:
            return FoundEvent(event=event, former=key)
        issued = self.event_id(key)
        if issued is None:
            return None
        event = self._event_with_id(issued)
        if event is not None:
            return FoundEvent(event=event)
        event = self._heir(issued)
        return FoundEvent(event=event, former=issued) if event else None

    def event_id(self, key: str) -> str | None:
        """Return the id that a key is or begins, of an event there is or was."""
        key = storable(key)
        for table in ("events", "past_events"):
            ids = self._ids_from(table, key)
            if key in ids:
                return key
            if ids:
                return self._only(ids, what="events", key=key)
        return None

    def count_events(self, filters: EventFilters = ALL_EVENTS) -> int:
        """Return how many events pass, whatever the filters' limit."""
        condition, parameters = where(filters)
        return self._database.count(f"SELECT count(*) FROM events WHERE {condition}", parameters)

    # Parts of the above

    @property
    def _path(self) -> Path:
        return self._database.path

    def _take_lock(self) -> RunLock | None:
        return None if self._path == IN_MEMORY else RunLock.take(self._path)

    def _end_run(self) -> None:
        self._run_id = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _require_run(self, run_id: int) -> None:
        if self._database.read_only:
            raise StoreError(f"{self._path}: the store is open for reading only")
        if run_id != self._run_id:
            raise StoreError(f"{self._path}: run {run_id} is not going on here; start it first")

    def _other_run(self) -> str:
        row = self._database.one("SELECT * FROM runs WHERE state = 'running' ORDER BY id DESC")
        who = (
            f" (run {row['id']}, process {row['process']} on {row['host']}, since {row['started']})"
            if row
            else ""
        )
        return (
            f"{self._path}: another coding run is writing to this store{who}. Wait until it has "
            "finished, or give another file"
        )

    def _mark_interrupted(self) -> None:
        self._database.execute(
            "UPDATE runs SET state = ? WHERE state = ?",
            (RunState.INTERRUPTED.value, RunState.RUNNING.value),
        )

    def _run_columns(self, run: RunStart) -> Columns:
        return {
            "state": RunState.RUNNING.value,
            "version": run.made_by.version,
            "codebook": run.made_by.codebook,
            "model": run.made_by.model,
            "arguments": write_json(list(run.arguments)),
            "started": self._clock().isoformat(),
            "process": os.getpid(),
            "host": socket.gethostname(),
        }

    def _insert_failures(self, run_id: int, failures: Iterable[Failure]) -> None:
        self._database.insert_all(
            "failures",
            (
                {
                    "run_id": run_id,
                    "path": storable(failure.path),
                    "step": failure.step.value,
                    "reason": storable(failure.reason),
                    "document_id": failure.document_id,
                    "record": encode(failure),
                }
                for failure in failures
            ),
        )

    def _put_document(self, document: Document, made_by: Provenance, revision: int) -> PutOutcome:
        stored = self.document(document.id)
        if stored is None:
            record, text = split_document(document)
            columns = document_columns(document)
            self._database.insert(
                "documents",
                {
                    "id": document.id,
                    "text": text,
                    "record": record,
                    "revision": revision,
                    **columns,
                },
            )
            return PutOutcome.ADDED
        if _origin(stored) == _origin(document):
            if self._is_coded(document, made_by):
                return PutOutcome.UNCHANGED
            self._update_document(document, revision)
            return PutOutcome.REPLACED
        if _precedence(document) < _precedence(stored):
            self._remove_copy(document, revision)
            self._update_document(document, revision)
            self._put_copy(stored, revision)
            return PutOutcome.REPLACED
        if self._has_copy(document):
            return PutOutcome.UNCHANGED
        self._put_copy(document, revision)
        return PutOutcome.COPY

    def _update_document(self, document: Document, revision: int) -> None:
        """Give a stored text new metadata, and keep the old ones as they were."""
        record, _ = split_document(document)
        stored = self._database.one(
            "SELECT 1 FROM documents WHERE id = ? AND record = ?", (document.id, record)
        )
        if stored is not None:
            return
        self._keep_past("documents", "id = ?", (document.id,), revision)
        columns = {**document_columns(document), "record": record, "revision": revision}
        changes = ", ".join(f"{column} = ?" for column in columns)
        self._database.execute(
            f"UPDATE documents SET {changes} WHERE id = ?", (*columns.values(), document.id)
        )

    def _has_copy(self, document: Document) -> bool:
        row = self._database.one(
            "SELECT record FROM copies WHERE document_id = ? AND origin = ?",
            (document.id, _origin(document)),
        )
        return row is not None and row["record"] == encode(_copy(document))

    def _put_copy(self, document: Document, revision: int) -> None:
        columns = document_columns(document)
        self._remove_copy(document, revision)
        self._database.insert(
            "copies",
            {
                "document_id": document.id,
                "origin": _origin(document),
                **{name: columns[name] for name in ("path", "url", "outlet", "published")},
                "record": encode(_copy(document)),
                "revision": revision,
            },
        )

    def _remove_copy(self, document: Document, revision: int) -> None:
        condition, parameters = "document_id = ? AND origin = ?", (document.id, _origin(document))
        self._keep_past("copies", condition, parameters, revision)
        self._database.execute(f"DELETE FROM copies WHERE {condition}", parameters)

    def _put_claims(self, document_id: str, rows: Sequence[Columns], revision: int) -> None:
        """Put a document's claims in place of the earlier ones, which are kept as they were."""
        records = {row["id"]: row["record"] for row in rows}
        if len(records) < len(rows):
            raise StoreError(f"{self._path}: document {document_id} has the same claim twice")
        stored = {
            row["id"]: row["record"]
            for row in self._database.rows(
                "SELECT id, record FROM claims WHERE document_id = ?", (document_id,)
            )
        }
        for claim in [claim for claim in stored if records.get(claim) != stored[claim]]:
            self._keep_past("claims", "id = ?", (claim,), revision)
            self._database.execute("DELETE FROM claims WHERE id = ?", (claim,))
        self._database.insert_all(
            "claims",
            (
                {**row, "seed": event_id([row["id"]]), "revision": revision}
                for row in rows
                if stored.get(row["id"]) != row["record"]
            ),
        )

    def _keep_past(
        self, table: str, condition: str, parameters: Sequence[str], revision: int
    ) -> None:
        """Keep rows as they are before a revision changes them."""
        columns = ", ".join(name for name in self._database.columns(table) if name != "text")
        self._database.execute(
            f"INSERT INTO past_{table} ({columns}, until)"
            f" SELECT {columns}, ? FROM {table} WHERE {condition}",
            (revision, *parameters),
        )

    def _put_coding(self, run_id: int, document: Document, made_by: Provenance) -> None:
        self._database.execute(
            "INSERT OR REPLACE INTO codings"
            " (document_id, metadata_digest, version, codebook, model, run_id)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                document.id,
                metadata_digest(document),
                made_by.version,
                made_by.codebook,
                made_by.model,
                run_id,
            ),
        )

    def _is_coded(self, document: Document, made_by: Provenance) -> bool:
        row = self._database.one(
            "SELECT 1 FROM codings WHERE document_id = ? AND metadata_digest = ?"
            " AND version = ? AND codebook = ? AND model = ?",
            (
                document.id,
                metadata_digest(document),
                made_by.version,
                made_by.codebook,
                made_by.model,
            ),
        )
        return row is not None

    def _note_change(self, revision: int, documents: Iterable[str]) -> None:
        """Record which documents a new revision changed."""
        self._database.execute("UPDATE changes SET claims = ?", (revision,))
        self._database.execute_all(
            "INSERT OR REPLACE INTO changed_documents (document_id, revision) VALUES (?, ?)",
            [(storable(document), revision) for document in documents],
        )

    def _event_with_id(self, event_id: str) -> Event | None:
        row = self._database.one("SELECT record FROM events WHERE id = ?", (event_id,))
        return decode(Event, row["record"]) if row else None

    def _ids_from(self, table: str, prefix: str) -> list[str]:
        if not prefix:
            return []
        rows = self._database.rows(
            f"SELECT DISTINCT id FROM {table} WHERE id >= ?1 AND id < ?1 || ?2"
            " ORDER BY id LIMIT ?3",
            (prefix, _LAST_CHARACTER, _MOST_CANDIDATES + 1),
        )
        return [row["id"] for row in rows]

    def _heir(self, former: str) -> Event | None:
        """Return the event that now holds the claim that gave an event its id."""
        row = self._database.one(_HOLDER, (former,)) or self._database.one(
            _HOLDER_OF_SUCCESSOR, (former,)
        )
        return self._event_with_id(row["event_id"]) if row else None

    def _document_ids(self, condition: str, parameters: Sequence[str | int]) -> list[str]:
        sql = f"SELECT id FROM documents WHERE {condition}"
        if "path" in condition:
            sql += f" UNION SELECT document_id FROM copies WHERE {condition}"
        rows = self._database.rows(
            f"{sql} ORDER BY 1 LIMIT {_MOST_CANDIDATES + 1}", tuple(parameters)
        )
        return [row[0] for row in rows]

    def _only(self, ids: Sequence[str], *, what: str, key: str) -> str:
        if len(ids) == 1:
            return ids[0]
        shown = ", ".join(ids[:_MOST_CANDIDATES])
        more = " and more" if len(ids) > _MOST_CANDIDATES else ""
        raise StoreError(f'several {what} fit "{key}": {shown}{more}. Give more of the id')


def _run(row: sqlite3.Row) -> Run:
    made_by = Provenance(version=row["version"], codebook=row["codebook"], model=row["model"])
    return Run(
        id=row["id"],
        state=RunState(row["state"]),
        start=RunStart(made_by=made_by, arguments=tuple(read_json(row["arguments"]))),
        started=datetime.fromisoformat(row["started"]),
        finished=datetime.fromisoformat(row["finished"]) if row["finished"] else None,
        totals=decode(RunTotals, row["totals"]) if row["totals"] else None,
    )


def _copy(document: Document) -> Copy:
    return Copy(
        document_id=document.id,
        path=document.path,
        url=document.url,
        outlet=document.outlet,
        title=document.title,
        published=document.published,
    )


def _origin(document: Document) -> str:
    return write_json([document.path, document.url])


def _precedence(document: Document) -> tuple[tuple[bool, str], ...]:
    """Return a key that sorts appearances of one text; what is not known comes last."""
    day = document.published.date.isoformat() if document.published else None
    values = (day, document.outlet, document.url, document.path)
    return tuple((value is None, value or "") for value in values)


def _claim_row(grounded: GroundedClaim) -> Columns:
    return {**claim_columns(grounded), "record": encode(grounded)}


def _of_document(document_id: str | None) -> tuple[str, tuple[str, ...]]:
    return ("1", ()) if document_id is None else ("document_id = ?", (storable(document_id),))


def _limit(limit: int | None) -> int:
    return -1 if limit is None else limit
