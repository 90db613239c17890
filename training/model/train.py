"""Train the network: ``python -m training.model.train --help``."""

import argparse
import json
import logging
import math
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from training.model.act_labels import act_labels
from training.model.acts_task import act_sentences, codebook_loss
from training.model.attribution_task import attribution_loss
from training.model.encoder import load_encoder
from training.model.event_task import Labels, event_loss
from training.model.network import Network
from training.model.role_task import RoleWindow, pad, role_loss
from training.model.training_data import (
    Example,
    attribution_examples,
    event_examples,
    event_texts,
    read_parses,
    role_examples,
)

from dateline.pipeline.claims.model.pieces import PieceReader
from dateline.resources.codebook import load_codebook

log = logging.getLogger("training.model")

LOSSES: Mapping[str, Callable[..., Tensor]] = {
    "roles": role_loss,
    "events": event_loss,
    "attribution": attribution_loss,
    "codebook": codebook_loss,
}
#: Learning rate of the highest layer, its factor a layer down, and that of the heads.
RATE, DECAY, HEAD_RATE = 1.5e-4, 0.9, 1e-3
WARM_UP = 0.08
#: Word pieces of a batch, and how many examples are sorted by length together.
BATCH, POOL = 1300, 48
#: Weight of the past in the running mean of the weights, which is what is kept.
MEMORY = 0.998


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run does. ``shares``: part of each task's examples used in an epoch, above 1 for some
    of them more than once; of MUC-4's windows that fill no role only ``empty`` of them."""

    shares: Mapping[str, float]
    empty: float
    epochs: float
    steps: int | None
    minutes: float
    frozen: int
    seed: int


