"""Which acts are told as parts of one operation."""

from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.events import Event, RelationKind

PUBLISHED = date(2031, 5, 8)


def parts(coder: Coder, text: str) -> list[tuple[str, str]]:
    """Return the types of parts and their wholes."""
    coded = coder.code(text, published=PUBLISHED)
    by_id: dict[str, Event] = {event.id: event for event in coded.events}
    return sorted(
        (str(event.type.value), str(by_id[relation.event].type.value))
        for event in coded.events
        for relation in event.relations
        if relation.kind is RelationKind.PART_OF
    )


def test_arrest_and_seizure_in_a_raid_are_parts_of_it(coder: Coder) -> None:
    text = (
        "Police raided a farm near Kirkuk on Monday. Officers arrested three suspected militants "
        "and seized two rifles."
    )
    assert parts(coder, text) == [("arrest", "raid"), ("seizure", "raid")]


def test_seizure_told_beside_an_arrest_is_part_of_it(coder: Coder) -> None:
    text = (
        "Police arrested three suspected militants in Kirkuk on Monday.\n\n"
        "Officers seized two rifles and a grenade."
    )
    assert parts(coder, text) == [("seizure", "arrest")]


def test_stores_burnt_in_an_attack_are_part_of_it(coder: Coder) -> None:
    text = (
        "Gunmen attacked a village near Goma on Monday and killed nine farmers. They set fire to "
        "the grain stores."
    )
    assert parts(coder, text) == [("arson", "armed_assault")]


@pytest.mark.parametrize(
    "arrest",
    [
        "On Wednesday, police arrested three suspected militants in Kirkuk.",
        "On Monday, police arrested three suspected militants in Basra.",
    ],
)
def test_arrest_on_another_day_or_in_another_town_is_no_part(coder: Coder, arrest: str) -> None:
    assert parts(coder, f"Police raided a farm in Kirkuk on Monday. {arrest}") == []


def test_what_is_told_far_away_is_no_part(coder: Coder) -> None:
    text = (
        "Police raided a farm in Kirkuk on Monday.\n\nThe farm grows melons.\n\n"
        "Its owner lives abroad.\n\nOfficers arrested three suspected militants."
    )
    assert parts(coder, text) == []
