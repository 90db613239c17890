"""Judge one fill of a MUC-4 response against one of the key.

Where the guidelines ask a person to judge, the rule here is the nearest that words allow; in
doubt a fill is incorrect, as they say.

Reference:
    MUC-4 "Guidelines for scoring mismatches", version 7 (1992), section 3.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum

from dateline.scoring.muc4_templates import (
    CONFIDENCE,
    DATE,
    DESCRIPTION,
    HUMAN_EFFECT,
    HUMAN_TYPE,
    INSTRUMENT_TYPE,
    LOCATION,
    NUMBER_SLOTS,
    STRING_SLOTS,
    TARGET_EFFECT,
    TARGET_TYPE,
    TYPE,
    UNTAGGED_SLOTS,
    Fill,
    Value,
    parse_day,
)


class Mark(Enum):
    """A judgement; its value is the credit it earns."""

    CORRECT = 1.0
    PARTIAL = 0.5
    INCORRECT = 0.0


#: What each instrument type is a kind of.
BROADER_INSTRUMENTS: Mapping[str, tuple[str, ...]] = {
    "MACHINE GUN": ("GUN",),
    "MORTAR": ("GUN",),
    "HANDGUN": ("GUN",),
    "RIFLE": ("GUN",),
    "BOMB": ("EXPLOSIVE",),
    "VEHICLE BOMB": ("BOMB", "EXPLOSIVE"),
    "DYNAMITE": ("BOMB", "EXPLOSIVE"),
    "MINE": ("BOMB", "EXPLOSIVE"),
    "AERIAL BOMB": ("BOMB", "EXPLOSIVE"),
    "GRENADE": ("EXPLOSIVE",),
    "MOLOTOV COCKTAIL": ("EXPLOSIVE",),
    "MISSILE": ("PROJECTILE",),
    "ROCKET": ("PROJECTILE",),
}

#: Responses that earn half for a key, whatever they refer to: {slot: {(response, key)}}.
HALF_RIGHT: Mapping[int, frozenset[tuple[str, str]]] = {
    CONFIDENCE: frozenset({("SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES")}),
    TARGET_TYPE: frozenset(
        {("POLITICAL FIGURE OFFICE OR RESIDENCE", "GOVERNMENT OFFICE OR RESIDENCE")}
    ),
    TARGET_EFFECT: frozenset({("DESTROYED", "SOME DAMAGE")}),
    HUMAN_TYPE: frozenset(
        {
            ("GOVERNMENT OFFICIAL", "FORMER GOVERNMENT OFFICIAL"),
            ("ACTIVE MILITARY", "FORMER ACTIVE MILITARY"),
            ("POLITICAL FIGURE", "GOVERNMENT OFFICIAL"),
        }
    ),
    HUMAN_EFFECT: frozenset(
        {("NO INJURY", "NO INJURY OR DEATH"), ("NO DEATH", "NO INJURY OR DEATH")}
    ),
    INSTRUMENT_TYPE: frozenset(
        (broader, narrow) for narrow, all_ in BROADER_INSTRUMENTS.items() for broader in all_
    ),
}

#: Modifiers that do not change what a phrase names (guidelines 3.1.1.1).
_NONESSENTIAL = frozenset(
    {"A", "AN", "THE", "THIS", "THAT", "THESE", "THOSE", "SOME", "SEVERAL", "ANOTHER", "OTHER"}
    | {"ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "HIS", "HER"}
    | {"THEIR", "ITS", "ALL", "BOTH", "MANY", "MR", "MRS", "AT", "LEAST", "ABOUT"}
)


def mark_fill(slot: int, response: Fill, key: Fill) -> Mark:
    """Return the best mark a response's fill earns against any alternative of a key's."""
    given = response.values[0]
    marks = (_mark(slot, given, alternative) for alternative in key.values)
    return max(marks, key=lambda mark: mark.value)


def _mark(slot: int, given: Value, wanted: Value) -> Mark:
    if slot == DESCRIPTION:
        return _mark_description(given, wanted)
    judge = _JUDGES.get(slot)
    if judge is None:
        judge = _mark_number if slot in NUMBER_SLOTS else _same
        judge = mark_string if slot in STRING_SLOTS else judge
    mark = judge(given.text, wanted.text)
    if mark is Mark.INCORRECT and (given.text, wanted.text) in HALF_RIGHT.get(slot, frozenset()):
        return Mark.PARTIAL
    if mark is Mark.CORRECT and slot not in UNTAGGED_SLOTS and not tags_agree(given, wanted):
        return Mark.PARTIAL
    return mark


def tags_agree(given: Value, wanted: Value) -> bool:
    """Tell whether two values refer to one filler of another slot."""
    if not given.tags or not wanted.tags:
        return given.tags == wanted.tags
    return any(mark_string(given.tags[0], tag) is not Mark.INCORRECT for tag in wanted.tags)


def _mark_description(given: Value, wanted: Value) -> Mark:
    """Mark a description: fully right only where what it refers to is fully right too."""
    mark = mark_string(given.text, wanted.text)
    if mark is not Mark.CORRECT:
        return mark
    if not given.tags and not wanted.tags:
        return mark
    if given.tags and any(mark_string(given.tags[0], tag) is Mark.CORRECT for tag in wanted.tags):
        return mark
    return Mark.PARTIAL


def mark_string(given: str, wanted: str) -> Mark:
    """Mark a string fill.

    Correct: the same words without nonessential modifiers, or these with more modifiers before
    them. Partial: the key's words with an adjunct after them, or only part of the key's words.
    """
    response, key = essential(given), essential(wanted)
    if not response or not key:
        return Mark.CORRECT if given.strip() == wanted.strip() else Mark.INCORRECT
    if response[-len(key) :] == key:
        return Mark.CORRECT
    if _inside(key, response) or _inside(response, key):
        return Mark.PARTIAL
    return Mark.INCORRECT


def essential(text: str) -> tuple[str, ...]:
    """Return a phrase's words in capitals, without nonessential modifiers and figures in front."""
    words = re.findall(r"[^\W_]+(?:['\u2019][^\W_]+)?", text.upper())
    while len(words) > 1 and (words[0] in _NONESSENTIAL or words[0].isdigit()):
        words.pop(0)
    return tuple(words)


