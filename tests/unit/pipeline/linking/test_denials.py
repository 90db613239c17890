from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.claims import Role, Status
from dateline.core.documents import Document
from dateline.core.events import Denial
from dateline.core.grounded import GroundedClaim
from dateline.pipeline.articles.read import document_from_text
from dateline.pipeline.linking.denials import find_denials
from dateline.pipeline.linking.sources import group_sources, origins_of


def bombing(coder: Coder, outlet: str, day: int) -> tuple[GroundedClaim, Document]:
    text = f"A bomb killed 12 people at a market in Mosul, {outlet} reports."
    document = document_from_text(text, outlet=outlet, published=date(2024, 5, day))
    (claim,) = [c for c in coder.code_document(document).claims if c.claim.type == "bombing"]
    return claim, document


def denied(claim: GroundedClaim) -> GroundedClaim:
    return replace(claim, claim=replace(claim.claim, status=Status.DENIED))


def by_the_front(claim: GroundedClaim) -> GroundedClaim:
    """Return a claim that names a known group as having done it."""
    argument = claim.arguments[0]
    role = replace(argument.argument, role=Role.PERPETRATOR)
    return replace(claim, arguments=(replace(argument, actor="front", argument=role),))


def denials(claims: Sequence[GroundedClaim], documents: Sequence[Document]) -> tuple[Denial, ...]:
    by_id = {document.id: document for document in documents}
    return find_denials(claims, origins_of(claims, by_id, group_sources(claims, documents)))


@pytest.mark.parametrize(("day_of_denial", "is_against_it"), [(15, True), (14, True), (12, False)])
def test_a_denial_is_against_what_was_published_by_then(
    coder: Coder, day_of_denial: int, is_against_it: bool
) -> None:
    claim, document = bombing(coder, "Vostok Wire", 14)
    other, other_document = bombing(coder, "Torva Post", day_of_denial)
    found = denials([claim, denied(other)], [document, other_document])
    expected = (Denial(claim=other.claim.id, denies=(claim.claim.id,)),) if is_against_it else ()
    assert found == expected


def test_a_denial_is_not_against_another_denial(coder: Coder) -> None:
    one, document = bombing(coder, "Vostok Wire", 14)
    other, other_document = bombing(coder, "Torva Post", 15)
    assert denials([denied(one), denied(other)], [document, other_document]) == ()


def test_an_actor_who_denies_is_against_those_who_name_it(coder: Coder) -> None:
    claim, document = bombing(coder, "Vostok Wire", 14)
    naming = by_the_front(claim)
    other, other_document = bombing(coder, "Radio Meskar", 14)
    silent = replace(other, arguments=())
    denial, third = bombing(coder, "Torva Post", 15)
    (found,) = denials(
        [naming, silent, denied(by_the_front(denial))], [document, other_document, third]
    )
    assert found.denies == (naming.claim.id,)


def coded(coder: Coder, text: str, day: int) -> tuple[list[GroundedClaim], Document]:
    document = document_from_text(text, outlet=f"Outlet {day}", published=date(2024, 5, day))
    claims = coder.code_document(document).claims
    return [c for c in claims if c.claim.type == "bombing"], document


@pytest.mark.parametrize(
    "correction",
    [
        "Police said on Thursday that nine people, not 12, were killed by a bomb in Mosul.",
        "A bomb killed nine people in Mosul. An earlier version of this article gave the toll as"
        " 12.",
        "A bomb killed nine people in Mosul. The ministry revised its count on Thursday.",
    ],
)
def test_a_correction_is_against_the_old_figure(coder: Coder, correction: str) -> None:
    claim, document = bombing(coder, "Vostok Wire", 14)
    corrected, later = coded(coder, correction, 16)
    found = denials([claim, *corrected], [document, later])
    assert {id_ for denial in found for id_ in denial.denies} == {claim.claim.id}


def test_who_withdraws_a_statement_takes_back_its_denial(coder: Coder) -> None:
    claim, document = bombing(coder, "Vostok Wire", 14)
    denial, second = bombing(coder, "Torva Post", 15)
    text = "A bomb killed 12 people in Mosul. The Front withdrew its earlier statement on Friday."
    retracting, third = coded(coder, text, 17)
    denying = denied(denial)
    found = denials([claim, denying, *retracting], [document, second, third])
    assert (denying.claim.id,) in [d.denies for d in found]


def test_a_statement_withdrawn_by_one_nobody_named_was_told_by_some_source(coder: Coder) -> None:
    text = "A bomb killed 12 people in Mosul on Tuesday, police said."
    said, first = coded(coder, text, 15)
    text = "A bomb killed 12 people in Mosul. The ministry withdrew its statement on Friday."
    retracting, second = coded(coder, text, 17)
    found = denials([*said, *retracting], [first, second])
    assert {id_ for denial in found for id_ in denial.denies} == {said[0].claim.id}
