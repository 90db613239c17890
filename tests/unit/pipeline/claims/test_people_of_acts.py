"""Who takes part in an act: whom it struck, who was behind it, and with what."""

import pytest

from dateline.api import Coder
from dateline.core.claims import Role
from tests.unit.pipeline.claims.reading import code, parties


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gunmen ambushed a police convoy near Mosul on Monday, killing four officers.",
            ["four officers"],
        ),
        (
            "Rebels shelled the town of Mosul on Sunday, killing journalist Adan Mire.",
            ["journalist Adan Mire"],
        ),
        (
            "At least 12 worshippers died when a bomber blew himself up in a mosque in Mosul.",
            ["At least 12 worshippers"],
        ),
        (
            "A roadside bomb struck a minibus near Mosul on Monday, killing a teacher and her son.",
            ["a teacher", "her son"],
        ),
        ("Two deaths were reported after a bomb exploded in Mosul on Monday.", []),
    ],
)
def test_whom_the_outcome_of_an_attack_names_are_its_victims(
    coder: Coder, text: str, expected: list[str]
) -> None:
    coded = code(coder, text)
    (grounded,) = coded.claims
    assert parties(coded.document, grounded.claim, Role.VICTIM) == expected
    assert not any(party.argument.role is Role.VICTIM for party in grounded.parties)
