"""What a text is about, weighed by its words."""

from datetime import date

import pytest

from dateline.pipeline.articles.read import document_from_text
from dateline.pipeline.articles.sentences import split_sentences
from dateline.pipeline.claims.domain import Domain, read_domain
from dateline.resources.actors import load_actors
from dateline.resources.lexicons import load_cues

CAKES = "The bakery sells bread, cakes and honey from the valley to people of the whole town. " * 8
MATCH = (
    "Rovers beat City 3-1 after their striker scored a late goal in the second half of the match. "
    "The team attacked from kick-off and the goalkeeper of the visitors saved a penalty. "
)
DRILL = (
    "Rescue services held a drill at the station on Tuesday. In the exercise, men who played "
    "terrorists attacked a train, and a simulated bomb wounded mock passengers. The drill, the "
    "third exercise of the year, ended at noon. "
)


def domain(text: str) -> Domain:
    document = document_from_text(text)
    return read_domain(document, split_sentences(document), load_cues(), load_actors())


@pytest.mark.parametrize(
    "text",
    [
        "Militants held the village for two days. " + CAKES,
        "A bomb was found under a bridge. " + CAKES,
        "Soldiers dispersed a protest near the border. " + CAKES,
    ],
)
def test_text_that_names_violence_is_relevant(text: str) -> None:
    assert domain(text) == Domain(relevant=True, excluded=False)


@pytest.mark.parametrize(
    "text",
    [
        "As a result of measures taken on 3 March of the current year, an underground cell was "
        "uncovered. Two members, T. Orlov, b. 1991, and S. Maret, b. 1994, were held.",
        "Security officers detained three men in the village on Saturday. Two hunting rifles and "
        "90 cartridges were dug up. The criminal community is no more, the committee said. "
        + CAKES,
        "Relatives were lighting candles for those killed a year ago when the news came. Around "
        "noon on Sunday, on the very anniversary, attackers raked a bus. Mourners laid wreaths at "
        "the memorial. " + CAKES[:300],
    ],
)
def test_reports_of_the_day_are_told_from_crime_and_remembrance(text: str) -> None:
    document = document_from_text(text, published=date(2031, 5, 8))
    found = read_domain(document, split_sentences(document), load_cues(), load_actors())
    assert found == Domain(relevant=True, excluded=False)


def test_long_text_of_other_things_is_not_relevant() -> None:
    assert not domain(CAKES).relevant


def test_short_text_gets_the_benefit_of_the_doubt() -> None:
    assert domain("The man was arrested on Monday.").relevant


def test_match_report_is_excluded() -> None:
    assert domain(MATCH).excluded


def test_bomb_at_a_stadium_is_no_match_report() -> None:
    text = (
        "A bomb exploded outside a stadium on Monday and killed three fans. Militants claimed the "
        "bombing, and police searched for the bombers and for more explosives near the stadium."
    )
    assert not domain(text).excluded


def test_drill_is_excluded() -> None:
    assert domain(DRILL).excluded


def test_attack_during_army_exercises_is_no_drill() -> None:
    text = (
        "Rebels attacked an army base on Monday and killed four soldiers. The rebels fled with "
        "weapons and ammunition. The base was to host an exercise next month, the army said."
    )
    assert not domain(text).excluded


@pytest.mark.parametrize(
    "text",
    [
        "A gas cylinder blew up in a kitchen in Karvel, killing two. Police ruled out terrorism.",
        "Officers held three men over a burglary at a farm and found stolen goods in their van.",
        "Why jails fail: we must invest in schools. The writer is a teacher in Oshel.",
    ],
)
def test_mishaps_plain_crime_and_opinion_are_excluded(text: str) -> None:
    assert domain(text).excluded


def test_a_blast_that_may_be_terrorism_is_not_excluded() -> None:
    text = "A gas cylinder bomb killed two in Karvel. Police have not ruled out terrorism."
    assert not domain(text).excluded
