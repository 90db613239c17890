"""What MUC-4 templates add to the role fillers: described victims, certainty, what happened."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.scoring.muc4_roles import normalize
from dateline.scoring.muc4_templates import (
    CONFIDENCE,
    DESCRIPTION,
    STAGE,
    TYPE,
    Template,
    read_templates,
)

#: Slot 11's ladder, from the surest down.
LADDER = (
    "REPORTED AS FACT",
    "CLAIMED OR ADMITTED",
    "SUSPECTED OR ACCUSED BY AUTHORITIES",
    "SUSPECTED OR ACCUSED",
    "POSSIBLE",
)
#: What a text may report at all.
PROFILE = (
    "ARSON",
    "ATTACK",
    "BOMBING",
    "FORCED WORK STOPPAGE",
    "HIJACKING",
    "KIDNAPPING",
    "ROBBERY",
    "ATTEMPTED",
    "THREATENED",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyMarks:
    """Marks of one text: strings that describe victims, as written but lower-cased; the step of
    ``LADDER`` of each perpetrating organisation's normalised string; entries of ``PROFILE``."""

    described: frozenset[str] = frozenset()
    confidence: Mapping[str, int]
    profile: frozenset[str] = frozenset()


def read_key_marks(paths: Iterable[Path]) -> dict[str, KeyMarks]:
    """Read key files; texts without a template are missing."""
    found: dict[str, list[Template]] = {}
    for path in paths:
        templates, _ = read_templates(path)
        for message, some in templates.items():
            found.setdefault(message, []).extend(some)
    return {message: _marks(templates) for message, templates in sorted(found.items())}


def _marks(templates: Iterable[Template]) -> KeyMarks:
    every = list(templates)
    confidence: dict[str, int] = {}
    for template in every:
        for step, names in _confidences(template):
            for name in names:
                confidence.setdefault(normalize(name), step)
    return KeyMarks(
        described=frozenset(
            value.text.lower()
            for template in every
            for fill in template.fills(DESCRIPTION)
            for value in fill.values
        ),
        confidence=confidence,
        profile=frozenset(
            value.text
            for template in every
            for slot in (TYPE, STAGE)
            for fill in template.fills(slot)
            for value in fill.values
            if value.text in PROFILE
        ),
    )


def _confidences(template: Template) -> Iterator[tuple[int, tuple[str, ...]]]:
    for fill in template.fills(CONFIDENCE):
        for value in fill.values[:1]:
            if value.text in LADDER:
                yield LADDER.index(value.text), value.tags
