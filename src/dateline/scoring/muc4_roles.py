"""The string roles of the processed MUC-4 corpora, and how their entities are compared."""

import re
import string
from collections.abc import Iterable, Mapping, Sequence

from dateline.scoring.matching import best_pairs
from dateline.scoring.muc4_incidents import Filler, Incident

#: Roles in the order the published scorers print them.
ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")

#: An entity: the strings that name it, any of which is right.
Entity = tuple[str, ...]
Entities = Mapping[str, tuple[Entity, ...]]

_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalize(mention: str) -> str:
    """Return a mention lower-cased, without punctuation, articles and extra white space.

    Reference:
        Du et al. (2021), GRIT, https://github.com/xinyadu/grit_doc_event_entity, ``eval.py``.
    """
    bare = mention.lower().translate(_PUNCTUATION)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", bare).split())


def fits(gold: Entity, found: Entity) -> bool:
    """Tell whether every string of a found entity names the gold entity (GRIT's strict test)."""
    return set(found) <= set(gold)


def matched_entities(gold: Sequence[Entity], found: Sequence[Entity]) -> int:
    """Return how many entities match in the best one-to-one pairing."""
    return len(best_pairs([[float(fits(g, f)) for f in found] for g in gold]))


def role_entities(incident: Incident) -> dict[str, tuple[Entity, ...]]:
    """Return an incident's entities by role, each named by one normalised string.

    The corpus keeps named victims only, so described ones are left out.
    """
    return {
        "PerpInd": _entities(incident.individuals),
        "PerpOrg": _entities(incident.organizations),
        "Target": _entities(incident.targets),
        "Victim": _entities(filler for filler in incident.victims if filler.named),
        "Weapon": _entities(incident.weapons),
    }


def pooled(incidents: Iterable[Mapping[str, tuple[Entity, ...]]]) -> dict[str, tuple[Entity, ...]]:
    """Return the entities of several incidents by role, equal ones once."""
    every = list(incidents)
    return {
        role: tuple(dict.fromkeys(entity for one in every for entity in one[role]))
        for role in ROLES
    }


def _entities(fillers: Iterable[Filler]) -> tuple[Entity, ...]:
    names = (normalize(filler.text) for filler in fillers)
    return tuple(dict.fromkeys((name,) for name in names if name))


def score_id(document_id: str) -> str:
    """Return the number by which the published scorers know a document: TST2-MUC4-0007 is 20007."""
    first, last = document_id.split("-")[0], document_id.split("-")[-1]
    part = int(first[-1]) if first[-1:].isdigit() else 0
    return str(part * 10000 + int(last)) if last.isdigit() else document_id
