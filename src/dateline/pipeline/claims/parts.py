"""Figures that are a part of one given before: "21 of them were killed in May"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.core.claims import Claim, Effect, Role, Scope, Side, claim_id
from dateline.core.documents import Document

_PEOPLE_HARMED = frozenset({Role.VICTIM, Role.TARGET})
_OF_THEM = re.compile(r"\bof (?:them|those|these)\b|^those\b", re.IGNORECASE)
#: The types that words for any violence have.
_GENERAL = frozenset({"armed_assault"})
#: How far back the figure may stand that a part is taken from, in characters.
_REACH = 400


def read_parts(document: Document, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Give totals of people who are some of those counted before the type and side of that total.

    "Forces have killed 64 militants this year. 21 of them were killed in May" counts militants
    killed by forces both times.

    Args:
        document: The article.
        claims: Its claims, in text order.
    """
    read: list[Claim] = []
    for claim in claims:
        whole = _whole_of(document, claim, read) if claim.type in _GENERAL else None
        read.append(claim if whole is None else _as_part(claim, whole))
    return tuple(read)


def _whole_of(document: Document, part: Claim, before: Sequence[Claim]) -> Claim | None:
    """Return the total told last before one that counts some of its people, if it does."""
    if part.scope is not Scope.AGGREGATE or not any(
        _OF_THEM.search(document.text_at(a.mention))
        for a in part.arguments
        if a.role in _PEOPLE_HARMED
    ):
        return None
    whole = before[-1] if before else None
    if whole is None or whole.scope is not Scope.AGGREGATE or not _killed_sides(whole):
        return None
    return whole if part.trigger.span.start - whole.trigger.span.end <= _REACH else None


def _as_part(part: Claim, whole: Claim) -> Claim:
    """Return a claim with type, sides and roles of those harmed as in another."""
    side = min(_killed_sides(whole))
    role = next((a.role for a in whole.arguments if a.role in _PEOPLE_HARMED), Role.VICTIM)
    return replace(
        part,
        id=claim_id(part.document_id, part.trigger.span, whole.type),
        type=whole.type,
        arguments=tuple(
            replace(a, role=role) if a.role in _PEOPLE_HARMED else a for a in part.arguments
        ),
        tolls=tuple(replace(t, side=side) for t in part.tolls),
        places=part.places or whole.places,
    )


def _killed_sides(claim: Claim) -> set[Side]:
    return {toll.side for toll in claim.tolls if toll.effect is Effect.KILLED}
