"""Look-ups in the gazetteer that ships with Dateline."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import GazetteerError
from dateline.resources.gazetteer import (
    Entry,
    Gazetteer,
    NameForm,
    PlaceKind,
    WordFlag,
    name_key,
    open_gazetteer,
    split_type,
)


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    opened = open_gazetteer()
    yield opened
    opened.close()


def first(gazetteer: Gazetteer, name: str) -> Entry:
    found = gazetteer.candidates(name)
    assert found, name
    return found[0]


@pytest.mark.parametrize(
    ("name", "kind", "country", "shown"),
    [
        ("Almaty", PlaceKind.TOWN, "KZ", "Almaty"),
        ("Almaty Province", PlaceKind.ADMIN1, "KZ", "Almaty Region"),
        ("province of Almaty", PlaceKind.ADMIN1, "KZ", "Almaty Region"),
        ("Aktobe Oblast", PlaceKind.ADMIN1, "KZ", "Aktobe Region"),
        ("Aktobe", PlaceKind.TOWN, "KZ", "Aktobe"),
        ("Borno State", PlaceKind.ADMIN1, "NG", "Borno"),
        ("Kunduz Province", PlaceKind.ADMIN1, "AF", "Kunduz"),
        ("city of Kunduz", PlaceKind.TOWN, "AF", "Kunduz"),
        ("Rudaki district", PlaceKind.ADMIN2, "TJ", "Rudaki District"),
        ("the United States", PlaceKind.COUNTRY, "US", "United States"),
        ("U.S.", PlaceKind.COUNTRY, "US", "United States"),
        ("Cote d’Ivoire", PlaceKind.COUNTRY, "CI", "Ivory Coast"),
        ("Sambisa Forest", PlaceKind.SITE, "NG", "Sambisa Forest"),
        ("al-Raqqa", PlaceKind.TOWN, "SY", "Raqqa"),
        ("TILLABERI Region", PlaceKind.ADMIN1, "NE", "Tillaberi Region"),
    ],
)
def test_best_candidate_of_a_name(
    gazetteer: Gazetteer, name: str, kind: PlaceKind, country: str, shown: str
) -> None:
    entry = first(gazetteer, name)
    assert (entry.kind, entry.country, entry.name) == (kind, country, shown)


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("Nur-Sultan", "Astana"),
        ("Alma-Ata", "Almaty"),
        ("Uralsk", "Oral"),
        ("Bombay", "Mumbai"),
        ("Rangoon", "Yangon"),
        ("Kiev", "Kyiv"),
        ("South Kazakhstan", "Turkistan Region"),
    ],
)
def test_former_names_lead_to_the_place_of_today(
    gazetteer: Gazetteer, former: str, present: str
) -> None:
    assert first(gazetteer, former).name == present


@pytest.mark.parametrize(
    ("demonym", "country"), [("Nigerien", "NE"), ("Nigerian", "NG"), ("Kyrgyz", "KG")]
)
def test_demonyms_are_told_from_names(gazetteer: Gazetteer, demonym: str, country: str) -> None:
    entry = first(gazetteer, demonym)
    assert (entry.form, entry.country) == (NameForm.DEMONYM, country)


def test_regions_reach_into_several_countries_and_lie_in_none(gazetteer: Gazetteer) -> None:
    sahel = first(gazetteer, "Sahel")
    assert sahel.country is None
    assert {"ML", "NE", "BF"} <= set(sahel.reach)


def test_disputed_areas_say_who_else_claims_them(gazetteer: Gazetteer) -> None:
    assert first(gazetteer, "Crimea").claimed_by == ("RU",)
    assert first(gazetteer, "Golan Heights").claimed_by == ("IL",)


def test_every_candidate_is_found_again_by_its_id(gazetteer: Gazetteer) -> None:
    for entry in gazetteer.candidates("Paris"):
        again = gazetteer.entry(entry.id)
        assert (again.name, again.latitude) == (entry.name, entry.latitude)
        assert again.form is NameForm.MAIN


def test_unknown_names_have_no_candidates(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Zzyrqhat") == ()
    assert gazetteer.candidates("") == ()


def test_country_is_found_by_its_code(gazetteer: Gazetteer) -> None:
    country = gazetteer.country("KZ")
    assert country is not None
    assert country.name == "Kazakhstan"
    assert gazetteer.country("ZZ") is None


def test_words_are_told_from_names(gazetteer: Gazetteer) -> None:
    assert gazetteer.word_flags("Monday") & WordFlag.NEVER
    assert gazetteer.word_flags("Askar") & WordFlag.GIVEN
    assert gazetteer.word_flags("Kandahar") == 0


def test_an_id_nobody_has_is_an_error(gazetteer: Gazetteer) -> None:
    with pytest.raises(GazetteerError, match='no place has the id "dateline:atlantis"'):
        gazetteer.entry("dateline:atlantis")


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"nowhere\.sqlite: the gazetteer file is missing"):
        open_gazetteer(tmp_path / "nowhere.sqlite")


def test_damaged_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with pytest.raises(GazetteerError, match="damaged"):
        open_gazetteer(path)


def test_file_of_another_layout_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE meta (name TEXT, value TEXT)")
    connection.execute("INSERT INTO meta VALUES ('layout', '999')")
    connection.commit()
    connection.close()
    with pytest.raises(GazetteerError, match="layout 999"):
        open_gazetteer(path)


def test_coordinates_and_countries_are_well_formed(gazetteer: Gazetteer) -> None:
    for name in ("Springfield", "San Jose", "Victoria", "Tripoli", "Moscow", "Georgia", "Niger"):
        for entry in gazetteer.candidates(name):
            assert -90 <= entry.latitude <= 90
            assert -180 <= entry.longitude <= 180
            assert entry.country is None or len(entry.country) == 2
            assert entry.population >= 0


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Deir ez-Zor", "deir ez zor"),
        ("The Gambia", "gambia"),
        ("St. Petersburg", "saint petersburg"),
        ("N’Djamena", "ndjamena"),
        ("Şırnak", "sirnak"),
        ("Łódź", "lodz"),
    ],
)
def test_names_are_compared_without_marks_and_case(name: str, key: str) -> None:
    assert name_key(name) == key


def test_words_for_the_sort_of_place_are_split_off() -> None:
    assert split_type("kunduz province")[0] == "kunduz"
    assert split_type("state of borno")[0] == "borno"
    assert split_type("kunduz") == ("kunduz", ())
    assert split_type("province") == ("province", ())


@given(st.text(max_size=40))
def test_key_of_a_key_is_itself(name: str) -> None:
    once = name_key(name)
    assert name_key(once) == once


@given(st.text(max_size=30))
def test_any_text_can_be_looked_up(name: str) -> None:
    gazetteer = _shared()
    assert isinstance(gazetteer.candidates(name), tuple)


_OPENED: list[Gazetteer] = []


def _shared() -> Gazetteer:
    if not _OPENED:
        _OPENED.append(open_gazetteer())
    return _OPENED[0]
