"""MUC-4 templates: what a key and a response hold, and how they are read and written.

Reference:
    MUC-4 task documentation, version 7 (1992), sections 2 to 4.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dateline.errors import EvaluationError, Fault

#: Slot names by number, as keys spell them.
SLOT_NAMES: Mapping[int, str] = {
    0: "MESSAGE: ID",
    1: "MESSAGE: TEMPLATE",
    2: "INCIDENT: DATE",
    3: "INCIDENT: LOCATION",
    4: "INCIDENT: TYPE",
    5: "INCIDENT: STAGE OF EXECUTION",
    6: "INCIDENT: INSTRUMENT ID",
    7: "INCIDENT: INSTRUMENT TYPE",
    8: "PERP: INCIDENT CATEGORY",
    9: "PERP: INDIVIDUAL ID",
    10: "PERP: ORGANIZATION ID",
    11: "PERP: ORGANIZATION CONFIDENCE",
    12: "PHYS TGT: ID",
    13: "PHYS TGT: TYPE",
    14: "PHYS TGT: NUMBER",
    15: "PHYS TGT: FOREIGN NATION",
    16: "PHYS TGT: EFFECT OF INCIDENT",
    17: "PHYS TGT: TOTAL NUMBER",
    18: "HUM TGT: NAME",
    19: "HUM TGT: DESCRIPTION",
    20: "HUM TGT: TYPE",
    21: "HUM TGT: NUMBER",
    22: "HUM TGT: FOREIGN NATION",
    23: "HUM TGT: EFFECT OF INCIDENT",
    24: "HUM TGT: TOTAL NUMBER",
}

#: Slots that are scored; 0 and 1 only name the template.
SCORED_SLOTS = tuple(range(2, 25))
DATE, LOCATION, TYPE, STAGE = 2, 3, 4, 5
INSTRUMENT_ID, INSTRUMENT_TYPE = 6, 7
CATEGORY, INDIVIDUAL, ORGANIZATION, CONFIDENCE = 8, 9, 10, 11
TARGET_ID, TARGET_TYPE, TARGET_NUMBER, TARGET_NATION, TARGET_EFFECT, TARGET_TOTAL = range(12, 18)
NAME, DESCRIPTION, HUMAN_TYPE, HUMAN_NUMBER, HUMAN_NATION, HUMAN_EFFECT, HUMAN_TOTAL = range(18, 25)

STRING_SLOTS = frozenset({INSTRUMENT_ID, INDIVIDUAL, ORGANIZATION, TARGET_ID, NAME, DESCRIPTION})
NUMBER_SLOTS = frozenset({TARGET_NUMBER, TARGET_TOTAL, HUMAN_NUMBER, HUMAN_TOTAL})
#: Slots whose values stand without reference to another slot.
UNTAGGED_SLOTS = frozenset(
    {DATE, LOCATION, TYPE, STAGE, INSTRUMENT_ID, CATEGORY, INDIVIDUAL, ORGANIZATION, TARGET_ID}
    | {TARGET_TOTAL, NAME, HUMAN_TOTAL}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One way to fill a slot: the value and the strings, any one of them, it refers to."""

    text: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """One fill of a slot: any of ``values`` is right; an optional one may be left out."""

    values: tuple[Value, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One incident of one message; a slot that is empty or does not apply is missing."""

    message: str
    number: int
    slots: Mapping[int, tuple[Fill, ...]]
    optional: bool = False

    def fills(self, slot: int) -> tuple[Fill, ...]:
        """Return a slot's fills, in order."""
        return self.slots.get(slot, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One text of a corpus file, lines joined to paragraphs, with the date of its header."""

    id: str
    text: str
    date: date | None


_MESSAGE_ID = re.compile(r"^ ?([A-Z0-9]+-MUC\d-\d{4})(?:\s+\([^)]*\))?\s*$")
_HEADER_DATE = re.compile(r"^[^\[]{0,120}?,\s+(\d{1,2}) ([A-Z]{3})[A-Z]* (\d{2})\b")
_SLOT = re.compile(r"^(\d{1,2})\.\s+([A-Z ]+: [A-Z ]+?)(?:\s{2,}(.*))?$")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def read_messages(path: Path) -> tuple[Message, ...]:
    """Read the messages of a corpus file, which begin with a line that holds an id alone.

    Raises:
        EvaluationError: The file cannot be read or holds no message.
    """
    messages: list[Message] = []
    id_, lines = None, list[str]()
    for line in [*_lines(path), None]:
        match = _MESSAGE_ID.match(line) if line is not None else None
        if line is None or match:
            if id_ is not None:
                messages.append(_message(id_, lines))
            id_, lines = (match.group(1) if match else None), []
        else:
            lines.append(line)
    if not messages:
        raise EvaluationError(f"{path}: no message ids such as TST1-MUC3-0001")
    return tuple(messages)


def _message(id_: str, lines: Sequence[str]) -> Message:
    paragraphs = [
        " ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", "\n".join(lines))
    ]
    text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    match = _HEADER_DATE.match(text)
    published = parse_day(" ".join(match.groups())) if match else None
    return Message(id=id_, text=text, date=published)


def read_templates(path: Path) -> tuple[dict[str, list[Template]], frozenset[str]]:
    """Read a key, or a response, in the official format.

    Returns:
        Templates by message id, and the ids of all messages the file speaks of, also of those
        without an incident.

    Raises:
        EvaluationError: A line is neither a slot nor the continuation of one.
    """
    templates: dict[str, list[Template]] = {}
    seen: set[str] = set()
    for block in _blocks(path):
        message = block[0][0].split()[0]
        seen.add(message)
        number = block.get(1, ["*"])[0]
        if number.startswith("*"):
            continue
        slots = {
            slot: fills
            for slot in SCORED_SLOTS
            if (fills := tuple(_fills(slot, block.get(slot, []))))
        }
        templates.setdefault(message, []).append(
            Template(
                message=message,
                number=int(number.split()[0]),
                slots=slots,
                optional="OPTIONAL" in number,
            )
        )
    if not seen:
        raise EvaluationError(f"{path}: no templates")
    return templates, frozenset(seen)


def _blocks(path: Path) -> Iterator[dict[int, list[str]]]:
    """Yield each template of a file as the raw values of its slots."""
    block: dict[int, list[str]] = {}
    slot = None
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip() or line.startswith(";"):
            continue
        match = _SLOT.match(line.rstrip())
        if match and int(match.group(1)) in SLOT_NAMES:
            slot = int(match.group(1))
            if slot == 0:
                if block:
                    yield block
                block = {}
            value = (match.group(3) or "").strip()
        elif line[0].isspace() and slot is not None:
            value = line.strip()
        else:
            raise EvaluationError(str(Fault(str(path), number, f"not a slot: {line[:60]!r}")))
        if slot != 0 and 0 not in block:
            raise EvaluationError(str(Fault(str(path), number, "slot before any MESSAGE: ID")))
        block.setdefault(slot, []).append(value)
    if block:
        yield block


def _lines(path: Path) -> list[str]:
    try:
        # The keys hold bytes that are not UTF-8; Latin-1 reads every byte.
        return path.read_text(encoding="latin-1").splitlines()
    except OSError as error:
        raise EvaluationError(f"{path}: {error.strerror}") from error


def _fills(slot: int, values: Iterable[str]) -> Iterator[Fill]:
    for raw in values:
        value = raw.strip()
        optional = value.startswith("?")
        parsed = tuple(_values(slot, value.lstrip("? ")))
        if parsed:
            yield Fill(values=parsed, optional=optional)


def _values(slot: int, raw: str) -> Iterator[Value]:
    """Yield the alternatives of a fill; ``-`` and ``*`` are none."""
    if slot in UNTAGGED_SLOTS:
        texts = [_bare(part, slot) for part in _split(raw, "/")]
        yield from (Value(text=text) for text in texts if text not in {"", "-", "*"})
        return
    parts = _split(raw, "/")
    if len(parts) > 1 and all(part.startswith("(") and part.endswith(")") for part in parts):
        for part in parts:
            yield from _values(slot, part[1:-1])
        return
    left, _, right = _partition(raw)
    tags = tuple(_unquote(tag) for tag in _split(right, "/")) if right else ()
    for text in _split(left, "/"):
        bare = _bare(text, slot)
        if bare not in {"", "-", "*"}:
            yield Value(text=bare, tags=tags)


def _bare(part: str, slot: int) -> str:
    stripped = part.strip()
    if slot in {DATE, LOCATION} and stripped.startswith("(") and stripped.endswith(")"):
        stripped = stripped[1:-1]
    return _unquote(stripped)


def _unquote(text: str) -> str:
    stripped = text.strip()
    if len(stripped) > 1 and stripped[0] == stripped[-1] == '"':
        stripped = stripped[1:-1]
    return stripped.replace('\\"', '"').strip()


def _split(raw: str, separator: str) -> list[str]:
    """Split at a separator that stands outside quotation marks and parentheses."""
    parts, start = [], 0
    for position in _outside(raw, separator):
        parts.append(raw[start:position].strip())
        start = position + 1
    parts.append(raw[start:].strip())
    return [part for part in parts if part]


def _partition(raw: str) -> tuple[str, str, str]:
    position = next(_outside(raw, ":"), None)
    if position is None:
        return raw, "", ""
    return raw[:position], ":", raw[position + 1 :]


def _outside(raw: str, wanted: str) -> Iterator[int]:
    quoted, depth, position = False, 0, 0
    while position < len(raw):
        character = raw[position]
        if character == "\\":
            position += 1
        elif character == '"':
            quoted = not quoted
        elif not quoted and character == "(":
            depth += 1
        elif not quoted and character == ")":
            depth = max(depth - 1, 0)
        elif not quoted and depth == 0 and character == wanted:
            yield position
        position += 1


def parse_day(text: str) -> date | None:
    """Read ``DD MMM YY`` of the twentieth century; ``None`` where it is no such date."""
    match = re.fullmatch(r"\s*(\d{1,2}) ([A-Z]{3})[A-Z]* (\d{2})\s*", text)
    if match is None or match.group(2) not in MONTHS:
        return None
    try:
        month = MONTHS.index(match.group(2)) + 1
        return date(1900 + int(match.group(3)), month, int(match.group(1)))
    except ValueError:
        return None


def format_day(day: date) -> str:
    """Write a day as ``DD MMM YY``."""
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year % 100:02d}"


def format_templates(messages: Sequence[str], templates: Mapping[str, Sequence[Template]]) -> str:
    """Return a response in the official format, with all slots, also for irrelevant messages."""
    blocks: list[str] = []
    for message in messages:
        found = templates.get(message, ())
        blocks.extend(_block(message, template) for template in found or (None,))
    return "\n".join(blocks)


def _block(message: str, template: Template | None) -> str:
    lines = [_line(0, message), _line(1, str(template.number) if template else "*")]
    for slot in SCORED_SLOTS:
        if template is None or not applies(slot, template.fills(TYPE)):
            lines.append(_line(slot, "*"))
            continue
        values = [_written(slot, fill) for fill in template.fills(slot)] or ["-"]
        lines.append(_line(slot, values[0]))
        lines.extend(" " * 36 + value for value in values[1:])
    return "\n".join(lines) + "\n"


def applies(slot: int, types: Sequence[Fill]) -> bool:
    """Tell whether a slot is filled for incidents of a type at all."""
    names = {value.text for fill in types for value in fill.values}
    if slot in {INSTRUMENT_ID, INSTRUMENT_TYPE}:
        return not names or not names <= {"ARSON", "KIDNAPPING"}
    return not (TARGET_ID <= slot <= TARGET_TOTAL and names == {"KIDNAPPING"})


def _line(slot: int, value: str) -> str:
    return f"{f'{slot}.':<4}{SLOT_NAMES[slot]:<32}{value}"


def _written(slot: int, fill: Fill) -> str:
    value = fill.values[0]
    text = _quote(value.text) if slot in STRING_SLOTS else value.text
    return f"{text}: {_quote(value.tags[0])}" if value.tags else text


def _quote(text: str) -> str:
    escaped = text.upper().replace('"', '\\"')
    return f'"{escaped}"'
