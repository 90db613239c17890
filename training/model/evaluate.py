"""Score a trained network on the development parts: ``python -m training.model.evaluate --help``.

Writes ``scores.json`` (figures and digests alone, no text) and ``blend.json`` (how the scores of
role fillers are put together).
"""

import argparse
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from training.model.act_labels import act_labels
from training.model.acts_task import act_sentences, act_table
from training.model.bias_scores import perpetrator_table
from training.model.event_scores import argument_score, read_event_texts, trigger_score_table
from training.model.event_task import tally, wikievents_texts
from training.model.export import load_network
from training.model.linear import feature_matrix, fit_linear, string_features
from training.model.muc_keys import read_key_marks
from training.model.muc_roles import RoleText, read_role_texts, tally_entities
from training.model.network import Network
from training.model.reading import find_attributions, read_states
from training.model.role_blend import (
    FEATURES,
    Scored,
    blend_entities,
    cross_fitted,
    fit_blend,
    scored_text,
)
from training.model.role_task import role_scores
from training.model.status_scores import status_table
from training.model.train import read_acts_file, read_labels_file
from training.model.training_data import Parses, event_texts, read_parses

from dateline.pipeline.claims.model.pieces import PieceReader
from dateline.resources.codebook import load_codebook
from dateline.scoring.attribution import read_folder, score_attributions
from dateline.scoring.muc4_roles import ROLES, Entity, normalize
from dateline.scoring.wikievents import read_documents

log = logging.getLogger("training.model")

#: Inverse strength of regularisation of the linear models.
STRENGTH = 60.0
#: Sets of features whose blends are compared.
SETS: Mapping[str, Sequence[str]] = {
    "linear model": ("linear",),
    "tags": ("tag", "gate"),
    "spans": ("span", "gate"),
    "tags and spans": ("tag", "span", "gate"),
    "tags, spans and linear model": ("tag", "span", "linear", "gate"),
    "all": FEATURES,
}
#: The set that is exported: the best one cross-fitted.
KEPT = SETS["tags, spans and linear model"]


def main() -> None:
    """Read the arguments and write the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("weights", type=Path, nargs="+", help="one or more trained networks")
    parser.add_argument("--tasks", default="roles,events,attribution")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    reader = PieceReader(arguments.encoder / "tokenizer.json")
    networks = [load_network(folder, arguments.encoder) for folder in arguments.weights]
    tasks = arguments.tasks.split(",")
    digests = json.loads((arguments.prepared / "digests.json").read_text(encoding="utf-8"))
    scores: dict[str, object] = {"data": digests}
    if "roles" in tasks:
        models = role_models(arguments.corpora, arguments.prepared)
        np.savez_compressed(
            arguments.out / "linear.npz",
            weights=np.concatenate([models[role].coef_ for role in ROLES]).astype(np.float16),
            intercepts=np.concatenate([models[role].intercept_ for role in ROLES]),
        )
        texts = scored_dev_texts(arguments.corpora, arguments.prepared, networks, reader, models)
        scores["roles"] = role_table(texts)
        plain = [one.text for one in texts]
        spans = read_parses(arguments.prepared / "muc4-dev.npz").spans
        scores["status"] = status_table(networks[0], plain, [spans[t.id] for t in plain], reader)
        scores["perpetrators"] = perpetrator_table(
            plain, cross_fitted(texts, lambda some: fit_blend(some, KEPT))
        )
        blend = json.dumps(asdict(fit_blend(texts, KEPT)), indent=1)
        (arguments.out / "blend.json").write_text(blend + "\n", encoding="utf-8")
    if "events" in tasks:
        scores["events"] = event_table(arguments.corpora, arguments.weights[0], networks[0], reader)
        acts = act_labels(load_codebook())
        kept = act_sentences(load_codebook(), acts, reader)[1]
        scores["acts of the codebook"] = act_table(networks[0], kept, acts.types)
    if "attribution" in tasks:
        scores["attribution"] = attribution_table(arguments.corpora, networks[0], reader)
    text = json.dumps(scores, indent=1)
    (arguments.out / "scores.json").write_text(text + "\n", encoding="utf-8")
    log.info("%s", text)


def scored_dev_texts(
    corpora: Path,
    prepared: Path,
    networks: Sequence[Network],
    reader: PieceReader,
    models: Mapping[str, LogisticRegression],
) -> list[Scored]:
    """Return MUC-4's development texts with the features of their strings."""
    marks = read_key_marks(sorted((corpora / "muc4" / "dev").glob("key-*")))
    dev = read_role_texts(corpora / "muc4" / "dev.entities.jsonl", marks)
    parses = read_parses(prepared / "muc4-dev.npz")
    linear = linear_scores(models, dev, parses)
    return [
        scored_text(
            text,
            [
                role_scores(network, text.text, parses.spans[text.id], reader)
                for network in networks
            ],
            linear[text.id],
        )
        for text in dev
    ]


