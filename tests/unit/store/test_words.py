"""Search words reach the database as words, whatever was typed."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.store.codec import storable
from dateline.store.words import fold_words, full_text_query
from tests.strategies import any_text

_OPERATORS = ["AND", "OR", "NOT", "NEAR", "NEAR(a b, 2)", "title:", "text"]
_OTHER = [" ", "--", "\\", "e\u0301", "\0", "\ud800", "北京"]
_SYNTAX = st.lists(st.sampled_from([*"\"'()*^-+:{};%,é", *_OPERATORS, *_OTHER])).map("".join)


@given(any_text | _SYNTAX)
def test_no_text_is_a_syntax_error(text: str) -> None:
    query = full_text_query(storable(text))
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE VIRTUAL TABLE words USING fts5 (title, text)")
        if query is not None:
            database.execute("SELECT 1 FROM words WHERE words MATCH ?", (query,)).fetchall()


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("bomb", '"bomb"'),
        ("bomb market", '"bomb" AND "market"'),
        ('"car bomb" market', '"car bomb" AND "market"'),
        ("bomb*", '"bomb"*'),
        ('car "bomb', '"car" AND "bomb"'),
        ("NOT OR", '"NOT" AND "OR"'),
        ("text:bomb", '"text bomb"'),
        ("", None),
        (' "" * -- ', None),
    ],
)
def test_words_and_phrases_are_quoted(text: str, query: str | None) -> None:
    assert full_text_query(text) == query


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("São Pedro", " sao pedro"),
        ("  Kara-Su (north) ", " kara su north"),
        ("STRAßE", " strasse"),
        ("Йош", " иош"),
        ("!?", ""),
    ],
)
def test_folding_leaves_plain_words(text: str, folded: str) -> None:
    assert fold_words(text) == folded


@given(any_text)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_words(fold_words(text)) == fold_words(text)
