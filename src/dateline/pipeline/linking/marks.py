"""What tells an act from others like it: the marks its report gives it, as ``kind:value``.

Two acts of one day and town are often two; what shows it is seldom their type or toll. A report may
name the quarter, street, mosque or hotel, the part of the day, what the victims were, or how it was
done; or it says that this was another act. What a report leaves out says nothing: only marks of one
kind are held against each other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from dateline.core.claims import Role, Side, Status
from dateline.core.documents import Document, Span
from dateline.core.grounded import GroundedClaim, Place, PlacePrecision
from dateline.pipeline.linking.spellings import fold_name
from dateline.pipeline.linking.wording import is_told_apart
from dateline.resources.marks import HOURS_A_SPAN, Marks, load_marks

HOUR = "hour"
CALLING = "calling"
MANNER = "manner"
SITE = "site"
ANOTHER = "another"
TOWN = "town"
_NONE: frozenset[str] = frozenset()
#: Kinds of marks that are not names of small places.
_OTHER_KINDS = frozenset({HOUR, CALLING, MANNER, SITE, ANOTHER, TOWN})
#: Kinds of places of which a town's name may be their own: "the Mosul market" is one of several.
_LIKE_TOWNS = frozenset({"quarter", "village"})

_HARMED = frozenset({Role.VICTIM, Role.TARGET})
_HARMED_SIDES = frozenset({Side.VICTIMS, Side.FORCES})
#: A name: capitalised words in a row, articles and particles between them.
_NAME = (
    r"[A-Z\u00c0-\u00de][\w'\u2019-]*"
    r"(?:[ -](?:(?:al|el|de|la|del|bin|ul|e)[ -])?[A-Z\u00c0-\u00de0-9][\w'\u2019-]*){0,3}"
)
_BEFORE = re.compile(rf"({_NAME})(?:['\u2019]s)? $")
_AFTER = re.compile(rf"^ (?:of |called |named )({_NAME})")
#: What stands before a site that an act was not at.
_NEAR_BY = re.compile(
    r"\b(?:near(?:by|er)?|clos(?:e|er) to|outside|behind|opposite|beside|towards?|past|from|"
    r"(?:yards|met(?:er|re)s|miles|kilomet(?:er|re)s) (?:of|off)) (?:[\w'\u2019-]+ ){0,3}$"
)
_GOES_ON = re.compile(r"^ [A-Z]")
#: "at 9.30 am", "around 10 p.m.", "at 21:15".
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap])\.?m\b\.?"
    r"|\b(?:at|around|about) (?P<full>[01]?\d|2[0-3])[:.][0-5]\d\b(?!\s?(?:GMT|UTC|[ap]\.?m))"
)
#: How far a clock time may be off, in hours.
_CLOCK_SLACK = 2
_NOON, _DAY = 12, 24
#: The spans of the day before and after midnight.
_NIGHT = frozenset({"0", str(_DAY // HOURS_A_SPAN - 1)})
#: How far before a word its name may begin.
_REACH = 60
#: Words of speech after which a part of the day is that of the speaking.
_SPEECH = re.compile(
    r"\b(?:said|says|told|announced|reported|added|confirmed|stated|statement|according)\b"
    r"[^.;]{0,40}$",
    re.IGNORECASE,
)


def marks_of(claims: Sequence[GroundedClaim], document: Document) -> frozenset[str]:
    """Return the marks that the claims of one act give it; what attackers boast of gives few."""
    words = load_marks()
    found: set[str] = set()
    manners: set[str] = set()
    told = [claim for claim in claims if claim.claim.status is not Status.CLAIMED]
    for span in sorted({span for claim in told or claims for span in claim.claim.evidence}):
        text = document.text_at(span)
        found.update(_places(text, words))
        found.update(_hours(text, words))
        found.update(_sites(text, words))
        manners.update(
            words.manners[match.group(1).casefold()] for match in words.manner_word.finditer(text)
        )
    for claim in claims:
        manner = words.manner_of_type.get(claim.claim.type)
        if manner and manners.isdisjoint({manner, *words.together.get(manner, ())}):
            manners.add(manner)
        found.update(_callings(claim, document, words))
        found.update(_towns(claim, document))
    if is_told_apart(min(claims, key=lambda c: c.claim.trigger.span), document):
        found.add(f"{ANOTHER}:{ANOTHER}")
    return frozenset(found | {f"{MANNER}:{manner}" for manner in manners})


def _towns(claim: GroundedClaim, document: Document) -> Iterator[str]:
    """Yield the names, as written and as known, of the town or wider place of a claim."""
    if isinstance(claim.place, Place) and claim.place.precision is not PlacePrecision.SITE:
        written = document.text_at(claim.place.mention)
        if _ends_in(written, load_marks()):
            return
        for name in (claim.place.name, written):
            if folded := fold_name(name):
                yield f"{TOWN}:{' '.join(folded)}"


def _ends_in(name: str, words: Marks) -> bool:
    """Tell whether a name ends in a word for a small place: "Salim Street"."""
    return any(match.end() == len(name) for match in words.place_word.finditer(name))


def _places(text: str, words: Marks) -> Iterator[str]:
    for match in words.place_word.finditer(text):
        kind = words.places[match.group(1).casefold()]
        if match.group()[0].isupper() and _GOES_ON.match(text[match.end() :]):
            continue
        before = _BEFORE.search(text[max(0, match.start() - _REACH) : match.start()])
        after = _AFTER.search(text[match.end() :])
        for named in (before, after):
            name = _name(named.group(1), words) if named else ()
            if name:
                yield f"{kind}:{' '.join(name)}"
                break


def _name(phrase: str, words: Marks) -> tuple[str, ...]:
    """Return the folded words of a name without those that name no single place."""
    kept = [word for word in phrase.split() if word.casefold() not in words.unnamed]
    return fold_name(" ".join(kept))


def _sites(text: str, words: Marks) -> Iterator[str]:
    for match in words.site_word.finditer(text):
        if not _NEAR_BY.search(text[: match.start()]):
            yield f"{SITE}:{words.sites[match.group(1)]}"


def _hours(text: str, words: Marks) -> Iterator[str]:
    """Yield the spans of the day that a text's parts of the day have in common, or all."""
    found = [
        words.hours[match.group(1).casefold()]
        for match in words.hour_word.finditer(text)
        if not _SPEECH.search(text[: match.start()])
    ]
    found += [_around(match) for match in _CLOCK.finditer(text)]
    if found:
        shared = frozenset.intersection(*found) or frozenset.union(*found)
        yield from (f"{HOUR}:{span}" for span in sorted(shared))


