"""Strings of a key are found again in their text."""

from training.model.muc_roles import find_occurrences

from dateline.core.documents import Span


def test_a_string_is_found_wherever_it_stands_as_whole_words() -> None:
    text = "rebels hit the mill; the rebels  left; rebelsome talk"
    assert find_occurrences(text, "rebels") == (Span(0, 6), Span(25, 31))


def test_white_space_between_words_may_differ() -> None:
    assert find_occurrences("the old   mill", "old mill") == (Span(4, 14),)


def test_an_empty_string_is_nowhere() -> None:
    assert find_occurrences("the mill", " ") == ()
