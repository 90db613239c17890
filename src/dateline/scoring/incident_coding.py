"""Rewrite Dateline's events under the coding rules of the *incident* sets.

Dateline keeps acts apart that those sets code as one, and has finer types. The rules there:
a planned attack stopped by arrests is one ``plot_foiled``; attackers killed by forces are a
separate ``killed_by_forces``, which also carries the arrests of that operation; a seizure is its
own event only where nobody was held; a claim of responsibility is no event; who commits an attack
is not counted among its dead; where a text credits nobody, the authority that acts is the source,
and where none acts the outlet itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.core.claims import Effect, Role, Side, Stage, Status
from dateline.core.coded import Coded
from dateline.core.documents import Span
from dateline.core.events import Event
from dateline.scoring.comparing import dates_overlap, names_match, places_agree, same_name
from dateline.scoring.records import KILLED_BY_FORCES, EventRecord, Range, read_event

#: Dateline's types in the vocabulary of the incident sets; a type not listed keeps its name.
INCIDENT_TYPES: Mapping[str, str] = {
    "air_strike": "attack",
    "armed_assault": "attack",
    "arson": "attack",
    "assassination": "assassination",
    "bombing": "bombing",
    "execution": "attack",
    "group_dismantled": "arrest",
    "hostage_taking": "kidnapping",
    "infrastructure_attack": "attack",
    "killing_by_security_forces": "killed_by_forces",
    "mob_violence": "attack",
    "sexual_violence": "attack",
    "shelling": "attack",
    "suicide_bombing": "bombing",
    "targeted_killing": "killed_by_forces",
    "travel_prevention": "arrest",
    "unarmed_assault": "attack",
    "vehicle_attack": "attack",
}

#: Types that the incident sets do not code: steps of a procedure, and words about acts.
NOT_CODED = frozenset({"claim_of_responsibility", "investigation"})

#: Which acts go into which other of the same case, in this order.
ABSORBED: tuple[tuple[str, frozenset[str]], ...] = (
    ("plot", frozenset({"plot", "arrest", "group_dismantled", "seizure", "charge"})),
    ("killing_by_security_forces", frozenset({"arrest", "raid", "surrender"})),
    ("targeted_killing", frozenset({"raid"})),
    ("arrest", frozenset({"seizure", "raid", "group_dismantled", "charge"})),
    ("seizure", frozenset({"raid"})),
    ("sentence", frozenset({"conviction", "trial", "charge"})),
    ("conviction", frozenset({"trial", "charge"})),
)

#: How far apart, in characters, two acts of one case may be told without a stated relation: about
#: a paragraph of a news report.
CASE_GAP = 600

_ALLEGED = frozenset(
    {Status.ACCUSED.value, Status.ACCUSED_BY_AUTHORITIES.value, Status.CLAIMED.value}
    | {Status.POSSIBLE.value}
)
_UNDONE = frozenset({Stage.PLANNED.value, Stage.THREATENED.value})


def to_incident_coding(coded: Coded) -> tuple[EventRecord, ...]:
    """Return the events of a document as a coder of the incident sets would write them.

    Evidence, claims and items of an act that goes into another go with it. Acts are of one case
    when Dateline relates them, or when neither date nor place sets them apart and they are told
    within ``CASE_GAP`` characters or happened on the same days in the same place.
    """
    records = [_with_rules(event, read_event(event, coded)) for event in coded.events]
    records = [record for record in records if record.type not in NOT_CODED]
    records = [_credited(record, coded.document.outlet) for record in records]
    records.sort(key=_position)
    for head, parts in ABSORBED:
        records = _absorb(records, head, parts)
    return tuple(_recode(record) for record in records)


def _with_rules(event: Event, record: EventRecord) -> EventRecord:
    """Leave perpetrators out of an attack's dead, and mark what one side calls untrue."""
    values = {support.value for support in event.status.values}
    if Status.DENIED in values and len(values) > 1:
        record = replace(record, status="disputed")
    sides = {toll.side for toll in event.toll if toll.effect is Effect.KILLED}
    if sides == {Side.PERPETRATORS} and record.type not in KILLED_BY_FORCES:
        nobody = Range(low=0, high=0)
        record = replace(record, killed=nobody if record.type == "suicide_bombing" else None)
    return record


def _credited(record: EventRecord, outlet: str | None) -> EventRecord:
    if record.source is not None:
        return record
    acting = [actor.text for actor in record.actors if actor.role == Role.AUTHORITY]
    return replace(record, source="; ".join(acting) or outlet)


