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


def test_a_group_is_known_again_by_its_size_though_no_act_was_told_of_it(coder: Coder) -> None:
    text = (
        "Officers had been watching 11 residents of Velmor since spring.\n\n"
        "Two smugglers were detained in Torrin on May 2. "
        "Police arrested all 11 on May 9 and the gang was charged with terrorism."
    )
    assert antecedents(coder, text, Role.SUSPECT)[:2] == [None, "11 residents of Velmor"]


def test_another_man_is_nobody_told_of_before(coder: Coder) -> None:
    text = (
        "Police arrested a man in Torrin on Monday over a bomb. "
        "Police arrested the other suspect on Tuesday."
    )
    assert antecedents(coder, text, Role.SUSPECT) == [None, None]


def test_a_man_is_not_a_woman_told_of_before(coder: Coder) -> None:
    text = (
        "Police arrested a militant named Dalen Orr in Torrin on Monday. His wife wept. "
        "He was charged with terrorism on Tuesday."
    )
    assert antecedents(coder, text, Role.DEFENDANT)[0] in {"a militant", "Dalen Orr"}


def test_a_bare_surname_stands_for_the_full_name(coder: Coder) -> None:
    text = (
        "Police arrested Dalen Orravic, a bomb maker, in Torrin on Monday. "
        "A court sentenced Orravic to 12 years for terrorism in June."
    )
    assert antecedents(coder, text, Role.CONVICT) == ["Dalen Orravic"]


def test_those_who_speak_are_not_those_who_are_held(coder: Coder) -> None:
    text = (
        "Two gunmen were caught after the attack on the bank in Torrin. Officials said the raid "
        "took an hour. They were charged with terrorism on Friday."
    )
    assert antecedents(coder, text, Role.DEFENDANT) == ["Two gunmen"]
