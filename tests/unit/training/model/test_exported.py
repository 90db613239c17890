"""What ships computes what the network computes: encoder and heads, PyTorch beside onnxruntime."""

from importlib import import_module
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from dateline.pipeline.claims.model.encoder import Encoder
from dateline.pipeline.claims.model.heads import SpanHead, gate, linear, softmax
from dateline.pipeline.claims.model.reading import Reader, ReadWindow, read_tags
from dateline.resources.extractor_files import SHIPPED, load_extractor_files

torch = pytest.importorskip("torch", reason="PyTorch is not installed: training needs it alone")
pytest.importorskip("onnx", reason="onnx is not installed: training needs it alone")

# Imported by name: type checks run where PyTorch is not installed.
role_scores: Any = import_module("training.model.role_task").role_scores
load_exported: Any = import_module("training.model.unpack").load_exported

#: Tags of a piece for one role, as ``training.model.network`` has them.
TAGS = 3

TEXT = (
    "Gunmen ambushed a police patrol near Velmora on Tuesday, killing two officers. "
    'The governor, Ana Lopes, said: "We will find them." '
    "Prosecutors charged a teacher with murder, and rebels burned a bridge."
)
#: Sums of some hundred products differ in the last digits from one library to the other.
NEAR = 2e-3


@pytest.fixture(scope="module")
def network() -> Any:
    torch.set_num_threads(1)
    return load_exported(SHIPPED)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_extractor_files())


@pytest.fixture(scope="module")
def window(reader: Reader) -> ReadWindow:
    return reader.read(TEXT).windows[0]


def as_tensor(window: ReadWindow) -> Any:
    return torch.from_numpy(window.states)[None]


def test_the_encoder_gives_the_vectors_of_the_network(network: Any, reader: Reader) -> None:
    encoder = Encoder(load_extractor_files())
    for text in (TEXT, TEXT * 12):
        pieces = reader.pieces.read(text)
        for window in reader.pieces.windows(pieces, size=254, shared=64):
            ours = encoder.states(window)
            with torch.no_grad():
                theirs = network.encoder(torch.tensor([window.ids]))[0].numpy()
            lengths = np.linalg.norm(ours, axis=1) * np.linalg.norm(theirs, axis=1)
            assert ((ours * theirs).sum(1) / lengths).min() > 0.9999
            assert np.abs(ours - theirs).max() < NEAR


@pytest.mark.parametrize("name", ["triggers", "acts", "cues", "role_tags"])
def test_heads_of_single_pieces_agree(network: Any, window: ReadWindow, name: str) -> None:
    ours = linear(load_extractor_files().heads, name)(window.states)
    with torch.no_grad():
        theirs = getattr(network, name)(as_tensor(window))[0].numpy()
    assert np.abs(ours - theirs).max() < NEAR


@pytest.mark.parametrize("name", ["arguments", "attributed"])
def test_heads_of_pairs_agree(network: Any, reader: Reader, window: ReadWindow, name: str) -> None:
    head = getattr(reader, name)
    for first, last in ((2, 2), (5, 7), (len(window.states) - 3, len(window.states) - 2)):
        ours = head(window.states, head.of_position(window.states), first, last)
        with torch.no_grad():
            anchor = torch.tensor([(0, first, last)])
            theirs = getattr(network, name)(as_tensor(window), anchor)[0].numpy()
        assert np.abs(ours - theirs).max() < NEAR


def test_heads_of_spans_and_windows_agree(network: Any, window: ReadWindow) -> None:
    heads = load_extractor_files().heads
    spans = [(1, 1), (2, 5), *pairwise(range(3, 12))]
    ids = torch.tensor([window.window.ids])
    with torch.no_grad():
        where = torch.tensor([(0, low, high) for low, high in spans])
        theirs = network.role_spans(as_tensor(window), where).numpy()
        gates = network.role_gate(as_tensor(window), ids)[0].numpy()
        profile = network.profile(as_tensor(window), ids)[0].numpy()
    ours = SpanHead.named(heads, "role_spans")(window.states, spans)
    assert np.abs(ours - theirs).max() < NEAR
    assert np.abs(gate(linear(heads, "role_gate.outer"), window.states) - gates).max() < NEAR
    assert np.abs(gate(linear(heads, "profile.outer"), window.states) - profile).max() < NEAR


def test_what_tags_mark_is_the_same_in_training_and_use(network: Any, reader: Reader) -> None:
    scores = role_scores(network, TEXT, [], reader.pieces)
    reading = reader.read(TEXT)
    tags = linear(load_extractor_files().heads, "role_tags")(reading.windows[0].states[1:-1])
    shaped = softmax(tags.reshape(len(tags), -1, TAGS))
    for role, marked in enumerate(scores.tagged):
        found = {reading.pieces.span(low, high) for low, high, _ in read_tags(shaped[:, role])}
        assert {(span.start, span.end) for span in found} == set(marked)
    assert any(scores.tagged)
