"""Line numbers of the keys, tables and array items of a TOML text.

``tomllib`` keeps no positions, and a fault without a line is hard to find in a long file.
"""

import re
from collections.abc import Mapping
from functools import cached_property

#: Where a value stands in parsed TOML: keys of tables and indices of arrays.
TomlPath = tuple[str | int, ...]

#: The header of a table in an array, on a line of its own.
_ARRAY_HEADER = re.compile(r"^\[\[([\w-]+(?:\.[\w-]+)*)\]\][ \t]*(?:#.*)?$", re.MULTILINE)
#: Inside these a line may look like a header.
_LONG_STRINGS = ('"""', "'''")


class TomlLines:
    """The line (from 1) on which each key, table and array item of a TOML text begins.

    What stands inside arrays is looked up when it is first asked for.
    """

    def __init__(self, text: str) -> None:
        """Keep the text, TOML that ``tomllib`` accepts."""
        self._text = text

    def line(self, path: TomlPath) -> int | None:
        """Return the line of a value, or of the nearest thing around it that has one."""
        if path in self._keys:
            return self._keys[path]
        for length in range(len(path), 0, -1):
            found = self._every.get(path[:length])
            if found is not None:
                return found
        return None

    def table_line(self, path: TomlPath) -> int | None:
        """Return the line of a table of an array, which is found faster where it has a header."""
        found = self._headers.get(path)
        return self.line(path) if found is None else found

    @cached_property
    def _headers(self) -> Mapping[TomlPath, int]:
        if any(quotes in self._text for quotes in _LONG_STRINGS):
            return {}
        lines: dict[TomlPath, int] = {}
        sizes: dict[TomlPath, int] = {}
        counted, line = 0, 1
        for header in _ARRAY_HEADER.finditer(self._text):
            line += self._text.count("\n", counted, header.start())
            counted = header.start()
            path: TomlPath = ()
            *outer, last = header[1].split(".")
            for key in outer:
                path = (*path, key)
                if path in sizes:
                    path = (*path, sizes[path] - 1)
            path = (*path, last)
            sizes[path] = sizes.get(path, 0) + 1
            lines[*path, sizes[path] - 1] = line
        return lines

    @cached_property
    def _keys(self) -> Mapping[TomlPath, int]:
        return _Scanner(self._text, whole_arrays=True).scan_document()

    @cached_property
    def _every(self) -> Mapping[TomlPath, int]:
        return _Scanner(self._text, whole_arrays=False).scan_document()


def index_lines(text: str) -> TomlLines:
    """Find where every key, table and array item of a TOML text begins.

    Args:
        text: TOML that ``tomllib`` accepts; of other text the result means nothing.
    """
    return TomlLines(text)


class _Scanner:
    """Walks once over valid TOML and notes where things begin.

    ``whole_arrays``: nothing is noted of the items of arrays that hold no table or array.
    """

    def __init__(self, text: str, *, whole_arrays: bool) -> None:
        self._text = text
        self._whole_arrays = whole_arrays
        self._at = 0
        self._counted = 0
        self._lines_before = 0
        self._sizes: dict[TomlPath, int] = {}
        self.lines: dict[TomlPath, int] = {}

    def scan_document(self) -> Mapping[TomlPath, int]:
        table: TomlPath = ()
        self._skip_blanks()
        while self._at < len(self._text):
            if self._text.startswith("[", self._at):
                table = self._header()
            else:
                self._pair(table)
            self._skip_blanks()
        return self.lines

    def _header(self) -> TomlPath:
        line = self._line()
        is_array = self._text.startswith("[[", self._at)
        self._at += 2 if is_array else 1
        *outer, last = self._dotted_key("]")
        self._at += 2 if is_array else 1
        path = (*self._entered(outer), last)
        if is_array:
            self.lines.setdefault(path, line)
            index = self._sizes.get(path, 0)
            self._sizes[path] = index + 1
            path = (*path, index)
        self.lines.setdefault(path, line)
        return path

    def _entered(self, keys: list[str]) -> TomlPath:
        """Return the path of a table named in a header: inside arrays, their last item."""
        path: TomlPath = ()
        for key in keys:
            path = (*path, key)
            if path in self._sizes:
                path = (*path, self._sizes[path] - 1)
        return path

    def _pair(self, table: TomlPath) -> None:
        line = self._line()
        path = table
        for key in self._dotted_key("="):
            path = (*path, key)
            self.lines.setdefault(path, line)
        self._at += 1
        self._skip_blanks()
        self._value(path)

    def _dotted_key(self, end: str) -> list[str]:
        keys: list[str] = []
        self._skip_blanks()
        while not self._text.startswith(end, self._at):
            if self._text[self._at] in "\"'":
                start = self._at + 1
                self._string()
                keys.append(self._text[start : self._at - 1])
            elif self._text[self._at] == ".":
                self._at += 1
            else:
                start = self._at
                self._skip(_BARE_KEY)
                keys.append(self._text[start : self._at])
            self._skip_blanks()
        return keys

    def _value(self, path: TomlPath) -> None:
        first = self._text[self._at]
        if first in "\"'":
            self._string()
        elif first == "[":
            if not (self._whole_arrays and self._skip(_FLAT_ARRAY)):
                self._items(path)
        elif first == "{":
            self._inline_table(path)
        else:
            self._skip(_BARE_VALUE)

    def _items(self, path: TomlPath) -> None:
        self._at += 1
        self._skip_blanks()
        index = 0
        while self._text[self._at] != "]":
            self.lines[(*path, index)] = self._line()
            self._value((*path, index))
            index += 1
            self._skip_separator()
        self._at += 1

    def _inline_table(self, path: TomlPath) -> None:
        self._at += 1
        self._skip_blanks()
        while self._text[self._at] != "}":
            self._pair(path)
            self._skip_separator()
        self._at += 1

    def _string(self) -> None:
        quote = self._text[self._at]
        is_long = self._text.startswith(quote * 3, self._at)
        self._skip(_STRINGS[quote * 3 if is_long else quote])

    def _skip_separator(self) -> None:
        self._skip_blanks()
        if self._text[self._at] == ",":
            self._at += 1
            self._skip_blanks()

    def _skip_blanks(self) -> None:
        self._skip(_BLANKS)

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        match = pattern.match(self._text, self._at)
        if match is None:
            return False
        self._at = match.end()
        return True

    def _line(self) -> int:
        """Return the line of the present place; places are asked for in order."""
        self._lines_before += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._lines_before + 1


# No possessive quantifiers: before Python 3.11.5 they match what they should not.
_BLANKS = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_FLAT_ARRAY = re.compile(
    r"""\[[^"'\[\]{}#]*(?:(?:"(?!"")[^"\\\n]*"|'(?!'')[^'\n]*'|#[^\n]*\n)[^"'\[\]{}#]*)*\]"""
)
_BARE_KEY = re.compile(r"[^.=\] \t]+")
_BARE_VALUE = re.compile(r"[^,\]}#\n]*")
#: Whole strings; a long one may end in up to two quotation marks of its own.
_STRINGS = {
    '"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL),
    "'": re.compile(r"'[^']*'"),
    '"""': re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"""+', re.DOTALL),
    "'''": re.compile(r"'''(?:[^']|'(?!''))*'''+"),
}
