"""Read an exported extractor back into the network, to compare what ships with what is trained."""

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from training.model.encoder import Encoder
from training.model.network import Network

#: Matrices of a layer in the order in which the graph multiplies by them.
_MATRICES = ("query_key_value", "attended", "inner", "outer")
HEADS = 12


def load_exported(folder: Path) -> Network:
    """Return the network whose weights an exported folder holds, 8-bit ones as they are loaded."""
    encoder = encoder_weights(onnx.load(folder / "encoder.onnx"))
    vocabulary, width = encoder["words.weight"].shape
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    network = Network(
        Encoder(
            vocabulary=vocabulary,
            positions=len(encoder["positions.weight"]),
            width=width,
            layers=1 + max(int(n.split(".")[1]) for n in encoder if n.startswith("layers.")),
            heads=HEADS,
            inner=len(encoder["layers.0.inner.bias"]),
        ),
        event_types=len(labels["types"]),
        argument_roles=len(labels["roles"]),
        acts=len(labels["acts"]),
    )
    with np.load(folder / "heads.npz", allow_pickle=False) as stored:
        heads = {name: torch.from_numpy(stored[name].astype(np.float32)) for name in stored.files}
    weights = {f"encoder.{name}": torch.from_numpy(value) for name, value in encoder.items()}
    network.load_state_dict(heads | weights)
    return network.eval()


def encoder_weights(model: onnx.ModelProto) -> dict[str, np.ndarray]:
    """Return the weights of an exported encoder under the names that training gives them."""
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    found = {name: np.array(value) for name, value in stored.items() if _is_weight(name)}
    for node in model.graph.node:
        if node.op_type == "DequantizeLinear":
            values, scale = (stored[name] for name in node.input[:2])
            (axis,) = (attribute.i for attribute in node.attribute if attribute.name == "axis")
            shape = [-1 if dimension == axis else 1 for dimension in range(values.ndim)]
            found[node.output[0]] = values.astype(np.float32) * scale.reshape(shape)
    multiplied = [
        node.input[1]
        for node in model.graph.node
        if node.op_type == "MatMul" and node.input[1] in found
    ]
    for number, name in enumerate(multiplied):
        layer, place = divmod(number, len(_MATRICES))
        found[f"layers.{layer}.{_MATRICES[place]}.weight"] = found.pop(name).T.copy()
    return found


def _is_weight(name: str) -> bool:
    return name.startswith(("words.", "positions.", "norm.", "layers.")) and name.endswith(
        (".weight", ".bias")
    )
