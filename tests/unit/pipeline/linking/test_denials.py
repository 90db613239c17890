from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.claims import Status
from dateline.core.documents import Document
from dateline.core.events import Denial
from dateline.core.grounded import GroundedClaim
from dateline.pipeline.articles.read import document_from_text
from dateline.pipeline.linking.denials import find_denials
from dateline.pipeline.linking.sources import group_sources, origins_of


def bombing(coder: Coder, outlet: str, day: int) -> tuple[GroundedClaim, Document]:
    text = f"A bomb planted by the Taliban killed 12 people at a market in Mosul, {outlet} reports."
    document = document_from_text(text, outlet=outlet, published=date(2024, 5, day))
    (claim,) = [c for c in coder.code_document(document).claims if c.claim.type == "bombing"]
    return claim, document


def denied(claim: GroundedClaim) -> GroundedClaim:
    return replace(claim, claim=replace(claim.claim, status=Status.DENIED))


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
    naming, document = bombing(coder, "Vostok Wire", 14)
    assert any(argument.actor for argument in naming.arguments)
    other, other_document = bombing(coder, "Radio Meskar", 14)
    silent = replace(other, arguments=())
    denial, third = bombing(coder, "Torva Post", 15)
    (found,) = denials([naming, silent, denied(denial)], [document, other_document, third])
    assert found.denies == (naming.claim.id,)