def role_models(corpora: Path, prepared: Path) -> Mapping[str, LogisticRegression]:
    """Fit the linear models on the training texts."""
    known = read_parses(prepared / "muc4-train.npz")
    rows: list[list[int]] = []
    labels: list[list[bool]] = []
    for text in read_role_texts(corpora / "muc4" / "train.entities.jsonl"):
        names, features = _strings(text, known)
        gold = [{s for entity in text.entities[role] for s in entity} for role in ROLES]
        rows.extend(features)
        labels.extend([name in strings for strings in gold] for name in names)
    return fit_linear(feature_matrix(rows), np.array(labels), strength=STRENGTH, seed=1)


def linear_scores(
    models: Mapping[str, LogisticRegression], texts: Sequence[RoleText], parses: Parses
) -> dict[str, dict[str, tuple[float, ...]]]:
    """Return the linear models' probability of each role, by text and normalised string."""
    scores = {}
    for text in texts:
        names, features = _strings(text, parses)
        matrix = feature_matrix(features)
        table = np.stack([models[role].predict_proba(matrix)[:, 1] for role in ROLES], axis=1)
        scores[text.id] = {n: tuple(map(float, row)) for n, row in zip(names, table, strict=True)}
    return scores


def _strings(text: RoleText, parses: Parses) -> tuple[list[str], list[list[int]]]:
    names = [normalize(text.text[a:b]) for a, b in parses.spans[text.id]]
    return string_features(names, parses.features[text.id])


def role_table(texts: Sequence[Scored]) -> dict[str, object]:
    """Return CEAF-REE of each set of features: fitted on all texts, and cross-fitted."""
    table: dict[str, object] = {}
    for title, names in SETS.items():
        blend = fit_blend(texts, names)
        crossed = cross_fitted(texts, lambda some, names=names: fit_blend(some, names))  # type: ignore[misc]
        table[title] = {
            "cross-fitted": _ceaf(texts, crossed),
            "fitted on the same texts": _ceaf(texts, [blend_entities(t, blend) for t in texts]),
        }
    return table


def _ceaf(
    texts: Sequence[Scored], found: Sequence[Mapping[str, Sequence[Entity]]]
) -> dict[str, object]:
    tallies = tally_entities([one.text for one in texts], found)
    right, given, marked = (sum(t[i] for t in tallies.values()) for i in range(3))
    roles = {role: tally(*counts)["f1"] for role, counts in tallies.items()}
    return {"all roles": tally(right, given, marked), **roles}


def event_table(
    corpora: Path, weights: Path, network: Network, reader: PieceReader
) -> dict[str, object]:
    """Return scores of triggers, types and arguments."""
    labels = read_labels_file(weights / "labels.json")
    documents = read_documents(corpora / "wikievents" / "dev.jsonl")
    wikievents = read_event_texts(network, list(wikievents_texts(documents)), reader)
    rams = read_event_texts(network, event_texts(corpora)[1], reader)
    table: dict[str, object] = {
        "WikiEvents triggers": trigger_score_table(
            wikievents, labels, read_acts_file(weights / "labels.json")
        )
    }
    for title, texts in (("WikiEvents", wikievents), ("RAMS, every fifth window", rams)):
        for scope in (True, False):
            which = "types covered" if scope else "all types"
            for least in (0.1, 0.15, 0.2, 0.25, 0.3, 0.4):
                table[f"{title} arguments, {which}, least {least}"] = argument_score(
                    network, texts, labels, least=least, scope=scope
                )
    return table


def attribution_table(corpora: Path, network: Network, reader: PieceReader) -> dict[str, object]:
    """Return scores of attributions for several least scores of a cue."""
    texts = read_folder(corpora / "attribution" / "dev")
    states = []
    for text in texts:
        pieces = reader.read(text.text)
        states.append((pieces, read_states(network, pieces, reader)))
    table: dict[str, object] = {}
    for least in (0.25, 0.35, 0.45, 0.55):
        found = [find_attributions(network, p, w, least=least) for p, w in states]
        tables = score_attributions([text.attributions for text in texts], found)
        table[f"least {least}"] = {
            row.name: None if row.value is None else round(100 * row.value, 2)
            for one in tables
            for row in one.rows
        }
    return table


if __name__ == "__main__":
    main()
