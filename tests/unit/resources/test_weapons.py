"""Items are sorted into classes of weapons, with their codes in other codebooks."""

import pytest

from dateline.errors import ResourceError
from dateline.resources.weapons import classify_item, load_weapons, read_weapons

WEAPONS = load_weapons()


@pytest.mark.parametrize(
    ("phrase", "path"),
    [
        ("two grenades", "explosive.grenade"),
        ("an air rifle", "firearm.rifle"),
        ("Kalashnikovs", "firearm.rifle"),
        ("a 9mm pistol", "firearm.handgun"),
        ("home-made knives", "blade.knife"),
        ("machetes and axes", "blade.machete"),
        ("RPGs", "explosive.rocket"),
        ("a pressure-cooker bomb", "explosive.bomb"),
        ("improvised explosive devices (IEDs)", "explosive.ied"),
        ("an explosives-laden vehicle", "explosive.bomb.vehicle"),
        ("a hijacked truck", "vehicle"),
        ("petrol bombs", "incendiary.molotov"),
        ("armed drones", "drone"),
        ("weapons", "weapon"),
    ],
)
def test_item_is_sorted_by_its_head(phrase: str, path: str) -> None:
    assert classify_item(phrase) == path


def test_contents_tell_more_than_their_container() -> None:
    assert classify_item("a stock of hand grenades") == "explosive.grenade"
    assert classify_item("a cache of weapons") == "weapon"
    assert classify_item("12 kg of TNT") == "explosive.substance"


def test_vehicle_packed_with_explosives_is_a_bomb() -> None:
    assert classify_item("a van packed with explosives") == "explosive.bomb.vehicle"


def test_first_known_item_of_a_list_counts() -> None:
    assert classify_item("leaflets, a pistol and 20 rounds") == "firearm.handgun"


@pytest.mark.parametrize("phrase", ["banned leaflets", "a laptop", "", "and"])
def test_item_that_is_no_weapon_has_no_class(phrase: str) -> None:
    assert classify_item(phrase) is None


def test_codes_of_other_codebooks_go_with_the_class() -> None:
    assert WEAPONS.classes["firearm.rifle"].gtd == 5
    assert WEAPONS.classes["firearm.rifle"].muc4 == "RIFLE"
    assert WEAPONS.classes["explosive.bomb.vehicle"].muc4 == "VEHICLE BOMB"
    assert WEAPONS.classes["vehicle"].gtd == 10
    assert WEAPONS.classes["vehicle"].muc4 is None


def test_classes_below_share_the_weapon_type_of_the_class_above() -> None:
    for path, weapon in WEAPONS.classes.items():
        above = path.rpartition(".")[0]
        assert not above or WEAPONS.classes[above].gtd == weapon.gtd


def test_every_fault_of_a_weapon_list_is_named_at_once() -> None:
    text = "".join(
        f'[[class]]\nclass = "{path}"\ngtd = {gtd}\nterms = ["{term}"]\n'
        for path, gtd, term in [("a", 5, "x"), ("b.c", 14, "X"), ("a", 5, "y")]
    )
    with pytest.raises(ResourceError) as error:
        read_weapons(text)
    assert str(error.value).splitlines() == [
        "weapons.toml: b.c: no class 'b' above it",
        "weapons.toml: b.c: no weapon type 14 in GTD",
        "weapons.toml: b.c: 'X' is in 'a' already",
        "weapons.toml: class 'a' stands twice",
    ]


def test_every_listed_term_is_found_in_any_case_and_after_other_words() -> None:
    for term, path in WEAPONS.terms.items():
        assert classify_item(term.upper()) == path
        if " and " not in term:
            assert classify_item(f"five grumbly {term}") == path
