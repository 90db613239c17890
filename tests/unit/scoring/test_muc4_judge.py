"""What closed lists say of fillers, and which words describe a name."""

from dataclasses import replace

import pytest

from dateline.core.claims import Argument, MentionKind, Role
from dateline.core.documents import Span
from dateline.core.grounded import GroundedArgument
from dateline.resources.fill_models import load_fill_models
from dateline.scoring.muc4_features import Words
from dateline.scoring.muc4_incidents import Filler
from dateline.scoring.muc4_judge import Judge

TEXT = (
    "GUNMEN MURDERED JUDGE PAULA TORVEN AND HER TWO BODYGUARDS IN THE CAPITAL TODAY. "
    "A BOMB DESTROYED THE NATIONAL BANK, AND ABOUT 30 SHOPPERS WERE WOUNDED. "
    "AT LEAST 12 PEASANTS DIED. RESIDENTS FLED."
)


def filler(words: str, *, name: bool = False) -> Filler:
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    argument = Argument(role=Role.VICTIM, kind=MentionKind.PERSON, mention=span, head=span)
    return Filler(
        text=words, argument=GroundedArgument(argument=argument), name=name, mentions=(span,)
    )


JUDGE = Judge(Words.of(TEXT), load_fill_models())
RULES = Judge(Words.of(TEXT), None)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("BODYGUARDS", "2"),
        ("SHOPPERS", "~30"),
        ("PEASANTS", "12-"),
        ("RESIDENTS", "PLURAL"),
        ("NATIONAL BANK", "1"),
    ],
)
def test_a_number_is_what_stands_before_the_phrase(words: str, number: str) -> None:
    assert RULES.number(filler(words)) == number


def test_a_named_victim_is_one() -> None:
    assert RULES.number(filler("PAULA TORVEN", name=True)) == "1"


def test_a_title_before_a_name_describes_its_bearer() -> None:
    assert JUDGE.description(filler("PAULA TORVEN", name=True)) == "judge"


def test_a_phrase_beside_a_name_is_no_victim_of_its_own() -> None:
    named, title, guards = filler("PAULA TORVEN", name=True), filler("JUDGE"), filler("BODYGUARDS")
    told, victims = JUDGE.told_apart([named, title, guards])
    assert victims == [named, guards]
    assert told[named].casefold() == "judge"


def test_without_models_nothing_describes_a_name() -> None:
    assert RULES.description(filler("PAULA TORVEN", name=True)) is None


def test_what_happened_is_learned_from_the_words_around() -> None:
    assert JUDGE.human_effect(filler("PAULA TORVEN", name=True), "ATTACK") == "DEATH"
    assert JUDGE.human_effect(filler("SHOPPERS"), "BOMBING") == "INJURY"
    assert RULES.human_effect(filler("SHOPPERS"), "BOMBING") is None


def test_types_are_of_the_closed_lists() -> None:
    judge = filler("PAULA TORVEN", name=True)
    assert JUDGE.human_type(judge, "ATTACK", "judge") == "LEGAL OR JUDICIAL"
    assert JUDGE.target_type(filler("NATIONAL BANK"), "BOMBING") == "FINANCIAL"
    assert RULES.target_type(filler("NATIONAL BANK"), "BOMBING") == "FINANCIAL"


def test_arson_damages_what_is_burnt_even_where_no_word_says_so() -> None:
    assert RULES.target_effect(filler("NATIONAL BANK"), "ARSON") == "SOME DAMAGE"
    assert RULES.target_effect(filler("NATIONAL BANK"), "BOMBING") is None


def test_confidence_is_the_usual_one_where_nothing_is_learned() -> None:
    assert RULES.confidence(filler("GUNMEN"), "ATTACK", "POSSIBLE") == "POSSIBLE"


def test_answers_do_not_depend_on_letter_case() -> None:
    lower = Judge(Words.of(TEXT.lower()), load_fill_models())
    for words in ("SHOPPERS", "PEASANTS"):
        upper_filler = filler(words)
        lower_filler = replace(upper_filler, text=words.lower())
        assert lower.human_effect(lower_filler, "ATTACK") == JUDGE.human_effect(
            upper_filler, "ATTACK"
        )
