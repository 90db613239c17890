"""The heads over an encoder's vectors, in numpy: they mirror ``training/model/heads.py``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.pipeline.claims.products import one_thread
from dateline.resources.extractor_files import Floats

#: Distances are told apart by sign and by powers of two; the largest class of each sign.
_FARTHEST = 9
#: All positions of a window.
EVERYWHERE = slice(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """A matrix ``(out, in)`` and a bias ``(out,)``."""

    weight: Floats
    bias: Floats

    def __call__(self, states: Floats) -> Floats:
        """Return ``states (..., in)`` times the matrix, plus the bias."""
        with one_thread():
            result: Floats = states @ self.weight.T + self.bias
        return result


def linear(heads: Mapping[str, Floats], name: str) -> Linear:
    """Return the layer that training calls ``name``."""
    return Linear(weight=heads[f"{name}.weight"], bias=heads[f"{name}.bias"])


@dataclass(frozen=True, slots=True, kw_only=True)
class PairHead:
    """Scores of positions given an anchor: who did what a trigger reports, what a cue credits."""

    of_anchor: Linear
    of_position: Linear
    distance: Floats
    outer: Linear

    @staticmethod
    def named(heads: Mapping[str, Floats], name: str) -> "PairHead":
        """Return the head that training calls ``name``."""
        return PairHead(
            of_anchor=linear(heads, f"{name}.of_anchor"),
            of_position=linear(heads, f"{name}.of_position"),
            distance=heads[f"{name}.distance.weight"],
            outer=linear(heads, f"{name}.outer"),
        )

    def __call__(
        self,
        states: Floats,
        positions: Floats,
        first: int,
        last: int,
        asked: slice = EVERYWHERE,
    ) -> Floats:
        """Return logits ``(length, labels)`` of every position asked for one anchor.

        Args:
            states: Vectors ``(length, width)``.
            positions: ``of_position(states)``, the same for every anchor.
            first: The anchor's first position.
            last: Its last position.
            asked: Which positions are scored.
        """
        anchor = self.of_anchor(np.concatenate([states[first], states[last]]))
        far = self.distance[distance_classes(len(states), first, last)[asked]]
        return self.outer(gelu(anchor[None] + positions[asked] + far))


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanHead:
    """Scores of spans: first piece, last piece, mean of the pieces, and the window as a whole."""

    inner: Linear
    outer: Linear

    @staticmethod
    def named(heads: Mapping[str, Floats], name: str) -> "SpanHead":
        """Return the head that training calls ``name``."""
        return SpanHead(inner=linear(heads, f"{name}.inner"), outer=linear(heads, f"{name}.outer"))

    def __call__(self, states: Floats, spans: Sequence[tuple[int, int]]) -> Floats:
        """Return logits ``(spans, labels)``.

        Args:
            states: Vectors ``(length, width)``; position 0 stands for the window.
            spans: First and last position of each span.
        """
        where = np.array(spans, dtype=np.int64).reshape(-1, 2)
        first, last = where[:, 0], where[:, 1]
        total = np.concatenate([np.zeros_like(states[:1]), states.cumsum(0, dtype=np.float32)])
        mean = (total[last + 1] - total[first]) / (last + 1 - first)[:, None]
        whole = np.broadcast_to(states[0], (len(where), states.shape[1]))
        parts = np.concatenate([states[first], states[last], mean, whole], axis=1)
        return self.outer(gelu(self.inner(parts.astype(np.float32))))


def gate(head: Linear, states: Floats) -> Floats:
    """Return what a window has at all, from its first vector and the highest of each dimension."""
    return head(np.concatenate([states[0], states.max(0)]))


def distance_classes(length: int, first: int, last: int) -> np.ndarray:
    """Return the class of distance of each position, seen from an anchor."""
    places = np.arange(length)
    before, after = np.maximum(first - places, 0), np.maximum(places - last, 0)
    step = np.minimum(np.log2(before + after + 1.0).astype(np.int64), _FARTHEST)
    return np.where(after > 0, _FARTHEST + 1 + step, step)


def gelu(values: Floats) -> Floats:
    """Return the Gaussian error linear unit of each value; off by at most 2e-7.

    Reference:
        Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 7.1.26.
    """
    scaled = np.abs(values) * np.float32(0.7071067811865476)
    t = 1.0 / (1.0 + np.float32(0.3275911) * scaled)
    tail = t * (
        0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
    )
    erf = np.sign(values) * (1.0 - tail * np.exp(-scaled * scaled))
    result: Floats = (0.5 * values * (1.0 + erf)).astype(np.float32)
    return result


def softmax(logits: Floats) -> Floats:
    """Return probabilities over the last axis."""
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    result: Floats = powers / powers.sum(-1, keepdims=True)
    return result


def sigmoid(logits: Floats) -> Floats:
    """Return the probability of each logit."""
    result: Floats = (1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0)))).astype(np.float32)
    return result
