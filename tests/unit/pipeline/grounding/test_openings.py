"""What patterns may begin with, checked against what they match."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.pipeline.grounding.openings import (
    ANY,
    DIGIT,
    OTHER,
    fitting,
    opening_pattern,
    openings,
)

_LETTERS = st.sampled_from("ab1 é٣")
_ATOMS = st.sampled_from(["a", "b", r"\d", r"\s", r"\w", "[ab]", "[^a]", "é", ".", r"\.", "(?=a)"])


def _patterns() -> st.SearchStrategy[str]:
    return st.recursive(
        _ATOMS,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map("".join),
            st.lists(inner, min_size=1, max_size=3).map(lambda p: f"(?:{'|'.join(p)})"),
            st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,3}"])).map(
                lambda pair: f"(?:{pair[0]}){pair[1]}"
            ),
        ),
        max_leaves=6,
    )


@pytest.mark.parametrize(
    ("source", "length", "begun"),
    [
        ("may|march", 2, {"ma"}),
        ("(?:the )?may", 2, {"th", "ma"}),
        (r"\d{1,2}th", 2, {DIGIT + DIGIT, DIGIT + "t"}),
        ("[x-z]?a", 1, {"x", "y", "z", "a"}),
        ("(?<!a)b(?=c)", 3, {"b"}),
        ("é.", 2, {OTHER + ANY}),
    ],
)
def test_openings_are_the_first_characters_of_what_matches(
    source: str, length: int, begun: set[str]
) -> None:
    assert openings(source, length) == begun


@given(source=_patterns(), text=st.text(_LETTERS, min_size=0, max_size=6), length=st.integers(1, 4))
def test_a_pattern_matches_only_where_one_of_its_openings_fits(
    source: str, text: str, length: int
) -> None:
    begun = openings(source, length)
    if re.match(source, text):
        assert not begun.isdisjoint(fitting(text[:length]))
        assert re.match(opening_pattern(begun), text)


def test_a_bracket_too_many_is_refused() -> None:
    with pytest.raises(ValueError, match="not closed"):
        openings("a)b", 2)
