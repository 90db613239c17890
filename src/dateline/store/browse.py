"""What browsing needs of a store beside its events: which changed, and rows kept for them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.core.claims import SourceKind
from dateline.core.events import Event
from dateline.core.grounded import GroundedClaim
from dateline.store.codec import decode, read_json, storable
from dateline.store.database import Database
from dateline.store.words import full_text_query

_CHUNK = 500

_STAMPS = """SELECT events.id AS id,
    events.valid_from || '.' || coalesce(max(claims.revision), 0) AS stamp
    FROM events
    LEFT JOIN event_claims ON event_claims.event_id = events.id
    LEFT JOIN claims ON claims.id = event_claims.claim_id
    GROUP BY events.id"""

_OUTLETS = """SELECT event_id, outlet FROM event_documents
    JOIN documents ON documents.id = event_documents.document_id
    WHERE outlet IS NOT NULL {0}
    UNION SELECT event_id, copies.outlet FROM event_documents
    JOIN copies ON copies.document_id = event_documents.document_id
    WHERE copies.outlet IS NOT NULL {0}
    ORDER BY 1, 2"""

_CLAIMS = """SELECT event_id,
    json_extract(claims.record, '$.claim.confidence') AS confidence,
    json_extract(claims.record, '$.claim.attribution') AS attribution
    FROM event_claims JOIN claims ON claims.id = event_claims.claim_id
    WHERE event_id IN ({})"""

_PUBLISHED = """SELECT event_id, min(published) AS first, max(published) AS last
    FROM event_documents JOIN documents ON documents.id = event_documents.document_id
    WHERE event_id IN ({}) GROUP BY event_id"""

_WITH_WORDS = """SELECT DISTINCT event_id FROM event_documents
    JOIN documents ON documents.id = event_documents.document_id
    WHERE documents.number IN (SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?)"""


#: Sources that are private persons by their kind.
_PRIVATE_SOURCES = (SourceKind.WITNESS.value, SourceKind.RELATIVE.value)

_NAMING = """SELECT record FROM claims WHERE document_id = ?
    AND (EXISTS (SELECT 1 FROM json_each(record, '$.arguments')
            WHERE json_extract(value, '$.private_person'))
        OR EXISTS (SELECT 1 FROM json_each(record, '$.claim.attribution')
            WHERE json_extract(value, '$.kind') IN (?, ?)))
    ORDER BY trigger_start, trigger_end, id"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """What an event's claims and documents say of how it is reported.

    ``confidence`` is that of the surest claim, ``kinds`` what sorts of sources are credited;
    ``first`` and ``last`` are days of publication as ISO 8601 dates, ``None`` if undated.
    """

    confidence: float
    kinds: tuple[str, ...]
    first: str | None
    last: str | None


class BrowseRows:
    """The events of a store as browsing looks at them."""

    def __init__(self, database: Database) -> None:
        """Read from a database that has the tables."""
        self._database = database

    def state(self) -> tuple[int, int]:
        """Return numbers that change whenever events do: the last linking and its revision."""
        row = self._database.one("SELECT coalesce(max(number), 0) FROM linkings")
        return (0 if row is None else int(row[0])), self._database.count(
            "SELECT linked FROM changes"
        )

    def stamps(self) -> dict[str, str]:
        """Return for each event, by id, a stamp that changes with it or a claim of it."""
        return {row["id"]: row["stamp"] for row in self._database.rows(f"{_STAMPS} ORDER BY 1")}

    def kept(self) -> Iterator[tuple[str, str, str]]:
        """Yield id, stamp and row of each event a row was kept for."""
        for row in self._database.rows("SELECT event_id, stamp, row FROM browse_rows"):
            yield row["event_id"], row["stamp"], row["row"]

    def keep(self, rows: Iterable[tuple[str, str, str]], *, dropped: Sequence[str] = ()) -> None:
        """Keep rows (id, stamp, row) in place of earlier ones, and drop those of other ids."""
        with self._database.transaction():
            self._database.execute_all(
                "DELETE FROM browse_rows WHERE event_id = ?", [(id_,) for id_ in dropped]
            )
            self._database.execute_all(
                "INSERT OR REPLACE INTO browse_rows (event_id, stamp, row) VALUES (?, ?, ?)", rows
            )

    def events(self, ids: Collection[str]) -> dict[str, Event]:
        """Return the events with these ids, by id; those that are not stored are left out."""
        return {id_: decode(Event, record) for id_, record in self.records(ids)}

    def records(self, ids: Collection[str]) -> Iterator[tuple[str, str]]:
        """Yield the events with these ids as they are stored, each with its id."""
        for chunk in _chunks(ids):
            sql = f"SELECT id, record FROM events WHERE id IN ({_marks(chunk)})"
            for row in self._database.rows(sql, chunk):
                yield row["id"], row["record"]

    def reporting(self, ids: Collection[str]) -> dict[str, Reporting]:
        """Return how events are reported, by id."""
        confidence: dict[str, float] = {}
        kinds: dict[str, set[str]] = {}
        days: dict[str, tuple[str | None, str | None]] = {}
        for chunk in _chunks(ids):
            for row in self._database.rows(_CLAIMS.format(_marks(chunk)), chunk):
                id_ = row["event_id"]
                confidence[id_] = max(confidence.get(id_, 0.0), row["confidence"] or 0.0)
                said = read_json(row["attribution"] or "[]")
                kinds.setdefault(id_, set()).update(each["kind"] for each in said)
            for row in self._database.rows(_PUBLISHED.format(_marks(chunk)), chunk):
                days[row["event_id"]] = (row["first"], row["last"])
        return {
            id_: Reporting(
                confidence=confidence.get(id_, 0.0),
                kinds=tuple(sorted(kinds.get(id_, ()))),
                first=days.get(id_, (None, None))[0],
                last=days.get(id_, (None, None))[1],
            )
            for id_ in ids
        }

    def outlets(self, ids: Collection[str] | None = None) -> Mapping[str, tuple[str, ...]]:
        """Return who published the documents of events and their copies, by id of the event.

        Args:
            ids: Of these events; ``None`` are all. Events without a known outlet are left out.
        """
        found: dict[str, list[str]] = {}
        if ids is None:
            rows = self._database.rows(_OUTLETS.format(""))
            for row in rows:
                found.setdefault(row["event_id"], []).append(row["outlet"])
        else:
            for chunk in _chunks(ids):
                sql = _OUTLETS.format(f"AND event_id IN ({_marks(chunk)})")
                for row in self._database.rows(sql, (*chunk, *chunk)):
                    found.setdefault(row["event_id"], []).append(row["outlet"])
        return {id_: tuple(outlets) for id_, outlets in found.items()}

    def with_words(self, text: str) -> frozenset[str]:
        """Return ids of events with a document that holds all the words; see ``Store.search``."""
        query = full_text_query(text)
        if query is None:
            return frozenset()
        return frozenset(row[0] for row in self._database.rows(_WITH_WORDS, (query,)))

    def of_document(self, document_id: str) -> frozenset[str]:
        """Return ids of the events that a document reports."""
        sql = "SELECT event_id FROM event_documents WHERE document_id = ?"
        return frozenset(row[0] for row in self._database.rows(sql, (storable(document_id),)))

    def documents(self, *, after: str, limit: int) -> list[str]:
        """Return ids of documents, in order, that come after one."""
        sql = "SELECT id FROM documents WHERE id > ? ORDER BY id LIMIT ?"
        return [row["id"] for row in self._database.rows(sql, (storable(after), limit))]

    def naming_claims(self, document_id: str) -> Iterator[GroundedClaim]:
        """Yield the claims of a document that speak of a private person."""
        for row in self._database.rows(_NAMING, (storable(document_id), *_PRIVATE_SOURCES)):
            yield decode(GroundedClaim, row["record"])

    def published(self, documents: Collection[str]) -> dict[str, date | None]:
        """Return the days on which documents were published, ``None`` where it is not known."""
        found: dict[str, date | None] = {}
        for chunk in _chunks(documents):
            sql = f"SELECT id, published FROM documents WHERE id IN ({_marks(chunk)})"
            for row in self._database.rows(sql, chunk):
                day = row["published"]
                found[row["id"]] = date.fromisoformat(day) if day else None
        return found

    def events_of_claims(self, document_id: str) -> dict[str, str]:
        """Return the ids of the events that the claims of a document are of, by claim."""
        sql = (
            "SELECT claim_id, event_id FROM event_claims JOIN claims ON claims.id = claim_id"
            " WHERE document_id = ?"
        )
        rows = self._database.rows(sql, (storable(document_id),))
        return {row["claim_id"]: row["event_id"] for row in rows}


def _chunks(ids: Collection[str]) -> Iterator[tuple[str, ...]]:
    ordered = tuple(ids)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" for _ in values)
