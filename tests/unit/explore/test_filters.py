import pytest

from dateline.explore.filters import path_levels, place_path


@pytest.mark.parametrize(
    ("country", "admin1", "name", "path"),
    [
        ("KZ", "Almaty Region", "Talgar", "KZ/Almaty Region/Talgar"),
        ("KZ", None, "Almaty", "KZ/Almaty"),
        ("KZ", "Almaty", "Almaty", "KZ/Almaty"),
        ("KZ", None, None, "KZ"),
        (None, None, "Sahel", "/Sahel"),
        ("XX", "A/B", "C/D", "XX/A-B/C-D"),
    ],
)
def test_a_path_goes_from_country_to_place(
    country: str | None, admin1: str | None, name: str | None, path: str
) -> None:
    assert place_path(country, admin1, name) == path


def test_a_place_lies_in_all_its_levels() -> None:
    assert path_levels("KZ/Almaty Region/Talgar") == (
        "KZ",
        "KZ/Almaty Region",
        "KZ/Almaty Region/Talgar",
    )
