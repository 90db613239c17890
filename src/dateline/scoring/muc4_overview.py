"""Incidents of a message put together with what its text reports as a whole."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.core.claims import Argument, MentionKind, Role
from dateline.core.coded import Coded
from dateline.core.documents import Span
from dateline.core.fillers import Filler as TextFiller
from dateline.core.fillers import FillerRole, Overview, Reported, bare
from dateline.core.grounded import GroundedArgument
from dateline.resources.fill_models import FillModel
from dateline.scoring.muc4_grouping import Scene, Sufferer, chances_of_one, grouped, mean_chance
from dateline.scoring.muc4_incidents import Filler, Incident
from dateline.scoring.muc4_words import incident_words, is_pronoun

#: Least probability of a kind of incident for a text to report one; chosen on the development part.
LEAST_REPORTED = 0.35
#: Least probability of the likeliest sufferer of an incident beside others; chosen likewise.
LEAST_ALONE = 0.4
#: Least probability of a perpetrating organization, which every incident may be given; likewise.
LEAST_ORGANIZATION = 0.3
#: Mentions of a sufferer that say where its incident stands.
NEAR_MENTIONS = 3

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
_NAMED = {FillerRole.VICTIM: True, FillerRole.DESCRIBED_VICTIM: False}
_AS_ARGUMENT = {
    FillerRole.PERPETRATOR_INDIVIDUAL: (Role.PERPETRATOR, MentionKind.PERSON),
    FillerRole.PERPETRATOR_ORGANIZATION: (Role.PERPETRATOR, MentionKind.ORGANIZATION),
    FillerRole.TARGET: (Role.TARGET, MentionKind.FACILITY),
    FillerRole.VICTIM: (Role.VICTIM, MentionKind.PERSON),
    FillerRole.DESCRIBED_VICTIM: (Role.VICTIM, MentionKind.PERSON),
    FillerRole.WEAPON: (Role.INSTRUMENT, MentionKind.OBJECT),
}


#: What is no part of a phrase at its ends.
_WRAPPED = re.compile(r"(?i)['\u2019]s?$|\s+(?:that|who|which)$")
_PERPETRATORS = ("individuals", "organizations")
_SUFFERERS = ("targets", "victims")

#: By slot, the fillers given to an incident.
Given = dict[str, list[Filler]]


def with_overview(
    incidents: Sequence[Incident],
    coded: Coded,
    overview: Overview,
    scene: Scene,
    model: FillModel,
) -> tuple[Incident, ...]:
    """Return the incidents that a text is likely to report, with the fillers of the text.

    The overview tells which kinds of incident there are and who and what took part. Each target
    and victim is of the kind whose event, or whose words, it stands nearest; those of one kind are
    parted into incidents (``muc4_grouping``). Perpetrators and weapons go to the incident they
    stand nearest, and perpetrators to every incident that has none of its own. The probabilities
    of the stages are too weak to say how far it came.

    Args:
        incidents: Incidents that the text's events tell of.
        coded: The text.
        overview: What it reports as a whole.
        scene: What it says where.
        model: Says how likely two sufferers are of one incident.
    """
    told = [one for one in incidents if _reported(overview)[one.type] >= LEAST_REPORTED]
    kinds = {one.type for one in told}
    told.extend(
        _of_text(kind)
        for kind, chance in sorted(_reported(overview).items())
        if chance >= LEAST_REPORTED and kind not in kinds
    )
    if not told:
        return ()
    places = [_positions(incident, coded) for incident in told]
    slots = _by_slot(overview, coded)
    parted = _parted(slots, told, places, scene, model)
    if not parted:
        parted = [_Part(incident, {}, where) for incident, where in zip(told, places, strict=True)]
    positions = [part.positions for part in parted]
    for slot in (*_PERPETRATORS, "weapons"):
        for filler in slots.get(slot, []):
            near = _nearest(filler, positions, range(len(parted)))
            parted[near].given.setdefault(slot, []).append(filler)
    given = [part.given for part in parted]
    kept = _own(given)
    _pass_on(given, kept, positions)
    return tuple(_filled(parted[n].incident, given[n], coded.document.text) for n in kept)


def _by_slot(overview: Overview, coded: Coded) -> Given:
    found: Given = {}
    for told in overview.fillers:
        organization = told.role is FillerRole.PERPETRATOR_ORGANIZATION
        unlikely = organization and told.probability < LEAST_ORGANIZATION
        filler = None if unlikely else _as_filler(told, coded)
        if filler is not None:
            found.setdefault(_SLOTS[told.role], []).append(filler)
    return found


@dataclass(frozen=True, slots=True)
class _Part:
    """An incident with its fillers, and where in the text it stands."""

    incident: Incident
    given: Given
    positions: list[int]


def _parted(
    slots: Given,
    told: Sequence[Incident],
    places: Sequence[list[int]],
    scene: Scene,
    model: FillModel,
) -> list[_Part]:
    """Part the targets and victims of a text by incident, those of one kind together."""
    every = [(slot, filler) for slot in _SUFFERERS for filler in slots.get(slot, [])]
    numbers: dict[str, list[int]] = {}
    for number, (_, filler) in enumerate(every):
        kind = told[_nearest(filler, places, range(len(told)))].type
        numbers.setdefault(kind, []).append(number)
    chances = chances_of_one(scene, [_as_sufferer(*one) for one in every], model)
    strengths = [filler.probability for _, filler in every]
    parts = []
    for kind in sorted(numbers):
        for group in _with_weak(grouped(numbers[kind], chances), strengths, chances):
            given: Given = {}
            for number in group:
                slot, filler = every[number]
                given.setdefault(slot, []).append(filler)
            positions = [m.start for n in group for m in every[n][1].places[:NEAR_MENTIONS]]
            events = [n for n, one in enumerate(told) if one.type == kind and one.event is not None]
            near = min(events, key=lambda n: (_distance(positions, places[n]), n), default=None)
            if near is None:
                parts.append(_Part(_of_text(kind), given, positions))
            else:
                parts.append(_Part(told[near], given, [*positions, *places[near]]))
    return parts


def _as_sufferer(slot: str, filler: Filler) -> Sufferer:
    kind = "target" if slot == "targets" else "named" if filler.named else "described"
    return Sufferer(kind=kind, text=filler.text.lower(), mentions=filler.places)


def _with_weak(
    groups: Sequence[Sequence[int]],
    strengths: Sequence[float],
    chances: Mapping[tuple[int, int], float],
) -> list[list[int]]:
    """Add groups of unlikely fillers alone to the others that they are likeliest to be of."""
    strongest = [max(strengths[n] for n in group) for group in groups]
    largest = max(range(len(groups)), key=lambda g: (len(groups[g]), strongest[g], -g))
    kept = [g for g in range(len(groups)) if g == largest or strongest[g] >= LEAST_ALONE]
    found = {g: list(groups[g]) for g in kept}
    for g, group in enumerate(groups):
        if g not in found:
            into = max(kept, key=lambda k: (mean_chance(group, groups[k], chances), -k))
            found[into].extend(group)
    return [sorted(group) for group in found.values()]


def _distance(first: Sequence[int], second: Sequence[int]) -> int:
    return min(abs(a - b) for a in first for b in second)


def _reported(overview: Overview) -> dict[str, float]:
    return {name: overview.reported[kind] for kind, name in _KINDS.items()}


def _of_text(kind: str) -> Incident:
    return Incident(
        event=None,
        type=kind,
        stage="ACCOMPLISHED",
        individuals=(),
        organizations=(),
        targets=(),
        victims=(),
        weapons=(),
    )


def _own(given: Sequence[Given]) -> list[int]:
    """Return the incidents with a target or victim, or else the first with a perpetrator."""
    kept = [n for n, slots in enumerate(given) if any(slots.get(s) for s in _SUFFERERS)]
    if kept:
        return kept
    return [n for n, slots in enumerate(given) if any(slots.get(s) for s in _PERPETRATORS)][:1]


def _pass_on(given: Sequence[Given], kept: Sequence[int], places: Sequence[list[int]]) -> None:
    """Give the fillers of incidents that are not kept to others, and perpetrators to all."""
    if not kept:
        return
    for n, slots in enumerate(given):
        if n in kept:
            continue
        for slot, fillers in slots.items():
            for filler in fillers:
                given[_nearest(filler, places, kept)].setdefault(slot, []).append(filler)
    for slot in _PERPETRATORS:
        every = [filler for n in kept for filler in given[n].get(slot, [])]
        for n in kept:
            if every and not given[n].get(slot):
                given[n][slot] = every


def _nearest(filler: Filler, places: Sequence[list[int]], among: Sequence[int]) -> int:
    return min(
        among,
        key=lambda n: (min(abs(m.start - at) for m in filler.places for at in places[n]), n),
    )


def _positions(incident: Incident, coded: Coded) -> list[int]:
    if incident.event is None:
        return incident_words(incident.type, coded.document.text) or [0]
    claims = [c.claim for c in coded.claims if c.claim.id in incident.event.claims]
    return [claim.trigger.span.start for claim in claims] or [0]


def _as_filler(filler: TextFiller, coded: Coded) -> Filler | None:
    """Return a filler of the text as one of an incident; a pronoun is none."""
    text = _WRAPPED.sub("", " ".join(coded.document.text_at(filler.mentions[0]).split()))
    if not text or is_pronoun(text.casefold()):
        return None
    mention: Span = filler.mentions[0]
    role, kind = _AS_ARGUMENT[filler.role]
    argument = Argument(role=role, kind=kind, mention=mention, head=mention)
    return Filler(
        text=text,
        argument=GroundedArgument(argument=argument),
        name=_NAMED.get(filler.role),
        mentions=filler.mentions,
        probability=filler.probability,
    )


def _filled(incident: Incident, given: Given, text: str) -> Incident:
    """Return an incident with the text's fillers alone, each once."""
    slots = {slot: _distinct(given.get(slot, ()), text) for slot in set(_SLOTS.values())}
    return replace(
        incident,
        individuals=slots["individuals"],
        organizations=slots["organizations"],
        targets=slots["targets"],
        victims=slots["victims"],
        weapons=slots["weapons"],
    )


