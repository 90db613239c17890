"""Incidents of a message put together with what its text reports as a whole."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.core.claims import Argument, MentionKind, Role
from dateline.core.coded import Coded
from dateline.core.documents import Span
from dateline.core.fillers import Filler as TextFiller
from dateline.core.fillers import FillerRole, Overview, Reported, bare
from dateline.core.grounded import GroundedArgument
from dateline.scoring.muc4_incidents import Filler, Incident
from dateline.scoring.muc4_words import incident_words, is_pronoun

#: Least probability of a kind of incident for a text to report one; chosen on the development part.
LEAST_REPORTED = 0.35

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
    incidents: Sequence[Incident], coded: Coded, overview: Overview
) -> tuple[Incident, ...]:
    """Return the incidents that a text is likely to report, with the fillers of the text.

    Events tell how many incidents there are and where they stand in the text, the overview which
    kinds there are and who and what took part. Each filler goes to the incident it stands nearest;
    an incident that is left without target and victim is none of its own, and its fillers go to
    the others. Perpetrators are those of every incident that has none of its own. The
    probabilities of the stages are too weak to say how far it came.
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
    given: list[Given] = [{} for _ in told]
    for found in overview.fillers:
        filler = _as_filler(found, coded)
        if filler is not None:
            slot = _SLOTS[found.role]
            where = _nearest(filler, places, range(len(told)))
            given[where].setdefault(slot, []).append(filler)
    kept = _own(given)
    _pass_on(given, kept, places)
    return tuple(_filled(told[n], given[n], coded.document.text) for n in kept)


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
