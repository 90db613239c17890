"""Examples of every task, read from the corpora folder and the prepared parses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from training.model.act_labels import ActLabels
from training.model.acts_task import ActSentence
from training.model.attribution_task import AttributionWindow, attribution_windows
from training.model.event_task import (
    EventText,
    EventWindow,
    Labels,
    event_windows,
    placed_wikievents_texts,
    rams_texts,
    read_labels,
)
from training.model.muc_keys import read_key_marks
from training.model.muc_roles import read_role_texts
from training.model.role_task import RoleWindow, role_windows

from dateline.pipeline.claims.model.pieces import PieceReader
from dateline.scoring.attribution import read_folder
from dateline.scoring.rams import read_items
from dateline.scoring.wikievents import read_documents

#: Every fifth of RAMS's windows is kept for development: the corpus folder has one part only.
RAMS_FOLDS = 5

Example = RoleWindow | EventWindow | AttributionWindow | ActSentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Parses:
    """Candidate spans of each text of a file, and the hashed parse features of each span."""

    spans: Mapping[str, tuple[tuple[int, int], ...]]
    features: Mapping[str, tuple[tuple[int, ...], ...]]


def write_parses(path: Path, parses: Parses) -> None:
    """Write parses as one compressed file of arrays."""
    ids = sorted(parses.spans)
    rows = [row for id_ in ids for row in parses.features[id_]]
    np.savez_compressed(
        path,
        ids=np.array(ids),
        counts=np.array([len(parses.spans[id_]) for id_ in ids], dtype=np.int32),
        spans=np.array([s for id_ in ids for s in parses.spans[id_]], dtype=np.int32),
        lengths=np.array([len(row) for row in rows], dtype=np.int32),
        features=np.array([number for row in rows for number in row], dtype=np.int32),
    )


def read_parses(path: Path) -> Parses:
    """Read what ``write_parses`` wrote."""
    with np.load(path) as stored:
        ids, counts, spans = stored["ids"], stored["counts"], stored["spans"]
        ends = np.cumsum(stored["lengths"])
        rows = [tuple(map(int, row)) for row in np.split(stored["features"], ends[:-1])]
    last = np.cumsum(counts)
    return Parses(
        spans={
            str(id_): tuple((int(a), int(b)) for a, b in spans[end - count : end])
            for id_, count, end in zip(ids, counts, last, strict=True)
        },
        features={
            str(id_): tuple(rows[end - count : end])
            for id_, count, end in zip(ids, counts, last, strict=True)
        },
    )


def role_examples(corpora: Path, parses: Parses, reader: PieceReader) -> list[RoleWindow]:
    """Return MUC-4's training texts as examples."""
    marks = read_key_marks(sorted((corpora / "muc4" / "train").glob("key-*")))
    texts = read_role_texts(corpora / "muc4" / "train.entities.jsonl", marks)
    return [w for text in texts for w in role_windows(text, parses.spans[text.id], reader)]


def event_texts(corpora: Path) -> tuple[list[EventText], list[EventText]]:
    """Return the texts with events to train on, and RAMS's windows kept for development."""
    wikievents = placed_wikievents_texts(read_documents(corpora / "wikievents" / "train.jsonl"))
    rams = list(rams_texts(read_items(corpora / "rams" / "train.jsonl")))
    kept = [text for number, text in enumerate(rams) if number % RAMS_FOLDS == 0]
    rest = [text for number, text in enumerate(rams) if number % RAMS_FOLDS]
    return [*wikievents, *rest], kept


def event_examples(
    texts: Iterable[EventText], acts: ActLabels, reader: PieceReader
) -> tuple[Labels, list[EventWindow]]:
    """Return the classes marked in some texts, and the texts as examples."""
    every: Sequence[EventText] = list(texts)
    labels = read_labels(every)
    return labels, [w for text in every for w in event_windows(text, labels, acts, reader)]


def attribution_examples(corpora: Path, reader: PieceReader) -> list[AttributionWindow]:
    """Return PolNeAR's training texts as examples."""
    texts = read_folder(corpora / "attribution" / "train")
    return [window for text in texts for window in attribution_windows(text, reader)]
