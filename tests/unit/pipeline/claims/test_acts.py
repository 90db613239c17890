"""What a trigger means in its sentence, and which acts of a sentence are one."""

from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.claims import Role, Stage
from dateline.pipeline.claims.acts import role_for

from .reading import code, only, parties, types

ATTACK = (Role.PERPETRATOR, Role.SUSPECT, Role.VICTIM, Role.TARGET, Role.INSTRUMENT)
KILLING = (Role.AUTHORITY, Role.SUSPECT, Role.TARGET, Role.INSTRUMENT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed two guards near Goma on Monday.", "armed_assault"),
        ("Soldiers killed two militants near Goma on Monday.", "killing_by_security_forces"),
        ("A car bomb killed two guards near Goma on Monday.", "bombing"),
        ("Police seized two rifles near Goma on Monday.", "seizure"),
        ("Police charged a baker with murder on Monday.", "charge"),
        ("Two bombs exploded near Goma on Monday.", "bombing"),
    ],
)
def test_what_a_word_means_depends_on_who_does_it_to_whom(
    coder: Coder, text: str, expected: str
) -> None:
    assert types(code(coder, text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "A dog attacked two children near Goma on Monday.",
        "An earthquake killed two guards near Goma on Monday.",
    ],
)
def test_animals_and_hazards_commit_no_violence(coder: Coder, text: str) -> None:
    assert types(code(coder, text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked a checkpoint near Goma on Monday, killing two guards.",
        "A grenade attack on a checkpoint near Goma killed two guards on Monday.",
        "Two guards were killed in an attack on a checkpoint near Goma on Monday.",
    ],
)
def test_killing_is_the_outcome_of_the_attack_it_is_told_with(coder: Coder, text: str) -> None:
    (grounded,) = code(coder, text).claims
    (toll,) = grounded.toll
    assert toll.count.best == 2


def test_arrest_in_a_raid_is_one_act(coder: Coder) -> None:
    text = "Police arrested two militants in a raid near Goma on Monday."
    assert types(code(coder, text)) == ["arrest"]


@pytest.mark.parametrize(
    ("text", "stage", "target"),
    [
        ("Two men plotted to bomb a church in Lagos.", Stage.PLANNED, ["a church"]),
        ("Security forces thwarted an attack on a church in Lagos.", Stage.FOILED, ["a church"]),
    ],
)
def test_act_that_was_only_plotted_is_a_plot_with_its_target(
    coder: Coder, text: str, stage: Stage, target: list[str]
) -> None:
    coded = code(coder, text)
    assert types(coded) == ["plot"]
    claim = only(coded, "plot").claim
    assert claim.stage is stage
    assert parties(coded.document, claim, Role.TARGET) == target


def test_foiled_plot_to_bomb_is_no_bombing(coder: Coder) -> None:
    coded = code(coder, "Police foiled a plot to bomb a church in Lagos on Monday.")
    assert set(types(coded)) == {"plot"}
    assert len(coded.events) == 1
    assert {grounded.claim.stage for grounded in coded.claims} == {Stage.FOILED}


@pytest.mark.parametrize(
    ("role", "classes", "expected"),
    [
        (Role.VICTIM, {"person"}, Role.VICTIM),
        (Role.VICTIM, {"facility"}, Role.TARGET),
        (Role.TARGET, {"forces"}, Role.VICTIM),
        (Role.PERPETRATOR, {"explosive"}, Role.INSTRUMENT),
        (Role.PERPETRATOR, {"armed"}, Role.PERPETRATOR),
    ],
)
def test_role_follows_what_a_party_is(role: Role, classes: set[str], expected: Role) -> None:
    assert role_for(role, frozenset(classes), ATTACK, alleged=False) is expected


@pytest.mark.parametrize("classes", [{"armed"}, {"person"}, {"group"}, set()])
def test_the_accused_is_never_a_perpetrator(classes: set[str]) -> None:
    role = role_for(Role.PERPETRATOR, frozenset(classes), ATTACK, alleged=True)
    assert role is Role.SUSPECT


@pytest.mark.parametrize("classes", [{"forces"}, {"court"}, {"state"}])
def test_forces_courts_and_states_that_act_are_the_authority(classes: set[str]) -> None:
    assert role_for(Role.SUSPECT, frozenset(classes), KILLING, alleged=False) is Role.AUTHORITY


def test_armed_men_are_no_authority() -> None:
    role = role_for(Role.AUTHORITY, frozenset({"armed"}), KILLING, alleged=False)
    assert role is Role.SUSPECT


def test_deaths_belong_to_the_blast_though_speech_stands_after_it(coder: Coder) -> None:
    coded = coder.code(
        "Eight people were killed, not seven, in Monday's explosion at the animal market near "
        "Peshawar, hospital staff told reporters on Tuesday.",
        published=date(2024, 3, 13),
    )
    (claim,) = coded.claims
    assert claim.claim.type == "bombing"
    assert max(t.count.low or 0 for t in claim.toll) == 8
