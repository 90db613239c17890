"""What a codebook may say: names that exist, conditions that can be told apart, valid codes."""

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.core.claims import Role, Scope, Stage
from dateline.errors import Fault
from dateline.resources.codebook_file import SCHEMA, Family, Party, Strength, suggest
from dateline.resources.lexicons import NounClass
from dateline.resources.schemes import (
    ACLED_EVENT_TYPES,
    GED_TYPES_OF_VIOLENCE,
    GTD_ATTACK_TYPES,
    MUC4_INCIDENT_TYPES,
    PLOVER_EVENTS,
    Scheme,
)
from dateline.resources.toml_lines import TomlLines, TomlPath

_ID = re.compile(r"[a-z][a-z0-9_]*")
_WORD_LISTS = ("verbs", "nouns", "adjectives", "phrases")
_SINGLE_WORDS = ("unless", "beside")
_Found = Iterator[tuple[TomlPath, str]]


def toml_fault(error: tomllib.TOMLDecodeError, text: str, path: str) -> Fault:
    """Return the fault for text that is not TOML, with the line the parser names."""
    message = str(error)
    at = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    if at is None:
        return Fault(path, None, f"not TOML: {message}.")
    line = int(at[1]) if at[1] else text.count("\n") + 1
    column = f" in column {at[2]}" if at[2] else ""
    return Fault(path, line, f"not TOML: {message[: at.start()].lower()}{column}.")


def find_faults(raw: Mapping[str, Any], lines: TomlLines, path: str) -> list[Fault]:
    """Find every fault in what a parsed codebook says.

    Values of the wrong kind are passed over here: reading the tables reports them.
    """
    return [Fault(path, lines.line(at), message) for at, message in _faults(raw, lines)]


def _faults(raw: Mapping[str, Any], lines: TomlLines) -> _Found:
    schema = raw.get("schema")
    if isinstance(schema, str) and schema != SCHEMA:
        yield ("schema",), f'schema "{schema}" is not one this version reads. Write "{SCHEMA}".'
    types = _tables(raw, "type")
    if not types and isinstance(raw.get("type", []), list):
        yield ("type",), "the codebook has no event type. Add a [[type]] table."
    yield from _id_faults(types, lines)
    for index, table in enumerate(types):
        at: TomlPath = ("type", index)
        yield from _type_faults(table, at)
        for number, trigger in enumerate(_tables(table, "trigger")):
            yield from _trigger_faults(trigger, (*at, "trigger", number))
        yield from _example_faults(table, at)
        yield from _crosswalk_faults(table, at)
    yield from _ambiguities(types, lines)


def _id_faults(types: list[dict[str, Any]], lines: TomlLines) -> _Found:
    first: dict[str, TomlPath] = {}
    for index, table in enumerate(types):
        at: TomlPath = ("type", index, "id")
        id_ = table.get("id")
        if not isinstance(id_, str):
            continue
        if not _ID.fullmatch(id_):
            yield at, f'type id "{id_}" is not a name. Use lower-case letters, digits and "_".'
        if id_ in first:
            where = lines.line(first[id_])
            yield at, f'type "{id_}" is defined twice, first in line {where}. Rename or join them.'
        first.setdefault(id_, at)


def _type_faults(table: Mapping[str, Any], at: TomlPath) -> _Found:
    yield from _unknown(table, at, "family", "family", list(Family))
    yield from _unknown(table, at, "default_stage", "stage", list(Stage))
    yield from _unknown(table, at, "roles", "role", list(Role))
    roles = _strings(table, "roles")
    for key in ("label", "definition"):
        if table.get(key) == "":
            yield (*at, key), f'"{key}" is empty. Say what the type is.'
    named = [((*at, "required", i), role) for i, role in enumerate(_strings(table, "required"))]
    syntax = table.get("syntax")
    if isinstance(syntax, dict):
        for party in Party:
            if isinstance(syntax.get(party), str) and syntax[party]:
                named.append(((*at, "syntax", party), syntax[party]))
        prepositions = syntax.get("prepositions")
        if isinstance(prepositions, dict):
            named.extend(
                ((*at, "syntax", "prepositions", word), role)
                for word, role in prepositions.items()
                if isinstance(role, str)
            )
    for where, role in named:
        yield from _role_faults(role, roles, where)
    if isinstance(table.get("trigger"), list) and not table["trigger"]:
        yield (*at, "trigger"), "the type has no trigger. Add a [[type.trigger]] table."


def _role_faults(role: str, roles: Collection[str], at: TomlPath) -> _Found:
    if role not in set(Role):
        yield at, f'unknown role "{role}". {suggest(role, list(Role))}'
    elif role not in roles:
        yield at, f'role "{role}" is not among the type\'s roles. Add it to "roles" or remove it.'


