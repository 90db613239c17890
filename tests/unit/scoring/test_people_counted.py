"""How many people an event is about, by the coding rules of the gold sets."""

import pytest

from dateline.api import Coder
from dateline.scoring.records import Range, read_event
from tests.unit.pipeline.claims.reading import code


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        ("A bomb in Mosul on Monday killed seven people and wounded 19.", "bombing", (7, 7)),
        ("Gunmen burnt three lorries in Mosul on Monday.", "arson", None),
        ("Police arrested four students and two clerks in Mosul.", "arrest", (6, 6)),
        ("Karim Dal, 24, and Yusuf Mire, 29, were charged with murder in Mosul.", "charge", (2, 2)),
        ("Gunmen abducted at least ten herders near Mosul on Monday.", "kidnapping", (10, None)),
    ],
)
def test_those_held_or_harmed_are_counted_and_bare_plurals_are_not(
    coder: Coder, text: str, type_: str, expected: tuple[int, int | None] | None
) -> None:
    coded = code(coder, text)
    records = [read_event(event, coded) for event in coded.events]
    (record,) = [record for record in records if record.type == type_]
    wanted = None if expected is None else Range(low=expected[0], high=expected[1])
    assert record.people == wanted
