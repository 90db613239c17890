"""Lines of many events at once, from no more of their claims and texts than a line tells."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dateline.core.claims import Effect, Status
from dateline.core.documents import Document, Span
from dateline.core.events import Event, FigureRule
from dateline.core.grounded import GroundedArgument
from dateline.errors import StoreError
from dateline.exports.casts import Cast
from dateline.exports.lines import Line, event_line
from dateline.exports.masking import NO_MASK, Mask, NamedPerson, mask_document, named_persons
from dateline.pipeline.linking.conflicts import with_figures
from dateline.store.browse import BrowseRows
from dateline.store.codec import decode


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    document_id: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    mention: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Toll:
    effect: Effect
    count: _Count


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tolled:
    claim: _Report
    toll: tuple[_Toll, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Argued:
    arguments: tuple[GroundedArgument, ...]


class _ClaimGist:
    """What a line tells of a stored claim; few lines need to know who plays which role in it."""

    __slots__ = ("_record", "claim", "toll")

    def __init__(self, record: str) -> None:
        read = decode(_Tolled, record)
        self._record = record
        self.claim = read.claim
        self.toll = read.toll

    @property
    def arguments(self) -> tuple[GroundedArgument, ...]:
        """Who plays which role in it."""
        return decode(_Argued, self._record).arguments


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told(Cast):
    """An event with what a line tells of its claims, and its documents with what to mask."""

    event: Event
    claims: Mapping[str, _ClaimGist]
    documents: Mapping[str, Document]
    masks: Mapping[str, Mask]

    def claim(self, claim_id: str) -> _ClaimGist:
        """Return one of the event's claims."""
        return self.claims[claim_id]

    def words(self, document_id: str, span: Span) -> str:
        """Return words of a document in one line, with private persons by role."""
        document, mask = self.documents[document_id], self.masks.get(document_id, NO_MASK)
        document.text_at(span)
        return " ".join(mask.quote(document.text, span).split())


def read_lines(
    browsing: BrowseRows, ids: Collection[str], *, rule: FigureRule, names: bool
) -> dict[str, Line]:
    """Return the lines of events, by id; those that are not stored are left out.

    They are those that ``Dossiers`` give, read in one go.

    Args:
        browsing: The store.
        ids: Which events.
        rule: What figures are chosen by.
        names: Whether private persons are shown by name.

    Raises:
        StoreError: The store cannot be read, or lacks a claim or document of an event.
    """
    events = browsing.events(ids)
    claims = {id_: _ClaimGist(record) for id_, record in browsing.claim_records(ids)}
    reports = sorted({document for event in events.values() for document in event.documents})
    documents = browsing.texts(reports)
    for event in events.values():
        _require(event, claims.keys(), documents.keys())
    persons = {} if names else _persons(browsing, documents)
    return {
        id_: event_line(
            _Told(
                event=with_figures(event, rule),
                claims=claims,
                documents=documents,
                masks=_masks(event, documents, persons),
            )
        )
        for id_, event in events.items()
    }


def _require(event: Event, claims: Collection[str], documents: Collection[str]) -> None:
    for what, asked, found in (
        ("claim", event.claims, claims),
        ("document", event.documents, documents),
    ):
        missing = [key for key in asked if key not in found]
        if missing:
            raise StoreError(f"event {event.id}: {what} {missing[0]} cannot be found")


def _persons(
    browsing: BrowseRows, documents: Mapping[str, Document]
) -> Mapping[str, frozenset[NamedPerson]]:
    """Return the private persons that documents name, by document; most name none."""
    return {
        document_id: frozenset(named_persons(documents[document_id], claims))
        for document_id, claims in browsing.naming(documents.keys()).items()
    }


def _masks(
    event: Event,
    documents: Mapping[str, Document],
    persons: Mapping[str, frozenset[NamedPerson]],
) -> Mapping[str, Mask]:
    """Return what to hide in each document of an event: whomever one of them names."""
    named = frozenset(each for key in event.documents for each in persons.get(key, ()))
    if not named:
        return {}
    return {key: mask_document(documents[key], (), also=named) for key in event.documents}
