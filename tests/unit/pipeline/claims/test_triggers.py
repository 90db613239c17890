"""Words that may report an act, before and after parsing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core.documents import Document, Segment, SegmentKind, Sentence, Span
from dateline.pipeline.articles.sentences import split_sentences
from dateline.pipeline.claims.parse import Parser
from dateline.pipeline.claims.triggers import (
    Candidate,
    Triage,
    TriggerIndex,
    find_candidates,
    index_triggers,
    without_overlaps,
)
from dateline.resources.codebook import Party, load_codebook
from dateline.resources.lexicons import load_nouns

from .reading import parse_one


@pytest.fixture(scope="module")
def index() -> TriggerIndex:
    """The triggers of the built-in codebook."""
    return index_triggers(load_codebook())


@pytest.fixture(scope="module")
def triage(index: TriggerIndex) -> Triage:
    """The triage by the built-in codebook alone."""
    return Triage(index, load_nouns(), ())


def found(parser: Parser, index: TriggerIndex, text: str) -> dict[str, Candidate]:
    """Return the candidates of a sentence by the words they cover."""
    candidates = find_candidates(parse_one(parser, text), index)
    return {" ".join(t.text for t in candidate.tokens): candidate for candidate in candidates}


def meanings(candidate: Candidate) -> set[str]:
    return {entry.event_type.id for entry in candidate.entries}


@pytest.mark.parametrize("form", ["arrested", "arrest", "arrests", "arresting"])
def test_verbs_are_known_in_all_their_forms(index: TriggerIndex, form: str) -> None:
    assert "arrest" in {entry.event_type.id for entry in index.verbs[form]}


@pytest.mark.parametrize("form", ["kidnapping", "kidnappings"])
def test_nouns_are_known_in_both_numbers(index: TriggerIndex, form: str) -> None:
    assert "kidnapping" in {entry.event_type.id for entry in index.nouns[form]}


def test_every_form_by_which_a_trigger_is_found_is_listed(index: TriggerIndex) -> None:
    for table in (index.verbs, index.nouns, index.adjectives, index.phrases):
        assert index.forms >= table.keys()


def test_verb_and_its_noun_are_told_apart(parser: Parser, index: TriggerIndex) -> None:
    verb = found(parser, index, "Rebels attacked a farm.")["attacked"]
    noun = found(parser, index, "Rebels launched an attack on a farm.")["attack"]
    assert verb.is_verb
    assert not noun.is_verb


def test_fixed_words_behind_a_verb_belong_to_the_trigger(
    parser: Parser, index: TriggerIndex
) -> None:
    candidates = found(parser, index, "Police took two men into custody on Monday.")
    assert "arrest" in meanings(candidates["took into custody"])


def test_longer_trigger_wins_over_a_word_of_it(parser: Parser, index: TriggerIndex) -> None:
    candidates = found(parser, index, "A man blew himself up outside a mosque.")
    (trigger,) = candidates
    assert meanings(candidates[trigger]) == {"suicide_bombing"}


def test_shot_dead_is_one_trigger(parser: Parser, index: TriggerIndex) -> None:
    (candidate,) = found(parser, index, "Rebels shot dead two guards.").values()
    assert {entry.words for entry in candidate.entries} == {("shoot", "dead")}


def test_words_of_everyday_life_are_no_triggers(parser: Parser, index: TriggerIndex) -> None:
    assert found(parser, index, "The mayor opened a school and thanked the teachers.") == {}


def test_candidates_come_in_text_order_and_do_not_overlap(
    parser: Parser, index: TriggerIndex
) -> None:
    parse = parse_one(
        parser, "Police arrested a man over the killing of a judge and seized explosives."
    )
    kept = without_overlaps(find_candidates(parse, index))
    covered = [t.i for c in kept for t in c.tokens]
    assert covered == sorted(set(covered))
    assert len(covered) >= 3


def segmented(text: str, kind: SegmentKind) -> Document:
    return Document(
        id="d", text=text, segments=(Segment(kind=kind, span=Span(0, len(text))),), language="en"
    )


def sentences_of(document: Document) -> list[Sentence]:
    """Return one sentence for each segment, whatever its kind."""
    return [
        Sentence(span=segment.span, segment=segment.kind, paragraph=number, index=number)
        for number, segment in enumerate(document.segments)
    ]


@pytest.mark.parametrize("kind", [SegmentKind.COMMENT, SegmentKind.FURNITURE, SegmentKind.BYLINE])
def test_comment_and_furniture_never_pass_the_triage(triage: Triage, kind: SegmentKind) -> None:
    document = segmented("Rebels attacked a farm.", kind)
    (sentence,) = sentences_of(document)
    assert not triage.keeps(document, sentence)


@pytest.mark.parametrize("kind", [SegmentKind.PARAGRAPH, SegmentKind.HEADLINE])
@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Rebels ATTACKED a farm.", True),
        ("Police took the two men into custody.", True),
        ("The weather was cold in the valley.", False),
    ],
)
def test_triage_keeps_sentences_with_all_the_words_of_a_trigger(
    triage: Triage, kind: SegmentKind, text: str, kept: bool
) -> None:
    document = segmented(text, kind)
    (sentence,) = sentences_of(document)
    assert triage.keeps(document, sentence) is kept


def test_triage_keeps_sentences_with_a_word_that_always_counts(index: TriggerIndex) -> None:
    document = segmented("The mayor opened a school.", SegmentKind.PARAGRAPH)
    (sentence,) = sentences_of(document)
    assert Triage(index, load_nouns(), {"school"}).keeps(document, sentence)


SENTENCES = (
    "Rebels attacked a farm near Torva.",
    "Police took two men into custody.",
    "Rebels shot dead two guards.",
    "A car-bomb went off outside a bank.",
    "The court handed down a life sentence to the bomber.",
    "The ministry designated the group a terrorist organisation.",
    "Protesters’ clashes with police went on.",
    "The mayor opened a school.",
)


@settings(max_examples=12, deadline=None)
@given(text=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join))
def test_what_the_triage_drops_has_no_trigger_with_all_it_needs(
    parser: Parser, index: TriggerIndex, triage: Triage, text: str
) -> None:
    document = segmented(text, SegmentKind.PARAGRAPH)
    for parse in parser.parse(document, split_sentences(document)):
        dropped = not triage.keeps(document, parse.sentence)
        entries = [e for c in find_candidates(parse, index) for e in c.entries]
        assert not dropped or all(Party.PATIENT in e.rule.needs for e in entries)
