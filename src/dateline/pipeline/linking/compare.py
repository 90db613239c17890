"""How alike two claims of one document are, and which types and places fit each other."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, hypot, radians

from dateline.core.claims import Effect, MentionKind, Role, Scope, Side, Stage, Status
from dateline.core.documents import Document, Span
from dateline.core.grounded import (
    Count,
    GroundedClaim,
    Interval,
    Place,
    PlacePrecision,
    TimePrecision,
    TimeRelation,
)
from dateline.pipeline.linking.wording import (
    HARMED,
    HELD,
    NEAR,
    counted_heads,
    is_another,
    is_another_elsewhere,
    is_supporting,
    is_told_apart,
    is_what_another_is_about,
    points_back,
    sentence_around,
    takes_up_parties,
    time_basis,
    time_is_own,
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

#: Words by which a denial goes with a claim of the same speaker.
_SAME_BREATH = re.compile(
    r"\bsame (?:statement|message|video|call|communiqu)"
    r"|\b(?:also|but|while) (?:\w+ ){0,2}?den(?:y|ie)",
    re.IGNORECASE,
)
#: Captives are counted apart from the dead.
_CAPTURES = frozenset({"kidnapping", "hostage_taking"})
_RECURRING = frozenset().union(*MERGEABLE) | {"sentence", "trial", "conviction"}
#: What is burnt or wrecked in an attack on people is an act of its own.
_AGAINST_THINGS = frozenset({"arson", "infrastructure_attack"})
_THINGS = frozenset({MentionKind.FACILITY, MentionKind.OBJECT, MentionKind.PLACE})
_COURT = frozenset({"sentence", "conviction"})
_NOT_DONE = frozenset({Stage.FOILED, Stage.PLANNED, Stage.THREATENED})
_DONE = frozenset({Stage.ACCOMPLISHED, Stage.ONGOING})
_TOLD_OF_AIR_STRIKES = frozenset({"armed_assault", "bombing"})
#: Days from the first to the last of a month, at least.
_MONTH = 27
_LONG_AGO = timedelta(days=21)
#: What the text itself says is one party counts so much.
_SAME_PARTY = 2.0
#: Distances in characters: near each other, and in the sentences that follow.
_CLOSE, _NEXT = 400, 700
#: Two towns farther apart than this are no place of one act.
_ONE_ACT_KM = 25.0
_KM_PER_DEGREE = 111.2
_NARROW = frozenset({TimePrecision.DAY, TimePrecision.DAYS})
_WIDE_PLACES = frozenset({PlacePrecision.COUNTRY, PlacePrecision.REGION})
_PROVINCIAL = _WIDE_PLACES | {PlacePrecision.PROVINCE}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two claims are, and whether something forbids that they are one."""

    score: float
    forbidden: bool


FORBIDDEN = Likeness(0.0, True)
#: How alike an arrest is to that of some of those arrested, and how some of them are told of.
_OF_THEM = 3.0
_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
_SOME = re.compile(
    rf"(?:{_NUMBER}\s+of\s+)?the\s+{_NUMBER}\s+others?\b|the\s+other(?:s\b|\s+{_NUMBER}\b)"
    rf"|{_NUMBER}\s+of\s+(?:them|those|the\s+(?:{_NUMBER}|men|suspects|detainees|arrested))\b",
    re.IGNORECASE,
)
#: How many characters before a mention say that it is one of them.
_BEFORE = len("three of ")


def types_fit(a: str, b: str) -> bool:
    """Tell whether two types may be told of one act."""
    return a == b or any(a in group and b in group for group in MERGEABLE)


