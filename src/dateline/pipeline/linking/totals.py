"""Totals against the record: what a figure over a period should cover, and what is on record.

A total ("since January, 41 people have been detained") is an aggregate event. The incidents it
should cover are those of a type it counts, in its country and period, by the actor it names. Each
is on record for certain or only possibly (its day or place is wider than the total's, its type is
a near one); the sum of the first, and of both, is a range that the figure lies in, above or below.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dateline.core.claims import Basis, Effect, MentionKind, Role, Scope, Side, Stage, Status
from dateline.core.events import Event, RelationKind
from dateline.core.grounded import Interval, Place, PlacePrecision, TimeBasis, TimeRelation
from dateline.pipeline.linking.incidents import Incident

#: An incident, read whole or as far as totals need it.
OnRecord = Event | Incident


class Unit(StrEnum):
    """What a total counts."""

    PEOPLE = "people"
    KILLED = "killed"
    INJURED = "injured"
    GROUPS = "groups"
    ACTS = "acts"


class Verdict(StrEnum):
    """How a total compares with the incidents on record."""

    MATCHES = "matches"
    MORE = "more on record"
    FEWER = "fewer on record"
    NOT_COMPARABLE = "not comparable"


class Obstacle(StrEnum):
    """Why a total cannot be compared."""

    NO_FIGURE = "it gives no figure"
    NO_PERIOD = "its period is not known"
    NO_PLACE = "its country is not known"
    OTHER_UNIT = "what it counts is not counted in incidents"
    ADDS_TO_OTHERS = "it adds to figures given elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Lowest and highest number; ``high`` is ``None`` where it is open."""

    low: float
    high: float | None

    def __add__(self, other: "Range") -> "Range":
        high = None if self.high is None or other.high is None else self.high + other.high
        return Range(low=self.low + other.low, high=high)


