"""How well the network tells how sure a text is of the perpetrator, and what it reports at all."""

from collections.abc import Sequence

import numpy as np
import torch
from training.model.event_task import tally
from training.model.muc_keys import LADDER, PROFILE
from training.model.muc_roles import RoleText
from training.model.network import Network
from training.model.role_task import RoleWindow, role_windows

from dateline.pipeline.claims.model.fillers import soft_maximum
from dateline.pipeline.claims.model.pieces import PieceReader
from dateline.pipeline.claims.model.reading import SHARED, SIZE

#: Least probability of an entry of the profile.
LEAST = 0.5


@torch.no_grad()
def status_table(
    network: Network,
    texts: Sequence[RoleText],
    spans: Sequence[Sequence[tuple[int, int]]],
    reader: PieceReader,
) -> dict[str, object]:
    """Return scores of the ladder's step of marked organizations, and of what texts report.

    Args:
        network: The network.
        texts: Texts with the marks of their keys.
        spans: Candidate spans of each text.
        reader: Cuts texts into word pieces.
    """
    steps: list[tuple[int, int]] = []
    profiles: list[tuple[np.ndarray, np.ndarray]] = []
    for text, candidates in zip(texts, spans, strict=True):
        found = np.zeros(len(PROFILE))
        windows = role_windows(text, candidates, reader, size=SIZE, shared=SHARED)
        for window in windows:
            ids = torch.tensor([window.window.ids])
            states = network.encoder(ids)
            found = np.maximum(found, network.profile(states, ids)[0].sigmoid().numpy())
            steps.extend(_steps(network, states, window))
        profiles.append((found, np.array([entry in text.marks.profile for entry in PROFILE])))
    counts = np.array(
        [
            [sum(g == a and f == b for g, f in steps) for b in range(len(LADDER))]
            for a in range(len(LADDER))
        ]
    )
    right, given, marked = counts.diagonal(), counts.sum(0), counts.sum(1)
    by_step = {
        step: tally(int(right[n]), int(given[n]), int(marked[n])) for n, step in enumerate(LADDER)
    }
    return {
        "ladder": {
            "marked": len(steps),
            "accuracy": round(100 * float(right.sum()) / max(len(steps), 1), 2),
            "accuracy of the commonest step": round(
                100 * float(marked.max()) / max(len(steps), 1), 2
            ),
            **by_step,
        },
        "profile": {
            entry: tally(
                sum(bool(f[n] >= LEAST and g[n]) for f, g in profiles),
                sum(bool(f[n] >= LEAST) for f, _ in profiles),
                sum(bool(g[n]) for _, g in profiles),
            )
            for n, entry in enumerate(PROFILE)
        },
    }


def _steps(network: Network, states: torch.Tensor, window: RoleWindow) -> list[tuple[int, int]]:
    """Return marked and found step of each marked string of a window."""
    marked = np.flatnonzero(window.confidence >= 0)
    pairs = []
    for string in marked.tolist():
        at = window.spans[window.groups == string]
        where = torch.from_numpy(np.insert(at, 0, 0, axis=1))
        logits = soft_maximum(network.confidence(states, where).numpy())
        pairs.append((int(window.confidence[string]), int(logits.argmax())))
    return pairs
