from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from dateline.core.claims import Scope, SourceKind, Stage, Status
from dateline.core.events import FigureRule
from dateline.explore.filters import Box, ExploreFilters, Order
from dateline.explore.timeline import Unit
from dateline.server.query import Query, QueryError, read_query, write_query

FAMILIES = {"bombing": "violence", "arson": "violence", "arrest": "enforcement"}

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20).map(
    str.strip
)
several = st.lists(words.filter(bool), unique=True, max_size=3).map(tuple)
choice = st.one_of(st.none(), st.booleans())


def read(address: str) -> Query:
    return read_query(QueryParams(address), families=FAMILIES)


@st.composite
def queries(draw: st.DrawFn) -> Query:
    types = tuple(draw(st.lists(st.sampled_from(sorted(FAMILIES)), unique=True)))
    west, east = draw(st.integers(-180, 0)), draw(st.integers(1, 179))
    box = Box(west=west, south=-10.5, east=east, north=10)
    return Query(
        types=types,
        filters=ExploreFilters(
            types=types,
            stages=tuple(draw(st.lists(st.sampled_from(Stage), unique=True))),
            statuses=tuple(draw(st.lists(st.sampled_from(Status), unique=True))),
            scope=draw(st.one_of(st.none(), st.sampled_from(Scope))),
            since=draw(st.one_of(st.none(), st.dates())),
            until=draw(st.one_of(st.none(), st.dates())),
            places=draw(several),
            box=draw(st.sampled_from((None, box))),
            actors=draw(several),
            outlets=draw(several),
            kinds=tuple(draw(st.lists(st.sampled_from(SourceKind), unique=True))),
            disputed=draw(choice),
            single_source=draw(choice),
            official_only=draw(choice),
            reviewed=draw(choice),
            text=draw(words) or None,
            document=draw(words) or None,
            order=draw(st.sampled_from(Order)),
            descending=draw(st.booleans()),
        ),
        figures=draw(st.one_of(st.none(), st.sampled_from(FigureRule))),
        unit=draw(st.one_of(st.none(), st.sampled_from(Unit))),
        after=draw(words),
        whole=draw(st.sampled_from((None, "actor"))),
    )


@given(query=queries())
def test_a_query_written_is_read_back_the_same(query: Query) -> None:
    assert read(write_query(query)) == query


def test_an_empty_query_asks_for_all_incidents_and_is_written_empty() -> None:
    assert read("").filters == ExploreFilters(scope=Scope.INCIDENT)
    assert write_query(read("")) == ""


def test_a_family_stands_for_its_types_and_types_narrow_it() -> None:
    assert read("family=violence").filters.types == ("bombing", "arson")
    assert read("family=violence&type=arson&type=arrest").filters.types == ("arson",)
    # Nothing is both, which must not read as everything.
    assert read("family=violence&type=arrest").filters.types == ("",)
    assert write_query(read("family=violence")) == "family=violence"


def test_both_answers_ticked_ask_for_the_same_as_none() -> None:
    assert read("disputed=yes&disputed=no").filters.disputed is None


def test_scope_all_shows_totals_too() -> None:
    assert read("scope=all").filters.scope is None


def test_a_map_dragged_round_the_world_still_names_one_part_of_it() -> None:
    box = read("bbox=170,-10,200,10").filters.box
    assert box == Box(west=170, south=-10, east=-160, north=10)
    assert read("bbox=-300,-80,300,80").filters.box is None


@pytest.mark.parametrize(
    "address",
    [
        "since=yesterday",
        "since=2031-02-30",
        "stage=finished",
        "family=nothing",
        "order=beauty",
        "order=--date",
        "scope=everything",
        "disputed=perhaps",
        "bbox=1,2,3",
        "bbox=nan,0,10,10",
        "bbox=0,20,10,10",
        "figures=highest",
        "unit=hour",
        "kind=oracle",
        "after=1&after=2",
        "q=" + "x" * 501,
        "place=" + "&place=".join(f"P{n}" for n in range(201)),
        "document=%00",
    ],
)
def test_what_cannot_be_understood_is_named(address: str) -> None:
    name = address.split("=")[0]
    with pytest.raises(QueryError, match=f"^{name}: "):
        read(address)


@given(address=st.text(max_size=60))
def test_any_address_is_read_or_refused(address: str) -> None:
    try:
        query = read(address)
    except QueryError:
        return
    assert read(write_query(query)) == query


def test_days_go_by_the_calendar() -> None:
    query = read("since=2031-05-01&until=2031-05-31")
    assert (query.filters.since, query.filters.until) == (date(2031, 5, 1), date(2031, 5, 31))
    later = replace(query, filters=replace(query.filters, since=date(2031, 5, 2)))
    assert write_query(later) == "since=2031-05-02&until=2031-05-31"
