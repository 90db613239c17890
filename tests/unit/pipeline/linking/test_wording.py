"""What a claim's sentence is for linking, however long the sentence."""

from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.documents import Document, Span
from dateline.core.grounded import GroundedClaim
from dateline.pipeline.linking.wording import is_retold, sentence_around, time_is_own


def around(text: str, word: str) -> str:
    start = text.index(word)
    found = sentence_around(Document(id="d", text=text), Span(start, start + len(word)))
    return text[found.start : found.end]


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("mill", "Men burnt a mill."),
        ("boats", '"Two boats sank.'),
        ("Dorva", "They fled to Dorva"),
    ],
)
def test_sentence_ends_at_full_stops_and_paragraphs(word: str, sentence: str) -> None:
    text = 'Men burnt a mill. "Two boats sank." He left.\n\nThey fled to Dorva'
    assert around(text, word).strip() == sentence


def test_sentence_without_end_is_followed_only_a_little_way() -> None:
    text = "men fled and " * 50_000 + "burnt a mill and " + "men fled and " * 50_000
    assert len(around(text, "mill")) < 10_000


def claim_of(coder: Coder, text: str, type_: str) -> tuple[GroundedClaim, Document]:
    coded = coder.code(text, published=date(2024, 6, 12))
    return next(c for c in coded.claims if c.claim.type == type_), coded.document


@pytest.mark.parametrize(
    ("text", "type_", "retold"),
    [
        ("Two were jailed over the bombing that killed nine people in Kirkuk.", "bombing", True),
        ("Police seized the gun of the man who shot dead four teachers in Gao.", None, True),
        ("A bomb killed four people at a market in Kirkuk.", "bombing", False),
        ("Gunmen shot dead four teachers in Gao, police said.", None, False),
    ],
)
def test_what_a_step_is_about_or_is_said_of_somebody_known_is_retold(
    coder: Coder, text: str, type_: str | None, retold: bool
) -> None:
    claim, document = claim_of(coder, text, type_ or "armed_assault")
    assert is_retold(claim, document) is retold


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("The army corrected its figure on Tuesday for the ambush near Gao.", False),
        ("Schools closed on Tuesday after a teacher was shot dead in Gao.", False),
        ("The rebels on Tuesday denied any part in the ambush that killed six near Gao.", False),
        ("A teacher was shot dead in Gao on Tuesday.", True),
    ],
)
def test_day_of_what_is_said_or_done_after_an_act_is_not_its_own(
    coder: Coder, text: str, own: bool
) -> None:
    claim, document = claim_of(coder, text, "armed_assault")
    assert time_is_own(claim, document) is own
