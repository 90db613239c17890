"""Items are sorted into classes of weapons, with their codes in other codebooks."""

import pytest

from dateline.errors import ResourceError
from dateline.resources.schemes import (
    ACLED_EVENT_TYPES,
    GTD_WEAPON_TYPES,
    MUC4_INSTRUMENT_TYPES,
)
from dateline.resources.weapons import classify_item, load_weapons, read_weapons

WEAPONS = load_weapons()
REMOTE = "Explosions/Remote violence"


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
    assert WEAPONS.classes["vehicle"].no_muc4


@pytest.mark.parametrize(
    ("phrase", "sub_event"),
    [
        ("a roadside bomb", "Remote explosive/landmine/IED"),
        ("an explosives vest", "Suicide bomb"),
        ("a suicide car bomb", "Suicide bomb"),
        ("an SVBIED", "Suicide bomb"),
        ("a parked car bomb", "Remote explosive/landmine/IED"),
        ("two hand grenades", "Grenade"),
        ("82mm mortar rounds", "Shelling/artillery/missile attack"),
        ("FPV drones", "Air/drone strike"),
        ("barrel bombs", "Air/drone strike"),
        ("a fighter jet", "Air/drone strike"),
        ("nerve gas", "Chemical weapon"),
        ("white phosphorus", "Chemical weapon"),
        ("a rifle", None),
        ("petrol bombs", None),
        ("a kitchen knife", None),
        ("a stolen car", None),
    ],
)
def test_acled_tells_an_instrument_by_its_sub_event_type_only(
    phrase: str, sub_event: str | None
) -> None:
    path = classify_item(phrase)
    assert path is not None
    assert WEAPONS.classes[path].acled == sub_event


def test_every_term_has_a_code_of_each_scheme_or_a_reason_why_not() -> None:
    for path in WEAPONS.terms.values():
        weapon = WEAPONS.classes[path]
        assert weapon.gtd in GTD_WEAPON_TYPES
        assert weapon.no_acled if weapon.acled is None else weapon.no_acled is None
        assert weapon.no_muc4 if weapon.muc4 is None else weapon.no_muc4 is None
        assert weapon.acled is None or weapon.acled in ACLED_EVENT_TYPES[REMOTE]
        assert weapon.muc4 is None or weapon.muc4 in MUC4_INSTRUMENT_TYPES


def test_classes_below_share_the_weapon_type_of_the_class_above() -> None:
    for path, weapon in WEAPONS.classes.items():
        above = path.rpartition(".")[0]
        assert not above or WEAPONS.classes[above].gtd == weapon.gtd


def test_every_fault_of_a_weapon_list_is_named_at_once_with_its_line() -> None:
    text = """[reasons]
near = "at close quarters"
idle = "of no class"

[[class]]
class = "a"
gtd = 5
no_acled = "near"
muc4 = "GUN"
terms = ["x"]

[[class]]
class = "b.c"
gtd = 14
acled = "Battle"
muc4 = "BOW"
terms = [
    "y",
    "X",
]

[[class]]
class = "a"
no_acled = "far"
acled = "Grenade"
terms = ["z"]
"""
    with pytest.raises(ResourceError) as error:
        read_weapons(text)
    messages = [line.partition("; known: ")[0] for line in str(error.value).splitlines()]
    assert messages == [
        "weapons.toml:13: b.c: no class 'b' above it",
        "weapons.toml:14: b.c: no weapon type 14 in GTD",
        "weapons.toml:15: b.c: unknown code 'Battle'",
        "weapons.toml:16: b.c: unknown code 'BOW'",
        "weapons.toml:19: b.c: 'X' is in 'a' already",
        "weapons.toml:23: a: the class stands twice",
        "weapons.toml:23: a: no weapon type of GTD",
        "weapons.toml:25: a: needs either 'acled' or, with a reason, 'no_acled'",
        "weapons.toml:24: a: no reason 'far' under [reasons]",
        "weapons.toml:22: a: needs either 'muc4' or, with a reason, 'no_muc4'",
        "weapons.toml:3: no class uses the reason 'idle'",
    ]


def test_every_listed_term_is_found_in_any_case_and_after_other_words() -> None:
    for term, path in WEAPONS.terms.items():
        assert classify_item(term.upper()) == path
        if " and " not in term:
            assert classify_item(f"five grumbly {term}") == path
