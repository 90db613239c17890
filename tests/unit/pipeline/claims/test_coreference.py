from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.claims import Role
from dateline.pipeline.claims.coreference import is_anaphoric


def antecedents(coder: Coder, text: str, role: Role) -> list[str | None]:
    coded = coder.code(text, published=date(2024, 5, 17))
    return [
        coded.document.text_at(argument.antecedent) if argument.antecedent else None
        for claim in coded.claims
        for argument in claim.claim.arguments_in(role)
    ]


@pytest.mark.parametrize("phrase", ["the man", "They", "those five", "all 11", '"the group'])
def test_definite_phrases_point_back(phrase: str) -> None:
    assert is_anaphoric(phrase)


@pytest.mark.parametrize("phrase", ["a man", "five suspects", "Aslan B.", "another"])
def test_indefinite_phrases_and_names_do_not(phrase: str) -> None:
    assert not is_anaphoric(phrase)


def test_the_suspects_are_those_named_before(coder: Coder) -> None:
    text = "Police arrested five militants in Mosul on Monday. They were detained in a raid."
    assert antecedents(coder, text, Role.SUSPECT) == [None, "five militants"]


def test_a_group_of_another_number_is_another_group(coder: Coder) -> None:
    text = "Police arrested five militants in Mosul on Monday. All 11 were detained in raids."
    assert antecedents(coder, text, Role.SUSPECT) == [None, None]
