"""Closed code lists of the schemes that event types and weapons are mapped to.

Facts of the published codebooks: GTD (attack and weapon types), ACLED (event and sub-event types),
UCDP GED (types of violence), PLOVER (event types and modes, manual draft of February 2024) and
MUC-4 (incident and instrument types). Names and numbers only; no row and no definition of theirs
is used.
"""

from collections.abc import Mapping
from enum import StrEnum


class Scheme(StrEnum):
    """A coding scheme that event types are mapped to."""

    GTD = "gtd"
    ACLED = "acled"
    GED = "ged"
    PLOVER = "plover"
    MUC4 = "muc4"


#: GTD ``attacktype1``: code to label.
GTD_ATTACK_TYPES: Mapping[str, str] = {
    "1": "Assassination",
    "2": "Armed Assault",
    "3": "Bombing/Explosion",
    "4": "Hijacking",
    "5": "Hostage Taking (Barricade Incident)",
    "6": "Hostage Taking (Kidnapping)",
    "7": "Facility/Infrastructure Attack",
    "8": "Unarmed Assault",
    "9": "Unknown",
}

#: ACLED ``event_type`` to its ``sub_event_type`` values.
ACLED_EVENT_TYPES: Mapping[str, tuple[str, ...]] = {
    "Battles": (
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
    ),
    "Explosions/Remote violence": (
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Violence against civilians": (
        "Sexual violence",
        "Attack",
        "Abduction/forced disappearance",
    ),
    "Protests": (
        "Peaceful protest",
        "Protest with intervention",
        "Excessive force against protesters",
    ),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
}

#: UCDP GED ``type_of_violence``: code to label.
GED_TYPES_OF_VIOLENCE: Mapping[str, str] = {
    "1": "state-based",
    "2": "non-state",
    "3": "one-sided",
}

#: PLOVER event types to their modes; an empty tuple means the type has none.
PLOVER_EVENTS: Mapping[str, tuple[str, ...]] = {
    "AGREE": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": (),
    "CONCEDE": (),
    "COOPERATE": (),
    "AID": (),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize",
        "restrict",
        "censor",
        "curfew",
        "martial-law",
        "arrest",
        "deport",
        "withhold",
        "misinformation",
        "cyber",
    ),
    "ASSAULT": (
        "abduct",
        "beat",
        "torture",
        "sexual",
        "targeted",
        "destroy",
        "primitive",
        "firearms",
        "explosives",
        "suicide-attack",
        "aerial",
        "drone",
        "heavy-weapons",
        "crowd-control",
        "unconventional",
    ),
}

#: MUC-4 slot 4, INCIDENT: TYPE.
MUC4_INCIDENT_TYPES: tuple[str, ...] = (
    "ARSON",
    "ATTACK",
    "BOMBING",
    "FORCED WORK STOPPAGE",
    "HIJACKING",
    "KIDNAPPING",
    "ROBBERY",
)

#: GTD ``weaptype1``: code to label.
GTD_WEAPON_TYPES: Mapping[int, str] = {
    1: "Biological",
    2: "Chemical",
    3: "Radiological",
    4: "Nuclear",
    5: "Firearms",
    6: "Explosives",
    7: "Fake Weapons",
    8: "Incendiary",
    9: "Melee",
    10: "Vehicle",
    11: "Sabotage Equipment",
    12: "Other",
    13: "Unknown",
}

#: ACLED sub-event types that imply an instrument; other use of arms is coded by the actors.
ACLED_INSTRUMENT_SUB_EVENTS: tuple[str, ...] = ACLED_EVENT_TYPES["Explosions/Remote violence"]

#: MUC-4 slot 7, INSTRUMENT: TYPE.
MUC4_INSTRUMENT_TYPES: tuple[str, ...] = (
    "GUN",
    "MACHINE GUN",
    "MORTAR",
    "HANDGUN",
    "RIFLE",
    "EXPLOSIVE",
    "BOMB",
    "VEHICLE BOMB",
    "DYNAMITE",
    "MINE",
    "AERIAL BOMB",
    "GRENADE",
    "MOLOTOV COCKTAIL",
    "PROJECTILE",
    "MISSILE",
    "ROCKET",
    "CUTTING DEVICE",
    "FIRE",
    "STONE",
    "TORTURE",
)