def _around(clock: re.Match[str]) -> frozenset[int]:
    """Return the spans of the day around a clock time."""
    if clock["full"]:
        hour = int(clock["full"])
    else:
        hour = int(clock["hour"]) % _NOON + (_NOON if clock["half"] == "p" else 0)
    near = range(hour - _CLOCK_SLACK, hour + _CLOCK_SLACK + 1)
    return frozenset(each % _DAY // HOURS_A_SPAN for each in near)


def _callings(claim: GroundedClaim, document: Document, words: Marks) -> Iterator[str]:
    spans: list[Span] = []
    for argument in claim.arguments:
        if argument.argument.role in _HARMED:
            spans.append(argument.argument.mention)
            if argument.argument.antecedent is not None:
                spans.append(argument.argument.antecedent)
    spans += [t.head for t in claim.claim.tolls if t.side in _HARMED_SIDES and not t.negated]
    for span in spans:
        for match in words.calling_word.finditer(document.text_at(span)):
            yield f"{CALLING}:{words.callings[match.group(1).casefold()]}"


@lru_cache(maxsize=50_000)
def by_kind(marks: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """Return the values of marks by their kind."""
    kinds: dict[str, set[str]] = {}
    for mark in sorted(marks):
        kind, _, value = mark.partition(":")
        kinds.setdefault(kind, set()).add(value)
    return {kind: frozenset(values) for kind, values in kinds.items()}


def values_differ(a: frozenset[str], b: frozenset[str], kind: str) -> bool:
    """Tell whether both acts have marks of a kind and none in common."""
    left, right = by_kind(a).get(kind, _NONE), by_kind(b).get(kind, _NONE)
    return bool(left and right) and left.isdisjoint(right)


def hours_of_night(marks: frozenset[str]) -> bool:
    """Tell whether an act may have been in the hours around midnight, by what its report says."""
    return not by_kind(marks).get(HOUR, _NONE).isdisjoint(_NIGHT)


def manners_differ(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether both acts tell how they were done, and no manner of one fits the other."""
    together = load_marks().together
    left, right = by_kind(a).get(MANNER, _NONE), by_kind(b).get(MANNER, _NONE)
    return bool(left and right) and not any(
        x == y or y in together.get(x, ()) for x in left for y in right
    )


def places_alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether both acts name one small place, of whatever kind each says it is."""
    return any(_one_name(x, y) for _, x in _small_places(a, b) for _, y in _small_places(b, a))


@lru_cache(maxsize=50_000)
def site_words(marks: frozenset[str]) -> frozenset[str]:
    """Return the words of the names of small places; acts that share none name no place alike."""
    kinds = by_kind(marks)
    return frozenset(
        word
        for kind in kinds.keys() - _OTHER_KINDS
        for name in kinds[kind]
        for word in name.split()
    )


def places_differ(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether both acts name a small place of one kind, and no name agrees."""
    left, right = _small_places(a, b), _small_places(b, a)
    return not {kind for kind, _ in left}.isdisjoint(kind for kind, _ in right) and not any(
        _one_name(x, y) for _, x in left for _, y in right
    )


def _small_places(marks: frozenset[str], others: frozenset[str]) -> list[tuple[str, str]]:
    """Return kind and name of the small places of an act that are no name of a town of either."""
    kinds = by_kind(marks)
    towns = by_kind(others).get(TOWN, frozenset())
    own = kinds.get(TOWN, frozenset())
    return [
        (kind, name)
        for kind in sorted(kinds.keys() - _OTHER_KINDS)
        for name in sorted(kinds[kind])
        if not any(_one_name(name, town) for town in towns)
        and (kind in _LIKE_TOWNS or not any(_one_name(name, town) for town in own))
    ]


def _one_name(x: str, y: str) -> bool:
    """Tell whether two folded names are one, or one of them is the other cut short."""
    one, other = set(x.split()), set(y.split())
    return one <= other or other <= one
