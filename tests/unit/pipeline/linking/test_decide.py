"""Decisions are found again in the claims as they are, and the later wins."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dateline.core.claims import claim_id
from dateline.core.decisions import ClaimRef, Constraints, Decision, DecisionKind, with_id
from dateline.core.documents import Span
from dateline.core.events import RelationKind
from dateline.pipeline.linking.decide import (
    DecisionState,
    Rulings,
    decide,
    decided_relations,
    join_duplicates,
)

NOON = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
FAMILIES = {"bombing": "violence", "suicide_bombing": "violence", "arrest": "enforcement"}


def ref(document: str, start: int, end: int, type_: str = "bombing") -> ClaimRef:
    span = Span(start, end)
    return ClaimRef(
        claim=claim_id(document, span, type_), document=document, type=type_, trigger=span
    )


A, B, C, D = (ref(document, 10, 20) for document in ("doc-a", "doc-b", "doc-c", "doc-d"))
ALL = (A, B, C, D)


def a_decision(
    kind: DecisionKind,
    claims: Sequence[ClaimRef] = (),
    others: Sequence[ClaimRef] = (),
    *,
    minute: int = 0,
    documents: tuple[str, ...] = (),
    field: str | None = None,
    value: str | None = None,
    relation: RelationKind | None = None,
    undoes: str | None = None,
) -> Decision:
    return with_id(
        Decision(
            id="",
            kind=kind,
            at=NOON + timedelta(minutes=minute),
            author="Ira",
            reason="read both reports",
            claims=tuple(claims),
            others=tuple(others),
            documents=documents,
            field=field,
            value=value,
            relation=relation,
            undoes=undoes,
        )
    )


def ruled(decisions: Sequence[Decision], present: Sequence[ClaimRef] = ALL) -> Rulings:
    def find(document: str) -> Sequence[ClaimRef] | None:
        return [r for r in present if r.document == document] or None

    return decide(decisions, find, families=FAMILIES)


def constraints(*decisions: Decision) -> Constraints:
    return ruled(decisions).constraints


def states(rulings: Rulings) -> list[DecisionState]:
    return [ruling.state for ruling in rulings.rulings]


def test_merged_events_hold_together_all_their_claims() -> None:
    merge = a_decision(DecisionKind.MERGE, [A, B], [C])
    together = constraints(merge).together
    assert {frozenset(pair) for pair in together} == {
        frozenset({first.claim, other.claim})
        for first in [min((A, B, C), key=lambda r: r.claim)]
        for other in {A, B, C} - {first}
    }


def test_a_split_keeps_what_is_taken_out_from_all_the_rest() -> None:
    split = a_decision(DecisionKind.SPLIT, [A, B, C], [C])
    assert constraints(split).apart == tuple(
        sorted(tuple(sorted((r.claim, C.claim))) for r in (A, B))
    )


def test_claims_split_off_by_one_decision_stay_together() -> None:
    split = a_decision(DecisionKind.SPLIT, [A, B, C, D], [C, D])
    assert constraints(split).together == (tuple(sorted((C.claim, D.claim))),)


def test_a_later_split_wins_over_a_merge_and_a_later_merge_over_a_split() -> None:
    merge = a_decision(DecisionKind.MERGE, [A], [B], minute=0)
    split = a_decision(DecisionKind.SPLIT, [A, B], [B], minute=1)
    again = a_decision(DecisionKind.MERGE, [A], [B], minute=2)
    after_split = ruled([split, merge])
    assert after_split.constraints.together == ()
    assert after_split.constraints.apart == (tuple(sorted((A.claim, B.claim))),)
    assert states(after_split) == [DecisionState.SUPERSEDED, DecisionState.IN_FORCE]
    after_merge = ruled([again, split, merge])
    assert after_merge.constraints.apart == ()
    assert len(after_merge.constraints.together) == 1
    assert states(after_merge)[1] is DecisionState.SUPERSEDED


def test_the_later_of_accept_and_reject_counts() -> None:
    reject = a_decision(DecisionKind.REJECT, [A, B], minute=0)
    accept = a_decision(DecisionKind.ACCEPT, [A], minute=1)
    found = ruled([accept, reject])
    assert found.constraints.rejected == {B.claim}
    assert found.constraints.accepted == {A.claim}
    assert states(found) == [DecisionState.IN_FORCE, DecisionState.IN_FORCE]


def test_a_decision_taken_back_asks_for_nothing() -> None:
    reject = a_decision(DecisionKind.REJECT, [A])
    undo = a_decision(DecisionKind.UNDO, undoes=reject.id, minute=1)
    redo = a_decision(DecisionKind.UNDO, undoes=undo.id, minute=2)
    assert ruled([reject, undo]).constraints.rejected == frozenset()
    assert states(ruled([reject, undo])) == [DecisionState.UNDONE, DecisionState.IN_FORCE]
    assert ruled([reject, undo, redo]).constraints.rejected == {A.claim}


def test_a_correction_stands_on_the_first_claim_that_supports_anything() -> None:
    correct = a_decision(DecisionKind.CORRECT, [A, B], field="type", value='"arrest"')
    reject = a_decision(DecisionKind.REJECT, [A], minute=1)
    assert list(constraints(correct).corrections) == [A.claim]
    assert list(constraints(correct, reject).corrections) == [B.claim]


def test_a_correction_of_the_same_field_is_superseded_by_a_later_one() -> None:
    old = a_decision(DecisionKind.CORRECT, [A], field="type", value='"arrest"')
    other = a_decision(DecisionKind.CORRECT, [A], field="stage", value='"foiled"', minute=1)
    new = a_decision(DecisionKind.CORRECT, [A, B], field="type", value='"bombing"', minute=2)
    assert states(ruled([new, other, old])) == [
        DecisionState.SUPERSEDED,
        DecisionState.IN_FORCE,
        DecisionState.IN_FORCE,
    ]


def test_a_retracted_document_takes_its_claims_with_it() -> None:
    retract = a_decision(DecisionKind.RETRACT, documents=("doc-a",))
    merge = a_decision(DecisionKind.MERGE, [A, B], [C], minute=1)
    found = constraints(retract, merge)
    assert found.retracted == {"doc-a"}
    assert found.together == (tuple(sorted((B.claim, C.claim))),)


def test_duplicates_of_duplicates_are_one_source() -> None:
    found = constraints(
        a_decision(DecisionKind.DUPLICATE, documents=("doc-a", "doc-b")),
        a_decision(DecisionKind.DUPLICATE, documents=("doc-b", "doc-c"), minute=1),
    )
    assert found.duplicates == (frozenset({"doc-a", "doc-b", "doc-c"}),)
    groups = (("doc-a",), ("doc-b", "doc-d"), ("doc-e",))
    assert join_duplicates(groups, found) == (("doc-a", "doc-b", "doc-d"), ("doc-e",))
    assert join_duplicates(groups, Constraints()) == groups


def test_a_relation_is_drawn_between_the_events_that_hold_the_claims() -> None:
    relate = a_decision(DecisionKind.RELATE, [A], [B], relation=RelationKind.LED_TO)
    found = decided_relations(constraints(relate), {A.claim: "event-a", B.claim: "event-b"})
    assert list(found) == ["event-a"]
    (relation,) = found["event-a"]
    assert (relation.kind, relation.event) == (RelationKind.LED_TO, "event-b")
    assert relation.claims == tuple(sorted((A.claim, B.claim)))
    assert decided_relations(constraints(relate), {A.claim: "same", B.claim: "same"}) == {}


def test_events_of_one_case_are_each_related_to_the_other() -> None:
    relate = a_decision(DecisionKind.RELATE, [A], [B], relation=RelationKind.SAME_CASE)
    found = decided_relations(constraints(relate), {A.claim: "event-a", B.claim: "event-b"})
    assert sorted(found) == ["event-a", "event-b"]


# After a text was coded again


def test_a_claim_is_found_by_its_trigger_when_its_type_has_changed() -> None:
    now = ref("doc-a", 10, 20, "suicide_bombing")
    found = ruled([a_decision(DecisionKind.REJECT, [A])], [now])
    (ruling,) = found.rulings
    assert ruling.state is DecisionState.IN_FORCE
    assert ruling.moved == ((A.claim, now.claim),)
    assert found.constraints.rejected == {now.claim}


def test_of_equal_overlaps_the_same_type_and_then_the_same_family_is_taken() -> None:
    same_type, family, other = (
        ref("doc-a", 10, 20, "bombing"),
        ref("doc-a", 10, 20, "suicide_bombing"),
        ref("doc-a", 10, 20, "arrest"),
    )
    old = ClaimRef(claim="old", document="doc-a", type="bombing", trigger=Span(12, 18))
    decision = a_decision(DecisionKind.REJECT, [old])
    assert ruled([decision], [other, family, same_type]).constraints.rejected == {same_type.claim}
    assert ruled([decision], [other, family]).constraints.rejected == {family.claim}
    assert ruled([decision], [other]).constraints.rejected == {other.claim}


def test_a_decision_whose_words_bear_no_claim_any_more_is_an_orphan_and_moves_nowhere() -> None:
    elsewhere = ref("doc-a", 30, 40)
    found = ruled([a_decision(DecisionKind.REJECT, [A])], [elsewhere])
    assert found.constraints == Constraints()
    (orphan,) = found.orphans
    assert orphan.lost == (A,)


def test_a_decision_that_lost_some_claims_holds_for_the_others_and_says_so() -> None:
    found = ruled([a_decision(DecisionKind.REJECT, [A, B])], [B])
    (ruling,) = found.rulings
    assert (ruling.state, ruling.lost) == (DecisionState.IN_FORCE, (A,))
    assert found.constraints.rejected == {B.claim}


def test_a_merge_that_lost_one_side_is_an_orphan() -> None:
    found = ruled([a_decision(DecisionKind.MERGE, [A, B], [C])], [A, B])
    assert found.constraints.together == ()
    assert len(found.orphans) == 1


def test_a_retraction_of_a_document_that_is_not_stored_is_an_orphan() -> None:
    found = ruled([a_decision(DecisionKind.RETRACT, documents=("doc-z",))])
    (orphan,) = found.orphans
    assert orphan.lost_documents == ("doc-z",)


def test_decisions_are_listed_with_each_claim_they_name() -> None:
    merge = a_decision(DecisionKind.MERGE, [A], [B])
    retract = a_decision(DecisionKind.RETRACT, documents=("doc-c",), minute=1)
    assert constraints(merge, retract).decisions == {
        A.claim: (merge.id,),
        B.claim: (merge.id,),
        C.claim: (retract.id,),
    }


# Whatever is decided

refs = st.sampled_from(ALL)
sides = st.lists(refs, min_size=1, max_size=3, unique=True)


@st.composite
def histories(draw: st.DrawFn) -> list[Decision]:
    made: list[Decision] = []
    for minute in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from([DecisionKind.MERGE, DecisionKind.SPLIT, DecisionKind.UNDO]))
        if kind is DecisionKind.UNDO:
            if made:
                target = draw(st.sampled_from(made))
                made.append(a_decision(kind, undoes=target.id, minute=minute))
            continue
        claims, others = draw(sides), draw(sides)
        if kind is DecisionKind.SPLIT:
            claims = list({*claims, *others})
        made.append(a_decision(kind, claims, others, minute=minute))
    return made


@given(history=histories(), data=st.data())
def test_no_two_claims_are_both_held_together_and_kept_apart(
    history: list[Decision], data: st.DataObject
) -> None:
    found = constraints(*data.draw(st.permutations(history)))
    assert found == constraints(*history)
    group: dict[str, set[str]] = {r.claim: {r.claim} for r in ALL}
    for a, b in found.together:
        joined = group[a] | group[b]
        group.update(dict.fromkeys(joined, joined))
    apart = {frozenset(pair) for pair in found.apart}
    for a, b in combinations(sorted(group), 2):
        assert not (b in group[a] and frozenset((a, b)) in apart)


@given(history=histories())
def test_taking_the_last_decision_back_restores_what_was_before(history: list[Decision]) -> None:
    if not history:
        return
    last = history[-1]
    undo = a_decision(DecisionKind.UNDO, undoes=last.id, minute=60)
    before, after = constraints(*history[:-1]), constraints(*history, undo)
    assert (after.together, after.apart) == (before.together, before.apart)
