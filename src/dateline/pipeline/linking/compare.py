"""How alike two claims of one document are, and which types and places fit each other."""

import re
from dataclasses import dataclass
from datetime import timedelta

from dateline.core.claims import Basis, Effect, MentionKind, Role
from dateline.core.documents import Document, SegmentKind, Span
from dateline.core.grounded import (
    Count,
    GroundedClaim,
    Interval,
    Place,
    PlacePrecision,
    TimePrecision,
)

#: Types that may be told of one act; the first group holds the general words for violence.
MERGEABLE: tuple[frozenset[str], ...] = (
    frozenset(
        "armed_assault bombing suicide_bombing assassination vehicle_attack hostage_taking arson "
        "shelling execution unarmed_assault infrastructure_attack mob_violence clash".split()
    ),
    frozenset({"killing_by_security_forces", "targeted_killing", "air_strike"}),
    frozenset({"kidnapping", "hostage_taking"}),
    frozenset({"protest", "violent_demonstration"}),
    frozenset({"killing_by_security_forces", "clash"}),
    frozenset({"armed_assault", "kidnapping"}),
    frozenset({"shelling", "air_strike"}),
)
#: Words that are used for any violence, so that a more special type of the same act outranks them.
GENERAL_TYPES = frozenset({"armed_assault", "clash"})
#: Types that are often only one side of an act: what was burnt or broken in an attack.
SIDE_TYPES = frozenset({"arson", "infrastructure_attack", "unarmed_assault", "mob_violence"})

_RECURRING = frozenset().union(*MERGEABLE) | {"sentence", "trial", "conviction"}
_HELD = frozenset({Role.SUSPECT, Role.PERPETRATOR, Role.DEFENDANT, Role.CONVICT})
_HARMED = frozenset({Role.VICTIM, Role.TARGET, Role.ITEM, Role.INSTRUMENT})
_FRESH = re.compile(
    r"^\W*(?:an?other|other|two other|more|several other|a second|a third|a separate|"
    r"the other|three other|four other|five other|\w+ (?:more|others?))\b",
    re.IGNORECASE,
)
_SEPARATE = re.compile(
    r"\b(?:another|separate(?:ly)?|a second|elsewhere|different|similar|other)\b", re.IGNORECASE
)
_POINTING = re.compile(r"^\W*(?:the|this|that|those|these|his|her|their)\b", re.IGNORECASE)
_NEAR = frozenset({Basis.ARGUMENT, Basis.SENTENCE})
_LONG_AGO = timedelta(days=21)
_NARROW = frozenset({TimePrecision.DAY, TimePrecision.DAYS})
_WIDE_PLACES = frozenset({PlacePrecision.COUNTRY, PlacePrecision.REGION})
_PROVINCIAL = _WIDE_PLACES | {PlacePrecision.PROVINCE}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two claims are, and whether something forbids that they are one."""

    score: float
    forbidden: bool


FORBIDDEN = Likeness(0.0, True)


def types_fit(a: str, b: str) -> bool:
    """Tell whether two types may be told of one act."""
    return a == b or any(a in group and b in group for group in MERGEABLE)


def time_basis(claim: GroundedClaim) -> Basis | None:
    """Return how near to the trigger the claim's time stands."""
    if not isinstance(claim.time, Interval):
        return None
    for anchor in claim.claim.times:
        if anchor.span == claim.time.mention:
            return anchor.basis
    return None


def compare_in_document(a: GroundedClaim, b: GroundedClaim, document: Document) -> Likeness:
    """Compare two claims of one document; ``b`` stands after ``a``."""
    if a.claim.scope != b.claim.scope or not types_fit(a.claim.type, b.claim.type):
        return FORBIDDEN
    if _is_history(a, b, document) or _is_history(b, a, document):
        return FORBIDDEN
    times = _times_in_document(a, b)
    places = _places_in_document(a, b)
    if times is None or places is None:
        return FORBIDDEN
    counts = _counts_fit(a, b)
    shared = _shared_parties(a, b, document)
    if counts is None and not shared:
        return FORBIDDEN
    if _is_fresh(b, document) and not shared:
        return FORBIDDEN
    if a.claim.type == "plot" and not shared and _names_other_suspects(a, b):
        return FORBIDDEN
    score = times + places + (counts or 0.0) + shared
    score += _pointing_back(b, document)
    if a.claim.type == b.claim.type:
        score += 0.25
    score += _main_story(a, b) + _tolls_alike(a, b)
    distance = b.claim.trigger.span.start - a.claim.trigger.span.start
    score += 0.5 if abs(distance) < 400 else 0.0
    if _supports(b, document) or _supports(a, document):
        score += 1.0
    return Likeness(score, False)


