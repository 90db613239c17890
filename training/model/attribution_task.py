"""Training on PolNeAR: cues of attribution, and the source and content of each cue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from training.model.network import TAGS, Network

from dateline.pipeline.claims.model.pieces import PieceReader, Window
from dateline.scoring.attribution import AttributionText

SIZE, SHARED = 254, 96
IGNORED = -100
#: What a source's pieces count beside a content's, which are ten times as many.
SOURCE_WEIGHT = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionWindow:
    """A window with cue tags, and for each cue which pieces are its source and its content."""

    window: Window
    tags: np.ndarray
    anchors: np.ndarray
    parts: np.ndarray


def attribution_windows(
    text: AttributionText, reader: PieceReader, *, size: int = SIZE, shared: int = SHARED
) -> Iterator[AttributionWindow]:
    """Yield the windows of a text as examples."""
    pieces = reader.read(text.text)
    tags = np.zeros(len(pieces.ids), dtype=np.int64)
    cues = []
    for attributed in text.attributions:
        places = [pieces.range_of(span) for span in attributed.cue]
        ranges = [place for place in places if place]
        for low, high in ranges:
            tags[low] = 1
            tags[low + 1 : high + 1] = 2
        if ranges:
            marks = np.zeros((len(pieces.ids), 2), dtype=np.float32)
            for column, spans in enumerate((attributed.source, attributed.content)):
                for span in spans:
                    at = pieces.range_of(span)
                    if at:
                        marks[at[0] : at[1] + 1, column] = 1.0
            cues.append((ranges[0], marks))
    for window in reader.windows(pieces, size=size, shared=shared):
        start, end = window.start, window.end
        inside = [(a, marks) for a, marks in cues if start <= a[0] and a[1] < end]
        yield AttributionWindow(
            window=window,
            tags=tags[start:end],
            anchors=np.array(
                [(low - start + 1, high - start + 1) for (low, high), _ in inside], dtype=np.int64
            ).reshape(-1, 2),
            parts=np.stack([marks[start:end] for _, marks in inside])
            if inside
            else np.zeros((0, end - start, 2), dtype=np.float32),
        )


def attribution_loss(
    network: Network, batch: Sequence[AttributionWindow], ids: Tensor, states: Tensor
) -> Tensor:
    """Return the loss of a batch of windows, given its pieces and their vectors."""
    tags = torch.full(tuple(ids.shape), IGNORED)
    anchors, parts, known = [], [], []
    for row, example in enumerate(batch):
        length = len(example.tags)
        tags[row, 1 : 1 + length] = torch.from_numpy(example.tags)
        anchors.append(np.insert(example.anchors, 0, row, axis=1))
        wide = np.zeros((len(example.parts), ids.shape[1], 2), dtype=np.float32)
        wide[:, 1 : 1 + length] = example.parts
        parts.append(wide)
        inside = np.zeros((len(example.parts), ids.shape[1], 1), dtype=np.float32)
        inside[:, 1 : 1 + length] = 1.0
        known.append(inside)
    logits = network.cues(states).view(-1, TAGS)
    loss = 3.0 * functional.cross_entropy(logits, tags.view(-1), ignore_index=IGNORED)
    if sum(map(len, anchors)):
        found = network.attributed(states, torch.from_numpy(np.concatenate(anchors)))
        wanted = torch.from_numpy(np.concatenate(parts))
        weights = torch.from_numpy(np.concatenate(known)) * torch.tensor([SOURCE_WEIGHT, 1.0])
        each = functional.binary_cross_entropy_with_logits(found, wanted, weights, reduction="sum")
        loss = loss + 2.0 * each / weights.sum()
    return loss
