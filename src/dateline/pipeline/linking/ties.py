"""What ties the acts of a case to each other: people, and the incidents acts refer to.

A tie is a number that two acts have in common. Some are shared by equals: a phrase of one text for
the same people, or the full name of somebody held; steps of one text against as many people are
taken for steps against the same. Others join an incident (``IS``) with an act that refers to it
(``REFERS``): the incident's claim in the same text, or its day, month or year and place. Acts told
in one paragraph or the next (``BESIDE``) may be parts of one operation. Names stand for people only
as digests, and only for acts against them; nothing is kept by person.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from dateline.core.claims import MentionKind, Role, Scope, Status
from dateline.core.documents import Document, SegmentKind, Span
from dateline.core.grounded import (
    GroundedArgument,
    GroundedClaim,
    IncidentReference,
    Interval,
    Place,
    PlacePrecision,
    TimePrecision,
)
from dateline.core.linking import Tie, TiePart
from dateline.pipeline.linking.courses import STEPS_IN_COURT, course_of
from dateline.pipeline.linking.named_people import names_after
from dateline.pipeline.linking.operations import may_be_in_operation
from dateline.pipeline.linking.spellings import fold_name
from dateline.resources.lexicons import load_name_words, load_nouns
from dateline.resources.word_weights import short_digest

#: Roles of those who did, or are said to have done, something.
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
        for text, part, kind in _texts(claim, document):
            key = short_digest(text)
            known = found.get(key)
            if known is None or (known.part is not TiePart.IS and part is TiePart.IS):
                found[key] = Tie(key, claim.claim.id, part, kind)
    return tuple(found[key] for key in sorted(found))


def _texts(claim: GroundedClaim, document: Document) -> Iterator[tuple[str, TiePart, str]]:
    for argument in claim.arguments:
        if argument.argument.role in HELD:
            span = argument.argument.antecedent or argument.argument.mention
            yield f"{document.id}:{span.start}:{span.end}", TiePart.SHARES, ""
            for name in (*_full_names(argument, document), *_named(claim, argument, document)):
                yield f"name:{name}", TiePart.SHARES, ""
            count = argument.count
            if count is not None and count.low == count.high and (count.low or 0) > 1:
                yield f"{document.id}:held:{count.low:g}", TiePart.NUMBERS, ""
    if claim.claim.scope is Scope.AGGREGATE:
        return
    if course_of(claim.claim.type) in STEPS_IN_COURT:
        yield f"{document.id}:court", TiePart.COURT, ""
    if may_be_in_operation(claim.claim.type):
        for paragraph in _paragraphs(claim, document):
            yield f"{document.id}:paragraph {paragraph}", TiePart.BESIDE, ""
    happened = claim.claim.status is not Status.DENIED
    if happened and not claim.references and course_of(claim.claim.type) == 0:
        for text in _whereabouts(claim.time, claim.place):
            yield text, TiePart.IS, ""
        yield f"claim:{claim.claim.id}", TiePart.IS, ""
    for reference in claim.references:
        if reference.claim is not None:
            yield f"claim:{reference.claim}", TiePart.REFERS, ""
        for text in _referred(reference, claim):
            yield text, TiePart.REFERS, reference.kind


def _paragraphs(claim: GroundedClaim, document: Document) -> Iterator[int]:
    """Yield the numbers of the claim's paragraph and of the one after it."""
    paragraphs = [s.span for s in document.segments if s.kind is SegmentKind.PARAGRAPH]
    for number, span in enumerate(paragraphs):
        if span.contains(claim.claim.trigger.span):
            yield from (number, number + 1)


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
    if place.precision not in _COUNTRYWIDE:
        yield f"month:{time.start:%Y-%m}:{place.gazetteer}"
        yield f"year:{time.start.year}:{place.gazetteer}"


def _referred(reference: IncidentReference, claim: GroundedClaim) -> Iterator[str]:
    time, place = reference.time, reference.place
    if time is not None and (time.end - time.start).days >= _NARROW:
        if place is not None and place.precision not in _COUNTRYWIDE:
            if time.precision is TimePrecision.MONTH:
                yield f"month:{time.start:%Y-%m}:{place.gazetteer}"
            elif time.precision is TimePrecision.YEAR:
                yield f"year:{time.start.year}:{place.gazetteer}"
        return
    if time is None:
        if place is not None and place.precision not in _COUNTRYWIDE:
            yield from _lately(place, claim)
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


def _lately(place: Place, claim: GroundedClaim) -> Iterator[str]:
    """Yield the month of an act and the one before it, at the place of what it refers to."""
    if isinstance(claim.time, Interval):
        month = claim.time.start.replace(day=1)
        for day in (month, month - timedelta(days=1)):
            yield f"month:{day:%Y-%m}:{place.gazetteer}"


def _full_names(argument: GroundedArgument, document: Document) -> Iterator[str]:
    """Yield personal names of two words or more, spelt one way, in alphabetical order."""
    if argument.argument.kind is not MentionKind.PERSON or argument.actor is not None:
        return
    for span in (argument.argument.mention, argument.argument.antecedent):
        if span is not None:
            yield from _names_in(document, span)


def _named(claim: GroundedClaim, argument: GroundedArgument, document: Document) -> Iterator[str]:
    for span in names_after(claim, argument, document):
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
            if not word.islower() and word.casefold() not in never and not nouns.classes(word)
        ]
        folded = fold_name(" ".join(kept))
        if len(folded) > 1:
            yield " ".join(sorted(folded))
