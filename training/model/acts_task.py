"""Training on the codebook's own types of act, from its example sentences and from marked texts.

Of a word marked in a text it is asked that the types it may have (``act_labels.py``) are together
likely. An example sentence does not mark the word that reports its act: some word of it is to be
likely (noisy or). A near miss is to have no word that reports the type at all.

Reference:
    Maron and Lozano-Pérez (1998), A Framework for Multiple-Instance Learning, NIPS.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from training.model.act_labels import ActLabels, tells, word_at
from training.model.network import Network

from dateline.pipeline.claims.model.pieces import PieceReader, Window
from dateline.resources.codebook import Codebook

#: Every fifth example of a type is kept for development.
FOLDS = 5
#: Word pieces of an example at most.
WINDOW = 510
#: What words that tell no type count in an example's loss, and one word in a marked text's.
PLAIN_WEIGHT, MARKED_WEIGHT = 0.3, 10.0
#: How much more a marked word counts than one that is not.
TRIGGER_WEIGHT = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActSentence:
    """An example as a window: its type's class, whether it is one, which pieces may report it
    ``(pieces,)`` and which start a word that tells no type at all ``(pieces,)``."""

    window: Window
    type: int
    finds: bool
    likely: np.ndarray
    plain: np.ndarray


def act_sentences(
    codebook: Codebook, labels: ActLabels, reader: PieceReader
) -> tuple[list[ActSentence], list[ActSentence]]:
    """Return a codebook's examples to train on, and those kept for development."""
    trained: list[ActSentence] = []
    kept: list[ActSentence] = []
    for type_ in codebook.types:
        for number, example in enumerate(type_.examples):
            sentence = _sentence(example.text, type_.id, example.finds, labels, reader)
            (kept if number % FOLDS == FOLDS - 1 else trained).append(sentence)
    return trained, kept


def _sentence(
    text: str, type_: str, finds: bool, labels: ActLabels, reader: PieceReader
) -> ActSentence:
    pieces = reader.read(text)
    words = [word_at(text, span) for span in zip(pieces.starts, pieces.ends, strict=True)]
    starts = np.array([bool(word) for word in words], dtype=bool)
    likely = np.array([tells(word, labels.words[type_]) for word in words], dtype=bool) & starts
    every = frozenset().union(*labels.words.values())
    plain = np.array([not tells(word, every) for word in words], dtype=bool) & starts
    return ActSentence(
        window=reader.windows(pieces, size=WINDOW, shared=0)[0],
        type=labels.types.index(type_),
        finds=finds,
        likely=likely if likely.any() else starts,
        plain=plain,
    )


def marked_loss(logits: Tensor, allowed: Tensor, pieces: int) -> Tensor:
    """Return the loss of words of marked texts.

    Args:
        logits: ``(words, classes)``.
        allowed: Which classes each may have ``(words, classes)``.
        pieces: How many pieces the texts have.
    """
    wanted = torch.logsumexp(logits.masked_fill(~allowed, -1e4), dim=1)
    each = torch.logsumexp(logits, dim=1) - wanted
    weights = torch.where(allowed[:, 0], 1.0, TRIGGER_WEIGHT)
    return MARKED_WEIGHT * (each * weights).sum() / pieces


def codebook_loss(
    network: Network, batch: Sequence[ActSentence], ids: Tensor, states: Tensor
) -> Tensor:
    """Return the loss of a batch of examples, given their pieces and the pieces' vectors."""
    logits = functional.log_softmax(network.acts(states), dim=-1)
    losses = []
    for row, sentence in enumerate(batch):
        inside = logits[row, 1 : 1 + len(sentence.likely)]
        absent = torch.log1p(-inside[:, sentence.type].exp().clamp(max=1 - 1e-6))
        if sentence.finds:
            none = absent[torch.from_numpy(sentence.likely)].sum()
            found = -torch.log((1 - none.exp()).clamp(min=1e-6))
            plain = -inside[torch.from_numpy(sentence.plain), 0]
            losses.append(found + PLAIN_WEIGHT * (plain.mean() if len(plain) else 0.0))
        else:
            losses.append(-absent.sum())
    return torch.stack(losses).mean()


@torch.no_grad()
def act_table(
    network: Network, sentences: Sequence[ActSentence], types: Sequence[str]
) -> dict[str, object]:
    """Return how often a kept example's type is found, and how often a near miss has it."""
    found: dict[str, list[float]] = {"positive": [], "near miss": []}
    best = 0
    for sentence in sentences:
        states = network.encoder(torch.tensor([sentence.window.ids]))
        rows = network.acts(states)[0, 1:-1].softmax(-1).numpy()
        top = rows[:, 1:].max(0)
        found["positive" if sentence.finds else "near miss"].append(float(top[sentence.type - 1]))
        best += sentence.finds and int(top.argmax()) == sentence.type - 1
    positives = len(found["positive"])
    return {
        "types": len(types) - 1,
        "positives": positives,
        "near misses": len(found["near miss"]),
        "type is the likeliest": round(100 * best / max(positives, 1), 1),
        **{
            f"at least {least}": {
                name: round(100 * float(np.mean(np.array(values) >= least)), 1)
                for name, values in found.items()
            }
            for least in (0.2, 0.3, 0.5)
        },
    }
