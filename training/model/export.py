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
from onnxruntime.quantization import QuantType, quantize_dynamic
from training.model.encoder import Encoder, load_encoder
from training.model.network import Network
from training.model.train import read_labels_file

log = logging.getLogger("training.model")

OPSET = 17


def main() -> None:
    """Read the arguments and write the exported files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, help="folder that train.py wrote")
    parser.add_argument("encoder", type=Path, help="folder with the pre-trained encoder")
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--precise", default="", help="comma-separated parts of node names kept in full precision"
    )
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments.out.mkdir(parents=True, exist_ok=True)
    network = load_network(arguments.weights, arguments.encoder)
    precise = [part for part in arguments.precise.split(",") if part]
    export_encoder(network.encoder, arguments.out / "encoder.onnx", precise=precise)
    heads = {
        name: weights.detach().numpy().astype(np.float16)
        for name, weights in network.named_parameters()
        if not name.startswith("encoder.")
    }
    np.savez(arguments.out / "heads.npz", allow_pickle=False, **heads)
    for source, name in ((arguments.weights, "labels.json"), (arguments.encoder, "tokenizer.json")):
        shutil.copy(source / name, arguments.out / name)
    sizes = {path.name: path.stat().st_size for path in sorted(arguments.out.iterdir())}
    log.info("%s", json.dumps(sizes))


def load_network(weights: Path, encoder: Path) -> Network:
    """Read a trained network from the folder that training wrote."""
    labels = read_labels_file(weights / "labels.json")
    network = Network(
        load_encoder(encoder), event_types=len(labels.types), argument_roles=len(labels.roles)
    )
    network.load_state_dict(torch.load(weights / "weights.pt", weights_only=True))
    return network.eval()


def export_encoder(encoder: Encoder, path: Path, *, precise: Sequence[str] = ()) -> None:
    """Write an encoder with 8-bit weights, each output channel with its own scale.

    Weights take 7 bits: on processors without VNNI a product of 8-bit numbers overflows, and the
    result would depend on the machine.

    Args:
        encoder: The encoder.
        path: Where to write it.
        precise: Nodes whose name holds one of these stay in full precision.
    """
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        export_full(encoder, full)
        names = [node.name for node in onnx.load(full).graph.node]
        quantize_dynamic(
            full,
            path,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=[n for n in names if any(part in n for part in precise)],
        )


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
