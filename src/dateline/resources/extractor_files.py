"""The trained extractor's files: an encoder in ONNX, the heads as matrices, word pieces, labels.

``training/model`` writes them. A folder holds

- ``encoder.onnx``: word pieces to a vector each, weights in 8 bits;
- ``heads.npz``: the heads' matrices, by the names training gives them;
- ``tokenizer.json``: how text is cut into word pieces;
- ``labels.json``: the classes of triggers and arguments, and the roles of each type;
- ``card.json``: thresholds chosen on development texts;
- ``linear.npz`` and ``blend.json``: the linear model of role fillers, and how scores are put
  together; a folder without them finds no role fillers;
- ``arguments.npz``: the linear model of who takes part in an act, and how it is weighed; a folder
  without it takes the network's word alone.
"""

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from dateline.errors import ResourceError

Floats = NDArray[np.float32]

SHIPPED = Path(__file__).parent / "extractor"
ENCODER, HEADS, TOKENIZER = "encoder.onnx", "heads.npz", "tokenizer.json"
LABELS, CARD = "labels.json", "card.json"
LINEAR, BLEND, ARGUMENTS = "linear.npz", "blend.json", "arguments.npz"
#: What stands for no extractor: rules alone.
NO_MODEL = Path("none")
NEEDED = (ENCODER, HEADS, TOKENIZER, LABELS, CARD)

#: Digits to which log odds are rounded, so that another processor's last digits change nothing.
_DECIMALS = 4

#: Thresholds that every card has: least probability of a trigger, an argument, a cue.
THRESHOLDS = ("triggers.least", "arguments.least", "cues.least")
#: Matrices that every extractor has.
_HEADS = (
    "triggers.weight",
    "triggers.bias",
    "acts.weight",
    "arguments.of_anchor.weight",
    "arguments.of_position.weight",
    "arguments.distance.weight",
    "arguments.outer.weight",
    "cues.weight",
    "attributed.of_anchor.weight",
    "attributed.outer.weight",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearModel:
    """Logistic regressions over hashed features: ``weights (roles, features)``, intercepts."""

    weights: Floats
    intercepts: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Blend:
    """How scores of a string are put together for each role.

    ``names`` are the features, ``weights`` one for each; ``intercepts`` and ``thresholds`` one for
    each role.
    """

    names: tuple[str, ...]
    weights: tuple[float, ...]
    intercepts: tuple[float, ...]
    thresholds: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentModel:
    """Which words take part in an act, and as what.

    ``weights (parts, features)`` and ``intercepts`` are of a linear model over hashed features;
    ``blend`` and ``blend_intercept`` weigh its log odds with other evidence. ``least`` is the least
    probability.
    """

    weights: Floats
    intercepts: Floats
    blend: Floats
    blend_intercept: float
    least: float

    def linear(self, features: Sequence[int]) -> Floats:
        """Return the log odds of each part for the numbers of the features that are there."""
        picked = self.weights[:, list(features)].sum(1) * max(len(features), 1) ** -0.5
        result: Floats = np.round(picked + self.intercepts, _DECIMALS)
        return result


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractorFiles:
    """What a folder holds.

    ``digest`` is of the bytes of all its files. ``types``, ``roles`` and ``acts`` are the classes
    of the heads and begin with the one for none; ``type_roles`` says which roles acts of a type
    have. ``thresholds`` are by the names that the card gives them.
    """

    folder: Path
    digest: str
    heads: Mapping[str, Floats]
    types: tuple[str, ...]
    roles: tuple[str, ...]
    acts: tuple[str, ...]
    type_roles: Mapping[str, frozenset[str]]
    thresholds: Mapping[str, float]
    linear: LinearModel | None
    blend: Blend | None
    arguments: ArgumentModel | None

    @property
    def encoder(self) -> Path:
        """The encoder's file."""
        return self.folder / ENCODER

    @property
    def tokenizer(self) -> Path:
        """The file that says how text is cut into word pieces."""
        return self.folder / TOKENIZER

    @property
    def name(self) -> str:
        """The name under which claims are said to be made by it."""
        return _name(self.digest)


@cache
def load_extractor_files(folder: Path | None = None) -> ExtractorFiles:
    """Load an extractor's files, or those shipped with Dateline; the encoder is not opened.

    Raises:
        ResourceError: A file is missing or damaged, or the matrices do not fit the labels.
    """
    folder = SHIPPED if folder is None else folder
    _find_all(folder)
    try:
        with np.load(folder / HEADS, allow_pickle=False) as stored:
            heads = {name: stored[name].astype(np.float32) for name in sorted(stored.files)}
        labels = json.loads((folder / LABELS).read_text(encoding="utf-8"))
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        files = ExtractorFiles(
            folder=folder,
            digest=_digest(folder),
            heads=heads,
            types=tuple(str(name) for name in labels["types"]),
            roles=tuple(str(name) for name in labels["roles"]),
            acts=tuple(str(name) for name in labels["acts"]),
            type_roles={str(t): frozenset(map(str, r)) for t, r in labels["type_roles"].items()},
            thresholds={name: float(card["thresholds"][name]) for name in THRESHOLDS},
            linear=_linear(folder / LINEAR),
            blend=_blend(folder / BLEND),
            arguments=_arguments(folder / ARGUMENTS),
        )
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile, zlib.error) as error:
        raise ResourceError(
            f"{folder}: the trained extractor is damaged: {type(error).__name__} {error}"
        ) from error
    _check(files)
    return files