def _position(record: EventRecord) -> tuple[int, str]:
    return (record.trigger.start if record.trigger else -1, record.id)


def _absorb(records: Sequence[EventRecord], head: str, parts: frozenset[str]) -> list[EventRecord]:
    """Merge every act of the types ``parts`` into the nearest ``head`` of its case."""
    current = {record.id: record for record in records}
    leading = {record.id for record in records if record.type == head and not record.aggregate}
    for record in records:
        if record.type not in parts or record.aggregate:
            continue
        part = current[record.id]
        leaders = [
            leader
            for id_, leader in current.items()
            if id_ in leading and id_ != part.id and same_case(leader, part)
        ]
        if leaders:
            leader = min(leaders, key=lambda other: (_gap(other, part), _position(other)))
            current[leader.id] = _merge(leader, part)
            del current[part.id]
    return list(current.values())


def same_case(first: EventRecord, second: EventRecord) -> bool:
    """Tell whether two acts of one document belong to one case."""
    if second.id in first.related or first.id in second.related:
        return True
    if _apart(first, second):
        return False
    together = dates_overlap(first, second) and places_agree(first, second)
    return together or _gap(first, second) <= CASE_GAP


def _gap(first: EventRecord, second: EventRecord) -> int:
    gaps = [_distance(a, b) for a in first.evidence for b in second.evidence]
    return min(gaps, default=CASE_GAP + 1)


def _distance(first: Span, second: Span) -> int:
    return max(first.start - second.end, second.start - first.end, 0)


def _apart(first: EventRecord, second: EventRecord) -> bool:
    """Tell whether dates or places say that two acts are not of one case."""
    if first.start and first.end and second.start and second.end:
        # What a plot aims at lies ahead of the arrests that stop it.
        plotted = "plot" in (first.type, second.type)
        if not plotted and (first.start > second.end or second.start > first.end):
            return True
    if first.country and second.country and first.country != second.country:
        return True
    if first.admin1 and second.admin1:
        return not same_name(first.admin1, second.admin1)
    if first.places and second.places and not (first.admin1 or second.admin1):
        return not names_match(first.places, second.places) and first.type == second.type
    return False


def _merge(head: EventRecord, part: EventRecord) -> EventRecord:
    held = part.arrested or (part.people if part.type == "group_dismantled" else None)
    dated = head if head.start and head.type != "plot" else part if part.start else head
    # Where a plot was stopped is its place, not where the attack was to be.
    stopped = _is_stopped(head, part)
    placed = part if part.places and (stopped or not head.places) else head
    return replace(
        head,
        stage=Stage.FOILED.value if stopped else head.stage,
        start=dated.start,
        end=dated.end,
        places=placed.places,
        admin1=placed.admin1,
        country=placed.country,
        evidence=tuple(sorted({*head.evidence, *part.evidence})),
        actors=tuple(dict.fromkeys((*head.actors, *part.actors))),
        weapons=tuple(dict.fromkeys((*head.weapons, *part.weapons))),
        arrested=_more(head.arrested, held),
        people=_more(head.people, part.people),
        source=head.source or part.source,
        claims=tuple(sorted({*head.claims, *part.claims})),
        related=tuple(sorted({*head.related, *part.related} - {head.id})),
    )


def _is_stopped(head: EventRecord, part: EventRecord) -> bool:
    return head.type == "plot" and part.type in {"arrest", "group_dismantled", "seizure"}


def _more(first: Range | None, second: Range | None) -> Range | None:
    """Return the greater of two figures: a part of a group is not added to the whole."""
    if first is None or second is None:
        return first or second
    return max(first, second, key=lambda r: (r.low or 0, r.high or 0))


def _recode(record: EventRecord) -> EventRecord:
    foiled = record.type == "plot" and record.stage == Stage.FOILED.value
    type_ = "plot_foiled" if foiled else INCIDENT_TYPES.get(record.type, record.type)
    return replace(record, types=(type_,), status=_status(record, foiled=foiled))


def _status(record: EventRecord, *, foiled: bool) -> str:
    if foiled:
        return "foiled"
    if record.stage in _UNDONE:
        return "planned"
    if record.status in {"disputed", Status.DENIED.value}:
        return record.status
    return "alleged" if record.status in _ALLEGED else "reported_as_fact"
