"""Whether perpetrators of the state and others are found alike: recall and precision apart.

Saying who did it is the gravest thing a record says, and reports name the two in other words: a
model may well find guerrillas and miss soldiers. A perpetrator is taken to be of the state if its
strings have one of a short list of words, so figures are of the words used, not of the truth.
"""

import re
from collections.abc import Mapping, Sequence

from training.model.muc_roles import RoleText

from dateline.scoring.muc4_roles import Entity, matched_entities

PERPETRATORS = ("PerpInd", "PerpOrg")
STATE = re.compile(
    r"\b(army|armies|soldiers?|troops?|police(men|man)?|military|government|guards?(men|man)?"
    r"|armed forces|air force|security forces|navy|marines?|officers?|colonels?|lieutenants?"
    r"|generals?|captains?|majors?|sergeants?|corporals?|cadets?|battalions?|brigade|patrol"
    r"|regime|state|uniformed|civil defen[sc]e)\b"
)
#: Words of the state that groups against it have in their names.
OTHERS = re.compile(
    r"guerrill|rebel|terroris|liberation|people'?s army|popular army|death squad|drug|cartel|bandit"
    r"|former|ex-|dressed as|disguised"
)


def is_of_state(strings: Sequence[str]) -> bool:
    """Tell whether the strings of a perpetrator have words for forces or organs of a state."""
    return any(STATE.search(s) and not OTHERS.search(s) for s in strings)


def perpetrator_table(
    texts: Sequence[RoleText], found: Sequence[Mapping[str, Sequence[Entity]]]
) -> dict[str, object]:
    """Return recall, precision and F1 of perpetrators of the state and of others, by role.

    Recall counts marked perpetrators of a kind; precision counts found ones of a kind.
    """
    table: dict[str, object] = {}
    for role in PERPETRATORS:
        for title, state in (("of the state", True), ("others", False)):
            recalled = marked = right = given = 0
            for text, answers in zip(texts, found, strict=True):
                gold = [e for e in text.entities[role] if is_of_state(e) is state]
                kind = [e for e in answers[role] if is_of_state(e) is state]
                recalled += matched_entities(gold, answers[role])
                marked += len(gold)
                right += matched_entities(text.entities[role], kind)
                given += len(kind)
            table[f"{role} {title}"] = {
                "marked": marked,
                "found": given,
                "recall": _percent(recalled, marked),
                "precision": _percent(right, given),
            }
    return table


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None
