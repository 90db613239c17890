"""Strings become entities: one string each, the best of those that name it."""

from training.model.role_entities import choose_entities


def test_of_strings_that_share_their_words_the_best_one_stays() -> None:
    scores = {"armed column": 1.2, "column": 0.4, "hill patrol": 0.9}
    found = choose_entities(scores, threshold=0.0, same={})
    assert found == (("armed column",), ("hill patrol",))


def test_strings_under_the_threshold_fill_nothing() -> None:
    assert choose_entities({"column": -0.1}, threshold=0.0, same={}) == ()


def test_equal_scores_are_ordered_by_name() -> None:
    found = choose_entities({"zeta": 1.0, "alpha": 1.0}, threshold=0.0, same={})
    assert found == (("alpha",), ("zeta",))