def compare_in_document(a: GroundedClaim, b: GroundedClaim, document: Document) -> Likeness:
    """Compare two claims of one document; ``b`` stands after ``a``."""
    if a.claim.scope != b.claim.scope or not _types_fit_here(a, b, document):
        return FORBIDDEN
    if a.claim.scope is Scope.AGGREGATE and _are_other_totals(a, b):
        return FORBIDDEN
    if _is_owned_and_disowned(a, b, document):
        return FORBIDDEN
    if _is_history(a, b, document) or _is_history(b, a, document):
        return FORBIDDEN
    if _ends_differ(a, b) or _sums_up(a, b) or _sums_up(b, a):
        return FORBIDDEN
    times = _times_in_document(a, b, document)
    if times is not None and _tells_of_part(a, b, document):
        return Likeness(_OF_THEM, False)
    places = _places_in_document(a, b)
    if times is None or places is None:
        return FORBIDDEN
    counts = _counts_fit(a, b)
    shared = _shared_parties(a, b, document)
    if counts is None and not shared and not _is_part_of_verdict(a, b, document):
        return FORBIDDEN
    if shared < _SAME_PARTY and (
        is_another(b, document, of_one_band=_may_be_of_one_band(b))
        or (is_another_elsewhere(b, a, document) and not is_told_apart(a, document))
    ):
        return FORBIDDEN
    if a.claim.type == "plot" and not shared and _names_other_suspects(a, b):
        return FORBIDDEN
    score = times + places + (counts or 0.0) + shared + _points_back(b, document)
    if a.claim.type == b.claim.type:
        score += 0.25
    score += _main_story(a, b) + _tolls_alike(a, b) + _victims_differ(a, b, document)
    score += _in_one_clause(a, b)
    distance = b.claim.trigger.span.start - a.claim.trigger.span.start
    score += 0.5 if abs(distance) < _CLOSE else 0.0
    if is_supporting(b, document) or is_supporting(a, document):
        score += 1.0
    return Likeness(score, False)


def _may_be_of_one_band(claim: GroundedClaim) -> bool:
    """Tell whether an attack has no place of its own, so that its doers may be of those before."""
    place = claim.place
    own = isinstance(place, Place) and place.basis in NEAR and place.precision not in _WIDE_PLACES
    return claim.claim.type in MERGEABLE[0] and not own


def _ends_differ(a: GroundedClaim, b: GroundedClaim) -> bool:
    """Tell whether one act was done and the other stopped, or tried at another place.

    A clause that is told twice tells of one act.
    """
    stages = {a.claim.stage, b.claim.stage}
    if not stages & _DONE or a.claim.evidence[0] == b.claim.evidence[0]:
        return False
    if Stage.ATTEMPTED in stages:
        x, y = a.place, b.place
        return (
            isinstance(x, Place)
            and isinstance(y, Place)
            and x.basis in NEAR
            and y.basis in NEAR
            and {x.precision, y.precision} == {PlacePrecision.TOWN}
            and x.gazetteer != y.gazetteer
        )
    return bool(stages & _NOT_DONE)


def _is_owned_and_disowned(a: GroundedClaim, b: GroundedClaim, document: Document) -> bool:
    """Tell whether somebody claims one act and, in the same breath, denies another."""
    if {a.claim.status, b.claim.status} != {Status.CLAIMED, Status.DENIED}:
        return False
    denial = a if a.claim.status is Status.DENIED else b
    return _SAME_BREATH.search(_sentence_text(denial, document)) is not None


def _sentence_text(claim: GroundedClaim, document: Document) -> str:
    return document.text_at(sentence_around(document, claim.claim.trigger.span))


def _are_other_totals(a: GroundedClaim, b: GroundedClaim) -> bool:
    """Tell whether two totals count other acts, other people, or in periods of their own."""
    if a.claim.type != b.claim.type and GENERAL_TYPES.isdisjoint({a.claim.type, b.claim.type}):
        return True
    if _CAPTURES & {a.claim.type, b.claim.type} and a.claim.type != b.claim.type:
        return True
    sides = [{t.side for t in c.toll if t.effect is Effect.KILLED} for c in (a, b)]
    if all(sides) and (Side.PERPETRATORS in sides[0]) != (Side.PERPETRATORS in sides[1]):
        return True
    x, y = a.time, b.time
    if not isinstance(x, Interval) or not isinstance(y, Interval):
        return False
    if time_basis(a) not in NEAR or time_basis(b) not in NEAR:
        return False
    return max(abs((x.start - y.start).days), abs((x.end - y.end).days)) >= _MONTH


def _sums_up(whole: GroundedClaim, part: GroundedClaim) -> bool:
    """Tell whether a claim counts the dead of a month or more, and the other fewer on some day."""
    x, y = whole.time, part.time
    if not isinstance(x, Interval) or not isinstance(y, Interval):
        return False
    if (x.end - x.start).days < _MONTH or y.precision not in _NARROW:
        return False
    most = max((t.count.low or 0 for t in whole.toll if t.effect is Effect.KILLED), default=0)
    return any(
        t.effect is Effect.KILLED and t.count.high is not None and 0 < t.count.high < most
        for t in part.toll
    )