NOTHING = Range(low=0, high=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A total that can be compared: what it counts, how many, when, where and by whom."""

    event: Event
    unit: Unit
    figure: Range
    period: Interval
    country: str
    admin1: str | None
    stage: Stage
    actor: str | None
    side: Side | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """An incident a total should cover; ``sure`` is false where it only may."""

    event: str
    amount: Range
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """A total beside the record.

    Attributes:
        total: Id of the aggregate event.
        verdict: The comparison.
        obstacle: Why there is none.
        unit: What is counted.
        figure: The figure the total gives.
        counted: Incidents on record that it should cover, by id.
        surely: What those add up to that are covered for certain.
        at_most: What all of them add up to.
        missing: How far the record falls short of the figure (``FEWER``) or exceeds it (``MORE``).
        itemised: Whether the report that gives the total tells these incidents one by one.
        within: Ids of wider totals that include this one.
    """

    total: str
    verdict: Verdict
    obstacle: Obstacle | None = None
    unit: Unit | None = None
    figure: Range | None = None
    counted: tuple[Counted, ...] = ()
    surely: Range = NOTHING
    at_most: Range = NOTHING
    missing: Range = NOTHING
    itemised: bool = False
    within: tuple[str, ...] = ()


_WORDS_ALONE = frozenset({"threat", "claim_of_responsibility"})
_ANY_ATTACK = "armed_assault"
#: What a total of one type counts besides that type: for certain, and possibly.
_ALSO: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "arrest": (frozenset(), frozenset({"raid", "group_dismantled"})),
    "group_dismantled": (frozenset(), frozenset({"arrest", "plot"})),
    "conviction": (frozenset({"sentence"}), frozenset()),
    "sentence": (frozenset(), frozenset({"conviction"})),
    "charge": (frozenset(), frozenset({"trial"})),
    "bombing": (frozenset({"suicide_bombing"}), frozenset()),
    "kidnapping": (frozenset({"hostage_taking"}), frozenset()),
    "killing_by_security_forces": (
        frozenset({"targeted_killing"}),
        frozenset({"clash", "air_strike", "raid"}),
    ),
    "plot": (frozenset(), frozenset()),
}
_PEOPLE_ROLES: Mapping[str, frozenset[Role]] = {
    "conviction": frozenset({Role.CONVICT, Role.DEFENDANT}),
    "sentence": frozenset({Role.CONVICT, Role.DEFENDANT}),
    "trial": frozenset({Role.DEFENDANT}),
    "charge": frozenset({Role.DEFENDANT, Role.SUSPECT}),
    "acquittal": frozenset({Role.DEFENDANT}),
    "kidnapping": frozenset({Role.VICTIM}),
    "hostage_taking": frozenset({Role.VICTIM}),
}
_SUSPECTS = frozenset({Role.SUSPECT, Role.DEFENDANT, Role.CONVICT, Role.PERPETRATOR})
#: How much more than "at least 3" may be meant by it.
_TENFOLD = 10
#: How many days a period lasts at least from its first to its last.
_MONTH = 27
_PROVINCIAL = frozenset(
    {PlacePrecision.PROVINCE, PlacePrecision.DISTRICT, PlacePrecision.TOWN, PlacePrecision.SITE}
)


def read_total(
    event: Event, families: Mapping[str, str], country: str | None = None
) -> Total | Obstacle:
    """Return what an aggregate event counts, or why it cannot be compared.

    Args:
        event: An event of scope ``aggregate``.
        families: Family of each event type.
        country: Where no place is known: ISO code of the country whose authority gives the figure.
    """
    type_ = event.type.value or ""
    measured = _figure(event, type_, families)
    if measured is None:
        return Obstacle.NO_FIGURE
    unit, figure, side = measured
    if unit is None:
        return Obstacle.OTHER_UNIT
    if event.time.value is None:
        return Obstacle.NO_PERIOD
    place = event.place.value
    where = (place.country if place else None) or country
    if where is None:
        return Obstacle.NO_PLACE
    provincial = place is not None and place.precision in _PROVINCIAL and is_stated(place)
    return Total(
        event=event,
        unit=unit,
        figure=figure,
        period=event.time.value,
        country=where,
        admin1=place.admin1 if place and provincial else None,
        stage=event.stage.value or Stage.ACCOMPLISHED,
        actor=_actor(event) if families.get(type_) == "violence" else None,
        side=side,
    )


def is_stated(place: Place) -> bool:
    """Tell whether a place stands with the figure: a dateline does not narrow a national total."""
    return place.basis in {Basis.ARGUMENT, Basis.SENTENCE}


def sums_up(event: Event) -> bool:
    """Tell whether an event is as wide as a total: some number in a month or more, in a country.

    In a report that gives totals such an event is one of them, a part of another perhaps.
    """
    time, place = event.time.value, event.place.value
    if time is None or time.basis is TimeBasis.PUBLICATION:
        return False
    if (time.end - time.start).days < _MONTH or time.relation is not TimeRelation.IN:
        return False
    nowhere = place is None or not is_stated(place) or place.precision not in _PROVINCIAL
    counted = _people(event, event.type.value or "")
    return nowhere and counted is not None and counted.low > 1


def types_counted(total_type: str, families: Mapping[str, str]) -> frozenset[str]:
    """Return the types of incident that a total of a type counts, surely or possibly."""
    sure, possible = _ALSO.get(total_type, (frozenset(), frozenset()))
    if total_type == _ANY_ATTACK:
        violence = {t for t, family in families.items() if family == "violence"}
        return frozenset(violence - _WORDS_ALONE)
    return frozenset({total_type}) | sure | possible


def reconcile(
    total: Total, incidents: Iterable[OnRecord], families: Mapping[str, str]
) -> Reconciliation:
    """Compare a total with the incidents on record that it should cover."""
    found: list[tuple[Counted, OnRecord]] = []
    for incident in sorted(incidents, key=lambda e: e.id):
        sure = _covers(total, incident, families)
        if sure is None:
            continue
        amount = _amount(total, incident)
        if amount is not None:
            found.append((Counted(event=incident.id, amount=amount, sure=sure), incident))
    return _judge(total, _without_sequels(found), itemised=False)


def itemise(
    total: Total,
    in_report: Sequence[Event],
    families: Mapping[str, str],
) -> Reconciliation | None:
    """Return the comparison where the report of a total tells its incidents one by one.

    Args:
        total: The total.
        in_report: Incidents the same document tells after the total, in text order.
        families: Family of each event type.

    Returns:
        ``None`` unless the incidents that follow add up to the figure exactly.
    """
    counted: list[Counted] = []
    so_far = NOTHING
    for incident in in_report:
        if _covers(total, incident, families) is None:
            continue
        amount = _amount(total, incident)
        if amount is None:
            continue
        so_far = so_far + amount
        counted.append(Counted(event=incident.id, amount=amount, sure=True))
        if so_far == total.figure:
            return _judge(total, counted, itemised=True)
        if so_far.low > total.figure.low:
            return None
    return None


def contains(outer: Total, inner: Total, families: Mapping[str, str]) -> bool:
    """Tell whether a total includes another: wider in time or place, of a type it counts."""
    if outer.event.id == inner.event.id or outer.unit != inner.unit:
        return False
    if (inner.event.type.value or "") not in types_counted(outer.event.type.value or "", families):
        return False
    province = inner.admin1
    if province is None and _is_told_beside(inner, outer):
        province = outer.admin1
    same = (outer.period.start, outer.period.end, outer.admin1) == (
        inner.period.start,
        inner.period.end,
        province,
    )
    return (
        not same
        and outer.country == inner.country
        and outer.admin1 in {None, province}
        and outer.period.start <= inner.period.start
        and inner.period.end <= outer.period.end
        and outer.stage == inner.stage
        and (outer.figure.high is None or inner.figure.low <= outer.figure.high)
    )


def _is_told_beside(part: Total, whole: Total) -> bool:
    """Tell whether a total names no place of its own and a report gives it with another."""
    place = part.event.place.value
    own = place is not None and is_stated(place)
    return not own and not set(part.event.documents).isdisjoint(whole.event.documents)


def overlaps(one: Total, other: Total, families: Mapping[str, str]) -> bool:
    """Tell whether two totals count some of the same incidents, though neither holds the other."""
    if one.event.id == other.event.id or one.unit != other.unit or one.country != other.country:
        return False
    types = types_counted(one.event.type.value or "", families)
    return (
        (other.event.type.value or "") in types
        and one.period.start <= other.period.end
        and other.period.start <= one.period.end
        and not contains(one, other, families)
        and not contains(other, one, families)
    )


def _figure(
    event: Event, type_: str, families: Mapping[str, str]
) -> tuple[Unit | None, Range, Side | None] | None:
    """Return what a total counts and how many; the unit is ``None`` if no incident tells it."""
    acts = _largest(event, frozenset({Role.OFFENCE}))
    if acts is not None and (families.get(type_) in {"violence", "plot"} or type_ == "protest"):
        return Unit.ACTS, acts, None
    for effect, unit in ((Effect.KILLED, Unit.KILLED), (Effect.INJURED, Unit.INJURED)):
        for toll in event.toll:
            if toll.effect is effect and toll.count.value is not None:
                low, high = toll.count.value.low, toll.count.value.high
                return unit, Range(low=low or 0, high=high), toll.side
    if type_ == "group_dismantled":
        groups = _largest(event, frozenset({Role.ORGANIZATION, Role.SUSPECT}))
        return None if groups is None else (Unit.GROUPS, groups, None)
    people = _people(event, type_)
    if people is not None:
        return Unit.PEOPLE, people, None
    items = _largest(event, frozenset({Role.ITEM, Role.INSTRUMENT}))
    return None if items is None else (None, items, None)


def _largest(event: OnRecord, roles: frozenset[Role]) -> Range | None:
    counts = [
        support.value.count
        for support in event.participants
        if support.value.argument.role in roles and support.value.argument.quantity is not None
    ]
    ranges = [
        Range(low=c.low if c.low is not None else (c.best or 0), high=c.high)
        for c in counts
        if c is not None
    ]
    return max(ranges, key=lambda r: (r.low, r.high or 0)) if ranges else None


def _people(event: OnRecord, type_: str) -> Range | None:
    """Return how many people an enforcement or court event is about."""
    detained = [t.count.value for t in event.toll if t.effect is Effect.DETAINED and t.count.value]
    if type_ in {"arrest", "raid"} and detained:
        return _sum(Range(low=c.low or 0, high=c.high) for c in detained)
    roles = _PEOPLE_ROLES.get(type_, _SUSPECTS)
    counted = _largest(event, roles)
    if counted is not None:
        return counted
    named = {
        (s.value.argument.antecedent or s.value.argument.mention)
        for s in event.participants
        if s.value.argument.role in roles and (s.value.count is None or s.value.count.high == 1)
    }
    plural = any(
        s.value.argument.role in roles and s.value.count is not None and s.value.count.high is None
        for s in event.participants
    )
    if not named and not plural:
        return None
    return Range(low=max(len(named), 2 if plural else 0), high=None if plural else len(named))


def _sum(ranges: Iterable[Range]) -> Range:
    total = NOTHING
    for each in ranges:
        total = total + each
    return total


def _actor(event: OnRecord) -> str | None:
    for support in event.participants:
        if support.value.argument.role is Role.PERPETRATOR and support.value.actor:
            return support.value.actor
    return None


def _covers(total: Total, incident: OnRecord, families: Mapping[str, str]) -> bool | None:
    """Tell whether a total counts an incident: surely, possibly (``False``) or not (``None``).

    One that somebody denies is counted where others tell of it.
    """
    checks: tuple[Callable[[Total, OnRecord], bool | None], ...] = (
        _in_period,
        _in_place,
        _by_actor,
    )
    undone = incident.status.value in {Status.DENIED, Status.ACQUITTED}
    if incident.scope.value is Scope.AGGREGATE or (undone and not incident.status.disputed):
        return None
    answers = [_of_type(total, incident, families), *(check(total, incident) for check in checks)]
    if any(answer is None for answer in answers):
        return None
    return all(answers)


def _of_type(total: Total, incident: OnRecord, families: Mapping[str, str]) -> bool | None:
    wanted, type_ = total.event.type.value or "", incident.type.value or ""
    if type_ not in types_counted(wanted, families):
        return None
    if (total.stage is Stage.FOILED) != (incident.stage.value is Stage.FOILED):
        return None
    if incident.stage.value in {Stage.PLANNED, Stage.THREATENED} and total.stage not in {
        Stage.PLANNED,
        Stage.THREATENED,
    }:
        return None
    return type_ not in _ALSO.get(wanted, (frozenset(), frozenset()))[1]


def _in_period(total: Total, incident: OnRecord) -> bool | None:
    time = incident.time.value
    if time is None:
        return False if set(incident.documents) & set(total.event.documents) else None
    if time.end < total.period.start or time.start > total.period.end:
        return None
    return total.period.start <= time.start and time.end <= total.period.end


def _in_place(total: Total, incident: OnRecord) -> bool | None:
    place: Place | None = incident.place.value
    if place is None or place.country is None:
        return False if set(incident.documents) & set(total.event.documents) else None
    if place.country != total.country:
        return None
    if total.admin1 is None or place.admin1 == total.admin1:
        return True
    return False if place.admin1 is None else None


def _by_actor(total: Total, incident: OnRecord) -> bool | None:
    if total.actor is None:
        return True
    actor = _actor(incident)
    if actor is None:
        return False
    return True if actor == total.actor else None


def _amount(total: Total, incident: OnRecord) -> Range | None:
    if total.unit is Unit.ACTS:
        return Range(low=1, high=1)
    if total.unit is Unit.GROUPS:
        groups = None
        if incident.type.value == "group_dismantled":
            groups = _largest(incident, frozenset({Role.ORGANIZATION, Role.SUSPECT}))
        elif not _is_of_several(incident):
            return None
        return groups or Range(low=1, high=1)
    if total.unit is Unit.PEOPLE:
        return _people(incident, incident.type.value or "") or Range(low=1, high=None)
    effect = Effect.KILLED if total.unit is Unit.KILLED else Effect.INJURED
    counts = [
        toll.count.value
        for toll in incident.toll
        if toll.effect is effect and toll.count.value and _same_side(toll.side, total.side)
    ]
    return _sum(Range(low=c.low or 0, high=c.high) for c in counts) if counts else None


def _is_of_several(incident: OnRecord) -> bool:
    """Tell whether the suspects of an event are a group or several people."""
    people = _people(incident, incident.type.value or "")
    return (people is not None and people.low >= 2) or any(
        support.value.argument.role in _SUSPECTS
        and support.value.argument.kind in {MentionKind.GROUP, MentionKind.ORGANIZATION}
        for support in incident.participants
    )


def _same_side(side: Side, wanted: Side | None) -> bool:
    if wanted is Side.PERPETRATORS:
        return side is Side.PERPETRATORS
    return side is not Side.PERPETRATORS


def _without_sequels(found: Sequence[tuple[Counted, OnRecord]]) -> list[Counted]:
    """Leave out what follows on or is part of something counted: the sentence, the arrests."""
    kept: list[Counted] = []
    counted: dict[str, OnRecord] = {}
    for one, event in sorted(found, key=lambda f: (not f[0].sure, _first_day(f[1]), f[0].event)):
        tied = {r.event for r in event.relations if r.kind is not RelationKind.COUNTED_IN}
        if any(
            other in tied and counted[other].type.value != event.type.value for other in counted
        ):
            continue
        counted[event.id] = event
        kept.append(one)
    return sorted(kept, key=lambda c: c.event)


def _first_day(event: OnRecord) -> int:
    return event.time.value.start.toordinal() if event.time.value else 0


def _believed(amount: Range) -> float:
    """Return the most a number may be: one that is open is less than ten times its lowest."""
    return _TENFOLD * max(amount.low, 1) if amount.high is None else amount.high


def _judge(total: Total, counted: Sequence[Counted], *, itemised: bool) -> Reconciliation:
    surely = _sum(c.amount for c in counted if c.sure)
    at_most = _sum(c.amount for c in counted)
    figure = total.figure
    verdict, missing = Verdict.MATCHES, NOTHING
    most = sum(_believed(c.amount) for c in counted)
    if most < figure.low:
        verdict = Verdict.FEWER
        missing = Range(
            low=figure.low - most,
            high=None if figure.high is None else figure.high - surely.low,
        )
    elif figure.high is not None and surely.low > figure.high:
        verdict = Verdict.MORE
        missing = Range(
            low=surely.low - figure.high,
            high=None if at_most.high is None else at_most.high - figure.low,
        )
    return Reconciliation(
        total=total.event.id,
        verdict=verdict,
        unit=total.unit,
        figure=figure,
        counted=tuple(counted),
        surely=surely,
        at_most=at_most,
        missing=missing,
        itemised=itemised,
    )
