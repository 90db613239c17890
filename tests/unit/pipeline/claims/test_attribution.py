"""Who is credited with what, in the forms in which news reports say so."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core.claims import SourceKind
from dateline.core.documents import Document
from dateline.pipeline.articles.read import document_from_text
from dateline.pipeline.articles.sentences import split_sentences
from dateline.pipeline.claims.attribution import Attributor, Statement, attribution_spans
from dateline.pipeline.claims.parse import Parse, Parser
from dateline.resources.actors import load_actors
from dateline.resources.lexicons import load_cues


@cache
def parser() -> Parser:
    return Parser()


def read(text: str) -> tuple[Document, list[tuple[Parse, list[Statement]]]]:
    document = document_from_text(text, published=None)
    attributor = Attributor(load_cues(), load_actors(), document)
    parses = parser().parse(document, split_sentences(document))
    return document, [(parse, attributor.statements(parse)) for parse in parses]


def credits(text: str, word: str) -> list[tuple[str | None, SourceKind]]:
    """Return source and kind of each statement that covers a word."""
    document, found = read(text)
    return [
        (document.text_at(s.source) if s.source else None, s.kind)
        for parse, statements in found
        for s in statements
        if any(t.text == word and s.covers(t) for t in parse.doc)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The army said that two rebels were shot in Olmak.",
        "Two rebels were shot in Olmak, the army said.",
        "Two rebels were shot in Olmak, said the army.",
        "Two rebels were shot in Olmak on Monday, the army told Radio Vesk on Tuesday.",
        "Two rebels, the army said, were shot in Olmak.",
        "According to the army, two rebels were shot in Olmak.",
        "Two rebels were shot in Olmak, according to the army.",
        "As the army put it, two rebels were shot in Olmak.",
        "The army was quoted as saying that two rebels were shot in Olmak.",
        "The army announced that two rebels were shot in Olmak.",
    ],
)
def test_the_army_is_credited_however_the_sentence_is_built(text: str) -> None:
    assert ("the army", SourceKind.MILITARY) in [
        (s and s.lower(), k) for s, k in credits(text, "shot")
    ]


def test_a_closing_verb_finds_its_subject_even_where_the_parse_gives_it_another() -> None:
    text = (
        "Soldiers guided by a former rebel dug up nine rifles and four mines on a hillside in the "
        "upland village of Sarnok, Vell City, on Wednesday, the army said."
    )
    assert credits(text, "rifles") == [("the army", SourceKind.MILITARY)]


def test_an_apposition_between_commas_belongs_to_the_source() -> None:
    text = (
        "Men in masks searched six homes and beat a farmer, the group's secretary, Irma Solan, "
        "told The Vesk Ledger."
    )
    assert [s for s, _ in credits(text, "searched")] == ["the group's secretary, Irma Solan"]


def test_a_surname_stands_for_the_fuller_name_and_has_its_kind() -> None:
    text = (
        "Two men were held, said police spokesman Arlo Venn.\n\n"
        "Venn said that one of them had fled to Olmak."
    )
    assert credits(text, "fled") == [("police spokesman Arlo Venn", SourceKind.POLICE)]


def test_the_ministry_is_the_one_named_before() -> None:
    text = (
        "The Interior Ministry has opened a hotline for relatives.\n\n"
        "Nine people were wounded, the ministry said."
    )
    assert credits(text, "wounded") == [("Interior Ministry", SourceKind.GOVERNMENT)]


def test_a_pronoun_speaks_for_whoever_spoke_last() -> None:
    text = "The mayor said that a bomb went off. It was hidden in a cart, he added."
    assert ("The mayor", SourceKind.GOVERNMENT) in credits(text, "hidden")


def test_a_report_speaks_for_who_issued_it() -> None:
    text = "A report by the Interior Ministry says nine people were wounded."
    assert [kind for _, kind in credits(text, "wounded")] == [SourceKind.GOVERNMENT]


def test_both_the_outlet_and_the_source_it_cites_are_credited() -> None:
    text = "The Vesk Post, citing police, said that nine people were wounded."
    assert {source for source, _ in credits(text, "wounded")} == {"police", "The Vesk Post"}


def test_the_next_sentence_of_a_paragraph_goes_on_with_an_official_account() -> None:
    text = "Police said that a house was searched in Olmak. Two rifles were seized."
    document, found = read(text)
    (statement,) = found[1][1]
    assert statement.carried
    assert statement.source is not None
    assert document.text_at(statement.source) == "Police"


@pytest.mark.parametrize(
    "text",
    [
        "Police said that a house was searched in Olmak.\n\nTwo rifles were seized on Friday.",
        "Police said that a house was searched. Meanwhile two rifles were seized in Tarn.",
        "A professor said that the law was weak. Two rifles were seized in Tarn.",
    ],
    ids=["new paragraph", "meanwhile", "opinion"],
)
def test_an_account_ends_with_its_paragraph_its_topic_and_its_kind(text: str) -> None:
    assert credits(text, "rifles") == []


def test_a_quotation_over_several_sentences_is_its_speakers() -> None:
    text = '"They came at night," said a villager. "They burned the barn. We saw their trucks."'
    assert [kind for _, kind in credits(text, "burned")] == [SourceKind.WITNESS]


def test_nobody_says_what_no_group_said() -> None:
    assert credits("No group said it was behind the blast.", "blast") == []


def test_what_somebody_should_say_is_not_said() -> None:
    assert credits("The army should say what became of the men led away.", "led") == []


def test_what_follows_a_semicolon_after_he_said_is_said_too() -> None:
    text = "The mayor spoke. The five had sold arms, the mayor said; two rifles were seized."
    assert credits(text, "seized") == [("the mayor", SourceKind.GOVERNMENT)]


def test_a_court_vouches_for_the_grounds_of_its_verdict_but_not_for_their_background() -> None:
    text = "A court jailed a man for ten years for planning to bomb the mill that rebels burned."
    assert credits(text, "bomb") == [("A court", SourceKind.COURT)]
    assert credits(text, "burned") == []


def test_an_aside_on_a_number_credits_the_number_only() -> None:
    text = "The gunmen, about twenty according to the mayor, fired on the station."
    assert credits(text, "fired") == []


def test_they_are_the_officials_of_the_same_sentence() -> None:
    text = "Officials in Olmak pointed to a faction which they blame for the killing of an elder."
    assert [kind for _, kind in credits(text, "killing")] == [SourceKind.GOVERNMENT]


def test_spans_are_the_words_in_place_with_cue_and_quotation_marks() -> None:
    document = document_from_text('"We held two men," he has told reporters.', published=None)
    parses = parser().parse(document, split_sentences(document))
    attributor = Attributor(load_cues(), load_actors(), document)
    ((source, cue, content),) = attribution_spans(parses, attributor)
    assert source is not None
    assert document.text_at(source) == "he"
    assert document.text_at(cue) == "has told reporters"
    assert document.text_at(content) == '"We held two men,"'


PIECES = ("police", "said", "told", ",", '"', "two men were held", "who", "citing", "it", ":", "-")


@settings(max_examples=40, deadline=None)
@given(words=st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
def test_any_run_of_words_gives_spans_inside_the_text(words: list[str]) -> None:
    document, found = read("Report. " + " ".join(words) + ".")
    for _, statements in found:
        for statement in statements:
            assert statement.cue.end <= len(document.text)
            assert statement.source is None or statement.source.end <= len(document.text)


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        (
            "A statement issued by the Ministry of Defence said that rebels shelled a farm.",
            "A statement issued by the Ministry of Defence",
            SourceKind.MILITARY,
        ),
        (
            "Rebels shelled a farm, said Sajid Hol, a senior government official in the region.",
            "Sajid Hol, a senior government official",
            SourceKind.GOVERNMENT,
        ),
        (
            "A local official said that rebels shelled a farm.",
            "A local official",
            SourceKind.GOVERNMENT,
        ),
    ],
)
def test_a_statement_is_whose_it_is_said_to_be(text: str, source: str, kind: SourceKind) -> None:
    assert credits(text, "shelled") == [(source, kind)]


def test_a_shouting_gunman_vouches_for_nothing_but_his_words() -> None:
    text = 'The policeman shot the envoy at the show, shouting "Do not forget the war!"'
    assert credits(text, "shot") == []
