"""Lines to paragraphs."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.pipeline.articles.layout import find_blocks

PARAGRAPHS = [
    "Police in the northern town of Torva arrested two men on Tuesday who are accused of planning "
    "to bomb a market, the ministry said in a statement that gave no names.",
    "The men had bought chemicals over several months, an officer told reporters in the capital, "
    "and had drawn plans of the market hall, its gates and the road that leads to the station.",
    "Nobody was hurt.",
]


@pytest.mark.parametrize("width", [60, 72, 80])
def test_text_wrapped_at_a_width_is_joined_to_paragraphs(width: int) -> None:
    text = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert [block.words for block in find_blocks(text)] == PARAGRAPHS


def test_wrapped_paragraphs_that_only_an_indent_parts_stay_apart() -> None:
    filled = [textwrap.fill(p, 70, initial_indent="   ") for p in PARAGRAPHS]
    assert [block.words for block in find_blocks("\n".join(filled))] == PARAGRAPHS


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_each_line_is_a_paragraph_where_nothing_was_wrapped(between: str) -> None:
    assert [block.words for block in find_blocks(between.join(PARAGRAPHS))] == PARAGRAPHS


def test_short_menu_lines_are_not_joined() -> None:
    assert len(find_blocks("Home\nWorld\nSport\nWeather\nVideo")) == 5


@given(st.text(alphabet="ab .\n\t", max_size=300))
def test_blocks_cover_all_words_in_order(text: str) -> None:
    blocks = find_blocks(text)
    assert " ".join(block.words for block in blocks).split() == text.split()
    for block in blocks:
        covered = text[block.span.start : block.span.end]
        assert covered == covered.strip()
        assert " ".join(covered.split()) == block.words
