"""Sentences that speak of violence and report none."""

import pytest

from dateline.api import Coder
from dateline.pipeline.claims.unreal import is_tale
from dateline.resources.lexicons import load_cues

from .reading import code, types


@pytest.mark.parametrize(
    "text",
    [
        "In the film, gunmen storm a bank near Goma and kill two guards.",
        "The actress plays a rebel who kidnaps a judge.",
        "Rovers ambushed the champions and won 4-2.",
        "In 1683 raiders burned the town and killed its mayor.",
        "According to legend, the outlaw shot forty soldiers.",
        "The goblin killed our healer at the bridge.",
    ],
)
def test_films_matches_and_old_tales_are_no_news(coder: Coder, text: str) -> None:
    assert types(code(coder, text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen opened fire on the bus of a football team before the league match, killing two.",
        "Gunmen killed 1,700 cattle and two herders near Goma at 1830 GMT.",
        "A bomb killed two guards near Goma in 2031.",
    ],
)
def test_attacks_on_teams_and_large_numbers_are_news(text: str) -> None:
    assert not is_tale(text, load_cues())


def test_a_figure_of_speech_is_no_act_and_hides_none_beside_it(coder: Coder) -> None:
    figure = "The minister came under fire for the budget near Goma on Monday."
    assert types(code(coder, figure)) == []
    both = "The minister came under fire for the budget after gunmen killed two guards in Goma."
    assert types(code(coder, both)) == ["armed_assault"]


def test_deaths_in_a_mishap_are_nobodys_attack(coder: Coder) -> None:
    text = "A gas explosion at a bakery in Goma on Monday killed two workers."
    assert types(code(coder, text)) == []


def test_a_named_doer_makes_a_mishap_an_attack(coder: Coder) -> None:
    text = "Gunmen ambushed a convoy near Goma on Monday during a heat wave."
    assert types(code(coder, text)) == ["armed_assault"]