def _inside(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    size = len(short)
    return any(long[start : start + size] == short for start in range(len(long) - size + 1))


def _same(given: str, wanted: str) -> Mark:
    return Mark.CORRECT if given == wanted else Mark.INCORRECT


def _mark_type(given: str, wanted: str) -> Mark:
    if given == wanted:
        return Mark.CORRECT
    return Mark.PARTIAL if given == "ATTACK" else Mark.INCORRECT


def _mark_number(given: str, wanted: str) -> Mark:
    """Mark a number: half for a bound of the key's range, or the key's number without "about"."""
    response, key = given.replace(" ", ""), wanted.replace(" ", "")
    if response == key:
        return Mark.CORRECT
    bounds = key.removeprefix("~").split("-") if key[:1] == "~" or "-" in key else []
    return Mark.PARTIAL if response.isdigit() and response in bounds else Mark.INCORRECT


def parse_period(text: str) -> tuple[date | None, date] | None:
    """Read a date slot as first and last day; the first is open for "on or before"."""
    stripped = text.strip()
    if stripped.startswith("-"):
        last = parse_day(stripped[1:])
        return (None, last) if last else None
    first, _, second = stripped.partition(" - ")
    start = parse_day(first)
    end = parse_day(second) if second else start
    return (start, end) if start and end else None


def mark_date(given: str, wanted: str) -> Mark:
    """Mark a date: half for a part of the key's period, or a default with its last day."""
    if given.strip() == wanted.strip():
        return Mark.CORRECT
    response, key = parse_period(given), parse_period(wanted)
    if response is None or key is None:
        return Mark.INCORRECT
    if response == key:
        return Mark.CORRECT
    if response[0] is None:
        return Mark.PARTIAL if response[1] == key[1] else Mark.INCORRECT
    inside = (key[0] is None or key[0] <= response[0]) and response[1] <= key[1]
    return Mark.PARTIAL if inside and key[0] != key[1] else Mark.INCORRECT


_PLACE = re.compile(r"^(.*?)\s*(?:\(([^)]*)\))?$")


def _path(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return a location as (name, types), coarse to fine."""
    steps = []
    for step in text.upper().split(":"):
        match = _PLACE.match(step.strip())
        if match:
            types = re.split(r"\s*/\s*", (match.group(2) or "").replace("TOWN", "CITY"))
            steps.append((match.group(1).strip(), frozenset(types)))
    return tuple(steps)


def _mark_location(given: str, wanted: str) -> Mark:
    """Mark a location: half for the right country, or for all but the country."""
    if given.strip() == wanted.strip():
        return Mark.CORRECT
    ends = re.split(r"(?<=\))\s+-\s+", wanted)
    response, key = _path(given), _path(ends[0])
    same_names = [step[0] for step in response] == [step[0] for step in key]
    if (
        len(ends) == 1
        and same_names
        and all(a[1] & b[1] for a, b in zip(response, key, strict=True))
    ):
        return Mark.CORRECT
    if response[0][0] == key[0][0]:
        return Mark.PARTIAL
    others = [step[0] for step in response[1:]]
    return Mark.PARTIAL if others and others == [step[0] for step in key[1:]] else Mark.INCORRECT


_JUDGES: Mapping[int, Callable[[str, str], Mark]] = {
    DATE: mark_date,
    LOCATION: _mark_location,
    TYPE: _mark_type,
}
