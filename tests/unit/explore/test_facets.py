from dataclasses import replace

from hypothesis import given

from dateline.explore.facets import FEW, Facet, count_facets
from dateline.explore.filters import ExploreFilters
from dateline.explore.selecting import conditions

from .browsed import Browsed, browsed, columns_of, filters, passes, rows


def facets_of(
    events: Browsed, wanted: ExploreFilters, *, whole: str | None = None
) -> dict[str, Facet]:
    columns = columns_of(events)
    masks = conditions(
        columns, wanted, with_words=lambda _: frozenset(), of_document=lambda _: frozenset()
    )
    return {f.name: f for f in count_facets(columns, masks, wanted, whole=whole)}


@given(events=browsed(), wanted=filters())
def test_an_option_counts_what_choosing_it_alone_would_show(
    events: Browsed, wanted: ExploreFilters
) -> None:
    facets = facets_of(events, wanted)
    for option in facets["type"].options:
        alone = replace(wanted, types=(option.value,))
        assert option.count == sum(passes(row, o, alone) for row, o in events.values())
    for option in facets["outlet"].options:
        alone = replace(wanted, outlets=(option.value,))
        assert option.count == sum(passes(row, o, alone) for row, o in events.values())
    for option in facets["place"].options:
        alone = replace(wanted, places=(option.value,))
        assert option.count == sum(passes(row, o, alone) for row, o in events.values())
    for option in facets["single"].options:
        alone = replace(wanted, single_source=option.value == "yes")
        assert option.count == sum(passes(row, o, alone) for row, o in events.values())


@given(events=browsed(), wanted=filters())
def test_what_is_chosen_is_listed_even_if_nothing_has_it(
    events: Browsed, wanted: ExploreFilters
) -> None:
    facets = facets_of(events, wanted)
    assert {o.value for o in facets["type"].options if o.selected} == set(wanted.types)
    assert {o.value for o in facets["place"].options if o.selected} == set(wanted.places)


@given(row=rows())
def test_a_long_facet_is_cut_and_says_by_how_much_unless_asked_for_whole(row: object) -> None:
    events: Browsed = {f"{n:04}": (row, (f"Outlet {n}",)) for n in range(FEW + 5)}  # type: ignore[misc]
    cut = facets_of(events, ExploreFilters())["outlet"]
    assert (len(cut.options), cut.more) == (FEW, 5)
    whole = facets_of(events, ExploreFilters(), whole="outlet")["outlet"]
    assert (len(whole.options), whole.more) == (FEW + 5, 0)


@given(events=browsed())
def test_places_below_a_country_are_listed_once_it_is_chosen(events: Browsed) -> None:
    closed = facets_of(events, ExploreFilters())["place"]
    assert {option.depth for option in closed.options} <= {0}
    opened = facets_of(events, ExploreFilters(places=("KZ",)))["place"]
    below = {row.place for row, _ in events.values() if row.place.startswith("KZ/")}
    listed = {option.value for option in opened.options if option.depth == 1}
    assert listed == {"/".join(place.split("/")[:2]) for place in below}