def main() -> None:
    """Read the arguments, train, and write weights, labels and the run's log."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "corpora", type=Path, help="folder with muc4, wikievents, rams, attribution"
    )
    parser.add_argument("prepared", type=Path, help="folder that prepare.py wrote")
    parser.add_argument("encoder", type=Path, help="folder with the pre-trained encoder")
    parser.add_argument("out", type=Path, help="folder for the weights")
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument(
        "--shares",
        default="roles=1,events=1,attribution=0.2,codebook=1",
        help="part of each task an epoch",
    )
    parser.add_argument("--empty", type=float, default=0.3)
    parser.add_argument("--epochs", type=float, default=6)
    parser.add_argument("--steps", type=int, help="in place of epochs")
    parser.add_argument("--minutes", type=float, default=600, help="stop by then, rate decayed")
    parser.add_argument("--frozen", type=int, default=2, help="lower layers left as they are")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(arguments.threads)
    shares = {k: float(v) for k, v in (s.split("=") for s in arguments.shares.split(","))}
    plan = Plan(
        shares=shares,
        empty=arguments.empty,
        epochs=arguments.epochs,
        steps=arguments.steps,
        minutes=arguments.minutes,
        frozen=arguments.frozen,
        seed=arguments.seed,
    )
    reader = PieceReader(arguments.encoder / "tokenizer.json")
    examples: dict[str, list[Example]] = {}
    training_events, _ = event_texts(arguments.corpora)
    codebook = load_codebook()
    acts = act_labels(codebook)
    labels, events = event_examples(training_events, acts, reader)
    if "roles" in shares:
        parses = read_parses(arguments.prepared / "muc4-train.npz")
        examples["roles"] = list(role_examples(arguments.corpora, parses, reader))
    if "events" in shares:
        examples["events"] = list(events)
    if "attribution" in shares:
        examples["attribution"] = list(attribution_examples(arguments.corpora, reader))
    if "codebook" in shares:
        examples["codebook"] = list(act_sentences(codebook, acts, reader)[0])
    torch.manual_seed(plan.seed)
    network = Network(
        load_encoder(arguments.encoder),
        event_types=len(labels.types),
        argument_roles=len(labels.roles),
        acts=len(acts.types),
    )
    if arguments.start:
        known = torch.load(arguments.start / "weights.pt", weights_only=True)
        network.load_state_dict(network.state_dict() | known)
    arguments.out.mkdir(parents=True, exist_ok=True)
    write_labels(arguments.out / "labels.json", labels, acts.types)
    train(network, examples, plan, arguments.out)


def write_labels(path: Path, labels: Labels, acts: Sequence[str]) -> None:
    """Write the classes of the heads."""
    every = asdict(labels) | {"acts": acts}
    path.write_text(json.dumps(every, indent=1) + "\n", encoding="utf-8")


def read_labels_file(path: Path) -> Labels:
    """Read the classes of the heads."""
    value = json.loads(path.read_text(encoding="utf-8"))
    return Labels(
        types=tuple(value["types"]),
        roles=tuple(value["roles"]),
        type_roles={name: tuple(roles) for name, roles in value["type_roles"].items()},
    )


def read_acts_file(path: Path) -> tuple[str, ...]:
    """Read the codebook's types in the order of the ``acts`` head's classes."""
    return tuple(json.loads(path.read_text(encoding="utf-8"))["acts"])


def train(
    network: Network, examples: Mapping[str, Sequence[Example]], plan: Plan, out: Path
) -> None:
    """Train a network and write the running mean of its weights to ``out/weights.pt``."""
    chooser = random.Random(plan.seed)
    lower: dict[int, Tensor] = {}
    network.train()
    freeze(network, plan.frozen)
    optimizer = torch.optim.AdamW(parameter_groups(network), fused=True)
    mean = {n: p.detach().clone() for n, p in network.named_parameters() if p.requires_grad}
    per_epoch = len(epoch_batches(examples, plan, chooser))
    total, step, began = plan.steps or int(per_epoch * plan.epochs) or 1, 0, time.monotonic()
    losses: dict[str, list[float]] = {}
    log.info("%d batches an epoch, %d in all", per_epoch, total)
    done = 0.0
    while done < 1:
        for task, batch in epoch_batches(examples, plan, chooser):
            done = max(step / total, (time.monotonic() - began) / (60 * plan.minutes))
            if done >= 1:
                break
            rate = min(done / WARM_UP, 1.0, max(0.01, (1 - done) / (1 - WARM_UP)))
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * max(rate, 1e-3)
            ids, states = upper_states(network, batch, lower, plan.frozen)
            loss = LOSSES[task](network, batch, ids, states)
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            update_mean(mean, network, min(MEMORY, (1 + step) / (10 + step)))
            losses.setdefault(task, []).append(loss.item())
            if step % 100 == 0:
                shown = {t: round(float(np.mean(v[-50:])), 3) for t, v in sorted(losses.items())}
                log.info("step %d, %.2f done, loss %s", step, done, shown)
                save(network, mean, out)
    save(network, mean, out)
    run = {"plan": asdict(plan), "steps": step, "minutes": (time.monotonic() - began) / 60}
    (out / "run.json").write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")


def freeze(network: Network, layers: int) -> None:
    """Freeze the embeddings and the lower layers, and switch off their dropout."""
    encoder = network.encoder
    for part in (encoder.words, encoder.positions, encoder.norm, *encoder.layers[:layers]):
        part.requires_grad_(False)
        part.eval()
    if layers:
        encoder.dropout.eval()


def upper_states(
    network: Network, batch: Sequence[Example], lower: dict[int, Tensor], frozen: int
) -> tuple[Tensor, Tensor]:
    """Return a batch's word pieces and their vectors.

    What the frozen layers make of an example never changes: it is kept in ``lower``, in half
    precision, by the example's identity.
    """
    ids = pad([example.window.ids for example in batch])
    if not frozen:
        return ids, network.encoder(ids)
    states = torch.zeros(*ids.shape, network.encoder.width)
    for row, example in enumerate(batch):
        if id(example) not in lower:
            with torch.no_grad():
                alone = torch.tensor([example.window.ids])
                lower[id(example)] = network.encoder.lower(alone, frozen)[0].half()
        states[row, : len(example.window.ids)] = lower[id(example)].float()
    return ids, network.encoder.upper(states, ids, frozen)


def parameter_groups(network: Network) -> list[dict[str, object]]:
    """Return the weights that are trained, each with its own rate and decay."""
    groups: list[dict[str, object]] = []
    top = len(network.encoder.layers) - 1
    for name, weights in network.named_parameters():
        if not weights.requires_grad:
            continue
        parts = name.split(".")
        layer = int(parts[2]) if parts[:2] == ["encoder", "layers"] else -1
        rate = RATE * DECAY ** (top - layer) if parts[0] == "encoder" else HEAD_RATE
        decay = 0.01 if weights.dim() > 1 else 0.0
        groups.append({"params": [weights], "lr": rate, "base": rate, "weight_decay": decay})
    return groups


def epoch_batches(
    examples: Mapping[str, Sequence[Example]], plan: Plan, chooser: random.Random
) -> list[tuple[str, list[Example]]]:
    """Return an epoch's batches, each of one task and of examples of like length, shuffled."""
    batches = []
    for task in sorted(examples):
        chosen = [e for e in examples[task] if _is_kept(e, plan, chooser)]
        chooser.shuffle(chosen)
        share = plan.shares[task]
        chosen = (chosen * math.ceil(share))[: int(share * len(chosen))]
        for low in range(0, len(chosen), POOL):
            pool = sorted(chosen[low : low + POOL], key=lambda e: len(e.window.ids))
            batch: list[Example] = []
            for example in pool:
                if batch and (len(batch) + 1) * len(example.window.ids) > BATCH:
                    batches.append((task, batch))
                    batch = []
                batch.append(example)
            batches.append((task, batch))
    chooser.shuffle(batches)
    return batches


def _is_kept(example: Example, plan: Plan, chooser: random.Random) -> bool:
    empty = isinstance(example, RoleWindow) and not example.fills
    return not empty or chooser.random() < plan.empty


@torch.no_grad()
def update_mean(mean: Mapping[str, Tensor], network: Network, memory: float) -> None:
    """Move the running mean of the weights towards the present ones."""
    for name, weights in network.named_parameters():
        if name in mean:
            mean[name].lerp_(weights, 1 - memory)


def save(network: Network, mean: Mapping[str, Tensor], out: Path) -> None:
    """Write the mean weights, those that are not trained as they are, replacing the last."""
    torch.save({**network.state_dict(), **mean}, out / "weights.part")
    (out / "weights.part").replace(out / "weights.pt")


if __name__ == "__main__":
    main()
