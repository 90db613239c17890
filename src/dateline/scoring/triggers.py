"""Score triggers and arguments of claims against marked ones, for any corpus that has spans."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.core.act_mentions import ActMention
from dateline.core.claims import Role
from dateline.core.coded import Coded
from dateline.core.documents import Span
from dateline.core.grounded import GroundedClaim, Place
from dateline.scoring.matching import best_pairs
from dateline.scoring.ontologies import (
    ANSWERING,
    PLACE_ROLES,
    ROLES,
    covered_types,
    is_tolerated,
)
from dateline.scoring.report import Table, accuracy_row, f1_row


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedArgument:
    """An argument as marked; the role in lower case."""

    role: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedEvent:
    """An event as marked, in its ontology's terms."""

    type: str
    trigger: Span
    arguments: tuple[MarkedArgument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundArgument:
    """An argument as found: the head word, the whole phrase, and the roles it may answer."""

    roles: frozenset[str]
    name: Role | None
    head: Span
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEvent:
    """A claim as found, in Dateline's terms; ``name`` of an argument ``None`` is the place."""

    type: str
    trigger: Span
    arguments: tuple[FoundArgument, ...]


#: Right, found, marked.
Tally = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerScore:
    """What one document adds to each score.

    ``arguments_given`` counts the arguments of events whose trigger and type were found,
    ``arguments`` those of all events in scope; ``exact`` asks for the same span. ``typed`` and, for
    each type, ``by_type`` hold how many are right and of how many.
    """

    identified: Tally
    classified: Tally
    exact: Tally
    typed: tuple[float, float]
    arguments_given: Tally
    arguments_given_exact: Tally
    arguments: Tally
    by_type: dict[str, tuple[float, float]]


def read_found(coded: Coded) -> tuple[FoundEvent, ...]:
    """Return a document's claims as found events, one per trigger and type, in text order."""
    claims = sorted(coded.claims, key=lambda claim: (claim.claim.trigger.span, claim.claim.id))
    return tuple(
        FoundEvent(
            type=claim.claim.type,
            trigger=claim.claim.trigger.span,
            arguments=tuple(_arguments(claim)),
        )
        for claim in claims
    )


def found_mentions(mentions: Iterable[ActMention]) -> tuple[FoundEvent, ...]:
    """Return words that name acts as found events, in the order given."""
    return tuple(
        FoundEvent(
            type=mention.type,
            trigger=mention.trigger,
            arguments=tuple(
                FoundArgument(
                    roles=PLACE_ROLES if one.role is None else ROLES[one.role],
                    name=one.role,
                    head=one.head,
                    span=one.span,
                )
                for one in mention.arguments
                if one.role is None or one.role in ROLES
            ),
        )
        for mention in mentions
    )


def _arguments(claim: GroundedClaim) -> Iterable[FoundArgument]:
    for grounded in claim.arguments:
        argument = grounded.argument
        if argument.role in ROLES:
            yield FoundArgument(
                roles=ROLES[argument.role],
                name=argument.role,
                head=argument.head,
                span=argument.mention,
            )
    if isinstance(claim.place, Place):
        mention = claim.place.mention
        yield FoundArgument(roles=PLACE_ROLES, name=None, head=mention, span=mention)


def score_triggers(
    marked: Sequence[MarkedEvent], found: Sequence[FoundEvent], *, exhaustive: bool = True
) -> TriggerScore:
    """Score one document.

    Triggers are paired one to one where they overlap, with agreeing types first. Found events of
    types no covered type asks for are left out; those on a tolerated marked trigger too, and all
    that overlap no marked trigger in scope where the marking is not ``exhaustive``.
    """
    asked = [event for event in marked if covered_types(event.type)]
    spare = [e for e in marked if not covered_types(e.type) and is_tolerated(e.type)]
    kept = [
        event
        for event in found
        if event.type in ANSWERING
        and (
            any(event.trigger.overlaps(m.trigger) for m in asked)
            or (exhaustive and not any(event.trigger.overlaps(m.trigger) for m in spare))
        )
    ]
    pairs = best_pairs([[_closeness(m, f) for f in kept] for m in asked])
    typed = [(r, c) for r, c in pairs if kept[c].type in covered_types(asked[r].type)]
    exact = [(r, c) for r, c in typed if asked[r].trigger == kept[c].trigger]
    n_found, n_marked = float(len(kept)), float(len(asked))
    given = [score_arguments(asked[r], kept[c]) for r, c in typed]
    all_found = sum(len(event.arguments) for event in kept)
    right = sum(overlap[0] for overlap, _ in given)
    return TriggerScore(
        identified=(len(pairs), n_found, n_marked),
        classified=(len(typed), n_found, n_marked),
        exact=(len(exact), n_found, n_marked),
        typed=(len(typed), len(pairs)),
        arguments_given=add_tallies(overlap for overlap, _ in given),
        arguments_given_exact=add_tallies(same for _, same in given),
        arguments=(right, float(all_found), float(sum(len(e.arguments) for e in asked))),
        by_type=_by_type(asked, typed),
    )


def _closeness(marked: MarkedEvent, found: FoundEvent) -> float:
    if not marked.trigger.overlaps(found.trigger):
        return 0.0
    agree = found.type in covered_types(marked.type)
    return 1.0 + 0.5 * agree + 0.1 * (marked.trigger == found.trigger)


def _by_type(
    asked: Sequence[MarkedEvent], typed: Sequence[tuple[int, int]]
) -> dict[str, tuple[float, float]]:
    marked = [scope_name(event.type) for event in asked]
    right = [marked[r] for r, _ in typed]
    return {name: (float(right.count(name)), float(marked.count(name))) for name in marked}


def scope_name(type_: str) -> str:
    """Return a type's first two levels in lower case: "conflict.attack"."""
    return ".".join(type_.lower().split(".")[:2])


def score_arguments(marked: MarkedEvent, found: FoundEvent) -> tuple[Tally, Tally]:
    """Score the arguments of a pair: with the head inside the marked span, and with that span."""
    head = best_pairs(
        [
            [float(f.span.overlaps(m.span) and _head_fits(m, f)) for f in found.arguments]
            for m in marked.arguments
        ]
    )
    same = best_pairs(
        [
            [float(f.span == m.span and m.role in f.roles) for f in found.arguments]
            for m in marked.arguments
        ]
    )
    n_found, n_marked = float(len(found.arguments)), float(len(marked.arguments))
    return (float(len(head)), n_found, n_marked), (float(len(same)), n_found, n_marked)


def _head_fits(marked: MarkedArgument, found: FoundArgument) -> bool:
    return marked.role in found.roles and (
        marked.span.overlaps(found.head) or found.head.contains(marked.span)
    )


def add_tallies(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of counts."""
    right = found = marked = 0.0
    for a, b, c in tallies:
        right, found, marked = right + a, found + b, marked + c
    return (right, found, marked)


def trigger_tables(
    scores: Sequence[TriggerScore], *, exhaustive: bool = True, of: str = ""
) -> tuple[Table, ...]:
    """Return the tables of a corpus; without exhaustive marking only recall means anything.

    ``of`` is put before each title.
    """
    names = sorted({name for score in scores for name in score.by_type})
    by_type = tuple(
        accuracy_row(name, [score.by_type.get(name, (0.0, 0.0)) for score in scores])
        for name in names
    )
    found = [(s.identified[0], s.identified[2]) for s in scores]
    triggers = (
        (
            f1_row("trigger identification", [s.identified for s in scores]),
            f1_row("trigger and type", [s.classified for s in scores]),
            f1_row("trigger and type, exact span", [s.exact for s in scores]),
        )
        if exhaustive
        else (accuracy_row("triggers found", found),)
    )
    return (
        Table(
            title=f"{of}Triggers",
            rows=(*triggers, accuracy_row("type of triggers found", [s.typed for s in scores])),
            note="Types in scope only; a found trigger counts where it overlaps the marked one.",
        ),
        Table(
            title=f"{of}Arguments",
            rows=(
                f1_row("arguments, given trigger and type", [s.arguments_given for s in scores]),
                f1_row("the same, exact span", [s.arguments_given_exact for s in scores]),
                f1_row("arguments, end to end", [s.arguments for s in scores]),
            ),
            note="An argument counts if its head word overlaps the marked span and its role fits.",
        ),
        Table(title=f"{of}Found with the right type, by marked type", rows=by_type),
    )
