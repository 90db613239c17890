"""Arrests, finds, hand-overs and verdicts in the words of agencies, services and courts."""

import pytest

from dateline.api import Coder
from dateline.core.claims import Role, Stage, Status
from dateline.core.grounded import Unresolved
from tests.unit.pipeline.claims.reading import code, only, parties, types


def test_what_a_convict_was_accused_of_does_not_hide_the_sentence(coder: Coder) -> None:
    coded = code(
        coder,
        "A Karvel man accused of seeking to join the Banner was sentenced on Tuesday to nine years "
        "in prison.",
    )

    sentence = only(coded, "sentence")
    assert parties(coded.document, sentence.claim, Role.CONVICT) == ["A Karvel man"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Orlia requested the extradition from Sabaria of two members of the Banner on Monday.",
        "A court in Karvel on Monday approved the extradition of two members of the Banner.",
        "Orlia insisted on Monday on the extradition of two members of the Banner.",
    ],
)
def test_whose_extradition_is_asked_for_is_the_suspect(coder: Coder, sentence: str) -> None:
    coded = code(coder, sentence)

    claim = only(coded, "extradition").claim
    assert claim.stage is Stage.PLANNED
    assert parties(coded.document, claim, Role.SUSPECT) == ["two members of the Banner"]


def test_arms_found_somewhere_are_what_was_found(coder: Coder) -> None:
    coded = code(coder, "Four rifles and two grenades were found at the scene on Monday.")

    found = parties(coded.document, only(coded, "seizure").claim, Role.ITEM)
    assert found == ["Four rifles", "two grenades"]


def test_arms_taken_from_people_are_taken_and_not_the_people(coder: Coder) -> None:
    coded = code(coder, "Rifles and grenades were seized from the two men on Monday.")

    assert "arrest" not in types(coded)
    found = parties(coded.document, only(coded, "seizure").claim, Role.ITEM)
    assert found == ["Rifles", "grenades"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Two residents were killed on Monday while offering armed resistance in Oshel.",
        "Two suspects in Oshel opened fire on Monday and were neutralised by return fire.",
    ],
)
def test_those_who_die_resisting_arrest_are_killed_by_the_forces(
    coder: Coder, sentence: str
) -> None:
    assert "killing_by_security_forces" in types(code(coder, sentence))


def test_a_day_of_the_sentence_is_not_that_of_the_verdict_before_it(coder: Coder) -> None:
    coded = code(
        coder,
        "A citizen of Sabaria who lives in Karvel and was convicted of plotting a bombing was "
        "sentenced to 15 years on Friday.",
    )

    assert all(isinstance(g.time, Unresolved) for g in coded.claims if g.claim.type == "conviction")


def test_whoever_swears_allegiance_vouches_for_nothing(coder: Coder) -> None:
    coded = code(
        coder,
        "Officials said Doran then swore allegiance to the Banner and was with it for two years "
        "before being arrested by Orlian police in 2018.",
    )

    claim = only(coded, "arrest").claim
    assert [coded.document.text_at(a.source) for a in claim.attribution if a.source] == [
        "Officials"
    ]


def test_prosecutors_who_bring_charges_do_not_vouch_for_what_follows(coder: Coder) -> None:
    coded = code(
        coder,
        "Prosecutors have charged four men with terrorism. In April, police arrested a couple in "
        "Oshel over plans to join the Banner.",
    )

    assert not only(coded, "arrest").claim.attribution


def test_money_for_a_journey_to_a_war_is_financing(coder: Coder) -> None:
    coded = code(
        coder, "Prosecutors said Doran funded the travel of two men to a camp of the group in May."
    )

    assert "financing" in types(coded)


def test_those_sentenced_are_the_convicts_when_they_are_only_both(coder: Coder) -> None:
    coded = code(coder, "The court in Karvel sentenced both to death on Monday.")

    sentence = only(coded, "sentence").claim
    assert parties(coded.document, sentence, Role.CONVICT) == ["both"]
    assert parties(coded.document, sentence, Role.AUTHORITY) == ["The court"]


def test_an_order_under_which_a_step_is_taken_is_no_source(coder: Coder) -> None:
    coded = code(
        coder,
        "The three were arrested in Karvel on Monday pursuant to Special Order 12, as amended, for "
        "financing the Banner.",
    )

    assert not any(g.claim.attribution for g in coded.claims)


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        (
            "The bomb was found on Monday, according to Chief Insp. Ann Doran.",
            "Chief Insp. Ann Doran",
        ),
        (
            "The Office of Public Order (OPO) said it arrested two men on Monday.",
            "The Office of Public Order (OPO)",
        ),
        (
            "Two men believed to be fighters of the Banner were arrested on Monday, police said.",
            "police",
        ),
    ],
)
def test_a_source_is_named_whole(coder: Coder, sentence: str, source: str) -> None:
    coded = code(coder, sentence)

    told = {coded.document.text_at(a.source) for g in coded.claims for a in g.claim.attribution}
    assert told == {source}


def test_a_quotation_over_two_paragraphs_is_of_whoever_closes_its_first(coder: Coder) -> None:
    coded = code(
        coder,
        "Two held over Oshel plot\n\nPolice in Oshel held two men of the Banner on May 2.\n\n"
        '"The third suspect was arrested in Karvel on May 3. He was a labourer," the police chief '
        'said.\n\n"He has also sent money to the Banner group."',
    )

    told = [coded.document.text_at(a.source) for g in coded.claims for a in g.claim.attribution]
    assert told == ["the police chief"] * 2
    assert only(coded, "financing").claim.status is Status.ACCUSED_BY_AUTHORITIES


def test_what_a_court_hears_is_what_somebody_is_accused_of(coder: Coder) -> None:
    coded = code(
        coder, "The court in Karvel heard that Doran travelled to Syria to join the Banner."
    )

    assert only(coded, "travel_to_conflict").claim.status is Status.ACCUSED_BY_AUTHORITIES


def test_lessons_in_making_bombs_are_training_and_make_none(coder: Coder) -> None:
    coded = code(
        coder,
        "The militant received lessons on how to make bombs at a camp in Oshel, police said.",
    )

    assert types(coded) == ["training"]


def test_an_office_of_prosecutors_charges_and_houses_nobody(coder: Coder) -> None:
    coded = code(coder, "The prosecutor's office brought charges against a militant on Monday.")

    charge = only(coded, "charge").claim
    assert parties(coded.document, charge, Role.DEFENDANT) == ["a militant"]
