"""Steps of the law that are taken, asked for or still to come, and who vouches for them."""

import pytest

from dateline.api import Coder
from dateline.core.claims import Role, Stage, Status
from dateline.core.coded import Coded
from dateline.core.grounded import Interval
from tests.unit.pipeline.claims.reading import code, only, parties, types


def sources(coded: Coded, type_: str) -> list[str]:
    """Return who vouches for the only claim of a type."""
    claim = only(coded, type_).claim
    return [coded.document.text_at(a.source) for a in claim.attribution if a.source is not None]


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("The suspect is to be brought before a judge in Karvel on Friday.", "trial"),
        ("The militant pleaded to be released on bail, but in vain.", "release"),
        ("A court in Karvel has fixed Friday for the arraignment of 40 militants.", "charge"),
        ("The militant was sent back to jail ahead of his trial next month.", "trial"),
        ("The public was asked for hints which will lead to the capture of a militant.", "arrest"),
        ("If convicted of terrorism, the militant faces a 20-year prison sentence.", "sentence"),
    ],
)
def test_a_step_that_is_yet_to_come_is_not_reported_as_taken(
    coder: Coder, sentence: str, type_: str
) -> None:
    assert type_ not in types(code(coder, sentence))


def test_who_pleads_not_guilty_stands_trial_and_is_not_convicted(coder: Coder) -> None:
    coded = code(coder, "Ivo Dolen pleaded not guilty to two counts of preparing terrorist acts.")

    assert "conviction" not in types(coded)
    assert parties(coded.document, only(coded, "trial").claim, Role.DEFENDANT) == ["Ivo Dolen"]


def test_whoever_is_found_guilty_in_an_aside_is_the_convict_and_not_the_court(
    coder: Coder,
) -> None:
    coded = code(
        coder,
        "Omar Belt, the preacher found guilty last month of supporting the Banner, was jailed for "
        "six years on Tuesday.",
    )

    conviction = only(coded, "conviction").claim
    assert parties(coded.document, conviction, Role.CONVICT) == ["Omar Belt"]
    assert parties(coded.document, conviction, Role.AUTHORITY) == []


def test_a_rejected_appeal_does_not_deny_the_sentence_of_those_who_lodged_it(
    coder: Coder,
) -> None:
    coded = code(
        coder,
        "The Supreme Court on Monday rejected an appeal by two men sentenced to death for the "
        "bombing of a market in Oshel.",
    )

    assert only(coded, "appeal").claim.stage is Stage.ACCOMPLISHED
    assert only(coded, "sentence").claim.status is not Status.DENIED


def test_a_raid_made_to_detain_people_is_reported_when_no_arrest_is(coder: Coder) -> None:
    coded = code(
        coder, "Police in Oshel raided nine addresses on June 3 to detain seven militants."
    )

    assert types(coded) == ["raid"]


def test_whoever_thwarts_a_plan_did_not_make_it(coder: Coder) -> None:
    coded = code(
        coder,
        "The agency said that its agents thwarted a plan to carry out attacks on Karvel.",
    )

    plot = only(coded, "plot").claim
    assert plot.stage is Stage.FOILED
    assert parties(coded.document, plot, Role.SUSPECT) == []


def test_where_a_suspect_comes_from_is_not_who_was_arrested(coder: Coder) -> None:
    coded = code(
        coder,
        "A suspect of Orlian origin who was arrested while he carried explosives to Karvel was "
        "charged with terrorism on Monday.",
    )

    arrest = only(coded, "arrest").claim
    assert parties(coded.document, arrest, Role.SUSPECT) == ["A suspect of Orlian origin"]


def test_whoever_closes_a_quotation_said_its_earlier_sentences_too(coder: Coder) -> None:
    coded = code(
        coder,
        '"Five militants were killed in a raid on their hideout. Two others were detained in '
        'Oshel," the police chief of Karvel said.',
    )

    assert sources(coded, "killing_by_security_forces") == ["the police chief of Karvel"]


def test_what_they_did_in_return_is_on_the_word_of_whoever_tells_of_both(coder: Coder) -> None:
    coded = code(
        coder,
        "The ministry said that troops had tried to arrest the men, but they opened fire on the "
        "officers.",
    )

    assert sources(coded, "armed_assault") == ["The ministry"]


def test_a_state_run_agency_is_credited_and_not_those_it_reports_on(coder: Coder) -> None:
    coded = code(
        coder,
        "OSHEL, Aldovia (AP) — Aldovian forces have held 14 people suspected of ties with the Grey "
        "Banner militant group who were allegedly about to carry out raids on schools and banks "
        "as well as an embassy, Aldovia's state-run news channel reported Sunday.",
    )

    assert sources(coded, "arrest") == ["Aldovia's state-run news channel"]


