"""The shape of a codebook file: which keys its tables have, and of what kind."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dateline.errors import Fault
from dateline.resources.toml_lines import TomlLines, TomlPath

#: The format this version reads.
SCHEMA = "dateline-codebook/1"

_KINDS = {
    "bool_type": "true or false",
    "dict_type": "a table",
    "list_type": "a list",
    "model_type": "a table",
    "string_type": "text in quotation marks",
}


class Family(StrEnum):
    """What sort of happening a type belongs to."""

    VIOLENCE = "violence"
    PLOT = "plot"
    ENFORCEMENT = "enforcement"
    JUSTICE = "justice"
    DEMONSTRATION = "demonstration"


class Strength(StrEnum):
    """Whether a trigger reports its act alone, or only beside fitting parties."""

    STRONG = "strong"
    WEAK = "weak"


class Party(StrEnum):
    """A side of an act: the doer, or the one acted on."""

    AGENT = "agent"
    PATIENT = "patient"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class SyntaxTable(_Table):
    """``[type.syntax]``."""

    agent: str = ""
    patient: str = ""
    prepositions: dict[str, str] = Field(default_factory=dict)


class TriggerTable(_Table):
    """``[[type.trigger]]``."""

    verbs: list[str] = Field(default_factory=list)
    nouns: list[str] = Field(default_factory=list)
    adjectives: list[str] = Field(default_factory=list)
    phrases: list[str] = Field(default_factory=list)
    agent: list[str] = Field(default_factory=list)
    patient: list[str] = Field(default_factory=list)
    strength: str
    needs: list[str] | None = None
    unless: list[str] = Field(default_factory=list)
    beside: list[str] = Field(default_factory=list)
    behind: dict[str, list[str]] = Field(default_factory=dict)
    subject: str = Party.AGENT
    stage: str = ""

    def parties_needed(self) -> frozenset[Party]:
        """Return which parties must be stated: as written, or as the strength has it."""
        if self.needs is not None:
            return frozenset(Party(party) for party in self.needs)
        if self.strength == Strength.STRONG:
            return frozenset()
        return frozenset({Party.PATIENT if self.patient else Party.AGENT})


class ExampleTable(_Table):
    """``[[type.example]]``."""

    text: str
    finds: bool
    stage: str = ""
    scope: str = ""
    roles: dict[str, str] = Field(default_factory=dict)


class TypeTable(_Table):
    """``[[type]]``."""

    id: str
    family: str
    label: str
    definition: str
    includes: list[str] = Field(default_factory=list)
    excludes: list[str] = Field(default_factory=list)
    roles: list[str]
    required: list[str] = Field(default_factory=list)
    default_stage: str
    syntax: SyntaxTable
    trigger: list[TriggerTable]
    example: list[ExampleTable] = Field(default_factory=list)
    crosswalk: dict[str, dict[str, str]]


class CodebookFile(_Table):
    """A whole codebook."""

    schema_: str = Field(alias="schema")
    id: str
    version: str
    title: str
    licence: str
    type: list[TypeTable]


def read_tables(
    raw: Mapping[str, Any], lines: TomlLines, path: str
) -> tuple[CodebookFile | None, list[Fault]]:
    """Check a parsed codebook's shape: keys missing, unknown, or of the wrong kind.

    Returns:
        The tables, or ``None`` with a fault for every place where the shape is wrong.
    """
    try:
        return CodebookFile.model_validate(raw), []
    except ValidationError as error:
        return None, [
            Fault(path, lines.line(details["loc"]), _shape_message(details["type"], details["loc"]))
            for details in error.errors(include_url=False)
        ]


def suggest(name: str, known: Collection[str]) -> str:
    """Return what to write instead of an unknown name: the nearest known one, or all of them."""
    by_fold = {candidate.casefold(): candidate for candidate in sorted(known)}
    near = get_close_matches(name.casefold(), list(by_fold), n=1)
    if near:
        return f'Did you mean "{by_fold[near[0]]}"?'
    return "Known: " + ", ".join(f'"{candidate}"' for candidate in by_fold.values()) + "."


def _shape_message(kind: str, loc: TomlPath) -> str:
    name = next((str(part) for part in reversed(loc) if isinstance(part, str)), "codebook")
    inside = _table_of(loc)
    if kind == "missing":
        return f'{inside} has no "{name}". Add it.'
    if kind == "extra_forbidden":
        return f'{inside} has an unknown key "{name}". {suggest(name, list(_keys_of(loc)))}'
    return f'"{name}" in {inside} must be {_KINDS.get(kind, "of another kind")}.'


def _table_of(loc: TomlPath) -> str:
    names = [part for part in loc[:-1] if isinstance(part, str)]
    return f"[{'.'.join(names)}]" if names else "the codebook"


def _keys_of(loc: TomlPath) -> Iterator[str]:
    """Yield the keys known where an unknown one stands."""
    tables: dict[str, type[_Table]] = {
        "": CodebookFile,
        "type": TypeTable,
        "syntax": SyntaxTable,
        "trigger": TriggerTable,
        "example": ExampleTable,
    }
    names = [part for part in loc[:-1] if isinstance(part, str)]
    for key, info in tables[names[-1] if names else ""].model_fields.items():
        yield info.alias or key
