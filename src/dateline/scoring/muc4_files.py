"""Read the processed MUC-4 corpora: JSON Lines with lower-case text and string roles."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import EvaluationError, Fault
from dateline.scoring.gold_files import iter_json_lines, read_text_file
from dateline.scoring.muc4_roles import ROLES, Entities, normalize


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTemplate:
    """One incident: its type or types ("attack / bombing") and its entities."""

    type: str
    entities: Entities


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDocument:
    """One text with what is marked in it."""

    id: str
    text: str
    entities: Entities
    templates: tuple[RoleTemplate, ...]


def read_role_documents(path: Path, *, key: str) -> tuple[RoleDocument, ...]:
    """Read documents whose roles stand under ``key``: "extracts" (GRIT) or "templates" (GTT).

    Raises:
        EvaluationError: A line lacks a field or has one of the wrong shape.
    """
    documents: list[RoleDocument] = []
    for line, value in iter_json_lines(path, read_text_file(path)):
        try:
            marked = value[key]
            templates = () if key == "extracts" else _templates(marked)
            documents.append(
                RoleDocument(
                    id=str(value["docid"]),
                    text=str(value["doctext"]),
                    entities=_roles(marked) if key == "extracts" else {},
                    templates=templates,
                )
            )
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            fault = Fault(str(path), line, f'no usable "docid", "doctext" or "{key}": {error!r}')
            raise EvaluationError(str(fault)) from error
    if not documents:
        raise EvaluationError(f"{path}: no documents")
    return tuple(documents)


def _templates(values: list[Mapping[str, Any]]) -> tuple[RoleTemplate, ...]:
    """Return the templates of a document, equal ones once, as the published scorer does."""
    read: list[RoleTemplate] = []
    for value in values:
        template = RoleTemplate(type=str(value["incident_type"]), entities=_roles(value))
        if template not in read:
            read.append(template)
    return tuple(read)


def _roles(value: Mapping[str, Any]) -> Entities:
    return {
        role: tuple(
            tuple(normalize(str(mention[0])) for mention in entity)
            for entity in value[role]
            if entity
        )
        for role in ROLES
    }
