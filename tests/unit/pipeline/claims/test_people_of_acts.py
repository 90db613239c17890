"""Who takes part in an act: whom it struck, who was behind it, and with what."""

import pytest

from dateline.api import Coder
from dateline.core.claims import Role, Side
from tests.unit.pipeline.claims.reading import code, parties


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gunmen ambushed a police convoy near Mosul on Monday, killing four officers.",
            ["four officers"],
        ),
        (
            "Rebels shelled the town of Mosul on Sunday, killing journalist Adan Mire.",
            ["journalist Adan Mire"],
        ),
        (
            "At least 12 worshippers died when a bomber blew himself up in a mosque in Mosul.",
            ["At least 12 worshippers"],
        ),
        (
            "A roadside bomb struck a minibus near Mosul on Monday, killing a teacher and her son.",
            ["a teacher", "her son"],
        ),
        ("Two deaths were reported after a bomb exploded in Mosul on Monday.", []),
    ],
)
def test_whom_the_outcome_of_an_attack_names_are_its_victims(
    coder: Coder, text: str, expected: list[str]
) -> None:
    coded = code(coder, text)
    (grounded,) = coded.claims
    assert parties(coded.document, grounded.claim, Role.VICTIM) == expected
    assert not any(party.argument.role is Role.VICTIM for party in grounded.parties)


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        (
            "Officers arrested Karim Dal, 24, Yusuf Mire, 29, and Salim Bek, 30, in Mosul.",
            Role.SUSPECT,
            ["Karim Dal", "Yusuf Mire", "Salim Bek"],
        ),
        (
            "Nurse Lena Orso and prison officer Mira Sand were injured in an attack in Mosul.",
            Role.VICTIM,
            ["Nurse Lena Orso", "prison officer Mira Sand"],
        ),
        (
            "Gunmen killed the mayor, Karim Dal, and two guards in Mosul on Monday.",
            Role.VICTIM,
            ["the mayor", "two guards"],
        ),
        (
            "At least 20 villagers were killed when gunmen suspected of banditry opened fire.",
            Role.PERPETRATOR,
            ["gunmen"],
        ),
        (
            "Eighteen miners were killed when a band of gunmen overran their camp near Mosul.",
            Role.PERPETRATOR,
            ["a band of gunmen"],
        ),
        (
            "Four civilians were killed at the hands of militiamen in Mosul on Monday.",
            Role.PERPETRATOR,
            ["militiamen"],
        ),
        (
            "A rocket launched by the rebels hit a depot in Mosul, wounding four workers.",
            Role.PERPETRATOR,
            ["the rebels"],
        ),
        (
            "An attack blamed on separatists left 12 soldiers dead near Mosul on Monday.",
            Role.SUSPECT,
            ["separatists"],
        ),
        (
            "Officials blamed the rebels for the bombing of a bus in Mosul on Monday.",
            Role.SUSPECT,
            ["the rebels"],
        ),
        (
            "Attackers armed with rifles and machetes killed 12 people near Mosul on Monday.",
            Role.INSTRUMENT,
            ["rifles", "machetes"],
        ),
        (
            "Two men threw a grenade into a bar in Mosul on Monday, wounding seven customers.",
            Role.INSTRUMENT,
            ["a grenade"],
        ),
        (
            "A roadside bomb struck a minibus near Mosul on Monday, killing a teacher.",
            Role.INSTRUMENT,
            ["A roadside bomb"],
        ),
        (
            "Clashes between the army and rebels near Mosul on Monday left six soldiers dead.",
            Role.AUTHORITY,
            ["the army"],
        ),
        (
            "Twelve hostages, among them a child, were freed by troops near Mosul on Monday.",
            Role.VICTIM,
            ["Twelve hostages"],
        ),
        (
            "Those killed in a shooting near Mosul on Sunday included the owner of a mill.",
            Role.VICTIM,
            ["Those", "the owner of a mill"],
        ),
        (
            "The blast, which targeted soldiers, was carried out with a lorry in Mosul.",
            Role.VICTIM,
            ["soldiers"],
        ),
        (
            "The army carried out airstrikes against rebel strongholds near Mosul on Monday.",
            Role.TARGET,
            ["rebel strongholds"],
        ),
        (
            "Judges near Mosul handed down long prison terms for four smugglers on Monday.",
            Role.CONVICT,
            ["four smugglers"],
        ),
        (
            "A grocer and six of his cousins were convicted of membership in a cell in Mosul.",
            Role.CONVICT,
            ["A grocer", "six of his cousins"],
        ),
        (
            "Three herders died after police fired on scores of herders near Mosul on Monday.",
            Role.TARGET,
            ["Three herders", "scores of herders"],
        ),
    ],
)
def test_everyone_is_told_in_the_role_the_words_give_them(
    coder: Coder, text: str, role: Role, expected: list[str]
) -> None:
    coded = code(coder, text)
    found = {name for g in coded.claims for name in parties(coded.document, g.claim, role)}
    assert found == set(expected)


def test_a_member_of_parliament_who_was_killed_is_no_attacker(coder: Coder) -> None:
    (grounded,) = code(coder, "A man stabbed and killed a member of parliament in Mosul.").claims
    assert [toll.side for toll in grounded.toll] == [Side.VICTIMS]


def test_an_official_killed_with_companions_was_assassinated(coder: Coder) -> None:
    (grounded,) = code(coder, "Gunmen killed the mayor and his driver in Mosul on Monday.").claims
    assert grounded.claim.type == "assassination"


def test_whom_forces_killed_may_be_who_attacked_before(coder: Coder) -> None:
    text = (
        "Adan Mire was shot dead in Osh in March. "
        "Soldiers shot dead a rebel near Mosul on Monday after he detonated a mine."
    )
    coded = code(coder, text)
    (bombing,) = [g.claim for g in coded.claims if g.claim.type == "bombing"]
    (attacker,) = bombing.arguments_in(Role.PERPETRATOR)
    assert attacker.antecedent is not None
    assert coded.document.text_at(attacker.antecedent) == "a rebel"


def test_those_who_are_told_are_not_those_arrested(coder: Coder) -> None:
    coded = code(
        coder,
        '"There was never a plan," the lawyer told reporters outside the court in Karvel.\n'
        "The committee detained the four in Karvel on Monday.",
    )
    (arrest,) = [c.claim for c in coded.claims if c.claim.type == "arrest"]
    assert [a.antecedent for a in arrest.arguments_in(Role.SUSPECT)] == [None]