def test_what_a_report_tells_of_a_group_aside_is_not_said_by_who_accuses_it(
    coder: Coder,
) -> None:
    coded = code(
        coder,
        "Prosecutors accused the group, which killed nine farmers in Oshel in May, of plotting to "
        "bomb a market.",
    )

    assert sources(coded, "armed_assault") == []
    assert sources(coded, "plot") == ["Prosecutors"]


def test_the_term_that_prosecutors_asked_for_is_no_sentence(coder: Coder) -> None:
    coded = code(
        coder,
        "The militant was jailed for 12 years on Monday. The prosecution had demanded that "
        "he be jailed for 20 years.",
    )

    assert types(coded) == ["sentence"]


def test_the_court_did_not_do_what_it_found_men_guilty_of(coder: Coder) -> None:
    coded = code(
        coder,
        "The judges had found both women guilty of carrying out assassinations in Oshel in May on "
        "behalf of the militant group.",
    )

    killing = only(coded, "assassination").claim
    assert parties(coded.document, killing, Role.PERPETRATOR) == ["both women"]


def test_an_appeal_of_members_of_a_banned_group_is_no_matter_of_sport(coder: Coder) -> None:
    coded = code(
        coder,
        "An appeals court in Oshel upheld on Tuesday the conviction of Omar Belt and two members "
        "of some banned organisation for terrorism.",
    )

    assert types(coded) == ["appeal"]


def test_sanctions_against_the_helpers_of_a_militant_group_are_a_designation(
    coder: Coder,
) -> None:
    coded = code(
        coder,
        "On January 5, the Treasury announced sanctions against a network that sends money to "
        "militants in Torhan.",
    )

    assert "designation" in types(coded)


def test_who_denies_bail_says_nothing_of_what_the_report_tells_of_the_accused(
    coder: Coder,
) -> None:
    coded = code(
        coder,
        "On Tuesday a judge in Oshel denied bail to a militant accused of stabbing a bishop in "
        "March.",
    )

    stabbing = only(coded, "armed_assault").claim
    assert sources(coded, "armed_assault") == []
    assert stabbing.status is not Status.DENIED


def test_people_sent_to_pre_trial_detention_are_held_and_not_yet_tried(coder: Coder) -> None:
    coded = code(coder, "Four militants were sent to pre-trial detention in Oshel on Tuesday.")

    assert types(coded) == ["arrest"]


def test_the_year_of_a_birth_is_not_that_of_the_arrest(coder: Coder) -> None:
    coded = code(
        coder,
        "Omar Belt, born in 1987, and Ivo Dolen, born in 1988, were detained by the security "
        "service in Oshel on Tuesday.",
    )

    time = only(coded, "arrest").time
    assert isinstance(time, Interval)
    assert time.start.year == 2031


def test_citizens_of_whom_more_is_said_are_detained_in_particular(coder: Coder) -> None:
    coded = code(
        coder,
        "The agency has detained citizens who are suspects in a case of a militant group abroad.",
    )

    assert "arrest" in types(coded)


def test_what_detained_men_tell_of_does_not_date_their_arrest(coder: Coder) -> None:
    coded = code(
        coder,
        "Two militants detained in Karachi told the court that they had trained in Kabul in 2023.",
    )

    arrest = only(coded, "arrest")
    assert not isinstance(arrest.time, Interval) or arrest.time.start.year != 2023


def test_a_month_is_no_march(coder: Coder) -> None:
    coded = code(
        coder,
        "Omar Belt, a preacher living in Karachi, was arrested in 2029 and found guilty by judges "
        "in March 2031 of terrorism.",
    )

    assert types(coded) == ["arrest", "conviction"]
    conviction = only(coded, "conviction").claim
    assert parties(coded.document, conviction, Role.CONVICT) == ["Omar Belt"]
    assert parties(coded.document, conviction, Role.AUTHORITY) == ["judges"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The trial of Omar Belt on terrorism charges opened in Karvel on Tuesday.", ["trial"]),
        ("Omar Belt was convicted of terrorism charges in Karvel on Tuesday.", ["conviction"]),
    ],
)
def test_what_somebody_is_tried_on_is_no_charge_of_its_own(
    coder: Coder, text: str, expected: list[str]
) -> None:
    assert types(code(coder, text)) == expected
