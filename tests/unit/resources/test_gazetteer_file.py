"""The gazetteer file: the same rows give the same bytes, and every key is found again."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.gazetteer.rows import PlaceRow
from tools.gazetteer.write import write_file

from dateline.errors import GazetteerError
from dateline.resources.gazetteer import Gazetteer
from dateline.resources.gazetteer_file import (
    MAX_CANDIDATES,
    Feature,
    NameForm,
    pack_hits,
    unpack_hits,
)
from dateline.resources.name_keys import PlaceKind, make_key, make_keys, name_key, near_keys, usable


def town(id_: int, name: str, *aliases: str, population: int = 0) -> PlaceRow:
    place = PlaceRow(
        id=id_,
        name=name,
        kind=PlaceKind.TOWN,
        feature=Feature.TOWN,
        country="KZ",
        latitude=1.5,
        longitude=-2.25,
        population=population,
    )
    place.add_names([name], NameForm.MAIN)
    place.add_names(aliases, NameForm.OTHER)
    return place


TOWNS = [
    town(7, "Brek", "Brekville", population=20),
    town(3, "Brek", population=20),
    town(5, "Tolmar", "Brek", population=9_000),
    town(9, "Vash"),
]


def test_same_rows_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first.sqlite", tmp_path / "second.sqlite"
    write_file(first, TOWNS, {"a": 1, "b": 2}, sources="none")
    mixed = TOWNS.copy()
    random.Random(4).shuffle(mixed)
    write_file(second, mixed, {"b": 2, "a": 1}, sources="none")
    assert first.read_bytes() == second.read_bytes()


def test_candidates_come_most_likely_first_and_ties_by_id(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    write_file(path, TOWNS, {}, sources="none")
    gazetteer = Gazetteer(path)
    assert [entry.id for entry in gazetteer.candidates("Brek")] == [
        "geonames:5",
        "geonames:3",
        "geonames:7",
    ]
    assert gazetteer.candidates("Vash")[0].longitude == -2.25
    assert [entry.name for entry in gazetteer.near_spellings("Vahs")] == ["Vash"]


def test_damage_inside_a_file_is_told_when_it_is_met(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    many = [town(n, f"Town{chr(97 + n % 26)}{chr(97 + n // 26)}") for n in range(1, 600)]
    write_file(path, many, {}, sources="none")
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\xff" * (len(content) - 12288)
    path.write_bytes(bytes(content))
    with pytest.raises(GazetteerError, match="damaged"):
        Gazetteer(path).check()


@given(
    st.lists(
        st.tuples(st.integers(-1_000_000, 100_000_000), st.integers(0, 7)), min_size=1, max_size=400
    )
)
def test_packed_hits_come_back(hits: list[tuple[int, int]]) -> None:
    assert list(unpack_hits(pack_hits(hits))) == hits[:MAX_CANDIDATES]


@given(st.text(alphabet="abcd ", min_size=1, max_size=8))
def test_near_keys_are_other_keys(text: str) -> None:
    key = name_key(text)
    near = list(near_keys(key))
    assert key not in near
    assert len(near) == len(set(near))


@given(
    st.lists(
        st.one_of(
            st.text(st.characters(codec="utf-8", exclude_characters="\n")),
            st.text(alphabet="sSteThaZ &'.-é", max_size=9),
        )
    )
)
def test_many_keys_at_once_are_those_made_one_by_one(names: list[str]) -> None:
    assert make_keys(names) == {name: make_key(name) for name in names}


@pytest.mark.parametrize("name", ["Qamishlo", "Қазалы", "الرقة", "喀什", "al-Bab"])
def test_names_of_any_one_script_are_filed(name: str) -> None:
    assert usable(name)


@pytest.mark.parametrize("name", ["DXB", "Route 9", "Kаzan", "", "x", "(Brek)", "lowercase"])
def test_codes_numbers_and_mixed_scripts_are_not_filed(name: str) -> None:
    assert not usable(name)
