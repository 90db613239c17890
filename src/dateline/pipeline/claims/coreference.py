"""Which earlier phrase "the suspect", "they", "all 11" or a bare surname stands for.

Every phrase of the parsed sentences that names people or a group is a candidate, whether or not
an act was read around it. What contradicts (number, count, sex, side, sort of party) is left out;
of the rest the one wins that agrees in most and stands nearest. A pronoun takes what was spoken
of last, a count takes the group of that size, a noun takes its like.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dateline.core.claims import Argument, Claim, MentionKind, Role
from dateline.core.documents import Document, SegmentKind, Sentence, Span
from dateline.pipeline.claims.referents import Pointing, Referent

_ACTING = frozenset({Role.AUTHORITY})
_ACTING_SIDE, _HELD_SIDE, _HARMED_SIDE = 0, 1, 2
#: Acts of forces against those who attacked.
_BY_FORCES = frozenset({"killing_by_security_forces", "targeted_killing"})
_HELD = frozenset({Role.SUSPECT, Role.PERPETRATOR, Role.DEFENDANT, Role.CONVICT})
_HARMED = frozenset({Role.VICTIM, Role.TARGET})
_FIRST_WORD = re.compile(r"\W*([^\W\d_]+)")
_DEFINITE = frozenset("the this that these those he she they him them it all both who whom".split())
#: Classes and nouns that any body of people is in, or goes by.
_BODIES = frozenset({"group", "organization"})
_ANY_BODY = frozenset("group organization organisation movement gang cell network".split())
_BODY = frozenset({SegmentKind.PARAGRAPH})
_KNOWN_SIZE = re.compile(
    r"\b(?:all|the|those|these)\s+(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve)\b(?!\s*(?:%|per\s?cent|years|months|weeks|days|hours))",
    re.IGNORECASE,
)
_TAKEN_UP = re.compile(r"\b(?:he|him|she|her)\b", re.IGNORECASE)
#: One of several whom a text goes through, as a sentence tells who that is.
_ONE_OF_SEVERAL = re.compile(
    r"\b(?:the|an?)\s+(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|"
    r"other|youngest|oldest|main|alleged)\s+)?(?:suspect|man|woman|militant|gunman|teenager|"
    r"defendant|accused|attacker|bomber|recruiter|ringleader)\b",
    re.IGNORECASE,
)
_PARTIES = frozenset({MentionKind.PERSON, MentionKind.GROUP, MentionKind.ORGANIZATION})
#: How far back, in characters, a phrase may stand from what refers to it; pronouns reach less.
_REACH = 2500
_PRONOUN_REACH = 600
#: What a character of distance costs.
_DISTANCE = 1 / 500
_LEAST = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A phrase, the sides it is on in the acts told of it, and what it stands for itself."""

    referent: Referent
    sides: frozenset[int]
    root: Span
    size: int | None
    official: bool


def is_anaphoric(phrase: str) -> bool:
    """Tell whether a phrase points back: "the man", "they", "those five", "all 11"."""
    match = _FIRST_WORD.match(phrase)
    return match is not None and match.group(1).lower() in _DEFINITE


def introducing(
    document: Document, sentences: Sequence[Sentence], kept: Sequence[Sentence]
) -> tuple[Sentence, ...]:
    """Return sentences that report no act but may tell first of "all 11" in one that does.

    So may the sentence right before one with a pronoun: "The fifth suspect is a student."
    """
    sizes = {
        match.group(1).lower()
        for sentence in kept
        for match in _KNOWN_SIZE.finditer(document.text_at(sentence.span))
    }
    numbers = "|".join(sorted(sizes)) or r"(?!)"
    pattern = re.compile(rf"(?<![\w.,])(?:{numbers})\s+[^\W\d_]", re.IGNORECASE)
    known = {sentence.span for sentence in kept}
    before_pronouns = {
        earlier.span
        for earlier, sentence in pairwise(sentences)
        if sentence.span in known and _TAKEN_UP.search(document.text_at(sentence.span))
    }
    return tuple(
        sentence
        for sentence in sentences
        if sentence.span not in known
        and sentence.segment in _BODY
        and (
            pattern.search(document.text_at(sentence.span))
            or (
                sentence.span in before_pronouns
                and _ONE_OF_SEVERAL.search(document.text_at(sentence.span))
            )
        )
    )


def resolve_antecedents(
    document: Document, claims: Sequence[Claim], referents: Iterable[Referent]
) -> tuple[Claim, ...]:
    """Give each argument that stands for an earlier phrase that phrase as its antecedent.

    Args:
        document: The article.
        claims: Its claims.
        referents: The phrases of its sentences that name or point to people and groups.
    """
    sides = _sides(claims)
    seen: list[_Candidate] = []
    antecedents: dict[Span, Span] = {}
    for referent in sorted(referents, key=lambda r: (r.head, r.span)):
        found = _find(referent, sides.get(referent.head, frozenset()), seen)
        if found is not None:
            antecedents[referent.head] = found.root
        if _is_body(document, referent):
            seen.append(
                _Candidate(
                    referent=referent,
                    sides=sides.get(referent.head, frozenset()) | (found.sides if found else set()),
                    root=found.root if found else referent.span,
                    size=found.size if found and found.size else referent.size,
                    official=referent.official or (found is not None and found.official),
                )
            )
    ordered = sorted(claims, key=lambda c: (c.trigger.span, c.id))
    return tuple(replace(claim, arguments=_with(claim.arguments, antecedents)) for claim in ordered)


