"""Codebooks: event types with their roles, triggers, examples and codes in other schemes."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from dateline.core.claims import Role, Scope, Stage
from dateline.errors import CodebookError, Fault
from dateline.resources.codebook_checks import find_faults, toml_fault
from dateline.resources.codebook_file import (
    CodebookFile,
    Family,
    Party,
    Strength,
    TypeTable,
    read_tables,
)
from dateline.resources.lexicons import NounClass
from dateline.resources.schemes import Scheme
from dateline.resources.toml_lines import TomlLines, TomlPath, index_lines
from dateline.resources.toml_tables import is_stored, read_toml

__all__ = [
    "BUILT_IN",
    "NOUN_CLASSES",
    "Code",
    "Codebook",
    "EventType",
    "Example",
    "Family",
    "Party",
    "Strength",
    "Syntax",
    "TriggerRule",
    "built_in_source",
    "load_codebook",
    "read_codebook",
]

#: Classes of nouns that conditions on agent and patient may name.
NOUN_CLASSES: frozenset[str] = frozenset(NounClass)

#: File name of the codebook shipped with Dateline.
BUILT_IN = "dateline.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerRule:
    """Words that report an act, and the conditions under which they do.

    ``agent`` and ``patient`` are classes of nouns: a party that is stated must be in one of them;
    empty means any. ``needs`` names the parties that must be stated. ``unless`` are words that
    rule the trigger out when they stand in its clause, ``beside`` words of which one must stand
    there, if there are any. ``behind`` says for prepositions of which class their object is: one
    of them must stand behind the trigger or its patient, if there are any. ``subject`` is the party
    that the subject of the active verb names: the patient in "she faces charges". ``line`` is where
    the rule begins in its file.
    """

    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    phrases: tuple[str, ...]
    agent: frozenset[str]
    patient: frozenset[str]
    strength: Strength
    needs: frozenset[Party]
    unless: frozenset[str]
    beside: frozenset[str]
    behind: tuple[tuple[str, frozenset[str]], ...]
    subject: Party
    stage: Stage | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Syntax:
    """Which role the doer of a trigger, the one acted on and prepositional phrases take."""

    agent: Role | None
    patient: Role | None
    prepositions: Mapping[str, Role]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """An invented text that must yield a claim of the type, or must not.

    ``roles`` gives words that must be part of the mention in a role.
    """

    text: str
    finds: bool
    stage: Stage | None = None
    scope: Scope | None = None
    roles: Mapping[Role, str] = field(default_factory=dict)
    line: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Code:
    """A type's code in another scheme, as that scheme's fields; or why it makes no row there.

    Either ``values`` has entries or ``no_row`` is a reason. ``note`` says when another code
    applies.
    """

    values: Mapping[str, str]
    no_row: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EventType:
    """One kind of event: what it is, who takes part, and how texts report it."""

    id: str
    family: Family
    label: str
    definition: str
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    roles: tuple[Role, ...]
    required: tuple[Role, ...]
    default_stage: Stage
    syntax: Syntax
    triggers: tuple[TriggerRule, ...]
    examples: tuple[Example, ...]
    crosswalk: Mapping[Scheme, Code]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Codebook:
    """A version of event types, in file order: where several fit, the earlier one wins.

    ``digest`` is the first 16 hex digits of the SHA-256 digest of the file.
    """

    id: str
    version: str
    title: str
    licence: str
    types: tuple[EventType, ...]
    digest: str

    def type(self, id_: str) -> EventType:
        """Return the type with this id.

        Raises:
            KeyError: The codebook has no such type.
        """
        for event_type in self.types:
            if event_type.id == id_:
                return event_type
        raise KeyError(id_)


def load_codebook(path: Path | None = None) -> Codebook:
    """Read a codebook file, or the one shipped with Dateline.

    Raises:
        CodebookError: The file cannot be read, or has faults; ``faults`` lists every one.
    """
    if path is None:
        return read_codebook(built_in_source(), path=BUILT_IN)
    try:
        return read_codebook(path.read_text(encoding="utf-8-sig"), path=str(path))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"cannot be read: {reason}. Check the path and its permissions."
        raise CodebookError([Fault(str(path), None, message)]) from error
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not UTF-8. Save the file as UTF-8."
        raise CodebookError([Fault(str(path), None, message)]) from error


def built_in_source() -> str:
    """Return the text of the codebook shipped with Dateline, to copy and adapt."""
    source = files("dateline.resources") / "codebooks" / BUILT_IN
    return source.read_text(encoding="utf-8")


def read_codebook(text: str, *, path: str) -> Codebook:
    """Read a codebook from TOML.

    Args:
        text: The codebook.
        path: What faults call the file.

    Raises:
        CodebookError: The text has faults; ``faults`` lists every one, in line order.
    """
    try:
        raw = read_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError([toml_fault(error, text, path)]) from error
    lines = index_lines(text)
    tables, shape_faults = read_tables(raw, lines, path)
    # What was stored is a codebook of ours, which the tests have found without fault.
    faults = shape_faults if is_stored(text) else [*shape_faults, *find_faults(raw, lines, path)]
    if tables is None or faults:
        raise CodebookError(sorted(faults, key=lambda f: (f.line or 0, f.message)))
    return _build(tables, lines, digest=sha256(text.encode()).hexdigest()[:16])


def _build(tables: CodebookFile, lines: TomlLines, *, digest: str) -> Codebook:
    return Codebook(
        id=tables.id,
        version=tables.version,
        title=tables.title,
        licence=tables.licence,
        types=tuple(
            _build_type(table, lines, ("type", index)) for index, table in enumerate(tables.type)
        ),
        digest=digest,
    )


def _build_type(table: TypeTable, lines: TomlLines, at: TomlPath) -> EventType:
    syntax = table.syntax
    return EventType(
        id=table.id,
        family=Family(table.family),
        label=table.label,
        definition=table.definition,
        includes=tuple(table.includes),
        excludes=tuple(table.excludes),
        roles=tuple(Role(role) for role in table.roles),
        required=tuple(Role(role) for role in table.required),
        default_stage=Stage(table.default_stage),
        syntax=Syntax(
            agent=Role(syntax.agent) if syntax.agent else None,
            patient=Role(syntax.patient) if syntax.patient else None,
            prepositions={word: Role(role) for word, role in syntax.prepositions.items()},
        ),
        triggers=tuple(
            TriggerRule(
                verbs=tuple(trigger.verbs),
                nouns=tuple(trigger.nouns),
                adjectives=tuple(trigger.adjectives),
                phrases=tuple(trigger.phrases),
                agent=frozenset(trigger.agent),
                patient=frozenset(trigger.patient),
                strength=Strength(trigger.strength),
                needs=trigger.parties_needed(),
                unless=frozenset(trigger.unless),
                beside=frozenset(trigger.beside),
                behind=tuple(
                    (word, frozenset(classes)) for word, classes in trigger.behind.items()
                ),
                subject=Party(trigger.subject),
                stage=Stage(trigger.stage) if trigger.stage else None,
                line=lines.table_line((*at, "trigger", index)) or 0,
            )
            for index, trigger in enumerate(table.trigger)
        ),
        examples=tuple(
            Example(
                text=example.text,
                finds=example.finds,
                stage=Stage(example.stage) if example.stage else None,
                scope=Scope(example.scope) if example.scope else None,
                roles={Role(role): words for role, words in example.roles.items()},
                line=lines.table_line((*at, "example", index)) or 0,
            )
            for index, example in enumerate(table.example)
        ),
        crosswalk={Scheme(name): _build_code(code) for name, code in table.crosswalk.items()},
        line=lines.table_line(at) or 0,
    )


def _build_code(entry: Mapping[str, str]) -> Code:
    return Code(
        values={key: value for key, value in entry.items() if key not in {"no_row", "note"}},
        no_row=entry.get("no_row"),
        note=entry.get("note"),
    )
