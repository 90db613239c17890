"""What the decisions of people ask of linking, found again in the claims as they are now.

A decision names the claims it was made on. After a text was coded again, by another version or
with another codebook, a claim named is

- the present claim of the same id, or else
- the claim of the same document whose trigger shares characters with the old one's: that which
  shares most, then one of the same type, then of the same family, then the first. The decision
  applies to it and is marked as moved.
- Otherwise it is lost. A decision that has lost all it rests on is an orphan: it is told of, and
  neither dropped nor put on anything else.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dateline.core.decisions import (
    ClaimRef,
    Constraints,
    Correction,
    DecidedRelation,
    Decision,
    DecisionKind,
)
from dateline.core.events import Event, Relation, RelationKind
from dateline.core.grounded import GroundedClaim

_NEEDS_OTHERS = frozenset({DecisionKind.MERGE, DecisionKind.SPLIT, DecisionKind.RELATE})
_ON_DOCUMENTS = frozenset({DecisionKind.RETRACT, DecisionKind.DUPLICATE})
#: Relations that read the same from both sides.
_MUTUAL = frozenset({RelationKind.SAME_CASE})

#: Returns the present claims of a document, or ``None`` if it is not stored.
FindClaims = Callable[[str], Sequence[ClaimRef] | None]


class DecisionState(StrEnum):
    """How a decision stands.

    ``SUPERSEDED``: a later decision rules otherwise on all of it. ``ORPHANED``: what it rests on
    is not found any more.
    """

    IN_FORCE = "in force"
    UNDONE = "undone"
    SUPERSEDED = "superseded"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A decision and how it stands.

    ``moved`` are claims it names that are found under another id now, old and new; ``lost`` those
    not found, with ``lost_documents`` that are not stored.
    """

    decision: Decision
    state: DecisionState
    moved: tuple[tuple[str, str], ...] = ()
    lost: tuple[ClaimRef, ...] = ()
    lost_documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """All decisions as they stand, in the order they were made, and what they ask of linking."""

    rulings: tuple[Ruling, ...]
    constraints: Constraints

    @property
    def orphans(self) -> tuple[Ruling, ...]:
        """The decisions that have lost what they rest on."""
        return tuple(r for r in self.rulings if r.state is DecisionState.ORPHANED)


def decide(
    decisions: Iterable[Decision], find_claims: FindClaims, *, families: Mapping[str, str]
) -> Rulings:
    """Return what decisions ask of linking.

    They count in the order they were made, whatever the order they come in, and the later wins.

    Args:
        decisions: All decisions, those taken back included.
        find_claims: Where the claims are as they are now.
        families: The family of each event type, as a codebook has it.
    """
    ordered = sorted(decisions, key=lambda d: (d.at, d.id))
    undone = taken_back(ordered)
    finder = _Finder(find_claims, families)
    placed = [_place(d, finder) for d in ordered if d.id not in undone]
    standing = [p for p in placed if not p.orphaned]
    ruled = _Ruled(standing, finder)
    states = {p.decision.id: ruled.state(p) for p in placed}
    by_id = {p.decision.id: p for p in placed}
    return Rulings(
        rulings=tuple(_ruling(decision, by_id.get(decision.id), states) for decision in ordered),
        constraints=ruled.constraints(),
    )


def taken_back(decisions: Iterable[Decision]) -> frozenset[str]:
    """Return the ids of decisions taken back by one that is not itself taken back."""
    undoing: dict[str, list[str]] = defaultdict(list)
    for decision in decisions:
        if decision.undoes is not None:
            undoing[decision.undoes].append(decision.id)
    known: dict[str, bool] = {}
    # An id covers the id it takes back, so that these chains cannot close to a ring.
    for start in undoing:
        open_ids = [start]
        while open_ids:
            current = open_ids[-1]
            waiting = [u for u in undoing.get(current, ()) if u not in known]
            if waiting:
                open_ids.extend(waiting)
                continue
            known[current] = any(not known[u] for u in undoing.get(current, ()))
            open_ids.pop()
    return frozenset(decision for decision, taken_back in known.items() if taken_back)


