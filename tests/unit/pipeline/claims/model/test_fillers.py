"""From scored strings to role fillers."""

from dateline.core.fillers import bare
from dateline.pipeline.claims.model.fillers import abbreviations, choose_names


def test_bare_mention_has_no_case_article_or_punctuation() -> None:
    assert bare('the "Red  Dawn"  Front') == "red dawn front"
    assert bare("The A-Team") == "ateam"


def test_one_string_is_kept_for_each_entity() -> None:
    scores = {"mayor": 2.0, "mayor ana lopes": 1.0, "two farmers": 0.5, "bridge": -3.0}
    assert choose_names(scores, -1.0, {}) == ["mayor", "two farmers"]


def test_abbreviation_names_its_long_form() -> None:
    same = abbreviations("the Free Workers League ( FWL ) and the army")
    assert same == {"fwl": "free workers league"}
    scores = {"fwl": 1.0, "free workers league": 0.9}
    assert choose_names(scores, 0.0, same) == ["fwl"]


def test_brackets_that_hold_no_initials_pair_nothing() -> None:
    assert abbreviations("a bus ( 40 seats )") == {}


def test_two_names_of_a_known_actor_are_one_entity() -> None:
    scores = {"sendero luminoso": 1.0, "shining path": 0.9, "red dawn front": 0.8}
    assert choose_names(scores, 0.0, {}) == ["sendero luminoso", "red dawn front"]
