"""Which kinds of acts follow others, and which are done by saying so."""

from dateline.core.claims import Stage

#: Stages of acts that lie behind the report; their time cannot lie after publication.
DONE = frozenset({Stage.ACCOMPLISHED, Stage.ATTEMPTED, Stage.FOILED})
#: What the authorities do after an act, whose day is not that of the act it is done for.
AFTERMATH = frozenset(
    {"arrest", "charge", "investigation", "trial", "conviction", "sentence", "acquittal", "appeal"}
    | {"release", "extradition", "deportation", "repatriation", "designation"}
)
#: What security forces do, in answer to an act or by themselves.
ENFORCED = frozenset(
    {"seizure", "raid", "group_dismantled", "travel_prevention", "surrender", "search"}
    | {"killing_by_security_forces", "targeted_killing"}
)
#: Acts that are done by saying so.
WORDS = frozenset({"claim_of_responsibility", "threat", "designation"})
