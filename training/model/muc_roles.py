"""MUC-4's role fillers of whole documents: reading, strings, and the examples made of them."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.model.muc_keys import KeyMarks

from dateline.core.documents import Span
from dateline.scoring.muc4_roles import ROLES, Entity, matched_entities, normalize

#: Described victims ("three priests") are in the keys alone, so they are a role of their own.
DESCRIBED = "Described"
TRAINED = (*ROLES, DESCRIBED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleText:
    """A text and, by role, the entities that fill it, each as its normalised strings.

    ``written`` has the strings as written, by role, for finding them again in the text.
    """

    id: str
    text: str
    entities: Mapping[str, tuple[Entity, ...]]
    written: Mapping[str, tuple[str, ...]]
    marks: KeyMarks


def read_role_texts(
    path: Path, marks: Mapping[str, KeyMarks] | None = None
) -> tuple[RoleText, ...]:
    """Read a file of texts with role fillers, in GRIT's format; white space becomes spaces.

    Characters keep their places, so that spans are those of the file's own text. ``marks`` are
    those of the same texts' keys, by id.
    """
    texts = []
    nothing = KeyMarks(confidence={})
    for line in path.read_text(encoding="utf-8").splitlines():
        value = json.loads(line)
        extracts = value["extracts"]
        marked = (marks or {}).get(value["docid"], nothing)
        described = tuple(sorted(marked.described))
        texts.append(
            RoleText(
                id=value["docid"],
                text=re.sub(r"\s", " ", value["doctext"]),
                entities={
                    role: tuple(
                        tuple(normalize(mention[0]) for mention in entity)
                        for entity in extracts[role]
                    )
                    for role in ROLES
                }
                | {DESCRIBED: tuple((normalize(string),) for string in described)},
                written={
                    role: tuple(mention[0] for entity in extracts[role] for mention in entity)
                    for role in ROLES
                }
                | {DESCRIBED: described},
                marks=marked,
            )
        )
    return tuple(texts)


def find_occurrences(text: str, string: str) -> tuple[Span, ...]:
    """Return where a string stands in a text as whole words, whatever the white space."""
    words = [re.escape(word) for word in string.split()]
    if not words:
        return ()
    pattern = r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)"
    return tuple(Span(m.start(), m.end()) for m in re.finditer(pattern, text))


def tally_entities(
    gold: Sequence[RoleText], found: Sequence[Mapping[str, Sequence[Entity]]]
) -> dict[str, tuple[int, int, int]]:
    """Return by role how many entities are right, found and marked (CEAF-REE, strict)."""
    return {
        role: (
            sum(
                matched_entities(g.entities[role], f[role])
                for g, f in zip(gold, found, strict=True)
            ),
            sum(len(f[role]) for f in found),
            sum(len(g.entities[role]) for g in gold),
        )
        for role in ROLES
    }
