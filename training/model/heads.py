"""The heads that share one encoder. Each is a few matrices, so that numpy can run them too."""

import torch
from torch import Tensor, nn
from torch.nn import functional

HIDDEN = 192


class SharedDropout(nn.Module):
    """Dropout that takes the same dimensions from every row of a batch's member, or of all.

    Drawing one mask a member costs a hundredth of drawing one a position, which on processors
    takes as long as the matrix product beside it.
    """

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, states: Tensor) -> Tensor:
        """Return states ``(members, ..., width)``, some dimensions 0 and the rest scaled up."""
        if not self.training or not self.rate:
            return states
        shape = (states.shape[0], *[1] * (states.dim() - 2), states.shape[-1])
        kept = torch.empty(shape).bernoulli_(1 - self.rate)
        return states * kept / (1 - self.rate)


class SpanHead(nn.Module):
    """Scores of spans: first piece, last piece, mean of the pieces, and the window as a whole."""

    def __init__(self, width: int, labels: int) -> None:
        super().__init__()
        self.inner = nn.Linear(4 * width, HIDDEN)
        self.dropout = SharedDropout(0.2)
        self.outer = nn.Linear(HIDDEN, labels)

    def forward(self, states: Tensor, where: Tensor) -> Tensor:
        """Return logits ``(spans, labels)``.

        Args:
            states: ``(batch, length, width)``; position 0 stands for the window.
            where: ``(spans, 3)``: row of the batch, first and last position.
        """
        rows, first, last = where.unbind(1)
        total = functional.pad(states.cumsum(1), (0, 0, 1, 0))
        mean = (total[rows, last + 1] - total[rows, first]) / (last + 1 - first)[:, None]
        parts = [states[rows, first], states[rows, last], mean, states[rows, 0]]
        logits: Tensor = self.outer(
            self.dropout(functional.gelu(self.inner(torch.cat(parts, dim=1))))
        )
        return logits


class PairHead(nn.Module):
    """Scores of positions given an anchor: who did what a trigger reports, what a cue credits."""

    def __init__(self, width: int, labels: int) -> None:
        super().__init__()
        self.of_anchor = nn.Linear(2 * width, HIDDEN)
        self.of_position = nn.Linear(width, HIDDEN)
        self.distance = nn.Embedding(DISTANCES, HIDDEN)
        self.dropout = SharedDropout(0.2)
        self.outer = nn.Linear(HIDDEN, labels)

    def forward(self, states: Tensor, anchors: Tensor) -> Tensor:
        """Return logits ``(anchors, length, labels)``.

        Args:
            states: ``(batch, length, width)``.
            anchors: ``(anchors, 3)``: row of the batch, first and last position.
        """
        rows, first, last = anchors.unbind(1)
        anchor = torch.cat([states[rows, first], states[rows, last]], dim=1)
        places = torch.arange(states.shape[1])
        far = self.distance(distance_class(places[None, :], first[:, None], last[:, None]))
        at = self.of_position(states)[rows]
        mixed = functional.gelu(self.of_anchor(anchor)[:, None] + at + far)
        logits: Tensor = self.outer(self.dropout(mixed))
        return logits


#: Distances are told apart by sign and by powers of two.
DISTANCES = 20


def distance_class(place: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """Return which of ``DISTANCES`` classes a place is in, seen from an anchor."""
    before, after = (first - place).clamp(min=0), (place - last).clamp(min=0)
    far = (before + after).float()
    step = torch.log2(far + 1).floor().long().clamp(max=9)
    return torch.where(after > 0, 10 + step, step)


class GateHead(nn.Module):
    """What a window has at all, from its first vector and the highest value of each dimension."""

    def __init__(self, width: int, labels: int) -> None:
        super().__init__()
        self.outer = nn.Linear(2 * width, labels)

    def forward(self, states: Tensor, ids: Tensor) -> Tensor:
        """Return logits ``(batch, labels)``."""
        highest = states.masked_fill((ids == 0)[:, :, None], -1e4).amax(1)
        logits: Tensor = self.outer(torch.cat([states[:, 0], highest], dim=1))
        return logits


def pooled_by_group(logits: Tensor, groups: Tensor, count: int) -> Tensor:
    """Return one row per group: the mean of its rows, weighted to the highest (soft maximum)."""
    top = torch.full((count, logits.shape[1]), -1e4).index_reduce(
        0, groups, logits.detach(), "amax"
    )
    weights = torch.exp(logits.detach() - top[groups])
    total = torch.zeros(count, logits.shape[1]).index_add(0, groups, weights)
    return torch.zeros(count, logits.shape[1]).index_add(
        0, groups, logits * weights / total[groups]
    )
