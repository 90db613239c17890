"""Invented sentences read by the claims stage, and what was made of them in plain words."""

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Token

from dateline.api import Coder
from dateline.core.claims import Claim, Role
from dateline.core.coded import Coded
from dateline.core.documents import Document
from dateline.core.grounded import GroundedClaim
from dateline.pipeline.articles.read import document_from_text
from dateline.pipeline.articles.sentences import split_sentences
from dateline.pipeline.claims.parse import Parse, Parser

#: A Thursday.
PUBLISHED = date(2031, 5, 8)


def parse_one(parser: Parser, text: str) -> Parse:
    """Return the parse of a text of one sentence."""
    document = document_from_text(text, published=PUBLISHED)
    (parse,) = parser.parse(document, split_sentences(document))
    return parse


def token(parse: Parse, word: str) -> Token:
    """Return the only token of a parse that reads ``word``."""
    (found,) = [t for t in parse.doc if t.text == word]
    return found


def words(tokens: Sequence[Token]) -> list[str]:
    """Return how tokens read."""
    return [t.text for t in tokens]


def code(coder: Coder, text: str, *, published: date | None = PUBLISHED) -> Coded:
    """Code a text, which must not fail."""
    coded = coder.code(text, published=published)
    assert coded.failures == ()
    return coded


def types(coded: Coded) -> list[str]:
    """Return the types of a document's claims, sorted."""
    return sorted(grounded.claim.type for grounded in coded.claims)


def only(coded: Coded, type_: str) -> GroundedClaim:
    """Return the only claim of a type."""
    found = [grounded for grounded in coded.claims if grounded.claim.type == type_]
    assert len(found) == 1, types(coded)
    return found[0]


def parties(document: Document, claim: Claim, role: Role) -> list[str]:
    """Return the words of the arguments in a role, in text order."""
    return [document.text_at(argument.mention) for argument in claim.arguments_in(role)]
