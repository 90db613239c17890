"""Listed phrases are found as one search for all of them, the longest first, would find them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.resources.phrases import find_phrases

WORDS = st.sampled_from(["fire", "cease", "fires", "in", "line", "o", "X1", "Ünal"])
GAPS = st.sampled_from([" ", "  ", "-", "\n", ", ", "'", ""])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=12).map(
    lambda pairs: "".join(map("".join, pairs))
)
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(lambda words: " ".join(words).lower())


def searched(text: str, phrases: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """Find phrases with one pattern of them all."""
    choices = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    pattern = "|".join(re.escape(choice).replace(r"\ ", r"[\s-]+") for choice in choices)
    found = re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE)
    return tuple(match.span() for match in found)


@given(TEXTS, st.frozensets(PHRASES, min_size=1, max_size=6))
def test_phrases_stand_where_a_search_for_all_of_them_finds_them(
    text: str, phrases: frozenset[str]
) -> None:
    assert find_phrases(text, phrases) == searched(text, phrases)


def test_the_longest_phrase_wins_and_the_next_begins_after_it() -> None:
    phrases = frozenset({"cease", "cease fire", "fire line"})
    text = "Cease-fire line; cease fires."
    assert [text[a:b] for a, b in find_phrases(text, phrases)] == ["Cease-fire", "cease"]


def test_a_phrase_that_begins_with_no_word_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with a word"):
        find_phrases("So it ended.", frozenset({"... and more"}))
