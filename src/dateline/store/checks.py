"""What a store must refuse, and what can be damaged in one."""

from collections.abc import Iterator

from dateline.core.documents import Document, document_id
from dateline.core.grounded import GroundedClaim
from dateline.errors import DatelineError, EvidenceError, StoreError
from dateline.store.codec import furthest_offset, to_plain
from dateline.store.database import Database
from dateline.store.decisions import log_damage
from dateline.store.interface import Store


def refuse_false_document(document: Document) -> None:
    """Check a document against its text.

    Raises:
        EvidenceError: Its id is not that of its text, or a span reaches outside the text.
    """
    if document.id != document_id(document.text):
        raise EvidenceError(f"document {document.id}: this is not the id of its text")
    _refuse_far_spans(document, document, what=f"document {document.id}")


def refuse_false_claim(grounded: GroundedClaim, document: Document) -> None:
    """Check a claim against the document it is stored with.

    Raises:
        EvidenceError: It is of another document, or a span reaches outside the text.
    """
    claim = grounded.claim
    if claim.document_id != document.id:
        raise EvidenceError(
            f"claim {claim.id} is of document {claim.document_id}, not of {document.id}"
        )
    _refuse_far_spans(grounded, document, what=f"claim {claim.id}")


def find_damage(database: Database, store: Store) -> Iterator[str]:
    """Yield a line for everything damaged in a store's file, search index and records."""
    for part in (
        _file_damage(database),
        _search_index_damage(database),
        _document_damage(store),
        _claim_damage(store),
        _event_damage(store),
        log_damage(database),
    ):
        # A part that cannot be read must not hide what is wrong with the others.
        try:
            yield from part
        except DatelineError as error:
            yield str(error)


def _refuse_far_spans(value: object, document: Document, *, what: str) -> None:
    end = furthest_offset(to_plain(value))
    if end > len(document.text):
        raise EvidenceError(
            f"{what} reaches to {end}, after the {len(document.text)} characters of "
            f"document {document.id}"
        )


def _file_damage(database: Database) -> Iterator[str]:
    for row in database.rows("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield f"{database.path}: {row[0]}"
    for row in database.rows("PRAGMA foreign_key_check"):
        yield f"{database.path}: row {row[1]} of {row[0]} refers to {row[2]} that are not stored"
    for row in database.rows(
        "SELECT id FROM documents WHERE id NOT IN (SELECT document_id FROM codings) ORDER BY id"
    ):
        yield f"{database.path}: document {row['id']} has no record of its coding"


def _search_index_damage(database: Database) -> Iterator[str]:
    if database.read_only:
        return
    try:
        database.execute(
            "INSERT INTO documents_fts (documents_fts, rank) VALUES ('integrity-check', 1)"
        )
    except StoreError as error:
        yield f"search index: {error}"


def _document_damage(store: Store) -> Iterator[str]:
    for document in store.documents():
        try:
            refuse_false_document(document)
        except EvidenceError as error:
            yield str(error)


def _claim_damage(store: Store) -> Iterator[str]:
    document: Document | None = None
    for grounded in store.claims():
        if document is None or document.id != grounded.claim.document_id:
            document = store.document(grounded.claim.document_id)
        if document is None:
            continue  # a broken reference, which is reported as such
        try:
            refuse_false_claim(grounded, document)
        except EvidenceError as error:
            yield str(error)


def _event_damage(store: Store) -> Iterator[str]:
    current = store.events_are_current()
    stored = {grounded.claim.id for grounded in store.claims()} if current else set()
    for event in store.events():
        if current and not stored.issuperset(event.claims):
            yield f"event {event.id} rests on claims that are not stored"
