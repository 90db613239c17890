"""Parses put right where the sentence shows the mistake."""

import pytest

from dateline.pipeline.claims.parse import Parser
from dateline.pipeline.claims.repairs import repair

from .reading import parse_one


@pytest.mark.parametrize(
    ("text", "subject", "verb", "thing"),
    [("A small device damaged shops in Oshel.", "device", "damaged", "shops")],
)
def test_a_past_tense_before_a_bare_plural_is_the_verb(
    parser: Parser, text: str, subject: str, verb: str, thing: str
) -> None:
    doc = parse_one(parser, text).doc
    (root,) = [t for t in doc if t.dep_ == "ROOT"]
    assert root.text == verb
    assert {t.text: t.dep_ for t in root.children if t.text in {subject, thing}} == {
        subject: "nsubj",
        thing: "dobj",
    }


@pytest.mark.parametrize(
    "text", ["Al-Naseem linked fighters in Torva.", "Two armed men were held in Karvel."]
)
def test_participles_that_describe_stay_as_they_are(parser: Parser, text: str) -> None:
    doc = parse_one(parser, text).doc
    before = [(t.dep_, t.head.i) for t in doc]
    assert [(t.dep_, t.head.i) for t in repair(doc)] == before