def _distinct(fillers: Sequence[Filler], text: str) -> tuple[Filler, ...]:
    """Return fillers without those that name the same as one before, their mentions kept."""
    kept: list[Filler] = []
    for filler in fillers:
        first = next((n for n, one in enumerate(kept) if _same(filler, one, text)), None)
        if first is None:
            kept.append(filler)
        else:
            mentions = tuple(sorted({*kept[first].mentions, *filler.mentions}))
            kept[first] = replace(kept[first], mentions=mentions)
    return tuple(kept)


def _same(first: Filler, second: Filler, text: str) -> bool:
    """Tell whether two phrases share all words of one of them, or one explains the other."""
    a, b = _stems(first.text), _stems(second.text)
    return (
        a <= b or b <= a or _in_brackets(first, second, text) or _in_brackets(second, first, text)
    )


def _in_brackets(inside: Filler, outside: Filler, text: str) -> bool:
    """Tell whether one phrase stands right after another in brackets, as an abbreviation does."""
    opened = {
        mention.start - 1
        for mention in inside.places
        if text[max(mention.start - 1, 0) : mention.start] in ("(", "[")
    }
    return any(
        0 <= at - mention.end <= 1 and not text[mention.end : at].strip()
        for mention in outside.places
        for at in opened
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in bare(text).split())
