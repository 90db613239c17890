"""Perpetrators of the state are told from others by the words for them."""

from training.model.bias_scores import is_of_state


def test_forces_are_of_the_state() -> None:
    assert is_of_state(("two army lieutenants",))
    assert is_of_state(("soldiers of the third battalion",))


def test_groups_with_words_of_the_state_in_their_names_are_not() -> None:
    assert not is_of_state(("peoples army of the valley", "rebel army"))
    assert not is_of_state(("men dressed as soldiers",))
    assert not is_of_state(("gunmen",))
