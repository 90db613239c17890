"""Line numbers of the keys, tables and array items of a TOML text.

``tomllib`` keeps no positions, and a fault without a line is hard to find in a long file.
"""

from collections.abc import Mapping

#: Where a value stands in parsed TOML: keys of tables and indices of arrays.
TomlPath = tuple[str | int, ...]


class TomlLines:
    """The line (from 1) on which each key, table and array item of a TOML text begins."""

    def __init__(self, lines: Mapping[TomlPath, int]) -> None:
        """Keep the index."""
        self._lines = lines

    def line(self, path: TomlPath) -> int | None:
        """Return the line of a value, or of the nearest thing around it that has one."""
        for length in range(len(path), 0, -1):
            found = self._lines.get(path[:length])
            if found is not None:
                return found
        return None


def index_lines(text: str) -> TomlLines:
    """Find where every key, table and array item of a TOML text begins.

    Args:
        text: TOML that ``tomllib`` accepts; of other text the result means nothing.
    """
    scanner = _Scanner(text)
    scanner.scan_document()
    return TomlLines(scanner.lines)


class _Scanner:
    """Walks once over valid TOML and notes where things begin."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._sizes: dict[TomlPath, int] = {}
        self.lines: dict[TomlPath, int] = {}

    def scan_document(self) -> None:
        table: TomlPath = ()
        self._skip_blanks()
        while self._at < len(self._text):
            if self._text.startswith("[", self._at):
                table = self._header()
            else:
                self._pair(table)
            self._skip_blanks()

    def _header(self) -> TomlPath:
        line = self._line
        is_array = self._text.startswith("[[", self._at)
        self._move(2 if is_array else 1)
        *outer, last = self._dotted_key("]")
        self._move(2 if is_array else 1)
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
        line = self._line
        path = table
        for key in self._dotted_key("="):
            path = (*path, key)
            self.lines.setdefault(path, line)
        self._move(1)
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
                self._move(1)
            else:
                start = self._at
                while self._text[self._at] not in f".{end} \t":
                    self._move(1)
                keys.append(self._text[start : self._at])
            self._skip_blanks()
        return keys

    def _value(self, path: TomlPath) -> None:
        first = self._text[self._at]
        if first in "\"'":
            self._string()
        elif first == "[":
            self._items(path)
        elif first == "{":
            self._inline_table(path)
        else:
            while self._at < len(self._text) and self._text[self._at] not in ",]}#\n":
                self._move(1)

    def _items(self, path: TomlPath) -> None:
        self._move(1)
        self._skip_blanks()
        index = 0
        while self._text[self._at] != "]":
            self.lines[(*path, index)] = self._line
            self._value((*path, index))
            index += 1
            self._skip_separator()
        self._move(1)

    def _inline_table(self, path: TomlPath) -> None:
        self._move(1)
        self._skip_blanks()
        while self._text[self._at] != "}":
            self._pair(path)
            self._skip_separator()
        self._move(1)

    def _string(self) -> None:
        quote = self._text[self._at]
        mark = quote * 3 if self._text.startswith(quote * 3, self._at) else quote
        self._move(len(mark))
        while not self._text.startswith(mark, self._at):
            escaped = quote == '"' and self._text[self._at] == "\\"
            self._move(2 if escaped else 1)
        self._move(len(mark))
        # A multi-line string may end in up to two quotation marks of its own.
        while len(mark) == 3 and self._text.startswith(quote, self._at):
            self._move(1)

    def _skip_separator(self) -> None:
        self._skip_blanks()
        if self._text[self._at] == ",":
            self._move(1)
            self._skip_blanks()

    def _skip_blanks(self) -> None:
        while self._at < len(self._text):
            if self._text[self._at] == "#":
                end = self._text.find("\n", self._at)
                self._at = len(self._text) if end < 0 else end
            elif self._text[self._at] in " \t\r\n":
                self._move(1)
            else:
                return

    def _move(self, count: int) -> None:
        self._line += self._text.count("\n", self._at, self._at + count)
        self._at += count
