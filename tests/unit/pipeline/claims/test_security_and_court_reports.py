"""Arrests, finds, hand-overs and verdicts in the words of agencies, services and courts."""

import pytest

from dateline.api import Coder
from dateline.core.claims import Role, Scope, Stage, Status
from dateline.core.grounded import Unresolved
from tests.unit.pipeline.claims.reading import code, only, parties, types


def test_what_a_convict_was_accused_of_does_not_hide_the_sentence(coder: Coder) -> None:
    coded = code(
        coder,
        "A Karvel woman accused of trying to join the Banner was sentenced to nine years in "
        "prison on Tuesday.",
    )

    sentence = only(coded, "sentence")
    assert parties(coded.document, sentence.claim, Role.CONVICT) == ["A Karvel woman"]


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


def test_those_arrested_so_that_a_plot_is_foiled_are_held(coder: Coder) -> None:
    coded = code(
        coder, "Police foiled a bombing in Karvel on Monday after arresting two men of the Banner."
    )

    assert only(coded, "arrest").claim.stage is Stage.ACCOMPLISHED


def test_killings_blamed_on_rebels_are_not_killings_of_them(coder: Coder) -> None:
    coded = code(coder, "A commission in Karvel blamed 310 killings in 2029 on the guerrillas.")

    assert "killing_by_security_forces" not in types(coded)


def test_a_hand_over_that_is_expected_has_not_been_made(coder: Coder) -> None:
    coded = code(
        coder, "Ivo Dolen of the Banner, arrested on Monday, is expected to be extradited soon."
    )

    assert "extradition" not in types(coded)


def test_statements_and_reports_are_those_of_who_spoke_before(coder: Coder) -> None:
    coded = code(
        coder,
        "Troops killed two militants in Oshel on Monday, the interior ministry said.\n\n"
        "A statement said four rifles were seized near Karvel.",
    )

    (credit,) = only(coded, "seizure").claim.attribution
    assert coded.document.text_at(credit.source) == "the interior ministry"


def test_it_stands_for_an_office_and_not_for_a_man(coder: Coder) -> None:
    coded = code(
        coder,
        "The interior ministry said a militant was killed in Oshel on Sunday.\n\n"
        "The dead man was being identified while another suspect was arrested in Karvel, it said.",
    )

    (credit,) = only(coded, "arrest").claim.attribution
    assert coded.document.text_at(credit.source) == "The interior ministry"


@pytest.mark.parametrize(
    ("headline", "type_", "role", "who"),
    [
        ("Orlian police arrest 21 suspected rebels", "arrest", Role.SUSPECT, "21 suspected rebels"),
        ("High court acquits accused in bomb blast case", "acquittal", Role.DEFENDANT, "accused"),
        ("Court frees 40 Ash Banner suspects", "release", Role.SUSPECT, "40 Ash Banner suspects"),
        ("Suspected rebels remanded in custody", "arrest", Role.SUSPECT, "Suspected rebels"),
    ],
)
def test_headlines_of_courts_and_police_have_verbs(
    coder: Coder, headline: str, type_: str, role: Role, who: str
) -> None:
    coded = code(coder, headline)

    assert parties(coded.document, only(coded, type_).claim, role) == [who]


def test_co_defendants_are_people(coder: Coder) -> None:
    coded = code(coder, "Ten co-defendants were given terms of 24 years on Monday in Karvel.")

    sentence = only(coded, "sentence").claim
    assert parties(coded.document, sentence, Role.CONVICT) == ["Ten co-defendants"]


def test_whoever_is_placed_under_investigation_is_suspected(coder: Coder) -> None:
    coded = code(coder, "A militant was placed under formal investigation in Karvel on Sunday.")

    claim = only(coded, "investigation").claim
    assert parties(coded.document, claim, Role.SUSPECT) == ["A militant"]


def test_an_arrest_told_aside_is_not_of_the_day_of_what_is_told(coder: Coder) -> None:
    coded = code(
        coder,
        "Doran of the Banner, who was detained in a raid on a flat in Karvel in 2028, read out a "
        "statement in court last month.",
    )

    time = only(coded, "arrest").time
    assert not isinstance(time, Unresolved)
    assert (time.start.year, time.end.year) == (2028, 2028)


def test_an_attack_named_after_its_day_is_of_that_day(coder: Coder) -> None:
    coded = code(
        coder,
        "The court on Friday upheld a law passed after the May 4, 2029, attacks on Karvel.",
    )

    time = only(coded, "armed_assault").time
    assert not isinstance(time, Unresolved)
    assert time.start.isoformat() == "2029-05-04"


def test_a_sentence_is_told_though_the_next_clause_tells_of_an_appeal(coder: Coder) -> None:
    coded = code(
        coder,
        "Doran was sentenced in 2028 to nine years in prison for terrorism, and his term was then "
        "raised after an appeal by prosecutors.",
    )

    assert "sentence" in types(coded)


def test_a_suspect_killed_in_a_shootout_with_the_police_fell_to_them(coder: Coder) -> None:
    coded = code(coder, "Doran was killed on May 2 in a shootout with security forces in Karvel.")

    assert "killing_by_security_forces" in types(coded)


def test_what_the_prosecution_alleges_is_an_accusation(coder: Coder) -> None:
    coded = code(coder, "The prosecution alleges that the militants bought explosives in March.")

    claim = only(coded, "weapons_trafficking").claim
    assert claim.status is Status.ACCUSED_BY_AUTHORITIES


def test_an_arm_of_the_police_arrests(coder: Coder) -> None:
    coded = code(
        coder,
        "Six militants have been arrested in Karvel by the intelligence arm of the police.",
    )

    authority = parties(coded.document, only(coded, "arrest").claim, Role.AUTHORITY)
    assert authority == ["the intelligence arm of the police"]


