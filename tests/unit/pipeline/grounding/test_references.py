"""What arrests, trials and boasts are about, in invented sentences."""

from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.coded import Coded
from dateline.core.grounded import IncidentReference, Interval

PUBLISHED = date(2024, 7, 10)


def references(coder: Coder, text: str, type_: str) -> tuple[Coded, list[IncidentReference]]:
    coded = coder.code(text, published=PUBLISHED)
    return coded, [r for c in coded.claims if c.claim.type == type_ for r in c.references]


def told_type(coded: Coded, reference: IncidentReference) -> str | None:
    return next((c.claim.type for c in coded.claims if c.claim.id == reference.claim), None)


@pytest.mark.parametrize(
    ("text", "type_", "told"),
    [
        (
            "A car bomb killed four people in Quetta on July 2. "
            "Police arrested two men on Monday in connection with the blast.",
            "arrest",
            "bombing",
        ),
        (
            "Gunmen attacked a police post near Osh on June 5. "
            "Thirty defendants are on trial over the Osh attack.",
            "trial",
            "armed_assault",
        ),
        (
            "In the days after gunmen attacked an army base in Osh, "
            "security forces killed nine of the militants.",
            "killing_by_security_forces",
            "armed_assault",
        ),
    ],
)
def test_a_reference_finds_the_claim_that_tells_of_the_incident(
    coder: Coder, text: str, type_: str, told: str
) -> None:
    coded, found = references(coder, text, type_)
    assert [told_type(coded, reference) for reference in found] == [told]


def test_day_and_place_of_an_incident_told_elsewhere_are_kept(coder: Coder) -> None:
    coded, found = references(
        coder,
        "Police in Nairobi arrested two militants on Monday over the June 5 attacks in Garissa.",
        "arrest",
    )
    (reference,) = found
    assert reference.time is not None
    assert reference.time.start == date(2024, 6, 5)
    assert reference.place is not None
    assert reference.place.name == "Garissa"
    assert coded.document.text_at(reference.mention).endswith("attacks")


def test_of_two_incidents_the_one_at_the_place_named_is_meant(coder: Coder) -> None:
    text = (
        "A bomb killed four people in Quetta on July 2. Gunmen shot dead two soldiers in Peshawar "
        "on July 3. Police arrested two men on Monday over the Quetta attack."
    )
    coded, (reference,) = references(coder, text, "arrest")
    assert told_type(coded, reference) == "bombing"


def test_an_attack_that_was_only_planned_is_a_plot(coder: Coder) -> None:
    text = "Police in Osh arrested two militants on Monday for planning an attack in Bishkek."
    coded, found = references(coder, text, "arrest")
    assert [told_type(coded, reference) for reference in found] == ["plot"]


def test_a_step_of_a_case_is_about_the_one_incident_its_text_tells_of(coder: Coder) -> None:
    text = (
        "A bomb killed four people at a market in Quetta on July 2. "
        "Six men were charged with terrorism on Tuesday."
    )
    coded, found = references(coder, text, "charge")
    assert [told_type(coded, reference) for reference in found] == ["bombing"]


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed four people at a market in Quetta on July 2. Gunmen killed two policemen "
        "in Lahore on July 4. Six men were charged with terrorism on Tuesday.",
        "A bomb killed four people at a market in Quetta on July 2. "
        "In a separate case, six men were charged with terrorism on Tuesday.",
        "A bomb killed four people at a market in Quetta on July 2. "
        "In Egypt, six men were charged with terrorism in Cairo on Tuesday.",
    ],
)
def test_of_several_incidents_or_apart_from_them_a_step_is_about_none(
    coder: Coder, text: str
) -> None:
    assert references(coder, text, "charge")[1] == []


def test_over_the_case_means_the_incident_and_not_its_mention(coder: Coder) -> None:
    text = (
        "Five men went on trial in Quetta on Tuesday over the blast. "
        "A bomb killed four people at a market in Quetta on July 2. "
        "Police arrested five men on July 5 over the case."
    )
    coded, found = references(coder, text, "arrest")
    told = {r.claim for r in found}
    days = {
        c.time.start for c in coded.claims if c.claim.id in told and isinstance(c.time, Interval)
    }
    assert days == {date(2024, 7, 2)}


def test_an_attack_refers_to_no_other(coder: Coder) -> None:
    text = (
        "A bomb killed four people in Quetta on July 2. "
        "Gunmen shot dead two soldiers in Quetta on July 4, two days after the bombing."
    )
    assert references(coder, text, "armed_assault")[1] == []


@pytest.mark.parametrize(
    ("text", "type_", "day"),
    [
        (
            "Four men were charged in Nairobi on Monday with murdering nine passengers of a bus "
            "near Garissa on June 5.",
            "charge",
            date(2024, 6, 5),
        ),
        (
            "Al-Shabaab claimed Monday's suicide attack on a clinic in Garissa.",
            "claim_of_responsibility",
            date(2024, 7, 8),
        ),
    ],
)
def test_deeds_charged_and_attacks_claimed_are_referred_to(
    coder: Coder, text: str, type_: str, day: date
) -> None:
    _, found = references(coder, text, type_)
    assert any(
        r.time is not None
        and r.time.start == day
        and r.place is not None
        and r.place.name == "Garissa"
        for r in found
    )
