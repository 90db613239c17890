from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.claims import Scope


def scopes(coder: Coder, text: str) -> list[Scope]:
    coded = coder.code(text, published=date(2024, 5, 17))
    return [claim.claim.scope for claim in coded.claims]


@pytest.mark.parametrize(
    "text",
    [
        "Since the beginning of the year police in Kazakhstan have detained 41 terrorism suspects.",
        "In 2015 Kazakh courts convicted 57 people of terrorism.",
        "During the year 2023, 34 militants were arrested in the district.",
        "Over the past three years the security service has arrested 120 militants.",
        "The ministry recorded 41 attacks in Khatlon province in 2023.",
        "So far this year there have been 18 bombings in Quetta.",
        "In the first half of the year 113 people were detained in Osh for terrorism.",
        "Security forces in Baku foiled 12 attacks last year.",
        "Militants killed 96 civilians in the Tillabéri region between January and June.",
    ],
)
def test_counts_over_a_period_are_totals(coder: Coder, text: str) -> None:
    assert scopes(coder, text) == [Scope.AGGREGATE]


@pytest.mark.parametrize(
    "text",
    [
        "On Monday police in Almaty detained 41 terrorism suspects.",
        "Nine militants were rounded up in Irbid between February 18 and 24.",
        "Militants killed 12 soldiers near Mosul in 2015.",
        "Police in Osh arrested three militants last month.",
        "Militants carried out two bombings in Quetta on Monday.",
        "A court in Nairobi convicted the former mechanic last month on three counts of terrorism.",
    ],
)
def test_one_operation_or_attack_is_an_incident(coder: Coder, text: str) -> None:
    assert scopes(coder, text) == [Scope.INCIDENT]


def test_what_has_been_going_on_without_a_count_is_no_claim(coder: Coder) -> None:
    text = "Journalists have been attacked by militants in recent months."
    assert scopes(coder, text) == []


def test_how_long_somebody_is_held_makes_no_total(coder: Coder) -> None:
    text = "Three men held since 22 May over the attack walked free in Goma on Monday."
    assert all(c.claim.scope is Scope.INCIDENT for c in coder.code(text).claims)


@pytest.mark.parametrize(
    "text",
    [
        "Troops killed 19 rebels in Maguindanao in July, seven of them in one battle.",
        "Troops killed 19 rebels in Maguindanao in July, the army said in its monthly report.",
        "Gunmen killed nine policemen near Osh in May: five in an ambush and four in a raid.",
    ],
)
def test_figures_of_parts_and_reports_on_a_period_make_a_total(coder: Coder, text: str) -> None:
    assert Scope.AGGREGATE in scopes(coder, text)


@pytest.mark.parametrize(
    "text",
    [
        "At least 90 civilians were killed in Borno in the first half of 2023, a monitor said.",
        "Rebel bands kidnapped 38 villagers in Arauca in the first six months of the year.",
        "Twenty-nine militants were killed in Kulgam in April alone, police said.",
        "Militants killed at least 55 people in 12 bomb attacks in Balochistan last year.",
        "Police recorded 23 cases of arson attacks on schools in Chin state last year.",
        "Last year 138 people were convicted of terrorist offences in Belgium, a minister said.",
        "Militant attacks in Balochistan claimed 357 lives in 2023, a research group reported.",
        "The attack brings to 60 the number of soldiers killed in Burkina Faso since March.",
        "In the first three months of the year 31 militants were killed in Quetta, a report said.",
    ],
)
def test_whole_periods_and_many_acts_make_a_total_in_any_tense(coder: Coder, text: str) -> None:
    assert scopes(coder, text) == [Scope.AGGREGATE]


@pytest.mark.parametrize(
    "text",
    [
        "Last year's bombing in Herat killed 63 people.",
        "Eleven people were killed in two bombings in Rafah in April, police said.",
        "Two soldiers were killed in a clash near Osh in the first week of May.",
        "More than 300 people were arrested in Goma in April over the failed coup.",
    ],
)
def test_large_figures_of_one_act_make_no_total(coder: Coder, text: str) -> None:
    assert set(scopes(coder, text)) == {Scope.INCIDENT}


def test_some_of_those_counted_before_are_a_total_of_the_same_kind(coder: Coder) -> None:
    text = (
        "Egyptian forces have killed 64 militants in North Sinai since January, the army said. "
        "It said 21 of them were killed in March."
    )
    whole, part = coder.code(text, published=date(2024, 5, 17)).claims
    assert part.claim.scope is Scope.AGGREGATE
    assert part.claim.type == whole.claim.type == "killing_by_security_forces"
    assert {toll.side for toll in part.toll} == {toll.side for toll in whole.toll}
