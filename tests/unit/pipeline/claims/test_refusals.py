"""Denials told in sentences that name no act, or name it to deny it."""

from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.claims import Basis, Status

from .reading import code

TOLD = "Gunmen killed eight villagers near Goma on Monday. "


@pytest.mark.parametrize(
    "denial",
    [
        "There is no truth in the reports, the army said.",
        '"None of our men was there that day," a spokesman for the militia said.',
        "The militia said it had nothing to do with it and offered its help.",
        "The militia rejected the accusations.",
        "The army dismissed the accounts as inventions.",
        "The group denied any involvement.",
        "The movement played no part in what happened, it said.",
    ],
)
def test_a_denial_is_of_the_act_told_before(coder: Coder, denial: str) -> None:
    claims = code(coder, TOLD + denial).claims
    told, denied = sorted(claims, key=lambda c: c.claim.trigger.span)
    assert denied.claim.status is Status.DENIED
    assert denied.claim.type == told.claim.type
    assert told.claim.status is not Status.DENIED
    assert all(anchor.basis is Basis.DOCUMENT for anchor in denied.claim.times)


def test_a_denial_is_of_the_next_act_where_none_was_told(coder: Coder) -> None:
    claims = code(coder, "There is no truth in the reports, the army said. " + TOLD).claims
    assert sorted(c.claim.status is Status.DENIED for c in claims) == [False, True]


def test_an_act_that_a_denial_names_is_denied(coder: Coder) -> None:
    (claim,) = code(coder, "The army had no hand in the killing of ten villagers in Goma.").claims
    assert claim.claim.status is Status.DENIED


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister did not deny reports of trouble.",
        "The defendant denied the charges.",
        "The court rejected his appeal.",
    ],
)
def test_what_denies_no_violence_adds_nothing(coder: Coder, sentence: str) -> None:
    claims = code(coder, TOLD + sentence).claims
    assert all(c.claim.status is not Status.DENIED for c in claims)


def test_denial_counts_though_its_sentence_goes_on_to_tell_of_the_act(coder: Coder) -> None:
    text = (
        "A bomb killed six passengers on a bus in Cotabato on Sunday.\n\nThe front said that it "
        "had nothing to do with the attack and offered to help in the search for those who planted "
        "the bomb that killed six."
    )
    claims = coder.code(text, published=date(2031, 5, 8)).claims
    assert [c.claim.status.value for c in claims].count("denied") == 1


def test_reports_rejected_on_a_day_are_denied(coder: Coder) -> None:
    text = "The coalition rejected on Wednesday reports that its planes had bombed fishermen."
    (claim,) = coder.code(text, published=date(2031, 5, 8)).claims
    assert claim.claim.status.value == "denied"


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister had nothing to do with the contract, his lawyer said.",
        "The company denied that it had paid.",
    ],
)
def test_a_denial_of_something_else_denies_no_act(coder: Coder, sentence: str) -> None:
    claims = code(coder, TOLD + sentence).claims
    assert [c.claim.status is Status.DENIED for c in claims] == [False]


@pytest.mark.parametrize(
    "sentence",
    [
        "The militia washed its hands of the deaths.",
        "Its own weapons kept silent that day, the militia said.",
        "The accusations were baseless, the army said.",
        "The militia said that it was not involved.",
        "The army dismissed the group's figure as invention.",
        "The militia rejected the army's version of events.",
    ],
)
def test_more_ways_to_deny(coder: Coder, sentence: str) -> None:
    assert any(c.claim.status is Status.DENIED for c in code(coder, TOLD + sentence).claims)


def test_a_withdrawn_denial_leaves_the_act_possible(coder: Coder) -> None:
    text = "The army withdrew its denial that its planes had bombed a market in Goma on Monday."
    assert {c.claim.status for c in code(coder, text).claims} == {Status.POSSIBLE}


@pytest.mark.parametrize(
    "denial",
    [
        "The army insisted that it did not bomb the village.",
        '"We did not fire on those people," a colonel said.',
        "A spokesman said no such attack had taken place.",
        '"There was no gunfight," his brother said.',
        "The army denied this.",
        "The spokesman called the claims propaganda.",
        "The militia disputed the account.",
    ],
)
def test_what_was_not_done_or_was_none_denies_the_act_told_before(
    coder: Coder, denial: str
) -> None:
    claims = code(coder, TOLD + denial).claims
    assert [c.claim.status is Status.DENIED for c in claims] == [False, True]


@pytest.mark.parametrize(
    "sentence",
    [
        "Police blamed the Banner for the killing of two guards in Goma, an allegation it rejects.",
        "The Banner is suspected of the killing of four guards in Goma, which the group denies.",
        "The Banner, blamed for the killing of four guards in Goma, denied any involvement.",
        "Relatives of a man held over Monday's bombing in Goma said he was innocent.",
    ],
)
def test_an_act_named_before_a_denial_in_its_sentence_is_denied(
    coder: Coder, sentence: str
) -> None:
    assert any(c.claim.status is Status.DENIED for c in code(coder, sentence).claims)


@pytest.mark.parametrize(
    "sentence",
    [
        "There was no attack on Tuesday, residents said.",
        "The governor, who denied reports that he would resign, visited the wounded.",
        "Police said they did not know the motive.",
    ],
)
def test_what_denies_something_else_leaves_the_act_alone(coder: Coder, sentence: str) -> None:
    claims = code(coder, TOLD + sentence).claims
    assert all(c.claim.status is not Status.DENIED for c in claims)


def test_the_day_a_statement_is_withdrawn_on_is_not_that_of_the_act(coder: Coder) -> None:
    text = (
        "GOMA - The army acknowledged on Friday that its planes had bombed a market in Goma last "
        "month, withdrawing its earlier denials."
    )
    coded = code(coder, text)
    assert any(c.claim.trigger.lemma == "retract" for c in coded.claims)
    (event,) = coded.events
    assert event.time.value is not None
    assert event.time.value.start == date(2031, 4, 1)


@pytest.mark.parametrize(
    "denial",
    [
        "The militia disclaimed any role in it.",
        "The army described as highly exaggerated the reports of the dead.",
        '"This crime has nothing to do with us," a spokesman of the militia said.',
        "His mother said he was never a member of any band.",
        "His wife said the police were holding the wrong man.",
        "Police insisted that no civilians were harmed.",
    ],
)
def test_an_act_is_denied_by_those_it_is_laid_to_and_those_close_to_them(
    coder: Coder, denial: str
) -> None:
    claims = code(coder, TOLD + denial).claims
    assert any(c.claim.status is Status.DENIED for c in claims)
    assert any(c.claim.status is not Status.DENIED for c in claims)
