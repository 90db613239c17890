"""Where outlets are at home."""

import pytest

from dateline.resources.outlets import country_of_address, outlet_home


@pytest.mark.parametrize(
    ("url", "country"),
    [
        ("https://www.news.example.kz/a/b", "KZ"),
        ("http://example.co.uk", "GB"),
        ("https://example.com/story.ru", None),
        ("https://example.io/x", None),
        (None, None),
    ],
)
def test_country_of_a_web_address(url: str | None, country: str | None) -> None:
    assert country_of_address(url) == country


def test_a_paper_of_a_town_is_at_home_there() -> None:
    home = outlet_home(url="https://www.uralskweek.kz/2020/story")
    assert home is not None
    assert home.country == "KZ"
    assert home.latitude == pytest.approx(51.2, abs=0.3)


@pytest.mark.parametrize("outlet", ["The Hindu", "thehindu.com", "www.TheHindu.com"])
def test_an_outlet_is_known_by_name_or_host(outlet: str) -> None:
    home = outlet_home(outlet=outlet)
    assert home is not None
    assert (home.country, home.latitude) == ("IN", None)


def test_an_agency_of_the_world_has_no_home() -> None:
    home = outlet_home(outlet="Reuters", url="https://www.reuters.com/world/x")
    assert home is not None
    assert home.country is None


def test_a_known_paper_is_known_under_another_ending_of_its_country() -> None:
    home = outlet_home(url="http://edmontonjournal.ca/story")
    assert home is not None
    assert home.latitude == pytest.approx(53.5, abs=0.3)
    elsewhere = outlet_home(url="http://edmontonjournal.fr/story")
    assert elsewhere is not None
    assert (elsewhere.country, elsewhere.latitude) == ("FR", None)


def test_the_label_of_an_unknown_paper_keeps_the_name_of_its_town() -> None:
    home = outlet_home(outlet="Qarrvale Courier", url="https://www.qarrvale-courier.com/a")
    assert home is not None
    assert "qarrvale" in home.label
    assert home.country is None


def test_without_name_and_address_nothing_is_known() -> None:
    assert outlet_home() is None
