"""The trained extractor's types and roles, those of its corpora, in the codebook's words."""

from collections.abc import Mapping

from dateline.core.claims import Role

#: The codebook's type for each of the extractor's that has one. Where the codebook tells more
#: apart, this is the one that says least.
TYPES: Mapping[str, str] = {
    "conflict.attack": "armed_assault",
    "conflict.demonstrate": "protest",
    "contact.threatencoerce": "threat",
    "justice.acquit": "acquittal",
    "justice.appealhearing": "appeal",
    "justice.arrestjaildetain": "arrest",
    "justice.chargeindict": "charge",
    "justice.convict": "conviction",
    "justice.execute": "judicial_execution",
    "justice.extradite": "extradition",
    "justice.investigatecrime": "investigation",
    "justice.releaseparole": "release",
    "justice.sentence": "sentence",
    "justice.trialhearing": "trial",
}

#: The codebook's types that one of the extractor's may stand for, if more than the one above.
FITTING: Mapping[str, frozenset[str]] = {
    "conflict.attack": frozenset(
        "air_strike armed_assault arson assassination bombing clash execution "
        "force_against_protest infrastructure_attack killing_by_security_forces mob_violence "
        "sexual_violence shelling suicide_bombing targeted_killing unarmed_assault "
        "vehicle_attack".split()
    ),
    "conflict.demonstrate": frozenset({"protest", "violent_demonstration"}),
    "justice.execute": frozenset({"judicial_execution", "execution"}),
}

#: The codebook's role for each of the extractor's that has one; ``None`` is the place.
ROLES: Mapping[str, Role | None] = {
    "attacker": Role.PERPETRATOR,
    "communicator": Role.PERPETRATOR,
    "crime": Role.OFFENCE,
    "defendant": Role.DEFENDANT,
    "demonstrator": Role.PERPETRATOR,
    "destination": Role.DESTINATION,
    "detainee": Role.SUSPECT,
    "explosivedevice": Role.INSTRUMENT,
    "injurer": Role.PERPETRATOR,
    "instrument": Role.INSTRUMENT,
    "investigator": Role.AUTHORITY,
    "jailer": Role.AUTHORITY,
    "judgecourt": Role.AUTHORITY,
    "killer": Role.PERPETRATOR,
    "origin": Role.ORIGIN,
    "perpetrator": Role.PERPETRATOR,
    "place": None,
    "prosecutor": Role.AUTHORITY,
    "recipient": Role.TARGET,
    "target": Role.TARGET,
    "victim": Role.VICTIM,
}


#: Types of the codebook that some type of the extractor's may stand for.
ANSWERING: frozenset[str] = frozenset(TYPES.values()).union(*FITTING.values())


def stands_for(type_: str, codebook_type: str) -> bool:
    """Tell whether one of the extractor's types may stand for one of the codebook's."""
    fitting = FITTING.get(type_)
    return codebook_type in fitting if fitting is not None else TYPES.get(type_) == codebook_type