def _trigger_faults(trigger: Mapping[str, Any], at: TomlPath) -> _Found:
    yield from _unknown(trigger, at, "strength", "strength", list(Strength))
    yield from _unknown(trigger, at, "stage", "stage", list(Stage))
    yield from _unknown(trigger, at, "needs", "party", list(Party))
    yield from _unknown(trigger, at, "subject", "party", list(Party))
    for party in Party:
        yield from _unknown(trigger, at, party, "class of nouns", list(NounClass))
    yield from _behind_faults(trigger, at)
    if not any(trigger.get(key) for key in _WORD_LISTS):
        yield at, "the trigger has no words. Add verbs, nouns, adjectives or phrases."
    if trigger.get("strength") == Strength.WEAK and not any(trigger.get(p) for p in Party):
        yield at, 'a weak trigger needs a condition. Add classes to "agent" or "patient".'
    for key in (*_WORD_LISTS, *_SINGLE_WORDS):
        seen: set[str] = set()
        for index, words in enumerate(_strings(trigger, key)):
            if words != " ".join(words.lower().split()) or not words:
                yield (
                    (*at, key, index),
                    f'"{words}" in "{key}" is not in lower case, or has stray spaces.',
                )
            if key in _SINGLE_WORDS and " " in words:
                yield (*at, key, index), f'"{words}" in "{key}" is not one word. Use its head.'
            if words in seen:
                yield (*at, key, index), f'"{words}" stands twice in "{key}". Remove one.'
            seen.add(words)


def _behind_faults(trigger: Mapping[str, Any], at: TomlPath) -> _Found:
    behind = trigger.get("behind")
    if not isinstance(behind, dict):
        return
    for word in behind:
        if not _strings(behind, word):
            yield (*at, "behind", word), f'"{word}" in "behind" names no class. Name one.'
        yield from _unknown(behind, (*at, "behind"), word, "class of nouns", list(NounClass))


