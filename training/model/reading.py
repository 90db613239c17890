"""What a trained network finds in a text: events with arguments, and attributions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from training.model.event_task import Labels
from training.model.network import Network

from dateline.core.documents import Span
from dateline.pipeline.claims.model.pieces import PieceReader, Pieces, Window
from dateline.pipeline.claims.model.reading import (
    SHARED,
    SIZE,
    around_highest,
    likely_runs,
    read_tags,
)
from dateline.scoring.attribution import Attributed


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowStates:
    """A window with its vectors ``(1, length, width)``."""

    window: Window
    states: torch.Tensor


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerScore:
    """A word that may be a trigger: its characters, and probabilities of the types: of those that
    are marked in the corpora, and of the codebook's own."""

    span: Span
    place: int
    types: np.ndarray
    acts: np.ndarray


@torch.no_grad()
def read_states(
    network: Network, pieces: Pieces, reader: PieceReader, *, size: int = SIZE, shared: int = SHARED
) -> list[WindowStates]:
    """Return the vectors of a text's windows."""
    return [
        WindowStates(window=window, states=network.encoder(torch.tensor([window.ids])))
        for window in reader.windows(pieces, size=size, shared=shared)
    ]


def central(windows: Sequence[WindowStates], low: int, high: int) -> WindowStates:
    """Return the window in which pieces ``low`` to ``high`` stand farthest from the edges."""
    return max(windows, key=lambda w: w.window.margin(low, high))


@torch.no_grad()
def trigger_scores(
    network: Network, text: str, pieces: Pieces, windows: Sequence[WindowStates]
) -> list[TriggerScore]:
    """Return each word's probabilities, read where it stands most central."""
    found = []
    tables = {id(w): network.triggers(w.states)[0].softmax(-1).numpy() for w in windows}
    acts = {id(w): network.acts(w.states)[0].softmax(-1).numpy() for w in windows}
    for place, (start, end) in enumerate(zip(pieces.starts, pieces.ends, strict=True)):
        if start and text[start - 1].isalnum() and text[start].isalnum():
            continue
        best = central(windows, place, place)
        at = place - best.window.start + 1
        while end < len(text) and text[end].isalnum():
            end += 1
        found.append(
            TriggerScore(
                span=Span(start, end),
                place=place,
                types=tables[id(best)][at],
                acts=acts[id(best)][at],
            )
        )
    return found


@torch.no_grad()
def argument_spans(
    network: Network,
    pieces: Pieces,
    windows: Sequence[WindowStates],
    trigger: tuple[int, int],
    type_: str,
    labels: Labels,
    *,
    least: float = 0.15,
) -> list[tuple[str, Span, float]]:
    """Return role, characters and probability of each argument of a trigger.

    Each role that events of the type have is filled at most once: by the likeliest piece, with
    its neighbours that are at least ``EDGE`` times as likely.

    Args:
        network: The network.
        pieces: The text's word pieces.
        windows: Their vectors.
        trigger: First and last piece of the trigger.
        type_: Its type, as in ``labels``; of any other type all roles are asked.
        labels: The classes of the heads.
        least: Least probability of the likeliest piece.
    """
    best = central(windows, *trigger)
    shift = 1 - best.window.start
    anchor = torch.tensor([(0, trigger[0] + shift, trigger[1] + shift)])
    logits = network.arguments(best.states, anchor)[0, 1:-1]
    asked = labels.type_roles.get(type_, labels.roles[1:])
    absent = [n for n, name in enumerate(labels.roles) if n and name not in asked]
    logits[:, absent] = -1e4
    probabilities = logits.softmax(-1).numpy()
    found = []
    for role in asked:
        column = probabilities[:, labels.roles.index(role)]
        if column.max(initial=0.0) < least:
            continue
        low, high = around_highest(column)
        start, end = best.window.start + low, best.window.start + high
        span = pieces.span(start, end)
        found.append((role, span, float(column.max())))
    return found


@torch.no_grad()
def find_attributions(
    network: Network, pieces: Pieces, windows: Sequence[WindowStates], *, least: float = 0.5
) -> list[Attributed]:
    """Return the attributions of a text.

    Args:
        network: The network.
        pieces: The text's word pieces.
        windows: Their vectors.
        least: Least score of a cue.
    """
    cues: dict[tuple[int, int], WindowStates] = {}
    for window in windows:
        tags = network.cues(window.states)[0, 1:-1].softmax(-1).numpy()
        for low, high, score in read_tags(tags):
            at = (low + window.window.start, high + window.window.start)
            if score >= least and central(windows, *at) is window:
                cues[at] = window
    found = []
    for (low, high), window in sorted(cues.items(), key=lambda item: item[0]):
        shift = 1 - window.window.start
        anchor = torch.tensor([(0, low + shift, high + shift)])
        parts = network.attributed(window.states, anchor)[0, 1:-1].sigmoid().numpy()
        start = window.window.start
        source = likely_runs(parts[:, 0])
        content = likely_runs(parts[:, 1])
        found.append(
            Attributed(
                source=_spans(pieces, start, source[:1]),
                cue=(pieces.span(low, high),),
                content=_spans(pieces, start, sorted(content[:2])),
            )
        )
    return found


def _spans(pieces: Pieces, start: int, ranges: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(pieces.span(start + low, start + high) for low, high in ranges)
