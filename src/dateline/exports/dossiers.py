"""An event with the claims and documents it rests on, ready to be shown or written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.core.documents import Document, Span
from dateline.core.events import Event
from dateline.core.grounded import Count, GroundedClaim, Interval, Place
from dateline.errors import ExportError
from dateline.exports.casts import Cast
from dateline.exports.masking import NO_MASK, Mask, NamedPerson, mask_document, named_persons

#: A value that was worked out from words.
Grounded = Interval | Place | Count

#: Documents kept at hand while events are written: neighbours by date often share some.
CACHED_DOCUMENTS = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier(Cast):
    """An event, its claims in the event's order, and their documents with what to mask in them."""

    event: Event
    claims: tuple[GroundedClaim, ...]
    documents: Mapping[str, Document]
    masks: Mapping[str, Mask]

    def claim(self, claim_id: str) -> GroundedClaim:
        """Return one of the event's claims."""
        return next(claim for claim in self.claims if claim.claim.id == claim_id)

    def words(self, document_id: str, span: Span) -> str:
        """Return words of a document in one line, with private persons by role."""
        document = self.documents[document_id]
        document.text_at(span)
        return " ".join(self.masks[document_id].quote(document.text, span).split())

    def document_stating(self, value: Grounded, claims: Sequence[str]) -> str:
        """Return the id of the document whose words give a value.

        Args:
            value: A time, place or count of the event.
            claims: Ids of the claims that state it; if empty, any of the event's may.
        """
        supporting = [self.claim(claim_id) for claim_id in (*claims, *self.event.claims)]
        for grounded in supporting:
            if value in _stated(grounded):
                return grounded.claim.document_id
        for grounded in supporting:
            if value.mention in (stated.mention for stated in _stated(grounded)):
                return grounded.claim.document_id
        return supporting[0].claim.document_id


def _stated(grounded: GroundedClaim) -> Iterator[Grounded]:
    if isinstance(grounded.time, Interval):
        yield grounded.time
    if isinstance(grounded.place, Place):
        yield grounded.place
    for toll in grounded.toll:
        yield toll.count
    for argument in grounded.arguments:
        if argument.count is not None:
            yield argument.count


@dataclass(frozen=True, slots=True)
class _Read:
    """A document with its claims and the private persons they name."""

    document: Document
    claims: tuple[GroundedClaim, ...]
    persons: frozenset[NamedPerson]


class Dossiers:
    """Opens dossiers from wherever documents and claims are kept.

    Args:
        find_document: Returns the document with an id.
        find_claims: Returns all claims of a document.
        names: Whether private persons are shown by name.
        choose: What an event is passed through first, as to choose its figures by another rule.
        find_naming: Returns those claims of a document that may name a private person, where that
            is less than reading all.
    """

    def __init__(
        self,
        find_document: Callable[[str], Document | None],
        find_claims: Callable[[str], Iterable[GroundedClaim]],
        *,
        names: bool = False,
        choose: Callable[[Event], Event] = lambda event: event,
        find_naming: Callable[[str], Iterable[GroundedClaim]] | None = None,
    ) -> None:
        self._find_document = find_document
        self._find_claims = find_claims
        self._find_naming = find_naming
        self._names = names
        self._choose = choose
        self._read = lru_cache(CACHED_DOCUMENTS)(self._read_document)
        self._persons = lru_cache(CACHED_DOCUMENTS)(self._read_persons)

    def open(self, event: Event) -> Dossier:
        """Gather what an event rests on.

        Raises:
            ExportError: A claim or document of the event cannot be found.
        """
        event = self._choose(event)
        read = {document_id: self._read(document_id) for document_id in event.documents}
        claims = {
            grounded.claim.id: grounded
            for document_claims in read.values()
            for grounded in document_claims.claims
        }
        missing = [claim_id for claim_id in event.claims if claim_id not in claims]
        if missing:
            raise ExportError(f"event {event.id}: claim {missing[0]} cannot be found")
        persons = frozenset(person for each in read.values() for person in each.persons)
        return Dossier(
            event=event,
            claims=tuple(claims[claim_id] for claim_id in event.claims),
            documents={document_id: each.document for document_id, each in read.items()},
            masks={document_id: self._mask(each, persons) for document_id, each in read.items()},
        )

    def document(
        self, document_id: str, *, beside: Iterable[str] = ()
    ) -> tuple[Document, tuple[GroundedClaim, ...], Mask]:
        """Return a document with all its claims and what to mask in it.

        Args:
            document_id: Which document.
            beside: Ids of documents on the same events; whom they name is masked here as well.

        Raises:
            ExportError: The document cannot be found.
        """
        read = self._read(document_id)
        persons = frozenset(person for other in beside for person in self._persons(other))
        return read.document, read.claims, self._mask(read, persons)

    def _mask(self, read: _Read, persons: frozenset[NamedPerson]) -> Mask:
        if self._names:
            return NO_MASK
        return mask_document(read.document, read.claims, also=persons)

    def _read_persons(self, document_id: str) -> frozenset[NamedPerson]:
        if self._find_naming is None:
            return self._read(document_id).persons
        claims = tuple(self._find_naming(document_id))
        return frozenset(named_persons(self._find(document_id), claims)) if claims else frozenset()

    def _read_document(self, document_id: str) -> _Read:
        document = self._find(document_id)
        claims = tuple(self._find_claims(document_id))
        return _Read(document, claims, frozenset(named_persons(document, claims)))

    def _find(self, document_id: str) -> Document:
        document = self._find_document(document_id)
        if document is None:
            raise ExportError(f"document {document_id} cannot be found")
        return document