def _behind(trigger: Mapping[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    behind = trigger.get("behind")
    if not isinstance(behind, dict):
        return ()
    return tuple((word, tuple(sorted(_strings(behind, word)))) for word in sorted(behind))


def _example_faults(table: Mapping[str, Any], at: TomlPath) -> _Found:
    examples = _tables(table, "example")
    if not any(example.get("finds") is True for example in examples):
        yield at, "the type has no example that is found. Add one with finds = true."
    roles = _strings(table, "roles")
    first: set[str] = set()
    for index, example in enumerate(examples):
        here: TomlPath = (*at, "example", index)
        text = example.get("text")
        yield from _unknown(example, here, "stage", "stage", list(Stage))
        yield from _unknown(example, here, "scope", "scope", list(Scope))
        if isinstance(text, str):
            if text in first:
                yield (*here, "text"), "the example stands twice in its type. Remove one."
            first.add(text)
        expectations = [key for key in ("stage", "scope", "roles") if example.get(key)]
        if example.get("finds") is False and expectations:
            yield here, f'a near miss expects nothing. Remove "{expectations[0]}".'
        expected = example.get("roles")
        for role, words in expected.items() if isinstance(expected, dict) else ():
            where = (*here, "roles", role)
            yield from _role_faults(role, roles, where)
            if isinstance(words, str) and isinstance(text, str) and words not in text:
                yield where, f'"{words}" is not in the example. Quote its words exactly.'


def _crosswalk_faults(table: Mapping[str, Any], at: TomlPath) -> _Found:
    crosswalk = table.get("crosswalk")
    if not isinstance(crosswalk, dict):
        return
    for scheme in Scheme:
        if scheme not in crosswalk:
            yield (*at, "crosswalk"), f'no code for "{scheme}". Add one, or no_row with the reason.'
    for name, entry in crosswalk.items():
        here: TomlPath = (*at, "crosswalk", name)
        if name not in set(Scheme):
            yield here, f'unknown scheme "{name}". {suggest(name, list(Scheme))}'
        elif isinstance(entry, dict):
            yield from _entry_faults(_SCHEMES[Scheme(name)], entry, here)


@dataclass(frozen=True, slots=True)
class _Codes:
    """The fields an entry has in one scheme, and a check of their values."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    check: Callable[[Mapping[str, str]], Iterator[tuple[str, str]]]


def _entry_faults(codes: _Codes, entry: Mapping[str, Any], at: TomlPath) -> _Found:
    fields = {key: value for key, value in entry.items() if key not in {"no_row", "note"}}
    if "no_row" in entry:
        if not entry["no_row"]:
            yield (*at, "no_row"), '"no_row" is empty. Give the reason.'
        if fields:
            yield at, f'"no_row" stands beside "{next(iter(fields))}". Keep one of them.'
        return
    known = (*codes.required, *codes.optional)
    for key in fields:
        if key not in known:
            yield (*at, key), f'unknown key "{key}". {suggest(key, [*known, "no_row", "note"])}'
    missing = [key for key in codes.required if key not in fields]
    for key in missing:
        yield at, f'no "{key}" and no "no_row". Add one of them.'
    if not missing and all(isinstance(value, str) for value in fields.values()):
        for key, message in codes.check(fields):
            yield (*at, key), message


def _check_gtd(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    label = GTD_ATTACK_TYPES.get(fields["code"])
    if label is None:
        yield "code", f'"{fields["code"]}" is no GTD attack type. Codes run from "1" to "9".'
    elif fields["label"] != label:
        yield "label", f'GTD {fields["code"]} is "{label}", not "{fields["label"]}". Write that.'


def _check_acled(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    event, sub_event = fields["event_type"], fields["sub_event_type"]
    if event not in ACLED_EVENT_TYPES:
        hint = suggest(event, list(ACLED_EVENT_TYPES))
        yield "event_type", f'"{event}" is no ACLED event type. {hint}'
    elif sub_event not in ACLED_EVENT_TYPES[event]:
        hint = suggest(sub_event, ACLED_EVENT_TYPES[event])
        yield "sub_event_type", f'"{sub_event}" is no sub-event type of "{event}". {hint}'


def _check_ged(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    code = fields["type_of_violence"]
    if code not in GED_TYPES_OF_VIOLENCE:
        yield "type_of_violence", f'"{code}" is no UCDP type of violence. Write "1", "2" or "3".'


def _check_plover(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    event, mode = fields["event"], fields.get("mode")
    if event not in PLOVER_EVENTS:
        yield "event", f'"{event}" is no PLOVER event type. {suggest(event, list(PLOVER_EVENTS))}'
    elif PLOVER_EVENTS[event] and mode is None:
        yield "event", f'PLOVER "{event}" needs a mode. {suggest("", PLOVER_EVENTS[event])}'
    elif mode is not None and mode not in PLOVER_EVENTS[event]:
        hint = suggest(mode, PLOVER_EVENTS[event]) if PLOVER_EVENTS[event] else "It has none."
        yield "mode", f'"{mode}" is no mode of PLOVER "{event}". {hint}'


def _check_muc4(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if fields["type"] not in MUC4_INCIDENT_TYPES:
        hint = suggest(fields["type"], MUC4_INCIDENT_TYPES)
        yield "type", f'"{fields["type"]}" is no MUC-4 incident type. {hint}'


_SCHEMES: Mapping[Scheme, _Codes] = {
    Scheme.GTD: _Codes(("code", "label"), (), _check_gtd),
    Scheme.ACLED: _Codes(("event_type", "sub_event_type"), (), _check_acled),
    Scheme.GED: _Codes(("type_of_violence",), (), _check_ged),
    Scheme.PLOVER: _Codes(("event",), ("mode",), _check_plover),
    Scheme.MUC4: _Codes(("type",), (), _check_muc4),
}


def _ambiguities(types: list[dict[str, Any]], lines: TomlLines) -> _Found:
    """Find words that mean two things under the same conditions, so that neither can win."""
    first: dict[tuple[object, ...], tuple[object, TomlPath]] = {}
    for index, table in enumerate(types):
        for number, trigger in enumerate(_tables(table, "trigger")):
            conditions: tuple[object, ...] = (
                *(
                    tuple(sorted(_strings(trigger, key)))
                    for key in (*Party, "needs", *_SINGLE_WORDS, "subject")
                ),
                _behind(trigger),
            )
            for key in _WORD_LISTS:
                for place, words in enumerate(_strings(trigger, key)):
                    at: TomlPath = ("type", index, "trigger", number, key, place)
                    meaning = (key, words, *conditions)
                    if meaning not in first:
                        first[meaning] = (table.get("id"), at)
                    elif first[meaning][1][:4] != at[:4]:
                        other, where = first[meaning]
                        yield (
                            at,
                            f'"{words}" means "{other}" in line {lines.line(where)} and '
                            f'"{table.get("id")}" here, under the same conditions. '
                            "Remove one, or tell them apart by agent or patient.",
                        )


def _unknown(
    table: Mapping[str, Any], at: TomlPath, key: str, what: str, known: list[str]
) -> _Found:
    """Find names, in a text or a list of texts, that are not among the known ones."""
    value = table.get(key)
    if isinstance(value, str):
        names = [((*at, key), value)] if value else []
    else:
        names = [((*at, key, index), name) for index, name in enumerate(_strings(table, key))]
    for where, name in names:
        if name not in known:
            yield where, f'unknown {what} "{name}" in "{key}". {suggest(name, known)}'


def _tables(table: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the items of an array of tables, with an empty table for what is none."""
    value = table.get(key)
    if not isinstance(value, list):
        return []
    return [item if isinstance(item, dict) else {} for item in value]


def _strings(table: Mapping[str, Any], key: str) -> list[str]:
    value = table.get(key)
    if not isinstance(value, list):
        return []
    return [item for item in value if isinstance(item, str)]
