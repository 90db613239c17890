"""A BERT encoder in plain PyTorch: what training needs of one, and nothing that export cannot take.

Weights are read from a folder in the Hugging Face layout (``config.json``,
``model.safetensors``), so that neither training nor export needs that library.

Reference:
    Devlin et al. (2019), BERT: Pre-training of Deep Bidirectional Transformers, NAACL.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional
from training.model.heads import SharedDropout


class Layer(nn.Module):
    """One transformer layer, with normalisation after each part as in BERT."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query_key_value = nn.Linear(width, 3 * width)
        self.attended = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps=1e-12)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.output_norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = SharedDropout(dropout)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Return new states ``(batch, length, width)``; ``bias`` is added to attention scores."""
        batch, length, width = states.shape
        split = self.query_key_value(states).view(batch, length, 3, self.heads, -1)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        # No dropout in attention: PyTorch's fast kernel for processors takes none.
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        states = self.attention_norm(states + self.dropout(self.attended(mixed)))
        inner = functional.gelu(self.inner(states))
        result: Tensor = self.output_norm(states + self.dropout(self.outer(inner)))
        return result


class Encoder(nn.Module):
    """Token vectors of a text of at most ``positions`` word pieces."""

    def __init__(
        self,
        *,
        vocabulary: int,
        positions: int,
        width: int,
        layers: int,
        heads: int,
        inner: int,
        dropout: float = 0.1,
    ) -> None:
        super().__init__()
        self.width = width
        self.words = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(positions, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = SharedDropout(dropout)
        self.layers = nn.ModuleList(Layer(width, heads, inner, dropout) for _ in range(layers))

    def forward(self, ids: Tensor) -> Tensor:
        """Return vectors ``(batch, length, width)`` of word pieces ``(batch, length)``; 0 pads."""
        return self.upper(self.lower(ids, 0), ids, 0)

    def lower(self, ids: Tensor, layers: int) -> Tensor:
        """Return the states below layer ``layers``: of the embeddings alone if that is 0."""
        embedded = self.words(ids) + self.positions.weight[: ids.shape[1]]
        states: Tensor = self.dropout(self.norm(embedded))
        bias = padding_bias(ids)
        for layer in self.layers[:layers]:
            states = layer(states, bias)
        return states

    def upper(self, states: Tensor, ids: Tensor, layers: int) -> Tensor:
        """Return the vectors that layers from ``layers`` on make of the states below."""
        bias = padding_bias(ids)
        for layer in self.layers[layers:]:
            states = layer(states, bias)
        return states


def padding_bias(ids: Tensor) -> Tensor:
    """Return what is added to attention scores so that nothing attends to padding."""
    return torch.where(ids[:, None, None, :] == 0, -1e4, 0.0)


def load_encoder(folder: Path, *, dropout: float = 0.1) -> Encoder:
    """Read a pre-trained BERT from a folder in the Hugging Face layout.

    Raises:
        KeyError: A weight is missing.
    """
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    encoder = Encoder(
        vocabulary=config["vocab_size"],
        positions=config["max_position_embeddings"],
        width=config["hidden_size"],
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        inner=config["intermediate_size"],
        dropout=dropout,
    )
    weights = {
        name.removeprefix("bert."): value
        for name, value in load_file(folder / "model.safetensors").items()
    }
    encoder.load_state_dict(_renamed(weights, config["num_hidden_layers"]))
    return encoder


def _renamed(weights: dict[str, Tensor], layers: int) -> dict[str, Tensor]:
    """Return BERT's weights under this module's names; one token type is folded into positions."""
    renamed = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    for number in range(layers):
        old, new = f"encoder.layer.{number}", f"layers.{number}"
        for kind in ("weight", "bias"):
            renamed[f"{new}.query_key_value.{kind}"] = torch.cat(
                [
                    weights[f"{old}.attention.self.{part}.{kind}"]
                    for part in ("query", "key", "value")
                ]
            )
            renamed[f"{new}.attended.{kind}"] = weights[f"{old}.attention.output.dense.{kind}"]
            renamed[f"{new}.attention_norm.{kind}"] = weights[
                f"{old}.attention.output.LayerNorm.{kind}"
            ]
            renamed[f"{new}.inner.{kind}"] = weights[f"{old}.intermediate.dense.{kind}"]
            renamed[f"{new}.outer.{kind}"] = weights[f"{old}.output.dense.{kind}"]
            renamed[f"{new}.output_norm.{kind}"] = weights[f"{old}.output.LayerNorm.{kind}"]
    return renamed
