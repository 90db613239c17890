import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.pipeline.claims.headlines import is_title_case, lowered


@pytest.mark.parametrize(
    ("line", "titled"),
    [
        ("Gunmen Kill Eight Farmers, Seize Village Head In Karvel", True),
        ("Gunmen kill eight farmers, seize village head in Karvel", False),
        ("GUNMEN KILL EIGHT FARMERS IN KARVEL", False),
        ("Karvel Torhan Province Governor Halim Orsag.", False),
        ("Bomb Blast", False),
    ],
)
def test_a_line_is_in_title_case_if_nearly_all_its_long_words_have_capitals(
    line: str, titled: bool
) -> None:
    assert is_title_case(line) is titled


def test_ordinary_words_lose_their_capitals_and_names_keep_them() -> None:
    line = "Gunmen Kill Eight Farmers In Karvel, PDF Says"
    ordinary = {"gunmen", "kill", "farmers"}
    assert lowered(line, ordinary, ()) == "gunmen kill eight farmers in Karvel, PDF says"


def test_a_name_of_ordinary_words_keeps_its_capitals() -> None:
    line = "Black Lantern Fighters Storm Post"
    ordinary = {"black", "lantern", "fighters", "storm", "post"}
    assert lowered(line, ordinary, [(0, 13)]) == "Black Lantern fighters storm post"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_no_line_changes_its_length(line: str) -> None:
    assert len(lowered(line, {line.lower()}, ())) == len(line)
