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
