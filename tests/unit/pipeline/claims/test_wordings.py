"""Wordings of reports, each with the one act it tells of, who took part and how many died."""

import pytest

from dateline.api import Coder
from dateline.core.claims import Role
from tests.unit.pipeline.claims.reading import code, only, parties, types

_READ = [
    (
        "The bodies of seven villagers with gunshot wounds were found near Karvel on Monday.",
        "armed_assault",
        {Role.VICTIM: "seven villagers"},
        [7.0],
    ),
    (
        "Officers found the bullet-riddled bodies of two abducted teachers in a forest on Sunday.",
        "execution",
        {Role.VICTIM: "two abducted teachers"},
        [2.0],
    ),
    (
        "The beheaded body of a kidnapped engineer was found by the roadside in Oshel on Friday.",
        "execution",
        {Role.VICTIM: "a kidnapped engineer"},
        [1.0],
    ),
    (
        "Rebels shot down an army helicopter near Beltair on Friday, killing five crew members.",
        "armed_assault",
        {Role.PERPETRATOR: "Rebels", Role.TARGET: "an army helicopter"},
        [5.0],
    ),
    (
        "A gun battle in which two policemen and three gunmen died broke out in Oshel on Tuesday.",
        "clash",
        {},
        [2.0, 3.0],
    ),
    (
        "The group executed four captured soldiers by firing squad in Torhan on Saturday.",
        "execution",
        {Role.PERPETRATOR: "The group", Role.VICTIM: "four captured soldiers"},
        [4.0],
    ),
    (
        "The State Security Service said it had foiled a plot to bomb a station in Karvel in May.",
        "plot",
        {Role.AUTHORITY: "it", Role.TARGET: "a station"},
        [],
    ),
    (
        "Agents foiled an attempt to assassinate the opposition leader in Beltair on Sunday.",
        "plot",
        {Role.AUTHORITY: "Agents", Role.VICTIM: "the opposition leader"},
        [],
    ),
    (
        "Army jets bombed rebel positions near Oshel on Friday, residents said.",
        "air_strike",
        {Role.PERPETRATOR: "Army", Role.TARGET: "rebel positions"},
        [],
    ),
    (
        "A car bomb exploded near a police station in Karvel on Friday.",
        "bombing",
        {Role.INSTRUMENT: "A car bomb"},
        [],
    ),
    (
        "A roadside bomb exploded next to an army patrol in Mosul.",
        "bombing",
        {Role.INSTRUMENT: "A roadside bomb"},
        [],
    ),
    (
        "Eleven soldiers are missing after an ambush near Mosul.",
        "armed_assault",
        {Role.VICTIM: "Eleven soldiers"},
        [],
    ),
    (
        "The army rescued 12 abducted villagers from a bandit hideout near Oshel on Sunday.",
        "kidnapping",
        {Role.VICTIM: "12 abducted villagers"},
        [],
    ),
    (
        "At least nine people, including two women, lost their lives when a landmine went off "
        "under their bus near Oshel.",
        "bombing",
        {},
        [9.0],
    ),
    (
        "Four members of one family were burnt alive when attackers set their hut ablaze in Oshel.",
        "mob_violence",
        {Role.VICTIM: "Four members of one family"},
        [4.0],
    ),
    (
        "Clashes between farmers and herders in Torhan have killed 40 people since Monday.",
        "mob_violence",
        {},
        [40.0],
    ),
    (
        "A soldier opened fire on his colleagues at a base in Oshel on Monday, killing four.",
        "armed_assault",
        {Role.PERPETRATOR: "A soldier", Role.VICTIM: "his colleagues"},
        [4.0],
    ),
    (
        "Troops opened fire on a bus near Oshel on Friday, killing four people.",
        "killing_by_security_forces",
        {Role.AUTHORITY: "Troops", Role.TARGET: "a bus"},
        [4.0],
    ),
    (
        "The navy intercepted a dhow carrying 1,500 assault rifles off Karvel on Friday.",
        "seizure",
        {Role.AUTHORITY: "The navy", Role.ITEM: "a dhow"},
        [],
    ),
    (
        "Aldovian troops backed by militias recaptured the port of Karvel on Sunday.",
        "clash",
        {Role.AUTHORITY: "Aldovian troops", Role.TARGET: "the port of Karvel"},
        [],
    ),
    (
        "The militia freed 45 prisoners of war in an exchange with the government on Saturday.",
        "release",
        {Role.AUTHORITY: "The militia", Role.SUSPECT: "45 prisoners of war"},
        [],
    ),
    (
        "The chief was put on trial in Karvel on charges of ordering the torture of prisoners.",
        "trial",
        {Role.OFFENCE: "ordering"},
        [],
    ),
    (
        "The Taliban arrested three journalists in Kabul on Sunday.",
        "arrest",
        {Role.AUTHORITY: "The Taliban", Role.SUSPECT: "three journalists"},
        [3.0],
    ),
    (
        "Five suspected members of the New People's Army surrendered to troops in Samar.",
        "surrender",
        {Role.SUSPECT: "Five suspected members", Role.AUTHORITY: "troops"},
        [],
    ),
    (
        "Aldovian forces backed by a militia retook the town of Oshel, killing 60 rebels, the "
        "ministry said.",
        "clash",
        {Role.AUTHORITY: "Aldovian forces", Role.TARGET: "the town of Oshel"},
        [60.0],
    ),
    (
        "Unknown militants planted explosives under a rail bridge in Torhan on Sunday.",
        "bombing",
        {Role.PERPETRATOR: "Unknown militants"},
        [],
    ),
    (
        "A remote-controlled bomb exploded in Karvel on Friday as an army lorry drove by.",
        "bombing",
        {Role.INSTRUMENT: "A remote-controlled bomb"},
        [],
    ),
    (
        "A tavern in Karvel was bombed on Saturday night, witnesses said.",
        "bombing",
        {Role.TARGET: "A tavern"},
        [],
    ),
    (
        "Two petrol bombs were thrown at a prayer hall in Oshel on Sunday.",
        "arson",
        {Role.TARGET: "a prayer hall"},
        [],
    ),
    (
        "An anti-tank grenade was fired at a bus near Beltair on Thursday.",
        "armed_assault",
        {Role.TARGET: "a bus", Role.INSTRUMENT: "An anti-tank grenade"},
        [],
    ),
    (
        "Agents foiled a bid to blow up a radio mast near Oshel on 5 April.",
        "plot",
        {Role.AUTHORITY: "Agents"},
        [],
    ),
    (
        "Raiders staged an attack on an army post near Oshel early on Monday, killing ten men.",
        "armed_assault",
        {Role.PERPETRATOR: "Raiders", Role.TARGET: "an army post"},
        [10.0],
    ),
    (
        "The militia opened its offensive with a mortar attack on the barracks of Karvel on "
        "Friday, killing three guards.",
        "shelling",
        {Role.PERPETRATOR: "The militia", Role.TARGET: "the barracks"},
        [3.0],
    ),
    (
        "Gunmen ambushed a convoy near Oshel on Monday before firing at the drivers.",
        "armed_assault",
        {Role.PERPETRATOR: "Gunmen", Role.VICTIM: "the drivers", Role.TARGET: "a convoy"},
        [],
    ),
    (
        "Two warders were killed and two others injured after unidentified assailants opened fire "
        "on a prison in Oshel on Monday.",
        "armed_assault",
        {Role.PERPETRATOR: "unidentified assailants", Role.TARGET: "a prison"},
        [2.0, 2.0],
    ),
    (
        "Three Orlian and two Aldovian soldiers died in an ambush near Karvel on Wednesday.",
        "armed_assault",
        {},
        [5.0],
    ),
    (
        "Clashes in the Meskar camp killed six on Monday.",
        "clash",
        {Role.VICTIM: "six"},
        [6.0],
    ),
    (
        "Mayor Anton Lurie was shot in the back and killed while opening a fair in Oshel.",
        "armed_assault",
        {Role.VICTIM: "Mayor Anton Lurie"},
        [1.0],
    ),
    (
        "Two teachers were kidnaped near Oshel on Tuesday.",
        "kidnapping",
        {Role.VICTIM: "Two teachers"},
        [],
    ),
    (
        "Militiamen beat passers-by in the centre of Karvel on Sunday.",
        "unarmed_assault",
        {Role.PERPETRATOR: "Militiamen", Role.VICTIM: "passers-by"},
        [],
    ),
    (
        "A second suicide bomber was killed in the explosion before she could detonate her vest in "
        "Karvel on Thursday.",
        "suicide_bombing",
        {Role.PERPETRATOR: "A second suicide bomber"},
        [1.0],
    ),
    (
        "A suicide bomber killed six people in Karvel on Sunday in an attack on worshippers.",
        "suicide_bombing",
        {},
        [6.0],
    ),
    (
        "Two clerks were killed and six wounded on Monday in a blast at a market in Karvel.",
        "bombing",
        {},
        [6.0, 2.0],
    ),
    (
        "Four villagers were killed and nine others injured in Karvel on Friday by mortar shells.",
        "shelling",
        {},
        [9.0, 4.0],
    ),
    (
        "The slaying of 14 pilgrims near Oshel on July 25 set off riots that killed six people.",
        "armed_assault",
        {Role.VICTIM: "14 pilgrims"},
        [14.0],
    ),
    (
        "A clerk was hit by shrapnel from a roadside bomb in Karvel on Monday and suffered burns.",
        "bombing",
        {},
        [1.0],
    ),
    (
        "A member of parliament was kidnapped in Oshel on Friday along with eight guards.",
        "kidnapping",
        {Role.VICTIM: "eight guards"},
        [],
    ),
    (
        "It was the worst loss since February, when seven soldiers died in combat with the rebels.",
        "clash",
        {},
        [7.0],
    ),
    (
        "The death toll from clashes between herders and farmers in Torhan has risen to 12.",
        "clash",
        {},
        [12.0],
    ),
    (
        "Insurgents detonated a bomb at a bridge near Oshel on Friday, aiming to hit an army van.",
        "bombing",
        {Role.PERPETRATOR: "Insurgents"},
        [],
    ),
    (
        "A spokesman for the Taliban said one of its fighters had carried out the attack in Kabul.",
        "claim_of_responsibility",
        {Role.PERPETRATOR: "the Taliban"},
        [],
    ),
]


