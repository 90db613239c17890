"""What browsing needs of a store beside its events: which changed, and columns kept of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.core.claims import SourceKind
from dateline.core.documents import Document
from dateline.core.events import Event
from dateline.core.grounded import GroundedClaim
from dateline.store.codec import decode, join_document, read_json, storable
from dateline.store.database import Database
from dateline.store.words import full_text_query

_CHUNK = 500

#: The number of a linking and the revision it rests on.
State = tuple[int, int]

_CHANGED = """SELECT id FROM events WHERE valid_from > ?1
    UNION SELECT event_id FROM event_claims
        JOIN claims ON claims.id = event_claims.claim_id WHERE claims.revision > ?2
    UNION SELECT event_id FROM event_documents
        WHERE document_id IN (SELECT id FROM documents WHERE revision > ?2
            UNION SELECT document_id FROM copies WHERE revision > ?2
            UNION SELECT document_id FROM past_copies WHERE until > ?2)
    ORDER BY 1"""

_GONE = """SELECT DISTINCT id FROM past_events WHERE valid_until > ?
    AND NOT EXISTS (SELECT 1 FROM events WHERE events.id = past_events.id) ORDER BY id"""

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

# Records are canonical JSON, so that what may name a private person is found by these words.
_NAMING_WORDS = (
    '"private_person":true',
    *(f'"kind":"{kind}"' for kind in _PRIVATE_SOURCES),
)
_NAMING = f"""SELECT document_id, record FROM claims WHERE document_id IN ({{}})
    AND ({" OR ".join("instr(record, ?)" for _ in _NAMING_WORDS)})
    ORDER BY document_id, trigger_start, trigger_end, id"""

# A text that no column can keep as it is stands in the record.
_TEXTS = """SELECT id, text, CASE WHEN instr(record, '"text":"') THEN record END AS record
    FROM documents WHERE id IN ({})"""

_CLAIM_RECORDS = """SELECT claims.id, record FROM event_claims
    JOIN claims ON claims.id = event_claims.claim_id WHERE event_id IN ({})"""


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

    def state(self) -> State:
        """Return numbers that change whenever events do: the last linking and its revision."""
        row = self._database.one("SELECT coalesce(max(number), 0) FROM linkings")
        return (0 if row is None else int(row[0])), self._database.count(
            "SELECT linked FROM changes"
        )

    def ids(self) -> list[str]:
        """Return the ids of all events, sorted."""
        return [row[0] for row in self._database.rows("SELECT id FROM events ORDER BY id")]

    def changes(self, since: State) -> tuple[list[str], list[str]]:
        """Return the ids of the events that are new or otherwise since a state, and of those gone.

        An event changes with its claims and with the outlets of its documents and their copies.
        """
        linking, revision = since
        changed = [row[0] for row in self._database.rows(_CHANGED, (linking, revision))]
        return changed, [row[0] for row in self._database.rows(_GONE, (linking,))]

    def kept(self) -> tuple[State, bytes] | None:
        """Return the columns that were kept and the state they show, if there are any."""
        row = self._database.one("SELECT linking, revision, columns FROM browse_columns")
        return None if row is None else ((row["linking"], row["revision"]), row["columns"])

    def keep(self, state: State, columns: bytes) -> None:
        """Keep columns in place of earlier ones."""
        with self._database.transaction():
            self._database.execute("DELETE FROM browse_columns")
            self._database.insert(
                "browse_columns",
                {"only": 1, "linking": state[0], "revision": state[1], "columns": columns},
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

    def claim_records(self, events: Collection[str]) -> Iterator[tuple[str, str]]:
        """Yield the claims of events as they are stored, each with its id."""
        for chunk in _chunks(events):
            for row in self._database.rows(_CLAIM_RECORDS.format(_marks(chunk)), chunk):
                yield row["id"], row["record"]

    def texts(self, documents: Collection[str]) -> dict[str, Document]:
        """Return documents by id, each with its text and nothing else that is known of it."""
        found: dict[str, Document] = {}
        for chunk in _chunks(documents):
            for row in self._database.rows(_TEXTS.format(_marks(chunk)), chunk):
                id_, text, record = row["id"], row["text"], row["record"]
                text = text if record is None else join_document(record, text).text
                found[id_] = Document(id=id_, text=text)
        return found

    def naming(self, documents: Collection[str]) -> dict[str, list[GroundedClaim]]:
        """Return those claims of documents that may speak of a private person, by document."""
        found: dict[str, list[GroundedClaim]] = {}
        for chunk in _chunks(documents):
            values = (*chunk, *_NAMING_WORDS)
            for row in self._database.rows(_NAMING.format(_marks(chunk)), values):
                claim = decode(GroundedClaim, row["record"])
                found.setdefault(row["document_id"], []).append(claim)
        return found

    def naming_claims(self, document_id: str) -> Sequence[GroundedClaim]:
        """Return those claims of a document that may speak of a private person."""
        key = storable(document_id)
        return self.naming([key]).get(key, [])

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
