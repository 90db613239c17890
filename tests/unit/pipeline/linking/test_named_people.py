"""Names given to people right after a text tells of them."""

from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.events import RelationKind
from dateline.pipeline.linking.link import link
from dateline.pipeline.linking.named_people import names_after
from dateline.pipeline.linking.ties import HELD

PUBLISHED = date(2031, 5, 8)


def names(coder: Coder, text: str) -> set[str]:
    coded = coder.code(text, published=PUBLISHED)
    return {
        coded.document.text_at(span)
        for claim in coded.claims
        for argument in claim.arguments
        if argument.argument.role in HELD
        for span in names_after(claim, argument, coded.document)
    }


@pytest.mark.parametrize(
    "text",
    [
        "Two men were arrested in Leeds on Monday. The pair, identified as Ali Belt and Omar Doss, "
        "were held at a checkpoint.",
        "Two men were arrested in Leeds on Monday over an arson attack. Police named the suspects "
        "as Ali Belt, 30, and Omar Doss, 41.",
    ],
)
def test_people_held_are_named_in_passing_or_in_the_next_sentence(coder: Coder, text: str) -> None:
    assert {"Ali Belt", "Omar Doss"} <= names(coder, text)


def test_a_list_of_names_with_ages_goes_on_after_the_first(coder: Coder) -> None:
    text = "Ali Belt, 24, Omar Doss, 31, and Idris Vale, 27, were charged with murder on Monday."
    assert {"Omar Doss", "Idris Vale"} <= names(coder, text)


@pytest.mark.parametrize(
    "text",
    [
        "A tricycle driver, Omar Doss, was arrested in Leeds on Monday over a murder.",
        "A man was arrested in Leeds on Monday. Police named the suspect as Omar Doss.",
        "A man was arrested in Leeds on Monday. The suspect was identified as Omar Doss.",
    ],
)
def test_one_person_held_is_named_beside_or_later(coder: Coder, text: str) -> None:
    assert "Omar Doss" in names(coder, text)


@pytest.mark.parametrize(
    "text",
    [
        "Ali Belt was charged with murder on Monday and Omar Doss gave evidence.",
        "Gunmen shot two guards in Leeds on Monday. Police named the suspects as Ali Belt and "
        "Omar Doss.",
    ],
)
def test_names_of_others_are_not_taken(coder: Coder, text: str) -> None:
    assert "Omar Doss" not in names(coder, text)


def test_names_given_to_a_pair_tie_its_arrest_to_the_verdict(coder: Coder) -> None:
    arrest = coder.code(
        "Two men were arrested in Leeds on Monday over a bombing. The pair, identified as Ali Belt "
        "and Omar Doss, were held at a checkpoint.",
        published=date(2029, 5, 8),
    )
    verdict = coder.code(
        "A judge in Leeds found Ali Belt and Omar Doss guilty of murder on Tuesday.",
        published=PUBLISHED,
    )
    events = link(
        [*arrest.claims, *verdict.claims],
        {one.document.id: one.document for one in (arrest, verdict)},
    )
    (conviction,) = [event for event in events if event.type.value == "conviction"]
    held = {event.id for event in events if event.type.value == "arrest"}
    tied = {r.event for r in conviction.relations if r.kind is not RelationKind.COUNTED_IN}
    assert held & tied
