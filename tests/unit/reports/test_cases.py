"""Cases as trees, from invented articles coded and linked here."""

from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.events import Event, RelationKind
from dateline.pipeline.linking.link import link
from dateline.reports.cases import CaseNode, read_case


def linked(coder: Coder, *articles: tuple[str, date]) -> dict[str, Event]:
    coded = [coder.code(text, published=published) for text, published in articles]
    claims = [claim for each in coded for claim in each.claims]
    return {e.id: e for e in link(claims, {c.document.id: c.document for c in coded})}


def of_type(events: dict[str, Event], type_: str) -> Event:
    (event,) = [e for e in events.values() if e.type.value == type_]
    return event


def course(node: CaseNode) -> list[tuple[str | None, list[str | None]]]:
    return [(n.event.type.value, [c.event.type.value for c in n.children]) for n in node.walk()]


ATTACK = (
    "GARISSA, June 6 -- Gunmen killed three soldiers at a checkpoint in Garissa on June 5, "
    "police said.",
    date(2024, 6, 6),
)
ARREST = (
    "NAIROBI, June 20 -- Police in Garissa arrested Baraka Otundo on Wednesday over the June 5 "
    "attack in Garissa.",
    date(2024, 6, 20),
)
TRIAL = (
    "NAIROBI, March 4 -- The trial of Baraka Otundo on terrorism charges opened in Nairobi on "
    "Tuesday.",
    date(2025, 3, 5),
)
VERDICT = (
    "NAIROBI, May 7 -- A court in Nairobi sentenced Baraka Otundo to 30 years in prison for "
    "terrorism on Wednesday.",
    date(2025, 5, 8),
)


def test_a_case_runs_over_articles_from_the_attack_to_the_sentence(coder: Coder) -> None:
    events = linked(coder, ATTACK, ARREST, TRIAL, VERDICT)
    root = read_case(of_type(events, "sentence"), events.get)
    assert course(root) == [
        ("armed_assault", ["arrest"]),
        ("arrest", ["trial"]),
        ("trial", ["sentence"]),
        ("sentence", []),
    ]


@pytest.mark.parametrize("asked", ["armed_assault", "arrest", "trial"])
def test_a_case_is_the_same_from_whichever_event_it_is_asked(coder: Coder, asked: str) -> None:
    events = linked(coder, ATTACK, ARREST, TRIAL, VERDICT)
    whole = read_case(of_type(events, "sentence"), events.get)
    assert read_case(of_type(events, asked), events.get) == whole


def test_every_tie_of_a_case_names_claims_that_show_it(coder: Coder) -> None:
    events = linked(coder, ATTACK, ARREST, TRIAL, VERDICT)
    known = {claim for event in events.values() for claim in event.claims}
    root = read_case(of_type(events, "arrest"), events.get)
    ties = [node.tie for node in root.walk() if node is not root]
    assert all(tie is not None and tie.claims and set(tie.claims) <= known for tie in ties)


def test_a_reference_that_two_incidents_answer_to_ties_neither(coder: Coder) -> None:
    other = (
        "GARISSA, June 6 -- A bomb wounded nine people at a hotel in Garissa on June 5, "
        "the county said.",
        date(2024, 6, 6),
    )
    events = linked(coder, ATTACK, other, ARREST)
    assert of_type(events, "arrest").relations == ()


def test_namesakes_in_two_countries_are_no_case(coder: Coder) -> None:
    elsewhere = (
        "LIMA, May 7 -- A court in Lima sentenced Baraka Otundo to 12 years in prison for "
        "terrorism on Wednesday.",
        date(2025, 5, 8),
    )
    events = linked(coder, ARREST, elsewhere)
    assert of_type(events, "sentence").relations == ()


def test_a_trial_years_later_is_a_response_to_the_attack_and_not_the_attack(coder: Coder) -> None:
    trial = (
        "NAIROBI, March 4 -- Two men went on trial in Nairobi on Monday over the June 5, 2024 "
        "attack in Garissa.",
        date(2027, 3, 5),
    )
    events = linked(coder, ATTACK, trial)
    (relation,) = of_type(events, "trial").relations
    assert relation.kind is RelationKind.RESPONSE_TO
    assert relation.event == of_type(events, "armed_assault").id
