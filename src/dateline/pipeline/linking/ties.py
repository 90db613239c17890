"""What ties the acts of a case to each other: people, and the incidents acts refer to.

A tie is a number that two acts have in common. Some are shared by equals: a phrase of one text for
the same people, or the full name of somebody held. Others join an incident (``IS``) with an act
that refers to it (``REFERS``): the incident's claim in the same text, or its day and place. Names
stand for people only as digests, and only for acts against them; nothing is kept by person.
"""

import re
from collections.abc import Iterator, Sequence

from dateline.core.claims import MentionKind, Role, Scope
from dateline.core.documents import Document, Span
from dateline.core.grounded import (
    GroundedArgument,
    GroundedClaim,
    IncidentReference,
    Interval,
    Place,
    PlacePrecision,
)
from dateline.core.linking import Tie, TiePart
from dateline.pipeline.linking.courses import course_of
from dateline.resources.lexicons import load_name_words, load_nouns
from dateline.resources.word_weights import short_digest

HELD = frozenset({Role.SUSPECT, Role.PERPETRATOR, Role.DEFENDANT, Role.CONVICT})
_NAME = re.compile(r"[^\W\d_][\w'\u2019-]+(?:\s+[^\W\d_][\w'\u2019-]+){1,4}")
#: Most days an incident that is known by its day may span.
_NARROW = 3
_COUNTRYWIDE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.REGION})


def ties_of(claims: Sequence[GroundedClaim], document: Document) -> tuple[Tie, ...]:
    """Return what ties an act to others, one tie a number, in order.

    An act that is an incident does not refer to it besides.

    Args:
        claims: The claims of one act.
        document: The document they are from.
    """
    found: dict[int, Tie] = {}
    for claim in sorted(claims, key=lambda c: c.claim.id):
        for text, part in _texts(claim, document):
            key = short_digest(text)
            known = found.get(key)
            if known is None or (known.part is not TiePart.IS and part is TiePart.IS):
                found[key] = Tie(key, claim.claim.id, part)
    return tuple(found[key] for key in sorted(found))


def _texts(claim: GroundedClaim, document: Document) -> Iterator[tuple[str, TiePart]]:
    for argument in claim.arguments:
        if argument.argument.role in HELD:
            span = argument.argument.antecedent or argument.argument.mention
            yield f"{document.id}:{span.start}:{span.end}", TiePart.SHARES
            for name in _full_names(argument, document):
                yield f"name:{name}", TiePart.SHARES
    if claim.claim.scope is Scope.AGGREGATE:
        return
    if not claim.references and course_of(claim.claim.type) == 0:
        for text in _whereabouts(claim.time, claim.place):
            yield text, TiePart.IS
        yield f"claim:{claim.claim.id}", TiePart.IS
    for reference in claim.references:
        if reference.claim is not None:
            yield f"claim:{reference.claim}", TiePart.REFERS
        for text in _referred(reference, claim):
            yield text, TiePart.REFERS


def _whereabouts(time: object, place: object) -> Iterator[str]:
    """Yield the days and places by which an incident may be referred to."""
    if not isinstance(time, Interval) or not isinstance(place, Place) or not place.country:
        return
    if (time.end - time.start).days >= _NARROW:
        return
    for day in sorted({time.start.toordinal(), time.end.toordinal()}):
        yield f"on:{day}:{place.country}"
        if place.admin1:
            yield f"on:{day}:{place.country}:{place.admin1}"
        if place.precision not in _COUNTRYWIDE:
            yield f"on:{day}:{place.gazetteer}"


def _referred(reference: IncidentReference, claim: GroundedClaim) -> Iterator[str]:
    time, place = reference.time, reference.place
    if time is None or (time.end - time.start).days >= _NARROW:
        return
    for day in range(time.start.toordinal(), time.end.toordinal() + 1):
        if place is None:
            own = claim.place
            if isinstance(own, Place) and own.country:
                yield f"on:{day}:{own.country}"
        elif place.precision is PlacePrecision.PROVINCE and place.admin1:
            yield f"on:{day}:{place.country}:{place.admin1}"
        elif place.precision in _COUNTRYWIDE:
            yield f"on:{day}:{place.country}"
        else:
            yield f"on:{day}:{place.gazetteer}"


def _full_names(argument: GroundedArgument, document: Document) -> Iterator[str]:
    """Yield personal names of two words or more, their words in alphabetical order."""
    if argument.argument.kind is not MentionKind.PERSON or argument.actor is not None:
        return
    for span in (argument.argument.mention, argument.argument.antecedent):
        if span is not None:
            yield from _names_in(document, span)


def _names_in(document: Document, span: Span) -> Iterator[str]:
    phrase = document.text_at(span)
    if phrase.isupper():
        return
    words, nouns = load_name_words(), load_nouns()
    never = words.never_names | words.ranks | words.civil_titles
    for match in _NAME.finditer(phrase):
        kept = [
            word.removesuffix("'s").removesuffix("\u2019s").casefold()
            for word in match.group().split()
            if word[0].isupper() and word.casefold() not in never and not nouns.classes(word)
        ]
        if len(kept) > 1:
            yield " ".join(sorted(kept))
