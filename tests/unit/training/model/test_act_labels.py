"""Words of marked texts may have those of the codebook's types that their mark allows."""

from training.model.act_labels import act_labels, allowed_types, tells, word_at

from dateline.resources.codebook import load_codebook

LABELS = act_labels(load_codebook())


def allowed(word: str, marked: str | None) -> set[str]:
    row = allowed_types(word, marked, LABELS)
    assert row is not None
    return {name for name, given in zip(LABELS.types, row, strict=True) if given}


def test_a_word_tells_a_type_in_any_of_its_forms() -> None:
    stems = LABELS.words["kidnapping"]
    assert all(tells(word, stems) for word in ("kidnap", "kidnapped", "Kidnapping"))
    assert not tells("kitchen", stems)


def test_only_the_first_piece_of_a_word_has_the_word() -> None:
    text = "gunmen fled"
    assert word_at(text, (0, 3)) == "gunmen"
    assert word_at(text, (3, 6)) == ""
    assert word_at(text, (7, 9)) == "fled"


def test_a_mark_with_one_type_gives_that_type() -> None:
    assert allowed("sentenced", "Justice.Sentence.Unspecified") == {"sentence"}


def test_a_marked_attack_is_narrowed_by_its_own_word() -> None:
    assert "air_strike" not in allowed("arson", "Conflict.Attack.Unspecified")
    assert "arson" in allowed("arson", "Conflict.Attack.Unspecified")


def test_an_attack_in_words_of_no_type_may_be_any_attack() -> None:
    every = allowed("events", "Conflict.Attack.Unspecified")
    assert {"bombing", "armed_assault"} <= every
    assert not {"none", "trial"} & every


def test_an_unmarked_word_is_no_act() -> None:
    assert allowed("window", None) == {"none"}


def test_nothing_is_known_of_unmarked_words_of_types_that_the_corpora_lack() -> None:
    assert allowed_types("seized", None, LABELS) is None


def test_nothing_is_known_of_words_marked_as_deaths() -> None:
    assert allowed_types("died", "Life.Die.Unspecified", LABELS) is None