@pytest.mark.parametrize(("text", "type_", "roles", "dead"), _READ, ids=[r[0][:40] for r in _READ])
def test_a_report_is_read(
    coder: Coder, text: str, type_: str, roles: dict[Role, str], dead: list[float]
) -> None:
    coded = code(coder, text)
    found = only(coded, type_)
    for role, words in roles.items():
        assert words in " | ".join(parties(coded.document, found.claim, role))
    assert [toll.count.low for toll in found.toll] == dead


@pytest.mark.parametrize(
    "text",
    [
        "The bodies of the victims of the shooting were taken to the morgue on Monday.",
        "The bodies of five migrants were found in the desert near Oshel on Saturday.",
        "The board shot down the proposal on Friday.",
        "An explosion at a paint factory killed nine workers in Oshel on Thursday.",
        "A blast in a coal mine left 14 miners dead near Beltair on Friday.",
        "Officers exploded the device in a controlled blast.",
        "The Mongols sacked Karvel in 1258 and slaughtered its inhabitants.",
        "Firefighters battled a blaze at a furniture warehouse in Oshel on Sunday night.",
        "Officers arrested a man in Oshel on Monday on suspicion of stealing 40 bicycles.",
        "The attackers, who wore army uniforms, fled into the forest with cattle and food.",
        "Residents were gathering leaves outside Karvel on Monday when a patrol drove past.",
        "A gas tanker exploded near a police picket in Karvel on March 10.",
        "The banned Ash Banner claimed responsibility for most such attacks in the past.",
        "No stones were thrown at police in Karvel on Sunday.",
    ],
)
def test_what_is_no_attack_gives_none(coder: Coder, text: str) -> None:
    assert types(code(coder, text)) == []


