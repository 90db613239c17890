"""Long names, asides and lists of suspects do not lead the reading astray."""

import pytest

from dateline.api import Coder
from dateline.core.claims import Effect, Role, Scope
from dateline.core.grounded import Place
from tests.unit.pipeline.claims.reading import code, only, parties

_NAME = "Islamic State in Iraq and Syria (ISIS)"


def test_the_long_name_of_a_group_is_one_word_to_the_parser(coder: Coder) -> None:
    coded = code(
        coder,
        "Agents reported they had stopped a grenade attack in Oshel and arrested nine alleged "
        f"{_NAME} fighters on Monday.",
    )
    arrest = only(coded, "arrest")
    assert parties(coded.document, arrest.claim, Role.SUSPECT) == [f"nine alleged {_NAME} fighters"]
    coded = code(
        coder,
        f"Three students tied to the {_NAME} terror network were taken into custody in Oshel.",
    )
    assert parties(coded.document, only(coded, "arrest").claim, Role.SUSPECT) == ["Three students"]


@pytest.mark.parametrize(
    ("text", "type_", "counts"),
    [
        (
            "Seven armed men – four of them foreigners – have been detained by police in Oshel.",
            "arrest",
            [7.0],
        ),
        (
            "Six soldiers, two of whom later died, were wounded in a blast in Oshel on Monday.",
            "bombing",
            [6.0, 2.0],
        ),
    ],
)
def test_what_some_of_them_are_is_said_aside(
    coder: Coder, text: str, type_: str, counts: list[float]
) -> None:
    found = only(code(coder, text), type_)
    assert sorted(t.count.low or 0.0 for t in found.toll) == sorted(counts)
    assert {t.effect for t in found.toll} <= {Effect.DETAINED, Effect.INJURED, Effect.KILLED}


def test_the_period_of_a_series_dates_none_of_it(coder: Coder) -> None:
    text = "The blast — the third this month — killed nine people in Oshel on Monday."
    found = only(code(coder, text), "bombing")
    assert coder_day(found) == "2031-05-05"


def coder_day(found: object) -> str:
    """Return the first day of a claim's time."""
    return str(getattr(getattr(found, "time", None), "start", None))


def test_who_is_held_is_not_the_officer_who_tells_of_it(coder: Coder) -> None:
    coded = code(
        coder,
        "Police picked up three foreigners on 3 May, according to police chief Orlan Deve Kass. "
        "The second suspect is a student. Police arrested him in Oshel on 4 May. Police held the "
        "third suspect, a driver, on 5 May.",
    )
    antecedents = [
        coded.document.text_at(a.argument.antecedent)
        for claim in coded.claims
        for a in claim.arguments
        if a.argument.role is Role.SUSPECT and a.argument.antecedent is not None
    ]
    assert antecedents == ["The second suspect"]


@pytest.mark.parametrize(
    "text",
    [
        "He threw stun grenades in Oshel on Friday to allow himself to reload.",
        "Officers fired smoke grenades at the barn in Oshel on Friday.",
    ],
)
def test_grenades_that_only_stun_or_smoke_are_no_bombing(coder: Coder, text: str) -> None:
    assert "bombing" not in [c.claim.type for c in code(coder, text).claims]


def test_nobody_died_of_an_attempted_murder(coder: Coder) -> None:
    text = "A court in Oshel jailed him on Monday for the attempted murder of 79 people."
    assert not [t for c in code(coder, text).claims for t in c.toll if t.effect is Effect.KILLED]


def test_victims_of_attacks_since_a_year_are_a_total(coder: Coder) -> None:
    text = "Since 2025, militants have killed more than 300 people in terrorist attacks in Aldovia."
    assert {c.claim.scope for c in code(coder, text).claims} == {Scope.AGGREGATE}


def test_a_citizen_of_a_country_is_not_tried_there(coder: Coder) -> None:
    text = (
        "Ivo Dolen, a citizen of Uzbekistan, was sentenced to life in prison on Monday. The court "
        "jailed his brother for nine years."
    )
    assert not [c for c in code(coder, text).claims if isinstance(c.place, Place)]


def test_whom_an_attack_is_named_after_is_no_victim_of_it(coder: Coder) -> None:
    coded = code(coder, "Dolen's attack on a mosque in Oshel on Friday left 39 people dead.")
    claim = only(coded, "armed_assault").claim
    assert parties(coded.document, claim, Role.VICTIM) == ["39 people"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Soldiers killed the three “Banner (KB)” fighters near Oshel.",
            "the three “Banner (KB)” fighters",
        ),
        ("Soldiers killed the 'terrorists' near Oshel.", "the 'terrorists'"),
        ('"Fighters of the Banner" were killed near Oshel.', "Fighters of the Banner"),
    ],
)
def test_quotation_marks_of_a_mention_are_all_in_it_or_none(
    coder: Coder, text: str, who: str
) -> None:
    coded = code(coder, text)
    claim = only(coded, "killing_by_security_forces").claim
    assert parties(coded.document, claim, Role.TARGET) == [who]


def test_the_letters_of_a_source_keep_their_bracket(coder: Coder) -> None:
    coded = code(coder, "He was caught near Oshel, the State Bureau for Order (UKMK) said.")
    (credit,) = only(coded, "arrest").claim.attribution
    assert credit.source is not None
    assert coded.document.text_at(credit.source) == "the State Bureau for Order (UKMK)"
