"""From scores of strings to entities: which strings fill a role, and which name the same one."""

from collections.abc import Mapping

from dateline.pipeline.claims.model.fillers import choose_names
from dateline.scoring.muc4_roles import Entity


def choose_entities(
    scores: Mapping[str, float], *, threshold: float, same: Mapping[str, str]
) -> tuple[Entity, ...]:
    """Return the entities of a role: one string each, the best of those that name it.

    Args:
        scores: Normalised strings with their score.
        threshold: The least score.
        same: Long forms by abbreviation, as the text pairs them.
    """
    return tuple((name,) for name in choose_names(scores, threshold, same))
