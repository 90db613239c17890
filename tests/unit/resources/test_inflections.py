"""Forms of verbs and nouns."""

import pytest

from dateline.resources.inflections import is_past_form, verb_forms


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("retake", {"retake", "retook", "retaken", "retaking", "retakes"}),
        ("overthrow", {"overthrew", "overthrown", "overthrowing"}),
        ("report", {"report", "reports", "reported", "reporting"}),
    ],
)
def test_verbs_with_a_prefix_are_irregular_as_the_rest_of_them(lemma: str, forms: set[str]) -> None:
    assert forms <= verb_forms(lemma)


@pytest.mark.parametrize("form", ["retook", "took", "overthrew"])
def test_a_past_form_is_no_present(form: str) -> None:
    assert is_past_form(form)


@pytest.mark.parametrize("form", ["retake", "hit", "put", "overrun", "attack", "wound"])
def test_a_form_that_may_be_present_is_no_past(form: str) -> None:
    assert not is_past_form(form)