def _tolls_alike(a: GroundedClaim, b: GroundedClaim) -> float:
    """Score an equal number of people killed or injured, if it is not one."""
    left = {(t.effect, t.count.low) for t in a.toll if (t.count.low or 0) > 1}
    right = {(t.effect, t.count.low) for t in b.toll if (t.count.low or 0) > 1}
    return 0.75 if left & right else 0.0


def _main_story(a: GroundedClaim, b: GroundedClaim) -> float:
    """Score what tells no time of its own: it is most likely about the act told before.

    Reports of an attack or a verdict come back to it again and again; arrests come in lists.
    """
    if a.claim.type not in _RECURRING or b.claim.type not in _RECURRING:
        return 0.0
    own = time_basis(b) in _NEAR
    return 0.25 if own else 1.0


def _is_history(old: GroundedClaim, news: GroundedClaim, document: Document) -> bool:
    """Tell whether one claim is dated long before publication and the other told as news.

    "Gunmen attacked a post ... The group killed four tourists in July 2018": the undated report in
    a verb of its own is of these days, unless both name the same town.
    """
    if document.published is None or not isinstance(old.time, Interval):
        return False
    if time_basis(old) not in _NEAR or time_basis(news) in _NEAR:
        return False
    if old.time.end > document.published.date - _LONG_AGO:
        return False
    if isinstance(old.place, Place) and isinstance(news.place, Place):
        stated = old.place.basis in _NEAR
        if stated and old.place.gazetteer == news.place.gazetteer:
            return False
    return (
        not document.text_at(news.claim.trigger.span)
        .lower()
        .endswith(
            ("attack", "attacks", "bombing", "bombings", "blast", "killing", "shooting", "siege")
        )
    )


def _times_in_document(a: GroundedClaim, b: GroundedClaim) -> float | None:
    x, y = a.time, b.time
    if not isinstance(x, Interval) or not isinstance(y, Interval):
        return 0.0
    strong = Basis.DOCUMENT not in {time_basis(a), time_basis(b)}
    if x.end < y.start or y.end < x.start:
        return None if strong else -0.5
    if not strong:
        return 0.5
    if (x.start, x.end) == (y.start, y.end):
        return 1.5 if x.precision in _NARROW else 0.75
    return 0.5


def _places_in_document(a: GroundedClaim, b: GroundedClaim) -> float | None:
    x, y = a.place, b.place
    if not isinstance(x, Place) or not isinstance(y, Place):
        return 0.0
    near = {Basis.ARGUMENT, Basis.SENTENCE}
    strong = x.basis in near and y.basis in near
    fit = places_fit(x, y)
    if fit is None:
        return None if strong else -1.0
    return fit if strong else min(fit, 0.5)


def places_fit(x: Place, y: Place) -> float | None:
    """Score two places: 1 the same, less when one may hold the other, ``None`` when apart."""
    if x.gazetteer == y.gazetteer:
        return 0.5 if x.precision in _WIDE_PLACES else 1.0
    if x.country is None or y.country is None:
        return 0.1
    if x.country != y.country:
        return None
    if x.precision in _WIDE_PLACES or y.precision in _WIDE_PLACES:
        return 0.25
    if x.admin1 is not None and x.admin1 == y.admin1:
        return 0.5 if x.precision in _PROVINCIAL or y.precision in _PROVINCIAL else 0.3
    return None


def _counts_fit(a: GroundedClaim, b: GroundedClaim) -> float | None:
    """Compare how many were held: figures that differ forbid one arrest, not one attack."""
    best: float | None = 0.0
    for x in _held_counts(a):
        for y in _held_counts(b):
            if _contradict(x, y):
                return None
            if x.best is not None and x.best == y.best:
                best = max(best or 0.0, 0.3 if x.best == 1 else 1.0)
    return best


