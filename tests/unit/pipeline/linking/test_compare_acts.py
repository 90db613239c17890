"""What forbids that two acts are one event, and what speaks for it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core.linking import Act, Days, Spot
from dateline.pipeline.linking.compare_acts import FEATURES, features
from dateline.pipeline.linking.likelihood import log_odds, probability
from tests.unit.pipeline.linking.acts import COUNTRY, FIRST_DAY, OTHER_TOWN, TOWN, act, acts, words


def on(day: int, *, near: bool = True, span: int = 1) -> tuple[Days, ...]:
    return (Days(FIRST_DAY + day, FIRST_DAY + day + span - 1, span, near),)


def found(a: Act, b: Act) -> Mapping[str, float]:
    values = features(a, b)
    assert values is not None
    return dict(zip(FEATURES, values, strict=True))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (act("a", document="d"), act("b", document="d")),
        (act("a"), act("b", aggregate=True)),
        (act("a"), act("b", types=("arrest",))),
        (act("a"), act("b", days=on(9))),
        (act("a"), act("b", spots=(OTHER_TOWN,))),
        (
            act("a", types=("kidnapping",), harmed=frozenset({1})),
            act("b", types=("kidnapping",), harmed=frozenset({2})),
        ),
        (
            act(
                "a",
                marks=frozenset({"site:trade"}),
                figures=(("killed.victims", (12.0, 12.0, 12.0)),),
            ),
            act(
                "b", marks=frozenset({"site:post"}), figures=(("killed.victims", (7.0, 7.0, 7.0)),)
            ),
        ),
        (
            act("a", types=("trial",), held=frozenset({1})),
            act("b", types=("trial",), held=frozenset({2})),
        ),
        (
            act("a", types=("arrest",), figures=(("held", (5.0, 5.0, 5.0)),)),
            act("b", types=("arrest",), figures=(("held", (9.0, 9.0, 9.0)),)),
        ),
    ],
)
def test_what_excludes_each_other_is_never_one_event(one: Act, other: Act) -> None:
    assert features(one, other) is None
    assert features(other, one) is None


def test_report_a_day_off_may_be_of_one_event() -> None:
    assert found(act("a"), act("b", days=on(1)))["near days"] == 1.0


def test_town_that_only_stands_elsewhere_in_a_report_excludes_nothing() -> None:
    elsewhere = replace(OTHER_TOWN, near=False)
    assert found(act("a"), act("b", spots=(elsewhere,)))["places differ, loosely"] == 1.0


def test_province_holds_its_towns() -> None:
    province = Spot(9, 3, "KZ", TOWN.admin1, 43.0, 77.0, near=True)
    assert found(act("a"), act("b", spots=(province,)))["one place holds the other"] == 1.0


def test_seven_or_eight_fits_at_least_seven_and_three_is_not_forty() -> None:
    range_ = act("a", figures=(("killed.victims", (7.0, None, 8.0)),))
    least = act("b", figures=(("killed.victims", (7.0, None, None)),))
    few = act("c", figures=(("killed.victims", (3.0, 3.0, 3.0)),))
    many = act("d", figures=(("killed.victims", (40.0, 40.0, 40.0)),))
    assert found(range_, least)["tolls fit"] == 1.0
    assert found(few, many)["tolls differ"] == 1.0


def test_other_kind_of_site_speaks_against_one_event() -> None:
    market = act("a", marks=frozenset({"site:trade"}), words=words(1, 2))
    office = act("b", marks=frozenset({"site:post"}), words=words(1, 2))
    same = act("c", marks=frozenset({"site:trade"}), words=words(1, 2))
    apart, alike = log_odds(market, office), log_odds(market, same)
    assert apart is not None
    assert alike is not None
    assert apart < alike


@settings(max_examples=80, deadline=None)
@given(acts(most=6))
def test_likeness_does_not_depend_on_the_order_of_the_two(some: list[Act]) -> None:
    for a in some:
        for b in some:
            assert features(a, b) == features(b, a)
            assert all(0.0 <= value <= 1.0 for value in features(a, b) or ())


def test_times_that_fit_equally_well_count_the_same_from_either_side() -> None:
    a = act("a", days=(*on(6, span=31), *on(10, span=31)))
    b = act("b", days=(*on(6, span=5, near=False), *on(7)))
    c = replace(a, days=a.days[::-1])
    assert log_odds(a, b) == log_odds(b, a) == log_odds(c, b) == log_odds(b, c)


@given(st.floats(-500, 500))
def test_probability_lies_between_0_and_1(score: float) -> None:
    assert 0.0 <= probability(score) <= 1.0


def test_two_contradictions_make_two_events_and_one_does_not() -> None:
    dawn = act("a", marks=frozenset({"hour:2", "calling:forces"}))
    noon = act("b", marks=frozenset({"hour:6", "calling:forces"}))
    elsewise = act("c", marks=frozenset({"hour:6", "calling:press"}))
    assert features(dawn, noon) is not None
    assert features(dawn, elsewise) is None


def test_two_named_sites_of_a_kind_are_two_events() -> None:
    one = act("a", marks=frozenset({"worship:dnbt"}))
    assert features(one, act("b", marks=frozenset({"worship:sbn l"}))) is None
    assert features(one, act("b", marks=frozenset({"street:sbn l"}))) is not None


def test_somebody_named_in_both_outweighs_contradictions() -> None:
    one = act("a", harmed=frozenset({7}), marks=frozenset({"hour:2", "calling:forces"}))
    other = act("b", harmed=frozenset({7}), marks=frozenset({"hour:6", "calling:press"}))
    assert features(one, other) is not None


def test_names_of_two_single_victims_make_two_events_and_of_several_do_not() -> None:
    one = act("a", harmed=frozenset({1}), figures=(("killed.victims", (1.0, 1.0, 1.0)),))
    other = act("b", harmed=frozenset({2}), figures=(("killed.victims", (1.0, 1.0, 1.0)),))
    assert features(one, other) is None
    three = (("killed.victims", (3.0, 3.0, 3.0)),)
    assert found(replace(one, figures=three), replace(other, figures=three))


def test_towns_at_the_ends_of_one_road_exclude_nothing() -> None:
    far = replace(TOWN, place=9, latitude=45.5)
    assert features(act("a"), act("b", spots=(far,))) is None
    road = frozenset({"road:osh", "road:glc"})
    told = found(act("a", marks=road), act("b", spots=(far,), marks=frozenset({"town:osh"})))
    assert told["near towns"] > 0


def test_report_long_after_that_names_the_day_looks_back_at_it() -> None:
    late = act("b", published=FIRST_DAY + 60)
    assert found(act("a"), late)["one looks back at the day"]
    assert not found(act("a"), act("b"))["one looks back at the day"]


def test_far_fewer_taken_are_another_abduction_even_if_one_figure_is_a_least_one() -> None:
    few = act("a", types=("kidnapping",), figures=(("taken.victims", (3.0, 3.0, 3.0)),))
    many = act("b", types=("kidnapping",), figures=(("taken.victims", (13.0, None, None)),))
    assert found(few, many)["tolls far apart"]


def test_act_retold_without_a_day_is_known_by_its_figures() -> None:
    seven = (("killed.victims", (7.0, 7.0, 7.0)),)
    told = act("a", figures=seven)
    retold = act("b", days=(), published=FIRST_DAY + 400, figures=seven)
    assert found(told, retold)["undated"]
    assert features(told, replace(retold, figures=())) is None


def test_act_is_not_retold_before_it_was() -> None:
    seven = (("killed.victims", (7.0, 7.0, 7.0)),)
    early = act("b", days=(), published=FIRST_DAY - 10, figures=seven)
    assert features(act("a", figures=seven), early) is None


def test_act_told_without_a_day_just_after_is_taken_for_news() -> None:
    assert found(act("a"), act("b", days=()))["news of the same days"]


def test_one_of_several_plotters_may_be_told_of_alone() -> None:
    three = act("a", types=("plot",), figures=(("held", (3.0, 3.0, 3.0)),))
    one = act("b", types=("plot",), figures=(("held", (1.0, 1.0, 1.0)),))
    assert found(three, one)["numbers held differ"]
    arrests = [replace(each, types=("arrest",)) for each in (three, one)]
    assert features(*arrests) is None


def test_count_of_a_month_is_none_of_its_acts_that_killed_fewer() -> None:
    month = (Days(FIRST_DAY - 10, FIRST_DAY + 20, 31, near=True),)
    killed = {n: (("killed.victims", (n, n, n)),) for n in (3.0, 5.0)}
    part = act("a", figures=killed[3.0])
    province = replace(TOWN, place=9, level=3)
    whole = act("b", days=month, spots=(province,), figures=killed[5.0])
    assert features(part, whole) is None
    assert features(act("a", figures=killed[5.0]), whole) is not None
    assert features(part, replace(whole, spots=(TOWN,))) is not None


def test_people_held_over_a_year_in_a_country_are_not_another_number_held_one_day() -> None:
    year = (Days(FIRST_DAY - 100, FIRST_DAY + 264, 365, near=True),)
    held = {n: (("held", (n, n, n)),) for n in (9.0, 8.0)}
    part = act("a", types=("arrest",), figures=held[9.0])
    whole = act("b", types=("arrest",), days=year, spots=(COUNTRY,), figures=held[8.0])
    assert features(part, whole) is None
    assert features(part, replace(whole, figures=held[9.0])) is not None