class _Finder:
    """Finds claims that decisions name among the present ones; asks once for each document."""

    def __init__(self, find_claims: FindClaims, families: Mapping[str, str]) -> None:
        self._find_claims = find_claims
        self._families = families
        self._present: dict[str, Sequence[ClaimRef] | None] = {}

    def claims_of(self, document: str) -> Sequence[ClaimRef] | None:
        if document not in self._present:
            self._present[document] = self._find_claims(document)
        return self._present[document]

    def find(self, ref: ClaimRef) -> ClaimRef | None:
        return find_claim(ref, self.claims_of(ref.document) or (), self._families)


def find_claim(
    ref: ClaimRef, present: Sequence[ClaimRef], families: Mapping[str, str]
) -> ClaimRef | None:
    """Return the claim that a decision names among those a document has now, if it is there."""
    same = next((claim for claim in present if claim.claim == ref.claim), None)
    if same is not None:
        return same
    near = [claim for claim in present if claim.trigger.overlaps(ref.trigger)]
    family = families.get(ref.type)

    def distance(claim: ClaimRef) -> tuple[object, ...]:
        shared = min(claim.trigger.end, ref.trigger.end) - max(
            claim.trigger.start, ref.trigger.start
        )
        return (
            -shared,
            claim.type != ref.type,
            family is None or families.get(claim.type) != family,
            claim.trigger,
            claim.claim,
        )

    return min(near, key=distance, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A decision with the claims it names as they are now, each once, in the decision's order."""

    decision: Decision
    claims: tuple[str, ...]
    others: tuple[str, ...]
    documents: tuple[str, ...]
    moved: tuple[tuple[str, str], ...]
    lost: tuple[ClaimRef, ...]
    lost_documents: tuple[str, ...]

    @property
    def orphaned(self) -> bool:
        kind = self.decision.kind
        if kind is DecisionKind.UNDO:
            return False
        if kind in _ON_DOCUMENTS:
            return len(self.documents) < (2 if kind is DecisionKind.DUPLICATE else 1)
        return not self.claims or (kind in _NEEDS_OTHERS and not self.others)


def _place(decision: Decision, finder: _Finder) -> _Placed:
    moved: list[tuple[str, str]] = []
    lost: list[ClaimRef] = []

    def found(refs: Sequence[ClaimRef]) -> tuple[str, ...]:
        claims: dict[str, None] = {}
        for ref in refs:
            claim = finder.find(ref)
            if claim is None:
                lost.append(ref)
                continue
            if claim.claim != ref.claim:
                moved.append((ref.claim, claim.claim))
            claims[claim.claim] = None
        return tuple(claims)

    claims, others = found(decision.claims), found(decision.others)
    stored = [d for d in decision.documents if finder.claims_of(d) is not None]
    return _Placed(
        decision=decision,
        claims=claims,
        others=others,
        documents=tuple(stored),
        moved=tuple(dict.fromkeys(moved)),
        lost=tuple(dict.fromkeys(lost)),
        lost_documents=tuple(d for d in decision.documents if d not in stored),
    )


def _ruling(
    decision: Decision, placed: _Placed | None, states: Mapping[str, DecisionState]
) -> Ruling:
    if placed is None:
        return Ruling(decision=decision, state=DecisionState.UNDONE)
    return Ruling(
        decision=decision,
        state=states[decision.id],
        moved=placed.moved,
        lost=placed.lost,
        lost_documents=placed.lost_documents,
    )


class _Ruled:
    """The decisions that stand, worked through from the first to the last."""

    def __init__(self, placed: Sequence[_Placed], finder: _Finder) -> None:
        self._placed = placed
        self._finder = finder
        self._judged: dict[str, _Placed] = {}
        self._corrected: dict[tuple[str, str], _Placed] = {}
        self._edited: dict[tuple[DecisionKind, str], _Placed] = {}
        self._groups = _Groups()
        for each in placed:
            self._take(each)
        self._retracted = frozenset(
            document
            for each in placed
            if each.decision.kind is DecisionKind.RETRACT
            for document in each.documents
        )

    def _take(self, placed: _Placed) -> None:
        kind = placed.decision.kind
        if kind in (DecisionKind.ACCEPT, DecisionKind.REJECT):
            self._judged.update(dict.fromkeys(placed.claims, placed))
        elif kind is DecisionKind.CORRECT:
            field = placed.decision.field or ""
            self._corrected.update(dict.fromkeys(((field, c) for c in placed.claims), placed))
        elif kind in (DecisionKind.ADD, DecisionKind.SPAN):
            self._edited.update(dict.fromkeys(((kind, c) for c in placed.claims), placed))
        elif kind is DecisionKind.MERGE:
            self._groups.join((*placed.claims, *placed.others))
        elif kind is DecisionKind.SPLIT:
            out = set(placed.others)
            self._groups.part(
                tuple(claim for claim in placed.claims if claim not in out), placed.others
            )

    def state(self, placed: _Placed) -> DecisionState:
        """Tell how a decision that was not taken back stands."""
        kind = placed.decision.kind
        if placed.orphaned:
            return DecisionState.ORPHANED
        if kind in (DecisionKind.ACCEPT, DecisionKind.REJECT):
            stands = any(self._judged[claim] is placed for claim in placed.claims)
        elif kind is DecisionKind.CORRECT:
            field = placed.decision.field or ""
            stands = any(self._corrected[field, claim] is placed for claim in placed.claims)
        elif kind in (DecisionKind.ADD, DecisionKind.SPAN):
            stands = any(self._edited[kind, claim] is placed for claim in placed.claims)
        elif kind is DecisionKind.MERGE:
            stands = self._groups.are_joined((*placed.claims, *placed.others))
        elif kind is DecisionKind.SPLIT:
            stands = self._groups.are_apart(placed.claims, placed.others)
        else:
            stands = True
        return DecisionState.IN_FORCE if stands else DecisionState.SUPERSEDED

    def constraints(self) -> Constraints:
        """Return what the decisions ask of linking."""
        verdicts = {claim: p.decision.kind for claim, p in self._judged.items()}
        rejected = frozenset(c for c, kind in verdicts.items() if kind is DecisionKind.REJECT)
        supporting = self._not_supporting(rejected)
        together, apart = self._groups.pairs(without=supporting)
        return Constraints(
            together=together,
            apart=apart,
            accepted=frozenset(c for c, kind in verdicts.items() if kind is DecisionKind.ACCEPT),
            rejected=rejected,
            retracted=self._retracted,
            duplicates=self._duplicates(),
            corrections=self._corrections(supporting),
            relations=self._relations(supporting),
            decisions=self._by_claim(),
        )

    def _not_supporting(self, rejected: frozenset[str]) -> frozenset[str]:
        """Return the claims that support nothing: rejected, or of a retracted document."""
        retracted = {
            claim.claim
            for document in self._retracted
            for claim in self._finder.claims_of(document) or ()
        }
        return rejected | retracted

    def _of_kind(self, kind: DecisionKind) -> list[_Placed]:
        return [placed for placed in self._placed if placed.decision.kind is kind]

    def _duplicates(self) -> tuple[frozenset[str], ...]:
        groups = _Groups()
        for placed in self._of_kind(DecisionKind.DUPLICATE):
            groups.join(placed.documents)
        return tuple(frozenset(group) for group in groups.joined())

    def _corrections(self, without: frozenset[str]) -> Mapping[str, tuple[Correction, ...]]:
        """Return corrections by the first claim they were made on that still supports anything.

        One claim stands for all: where these have come to be of several events, the value is that
        of one of them, not of each.
        """
        found: dict[str, list[Correction]] = defaultdict(list)
        for placed in self._of_kind(DecisionKind.CORRECT):
            decision = placed.decision
            anchor = _first(placed.claims, without)
            if anchor is not None and decision.field is not None:
                found[anchor].append(
                    Correction(
                        decision=decision.id,
                        at=decision.at,
                        field=decision.field,
                        value=decision.value,
                    )
                )
        return {claim: tuple(corrections) for claim, corrections in sorted(found.items())}

    def _relations(self, without: frozenset[str]) -> tuple[DecidedRelation, ...]:
        found = []
        for placed in self._of_kind(DecisionKind.RELATE):
            claim, other = _first(placed.claims, without), _first(placed.others, without)
            if claim and other and placed.decision.relation is not None:
                found.append(
                    DecidedRelation(
                        decision=placed.decision.id,
                        kind=placed.decision.relation,
                        claim=claim,
                        other=other,
                    )
                )
        return tuple(found)

    def _by_claim(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for placed in self._placed:
            of_documents = [
                claim.claim
                for document in placed.documents
                for claim in self._finder.claims_of(document) or ()
            ]
            for claim in dict.fromkeys((*placed.claims, *placed.others, *of_documents)):
                found[claim].append(placed.decision.id)
        return {claim: tuple(ids) for claim, ids in sorted(found.items())}


def _first(claims: Sequence[str], without: frozenset[str]) -> str | None:
    return next((claim for claim in claims if claim not in without), None)


class _Groups:
    """Which ids belong together and which never do, as ruled so far; the last ruling wins."""

    def __init__(self) -> None:
        self._group: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)

    def join(self, ids: Sequence[str]) -> None:
        """Rule that ids belong together, and so everything that belongs to one of them."""
        joined = {id_ for named in ids for id_ in self._group.get(named, {named})}
        for id_ in joined:
            self._group[id_] = joined
            self._apart[id_] -= joined

    def part(self, rest: Sequence[str], out: Sequence[str]) -> None:
        """Rule that the ids of ``out``, which belong together, never belong to ``rest``."""
        for id_ in out:
            if id_ in self._group:
                self._group.pop(id_).discard(id_)
        self.join(out)
        for id_ in out:
            self._apart[id_].update(rest)
        for id_ in rest:
            self._apart[id_].update(out)

    def are_joined(self, ids: Sequence[str]) -> bool:
        """Tell whether all of these still belong together."""
        return all(id_ in self._group.get(ids[0], ()) for id_ in ids)

    def are_apart(self, ids: Sequence[str], out: Sequence[str]) -> bool:
        """Tell whether some of these are still kept apart."""
        return any(not self._apart[id_].isdisjoint(ids) for id_ in out)

    def joined(self) -> list[tuple[str, ...]]:
        """Return the groups of two and more, sorted."""
        return sorted({tuple(sorted(group)) for group in self._group.values() if len(group) > 1})

    def pairs(
        self, *, without: frozenset[str]
    ) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
        """Return the pairs that hold each group together, and those that never belong together."""
        together = []
        for group in self.joined():
            first, *others = [id_ for id_ in group if id_ not in without] or [""]
            together += [(first, other) for other in others]
        apart = {
            (min(id_, other), max(id_, other))
            for id_, others in self._apart.items()
            for other in others
            if id_ not in without and other not in without
        }
        return tuple(together), tuple(sorted(apart))


def filter_claims(
    claims: Iterable[GroundedClaim], constraints: Constraints
) -> tuple[GroundedClaim, ...]:
    """Return the claims that may support an event: not rejected, and of no retracted document."""
    return tuple(
        grounded
        for grounded in claims
        if grounded.claim.id not in constraints.rejected
        and grounded.claim.document_id not in constraints.retracted
    )


def join_duplicates(
    source_groups: Sequence[tuple[str, ...]], constraints: Constraints
) -> tuple[tuple[str, ...], ...]:
    """Return groups of documents with those made one that hold documents ruled duplicates."""
    groups = _Groups()
    for group in source_groups:
        groups.join(group)
    known = {document for group in source_groups for document in group}
    for duplicates in constraints.duplicates:
        groups.join(sorted(duplicates & known))
    joined = groups.joined()
    single = known - {document for group in joined for document in group}
    return tuple(sorted([*joined, *((document,) for document in single)]))


def decided_relations(
    constraints: Constraints, event_of: Mapping[str, str]
) -> Mapping[str, tuple[Relation, ...]]:
    """Return the relations that people drew, by event id.

    Args:
        constraints: The decisions in force.
        event_of: The id of each claim's event; it need only hold claims of relations.
    """
    found: dict[tuple[str, RelationKind, str], set[str]] = defaultdict(set)
    for relation in constraints.relations:
        event, other = event_of.get(relation.claim), event_of.get(relation.other)
        if event is None or other is None or event == other:
            continue
        ends = [(event, other)]
        if relation.kind in _MUTUAL:
            ends.append((other, event))
        for from_, to in ends:
            found[from_, relation.kind, to] |= {relation.claim, relation.other}
    by_event: dict[str, list[Relation]] = defaultdict(list)
    for (event, kind, other), claims in sorted(found.items()):
        by_event[event].append(Relation(kind=kind, event=other, claims=tuple(sorted(claims))))
    return {event: tuple(relations) for event, relations in by_event.items()}


def decisions_of(event: Event, constraints: Constraints) -> tuple[str, ...]:
    """Return the ids of decisions that name a claim or document of an event, sorted."""
    return tuple(
        sorted({id_ for claim in event.claims for id_ in constraints.decisions.get(claim, ())})
    )
