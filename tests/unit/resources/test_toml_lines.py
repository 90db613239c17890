"""Line numbers of TOML keys, tables and array items."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from dateline.resources.toml_lines import TomlPath, index_lines

MANY_SHAPES = '''\
# A comment with [brackets], "quotes" and = signs
title = "a # b"

[[type]]
id = "one"
words = ["x", "y [",
  # between items
  "z",
]
[type.syntax]
map = { with = "a", "over it" = "b" }
[[type.trigger]]
verbs = []
[[type.trigger]]
a.b = 3
text = """
line = 1
[[type]]
\\"""
""\"""
[[type]]
id = 'C:\\'
[[type.trigger]]
nouns = [["in"], { deep = [1, 2] }]
'''


def test_every_shape_of_value_is_found_on_its_line() -> None:
    tomllib.loads(MANY_SHAPES)
    index = index_lines(MANY_SHAPES)
    expected: dict[TomlPath, int] = {
        ("title",): 2,
        ("type", 0): 4,
        ("type", 0, "id"): 5,
        ("type", 0, "words", 1): 6,
        ("type", 0, "words", 2): 8,
        ("type", 0, "syntax"): 10,
        ("type", 0, "syntax", "map", "over it"): 11,
        ("type", 0, "trigger", 0, "verbs"): 13,
        ("type", 0, "trigger", 1): 14,
        ("type", 0, "trigger", 1, "a", "b"): 15,
        ("type", 0, "trigger", 1, "text"): 16,
        ("type", 1): 21,
        ("type", 1, "id"): 22,
        ("type", 1, "trigger", 0): 23,
        ("type", 1, "trigger", 0, "nouns", 1, "deep", 1): 24,
    }
    assert {path: index.line(path) for path in expected} == expected


def test_a_value_that_is_not_there_has_the_line_of_what_is_around_it() -> None:
    index = index_lines('[[type]]\nid = "one"\n')
    assert index.line(("type", 0, "label")) == 1
    assert index.line(("type", 0, "id", "deeper")) == 2


def test_what_has_nothing_around_it_has_no_line() -> None:
    assert index_lines("a = 1\n").line(("b",)) is None


BLANKS = st.lists(st.sampled_from(["", "  ", "# x = 1", '# "', "\t# [a]"]), max_size=3)
TEXTS = st.text(alphabet=st.sampled_from('ab "\\#=[]{},\n'), max_size=8)


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


@given(st.lists(st.tuples(BLANKS, st.lists(st.tuples(BLANKS, TEXTS), max_size=4)), max_size=5))
def test_lines_are_right_whatever_stands_between_and_inside(
    tables: list[tuple[list[str], list[tuple[list[str], str]]]],
) -> None:
    lines: list[str] = []
    expected: dict[TomlPath, int] = {}
    for number, (blanks, items) in enumerate(tables):
        lines.extend(blanks)
        lines.append("[[table]]")
        expected["table", number] = len(lines)
        lines.append("items = [")
        expected["table", number, "items"] = len(lines)
        for place, (between, text) in enumerate(items):
            lines.extend(between)
            lines.append(f"{quoted(text)},")
            expected["table", number, "items", place] = len(lines)
        lines.append("]")
    source = "\n".join(lines)
    tomllib.loads(source)
    index = index_lines(source)
    assert {path: index.line(path) for path in expected} == expected


def test_tables_of_arrays_are_found_by_their_headers() -> None:
    text = (
        "a = [\n  1,\n]\n[[type]] # one\nid = 'x'\n[[type.trigger]]\n[[type]]\n[[type.trigger]]\n"
    )
    text += "  [[type.trigger]]\n"
    paths: list[TomlPath] = [("type", 0), ("type", 0, "trigger", 0), ("type", 1)]
    paths += [("type", 1, "trigger", 0), ("type", 1, "trigger", 1)]
    index = index_lines(text)
    assert [index.table_line(path) for path in paths] == [4, 6, 7, 8, 9]


def test_a_header_inside_a_long_string_is_none() -> None:
    index = index_lines(MANY_SHAPES)
    paths: list[TomlPath] = [("type", 0), ("type", 1), ("type", 1, "trigger", 0)]
    assert [index.table_line(path) for path in paths] == [4, 21, 23]


def test_brackets_beside_escaped_quotes_do_not_end_an_array() -> None:
    index = index_lines('[[table]]\nitems = [\n"]\\" #",\n"b",\n]\nlast = 1\n')
    assert index.line(("table", 0, "items", 1)) == 4
    assert index.line(("table", 0, "last")) == 6
