"""What a person ruled: decisions, which are only ever added, and what they ask of linking."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from dateline.core.claims import Claim
from dateline.core.documents import Span
from dateline.core.events import RelationKind


class DecisionKind(StrEnum):
    """What was ruled.

    ``ACCEPT`` and ``REJECT`` judge claims, ``CORRECT`` gives a value, ``MERGE`` says that claims
    are of one event, ``SPLIT`` that they are not, ``RELATE`` ties events, ``RETRACT`` withdraws a
    document with all it supports, ``DUPLICATE`` says that documents repeat one another, ``ADD``
    adds a claim that coding missed, ``SPAN`` says which words a claim rests on, and ``UNDO`` takes
    an earlier decision back.
    """

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    RELATE = "relate"
    RETRACT = "retract"
    DUPLICATE = "duplicate"
    ADD = "add"
    SPAN = "span"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRef:
    """A claim as a decision knows it, so that it is recognised after the text is coded again."""

    claim: str
    document: str
    type: str
    trigger: Span


def claim_ref(claim: Claim) -> ClaimRef:
    """Return a claim as decisions name it."""
    return ClaimRef(
        claim=claim.id,
        document=claim.document_id,
        type=claim.type,
        trigger=claim.trigger.span,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One ruling by one person at one time.

    Attributes:
        id: Digest of everything below.
        claims: The claims it is about: all those of the event, as the person saw it; of an added
            claim, what it is to be.
        others: The second side: of a merge or relation, the other event's claims; of a split, the
            claims to be taken out of ``claims``.
        documents: The documents of a retraction (one) or of duplicates (two or more).
        field: The name of the value a correction gives: ``type``, ``scope``, ``stage``,
            ``status``, ``time``, ``place`` or a toll such as ``killed.victims``.
        value: The corrected value as JSON in the form of the public record; ``None`` clears it.
            Of an added claim a JSON object with its ``evidence`` and, if they are not the usual
            ones, ``scope``, ``stage``, ``status``, ``time``, ``place``, ``toll``, ``arguments`` and
            ``attribution``; of words corrected, one with ``trigger`` and ``evidence``.
        relation: How a relation ties ``claims`` to ``others``.
        undoes: Id of the decision taken back.
    """

    id: str
    kind: DecisionKind
    at: datetime
    author: str
    reason: str
    claims: tuple[ClaimRef, ...] = ()
    others: tuple[ClaimRef, ...] = ()
    documents: tuple[str, ...] = ()
    field: str | None = None
    value: str | None = None
    relation: RelationKind | None = None
    undoes: str | None = None


def decision_id(decision: Decision) -> str:
    """Return a decision's id: a digest of everything else it says."""

    def refs(claims: Sequence[ClaimRef]) -> list[list[object]]:
        return [[c.claim, c.document, c.type, c.trigger.start, c.trigger.end] for c in claims]

    content = [
        decision.kind,
        decision.at.astimezone(UTC).isoformat(timespec="microseconds"),
        decision.author,
        decision.reason,
        refs(decision.claims),
        refs(decision.others),
        list(decision.documents),
        decision.field,
        decision.value,
        decision.relation,
        decision.undoes,
    ]
    return sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()[:16]


def with_id(decision: Decision) -> Decision:
    """Return a decision under the id that what it says gives it."""
    return replace(decision, id=decision_id(decision))


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A value a person set for the event a claim belongs to; ``value`` is JSON.

    Of corrections of one field the one decided last, ``at``, counts.
    """

    decision: str
    at: datetime
    field: str
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedRelation:
    """A tie a person drew between the events of two claims."""

    decision: str
    kind: RelationKind
    claim: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What the decisions in force ask of linking, by claim and document id.

    ``together`` and ``apart`` are pairs of claim ids: one event, and never one event. Both win
    over likeness; ``apart`` wins over an older ``together``, which is then left out here.
    ``rejected`` claims and ``retracted`` documents support nothing. ``duplicates`` are sets of
    documents that count as one source. ``corrections`` are by the claim whose event they are
    for. ``decisions`` gives for a claim the decisions naming it or its document.
    """

    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    accepted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    retracted: frozenset[str] = frozenset()
    duplicates: tuple[frozenset[str], ...] = ()
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    relations: tuple[DecidedRelation, ...] = ()
    decisions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


NO_CONSTRAINTS = Constraints()
