"""Score which claims of one document were taken for one act.

Marked is an act once a document, by a few words; claims are brought to it by what they say, so
that told again and again, an act has many. A claim that fits no marked act, or several alike, is
left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.core.claims import Scope
from dateline.core.documents import Document
from dateline.core.grounded import GroundedClaim, Interval, Place, TimeBasis, TimeRelation
from dateline.scoring.comparing import (
    dates_overlap,
    evidence_overlaps,
    near_type,
    places_agree,
    same_type,
)
from dateline.scoring.coreference import b_cubed, clusters_of, tally
from dateline.scoring.gold_coding import ScoredDocument
from dateline.scoring.records import EventRecord, sentences_around
from dateline.scoring.report import Table, accuracy_row, f1_row, ratio_row


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsOfDocument:
    """The claims of a document that tell of marked acts.

    Attributes:
        key: The marked act of each claim, by claim id.
        found: The event of each of these claims inside the document.
    """

    key: Mapping[str, str]
    found: Mapping[str, str]


def read_acts(scored: ScoredDocument) -> ActsOfDocument:
    """Bring the claims of a document to its marked acts."""
    event_of = {claim: event.id for event in scored.coded.events for claim in event.claims}
    key = {}
    for claim in scored.coded.claims:
        act = _act_of(claim, scored)
        if act is not None and claim.claim.id in event_of:
            key[claim.claim.id] = act
    return ActsOfDocument(key=key, found={id_: event_of[id_] for id_ in key})


def acts_table(groups: Iterable[Sequence[ActsOfDocument]]) -> Table:
    """Score the acts of one document each.

    Args:
        groups: Documents; those that tell of the same acts in one group, the unit of intervals.
    """
    documents = [tuple(group) for group in groups]
    cubed = [_summed(_b_cubed(acts) for acts in group) for group in documents]
    pairs = [_summed(_pairs(acts) for acts in group) for group in documents]
    whole = [_summed(_whole(acts.key, acts.found) for acts in group) for group in documents]
    pure = [_summed(_whole(acts.found, acts.key) for acts in group) for group in documents]
    rows = (
        ratio_row("claims of one act together (B³)", [(a, b, c, d) for a, b, c, d in cubed]),
        f1_row("pairs of claims of one act", [(a, b, c) for a, b, c in pairs]),
        accuracy_row("acts told more than once: in one event", [(a, b) for a, b in whole]),
        accuracy_row("events of several claims: of one act", [(a, b) for a, b in pure]),
    )
    return Table(
        title="Acts of one document: events split or merged",
        rows=tuple(row for row in rows if row.value is not None),
        note="Over the claims that fit a marked act: its words, or its day and place, or no other "
        "act of the type is marked and nothing contradicts.",
    )


def _b_cubed(acts: ActsOfDocument) -> tuple[float, ...]:
    return tally(b_cubed(clusters_of(acts.key), clusters_of(acts.found)))


def _pairs(acts: ActsOfDocument) -> tuple[float, ...]:
    right = found = marked = 0
    for one, other in combinations(sorted(acts.key), 2):
        same = acts.key[one] == acts.key[other]
        joined = acts.found[one] == acts.found[other]
        right += same and joined
        found += joined
        marked += same
    return (right, found, marked)


def _summed(tallies: Iterable[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(sum(column) for column in zip(*tallies, strict=True))


def _whole(by: Mapping[str, str], other: Mapping[str, str]) -> tuple[float, ...]:
    """Count the clusters of several claims on one side that are one cluster on the other."""
    members: dict[str, list[str]] = {}
    for id_, name in by.items():
        members.setdefault(name, []).append(other[id_])
    several = [names for names in members.values() if len(names) > 1]
    return (sum(len(set(names)) == 1 for names in several), len(several))


def _act_of(claim: GroundedClaim, scored: ScoredDocument) -> str | None:
    """Return the marked act a claim tells of: the one that fits best, if one does."""
    record = _record(claim, scored.coded.document)
    marked = [m for m in scored.marked if m.aggregate == record.aggregate]
    typed = [m for m in marked if same_type(m, record)]
    at_trigger = [m for m in typed if any(e.overlaps(claim.claim.trigger.span) for e in m.evidence)]
    tiers = (
        at_trigger,
        [m for m in typed if evidence_overlaps(m, record)],
        [m for m in typed if dates_overlap(m, record) and places_agree(m, record)],
        [m for m in typed if not _contradict(m, record)] if len(typed) == 1 else [],
        [m for m in marked if near_type(m, record) and evidence_overlaps(m, record)],
    )
    fitting = next((tier for tier in tiers if tier), [])
    return fitting[0].id if len(fitting) == 1 else None


def _contradict(marked: EventRecord, found: EventRecord) -> bool:
    """Tell whether days, or places, are both known and differ."""
    dated = marked.start is not None and found.start is not None
    placed = bool(marked.country and found.country)
    return (dated and not dates_overlap(marked, found)) or (
        placed and not places_agree(marked, found)
    )


def _record(claim: GroundedClaim, document: Document) -> EventRecord:
    time = claim.time if isinstance(claim.time, Interval) else None
    place = claim.place if isinstance(claim.place, Place) else None
    if time is not None and (time.basis, time.relation) == _UNDATED:
        time = None
    return EventRecord(
        id=claim.claim.id,
        types=(claim.claim.type,),
        aggregate=claim.claim.scope is Scope.AGGREGATE,
        evidence=sentences_around(document.text, (claim.claim.trigger.span,)),
        start=time.start if time else None,
        end=time.end if time else None,
        places=(document.text_at(place.mention), place.name) if place else (),
        admin1=place.admin1 if place else None,
        country=place.country if place else None,
    )


#: How the time of an act that a report dates only by its own day is told.
_UNDATED = (TimeBasis.PUBLICATION, TimeRelation.ON_OR_BEFORE)
