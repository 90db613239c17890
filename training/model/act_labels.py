"""The codebook's own types as classes, and which of them a marked word may have.

Marked texts have coarser types than the codebook: a word marked as an attack is of some type that
the codebook gives for attacks, and the word itself may tell which.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dateline.resources.codebook import Codebook, EventType
from dateline.scoring.ontologies import ANSWERING, covered_types

NONE = "none"
#: Least length of a word that tells a type, and how much longer its inflected forms are.
SHORTEST, LONGER = 4, 3
#: Marked types under which the codebook may have an act of another kind: these words teach nothing.
UNCLEAR = ("life.", "movement.", "transaction.", "artifactexistence.", "conflict.", "control.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActLabels:
    """The types, and by type the beginnings of the words of its triggers.

    ``types``: in the order of the head's classes, the first ``NONE``.
    """

    types: tuple[str, ...]
    words: Mapping[str, frozenset[str]]


def act_labels(codebook: Codebook) -> ActLabels:
    """Return the classes of a codebook."""
    types = sorted(codebook.types, key=lambda t: t.id)
    return ActLabels(types=(NONE, *(t.id for t in types)), words={t.id: _words(t) for t in types})


def _words(type_: EventType) -> frozenset[str]:
    phrases = [
        phrase for rule in type_.triggers for phrase in (*rule.verbs, *rule.nouns, *rule.phrases)
    ]
    return frozenset(
        word.rstrip("ey")
        for phrase in phrases
        for word in phrase.lower().split()
        if len(word) >= SHORTEST
    )


def tells(word: str, stems: frozenset[str]) -> bool:
    """Tell whether a word is a form of one whose beginning is given."""
    folded = word.lower()
    return any(folded[: len(folded) - cut] in stems for cut in range(LONGER + 1))


def word_at(text: str, span: tuple[int, int]) -> str:
    """Return the word that a piece begins, or nothing if it continues one."""
    start, end = span
    if start and text[start - 1].isalnum() and text[start].isalnum():
        return ""
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]


def allowed_types(word: str, marked: str | None, labels: ActLabels) -> np.ndarray | None:
    """Return which classes a word of a marked text may have; nothing if that is not known.

    Args:
        word: The word.
        marked: The type it is marked with in the corpus, if any.
        labels: The classes.
    """
    allowed = np.zeros(len(labels.types), dtype=bool)
    if marked is None or not (covered := covered_types(marked)):
        unclear = marked is not None and marked.lower().startswith(UNCLEAR)
        lacking = any(
            tells(word, stems) for name, stems in labels.words.items() if name not in ANSWERING
        )
        allowed[0] = True
        return None if unclear or lacking else allowed
    told = {name for name in covered if tells(word, labels.words.get(name, frozenset()))}
    for name in told or covered:
        if name in labels.words:
            allowed[labels.types.index(name)] = True
    return allowed if allowed.any() else None
