from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.claims import Effect, Side
from dateline.core.events import Event
from dateline.core.grounded import Count
from dateline.pipeline.articles.read import document_from_text
from dateline.pipeline.linking.sources import group_sources


def attack(coder: Coder, text: str, type_: str = "bombing") -> Event:
    coded = coder.code(text, published=date(2024, 5, 17))
    (event,) = [event for event in coded.events if event.type.value == type_]
    return event


def killed(event: Event, side: Side = Side.VICTIMS) -> Count | None:
    for toll in event.toll:
        if (toll.effect, toll.side) == (Effect.KILLED, side):
            return toll.count.value
    return None


def is_disputed(event: Event) -> bool:
    return any(toll.count.disputed for toll in event.toll)


def test_figures_of_different_sources_give_lowest_to_highest(coder: Coder) -> None:
    event = attack(
        coder,
        "A bomb killed 12 people at a market in Mosul on Monday, police said. The hospital put "
        "the number of dead at 14.",
    )
    count = killed(event)
    assert count is not None
    assert (count.low, count.best, count.high) == (12, None, 14)
    assert is_disputed(event)


@pytest.mark.parametrize(
    "correction",
    ["The ministry had earlier put the death toll at 19.", "The toll rose from 10 to 12."],
)
def test_a_corrected_figure_is_no_dispute(coder: Coder, correction: str) -> None:
    event = attack(
        coder, f"A bombing at a market in Mosul on Monday killed 12 people. {correction}"
    )
    count = killed(event)
    assert count is not None
    assert (count.low, count.best, count.high) == (12, 12, 12)
    assert not is_disputed(event)


def test_a_withdrawn_figure_stays_among_the_values(coder: Coder) -> None:
    event = attack(coder, "A bomb killed six people and not seven at a market in Mosul on Monday.")
    (toll,) = event.toll
    assert [support.value.best for support in toll.count.values] == [6, 7]


def test_the_total_of_a_headline_is_not_added_to_the_sides_of_the_body(coder: Coder) -> None:
    event = attack(
        coder,
        "Attack on checkpoint leaves 13 dead\n\nGunmen attacked a checkpoint near Mosul on "
        "Monday, killing one constable and two soldiers. The army said 10 attackers died "
        "in the fighting.",
        "armed_assault",
    )
    assert killed(event) is None
    forces = killed(event, Side.FORCES)
    assert forces is not None
    assert forces.best == 3


def test_one_of_the_victims_does_not_lower_the_toll(coder: Coder) -> None:
    event = attack(
        coder,
        "A bomb killed eight people at a market in Mosul on Monday. A baker was killed in the "
        "bombing at his stall.",
    )
    count = killed(event)
    assert count is not None
    assert (count.low, count.high) == (8, 8)


def test_a_day_in_the_own_sentence_goes_before_a_wider_time(coder: Coder) -> None:
    event = attack(
        coder,
        "A bomb killed eight people at a market in Mosul this week. The bombing on Monday was "
        "claimed by nobody.",
    )
    assert event.time.value is not None
    assert event.time.value.start == event.time.value.end == date(2024, 5, 13)


def test_a_town_goes_before_the_country(coder: Coder) -> None:
    event = attack(
        coder,
        "A bomb killed eight people at a market in Mosul on Monday. The bombing in Iraq on Monday "
        "was claimed by nobody.",
    )
    assert event.place.value is not None
    assert event.place.value.name == "Mosul"


STORY = (
    "Gunmen in two pickups drove into the market of Torva on Sunday and fired at the grain store. "
    "Two traders were killed and the guard was taken to the hospital in the next town, where "
    "doctors said he would live. The district chief promised more patrols on the road."
)


def test_reprint_under_another_headline_is_no_second_source() -> None:
    agency = document_from_text(f"Two killed at Torva market\n\n{STORY}", outlet="Vostok Wire")
    reprint = document_from_text(
        f"Blood on the grain\n\n{STORY} More to follow.", outlet="Torva Post"
    )
    other = document_from_text(
        "Traders shot in Torva\n\nA witness told Radio Meskar that three cars came at noon, that "
        "the shooting went on for a quarter of an hour, and that nobody came to help until dusk. "
        "The market has been closed since, and the grain is rotting in the sun.",
        outlet="Radio Meskar",
    )
    groups = group_sources((), [agency, reprint, other])
    assert sorted(map(len, groups)) == [1, 2]
    assert tuple(sorted((agency.id, reprint.id))) in groups