def _types_fit_here(a: GroundedClaim, b: GroundedClaim, document: Document) -> bool:
    """Tell whether two claims of a text may tell of one act, by type.

    What is burnt or wrecked in an attack with other victims or targets is another act. An attack
    may be one from the air where the text takes it up ("the attack") or in the same sentence.
    """
    types = {a.claim.type, b.claim.type}
    if "air_strike" in types and types & _TOLD_OF_AIR_STRIKES:
        return points_back(b, document) or sentence_around(
            document, a.claim.trigger.span
        ) == sentence_around(document, b.claim.trigger.span)
    if len(types) == 2 and len(types & _AGAINST_THINGS) == 1:
        things, other = (a, b) if a.claim.type in _AGAINST_THINGS else (b, a)
        return types_fit(*types) and not (_wrecks(things) and _harms(other))
    return types_fit(a.claim.type, b.claim.type)


def _wrecks(claim: GroundedClaim) -> bool:
    return not claim.toll and any(
        a.argument.role is Role.TARGET and a.argument.kind in _THINGS for a in claim.arguments
    )


def _harms(claim: GroundedClaim) -> bool:
    return bool(claim.toll) or any(
        a.argument.role in {Role.VICTIM, Role.TARGET} for a in claim.parties
    )


def _tells_of_part(a: GroundedClaim, b: GroundedClaim, document: Document) -> bool:
    """Tell whether a claim tells where some of those were caught whose arrest was told before.

    "Police arrested three men. One of the three was held in Torva, the two others in Osh."
    """
    if a.claim.type != "arrest" or b.claim.type != "arrest":
        return False
    if not 0 < b.claim.trigger.span.start - a.claim.trigger.span.end < _NEXT:
        return False
    if not _are_some(b, document):
        return False
    if _are_some(a, document):
        return True
    whole = [c.best for c in _held_counts(a) if c.best is not None]
    part = [c.best for c in _held_counts(b) if c.best is not None]
    return bool(whole) and bool(part) and max(part) < max(whole)


def _are_some(claim: GroundedClaim, document: Document) -> bool:
    """Tell whether those held are told of as some of others: "one of the three"."""
    held = [x.argument.mention for x in claim.parties if x.argument.role in HELD]
    told = (document.text[max(0, m.start - _BEFORE) : m.end] for m in held)
    return any(_SOME.search(words) for words in told)


def _is_part_of_verdict(a: GroundedClaim, b: GroundedClaim, document: Document) -> bool:
    """Tell whether a claim goes on with what some of those got who were just sentenced.

    "A court sentenced three men. One got 14 years, the two others nine."
    """
    if a.claim.type != b.claim.type or a.claim.type not in _COURT or time_is_own(b, document):
        return False
    if not 0 < b.claim.trigger.span.start - a.claim.trigger.span.end < _NEXT:
        return False
    whole = [c.best for c in _held_counts(a) if c.best is not None]
    part = [c.best for c in _held_counts(b) if c.best is not None]
    return bool(whole) and bool(part) and max(part) < max(whole)


def _tolls_alike(a: GroundedClaim, b: GroundedClaim) -> float:
    """Score an equal number of people killed or injured, if it is not one."""
    left = {(t.effect, t.count.low) for t in a.toll if (t.count.low or 0) > 1}
    right = {(t.effect, t.count.low) for t in b.toll if (t.count.low or 0) > 1}
    if left & right:
        return 0.75
    return 0.75 if counted_heads(a, Role.VICTIM) & counted_heads(b, Role.VICTIM) else 0.0


def _victims_differ(a: GroundedClaim, b: GroundedClaim, document: Document) -> float:
    """Score against one act where a victim told of before is none of the other claim's."""
    theirs = [x for x in a.parties if x.argument.role is Role.VICTIM]
    known = {span for x in theirs for span in (x.argument.mention, x.argument.antecedent)}
    if not theirs:
        return 0.0
    for y in b.parties:
        antecedent = y.argument.antecedent
        if y.argument.role is not Role.VICTIM or antecedent is None or antecedent in known:
            continue
        if not any(x.argument.mention.overlaps(antecedent) for x in theirs) and not any(
            x.count is not None and y.count is not None and not _contradict(x.count, y.count)
            for x in theirs
        ):
            return -1.5
    return 0.0


def _in_one_clause(a: GroundedClaim, b: GroundedClaim) -> float:
    """Score that the words of one claim hold the trigger of the other: "killed in the blast"."""
    clauses = ((a.claim.evidence[0], b), (b.claim.evidence[0], a))
    return 0.75 if any(c.contains(other.claim.trigger.span) for c, other in clauses) else 0.0


