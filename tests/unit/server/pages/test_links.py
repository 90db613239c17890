from dataclasses import replace
from datetime import date

import pytest
from starlette.datastructures import QueryParams

from dateline.explore.facets import Facet, Option
from dateline.explore.filters import Order
from dateline.server.locales import load_catalogues
from dateline.server.pages.links import Links, View
from dateline.server.query import read_query
from dateline.server.wording import Wording

FAMILIES = {"bombing": "violence", "arrest": "enforcement"}


def links(written: str = "", view: View = View.OVERVIEW) -> Links:
    return Links(query=read_query(QueryParams(written), families=FAMILIES), view=view)


def follow(address: str, view: View = View.OVERVIEW) -> Links:
    return links(address.partition("?")[2], view)


def option(value: str, *, selected: bool = False) -> Option:
    return Option(value=value, count=1, selected=selected)


@pytest.mark.parametrize(
    ("facet", "value"),
    [
        ("type", "bombing"),
        ("stage", "foiled"),
        ("place", "KZ/Almaty Region"),
        ("outlet", "Torvek Post & Sons"),
        ("disputed", "yes"),
        ("single", "no"),
    ],
)
def test_choosing_twice_leads_back(facet: str, value: str) -> None:
    start = links("q=market&since=2031-05-01")
    shown = Facet(name=facet, options=(option(value),))
    chosen = follow(start.toggle(shown, option(value)))
    assert chosen.here() != start.here()
    assert chosen.toggle(shown, option(value, selected=True)) == start.here()


def test_choosing_a_place_lets_go_of_the_one_around_it() -> None:
    facet = Facet(name="place", options=())
    inner = follow(links("place=KZ").toggle(facet, option("KZ/Almaty Region")))
    assert inner.query.filters.places == ("KZ/Almaty Region",)


def test_most_killed_come_first_and_last_the_next_time() -> None:
    sorted_once = follow(links().order(Order.KILLED))
    assert sorted_once.sorted_by(Order.KILLED) == "descending"
    assert follow(sorted_once.order(Order.KILLED)).sorted_by(Order.KILLED) == "ascending"


def test_any_change_begins_at_the_first_page() -> None:
    later = replace(links("after=50.abc"), view=View.TABLE)
    assert "after" not in later.between(date(2031, 1, 1), date(2031, 12, 31))
    assert "after=50.abc" in later.page("50.abc")


def test_every_condition_is_a_chip_that_takes_it_away_alone() -> None:
    start = links("q=market&type=bombing&place=KZ&disputed=yes&scope=all&since=2031-05-01")
    wording = Wording(catalogue=load_catalogues()["en"], types={})
    chips = list(start.chips(wording))
    assert len(chips) == 6
    for chip in chips:
        left = list(follow(chip.without).chips(wording))
        assert [c.words for c in left] == [c.words for c in chips if c.words != chip.words]


def test_view_is_part_of_the_address() -> None:
    assert links("q=a").view_as(View.MAP) == "/?q=a&view=map"
    assert links("q=a", View.MAP).view_as(View.OVERVIEW) == "/?q=a"
