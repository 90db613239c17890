"""Names that a text gives to people right after it tells of them, one or several."""

import re
from collections.abc import Iterator

from dateline.core.documents import Document, Span
from dateline.core.grounded import GroundedArgument, GroundedClaim
from dateline.pipeline.linking.courses import course_of

_NAME = (
    r"[A-Z\u00c0-\u00de][\w'\u2019-]*[a-z][\w'\u2019-]*"
    r"(?:[ ](?:(?:al|el|de|la|bin|van|von|del|da|ul|abu|ibn)[ -])?"
    r"[A-Z\u00c0-\u00de][\w'\u2019-]*){1,4}"
)
_AGE = r"(?:,?[ ](?:aged[ ])?\(?\d{1,2}\)?)?"
_NEXT = rf"(?:,?[ ]and|,)[ ]{_NAME}{_AGE}"
#: More of a list that a name opens: "Ali Belt, 24, Omar Doss, 31, and Idris Vale, 27".
_MORE = re.compile(rf"{_AGE}(?:{_NEXT})*(?:,?[ ]and[ ]{_NAME}|,[ ]{_NAME}(?=,?[ ]\(?\d\d))")
#: Names given in passing: "the pair, identified as Ali Belt and Omar Doss,".
_AS = re.compile(
    rf",?[ ](?:who[ ](?:was|were|have[ ]been|had[ ]been)[ ])?(?:later[ ])?(?:identified|named)"
    rf"(?:[ ]by[ ][\w' ]{{1,40}}?)?[ ]as[ ]({_NAME}{_AGE}(?:{_NEXT})*)"
)
#: Names given in a sentence of their own: "Police named the suspects as Ali Belt and Omar Doss".
_NAMED = re.compile(
    r"\b(?:identified|named)[ ](?:them|the[ ](?:\w+[ ]){0,2}?(?:suspects|men|women|pair|trio|two|"
    r"three|four|five|six|accused|detainees|defendants|attackers|gunmen))[ ]as[ ]"
    rf"({_NAME}{_AGE}(?:{_NEXT})*)"
    r"|\b[Tt]he[ ](?:\w+[ ]){0,2}?(?:suspects|men|women|pair|trio|two|three|four|accused|detainees|"
    r"defendants)(?:[ ]were|,)[ ](?:identified|named)(?:[ ]by[ ][\w' ]{1,40}?)?[ ]as[ ]"
    rf"({_NAME}{_AGE}(?:{_NEXT})*)"
)
#: The name of one person told of: "a driver, Ali Belt,", "police named the man as Ali Belt".
_NEXT_TO_IT = re.compile(rf",[ ]({_NAME}){_AGE}(?=,|[ ](?:was|has|had|is|were|who)\b)")
_NAMED_ALONE = re.compile(
    r"\b(?:identified|named)[ ](?:him|her|the[ ](?:\w+[ ]){0,2}?(?:man|woman|suspect|gunman|"
    rf"attacker|accused|bomber|driver|shooter|defendant))[ ]as[ ]({_NAME})"
    r"|\b[Tt]he[ ](?:\w+[ ]){0,2}?(?:man|woman|suspect|accused|defendant|detainee)(?:[ ]was|,)[ ]"
    rf"(?:identified|named)(?:[ ]by[ ][\w' ]{{1,40}}?)?[ ]as[ ]({_NAME})"
)
_ONE = re.compile(_NAME)
#: Where arrests stand in the course of a case.
_ARREST = course_of("arrest")
#: How far after the mention a list may go, and a sentence that names several may stand.
_LIST_REACH, _NAMED_REACH = 300, 600


def names_after(claim: GroundedClaim, argument: GroundedArgument, document: Document) -> list[Span]:
    """Return where the names stand that a text gives right after it tells of people held.

    A name may open a list; of several people a later sentence may tell the names.

    Args:
        claim: What is told of them; names count after an arrest or a step in court alone.
        argument: The people.
        document: The article.
    """
    if course_of(claim.claim.type) < _ARREST or argument.actor is not None:
        return []
    count = argument.count
    several = count is not None and (count.low or 0) > 1
    return list(_names_after(document, argument.argument.mention, several=several))


def _names_after(document: Document, mention: Span, *, several: bool) -> Iterator[Span]:
    text = document.text
    if _ONE.fullmatch(document.text_at(mention)):
        found = _MORE.match(text, mention.end, mention.end + _LIST_REACH)
        if found is not None:
            yield from _each(text, found.start(), found.end())
        return
    given = _AS.match(text, mention.end, mention.end + _LIST_REACH)
    if given is None and not several:
        given = _NEXT_TO_IT.match(text, mention.end, mention.end + _LIST_REACH)
    if given is None:
        named = _NAMED if several else _NAMED_ALONE
        given = named.search(text, mention.end, mention.end + _NAMED_REACH)
    if given is not None:
        group = given.lastindex or 1
        yield from _each(text, given.start(group), given.end(group))


def _each(text: str, start: int, end: int) -> Iterator[Span]:
    for name in _ONE.finditer(text, start, end):
        yield Span(name.start(), name.end())