def test_whoever_is_killed_in_revenge_for_an_act_is_no_victim_of_that_act(coder: Coder) -> None:
    coded = code(
        coder,
        "A grocer was murdered in Oshel on Monday in revenge for the abduction of a soldier.",
    )
    assert not only(coded, "kidnapping").toll
    assert [t.count.low for t in only(coded, "armed_assault").toll] == [1.0]


def test_the_dead_told_next_are_those_of_the_blast(coder: Coder) -> None:
    coded = code(
        coder,
        "A bomb was placed in the offices of a union in Karvel on Friday. Nine people were killed.",
    )
    assert set(types(coded)) == {"bombing"}


def test_a_bomb_in_a_factory_is_an_attack(coder: Coder) -> None:
    text = "A bomb blast at a cement factory killed nine workers in Oshel on Thursday."
    assert types(code(coder, text)) == ["bombing"]


def test_the_attacker_who_is_shot_is_one_act_and_whom_he_killed_another(coder: Coder) -> None:
    coded = code(
        coder, "A gunman killed two guards in Karvel on Friday before being shot by troops."
    )
    killed = only(coded, "armed_assault")
    assert parties(coded.document, killed.claim, Role.PERPETRATOR) == ["A gunman"]
    shot = only(coded, "killing_by_security_forces")
    assert parties(coded.document, shot.claim, Role.TARGET) == ["A gunman"]
    assert parties(coded.document, shot.claim, Role.AUTHORITY) == ["troops"]