def _main_story(a: GroundedClaim, b: GroundedClaim) -> float:
    """Score what tells no time of its own: it is most likely about the act told before.

    Reports of an attack or a verdict come back to it again and again; arrests come in lists.
    """
    if a.claim.type not in _RECURRING or b.claim.type not in _RECURRING:
        return 0.0
    own = time_basis(b) in NEAR
    return 0.25 if own else 1.0


def _is_history(old: GroundedClaim, news: GroundedClaim, document: Document) -> bool:
    """Tell whether one claim is dated long before publication and the other told as news.

    "Gunmen attacked a post ... The group killed four tourists in July 2018": the undated report in
    a verb of its own is of these days, unless both name the same town.
    """
    if document.published is None or not isinstance(old.time, Interval):
        return False
    if time_basis(old) not in NEAR or time_is_own(news, document):
        return False
    if old.time.end > document.published.date - _LONG_AGO:
        return False
    if isinstance(news.time, Interval) and _days(news.time) == _days(old.time):
        return False
    if is_what_another_is_about(news, document):
        return False
    if isinstance(old.place, Place) and isinstance(news.place, Place):
        stated = old.place.basis in NEAR
        if stated and old.place.gazetteer == news.place.gazetteer:
            return False
    if old.claim.type == news.claim.type and old.claim.evidence[0] == news.claim.evidence[0]:
        return False
    return (
        not document.text_at(news.claim.trigger.span)
        .lower()
        .endswith(
            ("attack", "attacks", "bombing", "bombings", "blast", "killing", "shooting", "siege")
        )
    )


def _times_in_document(a: GroundedClaim, b: GroundedClaim, document: Document) -> float | None:
    x, y = a.time, b.time
    if not isinstance(x, Interval) or not isinstance(y, Interval):
        return 0.0
    if _lies_before(x, y) or _lies_before(y, x):
        return 0.0
    strong = time_is_own(a, document) and time_is_own(b, document)
    if x.end < y.start or y.end < x.start:
        return None if strong else -0.5
    if not strong:
        return 0.5
    if _days(x) == _days(y):
        return 1.5 if x.precision in _NARROW else 0.75
    return 0.5


def _lies_before(day: Interval, bound: Interval) -> bool:
    """Tell whether a day is within what the day of a statement only bounds."""
    bounds = bound.relation is TimeRelation.ON_OR_BEFORE
    return bounds and day.relation is TimeRelation.IN and day.end < bound.start


def _days(interval: Interval) -> tuple[date, date]:
    return (interval.start, interval.end)


def _places_in_document(a: GroundedClaim, b: GroundedClaim) -> float | None:
    x, y = a.place, b.place
    if not isinstance(x, Place) or not isinstance(y, Place):
        return 0.0
    strong = x.basis in NEAR and y.basis in NEAR
    fit = places_fit(x, y)
    if strong and fit is not None and _are_two_towns(x, y):
        return None
    if fit is None:
        return None if strong else -1.0
    return fit if strong else min(fit, 0.5)


def _are_two_towns(x: Place, y: Place) -> bool:
    """Tell whether two places are towns of one province, too far apart for one act."""
    if x.gazetteer == y.gazetteer or {x.precision, y.precision} != {PlacePrecision.TOWN}:
        return False
    if x.latitude is None or y.latitude is None or x.longitude is None or y.longitude is None:
        return False
    north = x.latitude - y.latitude
    east = (x.longitude - y.longitude) * cos(radians((x.latitude + y.latitude) / 2))
    return hypot(north, east) * _KM_PER_DEGREE > _ONE_ACT_KM


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
    if claim.claim.type in MERGEABLE[0]:
        return []
    total = [t.count for t in claim.toll if t.effect is Effect.DETAINED]
    if total:
        return total
    return [
        a.count
        for a in claim.arguments
        if a.argument.role in HELD
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
    left = {_chain(x.argument.antecedent, x.argument.mention): x for x in a.parties}
    for y in b.parties:
        key = _chain(y.argument.antecedent, y.argument.mention)
        other = left.get(key)
        if other is not None and y.argument.role in HELD | HARMED:
            score = max(score, _SAME_PARTY)
            continue
        if y.argument.role not in HELD | HARMED:
            continue
        for x in a.parties:
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
        if x.argument.role in HELD
    }
    right = {
        _chain(x.argument.antecedent, x.argument.mention)
        for x in b.arguments
        if x.argument.role in HELD
    }
    return bool(left) and bool(right) and left.isdisjoint(right)


def _points_back(claim: GroundedClaim, document: Document) -> float:
    if points_back(claim, document):
        return 1.0
    return 0.5 if takes_up_parties(claim) else 0.0
