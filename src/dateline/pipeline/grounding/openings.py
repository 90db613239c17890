"""What a regular expression may begin with, so that it is tried only where it can match.

Python tries every alternative of a pattern at every place of a text. Most places can be passed
over by their first few characters alone.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product

from dateline.resources.regexes import stored_openings

#: Stand in openings for any character at all, any digit, any white space, any beyond ASCII.
ANY, DIGIT, SPACE, OTHER = "\x00", "\x01", " ", "\x02"
_NOTHING = frozenset({""})
_CLASSES = {"d": DIGIT, "s": SPACE}
_WRITTEN = {ANY: r"\s\S", DIGIT: r"\d", SPACE: r"\s", OTHER: r"\x80-\U0010ffff"}
_CONTROLS = {"n": SPACE, "r": SPACE, "t": SPACE}
_GROUP = re.compile(r"\?:|\?P<\w+>")
_ASSERTION = re.compile(r"\?<?[=!]")
#: Brackets, and what may hold one that opens or closes nothing.
_NESTING = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]", re.DOTALL)
_REPEATED = re.compile(r"(?:\?|\*|\+|\{(?P<least>\d+)(?:,\d*)?\})\??")


def openings(source: str, length: int) -> frozenset[str]:
    """Return what a match of a pattern may begin with.

    Openings are strings of up to ``length`` characters; a shorter one is a whole match. What an
    assertion asks for is not told.

    Args:
        source: A regular expression of literals, classes, groups, assertions and repetitions.
        length: How many characters to tell.

    Raises:
        ValueError: It holds something else, or a bracket too many.
    """
    stored = stored_openings(source, length)
    return read_openings(source, length) if stored is None else stored


def read_openings(source: str, length: int) -> frozenset[str]:
    """Return what ``openings`` does, read off the pattern in any case."""
    found, end = _alternatives(source, 0, length)
    if end != len(source):
        raise ValueError(f"not closed at {end}: {source}")
    return found


def fitting(begun: str) -> Iterator[str]:
    """Yield every opening that fits the first characters of a text, shorter ones as well."""
    symbols = [_symbols(letter) for letter in begun]
    for size in range(len(begun) + 1):
        yield from map("".join, product(*symbols[:size]))


def _symbols(letter: str) -> tuple[str, ...]:
    """Return what may stand for a character in openings."""
    classes = (
        (DIGIT, letter.isdecimal()),
        (SPACE, letter.isspace()),
        (OTHER, not letter.isascii()),
    )
    return tuple({letter: None, ANY: None} | {symbol: None for symbol, is_it in classes if is_it})


def opening_pattern(begun: Iterable[str]) -> str:
    """Return a regular expression that matches wherever one of some openings fits."""
    rests: dict[str, set[str]] = {}
    for opening in begun:
        if not opening:
            return ""
        rests.setdefault(opening[0], set()).add(opening[1:])
    # Letters that go on in the same way stand together.
    together: dict[str, set[str]] = {}
    for letter, after in rests.items():
        together.setdefault(opening_pattern(after), set()).add(letter)
    return f"(?:{'|'.join(_letters(first) + rest for rest, first in sorted(together.items()))})"


def _letters(symbols: set[str]) -> str:
    return f"[{''.join(_WRITTEN.get(one) or re.escape(one) for one in sorted(symbols))}]"


def _alternatives(source: str, at: int, length: int) -> tuple[frozenset[str], int]:
    """Read alternatives up to the end or a closing bracket."""
    found: frozenset[str] = frozenset()
    while True:
        sequence, at = _sequence(source, at, length)
        found |= sequence
        if at == len(source) or source[at] == ")":
            return found, at
        at += 1


def _sequence(source: str, at: int, length: int) -> tuple[frozenset[str], int]:
    begun = _NOTHING
    while at < len(source) and source[at] not in "|)":
        item, at = _item(source, at, length)
        if repeated := _REPEATED.match(source, at):
            at = repeated.end()
            item = _repeated(item, repeated, length)
        begun = _joined(begun, item, length)
    return begun, at


def _repeated(item: frozenset[str], sign: re.Match[str], length: int) -> frozenset[str]:
    optional = sign[0][0] in "?*" or sign["least"] == "0"
    once = item if sign[0][0] == "?" else item | _joined(item, item, length)
    return once | _NOTHING if optional else once


def _joined(left: frozenset[str], right: frozenset[str], length: int) -> frozenset[str]:
    """Return what one thing after another may begin with."""
    if all(len(one) == length for one in left):
        return left
    return frozenset((one + other)[:length] for one in left for other in right)


def _item(source: str, at: int, length: int) -> tuple[frozenset[str], int]:
    """Read one literal, class, group or assertion."""
    letter = source[at]
    if letter == "(":
        return _bracket(source, at + 1, length)
    if letter == "[":
        return _class(source, at + 1)
    if letter == "\\":
        return _escaped(source, at + 1)
    if letter in "^$":
        return _NOTHING, at + 1
    if letter in "?*+{}]":
        raise ValueError(f"unexpected {letter!r} at {at}: {source}")
    return frozenset({ANY} if letter == "." else {_symbol(letter)}), at + 1


def _bracket(source: str, at: int, length: int) -> tuple[frozenset[str], int]:
    if assertion := _ASSERTION.match(source, at):
        _, end = _alternatives(source, assertion.end(), length)
        return _NOTHING, end + 1
    group = _GROUP.match(source, at)
    if group is None and source.startswith("?", at):
        end = source.index(")", at)
        return frozenset({ANY}), end + 1
    start = at if group is None else group.end()
    end = _closing(source, start)
    return _group_openings(source[start:end], length), end + 1


def _closing(source: str, at: int) -> int:
    """Return where the group ends that is open at a place."""
    depth = 1
    for token in _NESTING.finditer(source, at):
        depth += (token[0] == "(") - (token[0] == ")")
        if depth == 0:
            return token.start()
    raise ValueError(f"a group is not closed: {source}")


@lru_cache(maxsize=4_096)
def _group_openings(group: str, length: int) -> frozenset[str]:
    """Return what a group may begin with; many patterns hold the same groups."""
    return _alternatives(group, 0, length)[0]


def _class(source: str, at: int) -> tuple[frozenset[str], int]:
    negated = source[at] == "^"
    at += negated
    found: frozenset[str] = frozenset()
    first = at
    while source[at] != "]" or at == first:
        item, at = (
            _escaped(source, at + 1)
            if source[at] == "\\"
            else (frozenset({_symbol(source[at])}), at + 1)
        )
        if source[at] == "-" and source[at + 1] != "]":
            (low,), high = item, source[at + 1]
            item = frozenset(_symbol(chr(code)) for code in range(ord(low), ord(high) + 1))
            at += 2
        found |= item
    return (frozenset({ANY}) if negated else found), at + 1


def _escaped(source: str, at: int) -> tuple[frozenset[str], int]:
    letter = source[at]
    if letter in "bB":
        return _NOTHING, at + 1
    if letter in "xu":
        end = at + (3 if letter == "x" else 5)
        return frozenset({_symbol(chr(int(source[at + 1 : end], 16)))}), end
    if letter.isalnum():
        return frozenset({_CLASSES.get(letter) or _CONTROLS.get(letter) or ANY}), at + 1
    return frozenset({_symbol(letter)}), at + 1


def _symbol(letter: str) -> str:
    if letter.isspace():
        return SPACE
    return letter if letter.isascii() else OTHER
