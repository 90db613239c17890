"""Whole articles that speak of violence and report none."""

import re
from datetime import date
from pathlib import Path

import pytest

from dateline.api import Coder

from .reading import code

PUBLISHED = date(2024, 6, 12)
_ARTICLES = re.findall(
    r"^### (\w+)\n(.*?)(?=^### |\Z)",
    Path(__file__).with_name("silent_texts.txt").read_text(encoding="utf-8"),
    flags=re.MULTILINE | re.DOTALL,
)


@pytest.mark.parametrize(
    "text", [text for _, text in _ARTICLES], ids=[name for name, _ in _ARTICLES]
)
def test_article_without_an_event_makes_no_claim(coder: Coder, text: str) -> None:
    assert code(coder, text.strip(), published=PUBLISHED).claims == ()


@pytest.mark.parametrize(
    "text",
    [
        "Bombers kill nine at vigil\n\nTwo bombs killed nine people on Tuesday at a vigil in Oshel "
        "that marked the tenth anniversary of an attack on the market. Survivors of that attack "
        "were among the wounded, police said.",
        "Drug gang leader shot by militants\n\nMilitants of the Ash Banner shot dead a heroin "
        "smuggler and two guards in Oshel on Monday, police said. The group had accused him of "
        "theft. A bomb was found under his car.",
        "Why was the bridge blown up?\n\nInsurgents blew up the bridge at Toll on Sunday night. "
        "Nobody was hurt, but the road to Doma is cut, and the army has sent engineers.",
    ],
)
def test_report_beside_such_articles_does(coder: Coder, text: str) -> None:
    assert code(coder, text, published=PUBLISHED).claims
