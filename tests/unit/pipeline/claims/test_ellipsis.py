"""Lines of news are read with the verbs that they leave out."""

import pytest

from dateline.api import Coder
from dateline.pipeline.claims.ellipsis import with_verbs, without_verbs
from dateline.pipeline.claims.parse import Parser
from tests.unit.pipeline.claims.reading import code, parse_one, token

TEXT = "{}\n\nThe rebels fled before the army came, residents of Karvel said on Monday."


def tolls(coder: Coder, line: str) -> list[tuple[str, str, float | None]]:
    found = code(coder, TEXT.format(line)).claims
    return sorted((t.effect.value, t.side.value, t.count.low) for x in found for t in x.toll)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Guard killed, six wounded in Orvel blasts",
            [("injured", "victims", 6), ("killed", "forces", 1)],
        ),
        (
            "3 rebels, soldier slain in Orvel clash",
            [("killed", "forces", 1), ("killed", "perpetrators", 3)],
        ),
        (
            "Two dead, 7 hurt in blast at Orvel market",
            [("injured", "victims", 7), ("killed", "victims", 2)],
        ),
        (
            "Bomb leaves 4 dead, 11 injured in Orvel",
            [("injured", "victims", 11), ("killed", "victims", 4)],
        ),
        (
            "2 teachers, policeman gunned down in Orvel",
            [("killed", "forces", 1), ("killed", "victims", 2)],
        ),
        ("Clashes between herders near Orvel kill 23", [("killed", "victims", 23)]),
        ("9 traders dead in Orvel mortar attack", [("killed", "victims", 9)]),
        ("Six killed as Ash Banner rebels bomb bus", [("killed", "victims", 6)]),
        ("Death toll from Orvel market bombing climbs to 37", [("killed", "victims", 37)]),
        (
            "19 killed, over 50 injured in Orvel blast",
            [("injured", "victims", 51), ("killed", "victims", 19)],
        ),
        (
            "Coast Guard killed, two others injured by rebel bomb",
            [("injured", "victims", 2), ("killed", "forces", 1)],
        ),
    ],
)
def test_everybody_in_a_line_without_its_verb_is_counted(
    coder: Coder, line: str, expected: list[tuple[str, str, float | None]]
) -> None:
    assert tolls(coder, line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Mother of man killed in raid speaks out",
        "Bomb leaves 11 injured in Orvel",
        "Gunmen have killed in Orvel before",
        "Five of the guards wounded in Orvel",
        "Rebels killed two guards in Orvel",
        "Three rocket attacks in Orvel kill guard",
        "Bomb leaves two dead, five wounded in Orvel",
    ],
)
def test_a_participle_that_lacks_nothing_is_given_nothing(parser: Parser, line: str) -> None:
    assert with_verbs(parse_one(parser, line).doc) is None


def test_what_was_given_to_the_parser_is_taken_out_again(parser: Parser) -> None:
    plain = parser.nlp("Guard killed, six wounded in Orvel blasts")
    written = with_verbs(plain)
    assert written is not None
    assert written.text == "Guard were killed, six were wounded in Orvel blasts"
    found = without_verbs(parser.nlp(written), plain)
    assert found is not None
    assert found.text == plain.text
    assert [t.idx for t in found] == [t.idx for t in plain]


def test_a_verb_that_looks_like_a_noun_keeps_its_own_lemma(parser: Parser) -> None:
    verb = token(parse_one(parser, "Six killed as masked rebels bomb bus"), "bomb")
    assert (verb.tag_, verb.lemma_) == ("VBP", "bomb")


def test_who_suffers_is_the_passive_subject(parser: Parser) -> None:
    parse = parse_one(parser, "Guard killed, six wounded in Orvel blasts")
    assert token(parse, "Guard").dep_ == "nsubjpass"
    assert token(parse, "six").head.text == "wounded"
