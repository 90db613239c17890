"""Which earlier phrase "the suspect", "they" or "all 11" stands for."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.core.claims import Argument, Claim, MentionKind, Role
from dateline.core.documents import Document, SegmentKind, Span

_ACTING = frozenset({Role.AUTHORITY})
_HELD = frozenset({Role.SUSPECT, Role.PERPETRATOR, Role.DEFENDANT, Role.CONVICT})
_HARMED = frozenset({Role.VICTIM, Role.TARGET})
_FIRST_WORD = re.compile(r"\W*([^\W\d_]+)")
_DEFINITE = frozenset("the this that these those he she they him them it all both who whom".split())
_NUMBER = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|both)\b", re.IGNORECASE
)
_SAME_NUMBER = {
    "both": "2", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
#: How far back, in characters, a phrase may stand from what refers to it.
_REACH = 2500


def resolve_antecedents(document: Document, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Give each anaphoric argument the earlier argument it stands for, nearest fitting first."""
    seen: list[Argument] = []
    resolved: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (c.trigger.span, c.id)):
        arguments = tuple(_resolve(document, argument, seen) for argument in claim.arguments)
        seen.extend(a for a in arguments if _introduces(document, a))
        resolved.append(replace(claim, arguments=arguments))
    return tuple(resolved)


def _introduces(document: Document, argument: Argument) -> bool:
    """Tell whether later phrases may stand for this one: in the body, and more than a pronoun."""
    segment = document.segment_at(argument.mention.start)
    if segment is None or segment.kind is not SegmentKind.PARAGRAPH:
        return False
    return argument.antecedent is not None or (
        document.text_at(argument.mention).casefold() not in _DEFINITE
    )


def _resolve(document: Document, argument: Argument, seen: Sequence[Argument]) -> Argument:
    if argument.kind not in {MentionKind.PERSON, MentionKind.GROUP, MentionKind.ORGANIZATION}:
        return argument
    if not is_anaphoric(document.text_at(argument.mention)):
        return argument
    for earlier in reversed(seen):
        if not 0 < argument.mention.start - earlier.mention.start < _REACH:
            continue
        if _fits(document, argument, earlier):
            return replace(argument, antecedent=earlier.antecedent or earlier.mention)
    return argument


def is_anaphoric(phrase: str) -> bool:
    """Tell whether a phrase points back: "the man", "they", "those five", "all 11"."""
    match = _FIRST_WORD.match(phrase)
    return match is not None and match.group(1).lower() in _DEFINITE


def _fits(document: Document, argument: Argument, earlier: Argument) -> bool:
    if _side(argument.role) != _side(earlier.role):
        return False
    if (argument.kind is MentionKind.PERSON) != (earlier.kind is MentionKind.PERSON):
        return False
    here, there = _count(document, argument.mention), _count(document, earlier.mention)
    return not (here and there and here != there)


def _side(role: Role) -> int:
    for number, roles in enumerate((_ACTING, _HELD, _HARMED)):
        if role in roles:
            return number
    return 3


def _count(document: Document, span: Span) -> frozenset[str]:
    found = (number.lower() for number in _NUMBER.findall(document.text_at(span)))
    return frozenset(_SAME_NUMBER.get(number, number) for number in found)