def _with(arguments: Sequence[Argument], antecedents: Mapping[Span, Span]) -> tuple[Argument, ...]:
    return tuple(
        replace(argument, antecedent=antecedents[argument.head])
        if argument.kind in _PARTIES
        and argument.head in antecedents
        and not antecedents[argument.head].overlaps(argument.mention)
        else argument
        for argument in arguments
    )


def _sides(claims: Sequence[Claim]) -> dict[Span, frozenset[int]]:
    """Return by head word on which sides of an act a phrase stands."""
    found: dict[Span, frozenset[int]] = {}
    for claim in claims:
        for argument in claim.arguments:
            side = _side(argument.role)
            if side is not None:
                # Whom forces kill may be who attacked: "shot a man after [he] fired at them".
                both = {_HELD_SIDE} if side == _HARMED_SIDE and claim.type in _BY_FORCES else set()
                found[argument.head] = found.get(argument.head, frozenset()) | {side} | both
    return found


def _side(role: Role) -> int | None:
    for number, roles in enumerate((_ACTING, _HELD, _HARMED)):
        if role in roles:
            return number
    return None


def _is_body(document: Document, referent: Referent) -> bool:
    segment = document.segment_at(referent.head.start)
    return segment is not None and segment.kind in _BODY


def _find(
    referent: Referent, sides: frozenset[int], seen: Sequence[_Candidate]
) -> _Candidate | None:
    """Return the candidate a phrase stands for: the best, and among equals the nearest."""
    if referent.pointing is Pointing.FRESH:
        return None
    if referent.pointing is Pointing.NAMES:
        return _named_before(referent, seen)
    reach = _PRONOUN_REACH if referent.is_pronoun else _REACH
    best: tuple[float, _Candidate] | None = None
    for candidate in reversed(seen):
        distance = referent.span.start - candidate.referent.head.end
        if distance > reach:
            break
        if distance < 0 or _contradicts(referent, sides, candidate):
            continue
        score = _agreement(referent, sides, candidate) - distance * _DISTANCE
        if score > _LEAST and (best is None or score > best[0]):
            best = (score, candidate)
    return best[1] if best else None


def _named_before(referent: Referent, seen: Sequence[_Candidate]) -> _Candidate | None:
    """Return the fuller name a bare surname repeats."""
    if referent.is_group or not referent.proper or "person" not in referent.classes:
        return None
    for candidate in seen:
        names = candidate.referent.proper
        if referent.proper < names and referent.lemma in {name.lower() for name in names}:
            return candidate
    return None


def _contradicts(referent: Referent, sides: frozenset[int], candidate: _Candidate) -> bool:
    other = candidate.referent
    if other.clause == referent.clause and abs(other.head.start - referent.head.start) < 200:
        return True
    if sides and candidate.sides and not sides & candidate.sides:
        return True
    if _HELD_SIDE in sides and not candidate.sides and candidate.official:
        # Who is held is nobody who only spoke of it: "the police chief said ... arrested him".
        return True
    if other.is_group and not referent.is_group and referent.size is not None:
        return True
    if referent.size and candidate.size and referent.size != candidate.size:
        return True
    if (
        referent.plural is not None
        and other.plural is not None
        and referent.plural != other.plural
        and not (referent.plural and other.is_group)
    ):
        return True
    if referent.female is not None and other.female not in {None, referent.female}:
        return True
    if referent.is_group != other.is_group:
        return not (other.is_group and referent.plural is not False)
    if referent.proper and other.proper and not referent.proper & other.proper:
        return referent.lemma != other.lemma
    if referent.is_group and referent.proper and not other.proper:
        # "The Islamic State group" is no court told of before.
        return True
    if referent.is_pronoun or referent.lemma == other.lemma:
        return False
    if (
        not referent.is_generic
        and referent.telling
        and not referent.telling & other.telling
        and (other.telling or other.lemma.isdigit())
    ):
        # Insurgents are no students, and no "110" of whom nothing is said.
        return True
    if referent.is_group:
        return not (referent.lemma in _ANY_BODY or (referent.telling & other.telling) - _BODIES)
    return not (referent.is_generic or other.is_generic or referent.telling & other.telling)


def _agreement(referent: Referent, sides: frozenset[int], candidate: _Candidate) -> float:
    """Return how much speaks for a candidate that nothing speaks against."""
    other = candidate.referent
    score = 1.0
    if referent.size and referent.size > 1 and referent.size == candidate.size:
        score += 4.0
    if referent.lemma and referent.lemma == other.lemma:
        score += 2.0
    elif referent.telling & other.telling:
        score += 1.0
    if sides and sides & candidate.sides:
        score += 1.5
    if referent.proper & other.proper:
        score += 1.0
    if other.speaks and _ACTING_SIDE not in sides:
        score -= 1.5
    if referent.is_pronoun:
        score += 0.5 * other.subject
        # Who was just brought up is spoken of next: "The fifth suspect is a student. ... him".
        score += 1.5 * (other.pointing is Pointing.FRESH)
    elif other.is_pronoun:
        score -= 0.5
    return score
