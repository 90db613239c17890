"""Closed code lists of the schemes a codebook maps its event types to.

Facts of the published codebooks: GTD (attack types), ACLED (event and sub-event types), UCDP GED
(types of violence), PLOVER (event types and modes, manual draft of February 2024) and MUC-4
(incident types). Names and numbers only; no row and no definition of theirs is used.
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
