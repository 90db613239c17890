"""What tells an act from others like it: the marks its report gives it, as ``kind:value``.

Two acts of one day and town are often two; what shows it is seldom their type or toll. A report may
name the quarter, street, mosque or hotel, the part of the day, what the victims were, or how it was
done; or it says that this was another act. What a report leaves out says nothing: only marks of one
kind are held against each other.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from dateline.core.claims import Role, Side, Status
from dateline.core.documents import Document, Span
from dateline.core.grounded import GroundedClaim, Place, PlacePrecision
from dateline.pipeline.linking.spellings import fold_name
from dateline.pipeline.linking.wording import NEAR, is_told_apart, sentence_around
from dateline.resources.marks import HOURS_A_SPAN, Marks, load_marks

HOUR = "hour"
CALLING = "calling"
MANNER = "manner"
SITE = "site"
ANOTHER = "another"
TOWN = "town"
NAMED = "named"
ROAD = "road"
TOLD_OF = "told of"
_NONE: frozenset[str] = frozenset()
#: Kinds of marks that are not names of small places.
_OTHER_KINDS = frozenset({HOUR, CALLING, MANNER, SITE, ANOTHER, TOWN, NAMED, ROAD, TOLD_OF})
#: Kinds of places of which a town's name may be their own: "the Mosul market" is one of several.
_LIKE_TOWNS = frozenset({"quarter", "village"})

_SMALL = frozenset({PlacePrecision.TOWN, PlacePrecision.DISTRICT})
#: Letters of a folded name that say little: "Bayaa" and "Biu" are both "b".
_TOO_SHORT = 3
_HARMED = frozenset({Role.VICTIM, Role.TARGET})
_HARMED_SIDES = frozenset({Side.VICTIMS, Side.FORCES})
#: A name: capitalised words in a row, articles and particles between them.
_NAME = (
    r"[A-Z\u00c0-\u00de][\w'\u2019-]*"
    r"(?:[ -](?:(?:al|el|de|la|del|bin|ul|e)[ -])?[A-Z\u00c0-\u00de0-9][\w'\u2019-]*){0,3}"
)
_BEFORE = re.compile(rf"({_NAME})(?:['\u2019]s)? $")
_AFTER = re.compile(rf"^ (?:of |called |named )({_NAME})")
#: What stands before a site that an act was at: the way there, or that it was hit.
_AT_SITE = re.compile(
    r"(?:\b(?:against|at|in|inside|into|on|outside|through|"
    r"(?:attack|assault|ambush|blast|bombing|explosion|raid|shelling|shooting|strike)s? of|"
    r"ambushed|attacked|bombed|burne[dt]|destroyed|entered|hijacked|hit|raided|ransacked|shelled|"
    r"seized|stopped|stormed|struck|targeted|targeting|torched)|^\W*)\s"
    r"(?:an?|the|another|one|two|three|his|her|its|their|[A-Z][\w'\u2019-]*)\s"
    r"(?:[\w'\u2019-]+\s){0,3}$"
)
#: A name right after a word for where something is.
_LOCAL = re.compile(rf"\b(?:at|around|in|near|off|outside)\s+(?:the\s+)?({_NAME})")
#: Roads that are named for their ends: "the Osh-Gulcha road", "the road between Osh and Gulcha".
_ROAD_WORD = r"(?:road|highway|motorway|route|expressway|stretch)"
_ENDS = re.compile(
    rf"({_NAME})\s?[-\u2013]\s?({_NAME})\s{_ROAD_WORD}\b"
    rf"|\b{_ROAD_WORD}\s(?:between|from|linking|connecting)\s({_NAME})\s(?:and|to|with)\s({_NAME})"
)
_POSSESSIVE = re.compile(r"['\u2019]s? ")
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
#: Words after which a part of the day is that of the speaking, or of what came after the act.
_AFTERWARDS = re.compile(
    r"\b(?:said|says|told|announced|reported|added|confirmed|stated|statement|according|"
    r"arrested|buried|ended|followed|found|lasted|released|succumbed|until|till)\b"
    r"[^.;]{0,40}$|\b(?:ended|retook|regained|lifted|freed)\b[^.;]{0,100}$|"
    r"\b(?:the (?:next|following|previous|same)|every|each|by)\s$",
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
        found.update(_roads(text, words))
        found.update(_sites(text, words))
        found.update(
            f"{TOLD_OF}:{words.callings[match.group(1).casefold()]}"
            for match in words.calling_word.finditer(text)
        )
        manners.update(
            words.manners[match.group(1).casefold()] for match in words.manner_word.finditer(text)
        )
    for claim in claims:
        manner = words.manner_of_type.get(claim.claim.type)
        if manner and manners.isdisjoint({manner, *words.together.get(manner, ())}):
            manners.add(manner)
        found.update(_callings(claim, document, words))
        found.update(_towns(claim, document))
    found.update(_locals(told or claims, document, words))
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
            if folded := _folded(name):
                yield f"{TOWN}:{' '.join(folded)}"
        if claim.place.precision in _SMALL and claim.place.basis in NEAR:
            yield f"{NAMED}:{' '.join(_folded(written))}"


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
    last = _POSSESSIVE.split(phrase)[-1]
    kept = [word for word in last.split() if word.casefold() not in words.unnamed]
    return _folded(" ".join(kept))


def _folded(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, or where they say little the name in lower case."""
    folded = fold_name(name)
    return folded if sum(map(len, folded)) >= _TOO_SHORT else tuple(name.casefold().split())