def name_of_extractor(folder: Path | None = None) -> str:
    """Return the name of an extractor; only the files of a folder of one's own are loaded for it.

    Raises:
        ResourceError: As ``load_extractor_files``; of our own files only that one is missing.
    """
    if folder is not None:
        return load_extractor_files(folder).name
    _find_all(SHIPPED)
    return _name(_digest(SHIPPED))


def _name(digest: str) -> str:
    return f"extractor-{digest[:8]}"


def _find_all(folder: Path) -> None:
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if missing:
        raise ResourceError(
            f"{folder}: not a trained extractor, {missing[0]} is missing. Give a folder that "
            'training/model wrote, or "none" to code by rules alone.'
        )


def _check(files: ExtractorFiles) -> None:
    for name in _HEADS:
        if name not in files.heads:
            raise ResourceError(f"{files.folder / HEADS}: {name} is missing")
    for name, labels in (
        ("triggers.weight", files.types),
        ("arguments.outer.weight", files.roles),
        ("acts.weight", files.acts),
    ):
        if len(files.heads[name]) != len(labels):
            raise ResourceError(
                f"{files.folder}: {name} has {len(files.heads[name])} rows, "
                f"{LABELS} has {len(labels)} labels: the files are not of one export"
            )


def _digest(folder: Path) -> str:
    found = hashlib.sha256()
    for name in (*NEEDED, LINEAR, BLEND, ARGUMENTS):
        if (folder / name).is_file():
            found.update(name.encode())
            found.update((folder / name).read_bytes())
    return found.hexdigest()


def _linear(path: Path) -> LinearModel | None:
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as stored:
        return LinearModel(
            weights=stored["weights"].astype(np.float32),
            intercepts=stored["intercepts"].astype(np.float32).reshape(-1),
        )


def _arguments(path: Path) -> ArgumentModel | None:
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as stored:
        return ArgumentModel(
            weights=stored["weights"] * stored["scale"][:, None],
            intercepts=stored["intercepts"].astype(np.float32),
            blend=stored["blend"].astype(np.float32),
            blend_intercept=float(stored["blend_intercept"]),
            least=float(stored["least"]),
        )


def _blend(path: Path) -> Blend | None:
    if not path.is_file():
        return None
    value: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Blend(
        names=tuple(map(str, value["names"])),
        weights=tuple(map(float, value["weights"])),
        intercepts=tuple(map(float, value["intercepts"])),
        thresholds=tuple(map(float, value["thresholds"])),
    )
