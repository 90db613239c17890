"""Training on MUC-4's role fillers, and reading the network's scores of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from training.model.heads import pooled_by_group
from training.model.muc_keys import PROFILE
from training.model.muc_roles import TRAINED, RoleText, find_occurrences
from training.model.network import TAGS, Network

from dateline.core.documents import Span
from dateline.pipeline.claims.model.fillers import INCIDENTS
from dateline.pipeline.claims.model.pieces import PieceReader, Pieces, Window
from dateline.pipeline.claims.model.reading import SHARED, SIZE, read_tags
from dateline.scoring.muc4_roles import normalize

#: Word pieces of a window in training, and how many neighbouring ones share at least; a text is
#: read in narrower ones, the same for every head, and roles are found as well in them.
WINDOW, OVERLAP = 510, 96
#: What each part of the loss counts.
TAG_WEIGHT, SPAN_WEIGHT, GATE_WEIGHT = 1.0, 1.0, 0.1
CONFIDENCE_WEIGHT, PROFILE_WEIGHT = 0.1, 0.1
IGNORED = -100
#: A right span's weight in the loss; wrong ones are a hundred times as many.
POSITIVE_WEIGHT = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWindow:
    """A window with its tags, its candidate spans and which roles each string of them fills.

    ``tags (pieces, roles)``; ``spans (spans, 2)``; ``groups (spans,)``: the string of each span;
    ``labels (strings, roles)``; ``confidence (strings,)``: step of the ladder or ``IGNORED``;
    ``profile (entries,)``: what the whole text reports.
    """

    window: Window
    tags: np.ndarray
    spans: np.ndarray
    groups: np.ndarray
    labels: np.ndarray
    confidence: np.ndarray
    profile: np.ndarray

    @property
    def fills(self) -> bool:
        """Whether any role is filled here."""
        return bool(self.tags.any())


def role_windows(
    text: RoleText,
    candidates: Sequence[tuple[int, int]],
    reader: PieceReader,
    *,
    size: int = WINDOW,
    shared: int = OVERLAP,
) -> Iterator[RoleWindow]:
    """Yield the windows of a text as examples."""
    pieces = reader.read(text.text)
    tags = _tags(text, pieces)
    gold = {role: {s for e in text.entities[role] for s in e} for role in TRAINED}
    marked = {
        (span.start, span.end)
        for role in TRAINED
        for string in text.written[role]
        for span in find_occurrences(text.text, string)
    }
    spans = sorted({*candidates, *marked})
    for window in reader.windows(pieces, size=size, shared=shared):
        placed, names = [], []
        for start, end in spans:
            at = pieces.range_of(Span(start, end))
            if at and window.start <= at[0] and at[1] < window.end:
                placed.append((at[0] - window.start + 1, at[1] - window.start + 1))
                names.append(normalize(text.text[start:end]))
        groups = {name: number for number, name in enumerate(sorted(set(names)))}
        yield RoleWindow(
            window=window,
            tags=tags[window.start : window.end],
            spans=np.array(placed, dtype=np.int64).reshape(-1, 2),
            groups=np.array([groups[name] for name in names], dtype=np.int64),
            labels=np.array(
                [[name in gold[role] for role in TRAINED] for name in groups], dtype=np.float32
            ).reshape(-1, len(TRAINED)),
            confidence=np.array(
                [text.marks.confidence.get(name, IGNORED) for name in groups], dtype=np.int64
            ),
            profile=np.array([p in text.marks.profile for p in PROFILE], dtype=np.float32),
        )


def _tags(text: RoleText, pieces: Pieces) -> np.ndarray:
    tags = np.zeros((len(pieces.ids), len(TRAINED)), dtype=np.int64)
    for number, role in enumerate(TRAINED):
        found = {s for string in text.written[role] for s in find_occurrences(text.text, string)}
        # Shorter strings inside longer ones of the role are parts of these.
        for span in sorted(found, key=lambda s: (s.end - s.start, s)):
            at = pieces.range_of(span)
            if at:
                tags[at[0], number] = 1
                tags[at[0] + 1 : at[1] + 1, number] = 2
    return tags


def role_loss(network: Network, batch: Sequence[RoleWindow], ids: Tensor, states: Tensor) -> Tensor:
    """Return the loss of a batch of windows, given its pieces and their vectors."""
    tags = torch.full((*ids.shape, len(TRAINED)), -100)
    where, groups, labels, gate, count = [], [], [], [], 0
    for row, example in enumerate(batch):
        tags[row, 1 : 1 + len(example.tags)] = torch.from_numpy(example.tags)
        where.append(np.insert(example.spans, 0, row, axis=1))
        groups.append(example.groups + count)
        labels.append(example.labels)
        gate.append(example.labels.any(0) if len(example.labels) else np.zeros(len(TRAINED)))
        count += len(example.labels)
    logits = network.role_tags(states).view(-1, TAGS)
    loss = TAG_WEIGHT * len(TRAINED) * functional.cross_entropy(logits, tags.view(-1))
    if count:
        mentions = network.role_spans(states, torch.from_numpy(np.concatenate(where)))
        pooled = pooled_by_group(mentions, torch.from_numpy(np.concatenate(groups)), count)
        wanted = torch.from_numpy(np.concatenate(labels))
        weights = 1.0 + (POSITIVE_WEIGHT - 1.0) * wanted
        loss = loss + SPAN_WEIGHT * len(TRAINED) * functional.binary_cross_entropy_with_logits(
            pooled, wanted, weights
        )
        sure = torch.from_numpy(np.concatenate([example.confidence for example in batch]))
        if bool((sure != IGNORED).any()):
            steps = pooled_by_group(
                network.confidence(states, torch.from_numpy(np.concatenate(where))),
                torch.from_numpy(np.concatenate(groups)),
                count,
            )
            loss = loss + CONFIDENCE_WEIGHT * functional.cross_entropy(
                steps, sure, ignore_index=IGNORED
            )
    present = functional.binary_cross_entropy_with_logits(
        network.role_gate(states, ids), torch.from_numpy(np.stack(gate).astype(np.float32))
    )
    reported = functional.binary_cross_entropy_with_logits(
        network.profile(states, ids), torch.from_numpy(np.stack([e.profile for e in batch]))
    )
    return loss + GATE_WEIGHT * present + PROFILE_WEIGHT * reported


def pad(rows: Sequence[Sequence[int]]) -> Tensor:
    """Return rows of word pieces as one array, filled up with 0."""
    length = max(len(row) for row in rows)
    return torch.tensor([[*row, *[0] * (length - len(row))] for row in rows])


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleScores:
    """What the network says of a text.

    ``tagged``: by role and span of characters, how surely the tags mark it;
    ``spans``: logits ``(roles,)`` of each candidate and each tagged span;
    ``gate``: highest logit of any window ``(roles,)``;
    ``reported``: how likely the text reports some kind of incident.
    """

    tagged: tuple[Mapping[tuple[int, int], float], ...]
    spans: Mapping[tuple[int, int], np.ndarray]
    gate: np.ndarray
    reported: float


@torch.no_grad()
def role_scores(
    network: Network, text: str, candidates: Sequence[tuple[int, int]], reader: PieceReader
) -> RoleScores:
    """Score a text: what its tags mark, the given spans, and the roles it fills at all."""
    pieces = reader.read(text)
    at = {span: pieces.range_of(Span(*span)) for span in candidates}
    gate = np.full(len(TRAINED), -1e4, dtype=np.float32)
    reported = 0.0
    tagged: tuple[dict[tuple[int, int], float], ...] = tuple({} for _ in TRAINED)
    scores: dict[tuple[int, int], np.ndarray] = {}
    for window in reader.windows(pieces, size=SIZE, shared=SHARED):
        ids = torch.tensor([window.ids])
        states = network.encoder(ids)
        tags = network.role_tags(states)[0, 1:-1].view(-1, len(TRAINED), TAGS).softmax(-1).numpy()
        gate = np.maximum(gate, network.role_gate(states, ids)[0].numpy())
        kinds = network.profile(states, ids)[0, : len(INCIDENTS)]
        reported = max(reported, float(kinds.max().sigmoid()))
        asked = {s: r for s, r in at.items() if r and window.holds(*r)}
        for role, found in enumerate(tagged):
            for low, high, score in read_tags(tags[:, role]):
                low, high = low + window.start, high + window.start
                span = (pieces.starts[low], pieces.ends[high])
                found[span] = max(found.get(span, 0.0), score)
                asked[span] = (low, high)
        if asked:
            shift = 1 - window.start
            where = torch.tensor([(0, low + shift, high + shift) for low, high in asked.values()])
            for span, row in zip(asked, network.role_spans(states, where).numpy(), strict=True):
                scores[span] = np.maximum(scores[span], row) if span in scores else row
    return RoleScores(tagged=tagged, spans=scores, gate=gate, reported=reported)
