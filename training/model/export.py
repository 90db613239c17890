"""Export a trained network: ``python -m training.model.export WEIGHTS ENCODER OUT``.

The encoder becomes ``encoder.onnx`` with 8-bit weights; the heads, a few small matrices, go to
``heads.npz`` in half precision and are run with numpy. ``tokenizer.json`` is copied beside them.
"""

import argparse
import json
import logging
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from training.model.card import write_card
from training.model.encoder import Encoder, load_encoder
from training.model.network import Network
from training.model.train import read_acts_file, read_labels_file

log = logging.getLogger("training.model")

OPSET = 17
#: Matrices of fewer numbers stay as they are.
LARGE = 100_000


def main() -> None:
    """Read the arguments and write the exported files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, help="folder that train.py wrote")
    parser.add_argument("encoder", type=Path, help="folder with the pre-trained encoder")
    parser.add_argument("out", type=Path)
    parser.add_argument("--how", choices=("stored", "computed"), default="stored")
    parser.add_argument(
        "--precise", default="", help="comma-separated parts of node names kept in full precision"
    )
    parser.add_argument("--scores", type=Path, help="folder that evaluate.py wrote")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments.out.mkdir(parents=True, exist_ok=True)
    network = load_network(arguments.weights, arguments.encoder)
    precise = [part for part in arguments.precise.split(",") if part]
    export_encoder(
        network.encoder, arguments.out / "encoder.onnx", how=arguments.how, precise=precise
    )
    heads = {
        name: weights.detach().numpy().astype(np.float16)
        for name, weights in network.named_parameters()
        if not name.startswith("encoder.")
    }
    np.savez(arguments.out / "heads.npz", allow_pickle=False, **heads)
    for source, name in ((arguments.weights, "labels.json"), (arguments.encoder, "tokenizer.json")):
        shutil.copy(source / name, arguments.out / name)
    if arguments.scores:
        for name in ("linear.npz", "blend.json", "muc4_fills.npz"):
            shutil.copy(arguments.scores / name, arguments.out / name)
        write_card(arguments.scores / "scores.json", arguments.out)
    sizes = {path.name: path.stat().st_size for path in sorted(arguments.out.iterdir())}
    log.info("%s", json.dumps(sizes))


def load_network(weights: Path, encoder: Path) -> Network:
    """Read a trained network from the folder that training wrote."""
    labels = read_labels_file(weights / "labels.json")
    network = Network(
        load_encoder(encoder),
        event_types=len(labels.types),
        argument_roles=len(labels.roles),
        acts=len(read_acts_file(weights / "labels.json")),
    )
    network.load_state_dict(torch.load(weights / "weights.pt", weights_only=True))
    return network.eval()


def export_encoder(encoder: Encoder, path: Path, *, how: str, precise: Sequence[str] = ()) -> None:
    """Write an encoder with 8-bit weights, each row or output channel with its own scale.

    Args:
        encoder: The encoder.
        path: Where to write it.
        how: ``stored``: weights are 8-bit in the file alone and made floats when it is loaded;
            ``computed``: products are of 8-bit numbers too, which is faster where the processor
            has VNNI. Their weights take 7 bits: without VNNI a product of 8-bit numbers overflows,
            and the result would depend on the machine.
        precise: Nodes whose name holds one of these are left out of ``computed``.
    """
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        export_full(encoder, full)
        if how == "stored":
            onnx.save(with_stored_weights(onnx.load(full)), path)
            return
        names = [node.name for node in onnx.load(full).graph.node]
        quantize_dynamic(
            full,
            path,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=[n for n in names if any(part in n for part in precise)],
        )


def with_stored_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return a model whose matrices are stored as 8-bit numbers, with a scale for each column.

    A matrix of word vectors has a scale for each row instead.
    """
    graph = model.graph
    gathered = {node.input[0] for node in graph.node if node.op_type == "Gather"}
    nodes, tensors = [], []
    for tensor in graph.initializer:
        weights = numpy_helper.to_array(tensor)
        if weights.ndim != 2 or weights.dtype != np.float32 or weights.size < LARGE:
            tensors.append(tensor)
            continue
        axis = 0 if tensor.name in gathered else 1
        scale = np.abs(weights).max(axis=1 - axis, keepdims=True) / 127
        scale = np.where(scale == 0, 1.0, scale).astype(np.float32)
        stored = np.round(weights / scale).astype(np.int8)
        tensors.append(numpy_helper.from_array(stored, f"{tensor.name}.stored"))
        tensors.append(numpy_helper.from_array(scale.reshape(-1), f"{tensor.name}.scale"))
        inputs = [f"{tensor.name}.stored", f"{tensor.name}.scale"]
        nodes.append(helper.make_node("DequantizeLinear", inputs, [tensor.name], axis=axis))
    del graph.initializer[:]
    graph.initializer.extend(tensors)
    rest = list(graph.node)
    del graph.node[:]
    graph.node.extend([*nodes, *rest])
    return model


def export_full(encoder: Encoder, path: Path) -> None:
    """Write an encoder in full precision: ``ids (batch, length)`` to ``states``."""
    torch.onnx.export(
        encoder.eval(),
        (torch.ones(2, 9, dtype=torch.long),),
        str(path),
        input_names=["ids"],
        output_names=["states"],
        dynamic_axes={"ids": {0: "batch", 1: "length"}, "states": {0: "batch", 1: "length"}},
        opset_version=OPSET,
        dynamo=False,
    )


if __name__ == "__main__":
    main()
