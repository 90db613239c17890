"""Foreign nations of targets and victims."""

import pytest

from dateline.resources.gazetteer import open_gazetteer
from dateline.scoring.muc4_nations import foreign_nation


@pytest.mark.parametrize(
    ("phrases", "country", "nation"),
    [
        (["U.S. CITIZEN"], "PERU", "UNITED STATES"),
        (["EMBASSY", "THE SOVIET"], "PERU", "USSR"),
        (["COSTA RICAN AMBASSADOR"], "EL SALVADOR", "COSTA RICA"),
        (["SPANISH PRIESTS"], "EL SALVADOR", "SPAIN"),
        (["LATIN AMERICAN BISHOPS"], "EL SALVADOR", None),
        (["PERUVIAN TOURISTS"], "PERU", None),
        (["FARMERS"], "PERU", None),
        ([], "PERU", None),
    ],
)
def test_a_nation_is_foreign_where_words_name_another_country(
    phrases: list[str], country: str, nation: str | None
) -> None:
    assert foreign_nation(phrases, country, open_gazetteer()) == nation