def test_those_sent_to_remand_custody_are_held(coder: Coder) -> None:
    coded = code(coder, "About 160 militants were sent to remand custody in Karvel on Monday.")

    assert types(coded) == ["arrest"]


def test_details_vouch_for_nothing(coder: Coder) -> None:
    coded = code(
        coder,
        "According to details of the case, four militants were arrested in Karvel on Monday.",
    )

    assert not only(coded, "arrest").claim.attribution


def test_a_sentence_for_planning_attacks_on_the_police_is_about_political_violence(
    coder: Coder,
) -> None:
    coded = code(
        coder,
        "Court sentences ten over attack plans\n\nKARVEL - A court in Karvel sentenced ten members "
        "of the Northern Brotherhood to death on Sunday for planned attacks on soldiers, the radio "
        "service said. The country's highest cleric must still approve the ruling, it said, "
        "before the men can lodge an appeal with the upper house of judges in the capital. The "
        "names of the ten were not given, and it was not known how they had answered the charges. "
        "The brotherhood was the largest party of the country for a few years and ran its schools "
        "and hospitals until the change of government ten years ago.",
    )

    assert "sentence" in types(coded)


def test_those_who_go_on_trial_accused_of_a_plot_are_the_defendants(coder: Coder) -> None:
    coded = code(
        coder,
        "Two militants went on trial in Karvel on Monday accused of plotting to bomb a bridge.",
    )

    trial = only(coded, "trial").claim
    assert parties(coded.document, trial, Role.DEFENDANT) == ["Two militants"]


@pytest.mark.parametrize(
    "text",
    [
        "Russia and the states around it ban the Banner as extremist.",
        "Anyone who hands the Banner money, or conspires to kill for it, breaks the law.",
    ],
)
def test_bans_in_force_and_what_laws_punish_are_no_acts(coder: Coder, text: str) -> None:
    assert types(code(coder, f"{text} A court said so.")) == []


def test_a_ban_that_a_headline_tells_is_one(coder: Coder) -> None:
    assert types(code(coder, "Britain bans the Red Banner\n\nThe group denied it.")) == [
        "designation"
    ]


def test_a_group_outlawed_in_a_country_bans_nobody(coder: Coder) -> None:
    text = "The committee has detained 12 members of the Red Banner outlawed in the country."
    assert types(code(coder, text)) == ["arrest"]


def test_who_is_caught_in_a_blast_is_not_arrested(coder: Coder) -> None:
    text = "A bomb went off in Karvel. Several villagers were caught in the blast."
    assert "arrest" not in types(code(coder, text))
    assert types(code(coder, "Two militants were caught in Karvel by police.")) == ["arrest"]


def test_a_commander_killed_in_a_raid_was_killed_by_the_forces(coder: Coder) -> None:
    assert types(code(coder, "Militant commander killed in raid\n\nIt was in Karvel.")) == [
        "killing_by_security_forces"
    ]


def test_attackers_who_fled_have_not_escaped_from_anybody(coder: Coder) -> None:
    text = "Gunmen killed three men in Karvel. The militants fled, the army said."
    assert "escape" not in types(code(coder, text))
    assert types(code(coder, "Two militants fled from prison in Karvel.")) == ["escape"]


def test_the_hanged_are_told_of_with_what_they_were_convicted_of(coder: Coder) -> None:
    text = "Three men convicted of terrorism were hanged in Karvel on Sunday."
    assert types(code(coder, text)) == ["conviction", "judicial_execution"]


def test_what_is_announced_on_a_network_is_no_threat(coder: Coder) -> None:
    text = "His brother announced on Twitter that he had survived the attack. Gunmen shot a judge."
    assert "threat" not in types(code(coder, text))


@pytest.mark.parametrize(
    "text",
    [
        "The militants were going to blow up three bus depots in Karvel.",
        "The militants made preparations for carrying out a bomb attack in Karvel.",
    ],
)
def test_what_militants_were_only_going_to_do_was_not_done(coder: Coder, text: str) -> None:
    coded = code(coder, f"{text} Two of them were arrested.")
    done = {c.claim.type for c in coded.claims if c.claim.stage is Stage.ACCOMPLISHED}
    assert done == {"arrest"}


def test_soldiers_of_a_new_toll_were_not_killed_by_their_own(coder: Coder) -> None:
    coded = code(
        coder,
        "Gunmen ambushed a convoy near Karvel on Monday. Sixty rebels were killed by the army. "
        "More bodies were found, bringing the death toll to 51 soldiers.",
    )
    (toll,) = [c.claim.type for c in coded.claims for t in c.toll if t.count.low == 51]
    assert toll == "armed_assault"


def test_auxiliaries_of_an_army_count_among_the_forces(coder: Coder) -> None:
    coded = code(coder, "Some 40 army auxiliaries were killed in an attack near Karvel.")
    assert [(t.side.value, t.count.low) for t in only(coded, "armed_assault").toll] == [
        ("forces", 40)
    ]


def test_bodies_that_are_found_say_nothing(coder: Coder) -> None:
    coded = code(
        coder,
        "At least 30 guards were killed in an ambush in Karvel, with more bodies of guards found "
        "when the firing stopped, the army said.",
    )
    credits = only(coded, "armed_assault").claim.attribution
    assert [coded.document.text_at(a.source) for a in credits if a.source] == ["the army"]


def test_what_has_gone_on_for_years_is_summed_up(coder: Coder) -> None:
    coded = code(
        coder,
        "Gunmen killed three soldiers in Karvel on Monday. The country has been battling rebels "
        "since 2015, with more than 2,000 people killed.",
    )
    assert [c.claim.scope for c in coded.claims] == [Scope.INCIDENT, Scope.AGGREGATE]
