"""How well the network finds triggers, types and arguments in marked texts."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from training.model.event_task import EventText, Labels, role_name, tally, type_name
from training.model.network import Network
from training.model.reading import (
    TriggerScore,
    WindowStates,
    argument_spans,
    read_states,
    trigger_scores,
)

from dateline.core.documents import Span
from dateline.pipeline.claims.model.pieces import PieceReader, Pieces
from dateline.scoring.ontologies import ANSWERING, covered_types, is_tolerated
from dateline.scoring.triggers import MarkedEvent

#: Least probability of being a trigger of a type the codebook covers.
LEAST = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
#: Probabilities are kept this far from 0 and 1.
EDGE = 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """A text with the network's vectors and each word's types."""

    text: EventText
    pieces: Pieces
    windows: Sequence[WindowStates]
    words: Sequence[TriggerScore]


def read_event_texts(
    network: Network, texts: Sequence[EventText], reader: PieceReader
) -> list[ReadText]:
    """Read texts with the network."""
    read = []
    for text in texts:
        pieces = reader.read(text.text)
        windows = read_states(network, pieces, reader)
        words = trigger_scores(network, text.text, pieces, windows)
        read.append(ReadText(text=text, pieces=pieces, windows=windows, words=words))
    return read


def trigger_score_table(
    texts: Sequence[ReadText], labels: Labels, acts: Sequence[str]
) -> dict[str, object]:
    """Return, for each least probability, F1 of triggers found and of those with their type.

    A word's probability is that of the two heads together, ``acts`` naming the classes of the
    second: each errs in its own way. In scope are the types that the codebook covers; triggers of
    deaths and injuries cost nothing.
    """
    covered = [n for n, name in enumerate(labels.types) if n and covered_types(name)]
    answering = [n for n, name in enumerate(acts) if name in ANSWERING]
    table: dict[str, object] = {}
    for least in LEAST:
        typed = located = found = marked = 0
        by_type: dict[str, list[int]] = {}
        for one in texts:
            gold, spare = _in_scope(one.text.events)
            given = [
                word
                for word in _found(one.words, covered, answering, labels, least)
                if _counts(word[0], gold, spare)
            ]
            right = _paired(gold, given, same_type=True)
            typed += len(right)
            located += len(_paired(gold, given, same_type=False))
            found += len(given)
            marked += len(gold)
            for number, event in enumerate(gold):
                count = by_type.setdefault(type_name(event.type), [0, 0])
                count[0] += number in right
                count[1] += 1
        table[f"least {least}"] = {
            "trigger": tally(located, found, marked),
            "trigger and type": tally(typed, found, marked),
            "right of marked by type": dict(sorted(by_type.items())),
        }
    return table


def _in_scope(events: Sequence[MarkedEvent]) -> tuple[list[MarkedEvent], list[MarkedEvent]]:
    gold = [event for event in events if covered_types(event.type)]
    spare = [e for e in events if not covered_types(e.type) and is_tolerated(e.type)]
    return gold, spare


def _found(
    words: Sequence[TriggerScore],
    covered: Sequence[int],
    answering: Sequence[int],
    labels: Labels,
    least: float,
) -> Iterator[tuple[Span, str]]:
    for word in words:
        odds = log_odds(word.types[covered].sum()) + log_odds(word.acts[answering].sum())
        if odds / 2 >= log_odds(least):
            yield word.span, labels.types[covered[int(word.types[covered].argmax())]]


def log_odds(probability: float) -> float:
    """Return the log odds of a probability, kept finite."""
    kept = min(max(float(probability), EDGE), 1 - EDGE)
    return math.log(kept / (1 - kept))


def _counts(span: Span, gold: Sequence[MarkedEvent], spare: Sequence[MarkedEvent]) -> bool:
    return any(span.overlaps(e.trigger) for e in gold) or not any(
        span.overlaps(e.trigger) for e in spare
    )


def _paired(
    gold: Sequence[MarkedEvent], found: Sequence[tuple[Span, str]], *, same_type: bool
) -> dict[int, int]:
    pairs: dict[int, int] = {}
    for number, event in enumerate(gold):
        for other, (span, name) in enumerate(found):
            fits = span.overlaps(event.trigger) and (not same_type or name == type_name(event.type))
            if fits and other not in pairs.values():
                pairs[number] = other
                break
    return pairs


def argument_score(
    network: Network, texts: Sequence[ReadText], labels: Labels, *, least: float, scope: bool
) -> Mapping[str, Mapping[str, float]]:
    """Return F1 of arguments given the marked trigger: overlapping, and the same characters.

    Args:
        network: The network.
        texts: Texts as read.
        labels: The classes of the heads.
        least: See ``argument_spans``.
        scope: Whether only events of types that the codebook covers count.
    """
    overlapping = same = found = marked = 0
    for one in texts:
        for event in one.text.events:
            trigger = one.pieces.range_of(event.trigger)
            if trigger is None or (scope and not covered_types(event.type)):
                continue
            given = argument_spans(
                network,
                one.pieces,
                one.windows,
                trigger,
                type_name(event.type),
                labels,
                least=least,
            )
            used: set[int] = set()
            for argument in event.arguments:
                for number, (role, span, _) in enumerate(given):
                    fits = role == role_name(argument.role) and span.overlaps(argument.span)
                    if fits and number not in used:
                        used.add(number)
                        overlapping += 1
                        same += span == argument.span
                        break
            found += len(given)
            marked += len(event.arguments)
    return {"overlap": tally(overlapping, found, marked), "exact": tally(same, found, marked)}
