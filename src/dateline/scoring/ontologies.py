"""Event types of KAIROS (WikiEvents) and AIDA (RAMS) that Dateline covers, and their roles.

A type not listed is out of scope: marked events of it are not asked for, and what Dateline finds
there is counted as wrong all the same, unless the type is one of ``TOLERATED``.
"""

from collections.abc import Mapping

from dateline.core.claims import Role

ATTACKS = frozenset(
    {
        "air_strike",
        "armed_assault",
        "arson",
        "assassination",
        "bombing",
        "clash",
        "execution",
        "force_against_protest",
        "infrastructure_attack",
        "mob_violence",
        "sexual_violence",
        "shelling",
        "suicide_bombing",
        "targeted_killing",
        "unarmed_assault",
        "vehicle_attack",
    }
)
KILLINGS = ATTACKS | {"killing_by_security_forces"}
PROTESTS = frozenset({"protest", "violent_demonstration", "force_against_protest"})

#: Type prefix, in lower case and without sub-type ".unspecified" or ".n/a", to Dateline's types.
#: The longest prefix of a type counts.
COVERED: Mapping[str, frozenset[str]] = {
    "conflict.attack": KILLINGS,
    "conflict.attack.stealrobhijack": ATTACKS | {"hijacking"},
    "conflict.demonstrate": PROTESTS,
    "conflict.yield.surrender": frozenset({"surrender"}),
    "contact.threatencoerce": frozenset({"threat"}),
    "justice.acquit": frozenset({"acquittal"}),
    "justice.appealhearing": frozenset({"appeal"}),
    "justice.arrestjaildetain": frozenset({"arrest"}),
    "justice.chargeindict": frozenset({"charge"}),
    "justice.convict": frozenset({"conviction"}),
    "justice.execute": frozenset({"judicial_execution"}),
    "justice.extradite": frozenset({"extradition"}),
    "justice.initiatejudicialprocess.chargeindict": frozenset({"charge"}),
    "justice.initiatejudicialprocess.trialhearing": frozenset({"trial"}),
    "justice.investigate.investigatecrime": frozenset({"investigation"}),
    "justice.investigatecrime": frozenset({"investigation"}),
    "justice.judicialconsequences.convict": frozenset({"conviction"}),
    "justice.judicialconsequences.execute": frozenset({"judicial_execution", "execution"}),
    "justice.judicialconsequences.extradite": frozenset({"extradition"}),
    "justice.releaseparole": frozenset({"release"}),
    "justice.sentence": frozenset({"sentence"}),
    "justice.trialhearing": frozenset({"trial"}),
    "movement.transportperson.preventexit": frozenset({"travel_prevention"}),
}

#: Deaths and injuries: Dateline counts them as the toll of an act, so "killed" may or may not be
#: the words it finds an act by. Neither missing nor finding one costs anything.
TOLERATED: tuple[str, ...] = ("life.die", "life.injure")

#: Dateline's types that answer some covered type; others are left out of what was found.
ANSWERING = frozenset(type_ for types in COVERED.values() for type_ in types)

#: Roles of either ontology, in lower case, that each role of Dateline's may answer.
ROLES: Mapping[Role, frozenset[str]] = {
    Role.PERPETRATOR: frozenset(
        {"attacker", "killer", "injurer", "demonstrator", "perpetrator", "communicator"}
    ),
    Role.VICTIM: frozenset({"victim", "target", "detainee", "recipient"}),
    Role.TARGET: frozenset({"target", "victim", "recipient"}),
    Role.INSTRUMENT: frozenset({"instrument", "explosivedevice"}),
    Role.AUTHORITY: frozenset(
        {"jailer", "investigator", "judgecourt", "prosecutor", "executioner", "extraditer"}
        | {"preventer", "attacker", "killer"}
    ),
    Role.SUSPECT: frozenset({"detainee", "defendant", "surrenderer", "passenger", "attacker"}),
    Role.DEFENDANT: frozenset({"defendant", "detainee"}),
    Role.CONVICT: frozenset({"defendant", "detainee"}),
    Role.OFFENCE: frozenset({"crime"}),
    Role.ORIGIN: frozenset({"origin"}),
    Role.DESTINATION: frozenset({"destination"}),
}
PLACE_ROLES = frozenset({"place"})


def covered_types(type_: str) -> frozenset[str]:
    """Return Dateline's types for a type of either ontology; none if it is out of scope."""
    parts = type_.lower().split(".")
    for length in range(len(parts), 0, -1):
        found = COVERED.get(".".join(parts[:length]))
        if found is not None:
            return found
    return frozenset()


def is_tolerated(type_: str) -> bool:
    """Tell whether an event of a type may be found or not without any cost."""
    return type_.lower().startswith(TOLERATED)


def kairos_type(type_: str) -> str | None:
    """Return the KAIROS type under which WikiEvents would have one of Dateline's types."""
    return _KAIROS.get(type_, "Conflict.Attack.Unspecified" if type_ in KILLINGS else None)


_KAIROS: Mapping[str, str] = {
    "acquittal": "Justice.Acquit.Unspecified",
    "appeal": "Justice.AppealHearing.Unspecified",
    "arrest": "Justice.ArrestJailDetain.Unspecified",
    "bombing": "Conflict.Attack.DetonateExplode",
    "charge": "Justice.ChargeIndict.Unspecified",
    "conviction": "Justice.Convict.Unspecified",
    "extradition": "Justice.Extradite.Unspecified",
    "force_against_protest": "Conflict.Demonstrate.DemonstrateWithViolence",
    "investigation": "Justice.InvestigateCrime.Unspecified",
    "judicial_execution": "Justice.Execute.Unspecified",
    "protest": "Conflict.Demonstrate.Unspecified",
    "release": "Justice.ReleaseParole.Unspecified",
    "sentence": "Justice.Sentence.Unspecified",
    "suicide_bombing": "Conflict.Attack.DetonateExplode",
    "threat": "Contact.ThreatenCoerce.Unspecified",
    "trial": "Justice.TrialHearing.Unspecified",
    "violent_demonstration": "Conflict.Demonstrate.DemonstrateWithViolence",
}

#: The role written for each of Dateline's: {role: name}; KAIROS spelling.
ROLE_NAMES: Mapping[Role, str] = {
    Role.PERPETRATOR: "Attacker",
    Role.VICTIM: "Target",
    Role.TARGET: "Target",
    Role.INSTRUMENT: "Instrument",
    Role.AUTHORITY: "Jailer",
    Role.SUSPECT: "Detainee",
    Role.DEFENDANT: "Defendant",
    Role.CONVICT: "Defendant",
    Role.OFFENCE: "Crime",
    Role.ORIGIN: "Origin",
    Role.DESTINATION: "Destination",
}