def _sites(text: str, words: Marks) -> Iterator[str]:
    for match in words.site_word.finditer(text):
        if _AT_SITE.search(text[: match.start()]):
            yield f"{SITE}:{words.sites[match.group(1)]}"


def _locals(claims: Sequence[GroundedClaim], document: Document, words: Marks) -> Iterator[str]:
    """Yield the names after "in", "at" or "near" in the sentences that tell of the act."""
    for start in sorted({claim.claim.trigger.span for claim in claims}):
        sentence = sentence_around(document, start)
        for match in _LOCAL.finditer(document.text_at(sentence)):
            name = _name(match.group(1), words)
            if name and not all(word.isdigit() for word in name):
                yield f"{NAMED}:{' '.join(name)}"


def _roads(text: str, words: Marks) -> Iterator[str]:
    """Yield the ends of the roads that are named for them."""
    for match in _ENDS.finditer(text):
        for name in filter(None, match.groups()):
            for end in re.split(r"[-\u2013]", name):
                if folded := _name(end, words):
                    yield f"{ROAD}:{' '.join(folded)}"


def _hours(text: str, words: Marks) -> Iterator[str]:
    """Yield the spans of the day that a text's parts of the day have in common, or all."""
    found = [
        words.hours[match.group(1).casefold()]
        for match in words.hour_word.finditer(text)
        if not _AFTERWARDS.search(text[: match.start()])
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


def callings_differ(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether the harmed of two acts are other people by what they are called.

    They are not if the report of one tells anywhere of what the other's are called.
    """
    left, right = by_kind(a), by_kind(b)
    ours, theirs = left.get(CALLING, _NONE), right.get(CALLING, _NONE)
    return (
        bool(ours and theirs)
        and ours.isdisjoint(theirs | right.get(TOLD_OF, _NONE))
        and theirs.isdisjoint(left.get(TOLD_OF, _NONE))
    )


def sites_differ(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether both acts were at a kind of site, and none of one may be told as the other's."""
    left, right = by_kind(a).get(SITE, _NONE), by_kind(b).get(SITE, _NONE)
    return bool(left and right) and not _any_told_as(left, right, load_marks().sites_together)


def _any_told_as(
    left: frozenset[str], right: frozenset[str], together: Mapping[str, Collection[str]]
) -> bool:
    """Tell whether anything is in both, or in one and told as what is in the other."""
    return not left.isdisjoint(right) or any(y in together.get(x, ()) for x in left for y in right)


def on_one_road(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether one act was on a road named for its ends, and the other on it or at an end."""
    left, right = by_kind(a), by_kind(b)
    ours, theirs = left.get(ROAD, _NONE), right.get(ROAD, _NONE)
    if ours and theirs:
        return not ours.isdisjoint(theirs)
    return not ours.isdisjoint(right.get(TOWN, _NONE) | right.get(NAMED, _NONE)) or (
        not theirs.isdisjoint(left.get(TOWN, _NONE) | left.get(NAMED, _NONE))
    )


def names_alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether the sentences on both acts name one place, besides a town known to be both's."""
    left, right = by_kind(a), by_kind(b)
    ours, theirs = left.get(NAMED), right.get(NAMED)
    if not ours or not theirs:
        return False
    both = left.get(TOWN, _NONE) & right.get(TOWN, _NONE)
    return any(_one_name(x, y) for x in ours - both for y in theirs - both)


def names_differ(a: frozenset[str], b: frozenset[str], *, besides_towns: bool) -> bool:
    """Tell whether the sentences on both acts name places, and none alike.

    Args:
        a: The marks of the one act.
        b: Those of the other.
        besides_towns: Whether the names of the towns of either are left out, as where the towns
            are known to fit.
    """
    left, right = by_kind(a), by_kind(b)
    ours, theirs = left.get(NAMED), right.get(NAMED)
    if not ours or not theirs:
        return False
    if besides_towns:
        towns = left.get(TOWN, _NONE) | right.get(TOWN, _NONE)
        ours, theirs = _none_of(ours, towns), _none_of(theirs, towns)
    return bool(ours and theirs) and not any(_one_name(x, y) for x in ours for y in theirs)


def _none_of(names: frozenset[str], towns: frozenset[str]) -> frozenset[str]:
    """Return the names that name none of these towns."""
    others = names - towns
    return frozenset([x for x in others if not any(_one_name(x, town) for town in towns)])


def hours_of_night(marks: frozenset[str]) -> bool:
    """Tell whether an act may have been in the hours around midnight, by what its report says."""
    return not by_kind(marks).get(HOUR, _NONE).isdisjoint(_NIGHT)


def manners_differ(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether both acts tell how they were done, and no manner of one fits the other."""
    left, right = by_kind(a).get(MANNER, _NONE), by_kind(b).get(MANNER, _NONE)
    return bool(left and right) and not _any_told_as(left, right, load_marks().together)


def places_alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether both acts name one small place, of whatever kind each says it is."""
    theirs = _small_places(b, a)
    return bool(theirs) and any(_one_name(x, y) for _, x in _small_places(a, b) for _, y in theirs)


@lru_cache(maxsize=50_000)
def site_words(marks: frozenset[str]) -> frozenset[str]:
    """Return the words of the names of places; acts that share none name no place alike."""
    kinds = by_kind(marks)
    return frozenset(
        word
        for kind in kinds.keys() - (_OTHER_KINDS - {NAMED})
        for name in kinds[kind]
        for word in (*name.split(), _joined(name))
    )


def places_differ(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether both acts name a small place of one kind, and no name agrees."""
    left, right = _small_places(a, b), _small_places(b, a)
    if not left or not right:
        return False
    return not {kind for kind, _ in left}.isdisjoint([kind for kind, _ in right]) and not any(
        _one_name(x, y) for _, x in left for _, y in right
    )


def _small_places(marks: frozenset[str], others: frozenset[str]) -> Sequence[tuple[str, str]]:
    """Return kind and name of the small places of an act that are no name of a town of either."""
    places = _own_small_places(marks)
    towns = by_kind(others).get(TOWN, _NONE) if places else _NONE
    if not towns:
        return places
    return [p for p in places if not any(_one_name(p[1], town) for town in towns)]


@lru_cache(maxsize=50_000)
def _own_small_places(marks: frozenset[str]) -> Sequence[tuple[str, str]]:
    """Return kind and name of the small places of an act that are no name of its own town."""
    kinds = by_kind(marks)
    towns = kinds.get(TOWN, _NONE)
    return [
        (kind, name)
        for kind in sorted(kinds.keys() - _OTHER_KINDS)
        for name in sorted(kinds[kind])
        if kind in _LIKE_TOWNS or not any(_one_name(name, town) for town in towns)
    ]


def _one_name(x: str, y: str) -> bool:
    """Tell whether two folded names are one, or one of them is the other cut short.

    Names are written in one word or in two: "Bani Kaz", "Banikaz".
    """
    one, other = _words(x), _words(y)
    return one <= other or other <= one or _joined(x) == _joined(y)


def _joined(name: str) -> str:
    return name.replace(" ", "")


@lru_cache(maxsize=50_000)
def _words(name: str) -> frozenset[str]:
    return frozenset(name.split())