def _held_counts(claim: GroundedClaim) -> list[Count]:
    if claim.claim.type in {"armed_assault", "bombing"}:
        return []
    total = [t.count for t in claim.toll if t.effect is Effect.DETAINED]
    if total:
        return total
    return [
        a.count
        for a in claim.arguments
        if a.argument.role in _HELD
        and a.count is not None
        and a.argument.kind is not MentionKind.ORGANIZATION
    ]


def _contradict(x: Count, y: Count) -> bool:
    return (x.high is not None and y.low is not None and x.high < y.low) or (
        y.high is not None and x.low is not None and y.high < x.low
    )


def _shared_parties(a: GroundedClaim, b: GroundedClaim, document: Document) -> float:
    """Score parties that the text itself makes the same: antecedents, or equal names."""
    score = 0.0
    left = {_chain(x.argument.antecedent, x.argument.mention): x for x in a.arguments}
    for y in b.arguments:
        key = _chain(y.argument.antecedent, y.argument.mention)
        other = left.get(key)
        if other is not None and y.argument.role in _HELD | _HARMED:
            score = max(score, 2.0)
            continue
        if y.argument.role not in _HELD | _HARMED:
            continue
        for x in a.arguments:
            if x.argument.role != y.argument.role:
                continue
            mine = document.text_at(x.argument.head).casefold()
            yours = document.text_at(y.argument.head).casefold()
            if mine == yours and len(mine) > 3:
                score = max(score, 0.5)
    return score


def _chain(antecedent: Span | None, mention: Span) -> Span:
    return antecedent or mention


def _names_other_suspects(a: GroundedClaim, b: GroundedClaim) -> bool:
    """Tell whether both claims say whose plot it was, and not the same people's."""
    left = {
        _chain(x.argument.antecedent, x.argument.mention)
        for x in a.arguments
        if x.argument.role in _HELD
    }
    right = {
        _chain(x.argument.antecedent, x.argument.mention)
        for x in b.arguments
        if x.argument.role in _HELD
    }
    return bool(left) and bool(right) and left.isdisjoint(right)


def _is_fresh(claim: GroundedClaim, document: Document) -> bool:
    """Tell whether a claim says of itself that it is another act."""
    for argument in claim.arguments:
        if argument.argument.role in _HELD | {Role.ITEM} and _FRESH.match(
            document.text_at(argument.argument.mention)
        ):
            return True
    start = claim.claim.trigger.span.start
    window = document.text[max(0, start - 28) : start]
    return bool(_SEPARATE.search(window.rpartition(".")[2]))


def _pointing_back(claim: GroundedClaim, document: Document) -> float:
    trigger = claim.claim.trigger.span
    before = document.text[max(0, trigger.start - 40) : trigger.start]
    words = re.split(r"[.,;]", before)[-1]
    tail = " ".join(words.split()[-4:])
    if _POINTING.match(tail) or re.search(
        r"\b(?:the|this|that|these|those)\s+(?:\w+\s+){0,2}$", words
    ):
        return 1.0
    held = [
        a for a in claim.arguments if a.argument.role in _HELD | _HARMED and a.argument.antecedent
    ]
    return 0.5 if held else 0.0


def _supports(claim: GroundedClaim, document: Document) -> bool:
    segment = document.segment_at(claim.claim.trigger.span.start)
    return segment is not None and segment.kind in {
        SegmentKind.HEADLINE,
        SegmentKind.CAPTION,
        SegmentKind.SUBHEADING,
    }


def _time_likeness(x: Interval, y: Interval) -> float:
    if x.precision is TimePrecision.PERIOD or y.precision is TimePrecision.PERIOD:
        return 0.5 if (x.start, x.end) == (y.start, y.end) else 0.0
    if x.end < y.start or y.end < x.start:
        gap = max(x.start, y.start) - min(x.end, y.end)
        narrow = x.precision in _NARROW and y.precision in _NARROW
        return 0.5 if narrow and gap <= timedelta(days=1) else -1.0
    if x.precision in _NARROW and y.precision in _NARROW:
        return 1.5
    return 0.4
