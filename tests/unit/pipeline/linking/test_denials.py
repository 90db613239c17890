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
