"""From scores of strings to entities: which strings fill a role, and which name the same one."""

import re
from collections.abc import Mapping, Sequence

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
    kept: list[str] = []
    for name in sorted(scores, key=lambda n: (-scores[n], n)):
        if scores[name] < threshold:
            break
        if not any(names_same(name, other, same) for other in kept):
            kept.append(name)
    return tuple((name,) for name in kept)


def names_same(first: str, second: str, same: Mapping[str, str]) -> bool:
    """Tell whether two strings name one entity: the words of one are all in the other's."""
    a, b = set(first.split()), set(second.split())
    return a <= b or b <= a or same.get(first) == second or same.get(second) == first


def abbreviations(text: str, normalize: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return long forms by abbreviation, where brackets hold the initials of the words before."""
    found = {}
    for match in re.finditer(r"((?:[\w'-]+\s+){1,9})\(\s*([a-zA-Z0-9-]{2,8})\s*\)", text):
        words, short = match.group(1).split(), match.group(2)
        for count in range(min(len(words), 2 * len(short)), 0, -1):
            tail = words[-count:]
            initials = "".join(word[0] for word in tail if len(word) > 3 or count <= 2)
            if tail[0][0].lower() == short[0].lower() and initials.lower()[:2] == short.lower()[:2]:
                found[short.lower()] = " ".join(tail).lower()
                break
    return found


def grouped_scores(names: Sequence[str], scores: Sequence[float]) -> dict[str, float]:
    """Return the highest score of each string."""
    best: dict[str, float] = {}
    for name, score in zip(names, scores, strict=True):
        if name:
            best[name] = max(best.get(name, float("-inf")), score)
    return best
