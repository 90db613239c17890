"""Make decisions from what a person names: events, claims and documents by id or its start."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dateline.core.claims import claim_id
from dateline.core.decisions import ClaimRef, Decision, DecisionKind, claim_ref, with_id
from dateline.core.documents import CLAIM_BEARING, Document, Span
from dateline.core.events import Event, RelationKind
from dateline.core.grounded import GroundedClaim
from dateline.errors import DecisionError, EvidenceError
from dateline.exports.decisions import canonical_value
from dateline.pipeline.linking.corrections import read_value
from dateline.pipeline.linking.edits import added_claim, respanned
from dateline.store.interface import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruler:
    """Who rules, why and when."""

    author: str
    reason: str
    at: datetime

    def __post_init__(self) -> None:
        if not self.author.strip():
            raise DecisionError("a decision needs an author")
        if not self.reason.strip():
            raise DecisionError("a decision needs a reason")


class Desk:
    """Makes decisions on what is in a store; it does not add them to it.

    Events, claims and documents are named by their ids or a unique start of one, documents also
    by path or file name. Every method raises ``DecisionError`` where a name leads nowhere or
    there is nothing to rule, and ``StoreError`` where it leads to several.
    """

    def __init__(self, store: Store, ruler: Ruler) -> None:
        self._store = store
        self._ruler = ruler

    def accept(self, keys: Sequence[str]) -> Decision:
        """Rule that claims, or all claims of events, are right."""
        return self._made(DecisionKind.ACCEPT, claims=self._refs(keys))

    def reject(self, keys: Sequence[str]) -> Decision:
        """Rule that claims, or all claims of events, support nothing."""
        return self._made(DecisionKind.REJECT, claims=self._refs(keys))

    def correct(self, key: str, field: str, value: str | None) -> Decision:
        """Give a field of an event a value, as JSON in the form of the public record.

        Raises:
            DecisionError: The field cannot have this value.
        """
        event = self._event(key)
        refs = self._event_refs(event)
        read_value(field, value, mention=refs[0].trigger)
        canonical = None if value is None else canonical_value(json.loads(value))
        return self._made(DecisionKind.CORRECT, claims=refs, field=field, value=canonical)

    def merge(self, keys: Sequence[str]) -> Decision:
        """Rule that two or more events are one."""
        events = self._events(keys, at_least=2)
        first, *others = (self._event_refs(event) for event in events)
        return self._made(
            DecisionKind.MERGE, claims=first, others=tuple(ref for refs in others for ref in refs)
        )

    def split(self, key: str, claims: Sequence[str]) -> Decision:
        """Rule that claims of an event are not of it; they are of one other event."""
        event = self._event(key)
        refs = self._event_refs(event)
        out = tuple(dict.fromkeys(claim_ref(self._claim(claim).claim) for claim in claims))
        foreign = [ref.claim for ref in out if ref not in refs]
        if foreign:
            raise DecisionError(f"claim {foreign[0]} is not one of event {event.id}")
        if len(out) == len(refs):
            raise DecisionError(f"all claims of event {event.id} would be taken out of it")
        return self._made(DecisionKind.SPLIT, claims=refs, others=out)

    def relate(self, key: str, relation: RelationKind, other: str) -> Decision:
        """Rule that an event is tied to another."""
        event, tied = self._events([key, other], at_least=2)
        return self._made(
            DecisionKind.RELATE,
            claims=self._event_refs(event),
            others=self._event_refs(tied),
            relation=relation,
        )

    def retract(self, key: str) -> Decision:
        """Rule that a document was withdrawn, with all it supports."""
        return self._made(DecisionKind.RETRACT, documents=(self._document(key).id,))

    def duplicate(self, keys: Sequence[str]) -> Decision:
        """Rule that two or more documents repeat one another and count as one source."""
        ids = sorted({self._document(key).id for key in keys})
        if len(ids) < 2:
            raise DecisionError("name two different documents or more")
        return self._made(DecisionKind.DUPLICATE, documents=tuple(ids))

    def add(
        self, key: str, words: Span, type_: str, *, details: Mapping[str, object] | None = None
    ) -> Decision:
        """Add a claim that coding missed.

        Args:
            key: The document.
            words: The words that report the act.
            type_: Its type, one of the codebook.
            details: What else is known of it, in the form of the public record: ``evidence``, a
                list of spans of which the first holds the words, ``scope``, ``stage``,
                ``status``, ``time``, ``place``, ``toll`` by name ("killed.victims"), ``arguments``
                and ``attribution``.

        Raises:
            DecisionError: The words cannot carry a claim, or a value is not one it can have.
        """
        document = self._document(key)
        check_words(document, words)
        id_ = claim_id(document.id, words, type_)
        ref = ClaimRef(claim=id_, document=document.id, type=type_, trigger=words)
        if self._store.claim(id_) is not None:
            raise DecisionError(f"claim {id_} is there already: accept or correct that one")
        decision = self._made(
            DecisionKind.ADD, claims=(ref,), value=canonical_value(dict(details or {}))
        )
        _checked(added_claim, document, ref, decision)
        return decision

    def span(self, key: str, trigger: Span, evidence: Sequence[Span] = ()) -> Decision:
        """Say which words a claim rests on.

        Args:
            key: The claim.
            trigger: The words that report the act.
            evidence: The clauses it rests on, the first with those words in it; without any, the
                words themselves.

        Raises:
            DecisionError: The words cannot carry a claim.
        """
        grounded = self._claim(key)
        document = self._document(grounded.claim.document_id)
        for words in (trigger, *evidence):
            check_words(document, words)
        value = {
            "trigger": _plain_span(trigger),
            "evidence": [_plain_span(words) for words in evidence or (trigger,)],
        }
        decision = self._made(
            DecisionKind.SPAN,
            claims=(claim_ref(grounded.claim),),
            value=canonical_value(value),
        )
        _checked(respanned, document, grounded, decision.value)
        return decision

    def undo(self, key: str) -> Decision:
        """Take a decision back."""
        return self._made(DecisionKind.UNDO, undoes=self.decision(key).id)

    def document(self, key: str) -> Document:
        """Return the document with an id or unique start of one, path or file name."""
        return self._document(key)

    def document_of(self, claim: str) -> Document:
        """Return the document of a claim."""
        return self._document(self._claim(claim).claim.document_id)

    def decision(self, key: str) -> Decision:
        """Return the decision with an id or unique start of one."""
        found = [d for d in self._store.decisions() if key and d.id.startswith(key)]
        if not found:
            raise DecisionError(f"no decision {key!r}. List them with: dateline decisions")
        if len(found) > 1:
            ids = ", ".join(decision.id for decision in found[:10])
            raise DecisionError(f'several decisions fit "{key}": {ids}. Give more of the id')
        return found[0]

    def _made(
        self,
        kind: DecisionKind,
        *,
        claims: tuple[ClaimRef, ...] = (),
        others: tuple[ClaimRef, ...] = (),
        documents: tuple[str, ...] = (),
        field: str | None = None,
        value: str | None = None,
        relation: RelationKind | None = None,
        undoes: str | None = None,
    ) -> Decision:
        decision = Decision(
            id="",
            kind=kind,
            at=self._moment(),
            author=self._ruler.author,
            reason=self._ruler.reason,
            claims=claims,
            others=others,
            documents=documents,
            field=field,
            value=value,
            relation=relation,
            undoes=undoes,
        )
        return with_id(decision)

    def _moment(self) -> datetime:
        """Return when the decision is made: after all others, since the later wins."""
        made = [decision.at for decision in self._store.decisions()]
        after = max(made) + timedelta(microseconds=1) if made else self._ruler.at
        return max(self._ruler.at, after).astimezone(UTC)

    def _refs(self, keys: Sequence[str]) -> tuple[ClaimRef, ...]:
        found: dict[ClaimRef, None] = {}
        for key in keys:
            event = self._store.find_event(key)
            if event is not None:
                found.update(dict.fromkeys(self._event_refs(event.event)))
            else:
                found[claim_ref(self._claim(key).claim)] = None
        return tuple(found)

    def _event_refs(self, event: Event) -> tuple[ClaimRef, ...]:
        claims = [self._store.claim(claim_id) for claim_id in event.claims]
        return tuple(claim_ref(claim.claim) for claim in claims if claim is not None)

    def _events(self, keys: Sequence[str], *, at_least: int) -> list[Event]:
        events = list({event.id: event for event in map(self._event, keys)}.values())
        if len(events) < at_least:
            raise DecisionError("these are one and the same event; name different ones")
        return events

    def _event(self, key: str) -> Event:
        event = self._store.event(key)
        if event is None:
            raise DecisionError(f"no event {key!r}. List events with: dateline events")
        return event

    def _claim(self, key: str) -> GroundedClaim:
        claim = self._store.find_claim(key)
        if claim is None:
            raise DecisionError(
                f"no event or claim {key!r}. dateline show EVENT --json lists an event's claims"
            )
        return claim

    def _document(self, key: str) -> Document:
        document = self._store.find_document(key)
        if document is None:
            raise DecisionError(f"no document {key!r}. dateline show EVENT names its documents")
        return document


def check_words(document: Document, words: Span) -> None:
    """Refuse words that cannot carry a claim.

    Raises:
        DecisionError: They are not in the text, are blank or stand where nothing is claimed.
    """
    if words.end > len(document.text):
        raise DecisionError(f"{words} ends after the text of document {document.id}")
    if not document.text_at(words).strip():
        raise DecisionError("these words are blank")
    for segment in document.segments:
        if segment.span.overlaps(words) and segment.kind not in CLAIM_BEARING:
            raise DecisionError(f"a {segment.kind} cannot carry a claim")


def _plain_span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _checked(make: Callable[..., object], *arguments: object) -> None:
    try:
        make(*arguments)
    except EvidenceError as error:
        raise DecisionError(str(error)) from error
