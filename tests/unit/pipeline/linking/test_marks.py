"""What reports say that tells an act from its like."""

from datetime import date

import pytest

from dateline.api import Coder
from dateline.pipeline.linking.in_document import link_document
from dateline.pipeline.linking.marks import (
    ANOTHER,
    CALLING,
    HOUR,
    MANNER,
    NAMED,
    ROAD,
    SITE,
    by_kind,
    callings_differ,
    hours_of_night,
    manners_differ,
    marks_of,
    names_alike,
    names_differ,
    on_one_road,
    places_alike,
    places_differ,
    sites_differ,
    values_differ,
)


def marks(coder: Coder, text: str) -> frozenset[str]:
    """Return the marks of the first act of a text."""
    coded = coder.code(text, published=date(2031, 5, 8))
    return marks_of(link_document(coded.document, coded.claims)[0], coded.document)


def test_quarters_and_sites_are_told_by_name(coder: Coder) -> None:
    found = by_kind(marks(coder, "A bomb in the Tel Rasif district of Mosul killed five people."))
    assert found["quarter"] == {"tl rsf"}
    found = by_kind(marks(coder, "Gunmen killed six people at the Danbatta mosque in Kano."))
    assert found["worship"] == {"dnbt"}


def test_faith_and_town_name_no_site(coder: Coder) -> None:
    found = marks(coder, "Gunmen killed six people at a Catholic church in Kano on Friday.")
    assert "worship" not in by_kind(found)
    one = marks(coder, "A bomb at the Mosul market in Mosul killed five people on Wednesday.")
    other = marks(coder, "A bomb at the Rasif market in Mosul killed five people on Wednesday.")
    assert not places_differ(one, other)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (
            "A bomb killed five people in Mosul on Wednesday morning.",
            "A bomb killed five people in Mosul late on Wednesday evening.",
            HOUR,
        ),
        (
            "A bomb killed five people in Mosul at 9:30 am on Wednesday.",
            "A bomb killed five people in Mosul at around 5 pm on Wednesday.",
            HOUR,
        ),
        (
            "A bomb killed five soldiers in Mosul on Wednesday.",
            "A bomb killed five teachers in Mosul on Wednesday.",
            CALLING,
        ),
    ],
)
def test_values_of_one_kind_differ(coder: Coder, one: str, other: str, kind: str) -> None:
    assert values_differ(marks(coder, one), marks(coder, other), kind)


def test_day_part_of_a_statement_is_not_that_of_the_act(coder: Coder) -> None:
    found = marks(coder, "A bomb killed five people in Mosul, police said on Thursday morning.")
    assert HOUR not in by_kind(found)


def test_what_one_report_leaves_out_differs_from_nothing(coder: Coder) -> None:
    one = marks(coder, "A car bomb killed five teachers in Mosul on Wednesday morning.")
    other = marks(coder, "Five people were killed in an attack in Mosul on Wednesday.")
    assert not any(values_differ(one, other, kind) for kind in (HOUR, CALLING, MANNER))
    assert not manners_differ(one, other)


def test_manners_that_go_together_do_not_differ() -> None:
    assert manners_differ(frozenset({"manner:gun"}), frozenset({"manner:blade"}))
    assert not manners_differ(frozenset({"manner:suicide"}), frozenset({"manner:vehicle_bomb"}))
    assert not manners_differ(frozenset({"manner:vehicle_bomb"}), frozenset({"manner:suicide"}))


def test_names_are_alike_whatever_kind_of_place_they_are_said_to_be() -> None:
    village, area = frozenset({"village:kvrh"}), frozenset({"quarter:kvrh", "town:mkrd"})
    assert places_alike(village, area)
    assert not places_differ(village, area)
    assert places_differ(frozenset({"village:kvrh"}), frozenset({"village:adg"}))


def test_a_second_attack_is_another_act(coder: Coder) -> None:
    found = marks(coder, "A second bomb exploded in Mosul on Wednesday, killing two people.")
    assert ANOTHER in by_kind(found)
    found = marks(
        coder, "Gunmen killed four people in Mosul on Wednesday, the third attack this month."
    )
    assert ANOTHER not in by_kind(found)


def test_night_spans_midnight() -> None:
    assert hours_of_night(frozenset({"hour:0", "hour:1"}))
    assert hours_of_night(frozenset({"hour:11"}))
    assert not hours_of_night(frozenset({"hour:5"}))


def test_names_after_in_and_near_tell_places_of_one_town_apart(coder: Coder) -> None:
    one = marks(coder, "A bomb in Tel Rasif killed five people in Mosul on Wednesday.")
    same = marks(coder, "Five people died in Mosul when a bomb exploded near Tel Rasif.")
    other = marks(coder, "A bomb in Wadi Bahar killed five people in Mosul on Wednesday.")
    assert "tl rsf" in by_kind(one)[NAMED]
    assert names_alike(one, same)
    assert names_differ(one, other, besides_towns=True)
    assert not names_differ(one, same, besides_towns=True)


def test_months_and_years_are_no_places(coder: Coder) -> None:
    found = by_kind(marks(coder, "A bomb killed five people in March 2030, the army said."))
    assert NAMED not in found


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen seized ten passengers on the Osh-Gulcha road on Wednesday.",
        "Gunmen seized ten passengers on the road between Osh and Gulcha on Wednesday.",
    ],
)
def test_acts_told_from_the_ends_of_a_road_may_be_one(coder: Coder, text: str) -> None:
    road = marks(coder, text)
    assert len(by_kind(road)[ROAD]) == 2
    assert on_one_road(road, marks(coder, "Gunmen seized ten passengers near Gulcha."))
    assert not on_one_road(road, marks(coder, "Gunmen seized ten passengers near Batken."))


def test_site_counts_where_the_act_was_at_it_and_not_where_it_is_only_told_of(coder: Coder) -> None:
    assert by_kind(marks(coder, "Gunmen attacked a mosque in Kano and killed six people."))[
        SITE
    ] == {"worship"}
    found = marks(coder, "Gunmen killed six guards of a gold mine in Kano on Wednesday.")
    assert SITE not in by_kind(found)


def test_post_and_police_station_may_be_one_site() -> None:
    assert not sites_differ(frozenset({"site:post"}), frozenset({"site:police"}))
    assert sites_differ(frozenset({"site:post"}), frozenset({"site:worship"}))


def test_victims_are_other_people_only_if_neither_report_tells_of_the_others() -> None:
    guards = frozenset({"calling:forces", "told of:forces"})
    teachers = frozenset({"calling:school", "told of:school"})
    both = frozenset({"calling:school", "told of:school", "told of:forces"})
    assert callings_differ(guards, teachers)
    assert not callings_differ(guards, both)


def test_name_may_be_written_in_one_word_or_two() -> None:
    one, two = frozenset({"post:bnkz"}), frozenset({"post:bn kz"})
    assert places_alike(one, two)
    assert not places_differ(one, two)
    assert places_differ(one, frozenset({"post:bn trk"}))
