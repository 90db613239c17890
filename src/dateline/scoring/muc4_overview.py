"""Incidents of a message put together with what its text reports as a whole."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.core.claims import Argument, MentionKind, Role
from dateline.core.coded import Coded
from dateline.core.documents import Span
from dateline.core.fillers import Filler as TextFiller
from dateline.core.fillers import FillerRole, Overview, Reported, bare
from dateline.core.grounded import GroundedArgument
from dateline.scoring.muc4_incidents import Filler, Incident

#: Least probability of a kind of incident for a text without events to have one.
LEAST_REPORTED = 0.5

_KINDS = {
    Reported.ARSON: "ARSON",
    Reported.ATTACK: "ATTACK",
    Reported.BOMBING: "BOMBING",
    Reported.HIJACKING: "HIJACKING",
    Reported.KIDNAPPING: "KIDNAPPING",
    Reported.ROBBERY: "ROBBERY",
    Reported.FORCED_WORK_STOPPAGE: "FORCED WORK STOPPAGE",
}
_SLOTS = {
    FillerRole.PERPETRATOR_INDIVIDUAL: "individuals",
    FillerRole.PERPETRATOR_ORGANIZATION: "organizations",
    FillerRole.TARGET: "targets",
    FillerRole.VICTIM: "victims",
    FillerRole.DESCRIBED_VICTIM: "victims",
    FillerRole.WEAPON: "weapons",
}
_AS_ARGUMENT = {
    FillerRole.PERPETRATOR_INDIVIDUAL: (Role.PERPETRATOR, MentionKind.PERSON),
    FillerRole.PERPETRATOR_ORGANIZATION: (Role.PERPETRATOR, MentionKind.ORGANIZATION),
    FillerRole.TARGET: (Role.TARGET, MentionKind.FACILITY),
    FillerRole.VICTIM: (Role.VICTIM, MentionKind.PERSON),
    FillerRole.DESCRIBED_VICTIM: (Role.VICTIM, MentionKind.PERSON),
    FillerRole.WEAPON: (Role.INSTRUMENT, MentionKind.OBJECT),
}


def with_overview(
    incidents: Sequence[Incident], coded: Coded, overview: Overview
) -> tuple[Incident, ...]:
    """Return incidents with the fillers of the text, each given to the incident it stands nearest.

    A text without incidents that is likely to report one gets one, of the likeliest kind. The
    probabilities of the stages are too weak to say how far it came.
    """
    told = tuple(incidents) or _told_by_text(overview)
    if not told:
        return ()
    places = [_positions(incident, coded) for incident in told]
    given: list[dict[str, list[Filler]]] = [{} for _ in told]
    for filler in overview.fillers:
        where = min(range(len(told)), key=lambda n: (_distance(filler, places[n]), n))
        given[where].setdefault(_SLOTS[filler.role], []).append(_as_filler(filler, coded))
    return tuple(_filled(one, fillers) for one, fillers in zip(told, given, strict=True))


def _told_by_text(overview: Overview) -> tuple[Incident, ...]:
    likely = max(_KINDS, key=lambda kind: (overview.reported[kind], kind))
    if overview.reported[likely] < LEAST_REPORTED or not overview.fillers:
        return ()
    return (
        Incident(
            event=None,
            type=_KINDS[likely],
            stage="ACCOMPLISHED",
            individuals=(),
            organizations=(),
            targets=(),
            victims=(),
            weapons=(),
        ),
    )


def _positions(incident: Incident, coded: Coded) -> list[int]:
    if incident.event is None:
        return [0]
    claims = [c.claim for c in coded.claims if c.claim.id in incident.event.claims]
    return [claim.trigger.span.start for claim in claims] or [0]


def _distance(filler: TextFiller, positions: Sequence[int]) -> int:
    return min(abs(mention.start - at) for mention in filler.mentions for at in positions)


def _as_filler(filler: TextFiller, coded: Coded) -> Filler:
    mention: Span = filler.mentions[0]
    role, kind = _AS_ARGUMENT[filler.role]
    argument = Argument(role=role, kind=kind, mention=mention, head=mention)
    text = " ".join(coded.document.text_at(mention).split())
    return Filler(text=text, argument=GroundedArgument(argument=argument))


def _filled(incident: Incident, given: dict[str, list[Filler]]) -> Incident:
    """Put the text's fillers before those of the event that name something else."""
    slots: dict[str, tuple[Filler, ...]] = {}
    for slot in sorted(set(_SLOTS.values())):
        own: tuple[Filler, ...] = getattr(incident, slot)
        new = given.get(slot, [])
        kept = [old for old in own if not any(_same(old, one) for one in new)]
        slots[slot] = (*new, *kept)
    return replace(
        incident,
        individuals=slots["individuals"],
        organizations=slots["organizations"],
        targets=slots["targets"],
        victims=slots["victims"],
        weapons=slots["weapons"],
    )


def _same(first: Filler, second: Filler) -> bool:
    a, b = set(bare(first.text).split()), set(bare(second.text).split())
    return a <= b or b <= a
